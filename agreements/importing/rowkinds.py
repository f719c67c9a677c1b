"""What a row of a register is: an agreement, or a heading above others, a sum, a note, the
signature, the numbers of the columns.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

WHOLE = re.compile(r"(\d{1,4})(?:\.0)?", re.ASCII)  # a column's number, which Excel may keep as 1.0
MARKER = re.compile(r"(?:[a-z]|[ivxl]{1,6}|\d{1,3})[.)]?", re.IGNORECASE | re.ASCII)
SUM = re.compile(
    r"(?:sub\s*-?\s*|grand\s+)?(?:jumlah|total|jml)\b(?!\s+(?:kerja|anggaran\s+rp))", re.IGNORECASE
)
NOTE = re.compile(
    r"(?:catatan|keterangan|ket|sumber|nb|n\.b|note|legenda|data per|per tanggal)\b|\*+\s*\)?\s*\w",
    re.IGNORECASE,
)
OFFICE = (
    r"(?:plt\.?|plh\.?|pj\.?|pjs\.?|a\.?n\.?|u\.?b\.?)?\s*(?:kepala"
    r" (?:bagian|dinas|badan|bidang|subbag|sub)|kabag|bupati|wali ?kota"
    r"|gubernur|sekretaris (?:daerah|dinas)|asisten|direktur|ketua|pejabat)\b"
)
SIGNED = re.compile(
    rf"mengetahui|menyetujui|disetujui|dibuat oleh|nip\b|nip\.|pembina\b|penata\b|{OFFICE}"
    r"|[a-z .]+,\s*(?:\d{1,2}|\.{2,}|…)?\s*[a-z]+\s+(?:19|20)\d\d$",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:tahun|thn\.?|ta\.?|periode)?\s*((?:19|20)\d\d)", re.IGNORECASE)
NUMBERED = re.compile(r"^(?:[a-z]|[ivxl]{1,6}|\d{1,2})[.)]\s+", re.IGNORECASE)
ENOUGH = 3  # mapped cells that a row must fill to be an agreement whatever its first words are
LONGEST = 80  # letters of a row that the list of what was left out shows


class RowKind(StrEnum):
    DATA = "data"
    GROUP = "judul kelompok"
    SUM = "jumlah"
    NOTE = "catatan"
    SIGNATURE = "tanda tangan"
    NUMBERS = "nomor kolom"
    HEAD = "judul kolom yang berulang"


@dataclass(frozen=True)
class LeftOut:
    """A row that is no agreement: what it is, what it says, and for a heading what it lends to the
    rows below it.
    """

    number: int
    kind: RowKind
    text: str
    lends: str = ""


def kind_of_row(
    said: Sequence[object], mapped: Mapping[str, object], *, is_wide: bool, headings: frozenset[str]
) -> RowKind:
    """Judge one row by all its cells (`said`) and by those whose columns are known (`mapped`)."""
    texts = _texts_of(said)
    telling = _without_markers(texts)
    if _are_numbers(texts):
        return RowKind.NUMBERS
    if _are_headings(telling, headings):
        return RowKind.HEAD
    if not telling:
        return RowKind.GROUP
    if SUM.match(telling[0]) and len(_without_markers(_texts_of(mapped.values()))) < ENOUGH:
        return RowKind.SUM
    if len(telling) > 2:
        return RowKind.DATA
    return _kind_of_short_row(telling, is_wide=is_wide)


def _kind_of_short_row(telling: Sequence[str], *, is_wide: bool) -> RowKind:
    """What a row of one or two texts is."""
    if len(telling) == 1 and NOTE.match(telling[0]):
        return RowKind.NOTE
    if all(SIGNED.match(text) for text in telling):
        return RowKind.SIGNATURE
    if len(telling) == 1 or is_wide:
        return RowKind.GROUP
    return RowKind.DATA


def _texts_of(values: Iterable[object]) -> list[str]:
    """The cells that are filled, each as text on one line."""
    return [" ".join(str(value).split()) for value in values if value not in (None, "")]


def _without_markers(texts: Iterable[str]) -> list[str]:
    """Without what only counts rows or groups: "1.", "a)", "IV"."""
    return [text for text in texts if not MARKER.fullmatch(text)]


def _are_headings(telling: Sequence[str], headings: frozenset[str]) -> bool:
    """Whether the row repeats the headings of the columns, all but one at most."""
    known = sum(text.casefold() in headings for text in telling)
    return len(telling) >= ENOUGH and known >= len(telling) - 1


def _are_numbers(texts: Sequence[str]) -> bool:
    """Whether the cells only count the columns: 1, 2, 3 or (1), (2), (3)."""
    numbers = [int(found[1]) for text in texts if (found := WHOLE.fullmatch(text.strip("() ")))]
    if len(numbers) < ENOUGH or len(numbers) != len(texts):
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def text_of_row(said: Sequence[object]) -> str:
    """What a row says, for the list of what was left out."""
    return " · ".join(_texts_of(said))[:LONGEST]


class Groups:
    """What the headings between the rows say of the rows below them. A heading that says nothing we
    know ends what others said.
    """

    def __init__(self, readers: Mapping[str, Callable[[str], object]]) -> None:
        self._readers = readers
        self.held: dict[str, str] = {}
        self.year = ""

    def take_heading(self, said: Sequence[object]) -> str:
        """Take in a heading. Returns the column it speaks for; empty when none."""
        text = NUMBERED.sub("", max(_texts_of(said), key=len, default=""))
        if YEAR.fullmatch(text):
            self.year = text
            return ""
        for code, reads in self._readers.items():
            if reads(text):
                self.held[code] = text
                return code
        self.held.clear()
        return ""
