"""What is known of a naskah once it is signed, which its final cannot say: that is made to be
signed. A sheet that is made and sealed afterwards says it, and carries the naskah.
"""

from typing import Any

from agreements.documents.kinds import DocumentCode
from agreements.models import Agreement, Document, DocumentState, Evidence, SignedPaper
from agreements.models.evidence import split_numbers
from agreements.regulations.originals import scan_code_of
from agreements.workflow.guarding import require_or_refuse

SHEET = DocumentCode.LEMBAR_PENANDATANGANAN
CHOSEN = "naskah_ttd"  # by which name the order of a sheet says of which naskah it tells
NAME = "naskah.pdf"
GONE = "Naskah final yang ditandatangani itu tidak ada lagi."
SIGNED, SEALED = "bertanda tangan elektronik", "bersegel, sebelum ditandatangani"


def signing_of(agreement: Agreement, kind: str) -> Evidence | None:
    """The record that all parties signed this naskah."""
    code = agreement.track.signings.get(kind)
    if code is None:
        return None
    return agreement.evidence.filter(void=False, requirement_code=code).order_by("pk").last()


def numbers_of_partners(agreement: Agreement, kind: str) -> dict[int, str]:
    """The number that each partner gave the naskah when it was signed, by the key of its party."""
    record = signing_of(agreement, kind)
    told = split_numbers(record.number) if record else []
    keys = [party.pk for party in agreement.partner_parties]
    return dict(zip(keys, told, strict=False))


def final_of(agreement: Agreement, kind: str) -> Document | None:
    """The newest final of that naskah."""
    finals = agreement.documents.filter(kind=kind, draft=False, state=DocumentState.READY)
    return finals.order_by("pk").last()


def signed_kinds_of(agreement: Agreement) -> list[str]:
    """The naskah that were made here and whose signing is recorded, in the order of the stages."""
    return [
        kind
        for kind in agreement.track.signings
        if signing_of(agreement, kind) and final_of(agreement, kind)
    ]


def naskah_of_sheet(document: Document) -> Document | None:
    """The final of whose signing the paper tells; None of every other kind of paper. Raises
    Refused where that final does not count any more.
    """
    if document.kind != SHEET:
        return None
    return require_or_refuse(final_of(document.agreement, document.context["typed"][CHOSEN]), GONE)


def signing_told(naskah: Document, sheet: Document) -> dict[str, Any]:
    """When the signing was recorded, which files hold it, and which sheet says so."""
    record = signing_of(naskah.agreement, naskah.kind)
    return {
        "dicatat_pada": record and record.at.isoformat(),
        "naskah": _file_of(naskah),
        "pindaian": _scans_of(naskah),
        "lembar": {"kode_verifikasi": sheet.token, "tanggal": sheet.context["date"]},
    }


def _file_of(naskah: Document) -> dict[str, str] | None:
    """The file that is carried along: as one party signed it electronically, else as it was
    sealed. Neither is ever removed.
    """
    signed = SignedPaper.objects.filter(document=naskah, signed_by_hand_on=None).first()
    if signed is not None:
        return {"nama": NAME, "sha256": signed.sha256, "keadaan": SIGNED}
    if not naskah.sha256:
        return None
    return {"nama": NAME, "sha256": naskah.sha256, "keadaan": SEALED}


def _scans_of(naskah: Document) -> list[dict[str, str]]:
    """The scans of the signed original, which are named and not carried: their content may be taken
    away.
    """
    agreement = naskah.agreement
    codes = (agreement.track.signings[naskah.kind], scan_code_of(agreement.track, naskah.kind))
    rows = agreement.evidence.filter(void=False, requirement_code__in=codes).exclude(sha256="")
    return [{"nama": row.file_name, "sha256": row.sha256} for row in rows.order_by("pk")]
