"""What the law says a naskah holds, part by part with its article: by this a text that was written
elsewhere is looked through.

The parts that our own drafting calls Pasal bear the same names there.
"""

from typing import NamedTuple

from .citations import Citation, p22, p25, pp28
from .document_codes import DocumentCode
from .vocabulary import Track


class NaskahPart(NamedTuple):
    """One part: its name in code, how the law calls it, the article that asks for it, and words by
    which it is found in a text.
    """

    code: str
    name: str
    citation: Citation
    found_by: tuple[str, ...] = ()


def _at(article: str, letter: str, number: int = 0) -> Citation:
    place = f"{article} ayat (1) huruf {letter}"
    return p22(f"{place} angka {number}" if number else place)


_PARTIES = ("pihak kesatu", "pihak pertama", "para pihak")
_AIM = ("maksud dan tujuan",)
_SCOPE = ("ruang lingkup",)
_TERM = ("jangka waktu", "masa berlaku")
_COSTS = ("pembiayaan", "biaya")
_FORCE = ("kahar", "force majeure")
_DISPUTES = ("perselisihan", "sengketa")
_CLOSING = ("demikian",)
_CONSIDERING = ("memperhatikan", "menimbang", "mengingat")

JOINT_AGREEMENT = (
    NaskahPart("komparisi", "Komparisi", _at("40", "a"), ("bertanda tangan di bawah ini",)),
    NaskahPart("para_pihak", "Para pihak", _at("40", "b"), _PARTIES),
    NaskahPart("konsideran", "Konsideran", _at("40", "c"), _CONSIDERING),
    NaskahPart("maksud_tujuan", "Maksud dan tujuan", _at("40", "d", 1), _AIM),
    NaskahPart("objek", "Objek Kesepakatan Bersama", _at("40", "d", 2), ("objek",)),
    NaskahPart("ruang_lingkup", "Ruang lingkup", _at("40", "d", 3), _SCOPE),
    NaskahPart("pelaksanaan", "Pelaksanaan", _at("40", "d", 4), ("pelaksanaan",)),
    NaskahPart("jangka_waktu", "Jangka waktu", _at("40", "d", 5), _TERM),
    NaskahPart(
        "surat_menyurat",
        "Surat-menyurat",
        _at("40", "d", 6),
        ("surat-menyurat", "surat menyurat", "korespondensi"),
    ),
    NaskahPart("lain_lain", "Lain-lain", _at("40", "d", 7), ("lain-lain", "lain lain")),
    NaskahPart("penutup", "Penutup", _at("40", "e"), _CLOSING),
)
CONTRACT = (
    NaskahPart("komparisi", "Komparisi", _at("41", "a"), ("bertanda tangan di bawah ini",)),
    NaskahPart("para_pihak", "Para pihak", _at("41", "b"), _PARTIES),
    NaskahPart("konsideran", "Konsideran", _at("41", "c"), _CONSIDERING),
    NaskahPart("maksud_tujuan", "Maksud dan tujuan", _at("41", "d", 1), _AIM),
    NaskahPart("objek", "Objek", _at("41", "d", 2), ("objek",)),
    NaskahPart("ruang_lingkup", "Ruang lingkup", _at("41", "d", 3), _SCOPE),
    NaskahPart("pelaksanaan", "Pelaksanaan", _at("41", "d", 4), ("pelaksanaan",)),
    NaskahPart(
        "hak_kewajiban",
        "Hak dan kewajiban para pihak",
        _at("41", "d", 5),
        ("hak dan kewajiban", "berkewajiban"),
    ),
    NaskahPart("pembiayaan", "Pembiayaan", _at("41", "d", 6), _COSTS),
    NaskahPart("jangka_waktu", "Jangka waktu", _at("41", "d", 7), _TERM),
    NaskahPart("perselisihan", "Penyelesaian perselisihan", _at("41", "d", 8), _DISPUTES),
    NaskahPart("kahar", "Keadaan kahar", _at("41", "d", 9), _FORCE),
    NaskahPart(
        "pengakhiran",
        "Pengakhiran kerja sama",
        _at("41", "d", 10),
        ("pengakhiran", "berakhirnya"),
    ),
    NaskahPart("penutup", "Penutup", _at("41", "e"), _CLOSING),
)
SANCTIONS = NaskahPart(
    "sanksi",
    "Sanksi bagi pihak yang tidak memenuhi perjanjian",
    pp28("19 ayat (2) huruf d"),
    ("sanksi", "denda"),
)
MEMORANDUM = (
    NaskahPart("komparisi", "Komparisi", _at("42", "a"), ("bertanda tangan di bawah ini",)),
    NaskahPart("para_pihak", "Para pihak", _at("42", "b"), _PARTIES),
    NaskahPart("premis", "Premis", _at("42", "c"), ("bahwa",)),
    NaskahPart("konsideran", "Konsideran", _at("42", "d"), _CONSIDERING),
    NaskahPart("latar_belakang", "Latar belakang", _at("42", "e", 1), ("latar belakang",)),
    NaskahPart("maksud_tujuan", "Maksud dan tujuan", _at("42", "e", 2), _AIM),
    NaskahPart("lokasi", "Lokasi Sinergi", _at("42", "e", 3), ("lokasi",)),
    NaskahPart("objek", "Objek Sinergi", _at("42", "e", 4), ("objek",)),
    NaskahPart("ruang_lingkup", "Ruang lingkup", _at("42", "e", 5), _SCOPE),
    NaskahPart(
        "tugas", "Tugas dan tanggung jawab", _at("42", "e", 6), ("tugas dan tanggung jawab",)
    ),
    NaskahPart("pelaksanaan", "Pelaksanaan", _at("42", "e", 7), ("pelaksanaan",)),
    NaskahPart("jangka_waktu", "Jangka waktu", _at("42", "e", 8), _TERM),
    NaskahPart("pembiayaan", "Pembiayaan", _at("42", "e", 9), _COSTS),
    NaskahPart("lain_lain", "Lain-lain", _at("42", "e", 10), ("lain-lain", "lain lain")),
    NaskahPart("penutup", "Penutup", _at("42", "f"), _CLOSING),
)


