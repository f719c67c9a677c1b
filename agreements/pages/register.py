"""The daftar: what is shown, what was filtered, how it is sorted, and the views kept of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from agreements import insights
from agreements.filters import AgreementFilter
from agreements.models import Agreement
from agreements.models.in_force import without_end
from agreements.models.status import Status
from agreements.monitoring.duties.radar import Light
from agreements.monitoring.turns import page_of_case
from agreements.pages.days import DaysLeft, tell_term, write_day
from agreements.pages.leadership.figures import listed
from agreements.workflow.deadlines import Running
from agreements.workflow.handling import desks_led_by
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.accounts.saved_views import LONGEST_NAME, LONGEST_QUERY, MOST_VIEWS, SavedView
from kerjasama.writing.figures import format_briefly

LISTING = "daftar"
SORT, PAGE_NUMBER, COLUMNS = "urut", "halaman", "kolom"
# What is no filter of the list but how it is looked at.
NOT_FILTERED = ("q", SORT, PAGE_NUMBER)
GIVE_A_NAME = f"Beri nama, paling panjang {LONGEST_NAME} huruf."
NAME_OF_VIEW = forms.CharField(
    max_length=LONGEST_NAME, error_messages={"required": GIVE_A_NAME, "max_length": GIVE_A_NAME}
)
HEADS = {
    "Judul": "judul",
    "Mitra": "mitra",
    "OPD": "opd",
    "Status": "",
    "Tenggat": "tahap",
    "Nilai": "nilai",
    "Berakhir": "berakhir",
    "Penangan": "",
}
OPTIONAL = {label.lower(): label for label in list(HEADS)[1:]}
HANDLER = "penangan"
GIVEN_VIEWS = (
    ("Semua", ""),
    ("Berproses", f"status={Status.ON_ITS_WAY}"),
    ("Berlaku", f"status={Status.IN_FORCE}"),
    ("Lewat tenggat", "tugas=lewat"),
    ("Berakhir 90 hari", "tugas=berakhir&urut=berakhir"),
)

CaseRow = tuple[Agreement, Running | None, Light | None]


@dataclass(frozen=True)
class Head:
    """A heading; its address sorts by it, and the other way round once it does."""

    label: str
    address: str
    order: str

    @property
    def mark(self) -> str:
        return {"ascending": "▴", "descending": "▾"}.get(self.order, "")


@dataclass(frozen=True)
class Chip:
    """A filter that is on; its address is the list without it."""

    label: str
    address: str


@dataclass(frozen=True)
class ViewTab:
    """A view of the list, of everybody or of the reader alone, who may take it away by its key."""

    name: str
    address: str
    is_current: bool
    key: int | None = None


@dataclass(frozen=True)
class ColumnChoice:
    """A column that may be left out; the title never is."""

    key: str
    label: str
    is_shown: bool
    is_usual: bool


@dataclass(frozen=True)
class Line:
    """A case in the list."""

    key: int
    title: str
    address: str
    partner: str
    owner: str
    status: str
    tone: str
    detail: str
    light: Light | None
    days: DaysLeft
    due: str
    value: str
    end: str
    handlers: str


@dataclass(frozen=True)
class RegisterPage:
    lines: list[Line]
    heads: list[Head]
    chips: list[Chip]
    columns: list[ColumnChoice]
    kept: list[tuple[str, str]]
    views: list[ViewTab]
    query: str
    may_save: bool
    may_remind: bool
    may_assign: bool

    @property
    def looks(self) -> str:
        """The classes that leave columns out."""
        return " ".join(f"without-{one.key}" for one in self.columns if not one.is_shown)

    @property
    def chosen_columns(self) -> list[str]:
        """The columns as the address names them; none while the usual ones are shown."""
        if all(one.is_shown == one.is_usual for one in self.columns):
            return []
        return [one.key for one in self.columns if one.is_shown]

    @property
    def own_view(self) -> ViewTab | None:
        """The view of the reader's own that is open."""
        return next((view for view in self.views if view.is_current and view.key), None)


def build_register_page(
    user: User, asked: QueryDict, chosen: AgreementFilter, rows: Sequence[CaseRow]
) -> RegisterPage:
    """The list as it was asked for."""
    query = known_query(asked)
    views = _find_views(user, query)
    is_kept = any(view.is_current for view in views)
    return RegisterPage(
        lines=[_line_of(*row) for row in rows],
        heads=[_head(label, field, asked) for label, field in HEADS.items()],
        chips=_chips(asked, chosen),
        columns=find_columns(user, asked),
        kept=[(name, str(value)) for name, value in _without(asked, COLUMNS).items()],
        views=views,
        query=query,
        may_save=bool(query) and not is_kept,
        may_remind=policy.may_remind(user),
        may_assign=bool(desks_led_by(user)),
    )


def known_query(asked: QueryDict) -> str:
    """The filters, the sorting and the columns of an address, always in the same order."""
    given = {name: str(asked.get(name, "")).strip() for name in AgreementFilter.base_filters}
    kept = QueryDict(mutable=True)
    for name in sorted(name for name, value in given.items() if value):
        kept[name] = given[name]
    if chosen := [key for key in OPTIONAL if key in asked.getlist(COLUMNS)]:
        kept.setlist(COLUMNS, chosen)
    return kept.urlencode()


