"""A place in a regulation, as it is cited."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Citation:
    """One place in one regulation, for example P22 Pasal 8 ayat (3); without article where only the
    law as a whole is known to us.
    """

    regulation: str
    article: str

    def __str__(self) -> str:
        return f"{REGULATIONS[self.regulation]} {self.article}".strip()


REGULATIONS = {
    "UU23": "UU 23/2014",
    "PP28": "PP 28/2018",
    "P22": "Permendagri 22/2020",
    "P25": "Permendagri 25/2020",
    "UU24": "UU 24/2000",
    "UU09": "UU 24/2009",
    "PS63": "Perpres 63/2019",
}


def p22(article: str) -> Citation:
    return Citation("P22", f"Pasal {article}")


def p25(article: str) -> Citation:
    return Citation("P25", f"Pasal {article}")


def pp28(article: str) -> Citation:
    return Citation("PP28", f"Pasal {article}")
