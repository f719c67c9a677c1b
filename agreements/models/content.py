"""Which fields say what an agreement is about, and the hash of them that approvals are bound to."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from agreements.models.facts_abroad import DERIVED_FACTS, FOREIGN_FIELDS, YOUNGER_FOREIGN_FIELDS
from agreements.models.facts_of_change import CHANGE_FIELDS, EVALUATED
from agreements.models.naskah_setup import SETUP_FIELDS
from agreements.models.party import Party, is_usual_pair, signatories_of
from agreements.models.payment import payments_of
from agreements.models.term import PKS_TERM_FIELDS, RENEWAL_FIELDS, SIGNING_FIELDS, TERM_FIELDS
from agreements.models.worth import WORTH_FIELDS
from kerjasama.narrowing import column_of
from kerjasama.web.compiled import rows_beside

if TYPE_CHECKING:
    from agreements.models.agreement import Agreement

CONTENT_FIELDS = (
    "title",
    "latar_belakang",
    "maksud_tujuan",
    "objek",
    "lokasi",
    "ruang_lingkup",
    "jangka_waktu_bulan",
    "manfaat",
    "analisis_dampak",
    "pembiayaan",
    "program",
    "membebani",
    "belum_dianggarkan",
    "dengan_kuasa",
    "partner_id",
    "urusan",
    "nilai",
    "geometri",
    "pks_bulan",
    "kuasa_nama",
    "kuasa_jabatan",
    "kuasa_nip",
    "kuasa_sampai",
    "clauses",
)
# Younger than many approvals: they are content only where they say something.
OUTSIDE_PLAN_FIELDS = ("luar_rencana", "penjelasan_luar_rencana")
YOUNGER_FIELDS = (
    *TERM_FIELDS,
    *SIGNING_FIELDS,
    *WORTH_FIELDS,
    *OUTSIDE_PLAN_FIELDS,
    "mapped_item_id",
    *YOUNGER_FOREIGN_FIELDS,
    *SETUP_FIELDS,
)
# By their names in forms, what the OPD says beside its facts.
BESIDE_FACTS = frozenset({"partner", "supporters", "penanda_tangan", "mapped_item"})
FACT_FIELDS = frozenset(
    (
        *CONTENT_FIELDS,
        *YOUNGER_FIELDS,
        *FOREIGN_FIELDS,
        *CHANGE_FIELDS,
        *DERIVED_FACTS,
        *EVALUATED,
        "indikator",
    )
)
# Facts that are rows of their own, and where they stand.
COUNTED = {"indikator": "indicators", "kegiatan": "activities"}
# What may still be said while a naskah is drafted; all else was judged in the preparation and
# returns there to be changed.
DRAFTING_FIELDS = frozenset(
    {
        "penanda_tangan",
        "pks_bulan",
        *PKS_TERM_FIELDS,
        "judul_kontrak",
        "dengan_kuasa",
        "kuasa_nama",
        "kuasa_jabatan",
        "kuasa_nip",
        "kuasa_sampai",
    }
)
PARTNER_FIELDS = (
    "name",
    "kind",
    "address",
    "representative",
    "representative_position",
    "legal_basis",
)
PARTY_FIELDS = ("partner_id", *PARTNER_FIELDS)
SIGNATORY_FIELDS = (
    *("name", "office", "office_en", "right"),
    *("basis", "basis_number", "basis_date", "basis_until"),
)
FOREIGN_PARTNER_FIELDS = (
    "country",
    "level",
    "name_en",
    "native_name",
    "representative_position_en",
)


def content_hash_of(case: Agreement) -> str:
    """The SHA-256 of the content of a case."""
    content = content_of(case)
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def content_of(case: Agreement) -> dict[str, Any]:
    """The content by field. Stored approvals hang on each of its exceptions."""
    parties = rows_beside(case, "parties")
    content = _fields_of(case) | {
        "mitra": _first_partner_of(case, parties),
        "indikator": [
            (row.name, row.unit, row.baseline, row.target)
            for row in rows_beside(case, "indicators")
        ],
    }
    content |= _younger_fields_of(case) | _further_parties_of(case, parties)
    content |= _signatories_of(case, parties) | _payments_of(case, parties)
    return content | _activities_of(case)


def _fields_of(case: Agreement) -> dict[str, Any]:
    names = list(CONTENT_FIELDS)
    if case.kuasa_sampai is None:  # younger than the approvals that are bound to a hash without it
        names.remove("kuasa_sampai")
    if case.track.is_foreign:
        names += FOREIGN_FIELDS
    if case.track.changes:
        names += CHANGE_FIELDS
    content = {name: getattr(case, name) for name in names}
    content["nilai"] = ""
    if case.nilai is not None:
        content["nilai"] = str(Decimal(case.nilai).quantize(Decimal("0.01")))
    return content


def _younger_fields_of(case: Agreement) -> dict[str, Any]:
    """Those that say something; what a recorded naskah says of its renewal was never content."""
    names = set(YOUNGER_FIELDS)
    if case.is_legacy:
        names -= set(RENEWAL_FIELDS)
    said = {name: getattr(case, name) for name in names}
    return {
        name: _as_stored(value)
        for name, value in said.items()
        if value != column_of(case, name).get_default()
    }


def _as_stored(value: Any) -> Any:
    """The same for a figure just typed and for one read from its column."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value


def _first_partner_of(case: Agreement, parties: list[Party]) -> list[Any]:
    party = next((party for party in parties if not party.is_region), None)
    if party is None:
        return []
    names = list(PARTNER_FIELDS)
    if case.track.is_foreign:
        names += FOREIGN_PARTNER_FIELDS
    return [getattr(party, name) for name in names]


def _further_parties_of(case: Agreement, parties: list[Party]) -> dict[str, list[Any]]:
    """All parties in their order, where they are more than our region and one partner in the usual
    order: older hashes know no others. A recorded naskah keeps the hash it was recorded with.
    """
    if case.is_legacy or is_usual_pair(case, parties):
        return {}
    names = list(PARTY_FIELDS)
    if case.track.is_foreign:
        names += FOREIGN_PARTNER_FIELDS
    return {"pihak": [[getattr(party, name) for name in names] for party in parties]}


def _signatories_of(case: Agreement, parties: list[Party]) -> dict[str, list[Any]]:
    """Who signs which naskah for which party, where it is not whoever is named for all."""
    values = [
        [row.party.position, row.kind, *(getattr(row, name) for name in SIGNATORY_FIELDS)]
        for row in signatories_of(case, parties)
    ]
    if not values:
        return {}
    return {"penanda_tangan": values}


def _payments_of(case: Agreement, parties: list[Party]) -> dict[str, list[Any]]:
    """Who pays whom, where several partners have said so."""
    rows = [
        [row.payer.position, row.payee.position, row.form, _as_stored(row.amount)]
        for row in payments_of(case, parties)
    ]
    return {"pembayaran": rows} if rows else {}


def _activities_of(case: Agreement) -> dict[str, list[list[Any]]]:
    """The activities where they are agreed. In a Sinergi without any they are left out, as in the
    hashes made before it could have them.
    """
    if not case.plan_is_content:
        return {}
    rows = [row.values_for_hash() for row in rows_beside(case, "activities")]
    if not rows and not case.track.is_foreign:
        return {}
    return {"kegiatan": rows}
