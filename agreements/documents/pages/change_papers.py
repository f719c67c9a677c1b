"""What the papers of a change may print: the naskah that changes another, and the letters about
it.
"""

from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from agreements.documents.kinds import DocumentCode
from agreements.documents.pages import letters_abroad
from agreements.documents.text import indonesian
from agreements.documents.text.indonesian import TypedLine
from agreements.documents.wording import change_clauses, versions
from agreements.documents.wording.change_clauses import GONE
from agreements.models import Agreement
from agreements.regulations.change_law import VERBS
from agreements.regulations.vocabulary import Change
from agreements.workflow import change_effects

from .letters_abroad import LetterWords, Told
from .paper_words import OrderedPaper, PaperWords

SUBJECTS = {Change.AMENDS: "perubahan", Change.EXTENDS: "perpanjangan", Change.ENDS: "pengakhiran"}
FOR_THESE_REASONS = "hal ini didasarkan pada pertimbangan sebagai berikut:"


class ChangingClause(NamedTuple):
    """A Pasal of the change: the sentence that leads to the new text of another, if it brings one,
    and what is quoted of that: its number, its title and its text.
    """

    title: str
    lead: str
    lines: list[TypedLine]
    quoted_place: str = ""
    quoted_title: str = ""


@dataclass(frozen=True)
class ChangeWords(PaperWords):
    """What an adendum, a perpanjangan or a berita acara pengakhiran says of the naskah it
    changes.
    """

    base_title: str
    base_name: str
    base: str
    does: str
    ordinal: str
    is_addendum: bool
    is_end: bool
    premises: list[tuple[int, list[TypedLine]]]
    clauses: list[ChangingClause]


@dataclass(frozen=True)
class ChangeProposalWords(PaperWords):
    """The letter that proposes the change to the partner."""

    base: str
    base_name: str
    subject_word: str
    does: str
    reason: list[TypedLine]
    points: Told


@dataclass(frozen=True)
class ChangeNoticeWords(PaperWords):
    """The letter that tells the Menteri of an extension."""

    letter: LetterWords
    proposal: ChangeProposalWords


def words_of_change(paper: OrderedPaper, consent: str) -> ChangeWords:
    """What the naskah of the change says; `consent` is the premise that the DPRD consents."""
    agreement = paper.agreement
    premises = indonesian.close_points(_premises(agreement, consent))
    return ChangeWords(
        base_title=change_clauses.title_of_naskah(agreement.naskah_diubah),
        base_name=indonesian.flatten_name(agreement.above.title),
        base=change_clauses.changed_naskah_of(agreement),
        does=VERBS[agreement.track.does],
        ordinal=_ordinal_of(paper),
        is_addendum=paper.kind == DocumentCode.ADENDUM,
        is_end=agreement.track.changes is Change.ENDS,
        premises=list(enumerate(premises, 1)),
        clauses=_clauses_of(paper),
    )


def _ordinal_of(paper: OrderedPaper) -> str:
    """ "Kedua", of an adendum to a naskah that was amended once before."""
    if paper.kind != DocumentCode.ADENDUM:
        return ""
    return indonesian.ordinal(change_clauses.amendments_before(paper.agreement) + 1)


def _clauses_of(paper: OrderedPaper) -> list[ChangingClause]:
    texts = versions.texts_of_paper(paper.document)
    rows = []
    if paper.kind == DocumentCode.ADENDUM:
        rows = paper.agreement.perubahan
    return [_clause(title, text, row) for (title, text), row in zip_longest(texts, rows)]


def _clause(title: str, text: str, row: dict[str, str] | None) -> ChangingClause:
    if row is None:
        return ChangingClause(title, "", indonesian.format_paragraphs(text))
    lead = change_clauses.lead_sentence_of(row)
    if row["how"] == GONE:
        return ChangingClause(title, lead, [])
    return ChangingClause(title, lead, _quoted(text), row["place"], row["title"])


def _quoted(text: str) -> list[TypedLine]:
    """The new text; the quotation that its heading opens ends behind it."""
    *lines, last = indonesian.format_paragraphs(text) or [TypedLine("", indonesian.BLANK, 0)]
    return [*lines, last._replace(text=f"{last.text}”")]


def _premises(agreement: Agreement, consent: str) -> list[str]:
    points = [f"bahwa PARA PIHAK telah menandatangani {_signed_before(agreement)}"]
    if before := change_clauses.earlier_changes_of(agreement):
        named = indonesian.join_names(before)
        points.append(f"bahwa naskah tersebut telah diubah dengan {named}")
    points += _reasons(agreement.alasan)
    if consent:
        points.append(consent)
    verb = VERBS[agreement.track.does]
    points.append(f"bahwa PARA PIHAK sepakat {verb} kerja sama tersebut")
    return points


def _signed_before(agreement: Agreement) -> str:
    """The naskah that is changed; those that are ended."""
    if agreement.track.changes is Change.ENDS:
        signed = indonesian.join_names(change_clauses.ended_naskah_of(agreement))
        if signed:
            return f"{signed} tentang {indonesian.flatten_name(agreement.above.title)}"
    return change_clauses.changed_naskah_of(agreement)


def _reasons(text: str) -> list[str]:
    if indonesian.is_phrase(text):
        said = indonesian.phrase_inside_sentence(text)
        return [f"bahwa {said.removeprefix('bahwa ')}"]
    if not text.strip():
        return []
    return [f"bahwa {FOR_THESE_REASONS}\n{text.strip().rstrip(' .;')}"]


def of_change_proposal(paper: OrderedPaper) -> ChangeProposalWords:
    """The letter that proposes the change to the partner."""
    agreement = paper.agreement
    return ChangeProposalWords(
        base=change_clauses.changed_naskah_of(agreement),
        base_name=indonesian.flatten_name(agreement.above.title),
        subject_word=SUBJECTS[agreement.track.does],
        does=VERBS[agreement.track.does],
        reason=indonesian.format_paragraphs(agreement.alasan),
        points=points_of_change(agreement),
    )


def of_notice(paper: OrderedPaper) -> ChangeNoticeWords:
    """The letter that tells the Menteri of an extension."""
    return ChangeNoticeWords(letters_abroad.of_letter(paper), of_change_proposal(paper))


def points_of_change(agreement: Agreement) -> Told:
    """What a change would do, for a letter; what is not known yet is left out."""
    told = _POINTS[agreement.track.does](agreement)
    return [(label, indonesian.format_paragraphs(text)) for label, text in told if text]


def _amended(agreement: Agreement) -> list[tuple[str, str]]:
    rows = [f"{row['place']} {row['title']} {row['how']}" for row in agreement.perubahan]
    return [("Perubahan", indonesian.letter_list("\n".join(rows)))]


def _extended(agreement: Agreement) -> list[tuple[str, str]]:
    old = change_effects.end_of(agreement.above, agreement.naskah_diubah, but=agreement)
    return [
        ("Berakhir semula", indonesian.day_if_known(old)),
        ("Menjadi", indonesian.day_if_known(agreement.berakhir_baru)),
    ]


def _ended(agreement: Agreement) -> list[tuple[str, str]]:
    ground = ""
    if agreement.dasar_akhir:
        ground = agreement.get_dasar_akhir_display()
    return [
        ("Dasar", ground),
        ("Berakhir pada", indonesian.day_if_known(agreement.berakhir_baru)),
        ("Penyelesaian hak dan kewajiban", agreement.penyelesaian),
    ]


_POINTS = {Change.AMENDS: _amended, Change.EXTENDS: _extended, Change.ENDS: _ended}
