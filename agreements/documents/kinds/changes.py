"""The papers that change, extend or end what was signed, at home and abroad."""

from agreements.regulations.citations import p25
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.parties import OF_NASKAH, OF_NASKAH_ABROAD
from agreements.regulations.vocabulary import Change

from .vocabulary import (
    BOTH_LANGUAGES,
    HEAD_BY_PROXY,
    WITHIN,
    DocumentKind,
    Needs,
    Recipient,
    Wording,
    copies_to,
)

CHANGE_PROPOSAL = DocumentKind(
    DocumentCode.USULAN_PERUBAHAN,
    "Usulan Perubahan Kerja Sama",
    "documents/letter_change.html",
    series="UPK",
    context="change_papers.of_change_proposal",
    title_en="Proposal of a Change",
    goes_to_partner=True,
    sent_to=(Recipient.PARTNERS,),
)
AMENDMENT = DocumentKind(
    DocumentCode.ADENDUM,
    "Adendum",
    "documents/change.html",
    series="ADD",
    context="naskah_at_home.of_change",
    title_en="Addendum",
    goes_to_partner=True,
    signed_by=HEAD_BY_PROXY,
    has_kop=False,
    needs=Needs(partner_for_final=OF_NASKAH),
    wording=Wording(),
    changes=Change.AMENDS,
)
EXTENSION = DocumentKind(
    DocumentCode.PERPANJANGAN,
    "Perpanjangan",
    "documents/change.html",
    series="PPJ",
    context="naskah_at_home.of_change",
    title_en="Extension",
    goes_to_partner=True,
    signed_by=HEAD_BY_PROXY,
    has_kop=False,
    needs=Needs(partner_for_final=OF_NASKAH),
    wording=Wording(),
    changes=Change.EXTENDS,
)
ENDING = DocumentKind(
    DocumentCode.BA_PENGAKHIRAN,
    "Berita Acara Pengakhiran",
    "documents/change.html",
    series="BAP",
    context="naskah_at_home.of_change",
    title_en="Record of Termination",
    goes_to_partner=True,
    has_kop=False,
    needs=Needs(partner_for_final=OF_NASKAH),
    wording=Wording(),
    changes=Change.ENDS,
)
AMENDMENT_ABROAD = DocumentKind(
    DocumentCode.AMANDEMEN,
    "Amandemen Naskah Kerja Sama",
    "documents/foreign/naskah.html",
    series="AMD",
    context="naskah_abroad.of_naskah",
    title_en="Amendment to the Memorandum of Understanding",
    calls_itself="Amandemen atas Memorandum Saling Pengertian",
    goes_to_partner=True,
    languages=BOTH_LANGUAGES,
    has_kop=False,
    needs=Needs(partner_for_final=OF_NASKAH_ABROAD),
    wording=Wording(),
    changes=Change.AMENDS,
)
EXTENSION_ABROAD = DocumentKind(
    DocumentCode.PERPANJANGAN_LN,
    "Perpanjangan Naskah Kerja Sama",
    "documents/foreign/naskah.html",
    series="PPJ",
    context="naskah_abroad.of_naskah",
    title_en="Extension of the Memorandum of Understanding",
    calls_itself="Perpanjangan Memorandum Saling Pengertian",
    goes_to_partner=True,
    languages=BOTH_LANGUAGES,
    has_kop=False,
    needs=Needs(partner_for_final=OF_NASKAH_ABROAD),
    wording=Wording(),
    changes=Change.EXTENDS,
)
ENDING_ABROAD = DocumentKind(
    DocumentCode.BA_PENGAKHIRAN_LN,
    "Berita Acara Pengakhiran Naskah Kerja Sama",
    "documents/foreign/naskah.html",
    series="BAP",
    context="naskah_abroad.of_naskah",
    title_en="Record of Termination of the Memorandum of Understanding",
    calls_itself="Berita Acara Pengakhiran Memorandum Saling Pengertian",
    goes_to_partner=True,
    languages=BOTH_LANGUAGES,
    has_kop=False,
    needs=Needs(partner_for_final=OF_NASKAH_ABROAD),
    wording=Wording(),
    changes=Change.ENDS,
)
NOTICE_OF_EXTENSION = DocumentKind(
    DocumentCode.PENYAMPAIAN_PERPANJANGAN,
    "Penyampaian Perpanjangan kepada Menteri",
    "documents/foreign/letter_extension.html",
    series="KLN",
    context="change_papers.of_notice",
    cites={"basis": (p25("33 ayat (2)"),)},
    sent_to=(Recipient.HOME_MINISTER_BY_SECRETARY,),
    copies_to=copies_to(Recipient.GOVERNOR, Recipient.DPRD, *WITHIN),
)
KINDS = (
    CHANGE_PROPOSAL,
    AMENDMENT,
    EXTENSION,
    ENDING,
    AMENDMENT_ABROAD,
    EXTENSION_ABROAD,
    ENDING_ABROAD,
    NOTICE_OF_EXTENSION,
)