def save_view(user: User, name: str, asked: QueryDict) -> SavedView:
    """Keep this view under that name, in the place of one that bears it already. Raises
    ValidationError.
    """
    name, query = NAME_OF_VIEW.clean(" ".join(name.split())), known_query(asked)
    own = SavedView.objects.of_list(user.pk, LISTING)
    if not query or len(query) > LONGEST_QUERY:
        raise forms.ValidationError("Saring atau urutkan daftar dahulu, lalu simpan tampilannya.")
    if own.exclude(name=name).count() >= MOST_VIEWS:
        raise forms.ValidationError(
            f"Anda sudah menyimpan {MOST_VIEWS} tampilan. Hapus salah satu dahulu."
        )
    view, _ = SavedView.objects.update_or_create(
        user=user, listing=LISTING, name=name, defaults={"query": query}
    )
    return view


def _find_views(user: User, query: str) -> list[ViewTab]:
    given = [ViewTab(name, address, known == query) for name, address, known in _given_views()]
    own = [
        ViewTab(view.name, listed(view.query), view.query == query, view.pk)
        for view in SavedView.objects.of_list(user.pk, LISTING)
    ]
    return given + own


@cache
def _given_views() -> list[tuple[str, str, str]]:
    """The views of everybody: the name, the address, and the query as `known_query` writes it."""
    return [(name, listed(kept), known_query(QueryDict(kept))) for name, kept in GIVEN_VIEWS]


def _without(asked: QueryDict, *names: str) -> QueryDict:
    left = asked.copy()
    for name in (*names, PAGE_NUMBER):
        left.pop(name, None)
    return left


def find_columns(user: User, asked: QueryDict) -> list[ColumnChoice]:
    """All columns are shown until some are chosen; who handles a case, to whoever says so."""
    usual = set(OPTIONAL) if desks_led_by(user) else set(OPTIONAL) - {HANDLER}
    chosen = set(asked.getlist(COLUMNS)) & set(OPTIONAL) or usual
    return [
        ColumnChoice(key, label, key in chosen, key in usual) for key, label in OPTIONAL.items()
    ]


def shows_handlers(user: User, asked: QueryDict) -> bool:
    """Whether the column of who handles a case is shown."""
    return any(one.is_shown for one in find_columns(user, asked) if one.key == HANDLER)


def _head(label: str, field: str, asked: QueryDict) -> Head:
    if not field:
        return Head(label, "", "")
    now = asked.get(SORT, "")
    order = {field: "ascending", f"-{field}": "descending"}.get(now, "")
    turned = _without(asked, SORT)
    turned[SORT] = f"-{field}" if order == "ascending" else field
    return Head(label, f"?{turned.urlencode()}", order)


def _chips(asked: QueryDict, chosen: AgreementFilter) -> list[Chip]:
    """The filters that are on, each with the list without it."""
    form = chosen.form
    form.is_valid()
    chips = []
    for name, value in form.cleaned_data.items():
        if value in (None, "", []) or name in NOT_FILTERED:
            continue
        field = form.fields[name]
        left = _without(asked, name).urlencode()
        chips.append(Chip(f"{field.label or 'Mitra'}: {_said(field, value)}", listed(left)))
    return chips


def _said(field: forms.Field, value: Any) -> str:
    """A value as its field names it."""
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, date):
        return date_format(value, "j M Y")
    labels = dict(_flat(getattr(field, "choices", ())))
    return str(labels.get(str(value), value))


def _flat(choices: Iterable[tuple[Any, Any]]) -> Iterable[tuple[str, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(key), label


def _line_of(case: Agreement, term: Running | None, light: Light | None) -> Line:
    holders = f"Bola di {case.holder_names}" if case.holders else ""
    status = case.status
    return Line(
        case.pk,
        case.title,
        page_of_case(case.pk),
        case.partners_in_short or "-",
        str(case.owner),
        status,
        _tone_of(case, status, term),
        " · ".join(filter(None, (case.stage.name, holders))),
        light,
        tell_term(term, timezone.localdate()),
        write_day(term.due, "j M Y") if term else "",
        _value_of(case),
        _end_of(case),
        name_handlers(case),
    )


def name_handlers(case: Agreement) -> str:
    """Who handles it, that of the Bagian first; of a case that was read with them."""
    return ", ".join(str(row.person) for row in case.handlers)


def _tone_of(case: Agreement, status: str, term: Running | None) -> str:
    if term and term.has_lapsed:
        return "is-late"
    if status == Status.IN_FORCE.label:
        today = timezone.localdate()
        is_soon = case.ends_on and today <= case.ends_on <= today + insights.SOON
        return "is-soon" if is_soon else "is-good"
    return "is-note" if case.holders else ""


def _value_of(case: Agreement) -> str:
    worth = case.worth
    if worth is not None and worth.is_foreign:
        return worth.money.in_figures
    if case.nilai is None:
        return case.nilai_tertulis or "-"
    return format_briefly(case.nilai)


def _end_of(case: Agreement) -> str:
    if case.runs_on:
        return without_end(case)
    return write_day(case.ends_on, "j M Y") if case.ends_on else "-"
