"""What a reader can do in one go in a case: hand in files and order papers side by side, or record
a letter along with the answer to it.
"""

from dataclasses import dataclass, field

from django.forms.boundfield import BoundField
from django.utils import timezone

from agreements.documents import needs, repeating
from agreements.forms.together import PartForm, TogetherForm, may_be_sent_together
from agreements.models import Agreement
from agreements.pages.case.requirement_rows import (
    RejectedForms,
    RequirementRow,
    bears_signing_day,
    is_to_be_met,
)
from agreements.regulations.vocabulary import Requirement, RequirementKind
from agreements.workflow import permitting
from agreements.workflow.evaluation import Check, Situation, roles_of
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.uploads.judging import ATTACHMENTS


@dataclass(frozen=True)
class Part:
    """One requirement with its fields in the form."""

    need: Requirement
    form: PartForm

    @property
    def kept_choice(self) -> BoundField | None:
        """Where a file that was handed in before may be chosen again."""
        return self.form["pakai"] if "pakai" in self.form.fields else None

    @property
    def has_note(self) -> bool:
        """Whether more than a file was typed and is shown again."""
        return self.form.is_bound and bool({"number", "note"} & set(self.form.changed_data))

    @property
    def is_open(self) -> bool:
        """Whether its fold stands open: what was typed there is shown again."""
        return self.form.is_bound and (bool(self.form.errors) or self.form.has_changed())


@dataclass(frozen=True)
class Together:
    """Requirements that are sent in one form: a `record` with the `answer` to it, else files and
    papers beside each other; `awaits_files` where one of the papers can be made only then.
    """

    record: Part | None = None
    answer: Part | None = None
    files: list[Part] = field(default_factory=list)
    papers: list[Requirement] = field(default_factory=list)
    awaits_files: bool = False

    @property
    def parts(self) -> list[Part]:
        """All that is told in it, in the order of the stage."""
        return [part for part in (self.record, self.answer, *self.files) if part]

    @property
    def codes(self) -> set[str]:
        """The requirements that it meets."""
        return {part.need.code for part in self.parts} | {need.code for need in self.papers}

    @property
    def is_refused(self) -> bool:
        """Whether it was sent and refused."""
        return any(part.form.is_bound for part in self.parts)

    @property
    def file_limits(self) -> str:
        """Which files are taken, said once for all of them."""
        return ATTACHMENTS.told

    @property
    def verb(self) -> str:
        """What its button says."""
        if self.record:
            return "Catat"
        return "Simpan berkas" if self.files else "Buat dokumen"


def key_of(need: Requirement) -> str:
    """Under which name a refused part is shown again; its own form is another."""
    return f"bersama-{need.code}"


def batch_of(
    user: User, situation: Situation, rows: list[RequirementRow], rejected: RejectedForms
) -> Together | None:
    """The files to hand in and the papers to order, where this person has several of them to do."""
    todo = [row for row in rows if is_to_be_met(row, situation)]
    files = [row.need for row in filter(_is_plain_file, todo)]
    orderable = [row for row in todo if row.may_order]
    papers = [row.need for row in orderable if _is_ordered_plainly(situation, row)]
    later = _papers_after(user, situation, rows, {need.code for need in files})
    is_refused = not rejected.keys().isdisjoint(map(key_of, files))
    if len([*files, *papers, *later]) < 2 and not is_refused:
        return None
    return Together(
        files=_parts(situation, files, rejected),
        papers=[*papers, *later],
        awaits_files=bool(later),
    )


def _is_plain_file(row: RequirementRow) -> bool:
    """Whether a file alone meets it, no report that is written here, and its own form was not sent
    and refused.
    """
    if row.need.kind is not RequirementKind.UPLOAD or row.form is None:
        return False
    return row.report is None and not row.form.is_bound


def _is_ordered_plainly(situation: Situation, row: RequirementRow) -> bool:
    """Whether nothing is asked when its paper is ordered: no day of signing, and not how to make it
    once more.
    """
    need, agreement = row.need, situation.agreement
    if bears_signing_day(agreement.stage, need):
        return False
    return need.draft or not _is_made_before(agreement, need)


def _is_made_before(agreement: Agreement, need: Requirement) -> bool:
    same = [
        paper
        for paper in agreement.documents.all()
        if paper.kind == need.document and not paper.draft
    ]
    return repeating.newest_of_papers(same) is not None


def _papers_after(
    user: User, situation: Situation, rows: list[RequirementRow], files: set[str]
) -> list[Requirement]:
    """The papers of this person that can be made as soon as these files are there."""
    return [
        row.need
        for row in rows
        if row.need.document
        and not row.need.optional
        and _opens_with(situation, row.check, files)
        and policy.may_act_as_any(user, roles_of(row.need), situation.agreement)
        and _is_ordered_plainly(situation, row)
        and not _gaps_ahead(situation.agreement, row.need)
    ]


def _opens_with(situation: Situation, check: Check, codes: set[str]) -> bool:
    """Whether it waits for these requirements, and for nothing else."""
    if not check.waits or not check.applies:
        return False
    settled = {
        other.requirement.code
        for other in situation.checks
        if not other.applies or other.met and not other.unfavourable
    }
    return set(check.requirement.after) <= codes | settled


def _gaps_ahead(agreement: Agreement, need: Requirement) -> list[needs.Gap]:
    missing = needs.gaps_at_hand(need.document, agreement, timezone.localdate(), draft=need.draft)
    return [*missing, *needs.before_review(agreement, need)]


def with_answer(
    user: User, situation: Situation, row: RequirementRow, rejected: RejectedForms
) -> Together | None:
    """The record of that row along with the answer that may have come by now."""
    need = row.need
    is_plain = need.kind is RequirementKind.RECORD and may_be_sent_together(need)
    if not is_plain or row.form is None or len(need.outcomes) != 1:
        return None
    answer = next(
        (
            check.requirement
            for check in situation.checks
            if _is_answer(check.requirement)
            and _opens_with(situation, check, {need.code})
            and policy.may_act_as_any(user, roles_of(check.requirement), situation.agreement)
        ),
        None,
    )
    if answer is None:
        return None
    first, second = _parts(situation, [need, answer], rejected)
    return Together(record=first, answer=second)


def _is_answer(need: Requirement) -> bool:
    """Whether it records how somebody answered."""
    if need.optional or need.lapsed or need.when:
        return False
    is_record = need.kind is RequirementKind.RECORD and may_be_sent_together(need)
    return is_record and len(need.outcomes) > 1


def _parts(situation: Situation, asked: list[Requirement], rejected: RejectedForms) -> list[Part]:
    """The parts with the outcomes that are open now; those that were refused as they were typed."""
    parts = []
    for form in TogetherForm(situation.agreement, asked).parts:
        form.offer_only(permitting.outcomes_open(situation, form.need.code))
        refused = rejected.get(key_of(form.need))
        shown = refused if isinstance(refused, PartForm) else form
        parts.append(Part(form.need, shown))
    return parts


def together_of_reader(
    user: User, situation: Situation, rows: list[RequirementRow], rejected: RejectedForms
) -> list[Together]:
    """All that this person can do in one go."""
    todo = [row for row in rows if is_to_be_met(row, situation)]
    found = [with_answer(user, situation, row, rejected) for row in todo]
    found.append(batch_of(user, situation, rows, rejected))
    return [together for together in found if together]
