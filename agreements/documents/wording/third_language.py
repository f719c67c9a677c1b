"""The text of a naskah in a third language: typed part by part by whoever translates it, for nobody
here words a treaty in Japanese. What it frames the Pasal with is typed as well; the party that
keeps the original, the number of originals, place and day are filled in.
"""

import re
from typing import NamedTuple

from agreements.documents.kinds import KINDS
from agreements.documents.text import indonesian, scripts
from agreements.models import Agreement, Party
from agreements.models.naskah_setup import split_part
from agreements.regulations.limits import INTENT
from kerjasama.accounts.models import RegionProfile
from kerjasama.reference.languages import THIRD, NaskahLanguage

HEAD, PREAMBLE, CLOSING, PARTY = "kepala", "pembukaan", "penutup", "pihak"
TITLES = {HEAD: "Kepala naskah", PREAMBLE: "Pembukaan", CLOSING: "Penutup"}
ORIGINALS, PLACE, DAY, PREVAILS = "rangkap", "tempat", "tanggal", "acuan"
SLOT = re.compile(r"\{(\w+)\}")


class ThirdText(NamedTuple):
    """One part of the third text; `standard` is what is known of it already."""

    part: str
    title: str
    standard: str
    own: str

    @property
    def text(self) -> str:
        return self.own or self.standard


class NamedInThird(NamedTuple):
    """A party in the third language: its name and, below it, the office of who signs."""

    name: str
    office: str


def third_language_of(kind: str, agreement: Agreement) -> NaskahLanguage | None:
    """The third language of a naskah; None where it has two."""
    if not KINDS[kind].is_bilingual:
        return None
    return THIRD.get(agreement.setup_of(KINDS[kind].base).third)


def article_in_third(
    kind: str, agreement: Agreement, part: str, title: str, standard: str = ""
) -> list[ThirdText]:
    """The third text of one Pasal, where there is one. Its first line is the title of the Pasal."""
    language = third_language_of(kind, agreement)
    if language is None:
        return []
    name = f"{part}_{language.code}"
    own = _own(kind, agreement).get(name, "").strip()
    return [ThirdText(name, title, standard, own)]


def frame_texts_of(kind: str, agreement: Agreement) -> list[ThirdText]:
    """What stands around the Pasal in the third language: head, preamble, the parties, closing."""
    language = third_language_of(kind, agreement)
    if language is None:
        return []
    own = _own(kind, agreement)
    told = [(HEAD, TITLES[HEAD], ""), (PREAMBLE, TITLES[PREAMBLE], "")]
    for party in _parties(agreement):
        part = part_of_party(party)
        title = f"Nama dan jabatan: {party.name or RegionProfile.current().name}"
        told.append((part, title, _known_of(party, agreement, f"{part}_{language.code}", language)))
    told.append((CLOSING, TITLES[CLOSING], ""))
    return [
        ThirdText(
            f"{part}_{language.code}",
            title,
            standard,
            own.get(f"{part}_{language.code}", "").strip(),
        )
        for part, title, standard in told
    ]


def is_frame(part: str) -> bool:
    """Whether a part frames the Pasal of a third text."""
    bare, code = split_part(part)
    return code in THIRD and (bare in TITLES or bare.startswith(f"{PARTY}_"))


def part_of_party(party: Party) -> str:
    """By the mitra, so that a name stays with its party when the order changes."""
    return f"{PARTY}_{party.partner_id or 'daerah'}"


def _parties(agreement: Agreement) -> list[Party]:
    """Our region first, then the partners in their order, as a naskah abroad names them."""
    rows = list(agreement.parties.all())
    return [row for row in rows if row.is_region] + agreement.partner_parties


def _own(kind: str, agreement: Agreement) -> dict[str, str]:
    return (agreement.clauses or {}).get(KINDS[kind].base) or {}


def _known_of(party: Party, agreement: Agreement, part: str, language: NaskahLanguage) -> str:
    """The party as the Pernyataan Kehendak, or the naskah that is changed, names it; else its own
    name, where that is in this language.
    """
    earlier = (agreement.clauses or {}).get(INTENT, {})
    if agreement.track.changes and agreement.parent is not None:
        above = agreement.parent.clauses or {}
        earlier = above.get(agreement.naskah_diubah) or above.get(INTENT, {})
    if known := earlier.get(part, "").strip():
        return known
    name = party.native_name.strip()
    if name and scripts.language_of(name, party.country) == language.tag:
        return name
    return ""


def parties_in_third(kind: str, agreement: Agreement) -> list[NamedInThird]:
    """The parties as the third text names them, in the order of `sides_of`."""
    texts = [row for row in frame_texts_of(kind, agreement) if row.part.startswith(f"{PARTY}_")]
    return [_named(row.text) for row in texts]


def _named(text: str) -> NamedInThird:
    name, *office = lines_of(text) or [""]
    return NamedInThird(name or indonesian.BLANK, " ".join(office) or indonesian.BLANK)


def lines_of(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def fill_slots(text: str, values: dict[str, str]) -> str:
    """The text with what stands in braces filled in; what nobody knows stays as typed."""
    return SLOT.sub(lambda slot: values.get(slot[1], slot[0]), text)


def slots_of_parties(named: list[NamedInThird]) -> dict[str, str]:
    """The names in the order of one original: {pihak_1} keeps it."""
    return {f"pihak_{place}": party.name for place, party in enumerate(named, 1)}


def slots_of_closing(*, prevails: bool) -> tuple[str, ...]:
    """What the closing must say of how the naskah is made."""
    return (ORIGINALS, PLACE, DAY, *((PREVAILS,) if prevails else ()))
