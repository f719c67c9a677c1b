"""How a cooperation abroad is changed, extended or ended. Permendagri 25/2020 Pasal 20, 32 to 34."""  # noqa: E501

from dataclasses import replace

from agreements.regulations import evaluation, ksdll, ksdll_nirlaba, ksdll_penerusan, ksdpl
from agreements.regulations.change_law import ENDS_ABROAD, NAMES, VERBS
from agreements.regulations.change_tracks import (
    change_facts_stage,
    change_stage,
    recorded_of,
)
from agreements.regulations.citations import p25
from agreements.regulations.document_codes import DocumentCode
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
from agreements.regulations.stage_fragments import OPD_SUBMITS
from agreements.regulations.versions import SECOND
from agreements.regulations.vocabulary import Actor, Change, Condition, Stage, Track

# Permendagri 25/2020 lists "amandemen" among the contents of a naskah and names no way to it; of
# the rest it names the parties'
# consent, the notice of an extension to the Menteri, and the grounds of an end.
BASIS = {
    Change.AMENDS: (p25("20 ayat (5)"),),
    Change.EXTENDS: (p25("32 ayat (2)"),),
    Change.ENDS: (p25("34"), p25("32 ayat (2)")),
}
PAPERS = {
    Change.AMENDS: "amandemen",
    Change.EXTENDS: "perpanjangan_ln",
    Change.ENDS: "ba_pengakhiran_ln",
}
CALLED = NAMES | {Change.AMENDS: "amandemen"}
NOTIFIED = "perpanjangan_disampaikan"
TOO_LATE = Condition(
    "perpanjangan_terlambat",
    "Kurang dari 6 bulan sebelum kerja sama berakhir, dan perpanjangannya belum disampaikan kepada"
    " Menteri.",
    p25("33 ayat (2)"),
)


def _stages_abroad(change: Change) -> tuple[Stage, ...]:
    before = {Change.AMENDS: (MINISTERS_CONSENT,), Change.EXTENDS: (NOTICE,)}.get(change, ())
    return (
        _preparation(change),
        _consent(change),
        _drafting(change),
        *before,
        _signing(change),
    )


def _preparation(change: Change) -> Stage:
    needs = change_facts_stage(change, BASIS[change])
    if change is Change.ENDS:
        settled = require_fact(
            "isi_penyelesaian_en",
            "Penyelesaian hak dan kewajiban dalam bahasa Inggris",
            "penyelesaian_en",
            None,
        )
        needs = (*needs, settled)
    needs += evaluation.evaluation_before_change(change, ENDS_ABROAD)
    return change_stage(
        "persiapan",
        f"Penyiapan {CALLED[change]}",
        Actor.OPD,
        (),
        in_order(needs, *OPD_SUBMITS),
        deadline=sop_term(10),
    )


def _consent(change: Change) -> Stage:
    agreed = None if change is Change.AMENDS else p25("32 ayat (2)")
    return change_stage(
        "usulan",
        "Persetujuan para pihak",
        Actor.HEAD_OF_REGION,
        (agreed,),
        in_order(
            require_record(
                "usulan_diterima",
                "Usulan disampaikan kepada mitra",
                None,
                Actor.HEAD_OF_REGION,
                RecordOutcome.DELIVERED,
            ),
            require_record(
                "tanggapan",
                f"Tanggapan tertulis mitra atas usulan {VERBS[change]}",
                agreed,
                Actor.PARTNER,
                RecordOutcome.AGREED,
                RecordOutcome.REFUSED,
            ),
            require_upload("surat_mitra", "Surat tanggapan mitra", None),
        ),
        deadline=sop_term(10, text="Penyampaian usulan", until="usulan_diterima"),
        legs=(
            sop_term(
                60,
                code="tanggapan",
                text="Tanggapan mitra",
                after="usulan_diterima",
                until="tanggapan",
            ),
        ),
        send_back_to=("persiapan",),
    )


def _drafting(change: Change) -> Stage:
    kind, name = PAPERS[change], CALLED[change]
    return change_stage(
        "penyusunan",
        f"Penyusunan {name}",
        Actor.OPD,
        (),
        in_order(
            require_fact("isi_tempat_ttd", "Tempat penandatanganan", "tempat_ttd", None),
            require_document(
                "draf", f"Rancangan {name} dalam dua bahasa", kind, None, Actor.OPD, draft=True
            ),
            require_record(
                "bahas",
                f"Pembahasan rancangan {name} dengan mitra",
                None,
                Actor.HEAD_OF_REGION,
                RecordOutcome.AGREED,
                RecordOutcome.TO_BE_CHANGED,
            ),
            (
                require_approval("hukum_naskah", "Telaah Bagian Hukum", Actor.LEGAL),
                require_approval(
                    "kabag_naskah",
                    "Paraf Kepala Bagian Kerja Sama",
                    Actor.SECTION_HEAD,
                    verb="Paraf",
                ),
            ),
        ),
        deadline=sop_term(10),
        send_back_to=("persiapan",),
    )


