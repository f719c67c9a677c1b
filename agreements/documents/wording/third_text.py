"""What the third text of a naskah still lacks, each gap with the part where it is filled in."""

from collections.abc import Iterator
from typing import NamedTuple

from agreements.documents.kinds import KINDS
from agreements.documents.wording import clauses, mandatory_parts
from agreements.documents.wording.third_language import (
    CLOSING,
    PARTY,
    SLOT,
    is_frame,
    lines_of,
    slots_of_closing,
    third_language_of,
)
from agreements.models import Agreement
from agreements.models.naskah_setup import is_in_third_language


class Missing(NamedTuple):
    """A part that lacks its text, or something the text must say."""

    part: str
    why: str


def gaps_of_third_text(kind: str, agreement: Agreement) -> list[Missing]:
    """What is missing of it, Pasal by Pasal and then of what frames them; none where the naskah has
    two languages.
    """
    if third_language_of(kind, agreement) is None:
        return []
    texts = clauses.clauses_of_naskah(kind, agreement)
    places = mandatory_parts.name_articles([part for part, *_ in texts])
    return [
        missing
        for place, (part, title, standard, own) in zip(places, texts, strict=True)
        if is_in_third_language(part)
        for missing in _of_part(kind, agreement, part, f"{place} {title}", own or standard)
    ]


def _of_part(
    kind: str, agreement: Agreement, part: str, where: str, text: str
) -> Iterator[Missing]:
    if not text.strip():
        yield Missing(part, f"{where}: belum ada.")
    elif part.startswith(f"{PARTY}_") and len(lines_of(text)) < 2:
        yield Missing(part, f"{where}: jabatan (baris kedua) belum ada.")
    elif not is_frame(part) and len(lines_of(text)) < 2:
        yield Missing(part, f"{where}: baris pertama judul Pasal, isinya belum ada.")
    elif part.startswith(f"{CLOSING}_"):
        prevails = bool(agreement.prevailing_language_of(KINDS[kind].base))
        said = set(SLOT.findall(text))
        for slot in slots_of_closing(prevails=prevails):
            if slot not in said:
                yield Missing(part, f"{where}: belum memuat {{{slot}}}.")
