"""The page on which the day of each party is recorded, as a value."""

from dataclasses import dataclass
from typing import Any

from agreements.documents.kinds import KINDS
from agreements.forms.party_days import PartyDaysForm
from agreements.models import Agreement, ProposedCorrection
from agreements.monitoring.custody import party_days
from agreements.monitoring.custody.party_days import PartyDays
from agreements.monitoring.custody.signing import signed_on
from agreements.monitoring.duties.duty_parties import called_parties
from agreements.workflow import confirming


@dataclass(frozen=True)
class PartyDaysPage:
    """The form for one naskah, the day that it bears, and a correction that waits."""

    agreement: Agreement
    kind: str
    title: str
    day: Any
    form: PartyDaysForm
    stored: PartyDays
    waits: ProposedCorrection | None
    rule: str


def build_party_days_page(
    agreement: Agreement, kind: str, sent: Any | None = None
) -> PartyDaysPage:
    """The page with the form as it was sent, or as the days are stored."""
    stored = party_days.party_days_of(agreement, kind)
    form = PartyDaysForm(
        sent,
        agreement=agreement,
        kind=kind,
        stored=stored,
        called=called_parties(agreement),
        signing=agreement.signings.filter(kind=kind).first(),
    )
    return PartyDaysPage(
        agreement=agreement,
        kind=kind,
        title=KINDS[kind].title,
        day=signed_on(agreement).get(kind),
        form=form,
        stored=stored,
        waits=confirming.pending_of(agreement).get(party_days.subject_of(kind)),
        rule=confirming.SAID if "alasan" in form.fields else "",
    )
