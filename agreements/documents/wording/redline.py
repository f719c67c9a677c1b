"""What changed between two texts: by Pasal, by line, and within a line by word."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from agreements.documents.wording.mandatory_parts import name_articles

# Lines or words, one text against the other; beyond that a page would take minutes.
MOST_PAIRS = 400_000


class Piece(NamedTuple):
    """A run of words that both sides share, or that only this side has."""

    text: str
    changed: bool


Sides = tuple[list[Piece], list[Piece]]  # the old text and the new


@dataclass(frozen=True)
class Hunk:
    """Lines that differ: those of the old text, and those of the new in their place."""

    part: str
    start: int
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def key(self) -> str:
        """Names this very difference, so that a decision cannot hit another one."""
        content = repr((self.part, self.start, self.old, self.new))
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def sides(self) -> Sides:
        """Both texts, word by word."""
        return by_word("\n".join(self.old), "\n".join(self.new))


@dataclass(frozen=True)
class DiffRow:
    """One Pasal on both sides."""

    part: str
    place: str
    title: str
    left: list[Piece]
    right: list[Piece]
    changed: bool
    missing: str = ""
    was: str = ""  # where it stood and how it was called, if otherwise than now

    @property
    def name(self) -> str:
        """Its place and its title, where it has one."""
        return f"{self.place} {self.title}".strip()

    @property
    def is_new(self) -> bool:
        """Whether only the later text has it."""
        return self.missing == "lama"


def compare_texts(old: list[list[str]], new: list[list[str]]) -> list[DiffRow]:
    """Each Pasal of either text, in the order of the new one; what only one side has is marked."""
    before, after = _by_part(old), _by_part(new)
    parts = [part for part, *_ in new] + [part for part in before if part not in after]
    places = dict(zip(before, name_articles(list(before)), strict=True))
    moved = moved_parts(list(before), list(after))
    return [
        _row(part, place, before.get(part), after.get(part), _was(part, place, places, moved))
        for part, place in zip(parts, name_articles(parts), strict=True)
    ]


class NamedText(NamedTuple):
    """A text that knows how it is called: its id, its place, its title, its words."""

    part: str
    place: str
    title: str
    text: str


def compare_named(old: list[NamedText], new: list[NamedText]) -> list[DiffRow]:
    """The same of texts that bear their places themselves, as lampiran do."""
    before, after = {one.part: one for one in old}, {one.part: one for one in new}
    places = {part: one.place for part, one in before.items()}
    moved = moved_parts(list(before), list(after))
    rows = []
    for told in [*new, *(one for one in old if one.part not in after)]:
        was = _was(told.part, told.place, places, moved)
        sides = (_clause(before.get(told.part)), _clause(after.get(told.part)))
        rows.append(_row(told.part, told.place, *sides, was))
    return rows


def _clause(told: NamedText | None) -> "_Clause | None":
    return _Clause(told.title, told.text) if told else None


def moved_parts(before: list[str], after: list[str]) -> set[str]:
    """The parts that stand otherwise among those that both texts have."""
    old = [part for part in before if part in after]
    new = [part for part in after if part in before]
    kept = {
        part
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for part in old[block.a : block.a + block.size]
    }
    return set(old) - kept


def _was(part: str, place: str, places: dict[str, str], moved: set[str]) -> str:
    return places[part] if part in moved and places[part] != place else ""


class _Clause(NamedTuple):
    title: str = ""
    text: str = ""


def _by_part(texts: list[list[str]]) -> dict[str, _Clause]:
    return {part: _Clause(title, text) for part, title, text in texts}


def _row(part: str, place: str, old: _Clause | None, new: _Clause | None, was: str) -> DiffRow:
    before, after = old or _Clause(), new or _Clause()
    title = after.title if new else before.title
    is_reworded = before.text != after.text
    compare = by_line if is_reworded else _unchanged
    if old and new and old.title != new.title:
        was = f"{was or place} {old.title}"
    return DiffRow(
        part,
        place,
        title,
        *compare(before.text, after.text),
        changed=is_reworded or bool(was),
        missing=_side_without(old, new),
        was=was,
    )


def _side_without(old: _Clause | None, new: _Clause | None) -> str:
    """Which of the two texts lacks it; "" where both have it."""
    if old is None:
        return "lama"
    return "baru" if new is None else ""


def _unchanged(left: str, right: str) -> Sides:
    return [Piece(left, changed=False)], [Piece(right, changed=False)]


def hunks_of_clause(part: str, old: str, new: str) -> list[Hunk]:
    """The differences to decide one by one: each line for itself where as many lines stand in the
    place of others.
    """
    a, b = old.splitlines(), new.splitlines()
    found: list[Hunk] = []
    for tag, i, j, k, m in matched_runs(a, b):
        if tag == "replace" and j - i == m - k:
            found += [
                Hunk(part, i + n, (a[i + n],), (b[k + n],))
                for n in range(j - i)
                if a[i + n] != b[k + n]
            ]
        elif tag != "equal":
            found.append(Hunk(part, i, tuple(a[i:j]), tuple(b[k:m])))
    return found


def matched_runs(a: list[str], b: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Which runs of both are equal; all of it counts as replaced where finding out would take too
    long.
    """
    if len(a) * len(b) > MOST_PAIRS:
        tag = "replace"
        if a == b:
            tag = "equal"
        return [(tag, 0, len(a), 0, len(b))]
    return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def merge_hunks(old: str, chosen: list[Hunk]) -> str:
    """The old text with the chosen differences of it taken over."""
    lines = old.splitlines()
    for hunk in sorted(chosen, key=lambda hunk: -hunk.start):
        lines[hunk.start : hunk.start + len(hunk.old)] = hunk.new
    return "\n".join(lines)


