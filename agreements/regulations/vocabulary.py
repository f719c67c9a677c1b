"""The words in which a track is written. Immutable values, nothing of ours imported."""

from dataclasses import dataclass
from enum import StrEnum


class Actor(StrEnum):
    """Who holds a stage or gives an approval. Outside parties act through Bagian Kerja Sama's records."""

    OPD = "Staf OPD"
    OPD_HEAD = "Kepala OPD"
    VERIFIER = "Verifikator Bagian Kerja Sama"
    SECTION_HEAD = "Kepala Bagian Kerja Sama"
    TKKSD = "TKKSD"
    LEGAL = "Bagian Hukum"
    SEKDA = "Sekretaris Daerah"
    HEAD_OF_REGION = "Bupati"
    PARTNER = "Mitra"
    DPRD = "DPRD"

    @property
    def is_outside(self) -> bool:
        return self in (Actor.PARTNER, Actor.DPRD)


class DayKind(StrEnum):
    CALENDAR = "kalender"
    WORKING = "kerja"


class Basis(StrEnum):
    LAW = "hukum"
    SOP = "sop"


@dataclass(frozen=True)
class Citation:
    """One place in one regulation, for example P22 Pasal 8 ayat (3)."""

    regulation: str
    article: str

    def __str__(self) -> str:
        return f"{REGULATIONS[self.regulation]} {self.article}"


REGULATIONS = {
    "UU23": "UU 23/2014",
    "PP28": "PP 28/2018",
    "P22": "Permendagri 22/2020",
}


def p22(article: str) -> Citation:
    return Citation("P22", f"Pasal {article}")


def pp28(article: str) -> Citation:
    return Citation("PP28", f"Pasal {article}")


@dataclass(frozen=True)
class Deadline:
    """How long a stage may take. The kind of day for P22 terms is a setting (UU 23/2014 Ps. 1 angka 50)."""

    days: int
    kind: DayKind
    basis: Basis
    citation: Citation | None = None
    silence: str = ""


@dataclass(frozen=True)
class Condition:
    """A named predicate on the proposal's facts, with the article that makes it matter."""

    code: str
    text: str
    citation: Citation


class Kind(StrEnum):
    FACT = "isian"
    APPROVAL = "persetujuan"
    DOCUMENT = "dokumen"
    UPLOAD = "unggahan"
    RECORD = "catatan keputusan"


@dataclass(frozen=True)
class Requirement:
    """Something that must exist before a stage is left."""

    code: str
    kind: Kind
    text: str
    actor: Actor
    citation: Citation | None = None
    condition: Condition | None = None
    outcomes: tuple[str, ...] = ()
    fact: str = ""
    document: str = ""
    signs: bool = False


@dataclass(frozen=True)
class Stage:
    """One tahapan, in the law's own words."""

    code: str
    name: str
    citations: tuple[Citation, ...]
    actor: Actor
    requirements: tuple[Requirement, ...]
    deadline: Deadline | None = None
    condition: Condition | None = None
    send_back_to: tuple[str, ...] = ()
    may_end: bool = True


@dataclass(frozen=True)
class Track:
    """One way the law lets an agreement be made. A new version never touches running cases."""

    code: str
    version: str
    title: str
    basis: tuple[Citation, ...]
    stages: tuple[Stage, ...]
    instrument: str

    def stage(self, code: str) -> Stage:
        """The stage of that code. Raises KeyError when the track has none."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise KeyError(code)

    def position(self, code: str) -> int:
        return self.stages.index(self.stage(code))
