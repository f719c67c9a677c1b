"""The papers with which a cooperation at home is proposed, offered and consented to."""

from agreements.regulations import ksdd, ksdpk
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.fragments import KAK_FIELDS, KAK_SINERGI_FIELDS
from agreements.regulations.parties import OF_NASKAH
from agreements.regulations.vocabulary import Family, Track, p22
from kerjasama.accounts import policy

from . import conditions
from .vocabulary import (
    AIMS,
    HEAD_OF_OPD,
    HEAD_OF_SECTION,
    HEAD_OR_DELEGATE,
    PLEDGED,
    THOSE_NAMED,
    DocumentKind,
    Enclosed,
    Needs,
    OnRequest,
    always,
    enclose,
)

# What a kerangka acuan kegiatan says of a cooperation of the Government that is passed on.
_PASSED_ON = (
    "latar_belakang",
    *PLEDGED,
    "maksud_tujuan",
    "sasaran",
    "ruang_lingkup",
    "kegiatan",
    "jangka_waktu_bulan",
    "pembiayaan",
)


def _of_terms(track: Track) -> tuple[str, ...]:
    """What the KAK of this road must say."""
    if track.is_foreign:
        return _PASSED_ON
    fields = KAK_SINERGI_FIELDS if track.is_sinergi else KAK_FIELDS
    return (*(name for name, _ in fields), "urusan", "program")


_leads_to_contract = conditions.is_in(Family.KSDD, Family.KSDPK)