def _of_intent(letter: str) -> Citation:
    return p25(f"13 ayat (2) huruf {letter}")


def _abroad(letter: str) -> Citation:
    return p25(f"20 ayat (5) huruf {letter}")


_AIM_ABROAD = (*_AIM, "objective", "purpose")
_SCOPE_ABROAD = (*_SCOPE, "scope", "areas of cooperation")
_TERM_ABROAD = (*_TERM, "validity", "duration", "entry into force")
INTENT = (
    NaskahPart("judul", "Judul", _of_intent("a"), ("letter of intent", "pernyataan kehendak")),
    NaskahPart("subjek", "Subjek kerja sama", _of_intent("b"), ("the parties", "para pihak")),
    NaskahPart("maksud_tujuan", "Maksud dan tujuan", _of_intent("c"), _AIM_ABROAD),
    NaskahPart("ruang_lingkup", "Ruang lingkup kerja sama", _of_intent("d"), _SCOPE_ABROAD),
    NaskahPart("masa_berlaku", "Masa berlaku", _of_intent("e"), _TERM_ABROAD),
    NaskahPart(
        "penandatanganan",
        "Tempat dan tanggal penandatanganan",
        _of_intent("f"),
        ("signed", "ditandatangani"),
    ),
)
NASKAH_ABROAD = (
    NaskahPart("judul", "Judul", _abroad("a"), ("memorandum",)),
    NaskahPart("subjek", "Subjek kerja sama", _abroad("b"), ("the parties", "para pihak")),
    NaskahPart("maksud_tujuan", "Maksud dan tujuan", _abroad("c"), _AIM_ABROAD),
    NaskahPart("ruang_lingkup", "Ruang lingkup", _abroad("d"), _SCOPE_ABROAD),
    NaskahPart("pelaksanaan", "Pelaksanaan", _abroad("e"), ("pelaksanaan", "implementation")),
    NaskahPart("pembiayaan", "Pembiayaan", _abroad("f"), (*_COSTS, "financ", "funding")),
    NaskahPart(
        "kelompok_kerja", "Kelompok kerja bersama", _abroad("g"), ("kelompok kerja", "working")
    ),
    NaskahPart("perselisihan", "Penyelesaian perselisihan", _abroad("h"), (*_DISPUTES, "dispute")),
    NaskahPart("amandemen", "Amandemen", _abroad("i"), ("amandemen", "amendment")),
    NaskahPart(
        "masa_berlaku",
        "Masa berlaku, perpanjangan, dan pengakhiran",
        _abroad("j"),
        (*_TERM_ABROAD, "termination"),
    ),
    NaskahPart(
        "penandatanganan",
        "Tanggal dan tempat penandatanganan",
        _abroad("k"),
        ("signed", "ditandatangani"),
    ),
)
PARTS: dict[str, tuple[NaskahPart, ...]] = {
    DocumentCode.KESEPAKATAN_BERSAMA: JOINT_AGREEMENT,
    DocumentCode.PERJANJIAN_KERJA_SAMA: CONTRACT,
    DocumentCode.NOTA_KESEPAKATAN: MEMORANDUM,
    DocumentCode.PERNYATAAN_KEHENDAK: INTENT,
    DocumentCode.NASKAH_KERJA_SAMA: NASKAH_ABROAD,
}


def parts_of_naskah(kind: str, track: Track) -> tuple[NaskahPart, ...]:
    """The parts that a naskah of this kind holds by the law of the road; none for other papers."""
    parts = PARTS.get(kind, ())
    if kind == DocumentCode.PERJANJIAN_KERJA_SAMA and track.is_with_third_party:
        return (*parts[:-1], SANCTIONS, parts[-1])
    return parts


def may_come_from_outside(kind: str) -> bool:
    """Whether the text of such a naskah may be one that was written elsewhere."""
    return kind in PARTS
