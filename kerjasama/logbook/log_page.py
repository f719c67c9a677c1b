"""The log as people read it: who did what to which record, in the words of the program."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.apps import apps
from django.db.models import Field, Model, QuerySet

from kerjasama.accounts.models import User
from kerjasama.json_values import JsonValue
from kerjasama.logbook.acting import AT_SERVER, DISPOSAL, Read
from kerjasama.logbook.column_words import WORDS
from kerjasama.logbook.covered import COVERED
from kerjasama.logbook.models import Deed, LogEntry
from kerjasama.logbook.seals import STREAM as SEALS
from kerjasama.logbook.upgrading import STREAM as UPGRADES

SYSTEM, PAST_IT = "Sistem", "Di luar program"
HIDDEN = "(tidak ditampilkan)"
LONGEST_VALUE = 300
# What is read gravely is logged under these names beside the tables.
READS: dict[str, str] = {
    Read.FILE: "Berkas unggahan",
    Read.LIST: "Daftar sebagai berkas",
    Read.BUNDLE: "Himpunan kerja sama",
    Read.PERSON: "Data pribadi seseorang",
    Read.MAIL: "Surel tertangkap",
}
# So is what happens to the log itself, which these columns of its entries tell.
OF_THE_LOG: dict[str, str] = {
    AT_SERVER: "Dari server",
    DISPOSAL: "Pemusnahan data",
    SEALS: "Segel catatan",
    UPGRADES: "Pembaruan program",
}
TOLD = {
    "jumlah": "Jumlah",
    "sebelum": "Sebelum",
    "sidik": "Sidik sertifikat",
    "oleh": "Dijalankan oleh",
    "alasan": "Alasan",
    "migrasi": "Migrasi",
    "perubahan": "Keadaan awal yang dicatat",
    "dilewati": "Sudah tidak cocok sebelumnya",
}
# What tells no row of a table.
NO_ROW = (Deed.READ, Deed.SEAL, Deed.UPGRADE, Deed.DISPOSED, Deed.AT_SERVER)
Labels = dict[tuple[str, str], str]
# What a record of these tables is called tells also of what it points at, which is read with it.
NAMED_WITH = {
    "accounts_accountproposal": ("person",),
    "accounts_membership": ("official__unit", "unit"),
    "agreements_numberseries": ("unit",),
    "agreements_taskhandover": ("person", "successor"),
    "agreements_numberstart": ("series__unit",),
    "auth_permission": ("content_type",),
    "personal_correctionrequest": ("person",),
    "signin_factorrequest": ("user",),
    "socialaccount_socialaccount": ("user",),
}


@dataclass(frozen=True)
class Change:
    """A column, what it was and what it became, in words."""

    field: str
    was: str
    became: str


@dataclass(frozen=True)
class LogRow:
    """An entry in words. `record` tells which record; `has_former` whether there was something
    before; `changes` is empty for what was read.
    """

    at: datetime
    who: str
    deed: str
    kind: str
    record: str
    stream: str
    subject: str
    has_former: bool
    changes: list[Change]

    @property
    def changes_in_words(self) -> str:
        """All changes in one text, for a spreadsheet."""
        return "; ".join(f"{c.field}: {c.was} → {c.became}" for c in self.changes)


def kinds_of_entries() -> dict[str, str]:
    """What can be asked for: by stream its title."""
    open_tables = {table: how.title for table, how in COVERED.items() if how.is_open}
    return dict(sorted((open_tables | READS | OF_THE_LOG).items(), key=lambda pair: pair[1]))


def readable_entries() -> QuerySet[LogEntry]:
    """The entries that a page can tell, the newest first. What a case holds is told by its own
    history.
    """
    return LogEntry.objects.filter(stream__in=kinds_of_entries()).order_by("-pk")


def rows_in_words(entries: Iterable[LogEntry]) -> list[LogRow]:
    """The entries in words, with a constant number of queries."""
    entries = list(entries)
    labels = _labels_of(entries)
    people = User.objects.in_bulk([entry.person_id for entry in entries if entry.person_id])
    kinds = kinds_of_entries()
    return [
        LogRow(
            at=entry.at,
            who=_who(entry, people),
            deed=Deed(entry.action).label,
            kind=kinds[entry.stream],
            record=labels.get((entry.stream, entry.subject), _told_name_of(entry)),
            stream=entry.stream,
            subject=entry.subject,
            has_former=entry.action not in (Deed.ADDED, *NO_ROW),
            changes=_changes_of(entry, labels),
        )
        for entry in entries
    ]


def _who(entry: LogEntry, people: dict[int, User]) -> str:
    if entry.person_id:
        return str(people.get(entry.person_id, f"akun {entry.person_id}"))
    return SYSTEM if entry.origin else PAST_IT


def _told_name_of(entry: LogEntry) -> str:
    """Of a record that is no more: the name that its last entry tells."""
    if entry.action in NO_ROW:
        return entry.detail.get("nama", entry.subject)
    for column in ("name", "nama", "username", "title", "text"):
        for value in entry.detail.get(column, ())[:2]:
            if isinstance(value, str) and value:
                return value
    return f"nomor {entry.subject}"


def _changes_of(entry: LogEntry, labels: Labels) -> list[Change]:
    if entry.action in NO_ROW:
        told = [name for name in TOLD if name in entry.detail]
        return [Change(TOLD[name], "", str(entry.detail[name])) for name in told]
    fields = _fields_of(entry.stream)
    return [
        Change(
            _label_of(column, fields),
            _value_in_words(was, fields.get(column), labels),
            _value_in_words(became, fields.get(column), labels),
        )
        for column, (was, became) in sorted(entry.detail.items())
        if column != "id" and not (_is_empty(was) and _is_empty(became))
    ]


def _is_empty(value: JsonValue) -> bool:
    return value in (None, "", [], {})


def _label_of(column: str, fields: dict[str, Field]) -> str:
    if column not in fields:
        return column
    field = fields[column]
    label = str(field.verbose_name)
    if label.lower() == field.name.replace("_", " "):  # the model says none
        label = WORDS.get(field.name, label)
    return label[:1].upper() + label[1:]


def _value_in_words(value: JsonValue, field: Field | None, labels: Labels) -> str:
    if _is_empty(value):
        return "–"
    if isinstance(value, dict) and "#" in value:
        return HIDDEN
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if table := _table_pointed_at(field):
        return labels.get((table, str(value)), str(value))
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(value)[:LONGEST_VALUE]


def _labels_of(entries: list[LogEntry]) -> Labels:
    """What the records of these entries, and those they point at, are called today."""
    labels: Labels = {}
    for table, keys in _records_in(entries).items():
        if model := _model_of(table):
            records = model._base_manager.select_related(*NAMED_WITH.get(table, ()))
            rows = records.in_bulk([key for key in keys if key.isdigit()])
            labels |= {(table, str(key)): _name_of(row) for key, row in rows.items()}
    return labels


def _records_in(entries: list[LogEntry]) -> dict[str, set[str]]:
    """The keys of all records that these entries are about or point at, by their tables."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        wanted[entry.stream].add(entry.subject)
        fields = _fields_of(entry.stream)
        for column, values in entry.detail.items():
            table = _table_pointed_at(fields.get(column))
            if entry.action not in NO_ROW and table:
                wanted[table] |= {str(value) for value in values if isinstance(value, int)}
    return wanted


def _name_of(row: Model) -> str:
    """What it is called; by its number where its model says no name, or one of a rule that is no
    more.
    """
    number = f"nomor {row.pk}"
    if type(row).__str__ is Model.__str__:
        return number
    try:
        return str(row)
    except LookupError:
        return number


@cache
def _model_of(table: str) -> type[Model] | None:
    models = apps.get_models(include_auto_created=True)
    return next((model for model in models if model._meta.db_table == table), None)


def _table_pointed_at(field: Field | None) -> str:
    """The table of the records that this column points at; empty where it points at none."""
    model = field.related_model if field is not None and field.remote_field else None
    return model._meta.db_table if model else ""


@cache
def _fields_of(table: str) -> dict[str, Field]:
    model = _model_of(table)
    if model is None:
        return {}
    return {str(field.column): field for field in model._meta.concrete_fields}
