"""How a signed agreement is changed, extended or ended: short tracks of their own, tied to the
agreement above them.

Permendagri 22/2020 Pasal 9, 15, 32, 37 and 58, PP 28/2018 Pasal 9 and 22; abroad see
changes_abroad. Where these name no step (the proposal to the partner; all of Sinergi but the
consent of the DPRD) it is a local norm and shown as one.
"""

from dataclasses import replace
from typing import Unpack

from agreements.regulations import evaluation, legacy
from agreements.regulations.change_law import (
    BURDENS,
    BY_THE_PARTIES,
    FAMILIES,
    KB,
    NAMES,
    OF_KB,
    PAPERS,
    PKS,
    STRONG_REASON,
    VERBS,
    ChangeLaw,
)
from agreements.regulations.citations import Citation
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.fragments import (
    in_order,
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
from agreements.regulations.versions import PRESENT
from agreements.regulations.vocabulary import (
    Actor,
    Basis,
    Change,
    Condition,
    Requirement,
    Stage,
    Track,
)


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
    first = None
    if basis[0] != BY_THE_PARTIES:
        first = basis[0]
    reason = require_fact("isi_alasan", "Alasan diisi", "alasan", None)
    if first == STRONG_REASON:
        reason = replace(reason, citation=STRONG_REASON)
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
    if change is Change.ENDS:
        return None
    return family.prepared


def _preparation(family: ChangeLaw, change: Change) -> Stage:
    return change_stage(
        "persiapan",
        f"Penyiapan {NAMES[change]}",
        Actor.OPD,
        (_prepared(family, change),),
        in_order(
            (
                *_facts(family, change),
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


def _facts(law: ChangeLaw, change: Change) -> tuple[Requirement, ...]:
    """What a change says of itself; that the Pasal of a Kesepakatan Bersama may be changed, no
    article says.
    """
    facts = change_facts_stage(change, law.basis[change])
    if law.naskah != KB or change is not Change.AMENDS:
        return facts
    return tuple(
        replace(need, citation=None) if need.code == "isi_perubahan" else need for need in facts
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


def _consent(family: ChangeLaw, consent: tuple[Citation, Citation, Citation]) -> Stage:
    """The DPRD's consent to what burdens more; its procedure is that of the agreement itself. See
    docs/regulation-notes.md.
    """
    letter, decision, silence = consent
    term = dprd_term(silence)
    burden = Condition("membebani", BURDENS[family.family], family.burden)
    return Stage(
        "persetujuan_dprd",
        "Persetujuan DPRD",
        (family.burden,) if family.burden else (),
        Actor.DPRD,
        dprd_stage(letter, decision),
        replace(term, silence=f"{term.silence} Dibaca berlaku pula bagi perubahan."),
        burden,
        send_back_to=("penyusunan",),
    )


def _signing(family: ChangeLaw, change: Change) -> Stage:
    before: tuple[Requirement, ...] = ()
    signed = None
    if change is not Change.ENDS:
        signed = family.signed
        if family.proxied:
            before = require_proxy(family.proxied)
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
    before = (_preparation(family, change), _proposal(change), _drafting(family, change))
    after = (_signing(family, change), _keeping(family))
    if change is Change.ENDS or family.consent is None:
        return before + after
    return (*before, _consent(family, family.consent), *after)


SUFFIXES = {KB: "-kb", PKS: "-pks"}


def recorded_of(family: str, naskah: str = "") -> tuple[str, ...]:
    """The agreements recorded from old naskah that this may change, all or those of one kind."""
    kind = SUFFIXES.get(naskah, "")
    return tuple(code for code in legacy.CODES if code.startswith(family) and code.endswith(kind))


def _track(law: ChangeLaw, change: Change) -> Track:
    naskah = "" if change is Change.ENDS else law.naskah
    name = f"PKS {law.name}" if naskah == PKS else law.name
    return replace(
        law.like,
        code=f"{law.family}{'-kb' if naskah == KB else ''}-{change}",
        version=PRESENT,
        title=f"{change.capitalize()} {name}",
        basis=law.basis[change],
        stages=_stages_of_change(law, change),
        instrument=NAMES[change].capitalize(),
        parents=law.parents + recorded_of(law.family, naskah),
        changes=change,
        of_naskah=naskah,
    )


DOMESTIC = (
    *(_track(law, change) for law in FAMILIES.values() for change in Change),
    *(_track(law, change) for law in OF_KB for change in law.basis),
)
