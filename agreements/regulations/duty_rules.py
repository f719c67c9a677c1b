"""The words in which a duty after the signature is written: how often it returns, and who owes it.
Immutable values.
"""

from dataclasses import dataclass
from enum import StrEnum

from agreements.regulations.citations import Citation
from agreements.regulations.vocabulary import Actor, Basis


class Rhythm(StrEnum):
    """How often a duty returns, and so from what its due date is derived."""

    SEMESTER = "tiap semester"  # `days` after 30 June and 31 December
    MONTHS = "tiap beberapa bulan"  # every `months` from the signing
    YEARLY = "tiap tahun"  # `days` after 31 December
    PLAN = "rencana tiap tahun"  # first `days` after the signing, then before the year begins
    ONCE = "sekali"  # `days` after the signing
    BEFORE_END = "sebelum berakhir"  # `months` before the end


@dataclass(frozen=True)
class Rule:
    """When a duty is due. Months are the law's; days never are: where it names none they are a norm
    the office may change.
    """

    rhythm: Rhythm
    months: int = 12
    days: int = 0

    @property
    def days_are_a_setting(self) -> bool:
        return self.days > 0

    @property
    def counted_from(self) -> str:
        """From when the days run, as a reader is told."""
        return {
            Rhythm.SEMESTER: "hari setelah akhir semester",
            Rhythm.YEARLY: "hari setelah 31 Desember",
        }.get(self.rhythm, "hari setelah penandatanganan")

    @property
    def looks_ahead(self) -> bool:
        return self.rhythm in (Rhythm.PLAN, Rhythm.BEFORE_END)


@dataclass(frozen=True)
class Duty:
    """What is owed once the naskah is signed, by whom, to whom and how often.

    `contents` is the least that the report must hold, by the article `contents_by`. `recorder`
    enters it for parties outside. `met_by` is the requirement of a stage that records the first
    one, or the paper made there for its year; `document` the kind of paper that makes it; `bearer`
    the name of the party that owes it, where a naskah of several partners says which.
    """

    code: str
    text: str
    actor: Actor
    to: str
    citation: Citation
    rule: Rule
    basis: Basis = Basis.LAW
    contents: tuple[str, ...] = ()
    contents_by: Citation | None = None
    recorder: Actor | None = None
    met_by: str = ""
    document: str = ""
    bearer: str = ""

    @property
    def entered_by(self) -> tuple[Actor, ...]:
        """Who may record it; what the OPD owes, its head may too."""
        head = Actor.OPD_HEAD if self.actor is Actor.OPD else None
        return tuple(who for who in (self.actor, head, self.recorder) if who and not who.is_outside)

    @property
    def owed_by(self) -> str:
        if self.bearer:
            return self.bearer
        return "Perangkat daerah pemrakarsa" if self.actor is Actor.OPD else str(self.actor)

    @property
    def term_key(self) -> str:
        return f"kewajiban/{self.code}"
