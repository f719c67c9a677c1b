import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agreements import demo
from agreements.models import Agreement, State, chain_is_intact
from agreements.regulations import catalogue
from agreements.workflow import correcting, engine, guarding, meeting_requirements
from agreements.workflow.evaluation import evaluate_case
from agreements.workflow.party_data import take_party_data

from .conftest import as_long_as, change, order_and_render, pass_stage, until_holder

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.mark.sweep(7)
@pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda t: t.code)
def test_a_case_walks_its_whole_track_and_its_chain_verifies(track, make_agreement, people):
    agreement = make_agreement(track.code, membebani=True)
    for _ in as_long_as(
        lambda: agreement.state == State.RUNNING and not evaluate_case(agreement).is_carried_out
    ):
        agreement = pass_stage(agreement, people)
    assert agreement.state == State.DONE if track.changes else agreement.holders == []
    assert chain_is_intact(agreement)
    visited = set(agreement.events.values_list("to_stage", flat=True))
    assert {stage.code for stage in track.stages} <= visited


def test_dprd_approval_is_skipped_with_its_reason_when_budgeted_and_no_burden(
    make_agreement, people
):
    agreement = pass_stage(make_agreement(at="penandatanganan_kb"), people)
    assert agreement.stage_code == "penyusunan_pks"
    assert "Tidak berlaku" in agreement.events.get(action="lewati").reason


def test_a_stage_is_not_left_before_its_requirements_are_met(make_agreement, people):
    agreement = make_agreement(manfaat="")
    with pytest.raises(guarding.Refused, match="Manfaat"):
        engine.complete_stage(agreement.pk, people["verifikator"], "persiapan")


def test_a_requirement_waits_for_those_before_it(make_agreement, people):
    agreement = make_agreement()
    with pytest.raises(guarding.Refused, match="menunggu"):
        meeting_requirements.meet_requirement(
            agreement.pk, people["verifikator"], "verifikasi", "persiapan"
        )


def test_a_role_without_authority_is_refused(make_agreement, people, stranger):
    agreement = make_agreement()
    for user in (people["staf"], people["pimpinan"], stranger):
        with pytest.raises(guarding.Refused, match="wewenang"):
            meeting_requirements.meet_requirement(agreement.pk, user, "verifikasi", "persiapan")


def test_an_edit_voids_the_approval_visibly(make_agreement, people):
    agreement = make_agreement()
    for _ in as_long_as(lambda: agreement.holders != ["VERIFIER"]):
        demo.meet_next(agreement, order_and_render)
        agreement.refresh_from_db()
    agreement = change(agreement, people["staf"], manfaat="Berubah")
    check = evaluate_case(agreement).check("kepala_opd")
    assert not check.met and "disetujui ulang" in check.reason
    assert agreement.holders == ["OPD"]  # the KAK comes first, made anew


def test_what_the_preparation_judged_is_changed_only_there(make_agreement, people):
    for at in ("penawaran", "penyusunan_kb", "penandatanganan_kb"):
        with pytest.raises(guarding.Refused, match="tahap persiapan"):
            change(make_agreement(at=at), people["staf"], manfaat="Berubah")


def test_a_burden_cannot_be_found_after_the_dprd_was_passed_by(make_agreement, people):
    agreement = make_agreement(at="penyusunan_pks")
    with pytest.raises(guarding.Refused, match="tahap persiapan"):
        change(agreement, people["staf"], membebani=True)
    assert "dengan_kuasa" in agreement.editable_fields


def test_new_data_of_the_partner_void_what_was_approved_with_the_old(make_agreement, people):
    agreement = until_holder(make_agreement(at="penyusunan_kb"), "SEKDA")
    agreement.partner.representative = "Orang Lain"
    agreement.partner.save()
    party = agreement.first_partner
    take_party_data(agreement.pk, people["staf"], party.pk, agreement.content_hash)
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert not evaluate_case(agreement).may_complete
    assert agreement.holders == ["TKKSD"]


def test_an_unfavourable_study_is_told_in_its_papers_but_passes_no_stage(make_agreement, people):
    agreement = make_agreement("ksdd-masuk")
    demo.meet_everything(agreement, order_and_render, telaahan_tkksd="tidak layak")
    assert agreement.documents.filter(kind="jawaban_penawaran", state="siap").exists()
    agreement.refresh_from_db()
    assert agreement.holders == ["VERIFIER"]
    with pytest.raises(guarding.Refused, match="tidak layak"):
        engine.complete_stage(agreement.pk, people["verifikator"], agreement.stage_code)


def test_the_head_of_the_opd_may_send_a_proposal_back(make_agreement, people):
    agreement = make_agreement()
    for _ in as_long_as(lambda: agreement.holders != ["OPD_HEAD"]):
        demo.meet_next(agreement, order_and_render)
        agreement.refresh_from_db()
    agreement = engine.send_case_back(
        agreement.pk, people["kepala"], "persiapan", "persiapan", "Target terlalu rendah", []
    )
    assert agreement.holders == ["OPD"]
    assert [item.text for item in agreement.corrections.all()] == ["Target terlalu rendah"]


