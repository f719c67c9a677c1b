"""What a naskah must not lack: the parts the law lists, and what the office made mandatory in its
library.
"""

import re
from datetime import date

from agreements.documents.kinds import KINDS
from agreements.documents.text.indonesian import BLANK
from agreements.documents.wording.clauses_abroad import ENGLISH
from agreements.models import Clause
from agreements.regulations.citations import Citation

FEWEST_WORDS = 2


def rule_for_part(kind: str, part: str) -> Citation | None:
    """The rule that asks for this part; None when only we do."""
    wording = KINDS[kind].wording
    return wording.rule_for(part.removesuffix(ENGLISH)) if wording else None


def is_hollow(text: str) -> bool:
    """Whether a text says nothing: "-", "…", "dihapus"."""
    return len(re.findall(r"[^\W\d_]+", text)) < FEWEST_WORDS


def emptied_clauses_of(kind: str, texts: list[list[str]]) -> list[tuple[str, str]]:
    """(part, why) of each Pasal that the law lists and these texts leave empty."""
    return [
        (
            part,
            f"{place} {title} wajib ada ({rule_for_part(kind, part)}) dan tidak boleh dikosongkan.",
        )
        for place, (part, title, text) in zip(
            name_articles([part for part, *_ in texts]), texts, strict=True
        )
        if rule_for_part(kind, part) and is_hollow(text)
    ]


def name_articles(parts: list[str]) -> list[str]:
    """ "Pasal 3", or "Article 3" for its English half."""
    named, number = [], 0
    for part in parts:
        is_english = part.endswith(ENGLISH)
        number += not is_english
        named.append(f"{'Article' if is_english else 'Pasal'} {number}")
    return named


def gaps_of_draft(kind: str, parts: list[tuple[str, str, str, str]], begun: date) -> list[str]:
    """What these parts of a draft still lack: room left for the hand, and mandatory clauses of the
    library that it does not hold.

    What became mandatory after the day the draft was begun does not touch it.
    """
    texts = [[part, title, own or standard] for part, title, standard, own in parts]
    named = list(zip(name_articles([part for part, *_ in texts]), texts, strict=True))
    blank = [
        f"{place} {title} masih berisi tempat kosong."
        for place, (_, title, text) in named
        if BLANK in text
    ]
    held = {part: _squeezed(text) for part, _, text in texts}
    where = {part: f"{place} {title}" for place, (part, title, _) in named}
    lacking = [
        f"{where[part]}: klausul wajib “{clause.title}” tidak ada."
        for clause in Clause.objects.in_force(begun).filter(
            mandatory__contains=[kind], part__in=list(held)
        )
        for part, text in ((clause.part, clause.text_id), (clause.part + ENGLISH, clause.text_en))
        if text and part in held and _squeezed(text) not in held[part]
    ]
    return blank + lacking


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()
