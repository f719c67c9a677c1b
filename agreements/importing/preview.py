"""What will stand in the register: each row as it will be recorded, for a person to look at before
it is.
"""

from datetime import date

from agreements.models import ImportBatch, ImportRow
from agreements.regulations import legacy
from agreements.regulations.vocabulary import Track
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
    owner = signed_on = ""
    if entry.owner:
        owner = entry.owner.name
    if entry.signing_day_known:
        signed_on = _day(entry.signed_on)
    return {
        "title": entry.title,
        **_partner_shown(entry),
        **_track_shown(entry.track),
        "owner": owner,
        "number": entry.number,
        "signed_on": signed_on,
        "begins": _day(entry.effective_on),
        "ends": _day(entry.expires_on) or _open_end(entry),
        "notes": [note.text for note in entry.notes][:5],
        "skipped": entry.skipped or entry.same_as,
    }


def _partner_shown(entry: RegisterEntry) -> dict[str, object]:
    name, kind = entry.partner_name, entry.partner_kind
    if entry.partner:
        name, kind = entry.partner.name, entry.partner.kind
    label = ""
    if kind:
        label = str(PartnerKind(kind).label)
    return {
        "partner": name,
        "is_new": entry.partner is None,
        "kind": label,
        "further": [str(one.partner or f"{one.name} (baru)") for one in entry.further],
    }


def _track_shown(track: Track | None) -> dict[str, object]:
    if track is None:
        return {"family": "", "form": ""}
    return {"family": track.family, "form": legacy.NAMES[legacy.recorded_kind_of(track)]}


def _open_end(entry: RegisterEntry) -> str:
    if not entry.open_ended:
        return ""
    return entry.ends_when or "tanpa batas waktu"


def _day(day: date | None) -> str:
    if day is None:
        return ""
    return f"{day:%d/%m/%Y}"
