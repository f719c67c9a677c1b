"""How people call a mitra in everyday words, and which kinds of mitra that may be in law."""

from dataclasses import dataclass

from .kinds import PartnerKind as K


@dataclass(frozen=True)
class EverydayName:
    """A name as people say it, the kind that it is in law, and the words by which it is asked
    for.
    """

    name: str
    kind: str
    words: tuple[str, ...]

    @property
    def kind_name(self) -> str:
        """The kind in the law's words."""
        return str(K(self.kind).label)


EVERYDAY = (
    EverydayName("Perusahaan (PT)", K.COMPANY, ("perusahaan", "swasta", "pt ", "cv ")),
    EverydayName(
        "Universitas negeri", K.UNIVERSITY, ("universitas", "kampus", "politeknik", "institut")
    ),
    EverydayName(
        "Universitas swasta",
        K.PRIVATE_UNIVERSITY,
        ("universitas", "kampus", "sekolah tinggi", "institut", "politeknik"),
    ),
    EverydayName("Rumah sakit swasta (PT)", K.COMPANY, ("rumah sakit", "klinik", "rs ")),
    EverydayName("Rumah sakit milik yayasan", K.FOUNDATION, ("rumah sakit", "klinik", "rs ")),
    EverydayName("Bank milik negara", K.STATE_COMPANY, ("bank",)),
    EverydayName("Bank daerah", K.REGION_COMPANY, ("bank", "bpd", "bpr")),
    EverydayName("Bank swasta", K.COMPANY, ("bank", "bpr")),
    EverydayName("Yayasan", K.FOUNDATION, ("yayasan", "lsm")),
    EverydayName("Perkumpulan atau ormas", K.CIVIL, ("perkumpulan", "lsm", "ormas")),
    EverydayName("Koperasi", K.COOPERATIVE, ("koperasi", "ksp", "kud")),
    EverydayName("BUMN lain", K.STATE_COMPANY, ("bumn", "persero", "perum ")),
    EverydayName("Perumda atau perseroda", K.REGION_COMPANY, ("bumd", "perumda", "perseroda")),
    EverydayName(
        "Komunitas tanpa badan hukum", K.CIVIL_UNINCORPORATED, ("komunitas", "paguyuban", "forum")
    ),
    EverydayName("Perseorangan", K.PERSON, ("perseorangan", "tenaga ahli", "tokoh")),
    EverydayName(
        "Provinsi, kabupaten, atau kota lain",
        K.REGION,
        ("provinsi", "kabupaten", "kota ", "pemkab", "pemkot", "pemprov"),
    ),
    EverydayName("RSUD daerah lain", K.REGION, ("rsud", "rumah sakit")),
    EverydayName("BPJS", K.PUBLIC_BODY, ("bpjs", "badan hukum publik")),
    EverydayName(
        "Rumah sakit atau balai milik kementerian (BLU)",
        K.SERVICE_AGENCY,
        ("blu", "badan layanan umum", "rumah sakit", "balai"),
    ),
    EverydayName("Kementerian atau lembaga", K.MINISTRY, ("kementerian", "badan ", "lembaga")),
    EverydayName(
        "Kantor instansi pusat di daerah",
        K.VERTICAL,
        ("kantor", "kanwil", "kejaksaan", "pengadilan", "polres", "kodim", "balai"),
    ),
    EverydayName("Kota atau kabupaten kembar", K.FOREIGN_REGION, ("kota ", "city", "sister")),
    EverydayName("Universitas luar negeri", K.FOREIGN_BODY, ("universit", "college", "kampus")),
    EverydayName("Asosiasi atau lembaga luar negeri", K.FOREIGN_BODY, ("asosiasi", "lembaga")),
    EverydayName("Badan PBB", K.INTERNATIONAL, ("unicef", "undp", "pbb", "unesco")),
    EverydayName("Badan bantuan negara lain", K.DEVELOPMENT, ("jica", "giz", "koica", "hibah")),
    EverydayName("Yayasan atau LSM asing", K.FOREIGN_NONPROFIT, ("foundation", "ngo", "lsm")),
)


def everyday_names_for(words: str) -> list[EverydayName]:
    """The names that the words speak of; all of them when nothing is asked."""
    asked = f"{words.lower()} "
    if not words.strip():
        return list(EVERYDAY)
    return [one for one in EVERYDAY if any(word in asked for word in one.words)]
