"""How a case stands: pure in its decision, it writes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from agreements.models import (
    RESTING,
    Agreement,
    Correction,
    Document,
    DocumentState,
    Evidence,
    State,
)
from agreements.models.agreement import term_field_of
from agreements.regulations.vocabulary import Actor, Basis, Requirement, RequirementKind, Stage
from kerjasama.accounts.models import Role

from .deadlines import Calendar, Running

NEGATIVE = frozenset(
    {
        "ditolak",
        "tidak layak",
        "tidak memenuhi",
        "perlu perubahan",
        "tidak disepakati",
        "tidak disarankan",
        "tidak disetujui",
    }
)


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
        return bool(self.hangs_on) and not self.met

    @property
    def is_open(self) -> bool:
        """Whether somebody can act on it now."""
        return self.applies and not self.met and not self.waits

    @property
    def at(self) -> datetime | None:
        return (
            self.evidence.at
            if self.evidence
            else self.document.requested_at
            if self.document
            else None
        )

    def newer_than(self, later: "Check") -> bool:
        """Whether this was done anew after `later`, which builds on it."""
        return bool(self.met and later.met and self.at and later.at and self.at > later.at)

    @property
    def blocks(self) -> bool:
        return (
            self.applies and (not self.met or self.unfavourable) and not self.requirement.optional
        )


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
        return tuple(check for check in self.checks if check.blocks)

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
        return self.agreement.state == State.RUNNING and not self.reasons

    @property
    def open_checks(self) -> tuple[Check, ...]:
        """What can be acted on now; more than one when reviews run in parallel.

        Optional acts count once silence opened them or an optional act before them was done.
        """
        acts = tuple(check for check in self.checks if check.is_open)
        optional = {check.requirement.code for check in self.checks if check.requirement.optional}
        pressing = tuple(
            c
            for c in acts
            if c.requirement.lapsed
            or (c.requirement.optional and optional & set(c.requirement.after))
        )
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
        return list(dict.fromkeys(turns)) or ([] if self.is_carried_out else [Actor.VERIFIER.name])

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
        return next((check for check in self.checks if check.requirement.code == code), None)

    def may_print_anew(self, check: Check) -> bool:
        """Whether a finished naskah is not signed yet: it bears the day of its signing, and that
        day may be put off.
        """
        signing = next(
            (
                other
                for other in self.checks
                if other.requirement.signs == check.requirement.document
            ),
            None,
        )
        return (
            check.requirement.kind is RequirementKind.DOCUMENT
            and check.met
            and signing is not None
            and not signing.met
        )


def is_unfavourable(need: Requirement, outcome: str) -> bool:
    return outcome in NEGATIVE or outcome in dict(need.leads)


def roles_of(need: Requirement) -> tuple[str, ...]:
    """The roles of people who may enter a requirement."""
    return tuple(Role[who.name] for who in need.entered_by)


def evaluate_case(
    agreement: Agreement, stage: Stage | None = None, calendar: Calendar | None = None
) -> Situation:
    """How the case stands at its current stage, or how it would at another: met and unmet with
    reasons, terms, holders.
    """
    stage, calendar = stage or agreement.stage, calendar or Calendar()
    evidence = {
        row.requirement_code: row
        for row in agreement.evidence.all()
        if row.stage_code == stage.code and not row.void
    }
    papers = {
        (paper.kind, paper.draft): paper
        for paper in agreement.documents.all()
        if paper.stage_code == stage.code
    }
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
    corrections = tuple(item for item in agreement.corrections.all() if item.resolved_at is None)
    return Situation(agreement, stage, tuple(checks.values()), corrections, terms, content_hash)


def _check(
    agreement: Agreement,
    need: Requirement,
    evidence: Evidence | None,
    paper: Document | None,
    content: str,
) -> Check:
    if need.condition and not agreement.holds(need.condition.code):
        return Check(need, False, reason=f"Tidak berlaku: {need.condition.cited}.", applies=False)
    reason = _UNMET[need.kind](agreement, need, evidence, paper, content)
    if not reason and evidence and is_unfavourable(need, evidence.outcome):
        advice = "Kembalikan untuk perbaikan, catat hasil baru, atau hentikan dengan alasan."
        return Check(
            need,
            True,
            True,
            f"{need.text}: hasilnya “{evidence.outcome}”. {advice}",
            evidence=evidence,
            document=paper,
        )
    return Check(need, not reason, reason=reason, evidence=evidence, document=paper)


def _in_its_turn(check: Check, earlier: dict[str, Check], terms: tuple[Running, ...]) -> Check:
    """A requirement waits for those before it; what only silence opens does not apply before the
    term has lapsed.
    """
    need = check.requirement
    renewed = next(
        (earlier[code].requirement.text for code in need.after if earlier[code].newer_than(check)),
        "",
    )
    if renewed:
        check = replace(
            check,
            met=False,
            reason=f"{need.text}: perlu diulang, karena {_lower(renewed)} diperbarui sesudahnya.",
        )
    gaps = (_first_gap(earlier[code], before=need) for code in need.after)
    hangs_on = next((gap for gap in gaps if gap), "")
    check = replace(check, hangs_on=hangs_on)
    if check.applies and need.when and not _has_outcome(earlier[need.when[0]], need.when[1]):
        return replace(
            check,
            met=False,
            applies=False,
            reason=f"{need.text}: hanya bila hasilnya “{need.when[1]}”.",
        )
    if check.met or not check.applies:
        return check
    if need.lapsed and not any(term.term.code == need.lapsed and term.has_lapsed for term in terms):
        return replace(
            check,
            applies=False,
            reason=f"{need.text}: hanya bila jangka waktu lewat tanpa tanggapan.",
        )
    return (
        replace(check, reason=f"{need.text}: menunggu {_lower(hangs_on)}.")
        if hangs_on and not check.evidence
        else check
    )


def _has_outcome(check: Check, outcome: str) -> bool:
    return check.met and check.evidence is not None and check.evidence.outcome == outcome


def _first_gap(check: Check, before: Requirement) -> str:
    """What must still come first. An unfavourable result holds up approvals, not the papers and
    records that tell of it.
    """
    if check.hangs_on or not check.applies:
        return check.hangs_on
    refused = check.unfavourable and before.kind is RequirementKind.APPROVAL
    return check.requirement.text if not check.met or refused else ""


def _lower(text: str) -> str:
    """Lower-case at its beginning for use inside a sentence; abbreviations stay."""
    return text if text[:2].isupper() else text[0].lower() + text[1:]


def _running_terms(
    agreement: Agreement, stage: Stage, evidence: dict[str, Evidence], calendar: Calendar
):
    if agreement.state != State.RUNNING or stage.code != agreement.stage_code:
        return
    for term in stage.terms:
        if term.until in evidence:
            continue
        start = _start(agreement, term, evidence)
        if start:
            yield calendar.running(agreement.track, stage, term, start, timezone.localdate())


def _start(agreement: Agreement, term, evidence: dict[str, Evidence]) -> date | None:
    """The law's terms run on whatever we do; a local norm pauses while the case is suspended."""
    if term.after:
        start = evidence[term.after].decided_on if term.after in evidence else None
    else:
        start = timezone.localdate(agreement.stage_entered_at)
    return (
        start + timedelta(_days_rested(agreement, start))
        if start and term.basis is Basis.SOP
        else start
    )


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


