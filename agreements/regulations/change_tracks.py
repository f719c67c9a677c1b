"""How a signed agreement is changed, extended or ended: short tracks of their own, tied to the
agreement above them.

Permendagri 22/2020 Pasal 9, 15, 32, 37 and 58, PP 28/2018 Pasal 9 and 22; abroad see
changes_abroad. Where these name no step (the proposal to the partner; all of Sinergi but the
consent of the DPRD) it is a local norm and shown as one.
"""

from dataclasses import dataclass, replace
from typing import Unpack

from agreements.regulations import evaluation, ksdd, ksdpk, legacy, sinergi
from agreements.regulations.citations import Citation, p22, p25, pp28
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.fragments import (
    in_order,
    require_approval,
    require_document,
    require_fact,
    require_record,
    sop_term,
)
from agreements.regulations.options import StageOptions
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.stage_fragments import (
    OPD_SUBMITS,
    dprd_stage,
    dprd_term,
    drafting_stages,
    require_proxy,
    signing_stage,
)
from agreements.regulations.vocabulary import (
    Actor,
    Basis,
    Change,
    Condition,
    Family,
    Requirement,
    Stage,
    Track,
    family_of_track,
)

VERSION = "2026.1"
PAPERS = {Change.AMENDS: "adendum", Change.EXTENDS: "perpanjangan", Change.ENDS: "ba_pengakhiran"}
NAMES = {
    Change.AMENDS: "adendum",
    Change.EXTENDS: "naskah perpanjangan",
    Change.ENDS: "berita acara pengakhiran",
}
VERBS = {Change.AMENDS: "mengubah", Change.EXTENDS: "memperpanjang", Change.ENDS: "mengakhiri"}
# Under these grounds an agreement ends before its term (the term's own end needs no act).
GROUNDS = {
    "tujuan": ("Tujuan kerja sama telah tercapai", pp28("9 ayat (1) huruf b")),
    "kesepakatan": ("Para pihak sepakat mengakhiri kerja sama", pp28("9 ayat (1) huruf c")),
    "kebijakan": (
        "Perubahan kebijakan berdasarkan peraturan perundang-undangan",
        pp28("9 ayat (1) huruf d"),
    ),
    "objek": ("Objek kerja sama hilang atau musnah", pp28("9 ayat (1) huruf e")),
    "putusan": ("Putusan pengadilan yang berkekuatan hukum tetap", pp28("22 ayat (2) huruf a")),
    "pailit": ("Pihak ketiga dinyatakan pailit", pp28("22 ayat (2) huruf b")),
    "prosedur": (
        "Kesepakatan para pihak melalui prosedur dalam Naskah Kerja Sama",
        p25("34 huruf a"),
    ),
    "tujuan-ln": ("Tujuan Naskah Kerja Sama telah tercapai", p25("34 huruf b")),
    "baru": ("Dibuat kesepakatan baru yang menggantikan kesepakatan lama", p25("34 huruf c")),
}


def grounds_of(track_code: str) -> list[tuple[str, str]]:
    """The grounds on which an agreement of that family may end, each with its article; of a Sinergi
    the law names none.
    """
    family = family_of_track(track_code)
    codes = FAMILIES[family].grounds if family in FAMILIES else ENDS_ABROAD
    return [
        (code, text if family is Family.SINERGI else f"{text} ({citation})")
        for code in codes
        for text, citation in [GROUNDS[code]]
    ]


GROUND_CHOICES = [(code, text) for code, (text, _) in GROUNDS.items()]
ENDS_ABROAD = ("prosedur", "tujuan-ln", "baru")
STRONG_REASON = p22(
    "15 ayat (3)"
)  # only of a PKS between regions does the law ask why it is changed
BY_THE_PARTIES = pp28(
    "46 ayat (4)"
)  # of the term and the end of a Sinergi the law says only that its naskah binds both
BY_PARTIES = ("tujuan", "kesepakatan", "kebijakan", "objek")


@dataclass(frozen=True)
class ChangeLaw:
    """What the law says of changes to one family of agreements; None where it says nothing."""

    code: str
    name: str
    like: Track
    parents: tuple[str, ...]
    basis: dict[Change, tuple[Citation, ...]]
    grounds: tuple[str, ...]
    prepared: Citation | None
    burden: Citation
    consent: tuple[Citation, Citation, Citation]
    proxied: Citation | None = None
    signed: Citation | None = None
    kept: Citation | None = None


