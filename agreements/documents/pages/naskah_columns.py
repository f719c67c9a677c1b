"""What one original of a naskah abroad says in each of its languages, and how the languages stand
beside each other.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from agreements.documents import signers
from agreements.documents.kinds import KINDS, DocumentCode, DocumentKind
from agreements.documents.pages import tables
from agreements.documents.text import english, indonesian
from agreements.documents.text.indonesian import TypedLine
from agreements.documents.wording import change_clauses_abroad, closing_abroad, third_language
from agreements.documents.wording.closing_abroad import Bilingual, ClosingFacts, is_third
from agreements.documents.wording.parties_abroad import NativeName, Side, join_names_with
from agreements.documents.wording.third_language import NamedInThird
from agreements.models import Document, Evidence
from agreements.regulations.limits import INTENT
from kerjasama.reference.languages import ENGLISH, INDONESIAN, NaskahLanguage

from .clauses import ClauseLine, ClauseTable, clauses_of_tree, lines_of_plain, tree_of_paper
from .paper_words import OrderedPaper

LEFT_TO_RIGHT = "\u200e"  # a number keeps its order among letters that run the other way
TABLE_ROW = re.compile(r"^\| .* \|$", re.MULTILINE)
LONGEST_ROW = 500  # letters of a row that no page breaks; longer ones would leave it half empty


PrintedLine = TypedLine | ClauseLine | ClauseTable
Lines = Sequence[PrintedLine]


class HeadLine(NamedTuple):
    """A line of the title, and below it the party's name in its own script."""

    text: str
    native: NativeName | None = None


class Cell(NamedTuple):
    """What stands in one language: a title, paragraphs, or lines of a Pasal below its heading."""

    language: NaskahLanguage
    head: tuple[HeadLine, ...] = ()
    paragraphs: tuple[str, ...] = ()
    place: str = ""
    title: str = ""
    lines: tuple[PrintedLine, ...] = ()


class Row(NamedTuple):
    """Cells that stand beside each other; a `whole` row fits on one page and is not broken."""

    look: str
    cells: tuple[Cell, ...]
    whole: bool = True
    is_article: bool = False


class Column(NamedTuple):
    """The whole text of an original in one language."""

    language: NaskahLanguage
    head: tuple[HeadLine, ...]
    preamble: list[str]
    articles: list[tuple[str, Lines]]
    closing: list[str]


def column_of(
    paper: OrderedPaper,
    language: NaskahLanguage,
    sides: tuple[Side, ...],
    in_third: list[NamedInThird],
    first: int,
) -> Column:
    agreement, kind = paper.agreement, paper.kind
    articles = _articles_in(paper, language, in_third, first)
    facts = ClosingFacts(agreement, kind, _signing_day(paper.document))
    if is_third(language.code):
        return _typed_column(language, articles, facts, in_third)
    place = (INDONESIAN, ENGLISH).index(language.code)
    preamble = [both[place] for both in _preamble(paper, sides)]
    return Column(
        language,
        head=_head(paper, sides, place),
        preamble=[*preamble, _opens(KINDS[KINDS[kind].base])[place]],
        articles=articles,
        closing=[both[place] for both in closing_abroad.closing_in_both(facts)],
    )


def _typed_column(
    language: NaskahLanguage,
    articles: list[tuple[str, Lines]],
    facts: ClosingFacts,
    in_third: list[NamedInThird],
) -> Column:
    """The third text as it was typed, with the parties in the order of this original."""
    slots = third_language.slots_of_parties(in_third)
    texts = third_language.frame_texts_of(facts.kind, facts.agreement)
    typed = {
        row.part.partition("_")[0]: third_language.fill_slots(row.text, slots) for row in texts
    }
    head = third_language.lines_of(typed[third_language.HEAD]) or [indonesian.BLANK]
    preamble = third_language.lines_of(typed[third_language.PREAMBLE]) or [indonesian.BLANK]
    return Column(
        language,
        head=tuple(HeadLine(line) for line in head),
        preamble=preamble,
        articles=articles,
        closing=closing_abroad.closing_in_third(facts),
    )


