"""The rules of signing in: what makes them stricter applies at once, what loosens them waits for a
second person.
"""

from collections.abc import Sequence
from typing import Literal, TypedDict

from django.db import transaction

from kerjasama.accounts.confirming import FIRST_RUN, is_first_run, refuse_decision, refuse_for
from kerjasama.accounts.models import Role, SeatState, User

from . import factor, telling
from .models import RulesProposal, SignInRules

Limit = Literal[
    "factor_grace_days", "password_grace_days", "session_idle_minutes", "session_most_hours"
]
# More of them is looser.
LIMITS: tuple[Limit, ...] = (
    "factor_grace_days",
    "password_grace_days",
    "session_idle_minutes",
    "session_most_hours",
)
WAITS = "Usulan melonggarkan aturan masuk masih menunggu orang kedua."


class Wanted(TypedDict):
    """The rules as somebody wants them."""

    factor_roles: Sequence[str]
    factor_grace_days: int
    password_grace_days: int
    session_idle_minutes: int
    session_most_hours: int


@transaction.atomic
def change_rules(wanted: Wanted, by: User) -> RulesProposal | None:
    """Apply what is stricter; propose the rest, which takes effect at once where nobody else ever
    could confirm. Returns what waits. Raises GrantRefused while something waits already.
    """
    rules = _locked_rules()
    looser = _looser_part(rules, wanted)
    if looser is not None and not is_first_run(by):
        waiting = RulesProposal.objects.filter(state=SeatState.PENDING)
        refuse_for(WAITS if waiting.exists() else "")
    before = _told(rules)
    rules.factor_roles = _in_order({*rules.factor_roles, *wanted["factor_roles"]})
    for name in LIMITS:
        setattr(rules, name, min(getattr(rules, name), wanted[name]))
    rules.save()
    if looser is None:
        return None
    looser.by, looser.came_with_stricter = by, _told(rules) != before
    if is_first_run(by):
        looser.state, looser.note = SeatState.HELD, FIRST_RUN
        _loosen(rules, looser)
    looser.save()
    return looser if looser.is_pending else None


@transaction.atomic
def decide_rules(pk: int, user: User | None, *, is_given: bool, note: str = "") -> RulesProposal:
    """Let it take effect, or not; without a user it is decided at the server. Raises GrantRefused
    for who is no second person.
    """
    proposal = RulesProposal.objects.select_for_update(of=("self",)).get(pk=pk)
    refuse_decision(proposal, user, proposal.by)
    proposal.decide(user, is_given=is_given)
    proposal.note = note.strip()[:300]
    proposal.save()
    if is_given:
        _loosen(_locked_rules(), proposal)
    verdict = "disetujui" if is_given else "ditolak"
    told = factor.managers_besides(*([user] if user else []))
    by = f"Oleh {user}." if user else "Dari server."
    telling.tell_managers(told, f"Aturan masuk: usulan {verdict}", f"{proposal.said}. {by}")
    return proposal


def _locked_rules() -> SignInRules:
    SignInRules.objects.get_or_create(pk=1)
    return SignInRules.objects.select_for_update().get(pk=1)


def _looser_part(rules: SignInRules, wanted: Wanted) -> RulesProposal | None:
    gone = set(rules.factor_roles) - set(wanted["factor_roles"])
    looser = RulesProposal(roles_off=_in_order(gone))
    for name in LIMITS:
        if wanted[name] > getattr(rules, name):
            setattr(looser, name, wanted[name])
    is_looser = bool(gone) or any(getattr(looser, name) is not None for name in LIMITS)
    return looser if is_looser else None


def _loosen(rules: SignInRules, proposal: RulesProposal) -> None:
    """What was made stricter since the proposal stays so."""
    rules.factor_roles = _in_order(set(rules.factor_roles) - set(proposal.roles_off))
    for name in LIMITS:
        limit = getattr(proposal, name)
        if limit is not None:
            setattr(rules, name, max(limit, getattr(rules, name)))
    rules.save()


def _told(rules: SignInRules) -> tuple[object, ...]:
    return (set(rules.factor_roles), *(getattr(rules, name) for name in LIMITS))


def _in_order(roles: set[str]) -> list[str]:
    return [role.value for role in Role if role in roles]
