"""A naskah that came back, as a tree of blocks: what is ours keeps its ids, its references and its
values, what is new has ids of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

from agreements.documents.exchange import word_marks
from agreements.documents.exchange.asides import Asides
from agreements.documents.exchange.docx_content import DocxContent
from agreements.documents.exchange.docx_package import TOO_LARGE, UnreadableDocx
from agreements.documents.exchange.returned_bodies import (
    MOST_SIGNS,
    Places,
    units_of_parts,
)
from agreements.documents.exchange.returned_sections import (
    Bag,
    Section,
    Sections,
    bag_of,
    drop_copied_annexes,
    match_sections,
    read_sections,
    shared,
)
from agreements.naskah.blocks import (
    FRAME,
    FREE,
    INDONESIAN,
    Article,
    Line,
    NaskahText,
    Owner,
    Said,
    even_table,
    role_of,
)
from agreements.naskah.identity import name_new_blocks
from agreements.naskah.inline import Teller
from agreements.naskah.numbering import Numbers
from agreements.naskah.operations import MOST_ARTICLES
from agreements.naskah.units import Unit, build, flatten, tell_unit
from agreements.workflow.guarding import Refused

# Begins the ids of what the partner wrote, so that none is one that we gave meanwhile.
OF_PARTNER = "mitra"
ALIKE = 0.5
MOST_PAIRS = 40_000
FEWEST_WORDS = 4  # of a block that is known again in another Pasal
NONE_FOUND = "Tidak satu pun Pasal ditemukan dalam berkas ini."


class DoesNotMatch(Refused):
    """The titles of the file are not those of the naskah: it is a text of the partner's own.
    `titles` are what it says.
    """

    def __init__(self, titles: list[str]) -> None:
        shown = "; ".join(titles[:8])
        super().__init__(
            f"Judul Pasal dalam berkas ini tidak cocok dengan naskah ini ({shown}), sehingga tidak"
            " dimasukkan. Bila mitra memakai naskahnya sendiri, catat sebagai naskah dari luar."
        )
        self.titles = titles


@dataclass
class ReturnedNaskah:
    """What came back: its tree, where each new Pasal stands in the file, what stands outside, and
    what a person should know.
    """

    tree: NaskahText
    places: dict[str, str]
    outside: list[str]
    notes: list[str]
    asides: Asides
    is_framed: bool


def read_naskah(
    content: DocxContent, base: NaskahText, teller: Teller, ours: DocxContent
) -> ReturnedNaskah:
    """What the file makes of the text that was sent in `ours`. Raises UnreadableDocx where it holds
    no Pasal, DoesNotMatch where its Pasal are not ours.
    """
    sections = read_sections(content, base, ours)
    _require_bounded(sections)
    copied = drop_copied_annexes(sections, base, teller)
    _require_ours(sections.articles, base, teller)
    making = _Making(base, teller, sections.found)
    tree = making.tree()
    asides = Asides()
    for part in content.parts:
        asides.add(part, making.owner_of.get(id(part), ""))
    notes = [
        f"“{chapter}” ditulis mitra sebagai judul bab; tambahkan sendiri dalam redaksi."
        for chapter in sections.chapters
    ]
    notes += [f"Bagian {name} dihapus mitra." for name in _deleted_of_frame(sections, base)]
    notes += [
        f"Lampiran “{title}” ada dua kali dalam berkas; yang kurang serupa tidak dibaca sebagai"
        " lampiran."
        for title in copied
    ]
    numbers = Numbers(tree)
    pictured = [numbers.words(owner) for owner in asides.pictured if owner]
    notes += [f"Gambar dalam {place} tidak ikut terbaca." for place in pictured]
    is_framed = sections.is_framed
    return ReturnedNaskah(tree, making.places, sections.outside, notes, asides, is_framed)


def _require_bounded(sections: Sections) -> None:
    """Raise UnreadableDocx where the file holds no Pasal, or more than we bear."""
    if not sections.articles:
        raise UnreadableDocx(NONE_FOUND)
    signs = sum(len(section.text) for section in sections.found)
    if len(sections.found) > MOST_ARTICLES or signs > MOST_SIGNS:
        raise UnreadableDocx(TOO_LARGE)


def _require_ours(articles: list[Section], base: NaskahText, teller: Teller) -> None:
    """Tell each section which of ours it is. Raise DoesNotMatch where hardly any is."""
    is_marked = any(section.owner for section in articles)
    known = match_sections(articles, base, teller)
    if not is_marked and known * 2 < len(articles):
        raise DoesNotMatch([section.title or section.place for section in articles])


def _deleted_of_frame(sections: Sections, base: NaskahText) -> list[str]:
    """The parts of our frame that did not come back, where any of them did."""
    back = {section.owner for section in sections.found} & set(FRAME)
    ours = {one.id for one in base.frame}
    gone = [part for part in FRAME if back and part in ours - back]
    return [FRAME[part] for part in gone]


class _Making:
    """Makes the tree of the sections."""

    def __init__(self, base: NaskahText, teller: Teller, sections: Sequence[Section]) -> None:
        self.base, self.teller, self.sections = base, teller, sections
        self.old = {owner.id: flatten(owner.body) for owner in base.owners}
        self.home = {unit.id: one for one, units in self.old.items() for unit in units}
        marks = {word_marks.mark_of(one): one for one in self.home if word_marks.mark_of(one)}
        self.reader = Places(teller, marks)
        self.places: dict[str, str] = {}
        self.owner_of: dict[int, str] = {}  # by the identity of a part of the file
        self.taken: set[str] = set()

    def tree(self) -> NaskahText:
        naskah = self.base
        bodies = []
        for section in self.sections:
            if not section.owner:
                section.owner = f"{FREE}-{OF_PARTNER}{len(self.places) + 1}"
                self.places[section.owner] = section.place
            self.reader.within = section.owner
            parts = (section.heading, *section.parts)
            self.owner_of |= {id(part): section.owner for part in parts}
            units = units_of_parts(section.parts, self.reader)
            bodies.append(self._paired(section.owner, units))
        bodies = [self._claimed(units) for units in bodies]
        for section, units in zip(self.sections, bodies, strict=True):
            naskah = self._with(naskah, section, units)
        ids = [section.owner for section in self.sections]
        articles = [one for one in naskah.articles if one.id in ids]
        articles.sort(key=lambda one: ids.index(one.id))
        return replace(naskah, articles=tuple(articles))

    def _with(self, naskah: NaskahText, section: Section, units: list[Unit]) -> NaskahText:
        own = [
            unit if self.home.get(unit.id) == section.owner else replace(unit, list_id="", start=1)
            for unit in units
        ]
        naskah, body = name_new_blocks(naskah, build(own), OF_PARTNER)
        known: Owner | None = next((one for one in naskah.owners if one.id == section.owner), None)
        if known is None:
            said = {INDONESIAN: Said(section.title or "Tanpa judul", body)}
            made = Article(section.owner, role_of(section.owner), said)
            return replace(naskah, articles=(*naskah.articles, made))
        title = section.title or known.title
        return naskah.saying(section.owner, INDONESIAN, Said(title, body))

    def _paired(self, owner: str, units: list[Unit]) -> list[Unit]:
        """The units, each that is ours with its id: by its bookmark, else where it says the same or
        much the same.
        """
        found = [self._as_marked(unit) for unit in units]
        marked = {unit.id for unit in found}
        free = [unit for unit in self.old.get(owner, []) if unit.id not in marked]
        places = [place for place, unit in enumerate(found) if not unit.id]
        for place, old in self._alike([found[place] for place in places], free, owner):
            found[places[place]] = replace(found[places[place]], id=old.id)
            self.taken.add(old.id)
        return [self._as_ours(unit) for unit in found]

    def _as_marked(self, unit: Unit) -> Unit:
        """With the id that its bookmark names, unless another block took that before."""
        known = unit.id if unit.id not in self.taken else ""
        self.taken.add(known)
        return replace(unit, id=known)

    def _alike(self, units: list[Unit], free: list[Unit], owner: str) -> list[tuple[int, Unit]]:
        if len(units) * len(free) > MOST_PAIRS:
            return []
        after = [self._told(unit, owner) for unit in units]
        before = [self._told(unit, owner) for unit in free]
        bags = {told: bag_of(told) for told in (*before, *after)}
        pairs: list[tuple[int, Unit]] = []
        codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        for tag, i, j, k, m in codes:
            if tag == "equal":
                pairs += zip(range(k, m), free[i:j], strict=True)
            elif tag == "replace":
                ours = [bags[told] for told in before[i:j]]
                theirs = [bags[told] for told in after[k:m]]
                pairs += [(k + place, free[i + one]) for place, one in _much_alike(ours, theirs)]
        return pairs

    def _told(self, unit: Unit, within: str) -> str:
        bare = replace(unit, style="") if unit.style else unit
        return " ".join(tell_unit(bare, self.teller, within).split())

    def _as_ours(self, unit: Unit) -> Unit:
        """What says the same as before says it as before: bold, references, values."""
        owner = self.home.get(unit.id, "")
        old = self.known_by_id.get(unit.id)
        if old is None:
            return unit
        if bool(old.table) != bool(unit.table):
            return replace(unit, id="")
        is_kind = old.style == unit.style
        if self._told(old, owner) == self._told(unit, owner) and is_kind:
            return old
        if is_kind:
            unit = replace(unit, list_id=old.list_id, start=old.start)
        if unit.table and old.table:
            return self._with_cells_of(old, unit)
        return replace(unit, line=self.reader.restore(unit.line, old.line))

    def _with_cells_of(self, old: Unit, unit: Unit) -> Unit:
        """A table, with each cell that says the same as before as it was."""
        cells = {self._cell(cell): cell for row in old.rows for cell in row}
        rows = [tuple(cells.get(self._cell(cell), cell) for cell in row) for row in unit.rows]
        return replace(unit, table=even_table(old.id, rows))

    def _cell(self, cell: Line) -> str:
        return " ".join(self.teller.text(cell, self.reader.within).split())

    def _claimed(self, units: list[Unit]) -> list[Unit]:
        """Blocks that stood in another Pasal and say the same there, known again without their
        bookmarks.
        """
        found = []
        for unit in units:
            old = None
            if not unit.id:
                old = self._lost_one(self._told(unit, self.reader.within))
            found.append(unit if old is None else replace(old, depth=unit.depth))
        return found

    def _lost_one(self, told: str) -> Unit | None:
        if len(told.split()) < FEWEST_WORDS:
            return None
        for unit in self.known_by_words.get(told, []):
            if unit.id not in self.taken:
                self.taken.add(unit.id)
                return unit
        return None

    @cached_property
    def known_by_words(self) -> dict[str, list[Unit]]:
        """The blocks that were sent, by what they say."""
        found: dict[str, list[Unit]] = {}
        for owner, units in self.old.items():
            for unit in units:
                found.setdefault(self._told(unit, owner), []).append(unit)
        return found

    @cached_property
    def known_by_id(self) -> dict[str, Unit]:
        """The blocks that were sent, by their ids."""
        return {unit.id: unit for units in self.old.values() for unit in units}


def _much_alike(ours: list[Bag], theirs: list[Bag]) -> list[tuple[int, int]]:
    """Places of theirs with the place of ours each says much the same as, in the order of both."""
    pairs = []
    first_free = 0
    for place, bag in enumerate(theirs):
        known = (one for one in range(first_free, len(ours)) if shared(ours[one], bag) >= ALIKE)
        if (found := next(known, None)) is not None:
            pairs.append((place, found))
            first_free = found + 1
    return pairs
