"""KSDLL: with institutions abroad. Permendagri 25/2020 Pasal 7, 9 to 26 and 27 to 30, PP 28/2018
Pasal 25 and 36 to 40.
"""

from dataclasses import replace

from agreements.regulations.citations import Citation, p25, pp28
from agreements.regulations.concluding_abroad import CARRYING_OUT, NASKAH, ROAD
from agreements.regulations.conditions_abroad import (
    CONDITIONS,
    GOODS,
    GRANT_PAPERS,
    INTENT_LAPSED,
    REPORT_MISSING,
)
from agreements.regulations.fragments import (
    in_order,
    require_approval,
    require_document,
    require_fact,
    require_record,
    require_upload,
    sop_term,
)
from agreements.regulations.preparing_abroad import (
    PLAN_FACTS,
    initiative_stage,
    offer_from_abroad,
    require_activities,
    require_facts,
    working_day_term,
)
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.stage_fragments import OPD_SUBMITS
from agreements.regulations.versions import PRESENT
from agreements.regulations.vocabulary import Actor, Condition, Requirement, Stage, Track

from .document_codes import DocumentCode

DAERAH = Track(
    "ksdll-daerah",
    PRESENT,
    "KSDLL berdasarkan persetujuan Pemerintah, prakarsa daerah",
    (p25("7"), p25("9"), pp28("25")),
    (initiative_stage(CONDITIONS, pp28("28 ayat (2)")), *ROAD),
    NASKAH,
    ("lembaga-ln",),
    warnings=(INTENT_LAPSED, REPORT_MISSING),
)
MITRA = replace(
    DAERAH,
    code="ksdll-mitra",
    title="KSDLL berdasarkan persetujuan Pemerintah, prakarsa luar negeri",
    stages=(
        initiative_stage(
            CONDITIONS,
            pp28("28 ayat (2)"),
            *offer_from_abroad(
                pp28("28 ayat (2)"),
                "lembaga di luar negeri",
                RecordOutcome.BY_HOME_MINISTER,
                RecordOutcome.BY_FOREIGN_MINISTER,
            ),
        ),
        *ROAD,
    ),
)

TECHNICAL = Condition(
    "teknis_aset",
    "Kegiatan bersifat teknis dan membebani/menggunakan aset daerah",
    p25("29 ayat (2)"),
)
# P25 lists no DPRD stage here; PP 28/2018 Pasal 38 applies Pasal 30 to KSDLL. Which plans are meant
# is a reading that the office chooses (open_questions.DPRD_IN_PENERUSAN).
ASKED_OF_DPRD = Condition(
    "dprd_penerusan",
    "Kerja sama meneruskan pinjaman atau hibah, atau kantor ini membaca ketentuannya lain",
    Citation("UU23", "Pasal 154"),
)
LOAN_OR_GRANT = Condition(
    "penerusan_hibah", "Kerja sama meneruskan pinjaman atau hibah", p25("31 ayat (2)")
)
UMBRELLA = (
    require_fact(
        "isi_naskah_induk",
        "Naskah kerja sama Pemerintah yang diteruskan disebut",
        "naskah_induk",
        p25("27 ayat (1)"),
    ),
    require_fact(
        "isi_kementerian",
        "Kementerian/lembaga yang meneruskan disebut",
        "kementerian_pengampu",
        p25("27 ayat (2)"),
    ),
)
PERMITS = require_fact(
    "izin_berlaku",
    "Izin Prinsip dan Izin Operasional mitra berlaku",
    "izin_berlaku",
    p25("30 ayat (2) huruf a"),
    gap=(
        "nomor dan masa berlaku kedua izin belum tercatat pada data mitra, atau masa berlakunya"
        " sudah lewat."
    ),
)
NO_PARTY = require_fact(
    "bukan_partai_politik",
    "Mitra bukan partai politik",
    "bukan_partai_politik",
    pp28("36 ayat (2)"),
)
PERMITS_ENDING = Condition(
    "izin_segera_berakhir",
    "Izin Prinsip atau Izin Operasional mitra berakhir dalam 6 bulan atau sudah lewat. Minta mitra"
    " memperpanjangnya.",
    p25("30 ayat (2) huruf a"),
)


