"""Lets one example case live through its past: every step is an act of the engine, every paper a
rendered one.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from agreements.demo.report_examples import report_until_today
from agreements.documents import rendering, store
from agreements.documents.kinds import DocumentCode
from agreements.models import (
    Agreement,
    Candidate,
    Comment,
    DocumentState,
    Signatory,
    State,
)
from agreements.regulations.record_outcomes import UNFAVOURABLE
from agreements.regulations.vocabulary import Requirement, RequirementKind, Stage
from agreements.workflow import engine, halting, meeting_requirements, settling
from agreements.workflow.changing_parties import add_party, name_signatory
from agreements.workflow.choosing_mitra import add_candidate
from agreements.workflow.evaluation import Check, Situation, evaluate_case, roles_of
from kerjasama.accounts.models import Role, Unit, User
from kerjasama.narrowing import require
from partners.models import Partner

from . import custody, deciding, evaluating, evidence_for, make_case, meeting, person_for
from .act_details import NOTES, NUMBERS, WAITS
from .past import Past
from .planning import carry_out, write_work_plan
from .scans import example_scan
from .specs import Spec, all_example_specs, example_partners
from .yearly_list import item_of_example

PACE = 3.0
MOST_ACTS = 200


class Stuck(Exception):
    """The case cannot go where its spec says."""


@transaction.atomic
def walk_example(spec: Spec) -> Agreement:
    """Begin the case in the past and bring it to its stage and state. Killed in the middle, it
    leaves nothing but files.
    """
    today = timezone.localdate()
    with Past(today - timedelta(spec.began), spec.title) as past:
        journey = Journey(spec, past, today)
        for _ in range(MOST_ACTS):
            if not journey.step():
                break
        journey.end()
        custody.store_originals(journey.case, past)
        write_work_plan(journey.case, past, today)
        report_until_today(journey.case, past, today - timedelta(spec.changed_after))
        if spec.law.changes:
            report_until_today(journey.case.above, past, today)
        custody.live_on(journey.case, past, today)
        carry_out(journey.case, past, today)
        evaluating.make_evaluated_examples(journey.case, past, today)
        deciding.decide_example_end(journey.case, past)
        custody.schedule_signing(journey.case, today)
        journey.close_what_has_ended()
    _let_silence_act(journey.case)
    return Agreement.objects.get(pk=journey.pk)


class Journey:
    def __init__(self, spec: Spec, past: Past, today: date) -> None:
        self.spec, self.past, self.today = spec, past, today
        self.unit = Unit.objects.get(name=spec.unit)
        self.random = Random(spec.title)
        self.pk = self._begin().pk
        self.waits = self._waits()
        self.pace = self._pace()
        self.talk = list(spec.comments)
        self.was_sent_back = False

    @property
    def case(self) -> Agreement:
        """The case as it stands now."""
        return Agreement.objects.get(pk=self.pk)

    def _begin(self) -> Agreement:
        spec, parent = self.spec, None
        if spec.parent:
            parent = Agreement.objects.get(title=spec.parent)
        if parent and spec.law.changes and evaluating.verdict_for(spec.law):
            evaluating.make_evaluation(
                parent, evaluating.verdict_for(spec.law), lambda: self.past.pass_by(0.4)
            )
        agreement = make_case(
            spec.track,
            self.unit,
            example_partner_named(spec.partner),
            self._person(Role.OPD),
            indicators=spec.indicators,
            activities=spec.activities,
            changed=spec.changed,
            title=spec.title,
            rencana_ttd=None,
            parent=parent,
            mapped_item=item_of_example(spec),
            **spec.content,
        )
        agreement.supporters.set(Unit.objects.filter(name__in=spec.supporters))
        self._add_parties(agreement)
        self._list_candidates(agreement)
        self._word_third_texts(agreement)
        return Agreement.objects.get(pk=agreement.pk)

    def _add_parties(self, agreement: Agreement) -> None:
        """The further partners, and who signs for whom."""
        user = self._person(Role.OPD)
        for name in self.spec.further:
            partner = example_partner_named(name)
            add_party(agreement.pk, user, partner.pk, agreement.content_hash)
        for said in self.spec.signatories:
            row = dict(said)
            party = agreement.parties.get(name=row.pop("party"))
            kind = row.pop("kind")
            name_signatory(
                *(agreement.pk, user, party.pk, Signatory(**row)), kind, agreement.content_hash
            )

    def _list_candidates(self, agreement: Agreement) -> None:
        user = self._person(Role.OPD)
        for told in self.spec.candidates:
            known = dict(told)
            partner = example_partner_named(known.pop("partner"))
            add_candidate(agreement.pk, user, Candidate(partner=partner, **known))

    def _word_third_texts(self, agreement: Agreement) -> None:
        """A file names the partner "mitra", the case by its key."""
        worded = {
            kind: {_of_partner(part, agreement): text for part, text in texts.items()}
            for kind, texts in agreement.clauses.items()
        }
        Agreement.objects.filter(pk=agreement.pk).update(clauses=worded)

    def _person(self, role: str) -> User:
        return person_for(role, self.unit)

    def _waits(self) -> dict[str, int]:
        """Days that pass before a requirement, of those that lie on the way."""
        codes = {need.code for need in self._way()}
        return {code: days for code, days in (WAITS | self.spec.waits).items() if code in codes}

    def _way(self) -> list[Requirement]:
        """The acts from the first stage to the goal."""
        *before, last = self._stages_on_the_way()
        needs = [need for stage in before for need in stage.requirements]
        needs += self._met_of_last(last)
        return [
            need for need in needs if need.kind is not RequirementKind.FACT and not need.optional
        ]

    def _met_of_last(self, last: Stage) -> Sequence[Requirement]:
        """What is met of the stage in which the case shall rest."""
        if self.spec.state == State.DONE:
            return last.requirements
        if not self.spec.upto:
            return ()
        codes = [need.code for need in last.requirements]
        return last.requirements[: codes.index(self.spec.upto)]

    def _stages_on_the_way(self) -> list[Stage]:
        """The stages up to the goal that this case does not pass over."""
        agreement, track = self.case, self.spec.law
        return [
            stage
            for stage in track.stages[: track.position(self.spec.stage) + 1]
            if stage.condition is None or agreement.holds(stage.condition.code)
        ]

    def _pace(self) -> float:
        if self.spec.rested is None:
            return PACE
        days = self.spec.began - self.spec.rested - sum(self.waits.values())
        back = 0
        if self.spec.back:
            back = 1 + self.spec.back.mended
        return max(0.0, days / max(1, len(self._way()) + back))

    def step(self) -> bool:
        """Do the next act. Returns False when the case is where it shall be."""
        agreement = self.case
        situation = evaluate_case(agreement)
        turns = situation.open_checks
        codes = [check.requirement.code for check in turns]
        if self.spec.back and not self.was_sent_back and self.spec.back.at in codes:
            return self._send_back(agreement)
        if self._is_there(agreement, codes):
            return False
        if not turns:
            return self._complete(agreement, situation)
        check = turns[0]
        if check.evidence and check.evidence.outcome in UNFAVOURABLE:
            return False
        self._act(agreement, check)
        return True

    def _is_there(self, agreement: Agreement, codes: list[str]) -> bool:
        here = agreement.stage_code == self.spec.stage and self.spec.state != State.DONE
        return here and (not self.spec.upto or self.spec.upto in codes)

    def _name_the_day(self, agreement: Agreement) -> None:
        """Abroad the day of signing is the one fact that is known late, when the Menteri has
        consented.
        """
        day = self._last_signing(agreement) or timezone.localdate() + timedelta(35)

        def change(case: Agreement) -> None:
            case.rencana_ttd = day
            case.save(update_fields=["rencana_ttd"])

        engine.edit_content(
            self.pk, self._person(Role.OPD), {"rencana_ttd"}, change, agreement.content_hash
        )

    def _last_signing(self, agreement: Agreement) -> date | None:
        """The day of signing from which the term ends when it shall."""
        if self.spec.expires_in is None:
            return agreement.rencana_ttd
        last_day = self.today + timedelta(self.spec.expires_in + 1)
        return last_day - relativedelta(months=agreement.jangka_waktu_bulan)

    def _complete(self, agreement: Agreement, situation: Situation) -> bool:
        if situation.reasons:
            raise Stuck(self.spec.title, agreement.stage_code, *situation.reasons)
        if situation.is_carried_out or agreement.state == State.DONE:
            return False
        self.past.pass_by(self.pace)
        verifier = self._person(Role.VERIFIER)
        moved = engine.complete_stage(self.pk, verifier, agreement.stage_code)
        return moved.state == State.RUNNING

    def _act(self, agreement: Agreement, check: Check) -> None:
        need = check.requirement
        if need.code in self.waits:
            # What may happen meanwhile, such as a second request, is seen at the next step.
            self.past.pass_by(self.waits.pop(need.code))
            return
        is_studied = need.code == meeting.STUDY and not agreement.meetings.exists()
        if is_studied:
            meeting.plan_meeting(agreement, round(self.pace))
        self._pass_time_before(need)
        self._keep_the_term(agreement)
        if is_studied:
            meeting.hold_meeting(agreement)
        self._meet(agreement, need)
        if self.talk and self.random.random() < 0.25:
            self._comment()

    def _pass_time_before(self, need: Requirement) -> None:
        """A naskah bears the day on which it is printed, so it is signed on that day, in both
        originals.
        """
        is_original = need.document == DocumentCode.NASKAH_KERJA_SAMA_MITRA
        if need.signs or is_original:
            self.past.pass_by(0)
        else:
            self.past.pass_by(self.pace)

    def _meet(self, agreement: Agreement, need: Requirement) -> None:
        person = self._person(roles_of(need)[0])
        if need.kind is RequirementKind.FACT:
            self._name_the_day(agreement)
        elif need.kind is RequirementKind.DOCUMENT:
            self._order(need, person)
        else:
            meeting_requirements.meet_requirement(
                self.pk, person, need.code, agreement.stage_code, **self._evidence(agreement, need)
            )

    def _keep_the_term(self, agreement: Agreement) -> None:
        """Come to the last signing on its day."""
        last = [stage.code for stage in self.spec.law.stages if stage.signs][-1]
        if agreement.stage_code != last:
            return
        if day := self._last_signing(agreement):
            self.past.go_to(day)

    def _order(self, need: Requirement, person: User) -> None:
        paper = rendering.order_document(self.pk, person, need.document)
        rendering.render_queued_document(paper.pk)
        paper.refresh_from_db()
        if paper.state != DocumentState.READY:
            raise Stuck(self.spec.title, need.code, paper.error)

    def _evidence(self, agreement: Agreement, need: Requirement) -> dict[str, Any]:
        more: dict[str, Any] = {}
        if need.code in NOTES:
            more["note"] = NOTES[need.code]
        if need.code in NUMBERS:
            more["number"] = NUMBERS[need.code].format(
                n=self.random.randint(11, 980), year=timezone.localdate().year
            )
        if need.kind is RequirementKind.UPLOAD:
            more |= {
                "sha256": store.store_bytes(example_scan(need.text, agreement.title)),
                "file_name": f"contoh-{need.code}.pdf",
            }
        return evidence_for(need, self.spec.answers) | more

    def _send_back(self, agreement: Agreement) -> bool:
        back = require(self.spec.back, "this case is sent back")
        self.was_sent_back = True
        self.past.pass_by(self.pace)
        engine.send_case_back(
            self.pk,
            self._person(Role.VERIFIER),
            agreement.stage_code,
            back.to,
            back.reason,
            back.items,
        )
        for item in agreement.corrections.all()[: back.mended]:
            self.past.pass_by(min(1.0, self.pace))
            engine.resolve_correction(self.pk, self._person(Role.OPD), item.pk)
        return not back.is_open

    def _comment(self) -> None:
        who, text = self.talk.pop(0)
        person = person_for(who)
        if who in (Role.OPD, Role.OPD_HEAD):
            person = self._person(who)
        self.past.pass_by(0.2)
        Comment.objects.create(agreement_id=self.pk, by=person, text=text)

    def end(self) -> None:
        """Say what is still to be said, and halt a case that shall not go on."""
        while self.talk:
            self._comment()
        state = self.spec.state
        if state in halting.HALTS:
            self.past.pass_by(PACE)
            person = self._person(Role.SECTION_HEAD)
            if state == State.WITHDRAWN:
                person = self._person(Role.OPD)
            engine.halt_case(self.pk, person, self.case.stage_code, state, self.spec.reason)
        if not self.has_arrived():
            raise Stuck(self.spec.title, self.case.stage_code, self.case.state)

    def close_what_has_ended(self) -> None:
        """Once its term is over, the file of a case that was carried out is closed.

        One that another example changes stays open: its change is walked later, and came before
        that end.
        """
        case = self.case
        if any(spec.parent == self.spec.title and spec.law.changes for spec in all_example_specs()):
            return
        if self.spec.state != State.DONE or case.state != State.RUNNING or case.ends_on is None:
            return
        if case.ends_on < self.today:
            self.past.go_to(case.ends_on + timedelta(1))
            self.past.pass_by(self.pace)
            engine.complete_stage(self.pk, self._person(Role.VERIFIER), case.stage_code)

    def has_arrived(self) -> bool:
        """Whether the case stands as its spec says; what is in force rests at its last stage until
        it ends.
        """
        case, state = self.case, self.spec.state
        rests = state == State.DONE and evaluate_case(case).is_carried_out
        return case.stage_code == self.spec.ends_at and (case.state == state or rests)


def _of_partner(part: str, agreement: Agreement) -> str:
    return part.replace("pihak_mitra_", f"pihak_{agreement.partner_id}_")


def example_partner_named(name: str) -> Partner:
    """The example partner of that name, recorded when it was not yet."""
    return Partner.objects.get_or_create(name=name, defaults=example_partners()[name])[0]


def _let_silence_act(agreement: Agreement) -> None:
    """Settle the case as the hourly task would have done when its term lapsed."""
    term = evaluate_case(agreement).term
    if agreement.state == State.RUNNING and term and term.has_lapsed:
        with Past(term.due + timedelta(1), agreement.title):
            settling.settle_case(Agreement.objects.select_for_update().get(pk=agreement.pk))
