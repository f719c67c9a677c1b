"""The requirements of a stage as the page of its case shows them, each with what this person may do
about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from agreements.documents import needs, repeating
from agreements.documents.kinds import KINDS
from agreements.documents.wording import versions
from agreements.forms.acts import EvidenceForm, SigningDayForm
from agreements.forms.steps import place_of_fact
from agreements.models import Agreement, Document, DocumentState, Evidence
from agreements.models.facts_of_change import EVALUATED
from agreements.monitoring.duties.ledger import Due
from agreements.pages.case import gap_links
from agreements.pages.case.review_notes import ReviewNotes, reviews_for
from agreements.regulations.limits import INTENT
from agreements.regulations.vocabulary import Requirement, RequirementKind, Stage
from agreements.workflow import correcting, permitting, planned_cases
from agreements.workflow.evaluation import Check, Situation
from kerjasama.accounts.models import User

# Forms that were refused, to be shown as they were typed; by requirement code or name.
RejectedForms = Mapping[str, forms.BaseForm]

# A form with more fields than that is laid out in columns.
LONG_FORM = 2
MET_BY_FORM = (RequirementKind.APPROVAL, RequirementKind.RECORD, RequirementKind.UPLOAD)


@dataclass(frozen=True)
class AskedReport:
    """The report by which a requirement is met, how it stands, and what this person may do with
    it.
    """

    due: Due
    told: str
    verb: str


@dataclass(frozen=True)
class RequirementRow:
    """One requirement with what this person may do about it. `chooses` says that it is met by
    choosing among candidates, `fix` is the address where it is met, `gaps` what is lacking before
    its paper can be asked for, `draft_before` the draft of the same naskah that stands already,
    `report` the report that meets it, `apart` why another than this person, in whose role it lies,
    gives the approval, `reads_otherwise` the Pasal of the reviewed draft that other data changed,
    `letter_draft` the key of the letter that waits to be signed.
    """

    check: Check
    need: Requirement
    mine: bool
    chooses: bool
    form: forms.BaseForm | None
    day_form: forms.BaseForm | None
    may_correct: bool
    fix: str
    gaps: list[str]
    asks_mitra: bool
    reviewed: list[ReviewNotes]
    draft_before: Document | None = None
    report: AskedReport | None = None
    apart: str = ""
    reads_otherwise: list[str] = field(default_factory=list)
    letter_draft: int | None = None

    @property
    def counts(self) -> bool:
        """Whether it counts for how complete the stage is; an optional one only once it is met."""
        return self.check.met or self.check.blocks

    @property
    def is_settled(self) -> bool:
        """Whether it is met and nothing speaks against it."""
        return self.check.met and not self.check.unfavourable

    @property
    def tag(self) -> str:
        """How it stands, in a word."""
        return self._standing[0]

    @property
    def look(self) -> str:
        """The class of that word."""
        return self._standing[1]

    @property
    def _standing(self) -> tuple[str, str]:
        check = self.check
        if not check.applies:
            return "Tidak berlaku", ""
        if check.unfavourable:
            return "Tidak terpenuhi", "is-late"
        if check.met:
            return "Terpenuhi", "is-good"
        if check.waits:
            return "Menunggu", ""
        return ("Bila ada", "") if self.need.optional else ("Belum", "is-soon")

    @property
    def why(self) -> str:
        """Why it does not apply, or what has become of what was done for it."""
        is_told = bool(self.check.at) and not self.check.waits
        return self.check.reason if is_told or not self.check.applies else ""

    @property
    def evidence(self) -> Evidence | None:
        """What was recorded for it, while it counts."""
        return self.check.evidence if self.check.met else None

    @property
    def is_letter(self) -> bool:
        """Whether its paper begins as the draft of a letter."""
        return bool(self.need.document) and KINDS[self.need.document].is_letter

    @property
    def ready_paper(self) -> Document | None:
        """Its paper, when it can be opened."""
        return self._paper_in(DocumentState.READY)

    @property
    def failed_paper(self) -> Document | None:
        """Its paper, when it could not be made and this person may order it again."""
        return self._paper_in(DocumentState.FAILED) if self.mine else None

    @property
    def judges_content(self) -> bool:
        """Whether who meets it judges the content as it was read."""
        return self.need.kind is RequirementKind.APPROVAL

    @property
    def is_being_made(self) -> bool:
        """Whether its paper is ordered and not there yet, so that nobody need do anything."""
        return self._paper_in(DocumentState.QUEUED) is not None

    def _paper_in(self, state: DocumentState) -> Document | None:
        paper = self.check.document
        return paper if paper is not None and paper.state == state else None

    @property
    def may_order(self) -> bool:
        """Whether this person may have its paper made now."""
        is_under_way = self.is_being_made or self._paper_in(DocumentState.FAILED)
        return self.mine and bool(self.need.document) and not self.gaps and not is_under_way

    @property
    def verb(self) -> str:
        """What the button of its form says."""
        if self.need.verb:
            return self.need.verb
        return "Unggah" if self.need.kind is RequirementKind.UPLOAD else "Catat"

    @property
    def is_acted_on(self) -> bool:
        """Whether its reader can do something about it here, or write the report that meets it."""
        return self.mine or self.report is not None

    @property
    def leads_to_place(self) -> bool:
        """Whether its reader may be led to where it is met."""
        return self.mine or not self.need.fact

    @property
    def is_written_here(self) -> bool:
        """Whether a report meets it that is written in the system; a file is then the other way."""
        return self.report is not None and not self.check.met

    @property
    def is_long(self) -> bool:
        """Whether its form asks so much that it takes the whole width."""
        return self.form is not None and len(self.form.fields) > LONG_FORM


def requirement_row_of(
    user: User,
    situation: Situation,
    check: Check,
    rejected: RejectedForms,
    begun: dict[str, date],
) -> RequirementRow:
    """The row of one requirement. `begun` is the day each draft was begun, by kind."""
    need = check.requirement
    agreement = situation.agreement
    why = permitting.why_not_meet(user, situation, need.code)
    chooses = why == permitting.CHOSEN_AMONG
    mine = chooses or not why
    gaps = gaps_of(user, agreement, check)
    awaits_data = bool(gaps) and need.kind is RequirementKind.APPROVAL
    form = day_form = None
    if mine:
        day_form = signing_day_form(agreement, need, rejected)
    if mine and not awaits_data and not chooses:
        form = rejected.get(need.code) or evidence_form_for(situation, need)
    return RequirementRow(
        check=check,
        need=need,
        mine=mine,
        chooses=chooses,
        form=form,
        day_form=day_form,
        may_correct=may_correct_result(user, agreement, check),
        fix=place_to_meet(agreement, need),
        gaps=gaps,
        asks_mitra=bool(gaps) and not check.met and bool(needs.before_review(agreement, need)),
        reviewed=reviews_for(user, agreement, need, begun),
        draft_before=draft_before(agreement, need),
        apart=why if permitting.could_meet(user, situation, check) else "",
        reads_otherwise=_reads_otherwise(situation, need) if mine else [],
        letter_draft=_letter_draft(agreement, need),
    )


def _letter_draft(agreement: Agreement, need: Requirement) -> int | None:
    """The draft of the letter that is asked for, brought along with the case of a page."""
    drafts: list[dict[str, Any]] = getattr(agreement, "letter_drafts", [])
    return next((row["pk"] for row in drafts if row["kind"] == need.document), None)


def _reads_otherwise(situation: Situation, need: Requirement) -> list[str]:
    """The Pasal of a naskah to be signed that would read otherwise than in the reviewed draft."""
    if not bears_signing_day(situation.stage, need):
        return []
    return versions.changed_since_review(situation.agreement, need.document, situation.content_hash)


def draft_before(agreement: Agreement, need: Requirement) -> Document | None:
    """The newest draft of the naskah that this requirement asks to be drafted, also of an earlier
    stage; who is asked for the next one knows of it.
    """
    if not need.draft:
        return None
    drafts = [
        paper for paper in agreement.documents.all() if paper.draft and paper.kind == need.document
    ]
    return repeating.newest_of_papers(drafts)


def is_to_be_met(row: RequirementRow, situation: Situation) -> bool:
    """Whether the row is an act for its reader now, and not only possible."""
    if not row.mine or row.need.fact or row.is_being_made:
        return False
    if row.check.unfavourable:
        return True
    presses = row.check in situation.open_checks
    return row.check.is_open and (presses or not row.need.optional)


def may_correct_result(user: User, agreement: Agreement, check: Check) -> bool:
    """Whether this person may correct what was recorded for the requirement."""
    evidence = check.evidence
    return evidence is not None and correcting.may_correct_record(user, agreement, evidence)


def evidence_form_for(situation: Situation, need: Requirement) -> EvidenceForm | None:
    """A fresh form that meets the requirement, with the outcomes open now; None where it is met in
    another way.
    """
    if need.kind not in MET_BY_FORM:
        return None
    form = EvidenceForm(
        need=need,
        agreement=situation.agreement,
        initial=planned_cases.known_of_record(situation.agreement, need),
        auto_id=f"id_{need.code}_%s",
    )
    form.offer_only(permitting.outcomes_open(situation, need.code))
    return form


def gaps_of(user: User, agreement: Agreement, check: Check) -> list[str]:
    """What a paper, or the data that a review is about, lacks before it is asked for, each with the
    way to mend it.
    """
    need = check.requirement
    if not check.is_open:
        return []
    if need.document:
        missing = needs.gaps_at_hand(
            need.document, agreement, timezone.localdate(), draft=need.draft
        )
    else:
        missing = needs.of_review(agreement, need)
    ahead = needs.before_review(agreement, need)
    return [
        gap_links.gap_with_link(user, agreement, gap) for gap in dict.fromkeys([*missing, *ahead])
    ]


def signing_day_form(
    agreement: Agreement, need: Requirement, rejected: RejectedForms
) -> forms.BaseForm | None:
    """Where a naskah to be signed is ordered: on which day."""
    if not bears_signing_day(agreement.stage, need):
        return None
    if form := rejected.get(f"hari-{need.document}"):
        return form
    planned = _planned_signing_day(agreement, need.document)
    return SigningDayForm(
        agreement=agreement,
        auto_id=f"id_{need.code}_%s",
        initial={"hari": planned} if planned else None,
    )


def bears_signing_day(stage: Stage, need: Requirement) -> bool:
    """Whether it asks for a naskah that is signed in this stage."""
    if need.draft or not need.document:
        return False
    return any(other.signs == need.document for other in stage.requirements)


def _planned_signing_day(agreement: Agreement, document: str) -> date | None:
    """The scheduled day, else the one that the proposal names; a letter of intent has no other."""
    for row in getattr(agreement, "signing_days", []):
        if row["kind"] == document:
            return date.fromisoformat(row["day"])
    return None if document == INTENT else agreement.rencana_ttd


def place_to_meet(agreement: Agreement, need: Requirement) -> str:
    """Where a requirement is met: at its field, at its place on the page of the case, or in the
    evaluation of the agreement above.
    """
    if not need.fact:
        return f"#syarat-{need.code}"
    if need.fact in EVALUATED:
        return reverse("evaluasi", args=[agreement.parent_id])
    step, anchor = place_of_fact(need.fact)
    return f"{reverse('ubah', args=[agreement.pk, step])}#{anchor}"
