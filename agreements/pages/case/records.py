"""Every record of a case in one place, each with the way to put it right, and what waits for a
second person.
"""

from dataclasses import dataclass

from agreements.documents import content_removal, renewals
from agreements.documents.archive import integrity
from agreements.documents.content_removal import Keeper
from agreements.documents.kinds import KINDS
from agreements.forms.correcting import AnswerForm, EvidenceCorrectionForm
from agreements.models import (
    Agreement,
    ContentRemoval,
    Document,
    Evidence,
    ProposalState,
    ProposedCorrection,
)
from agreements.workflow import confirming, corrected_values, correcting
from agreements.workflow.correcting import CorrectionRule
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class RecordRow:
    """A record, what it is, and what its reader may do about it."""

    record: Evidence
    text: str
    is_corrected: bool
    is_removed: bool
    may_correct: bool
    may_remove: bool


@dataclass(frozen=True)
class StageRecords:
    """The records of a stage, the newest first."""

    name: str
    rows: list[RecordRow]


@dataclass(frozen=True)
class WaitingRemoval:
    """The removal of a content that waits; `word` stands for its kind of row in the address."""

    removal: ContentRemoval
    word: str


@dataclass(frozen=True)
class OtherFile:
    """A file of the case that is no record, by the word of its kind."""

    word: str
    row: Keeper


@dataclass(frozen=True)
class WaitingCorrection:
    """A proposed correction with what this person may do about it, and `who` may confirm it."""

    proposal: ProposedCorrection
    changes: dict[str, list[str]]
    may_confirm: bool
    is_mine: bool
    answer_form: AnswerForm | None
    who: str


@dataclass(frozen=True)
class RecordsPage:
    """All records by stage, and what waits: removals, and corrections that were proposed."""

    stages: list[StageRecords]
    proposals: list[WaitingCorrection]
    removals: list[WaitingRemoval]
    others: list[OtherFile]
    may_remove: bool


@dataclass(frozen=True)
class CorrectionPage:
    """A record as it stands, to be put right, with what rests on it: papers, later records, the
    stages passed since, and whether the term is counted from it.
    """

    record: Evidence
    form: EvidenceCorrectionForm
    rule: CorrectionRule
    papers: list[str]
    rows: list[str]
    passed: list[str]
    moves_term: bool

    @property
    def is_built_on(self) -> bool:
        """Whether anything rests on it."""
        return bool(self.papers or self.rows or self.passed or self.moves_term)


def build_records_page(
    user: User, agreement: Agreement, rejected: dict[int, AnswerForm]
) -> RecordsPage:
    """The page of a case. `rejected` holds forms to show again, by key of the proposal."""
    ended = (ProposalState.REFUSED, ProposalState.WITHDRAWN)
    removals = list(agreement.removals.exclude(state__in=ended).select_related("by"))
    may_remove = content_removal.may_propose(user)
    others = content_removal.others_of(agreement) if may_remove else []
    return RecordsPage(
        stages=_by_stage(user, agreement, _records_of(agreement), _removed_by(removals)),
        proposals=proposals_of(user, agreement, rejected),
        removals=[WaitingRemoval(row, _word(row)) for row in removals if not row.is_done],
        others=[OtherFile(word, row) for word, row in others],
        may_remove=may_remove,
    )


def _records_of(agreement: Agreement) -> list[Evidence]:
    rows = list(agreement.evidence.select_related("by").order_by("-pk"))
    for row in rows:
        row.agreement = agreement
    integrity.mark_damaged_rows(rows)
    return rows


def _removed_by(removals: list[ContentRemoval]) -> set[int]:
    """The keys of the records whose content was removed."""
    records = Evidence._meta.model_name
    return {row.row for row in removals if row.is_done and row.model == records}


def _word(removal: ContentRemoval) -> str:
    """The word that stands for the kind of row in the address of its removal."""
    return next(
        word
        for word, model in content_removal.KEEPERS.items()
        if model._meta.model_name == removal.model
    )


def _by_stage(
    user: User, agreement: Agreement, rows: list[Evidence], removed: set[int]
) -> list[StageRecords]:
    """The stages in their order, each that has records."""
    names = {stage.code: stage.name for stage in agreement.track.stages}
    known: dict[str, list[RecordRow]] = {code: [] for code in names}
    corrected = {row.corrects_id for row in rows}
    may_remove = content_removal.may_propose(user)
    for row in rows:
        known.setdefault(row.stage_code, []).append(
            RecordRow(
                record=row,
                text=row.need.text if row.need else row.requirement_code,
                is_corrected=row.void and row.pk in corrected,
                is_removed=row.pk in removed,
                may_correct=correcting.may_correct_record(user, agreement, row),
                may_remove=may_remove and row.pk not in removed,
            )
        )
    return [StageRecords(names.get(code, code), lines) for code, lines in known.items() if lines]


def proposals_of(
    user: User, agreement: Agreement, rejected: dict[int, AnswerForm]
) -> list[WaitingCorrection]:
    """What waits for a second person. `rejected` holds forms to show again, by key."""
    pending = agreement.proposed_corrections.filter(state=ProposalState.PENDING)
    waiting = []
    for proposal in pending.select_related("evidence", "by"):
        form = None
        may_confirm = confirming.may_confirm_correction(user, proposal)
        if may_confirm:
            form = rejected.get(proposal.pk) or AnswerForm(auto_id=f"id_{proposal.pk}_%s")
        seconds = confirming.CONFIRMED_BY[proposal.by_role]
        waiting.append(
            WaitingCorrection(
                proposal=proposal,
                changes=_changes_of(agreement, proposal),
                may_confirm=may_confirm,
                is_mine=user.is_same_person(proposal.by),
                answer_form=form,
                who=" atau ".join(role.label for role in seconds),
            )
        )
    return waiting


def _changes_of(agreement: Agreement, proposal: ProposedCorrection) -> dict[str, list[str]]:
    """What stands there and what shall; of a record as it stands now."""
    if proposal.evidence is None:
        return proposal.changes
    proposal.evidence.agreement = agreement
    return corrected_values.changes_to_record(
        proposal.evidence, corrected_values.values_of(proposal)
    )


def build_correction_page(
    agreement: Agreement, record: Evidence, form: EvidenceCorrectionForm
) -> CorrectionPage:
    """The page on which a record is put right, with the form as it was typed."""
    later = [other.need for other in corrected_values.later_records_of(record)]
    signs = bool(record.need and record.need.signs)
    return CorrectionPage(
        record=record,
        form=form,
        rule=correcting.rule_of(agreement, record),
        papers=[_name_with_number(paper) for paper in renewals.resting_on(record)],
        rows=[need.text for need in later if need],
        passed=_stages_passed_since(record),
        moves_term=signs and not agreement.is_legacy,
    )


def _name_with_number(paper: Document) -> str:
    title = KINDS[paper.kind].title
    return f"{title} nomor {paper.number}" if paper.number else title


def _stages_passed_since(record: Evidence) -> list[str]:
    """The stages reached after that of the record, up to the present one."""
    track = record.agreement.track
    codes = [stage.code for stage in track.stages]
    if record.stage_code not in codes:
        return []
    first = codes.index(record.stage_code) + 1
    last = track.position(record.agreement.stage_code)
    return [stage.name for stage in track.stages[first : last + 1]]
