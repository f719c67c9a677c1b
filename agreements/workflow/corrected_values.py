"""What a correction changes of a record, in words and as a proposal keeps it, and what rests on the
record.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from agreements.models import Evidence, ProposedCorrection
from agreements.workflow import change_effects, correcting_term

FIELDS = (
    "outcome",
    "number",
    "decided_on",
    "note",
    "findings",
    "sha256",
    "file_name",
    "signatures",
)
NAMES = {"outcome": "Hasil", "number": "Nomor", "decided_on": "Tanggal", "note": "Keterangan"}
DAYS = {"decided_on", *correcting_term.NAMES}


class RecordValues(TypedDict, total=False):
    """What may be corrected of a record; what is not named stays. The days beside `decided_on` are
    those of a naskah whose term was recorded.
    """

    outcome: str
    number: str
    decided_on: date | None
    note: str
    findings: list[dict[str, str]]
    sha256: str
    file_name: str
    signatures: dict[str, Any]
    effective_on: date | None
    expires_on: date | None


def changes_to_record(row: Evidence, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """What differs from the record, by the name of the field: what stood there, and what stands
    there now.
    """
    told = {}
    for field, name in NAMES.items():
        old = getattr(row, field)
        new = values.get(field, old)
        if (old or "") != (new or ""):
            told[name] = [_said(old), _said(new)]
    if values.get("sha256", row.sha256) != row.sha256:
        told["Berkas"] = [
            _file(row.file_name, row.sha256),
            _file(values.get("file_name", ""), values["sha256"]),
        ]
    told |= correcting_term.changes_to_term(row, values)
    return told | _changed_points(row.findings, values.get("findings", row.findings))


def _changed_points(old: list[dict[str, str]], new: list[dict[str, str]]) -> dict[str, list[str]]:
    before = {point["butir"]: _point(point) for point in old}
    after = {point["butir"]: _point(point) for point in new}
    return {
        name: [before.get(name, ""), told]
        for name, told in after.items()
        if told != before.get(name, "")
    }


def _point(point: dict[str, str]) -> str:
    return ", ".join(filter(None, (point.get("hasil", ""), point.get("catatan", ""))))


def _said(value: date | str | None) -> str:
    if isinstance(value, date):
        return change_effects.format_day_or_dash(value)
    return str(value or "")


def _file(name: str, sha256: str) -> str:
    if not sha256:
        return ""
    return f"{name} (sidik {sha256[:8]})"


def values_of(proposal: ProposedCorrection) -> dict[str, Any]:
    """What a proposal would write, as the record holds it."""
    values = dict(proposal.values)
    for name in DAYS & set(values):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    if proposal.sha256:
        values |= {
            "sha256": proposal.sha256,
            "file_name": proposal.file_name,
            "signatures": proposal.signatures,
        }
    return values


def later_records_of(row: Evidence) -> list[Evidence]:
    """The records and approvals of its stage that came after it and rest on it."""
    resting = _resting_on(row)
    return [
        other
        for other in row.agreement.evidence.all()
        if other.stage_code == row.stage_code
        and not other.void
        and other.requirement_code in resting
        and other.at > row.at
    ]


def _resting_on(row: Evidence) -> set[str]:
    """The codes of the requirements of its stage that come after it, directly or not."""
    stages = row.agreement.track.stages
    stage = next((stage for stage in stages if stage.code == row.stage_code), None)
    if stage is None:
        return set()
    resting = {row.requirement_code}
    for need in stage.requirements:
        if resting & set(need.after):
            resting.add(need.code)
    return resting - {row.requirement_code}
