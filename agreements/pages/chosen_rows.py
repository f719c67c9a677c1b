"""Acts on several rows of a list at once: what will happen and what is left out, before it does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format

from agreements.forms.list_forms import DutyForm
from agreements.models import Agreement
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties.ledger import Due
from agreements.monitoring.reminding import MOST, DueKey, ReminderPlan
from agreements.monitoring.task_sources import key_of_duty
from agreements.monitoring.turns import page_of_case
from kerjasama.parameters import primary_key_in
from kerjasama.web.lists import Listing

CHOSEN, ALL = "pilih", "semua"
# So many rows are named before a file leaves.
NAMED = 10
ON_PHONE = "Di ponsel dapat didiktekan lewat mikrofon papan ketik."


class ReminderForm(forms.Form):
    """The words of the sender, which stand above what the system says itself."""

    pesan = forms.CharField(
        label="Pesan Anda",
        max_length=500,
        initial="Mohon ditindaklanjuti.",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"Tampil di atas tugas yang diingatkan, dan di riwayat. {ON_PHONE}",
    )


@dataclass(frozen=True)
class PlannedRow:
    """A case with what is sent of it, and to whom."""

    title: str
    address: str
    matters: list[str]
    people: str


@dataclass(frozen=True)
class LeftOutRow:
    """A case that nothing happens to, and why."""

    title: str
    address: str
    why: str


@dataclass(frozen=True)
class ReminderPage:
    """A reminder before it is sent."""

    back: str
    form: ReminderForm
    rows: list[PlannedRow]
    left_out: list[LeftOutRow]
    lost: int
    has_too_many: bool
    # What is sent when the sender agrees: exactly what stands here.
    keys: list[str]

    @property
    def may_send(self) -> bool:
        return bool(self.rows) and not self.has_too_many

    @property
    def most(self) -> int:
        return MOST


@dataclass(frozen=True)
class ExportPage:
    """A file before it leaves."""

    back: str
    rows: list[str]
    columns: list[str]
    lost: int
    file: str

    @property
    def named(self) -> list[str]:
        return self.rows[:NAMED]

    @property
    def others(self) -> int:
        """How many rows are not named."""
        return len(self.rows) - len(self.named)


def wants_all(asked: QueryDict) -> bool:
    """Whether everything that the filter leaves is meant, not single rows."""
    return ALL in asked


def narrows_file(asked: QueryDict) -> bool:
    """Whether a file holds the ticked rows alone."""
    return CHOSEN in asked and not wants_all(asked)


def chosen_keys(asked: QueryDict) -> set[int]:
    """The cases that were ticked."""
    return {primary_key_in(text) for text in asked.getlist(CHOSEN)} - {0}


def chosen_dues(asked: QueryDict) -> set[DueKey]:
    """The duties that were ticked."""
    parts = [text.split("/") for text in asked.getlist(CHOSEN)]
    return {
        (primary_key_in(part[0]), part[1], part[2])
        for part in parts
        if len(part) == 3 and primary_key_in(part[0])
    }


def find_ticked_dues(
    asked: QueryDict, form: DutyForm, seen: AgreementQuerySet, today: date
) -> list[Due]:
    """The duties that were ticked, as far as they are among those of the cases that are seen."""
    ticked = chosen_dues(asked)
    theirs = form.ledger(seen.filter(pk__in={case for case, *_ in ticked}), today)
    return [due for due in theirs if key_of_due(due) in ticked]


def key_of_due(due: Due) -> DueKey:
    """How a duty of a period is named in an address."""
    return due.agreement_id, due.duty.code, due.period.isoformat()


def keys_of_cases(plan: ReminderPlan) -> list[str]:
    """The cases of which somebody is told, as a form names them."""
    return [str(reminder.case.pk) for reminder in plan.reminders]


def keys_of_dues(plan: ReminderPlan, dues: Collection[DueKey]) -> list[str]:
    """The duties of which somebody is told, as a form names them."""
    told = {task.key for reminder in plan.reminders for task in reminder.tasks}
    return ["/".join(map(str, due)) for due in sorted(dues) if key_of_duty(*due) in told]


def build_reminder_page(
    list_name: str,
    asked: QueryDict,
    plan: ReminderPlan,
    form: ReminderForm,
    lost: int,
    keys: list[str],
    *,
    has_too_many: bool,
) -> ReminderPage:
    """The reminders as they would be sent now; of too many chosen rows none."""
    return ReminderPage(
        back=address_back(list_name, asked),
        form=form,
        rows=[
            PlannedRow(
                reminder.case.title,
                page_of_case(reminder.case.pk),
                reminder.subjects,
                ", ".join(map(str, reminder.people)),
            )
            for reminder in plan.reminders
        ],
        left_out=[
            LeftOutRow(row.case.title, page_of_case(row.case.pk), row.why) for row in plan.left_out
        ],
        lost=lost,
        has_too_many=has_too_many,
        keys=keys,
    )


def build_export_page(
    list_name: str, asked: QueryDict, rows: list[str], what: Listing, lost: int
) -> ExportPage:
    """The file as it would leave now."""
    kept = asked.copy()
    kept["unduh"] = "xlsx"
    return ExportPage(
        back=address_back(list_name, asked),
        rows=rows,
        columns=[column.heading for column in what.columns],
        lost=lost,
        file=f"{reverse(list_name)}?{kept.urlencode()}",
    )


def address_back(list_name: str, asked: QueryDict) -> str:
    """The list as it was filtered."""
    kept = asked.copy()
    for name in (CHOSEN, ALL, "unduh"):
        kept.pop(name, None)
    query = kept.urlencode()
    return f"{reverse(list_name)}?{query}" if query else reverse(list_name)


def titles_of_dues(dues: Sequence[Due], cases: dict[int, Agreement]) -> list[str]:
    """How the rows of the list of duties are named."""
    return [
        f"{due.duty.text}, {due.label}: {cases[due.agreement_id].title},"
        f" {date_format(due.due_on, 'j M Y')}"
        for due in dues
    ]
