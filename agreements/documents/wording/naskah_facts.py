"""What several texts of a naskah tell of its case: the term, the naskah above it, an address."""

from agreements.documents.kinds import DocumentCode
from agreements.documents.text.indonesian import flatten_name, short_date
from agreements.models import Agreement, DocumentState


def months_of(agreement: Agreement, kind: str) -> int | None:
    """The term of a naskah; a PKS may have its own."""
    own = agreement.pks_bulan if kind == DocumentCode.PERJANJIAN_KERJA_SAMA else None
    return own or agreement.jangka_waktu_bulan


def parent_kb_reference(agreement: Agreement) -> str:
    """The signed Kesepakatan Bersama a PKS stands under, by number, date and subject; empty when
    none is known.
    """
    case = agreement.parent or agreement
    papers = [
        paper
        for paper in case.documents.all()
        if paper.kind == DocumentCode.KESEPAKATAN_BERSAMA
        and paper.state == DocumentState.READY
        and not paper.draft
    ]
    signings = [
        row
        for row in case.evidence.all()
        if row.requirement_code == "ttd_kesepakatan_bersama" and not row.void
    ]
    paper = max(papers, key=lambda row: row.pk, default=None)
    signed = max(signings, key=lambda row: row.pk, default=None)
    recorded = case.naskah_number or (signed and signed.number)
    number = paper.number if paper else recorded
    if not number:
        return ""
    day = f" tanggal {short_date(signed.decided_on)}" if signed and signed.decided_on else ""
    return f"Kesepakatan Bersama Nomor {number}{day} tentang {flatten_name(case.title)}"


def one_line(text: str) -> str:
    """An address of several lines on one."""
    return ", ".join(flatten_name(line) for line in text.splitlines() if line.strip())
