"""Which kind of cooperation and which form of naskah a text names."""

import re
from difflib import get_close_matches

from agreements.regulations import legacy
from agreements.regulations.vocabulary import Track
from partners.kinds import ABROAD
from partners.models import PartnerKind

FAMILIES = ("ksdd", "ksdpk", "sinergi", "ksdpl", "ksdll")
FAMILY_NAMES = {
    "kerja sama dengan daerah lain": "ksdd",
    "kerja sama daerah dengan daerah lain": "ksdd",
    "kerja sama antardaerah": "ksdd",
    "kerja sama antar daerah": "ksdd",
    "antardaerah": "ksdd",
    "antar daerah": "ksdd",
    "daerah lain": "ksdd",
    "kerja sama dengan pihak ketiga": "ksdpk",
    "kerja sama daerah dengan pihak ketiga": "ksdpk",
    "pihak ketiga": "ksdpk",
    "sinergi": "sinergi",
    "sinergi perencanaan dan pelaksanaan pembangunan": "sinergi",
    "kerja sama dengan pemerintah pusat": "sinergi",
    "pemerintah pusat": "sinergi",
    "instansi vertikal": "sinergi",
    "kerja sama dengan pemerintah daerah di luar negeri": "ksdpl",
    "kerja sama daerah dengan pemerintah daerah di luar negeri": "ksdpl",
    "sister city": "ksdpl",
    "kerja sama dengan lembaga di luar negeri": "ksdll",
    "kerja sama daerah dengan lembaga di luar negeri": "ksdll",
}
MOU = "mou"
INSTRUMENTS = {
    "kesepakatan bersama": legacy.KB,
    "kb": legacy.KB,
    "mou": MOU,
    "memorandum of understanding": MOU,
    "nota kesepahaman": MOU,
    "nota kesepahaman bersama": MOU,
    "kesepahaman bersama": MOU,
    "kesepakatan": legacy.KB,
    "perjanjian kerja sama": legacy.PKS,
    "pks": legacy.PKS,
    "perjanjian": legacy.PKS,
    "kontrak": legacy.PKS,
    "kontrak kerja sama": legacy.PKS,
    "moa": legacy.PKS,
    "memorandum of agreement": legacy.PKS,
    "spk": legacy.PKS,
    "nota kesepakatan": legacy.NK,
    "nk": legacy.NK,
    "naskah kerja sama": legacy.ABROAD,
    "memorandum saling pengertian": legacy.ABROAD,
}
MOU_OF = {
    "ksdd": legacy.KB,
    "ksdpk": legacy.KB,
    "sinergi": legacy.NK,
    "ksdpl": legacy.ABROAD,
    "ksdll": legacy.ABROAD,
}
# The kinds that come under Sinergi with a Nota Kesepakatan and else are third parties.
EITHER = frozenset({PartnerKind.UNIVERSITY, PartnerKind.PUBLIC_BODY})
# The kinds that come under one family whatever the form of the naskah is.
FAMILY_OF_KIND: dict[str, str] = {
    **dict.fromkeys(set(legacy.GOVERNMENT) - EITHER, "sinergi"),
    **dict.fromkeys(ABROAD, "ksdll"),
    PartnerKind.FOREIGN_REGION: "ksdpl",
    PartnerKind.REGION: "ksdd",
}
TRACK_OF: dict[tuple[str, str], Track] = {
    (track.family, legacy.recorded_kind_of(track)): track for track in legacy.TRACKS
}
CHANGES = re.compile(r"\b(adendum|addendum|amandemen|perubahan|perpanjangan|pengakhiran)\b")
NEAR = 0.85


def plain_track_words(said: str) -> str:
    """A text as it is compared here: lower case, without signs, "kerja sama" in two words."""
    text = said.casefold().replace("kerjasama", "kerja sama").replace("-", " ")
    return " ".join(re.sub(r"[.:;*]+", " ", text).split())


def family_named(said: str) -> str:
    """The kind of cooperation that a text names; empty when it names none, or several."""
    text = plain_track_words(said)
    words = set(re.findall(r"[a-z]+", text))
    named = [family for family in FAMILIES if family in words]
    if len(named) == 1:
        return named[0]
    if named or not text:
        return ""
    close = get_close_matches(text, FAMILY_NAMES, 1, NEAR)
    return next((FAMILY_NAMES[name] for name in close), "")


def instrument_named(said: str) -> str:
    """The form of naskah that a text names; empty when none: an adendum is none of its own here."""
    text = plain_track_words(said.replace(".", ""))
    if not text or CHANGES.search(text):
        return ""
    parts = [part.strip("() ") for part in text.replace("(", "/").split("/")]
    known = [part for part in parts if part in INSTRUMENTS]
    close = known or get_close_matches(parts[0], INSTRUMENTS, 1, NEAR)
    return next((INSTRUMENTS[name] for name in close), "")


def split_document(said: str) -> tuple[str, str]:
    """(form, title) of "PKS tentang Pengelolaan Arsip"; without a form the whole is the title."""
    found = re.match(
        r"\s*(.{2,60}?)\s+(?:tentang|ttg\.?|perihal)\s+(.+)", said, re.IGNORECASE | re.DOTALL
    )
    if found and instrument_named(found[1]):
        return found[1], found[2]
    words = said.split()
    if words and instrument_named(words[0]):
        return words[0], said
    return "", said


def family_of_partner_kind(kind_of_partner: str, kind: str) -> str:
    """The family of a kind of partner; a PTN comes under Sinergi with a Nota Kesepakatan and else
    is a third party.
    """
    if kind_of_partner in FAMILY_OF_KIND:
        return FAMILY_OF_KIND[kind_of_partner]
    may_come_under_either = kind_of_partner in ("", *EITHER)
    if may_come_under_either and kind == legacy.NK:
        return "sinergi"
    if not kind_of_partner:
        return ""
    return "ksdpk"
