"""How a cooperation abroad is changed, extended or ended. Permendagri 25/2020 Pasal 20, 32 to 34."""

from dataclasses import replace

from . import evaluation, ksdll, ksdpl
from .changes import ENDS_ABROAD, NAMES, VERBS, VERSION, recorded, says, stage
from .fragments import OPD_SUBMITS, approval, document, fact, in_order, record, sop, upload
from .vocabulary import Actor, Change, Condition, Stage, Track, p25

# Permendagri 25/2020 lists "amandemen" among the contents of a naskah and names no way to it; of the rest it names the parties'
# consent, the notice of an extension to the Menteri, and the grounds of an end.
BASIS = {Change.AMENDS: (p25("20 ayat (5)"),), Change.EXTENDS: (p25("32 ayat (2)"),), Change.ENDS: (p25("34"), p25("32 ayat (2)"))}
PAPERS = {Change.AMENDS: "amandemen", Change.EXTENDS: "perpanjangan_ln", Change.ENDS: "ba_pengakhiran_ln"}
CALLED = NAMES | {Change.AMENDS: "amandemen"}
NOTIFIED = "perpanjangan_disampaikan"
TOO_LATE = Condition(
    "perpanjangan_terlambat",
    "Kurang dari 6 bulan sebelum kerja sama berakhir, dan perpanjangannya belum disampaikan kepada Menteri.",
    p25("33 ayat (2)"),
)


def _road(change: Change) -> tuple[Stage, ...]:
    before = {Change.AMENDS: (MINISTERS_CONSENT,), Change.EXTENDS: (NOTICE,)}.get(change, ())
    return (
        _preparation(change),
        _consent(change),
        _drafting(change),
        *before,
        _signing(change),
    )


def _preparation(change: Change) -> Stage:
    evaluated = evaluation.before(change, ENDS_ABROAD)
    settled = fact("isi_penyelesaian_en", "Penyelesaian hak dan kewajiban dalam bahasa Inggris", "penyelesaian_en", None)
    needs = (*says(change, BASIS[change]), *((settled,) if change is Change.ENDS else ()), *evaluated)
    return stage("persiapan", f"Penyiapan {CALLED[change]}", Actor.OPD, (), in_order(needs, *OPD_SUBMITS), deadline=sop(10))


def _consent(change: Change) -> Stage:
    agreed = None if change is Change.AMENDS else p25("32 ayat (2)")
    return stage(
        "usulan",
        "Persetujuan para pihak",
        Actor.HEAD_OF_REGION,
        (agreed,),
        in_order(
            record("usulan_diterima", "Usulan disampaikan kepada mitra", None, Actor.HEAD_OF_REGION, "disampaikan"),
            record("tanggapan", f"Tanggapan tertulis mitra atas usulan {VERBS[change]}", agreed, Actor.PARTNER, "disepakati", "ditolak"),
            upload("surat_mitra", "Surat tanggapan mitra", None),
        ),
        deadline=sop(10, text="Penyampaian usulan", until="usulan_diterima"),
        legs=(sop(60, code="tanggapan", text="Tanggapan mitra", after="usulan_diterima", until="tanggapan"),),
        send_back_to=("persiapan",),
    )


def _drafting(change: Change) -> Stage:
    kind, name = PAPERS[change], CALLED[change]
    return stage(
        "penyusunan",
        f"Penyusunan {name}",
        Actor.OPD,
        (),
        in_order(
            fact("isi_tempat_ttd", "Tempat penandatanganan", "tempat_ttd", None),
            document("draf", f"Rancangan {name} dalam dua bahasa", kind, None, Actor.OPD, draft=True),
            record("bahas", f"Pembahasan rancangan {name} dengan mitra", None, Actor.HEAD_OF_REGION, "disepakati", "perlu perubahan"),
            (
                approval("hukum_naskah", "Telaah Bagian Hukum", Actor.LEGAL),
                approval("kabag_naskah", "Paraf Kepala Bagian Kerja Sama", Actor.SECTION_HEAD, verb="Paraf"),
            ),
        ),
        deadline=sop(10),
        send_back_to=("persiapan",),
    )


MINISTERS_CONSENT = stage(
    "persetujuan_menteri",
    "Persetujuan Menteri atas amandemen",
    Actor.MINISTER,
    (),
    in_order(
        record("diterima_menteri", "Rancangan amandemen diterima Kementerian Dalam Negeri", None, Actor.VERIFIER, "diterima"),
        record("persetujuan_menteri", "Tanggapan Menteri atas amandemen", None, Actor.MINISTER, "disetujui", "perlu perubahan"),
    ),
    deadline=sop(30),
    send_back_to=("penyusunan",),
)
NOTICE = Stage(
    "penyampaian",
    "Penyampaian perpanjangan kepada Menteri",
    (p25("33 ayat (2)"),),
    Actor.HEAD_OF_REGION,
    in_order(
        document(
            "surat_menteri",
            "Surat penyampaian perpanjangan kepada Menteri melalui Sekretaris Jenderal",
            "penyampaian_perpanjangan",
            p25("33 ayat (2)"),
        ),
        record(
            NOTIFIED,
            "Perpanjangan disampaikan kepada Menteri dengan tembusan Gubernur dan DPRD",
            p25("33 ayat (2)"),
            Actor.HEAD_OF_REGION,
            "disampaikan",
        ),
    ),
    sop(5),
    send_back_to=("penyusunan",),
)


def _signing(change: Change) -> Stage:
    kind, name = PAPERS[change], CALLED[change]
    return stage(
        "penandatanganan",
        f"Penandatanganan {name}",
        Actor.HEAD_OF_REGION,
        (),
        in_order(
            document("naskah", f"{name.capitalize()} untuk ditandatangani, dua rangkap", kind, None),
            record("ttd", f"Penandatanganan {name}", None, Actor.HEAD_OF_REGION, "ditandatangani", signs=kind),
            upload("scan", f"Pindaian {name} bertanda tangan", None),
            record("salinan", f"Salinan {name} disampaikan kepada Menteri", None, Actor.VERIFIER, "disampaikan"),
        ),
        deadline=sop(15),
        send_back_to=("penyusunan",),
    )


def _track(family: str, like: Track, parents: tuple[str, ...], change: Change) -> Track:
    return replace(
        like,
        code=f"{family}-{change}",
        version=VERSION,
        title=f"{change.capitalize()} {family.upper()}",
        basis=BASIS[change],
        stages=_road(change),
        instrument=CALLED[change].capitalize(),
        parents=parents + recorded(family, change),
        changes=change,
        warnings=(TOO_LATE,) if change is Change.EXTENDS else (),
    )


FAMILIES = (
    ("ksdpl", ksdpl.DAERAH, (ksdpl.DAERAH.code, ksdpl.MITRA.code)),
    ("ksdll", ksdll.DAERAH, (ksdll.DAERAH.code, ksdll.MITRA.code)),
)
FOREIGN = tuple(_track(*family, change) for family in FAMILIES for change in Change)
