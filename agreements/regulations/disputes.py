"""The road of a dispute about a signed agreement, family by family, with its articles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agreements.regulations.citations import Citation, p22, p25, pp28
from agreements.regulations.families import Family
from agreements.regulations.vocabulary import Actor


class DisputeCode(StrEnum):
    """The steps that a dispute may go through."""

    DELIBERATION = "musyawarah"
    PROVINCE = "tkksd_provinsi"
    MINISTER = "menteri"
    MINISTER_BY_GOVERNOR = "menteri_gubernur"
    NEGOTIATION = "negosiasi"
    CONSULTATION = "konsultasi_menteri"
    CONTRACT = "menurut_naskah"


@dataclass(frozen=True)
class DisputeStep:
    """One step: who takes it, by which article, and what its outcome leads to; an outcome that
    leads nowhere ends the dispute.
    """

    code: DisputeCode
    title: str
    actor: Actor
    citation: Citation | None
    outcomes: Mapping[str, DisputeCode | None] = field(default_factory=dict)
    hint: str = ""


AGREED = "tercapai kesepakatan"
SETTLED = "diselesaikan"
DECREED = "ditetapkan dengan Keputusan Menteri"
BINDING = "Keputusan Menteri bersifat final dan mengikat daerah yang berselisih."
TO_PROVINCE = "tidak tercapai, dimohonkan kepada TKKSD provinsi"
TO_MINISTER = "tidak tercapai, dimohonkan kepada Menteri"
WITH_REGION = (
    DisputeStep(
        DisputeCode.DELIBERATION,
        "Musyawarah dan mufakat",
        Actor.OPD,
        p22("18"),
        {
            AGREED: None,
            TO_PROVINCE: DisputeCode.PROVINCE,
            TO_MINISTER: DisputeCode.MINISTER,
        },
        "Hasilnya dituangkan dalam berita acara yang ditandatangani daerah yang bekerja sama dan"
        " dilaporkan kepada kepala daerah masing-masing. Antarkabupaten/kota dalam satu provinsi,"
        " permohonan diajukan TKKSD kepada TKKSD provinsi (Pasal 19 ayat (1)); selain itu kepada"
        " Menteri (Pasal 21 ayat (1)).",
    ),
    DisputeStep(
        DisputeCode.PROVINCE,
        "Penyelesaian oleh TKKSD provinsi",
        Actor.VERIFIER,
        p22("19"),
        {
            AGREED: None,
            "tidak tercapai, Gubernur memohonkan kepada Menteri": DisputeCode.MINISTER_BY_GOVERNOR,
        },
        "Dituangkan dalam berita acara yang ditandatangani kabupaten/kota yang bekerja sama.",
    ),
    DisputeStep(
        DisputeCode.MINISTER_BY_GOVERNOR,
        "Penyelesaian oleh Menteri Dalam Negeri atas permohonan Gubernur",
        Actor.VERIFIER,
        p22("20"),
        {DECREED: None},
        BINDING,
    ),
    DisputeStep(
        DisputeCode.MINISTER,
        "Penyelesaian oleh Menteri Dalam Negeri",
        Actor.VERIFIER,
        p22("21"),
        {DECREED: None},
        BINDING,
    ),
)
WITH_THIRD_PARTY = (
    DisputeStep(
        DisputeCode.DELIBERATION,
        "Musyawarah mufakat",
        Actor.OPD,
        pp28("21"),
        {AGREED: None, "tidak tercapai": DisputeCode.CONTRACT},
        "Musyawarah mufakat diutamakan.",
    ),
    DisputeStep(
        DisputeCode.CONTRACT,
        "Penyelesaian menurut naskah kerja sama",
        Actor.VERIFIER,
        pp28("21"),
        {SETTLED: None},
        "Sesuai dengan kesepakatan yang tercantum dalam kontrak atau perjanjian kerja sama,"
        " misalnya melalui pengadilan atau arbitrase.",
    ),
)
ABROAD = (
    DisputeStep(
        DisputeCode.NEGOTIATION,
        "Negosiasi dan konsultasi",
        Actor.OPD,
        p25("40"),
        {AGREED: None, "tidak tercapai": DisputeCode.CONSULTATION},
        "Pemerintah daerah dapat berkonsultasi kepada Menteri (ayat (2)).",
    ),
    DisputeStep(
        DisputeCode.CONSULTATION,
        "Konsultasi kepada Menteri Dalam Negeri",
        Actor.VERIFIER,
        p25("41"),
        {SETTLED: None},
        "Untuk mencapai solusi penyelesaian.",
    ),
)
# Of a Sinergi the regulations say nothing: norma setempat.
WITH_CENTRE = (
    DisputeStep(
        DisputeCode.DELIBERATION,
        "Musyawarah dan mufakat",
        Actor.OPD,
        None,
        {AGREED: None, "tidak tercapai": DisputeCode.CONTRACT},
    ),
    DisputeStep(
        DisputeCode.CONTRACT,
        "Penyelesaian menurut naskah kerja sama",
        Actor.VERIFIER,
        None,
        {SETTLED: None},
    ),
)
ROADS: Mapping[Family, tuple[DisputeStep, ...]] = {
    Family.KSDD: WITH_REGION,
    Family.KSDPK: WITH_THIRD_PARTY,
    Family.KSDPL: ABROAD,
    Family.KSDLL: ABROAD,
    Family.SINERGI: WITH_CENTRE,
}


def outcomes_open_to(step: DisputeStep, *, one_province: bool | None) -> list[str]:
    """The outcomes of a step: the TKKSD of a province settles only between kabupaten/kota of that
    province (P22 Pasal 19 ayat (1)), all others go to the Menteri (Pasal 21 ayat (1)). None where
    nobody said which it is.
    """
    closed = ""
    if one_province is not None:
        closed = TO_MINISTER if one_province else TO_PROVINCE
    return [outcome for outcome in step.outcomes if outcome != closed]


def road_of_dispute(family: Family) -> tuple[DisputeStep, ...]:
    """The steps of a dispute about an agreement of this family, the first first."""
    return ROADS[family]


def dispute_step(family: Family, code: str) -> DisputeStep:
    """One step of that road. Raises KeyError for a code that it does not have."""
    steps = {step.code: step for step in road_of_dispute(family)}
    return steps[DisputeCode(code)]
