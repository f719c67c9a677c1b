"""What will stand in the register: each row as it will be recorded, for a person to look at before
it is.
"""

from agreements.models import ImportBatch, ImportRow
from agreements.regulations import legacy
from partners.models import PartnerKind

from .entries import RegisterEntry

AT_ONCE = 1_000


def keep_preview(batch: ImportBatch, entries: list[RegisterEntry]) -> None:
    """Put the preview in place of the former one."""
    ImportRow.objects.filter(batch=batch).delete()
    rows = [
        ImportRow(
            batch=batch,
            place=place,
            sheet=entry.sheet[:100],
            number=entry.row,
            standing=entry.standing,
            shown=_shown(entry),
        )
        for place, entry in enumerate(entries)
    ]
    ImportRow.objects.bulk_create(rows, batch_size=AT_ONCE)


def _shown(entry: RegisterEntry) -> dict[str, object]:
    track = entry.track
    return {
        "title": entry.title,
        "partner": entry.partner.name if entry.partner else entry.partner_name,
        "is_new": entry.partner is None,
        "kind": _kind(entry.partner.kind if entry.partner else entry.partner_kind),
        "further": [
            f"{one.partner or one.name}{'' if one.partner else ' (baru)'}" for one in entry.further
        ],
        "family": track.family if track else "",
        "form": legacy.NAMES[legacy.recorded_kind_of(track)] if track else "",
        "owner": entry.owner.name if entry.owner else "",
        "number": entry.number,
        "signed_on": _day(entry.signed_on) if entry.signing_day_known else "",
        "begins": _day(entry.effective_on),
        "ends": _day(entry.expires_on) if entry.expires_on else _open_end(entry),
        "notes": [note.text for note in entry.notes][:5],
        "skipped": entry.skipped or entry.same_as,
    }


def _kind(code: str) -> str:
    return str(PartnerKind(code).label) if code else ""


def _open_end(entry: RegisterEntry) -> str:
    if not entry.open_ended:
        return ""
    return entry.ends_when or "tanpa batas waktu"


def _day(day) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
