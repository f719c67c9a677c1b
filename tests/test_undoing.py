"""Whoever did something takes it back for ten minutes, as long as nobody built on it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, State, UndoableAct, chain_is_intact
from agreements.workflow import engine, guarding, meeting_requirements, undoing
from agreements.workflow.evaluation import evaluate_case
from kerjasama.accounts.models import Membership, Unit, User

from .conftest import as_long_as, until_holder
from .reading import folded

pytestmark = pytest.mark.usefixtures("blank_papers")


def seen(agreement) -> tuple:
    """What people see of how the case stands."""
    case = Agreement.objects.get(pk=agreement.pk)
    checks = [
        (check.requirement.code, check.met, check.reason) for check in evaluate_case(case).checks
    ]
    open_items = list(case.corrections.filter(resolved_at=None).values_list("text", flat=True))
    dates = (case.effective_on, case.expires_on, case.ends_on)
    return (
        case.state,
        case.stage_code,
        case.holders,
        case.term_from,
        case.return_to,
        case.content_hash,
        dates,
        checks,
        open_items,
    )


def undo(agreement, user) -> str:
    return undoing.undo_act(
        agreement.pk, user, UndoableAct.objects.open_to(user).filter(agreement=agreement).first().pk
    )


def write(**content):
    def change(case):
        for name, value in content.items():
            setattr(case, name, value)
        case.save()

    return change


def test_an_edit_is_taken_back(make_agreement, people):
    agreement = until_holder(make_agreement(), "OPD_HEAD")
    before = seen(agreement)
    engine.edit_content(
        agreement.pk, people["staf"], {"manfaat"}, write(manfaat="Lain"), agreement.content_hash
    )
    assert seen(agreement) != before
    assert undo(agreement, people["staf"]) == "Isi usulan diubah"
    assert seen(agreement) == before


def test_an_approval_is_taken_back_and_its_trace_stays(make_agreement, people):
    agreement = until_holder(make_agreement(), "OPD_HEAD")
    before = seen(agreement)
    row = meeting_requirements.meet_requirement(
        agreement.pk, people["kepala"], "kepala_opd", agreement.stage_code
    )
    undo(agreement, people["kepala"])
    row.refresh_from_db()
    assert row.void
    assert seen(agreement) == before


def test_a_stage_that_closed_with_an_act_is_open_again_when_the_act_is_taken_back(
    make_agreement, people
):
    agreement = until_holder(make_agreement(at="penyusunan_kb"), "SEKDA")
    before = seen(agreement)
    meeting_requirements.meet_requirement(
        agreement.pk, people["sekda"], "rekomendasi_kesepakatan_bersama", "penyusunan_kb"
    )
    assert Agreement.objects.get(pk=agreement.pk).stage_code == "penandatanganan_kb"
    undo(agreement, people["sekda"])
    assert seen(agreement) == before


@pytest.mark.parametrize("state", [State.REJECTED, State.SUSPENDED])
def test_a_halt_is_taken_back(state, make_agreement, people):
    agreement = make_agreement(at="penawaran")
    before = seen(agreement)
    engine.halt_case(agreement.pk, people["kabag"], agreement.stage_code, state, "Salah tekan")
    undo(agreement, people["kabag"])
    assert seen(agreement) == before
    assert chain_is_intact(Agreement.objects.get(pk=agreement.pk))


def test_a_withdrawal_is_taken_back(make_agreement, people):
    agreement = make_agreement()
    before = seen(agreement)
    engine.halt_case(
        agreement.pk, people["staf"], agreement.stage_code, State.WITHDRAWN, "Salah tekan"
    )
    undo(agreement, people["staf"])
    assert seen(agreement) == before


def test_a_resumption_is_taken_back_and_its_rest_still_counts(make_agreement, people, days_pass):
    agreement = make_agreement(at="penawaran")
    engine.halt_case(
        agreement.pk, people["kabag"], agreement.stage_code, State.SUSPENDED, "Menunggu anggaran"
    )
    days_pass(3)
    before = seen(agreement)
    engine.resume_case(agreement.pk, people["kabag"])
    undo(agreement, people["kabag"])
    assert seen(agreement) == before
    days_pass(2)
    engine.resume_case(agreement.pk, people["kabag"])
    assert Agreement.objects.get(pk=agreement.pk).paused_days == 5


def test_a_send_back_is_taken_back_with_its_corrections(make_agreement, people):
    agreement = make_agreement(at="penawaran")
    before = seen(agreement)
    target = agreement.stage.send_back_to[0]
    engine.send_case_back(
        agreement.pk, people["verifikator"], agreement.stage_code, target, "Lengkapi", ["Manfaat"]
    )
    undo(agreement, people["verifikator"])
    assert seen(agreement) == before
    event = agreement.events.get(action="batalkan")
    assert "Manfaat" in str(event.detail["removed"])  # what it asked for is not lost


def test_a_mended_item_is_open_again(make_agreement, people):
    agreement = make_agreement(at="penawaran")
    engine.send_case_back(
        agreement.pk,
        people["verifikator"],
        agreement.stage_code,
        agreement.stage_code,
        "Lengkapi",
        ["Manfaat"],
    )
    before = seen(agreement)
    engine.resolve_correction(agreement.pk, people["staf"], agreement.corrections.get().pk)
    undo(agreement, people["staf"])
    assert seen(agreement) == before


@pytest.mark.parametrize("track", ["ksdpk-daerah", "sinergi", "ksdpl-tulis"])
def test_a_recorded_signing_is_taken_back_with_its_term_and_its_originals(
    track, make_agreement, people
):
    from agreements.regulations import catalogue

    code = next(t.code for t in catalogue.TRACKS if t.code.startswith(track.partition("-")[0]))
    road = catalogue.newest_track_version(code)
    stage = next(s for s in road.stages if any(need.signs for need in s.requirements))
    agreement = make_agreement(code, at=stage.code)
    from agreements import demo

    from .conftest import order_and_render

    def is_signed():
        return Agreement.objects.get(pk=agreement.pk).originals.exists()

    before = None
    for _ in as_long_as(lambda: not is_signed()):
        before = seen(agreement)
        agreement.refresh_from_db()
        demo.meet_next(agreement, order_and_render)
    act = UndoableAct.objects.filter(agreement=agreement).last()
    undoing.undo_act(agreement.pk, act.by, act.pk)
    assert seen(agreement) == before
    assert not agreement.originals.exists()


def test_nobody_else_takes_it_back(make_agreement, people):
    agreement = make_agreement(at="penawaran")
    engine.halt_case(
        agreement.pk, people["kabag"], agreement.stage_code, State.REJECTED, "Salah tekan"
    )
    act = UndoableAct.objects.get(agreement=agreement, by=people["kabag"])
    with pytest.raises(guarding.Refused, match="Hanya yang melakukannya"):
        undoing.undo_act(agreement.pk, people["sekda"], act.pk)


def test_who_lost_the_role_since_takes_nothing_back_and_is_offered_nothing(
    make_agreement, people, signed_in
):
    agreement = make_agreement(at="penawaran")
    engine.halt_case(
        agreement.pk, people["kabag"], agreement.stage_code, State.REJECTED, "Salah tekan"
    )
    Membership.objects.filter(user=people["kabag"]).update(role="TKKSD")
    former = User.objects.get(username="kabag")
    act = UndoableAct.objects.open_to(former).first()
    page = signed_in(former).get(reverse("kerja-sama", args=[agreement.pk])).content.decode()
    assert reverse("batalkan", args=[agreement.pk, act.pk]) not in page
    with pytest.raises(guarding.Refused, match="Peran Anda berubah"):
        undoing.undo_act(agreement.pk, former, act.pk)
    assert Agreement.objects.get(pk=agreement.pk).state == State.REJECTED


def test_who_left_the_opd_of_the_case_takes_nothing_back(make_agreement, people):
    agreement = make_agreement()
    engine.halt_case(
        agreement.pk, people["staf"], agreement.stage_code, State.WITHDRAWN, "Salah tekan"
    )
    Membership.objects.filter(user=people["staf"]).update(
        unit=Unit.objects.create(name="Dinas Kesehatan")
    )
    former = User.objects.get(username="staf")
    with pytest.raises(guarding.Refused, match="Peran Anda berubah"):
        undo(agreement, former)


def test_who_got_a_role_besides_still_takes_it_back(make_agreement, people):
    agreement = make_agreement(at="penawaran")
    before = seen(agreement)
    engine.halt_case(
        agreement.pk, people["kabag"], agreement.stage_code, State.REJECTED, "Salah tekan"
    )
    Membership.objects.create(user=people["kabag"], role="TKKSD", unit=Unit.objects.first())
    undo(agreement, User.objects.get(username="kabag"))
    assert seen(agreement) == before


def test_after_ten_minutes_it_stands(make_agreement, people, time_machine):
    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
    agreement = make_agreement(at="penawaran")
    engine.halt_case(agreement.pk, people["kabag"], agreement.stage_code, State.REJECTED, "Alasan")
    act = UndoableAct.objects.open_to(people["kabag"]).first()
    time_machine.shift(timedelta(minutes=10))
    assert not UndoableAct.objects.open_to(people["kabag"])
    with pytest.raises(guarding.Refused, match="10 menit"):
        undoing.undo_act(agreement.pk, people["kabag"], act.pk)


def test_what_somebody_built_on_stands(make_agreement, people):
    agreement = make_agreement(at="penawaran")
    engine.halt_case(agreement.pk, people["kabag"], agreement.stage_code, State.SUSPENDED, "Alasan")
    act = UndoableAct.objects.open_to(people["kabag"]).first()
    engine.resume_case(agreement.pk, people["sekda"])
    with pytest.raises(guarding.Refused, match="tindakan lain sesudahnya"):
        undoing.undo_act(agreement.pk, people["kabag"], act.pk)


def test_it_is_taken_back_once(make_agreement, people):
    agreement = make_agreement(at="penawaran")
    engine.halt_case(agreement.pk, people["kabag"], agreement.stage_code, State.SUSPENDED, "Alasan")
    act = UndoableAct.objects.open_to(people["kabag"]).first()
    undoing.undo_act(agreement.pk, people["kabag"], act.pk)
    with pytest.raises(guarding.Refused, match="sudah dibatalkan"):
        undoing.undo_act(agreement.pk, people["kabag"], act.pk)


def test_remembering_costs_an_act_few_queries(make_agreement, people, settings):
    agreement = until_holder(make_agreement(), "OPD_HEAD")

    def cost() -> int:
        head = User.objects.get(pk=people["kepala"].pk)  # who knows nothing of seats yet
        with CaptureQueriesContext(connection) as queries:
            meeting_requirements.meet_requirement(
                agreement.pk, head, "kepala_opd", agreement.stage_code
            )
        return len(queries)

    remembered = cost()
    undo(agreement, people["kepala"])
    settings.UNDO_MINUTES = 0
    assert remembered - cost() <= 6


def test_the_page_offers_the_way_back_once_also_right_after_the_act(
    make_agreement, people, signed_in
):
    agreement = make_agreement(at="penawaran")
    kabag = signed_in(people["kabag"])
    told = {"tahap": agreement.stage_code, "alasan": "Salah tekan"}
    page = kabag.post(reverse("tolak", args=[agreement.pk]), told, follow=True).content.decode()
    act = UndoableAct.objects.get(agreement=agreement, by=people["kabag"])
    address = reverse("batalkan", args=[agreement.pk, act.pk])
    assert page.count(address) == 1
    shown = kabag.get(reverse("kerja-sama", args=[agreement.pk])).content.decode()
    assert address in shown and f"pukul {timezone.localtime(act.until):%H.%M}" in shown
    other = (
        signed_in(people["verifikator"])
        .get(reverse("kerja-sama", args=[agreement.pk]))
        .content.decode()
    )
    assert address not in other
    page = kabag.post(address, follow=True).content.decode()
    assert "Dibatalkan: Usulan ditolak." in page and "dibatalkan</span>" in folded(page)
    assert Agreement.objects.get(pk=agreement.pk).state == State.RUNNING


def test_a_form_on_a_page_that_the_browser_kept_acts_anew_after_it_was_taken_back(
    make_agreement, people, signed_in
):
    agreement = make_agreement(at="penawaran")
    kabag = signed_in(people["kabag"])
    told = {"tahap": agreement.stage_code, "alasan": "Salah tekan", "_kirim": "satu"}
    for acts in (1, 2):
        for _ in range(2):
            kabag.post(reverse("tolak", args=[agreement.pk]), told)
        assert UndoableAct.objects.filter(agreement=agreement, by=people["kabag"]).count() == acts
        assert Agreement.objects.get(pk=agreement.pk).state == State.REJECTED
        act = UndoableAct.objects.filter(agreement=agreement, undone_at=None).latest("pk")
        kabag.post(reverse("batalkan", args=[agreement.pk, act.pk]))
        assert Agreement.objects.get(pk=agreement.pk).state == State.RUNNING


def test_old_values_are_forgotten_after_a_day(make_agreement, people, time_machine):
    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
    make_agreement(at="penawaran")
    assert UndoableAct.objects.exists()
    time_machine.shift(timedelta(days=1, minutes=1))
    undoing.forget_old()
    assert not UndoableAct.objects.exists()