def _articles_in(
    paper: OrderedPaper,
    language: NaskahLanguage,
    in_third: list[NamedInThird],
    first: int,
) -> list[tuple[str, Lines]]:
    """Title and lines of each Pasal: of the tree that the paper says, or as it is woven now."""
    agreement, kind = paper.agreement, paper.kind
    if tree := tree_of_paper(paper.document):
        told = clauses_of_tree(kind, agreement, tree, language.code, first)
        return [(one.title or indonesian.BLANK, one.lines) for one in told]
    woven = change_clauses_abroad.articles_abroad_of(kind, agreement, first)
    if is_third(language.code):
        slots = third_language.slots_of_parties(in_third)
        texts = [_titled(of_one[-1].text, slots) for of_one in woven]
        # A third text closes its sentences itself, by the marks of its own language.
        return [(title, indonesian.typed_lines_of(text, mark=None)) for title, text in texts]
    place = (INDONESIAN, ENGLISH).index(language.code)
    return [(of_one[place].title, _lines_of(of_one[place].text)) for of_one in woven]


def _lines_of(text: str) -> Lines:
    """The lines of a woven text; what an amandemen takes from a naskah may hold tables."""
    if TABLE_ROW.search(text):
        return lines_of_plain(text)
    return indonesian.format_paragraphs(text)


def _titled(text: str, slots: dict[str, str]) -> tuple[str, str]:
    """The first line is the title of the Pasal."""
    title, _, rest = third_language.fill_slots(text.strip(), slots).partition("\n")
    return title or indonesian.BLANK, rest


def _head(paper: OrderedPaper, sides: tuple[Side, ...], place: int) -> tuple[HeadLine, ...]:
    """The title in Indonesian or English."""
    agreement, base = paper.agreement, KINDS[KINDS[paper.kind].base]
    titled = agreement.above if base.changes_abroad else agreement
    titles = (
        indonesian.flatten_name(titled.title),
        indonesian.flatten_name(agreement.title_en) or indonesian.BLANK,
    )
    between, last, concerning = (("antara", "dan", "tentang"), ("between", "and", "concerning"))[
        place
    ]
    lines = [HeadLine((base.own_name, base.title_en)[place]), HeadLine(between)]
    for number, side in enumerate(sides, 1):
        if number == len(sides):
            lines.append(HeadLine(last))
        lines.append(HeadLine((side.name, side.name_en)[place], side.native))
    return (*lines, HeadLine(concerning), HeadLine(titles[place]))


def number_rows(paper: OrderedPaper, columns: list[Column]) -> list[Row]:
    number = number_of_naskah(paper.document)
    if not number:
        return []
    said = {INDONESIAN: f"Nomor: {number}", ENGLISH: f"Number: {number}"}
    bare = f"{LEFT_TO_RIGHT}{number}"
    return [
        Row(
            "number",
            tuple(
                Cell(
                    one.language,
                    paragraphs=(said.get(one.language.code, bare),),
                )
                for one in columns
            ),
        )
    ]


def rows_of_paragraphs(columns: list[Column], name: str) -> list[Row]:
    """Paragraph beside paragraph where all languages have as many; else all of it in one row."""
    texts: list[list[str]] = [getattr(column, name) for column in columns]
    if len({len(one) for one in texts}) > 1:
        cells = tuple(
            Cell(column.language, paragraphs=tuple(one))
            for column, one in zip(columns, texts, strict=True)
        )
        return [Row("", cells, whole=False)]
    opens = len(texts[0]) if name == "preamble" else 0
    return [
        Row(
            "opens" if number == opens else "",
            tuple(
                Cell(column.language, paragraphs=(text,))
                for column, text in zip(columns, row, strict=True)
            ),
        )
        for number, row in enumerate(zip(*texts, strict=True), 1)
    ]


def article_rows(columns: list[Column]) -> list[Row]:
    """Each Pasal below its heading."""
    rows: list[Row] = []
    for number, texts in enumerate(zip(*(column.articles for column in columns), strict=True), 1):
        typed = [list(lines) for _, lines in texts]
        for place, (lines, whole) in enumerate(rows_of_lines(typed)):
            cells = []
            for column, (title, _), of_one in zip(columns, texts, lines, strict=True):
                heading = ("", "")
                if place == 0:
                    heading = (column.language.article_named(number), title)
                cells.append(Cell(column.language, (), (), *heading, tuple(of_one)))
            rows.append(Row("", tuple(cells), whole, is_article=True))
    return rows


LinesBeside = tuple[list[list[PrintedLine]], bool]


def lines_side_by_side(texts: list[str]) -> list[LinesBeside]:
    """The lines of one article as rows that no page may break: point beside point, or all of it
    where the points do not match.
    """
    return rows_of_lines([list(indonesian.format_paragraphs(text)) for text in texts])


