"""What the reader of a case is to do in it: each act with what to read before it and what follows
from it.
"""

from dataclasses import dataclass, field

from django.conf import settings

from agreements.models import Correction
from agreements.pages.case.changes import ChangesSince
from agreements.pages.case.moving import Onward
from agreements.pages.case.papers import PaperRow, PaperTable, UploadRow
from agreements.pages.case.requirement_rows import RequirementRow, is_to_be_met
from agreements.pages.case.together import Together
from agreements.regulations import register
from agreements.regulations.citations import Citation
from agreements.regulations.naming import act_of, name_correction_task
from agreements.regulations.vocabulary import Requirement, RequirementKind
from agreements.workflow.evaluation import Check, Situation

MOST_PAPERS = 4
# Whoever writes down what others decided needs only the last papers.
RECORDED_FROM = 2
RESUMING = "Tenggat menurut SOP berjalan lagi. Yang mendapat giliran diberi tahu."
# What a judge reads first of what the proposal says.
TOLD_FIRST = ("Objek", "Ruang lingkup", "Manfaat", "Pembiayaan", "Nilai", "Jangka waktu")


@dataclass(frozen=True)
class Law:
    """The article that an act rests on, with its words."""

    citation: Citation
    text: str


@dataclass(frozen=True)
class Reading:
    """What to read before an act: what is new to this reader, else the papers and facts it is
    about, and the article.
    """

    changes: ChangesSince | None = None
    papers: list[PaperRow] = field(default_factory=list)
    uploads: list[UploadRow] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    law: Law | None = None

    @property
    def first_paper(self) -> PaperRow | None:
        """The paper that an act is most likely about: the newest."""
        return self.papers[0] if self.papers else None

    @property
    def other_papers(self) -> list[PaperRow]:
        """The papers made before it."""
        return self.papers[1:]

    @property
    def is_law_alone(self) -> bool:
        """Whether there is nothing to read but the article, which then stands open."""
        return not (self.changes or self.papers or self.uploads or self.facts)


@dataclass(frozen=True)
class Act:
    """One thing to do. It is done by the form of `row`, by the form of several things `together`,
    by filling in `facts`, by mending `corrections`, by leading on, or by letting the case go on.
    """

    title: str
    anchor: str
    reading: Reading
    consequence: str = ""
    told: str = ""
    row: RequirementRow | None = None
    together: Together | None = None
    facts: list[RequirementRow] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    onward: str = ""
    resumes: bool = False

    @property
    def heading(self) -> str:
        """The title within a sentence."""
        return self.title[:1].lower() + self.title[1:]

    @property
    def has_refused_form(self) -> bool:
        """Whether its form was sent and refused, and so must stand open."""
        if self.together is not None and self.together.is_refused:
            return True
        forms = (self.row.form, self.row.day_form) if self.row else ()
        return any(form is not None and form.is_bound for form in forms)

    @property
    def codes(self) -> set[str]:
        """The requirements that it meets."""
        if self.together is None:
            return {self.row.need.code} if self.row else set()
        return self.together.codes

    @property
    def hands_in(self) -> bool:
        """Whether it is about files and papers beside each other."""
        return self.together is not None and self.together.record is None

    @property
    def is_long(self) -> bool:
        """Whether its form asks so much that it takes the width."""
        return self.together is not None or (self.row is not None and self.row.is_long)

    @property
    def waits_for_data(self) -> bool:
        """Whether something else must be filled in before it can be done."""
        return self.row is not None and bool(self.row.gaps)


def acts_of_reader(
    situation: Situation,
    rows: list[RequirementRow],
    shelf: "Shelf",
    onward: Onward,
    together: list[Together],
    *,
    is_ours: bool,
    may_resume: bool,
) -> list[Act]:
    """All that this reader can do now, the first thing first; one whose form was refused goes
    before all. While corrections are open the case lies with the OPD, and mending is the one act.
    """
    if not situation.open_corrections:
        acts = _acts_of_stage(situation, rows, shelf, onward, together)
    elif is_ours and not situation.agreement.is_closed:
        acts = [_mending(situation)]
    else:
        acts = []
    if may_resume:
        acts.append(Act("Lanjutkan proses", "lanjutkan", Reading(), RESUMING, resumes=True))
    return sorted(acts, key=lambda act: (not act.has_refused_form, act.waits_for_data))


def _acts_of_stage(
    situation: Situation,
    rows: list[RequirementRow],
    shelf: "Shelf",
    onward: Onward,
    together: list[Together],
) -> list[Act]:
    acts: list[Act] = []
    facts = [row for row in rows if row.need.fact and row.mine and row.check.is_open]
    if facts:
        acts.append(_filling_in(facts))
    for row in [row for row in rows if is_to_be_met(row, situation)]:
        if not _is_named_in(acts, row.need.code):
            acts.append(_act_of_row(situation, row, shelf, together))
    if onward.label:
        acts.append(
            Act(onward.label, "teruskan", Reading(papers=shelf.papers()), onward=onward.label)
        )
    return acts


def _is_named_in(acts: list[Act], code: str) -> bool:
    return any(code in act.codes for act in acts)


def _act_of_row(
    situation: Situation, row: RequirementRow, shelf: "Shelf", together: list[Together]
) -> Act:
    """Meeting the requirement, or sending its file along with others of the stage."""
    joined = next((one for one in together if row.need.code in one.codes), None)
    if joined is None or joined.record:
        return _meeting(situation, row, shelf, joined)
    return _sending_files(situation, joined)


