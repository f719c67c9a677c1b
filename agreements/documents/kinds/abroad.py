"""The papers of a cooperation with the world (Permendagri 25/2020)."""

from agreements.regulations.citations import p25
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.ksdll_nirlaba import NIRLABA
from agreements.regulations.parties import OF_NASKAH_ABROAD, SIGNER_ABROAD
from agreements.regulations.preparing_abroad import GOVERNOR
from agreements.regulations.vocabulary import WHOLE_STAGE, Track

from . import conditions
from .vocabulary import (
    AIMS,
    BOTH_LANGUAGES,
    HEAD_OF_OPD,
    IN_ENGLISH,
    PLEDGED,
    THOSE_PRESENT,
    WITHIN,
    DocumentKind,
    Enclosed,
    Law,
    Needs,
    OnRequest,
    Recipient,
    Wording,
    copies_to,
    enclose,
)

_COPIES_ABROAD = copies_to(Recipient.FOREIGN_MINISTER, Recipient.GOVERNOR, *WITHIN)
_TO_VERIFY = enclose(Enclosed.INTENT, Enclosed.PLAN, Enclosed.STUDY, Enclosed.CONSENT_OF_DPRD)


def _of_plan_proposal(track: Track) -> tuple[str, ...]:
    """The mapping is asked for where Pasal 29 ayat (2) does."""
    if track.code == NIRLABA.code:
        return ()
    return ("pemetaan",)


def _law_of_plan_proposal(track: Track) -> Law:
    """By which a plan that passes on the Government's cooperation goes to the Menteri."""
    if track.code == NIRLABA.code:
        return {"basis": (p25("30 ayat (1)"),)}
    return {"basis": (p25("29 ayat (1)"), p25("29 ayat (2)"))}


