"""When and where each party signed a naskah, where they had days or places of their own."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.wording.signing_days import day_and_place
from agreements.models import Agreement, Party, PartySigning, ProposedCorrection, Thing
from agreements.models.event import LogAction
from agreements.monitoring.custody.signing import lock_for_signing, signed_on
from agreements.workflow import confirming, signing_order
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import STALE, refuse_for, refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts.models import RegionProfile, User


class DayOfParty(NamedTuple):
    """A day and perhaps a place."""

    day: date
    place: str = ""


# By the key of the party; of a party that is not there nothing of its own is known.
PartyDays = Mapping[int, DayOfParty]


def party_days_of(agreement: Agreement, kind: str) -> dict[int, DayOfParty]:
    """What is recorded of each party."""
    rows = PartySigning.objects.of_naskah(agreement, kind)
    return {key: DayOfParty(row.day, row.place) for key, row in rows.items()}


def is_correction(agreement: Agreement, stood: PartyDays, told: PartyDays) -> bool:
    """Whether a day that is recorded is changed or taken away once the case is signed."""
    changed = any(told.get(key) != before for key, before in stood.items())
    return changed and confirming.needs_second_person(agreement)


@make_undoable()
def record_party_days(
    agreement_id: int,
    user: User,
    kind: str,
    told: PartyDays,
    *,
    seen: PartyDays,
    reason: str = "",
) -> ProposedCorrection | None:
    """Record on which day and where each party signed. What was recorded of a signed case is
    corrected by two, with a reason: then the proposal is returned.

    Raises Refused for others, when nothing changes, when it was changed since it was `seen`, and
    for a day that no party can have signed on.
    """
    agreement = lock_for_signing(agreement_id, user, kind)
    stood = party_days_of(agreement, kind)
    refuse_if(stood != seen, STALE)
    refuse_if(dict(told) == stood, "Tidak ada yang berubah.")
    parties = {party.pk: party for party in agreement.parties.all()}
    refuse_if(not told.keys() <= parties.keys(), "Pihak itu bukan pihak naskah ini.")
    for key, said in told.items():
        refuse_impossible_day(agreement, kind, parties[key], said.day)
    refuse_other_last_day(agreement, kind, told)
    changes = _changes_in_words(agreement, stood, told)
    if not is_correction(agreement, stood, told):
        _keep(agreement, user, kind, told)
        detail: dict[str, object] = {"what": KINDS[kind].title, "changes": changes}
        note_act(agreement, user, LogAction.PARTY_DAYS_RECORDED, detail)
        return None
    refuse_if(not reason.strip(), "Alasan koreksi wajib diisi.")
    return confirming.propose_correction(
        agreement,
        user,
        reason,
        {"before": _plain(stood), "after": _plain(told)},
        changes,
        subject=subject_of(kind),
        title=f"Hari tanda tangan para pihak, {KINDS[kind].title}",
    )


def subject_of(kind: str) -> str:
    """How a proposed correction names them."""
    return f"{Thing.PARTY_DAYS}-{kind}"


@confirming.takes_effect(Thing.PARTY_DAYS)
def _take_effect(agreement: Agreement, proposal: ProposedCorrection, user: User) -> None:
    kind = proposal.subject.partition("-")[2]
    stood = _plain(party_days_of(agreement, kind))
    refuse_if(stood != proposal.values["before"], confirming.CHANGED_SINCE)
    _keep(agreement, user, kind, _from_plain(proposal.values["after"]))
    who = {"proposal": proposal.pk, "proposed_by": str(proposal.by)}
    detail = {"what": KINDS[kind].title, "changes": proposal.changes, **who}
    note_act(agreement, user, LogAction.PARTY_DAYS_CORRECTED, detail, proposal.reason)


def refuse_impossible_day(agreement: Agreement, kind: str, party: Party, day: date) -> None:
    """Raises Refused for a day to come, for one before what the naskah rests on was signed, for one
    on which the right of whoever signs had ended, and where each signs apart for one after the day
    of the naskah, which is that of the last signature.
    """
    refuse_if(day > timezone.localdate(), "Tanggal tidak boleh sesudah hari ini.")
    last = signed_on(agreement).get(kind)
    is_late = agreement.ttd_terpisah and last is not None and day > last
    refuse_if(
        is_late,
        "Tanggal naskah adalah hari tanda tangan terakhir; tidak ada pihak yang menandatangani"
        " sesudahnya.",
    )
    signing = agreement.track.signings[kind]
    refuse_for(signing_order.fault_of_too_early(agreement, signing, day))
    refuse_for(signing_order.lapse_for_party(agreement, kind, party, day))


def refuse_other_last_day(agreement: Agreement, kind: str, told: PartyDays) -> None:
    """Raises Refused where each signs apart and nobody signed on the day that the naskah bears."""
    last = signed_on(agreement).get(kind)
    if agreement.ttd_terpisah and last is not None:
        days = [said.day for said in told.values()]
        refuse_for(signing_order.fault_of_last_day(agreement, days, last))


def _keep(agreement: Agreement, user: User, kind: str, told: PartyDays) -> None:
    rows = PartySigning.objects.filter(agreement=agreement, kind=kind)
    rows.exclude(party__in=told.keys()).delete()
    for key, said in told.items():
        values = {"day": said.day, "place": said.place, "by": user, "agreement": agreement}
        PartySigning.objects.update_or_create(party_id=key, kind=kind, defaults=values)


def _changes_in_words(
    agreement: Agreement, stood: PartyDays, told: PartyDays
) -> dict[str, list[str]]:
    """By the name of the party: what stood there, and what stands there now."""
    region = RegionProfile.current().name
    return {
        region if party.is_region else party.name: [
            _in_words(stood.get(party.pk)),
            _in_words(told.get(party.pk)),
        ]
        for party in agreement.parties.all()
        if stood.get(party.pk) != told.get(party.pk)
    }


def _in_words(said: DayOfParty | None) -> str:
    return day_and_place(said.day, said.place) if said else ""


def _plain(days: PartyDays) -> dict[str, Any]:
    return {str(key): [said.day.isoformat(), said.place] for key, said in days.items()}


def _from_plain(values: Mapping[str, Any]) -> dict[int, DayOfParty]:
    return {
        int(key): DayOfParty(date.fromisoformat(day), place) for key, (day, place) in values.items()
    }