MINISTERS_CONSENT = change_stage(
    "persetujuan_menteri",
    "Persetujuan Menteri atas amandemen",
    Actor.MINISTER,
    (),
    in_order(
        require_record(
            "diterima_menteri",
            "Rancangan amandemen diterima Kementerian Dalam Negeri",
            None,
            Actor.VERIFIER,
            RecordOutcome.RECEIVED,
        ),
        require_record(
            "persetujuan_menteri",
            "Tanggapan Menteri atas amandemen",
            None,
            Actor.MINISTER,
            RecordOutcome.APPROVED,
            RecordOutcome.TO_BE_CHANGED,
        ),
    ),
    deadline=sop_term(30),
    send_back_to=("penyusunan",),
)
NOTICE = Stage(
    "penyampaian",
    "Penyampaian perpanjangan kepada Menteri",
    (p25("33 ayat (2)"),),
    Actor.HEAD_OF_REGION,
    in_order(
        require_document(
            "surat_menteri",
            "Surat penyampaian perpanjangan kepada Menteri melalui Sekretaris Jenderal",
            DocumentCode.PENYAMPAIAN_PERPANJANGAN,
            p25("33 ayat (2)"),
        ),
        require_record(
            NOTIFIED,
            "Perpanjangan disampaikan kepada Menteri dengan tembusan Gubernur dan DPRD",
            p25("33 ayat (2)"),
            Actor.HEAD_OF_REGION,
            RecordOutcome.DELIVERED,
        ),
    ),
    sop_term(5),
    send_back_to=("penyusunan",),
)


def _signing(change: Change) -> Stage:
    kind, name = PAPERS[change], CALLED[change]
    return change_stage(
        "penandatanganan",
        f"Penandatanganan {name}",
        Actor.HEAD_OF_REGION,
        (),
        in_order(
            require_document(
                "naskah", f"{name.capitalize()} untuk ditandatangani, dua rangkap", kind, None
            ),
            require_record(
                "ttd",
                f"Penandatanganan {name}",
                None,
                Actor.HEAD_OF_REGION,
                RecordOutcome.SIGNED,
                signs=kind,
            ),
            require_upload("scan", f"Pindaian {name} bertanda tangan", None),
            require_record(
                "salinan",
                f"Salinan {name} disampaikan kepada Menteri",
                None,
                Actor.VERIFIER,
                RecordOutcome.DELIVERED,
            ),
        ),
        deadline=sop_term(15),
        send_back_to=("penyusunan",),
    )


def _recorded(family: str, change: Change) -> tuple[str, ...]:
    """Of a recorded naskah in two languages nobody copies the articles, so none is amended."""
    if change is Change.AMENDS:
        return ()
    return recorded_of(family)


def _track(family: str, like: Track, parents: tuple[str, ...], change: Change) -> Track:
    return replace(
        like,
        code=f"{family}-{change}",
        version=SECOND,
        title=f"{change.capitalize()} {family.upper()}",
        basis=BASIS[change],
        stages=_stages_abroad(change),
        instrument=CALLED[change].capitalize(),
        parents=parents + _passed_on(family, change) + _recorded(family, change),
        changes=change,
        warnings=(TOO_LATE,) if change is Change.EXTENDS else (),
    )


def _passed_on(family: str, change: Change) -> tuple[str, ...]:
    """What is passed on from the Government may be extended and ended as every KSDLL (P25 Pasal 32
    to 34); what it says follows the Government's own naskah.
    """
    if family != "ksdll" or change is Change.AMENDS:
        return ()
    return (ksdll_penerusan.PENERUSAN.code, ksdll_nirlaba.NIRLABA.code)


FAMILIES = (
    ("ksdpl", ksdpl.DAERAH, (ksdpl.DAERAH.code, ksdpl.MITRA.code)),
    ("ksdll", ksdll.DAERAH, (ksdll.DAERAH.code, ksdll.MITRA.code)),
)
FOREIGN = tuple(_track(*family, change) for family in FAMILIES for change in Change)
