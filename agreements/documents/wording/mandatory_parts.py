"""What a naskah must not lack: the parts the law lists, and what the office made mandatory in its
library.
"""

import re
from collections.abc import Iterator
from datetime import date

from agreements.documents.kinds import KINDS
from agreements.documents.text.indonesian import BLANK
from agreements.documents.wording import kept_trees
from agreements.documents.wording.clauses_abroad import ENGLISH
from agreements.documents.wording.topics import TOPICS
from agreements.models import Clause
from agreements.models.naskah_setup import is_in_third_language, split_part
from agreements.naskah.blocks import role_of
from agreements.regulations.citations import Citation
from kerjasama.reference.languages import THIRD

FEWEST_WORDS = 2


def rule_for_part(kind: str, part: str) -> Citation | None:
    """The rule that asks for this part; None when only we do."""
    wording = KINDS[kind].wording
    if wording is None:
        return None
    bare = split_part(part)[0]
    role = role_of(bare)
    if role != bare and role not in wording.roles:
        return None
    return wording.rule_for(role)


def is_hollow(text: str) -> bool:
    """Whether a text says nothing: "-", "…", "dihapus"."""
    return len(re.findall(r"[^\W\d_]+", text)) < FEWEST_WORDS


def emptied_clauses_of(kind: str, texts: list[list[str]]) -> list[tuple[str, str]]:
    """(part, why) of each Pasal that the law lists and these texts leave empty. A third text that
    is still missing is a gap, not an emptied Pasal.
    """
    places = name_articles([part for part, *_ in texts])
    found = []
    for place, (part, title, text) in zip(places, texts, strict=True):
        rule = rule_for_part(kind, part)
        if rule and is_hollow(text) and not is_in_third_language(part):
            why = f"{place} {title} wajib ada ({rule}) dan tidak boleh dikosongkan."
            found.append((part, why))
    return found


def name_articles(parts: list[str]) -> list[str]:
    """ "Pasal 3", "Article 3" for its English half, "Bahasa Jepang, Pasal 3" for a third; what
    frames a third text bears no number.
    """
    named: list[str] = []
    number, article = 0, ""
    for part in parts:
        bare, code = split_part(part)
        if not code:
            number, article = number + 1, bare
            named.append(f"Pasal {number}")
        elif code == "en":
            named.append(f"Article {number}")
        else:
            place = f" Pasal {number}" if bare == article else ""
            named.append(f"Bahasa {THIRD[code].name},{place}")
    return named


def gaps_of_draft(kind: str, parts: list[tuple[str, str, str, str]], begun: date) -> list[str]:
    """What these parts of a draft still lack: room left for the hand, and mandatory clauses of the
    library that it does not hold.

    What became mandatory after the day the draft was begun does not touch it.
    """
    texts = {part: own or standard for part, _, standard, own in parts}
    names = _names_of_parts(parts)
    gaps = [f"{names[part]} belum berisi." for part in _empty_parts(kind, texts)]
    blank = [part for part, text in texts.items() if BLANK in text]
    gaps += [f"{names[part]} masih berisi tempat kosong." for part in blank]
    return gaps + _missing_clauses(kind, texts, names, begun)


def _missing_clauses(
    kind: str, texts: dict[str, str], names: dict[str, str], begun: date
) -> list[str]:
    """The mandatory clauses of the library that the draft does not hold."""
    roles = set(map(role_of, texts))
    gaps = []
    for clause in Clause.objects.in_force(begun).filter(mandatory__contains=[kind]):
        places = [names[part] for part in _parts_without(clause, texts)]
        if clause.part in TOPICS and clause.part not in roles:
            places.append(f"Pasal {TOPICS[clause.part].title}")
        gaps += [f"{place}: klausul wajib “{clause.title}” tidak ada." for place in places]
    return gaps


def _names_of_parts(parts: list[tuple[str, str, str, str]]) -> dict[str, str]:
    """ "Pasal 5 Pembiayaan" of each part, by its code."""
    titles = {part: title for part, title, *_ in parts}
    places = name_articles(list(titles))
    return {part: f"{place} {titles[part]}" for part, place in zip(titles, places, strict=True)}


def _empty_parts(kind: str, texts: dict[str, str]) -> list[str]:
    """The Pasal of somebody's own that nobody has written yet."""
    if not kept_trees.has_structure(kind):
        return []
    return [
        part for part, text in texts.items() if not text.strip() and not is_in_third_language(part)
    ]


def _parts_without(clause: Clause, texts: dict[str, str]) -> Iterator[str]:
    """The parts, one in each language, that ought to hold the clause where none does."""
    for language, text in (("", clause.text_id), (ENGLISH.removeprefix("_"), clause.text_en)):
        parts = [part for part in texts if _is_about(part, clause.part, language)]
        wanted = _squeezed(text)
        if text and parts and not any(wanted in _squeezed(texts[part]) for part in parts):
            yield parts[0]


def _is_about(part: str, role: str, language: str) -> bool:
    bare, code = split_part(part)
    return code == language and role_of(bare) == role


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()