FAMILIES = {
    family.code: family
    for family in (
        ChangeLaw(
            "ksdd",
            "KSDD",
            ksdd.SUKARELA,
            (ksdd.SUKARELA.code, ksdd.WAJIB.code, ksdd.MASUK.code, ksdd.PKS.code),
            {
                Change.AMENDS: (STRONG_REASON, p22("15 ayat (4)")),
                Change.EXTENDS: (p22("9 ayat (3)"), STRONG_REASON),
                Change.ENDS: (pp28("9 ayat (1)"),),
            },
            BY_PARTIES,
            p22("15 ayat (5)"),
            p22("15 ayat (6)"),
            (p22("12 ayat (1) huruf a"), p22("12 ayat (3)"), p22("12 ayat (4)")),
            p22("14 ayat (2)"),
            p22("14 ayat (1)"),
            p22("16 ayat (2)"),
        ),
        ChangeLaw(
            "ksdpk",
            "KSDPK",
            ksdpk.DAERAH,
            (ksdpk.DAERAH.code, ksdpk.PIHAK_KETIGA.code, ksdpk.PKS.code),
            {
                Change.AMENDS: (p22("37 ayat (2)"), p22("37 ayat (3)")),
                Change.EXTENDS: (p22("32 ayat (3)"), p22("37 ayat (2)")),
                Change.ENDS: (pp28("22 ayat (1)"), pp28("22 ayat (2)")),
            },
            (*BY_PARTIES, "putusan", "pailit"),
            p22("37 ayat (4)"),
            p22("37 ayat (5)"),
            (p22("34 ayat (2)"), p22("34 ayat (5)"), p22("34 ayat (6)")),
            p22("36 ayat (2)"),
            p22("36 ayat (1)"),
            p22("38 ayat (2)"),
        ),
        ChangeLaw(
            "sinergi",
            "Sinergi",
            sinergi.DAERAH,
            (sinergi.DAERAH.code, sinergi.PUSAT.code),
            {
                Change.AMENDS: (p22("58"),),
                Change.EXTENDS: (BY_THE_PARTIES,),
                Change.ENDS: (BY_THE_PARTIES,),
            },
            BY_PARTIES,
            None,
            p22("58"),
            (p22("56 ayat (2)"), p22("56 ayat (5)"), p22("56 ayat (6)")),
            None,
            None,
            p22("59 ayat (2)"),
        ),
    )
}


def change_stage(
    code: str,
    name: str,
    actor: Actor,
    citations: tuple[Citation | None, ...],
    needs: tuple[Requirement, ...],
    **more: Unpack[StageOptions],
) -> Stage:
    """A stage by its articles; one that has none is the local norm."""
    cited = tuple(citation for citation in citations if citation)
    more["basis"] = Basis.LAW if cited else Basis.SOP
    return Stage(code, name, cited, actor, needs, **more)


def change_facts_stage(change: Change, basis: tuple[Citation, ...]) -> tuple[Requirement, ...]:
    """What a change must say of itself."""
    first = basis[0] if basis[0] != BY_THE_PARTIES else None
    reason = require_fact(
        "isi_alasan", "Alasan diisi", "alasan", STRONG_REASON if first == STRONG_REASON else None
    )
    if change is Change.AMENDS:
        naskah = require_fact("isi_naskah", "Naskah yang diubah dipilih", "naskah_diubah", None)
        return (
            naskah,
            reason,
            require_fact(
                "isi_perubahan",
                "Pasal yang diubah, ditambah, atau dihapus",
                "perubahan",
                basis[-1],
                gap="belum ada.",
            ),
        )
    if change is Change.EXTENDS:
        naskah = require_fact(
            "isi_naskah", "Naskah yang diperpanjang dipilih", "naskah_diubah", None
        )
        return (
            naskah,
            reason,
            require_fact("isi_berakhir", "Tanggal berakhir yang baru", "berakhir_baru", first),
        )
    return (
        require_fact("isi_dasar", "Dasar berakhirnya kerja sama dipilih", "dasar_akhir", first),
        reason,
        require_fact("isi_berakhir", "Tanggal berakhirnya kerja sama", "berakhir_baru", None),
        require_fact(
            "isi_penyelesaian", "Penyelesaian hak dan kewajiban diisi", "penyelesaian", None
        ),
    )


def _prepared(family: ChangeLaw, change: Change) -> Citation | None:
    """By which article the OPD prepares it together with the TKKSD; of an end the law says nothing."""  # noqa: E501
    return family.prepared if change is not Change.ENDS else None


def _preparation(family: ChangeLaw, change: Change) -> Stage:
    return change_stage(
        "persiapan",
        f"Penyiapan {NAMES[change]}",
        Actor.OPD,
        (_prepared(family, change),),
        in_order(
            (
                *change_facts_stage(change, family.basis[change]),
                *evaluation.evaluation_before_change(change, family.grounds),
            ),
            *OPD_SUBMITS,
            require_record(
                "koordinasi",
                "Koordinasi dengan TKKSD",
                _prepared(family, change),
                Actor.TKKSD,
                RecordOutcome.AGREED,
                RecordOutcome.TO_BE_CHANGED,
            ),
        ),
        deadline=sop_term(10),
    )


