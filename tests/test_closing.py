"""A stage whose last requirement is met closes by itself; what somebody decides keeps its button,
which says what it does.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import demo
from agreements.models import Agreement, State, chain_is_intact
from agreements.regulations import catalogue
from agreements.regulations.fragments import require_approval, require_fact
from agreements.regulations.vocabulary import Actor, Stage
from agreements.workflow import closing, engine, guarding, meeting_requirements, settling
from agreements.workflow.evaluation import evaluate_case

from .conftest import as_long_as, change, order_and_render, pass_stage, until_holder
from .reading import words_of

pytestmark = pytest.mark.usefixtures("blank_papers")


def fresh(agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


def page(signed_in, user, agreement) -> str:
    return signed_in(user).get(reverse("kerja-sama", args=[agreement.pk])).content.decode()


def test_the_last_approval_of_a_stage_closes_it_and_the_log_names_sistem(
    make_agreement, people, signed_in
):
    agreement = until_holder(make_agreement(at="penyusunan_kb"), "SEKDA")
    meeting_requirements.meet_requirement(
        agreement.pk, people["sekda"], "rekomendasi_kesepakatan_bersama", "penyusunan_kb"
    )
    agreement = fresh(agreement)
    last = agreement.events.order_by("number").last()
    assert agreement.stage_code == "penandatanganan_kb"
    assert (last.action, last.by, last.actor_name) == ("teruskan", None, "Sistem")
    assert chain_is_intact(agreement)
    assert "Sistem, " in words_of(page(signed_in, people["staf"], agreement))


def test_the_last_paper_of_a_stage_closes_it_when_the_worker_has_made_it(make_agreement, people):
    agreement = make_agreement()
    for _ in as_long_as(lambda: not evaluate_case(agreement).check("ba_tkksd").is_open):
        demo.meet_next(agreement, order_and_render)
    order_and_render(agreement, people["verifikator"], "ba_tkksd")
    assert fresh(agreement).stage_code == "penawaran"


def test_whoever_meets_the_last_requirement_is_told_that_the_stage_is_done(
    make_agreement, people, signed_in
):
    agreement = until_holder(make_agreement(at="penyusunan_kb"), "SEKDA")
    address = reverse("penuhi", args=[agreement.pk, "rekomendasi_kesepakatan_bersama"])
    answer = (
        signed_in(people["sekda"])
        .post(address, {"tahap": "penyusunan_kb"}, follow=True)
        .content.decode()
    )
    assert "Semua syarat tahap Penyusunan Kesepakatan Bersama terpenuhi" in answer
    assert "kini tahap Penandatanganan Kesepakatan Bersama" in answer


def test_a_press_that_comes_after_the_stage_closed_is_answered_kindly(
    make_agreement, people, signed_in
):
    agreement = make_agreement(at="penawaran")
    client = signed_in(people["verifikator"])
    answer = client.post(
        reverse("teruskan", args=[agreement.pk]), {"tahap": "persiapan"}, follow=True
    ).content.decode()
    assert (
        "Tahap Persiapan sudah selesai dengan sendirinya" in answer and "alert-danger" not in answer
    )
    assert fresh(agreement).stage_code == "penawaran"


def test_an_outcome_against_the_proposal_closes_nothing(make_agreement, people):
    agreement = make_agreement(at="penawaran")
    demo.meet_everything(agreement, order_and_render, tanggapan="ditolak")
    assert fresh(agreement).stage_code == "penawaran"


def test_the_last_mended_correction_sends_the_case_back_to_its_sender(make_agreement, people):
    agreement = make_agreement(at="penyusunan_kb")
    engine.send_case_back(
        agreement.pk, people["kabag"], "penyusunan_kb", "persiapan", "Kurang", ["Lokasi", "Manfaat"]
    )
    first, second = agreement.corrections.all()
    engine.resolve_correction(agreement.pk, people["staf"], first.pk)
    assert fresh(agreement).stage_code == "persiapan"
    engine.resolve_correction(agreement.pk, people["staf"], second.pk)
    agreement = fresh(agreement)
    assert (agreement.stage_code, agreement.return_to) == ("penyusunan_kb", "")
    assert agreement.events.order_by("number").last().action == "kembali ke pengirim"


def test_typing_moves_no_case(make_agreement, people, signed_in):
    """A text changed to and fro makes the approvals stand again; whoever may move the case then
    does, knowingly.
    """
    agreement = until_holder(make_agreement(), "TKKSD")
    agreement = until_ready_but_edited(agreement, people)
    assert agreement.stage_code == "persiapan" and agreement.holders == ["VERIFIER"]
    assert "Lanjutkan ke tahap Penawaran" in page(signed_in, people["verifikator"], agreement)
    assert (
        engine.complete_stage(agreement.pk, people["verifikator"], "persiapan").stage_code
        == "penawaran"
    )


def until_ready_but_edited(agreement, people) -> Agreement:
    meeting_requirements.meet_requirement(
        agreement.pk,
        people["tkksd"],
        "telaahan_tkksd",
        "persiapan",
        **demo.evidence_for(need_of(agreement), {}),
    )
    paper = agreement.documents.create(
        kind="ba_tkksd",
        stage_code="persiapan",
        state="siap",
        revision=1,
        content_hash=agreement.content_hash,
    )
    assert evaluate_case(fresh(agreement)).may_complete and paper.pk
    for text in ("Lain", agreement.manfaat):
        change(fresh(agreement), people["staf"], manfaat=text)
    return fresh(agreement)


def need_of(agreement):
    return agreement.track.requirement("persiapan", "telaahan_tkksd")


def test_a_stage_that_ends_with_the_word_of_the_opd_keeps_its_button():
    submitted = require_approval("ajukan", "Usulan diajukan", Actor.OPD, verb="Ajukan")
    filled = require_fact("isi_objek", "Objek diisi", "objek", None)
    for ends in ((filled,), (submitted,)):
        assert not closing.closes_itself(Stage("x", "X", (), Actor.OPD, ends))


def test_every_stage_of_the_law_ends_with_an_act_a_record_or_a_paper():
    assert [
        stage.code
        for track in catalogue.TRACKS
        for stage in track.stages
        if not closing.closes_itself(stage)
    ] == []


def test_an_agreement_in_force_rests_at_its_last_stage_and_waits_for_nobody(
    make_agreement, people, signed_in
):
    agreement = pass_stage(make_agreement(at="pelaporan"), people)
    assert (agreement.stage_code, agreement.state, agreement.holders) == (
        "pelaporan",
        State.RUNNING,
        [],
    )
    assert not agreement.clocks.filter(ended_at=None).exists()
    shown = page(signed_in, people["verifikator"], agreement)
    assert "Tidak menunggu siapa pun" in shown and "Tutup berkas" not in shown
    with pytest.raises(guarding.Refused, match="berlaku sampai"):
        engine.complete_stage(agreement.pk, people["verifikator"], "pelaporan")


def test_its_file_is_closed_by_hand_once_it_has_ended(make_agreement, people, signed_in):
    agreement = pass_stage(make_agreement(at="pelaporan"), people)
    yesterday = timezone.localdate() - timedelta(1)
    began = {
        "effective_on": yesterday - timedelta(400),
        "expires_on": yesterday,
        "ends_on": yesterday,
    }
    Agreement.objects.filter(pk=agreement.pk).update(**began)
    settling.settle_lapsed_cases()
    agreement = fresh(agreement)
    assert agreement.holders == ["VERIFIER"]
    assert "Tutup berkas kerja sama" in page(signed_in, people["verifikator"], agreement)
    assert (
        engine.complete_stage(agreement.pk, people["verifikator"], "pelaporan").state == State.DONE
    )


def test_a_change_that_is_signed_and_filed_is_done_by_itself(make_agreement, people):
    change = make_agreement("ksdpk-adendum")
    for _ in as_long_as(lambda: change.state == State.RUNNING):
        change = pass_stage(change, people)
    assert change.events.order_by("number").last().by is None
