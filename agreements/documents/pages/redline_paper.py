"""The redline of a naskah as a paper: what changed between two of its texts, lampiran included."""

from dataclasses import dataclass

from agreements.documents.kinds import KINDS
from agreements.documents.wording.comparing import ComparedTexts
from agreements.documents.wording.redline import DiffRow, Marked, marked_text

from .paper_words import OrderedPaper, PaperWords


@dataclass(frozen=True)
class ChangedPart:
    """A Pasal, a lampiran or a part of the frame that reads otherwise: what became of it, and its
    words with what went and what came.
    """

    named: str
    told: str
    lines: list[list[Marked]]


@dataclass(frozen=True)
class RedlineWords(PaperWords):
    """What such a paper prints."""

    about: str
    before: str
    after: str
    parts: list[ChangedPart]
    unchanged: int


def of_redline(paper: OrderedPaper) -> RedlineWords:
    """What changed between the two texts that were chosen at the order."""
    typed = paper.document.context["typed"]
    kind, _, old = typed["teks_lama"].partition(":")
    new = typed["teks_baru"].partition(":")[2]
    texts = ComparedTexts(kind, paper.agreement)
    rows = [*texts.rows(old, new), *texts.rows_besides(old, new)]
    changed = [row for row in rows if row.changed]
    return RedlineWords(
        about=KINDS[kind].title,
        before=texts.names[old],
        after=texts.names[new],
        parts=[_part(row) for row in changed],
        unchanged=len(rows) - len(changed),
    )


def _part(row: DiffRow) -> ChangedPart:
    told = "diubah"
    if row.missing:
        told = "baru" if row.is_new else "dihapus"
    elif row.was:
        told = f"sebelumnya {row.was}"
    old = "".join(piece.text for piece in row.left)
    new = "".join(piece.text for piece in row.right)
    return ChangedPart(row.name, told, marked_text(old, new))