def _proposal(change: Change) -> Stage:
    return change_stage(
        "usulan",
        "Usulan kepada mitra",
        Actor.TKKSD,
        (),
        in_order(
            require_document(
                "surat_usulan",
                "Surat usulan kepada mitra untuk ditandatangani Bupati",
                DocumentCode.USULAN_PERUBAHAN,
                None,
            ),
            require_approval(
                "paraf_usulan", "Paraf Kepala Bagian Kerja Sama", Actor.SECTION_HEAD, verb="Paraf"
            ),
            require_record(
                "usulan_diterima",
                "Surat usulan diterima mitra",
                None,
                Actor.HEAD_OF_REGION,
                RecordOutcome.RECEIVED,
            ),
            require_record(
                "tanggapan",
                f"Tanggapan mitra atas usulan {VERBS[change]}",
                None,
                Actor.PARTNER,
                RecordOutcome.AGREED,
                RecordOutcome.REFUSED,
            ),
        ),
        deadline=sop_term(5, text="Penyiapan dan pengiriman surat usulan", until="usulan_diterima"),
        legs=(
            sop_term(
                30,
                code="tanggapan",
                text="Tanggapan mitra",
                after="usulan_diterima",
                until="tanggapan",
            ),
        ),
        send_back_to=("persiapan",),
    )


def _drafting(family: ChangeLaw, change: Change) -> Stage:
    kind, prepared = PAPERS[change], _prepared(family, change)
    return change_stage(
        "penyusunan",
        f"Penyusunan {NAMES[change]}",
        Actor.OPD,
        (prepared,),
        drafting_stages(kind, NAMES[change], prepared, None, Actor.OPD),
        deadline=sop_term(10),
        send_back_to=("persiapan",),
    )


# Each family's own words: P22 Ps. 15(6), 37(5) and 58.
BURDENS = {
    "ksdd": "Perubahan menambah pembebanan kepada masyarakat",
    "ksdpk": "Perubahan menambah pembebanan kepada masyarakat dan daerah",
    "sinergi": (
        "Perubahan mengurangi dan/atau menambah rencana Sinergi yang membebani masyarakat dan APBD"
    ),
}


def _consent(family: ChangeLaw) -> Stage:
    """The DPRD's consent to what burdens more; its procedure is that of the agreement itself. See
    docs/regulation-notes.md.
    """
    letter, decision, silence = family.consent
    term = dprd_term(silence)
    burden = Condition("membebani", BURDENS[family.code], family.burden)
    return Stage(
        "persetujuan_dprd",
        "Persetujuan DPRD",
        (family.burden,),
        Actor.DPRD,
        dprd_stage(letter, decision),
        replace(term, silence=f"{term.silence} Dibaca berlaku pula bagi perubahan."),
        burden,
        send_back_to=("penyusunan",),
    )


def _signing(family: ChangeLaw, change: Change) -> Stage:
    is_naskah = change is not Change.ENDS
    before = require_proxy(family.proxied) if is_naskah and family.proxied else ()
    signed = family.signed if is_naskah else None
    return change_stage(
        "penandatanganan",
        f"Penandatanganan {NAMES[change]}",
        Actor.HEAD_OF_REGION,
        (signed,),
        signing_stage(PAPERS[change], NAMES[change], signed, *before),
        deadline=sop_term(5),
        send_back_to=("penyusunan",),
    )


def _keeping(family: ChangeLaw) -> Stage:
    kept = require_record(
        "arsip",
        "Tempat penyimpanan 1 (satu) naskah asli",
        family.kept,
        Actor.TKKSD,
        RecordOutcome.KEPT,
    )
    return change_stage("penatausahaan", "Penatausahaan", Actor.TKKSD, (family.kept,), (kept,))


def _stages_of_change(family: ChangeLaw, change: Change) -> tuple[Stage, ...]:
    road = (_preparation(family, change), _proposal(change), _drafting(family, change))
    consent = (_consent(family),) if change is not Change.ENDS else ()
    return (*road, *consent, _signing(family, change), _keeping(family))


def change_of_recorded(family: str, change: Change) -> tuple[str, ...]:
    """The agreements recorded from old naskah that this may change; of those an adendum would need
    the text, which we do not have.
    """
    return (
        tuple(code for code in legacy.CODES if code.startswith(family))
        if change is not Change.AMENDS
        else ()
    )


def _track(family: ChangeLaw, change: Change) -> Track:
    return replace(
        family.like,
        code=f"{family.code}-{change}",
        version=VERSION,
        title=f"{change.capitalize()} {family.name}",
        basis=family.basis[change],
        stages=_stages_of_change(family, change),
        instrument=NAMES[change].capitalize(),
        parents=family.parents + change_of_recorded(family.code, change),
        changes=change,
    )


DOMESTIC = tuple(_track(family, change) for family in FAMILIES.values() for change in Change)
