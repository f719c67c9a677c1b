"""One cell, one mitra or several: what it says is taken apart where it is written so, and asked
about where it only may be.
"""

import re
from dataclasses import dataclass

from . import places
from .places import normalize_place_name
from .proposals import Certainty
from .proposing import propose_kind

# Words with which the name of a mitra begins. After "dan" only they begin another one:
# "Perindustrian dan Perdagangan" is one.
HEADS = (
    r"pt|cv|ud|firma|perum|perumda\w*|perseroda|perusda|pdam|koperasi|kud|bank|bpd|bpr|bumd|bumdes"
    r"|pemerintah|pemkab|pemkot|pemprov|pemda|pemdes|kabupaten|kota|provinsi|bupati|wali"
    r" ?kota|gubernur"
    r"|dinas|din[a-z]{3,}|dis[a-z]{3,}|badan|bappeda|bpbd|inspektorat|satpol|sekretariat|dprd|kecamatan|kec|kelurahan|kel|desa"
    r"|kementerian|kementrian|kemen[a-z]{2,}|kejaksaan|kejari|kejati|kepolisian|polres\w*|polda|polsek|kodim|korem|kodam|lanal|lanud"
    r"|pengadilan|mahkamah|kantor|kanwil|balai|stasiun|komisi|ombudsman|otorita|otoritas|bps|bnn\w?|bpn|bpom|bmkg|basarnas|bpjs|bpk|bpkp|kpp|kpu|bawaslu"
    r"|universitas|univ|institut|politeknik|poltekkes|sekolah"
    r" tinggi|akademi|stie|stikes|uin|iain|un[a-z]{2,6}|fakultas|fk|fkm"
    r"|rsud|rsup|rsu|rsia|rsi|rs|rumah sakit|puskesmas|klinik|apotek|laboratorium|upt|uptd"
    r"|yayasan|yys|yakes|perkumpulan|ikatan|persatuan|himpunan|asosiasi|lembaga|lbh|forum|pmi|mui|pwi|baznas"
    r"|smk|sma|smp|sd|man|mts|slb|pondok"
    r" pesantren|ponpes|hotel|notaris|lpp|rri|tvri|pln|telkom|pertamina|bri|bni|btn|pelni|bulog"
)
HEAD = re.compile(rf"(?:{HEADS})\b", re.IGNORECASE)
# Of these one is no sign of another mitra behind the name of an office: "Dinas Koperasi dan UKM".
WEAK = re.compile(
    r"(?:koperasi|desa|lembaga|badan|forum|bank|kota|kabupaten|provinsi|laboratorium|kantor|un[a-z]{2,6})\b",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"(?:dinas|kementerian|badan|direktorat|deputi|bidang|bagian|balai)\b", re.IGNORECASE
)
# Behind a part of a region stands, after a comma, where it lies: "Kecamatan Samboja, Kabupaten
# Kutai Kartanegara" is one. From the smallest to the largest.
PARTS_OF_REGION = re.compile(
    r"(?:(desa|kelurahan|kel)|(kecamatan|kec)|(kabupaten|kab|kota)|(provinsi|prov))\b",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(?:^|(?<=[\s,;]))\(?(?:\d{1,2}|[a-h])[.)]\s+(?=\S)", re.IGNORECASE)
STRONG = re.compile(r"\s*(?:;|\n+|\s\+\s)\s*")
WEAKER = re.compile(
    r"\s+/\s+|\s*/\s*(?=[A-Z]\w+\s+[A-Z])|\s+&\s+|\s*,?\s+(?:dan|serta|and)\s+|,\s+(?=[A-Z])"
)
LEVEL = re.compile(
    r"((?:pemerintah |pem)?(kabupaten|kota|provinsi|kab|kot|prov)\w*\.?)\s+(.+)", re.IGNORECASE
)
LEVELS = {"kab": "kabupaten", "kot": "kota", "prov": "provinsi"}


FACULTY = re.compile(r"(fakultas|fk\w*|lppm|program studi)\b", re.IGNORECASE)
FACULTY_BEFORE = re.compile(r"(fakultas|fk)", re.IGNORECASE)
COMMON_HEAD = re.compile(r"(fakultas|fk\w*|bidang|bagian|lembaga|kantor)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Parts:
    """The mitra that a cell names, each as it is written; `certain` when that cannot mean another
    thing; `ground`: by what divided.
    """

    names: tuple[str, ...]
    certain: bool
    ground: str = ""

    @property
    def are_several(self) -> bool:
        """Whether the cell names more than one mitra."""
        return len(self.names) > 1


def split_partner_cell(cell: str) -> Parts:
    """The mitra of a cell: one whole name for sure, several for sure, or several perhaps."""
    text = cell.replace("\r", "\n").replace("_x000D_", "\n").strip()
    whole = " ".join(text.split())
    if listed := _listed(text):
        return Parts(listed, certain=True, ground="nomor urut")
    if (parts := _tidy(STRONG.split(text))) and len(parts) > 1:
        return _apart(parts, whole, by_lines="\n" in text and ";" not in text)
    return _joined(whole)


def _tidy(parts: list[str]) -> tuple[str, ...]:
    tidy = (" ".join(part.split()).strip(" ,;-–•*") for part in parts)
    return tuple(dict.fromkeys(part for part in tidy if len(part) > 1))


def _listed(text: str) -> tuple[str, ...]:
    marks = list(NUMBERED.finditer(text))
    if len(marks) < 2 or text[: marks[0].start()].strip():
        return ()
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    pieces = [text[mark.end() : end].strip(" ,;") for mark, end in zip(marks, ends, strict=True)]
    parts = _tidy([re.sub(r"\s+(dan|serta)\s*$", "", piece) for piece in pieces])
    if len(parts) < 2:
        return ()
    return parts


def _apart(parts: tuple[str, ...], whole: str, *, by_lines: bool) -> Parts:
    """Parts between semicolons or lines; a line may also be a name that was broken in two."""
    headed = [bool(HEAD.match(part)) for part in parts]
    if not by_lines:
        return Parts(parts, certain=True, ground="titik koma")
    if all(headed):
        return Parts(parts, certain=True, ground="beberapa baris")
    if sum(headed) > 1:
        return Parts(_broken_lines(parts, headed), certain=False, ground="beberapa baris")
    return _joined(whole)


def _broken_lines(parts: tuple[str, ...], headed: list[bool]) -> tuple[str, ...]:
    """A line that begins no name goes on with the one above."""
    names: list[str] = []
    for part, is_head in zip(parts, headed, strict=True):
        if is_head or not names:
            names.append(part)
        else:
            names[-1] += f" {part}"
    return tuple(names)


def _joined(whole: str) -> Parts:
    """Names joined by "dan", a comma, a stroke: apart only before a word that begins a name."""
    pieces, joints = _pieces(whole)
    names, certain = [pieces[0]], True
    for joint, piece in zip(joints, pieces[1:], strict=True):
        if _begins_another(names[-1], piece) and not _lies_in(names[-1], joint, piece):
            certain = certain and _is_clear(piece)
            names.append(piece)
        elif twin := _of_same_level(names[-1], piece):
            certain = False
            names.append(twin)
        else:
            certain = certain and len(names) == 1
            names[-1] = f"{names[-1]}{joint}{piece}"
    if len(names) == 1:
        return Parts((whole,), certain=True)
    by_strokes = all("/" in joint for joint in joints)
    return Parts(_tidy(names), certain, "garis miring" if by_strokes else "kata “dan” atau koma")


def _pieces(whole: str) -> tuple[list[str], list[str]]:
    """The stretches between what may join two names, and what joins them."""
    pieces: list[str] = []
    joints: list[str] = []
    last = 0
    for mark in WEAKER.finditer(whole):
        if whole.count("(", 0, mark.start()) > whole.count(")", 0, mark.start()):
            continue  # within brackets a name explains itself
        pieces.append(whole[last : mark.start()])
        joints.append(mark[0])
        last = mark.end()
    return [*pieces, whole[last:]], joints


def _begins_another(before: str, piece: str) -> bool:
    """Whether a piece is a name of its own, and no part of the name before it."""
    if FACULTY.match(piece) and not FACULTY_BEFORE.match(before):
        return False
    if _is_known(before) and _is_known(piece):
        return True
    if not HEAD.match(before) or not _begins_like_name(piece):
        return False
    if OFFICE.match(before) and WEAK.match(piece):
        return _names_region(piece)
    return True


def _begins_like_name(piece: str) -> bool:
    """Whether it has the head of a name and more behind it, or is an abbreviation."""
    if not HEAD.match(piece):
        return False
    return len(piece.split()) > 1 or piece.isupper()


def _lies_in(before: str, joint: str, piece: str) -> bool:
    """Whether the piece says where the part of a region before it lies."""
    part = PARTS_OF_REGION.match(before.rpartition(", ")[2])
    region = PARTS_OF_REGION.match(piece)
    if part is None or region is None or joint.strip() != ",":
        return False
    return (part.lastindex or 0) < (region.lastindex or 0)


def _is_clear(piece: str) -> bool:
    """Not where one whole may be meant: two faculties of one university, a name with a common head."""  # noqa: E501
    if _names_region(piece):
        return True
    return not COMMON_HEAD.match(piece) and not WEAK.match(piece)


def _is_known(name: str) -> bool:
    """Whether the name by itself is that of a mitra whose kind is beyond doubt."""
    return propose_kind(name).certainty == Certainty.SURE


def _names_region(piece: str) -> bool:
    found = LEVEL.match(piece)
    if found is None:
        return False
    level = found[2].lower()
    return places.region_called(LEVELS.get(level, level), found[3]) is not None


def _of_same_level(before: str, piece: str) -> str:
    """ "Pemerintah Kota Samarinda dan Balikpapan": the second as a whole name; empty where it is no
    region of that level.
    """
    found = LEVEL.match(before)
    if not found:
        return ""
    level = LEVELS.get(found[2].lower(), found[2].lower())
    named = places.region_called(level, piece)
    if named is None:
        return ""
    own_name = named.name.partition(" ")[2]
    if normalize_place_name(own_name) != normalize_place_name(piece):
        return ""
    return f"{found[1]} {piece}"