def partner_proposal_steps(citation: Citation, who: str, *more: Requirement) -> Stage:
    """Usulan: what a foreign partner asks of the region."""
    return Stage(
        "usulan",
        "Usulan kerja sama",
        (citation, p25("27")),
        Actor.OPD,
        in_order(
            (
                *offer_from_abroad(citation, who, RecordOutcome.RECEIVED),
                require_fact("isi_judul", "Judul kerja sama", "title", None),
                require_fact("isi_partner_id", "Mitra dipilih", "partner_id", p25("28 ayat (1)")),
                require_fact(
                    "objek_ln",
                    "Objek kerja sama luar negeri dipilih",
                    "objek_ln",
                    p25("4 ayat (1)"),
                ),
                *UMBRELLA,
                *CONDITIONS,
                *more,
            ),
            *OPD_SUBMITS,
        ),
        sop_term(10),
    )


def plan_of_forwarded(citation: Citation, *attached: Requirement) -> Stage:
    """The plan with what must accompany it; what it must hold, PP 28/2018 Pasal 30 says."""
    return Stage(
        "rencana_kerja_sama",
        "Penyusunan Rencana Kerja Sama",
        (pp28("30"), pp28("38"), citation),
        Actor.OPD,
        in_order(
            (
                *require_facts(pp28("30 ayat (3)"), *PLAN_FACTS),
                require_activities(None),
                replace(GRANT_PAPERS, condition=LOAN_OR_GRANT),
            ),
            (
                require_document(
                    "rencana_kerja_sama",
                    "Rencana Kerja Sama",
                    DocumentCode.RENCANA_KERJA_SAMA,
                    citation,
                    Actor.OPD,
                ),
                *attached,
            ),
            require_approval(
                "kepala_opd_rencana",
                "Persetujuan kepala OPD pemrakarsa atas Rencana Kerja Sama",
                Actor.OPD_HEAD,
            ),
            (
                require_approval("hukum_rencana", "Telaah Bagian Hukum", Actor.LEGAL),
                require_approval(
                    "kabag_rencana",
                    "Paraf Kepala Bagian Kerja Sama",
                    Actor.SECTION_HEAD,
                    verb="Paraf",
                ),
            ),
        ),
        sop_term(15),
        send_back_to=("usulan",),
    )


# Pasal 31 ayat (1): what goes to the Menteri is the plan that the DPRD has approved. That silence
# is consent, P25 Pasal 17 ayat (3) says of the other road alone.
FORWARDED_DPRD = Stage(
    "persetujuan_dprd",
    "Persetujuan DPRD",
    (pp28("30"), pp28("38")),
    Actor.DPRD,
    in_order(
        require_document(
            "surat_dprd",
            "Surat permohonan persetujuan DPRD",
            DocumentCode.PERMOHONAN_DPRD,
            pp28("30 ayat (2)"),
        ),
        require_record(
            "dprd_terima",
            "Surat permohonan diterima DPRD",
            pp28("30 ayat (4)"),
            Actor.HEAD_OF_REGION,
            RecordOutcome.RECEIVED,
        ),
        require_record(
            "putusan_dprd",
            "Persetujuan DPRD atas Rencana Kerja Sama",
            pp28("30 ayat (4)"),
            Actor.DPRD,
            RecordOutcome.APPROVED,
            RecordOutcome.REFUSED,
        ),
    ),
    working_day_term(
        45,
        pp28("30 ayat (4)"),
        "Akibat diamnya DPRD tidak disebut; tunggu atau mintakan sikapnya.",
        text="Persetujuan DPRD",
        after="dprd_terima",
        until="putusan_dprd",
    ),
    ASKED_OF_DPRD,
    send_back_to=("rencana_kerja_sama",),
)


