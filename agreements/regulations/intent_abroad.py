"""The Pernyataan Kehendak of a KSDPL or KSDLL (Permendagri 25/2020 Pasal 13 and 14)."""

from agreements.regulations.citations import p25
from agreements.regulations.conditions_abroad import LANGUAGES
from agreements.regulations.fragments import (
    in_order,
    require_approval,
    require_document,
    require_fact,
    require_record,
    require_upload,
    sop_term,
)
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.vocabulary import Actor, Stage

from .document_codes import DocumentCode
from .limits import INTENT
from .preparing_abroad import require_facts

INTENT_STAGE = Stage(
    INTENT,
    "Pernyataan Kehendak Kerja Sama",
    (p25("13"), p25("14")),
    Actor.HEAD_OF_REGION,
    in_order(
        (
            *require_facts(
                p25("13 ayat (2)"),
                ("title", "Judul"),
                ("maksud_tujuan", "Maksud dan tujuan diisi dalam Pernyataan Kehendak"),
                ("ruang_lingkup", "Ruang lingkup diisi dalam Pernyataan Kehendak"),
                ("tempat_ttd", "Tempat penandatanganan"),
            ),
            require_fact(
                "isi_loi_bulan",
                "Masa berlaku Pernyataan Kehendak, paling lama 1 tahun",
                "loi_bulan",
                p25("13 ayat (3)"),
            ),
            *require_facts(
                None,
                ("title_en", "Judul dalam bahasa Inggris"),
                ("maksud_tujuan_en", "Maksud dan tujuan dalam bahasa Inggris"),
                ("ruang_lingkup_en", "Ruang lingkup dalam bahasa Inggris"),
            ),
            *LANGUAGES,
        ),
        require_document(
            "draf_loi",
            "Rancangan Pernyataan Kehendak",
            INTENT,
            p25("13 ayat (2)"),
            Actor.OPD,
            draft=True,
        ),
        (
            require_approval("hukum_loi", "Telaah Bagian Hukum", Actor.LEGAL),
            require_approval(
                "kabag_loi", "Paraf Kepala Bagian Kerja Sama", Actor.SECTION_HEAD, verb="Paraf"
            ),
        ),
        require_document(
            "permohonan_tanggapan",
            "Surat permohonan tanggapan Menteri",
            DocumentCode.PERMOHONAN_TANGGAPAN,
            p25("14 ayat (2)"),
        ),
        require_record(
            "permohonan_tanggapan_diterima",
            "Surat permohonan tanggapan diterima Kementerian Dalam Negeri",
            p25("14 ayat (2)"),
            Actor.HEAD_OF_REGION,
            RecordOutcome.RECEIVED,
        ),
        (
            require_record(
                "tanggapan_menteri",
                "Tanggapan tertulis Menteri melalui Sekretaris Jenderal",
                p25("14 ayat (3)"),
                Actor.MINISTER,
                RecordOutcome.MAY_GO_ON,
                RecordOutcome.GOES_ON_MENDED,
                RecordOutcome.ADVISED_AGAINST,
            ),
            require_record(
                "konsultasi_menlu",
                "Koordinasi dan konsultasi dengan Menteri Luar Negeri",
                p25("14 ayat (1)"),
                Actor.FOREIGN_MINISTER,
                RecordOutcome.DONE,
            ),
        ),
        require_document(
            "naskah_loi", "Pernyataan Kehendak untuk ditandatangani", INTENT, p25("13 ayat (2)")
        ),
        require_record(
            "ttd_loi",
            "Penandatanganan Pernyataan Kehendak",
            p25("14 ayat (4)"),
            Actor.HEAD_OF_REGION,
            RecordOutcome.SIGNED,
            signs=INTENT,
        ),
        require_upload("scan_loi", "Pindaian Pernyataan Kehendak bertanda tangan", None),
        require_record(
            "salinan_loi",
            "Salinan Pernyataan Kehendak disampaikan kepada Menteri",
            p25("14 ayat (5)"),
            Actor.VERIFIER,
            RecordOutcome.DELIVERED,
        ),
    ),
    sop_term(60),
    legs=(
        sop_term(
            20,
            code="tanggapan",
            text="Tanggapan Menteri",
            after="permohonan_tanggapan_diterima",
            until="tanggapan_menteri",
        ),
    ),
    send_back_to=("prakarsa", "penjajakan"),
)
