"""What the papers of a change may print, and the terms in force that signed changes leave of a
naskah.
"""

from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from agreements.documents.kinds import KINDS
from agreements.documents.pages import papers_abroad
from agreements.documents.text import indonesian
from agreements.documents.wording import change_clauses, clauses, versions
from agreements.documents.wording.change_clauses import ADDED, GONE
from agreements.models import Agreement, Document, Source
from agreements.models.facts_abroad import ENGLISH
from agreements.regulations.change_tracks import VERBS
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.vocabulary import Change
from agreements.workflow import change_effects
from kerjasama.accounts.models import RegionProfile

from .builders import Outcomes, Words

ORIGINAL = "Naskah asli"
TERM_PARTS = ("jangka_waktu", "masa_berlaku")
SUBJECTS = {Change.AMENDS: "perubahan", Change.EXTENDS: "perpanjangan", Change.ENDS: "pengakhiran"}


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
    def lines(self) -> list[indonesian.TypedLine]:
        return indonesian.format_paragraphs(self.text)


def of_change(document: Document, outcomes: Outcomes, consent: str) -> Words:
    """What an adendum, a perpanjangan or a berita acara pengakhiran prints besides what every
    naskah does.
    """
    agreement = document.agreement
    texts = clauses.clause_texts_of(agreement, document.kind)
    rows = agreement.perubahan if document.kind == DocumentCode.ADENDUM else []
    return {
        "base_title": KINDS[agreement.naskah_diubah].title
        if agreement.naskah_diubah in KINDS
        else indonesian.BLANK,
        "base_name": indonesian.flatten_name(agreement.above.title),
        "base": change_clauses.changed_naskah_of(agreement),
        "does": VERBS[agreement.track.does],
        "is_end": agreement.track.changes is Change.ENDS,
        "premises": list(enumerate(indonesian.close_points(_premises(agreement, consent)), 1)),
        "clauses": [
            {
                "title": title,
                "lead": _lead(row),
                "lines": [] if row and row["how"] == GONE else indonesian.format_paragraphs(text),
            }
            for (title, text), row in zip_longest(texts, rows)
        ],
    }


def _lead(row: dict | None) -> str:
    return change_clauses.lead_sentence_of(row) if row else ""


def _premises(agreement: Agreement, consent: str) -> list[str]:
    before = change_clauses.earlier_changes_of(agreement)
    signed = (
        indonesian.join_names([*change_clauses.ended_naskah_of(agreement)])
        if agreement.track.changes is Change.ENDS
        else ""
    )
    base = (
        f"{signed} tentang {indonesian.flatten_name(agreement.above.title)}"
        if signed
        else change_clauses.changed_naskah_of(agreement)
    )
    points = [f"bahwa PARA PIHAK telah menandatangani {base}"]
    points += (
        [f"bahwa naskah tersebut telah diubah dengan {indonesian.join_names(before)}"]
        if before
        else []
    )
    points += _reasons(agreement.alasan)
    points += [consent] if consent else []
    return [*points, f"bahwa PARA PIHAK sepakat {VERBS[agreement.track.does]} kerja sama tersebut"]


def _reasons(text: str) -> list[str]:
    if indonesian.is_phrase(text):
        said = indonesian.phrase_inside_sentence(text)
        return [said if said.startswith("bahwa ") else f"bahwa {said}"]
    return [f"bahwa {VERBS_FOR}\n{text.strip().rstrip(' .;')}"] if text.strip() else []


VERBS_FOR = "hal ini didasarkan pada pertimbangan sebagai berikut:"