def test_a_date_recorded_wrongly_is_corrected_with_a_reason(make_agreement, people):
    agreement = make_agreement(at="penandatanganan_kb")
    for _ in as_long_as(lambda: evaluate_case(agreement).check("scan_kesepakatan_bersama").waits):
        demo.meet_next(agreement, order_and_render)
    right = {"outcome": "ditandatangani", "decided_on": timezone.localdate() - timedelta(2)}
    with pytest.raises(guarding.Refused, match="Koreksi"):
        meeting_requirements.meet_requirement(
            agreement.pk,
            people["verifikator"],
            "ttd_kesepakatan_bersama",
            "penandatanganan_kb",
            note="Salah ketik",
            **right,
        )
    wrong = agreement.evidence.get(requirement_code="ttd_kesepakatan_bersama")
    correcting.correct_record(wrong.pk, people["verifikator"], "Salah ketik", **right)
    agreement.refresh_from_db()
    assert agreement.effective_on == right["decided_on"]
    last = right["decided_on"] + relativedelta(months=agreement.jangka_waktu_bulan, days=-1)
    assert agreement.expires_on == agreement.ends_on == last


def test_a_signed_agreement_is_neither_withdrawn_nor_rejected(make_agreement, people):
    agreement = make_agreement(at="pelaksanaan")
    for person, state in (("staf", State.WITHDRAWN), ("kabag", State.REJECTED)):
        with pytest.raises(guarding.Refused, match="ditandatangani"):
            engine.halt_case(agreement.pk, people[person], "pelaksanaan", state, "Keliru")


def test_a_pks_under_its_parent_runs_for_its_own_term(make_agreement):
    agreement = make_agreement("ksdpk-pks", at="pelaksanaan", pks_bulan=12)
    agreement.refresh_from_db()
    assert agreement.expires_on == agreement.effective_on + relativedelta(months=12, days=-1)


def test_a_proxy_signs_only_when_it_is_named(make_agreement, people):
    agreement = make_agreement(at="penandatanganan_pks", dengan_kuasa=True)
    with pytest.raises(guarding.Refused, match="nama penerima kuasa"):
        order_and_render(agreement, people["verifikator"], "surat_kuasa")
    holder = {
        "kuasa_nama": "Ani",
        "kuasa_jabatan": "Kepala Dinas",
        "kuasa_nip": "197001011990031002",
    }
    change(agreement, people["staf"], **holder)
    order_and_render(agreement, people["verifikator"], "surat_kuasa")


def test_reviews_run_in_parallel_and_join_in_the_recommendation(make_agreement, people):
    agreement = make_agreement(at="penyusunan_kb")
    for _ in as_long_as(lambda: set(agreement.holders) != {"LEGAL", "SECTION_HEAD"}):
        demo.meet_next(agreement, order_and_render)
        agreement.refresh_from_db()
    meeting_requirements.meet_requirement(
        agreement.pk, people["kabag"], "kabag_kesepakatan_bersama", "penyusunan_kb"
    )
    with pytest.raises(guarding.Refused, match="menunggu telaah Bagian Hukum"):
        meeting_requirements.meet_requirement(
            agreement.pk, people["sekda"], "rekomendasi_kesepakatan_bersama", "penyusunan_kb"
        )
    meeting_requirements.meet_requirement(
        agreement.pk, people["hukum"], "hukum_kesepakatan_bersama", "penyusunan_kb"
    )
    agreement.refresh_from_db()
    assert agreement.holders == ["SEKDA"]


def test_a_sent_back_case_returns_to_its_sender_when_its_corrections_are_done(
    make_agreement, people
):
    agreement = make_agreement(at="penyusunan_kb")
    agreement = engine.send_case_back(
        agreement.pk,
        people["verifikator"],
        "penyusunan_kb",
        "persiapan",
        "Kurang",
        ["Perjelas lokasi"],
    )
    assert (agreement.stage_code, agreement.holders) == ("persiapan", ["OPD"])
    with pytest.raises(guarding.Refused, match="Perjelas lokasi"):
        engine.complete_stage(agreement.pk, people["verifikator"], "persiapan")
    engine.resolve_correction(agreement.pk, people["staf"], agreement.corrections.get().pk)
    agreement.refresh_from_db()
    assert (agreement.stage_code, agreement.return_to) == ("penyusunan_kb", "")


@pytest.mark.parametrize("target", ["penandatanganan_kb", "pelaksanaan", "tidak_ada"])
def test_a_case_is_sent_to_no_stage_to_which_its_own_does_not_lead_back(
    make_agreement, people, target
):
    agreement = make_agreement(at="penyusunan_kb")
    with pytest.raises(guarding.Refused, match="Tahap tujuan tidak diizinkan"):
        engine.send_case_back(
            agreement.pk, people["verifikator"], "penyusunan_kb", target, "Kurang", []
        )
    agreement.refresh_from_db()
    assert agreement.stage_code == "penyusunan_kb" and not agreement.corrections.exists()


