"""What changed between two texts: by Pasal, by line, and within a line by word."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from agreements.documents.wording.mandatory_parts import name_articles

MOST_PAIRS = (
    400_000  # lines or words, one text against the other; beyond that a page would take minutes
)


class Piece(NamedTuple):
    """A run of words that both sides share, or that only this side has."""

    text: str
    changed: bool


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
        return hashlib.sha256(
            repr((self.part, self.start, self.old, self.new)).encode()
        ).hexdigest()[:16]

    @property
    def sides(self) -> tuple[list[Piece], list[Piece]]:
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


def compare_texts(old: list[list[str]], new: list[list[str]]) -> list[DiffRow]:
    """Each Pasal of either text, in the order of the new one, with what only one side has marked."""  # noqa: E501
    before, after = ({part: (title, text) for part, title, text in texts} for texts in (old, new))
    parts = [part for part, *_ in new] + [part for part in before if part not in after]
    return [
        _row(part, place, before.get(part), after.get(part))
        for part, place in zip(parts, name_articles(parts), strict=True)
    ]


def _row(
    part: str, place: str, old: tuple[str, str] | None, new: tuple[str, str] | None
) -> DiffRow:
    (title, _), left, right = new or old or ("", ""), old[1] if old else "", new[1] if new else ""
    missing = "" if old and new else "lama" if new else "baru"
    sides = (
        by_line(left, right)
        if left != right
        else ([Piece(left, changed=False)], [Piece(right, changed=False)])
    )
    return DiffRow(part, place, title, *sides, changed=left != right, missing=missing)


def hunks_of_clause(part: str, old: str, new: str) -> list[Hunk]:
    """The differences to decide one by one: each line for itself where as many lines stand in the
    place of others.
    """
    a, b = old.splitlines(), new.splitlines()
    found: list[Hunk] = []
    for tag, i, j, k, m in _matched(a, b):
        if tag == "replace" and j - i == m - k:
            found += [
                Hunk(part, i + n, (a[i + n],), (b[k + n],))
                for n in range(j - i)
                if a[i + n] != b[k + n]
            ]
        elif tag != "equal":
            found.append(Hunk(part, i, tuple(a[i:j]), tuple(b[k:m])))
    return found


def _matched(a: list[str], b: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Which runs of both are equal; all of it counts as replaced where finding out would take too
    long.
    """
    if len(a) * len(b) > MOST_PAIRS:
        return [("equal" if a == b else "replace", 0, len(a), 0, len(b))]
    return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def merge_hunks(old: str, chosen: list[Hunk]) -> str:
    """The old text with the chosen differences of it taken over."""
    lines = old.splitlines()
    for hunk in sorted(chosen, key=lambda hunk: -hunk.start):
        lines[hunk.start : hunk.start + len(hunk.old)] = hunk.new
    return "\n".join(lines)


def by_line(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts with their differences: lines first, words within the lines that differ."""
    a, b = old.splitlines(keepends=True), new.splitlines(keepends=True)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i, j, k, m in _matched(a, b):
        gone, come = "".join(a[i:j]), "".join(b[k:m])
        ours, theirs = (
            ([Piece(gone, changed=False)], [Piece(come, changed=False)])
            if tag == "equal"
            else by_word(gone, come)
        )
        left += ours
        right += theirs
    return left, right


def by_word(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    a, b = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    codes = _matched([word.strip() for word in a], [word.strip() for word in b])
    left = _pieces(*(("".join(a[i:j]), tag != "equal") for tag, i, j, _, _ in codes))
    right = _pieces(*(("".join(b[k:m]), tag != "equal") for tag, _, _, k, m in codes))
    return list(left), list(right)


def _pieces(*pairs: tuple[str, bool]) -> Iterator[Piece]:
    return (Piece(text, changed) for text, changed in pairs if text)
