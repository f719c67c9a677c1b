"""What stands beside the text of a file that came back: comments, who tracked which change, and
what is no text at all.
"""

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from agreements.documents.exchange import word_marks
from agreements.documents.exchange.docx_content import DocxContent, Part, TableRead

MOST, LONGEST = 400, 1_000


@dataclass(frozen=True)
class Aside:
    """A comment, or the words of a tracked change: in which Pasal and block, by whom, and when."""

    part: str
    block: str
    by: str
    at: str
    text: str
    about: str = ""
    is_new: bool = False


@dataclass
class Asides:
    """All of them."""

    comments: list[Aside] = field(default_factory=list)
    tracked: list[Aside] = field(default_factory=list)
    pictured: dict[str, int] = field(default_factory=dict)  # pictures by Pasal

    def add(self, part: Part, owner: str) -> None:
        """What stands beside this part of the file, which is in that Pasal."""
        for one in part.paragraphs if isinstance(part, TableRead) else [part]:
            block = _block_of(one.marks)
            about = " ".join(one.text.split())[:200]
            self.comments += [
                Aside(owner, block, told.by, told.at, told.text[:LONGEST], about)
                for told in one.comments
            ]
            self.tracked += [
                Aside(owner, block, told.by, told.at, words[:LONGEST], is_new=told.is_new)
                for told in one.tracked
                if (words := " ".join(told.text.split()))
            ]
            if one.pictures:
                self.pictured[owner] = self.pictured.get(owner, 0) + one.pictures

    def as_json(self) -> dict[str, Any]:
        """As a version keeps them; of a file with a great many only the first."""
        comments = [asdict(one) for one in self.comments[:MOST]]
        tracked = [asdict(one) for one in self.tracked[:MOST]]
        return {"comments": comments, "tracked": tracked} if comments or tracked else {}


def read_asides(kept: dict[str, Any]) -> Asides:
    """The same as a version kept them."""
    return Asides(
        [Aside(**one) for one in kept.get("comments", [])],
        [Aside(**one) for one in kept.get("tracked", [])],
    )


def _block_of(marks: frozenset[str]) -> str:
    return next((part for mark in sorted(marks) if (part := word_marks.part_of(mark))), "")


def beside_the_text(theirs: DocxContent, ours: DocxContent) -> list[str]:
    """What a file says in its margins and beneath its pages that ours does not; nobody reads it
    into the naskah.
    """
    notes = []
    known = {_bare(line) for line in ours.margins} | {""}
    for line in dict.fromkeys(theirs.margins):
        if _bare(line) not in known:
            notes.append(f"Kepala atau kaki halaman memuat “{line[:200]}”.")
    notes += [f"Catatan kaki: “{line[:300]}”." for line in theirs.footnotes]
    if theirs.boxes:
        notes.append("Kotak teks dalam berkas tidak ikut terbaca.")
    return notes


def _bare(line: str) -> str:
    """A line of a margin without its numbers, which a word processor counts anew."""
    return re.sub(r"[\d\W]+", " ", line).strip()
