"""A case that was rejected or withdrawn may be opened again where it stopped; stopping it says
first what follows.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import demo
from agreements.models import Agreement, SigningState, State
from agreements.workflow import engine, guarding, reopening
from agreements.workflow.evaluation import evaluate_case

from .conftest import as_long_as, order_and_render, pass_stage, until_holder

pytestmark = pytest.mark.usefixtures("blank_papers")
ACTS = {State.REJECTED: "kabag", State.WITHDRAWN: "staf"}


def stop(agreement, people, state):
    return engine.halt_case(
        agreement.pk, people[ACTS[state]], agreement.stage_code, state, "Mitra mundur"
    )


@pytest.mark.parametrize("state", ACTS)
def test_it_goes_on_where_it_stopped_with_what_was_approved(state, make_agreement, people):
    agreement = until_holder(make_agreement(), "VERIFIER")
    met = [check.requirement.code for check in evaluate_case(agreement).checks if check.met]
    stop(agreement, people, state)
    again = reopening.reopen_case(agreement.pk, people["kabag"], "Mitra bersedia kembali")
    assert (again.state, again.stage_code, again.holders) == (
        State.RUNNING,
        agreement.stage_code,
        ["VERIFIER"],
    )
    assert [check.requirement.code for check in evaluate_case(again).checks if check.met] == met
    event = again.events.order_by("number").last()
    assert (event.title, event.reason) == ("Dibuka kembali", "Mitra bersedia kembali")
    assert pass_stage(again, people).stage_code != agreement.stage_code


def test_the_opd_opens_what_it_withdrew_but_not_what_was_rejected(make_agreement, people, stranger):
    withdrawn, rejected = make_agreement(), make_agreement(title="Lain")
    stop(withdrawn, people, State.WITHDRAWN)
    stop(rejected, people, State.REJECTED)
    for user, case in (
        (stranger, withdrawn),
        (people["verifikator"], withdrawn),
        (people["staf"], rejected),
        (people["sekda"], rejected),
    ):
        with pytest.raises(guarding.Refused, match="wewenang"):
            reopening.reopen_case(case.pk, user, "Alasan")
    assert reopening.reopen_case(withdrawn.pk, people["staf"], "Alasan").state == State.RUNNING


def test_it_wants_a_reason_and_something_to_open(make_agreement, people):
    agreement = make_agreement()
    with pytest.raises(guarding.Refused, match="ditolak atau ditarik"):
        reopening.reopen_case(agreement.pk, people["kabag"], "Alasan")
    stop(agreement, people, State.REJECTED)
    with pytest.raises(guarding.Refused, match="Alasan wajib"):
        reopening.reopen_case(agreement.pk, people["kabag"], "  ")


def test_local_norms_are_given_the_days_it_lay(make_agreement, people, days_pass):
    agreement = make_agreement()
    days_pass(2)
    due = evaluate_case(Agreement.objects.get(pk=agreement.pk)).term
    stop(agreement, people, State.REJECTED)
    days_pass(30)
    again = reopening.reopen_case(agreement.pk, people["kabag"], "Alasan")
    assert evaluate_case(again).term.start == due.start + timedelta(30)
    assert again.paused_days == 30
    assert again.clocks.get(owner="REJECTED").ended_at == timezone.now()
    assert {clock.owner for clock in again.clocks.filter(ended_at=None)} == set(again.holders)


def test_the_laws_terms_ran_on(make_agreement, people, days_pass):
    agreement = make_agreement(at="persetujuan_dprd", membebani=True)
    for _ in as_long_as(lambda: not evaluate_case(agreement).terms):
        demo.meet_next(agreement, order_and_render)
        agreement.refresh_from_db()
    (term,) = evaluate_case(agreement).terms
    stop(agreement, people, State.REJECTED)
    days_pass(10)
    (again,) = evaluate_case(reopening.reopen_case(agreement.pk, people["kabag"], "Alasan")).terms
    assert (again.term.basis, again.due) == ("hukum", term.due)


def test_a_signing_that_was_called_off_stays_so(make_agreement, people):
    from agreements.monitoring.custody import signing

    agreement = make_agreement(at="penandatanganan_kb")
    when = {
        "day": timezone.localdate(),
        "starts": None,
        "ends": None,
        "place": "Pendopo",
        "method": "desk",
        "copies": 2,
    }
    signing.plan_signing(agreement.pk, people["verifikator"], "kesepakatan_bersama", **when)
    stop(agreement, people, State.REJECTED)
    reopening.reopen_case(agreement.pk, people["kabag"], "Alasan")
    assert agreement.signings.get().state == SigningState.CANCELLED


def test_a_pks_is_not_opened_when_its_kb_was_ended(make_agreement, people):
    from agreements.regulations import catalogue

    code = next(
        track.code for track in catalogue.TRACKS if track.under_parent and not track.changes
    )
    agreement = make_agreement(code)
    stop(agreement, people, State.REJECTED)
    Agreement.objects.filter(pk=agreement.parent_id).update(terminated=True)
    with pytest.raises(guarding.Refused, match="diputuskan berakhir"):
        reopening.reopen_case(agreement.pk, people["kabag"], "Alasan")


@pytest.mark.parametrize(
    ("page", "who", "words"),
    [
        ("tolak", "kabag", "hanya Kepala Bagian Kerja Sama yang dapat membuka kembali"),
        ("tangguhkan", "sekda", "Tenggat menurut SOP berhenti"),
        ("tarik", "staf", "perangkat daerah Anda atau Kepala Bagian"),
    ],
)
def test_each_stop_has_a_page_that_names_what_follows(
    page, who, words, make_agreement, people, signed_in
):
    agreement, client = make_agreement(), signed_in(people[who])
    address = reverse(page, args=[agreement.pk])
    assert address in client.get(reverse("kerja-sama", args=[agreement.pk])).content.decode()
    asked = client.get(address).content.decode()
    assert words in asked and "Dalam 10 menit dapat Anda batalkan." in asked
    assert client.post(address, {"tahap": agreement.stage_code}).status_code == 422
    assert Agreement.objects.get(pk=agreement.pk).state == State.RUNNING
    client.post(address, {"tahap": agreement.stage_code, "alasan": "Alasan"})
    assert Agreement.objects.get(pk=agreement.pk).state != State.RUNNING


def test_the_page_of_a_stopped_case_leads_back(make_agreement, people, signed_in):
    agreement = make_agreement()
    stop(agreement, people, State.WITHDRAWN)
    address = reverse("buka-kembali", args=[agreement.pk])
    client = signed_in(people["staf"])
    assert address in client.get(reverse("kerja-sama", args=[agreement.pk])).content.decode()
    assert "Hari selama berhenti" in client.get(address).content.decode()
    client.post(address, {"alasan": "Jadi diteruskan"})
    assert Agreement.objects.get(pk=agreement.pk).state == State.RUNNING
    assert address not in client.get(reverse("kerja-sama", args=[agreement.pk])).content.decode()
