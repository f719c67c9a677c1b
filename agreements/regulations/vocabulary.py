"""The words in which a track is written. Immutable values."""

from dataclasses import dataclass, replace
from enum import StrEnum

from agreements.regulations.citations import Citation

from .families import Family, family_of_track
from .record_outcomes import RecordOutcome
from .separation import ALL_APART, PART_OF_APPROVER, Pair, Part
from .titles import head_of_region


class Actor(StrEnum):
    """Who holds a stage or gives an approval. Outside parties, and the planning unit that only the
    mapping asks, act through Bagian Kerja Sama's records.
    """

    OPD = "Staf OPD"
    OPD_HEAD = "Kepala OPD"
    VERIFIER = "Verifikator Bagian Kerja Sama"
    SECTION_HEAD = "Kepala Bagian Kerja Sama"
    TKKSD = "TKKSD"
    LEGAL = "Bagian Hukum"
    SEKDA = "Sekretaris Daerah"
    HEAD_OF_REGION = "Bupati"
    PARTNER = "Mitra"
    GOVERNOR = "Gubernur"
    DPRD = "DPRD"
    MINISTER = "Menteri Dalam Negeri"
    FOREIGN_MINISTER = "Menteri Luar Negeri"
    EMBASSY = "Perwakilan Republik Indonesia"
    PLANNING_UNIT = "Perangkat daerah perencanaan"

    @property
    def is_outside(self) -> bool:
        return self in OUTSIDE

    def __str__(self) -> str:
        """As our region calls them."""
        return head_of_region() if self is Actor.HEAD_OF_REGION else self.value

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


OUTSIDE = frozenset(
    (
        Actor.PARTNER,
        Actor.DPRD,
        Actor.GOVERNOR,
        Actor.MINISTER,
        Actor.FOREIGN_MINISTER,
        Actor.EMBASSY,
        Actor.PLANNING_UNIT,
    )
)


class DayKind(StrEnum):
    CALENDAR = "kalender"
    WORKING = "kerja"


class Basis(StrEnum):
    LAW = "hukum"
    SOP = "sop"


WHOLE_STAGE = "tahap"  # the code of the term that runs for the stage as a whole


@dataclass(frozen=True)
class Deadline:
    """How long something may take. Where the law says only "hari", as P22 does, the kind of day is
    a setting (UU 23/2014 Ps. 1 angka 50); P25 says "hari kerja".

    The term begins when the stage is entered, or on the recorded date of the requirement `after`;
    it ends when the requirement `until` is recorded, or with the stage. Where it `deems`,
    silence counts as consent, by the article `deemed_by` where that is another than sets the term.
    """

    days: int
    kind: DayKind
    basis: Basis
    citation: Citation | None = None
    silence: str = ""
    code: str = WHOLE_STAGE
    text: str = ""
    after: str = ""
    until: str = ""
    deems: bool = False
    deemed_by: Citation | None = None

    @property
    def is_lawful(self) -> bool:
        """Whether the law sets it, and not a norm of the office."""
        return self.basis is Basis.LAW

    @property
    def kind_is_a_setting(self) -> bool:
        return self.basis is Basis.SOP or (
            self.citation is not None and self.citation.regulation == "P22"
        )


@dataclass(frozen=True)
class Condition:
    """A named predicate on the proposal's facts, with the article that makes it matter; none where
    a local norm does.
    """

    code: str
    text: str
    citation: Citation | None = None

    @property
    def cited(self) -> str:
        """As a reader is told it."""
        return f"{self.text} ({self.citation or 'norma setempat'})"


class RequirementKind(StrEnum):
    FACT = "isian"
    APPROVAL = "persetujuan"
    DOCUMENT = "dokumen"
    UPLOAD = "unggahan"
    RECORD = "catatan keputusan"


@dataclass(frozen=True)
class Requirement:
    """Something that must exist before a stage is left.

    `after` names what must be met before; requirements with the same `after` run in parallel,
    and what names them all joins them. `lapsed` opens it only when that term has passed
    unanswered; `deemed` is the outcome that needs the stage's term to have passed. `signs` names
    the kind of naskah whose signing it records. Outside decisions and signatures are entered by
    `recorder`. `when` makes it apply only if an earlier record of the stage had that outcome.
    `leads` says to which earlier stage an outcome returns the case, where the law says so. `gap`
    is said while a fact is missing, where "masih kosong" would not do.
    """

    code: str
    kind: RequirementKind
    text: str
    actor: Actor
    citation: Citation | None = None
    condition: Condition | None = None
    outcomes: tuple[RecordOutcome, ...] = ()
    fact: str = ""
    document: str = ""
    draft: bool = False
    signs: str = ""
    optional: bool = False
    after: tuple[str, ...] = ()
    lapsed: str = ""
    deemed: RecordOutcome | None = None
    when: tuple[str, RecordOutcome] | None = None
    leads: tuple[tuple[RecordOutcome, str], ...] = ()
    gap: str = ""
    recorder: Actor | None = None
    criteria: tuple[str, ...] = ()
    verb: str = ""

    @property
    def entered_by(self) -> tuple[Actor, ...]:
        """Who may enter it in the system; outside parties never do so themselves."""
        return tuple(who for who in (self.recorder, self.actor) if who and not who.is_outside)

    @property
    def part(self) -> Part | None:
        """Which part in the content its approval takes; None for what approves nothing."""
        if self.kind is not RequirementKind.APPROVAL:
            return None
        return PART_OF_APPROVER.get(self.actor.name)

    @property
    def binds_the_region(self) -> bool:
        """Whether it is a signature, or an approval of those who decide in the end."""
        decides = self.actor in (Actor.SEKDA, Actor.HEAD_OF_REGION)
        return bool(self.signs) or (self.kind == RequirementKind.APPROVAL and decides)

    @property
    def chooses_mitra(self) -> bool:
        """Whether it records which of several candidates becomes the mitra."""
        return RecordOutcome.CHOSEN in self.outcomes

    def stage_after(self, outcome: str) -> str:
        """The earlier stage to which the law leads a case by that outcome; empty where to none."""
        return next((stage for leading, stage in self.leads if leading == outcome), "")


