"""The steps in which a proposal is written: which field stands in which, and on which road."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import models

from agreements.models import Agreement
from agreements.models.content import OUTSIDE_PLAN_FIELDS
from agreements.models.facts_abroad import FOREIGN_FIELDS, YOUNGER_FOREIGN_FIELDS
from agreements.models.facts_of_change import CHANGE_FIELDS
from agreements.models.term import PKS, SIGNING_FIELDS, STATING, TERM_FIELDS
from agreements.models.worth import WORTH_FIELDS
from agreements.regulations import planned
from agreements.regulations.vocabulary import Track

from .parts import PARTS, Part
from .term import applies_to_term, faults_of_term, stated_values
from .worth import applies_to_worth

if TYPE_CHECKING:
    from .proposal import ProposalForm

TITLES = {
    "perubahan": "Perubahan",
    "pasal": "Pasal yang diubah",
    "pokok": "Judul dan mitra",
    "syarat": "Persyaratan luar negeri",
    "isi": "Isi kerja sama",
    "inggris": "Teks bahasa Inggris",
    "rencana": "Perencanaan dan pembiayaan",
    "penandatanganan": "Masa berlaku dan penandatanganan",
    "naskah": "PKS dan penanda tangan",
}
# code -> (title, fields); the order is the order of the steps.
STEPS = {
    code: (TITLES[code], tuple(field for part in parts for field in part.fields))
    for code, parts in PARTS.items()
}
STEP_OF = {fact: code for code, parts in PARTS.items() for part in parts for fact in part.all_facts}
ANCHORS = {
    "indikator": "indikator",
    "kegiatan": "kegiatan",
    "perubahan": "pasal",
    **dict.fromkeys(
        ("partner_id", "hubungan_diplomatik", "mitra_setingkat", "izin_berlaku"), "mitra"
    ),
    "terjemahan_lengkap": "div_id_title_en",
}
WITH_PROXY = ("dengan_kuasa", "kuasa_nama", "kuasa_jabatan", "kuasa_nip", "kuasa_sampai")
WHERE_ASKED = frozenset(
    {"geometri", *OUTSIDE_PLAN_FIELDS, *FOREIGN_FIELDS, *YOUNGER_FOREIGN_FIELDS}
)
ON_EVERY_ROAD = frozenset({"title", "partner", "supporters", "nilai"})
# Fields that stand alone, with the roads on which they are asked.
OF_SOME_ROADS: dict[str, Callable[[Track], bool]] = {
    "mapped_item": lambda track: track.code in planned.TRACKS,
    "partner": lambda track: not track.under_parent,
    "membebani": lambda track: "perlu_dprd" in track.asks,
    "belum_dianggarkan": lambda track: "perlu_dprd" in track.asks,
    "judul_kontrak": lambda track: track.is_with_third_party and PKS in track.signings,
}


def applies_to_track(field: str, track: Track) -> bool:
    """Whether the field belongs on this road."""
    if track.changes:
        return _applies_to_change(field, track)
    if field in CHANGE_FIELDS:
        return False
    if rule := OF_SOME_ROADS.get(field):
        return rule(track)
    if field in SIGNING_FIELDS:
        return not track.is_foreign and bool(track.signings)
    if field in WORTH_FIELDS:
        return applies_to_worth(field, track)
    if field in TERM_FIELDS:
        return applies_to_term(field, track)
    if field in STEPS["naskah"][1]:
        return "PKS" in track.instrument
    if field in WHERE_ASKED:
        return field in track.asks
    return not track.is_foreign or field in track.asks | ON_EVERY_ROAD


def _applies_to_change(field: str, track: Track) -> bool:
    """On a road that changes a naskah: what it asks, and with a proxy all that is said of one."""
    if field in track.asks:
        return True
    return field in WITH_PROXY and "dengan_kuasa" in track.asks


def fields_of_step(step: str, track: Track, editable: frozenset[str]) -> list[str]:
    """The fields of a step that belong on this road and may be changed now."""
    return [
        field for field in STEPS[step][1] if field in editable and applies_to_track(field, track)
    ]


def place_of_fact(fact: str) -> tuple[str, str]:
    """(step, anchor) of the field where a missing fact is filled in."""
    return STEP_OF[fact], ANCHORS.get(fact, f"div_id_{fact}")


def steps_of(agreement: Agreement) -> list[str]:
    """The steps in which something may be changed at this stage."""
    editable = agreement.editable_fields
    return [
        code
        for code in STEPS
        if fields_of_step(code, agreement.track, editable) or row_tables_of_step(agreement, code)
    ]


def row_tables_of_step(agreement: Agreement, step: str) -> list[str]:
    """The tables of rows that this step shows, by the fact that they fill."""
    may = agreement.editable_fields & agreement.track.asks
    return [fact for part in PARTS[step] for fact in part.tables if fact in may]


def parts_of_step(agreement: Agreement, step: str) -> list[Part]:
    """The parts of a step in which something may be changed at this stage."""
    open_here = {
        *fields_of_step(step, agreement.track, agreement.editable_fields),
        *row_tables_of_step(agreement, step),
    }
    return [part for part in PARTS[step] if open_here.intersection((*part.fields, *part.tables))]


def faults_to_tell(form: ProposalForm, values: Mapping[str, Any]) -> dict[str, str]:
    """The faults of the term by the field of this step at which they are told. One that is mended
    on another step stands at what was changed here and brings it about; what was wrong there before
    is told there alone.
    """
    found = faults_of_term(values, form.track)
    stored = faults_of_term(stated_values(form.instance, {}), form.track)
    here = {name: fault for name, fault in found.items() if name in form.fields}
    changed = [name for name in form.changed_data if name in STATING]
    for name, fault in found.items():
        if name in here or name in stored or not changed:
            continue
        column: models.Field[Any, Any] = getattr(Agreement, name).field
        step = TITLES[STEP_OF[name]]
        here.setdefault(
            changed[0], f"{fault} Isiannya “{column.verbose_name}” pada langkah “{step}”."
        )
    return here
