"""How long each kind of data is kept, what is due, and how it goes: listed and confirmed by a
person, by two where it is grave; traces of short life by themselves where the region lets them.
Whatever goes stands in the log.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from kerjasama.accounts.confirming import is_first_run, refuse_decision, refuse_for
from kerjasama.accounts.models import SeatState, User
from kerjasama.logbook.acting import DISPOSAL
from kerjasama.logbook.appending import append_entry
from kerjasama.logbook.models import Deed
from kerjasama.signin import factor, telling

from .models import Disposal, RetentionRule, RuleProposal

LOCAL = (
    "UU 27/2022 menghendaki data pribadi tidak disimpan lebih lama daripada perlunya; berapa lama,"
    " tidak disebutnya. Lamanya norma setempat."
)
AT_ONCE = 200
NOTHING = "Tandai dahulu yang dimusnahkan."


@dataclass(frozen=True)
class KindOfData:
    """One kind: what goes and what stays, why, for how long at first, and which rows are older.

    `forget` takes rows away and says how many; where it is None, `address` leads to the page on
    which each is removed. `is_trace`: rows of short life, which nobody looks at one by one.
    `least_days`: so long nobody may go below, that no trace is lost overnight.
    `by_two`: it is grave and needs a second person.
    """

    code: str
    title: str
    goes: str
    stays: str
    why: str
    usual_days: Callable[[], int]
    older: Callable[[datetime], QuerySet[Any]]
    forget: Callable[[QuerySet[Any], datetime, User | None], int] | None = None
    address: Callable[[Any], str] | None = None
    label: Callable[[Any], str] = str
    is_trace: bool = False
    least_days: int = 30
    by_two: bool = False

    @property
    def leads_on(self) -> bool:
        """Whether each row is removed on a page of its own."""
        return self.address is not None


@dataclass(frozen=True)
class Rule:
    """What holds for a kind today."""

    days: int
    goes_by_itself: bool

    def since(self, now: datetime) -> datetime:
        """What is older than this is due."""
        return now - timedelta(days=self.days)


KINDS: dict[str, KindOfData] = {}


def register_kind(kind: KindOfData) -> None:
    """Let the pages and the nightly jobs know of it."""
    KINDS[kind.code] = kind


def rule_of(kind: KindOfData) -> Rule:
    """What the region set, or the first value. Only a trace goes by itself."""
    return _as_rule(kind, RetentionRule.objects.filter(kind=kind.code).first())


def all_rules() -> list[tuple[KindOfData, Rule]]:
    """What holds for each kind, read at once."""
    rows = {row.kind: row for row in RetentionRule.objects.all()}
    return [(kind, _as_rule(kind, rows.get(kind.code))) for kind in KINDS.values()]


def _as_rule(kind: KindOfData, row: RetentionRule | None) -> Rule:
    if row is None:
        return Rule(kind.usual_days(), kind.is_trace)
    return Rule(row.days, kind.is_trace and row.goes_by_itself)


def due_rows(kind: KindOfData, now: datetime) -> QuerySet[Any]:
    """What was kept long enough, in a lasting order."""
    return rows_before(kind, rule_of(kind).since(now))


def rows_before(kind: KindOfData, before: datetime) -> QuerySet[Any]:
    """What is older than that, in a lasting order."""
    return kind.older(before).order_by("pk")


@transaction.atomic
def change_rule(
    kind: KindOfData, days: int, by: User, *, goes_by_itself: bool
) -> RuleProposal | None:
    """Keep this kind so long from now on. What lets data go sooner waits for a second person where
    there ever was one, and takes the place of what waited before; returns it. The others who
    administer are told.
    """
    RetentionRule.objects.select_for_update().filter(kind=kind.code).first()
    now, wanted = rule_of(kind), Rule(days, goes_by_itself and kind.is_trace)
    at_once = Rule(max(days, now.days), wanted.goes_by_itself and now.goes_by_itself)
    if is_first_run(by):
        at_once = wanted
    RuleProposal.objects.filter(kind=kind.code, state=SeatState.PENDING).update(
        state=SeatState.REFUSED, decided_by=by, decided_at=timezone.now()
    )
    _set_rule(kind, at_once, by)
    if at_once == wanted:
        subject = f"{by} mengubah masa simpan: {kind.title}, {days} hari"
        _tell_others(kind, by, subject)
        return None
    made = RuleProposal.objects.create(
        kind=kind.code, days=wanted.days, goes_by_itself=wanted.goes_by_itself, by=by
    )
    subject = f"Usulan masa simpan menunggu persetujuan: {kind.title}, {made.said}"
    _tell_others(kind, by, subject, f"Diusulkan {by}.")
    return made


def _set_rule(kind: KindOfData, rule: Rule, by: User) -> None:
    RetentionRule.objects.update_or_create(
        kind=kind.code,
        defaults={"days": rule.days, "goes_by_itself": rule.goes_by_itself, "changed_by": by},
    )


@transaction.atomic
def decide_rule(pk: int, by: User, *, is_agreed: bool) -> RuleProposal:
    """The second person agrees, and the rule holds; or declines. Raises GrantRefused for who may
    not.
    """
    made = RuleProposal.objects.select_for_update(of=("self",)).select_related("by").get(pk=pk)
    _refuse_decision(made, by, is_agreed=is_agreed)
    made.decide(by, is_given=is_agreed)
    made.save()
    kind = KINDS[made.kind]
    if is_agreed:
        _set_rule(kind, Rule(made.days, made.goes_by_itself), by)
    verdict = "disetujui" if is_agreed else "ditolak"
    subject = f"Usulan masa simpan {verdict}: {kind.title}, {made.said}"
    _tell_others(kind, by, subject, f"Oleh {by}.")
    return made


@transaction.atomic
def forget_by_itself(code: str, now: datetime) -> int:
    """Let go what is due of a trace, unless the region wants to confirm it. Noted in the log."""
    kind = KINDS[code]
    rule = rule_of(kind)
    if not rule.goes_by_itself or kind.forget is None:
        return 0
    before = rule.since(now)
    count = kind.forget(kind.older(before), before, None)
    if count:
        _note(kind, before, count, None)
    return count


@transaction.atomic
def dispose(kind: KindOfData, keys: Sequence[int], by: User, now: datetime) -> Disposal:
    """Let go what is due: all of a trace, else the rows that were chosen; of what is grave it is
    proposed. Raises GrantRefused where nothing was chosen or nothing of it is due.
    """
    before = rule_of(kind).since(now)
    rows = rows_before(kind, before)
    if not kind.is_trace:
        rows = rows.filter(pk__in=keys)
    chosen = [] if kind.is_trace else list(rows[:AT_ONCE])
    is_something = bool(chosen) or (kind.is_trace and rows.exists())
    refuse_for("" if kind.forget is not None and is_something else NOTHING)
    made = Disposal.objects.create(
        kind=kind.code,
        keys=[row.pk for row in chosen],
        labels=[kind.label(row) for row in chosen],
        before=before,
        by=by,
    )
    subject = f"Usulan pemusnahan menunggu persetujuan: {kind.title}"
    if not kind.by_two:
        _carry_out(made, kind, by)
        subject = f"{by} memusnahkan {made.count} data: {kind.title}"
    _tell_others(kind, by, subject, "; ".join(made.labels)[:1_000])
    return made


@transaction.atomic
def decide(pk: int, by: User, *, is_agreed: bool) -> Disposal:
    """The second person agrees, and it goes; or declines. Raises GrantRefused for who may not."""
    made = Disposal.objects.select_for_update(of=("self",)).select_related("by").get(pk=pk)
    _refuse_decision(made, by, is_agreed=is_agreed)
    if is_agreed:
        return _carry_out(made, KINDS[made.kind], by)
    made.decide(by, is_given=False)
    made.save()
    return made


def _refuse_decision(made: Disposal | RuleProposal, by: User, *, is_agreed: bool) -> None:
    """Raises GrantRefused where it was decided, and for who is no second person; whoever proposed
    it may take it back.
    """
    is_withdrawn = not is_agreed and by.is_same_person(made.by)
    refuse_decision(made, None if is_withdrawn else by, made.by)


def _carry_out(made: Disposal, kind: KindOfData, by: User) -> Disposal:
    """What is not due any more, since it is in use again or is kept longer by now, stays."""
    made.before = min(made.before, rule_of(kind).since(timezone.now()))
    rows = kind.older(made.before)
    if not kind.is_trace:
        rows = rows.filter(pk__in=made.keys)
    assert kind.forget is not None
    made.count = kind.forget(rows, made.before, by)
    made.decide(by, is_given=True)
    made.save()
    _note(kind, made.before, made.count, by)
    return made


def _note(kind: KindOfData, before: datetime, count: int, by: User | None) -> None:
    told = {
        "nama": kind.title,
        "jumlah": count,
        "sebelum": timezone.localtime(before).isoformat(timespec="seconds"),
    }
    append_entry(DISPOSAL, kind.code, Deed.DISPOSED, told, by.pk if by else None)


def _tell_others(kind: KindOfData, by: User, subject: str, text: str = "") -> None:
    page = reverse("masa-simpan-jenis", args=[kind.code])
    telling.tell_managers(factor.managers_besides(by), subject, text, page)
