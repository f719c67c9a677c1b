"""Leading seats, matters of accounts and rules of signing in that wait for a second person."""

from collections.abc import Collection, Iterator
from functools import partial

from django.urls import reverse

from kerjasama.accounts.models import AccountProposal, Membership, SeatState
from kerjasama.accounts.policy import RoleHolders
from kerjasama.accounts.roles import CONFIRMERS
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Task, read_shared, register_task_source
from kerjasama.signin.models import RulesProposal

SEATS, ACCOUNTS, RULES = "kursi/", "usulan-akun/", "usulan-aturan/"


@register_task_source(SEATS, Kind.TASK)
def seat_tasks(_: Collection[int]) -> Iterator[Task]:
    """Whoever may confirm a seat, neither its proposer nor whose it is."""
    rows = Membership.objects.filter(state=SeatState.PENDING)
    for row in rows.select_related("user", "unit", "official__unit", "given_by"):
        own = row.user.accounts | (row.given_by.accounts if row.given_by else frozenset())
        text = f"Diusulkan {row.given_by}." if row.given_by else ""
        yield _task(f"{SEATS}{row.pk}", own, f"Setujui peran {row.said} untuk {row.user}", text)


@register_task_source(ACCOUNTS, Kind.TASK)
def account_tasks(_: Collection[int]) -> Iterator[Task]:
    """Whoever may confirm what is proposed about an account."""
    rows = AccountProposal.objects.filter(state=SeatState.PENDING)
    for row in rows.select_related("person", "by", "seat__unit", "seat__official__unit"):
        own = row.person.accounts | row.by.accounts
        subject = f"{row.get_kind_display()}: {row.person}"
        what = f"{row.said}. " if row.seat else ""
        text = f"{what}Diusulkan {row.by}. {row.reason}".strip()
        yield _task(f"{ACCOUNTS}{row.pk}", own, subject, text)


@register_task_source(RULES, Kind.TASK)
def rules_tasks(_: Collection[int]) -> Iterator[Task]:
    """Whoever may confirm what would loosen the rules of signing in."""
    for row in RulesProposal.objects.filter(state=SeatState.PENDING).select_related("by"):
        text = f"{row.said}. Diusulkan {row.by}."
        yield _task(f"{RULES}{row.pk}", row.by.accounts, "Setujui aturan masuk lebih longgar", text)


def _task(key: str, own: frozenset[int], subject: str, text: str) -> Task:
    people = read_shared(RoleHolders).among(CONFIRMERS, 0) - own
    return Task(Kind.TASK, key, people, subject, partial(str, text), reverse("persetujuan-akun"))
