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
TRACK_OF: dict[tuple[str, str], Track] = {
    (track.family, legacy.recorded_kind_of(track)): track for track in legacy.TRACKS
}
CHANGES = re.compile(r"\b(adendum|addendum|amandemen|perubahan|perpanjangan|pengakhiran)\b")
NEAR = 0.85


def plain_track_words(said: str) -> str:
    text = said.casefold().replace("kerjasama", "kerja sama").replace("-", " ")
    return " ".join(re.sub(r"[.:;*]+", " ", text).split())


def family_named(said: str) -> str:
    """The kind of cooperation that a text names; empty when it names none, or several."""
    text = plain_track_words(said)
    words = set(re.findall(r"[a-z]+", text))
    named = [family for family in FAMILIES if family in words]
    if named:
        return named[0] if len(named) == 1 else ""
    close = get_close_matches(text, FAMILY_NAMES, 1, NEAR) if text else []
    return FAMILY_NAMES[close[0]] if close else ""


def instrument_named(said: str) -> str:
    """The form of naskah that a text names; empty when none: an adendum is none of its own here."""
    text = plain_track_words(said.replace(".", ""))
    if not text or CHANGES.search(text):
        return ""
    parts = [part.strip("() ") for part in text.replace("(", "/").split("/")]
    close = [part for part in parts if part in INSTRUMENTS] or get_close_matches(
        parts[0], INSTRUMENTS, 1, NEAR
    )
    return INSTRUMENTS[close[0]] if close else ""


def split_document(said: str) -> tuple[str, str]:
    """(form, title) of "PKS tentang Pengelolaan Arsip"; without a form the whole is the title."""
    found = re.match(
        r"\s*(.{2,60}?)\s+(?:tentang|ttg\.?|perihal)\s+(.+)", said, re.IGNORECASE | re.DOTALL
    )
    if found and instrument_named(found[1]):
        return found[1], found[2]
    first = said.split()[0] if said.split() else ""
    return (first, said) if instrument_named(first) else ("", said)


def family_of_partner_kind(kind_of_partner: str, kind: str) -> str:
    """The family of a kind of partner; a PTN comes under Sinergi with a Nota Kesepakatan and else
    is a third party.
    """
    if not kind_of_partner:
        return "sinergi" if kind == legacy.NK else ""
    if kind_of_partner == PartnerKind.UNIVERSITY:
        return "sinergi" if kind == legacy.NK else "ksdpk"
    if kind_of_partner in ABROAD:
        return "ksdpl" if kind_of_partner == PartnerKind.FOREIGN_REGION else "ksdll"
    if kind_of_partner == PartnerKind.REGION:
        return "ksdd"
    return "sinergi" if kind_of_partner in legacy.GOVERNMENT else "ksdpk"
