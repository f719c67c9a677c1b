"""The kinds of mitra, which data each kind has, and which of them its papers need."""

from dataclasses import dataclass

from django.db import models


class PartnerKind(models.TextChoices):
    """The parties that PP 28/2018 Pasal 3, 14 and 46 name.

    A PTN that is a work unit or a BLU of its ministry comes under Sinergi; for a PTN-BH the reviewer chooses.
    """

    REGION = "daerah", "Pemerintah daerah"
    PERSON = "perseorangan", "Perseorangan"
    STATE_COMPANY = "bumn", "BUMN"
    REGION_COMPANY = "bumd", "BUMD"
    COOPERATIVE = "koperasi", "Koperasi"
    COMPANY = "swasta", "Badan usaha swasta berbadan hukum"
    CIVIL = "ormas", "Organisasi kemasyarakatan berbadan hukum"
    CIVIL_UNINCORPORATED = "ormas-tbh", "Organisasi kemasyarakatan tidak berbadan hukum"
    MINISTRY = "pusat", "Kementerian/lembaga"
    VERTICAL = "vertikal", "Instansi vertikal"
    UNIVERSITY = "ptn", "Perguruan tinggi negeri"


K = PartnerKind
SIGNER = ("representative", "representative_position", "legal_basis")
DEED = ("deed_number", "deed_date", "deed_notary")
RATIFICATION = ("ratification_number", "ratification_date")
PUBLIC_COMPANIES = frozenset({K.STATE_COMPANY, K.REGION_COMPANY})
BUSINESSES = PUBLIC_COMPANIES | {K.COOPERATIVE, K.COMPANY}
CIVIL_KINDS = frozenset({K.CIVIL, K.CIVIL_UNINCORPORATED})
# Fields that only some kinds have; a field not named here belongs to every kind.
ONLY_FOR = {
    "region_code": frozenset({K.REGION}),
    "nib": BUSINESSES | CIVIL_KINDS | {K.PERSON, K.UNIVERSITY},
    "founding_rule": PUBLIC_COMPANIES | {K.UNIVERSITY},
    **dict.fromkeys(DEED, BUSINESSES | CIVIL_KINDS),
    **dict.fromkeys(RATIFICATION, BUSINESSES | {K.CIVIL}),
}


@dataclass(frozen=True)
class Need:
    """Data that the papers of these kinds should name; the field `unless`, when filled, stands in for it."""

    text: str
    fields: tuple[str, ...]
    kinds: frozenset[str]
    unless: str = ""


NEEDS = (
    Need("Alamat", ("address",), frozenset(K)),
    Need("Kode wilayah Kemendagri", ("region_code",), frozenset({K.REGION})),
    Need("Kewenangan penanda tangan", SIGNER, frozenset(K) - {K.PERSON}),
    Need("NIB", ("nib",), BUSINESSES),
    Need("NPWP", ("npwp",), BUSINESSES | {K.CIVIL, K.PERSON}),
    # A perum stands by a PP and a perumda by a Perda, without deed and ratification.
    Need("Akta", DEED, BUSINESSES | {K.CIVIL}, unless="founding_rule"),
    Need("Pengesahan badan hukum (AHU)", RATIFICATION, BUSINESSES | {K.CIVIL}, unless="founding_rule"),
    Need("Peraturan pendirian", ("founding_rule",), frozenset({K.UNIVERSITY})),
)


def applies(field: str, kind: str) -> bool:
    return field not in ONLY_FOR or kind in ONLY_FOR[field]
