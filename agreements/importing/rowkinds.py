"""What a row of a register is: an agreement, or a heading above others, a sum, a note, the
signature, the numbers of the columns.
"""

import re
from collections.abc import Callable, Mapping, Sequence
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
TOLD = 80


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
    said: Sequence[object], mapped: Mapping[str, object], is_wide: bool, headings: frozenset[str]
) -> RowKind:
    """Judge one row by all its cells (`said`) and by those whose columns are known (`mapped`)."""
    texts = [" ".join(str(value).split()) for value in said if value not in (None, "")]
    telling = [text for text in texts if not MARKER.fullmatch(text)]
    filled = sum(
        value not in (None, "") and not MARKER.fullmatch(str(value).strip())
        for value in mapped.values()
    )
    if _are_numbers(texts):
        return RowKind.NUMBERS
    if (
        len(telling) >= ENOUGH
        and sum(text.casefold() in headings for text in telling) >= len(telling) - 1
    ):
        return RowKind.HEAD
    first = telling[0] if telling else ""
    if SUM.match(first) and filled < ENOUGH:
        return RowKind.SUM
    if len(telling) > 2:
        return RowKind.DATA
    if len(telling) == 1 and NOTE.match(first):
        return RowKind.NOTE
    if telling and all(SIGNED.match(text) for text in telling):
        return RowKind.SIGNATURE
    return RowKind.GROUP if len(telling) <= 1 or is_wide else RowKind.DATA


def _are_numbers(texts: Sequence[str]) -> bool:
    """Whether the cells only count the columns: 1, 2, 3 or (1), (2), (3)."""
    numbered = [int(found[1]) for text in texts if (found := WHOLE.fullmatch(text.strip("() ")))]
    return len(numbered) == len(texts) >= ENOUGH and numbered == list(
        range(numbered[0], numbered[0] + len(numbered))
    )


def text_of_row(said: Sequence[object]) -> str:
    """What a row says, for the list of what was left out."""
    return " · ".join(" ".join(str(value).split()) for value in said if value not in (None, ""))[
        :TOLD
    ]


class Groups:
    """What the headings between the rows say of the rows below them. A heading that says nothing we
    know ends what others said.
    """

    def __init__(self, readers: Mapping[str, Callable[[str], object]]) -> None:
        self._readers = readers
        self.held: dict[str, str] = {}
        self.year = ""

    def meet(self, said: Sequence[object]) -> str:
        """Take in a heading. Returns the column it speaks for; empty when none."""
        texts = [" ".join(str(value).split()) for value in said if value not in (None, "")]
        text = NUMBERED.sub("", max(texts, key=len, default=""))
        if YEAR.fullmatch(text):
            self.year = text
            return ""
        for code, reads in self._readers.items():
            if reads(text):
                self.held[code] = text
                return code
        self.held.clear()
        return ""
