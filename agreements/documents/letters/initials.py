"""Whose paraf a letter bears before it is signed: what the office set for its kind, else that of
the head of the Bagian on what others sign. None of the texts that we have says who puts one, so it
is a norm of the office.
"""

from dataclasses import dataclass

from django.db import transaction

from agreements.documents.kinds import KINDS
from agreements.models import Letter, LetterAct, LetterRule, LetterStep
from agreements.workflow.guarding import refuse_if
from kerjasama.accounts import policy
from kerjasama.accounts.models import Office, Role, User

from .templates import letter_templates
from .titles import letter_titles

# Who may be asked for one, in the order in which a letter goes up.
CHAIN = (
    Role.OPD_HEAD,
    Role.VERIFIER,
    Role.SECTION_HEAD,
    Role.LEGAL,
    Role.SEKDA,
)
MAY_SET = (Role.SECTION_HEAD,)
NOT_YOURS = "Pemaraf surat diatur Kepala Bagian Kerja Sama."


@dataclass(frozen=True)
class Initial:
    """One paraf that a letter must bear, and the step by which it was given for its present
    text.
    """

    role: Role
    given: LetterStep | None

    @property
    def label(self) -> str:
        return str(self.role.label)


def asked_initials(kind: str) -> tuple[Role, ...]:
    """Whose paraf letters of this kind bear, in their order."""
    return _asked_by(kind, LetterRule.objects.filter(kind=kind).first())


def asked_by_kind() -> dict[str, tuple[Role, ...]]:
    """The same for all kinds of letters."""
    rules = rules_by_kind()
    return {kind: _asked_by(kind, rules.get(kind)) for kind in letter_titles()}


def usual_initials(kind: str) -> tuple[Role, ...]:
    """Whose paraf such letters bear while the office set nothing: that of the head of the Bagian
    where another office than the head of a unit signs.
    """
    template = letter_templates().get(kind)
    office = template.office if template else KINDS[kind].signed_by.office
    return () if office == Office.UNIT_HEAD else (Role.SECTION_HEAD,)


def _asked_by(kind: str, rule: LetterRule | None) -> tuple[Role, ...]:
    if rule is None:
        return usual_initials(kind)
    return tuple(role for role in CHAIN if role in rule.initials)


def rules_by_kind() -> dict[str, LetterRule]:
    """What was set last for each kind."""
    return {rule.kind: rule for rule in LetterRule.objects.order_by("pk")}


def initials_of(letter: Letter, mark: str) -> list[Initial]:
    """Every paraf that the letter must bear; `mark` is that of what it says now."""
    given = {
        step.role: step
        for step in letter.steps.select_related("by").filter(act=LetterAct.INITIALLED, seen=mark)
    }
    return [Initial(role, given.get(role)) for role in asked_initials(letter.kind)]


def next_initial(initials: list[Initial]) -> Initial | None:
    """The paraf that the letter waits for; None where all are there."""
    return next((one for one in initials if one.given is None), None)


def holds_role(user: User, role: Role, letter: Letter) -> bool:
    """Whether this person puts the paraf of that role on the letter."""
    if letter.agreement is not None:
        return policy.may_act_as(user, role, letter.agreement)
    if role in policy.OPD_ROLES:
        return letter.unit_id in user.units_as(role)
    return role in user.roles


@transaction.atomic
def set_initials(kind: str, roles: list[Role], user: User, mark: str = "") -> LetterRule:
    """Say whose paraf letters of a kind bear from now on, and where the mark of an electronic
    signature stands on its papers. Raises Refused for others than the head of the Bagian.
    """
    refuse_if(not user.roles & set(MAY_SET), NOT_YOURS)
    return LetterRule.objects.create(kind=kind, initials=roles, mark=mark, by=user)
