"""A move of an original that was recorded by mistake is struck with a reason; both stay readable."""  # noqa: E501

from datetime import date

import pytest
from django.urls import reverse

from agreements.models import Action, OriginalState, chain_is_intact
from agreements.monitoring.custody import originals
from agreements.workflow import undoing
from agreements.workflow.guarding import Refused

from .reading import folded
from .test_originals import (  # noqa: F401 fixtures
    TODAY,
    act,
    lend,
    ours,
    signed,
    the_end_of_november,
)
from .world import registered

pytestmark = pytest.mark.usefixtures("the_end_of_november")
WHY = "Salah memilih naskah zqx"


def strike_last_move(original, user):
    last = originals.moves_of_original(original)[-1]
    originals.strike_move(original.pk, user, last.pk, WHY)


def where(original) -> tuple:
    original.refresh_from_db()
    return original.state, original.place, original.holder, original.due_on


def test_it_is_again_where_it_was_and_the_trace_stays(ours, act, people, signed_in):  # noqa: F811
    act(ours, Action.PLACED, place="Lemari 2")
    before = where(ours)
    lend(act, ours)
    wrong = ours.moves.last()
    client = signed_in(people["verifikator"])
    assert (
        "Coret perpindahan ini"
        in client.get(reverse("naskah-asli-rinci", args=[ours.pk])).content.decode()
    )
    client.post(reverse("coret-naskah-asli", args=[ours.pk, wrong.pk]), {"alasan": WHY})
    assert where(ours) == before
    page = client.get(reverse("naskah-asli-rinci", args=[ours.pk])).content.decode()
    assert "<s>Dipinjamkan</s>" in folded(page) and "Contoh Peminjam" in page and WHY in page
    event = ours.agreement.events.last()
    assert (
        "dicoret: dipinjamkan" in event.detail["what"]
        and event.reason == WHY
        and chain_is_intact(ours.agreement)
    )


def test_one_after_the_other_back_to_the_beginning_and_no_further(ours, act, people):  # noqa: F811
    before = where(ours)
    lend(act, ours)
    act(ours, Action.LOST, note="Tidak ada di tempat.")
    strike_last_move(ours, people["verifikator"])
    assert where(ours)[0] == OriginalState.LENT and where(ours)[3] == date(2026, 12, 1)
    strike_last_move(ours, people["verifikator"])
    assert where(ours) == before and not originals.moves_of_original(ours)


def test_the_right_one_may_bear_an_earlier_day_than_the_struck(ours, act, people, signed_in):  # noqa: F811
    lend(act, ours)
    originals.strike_move(ours.pk, people["verifikator"], ours.moves.last().pk, WHY)
    assert ours.last_day() == ours.moves.first().day


def test_only_with_a_reason_and_by_who_keeps_them(ours, act, people, signed_in):  # noqa: F811
    act(ours, Action.PLACED, place="Lemari 3")
    last = ours.moves.last()
    with pytest.raises(Refused):
        originals.strike_move(ours.pk, people["staf"], last.pk, WHY)
    answer = signed_in(people["verifikator"]).post(
        reverse("coret-naskah-asli", args=[ours.pk, last.pk]), {"alasan": " "}
    )
    assert answer.status_code == 422 and where(ours)[1] == "Lemari 3"


def test_an_earlier_one_is_struck_where_the_later_ones_stay_possible(ours, act, people, signed_in):  # noqa: F811
    act(ours, Action.PLACED, place="Lemari 2")
    first = ours.moves.last()
    lend(act, ours)
    before = where(ours)
    client = signed_in(people["verifikator"])
    page = client.get(reverse("naskah-asli-rinci", args=[ours.pk])).content.decode()
    assert "keadaan sekarang dihitung tanpa yang ini" in page
    client.post(reverse("coret-naskah-asli", args=[ours.pk, first.pk]), {"alasan": WHY})
    assert where(ours) == before
    strike_last_move(ours, people["verifikator"])
    assert where(ours)[:2] == (OriginalState.KEPT, "belum dicatat")


def test_what_is_lost_is_last_known_where_it_was_without_the_struck_move(ours, act, people):  # noqa: F811
    act(ours, Action.PLACED, place="Lemari 2")
    act(ours, Action.PLACED, place="Lemari 3")
    wrong = ours.moves.last()
    act(ours, Action.LOST, note="Tidak ada di tempat.")
    originals.strike_move(ours.pk, people["verifikator"], wrong.pk, WHY)
    assert where(ours)[:2] == (OriginalState.LOST, "Lemari 2")


def test_one_on_which_a_later_rests_says_which_is_struck_first(ours, act, people, signed_in):  # noqa: F811
    lend(act, ours)
    wrong = ours.moves.last()
    act(ours, Action.RETURNED, place="Lemari 4")
    back = ours.moves.last()
    client, address = signed_in(people["verifikator"]), reverse("naskah-asli-rinci", args=[ours.pk])
    page = client.get(address).content.decode()
    assert (
        "Perpindahan sesudahnya tidak mungkin tanpa yang ini" in page
        and f'href="#pindah-{back.pk}"' in page
    )
    assert reverse("coret-naskah-asli", args=[ours.pk, wrong.pk]) not in page
    with pytest.raises(Refused, match="dikembalikan, 24/11/2026.* Coret yang itu lebih dahulu"):
        originals.strike_move(ours.pk, people["verifikator"], wrong.pk, WHY)
    for move in (back, wrong):
        originals.strike_move(ours.pk, people["verifikator"], move.pk, WHY)
    assert where(ours)[0] == OriginalState.KEPT and not originals.moves_of_original(ours)


def test_no_berita_acara_is_made_of_a_struck_move(ours, act, people):  # noqa: F811
    lend(act, ours)
    wrong = ours.moves.last()
    originals.strike_move(ours.pk, people["verifikator"], wrong.pk, WHY)
    with pytest.raises(Refused, match="dicoret"):
        originals.order_handover(ours.pk, people["verifikator"], wrong.pk)


def test_the_striking_can_be_taken_back_within_its_minutes(ours, act, people):  # noqa: F811
    lend(act, ours)
    before = where(ours)
    originals.strike_move(ours.pk, people["verifikator"], ours.moves.last().pk, WHY)
    undoing.undo_act(
        ours.agreement_id, people["verifikator"], ours.agreement.undoable_acts.last().pk
    )
    assert where(ours) == before and originals.moves_of_original(ours)[-1].action == Action.LENT


def test_a_registered_one_is_again_where_the_register_said(people):
    case = registered(people)
    mine = case.originals.get(rangkap=1)
    before = where(mine)
    lent = {"person": "Contoh", "due_on": date(2026, 12, 20), "note": "Disalin"}
    originals.record_original_act(mine.pk, people["verifikator"], Action.LENT, TODAY, **lent)
    originals.strike_move(mine.pk, people["verifikator"], mine.moves.last().pk, WHY)
    assert where(mine) == before and before[1] != "belum dicatat"
