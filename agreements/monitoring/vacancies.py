"""Roles that nobody active holds though cases wait for them: told to administrator and Kepala
Bagian until somebody does again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial

from django.db.models import Count
from django.urls import reverse

from agreements.models import Clock, State
from kerjasama.accounts.models import Membership, Role, Unit
from kerjasama.accounts.policy import MANAGERS, OPD_ROLES, RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Task, register_task_source

EMPTY = "peran-kosong/"
# Without whom the office stands still, whether or not something waits just now.
NEEDED = (Role.VERIFIER, Role.SECTION_HEAD, Role.TKKSD, Role.LEGAL, Role.SEKDA, Role.ADMIN)


@dataclass(frozen=True)
class Vacancy:
    """A role without anybody, in one unit where it counts there; `waiting` is how many cases its
    holder would have.
    """

    role: str
    unit: int | None
    place: str
    waiting: int

    def __str__(self) -> str:
        said = f"Tidak ada akun aktif untuk {self.place}"
        if self.waiting:
            return f"{said}; {self.waiting} kerja sama menunggu."
        return f"{said}."


def vacant_roles() -> list[Vacancy]:
    """In three queries, however many cases there are."""
    seats, waiting = RoleHolders(), _waiting()
    once_held = set(
        Membership.objects.held()
        .filter(user__is_active=False, role__in=NEEDED)
        .values_list("role", flat=True)
    )
    for role in once_held:
        waiting.setdefault((role, None), 0)
    empty = {pair: count for pair, count in waiting.items() if not seats.of(pair[0], pair[1] or 0)}
    names: dict[int | None, str] = dict(
        Unit.objects.filter(pk__in=[unit for _, unit in empty if unit]).values_list("pk", "name")
    )
    rows = [
        Vacancy(role, unit, _place(role, names.get(unit, "")), count)
        for (role, unit), count in empty.items()
    ]
    return sorted(rows, key=lambda row: (-row.waiting, row.place))


def _waiting() -> dict[tuple[str, int | None], int]:
    """How many running cases each role holds; roles of an OPD by the unit."""
    rows = Clock.objects.filter(
        ended_at=None, owner__in=Role.values, agreement__state=State.RUNNING
    )
    found: dict[tuple[str, int | None], int] = defaultdict(int)
    pairs = rows.values_list("owner", "agreement__owner").annotate(count=Count("pk")).order_by()
    for owner, unit, count in pairs:
        place = unit if owner in OPD_ROLES else None
        found[owner, place] += count
    return dict(found)


def _place(role: str, unit: str) -> str:
    return f"{Role(role).label} {unit}".strip()


@register_task_source(EMPTY, Kind.TASK)
def empty_roles(_: Collection[int]) -> Iterator[Task]:
    """Each vacancy, to those who can fill it."""
    rows = vacant_roles()
    if not rows:
        return
    people = RoleHolders().among(MANAGERS, 0)
    for row in rows:
        subject = f"Isi peran yang kosong: {row.place}"
        key, text = f"{EMPTY}{row.role}/{row.unit or 0}", partial(str, row)
        yield Task(Kind.TASK, key, people, subject, text, reverse("pengaturan"))