def context_of_change_proposal(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    """The letter that proposes the change to the partner."""
    agreement = document.agreement
    return {
        "base": change_clauses.changed_naskah_of(agreement),
        "base_name": indonesian.flatten_name(agreement.above.title),
        "subject_word": SUBJECTS[agreement.track.does],
        "does": VERBS[agreement.track.does],
        "reason": indonesian.format_paragraphs(agreement.alasan),
        "points": points_of_change(agreement),
    }


def of_notice(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """The letter that tells the Menteri of an extension."""
    return {
        **papers_abroad.of_letter(document, region, day, outcomes),
        **context_of_change_proposal(document, region, day, outcomes),
    }


def points_of_change(agreement: Agreement) -> list[tuple[str, list[indonesian.TypedLine]]]:
    """(label, lines) of what a change would do, for a letter."""
    old, new = (
        change_effects.end_of(agreement.above, agreement.naskah_diubah, but=agreement),
        agreement.berakhir_baru,
    )
    changed = indonesian.letter_list(
        "\n".join(f"{row['place']} {row['title']} {row['how']}" for row in agreement.perubahan)
    )
    ground = agreement.get_dasar_akhir_display() if agreement.dasar_akhir else ""
    told = {
        Change.AMENDS: (("Perubahan", changed),),
        Change.EXTENDS: (
            ("Berakhir semula", indonesian.short_date(old) if old else ""),
            ("Menjadi", indonesian.short_date(new) if new else ""),
        ),
        Change.ENDS: (
            ("Dasar", ground),
            ("Berakhir pada", indonesian.short_date(new) if new else ""),
            ("Penyelesaian hak dan kewajiban", agreement.penyelesaian),
        ),
    }[agreement.track.does]
    return [(label, indonesian.format_paragraphs(text)) for label, text in told if text]


def articles_in_force(
    agreement: Agreement, kind: str, but: Agreement | None = None
) -> list[ArticleInForce]:
    """The terms of a signed naskah as its signed changes leave them, Pasal by Pasal, each with its
    origin.
    """
    origin = f"{ORIGINAL}: {change_clauses.naskah_by_number(agreement, kind)}"
    rows = [
        ArticleInForce(part, "", title, text, origin)
        for part, title, text in _signed(agreement, kind)
    ]
    signed = (
        change_effects.signed_changes(agreement)
        .filter(naskah_diubah=kind)
        .prefetch_related("draft_versions")
    )
    for change in signed.exclude(pk=but.pk if but else None):
        rows = _APPLY.get(change.track.changes, lambda rows, change: rows)(rows, change)
    return _placed(rows)


def _signed(agreement: Agreement, kind: str) -> list[list[str]]:
    """[part, title, text] as they stood when the naskah was signed."""
    signing = change_effects.signings_of_naskah(agreement).get(kind)
    ours = [
        row
        for row in agreement.draft_versions.all()
        if row.kind == kind and row.source != Source.RETURNED
    ]
    kept = [row for row in ours if signing is None or row.at <= signing.at]
    return (
        max(kept, key=lambda row: row.number).texts
        if kept
        else versions.current_clauses_of(kind, agreement)
    )


def _amended(rows: list[ArticleInForce], change: Agreement) -> list[ArticleInForce]:
    paper = next(iter(change_effects.signings_of_naskah(change)), "adendum")
    origin, texts = (
        change_clauses.naskah_by_number(change, paper),
        {part: text for part, _, text in _signed(change, paper)},
    )
    for row in change.perubahan:
        text = texts.get(f"ubah_{row['part']}", row["text"])
        if row["how"] == ADDED:
            after = next(
                (place for place, old in enumerate(rows) if old.part == row["after_part"]),
                len(rows) - 1,
            )
            rows = [
                *rows[: after + 1],
                ArticleInForce(row["part"], "+", row["title"], text, origin),
                *rows[after + 1 :],
            ]
        else:
            gone = row["how"] == GONE
            rows = [
                replace(old, text=text, origin=origin, is_gone=gone)
                if old.part == row["part"]
                else old
                for old in rows
            ]
    return rows


def _extended(rows: list[ArticleInForce], change: Agreement) -> list[ArticleInForce]:
    paper = next(iter(change_effects.signings_of_naskah(change)), "perpanjangan")
    until = indonesian.day_or_blank(change.berakhir_baru)
    told = f"Diperpanjang sampai dengan {until} ({change_clauses.naskah_by_number(change, paper)})."
    return [replace(old, note=told) if old.part in TERM_PARTS else old for old in rows]


_APPLY = {Change.AMENDS: _amended, Change.EXTENDS: _extended}


def _placed(rows: list[ArticleInForce]) -> list[ArticleInForce]:
    """With their numbers: an added Pasal bears the number before it and a letter."""
    placed, number, letter = [], 0, 0
    for row in rows:
        if row.part.endswith(ENGLISH):
            placed.append(replace(row, place=f"Article {number}"))
        elif row.place == "+":
            letter += 1
            placed.append(replace(row, place=f"Pasal {number}{chr(64 + letter)}"))
        else:
            number, letter = number + 1, 0
            placed.append(replace(row, place=f"Pasal {number}"))
    return placed
