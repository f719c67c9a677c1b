"""The naskah of a cooperation at home, and what is signed with them."""

from agreements.regulations.citations import p22, pp28
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.parties import OF_NASKAH

from .vocabulary import AIMS, HEAD_BY_PROXY, DocumentKind, Needs, Wording

JOINT_AGREEMENT = DocumentKind(
    DocumentCode.KESEPAKATAN_BERSAMA,
    "Kesepakatan Bersama",
    "documents/naskah.html",
    series="KB",
    context="naskah_at_home.of_naskah",
    title_en="Joint Agreement",
    goes_to_partner=True,
    has_kop=False,
    needs=Needs((*AIMS, "objek"), partner_for_final=OF_NASKAH),
    wording=Wording(
        (
            "maksud_tujuan",
            "objek",
            "ruang_lingkup",
            "pelaksanaan",
            "jangka_waktu",
            "surat_menyurat",
            "lain_lain",
        ),
        listed_by=p22("40 ayat (1)"),
        capacities_with_third_party="kedudukan masing-masing",
    ),
)
CONTRACT = DocumentKind(
    DocumentCode.PERJANJIAN_KERJA_SAMA,
    "Perjanjian Kerja Sama",
    "documents/naskah.html",
    series="PKS",
    context="naskah_at_home.of_naskah",
    title_en="Cooperation Agreement",
    goes_to_partner=True,
    signed_by=HEAD_BY_PROXY,
    has_kop=False,
    needs=Needs((*AIMS, "objek", "pembiayaan"), partner_for_final=OF_NASKAH),
    wording=Wording(
        (
            "maksud_tujuan",
            "objek",
            "ruang_lingkup",
            "pelaksanaan",
            "hak_kewajiban",
            "pembiayaan",
            "jangka_waktu",
            "perselisihan",
            "kahar",
            "pengakhiran",
        ),
        with_third_party=("sanksi",),
        listed_by=p22("41 ayat (1)"),
        beyond={"sanksi": pp28("19 ayat (2)")},
    ),
)
MEMORANDUM = DocumentKind(
    DocumentCode.NOTA_KESEPAKATAN,
    "Nota Kesepakatan",
    "documents/naskah.html",
    series="NK",
    context="naskah_at_home.of_naskah",
    title_en="Memorandum",
    goes_to_partner=True,
    has_kop=False,
    needs=Needs(
        ("latar_belakang", *AIMS, "lokasi", "objek", "pembiayaan"), partner_for_final=OF_NASKAH
    ),
    wording=Wording(
        (
            "latar_belakang",
            "maksud_tujuan",
            "lokasi",
            "objek",
            "ruang_lingkup",
            "tugas",
            "pelaksanaan",
            "jangka_waktu",
            "pembiayaan",
            "lain_lain",
        ),
        listed_by=p22("42"),
    ),
)
WORK_PLAN = DocumentKind(
    DocumentCode.RENCANA_KERJA,
    "Rencana Kerja",
    "documents/work_plan.html",
    series="RK",
    context="naskah_at_home.of_work_plan",
    title_en="Work Plan",
    goes_to_partner=True,
    has_kop=False,
    needs=Needs(
        ("ruang_lingkup", "lokasi", "jangka_waktu_bulan", "pembiayaan"),
        partner_for_final=("representative",),
    ),
)
PROXY = DocumentKind(
    DocumentCode.SURAT_KUASA,
    "Surat Kuasa",
    "documents/proxy.html",
    series="SK",
    needs=Needs(("kuasa_nama", "kuasa_jabatan", "kuasa_nip")),
)
KINDS = (JOINT_AGREEMENT, CONTRACT, MEMORANDUM, WORK_PLAN, PROXY)
