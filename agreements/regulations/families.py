"""The kinds of cooperation, as their regulations name them."""

from enum import StrEnum


class Family(StrEnum):
    """A kind of cooperation; the first word of a track's code."""

    KSDD = "ksdd"
    KSDPK = "ksdpk"
    SINERGI = "sinergi"
    KSDPL = "ksdpl"
    KSDLL = "ksdll"

    @property
    def label(self) -> str:
        return "Sinergi" if self is Family.SINERGI else self.upper()

    @property
    def form(self) -> str:
        """Its name in full, as letters have it."""
        return FORMS[self]

    @property
    def first_naskah(self) -> str:
        """What is drawn up at home once an offer is accepted."""
        if self is Family.SINERGI:
            return "Nota Kesepakatan dan Rencana Kerja"
        return "Kesepakatan Bersama"


FORMS = {
    Family.KSDD: "Kerja Sama Daerah dengan Daerah Lain",
    Family.KSDPK: "Kerja Sama Daerah dengan Pihak Ketiga",
    Family.SINERGI: "Sinergi Perencanaan dan Pelaksanaan Pembangunan",
    Family.KSDPL: "Kerja Sama Daerah dengan Pemerintah Daerah di Luar Negeri",
    Family.KSDLL: "Kerja Sama Daerah dengan Lembaga di Luar Negeri",
}


def family_of_track(track_code: str) -> Family:
    """The family to which a track of that code belongs. Raises ValueError for a code of none."""
    return Family(track_code.partition("-")[0])
