"""The papers around a signing."""

from agreements.regulations.citations import p22
from agreements.regulations.document_codes import DocumentCode

from . import conditions
from .vocabulary import SEALED_ALONE, SECRETARY, THOSE_PRESENT, DocumentKind, OnRequest

RECOMMENDATION = DocumentKind(
    DocumentCode.NOTA_REKOMENDASI,
    "Nota Dinas Rekomendasi Penandatanganan",
    "documents/memo_signing.html",
    series="ND",
    context="supporting_papers.of_recommendation",
    signed_by=SECRETARY,
    on_request=OnRequest(
        conditions.recommends_signing,
        "Ketua TKKSD menyampaikan naskah kepada kepala daerah untuk ditandatangani.",
        p22("46 ayat (2) huruf g"),
        takes="checklist.of_signing",
    ),
    cites={"basis": (p22("46 ayat (2) huruf g"),)},
    is_memo=True,
)
RUNDOWN = DocumentKind(
    DocumentCode.SUSUNAN_ACARA,
    "Susunan Acara Penandatanganan",
    "documents/rundown.html",
    context="signing_pages.of_rundown",
    signed_by=THOSE_PRESENT,
)
HANDOVER = DocumentKind(
    DocumentCode.BA_SERAH_TERIMA,
    "Berita Acara Serah Terima Naskah Asli",
    "documents/handover.html",
    series="BA",
    context="signing_pages.of_handover",
    signed_by=THOSE_PRESENT,
)
SIGNED_SHEET = DocumentKind(
    DocumentCode.LEMBAR_PENANDATANGANAN,
    "Lembar Data Penandatanganan",
    "documents/signed_sheet.html",
    context="signed_sheet.of_signed_sheet",
    signed_by=SEALED_ALONE,
    on_request=OnRequest(
        conditions.has_signed_final,
        "Data naskah sesudah ditandatangani, bersegel, agar dapat dibaca sistem lain.",
        asks=("naskah_ttd",),
        outlives=True,
    ),
)
KINDS = (RECOMMENDATION, RUNDOWN, HANDOVER, SIGNED_SHEET)