def plan_to_minister(citation: Citation) -> Stage:
    """The plan goes straight to the Menteri."""
    return Stage(
        "penyampaian",
        "Penyampaian usulan Rencana Kerja Sama kepada Menteri",
        (citation, pp28("31"), pp28("38")),
        Actor.HEAD_OF_REGION,
        in_order(
            require_document(
                "usulan_menteri",
                "Surat usulan Rencana Kerja Sama kepada Menteri",
                DocumentCode.USULAN_RENCANA,
                citation,
            ),
            require_record(
                "diterima_menteri",
                "Usulan diterima Kementerian Dalam Negeri",
                citation,
                Actor.HEAD_OF_REGION,
                RecordOutcome.RECEIVED,
            ),
        ),
        sop_term(5),
        send_back_to=("rencana_kerja_sama",),
    )


CONSIDERED = require_record(
    "pertimbangan",
    "Pertimbangan tertulis Menteri atas hasil verifikasi",
    pp28("31 ayat (3)"),
    Actor.MINISTER,
    RecordOutcome.MAY_GO_ON,
    RecordOutcome.MEND_PLAN,
    leads=((RecordOutcome.MEND_PLAN, "rencana_kerja_sama"),),
)
RECOMMENDED = require_record(
    "rekomendasi_menteri",
    "Rekomendasi Menteri atas penerusan yang dilakukan kementerian/lembaga di daerah",
    p25("27 ayat (2)"),
    Actor.MINISTER,
    RecordOutcome.ISSUED,
    RecordOutcome.NOT_APPROVED,
)
CHECKING = Stage(
    "verifikasi",
    "Verifikasi",
    (p25("27"), p25("29"), pp28("31"), pp28("38")),
    Actor.MINISTER,
    in_order(
        require_record(
            "verifikasi_menteri",
            "Verifikasi Menteri terhadap usulan Rencana Kerja Sama",
            p25("29 ayat (3)"),
            Actor.MINISTER,
            RecordOutcome.COMPLETE,
            RecordOutcome.TO_BE_CHANGED,
        ),
        require_record(
            "rapat_kementerian",
            "Rapat antarkementerian/lembaga membahas rencana penerusan kerja sama",
            p25("29 ayat (4)"),
            Actor.MINISTER,
            RecordOutcome.APPROVED,
            RecordOutcome.TO_BE_CHANGED,
        ),
        (
            require_record(
                "mitra_teknis",
                "Penunjukan Mitra Teknis kementerian/lembaga",
                p25("29 ayat (4)"),
                Actor.MINISTER,
                RecordOutcome.APPOINTED,
            ),
            CONSIDERED,
            RECOMMENDED,
        ),
    ),
    sop_term(60),
    send_back_to=("rencana_kerja_sama",),
)
# P25 Pasal 30 names no verification; PP 28/2018 Pasal 38 lets that of Pasal 31 hold for any KSDLL.
CHECKING_NONPROFIT = Stage(
    "verifikasi",
    "Verifikasi",
    (p25("27"), pp28("31"), pp28("38")),
    Actor.MINISTER,
    in_order(
        require_record(
            "verifikasi_menteri",
            "Verifikasi Menteri terhadap usulan Rencana Kerja Sama",
            pp28("31 ayat (2)"),
            Actor.MINISTER,
            RecordOutcome.COMPLETE,
            RecordOutcome.TO_BE_CHANGED,
        ),
        (CONSIDERED, RECOMMENDED),
    ),
    sop_term(60),
    send_back_to=("rencana_kerja_sama",),
)
YEARLY_PLAN_SIGNED = in_order(
    require_document(
        "rencana_tahunan",
        "Rencana kegiatan tahunan",
        DocumentCode.RENCANA_TAHUNAN,
        p25("30 ayat (2) huruf b"),
        Actor.OPD,
    ),
    require_record(
        "ttd_rencana_tahunan",
        "Penandatanganan rencana kegiatan tahunan",
        p25("30 ayat (3)"),
        Actor.HEAD_OF_REGION,
        RecordOutcome.SIGNED,
        signs=DocumentCode.RENCANA_TAHUNAN,
    ),
    require_upload(
        "scan_rencana_tahunan", "Pindaian rencana kegiatan tahunan bertanda tangan", None
    ),
)
MAPPING = require_fact(
    "isi_pemetaan", "Pemetaan potensi dan kebutuhan daerah", "pemetaan", p25("29 ayat (2)")
)

