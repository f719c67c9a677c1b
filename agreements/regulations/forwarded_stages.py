"""The stages that both KSDLL tracks of passing on a cooperation of the Government share
(Permendagri 25/2020 Pasal 27 to 31, PP 28/2018 Pasal 30, 31 and 38).
"""

from dataclasses import replace

from agreements.regulations.citations import Citation, p25, pp28
from agreements.regulations.conditions_abroad import CONDITIONS, GRANT_PAPERS
from agreements.regulations.fragments import (
    in_order,
    require_approval,
    require_document,
    require_fact,
    require_record,
    sop_term,
)
from agreements.regulations.preparing_abroad import (
    HEAD_APPROVES_PLAN,
    PLAN_FACTS,
    offer_from_abroad,
    require_activities,
    require_facts,
    require_plan,
    working_day_term,
)
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.stage_fragments import OPD_SUBMITS
from agreements.regulations.vocabulary import Actor, Condition, Requirement, Stage

from .document_codes import DocumentCode

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


PLAN_ENDORSED = (
    require_approval("hukum_rencana", "Telaah Bagian Hukum", Actor.LEGAL),
    require_approval(
        "kabag_rencana",
        "Paraf Kepala Bagian Kerja Sama",
        Actor.SECTION_HEAD,
        verb="Paraf",
    ),
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
            (require_plan(citation), *attached),
            HEAD_APPROVES_PLAN,
            PLAN_ENDORSED,
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


def offer_plan(citation: Citation) -> tuple[Requirement, Requirement]:
    """The letter that sends the plan to the Menteri, and its receipt."""
    return (
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
    )


def plan_to_minister(citation: Citation) -> Stage:
    """The plan goes straight to the Menteri."""
    return Stage(
        "penyampaian",
        "Penyampaian usulan Rencana Kerja Sama kepada Menteri",
        (citation, pp28("31"), pp28("38")),
        Actor.HEAD_OF_REGION,
        in_order(*offer_plan(citation)),
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
