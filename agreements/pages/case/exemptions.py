"""Pengecualian pemisahan tugas of one case: what may be asked, waits and was decided."""

from dataclasses import dataclass

from agreements.forms.reasons import WhyForm
from agreements.models import Agreement, Exemption
from agreements.regulations.vocabulary import Requirement
from agreements.workflow import apart, exempting, permitting
from agreements.workflow.evaluation import evaluate_case
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class Askable:
    """An approval from which the reader is kept apart, and why."""

    need: Requirement
    why: str
    form: WhyForm


@dataclass(frozen=True)
class Asked:
    """A request with the form of whoever may decide it, or why the reader may not."""

    row: Exemption
    form: WhyForm | None
    why_not: str


@dataclass(frozen=True)
class ExemptionsPage:
    """All exemptions of a case, as one reader sees them."""

    agreement: Agreement
    askable: list[Askable]
    waiting: list[Asked]
    decided: list[Exemption]

    @property
    def is_empty(self) -> bool:
        return not (self.askable or self.waiting or self.decided)


def _requests_of(agreement: Agreement) -> list[Exemption]:
    """All requests of the case, the newest first."""
    rows = list(agreement.exemptions.select_related("by", "decided_by").order_by("-pk"))
    for row in rows:
        row.agreement = agreement
    return rows


def build_exemptions_page(
    user: User, agreement: Agreement, rejected: dict[str, WhyForm] | None = None
) -> ExemptionsPage:
    """The page; `rejected` holds forms to show again, by the code of the approval or the key of the
    request.
    """
    rejected = rejected or {}
    rows = _requests_of(agreement)
    pending = [row for row in rows if row.is_pending]
    asked = {row.requirement_code for row in pending if row.by_id == user.pk}
    return ExemptionsPage(
        agreement,
        [one for one in _askable(user, agreement, rejected) if one.need.code not in asked],
        [_asked(user, row, rejected) for row in pending],
        [row for row in rows if not row.is_pending],
    )


def _askable(user: User, agreement: Agreement, rejected: dict[str, WhyForm]) -> list[Askable]:
    situation = evaluate_case(agreement)
    found = []
    for check in situation.checks:
        if permitting.could_meet(user, situation, check):
            need = check.requirement
            if why := apart.why_apart(user, situation, need):
                form = rejected.get(need.code) or WhyForm(auto_id=f"id_{need.code}_%s")
                found.append(Askable(need, why, form))
    return found


def _asked(user: User, row: Exemption, rejected: dict[str, WhyForm]) -> Asked:
    why_not = exempting.why_not_decide(user, row)
    if why_not:
        return Asked(row, None, why_not)
    return Asked(row, rejected.get(str(row.pk)) or WhyForm(auto_id=f"id_{row.pk}_%s"), "")
