"""Tracks as plain values for other programs, by the schema in docs/alur.schema.json."""

from collections.abc import Iterator
from typing import Any

from agreements.regulations.disputes import DisputeStep, road_of_dispute
from agreements.regulations.duties import duties_of
from agreements.regulations.duty_rules import Duty
from agreements.regulations.limits import longest_of, result_article_of
from agreements.regulations.planned import BY_CODE, WAJIB
from agreements.regulations.record_outcomes import UNFAVOURABLE, RecordOutcome
from agreements.regulations.supervision import ACTS, WajibAct
from agreements.regulations.vocabulary import (
    Basis,
    Citation,
    Condition,
    Deadline,
    Requirement,
    Stage,
    Track,
)

# A new first number takes something away or changes it, a new second one only adds.
FORMAT = "2.1"
WAJIB_TRACKS = BY_CODE[WAJIB].tracks
Data = dict[str, Any]  # what becomes an object of JSON


def track_as_data(track: Track) -> Data:
    """The whole of a track: what it rests on, its stages, and what follows the signature."""
    return {
        "format": FORMAT,
        "code": track.code,
        "version": track.version,
        "title": track.title,
        "family": {"code": str(track.family), "name": track.family.form},
        "basis": [str(citation) for citation in track.basis],
        "instrument": track.instrument,
        "partner_kinds": list(track.partner_kinds),
        "parents": list(track.parents),
        "changes": _text_or_none(track.changes),
        "signings": track.signings,
        "longest_terms": list(_longest_terms(track)),
        "warnings": [_condition(warning) for warning in track.warnings],
        "stages": [_stage(track, stage) for stage in track.stages],
        "duties": [_duty(duty) for duty in duties_of(track.code)],
        "result_for_region": _text_or_none(result_article_of(track)),
        "disputes": [_dispute_step(step) for step in _road_of_dispute(track)],
        "beside": [_wajib_act(act) for act in ACTS if track.code in WAJIB_TRACKS],
    }


def _road_of_dispute(track: Track) -> tuple[DisputeStep, ...]:
    """That of an agreement; a change has none of its own."""
    return () if track.changes else road_of_dispute(track.family)


def _dispute_step(step: DisputeStep) -> Data:
    """A step of a dispute; an outcome that leads nowhere ends it."""
    return {
        "code": str(step.code),
        "text": step.title,
        "actor": str(step.actor),
        "citation": _text_or_none(step.citation),
        "outcomes": [
            {"code": outcome, "leads_to": _text_or_none(leads_to)}
            for outcome, leads_to in step.outcomes.items()
        ],
    }


def _wajib_act(act: WajibAct) -> Data:
    """What others or the region do about a Kerja Sama Wajib beside its own road."""
    return {
        "code": act.code,
        "text": act.title,
        "group": str(act.group),
        "who": act.who,
        "citation": _text_or_none(act.citation),
        "after": list(act.after),
    }


def _text_or_none(value: Citation | str | None) -> str | None:
    return str(value) if value else None


def _longest_terms(track: Track) -> Iterator[Data]:
    for naskah in track.signings:
        if longest := longest_of(track.family, naskah):
            months, citation = longest.months, str(longest.citation)
            yield {"naskah": naskah, "months": months, "citation": citation}


def _stage(track: Track, stage: Stage) -> Data:
    return {
        "code": stage.code,
        "name": stage.name,
        "citations": [str(citation) for citation in stage.citations],
        "is_local_norm": stage.basis is Basis.SOP,
        "actor": str(stage.actor),
        "condition": _condition(stage.condition) if stage.condition else None,
        "conditions": [stage.condition.text] if stage.condition else [],
        "send_back_to": list(stage.send_back_to),
        "deadline": _term(stage.deadline) if stage.deadline else None,
        "legs": [_term(term) for term in stage.legs],
        "requirements": [_requirement(stage, need) for need in stage.requirements],
        "next": _next_of(track, stage),
    }