STUDY = DocumentKind(
    DocumentCode.KAJIAN,
    "Kajian",
    "documents/foreign/study.html",
    series="KAJ",
    context="plans_abroad.of_study",
    signed_by=HEAD_OF_OPD,
    has_kop=False,
    needs=Needs(
        (
            "latar_belakang",
            "maksud_tujuan",
            "pemetaan",
            "manfaat",
            "kesimpulan",
            "urusan",
            "program",
        )
    ),
    cites={"conditions": (p25("5"),)},
)
REQUEST_FOR_RESPONSE = DocumentKind(
    DocumentCode.PERMOHONAN_TANGGAPAN,
    "Permohonan Tanggapan Menteri",
    "documents/foreign/letter_response.html",
    series="KLN",
    context="letters_abroad.of_letter",
    needs=Needs(("maksud_tujuan", "ruang_lingkup")),
    encloses=enclose(Enclosed.STUDY, Enclosed.DRAFT_OF_INTENT),
    cites={"basis": (p25("14 ayat (1)"), p25("14 ayat (2)"))},
    sent_to=(Recipient.HOME_MINISTER_BY_SECRETARY,),
    copies_to=_COPIES_ABROAD,
)
INTENT = DocumentKind(
    DocumentCode.PERNYATAAN_KEHENDAK,
    "Pernyataan Kehendak Kerja Sama",
    "documents/foreign/naskah.html",
    context="naskah_abroad.of_naskah",
    title_en="Letter of Intent",
    goes_to_partner=True,
    languages=BOTH_LANGUAGES,
    has_kop=False,
    needs=Needs(
        ("maksud_tujuan", "ruang_lingkup", "loi_bulan", *IN_ENGLISH),
        proposal_for_final=("tempat_ttd",),
        partner_for_final=OF_NASKAH_ABROAD,
    ),
    wording=Wording(
        ("subjek", "maksud_tujuan", "ruang_lingkup", "sifat", "masa_berlaku"),
        listed_by=p25("13 ayat (2)"),
        beyond={"sifat": None},
    ),
)
COPY_OF_INTENT = DocumentKind(
    DocumentCode.SALINAN_LOI,
    "Penyampaian Salinan Pernyataan Kehendak",
    "documents/foreign/letter_copy.html",
    series="KLN",
    context="supporting_papers.of_intent_copy",
    on_request=OnRequest(
        conditions.has_signed_intent,
        "Pernyataan Kehendak yang sudah ditandatangani.",
        p25("14 ayat (5)"),
    ),
    cites={"basis": (p25("14 ayat (5)"),), "follow_up": (p25("15"),)},
    sent_to=(Recipient.HOME_MINISTER_BY_SECRETARY,),
    copies_to=_COPIES_ABROAD,
)
PLAN = DocumentKind(
    DocumentCode.RENCANA_KERJA_SAMA,
    "Rencana Kerja Sama",
    "documents/foreign/plan.html",
    series="RKS",
    context="plans_abroad.of_plan",
    title_en="Cooperation Plan",
    goes_to_partner=True,
    has_kop=False,
    needs=Needs(
        (
            "latar_belakang",
            "sasaran",
            "objek",
            "objek_ln",
            *AIMS,
            "pembiayaan",
            "kegiatan",
        )
    ),
)
DEEMED_CONSENT = DocumentKind(
    DocumentCode.TINDAK_LANJUT_RENCANA,
    "Permohonan Tindak Lanjut Rencana Kerja Sama",
    "documents/foreign/letter_deemed.html",
    series="KLN",
    context="letters_abroad.of_letter",
    encloses=enclose(Enclosed.PLAN, Enclosed.INTENT, Enclosed.PROOF_OF_REQUEST),
    cites={"silence": (p25("17 ayat (3)"),), "basis": (p25("17 ayat (4)"),)},
    term=WHOLE_STAGE,
    sent_to=(Recipient.HOME_MINISTER_BY_SECRETARY,),
    copies_to=copies_to(Recipient.DPRD, Recipient.FOREIGN_MINISTER, Recipient.GOVERNOR, *WITHIN),
)
PLAN_TO_GOVERNOR = DocumentKind(
    DocumentCode.PERMOHONAN_VERIFIKASI,
    "Permohonan Pertimbangan Rencana Kerja Sama",
    "documents/foreign/letter_plan.html",
    series="KLN",
    context="letters_abroad.of_letter",
    encloses=_TO_VERIFY,
    cites={"basis": (p25("18 ayat (2)"), p25("18 ayat (3)"), p25("18 ayat (4)"))},
    term=GOVERNOR,
    sent_to=(Recipient.GOVERNOR,),
    copies_to=copies_to(Recipient.HOME_MINISTER_BY_SECRETARY, *WITHIN),
)
PLAN_TO_MINISTER = DocumentKind(
    DocumentCode.RENCANA_KE_MENTERI,
    "Penyampaian Rencana Kerja Sama kepada Menteri",
    "documents/foreign/letter_plan_direct.html",
    series="KLN",
    context="letters_abroad.of_letter",
    encloses=(*_TO_VERIFY, *enclose(Enclosed.PROOF_OF_GOVERNOR)),
    cites={"basis": (p25("18 ayat (5)"),)},
    term=GOVERNOR,
    sent_to=(Recipient.HOME_MINISTER_BY_SECRETARY,),
    copies_to=_COPIES_ABROAD,
)
NASKAH_TO_GOVERNOR = DocumentKind(
    DocumentCode.PERMOHONAN_PERSETUJUAN,
    "Permohonan Persetujuan Naskah Kerja Sama",
    "documents/foreign/letter_naskah.html",
    series="KLN",
    context="letters_abroad.of_letter",
    encloses=enclose(Enclosed.DRAFT_OF_NASKAH, Enclosed.CONSIDERATION),
    cites={"basis": (p25("20 ayat (3)"),), "term": (p25("20 ayat (4)"),)},
    term=GOVERNOR,
    sent_to=(Recipient.GOVERNOR,),
    copies_to=copies_to(Recipient.HOME_MINISTER_BY_SECRETARY, *WITHIN),
)
NASKAH_TO_MINISTER = DocumentKind(
    DocumentCode.NASKAH_KE_MENTERI,
    "Penyampaian Rancangan Naskah kepada Menteri",
    "documents/foreign/letter_naskah_direct.html",
    series="KLN",
    context="letters_abroad.of_letter",
    encloses=enclose(Enclosed.DRAFT_OF_NASKAH, Enclosed.CONSIDERATION, Enclosed.PROOF_OF_GOVERNOR),
    cites={"basis": (p25("20 ayat (4)"),)},
    term=GOVERNOR,
    sent_to=(Recipient.HOME_MINISTER_BY_SECRETARY,),
    copies_to=_COPIES_ABROAD,
)
NASKAH = DocumentKind(
    DocumentCode.NASKAH_KERJA_SAMA,
    "Naskah Kerja Sama",
    "documents/foreign/naskah.html",
    series="NKS",
    context="naskah_abroad.of_naskah",
    title_en="Memorandum of Understanding",
    calls_itself="Memorandum Saling Pengertian",
    goes_to_partner=True,
    languages=BOTH_LANGUAGES,
    has_kop=False,
    needs=Needs(
        (*AIMS, *IN_ENGLISH),
        proposal_for_final=("tempat_ttd",),
        partner_for_final=OF_NASKAH_ABROAD,
    ),
    wording=Wording(
        (
            "subjek",
            "maksud_tujuan",
            "ruang_lingkup",
            "pelaksanaan",
            "pembiayaan",
            "kelompok_kerja",
            "perselisihan",
            "amandemen",
            "masa_berlaku",
        ),
        listed_by=p25("20 ayat (5)"),
    ),
)
# The copy that the partner keeps: the same articles, with the partner named first.
PARTNERS_COPY = DocumentKind(
    DocumentCode.NASKAH_KERJA_SAMA_MITRA,
    "Naskah Kerja Sama (rangkap mitra)",
    "documents/foreign/naskah.html",
    context="naskah_abroad.of_naskah",
    title_en="Memorandum of Understanding (your original)",
    goes_to_partner=True,
    languages=BOTH_LANGUAGES,
    has_kop=False,
    needs=NASKAH.needs,
    copy_of=NASKAH.code,
)
MINUTES_OF_MINISTRIES = DocumentKind(
    DocumentCode.BA_PEMBAHASAN,
    "Berita Acara Pembahasan",
    "documents/foreign/minutes.html",
    series="BA",
    context="plans_abroad.context_of_minutes_abroad",
    signed_by=THOSE_PRESENT,
    cites={"basis": (p25("22"),)},
    is_minutes=True,
)
NOTICE_OF_SIGNING = DocumentKind(
    DocumentCode.PEMBERITAHUAN_TTD,
    "Pemberitahuan Rencana Penandatanganan",
    "documents/foreign/letter_signing.html",
    series="KLN",
    context="letters_abroad.of_letter",
    needs=Needs(("tempat_ttd", "rencana_ttd"), partner_for_final=SIGNER_ABROAD),
    cites={"basis": (p25("24 ayat (3)"),), "original": (p25("25 ayat (2)"),)},
    sent_to=(Recipient.HOME_MINISTER_BY_SECRETARY,),
    copies_to=_COPIES_ABROAD,
)
FULL_POWERS = DocumentKind(
    DocumentCode.KUASA_PENUH,
    "Surat Kuasa Penandatanganan (Full Powers)",
    "documents/foreign/full_powers.html",
    series="KP",
    context="letters_abroad.of_empowerment",
    needs=Needs(("title_en", "tempat_ttd", "rencana_ttd"), partner_for_final=OF_NASKAH_ABROAD),
    encloses=enclose(
        Enclosed.DRAFT_OF_POWERS, Enclosed.APPROVED_NASKAH, Enclosed.CONSENT_OF_MINISTER
    ),
    sent_to=(Recipient.FOREIGN_MINISTER,),
    copies_to=copies_to(Recipient.HOME_MINISTER_BY_SECRETARY, *WITHIN),
)
ORIGINAL_TO_MINISTER = DocumentKind(
    DocumentCode.PENYAMPAIAN_ASLI,
    "Penyampaian Naskah Asli",
    "documents/foreign/letter_original.html",
    series="KLN",
    context="letters_abroad.of_originals",
    encloses=enclose(Enclosed.ORIGINAL),
    cites={"basis": (p25("25 ayat (3)"),)},
    sent_to=(Recipient.HOME_MINISTER_BY_SECRETARY,),
    copies_to=_COPIES_ABROAD,
)
YEARLY_PLAN = DocumentKind(
    DocumentCode.RENCANA_TAHUNAN,
    "Rencana Kegiatan Tahunan",
    "documents/foreign/yearly_plan.html",
    series="RKT",
    context="plans_abroad.of_year",
    has_kop=False,
    needs=Needs(("ruang_lingkup", "kegiatan")),
)
PLAN_PROPOSAL = DocumentKind(
    DocumentCode.USULAN_RENCANA,
    "Usulan Rencana Kerja Sama kepada Menteri",
    "documents/foreign/letter_proposal.html",
    series="KLN",
    context="letters_abroad.context_of_offer_abroad",
    needs=Needs((*AIMS, *PLEDGED), _of_plan_proposal),
    encloses=(
        *enclose(Enclosed.PLAN),
        *enclose(
            Enclosed.PRINCIPLE_PERMIT,
            Enclosed.OPERATION_PERMIT,
            when=conditions.passes_on_with_nonprofit,
        ),
        *enclose(Enclosed.MAPPING, Enclosed.TERMS, when=conditions.passes_on_with_others),
        *enclose(
            Enclosed.FEASIBILITY,
            when=conditions.uses_assets,
        ),
        *enclose(Enclosed.WILLINGNESS, when=conditions.passes_on_with_others),
    ),
    cites_by_road=_law_of_plan_proposal,
    sent_to=(Recipient.HOME_MINISTER_BY_SECRETARY,),
    copies_to=_COPIES_ABROAD,
)
WILLINGNESS = DocumentKind(
    DocumentCode.KESEDIAAN,
    "Pernyataan Kesediaan Kerja Sama",
    "documents/foreign/willingness.html",
    series="KSD",
    context="letters_abroad.of_willingness",
    title_en="Statement of Willingness",
    goes_to_partner=True,
    needs=Needs(PLEDGED),
    cites={"basis": (p25("29 ayat (2)"),)},
)
KINDS = (
    STUDY,
    REQUEST_FOR_RESPONSE,
    INTENT,
    COPY_OF_INTENT,
    PLAN,
    DEEMED_CONSENT,
    PLAN_TO_GOVERNOR,
    PLAN_TO_MINISTER,
    NASKAH_TO_GOVERNOR,
    NASKAH_TO_MINISTER,
    NASKAH,
    PARTNERS_COPY,
    MINUTES_OF_MINISTRIES,
    NOTICE_OF_SIGNING,
    FULL_POWERS,
    ORIGINAL_TO_MINISTER,
    YEARLY_PLAN,
    PLAN_PROPOSAL,
    WILLINGNESS,
)