PENERUSAN = replace(
    DAERAH,
    code="ksdll-penerusan",
    title="KSDLL penerusan kerja sama Pemerintah",
    basis=(p25("27"), p25("28"), p25("29"), pp28("36"), pp28("38")),
    stages=(
        partner_proposal_steps(
            p25("29 ayat (1)"),
            "organisasi internasional atau mitra pembangunan luar negeri",
            MAPPING,
        ),
        plan_of_forwarded(
            p25("29 ayat (2)"),
            require_document(
                "kak", "Kerangka acuan kegiatan", DocumentCode.KAK, p25("29 ayat (2)"), Actor.OPD
            ),
            require_upload(
                "studi_kelayakan",
                "Studi kelayakan",
                p25("29 ayat (2)"),
                Actor.OPD,
                condition=TECHNICAL,
            ),
            require_document(
                "kesediaan",
                "Surat pernyataan kesediaan kerja sama",
                DocumentCode.KESEDIAAN,
                p25("29 ayat (2)"),
            ),
        ),
        FORWARDED_DPRD,
        plan_to_minister(p25("29 ayat (2)")),
        CHECKING,
        replace(
            CARRYING_OUT,
            citations=(p25("27"),),
            requirements=in_order(
                require_document(
                    "rencana_tahunan",
                    "Rencana kegiatan tahunan",
                    DocumentCode.RENCANA_TAHUNAN,
                    None,
                    Actor.OPD,
                ),
                require_record(
                    "ttd_rencana_tahunan",
                    "Penandatanganan rencana kegiatan tahunan",
                    None,
                    Actor.HEAD_OF_REGION,
                    RecordOutcome.SIGNED,
                    signs=DocumentCode.RENCANA_TAHUNAN,
                ),
                require_record(
                    "mulai",
                    "Dimulainya pelaksanaan",
                    p25("27 ayat (1)"),
                    Actor.OPD,
                    RecordOutcome.CARRIED_OUT,
                ),
                GOODS,
            ),
        ),
    ),
    instrument="Rencana Kerja Sama dan rencana kegiatan tahunan",
    partner_kinds=("oi", "mitra-pembangunan"),
    warnings=(REPORT_MISSING,),
)
NIRLABA = replace(
    PENERUSAN,
    code="ksdll-nirlaba",
    title="KSDLL penerusan dengan lembaga nonprofit berbadan hukum di luar negeri",
    basis=(p25("27"), p25("28"), p25("30"), pp28("36"), pp28("38")),
    stages=(
        partner_proposal_steps(
            p25("30 ayat (1)"),
            "lembaga nonprofit berbadan hukum di luar negeri",
            PERMITS,
            NO_PARTY,
        ),
        plan_of_forwarded(p25("30 ayat (1)")),
        FORWARDED_DPRD,
        plan_to_minister(p25("30 ayat (1)")),
        CHECKING_NONPROFIT,
        Stage(
            "rencana_tahunan",
            "Penyusunan rencana kegiatan tahunan",
            (p25("30"),),
            Actor.OPD,
            in_order(PERMITS, *YEARLY_PLAN_SIGNED),
            sop_term(30),
        ),
        Stage(
            "pelaksanaan",
            "Pelaksanaan",
            (p25("30"),),
            Actor.OPD,
            in_order(
                require_record(
                    "mulai",
                    "Dimulainya kegiatan menurut rencana kegiatan tahunan",
                    p25("30 ayat (3)"),
                    Actor.OPD,
                    RecordOutcome.CARRIED_OUT,
                ),
                GOODS,
            ),
        ),
    ),
    partner_kinds=("nirlaba-asing",),
    warnings=(REPORT_MISSING, PERMITS_ENDING),
)