def _fact_gap(agreement: Agreement, need, evidence, paper, content) -> str:
    if not agreement.fact(need.fact):
        return f"{need.text}: {need.gap or 'masih kosong.'}"
    stated_by = (kind for kind in agreement.track.signings if term_field_of(kind) == need.fact)
    too_long = next(filter(None, map(agreement.why_too_long, stated_by)), "")
    return f"{need.text}: {too_long}" if too_long else ""


def _document_gap(agreement: Agreement, need, evidence, paper, content) -> str:
    if paper is None:
        return f"{need.text}: belum dibuat."
    if paper.state != DocumentState.READY:
        return f"{need.text}: {paper.get_state_display().lower()}."
    if paper.content_hash != content:
        return f"{need.text}: isi berubah setelah dokumen dibuat, buat ulang."
    if paper.outdated_by_id and not _is_signed(agreement, need.document):
        return f"{need.text}: memuat catatan yang sudah dikoreksi, buat ulang."
    return ""


def _is_signed(agreement: Agreement, kind: str) -> bool:
    """Whether that naskah is signed already; then it is never made anew."""
    code = agreement.track.signings.get(kind)
    return code is not None and any(
        row.requirement_code == code and not row.void for row in agreement.evidence.all()
    )


def _evidence_gap(agreement: Agreement, need, evidence, paper, content) -> str:
    return f"{need.text}: belum ada." if evidence is None else ""


def _approval_gap(agreement: Agreement, need, evidence, paper, content) -> str:
    if evidence and evidence.content_hash != content:
        return f"{need.text}: isi berubah setelah disetujui, perlu disetujui ulang."
    return _evidence_gap(agreement, need, evidence, paper, content)


_UNMET: dict[RequirementKind, Callable] = {
    RequirementKind.FACT: _fact_gap,
    RequirementKind.DOCUMENT: _document_gap,
    RequirementKind.APPROVAL: _approval_gap,
    RequirementKind.RECORD: _evidence_gap,
    RequirementKind.UPLOAD: _evidence_gap,
}
