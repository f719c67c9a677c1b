"""Which form of naskah and which kind of cooperation a row suggests where its columns do not say:
proposed with the ground.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from agreements.regulations import legacy
from partners.models import PartnerKind

from . import tracks

# Words of a title, the longer before the shorter: "nota kesepakatan" is no "kesepakatan bersama".
IN_TITLES = (
    (r"nota kesepakatan(?! bersama)", legacy.NK),
    (
        r"perjanjian kerja ?sama|\bpks\b|kontrak kerja ?sama|memorandum of agreement|\bmoa\b",
        legacy.PKS,
    ),
    (r"kesepakatan bersama", legacy.KB),
    (
        (
            r"nota kesepahaman|kesepahaman bersama|memorandum of understanding|\bmou\b|memorandum"
            r" saling pengertian"
        ),
        tracks.MOU,
    ),
    (r"letter of intent|\bloi\b|sister (?:city|province)", legacy.ABROAD),
)
# Codes that stand between the strokes of a number.
IN_NUMBERS = {
    legacy.PKS: frozenset({"pks", "perj", "perjanjian", "kontrak", "spk", "moa"}),
    legacy.KB: frozenset({"kb", "ksb", "kesber"}),
    legacy.NK: frozenset({"nk", "nota kesepakatan"}),
    tracks.MOU: frozenset({"mou", "nkb", "nks", "nota kesepahaman"}),
}
NAMES = legacy.NAMES | {tracks.MOU: "MoU"}


@dataclass(frozen=True)
class Suggested:
    """A form or a family, or none, and why."""

    value: str = ""
    ground: str = ""


def propose_form(title: str, *numbers: str) -> Suggested:
    """The form that the title and the numbers name. Where they name different ones none is
    proposed.
    """
    by_title = _form_in_title(title)
    by_number = _forms_in_numbers(numbers)
    is_contradiction = bool(by_title and by_number) and not forms_agree({by_title, *by_number})
    if len(by_number) > 1 or is_contradiction:
        return Suggested("", "judul dan nomornya menunjukkan bentuk yang berlainan")
    if by_title:
        return Suggested(by_title, f"judulnya menyebut {NAMES[by_title]}")
    if by_number:
        form = by_number.pop()
        return Suggested(form, f"nomornya memuat kode {NAMES[form]}")
    return Suggested()


def _form_in_title(title: str) -> str:
    plain = title.casefold()
    return next((form for pattern, form in IN_TITLES if re.search(pattern, plain)), "")


def _forms_in_numbers(numbers: Iterable[str]) -> set[str]:
    """The forms of which one of the numbers holds a code between its strokes."""
    codes: set[str] = set()
    for number in numbers:
        codes.update(re.split(r"[^a-z]+", number.casefold()))
    return {form for form, known in IN_NUMBERS.items() if known & codes}


def forms_agree(forms: set[str]) -> bool:
    """Whether all may be one: a MoU is a Kesepakatan Bersama, a Nota Kesepakatan or a naskah
    abroad, as its family says.
    """
    if len(forms) == 1:
        return True
    return tracks.MOU in forms and forms <= {tracks.MOU, legacy.KB, legacy.NK, legacy.ABROAD}


def propose_family(kind: str, form: str) -> Suggested:
    """The kind of cooperation that follows from the kind of the mitra; for a PTN, from the form."""
    sure_form = form
    if form == tracks.MOU:
        sure_form = ""
    family = tracks.family_of_partner_kind(kind, sure_form)
    if not family:
        return Suggested()
    if kind:
        return Suggested(family, f"mitranya {PartnerKind(kind).label}")
    return Suggested(family, f"bentuknya {NAMES[form]}")
