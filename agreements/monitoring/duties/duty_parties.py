"""Which party owes a duty from a naskah and which receives it, where there are several partners: as
the words of its clause name them, or as a person says.
"""

import re
from typing import NamedTuple

from agreements.documents.wording import naskah_facts
from agreements.models import Agreement, AgreementDuty, Party
from agreements.regulations.contract_duties import OPD, PARTNER
from agreements.workflow.guarding import refuse_if
from kerjasama.accounts.models import RegionProfile

TWO = 2
CALL = re.compile(r"PIHAK (?:KE-\d+|KEDUA BELAS|KE[A-Z]+)")


class DutyParties(NamedTuple):
    """The side that owes a duty; of several partners which, and which party receives it. None for
    the whole side, and for all others.
    """

    due_party: str
    bearer: Party | None = None
    receiver: Party | None = None


def tells_parties(agreement: Agreement) -> bool:
    """Whether a duty of this case may lie between some of its parties only."""
    return agreement.number_of_parties > TWO


def parties_in_words(agreement: Agreement, due_party: str, text: str) -> DutyParties:
    """Those that the words of a clause name beyond doubt: one partner who owes it, one party who
    receives it.
    """
    if not tells_parties(agreement):
        return DutyParties(due_party)
    named = _parties_called(agreement, set(CALL.findall(text)))
    bearers = [party for party in named if party.is_region is (due_party == OPD)]
    others = [party for party in named if party not in bearers]
    if len(bearers) != 1:
        return DutyParties(due_party)
    bearer = None if due_party == OPD else bearers[0]
    return DutyParties(due_party, bearer, others[0] if len(others) == 1 else None)


def _parties_called(agreement: Agreement, calls: set[str]) -> list[Party]:
    """The parties that the naskah calls by one of these."""
    known = naskah_facts.calls_of_parties(agreement)
    return [party for called, party in known if party is not None and called in calls]


def sound_parties(agreement: Agreement, told: DutyParties) -> DutyParties:
    """What is kept of what a person said. Raises Refused for a party of another case, for our
    region as a partner and for a duty that somebody owes himself.
    """
    if not tells_parties(agreement):
        return DutyParties(told.due_party)
    keys = {party.pk for party in agreement.parties.all()}
    bearer, receiver = told.bearer, told.receiver
    for party in filter(None, (bearer, receiver)):
        refuse_if(party.pk not in keys, "Pihak itu bukan pihak naskah ini.")
    refuse_if(
        bearer is not None and (told.due_party == OPD or bearer.is_region),
        "Yang menanggung sebagai mitra harus salah satu mitra.",
    )
    if receiver is not None:
        _require_other_side(told, receiver)
    return DutyParties(told.due_party, bearer, receiver)


def _require_other_side(told: DutyParties, receiver: Party) -> None:
    """Nobody owes himself, and what all partners owe together is received by our region."""
    owes_itself = receiver == told.bearer or (told.due_party == OPD and receiver.is_region)
    refuse_if(owes_itself, "Pihak yang menerima harus pihak lain.")
    is_joint = told.due_party == PARTNER and told.bearer is None
    refuse_if(
        is_joint and not receiver.is_region,
        "Kewajiban semua mitra diterima Pemerintah Daerah. Pilih satu mitra yang menanggung.",
    )


def name_of_party(party: Party) -> str:
    """Its name; of our region as the profile has it."""
    return RegionProfile.current().name if party.is_region else party.name


def called_parties(agreement: Agreement) -> list[tuple[Party, str]]:
    """Each party with its call and name, in the order of the naskah."""
    return [
        (party, f"{called}: {name_of_party(party)}")
        for called, party in naskah_facts.calls_of_parties(agreement)
        if party is not None
    ]


def bearer_in_words(agreement: Agreement, duty: AgreementDuty) -> str:
    """Who owes it, by name, as its page says it."""
    if duty.bearer:
        return duty.bearer.name
    if not duty.is_of_partner:
        return str(agreement.owner)
    if tells_parties(agreement):
        return "Semua mitra"
    return str(agreement.partner or "Mitra")


def receiver_in_words(agreement: Agreement, duty: AgreementDuty) -> str:
    """To whom it is owed; empty of two parties, where it goes without saying."""
    if not tells_parties(agreement):
        return ""
    if duty.receiver:
        return name_of_party(duty.receiver)
    if not duty.is_of_partner:
        return "semua mitra"
    return "semua pihak lain" if duty.bearer else RegionProfile.current().name
