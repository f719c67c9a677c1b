"""The terms in force that signed changes leave of a naskah."""

from dataclasses import dataclass, replace

from agreements.documents.text import indonesian
from agreements.documents.wording import (
    change_clauses,
    outside_texts,
    recorded_articles,
    third_language,
    versions,
)
from agreements.documents.wording.change_clauses import ADDED, GONE
from agreements.models import Agreement, DocumentState, DraftVersion, Source
from agreements.models.naskah_setup import split_part
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.vocabulary import Change
from agreements.workflow import change_effects
from kerjasama.reference.languages import THIRD

from .clauses import ClauseLine, ClauseTable, lines_of_plain

ORIGINAL = "Naskah asli"
TERM_PARTS = ("jangka_waktu", "masa_berlaku")
NEW = "+"  # the place of an added Pasal, until it is numbered


@dataclass(frozen=True)
class ArticleInForce:
    """One Pasal as it stands in force, and whence its text comes."""

    part: str
    place: str
    title: str
    text: str
    origin: str
    is_gone: bool = False
    note: str = ""

    @property
    def lines(self) -> list[ClauseLine | ClauseTable]:
        return lines_of_plain(self.text)


def articles_in_force(
    agreement: Agreement, kind: str, but: Agreement | None = None
) -> list[ArticleInForce]:
    """The terms of a signed naskah as its signed changes leave them, Pasal by Pasal, each with its
    origin. The change `but` does not count.
    """
    origin = f"{ORIGINAL}: {change_clauses.naskah_by_number(agreement, kind)}"
    rows = [
        ArticleInForce(part, "", title, text, origin)
        for part, title, text in _signed(agreement, kind)
        if not third_language.is_frame(part)
    ]
    changes = change_effects.signed_changes(agreement).filter(naskah_diubah=kind)
    if but is not None:
        changes = changes.exclude(pk=but.pk)
    for change in changes.prefetch_related("draft_versions", "documents"):
        if change.track.changes is Change.AMENDS:
            rows = _amended(rows, change)
        elif change.track.changes is Change.EXTENDS:
            rows = _extended(rows, change)
    return _placed(rows)


def _signed(agreement: Agreement, kind: str) -> list[list[str]]:
    """[part, title, text] as they stood when the naskah was signed."""
    if agreement.is_legacy:
        return recorded_articles.recorded_articles_of(agreement)
    if printed := _printed_in(agreement, kind):
        if printed.source == Source.OUTSIDE:
            return recorded_articles.recorded_articles_of(agreement, kind) or printed.texts
        return printed.texts
    kept = _versions_until_signing(agreement, kind)
    if not kept:
        return versions.current_clauses_of(kind, agreement)
    return max(kept, key=lambda row: row.number).texts


def _versions_until_signing(agreement: Agreement, kind: str) -> list[DraftVersion]:
    """What was our draft until it was signed; all where no signing is known."""
    ours = [row for row in agreement.draft_versions.all() if row.source != Source.RETURNED]
    kept = [row for row in ours if row.kind == kind]
    signing = change_effects.signings_of_naskah(agreement).get(kind)
    if signing is None:
        return kept
    return [row for row in kept if row.at <= signing.at]


def _printed_in(agreement: Agreement, kind: str) -> DraftVersion | None:
    """The version that the final of the naskah printed; None for one of before that was kept."""
    finals = [
        paper
        for paper in agreement.documents.all()
        if paper.kind == kind and not paper.draft and paper.state == DocumentState.READY
    ]
    final = max(finals, key=lambda paper: paper.pk, default=None)
    number = final.context.get("version") if final else None
    rows = agreement.draft_versions.all()
    return next((row for row in rows if row.kind == kind and row.number == number), None)


def _amended(rows: list[ArticleInForce], change: Agreement) -> list[ArticleInForce]:
    """With what an adendum changed, struck out and added."""
    paper = next(iter(change_effects.signings_of_naskah(change)), DocumentCode.ADENDUM)
    origin = change_clauses.naskah_by_number(change, paper)
    texts = {part: text for part, _, text in _signed(change, paper)}
    rows = list(rows)
    for told in change.perubahan:
        part, text = told["part"], texts.get(f"ubah_{told['part']}", told["text"])
        if told["how"] == ADDED:
            place = _place_after(rows, told["after_part"])
            rows.insert(place, ArticleInForce(part, NEW, told["title"], text, origin))
            continue
        for place, row in enumerate(rows):
            if row.part == part:
                is_gone = told["how"] == GONE
                rows[place] = replace(row, text=text, origin=origin, is_gone=is_gone)
    return rows


def _place_after(rows: list[ArticleInForce], part: str) -> int:
    """Behind that Pasal; at the end where there is none."""
    places = (place for place, row in enumerate(rows, 1) if row.part == part)
    return next(places, len(rows))


def _extended(rows: list[ArticleInForce], change: Agreement) -> list[ArticleInForce]:
    """With a note beside the Pasal of the term."""
    paper = next(iter(change_effects.signings_of_naskah(change)), DocumentCode.PERPANJANGAN)
    until = indonesian.day_or_blank(change.berakhir_baru)
    told = f"Diperpanjang sampai dengan {until} ({change_clauses.naskah_by_number(change, paper)})."
    rows = list(rows)
    for place, row in enumerate(rows):
        if row.part in TERM_PARTS:
            rows[place] = replace(row, note=told)
    return rows


def _placed(rows: list[ArticleInForce]) -> list[ArticleInForce]:
    """With their numbers: an added Pasal bears the number before it and a letter."""
    placed: list[ArticleInForce] = []
    number = letter = 0
    for row in rows:
        code = split_part(row.part)[1]
        if code in THIRD:
            place = f"Bahasa {THIRD[code].name}, Pasal {number}"
            placed.append(replace(row, place=place))
        elif code:
            placed.append(replace(row, place=f"Article {number}"))
        elif row.part == outside_texts.PART:  # its Pasal are not known yet
            placed.append(row)
        elif row.place == NEW:
            letter += 1
            placed.append(replace(row, place=f"Pasal {number}{chr(64 + letter)}"))
        else:
            number, letter = number + 1, 0
            placed.append(replace(row, place=f"Pasal {number}"))
    return placed
