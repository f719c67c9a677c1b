"""From the first contact to the verified plan of a KSDPL or KSDLL (Permendagri 25/2020 Pasal 10 to
19).
"""

from typing import Unpack

from agreements.regulations.citations import Citation, p25
from agreements.regulations.conditions_abroad import GRANT_PAPERS, SUBJECT
from agreements.regulations.fragments import (
    in_order,
    lawful_term,
    require_approval,
    require_document,
    require_fact,
    require_record,
    require_upload,
    sop_term,
)
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.stage_fragments import OPD_SUBMITS
from agreements.regulations.vocabulary import Actor, DayKind, Deadline, Requirement, Stage

from .document_codes import DocumentCode
from .limits import INTENT
from .options import DeadlineOptions

GOVERNOR = "gubernur"  # the term within which the Gubernur passes on what he was sent


def working_day_term(
    days: int, citation: Citation, silence: str = "", **more: Unpack[DeadlineOptions]
) -> Deadline:
    """A term of P25, which says "hari kerja"."""
    return lawful_term(days, citation, silence, DayKind.WORKING, **more)


def require_facts(citation: Citation | None, *fields: tuple[str, str]) -> tuple[Requirement, ...]:
    """What a paper must hold by that article, each with the field it is written in."""
    return tuple(require_fact(f"isi_{name}", text, name, citation) for name, text in fields)


def initiative_stage(
    conditions: tuple[Requirement, ...], citation: Citation, *offer: Requirement
) -> Stage:
    """Prakarsa: ours, or with what came from abroad in `offer`."""
    return Stage(
        "prakarsa",
        "Prakarsa",
        (p25("10"), citation),
        Actor.OPD,
        in_order((*offer, *SUBJECT, *conditions), *OPD_SUBMITS),
        sop_term(10),
    )


def offer_from_abroad(
    citation: Citation, who: str, *ways: RecordOutcome
) -> tuple[Requirement, ...]:
    """The letter from abroad and the way it came."""
    return (
        require_record("usulan_masuk", f"Usulan {who} diterima", citation, Actor.OPD, *ways),
        require_upload("surat_usulan", f"Surat usulan {who}", citation, Actor.OPD),
    )


EXPLORATION = Stage(
    "penjajakan",
    "Penjajakan",
    (p25("11"), p25("12")),
    Actor.HEAD_OF_REGION,
    in_order(
        require_record(
            "hasil_penjajakan",
            "Hasil penjajakan melalui komunikasi, penggalian informasi, kunjungan, dan/atau"
            " undangan",
            p25("11 ayat (2)"),
            Actor.HEAD_OF_REGION,
            RecordOutcome.AGREED,
            RecordOutcome.NOT_AGREED,
        ),
        require_facts(
            p25("12 ayat (3)"),
            ("latar_belakang", "Latar belakang diisi dalam kajian"),
            ("maksud_tujuan", "Maksud dan tujuan diisi dalam kajian"),
            (
                "pemetaan",
                "Pemetaan potensi dan karakteristik serta kebutuhan daerah diisi dalam kajian",
            ),
            ("manfaat", "Manfaat kerja sama terhadap pembangunan daerah diisi dalam kajian"),
            ("kesimpulan", "Kesimpulan diisi dalam kajian"),
        ),
        require_document("kajian", "Kajian", DocumentCode.KAJIAN, p25("12 ayat (1)"), Actor.OPD),
        require_approval(
            "periksa_kajian",
            "Pemeriksaan kajian oleh Bagian Kerja Sama",
            Actor.VERIFIER,
            verb="Nyatakan lengkap",
        ),
    ),
    sop_term(30),
    send_back_to=("prakarsa",),
)


PLAN_FACTS = (
    ("latar_belakang", "Latar belakang diisi dalam Rencana Kerja Sama"),
    ("maksud_tujuan", "Maksud dan tujuan diisi dalam Rencana Kerja Sama"),
    ("sasaran", "Sasaran diisi dalam Rencana Kerja Sama"),
    ("objek", "Objek diisi dalam Rencana Kerja Sama"),
    ("ruang_lingkup", "Ruang lingkup diisi dalam Rencana Kerja Sama"),
    ("pembiayaan", "Sumber pembiayaan diisi dalam Rencana Kerja Sama"),
    ("jangka_waktu_bulan", "Jangka waktu pelaksanaan diisi dalam Rencana Kerja Sama"),
)


def require_activities(citation: Citation | None) -> Requirement:
    """The activities with their length and money, which the format of the plan asks for."""
    return require_fact(
        "isi_kegiatan",
        "Sedikitnya satu kegiatan dengan jadwal dan pembiayaannya",
        "kegiatan",
        citation,
    )


def require_plan(citation: Citation) -> Requirement:
    """The Rencana Kerja Sama itself, drawn up by the OPD."""
    return require_document(
        "rencana_kerja_sama",
        "Rencana Kerja Sama",
        DocumentCode.RENCANA_KERJA_SAMA,
        citation,
        Actor.OPD,
    )


HEAD_APPROVES_PLAN = require_approval(
    "kepala_opd_rencana",
    "Persetujuan kepala OPD pemrakarsa atas Rencana Kerja Sama",
    Actor.OPD_HEAD,
)