def test_a_correction_that_changes_the_content_makes_the_offer_anew_on_the_way_back(
    make_agreement, people
):
    agreement = make_agreement(at="penyusunan_kb")
    engine.send_case_back(
        agreement.pk,
        people["verifikator"],
        "penyusunan_kb",
        "persiapan",
        "Kurang",
        ["Perjelas lokasi"],
    )
    change(agreement, people["staf"], lokasi="Kecamatan Tenggarong")
    engine.resolve_correction(agreement.pk, people["staf"], agreement.corrections.get().pk)
    agreement = pass_stage(Agreement.objects.get(pk=agreement.pk), people)
    assert (agreement.stage_code, agreement.return_to) == ("penawaran", "penyusunan_kb")
    assert pass_stage(agreement, people).stage_code == "penyusunan_kb"


def test_a_closed_case_stays_closed(make_agreement, people):
    agreement = make_agreement()
    engine.halt_case(agreement.pk, people["staf"], "persiapan", State.WITHDRAWN, "Tidak jadi")
    with pytest.raises(guarding.Refused, match="ditarik"):
        engine.complete_stage(agreement.pk, people["verifikator"], "persiapan")


def test_a_later_pks_is_a_case_of_its_own_under_its_signed_parent(make_agreement, people):
    parent = make_agreement(at="penandatanganan_kb")
    with pytest.raises(guarding.Refused, match="belum ditandatangani"):
        make_agreement("ksdpk-pks", parent=parent)
    parent = pass_stage(parent, people)
    child = make_agreement("ksdpk-pks", parent=parent)
    assert child.partner == parent.partner and child in parent.children.all()


def test_a_new_version_of_a_track_takes_over_a_case_only_when_asked(
    make_agreement, people, monkeypatch
):
    agreement = make_agreement()
    old = agreement.track
    stages = (*old.stages[:-1], replace(old.stages[-1], name="Pelaporan dan evaluasi"))
    newer = replace(old, version="2027.1", stages=stages)
    monkeypatch.setitem(catalogue._BY_PIN, (old.code, "2027.1"), newer)
    changes = engine.change_track_version(agreement.pk, people["kabag"], "2027.1")
    assert changes == ["Tahap Pelaporan dan evaluasi berubah."]
    agreement.refresh_from_db()
    assert agreement.track_version == old.version
    engine.change_track_version(agreement.pk, people["kabag"], "2027.1", dry_run=False)
    agreement.refresh_from_db()
    assert agreement.track == newer


def test_a_case_past_a_changed_stage_stays_with_its_version(make_agreement, people, monkeypatch):
    agreement = make_agreement(at="penawaran")
    old = agreement.track
    newer = replace(
        old, version="2027.1", stages=(replace(old.stages[0], name="Lain"), *old.stages[1:])
    )
    monkeypatch.setitem(catalogue._BY_PIN, (old.code, "2027.1"), newer)
    with pytest.raises(guarding.Refused, match="tetap pada versinya"):
        engine.change_track_version(agreement.pk, people["kabag"], "2027.1", dry_run=False)


def test_a_case_stays_with_its_version_where_the_stage_it_is_in_is_another(
    make_agreement, people, monkeypatch
):
    agreement = make_agreement()
    old = agreement.track
    newer = replace(
        old, version="2027.1", stages=(replace(old.stages[0], name="Lain"), *old.stages[1:])
    )
    monkeypatch.setitem(catalogue._BY_PIN, (old.code, "2027.1"), newer)
    with pytest.raises(guarding.Refused, match="tetap pada versinya"):
        engine.change_track_version(agreement.pk, people["kabag"], "2027.1", dry_run=False)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE agreements_stageevent SET reason = 'lain'",
        "DELETE FROM agreements_stageevent",
        "TRUNCATE agreements_stageevent",
        "TRUNCATE agreements_agreement CASCADE",
    ],
)
def test_the_database_refuses_to_change_the_log(change, make_agreement):
    agreement = make_agreement()
    # else PostgreSQL would already refuse to empty a table that this transaction wrote to
    connection.check_constraints()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert agreement.events.get().reason == ""


@pytest.mark.django_db(transaction=True)
def test_two_connections_approve_at_once_and_one_event_is_written(make_agreement, people):
    agreement, start, refused = make_agreement(), threading.Barrier(2), []
    for _ in as_long_as(lambda: agreement.holders != ["VERIFIER"]):
        demo.meet_next(agreement, order_and_render)
        agreement.refresh_from_db()
    before = agreement.events.count()

    def approve():
        start.wait()
        try:
            meeting_requirements.meet_requirement(
                agreement.pk, people["verifikator"], "verifikasi", "persiapan"
            )
        except guarding.Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=approve) for _ in range(2)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert len(refused) == 1
    assert agreement.events.count() == before + 1


def test_signing_sets_the_dates_of_effect_and_expiry(make_agreement):
    agreement = make_agreement(at="penyusunan_pks", membebani=False, jangka_waktu_bulan=12)
    agreement.refresh_from_db()
    assert agreement.expires_on == agreement.effective_on + relativedelta(months=12, days=-1)
