"""The kind of a partner that is not recorded yet: as the file says it, as a person answered, or
asked with a proposal.
"""

from dataclasses import dataclass

from partners.kinds import ABROAD
from partners.models import PartnerKind
from partners.proposals import Certainty

from . import names
from .answers import Answers
from .days_of_rows import is_blank
from .entries import RegisterEntry, RowQuestion, Topic
from .guesses import Guess, guess_alone, guess_kind

AS_PROPOSED = "usul"
ALL_KINDS = tuple(kind for kind in PartnerKind.values)


@dataclass(frozen=True)
class RowFacts:
    """What a row says that bears on the kinds of its partners: the kind as it is written, the kinds
    that its kind of cooperation allows, and what stands beside the names.
    """

    named_kind: str
    allowed: tuple[str, ...]
    beside: dict[str, str]

    @property
    def said_kind(self) -> str:
        """The kind that the file names; empty when none or unknown."""
        if is_blank(self.named_kind):
            return ""
        return names.kind_named(self.named_kind)

    @property
    def only_kind(self) -> str:
        """The kind that is the only one allowed; empty when there are several."""
        if len(self.allowed) == 1:
            return self.allowed[0]
        return ""


@dataclass(frozen=True)
class ProposedKind:
    """A kind or none, and the ground for which names are asked about together."""

    kind: str
    ground: str


def kind_of_new_partner(entry: RegisterEntry, name: str, facts: RowFacts, answers: Answers) -> str:
    """The kind of a new partner; empty while it is asked."""
    said = facts.said_kind
    if said and not _contradicts(name, said):
        return said
    guess = guess_kind(name, facts.beside)
    if said and guess.kind == said:
        return said
    if not said and not entry.country and guess.kind in ("", facts.only_kind) and facts.only_kind:
        return facts.only_kind
    entry.country = entry.country or guess.country
    return _answered_kind(entry, name, guess, facts, answers)


def _answered_kind(
    entry: RegisterEntry, name: str, guess: Guess, facts: RowFacts, answers: Answers
) -> str:
    """The kind that a person confirmed or chose; empty while it is asked."""
    proposed = _proposal(entry, guess, facts)
    answer = answers.to(Topic.PARTNER_KIND, proposed.ground, name)
    if answer == AS_PROPOSED and proposed.kind:
        return proposed.kind
    if answer in ALL_KINDS:
        return answer
    _ask_kind(entry, name, proposed, guess, facts.allowed)
    return ""


def _contradicts(name: str, said: str) -> bool:
    """Whether the name alone surely shows another kind than the file says."""
    alone = guess_alone(name)
    return alone.certainty == Certainty.SURE and alone.kind != said


def _proposal(entry: RegisterEntry, guess: Guess, facts: RowFacts) -> ProposedKind:
    """What to propose where the file and the name leave the kind open."""
    kind, ground = guess.kind, guess.group
    if entry.country and kind not in ABROAD:
        kind, ground = PartnerKind.FOREIGN_BODY.value, "negaranya bukan Indonesia"
    if kind and kind not in facts.allowed:
        kind = facts.only_kind
        ground = f"{ground}, sedangkan jenis kerja samanya menyebut jenis mitra lain"
    if is_blank(facts.named_kind):
        return ProposedKind(kind, ground)
    written = f"tertulis “{facts.named_kind[:60]}”"
    if facts.said_kind:
        return ProposedKind(kind, f"{written}, {ground}")
    return ProposedKind(kind, written)


def _ask_kind(
    entry: RegisterEntry,
    name: str,
    proposed: ProposedKind,
    guess: Guess,
    allowed: tuple[str, ...],
) -> None:
    """Ask for the names of a ground together: as proposed for each, or one kind for all. A proposal
    that is only possible is not chosen beforehand.
    """
    options: tuple[str, ...] = ALL_KINDS
    if proposed.kind in allowed:
        options = allowed
    label, chosen = "belum diketahui", ""
    if proposed.kind:
        options = (AS_PROPOSED, *options)
        label = str(PartnerKind(proposed.kind).label)
    proposal_text = label
    if proposed.kind == guess.kind:
        proposal_text = guess.text
    if proposed.kind and guess.certainty >= Certainty.LIKELY:
        chosen = AS_PROPOSED
    question = RowQuestion(
        kind=Topic.PARTNER_KIND,
        key=proposed.ground,
        column="mitra",
        name=name,
        proposal=chosen,
        ground=proposed.ground,
        options=options,
        proposal_text=proposal_text,
    )
    entry.ask(question, f"Jenis mitra baru {label}? {guess.ground} Pilih pada halaman impor.")