def _next_of(track: Track, stage: Stage) -> str | None:
    """The stage that follows where its condition holds; None after the last."""
    place = track.position(stage.code) + 1
    return track.stages[place].code if place < len(track.stages) else None


def _condition(condition: Condition) -> Data:
    return {
        "code": condition.code,
        "text": condition.text,
        "citation": _text_or_none(condition.citation),
    }


def _term(term: Deadline) -> Data:
    """A term; where it `deems`, silence counts as consent by `deemed_by`."""
    return {
        "code": term.code,
        "text": term.text,
        "days": term.days,
        "kind": str(term.kind),
        "kind_is_a_setting": term.kind_is_a_setting,
        "basis": str(term.basis),
        "citation": _text_or_none(term.citation),
        "after": term.after or None,
        "until": term.until or None,
        "deems": term.deems,
        "deemed_by": _deemed_by(term),
        "silence": term.silence or None,
    }


def _deemed_by(term: Deadline) -> str | None:
    if not term.deems:
        return None
    return _text_or_none(term.deemed_by or term.citation)


def _requirement(stage: Stage, need: Requirement) -> Data:
    conditions = list(_conditions_of(stage, need))
    return {
        "code": need.code,
        "kind": str(need.kind),
        "text": need.text,
        "actor": str(need.actor),
        "recorder": _text_or_none(need.recorder),
        "citation": _text_or_none(need.citation),
        "is_local_norm": need.citation is None,
        "condition": "; ".join(one["text"] for one in conditions) or None,
        "conditions": conditions,
        "after": list(need.after),
        "optional": need.optional,
        "fact": need.fact or None,
        "document": _text_or_none(need.document),
        "is_draft": need.draft,
        "signs": _text_or_none(need.signs),
        "criteria": list(need.criteria),
        "outcomes": [_outcome(stage, need, outcome) for outcome in need.outcomes],
    }


def _conditions_of(stage: Stage, need: Requirement) -> Iterator[Data]:
    """All that must hold before it is asked: a fact of the proposal, the outcome of a record before
    it, a term that passed without answer.
    """
    if need.condition:
        yield {"sort": "fact", **_condition(need.condition)}
    if need.when:
        record, outcome = need.when
        before = next(other for other in stage.requirements if other.code == record)
        yield {
            "sort": "outcome",
            "code": record,
            "text": f"{before.text}: hasilnya “{outcome}”",
            "citation": _text_or_none(before.citation),
        }
    if need.lapsed:
        term = next(term for term in stage.terms if term.code == need.lapsed)
        yield {
            "sort": "lapse",
            "code": need.lapsed,
            "text": f"Jangka waktu {term.days} hari lewat tanpa tanggapan",
            "citation": _text_or_none(term.citation),
        }


def _outcome(stage: Stage, need: Requirement, outcome: RecordOutcome) -> Data:
    """What a record may say, and where that leads: on, to an earlier stage, or to what it opens."""
    return {
        "outcome": str(outcome),
        "holds_up": outcome in UNFAVOURABLE,
        "is_deemed": outcome == need.deemed,
        "leads_to": need.stage_after(outcome) or None,
        "opens": [other.code for other in stage.requirements if other.when == (need.code, outcome)],
    }


def _duty(duty: Duty) -> Data:
    return {
        "code": duty.code,
        "text": duty.text,
        "actor": str(duty.actor),
        "to": str(duty.to),
        "citation": str(duty.citation),
        "basis": str(duty.basis),
        "rhythm": str(duty.rule.rhythm),
        "months": duty.rule.months,
        "days": duty.rule.days or None,
        "days_are_a_setting": duty.rule.days_are_a_setting,
        "contents": list(duty.contents),
        "contents_by": _text_or_none(duty.contents_by),
        "met_by": duty.met_by or None,
        "document": duty.document or None,
    }
