"""The duties that the naskah of one case lays on its parties: grouped by who owes them, where there
are several partners.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from agreements.forms.contract_duties import AgreedDutyForm, DutyPartiesForm
from agreements.forms.reasons import WhyForm
from agreements.models import Agreement, AgreementDuty
from agreements.monitoring.duties import contract_duties
from agreements.monitoring.duties.duty_parties import (
    bearer_in_words,
    receiver_in_words,
    tells_parties,
)
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class ContractDutyLine:
    """A duty with who owes it to whom, and the forms of who keeps it."""

    duty: AgreementDuty
    bearer: str
    receiver: str
    ending: WhyForm | None = None
    naming: DutyPartiesForm | None = None


class BearerGroup(NamedTuple):
    """The duties of one party, under its name; of two parties all stand together under none."""

    name: str
    lines: list[ContractDutyLine]


class TypedForms(NamedTuple):
    """The forms that were sent and refused, with the duty of the last two by its key."""

    entering: AgreedDutyForm | None = None
    ending: Mapping[int, WhyForm] = {}
    naming: Mapping[int, DutyPartiesForm] = {}

    @property
    def are_there(self) -> bool:
        """Whether one was refused."""
        return bool(self.entering or self.ending or self.naming)


NOTHING_TYPED = TypedForms()


@dataclass(frozen=True)
class ContractDutiesPage:
    """What is owed, what was ended, and the form that enters another."""

    agreement: Agreement
    groups: list[BearerGroup]
    lines: list[ContractDutyLine]
    ended: list[AgreementDuty]
    form: AgreedDutyForm | None
    tells_parties: bool


def build_contract_duties_page(
    user: User, agreement: Agreement, typed: TypedForms
) -> ContractDutiesPage:
    """The page as this person sees it."""
    keeps = contract_duties.may_keep_contract_duties(user)
    rows = list(agreement.agreed_duties.select_related("clause", "by", "bearer", "receiver"))
    lines = [_line(agreement, row, typed, keeps=keeps) for row in rows if not row.void]
    form = typed.entering
    if keeps and form is None:
        form = AgreedDutyForm(agreement=agreement)
    return ContractDutiesPage(
        agreement=agreement,
        groups=_by_bearer(agreement, lines),
        lines=lines,
        ended=[row for row in rows if row.void],
        form=form,
        tells_parties=tells_parties(agreement),
    )


def _line(
    agreement: Agreement, duty: AgreementDuty, typed: TypedForms, *, keeps: bool
) -> ContractDutyLine:
    said = bearer_in_words(agreement, duty), receiver_in_words(agreement, duty)
    if not keeps:
        return ContractDutyLine(duty, *said)
    ending = typed.ending.get(duty.pk) or WhyForm(auto_id=f"akhiri-{duty.pk}-%s")
    naming = typed.naming.get(duty.pk)
    if naming is None and tells_parties(agreement):
        naming = DutyPartiesForm.for_duty(agreement, duty)
    return ContractDutyLine(duty, *said, ending, naming)


def _by_bearer(agreement: Agreement, lines: list[ContractDutyLine]) -> list[BearerGroup]:
    """Our side first, then each partner in the order of the naskah, then all partners together."""
    if not tells_parties(agreement):
        return [BearerGroup("", lines)] if lines else []
    places = {party.pk: party.position for party in agreement.parties.all()}

    def place(line: ContractDutyLine) -> tuple[int, int]:
        if not line.duty.is_of_partner:
            return 0, 0
        return (1, places[line.duty.bearer_id]) if line.duty.bearer_id else (2, 0)

    groups: dict[str, list[ContractDutyLine]] = {}
    for line in sorted(lines, key=place):
        groups.setdefault(line.bearer, []).append(line)
    return [BearerGroup(name, of_one) for name, of_one in groups.items()]
