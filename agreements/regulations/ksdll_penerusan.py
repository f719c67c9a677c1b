"""KSDLL that passes on a cooperation of the Government with an international organisation or a
development partner. Permendagri 25/2020 Pasal 27 to 29.
"""

from dataclasses import replace

from agreements.regulations.citations import p25, pp28
from agreements.regulations.concluding_abroad import CARRYING_OUT
from agreements.regulations.conditions_abroad import GOODS, REPORT_MISSING
from agreements.regulations.fragments import (
    in_order,
    require_document,
    require_fact,
    require_record,
    require_upload,
    sop_term,
)
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.vocabulary import Actor, Condition, Stage

from .document_codes import DocumentCode
from .forwarded_stages import (
    CONSIDERED,
    FORWARDED_DPRD,
    RECOMMENDED,
    partner_proposal_steps,
    plan_of_forwarded,
    plan_to_minister,
)
from .ksdll import DAERAH

TECHNICAL = Condition(
    "teknis_aset",
    "Kegiatan bersifat teknis dan membebani/menggunakan aset daerah",
    p25("29 ayat (2)"),
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
