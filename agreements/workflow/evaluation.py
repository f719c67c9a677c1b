"""How a case stands: pure in its decision, it writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from agreements.models import (
    RESTING,
    Agreement,
    Correction,
    Document,
    Evidence,
    LocalNorms,
    State,
)
from agreements.models.candidate import candidates_to_choose
from agreements.regulations.local_norms import stage_with_norms
from agreements.regulations.record_outcomes import UNFAVOURABLE
from agreements.regulations.vocabulary import (
    Actor,
    Basis,
    Deadline,
    Requirement,
    RequirementKind,
    Stage,
)
from kerjasama.accounts.models import Role
from kerjasama.web.compiled import rows_beside

from .deadlines import Calendar, Running, calendar_of_act
from .requirement_gaps import GAPS, Given


@dataclass(frozen=True)
class Check:
    """One requirement of the current stage and how it stands."""

    requirement: Requirement
    met: bool
    unfavourable: bool = False
    reason: str = ""
    applies: bool = True
    hangs_on: str = ""
    evidence: Evidence | None = None
    document: Document | None = None

    @property
    def waits(self) -> bool:
        """Whether something before it is still to come."""
        return bool(self.hangs_on) and not self.met

    @property
    def is_open(self) -> bool:
        """Whether somebody can act on it now."""
        return self.applies and not self.met and not self.waits

    @property
    def at(self) -> datetime | None:
        """When it was last done."""
        if self.evidence:
            return self.evidence.at
        if self.document:
            return self.document.requested_at
        return None

    def newer_than(self, later: "Check") -> bool:
        """Whether this was done anew after `later`, which builds on it."""
        return bool(self.met and later.met and self.at and later.at and self.at > later.at)

    @property
    def blocks(self) -> bool:
        """Whether the stage cannot be left because of it."""
        is_settled = self.met and not self.unfavourable
        return self.applies and not is_settled and not self.requirement.optional

    def is_pressing(self, optional: set[str]) -> bool:
        """Whether silence opened it, or it is optional and follows one of these `optional` acts."""
        need = self.requirement
        return bool(need.lapsed) or need.optional and bool(optional & set(need.after))


@dataclass(frozen=True)
class Situation:
    agreement: Agreement
    stage: Stage
    checks: tuple[Check, ...]
    open_corrections: tuple[Correction, ...]
    terms: tuple[Running, ...]
    content_hash: str

    @property
    def unmet(self) -> tuple[Check, ...]:
        """What keeps the case in this stage."""
        return tuple(check for check in self.checks if check.blocks)

    @property
    def is_refused(self) -> bool:
        """Whether something that was recorded in this stage speaks against the case."""
        return any(check.unfavourable for check in self.checks)

    @property
    def later(self) -> tuple[Check, ...]:
        """What is still to come in this stage once the open gaps are closed."""
        return tuple(check for check in self.unmet if check.waits)

    @property
    def reasons(self) -> list[str]:
        """Why the stage cannot be left; empty when it can."""
        return [check.reason for check in self.unmet] + [
            f"Perbaikan belum diselesaikan: {item.text}" for item in self.open_corrections
        ]

    @property
    def may_complete(self) -> bool:
        """Whether the stage can be left."""
        return self.agreement.state == State.RUNNING and not self.reasons

    @property
    def open_checks(self) -> tuple[Check, ...]:
        """What can be acted on now; more than one when reviews run in parallel.

        Optional acts count once silence opened them or an optional act before them was done.
        """
        acts = tuple(check for check in self.checks if check.is_open)
        optional = {check.requirement.code for check in self.checks if check.requirement.optional}
        pressing = tuple(check for check in acts if check.is_pressing(optional))
        return pressing or tuple(check for check in acts if not check.requirement.optional)

    @property
    def holders(self) -> list[str]:
        """Names of the actors whose turn it is ("bola di siapa"); empty when the case is not
        running.
        """
        if self.agreement.state != State.RUNNING:
            return []
        if self.open_corrections:
            return [Actor.OPD.name]
        turns = [check.requirement.actor.name for check in self.open_checks]
        if turns:
            return list(dict.fromkeys(turns))
        return [] if self.is_carried_out else [Actor.VERIFIER.name]

    @property
    def is_carried_out(self) -> bool:
        """Whether all is done but to carry the agreement out until it ends, which waits for
        nobody's act here.
        """
        agreement = self.agreement
        if self.stage.code != agreement.track.stages[-1].code or self.reasons:
            return False
        return agreement.last_day is not None and agreement.last_day >= timezone.localdate()

    @property
    def term(self) -> Running | None:
        """The running term that ends first."""
        return min(self.terms, key=lambda term: term.due, default=None)

    def check(self, code: str) -> Check | None:
        """How the requirement of that code stands; None when the stage has none."""
        return next((check for check in self.checks if check.requirement.code == code), None)

    def may_print_anew(self, check: Check) -> bool:
        """Whether a finished naskah is not signed yet: it bears the day of its signing, and that
        day may be put off.
        """
        if check.requirement.kind is not RequirementKind.DOCUMENT or not check.met:
            return False
        kind = check.requirement.document
        signings = [other for other in self.checks if other.requirement.signs == kind]
        return bool(signings) and not signings[0].met


def is_unfavourable(need: Requirement, outcome: str) -> bool:
    """Whether that outcome keeps the case where it is or sends it back."""
    return outcome in UNFAVOURABLE or bool(need.stage_after(outcome))


def roles_of(need: Requirement) -> tuple[str, ...]:
    """The roles of people who may enter a requirement."""
    return tuple(Role[who.name] for who in need.entered_by)


# What the evaluation of a case asks of its rows, to be read for many cases at once.
READ_BY_EVALUATION = (
    "evidence",
    "documents",
    "corrections",
    "indicators",
    "activities",
    "parties__signatories",
    "candidates",
    "parties__payments",
)


def evaluate_case(
    agreement: Agreement, stage: Stage | None = None, calendar: Calendar | None = None
) -> Situation:
    """How the case stands at its current stage, or how it would at another: met and unmet with
    reasons, terms, holders.
    """
    calendar = calendar or calendar_of_act()
    stage = _as_the_office_wants(agreement, stage or agreement.stage, calendar)
    evidence, papers = _evidence_in(agreement, stage), _papers_in(agreement, stage)
    content_hash = agreement.content_hash
    terms = tuple(_running_terms(agreement, stage, evidence, calendar))
    checks: dict[str, Check] = {}
    for need in stage.requirements:
        check = _check(
            agreement,
            need,
            evidence.get(need.code),
            papers.get((need.document, need.draft)),
            content_hash,
        )
        checks[need.code] = _in_its_turn(check, checks, terms)
    corrections = tuple(
        item for item in rows_beside(agreement, "corrections") if item.resolved_at is None
    )
    return Situation(agreement, stage, tuple(checks.values()), corrections, terms, content_hash)


def _as_the_office_wants(agreement: Agreement, stage: Stage, calendar: Calendar) -> Stage:
    """The stage with the local norms as they stood when the case entered it; as they stand now,
    where it is not there. Where several candidates are listed, it begins with the choice.
    """
    entered = agreement.stage_entered_at if stage.code == agreement.stage_code else None
    norms = LocalNorms.beside(agreement) or calendar.norms
    choices = norms.choices_in(agreement.track_code, stage.code, entered)
    stage = stage_with_norms(stage, choices)
    chooses = next((need for need in stage.requirements if need.chooses_mitra), None)
    return stage.begin_with(chooses) if chooses and candidates_to_choose(agreement) else stage


def _evidence_in(agreement: Agreement, stage: Stage) -> dict[str, Evidence]:
    return {
        row.requirement_code: row
        for row in rows_beside(agreement, "evidence")
        if row.stage_code == stage.code and not row.void
    }


def _papers_in(agreement: Agreement, stage: Stage) -> dict[tuple[str, bool], Document]:
    return {
        (paper.kind, paper.draft): paper
        for paper in rows_beside(agreement, "documents")
        if paper.stage_code == stage.code
    }


def _check(
    agreement: Agreement,
    need: Requirement,
    evidence: Evidence | None,
    paper: Document | None,
    content: str,
) -> Check:
    if need.condition and not agreement.holds(need.condition.code):
        return Check(
            need, met=False, reason=f"Tidak berlaku: {need.condition.cited}.", applies=False
        )
    reason = GAPS[need.kind](agreement, need, Given(evidence, paper, content))
    if not reason and evidence and is_unfavourable(need, evidence.outcome):
        advice = "Kembalikan untuk perbaikan, catat hasil baru, atau hentikan dengan alasan."
        return Check(
            need,
            met=True,
            unfavourable=True,
            reason=f"{need.text}: hasilnya “{evidence.outcome}”. {advice}",
            evidence=evidence,
            document=paper,
        )
    return Check(need, not reason, reason=reason, evidence=evidence, document=paper)


def _in_its_turn(check: Check, earlier: dict[str, Check], terms: tuple[Running, ...]) -> Check:
    """A requirement waits for those before it; what only silence opens does not apply before the
    term has lapsed.
    """
    need = check.requirement
    before = [earlier[code] for code in need.after]
    check = replace(_unless_renewed(check, before), hangs_on=_first_gap_of(before, need))
    if not check.applies:
        return check
    if lacking := _lacking_outcome(need, earlier):
        why = f"{need.text}: hanya bila hasilnya “{lacking}”."
        return replace(check, met=False, applies=False, reason=why)
    return check if check.met else _while_unmet(check, terms)


def _while_unmet(check: Check, terms: tuple[Running, ...]) -> Check:
    """With what keeps it from being met now: a term that still runs, or what comes before."""
    what = check.requirement.text
    lapsed = check.requirement.lapsed
    if lapsed and not _has_lapsed(lapsed, terms):
        why = f"{what}: hanya bila jangka waktu lewat tanpa tanggapan."
        return replace(check, applies=False, reason=why)
    if check.hangs_on and not check.evidence:
        return replace(check, reason=f"{what}: menunggu {_lower(check.hangs_on)}.")
    return check


def _unless_renewed(check: Check, before: list[Check]) -> Check:
    """Not met any more where one that it builds on was done anew."""
    renewed = next((other for other in before if other.newer_than(check)), None)
    if renewed is None:
        return check
    what, renewal = check.requirement.text, _lower(renewed.requirement.text)
    why = f"{what}: perlu diulang, karena {renewal} diperbarui sesudahnya."
    return replace(check, met=False, reason=why)


def _has_lapsed(code: str, terms: tuple[Running, ...]) -> bool:
    return any(term.term.code == code and term.has_lapsed for term in terms)


def _lacking_outcome(need: Requirement, earlier: dict[str, Check]) -> str:
    """The outcome after which alone it is asked, where that is not there; empty where it is."""
    if not need.when:
        return ""
    code, outcome = need.when
    check = earlier[code]
    if check.met and check.evidence is not None and check.evidence.outcome == outcome:
        return ""
    return outcome


def _first_gap_of(earlier: list[Check], need: Requirement) -> str:
    """What of the earlier ones must still come before this requirement; empty when nothing."""
    gaps = (_first_gap(check, before=need) for check in earlier)
    return next(filter(None, gaps), "")


def _first_gap(check: Check, before: Requirement) -> str:
    """What must still come first. An unfavourable result holds up approvals, not the papers and
    records that tell of it.
    """
    if check.hangs_on or not check.applies:
        return check.hangs_on
    refused = check.unfavourable and before.kind is RequirementKind.APPROVAL
    if check.met and not refused:
        return ""
    return check.requirement.text


def _lower(text: str) -> str:
    """Lower-case at its beginning for use inside a sentence; abbreviations stay."""
    if text[:2].isupper():
        return text
    return text[0].lower() + text[1:]


def _running_terms(
    agreement: Agreement, stage: Stage, evidence: dict[str, Evidence], calendar: Calendar
) -> Iterator[Running]:
    if agreement.state != State.RUNNING or stage.code != agreement.stage_code:
        return
    for term in stage.terms:
        if term.until in evidence:
            continue
        start = _start(agreement, term, evidence)
        if start:
            yield calendar.running(agreement.track, stage, term, start, timezone.localdate())


def _start(agreement: Agreement, term: Deadline, evidence: dict[str, Evidence]) -> date | None:
    """The law's terms run on whatever we do; a local norm pauses while the case is suspended."""
    start: date | None = timezone.localdate(agreement.stage_entered_at)
    if term.after:
        first = evidence.get(term.after)
        start = first.decided_on if first else None
    if start and term.basis is Basis.SOP:
        return start + timedelta(_days_rested(agreement, start))
    return start


def _days_rested(agreement: Agreement, start: date) -> int:
    """Days for which the case was suspended since the start of a term."""
    if not agreement.paused_days:
        return 0
    rests = agreement.clocks.filter(
        stage_code=agreement.stage_code, owner__in=RESTING, ended_at__isnull=False
    )
    spans = (
        (max(timezone.localdate(rest.started_at), start), timezone.localdate(rest.ended_at))
        for rest in rests
    )
    return sum(max(0, (end - begin).days) for begin, end in spans)
