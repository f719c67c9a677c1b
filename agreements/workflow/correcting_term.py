"""From when until when a recorded naskah is in force, corrected together with the record of its
signing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from agreements.models import Agreement, Evidence
from agreements.models.term import whole_months
from agreements.workflow import change_effects

NAMES = {"effective_on": "Mulai berlaku", "expires_on": "Berakhir"}
OPEN_END = "tanpa tanggal berakhir"


def is_stated(row: Evidence) -> bool:
    """Whether the term stands in the naskah itself; of a case that ran here it follows from the
    signing.
    """
    return bool(row.agreement.is_legacy and row.need and row.need.signs)


def changes_to_term(row: Evidence, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """What differs from the term that is recorded, by name: what stood there, what stands there
    now.
    """
    told = {}
    for field, name in NAMES.items():
        old = getattr(row.agreement, field)
        if field in values and values[field] != old:
            told[name] = [_said(old), _said(values[field])]
    return told


def _said(day: date | None) -> str:
    if day is None:
        return OPEN_END
    return change_effects.format_day_or_dash(day)


def faults_of(row: Evidence, values: Mapping[str, Any]) -> dict[str, str]:
    """Why the naskah cannot be in force so, by the field that is wrong."""
    first = values.get("effective_on", row.agreement.effective_on)
    last = values.get("expires_on", row.agreement.expires_on)
    signed_on = values.get("decided_on", row.decided_on)
    if first is None:
        return {"effective_on": "Mulai berlaku wajib diisi."}
    if last and last < max(first, signed_on or first):
        return {
            "expires_on": (
                "Tanggal berakhir tidak boleh mendahului mulai berlaku atau penandatanganan."
            )
        }
    return {}


def take_over(agreement: Agreement, row: Evidence, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Set the corrected term, unsaved; what extended or ended the naskah since still counts.

    Returns the names of the fields to be saved.
    """
    agreement.signing_day_known = row.decided_on is not None
    for field in NAMES:
        setattr(agreement, field, values.get(field, getattr(agreement, field)))
    agreement.open_ended = agreement.expires_on is None
    if not agreement.open_ended:
        agreement.ends_when = ""
    agreement.jangka_waktu_bulan = whole_months(agreement.effective_on, agreement.expires_on)
    if not agreement.terminated:
        agreement.ends_on = change_effects.end_of(
            agreement, change_effects.governing_kind_of(agreement)
        )
    return ("signing_day_known", *NAMES, "open_ended", "ends_when", "jangka_waktu_bulan", "ends_on")
