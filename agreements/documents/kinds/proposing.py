"""The papers with which a cooperation at home is proposed, offered and consented to."""

from agreements.regulations import ksdd, ksdpk
from agreements.regulations.citations import p22, p25, pp28
from agreements.regulations.citing import places_asking, whole_pasal
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.parties import OF_NASKAH
from agreements.regulations.stage_fragments import KAK_FIELDS, KAK_SINERGI_FIELDS
from agreements.regulations.vocabulary import WHOLE_STAGE, Family, Track
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role

from . import conditions
from .vocabulary import (
    AIMS,
    HEAD_OF_OPD,
    HEAD_OF_SECTION,
    HEAD_OR_DELEGATE,
    PLEDGED,
    THOSE_NAMED,
    WITHIN,
    DocumentKind,
    Enclosed,
    Law,
    Needs,
    OnRequest,
    Recipient,
    always,
    copies_to,
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
    fields = KAK_FIELDS
    if track.is_sinergi:
        fields = KAK_SINERGI_FIELDS
    return (*(name for name, _ in fields), "urusan", "program")


def _law_of_offer(track: Track) -> Law:
    """The stage in which an offer is made."""
    asking = next(places_asking(track, DocumentCode.PENAWARAN), None)
    if asking is None:
        return {}
    return {"basis": asking.stage.citations[:1]}


def _law_of_second_request(track: Track) -> Law:
    """What asks for a second request."""
    asking = next(places_asking(track, DocumentCode.PERMINTAAN_KEDUA), None)
    if asking is None or asking.need.citation is None:
        return {}
    return {"basis": (asking.need.citation,)}


def _law_of_consent(track: Track) -> Law:
    """By which the DPRD is asked for its consent, and by which its silence counts."""
    asking = next(places_asking(track, DocumentCode.PERMOHONAN_DPRD), None)
    if asking is None or asking.stage.deadline is None:
        return {}
    if track.code in conditions.PASSING_ON:
        return {"basis": asking.stage.citations, "silence": (pp28("30 ayat (4)"),)}
    letter, term = asking.need.citation, asking.stage.deadline.citation
    if letter is None or term is None:
        return {}
    if track.is_foreign:
        return {"basis": (whole_pasal(letter),), "silence": (term, p25("17 ayat (3)"))}
    return {"basis": (whole_pasal(letter),), "silence": (term,)}


def _copies_of_offer(track: Track) -> tuple[Recipient, ...]:
    """The Gubernur is told of what is offered to another government."""
    if track.is_with_third_party:
        return WITHIN
    return (Recipient.GOVERNOR, *WITHIN)


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
    sent_to=(Recipient.CHAIR_OF_TEAM,),
    copies_to=copies_to(Recipient.ASSISTANT, Recipient.SECTION),
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
    cites={"basis": (p22("5"),)},
)
RECEIPT = DocumentKind(
    DocumentCode.TANDA_TERIMA,
    "Tanda Terima Berkas",
    "documents/receipt.html",
    context="supporting_papers.of_receipt",
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
    context="supporting_papers.of_verification_sheet",
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
REDLINE = DocumentKind(
    DocumentCode.LEMBAR_PERUBAHAN,
    "Lembar Perubahan Rancangan",
    "documents/redline.html",
    context="redline_paper.of_redline",
    signed_by=THOSE_NAMED,
    ordered_by=(Role.OPD, *policy.OFFICE, Role.LEGAL),
    has_kop=False,
    on_request=OnRequest(
        conditions.drafts_naskah,
        "Kata demi kata, yang berubah antara dua teks rancangan, termasuk lampirannya.",
        asks=("teks_lama", "teks_baru"),
    ),
)
OFFER = DocumentKind(
    DocumentCode.PENAWARAN,
    "Surat Penawaran",
    "documents/letter_offer.html",
    series="PNW",
    title_en="Letter of Offer",
    goes_to_partner=True,
    needs=Needs(AIMS),
    cites_by_road=_law_of_offer,
    term="tanggapan_pertama",
    sent_to=(Recipient.PARTNERS,),
    copies_to=_copies_of_offer,
)
SECOND_REQUEST = DocumentKind(
    DocumentCode.PERMINTAAN_KEDUA,
    "Permintaan Tanggapan Kedua",
    "documents/letter_second_request.html",
    series="PNW",
    title_en="Second Request for a Response",
    goes_to_partner=True,
    signed_by=HEAD_OR_DELEGATE,
    cites_by_road=_law_of_second_request,
    term="tanggapan_kedua",
    sent_to=(Recipient.PARTNERS,),
    copies_to=copies_to(Recipient.GOVERNOR, *WITHIN),
)
REPORT_OF_SILENCE = DocumentKind(
    DocumentCode.LAPORAN_GUBERNUR,
    "Laporan kepada Gubernur",
    "documents/letter_governor.html",
    series="LAP",
    signed_by=HEAD_OR_DELEGATE,
    cites={"basis": (p22("8 ayat (5)"),), "follow_up": (p22("8 ayat (6)"),)},
    term="tanggapan_kedua",
    sent_to=(Recipient.GOVERNOR_FOR_GOVERNMENT,),
    copies_to=copies_to(Recipient.PARTNERS, *WITHIN),
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
    sent_to=(Recipient.PARTNERS,),
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
    cites_by_road=_law_of_consent,
    term=WHOLE_STAGE,
    sent_to=(Recipient.DPRD,),
)
KINDS = (
    KAK,
    PROPOSAL,
    FEASIBILITY,
    MAPPING,
    RECEIPT,
    CHECKLIST,
    INITIALS,
    REDLINE,
    OFFER,
    SECOND_REQUEST,
    REPORT_OF_SILENCE,
    ANSWER,
    REQUEST_TO_DPRD,
)
