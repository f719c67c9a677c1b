"""What an act of the workflow asks before it writes: the lock, the state, the role; and how it
refuses.
"""

from typing import TypeVar

from agreements.models import Agreement
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.web.compiled import KEY, CompiledRows

from . import halting

Value = TypeVar("Value")
STALE = "Isi sudah diubah orang lain sejak halaman ini dibuka. Salin isian Anda, lalu muat ulang."


class Refused(Exception):
    """The action may not happen; `reasons` says why, in Indonesian."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class AlreadyClosed(Refused):
    """The stage closed by itself before this press came, so that nothing is left to do."""


def lock_in_any_state(agreement_id: int) -> Agreement:
    """The case under its row lock, running or not. Raises Agreement.DoesNotExist."""
    found = _LOCKED.rows({KEY: agreement_id})
    if not found:
        raise Agreement.DoesNotExist
    return found[0]


_LOCKED = CompiledRows(Agreement.objects.select_for_update().filter(pk=KEY))


def lock_running_case(agreement_id: int, expected_stage: str | None = None) -> Agreement:
    """The running case under its row lock. Raises Refused when it moved on or is not running."""
    agreement = lock_in_any_state(agreement_id)
    require_still_there(agreement, expected_stage)
    return agreement


def require_still_there(agreement: Agreement, expected_stage: str | None) -> None:
    """Raises Refused when the case left that stage or runs no more."""
    refuse_if(
        expected_stage not in (None, agreement.stage_code),
        "Kerja sama ini sudah berpindah tahap. Muat ulang halaman.",
    )
    require_running(agreement)


def require_running(agreement: Agreement) -> None:
    """Raises Refused when the case is closed or suspended."""
    refuse_for(halting.not_running(agreement))


def refuse_if(wrong: bool, *reasons: str) -> None:
    """Raises Refused with these reasons when something is wrong."""
    if wrong:
        raise Refused(*reasons)


def require_or_refuse(value: Value | None, reason: str) -> Value:
    """The value; Refused with this reason when there is none."""
    if value is None:
        raise Refused(reason)
    return value


def refuse_for(*reasons: str) -> None:
    """Raises Refused when there is a reason why not; an empty one is none."""
    if told := [reason for reason in reasons if reason]:
        raise Refused(*told)


def require_role(user: User, agreement: Agreement, *roles: str) -> None:
    """Raises Refused for whoever holds none of these roles for the case."""
    refuse_if(
        not policy.may_act_as_any(user, roles, agreement), "Tindakan ini bukan wewenang Anda."
    )
