"""From the draft of a naskah abroad to its carrying out (Permendagri 25/2020 Pasal 20 to 26)."""

from dataclasses import replace

from agreements.regulations.citations import p25, pp28
from agreements.regulations.conditions_abroad import FULL_POWERS, GOODS, LANGUAGES
from agreements.regulations.fragments import (
    in_order,
    require_approval,
    require_document,
    require_record,
    require_upload,
    sop_term,
)
from agreements.regulations.intent_abroad import INTENT_STAGE
from agreements.regulations.preparing_abroad import (
    DPRD,
    EXPLORATION,
    PLAN,
    VERIFICATION,
    governor_term,
    require_facts,
    through_governor,
)
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.vocabulary import Actor, Stage

from .document_codes import DocumentCode

DRAFTING = Stage(
    "rancangan_naskah",
    "Penyusunan rancangan Naskah Kerja Sama",
    (p25("20"),),
    Actor.HEAD_OF_REGION,
    in_order(
        LANGUAGES,
        require_document(
            "draf_naskah",
            "Rancangan Naskah Kerja Sama",
            DocumentCode.NASKAH_KERJA_SAMA,
            p25("20 ayat (5)"),
            Actor.OPD,
            draft=True,
        ),
        (
            require_approval("hukum_naskah", "Telaah Bagian Hukum", Actor.LEGAL),
            require_approval(
                "kabag_naskah", "Paraf Kepala Bagian Kerja Sama", Actor.SECTION_HEAD, verb="Paraf"
            ),
        ),
        *through_governor(
            "Rancangan Naskah Kerja Sama",
            DocumentCode.PERMOHONAN_PERSETUJUAN,
            DocumentCode.NASKAH_KE_MENTERI,
            p25("20 ayat (3)"),
            p25("20 ayat (4)"),
            p25("20 ayat (4)"),
        ),
    ),
    governor_term(p25("20 ayat (4)"), p25("20 ayat (4)")),
    send_back_to=("rencana_kerja_sama",),
)


DISCUSSION = Stage(
    "pembahasan",
    "Pembahasan Naskah Kerja Sama",
    (p25("21"), p25("22"), p25("23")),
    Actor.MINISTER,
    in_order(
        require_record(
            "rapat_kementerian",
            "Rapat antarkementerian/lembaga membahas rancangan Naskah Kerja Sama",
            p25("22 ayat (1)"),
            Actor.MINISTER,
            RecordOutcome.APPROVED,
            RecordOutcome.TO_BE_CHANGED,
            leads=((RecordOutcome.TO_BE_CHANGED, "rancangan_naskah"),),
        ),
        require_document(
            "ba_pembahasan",
            "Berita acara pembahasan",
            DocumentCode.BA_PEMBAHASAN,
            None,  # P25 Pasal 22 ayat (3) asks for the risalah alone
            optional=True,
        ),
        require_upload(
            "risalah", "Risalah rapat yang ditandatangani peserta yang hadir", p25("22 ayat (3)")
        ),
        require_record(
            "kirim_menlu",
            "Rancangan disampaikan Menteri kepada Menteri Luar Negeri",
            p25("22 ayat (4)"),
            Actor.MINISTER,
            RecordOutcome.DELIVERED,
        ),
        # P25 leaves open by which way the draft reaches the partner; in practice it goes through
        # the Perwakilan.
        require_record(
            "diteruskan_perwakilan",
            "Rancangan diteruskan kepada mitra melalui Perwakilan Republik Indonesia",
            None,
            Actor.EMBASSY,
            RecordOutcome.PASSED_ON,
            RecordOutcome.NOT_BY_EMBASSY,
        ),
        require_record(
            "tanggapan_mitra",
            "Tanggapan mitra atas rancangan Naskah Kerja Sama",
            None,
            Actor.PARTNER,
            RecordOutcome.DRAFT_ACCEPTED,
            RecordOutcome.CHANGES_PROPOSED,
        ),
        require_record(
            "bahas_mitra",
            "Pembahasan dengan pihak luar negeri oleh Menteri Luar Negeri atau pejabat yang"
            " ditunjuk",
            p25("23 ayat (1)"),
            Actor.FOREIGN_MINISTER,
            RecordOutcome.AGREED,
            RecordOutcome.TO_BE_CHANGED,
            leads=((RecordOutcome.TO_BE_CHANGED, "rancangan_naskah"),),
        ),
        require_record(
            "surat_konfirmasi",
            "Surat Konfirmasi disampaikan Menteri Luar Negeri kepada Menteri",
            p25("23 ayat (2)"),
            Actor.FOREIGN_MINISTER,
            RecordOutcome.DELIVERED,
        ),
    ),
    sop_term(90),
    legs=(
        sop_term(
            10,
            code="perwakilan",
            text="Penerusan oleh Perwakilan",
            after="kirim_menlu",
            until="diteruskan_perwakilan",
        ),
        sop_term(
            30,
            code="mitra",
            text="Tanggapan mitra",
            after="diteruskan_perwakilan",
            until="tanggapan_mitra",
        ),
        sop_term(
            20,
            code="menlu",
            text="Pembahasan dan Surat Konfirmasi",
            after="tanggapan_mitra",
            until="surat_konfirmasi",
        ),
    ),
    send_back_to=("rancangan_naskah",),
)


