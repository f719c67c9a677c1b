"""All that is held on a person, by one rule: a row that would go with the account tells of the
person and is given with its values; a row that would stay tells what the person did, and is named.
So no table is forgotten that points at accounts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import (
    PROTECT,
    BinaryField,
    Count,
    DateTimeField,
    Field,
    ForeignKey,
    ForeignObjectRel,
    Model,
    QuerySet,
    Value,
)
from django.utils import timezone
from django.utils.formats import date_format

from kerjasama.accounts.models import User
from kerjasama.json_values import JsonValue
from kerjasama.logbook.acting import Read
from kerjasama.logbook.column_words import WORDS
from kerjasama.logbook.covered import COVERED
from kerjasama.logbook.models import Deed, LogEntry

# What opens a door is given to nobody, its person included; nor are keys and marks of our own.
SECRET = {
    "password",
    "data",
    "session_key",
    "session",
    "calendar_token",
    "place",
    "token",
    "extra_data",
}
SECRET_OF = {
    "accounts_user": SECRET | {"is_staff", "is_superuser"},
    "drafts_keptfile": SECRET,
    "mfa_authenticator": SECRET,
    "notices_reach": SECRET,
    "signin_attempt": SECRET,
    "socialaccount_socialaccount": SECRET,
    "usersessions_usersession": SECRET,
}
TITLES = {
    "accounts_savedview": "Tampilan tersimpan",
    "drafts_formdraft": "Isian yang belum dikirim",
    "drafts_keptfile": "Berkas isian yang belum dikirim",
    "drafts_lastsave": "Simpanan terakhir sebuah formulir",
    "notices_delivery": "Pengiriman kabar",
    "notices_notice": "Tugas dan kabar",
    "notices_preference": "Pilihan pemberitahuan",
    "notices_reach": "Cara dihubungi",
    "partners_partnerchange": "Perubahan data mitra",
    "personal_correctionrequest": "Permintaan koreksi data",
    "signin_attempt": "Riwayat masuk",
    "signin_rulesproposal": "Usulan aturan masuk",
    "signin_signinstate": "Yang harus dipenuhi saat masuk",
    "usersessions_usersession": "Sesi",
}
COLUMNS = {
    "address": "Alamat jaringan",
    "agent": "Peramban",
    "ip": "Alamat jaringan",
    "is_announced": "Sudah diberitahukan",
    "is_on": "Dipakai",
    "is_task": "Tugas",
    "is_active": "Aktif",
    "key": "Tanda",
    "last_login": "Terakhir masuk",
    "last_seen_at": "Terakhir terlihat",
    "outcome": "Hasil",
    "page": "Halaman",
    "subject": "Tentang",
    "text": "Isi",
    "title": "Judul",
    "url": "Tautan",
    "user_agent": "Peramban",
    "username": "Nama akun",
}
ACTS: set[str] = set()
Row = dict[str, Any]


@dataclass(frozen=True)
class Way:
    """A column of a table that points at accounts."""

    model: type[Model]
    field: str
    tells_of_them: bool

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def rows(self, person: User) -> QuerySet[Any]:
        """Those of this person, under any of their accounts; the newest first."""
        rows = self.model._base_manager.filter(**{f"{self.field}__in": person.accounts})
        return rows.order_by("-pk")


@dataclass(frozen=True)
class Held:
    """What one table holds of a person: how many rows, and the newest in words."""

    title: str
    count: int
    rows: list[list[tuple[str, str]]]


@dataclass(frozen=True)
class Done:
    """What a person did, by table, and how often."""

    title: str
    count: int


def name_tables(titles: dict[str, str], *, acts: Collection[str] = ()) -> None:
    """Call tables of another app by these words; `acts` tell what somebody did though they would go
    with the account.
    """
    TITLES.update(titles)
    ACTS.update(acts)


@cache
def ways_to_accounts() -> tuple[Way, ...]:
    """Every column that points at accounts, but for those between accounts and groups."""
    found = []
    for relation in User._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        model, column = relation.related_model, relation.field
        if isinstance(model, type) and not model._meta.auto_created and model is not User:
            is_theirs = relation.on_delete is not PROTECT
            is_theirs = is_theirs and model._meta.db_table not in ACTS
            found.append(Way(model, column.name, is_theirs))
    return tuple(sorted(found, key=lambda way: (title_of(way.table), way.field)))


def title_of(table: str) -> str:
    """What people call the table; its own name where nobody gave it one."""
    how = COVERED.get(table)
    return (how.title if how else "") or TITLES.get(table, table)


def read_held(person: User, most: int) -> list[Held]:
    """What tells of the person, with so many rows of each table."""
    own = User._base_manager.filter(pk__in=person.accounts).order_by("-pk")
    theirs = [way for way in ways_to_accounts() if way.tells_of_them]
    found = [_held("Akun", own, most)]
    found += [_held(title_of(way.table), way.rows(person), most, way.field) for way in theirs]
    return [held for held in found if held.count]


def _held(title: str, rows: QuerySet[Any], most: int, but: str = "") -> Held:
    """Counted only where there may be more than is told."""
    words = _in_words(rows, most, but)
    return Held(title, rows.count() if len(words) == most else len(words), words)


def read_done(person: User) -> list[Done]:
    """How often the person did something, by table; counted in one query."""
    counts: dict[str, int] = {}
    parts = [
        way.rows(person)
        .order_by()
        .annotate(of=Value(way.table))
        .values("of")
        .annotate(n=Count("pk"))
        for way in ways_to_accounts()
        if not way.tells_of_them
    ]
    for row in parts[0].union(*parts[1:], all=True):
        counts[row["of"]] = counts.get(row["of"], 0) + row["n"]
    told = [Done(title_of(table), count) for table, count in counts.items() if count]
    return sorted(told, key=lambda done: done.title)


def collect_all(person: User) -> Row:
    """Everything, as plain values for a file."""
    own = User._base_manager.filter(pk__in=person.accounts).order_by("pk")
    held = {"Akun": [_values_of(row) for row in own]}
    done: dict[str, list[Row]] = {}
    for way in ways_to_accounts():
        rows = way.rows(person)
        if way.tells_of_them:
            found = [_values_of(row, way.field) for row in _with_names(rows)]
            held.setdefault(title_of(way.table), []).extend(found)
        else:
            done.setdefault(title_of(way.table), []).extend(_references(way, rows))
    return {
        "orang": str(person),
        "akun": sorted(own.values_list("username", flat=True)),
        "dibuat": timezone.localtime().isoformat(timespec="seconds"),
        "tentang": {title: rows for title, rows in held.items() if rows},
        "tindakan": {title: rows for title, rows in done.items() if rows},
        "catatan perubahan": list(_log_about(person)),
    }


def _log_about(person: User) -> Iterator[Row]:
    """What the log tells of the accounts themselves, and what was read of them."""
    keys = [str(key) for key in person.accounts]
    for entry in LogEntry.objects.filter(
        stream__in=("accounts_user", Read.PERSON), subject__in=keys
    ).order_by("pk"):
        yield {
            "pada": _plain(entry.at),
            "apa": Deed(entry.action).label,
            "rincian": {name: value for name, value in entry.detail.items() if name != "password"},
        }


def _with_names(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With what each row points at, whose name is told."""
    names = [f.name for f in rows.model._meta.concrete_fields if isinstance(f, ForeignKey)]
    return rows.select_related(*names) if names else rows