def rows_of_lines(columns: list[list[PrintedLine]]) -> list[LinesBeside]:
    """The same of texts that are divided into lines already."""
    if len({tuple(map(_place, column)) for column in columns}) > 1:
        return [(columns, _letters_of(columns) < LONGEST_ROW)]
    rows: list[list[list[PrintedLine]]] = []
    for beside in zip(*columns, strict=True):
        if rows and _leads(rows[-1][0][-1]):
            for column, line in zip(rows[-1], beside, strict=True):
                column.append(line)
        else:
            rows.append([[line] for line in beside])
    return [(row, _letters_of(row) < LONGEST_ROW) for row in rows] or [(columns, True)]


def _leads(line: PrintedLine) -> bool:
    return not isinstance(line, ClauseTable) and line.leads


def _letters_of(columns: list[list[PrintedLine]]) -> int:
    """Of the longest text, since all stand beside each other."""
    return max((sum(map(_letters_in, column)) for column in columns), default=0)


def _letters_in(line: PrintedLine) -> int:
    if isinstance(line, ClauseTable):
        cells = [*line.head, *(cell.text for row in line.rows for cell in row)]
        return sum(map(len, cells))
    return len(line.text)


def _place(line: PrintedLine) -> tuple[str, int]:
    if isinstance(line, ClauseTable):
        return f"{len(line.head)} × {len(line.rows)}", line.level
    return line.marker, line.level


def number_of_naskah(document: Document) -> str:
    """Its own number; the partner's copy bears that of ours."""
    if document.draft:
        return ""
    ours = tables.finished_papers_of(document.agreement).get(DocumentCode.NASKAH_KERJA_SAMA)
    if document.number or ours is None:
        return document.number
    return ours.number


def _preamble(paper: OrderedPaper, sides: tuple[Side, ...]) -> list[Bilingual]:
    """What stands before the articles, sentence by sentence in both languages."""
    first, *others = sides
    second = join_names_with([side.name for side in others], "dan")
    second_en = join_names_with([side.name_en for side in others], "and")
    parties = (
        (
            f"{first.name}, dan {second}, selanjutnya secara bersama-sama disebut “Para"
            " Pihak” dan secara sendiri-sendiri disebut “Pihak”;"
        ),
        (
            f"{english.capitalize_english(first.name_en)}, and {second_en}, hereinafter"
            " referred to collectively as the “Parties” and individually as the “Party”;"
        ),
    )
    references: list[Bilingual] = []
    if paper.kind != INTENT:
        references += _reference(paper.outcomes.get("ttd_loi"))
    if KINDS[paper.kind].changes_abroad:
        references += change_clauses_abroad.references_of_change(paper.agreement)
    return [parties, *references, *AIMS]


AIMS: tuple[Bilingual, ...] = (
    (
        (
            "BERKEINGINAN mempererat hubungan persahabatan dan kerja sama yang saling"
            " menguntungkan antara Para Pihak dan masyarakatnya;"
        ),
        (
            "DESIRING to strengthen the friendly relations and the mutually beneficial"
            " cooperation between the Parties and their peoples;"
        ),
    ),
    (
        "MENGAKUI pentingnya asas kesetaraan dan saling menguntungkan;",
        "RECOGNISING the importance of the principles of equality and mutual benefit;",
    ),
    (
        (
            "SESUAI dengan hukum dan peraturan perundang-undangan yang berlaku di negara"
            " masing-masing;"
        ),
        "PURSUANT to the prevailing laws and regulations of their respective countries;",
    ),
)


def _reference(signed: Evidence | None) -> list[Bilingual]:
    """That a Letter of Intent was signed before."""
    if signed is None or signed.decided_on is None:
        return []
    day = signed.decided_on
    return [
        (
            (
                "MERUJUK pada Pernyataan Kehendak Kerja Sama yang ditandatangani pada tanggal"
                f" {indonesian.short_date(day)};"
            ),
            f"REFERRING to the Letter of Intent signed on {english.long_date(day)};",
        )
    ]


def _opens(paper: DocumentKind) -> Bilingual:
    if paper.code == INTENT:
        return "MENYATAKAN KEHENDAK sebagai berikut:", "DECLARE THEIR INTENT as follows:"
    if paper.changes_abroad:
        return "TELAH SEPAKAT sebagai berikut:", "HAVE AGREED as follows:"
    return (
        "TELAH MENCAPAI SALING PENGERTIAN sebagai berikut:",
        "HAVE REACHED THE FOLLOWING UNDERSTANDING:",
    )


def _signing_day(document: Document) -> date | None:
    """The day for which our original was ordered, the same in all originals; none in a draft."""
    if document.draft:
        return None
    originals = document.agreement.documents.filter(kind=KINDS[document.kind].base, draft=False)
    return signers.day_of(originals.order_by("pk").last() or document)