PLAN = Stage(
    "rencana_kerja_sama",
    "Penyusunan Rencana Kerja Sama",
    (p25("15"),),
    Actor.OPD,
    in_order(
        (
            *require_facts(p25("15 ayat (3)"), *PLAN_FACTS),
            require_activities(p25("15 ayat (4)")),
            GRANT_PAPERS,
        ),
        require_plan(p25("15 ayat (1)")),
        HEAD_APPROVES_PLAN,
        require_approval(
            "periksa_rencana",
            "Pemeriksaan Rencana Kerja Sama oleh Bagian Kerja Sama",
            Actor.VERIFIER,
            verb="Nyatakan lengkap",
        ),
    ),
    sop_term(15),
    send_back_to=("penjajakan", INTENT),
)


DPRD = Stage(
    "persetujuan_dprd",
    "Persetujuan DPRD",
    (p25("16"), p25("17")),
    Actor.DPRD,
    in_order(
        require_document(
            "surat_dprd",
            "Surat permohonan persetujuan DPRD",
            DocumentCode.PERMOHONAN_DPRD,
            p25("16 ayat (2)"),
        ),
        require_record(
            "dprd_terima",
            "Surat permohonan diterima Sekretariat DPRD",
            p25("17 ayat (2)"),
            Actor.HEAD_OF_REGION,
            RecordOutcome.RECEIVED,
        ),
        require_record(
            "putusan_dprd",
            "Pernyataan persetujuan atau penolakan DPRD",
            p25("17 ayat (2)"),
            Actor.DPRD,
            RecordOutcome.APPROVED,
            RecordOutcome.REFUSED,
            RecordOutcome.DEEMED_APPROVED,
            deemed=RecordOutcome.DEEMED_APPROVED,
        ),
        require_document(
            "tindak_lanjut_menteri",
            "Surat permohonan kepada Menteri untuk menindaklanjuti Rencana Kerja Sama",
            DocumentCode.TINDAK_LANJUT_RENCANA,
            p25("17 ayat (4)"),
            when=("putusan_dprd", RecordOutcome.DEEMED_APPROVED),
        ),
    ),
    working_day_term(
        45,
        p25("17 ayat (2)"),
        "Tanpa pernyataan setelah 45 hari kerja, permohonan dianggap disetujui DPRD (ayat (3)).",
        text="Pernyataan DPRD",
        after="dprd_terima",
        until="putusan_dprd",
        deems=True,
    ),
    send_back_to=("rencana_kerja_sama",),
)


def through_governor(
    what: str, letter: str, direct: str, submitted: Citation, silent: Citation, passed_on: Citation
) -> tuple[Requirement, ...]:
    """Our letter to the Gubernur, its passing on, and the direct letter to the Menteri where he
    does not pass it on.
    """
    return (
        require_document(
            "surat_gubernur", f"Surat penyampaian {what} kepada Gubernur", letter, submitted
        ),
        require_record(
            "diterima_gubernur",
            f"{what} diterima Gubernur",
            passed_on,
            Actor.HEAD_OF_REGION,
            RecordOutcome.RECEIVED,
        ),
        require_record(
            "penerusan_gubernur",
            "Penerusan oleh Gubernur kepada Menteri",
            passed_on,
            Actor.GOVERNOR,
            RecordOutcome.PASSED_ON,
            RecordOutcome.NOT_PASSED_ON,
            deemed=RecordOutcome.NOT_PASSED_ON,
        ),
        require_document(
            "surat_langsung",
            f"Surat penyampaian {what} langsung kepada Menteri",
            direct,
            silent,
            when=("penerusan_gubernur", RecordOutcome.NOT_PASSED_ON),
        ),
        require_record(
            "diterima_menteri",
            f"{what} diterima Kementerian Dalam Negeri",
            submitted,
            Actor.VERIFIER,
            RecordOutcome.RECEIVED,
        ),
    )


def governor_term(citation: Citation, silence: Citation) -> Deadline:
    return working_day_term(
        5,
        citation,
        "Bila Gubernur tidak meneruskan dalam 5 hari kerja, Bupati menyampaikannya langsung kepada"
        f" Menteri ({silence}).",
        code=GOVERNOR,
        text="Penerusan oleh Gubernur",
        after="diterima_gubernur",
        until="penerusan_gubernur",
        deems=True,
    )


VERIFICATION = Stage(
    "verifikasi",
    "Verifikasi",
    (p25("18"), p25("19")),
    Actor.MINISTER,
    in_order(
        *through_governor(
            "Rencana Kerja Sama",
            DocumentCode.PERMOHONAN_VERIFIKASI,
            DocumentCode.RENCANA_KE_MENTERI,
            p25("18 ayat (2)"),
            p25("18 ayat (5)"),
            p25("18 ayat (4)"),
        ),
        require_record(
            "pertimbangan",
            "Pertimbangan tertulis Menteri atas hasil verifikasi",
            p25("19 ayat (3)"),
            Actor.MINISTER,
            RecordOutcome.DRAFT_NASKAH,
            RecordOutcome.MEND_PLAN,
            leads=((RecordOutcome.MEND_PLAN, "rencana_kerja_sama"),),
        ),
    ),
    governor_term(p25("18 ayat (4)"), p25("18 ayat (5)")),
    legs=(
        sop_term(
            30,
            code="menteri",
            text="Pertimbangan Menteri",
            after="diterima_menteri",
            until="pertimbangan",
        ),
    ),
    send_back_to=("rencana_kerja_sama",),
)