def by_line(old: str, new: str) -> Sides:
    """Both texts with their differences: lines first, words within the lines that differ."""
    a, b = old.splitlines(keepends=True), new.splitlines(keepends=True)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i, j, k, m in matched_runs(a, b):
        gone, come = "".join(a[i:j]), "".join(b[k:m])
        ours, theirs = _unchanged(gone, come)
        if tag != "equal":
            ours, theirs = by_word(gone, come)
        left += ours
        right += theirs
    return left, right


def by_word(old: str, new: str) -> Sides:
    """Both texts with the words that differ marked."""
    a, b = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    codes = matched_runs([word.strip() for word in a], [word.strip() for word in b])
    left = _pieces(*(("".join(a[i:j]), tag != "equal") for tag, i, j, _, _ in codes))
    right = _pieces(*(("".join(b[k:m]), tag != "equal") for tag, _, _, k, m in codes))
    return list(left), list(right)


def _pieces(*pairs: tuple[str, bool]) -> Iterator[Piece]:
    return (Piece(text, changed) for text, changed in pairs if text)


class Marked(NamedTuple):
    """A run of words in one text: kept, gone, or new."""

    text: str
    is_gone: bool = False
    is_new: bool = False


def marked_text(old: str, new: str) -> list[list[Marked]]:
    """Both texts as one, line by line: what went stands before what came in its place."""
    a, b = old.splitlines(), new.splitlines()
    lines: list[list[Marked]] = []
    for tag, i, j, k, m in matched_runs(a, b):
        if tag == "equal":
            lines += [[Marked(line)] for line in a[i:j]]
        elif j - i == m - k:
            lines += [_marked_line(*pair) for pair in zip(a[i:j], b[k:m], strict=True)]
        else:
            lines += [[Marked(line, is_gone=True)] for line in a[i:j]]
            lines += [[Marked(line, is_new=True)] for line in b[k:m]]
    return lines


def _marked_line(old: str, new: str) -> list[Marked]:
    a, b = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    told: list[Marked] = []
    codes = matched_runs([word.strip() for word in a], [word.strip() for word in b])
    for tag, i, j, k, m in codes:
        gone, come = "".join(a[i:j]), "".join(b[k:m])
        if tag == "equal":
            told.append(Marked(come))
            continue
        told += [Marked(gone, is_gone=True)] if gone else []
        told += [Marked(come, is_new=True)] if come else []
    return told
