"""What the public may know of a final by its code: genuine, in force, replaced by what, signed by
whom and when. It names no person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from agreements.documents import signers
from agreements.documents.kinds import KINDS, DocumentCode
from agreements.documents.text import indonesian
from agreements.documents.wording import change_clauses
from agreements.documents.wording.signing_days import day_and_place
from agreements.models import (
    STOPPED,
    Agreement,
    Document,
    DocumentState,
    Evidence,
    FileCheck,
    LetterPaper,
    PartySigning,
    SignedPaper,
)
from agreements.models.document import TOKEN_LENGTH, UNMISTAKABLE
from agreements.regulations.limits import INTENT
from agreements.regulations.originals import scan_code_of
from agreements.regulations.vocabulary import Change
from agreements.workflow import change_effects

from .signatories import NOT_SHOWN, Signatory, kept_signatories_of

GROUP = 5


def group_code(token: str) -> str:
    """The code as it is printed: ABCDE-FGHJK-…"""
    return "-".join(token[place : place + GROUP] for place in range(0, len(token), GROUP))


def plain_code(typed: str) -> str:
    """The code that somebody typed; empty when it cannot be one."""
    token = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(token) != TOKEN_LENGTH or not set(token) <= set(UNMISTAKABLE):
        return ""
    return token


class VerificationMark(NamedTuple):
    """What a final prints: the QR code of its address, the page where codes are typed, the code."""

    qr: str
    page: str
    code: str


def verification_mark_of(document: Document | LetterPaper) -> VerificationMark:
    """By which everybody can verify the final."""
    # any mask is read alike; to look for the best of eight takes as long as to store the paper
    import segno

    site = settings.SITE_URL.rstrip("/")
    code = segno.make(site + reverse("verifikasi-rinci", args=[document.token]), error="m", mask=3)
    return VerificationMark(
        qr=code.svg_data_uri(border=0),
        page=site + reverse("verifikasi"),
        code=group_code(document.token),
    )


def find_final_by_code(token: str) -> Document | None:
    """The final that bears the code. Drafts, and what is still being made, are not known to anybody
    outside.
    """
    known = Document.objects.filter(
        draft=False, state__in=(DocumentState.READY, DocumentState.CANCELLED)
    )
    return (
        known.select_related(
            "agreement__partner", "agreement__owner", "agreement__parent", "signed"
        )
        .filter(token=token)
        .first()
    )


def find_letter_by_code(token: str) -> LetterPaper | None:
    """The free letter that bears the code, once it is made."""
    rows = LetterPaper.objects.filter(token=token, state=DocumentState.READY)
    return rows.select_related("letter", "number_row", "signed").first()


@dataclass(frozen=True)
class FinalStatus:
    """How a final stands today. `verdict` is in a word, `text` says why."""

    verdict: str
    text: str
    good: bool


@dataclass(frozen=True)
class VerificationReport:
    """What the public page tells of a final."""

    document: Document
    title: str
    standing: FinalStatus
    signatories: list[Signatory]
    own_days: list[tuple[str, str]]
    signed_on: date | None
    until: date | None
    damaged: bool
    changes: list[str]
    signed_electronically: datetime | None
    signed_by_hand_on: date | None = None
    begins_on: date | None = None


def waits_for_signature(document: Document) -> bool:
    """Whether it is a letter of an office that nobody has signed yet. Naskah are told by the record
    of their signing, what those present sign by hand by nothing.
    """
    is_final = document.state == DocumentState.READY and not document.draft
    is_letter = KINDS[document.kind].signed_by.hand is None and not is_naskah(document)
    return is_final and is_letter and _signature_of(document) is None


def _signature_of(document: Document) -> SignedPaper | None:
    """How our official signed it, electronically or by hand; read once for a document."""
    return getattr(document, "signed", None)


def verification_report_of(document: Document) -> VerificationReport:
    """How the final stands today, who signs it, and what was signed about it later."""
    newer, signature = successor_of_final(document), _signature_of(document)
    signed_on, until = _term(document, newer)
    signatories = kept_signatories_of(document)
    changes: list[str] = []
    own_days: list[tuple[str, str]] = []
    if signed_on and is_naskah(document):
        changes = signed_changes_of(document)
        own_days = _own_days(document, signatories)
    return VerificationReport(
        document,
        KINDS[document.kind].title,
        _standing(document, newer, signed_on, until),
        signatories,
        own_days,
        signed_on,
        until,
        FileCheck.objects.damaged().filter(pk=document.sha256).exists(),
        changes,
        signature.at if signature and not signature.is_by_hand else None,
        signature.signed_by_hand_on if signature else None,
        _first_day(document) if signed_on and is_naskah(document) else None,
    )


def _own_days(document: Document, signatories: list[Signatory]) -> list[tuple[str, str]]:
    """The day and place of each party that signed apart, by the name that the final keeps of it."""
    rows = PartySigning.objects.of_naskah(document.agreement, document.kind)
    parties = list(document.agreement.parties.all()) if rows else []
    if len(parties) != len(signatories):
        return []
    names = [one.office if one.party == NOT_SHOWN else one.party for one in signatories]
    return [
        (name, day_and_place(rows[party.pk].day, rows[party.pk].place))
        for name, party in zip(names, parties, strict=True)
        if party.pk in rows
    ]


def signed_changes_of(document: Document) -> list[str]:
    """What was signed later about a naskah: "Diubah dengan …", "Diperpanjang sampai …", "Diakhiri
    pada …".
    """
    rows = change_effects.signed_changes(document.agreement)
    return [
        _change_text_of(row)
        for row in rows
        if row.track.does is Change.ENDS or row.naskah_diubah == document.kind
    ]


def _change_text_of(change: Agreement) -> str:
    paper = next(iter(change_effects.signings_of_naskah(change)), DocumentCode.ADENDUM)
    by = change_clauses.naskah_by_number(change, paper)
    day = indonesian.day_or_blank(change.berakhir_baru)
    said = {
        Change.AMENDS: "Diubah",
        Change.EXTENDS: f"Diperpanjang sampai {day}",
        Change.ENDS: f"Diakhiri pada {day}",
    }
    return f"{said[change.track.does]} dengan {by}."


def is_naskah(document: Document) -> bool:
    """Whether the track has it signed by both parties."""
    return document.kind in document.agreement.track.signings


def _signings(document: Document) -> QuerySet[Evidence]:
    """The records of its signing, the newest last."""
    code = document.agreement.track.signings.get(document.kind, "")
    records = document.agreement.evidence.filter(void=False, requirement_code=code)
    return records.order_by("pk")


def _term(document: Document, newer: Document | None) -> tuple[date | None, date | None]:
    """From when until when a naskah holds; of other papers only their day."""
    if not is_naskah(document):
        return signers.day_of(document), None
    signing = _signings(document).exclude(decided_on=None).last()
    if signing is None or newer is not None:
        return None, None
    return signing.decided_on, _end(document)


def _first_day(document: Document) -> date | None:
    """The day from which a signed naskah holds, where it names one of its own."""
    agreement = document.agreement
    if document.kind == INTENT or agreement.track.changes or agreement.is_legacy:
        return None
    return agreement.term_of(document.kind).first_day(None)


def _end(document: Document) -> date | None:
    """The last day on which the naskah holds; of a change, that of the naskah it changes."""
    agreement, kind = document.agreement, document.kind
    if kind == INTENT:
        return agreement.loi_until
    if agreement.track.changes:
        agreement, kind = agreement.above, agreement.naskah_diubah
    end = change_effects.end_of(agreement, kind)
    if not agreement.terminated:
        return end
    return min(filter(None, (end, agreement.ends_on)), default=None)


def successor_of_final(document: Document) -> Document | None:
    """The newest final of the same kind in the case, made after this one; of an evaluation, and of
    the data of a signed naskah, only that of the same.

    A letter that was signed or sent stands for good: only one under its own number replaces it.
    """
    later = document.agreement.documents.filter(
        kind=document.kind, draft=False, state=DocumentState.READY, pk__gt=document.pk
    )
    if _left_the_house(document):
        later = later.filter(number=document.number)
    if naskah := document.context.get("typed", {}).get("naskah_ttd"):
        later = later.filter(context__typed__naskah_ttd=naskah)
    if "evaluation" in document.context:
        later = later.filter(context__evaluation=document.context["evaluation"])
    return later.order_by("pk").last()


def _left_the_house(document: Document) -> bool:
    """Whether it is a letter that somebody may hold: signed, or sent to the partner."""
    if is_naskah(document) or not document.number:
        return False
    return _signature_of(document) is not None or document.mailings.exists()


def _standing(
    document: Document, newer: Document | None, signed_on: date | None, until: date | None
) -> FinalStatus:
    if document.state == DocumentState.CANCELLED:
        return FinalStatus("Dibatalkan", "Dokumen ini dibatalkan dan tidak berlaku.", good=False)
    if newer:
        return _replaced(document, newer)
    if waits_for_signature(document):
        return FinalStatus(
            "Belum ditandatangani",
            "Dokumen ini dibuat dengan sistem ini; penandatanganannya belum dicatat.",
            good=False,
        )
    if not is_naskah(document):
        return FinalStatus(
            "Asli", "Dokumen ini dibuat dengan sistem ini dan belum diganti.", good=True
        )
    if signed_on is None:
        return FinalStatus(
            "Belum ditandatangani",
            "Naskah ini dibuat dengan sistem ini; penandatanganannya belum dicatat.",
            good=False,
        )
    if document.agreement.state in STOPPED:
        return FinalStatus("Tidak berlaku", "Kerja sama ini dihentikan.", good=False)
    if until and until < timezone.localdate():
        return _over(document.agreement, until)
    first = _first_day(document)
    if first and first > timezone.localdate():
        day = indonesian.short_date(first)
        return FinalStatus("Akan berlaku", f"Naskah ini asli dan berlaku mulai {day}.", good=True)
    return FinalStatus("Berlaku", "Naskah ini asli dan masih berlaku.", good=True)


def _replaced(document: Document, newer: Document) -> FinalStatus:
    number = ""
    if newer.number:
        number = f" Nomor {newer.number}"
        if newer.number == document.number:
            number = " revisi dengan nomor yang sama"
    day = indonesian.short_date(signers.day_of(newer))
    return FinalStatus("Diganti", f"Dokumen ini diganti oleh{number} tanggal {day}.", good=False)


def _over(agreement: Agreement, until: date) -> FinalStatus:
    """Its last day is past: it was ended, or came to its end."""
    day = indonesian.short_date(until)
    if agreement.terminated or (agreement.parent and agreement.parent.terminated):
        return FinalStatus("Diakhiri", f"Kerja sama ini diakhiri pada {day}.", good=False)
    return FinalStatus("Berakhir", f"Naskah ini berakhir pada {day}.", good=False)


def letter_standing_of(paper: LetterPaper) -> FinalStatus:
    """How a free letter stands today."""
    is_void = paper.number_row is not None and paper.number_row.is_cancelled
    if paper.letter.is_cancelled or is_void:
        return FinalStatus("Dibatalkan", "Surat ini dibatalkan dan tidak berlaku.", good=False)
    if paper.signature is None:
        return FinalStatus(
            "Belum ditandatangani",
            "Surat ini dibuat dengan sistem ini; penandatanganannya belum dicatat.",
            good=False,
        )
    return FinalStatus("Asli", "Surat ini dibuat dengan sistem ini.", good=True)


class FileMatch(StrEnum):
    """Which file of a paper it is that somebody holds."""

    DOCUMENT = "dokumen"
    SIGNED_COPY = "tertanda"
    SCAN = "pindaian"
    NONE = ""


def compare_file_hash(document: Document, sha256: str) -> FileMatch:
    """What a file with this hash is: the final, its signed copy, the scan of the original, or none
    that we know.
    """
    is_renewed = document.renewals.filter(sha256=sha256).exists()
    if sha256 == document.sha256 or (is_renewed and document.seal):
        return FileMatch.DOCUMENT
    signature = _signature_of(document)
    is_signed = signature is not None and (is_renewed or signature.sha256 == sha256)
    signed = signature if is_signed else None
    if signed and not signed.is_by_hand:
        return FileMatch.SIGNED_COPY
    if signed or sha256 in _scans(document):
        return FileMatch.SCAN
    return FileMatch.NONE


def compare_letter_hash(paper: LetterPaper, sha256: str) -> FileMatch:
    """What a file with this hash is of a free letter."""
    if sha256 == paper.sha256:
        return FileMatch.DOCUMENT
    signed = paper.signature
    if signed is None or sha256 != signed.sha256:
        return FileMatch.NONE
    return FileMatch.SCAN if signed.is_by_hand else FileMatch.SIGNED_COPY


def _scans(document: Document) -> Iterable[str]:
    """The scans of the signed original, handed in with the record of the signing or after it."""
    track = document.agreement.track
    if not is_naskah(document):
        return ()
    asked_by = (track.signings[document.kind], scan_code_of(track, document.kind))
    rows = document.agreement.evidence.filter(void=False, requirement_code__in=asked_by)
    return rows.exclude(sha256="").values_list("sha256", flat=True)