def _mending(situation: Situation) -> Act:
    title = name_correction_task(situation.stage, situation.agreement.track)
    return Act(
        title,
        "perbaikan",
        Reading(),
        consequence="Sesudah semua butir ditandai selesai, proses berlanjut dari tahap pengirim.",
        corrections=list(situation.open_corrections),
    )


def _filling_in(facts: list[RequirementRow]) -> Act:
    consequence = "Isian tersimpan sendiri saat Anda mengetik."
    return Act("Lengkapi usulan", "lengkapi", Reading(), consequence=consequence, facts=facts)


@dataclass(frozen=True)
class Shelf:
    """What of a case can be laid beside an act."""

    table: PaperTable
    content: list[tuple[str, str]]
    changes: ChangesSince | None

    def papers(self) -> list[PaperRow]:
        """The newest papers that can be opened."""
        return [row for row in self.table.papers if row.is_ready][:MOST_PAPERS]

    def uploads(self) -> list[UploadRow]:
        """The newest files that people brought."""
        return self.table.uploads[:MOST_PAPERS]

    def facts(self) -> list[tuple[str, str]]:
        """What the proposal says in short."""
        return [(label, text) for label, text in self.content if label in TOLD_FIRST]


def _sending_files(situation: Situation, together: Together) -> Act:
    told = f"Dapat dibatalkan dalam {settings.UNDO_MINUTES} menit." if settings.UNDO_MINUTES else ""
    return Act(
        f"Lengkapi berkas tahap {situation.stage.name}",
        "berkas",
        Reading(),
        told=told,
        together=together,
    )


def _meeting(
    situation: Situation, row: RequirementRow, shelf: Shelf, together: Together | None
) -> Act:
    agreement, need = situation.agreement, row.need
    return Act(
        title=act_of(need, situation.stage, agreement.track, need.actor),
        anchor=f"syarat-{need.code}",
        reading=_reading_of(need, shelf),
        consequence=consequence_of(situation, row.check),
        told=told_of(situation, row),
        row=row,
        together=together,
    )


def _reading_of(need: Requirement, shelf: Shelf) -> Reading:
    """Approvals and studies judge by what changed, or by papers and facts; what is to be made or
    brought rests on its article.
    """
    law = law_of(need)
    if need.kind is RequirementKind.APPROVAL:
        return _reading_of_judge(shelf, law)
    if need.criteria:
        return Reading(papers=shelf.papers(), uploads=shelf.uploads(), facts=shelf.facts(), law=law)
    if need.kind is RequirementKind.RECORD:
        return Reading(papers=shelf.papers()[:RECORDED_FROM], law=law)
    return Reading(law=law)


def _reading_of_judge(shelf: Shelf, law: Law | None) -> Reading:
    """Who judged it before reads what changed and what was brought since, and the facts where
    nothing changed.
    """
    changes = shelf.changes
    if changes is None:
        return Reading(None, shelf.papers(), shelf.uploads(), shelf.facts(), law)
    brought = [row for row in shelf.uploads() if row.evidence.at > changes.since]
    facts = shelf.facts() if changes.is_unchanged else []
    return Reading(changes, shelf.papers(), brought, facts, law)


def law_of(need: Requirement) -> Law | None:
    """The article of a requirement with its words; None for a local norm."""
    if need.citation is None or not need.citation.article:
        return None
    return Law(need.citation, register.text_of_citation(need.citation))


@dataclass(frozen=True)
class Followers:
    """What follows a requirement: what it opens by itself, and what it opens along with others."""

    opened: list[Requirement]
    joined: list[Requirement]


def followers_of(situation: Situation, check: Check) -> Followers:
    """What must be met once this is."""
    code = check.requirement.code
    met = {other.requirement.code for other in situation.checks if _is_over(other)} | {code}
    later = [other.requirement for other in situation.checks if _follows(other, code)]
    return Followers(
        opened=[need for need in later if met.issuperset(need.after)],
        joined=[need for need in later if not met.issuperset(need.after)],
    )


def _is_over(check: Check) -> bool:
    return check.met or not check.applies


def _follows(check: Check, code: str) -> bool:
    """Whether it must be met, and only after the requirement of this code."""
    need = check.requirement
    return code in need.after and not need.optional and not _is_over(check)


def consequence_of(situation: Situation, check: Check) -> str:
    """What opens, or ends, once this is met."""
    followers = followers_of(situation, check)
    if followers.opened:
        return f"Membuka: {_named(followers.opened)}."
    if followers.joined:
        return f"Bersama syarat lain yang masih berjalan, membuka: {_named(followers.joined)}."
    code = check.requirement.code
    if [other for other in situation.unmet if other.requirement.code != code]:
        return "Melengkapi syarat tahap ini."
    return f"Syarat terakhir tahap {situation.stage.name}."


def _named(needs: list[Requirement]) -> str:
    return "; ".join(f"{need.text} ({need.actor})" for need in needs)


def told_of(situation: Situation, row: RequirementRow) -> str:
    """Who hears of it, and how long it can be taken back."""
    said = []
    if actors := _actors_next(situation, row.check):
        said.append(f"{' dan '.join(actors)} diberi tahu.")
    if row.form is not None and settings.UNDO_MINUTES:
        said.append(f"Dapat dibatalkan dalam {settings.UNDO_MINUTES} menit.")
    return " ".join(said)


def _actors_next(situation: Situation, check: Check) -> list[str]:
    """The people of ours whose turn it becomes."""
    actors = [
        str(need.actor)
        for need in followers_of(situation, check).opened
        if not need.actor.is_outside and need.actor is not check.requirement.actor
    ]
    return list(dict.fromkeys(actors))