def _in_words(rows: QuerySet[Any], most: int, but: str = "") -> list[list[tuple[str, str]]]:
    return [
        [(label, str(value)) for label, value in _values_of(row, but, for_page=True).items()]
        for row in _with_names(rows)[:most]
    ]


def _values_of(row: Model, but: str = "", *, for_page: bool = False) -> Row:
    """The columns of a row that are told, by what they are called, but the one that names the
    person anyhow; on a page without empty ones.
    """
    table = row._meta.db_table
    hidden = SECRET_OF.get(table, set()) | set(COVERED[table].hidden if table in COVERED else ())
    told = {}
    for field in row._meta.concrete_fields:
        if field.name in {*hidden, but} or field.primary_key or isinstance(field, BinaryField):
            continue
        value = _value_of(row, field)
        if not for_page or value not in ("", None, [], {}):
            told[_label_of(field)] = _on_page(value) if for_page else _plain(value)
    return told


def _value_of(row: Model, field: Field[Any, Any]) -> Any:
    if field.choices:
        return getattr(row, f"get_{field.name}_display")()
    value = getattr(row, field.name)
    return str(value) if isinstance(value, Model) else value


def _label_of(field: Field[Any, Any]) -> str:
    """As the log calls the column, or as this page does."""
    said = str(field.verbose_name)
    if field.name in COLUMNS or said == field.name.replace("_", " "):
        said = COLUMNS.get(field.name) or WORDS.get(field.name, said)
    return said[:1].upper() + said[1:]


def _on_page(value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y H.i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value)


def _plain(value: Any) -> JsonValue:
    """As JSON keeps it."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return str(value)


def _references(way: Way, rows: QuerySet[Any]) -> Iterator[Row]:
    """Which rows, when, and of which case; what stands in them is told by the case."""
    fields = {field.name for field in way.model._meta.concrete_fields}
    when = next(
        (f.name for f in way.model._meta.concrete_fields if isinstance(f, DateTimeField)), ""
    )
    names = ["pk", *([when] if when else []), *(["agreement_id"] if "agreement" in fields else [])]
    for row in rows.values(*names).iterator(chunk_size=2_000):
        told = {"nomor": row["pk"], "sebagai": WORDS.get(way.field, way.field)}
        if when:
            told["pada"] = _plain(row[when])
        if "agreement_id" in row:
            told["kerja sama"] = row["agreement_id"]
        yield told
