"""What an edit changed, told by field for the log: old and new as people read them, shortened."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Field, ManyToManyField, Model
from django.utils.formats import date_format

from agreements.models import Agreement, Payment, Signatory
from agreements.models.payment import payments_of
from kerjasama.narrowing import column_of
from kerjasama.writing.figures import format_number

LONGEST = 200
STANDARD = "(rumusan baku)"
TABLES = {"indikator": "indicators", "kegiatan": "activities"}
LABELS = {
    "penanda_tangan": "Penanda tangan",
    "indikator": "Indikator",
    "kegiatan": "Kegiatan",
    "perubahan": "Pasal yang diubah",
}


YES_OR_NO = {True: "ya", False: "tidak"}


def field_texts_of(agreement: Agreement, fields: Iterable[str]) -> dict[str, str]:
    """The readable value of each field, in full."""
    return {name: _value(agreement, name) for name in sorted(fields)}


def changed_fields_of(
    agreement: Agreement, before: dict[str, str], after: dict[str, str]
) -> list[dict[str, str]]:
    """The fields that differ, for the detail of an event."""
    found = []
    for name, old in before.items():
        new = after[name]
        if new != old:
            found.append(
                {
                    "field": name,
                    "label": _label(agreement, name),
                    "old": _short(old, new),
                    "new": _short(new, old),
                }
            )
    return found


def changed_texts(before: dict[str, str], after: dict[str, str]) -> list[dict[str, str]]:
    """The parts of a naskah whose wording differs; an empty text is the standard one."""
    found = []
    for part in sorted({*before, *after}):
        old, new = before.get(part, ""), after.get(part, "")
        if new != old:
            label = part.replace("_", " ").capitalize()
            found.append(
                {
                    "field": part,
                    "label": label,
                    "old": _short(old, new) or "(rumusan baku)",
                    "new": _short(new, old) or "(rumusan baku)",
                }
            )
    return found


def changed_articles(
    before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]], what: str
) -> list[dict[str, str]]:
    """The Pasal, (name, text) by part, that differ, for the detail of an event; first in words what
    was done to their order, where it was.
    """
    found = []
    if what:
        found.append({"field": "susunan", "label": "Susunan Pasal", "old": "", "new": what})
    for part in dict.fromkeys([*before, *after]):
        (old_name, old), (name, new) = before.get(part, ("", "")), after.get(part, ("", ""))
        if part not in after:
            name, new = old_name, "(dihapus)"
        if new != old:
            row = {"old": _short(old, new) or "(belum ada)", "new": _short(new, old)}
            found.append({"field": part, "label": name, **row})
    return found


def _label(agreement: Agreement, name: str) -> str:
    if name in LABELS:
        return LABELS[name]
    label = str(column_of(agreement, name).verbose_name)
    return label[:1].upper() + label[1:]


def _value(agreement: Agreement, name: str) -> str:
    if name == "partner":
        return _parties(agreement)
    if name == "arah_nilai" and (rows := payments_of(agreement)):
        return "; ".join(map(_payment, rows))
    if name == "penanda_tangan":
        return _signatories(agreement)
    if name in TABLES:
        rows = getattr(agreement, TABLES[name]).all()
        return "\n".join(_row(row) for row in rows)
    if name == "perubahan":
        return "\n".join(
            f"{row.get('place', '')} {row.get('title', '')}: {row.get('text', '')}".strip()
            for row in agreement.perubahan
        )
    field = agreement._meta.get_field(name)
    if isinstance(field, ManyToManyField):
        return ", ".join(sorted(str(row) for row in getattr(agreement, name).all()))
    return _said(column_of(agreement, name), getattr(agreement, name))


def _parties(agreement: Agreement) -> str:
    """The partner; of several all parties in their order."""
    parties = list(agreement.parties.all())
    if len(parties) < 3:
        return "".join(party.name for party in parties)
    names = ["daerah kita" if party.is_region else party.name for party in parties]
    return "; ".join(f"{place}. {name}" for place, name in enumerate(names, 1))


def _signatories(agreement: Agreement) -> str:
    rows = Signatory.objects.filter(party__agreement=agreement).select_related("party")
    acts = _signing_acts(agreement)
    return "; ".join(
        f"{row.party.name or 'daerah kita'}, {acts.get(row.kind, row.kind)}: {row}" for row in rows
    )


def _payment(row: Payment) -> str:
    names = (row.payer.name or "daerah kita", row.payee.name or "daerah kita")
    said = f"{names[0]} kepada {names[1]}, {row.get_form_display().lower()}"
    return said if row.amount is None else f"{said} {format_number(row.amount)}"


def _signing_acts(agreement: Agreement) -> dict[str, str]:
    """The signing of each kind of naskah, in the words of the track."""
    needs = [need for stage in agreement.track.stages for need in stage.requirements]
    return {need.signs: need.text[:1].lower() + need.text[1:] for need in needs if need.signs}


def _row(row: Model) -> str:
    values = [
        _said(field, getattr(row, field.name))
        for field in row._meta.fields
        if not field.is_relation and not field.primary_key
    ]
    if giver := getattr(row, "giver", None):
        values.append(giver.name)
    return " · ".join(value for value in values if value)


def _said(field: "Field[Any, Any]", value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return YES_OR_NO[value]
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if field.get_internal_type() == "DecimalField":
        return format_number(value)
    return str(dict(field.flatchoices).get(value, value))


def is_shortened(text: str) -> bool:
    """Whether the log kept only a piece of that text."""
    return len(text) > LONGEST  # a piece of that length, and the marks where it was cut


def _short(text: str, other: str) -> str:
    """The text around the first place where it differs from the other."""
    if len(text) <= LONGEST:
        return text
    same = next(
        (at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two),
        min(len(text), len(other)),
    )
    start = max(0, min(same - 40, len(text) - LONGEST))
    piece = text[start : start + LONGEST]
    if start:
        piece = f"…{piece}"
    if start + LONGEST < len(text):
        piece = f"{piece}…"
    return piece
