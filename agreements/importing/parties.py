"""Who the parties of a row are: which of them is our own region, and whether one cell names several."""

import re
from dataclasses import dataclass

from kerjasama.accounts.models import RegionProfile

from .names import key

NUMBERED = re.compile(r"(?:^|\n|\s)\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
DIVIDERS = (
    ("beberapa baris", re.compile(r"\s*\n\s*")),
    ("titik koma", re.compile(r"\s*;\s*")),
    ("garis miring", re.compile(r"\s+/\s+|\s*/\s*(?=(?:pt|cv|pemerintah|pemkab|pemkot|universitas)\b)", re.IGNORECASE)),
    ("kata “dengan”", re.compile(r"\s+dengan\s+", re.IGNORECASE)),
    ("tanda pisah", re.compile(r"\s+[–—-]\s+")),
    ("kata “dan” atau koma", re.compile(r"\s*,\s*(?:dan|serta|&)?\s*|\s+(?:dan|serta|&)\s+", re.IGNORECASE)),
)
# Words that a name of a body begins with; a part without one is the rest of a longer name.
BODIES = re.compile(
    r"(?:pt|cv|ud|pemerintah|pemkab|pemkot|pemprov|pemda|universitas|univ|institut|politeknik|sekolah|stikes|stie|akademi"
    r"|rs|rsud|rsup|rsu|rsia|rumah sakit|klinik|puskesmas|upt|uptd|dinas|badan|kantor|kejaksaan|pengadilan|polres|polda"
    r"|kodim|korem|lanal|balai|kementerian|kemen|direktorat|yayasan|koperasi|perkumpulan|asosiasi|ikatan|bank|bpd|bpjs"
    r"|bnn|bps|perum|perumda|perseroda|pdam|kabupaten|kota|provinsi|desa|kecamatan|lembaga|komisi|dewan|smk|sma|man"
    r"|fakultas|fk|fkip|unit|laboratorium|apotek|palang merah|pmi|kwartir|baznas|lpp|tvri|rri)\b",
    re.IGNORECASE,
)
REGION_WORDS = re.compile(r"\b(?:pemerintah|pemerintahan|daerah|kabupaten|kota|provinsi)\b")
DAILY = {"kutai kartanegara": ("kukar",)}  # what nobody can derive from the name
OUR_OFFICES = re.compile(r"^(?:bupati|wali ?kota|gubernur)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Ourselves:
    """Our own region by all the ways in which a register writes it."""

    names: frozenset[str]
    short: str

    @classmethod
    def known(cls) -> "Ourselves":
        region = RegionProfile.current()
        short = _bare(region.short_name)
        found = {_bare(region.name), short, *DAILY.get(short, ())}
        return cls(frozenset(filter(None, found)), short)

    def is_us(self, name: str) -> bool:
        """Whether the name means our region and nobody else: its government, or its head for it."""
        text = re.sub(r"\([^)]*\)|\b(?:setkab|sekretariat daerah)\b", " ", name, flags=re.IGNORECASE)
        return _bare(OUR_OFFICES.sub("", text.strip())) in self.names


def _bare(name: str) -> str:
    return " ".join(REGION_WORDS.sub(" ", key(name)).split())


def split(cell: str, is_list: bool = False) -> tuple[list[str], str]:
    """(the partners of a cell, by what they are divided); one partner and nothing when the cell names one.

    `is_list`: the column holds all parties of a naskah, so that any divider divides.
    """
    text = cell.strip()
    numbered = [part.strip(" ;,\n") for part in NUMBERED.split(f"\n{text}") if part.strip(" ;,\n")]
    if len(numbered) > 1 and NUMBERED.match(f"\n{text}"):
        return [_tidy(part) for part in numbered], "nomor urut"
    for name, divider in DIVIDERS:
        parts = [_tidy(part) for part in divider.split(text) if part and part.strip()]
        if len(parts) > 1 and (is_list or _are_bodies(parts, name)):
            rest = [piece for part in parts for piece in (split(part, True)[0] if is_list else [part])]
            return rest, name
    return [_tidy(text)], ""


def _are_bodies(parts: list[str], divider: str) -> bool:
    if divider == "titik koma":
        return all(len(part) > 2 for part in parts)
    return all(BODIES.match(part) for part in parts)


def _tidy(part: str) -> str:
    return " ".join(part.split()).strip(" ,;")