CONSENT = Stage(
    "persetujuan_menteri",
    "Persetujuan Menteri",
    (p25("24"),),
    Actor.MINISTER,
    in_order(
        (
            require_record(
                "persetujuan_menteri",
                "Surat persetujuan Menteri dan Naskah Kerja Sama",
                p25("24 ayat (2)"),
                Actor.MINISTER,
                RecordOutcome.APPROVED,
                RecordOutcome.NOT_APPROVED,
            ),
            require_record(
                "surat_konfirmasi_diterima",
                "Surat Konfirmasi diterima pemerintah daerah sebagai dasar penandatanganan",
                pp28("33 ayat (4)"),
                Actor.MINISTER,
                RecordOutcome.RECEIVED,
            ),
        ),
        require_facts(
            p25("24 ayat (3)"),
            ("tempat_ttd", "Tempat penandatanganan"),
            ("rencana_ttd", "Tanggal rencana penandatanganan"),
        ),
        require_document(
            "pemberitahuan_ttd",
            "Surat pemberitahuan rencana tempat dan tanggal penandatanganan",
            DocumentCode.PEMBERITAHUAN_TTD,
            p25("24 ayat (3)"),
        ),
        require_record(
            "pemberitahuan_dikirim",
            "Rencana penandatanganan disampaikan",
            p25("24 ayat (3)"),
            Actor.HEAD_OF_REGION,
            RecordOutcome.DELIVERED,
        ),
    ),
    sop_term(20),
    send_back_to=("rancangan_naskah",),
)


SIGNING = Stage(
    "penandatanganan",
    "Penandatanganan Naskah Kerja Sama",
    (p25("25"),),
    Actor.HEAD_OF_REGION,
    in_order(
        require_document(
            "surat_kuasa_penuh",
            "Surat kuasa penandatanganan (Full Powers)",
            DocumentCode.KUASA_PENUH,
            None,
            condition=FULL_POWERS,
        ),
        replace(
            require_record(
                "kuasa_terbit",
                "Surat kuasa penandatanganan diterbitkan",
                None,
                Actor.FOREIGN_MINISTER,
                RecordOutcome.ISSUED,
            ),
            condition=FULL_POWERS,
        ),
        require_document(
            "naskah_kita",
            "Naskah Kerja Sama, rangkap bagi pemerintah daerah",
            DocumentCode.NASKAH_KERJA_SAMA,
            p25("25 ayat (1)"),
        ),
        require_document(
            "naskah_mitra",
            "Naskah Kerja Sama, rangkap bagi mitra",
            DocumentCode.NASKAH_KERJA_SAMA_MITRA,
            p25("25 ayat (1)"),
        ),
        require_record(
            "ttd_naskah",
            "Penandatanganan Naskah Kerja Sama",
            p25("25 ayat (1)"),
            Actor.HEAD_OF_REGION,
            RecordOutcome.SIGNED,
            signs=DocumentCode.NASKAH_KERJA_SAMA,
        ),
        require_upload("scan_naskah", "Pindaian Naskah Kerja Sama bertanda tangan", None),
        require_document(
            "surat_asli",
            "Surat penyampaian naskah asli kepada Menteri",
            DocumentCode.PENYAMPAIAN_ASLI,
            p25("25 ayat (2)"),
        ),
        require_record(
            "asli_diterima",
            "Naskah asli diterima Menteri",
            p25("25 ayat (2)"),
            Actor.HEAD_OF_REGION,
            RecordOutcome.RECEIVED,
        ),
        require_record(
            "salinan_naskah",
            "Salinan Naskah Kerja Sama dari Sekretaris Jenderal diterima",
            p25("25 ayat (3)"),
            Actor.MINISTER,
            RecordOutcome.RECEIVED,
        ),
    ),
    sop_term(15),
    send_back_to=("persetujuan_menteri",),
)


CARRYING_OUT = Stage(
    "pelaksanaan",
    "Pelaksanaan",
    (p25("26"),),
    Actor.OPD,
    in_order(
        require_document(
            "rencana_tahunan",
            "Rencana kegiatan tahunan",
            DocumentCode.RENCANA_TAHUNAN,
            p25("26 ayat (2)"),
            Actor.OPD,
        ),
        require_record(
            "mulai",
            "Dimulainya pelaksanaan",
            p25("26 ayat (1)"),
            Actor.OPD,
            RecordOutcome.CARRIED_OUT,
        ),
        GOODS,
    ),
    sop_term(30),
)


ROAD = (
    EXPLORATION,
    INTENT_STAGE,
    PLAN,
    DPRD,
    VERIFICATION,
    DRAFTING,
    DISCUSSION,
    CONSENT,
    SIGNING,
    CARRYING_OUT,
)


OURS = pp28("28 ayat (1)")


NASKAH = "Pernyataan Kehendak dan Naskah Kerja Sama"
