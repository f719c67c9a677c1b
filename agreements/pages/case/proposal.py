"""The page of one step of a proposal: its questions part by part, what is left in each part of the
whole, and the road ahead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet, BoundField
from django.http import QueryDict
from django.urls import reverse

from agreements.forms.parts import PART_OF, PARTS, Part
from agreements.forms.proposal import ProposalForm
from agreements.forms.samples import Sample, samples_for
from agreements.forms.steps import STEPS, parts_of_step, steps_of
from agreements.forms.term import term_sentences
from agreements.models import Agreement
from agreements.pages.case.case_page import similar_cases
from agreements.pages.case.partner_choice import PartnerChoice, partner_choice_for
from agreements.pages.case.requirement_rows import place_to_meet
from agreements.regulations import urusan
from agreements.regulations.citations import Citation
from agreements.regulations.vocabulary import Requirement, Stage, Track
from agreements.workflow.deadlines import Calendar
from agreements.workflow.evaluation import Situation, evaluate_case
from kerjasama.accounts.models import User

# The tables of rows of a step, by the fact that they fill.
RowTables = Mapping[str, Any]

# The parts beneath which stands what the naskah will say of its term.
TERM_PARTS = frozenset({"jangka-waktu", "jangka-waktu-pks"})
TEMPLATES = {
    "indikator": "components/indicators.html",
    "kegiatan": "components/activities.html",
    "perubahan": "components/articles.html",
}


@dataclass(frozen=True)
class FactToFill:
    """A fact that the stage asks for, whether it is filled in, and the address of its field."""

    requirement: Requirement
    met: bool
    fix: str


@dataclass(frozen=True)
class PartState:
    """How far a part is: in words, and the class by which it is drawn."""

    words: str
    look: str


@dataclass(frozen=True)
class PartLine:
    """One line of the list of parts."""

    title: str
    address: str
    state: PartState
    is_here: bool
    is_first_here: bool


@dataclass(frozen=True)
class ShownField:
    """A field with sample texts for it. The mitra is chosen in a way of its own."""

    field: BoundField
    is_partner: bool
    samples: list[Sample]


@dataclass(frozen=True)
class ShownTable:
    """A table of rows, and the template that draws it."""

    rows: Any
    template: str


@dataclass(frozen=True)
class ShownPart:
    """One part of the step with its questions."""

    part: Part
    missing: list[FactToFill]
    fields: list[ShownField]
    tables: list[ShownTable]
    warnings: list[str]
    citations: tuple[Citation, ...]
    says_term: bool
    sentences: list[str]


@dataclass(frozen=True)
class RoadStep:
    """One stage of the road ahead."""

    name: str
    said: str
    is_here: bool


@dataclass(frozen=True)
class ProposalPage:
    """All that the page of a step shows."""

    agreement: Agreement
    track: Track
    step: str
    steps: list[str]
    parts: list[ShownPart]
    lines: list[PartLine]
    facts: list[FactToFill]
    road: list[RoadStep]
    partner: PartnerChoice | None
    similar: list[Agreement]
    version: str
    is_narrow: bool

    @property
    def title(self) -> str:
        """What the step is called."""
        return STEPS[self.step][0]

    @property
    def number(self) -> int:
        """The place of the step among those that are open now; 1 where it is none of them."""
        return self.steps.index(self.step) + 1 if self.step in self.steps else 1

    @property
    def next_title(self) -> str:
        """What the step after this one is called; empty after the last."""
        following = self.steps[self.number : self.number + 1]
        return STEPS[following[0]][0] if following else ""

    @property
    def is_last(self) -> bool:
        """Whether the case is opened after this step."""
        return not self.next_title

    @property
    def filled(self) -> int:
        """How many of the facts are filled in."""
        return sum(fact.met for fact in self.facts)

    @property
    def left(self) -> int:
        """How many of the facts are still to be filled in."""
        return len(self.facts) - self.filled

    @property
    def missing_elsewhere(self) -> list[FactToFill]:
        """What is still to be done and is filled in by no part."""
        return [
            fact for fact in self.facts if not fact.met and fact.requirement.fact not in PART_OF
        ]

    @property
    def is_complete(self) -> bool:
        """Whether nothing that the stage asks for is left."""
        return not self.left


def build_proposal_page(
    user: User,
    agreement: Agreement,
    step: str,
    form: ProposalForm,
    rows: RowTables,
    asked: QueryDict,
) -> ProposalPage:
    """The page of one step, with the `form` and the tables of rows as they were typed."""
    calendar = Calendar()
    situation = evaluate_case(agreement, calendar=calendar)
    facts = facts_to_fill(situation)
    steps = steps_of(agreement)
    return ProposalPage(
        agreement=agreement,
        track=agreement.track,
        step=step,
        steps=steps,
        parts=shown_parts(agreement, step, form, rows, facts),
        lines=part_lines(agreement, step, steps, facts, faults_by_part(form, rows)),
        facts=facts,
        road=road_ahead(situation, calendar),
        partner=partner_choice_for(agreement, asked) if "partner" in form.fields else None,
        similar=[other for other, is_seen in similar_cases(user, agreement) if is_seen],
        version=situation.content_hash,
        is_narrow="partner" not in agreement.editable_fields,
    )


def facts_to_fill(situation: Situation) -> list[FactToFill]:
    """What the stage asks to be filled in."""
    agreement = situation.agreement
    return [
        FactToFill(check.requirement, check.met, place_to_meet(agreement, check.requirement))
        for check in situation.checks
        if check.requirement.fact and check.applies
    ]


def shown_parts(
    agreement: Agreement,
    step: str,
    form: ProposalForm,
    rows: RowTables,
    facts: list[FactToFill],
) -> list[ShownPart]:
    """The parts of this step. What a form adds by itself (a question, a hidden field) stands with
    the field before it.
    """
    parts = parts_of_step(agreement, step) or PARTS[step]
    fields: dict[str, list[ShownField]] = {part.code: [] for part in parts}
    here = parts[0].code
    for field in form:
        place = PART_OF.get(field.name)
        if place and place.code in fields:
            here = place.code
        fields[here].append(shown_field(agreement, field))
    return [
        ShownPart(
            part=part,
            missing=[fact for fact in facts_of_part(part, facts) if not fact.met],
            fields=fields[part.code],
            tables=[
                ShownTable(rows[fact], TEMPLATES[fact]) for fact in part.tables if fact in rows
            ],
            warnings=warnings_of_part(part, agreement),
            citations=citations_of_part(part, facts),
            says_term=part.code in TERM_PARTS,
            sentences=sentences_of_part(part, form),
        )
        for part in parts
    ]


def sentences_of_part(part: Part, form: ProposalForm) -> list[str]:
    """What the naskah will say of its term, where that is asked."""
    if part.code not in TERM_PARTS:
        return []
    typed = getattr(form, "cleaned_data", {})
    return term_sentences(form.stated_term(typed), form.track)


def shown_field(agreement: Agreement, field: BoundField) -> ShownField:
    """The field with its sample texts."""
    told = f"{agreement.title} {agreement.owner}"
    samples = [] if agreement.track.changes else samples_for(field.name, agreement.urusan, told)
    return ShownField(field, field.name == "partner", samples)


def warnings_of_part(part: Part, agreement: Agreement) -> list[str]:
    """What the chosen urusan make doubtful, where they are chosen."""
    if "urusan" not in part.fields:
        return []
    return [urusan.WARNING[code] for code in agreement.urusan if code in urusan.WARNING]


def facts_of_part(part: Part, facts: list[FactToFill]) -> list[FactToFill]:
    """Those of the facts that are filled in by this part."""
    return [fact for fact in facts if fact.requirement.fact in part.all_facts]


def citations_of_part(part: Part, facts: list[FactToFill]) -> tuple[Citation, ...]:
    """The articles that ask for what this part asks, each once."""
    needs = [fact.requirement for fact in facts_of_part(part, facts)]
    return tuple(dict.fromkeys(need.citation for need in needs if need.citation))


def part_lines(
    agreement: Agreement,
    step: str,
    steps: list[str],
    facts: list[FactToFill],
    faults: Mapping[str, int],
) -> list[PartLine]:
    """Every part of the whole proposal with how far it is."""
    lines = []
    for code in steps:
        for place, part in enumerate(parts_of_step(agreement, code)):
            address = f"{reverse('ubah', args=[agreement.pk, code])}#bagian-{part.code}"
            state = state_of_part(facts_of_part(part, facts), faults.get(part.code, 0))
            is_here = code == step
            lines.append(PartLine(part.title, address, state, is_here, is_here and not place))
    return lines


def state_of_part(asked: list[FactToFill], faults: int) -> PartState:
    """How far a part is, by what the stage asks of it and by what was refused just now."""
    missing = sum(not fact.met for fact in asked)
    if faults:
        return PartState(f"{faults} salah", "is-late")
    if not asked:
        return PartState("Bila perlu", "")
    if not missing:
        return PartState("Lengkap", "is-good")
    if missing == len(asked):
        return PartState("Belum", "")
    return PartState(f"Kurang {missing}", "is-soon")


def faults_by_part(form: ProposalForm, rows: RowTables) -> dict[str, int]:
    """How many faults each part has, by the code of the part."""
    counted: dict[str, int] = {}
    for name in form.errors:
        if name in PART_OF:
            code = PART_OF[name].code
            counted[code] = counted.get(code, 0) + 1
    for fact, table in rows.items():
        code = PART_OF[fact].code
        counted[code] = counted.get(code, 0) + faults_of_table(table)
    return counted


def faults_of_table(table: BaseForm | BaseFormSet) -> int:
    """How many faults a table of rows has."""
    if isinstance(table, BaseForm):
        return len(table.errors)
    return len(table.non_form_errors()) + sum(len(row) for row in table.errors)


def road_ahead(situation: Situation, calendar: Calendar) -> list[RoadStep]:
    """Where the case stands, and every stage that is still to come."""
    agreement = situation.agreement
    track = agreement.track
    here = track.position(agreement.stage_code)
    return [
        RoadStep(
            name=stage.name,
            said=said_of_stage(agreement, stage, calendar, is_here=place == here),
            is_here=place == here,
        )
        for place, stage in enumerate(track.stages)
        if place >= here
    ]


def said_of_stage(agreement: Agreement, stage: Stage, calendar: Calendar, *, is_here: bool) -> str:
    """Who acts in a stage and for how long, or that it is not needed."""
    if stage.condition and not agreement.holds(stage.condition.code):
        return "Tidak perlu menurut isian Anda"
    who = "Anda di sini" if is_here else str(stage.actor)
    if not stage.terms:
        return who
    days, kind = calendar.length(agreement.track, stage, stage.terms[0])
    return f"{who}, {days} hari {kind}"
