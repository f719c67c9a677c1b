"""What is reported, judged and settled while a cooperation is carried out."""

from agreements.regulations.citations import p22
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.parties import OF_NASKAH
from agreements.regulations.vocabulary import Family
from kerjasama.accounts.models import Office

from . import conditions
from .vocabulary import (
    HEAD_OF_SECTION,
    SECRETARY,
    WITHIN,
    DocumentKind,
    Needs,
    OnRequest,
    Recipient,
    SignedBy,
    copies_to,
)

SEMESTER_REPORT = DocumentKind(
    DocumentCode.LAPORAN_SEMESTER,
    "Laporan Pelaksanaan Kerja Sama",
    "documents/semester_report.html",
    series="LAP",
    context="report_papers.of_report",
    # The report on a Sinergi is the TKKSD's (P22 Pasal 60 ayat (1)), so its Ketua signs it.
    signed_by=SignedBy(Office.UNIT_HEAD, on_sinergi=Office.SECRETARY),
)
YEARLY_REPORT = DocumentKind(
    DocumentCode.LAPORAN_PELAKSANAAN,
    "Laporan Hasil Kerja Sama",
    "documents/foreign/yearly_report.html",
    series="LAP",
    context="report_papers.of_report",
)
MEMORANDUM_TO_MINISTER = DocumentKind(
    DocumentCode.PENYAMPAIAN_NK,
    "Penyampaian Nota Kesepakatan kepada Menteri",
    "documents/letter_minister.html",
    series="LAP",
    context="supporting_papers.of_signed",
    on_request=OnRequest(
        conditions.within_family(Family.SINERGI, conditions.is_signed),
        "Nota Kesepakatan dan rencana kerja yang sudah ditandatangani, sebagai laporan.",
        p22("57 ayat (3)"),
        outlives=True,
    ),
    cites={"basis": (p22("57 ayat (3)"),)},
    sent_to=(Recipient.HOME_MINISTER,),
    copies_to=copies_to(Recipient.GOVERNOR, Recipient.PARTNERS, *WITHIN),
)
REPORT_TO_GOVERNOR = DocumentKind(
    DocumentCode.PENGANTAR_LAPORAN,
    "Penyampaian Laporan kepada Gubernur",
    "documents/letter_report.html",
    series="LAP",
    context="supporting_papers.of_report_letter",
    on_request=OnRequest(
        conditions.reports_upwards,
        "Meneruskan laporan yang sudah diterima secara berjenjang.",
        asks=("laporan",),
        outlives=True,
    ),
    sent_to=(Recipient.GOVERNOR_FOR_GOVERNMENT,),
)
DISPUTE = DocumentKind(
    DocumentCode.BA_PERSELISIHAN,
    "Berita Acara Penyelesaian Perselisihan",
    "documents/dispute.html",
    series="BA",
    context="supporting_papers.of_dispute",
    has_kop=False,
    needs=Needs(partner_for_final=OF_NASKAH),
    on_request=OnRequest(
        conditions.within_family(Family.KSDD, conditions.is_signed),
        "Hasil musyawarah dan mufakat para daerah.",
        p22("18 ayat (3)"),
        ("perselisihan", "penyelesaian"),
        outlives=True,
    ),
    cites={"basis": (p22("18"),)},
    is_minutes=True,
)
EVALUATION = DocumentKind(
    DocumentCode.LEMBAR_EVALUASI,
    "Lembar Evaluasi",
    "documents/evaluation_sheet.html",
    context="evaluation_sheet.context_of_evaluation_sheet",
    signed_by=HEAD_OF_SECTION,
)
EXPLANATION = DocumentKind(
    DocumentCode.PERMINTAAN_PENJELASAN,
    "Permintaan Penjelasan Pelaksanaan Kerja Sama",
    "documents/letter_explanation.html",
    series="PPK",
    context="supporting_papers.of_explanation",
    signed_by=SECRETARY,
    sent_to=(Recipient.OWNER,),
    copies_to=copies_to(Recipient.HEAD_FOR_INFORMATION, Recipient.ASSISTANT, Recipient.SECTION),
)
KINDS = (
    SEMESTER_REPORT,
    YEARLY_REPORT,
    MEMORANDUM_TO_MINISTER,
    REPORT_TO_GOVERNOR,
    DISPUTE,
    EVALUATION,
    EXPLANATION,
)