@dataclass(frozen=True)
class Stage:
    """One tahapan, in the law's own words. `legs` are the terms that run inside its overall
    `deadline`.

    Where the law names no such step its `basis` is the local SOP, and it cites nothing.
    """

    code: str
    name: str
    citations: tuple[Citation, ...]
    actor: Actor
    requirements: tuple[Requirement, ...]
    deadline: Deadline | None = None
    condition: Condition | None = None
    send_back_to: tuple[str, ...] = ()
    legs: tuple[Deadline, ...] = ()
    basis: Basis = Basis.LAW

    @property
    def terms(self) -> tuple[Deadline, ...]:
        return (self.deadline, *self.legs) if self.deadline else self.legs

    @property
    def signs(self) -> bool:
        return any(need.signs for need in self.requirements)

    def begin_with(self, first: Requirement) -> "Stage":
        """The stage as it is where one of its requirements comes before all others and is not left
        to anybody's choice.
        """
        needs = (
            replace(need, optional=False)
            if need is first
            else replace(need, after=need.after or (first.code,))
            for need in self.requirements
        )
        return replace(self, requirements=tuple(needs))


class Change(StrEnum):
    """What a track of its own does to the signed agreement above it."""

    AMENDS = "adendum"
    EXTENDS = "perpanjangan"
    ENDS = "pengakhiran"


@dataclass(frozen=True)
class Track:
    """One way the law lets an agreement be made, or changed. A new version never touches running
    cases.

    A case stands under a signed one of the tracks in `parents`, where there are any, and
    `changes` says what it does to it.
    """

    code: str
    version: str
    title: str
    basis: tuple[Citation, ...]
    stages: tuple[Stage, ...]
    instrument: str
    partner_kinds: tuple[str, ...]
    parents: tuple[str, ...] = ()
    changes: Change | None = None
    # The kind of naskah that it changes, where the law of each kind is another.
    of_naskah: str = ""
    # What the law makes worth knowing on this road, though it stops nobody.
    warnings: tuple[Condition, ...] = ()
    # Which parts in its content nobody takes both of.
    duties_apart: tuple[Pair, ...] = ALL_APART

    @property
    def family(self) -> Family:
        return family_of_track(self.code)

    @property
    def is_with_region(self) -> bool:
        return self.family is Family.KSDD

    @property
    def is_with_third_party(self) -> bool:
        return self.family is Family.KSDPK

    @property
    def is_sinergi(self) -> bool:
        return self.family is Family.SINERGI

    @property
    def is_with_foreign_region(self) -> bool:
        return self.family is Family.KSDPL

    def stage(self, code: str) -> Stage:
        """The stage of that code. Raises KeyError when the track has none."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise KeyError(code)

    def requirement(self, stage_code: str, code: str) -> Requirement | None:
        """What a stage asks under that code, which two stages may share, as both letters through
        the Gubernur do.
        """
        asked = (
            need for stage in self.stages if stage.code == stage_code for need in stage.requirements
        )
        return next((need for need in asked if need.code == code), None)

    @property
    def signings(self) -> dict[str, str]:
        """The kinds of naskah that are signed on this road, in its order, with the record of each
        signing.
        """
        return {
            need.signs: need.code
            for stage in self.stages
            for need in stage.requirements
            if need.signs
        }

    @property
    def choice_of_mitra(self) -> tuple["Stage", Requirement] | None:
        """The record by which the mitra is chosen among candidates, and its stage; None where the
        law knows no choice.
        """
        for stage in self.stages:
            for need in stage.requirements:
                if need.chooses_mitra:
                    return stage, need
        return None

    @property
    def under_parent(self) -> bool:
        return bool(self.parents)

    @property
    def does(self) -> Change:
        """What a track of change does. Raises ValueError for any other."""
        if self.changes is None:
            raise ValueError(self.code)
        return self.changes

    @property
    def preparation_ends(self) -> int:
        """The place of the first stage in which the head of the OPD approves the content; -1 when
        none does.
        """
        approves = (
            any(need.actor is Actor.OPD_HEAD for need in stage.requirements)
            for stage in self.stages
        )
        return next((place for place, judged in enumerate(approves) if judged), -1)

    @property
    def meets(self) -> bool:
        """Whether the TKKSD meets on it; P25 does not know the TKKSD."""
        return any(
            need.actor is Actor.TKKSD for stage in self.stages for need in stage.requirements
        )

    @property
    def ends_parent(self) -> bool:
        """Whether it ends the agreement above it."""
        return self.changes is Change.ENDS

    @property
    def is_foreign(self) -> bool:
        return any(citation.regulation == "P25" for citation in self.basis)

    @property
    def asks(self) -> frozenset[str]:
        """The facts that some stage asks for, and the names of the conditions that decide what
        applies.
        """
        needs = [need for stage in self.stages for need in stage.requirements]
        conditions = [
            *(stage.condition for stage in self.stages),
            *(need.condition for need in needs),
        ]
        return frozenset(need.fact for need in needs if need.fact) | {
            condition.code for condition in conditions if condition
        }

    def position(self, code: str) -> int:
        return self.stages.index(self.stage(code))
