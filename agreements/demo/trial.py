"""Tries a track: the real engine walks an invented case along the steps of a learner; each role
is another invented person, since nobody judges what he proposed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.demo import evidence_for
from agreements.demo.filled_case import add_paper
from agreements.demo.invented import begin_invented_case, invent_people, taken_back
from agreements.models import STOPPED, Agreement, State
from agreements.pages.learning import Sample, samples_on
from agreements.regulations.naming import act_of
from agreements.regulations.vocabulary import (
    Actor,
    Citation,
    Requirement,
    RequirementKind,
    Stage,
    Track,
)
from agreements.workflow import engine, meeting_requirements, settling
from agreements.workflow.evaluation import Situation, evaluate_case, roles_of
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts.models import Role

# What was done, the code of a requirement or NEXT, with its outcome if it has any.
Step = tuple[str, str]
NEXT = "teruskan"
# That the proposal is a burden, under which condition a stage asks for the consent of the DPRD.
BURDEN, CONSENT = "membebani", "perlu_dprd"


@dataclass(frozen=True)
class OpenAct:
    """Something that may be done now: what, by whom in truth, who enters it where that is somebody
    else, why, how it may end, and how the paper looks that it makes.
    """

    code: str
    order: str
    actor: Actor
    entered_by: Actor | None = None
    law: Citation | None = None
    outcomes: tuple[str, ...] = ()
    sample: Sample | None = None


@dataclass(frozen=True)
class DoneAct:
    """A step that was taken, in its stage."""

    stage: Stage
    act: OpenAct
    outcome: str


@dataclass(frozen=True)
class Walked:
    """Where the invented case stands after the steps: `reasons` keep it there although nothing is
    open, as after a refusal.
    """

    track: Track
    stage: Stage
    done: tuple[DoneAct, ...]
    acts: tuple[OpenAct, ...]
    reasons: tuple[str, ...]
    is_over: bool
    is_stopped: bool

    @property
    def heading(self) -> str:
        """Where it stands."""
        if self.is_over:
            return "Alur selesai"
        place, count = self.track.position(self.stage.code) + 1, len(self.track.stages)
        return f"Tahap {place} dari {count}: {self.stage.name}"


def walk_trial(track: Track, steps: Sequence[Step]) -> Walked:
    """Walk the steps. From the first that the law does not allow, they count no more."""
    with taken_back():
        journey = Journey(track)
        for code, outcome in steps:
            if not journey.take(code, outcome):
                break
        return journey.standing()


class Journey:
    """An invented case on its way; to be begun in a transaction that is taken back."""

    def __init__(self, track: Track) -> None:
        self.track = track
        self._samples = samples_on(track)
        self._people = invent_people()
        self._pk = begin_invented_case(track, self._people[Role.OPD]).pk
        self._done: list[DoneAct] = []

    def take(self, code: str, outcome: str) -> bool:
        """Do this; False when it is refused."""
        case = self._case
        stage, need = case.stage, self.track.requirement(case.stage_code, code)
        act = self._act_of(stage, need) if need else self._act_besides(code)
        if act is None:
            return False
        try:
            self._do(case, act, need, outcome)
        except Refused:
            return False
        self._done.append(DoneAct(stage, act, outcome))
        return True

    def _do(self, case: Agreement, act: OpenAct, need: Requirement | None, outcome: str) -> None:
        if act.code == NEXT:
            engine.complete_stage(self._pk, self._people[Role.VERIFIER], case.stage_code)
        elif act.code == BURDEN:
            self._let_it_burden(case)
        elif need and need.kind is RequirementKind.DOCUMENT:
            self._make_paper(case, need)
        elif need:
            self._meet(need, outcome)

    def standing(self) -> Walked:
        """Where it stands now."""
        case = self._case
        situation = evaluate_case(case)
        is_over = case.state != State.RUNNING or situation.is_carried_out
        acts = () if is_over else self._open_acts(situation)
        reasons = () if is_over or acts else tuple(situation.reasons)
        if acts and self._may_burden(case):
            acts = (*acts, *filter(None, [self._act_besides(BURDEN)]))
        return Walked(
            track=self.track,
            stage=situation.stage,
            done=tuple(self._done),
            acts=acts,
            reasons=reasons,
            is_over=is_over,
            is_stopped=case.state in STOPPED,
        )

    @property
    def _case(self) -> Agreement:
        return Agreement.objects.get(pk=self._pk)

    def _meet(self, need: Requirement, outcome: str) -> None:
        refuse_if(bool(need.outcomes) and outcome not in need.outcomes, "Hasil tidak dikenal.")
        meeting_requirements.meet_requirement(
            self._pk,
            self._people[roles_of(need)[0]],
            need.code,
            self._case.stage_code,
            **evidence_for(need, {need.code: outcome}),
        )

    def _make_paper(self, case: Agreement, need: Requirement) -> None:
        """The paper as if the worker had finished it; it bears no number of a series."""
        situation = evaluate_case(case)
        is_open = need.code in [check.requirement.code for check in situation.open_checks]
        refuse_if(not is_open, "Dokumen ini belum gilirannya.")
        add_paper(
            case,
            need.document,
            draft=need.draft,
            number=f"UJI/{case.pk}/{len(self._done)}",
            content_hash=situation.content_hash,
        )
        settling.settle_case(self._case)

    def _let_it_burden(self, case: Agreement) -> None:
        """Let the proposal say what leads through the DPRD."""

        def change(agreement: Agreement) -> None:
            agreement.membebani = True
            agreement.save(update_fields=["membebani"])

        author = self._people[Role.OPD]
        engine.edit_content(self._pk, author, {"membebani"}, change, case.content_hash)

    def _may_burden(self, case: Agreement) -> bool:
        return not case.membebani and "membebani" in case.editable_fields

    def _open_acts(self, situation: Situation) -> tuple[OpenAct, ...]:
        """What may be done now; to go on, where all is there."""
        needs = [check.requirement for check in situation.open_checks]
        if needs:
            return tuple(self._act_of(situation.stage, need) for need in needs)
        if situation.may_complete:
            return tuple(filter(None, [self._act_besides(NEXT)]))
        return ()

    def _act_of(self, stage: Stage, need: Requirement) -> OpenAct:
        return OpenAct(
            need.code,
            act_of(need, stage, self.track),
            need.actor,
            need.recorder if need.recorder != need.actor else None,
            need.citation,
            tuple(need.outcomes),
            self._samples.get(need.document),
        )

    def _act_besides(self, code: str) -> OpenAct | None:
        """What no requirement asks for: to go on, and on a road that may lead through the DPRD to
        say that it does.
        """
        if code == NEXT:
            return OpenAct(NEXT, "Teruskan ke tahap berikutnya", Actor.VERIFIER)
        conditions = (stage.condition for stage in self.track.stages)
        consent = next((one for one in conditions if one and one.code == CONSENT), None)
        if code != BURDEN or consent is None:
            return None
        return OpenAct(BURDEN, f"Nyatakan: {consent.text}", Actor.OPD, law=consent.citation)
