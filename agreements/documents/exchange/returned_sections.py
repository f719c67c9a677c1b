"""The Pasal and lampiran of a file that came back, each from its heading to the next, and which of
ours each is: by its bookmark, else by its title and its words. A number alone says nothing, for
whoever puts in a Pasal renumbers all that follow.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from agreements.documents.exchange import word_marks
from agreements.documents.exchange.docx_content import (
    DocxContent,
    Paragraph,
    Part,
    TableRead,
    Words,
)
from agreements.naskah.blocks import CLOSING, FRAME, Article, NaskahText
from agreements.naskah.inline import Teller
from agreements.naskah.operations import ANNEX, LONGEST_TITLE
from agreements.naskah.plain import tell_body
from agreements.naskah.units import ids_in

HEADING = re.compile(r"(Pasal|Article)\s+\d+\s*[.:–-]?\s*", re.IGNORECASE)
CHAPTER = re.compile(r"(BAB|Bagian)\s+([IVXLC]+|[A-Z][a-z]+)\b.{0,80}", re.DOTALL)
NO_TITLE = re.compile(r"(ayat|huruf|angka|sampai|dan|atau)\b", re.IGNORECASE)
SMALL = frozenset(
    "atas atau bagi dalam dan dari dengan di ke oleh pada serta tentang untuk".split()
)
Bag = Counter[str]
# How alike a Pasal without its bookmark must be to one of ours.
SAME_TITLE, SAME_WORDS = 0.85, 0.6


@dataclass
class Section:
    """A Pasal or a lampiran of the file: where it stands, which of ours its bookmark names."""

    heading: Paragraph
    owner: str
    place: str
    title: str
    parts: list[Part] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join(
            one.text
            for part in self.parts
            for one in (part.paragraphs if isinstance(part, TableRead) else [part])
        )


@dataclass
class Sections:
    """The whole file in sections, and the lines that stand outside them."""

    found: list[Section] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    chapters: list[str] = field(default_factory=list)

    @property
    def articles(self) -> list[Section]:
        """Those that are no part of the frame."""
        return [section for section in self.found if section.owner not in FRAME]

    @property
    def is_framed(self) -> bool:
        """Whether parts of the frame were known."""
        return any(section.owner in FRAME for section in self.found)


def read_sections(
    content: DocxContent, naskah: NaskahText, ours: DocxContent, *, with_frame: bool = True
) -> Sections:
    """What of the file is a Pasal, a lampiran or a part of the frame, which is known by bookmarks
    alone. `naskah` is the text that was sent, `ours` the file: what closes it is known by its words
    where its bookmarks are lost.
    """
    closing = "" if any(map(_ends, content.paragraphs)) else _closing_of(ours, naskah)
    marks = {mark for one in content.paragraphs for mark in one.marks}
    framed = marks_of_frame(naskah)
    if not with_frame or marks.isdisjoint(framed):
        framed = {}
    reading = _Reading(naskah, closing, framed)
    for part in content.parts:
        reading.take(part)
    return reading.sections


def _ends(paragraph: Paragraph) -> bool:
    return any(map(word_marks.ends_article, paragraph.marks))


def _closing_of(ours: DocxContent, naskah: NaskahText) -> str:
    """The first sentence behind the last Pasal."""
    closing = {mark for mark, part in marks_of_frame(naskah).items() if part == CLOSING}
    return next((one.text for one in ours.paragraphs if one.marks & closing), "")


def marks_of_frame(naskah: NaskahText) -> dict[str, str]:
    """The part of the frame by the bookmark of each of its blocks."""
    return {word_marks.mark_of(one): part.id for part in naskah.frame for one in ids_in(part.body)}


class _Reading:
    def __init__(self, naskah: NaskahText, closing: str, framed: Mapping[str, str]) -> None:
        self.closing, self.framed = closing, framed
        self.titles = {one.id: one.title for one in naskah.articles}
        self.titles |= {one.id: one.title for one in naskah.annexes}
        self.owners = {word_marks.mark_of(one): one for one in self.titles}
        self.sections = Sections()
        self.section: Section | None = None
        self.waits_for_title = False

    def take(self, part: Part) -> None:
        """Put the next paragraph or table where it belongs."""
        if isinstance(part, TableRead):
            self._put(part)
            return
        self._leave_or_enter(part)
        lines = [line.strip() for line in part.text.splitlines() if line.strip()]
        if opened := self._opened_by(part, lines):
            self.section = opened
            self.sections.found.append(opened)
            self.waits_for_title = not opened.title
        elif self._is_chapter(part, lines):
            self.sections.chapters.append(" ".join(lines))
        elif self.section and self._is_title(part, lines):
            self.section.title = _as_title(lines[0])
            self.waits_for_title = False
        else:
            self.waits_for_title = self.waits_for_title and not lines
            self._put(part)

    def _leave_or_enter(self, part: Paragraph) -> None:
        """Leave the last Pasal where it ends, and enter the part of the frame that begins here."""
        if _ends(part) or (self.closing and alike(part.text, self.closing) >= SAME_TITLE):
            self.section = None
        if framed := [self.framed[mark] for mark in sorted(part.marks) if mark in self.framed]:
            self._enter_frame(framed[0])

    def _is_chapter(self, part: Paragraph, lines: list[str]) -> bool:
        if not lines or self.section is None or part.marker:
            return False
        return CHAPTER.fullmatch(" ".join(lines)) is not None

    def _enter_frame(self, part: str) -> None:
        """What follows is of that part of the frame."""
        known = [section for section in self.sections.found if section.owner == part]
        self.section = known[0] if known else Section(Paragraph([]), part, "", "")
        self.waits_for_title = False
        if not known:
            self.sections.found.append(self.section)

    def _put(self, part: Part) -> None:
        if self.section:
            self.section.parts.append(part)
        else:
            told = part.paragraphs if isinstance(part, TableRead) else [part]
            lines = (" ".join(line.split()) for one in told for line in one.text.splitlines())
            self.sections.outside += [line for line in lines if line]

    def _opened_by(self, part: Paragraph, lines: list[str]) -> Section | None:
        """The section whose heading this is. A bookmark that slid to another paragraph when its
        heading was struck out names none.
        """
        if not lines:
            return None
        head = HEADING.match(lines[0])
        title, *rest = _lines_behind(head, lines)
        owner = self._owner_named(part, title, has_head=head is not None)
        if owner and _same(title) == _same(self.titles[owner]):
            title = self.titles[owner]
        if not owner and not (head and _is_heading(part, lines[0], head)):
            return None
        place = head[0].strip(" .:–-") if head else ""
        extra: list[Part] = [Paragraph([Words(line)]) for line in rest]
        return Section(part, owner, place, _as_title(title), extra)

    def _owner_named(self, part: Paragraph, title: str, *, has_head: bool) -> str:
        """Which of ours its bookmark names, if the words above it bear that out; else nothing."""
        named = [self.owners[mark] for mark in part.marks if mark in self.owners]
        known = [one for one in named if _same(self.titles[one]) == _same(title)]
        if known:
            return known[-1]
        if named and (has_head or named[-1].startswith(ANNEX)):
            return named[-1]
        return ""

    def _is_title(self, part: Paragraph, lines: list[str]) -> bool:
        if not self.waits_for_title or part.marker or len(lines) != 1:
            return False
        is_marked = part.is_centered or all(run.bold for run in part.words if run.text.strip())
        return len(lines[0]) <= LONGEST_TITLE and (is_marked or lines[0].isupper())


def _lines_behind(head: re.Match[str] | None, lines: list[str]) -> list[str]:
    """The lines without "Pasal 9" before them; a single empty one where no other word stands."""
    told = [lines[0][head.end() :], *lines[1:]] if head else lines
    return [line for line in told if line] or [""]


def _is_heading(part: Paragraph, line: str, head: re.Match[str]) -> bool:
    """Whether a line that begins with "Pasal 9" is a heading, and no sentence about Pasal 9."""
    rest = line[head.end() :]
    if not rest or part.marker.startswith(head[1]) or part.style.lower().startswith("heading"):
        return True
    is_short = len(rest) <= 80 and rest[:1].isupper() and not rest.endswith((".", ";", ",", ":"))
    return is_short and not NO_TITLE.match(rest)


def _as_title(title: str) -> str:
    """Words in capitals as we keep titles."""
    title = " ".join(title.split())[:LONGEST_TITLE]
    if not title.isupper():
        return title
    words = [word.lower() if word.lower() in SMALL else word.capitalize() for word in title.split()]
    return " ".join(words)


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()


def match_sections(sections: list[Section], naskah: NaskahText, teller: Teller) -> int:
    """Tell each section which of ours it is, and give how many are known."""
    bags = {one.id: bag_of(tell_body(one.body, teller, one.id)) for one in naskah.articles}
    _settle_doubles(sections, naskah, bags)
    taken = {section.owner for section in sections}
    free = [article for article in naskah.articles if article.id not in taken]
    unknown = [section for section in sections if not section.owner]
    _give_owners(_likeliest_first(unknown, free, bags))
    return sum(bool(section.owner) for section in sections)


def _give_owners(likeliest: list[tuple[Section, Article]]) -> None:
    """Each section and each Pasal once, in this order."""
    taken = set()
    for section, article in likeliest:
        if not section.owner and article.id not in taken:
            section.owner = article.id
            taken.add(article.id)


def _likeliest_first(
    unknown: list[Section], free: list[Article], bags: Mapping[str, Bag]
) -> list[tuple[Section, Article]]:
    """All pairs that are alike, the most alike first, and among equals the earlier in the text."""
    told = [(section, bag_of(section.text)) for section in unknown]
    likely = [
        (score, -place, -number, section, article)
        for place, (section, bag) in enumerate(told)
        for number, article in enumerate(free)
        if (score := _likeness(section, bag, article, bags[article.id]))
    ]
    likely.sort(key=lambda one: one[:3], reverse=True)
    return [(section, article) for *_, section, article in likely]


def _settle_doubles(sections: list[Section], naskah: NaskahText, bags: Mapping[str, Bag]) -> None:
    """Where two bear one bookmark, a copy among them, the more alike is ours."""
    for article in naskah.articles:
        same = [section for section in sections if section.owner == article.id]
        if len(same) < 2:
            continue
        best = max(same, key=lambda one: shared(bag_of(one.text), bags[article.id]))
        for section in same:
            if section is not best:
                section.owner = ""


def drop_copied_annexes(sections: Sections, naskah: NaskahText, teller: Teller) -> list[str]:
    """Of a lampiran whose bookmark stands twice, only what is more alike is read as it; what else
    bears it stands outside. Gives the titles of such lampiran.
    """
    copied = []
    for annex in naskah.annexes:
        same = [section for section in sections.found if section.owner == annex.id]
        if len(same) < 2:
            continue
        ours = bag_of(tell_body(annex.body, teller, annex.id))
        best = max(same, key=lambda one: shared(bag_of(one.text), ours))
        others = [section for section in same if section is not best]
        sections.found = [one for one in sections.found if all(one is not two for two in others)]
        for section in others:
            sections.outside += [" ".join(line.split()) for line in section.text.splitlines()]
        copied.append(annex.title)
    return copied


def _likeness(section: Section, bag: Bag, article: Article, ours: Bag) -> float:
    """How likely the section is that Pasal; 0 where neither title nor words are much alike."""
    title, words = alike(section.title, article.title), shared(bag, ours)
    if title < SAME_TITLE and words < SAME_WORDS:
        return 0
    return 0.4 * title + 0.6 * words + 0.01


def alike(one: str, other: str) -> float:
    """How many words two texts share, of all that they have."""
    return shared(bag_of(one), bag_of(other))


def bag_of(text: str) -> Bag:
    """The words of a text, each with how often it is said."""
    return Counter(re.findall(r"\w+", text.casefold()))


def shared(one: Bag, other: Bag) -> float:
    """How many words two bags share, of all that they hold."""
    together = one.total() + other.total()
    return 2 * (one & other).total() / together if together else 1.0