KAK = DocumentKind(
    DocumentCode.KAK,
    "Kerangka Acuan Kerja",
    "documents/kak.html",
    series="KAK",
    context="proposing.of_terms",
    signed_by=HEAD_OF_OPD,
    has_kop=False,
    needs=Needs(by_road=_of_terms),
)
PROPOSAL = DocumentKind(
    DocumentCode.SURAT_USULAN,
    "Surat Usulan Kerja Sama",
    "documents/letter_proposal.html",
    series="USL",
    context="supporting_papers.of_typed",
    signed_by=HEAD_OF_OPD,
    ordered_by=policy.OPD_ROLES,
    needs=Needs(AIMS),
    on_request=OnRequest(
        conditions.is_ours,
        "Usulan kepala OPD kepada Sekretaris Daerah, dengan petugas penghubung.",
        asks=("penghubung",),
    ),
)
FEASIBILITY = DocumentKind(
    DocumentCode.STUDI_KELAYAKAN,
    "Studi Kelayakan",
    "documents/feasibility.html",
    context="supporting_papers.of_feasibility",
    signed_by=HEAD_OF_OPD,
    ordered_by=policy.OPD_ROLES,
    has_kop=False,
    needs=Needs(("latar_belakang", "objek", *AIMS, "manfaat", "pembiayaan")),
    on_request=OnRequest(
        conditions.on_track(ksdpk.DAERAH.code, conditions.is_proposed),
        "Dicetak dari isi usulan, lalu diunggah bertanda tangan.",
        p22("27"),
        ("dasar_hukum", "kesimpulan", "rekomendasi"),
    ),
)
MAPPING = DocumentKind(
    DocumentCode.BA_PEMETAAN,
    "Berita Acara Pemetaan Urusan",
    "documents/mapping.html",
    series="BA",
    context="supporting_papers.of_mapping",
    has_kop=False,
    needs=Needs(("urusan", "program", "geometri"), partner_for_final=OF_NASKAH),
    on_request=OnRequest(
        conditions.on_track(ksdd.WAJIB.code, conditions.is_proposed),
        "Hasil pembahasan pemetaan, untuk ditandatangani kepala daerah.",
        p22("5 ayat (6)"),
        ("program_pemetaan",),
    ),
)
RECEIPT = DocumentKind(
    DocumentCode.TANDA_TERIMA,
    "Tanda Terima Berkas",
    "documents/receipt.html",
    context="supporting_papers.context_of_supporting_sheet",
    signed_by=THOSE_NAMED,
    on_request=OnRequest(
        always,
        "Berkas yang diserahkan OPD sampai hari ini.",
        asks=("penyerah",),
        takes="checklist.handed_in",
    ),
)
CHECKLIST = DocumentKind(
    DocumentCode.LEMBAR_VERIFIKASI,
    "Lembar Verifikasi",
    "documents/verification_sheet.html",
    context="supporting_papers.context_of_supporting_sheet",
    signed_by=HEAD_OF_SECTION,
    on_request=OnRequest(
        always,
        "Kelengkapan dan kesesuaian usulan, syarat demi syarat.",
        takes="checklist.checklist_of_proposal",
    ),
)
INITIALS = DocumentKind(
    DocumentCode.LEMBAR_PARAF,
    "Lembar Paraf Koordinasi",
    "documents/initials_sheet.html",
    context="supporting_papers.of_initials",
    signed_by=THOSE_NAMED,
    ordered_by=(*policy.OFFICE, *policy.OPD_ROLES),
    on_request=OnRequest(
        always,
        "Menyertai rancangan atau surat selama beredar di dalam.",
        asks=("naskah",),
    ),
)
OFFER = DocumentKind(
    DocumentCode.PENAWARAN,
    "Surat Penawaran",
    "documents/letter_offer.html",
    series="PNW",
    context="proposing.of_offer",
    title_en="Letter of Offer",
    goes_to_partner=True,
    needs=Needs(AIMS),
)
SECOND_REQUEST = DocumentKind(
    DocumentCode.PERMINTAAN_KEDUA,
    "Permintaan Tanggapan Kedua",
    "documents/letter_second_request.html",
    series="PNW",
    context="proposing.of_offer",
    title_en="Second Request for a Response",
    goes_to_partner=True,
    signed_by=HEAD_OR_DELEGATE,
)
REPORT_OF_SILENCE = DocumentKind(
    DocumentCode.LAPORAN_GUBERNUR,
    "Laporan kepada Gubernur",
    "documents/letter_governor.html",
    series="LAP",
    context="proposing.of_offer",
    signed_by=HEAD_OR_DELEGATE,
)
ANSWER = DocumentKind(
    DocumentCode.JAWABAN_PENAWARAN,
    "Jawaban Penawaran",
    "documents/letter_answer.html",
    series="JWB",
    context="proposing.of_answer",
    title_en="Reply to your Offer",
    goes_to_partner=True,
    signed_by=HEAD_OR_DELEGATE,
)
REQUEST_TO_DPRD = DocumentKind(
    DocumentCode.PERMOHONAN_DPRD,
    "Permohonan Persetujuan DPRD",
    "documents/letter_dprd.html",
    series="DPRD",
    context="proposing.of_consent_request",
    signed_by=HEAD_OR_DELEGATE,
    needs=Needs((*AIMS, "pembiayaan")),
    encloses=(
        *enclose(Enclosed.JOINT_AGREEMENT, Enclosed.DRAFT_OF_CONTRACT, when=_leads_to_contract),
        *enclose(Enclosed.COMPANY_PROFILE, when=conditions.is_in(Family.KSDPK)),
        *enclose(
            Enclosed.DRAFT_OF_MEMORANDUM,
            Enclosed.DRAFT_OF_WORK_PLAN,
            when=conditions.is_in(Family.SINERGI),
        ),
        *enclose(Enclosed.PLAN, when=conditions.is_abroad),
        *enclose(Enclosed.NASKAH_PASSED_ON, when=conditions.passes_on),
        *enclose(Enclosed.INTENT, when=conditions.is_agreed_abroad),
    ),
)
KINDS = (
    KAK,
    PROPOSAL,
    FEASIBILITY,
    MAPPING,
    RECEIPT,
    CHECKLIST,
    INITIALS,
    OFFER,
    SECOND_REQUEST,
    REPORT_OF_SILENCE,
    ANSWER,
    REQUEST_TO_DPRD,
)
