"""KSDLL that passes on a cooperation of the Government with a nonprofit body abroad. Permendagri
25/2020 Pasal 27, 28 and 30.
"""

from dataclasses import replace

from agreements.regulations.citations import p25, pp28
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
from .ksdll_penerusan import PENERUSAN

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
