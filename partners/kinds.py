"""The kinds of mitra, which data each kind has, and which of them its papers need."""

from dataclasses import dataclass

from django.db import models


class PartnerKind(models.TextChoices):
    """The parties that PP 28/2018 Pasal 3, 14 and 46, and Permendagri 25/2020 Pasal 1, 6, 7 and 28
    name; some under a name of their own, as people ask for them.

    A PTN that is a work unit of its ministry, and a BLU, come under Sinergi; for a PTN-BH and a
    public legal body the reviewer chooses.
    """

    REGION = "daerah", "Pemerintah daerah"
    PERSON = "perseorangan", "Perseorangan"
    STATE_COMPANY = "bumn", "BUMN"
    REGION_COMPANY = "bumd", "BUMD"
    COOPERATIVE = "koperasi", "Koperasi"
    COMPANY = "swasta", "Badan usaha swasta berbadan hukum"
    CIVIL = "ormas", "Organisasi kemasyarakatan berbadan hukum"
    FOUNDATION = "yayasan", "Yayasan"
    PRIVATE_UNIVERSITY = "pts", "Perguruan tinggi swasta"
    CIVIL_UNINCORPORATED = "ormas-tbh", "Organisasi kemasyarakatan tidak berbadan hukum"
    MINISTRY = "pusat", "Kementerian/lembaga"
    VERTICAL = "vertikal", "Instansi vertikal"
    UNIVERSITY = "ptn", "Perguruan tinggi negeri"
    SERVICE_AGENCY = "blu", "Badan Layanan Umum (BLU) pusat"
    PUBLIC_BODY = "badan-publik", "Badan hukum publik"
    FOREIGN_REGION = "pemda-ln", "Pemerintah daerah di luar negeri"
    FOREIGN_BODY = "lembaga-ln", "Lembaga di luar negeri"
    INTERNATIONAL = "oi", "Organisasi internasional"
    DEVELOPMENT = "mitra-pembangunan", "Mitra pembangunan luar negeri"
    FOREIGN_NONPROFIT = "nirlaba-asing", "Lembaga nonprofit berbadan hukum di luar negeri"


class Level(models.TextChoices):
    """The level of a foreign local government beside ours (Permendagri 25/2020 Pasal 5 ayat (3)
    huruf a, Pasal 6).
    """

    PROVINCE = "provinsi", "Setingkat provinsi"
    REGENCY = "kabupaten-kota", "Setingkat kabupaten/kota"
    OTHER = "lainnya", "Lainnya"


K = PartnerKind
SIGNER = ("representative", "representative_position", "legal_basis")
DEED = ("deed_number", "deed_date", "deed_notary")
RATIFICATION = ("ratification_number", "ratification_date")
PUBLIC_COMPANIES = frozenset({K.STATE_COMPANY, K.REGION_COMPANY})
BUSINESSES = PUBLIC_COMPANIES | {K.COOPERATIVE, K.COMPANY}
# Legal persons by deed and ratification that are no business.
CIVIL_BODIES = frozenset({K.CIVIL, K.FOUNDATION, K.PRIVATE_UNIVERSITY})
CIVIL_KINDS = CIVIL_BODIES | {K.CIVIL_UNINCORPORATED}
# What a rule founds, and no deed.
FOUNDED_BY_RULE = frozenset({K.UNIVERSITY, K.PUBLIC_BODY, K.SERVICE_AGENCY})
ABROAD = frozenset(
    {K.FOREIGN_REGION, K.FOREIGN_BODY, K.INTERNATIONAL, K.DEVELOPMENT, K.FOREIGN_NONPROFIT}
)
PRINCIPLE = ("izin_prinsip_number", "izin_prinsip_until")
OPERATION = ("izin_operasional_number", "izin_operasional_by", "izin_operasional_until")
# Fields that only some kinds have; a field not named here belongs to every kind.
ONLY_FOR = {
    "region_code": frozenset({K.REGION}),
    "nib": BUSINESSES | CIVIL_KINDS | FOUNDED_BY_RULE | {K.PERSON},
    "founding_rule": PUBLIC_COMPANIES | FOUNDED_BY_RULE,
    **dict.fromkeys(DEED, BUSINESSES | CIVIL_KINDS),
    **dict.fromkeys(RATIFICATION, BUSINESSES | CIVIL_BODIES),
    "npwp": frozenset(K) - {K.FOREIGN_REGION, K.INTERNATIONAL},
    **dict.fromkeys(
        (
            "country",
            "name_en",
            "native_name",
            "language",
            "office_in_indonesia",
            "representative_position_en",
        ),
        ABROAD,
    ),
    "level": frozenset({K.FOREIGN_REGION}),
    "legal_form": ABROAD - {K.FOREIGN_REGION},
    **dict.fromkeys((*PRINCIPLE, *OPERATION), frozenset({K.FOREIGN_NONPROFIT})),
}


@dataclass(frozen=True)
class Need:
    """Data that the papers of these kinds should name; the field `unless`, when filled, stands in
    for it.
    """

    text: str
    fields: tuple[str, ...]
    kinds: frozenset[str]
    unless: str = ""


NEEDS = (
    Need("Alamat", ("address",), frozenset(K)),
    Need("Kode wilayah Kemendagri", ("region_code",), frozenset({K.REGION})),
    Need("Kewenangan penanda tangan", SIGNER, frozenset(K) - {K.PERSON}),
    Need("NIB", ("nib",), BUSINESSES),
    Need("NPWP", ("npwp",), BUSINESSES | CIVIL_BODIES | {K.PERSON}),
    # A perum stands by a PP and a perumda by a Perda, without deed and ratification.
    Need("Akta", DEED, BUSINESSES | CIVIL_BODIES, unless="founding_rule"),
    Need(
        "Pengesahan badan hukum (AHU)",
        RATIFICATION,
        BUSINESSES | CIVIL_BODIES,
        unless="founding_rule",
    ),
    Need("Peraturan pendirian", ("founding_rule",), FOUNDED_BY_RULE),
    Need("Negara", ("country",), ABROAD - {K.INTERNATIONAL}),
    Need("Tingkat pemerintahan", ("level",), frozenset({K.FOREIGN_REGION})),
    Need("Nama dalam bahasa Inggris", ("name_en",), ABROAD),
    Need("Jabatan penanda tangan dalam bahasa Inggris", ("representative_position_en",), ABROAD),
    Need("Bentuk hukum", ("legal_form",), frozenset({K.FOREIGN_BODY, K.FOREIGN_NONPROFIT})),
    # Permendagri 25/2020 Pasal 30 ayat (2) huruf a
    Need("Izin Prinsip", PRINCIPLE, frozenset({K.FOREIGN_NONPROFIT})),
    Need("Izin Operasional", OPERATION, frozenset({K.FOREIGN_NONPROFIT})),
)


def applies_to_kind(field: str, kind: str) -> bool:
    """Whether partners of that kind have the field at all."""
    return field not in ONLY_FOR or kind in ONLY_FOR[field]
