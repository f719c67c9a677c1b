"""Learning the law: each stage with its terms and sample papers, what somebody was asked and
answered, and who of each OPD understood it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse

from agreements.documents.kinds import KINDS
from agreements.forms.self_check import SelfCheckForm
from agreements.models import SamplePaper, SelfCheck
from agreements.regulations.families import Family
from agreements.regulations.local_norms import stage_with_norms
from agreements.regulations.self_check import Question, track_asked_of
from agreements.regulations.vocabulary import Deadline, Requirement, Stage, Track
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Membership, User
from kerjasama.accounts.policy import OPD_ROLES


class Sample(NamedTuple):
    """A sample of a paper, as PDF."""

    title: str
    address: str


class RoadStage(NamedTuple):
    """A stage, its terms as they hold in this office (term, days, kind of day), samples of the
    papers that it makes, and the local norms that the office does without.
    """

    stage: Stage
    terms: list[tuple[Deadline, int, str]]
    samples: list[Sample]
    dropped: list[Requirement]


@dataclass(frozen=True)
class OwnCheck:
    """How a person stands on one kind of cooperation; `newest` is None before the first time."""

    family: Family
    address: str
    newest: SelfCheck | None


@dataclass(frozen=True)
class SelfCheckPage:
    """The questions, and what the person answered wrongly the last time."""

    family: Family
    road: str
    form: SelfCheckForm
    newest: SelfCheck | None
    missed: list[Question]


@dataclass(frozen=True)
class Understood:
    """Of a unit's people, those who understood one kind of cooperation."""

    family: Family
    names: list[str]
    tried: int


@dataclass(frozen=True)
class UnitRow:
    """One OPD; its cells stand in the order of the families."""

    unit: str
    people: int
    cells: list[Understood]


def build_road(track: Track, calendar: Calendar) -> list[RoadStage]:
    """The stages of a track, as they are explained to whoever will go along it."""
    made = samples_on(track)
    return [
        RoadStage(
            stage,
            [(term, *calendar.length(track, stage, term)) for term in stage.terms],
            [made[kind] for kind in papers_asked_in(stage) if kind in made],
            dropped,
        )
        for stage, dropped in _stages_here(track, calendar)
    ]


def _stages_here(track: Track, calendar: Calendar) -> Iterator[tuple[Stage, list[Requirement]]]:
    """Each stage with the local norms as this office has them now, and those it dropped."""
    for typed in track.stages:
        choices = calendar.norms.choices_in(track.code, typed.code)
        stage = stage_with_norms(typed, choices)
        asked = {need.code for need in stage.requirements}
        yield stage, [need for need in typed.requirements if need.code not in asked]


def samples_on(track: Track) -> dict[str, Sample]:
    """The samples that there are of the track's papers, by their kind."""
    kinds = SamplePaper.objects.filter(track_code=track.code).values_list("kind", flat=True)
    return {
        kind: Sample(KINDS[kind].title, reverse("contoh-naskah", args=[track.code, kind]))
        for kind in kinds
        if kind in KINDS
    }


def papers_asked_in(stage: Stage) -> list[str]:
    """The kinds of paper that the stage asks for, each once, in their order."""
    asked = (need.document for need in stage.requirements)
    return list(dict.fromkeys(kind for kind in asked if kind))


def own_checks(user: User) -> list[OwnCheck]:
    """Where the person stands on every kind of cooperation."""
    newest = {check.family: check for check in SelfCheck.objects.filter(user=user)}
    return [
        OwnCheck(family, reverse("uji-pemahaman", args=[family]), newest.get(family))
        for family in Family
    ]


def build_self_check_page(user: User, family: Family, form: SelfCheckForm) -> SelfCheckPage:
    """The page on which one kind of cooperation is asked about."""
    newest = SelfCheck.objects.filter(user=user, family=family).first()
    wrong = set(newest.missed) if newest else set()
    return SelfCheckPage(
        family,
        reverse("alur-rinci", args=[track_asked_of(family).code]),
        form,
        newest,
        [question for question in form.questions if question.code in wrong],
    )


def understanding_by_unit() -> list[UnitRow]:
    """Every OPD that has people, with who of them understood what."""
    checks = {(check.user_id, check.family): check for check in SelfCheck.objects.all()}
    people: dict[str, dict[int, str]] = defaultdict(dict)
    seats = Membership.objects.of_active(*OPD_ROLES)
    for seat in seats.select_related("user", "unit").order_by("unit__name", "user__first_name"):
        people[seat.unit.name][seat.user_id] = str(seat.user)
    return [
        UnitRow(unit, len(names), [_understood(names, checks, family) for family in Family])
        for unit, names in people.items()
    ]


def _understood(
    names: dict[int, str], checks: dict[tuple[int, str], SelfCheck], family: Family
) -> Understood:
    taken = {pk: checks[pk, family] for pk in names if (pk, family) in checks}
    passed = [names[pk] for pk, check in taken.items() if check.is_passed]
    return Understood(family, passed, len(taken))


@dataclass(frozen=True)
class UnderstandingPage:
    """Who of each OPD has understood which kind of cooperation."""

    rows: list[UnitRow]
    families: tuple[Family, ...] = tuple(Family)
