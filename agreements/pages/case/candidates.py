"""The candidates for the mitra of a case side by side, by what the law weighs."""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.http import QueryDict
from django.urls import reverse

from agreements.forms.candidates import CandidateForm, ChoiceForm
from agreements.models import Agreement, Candidate, Evidence
from agreements.pages.case.partner_choice import address_of_new, candidates_for
from agreements.regulations.vocabulary import Requirement, Stage
from agreements.workflow.choosing_mitra import (
    MOST_CANDIDATES,
    may_choose_mitra,
    may_list_candidates,
)
from agreements.workflow.evaluation import READ_BY_EVALUATION, evaluate_case
from agreements.workflow.permitting import candidates_wait
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class ComparedPoint:
    """One row of the table: what is compared, and what is known of each candidate."""

    label: str
    told: list[str]


@dataclass(frozen=True)
class CandidatesPage:
    """The candidates, and what its reader may do about them. `record` tells of the choice."""

    stage: Stage
    need: Requirement
    candidates: list[Candidate]
    points: list[ComparedPoint]
    record: Evidence | None
    asked: str
    new_address: str
    may_list: bool
    waits: bool
    form: CandidateForm | None
    choice_form: ChoiceForm | None
    version: str

    @property
    def is_full(self) -> bool:
        """Whether no further candidate fits."""
        return len(self.candidates) >= MOST_CANDIDATES

    @property
    def found_nothing(self) -> bool:
        """Whether a name was asked for that nobody has."""
        return bool(self.asked) and self.form is None


def build_candidates_page(
    user: User,
    agreement: Agreement,
    choice: tuple[Stage, Requirement],
    asked: QueryDict,
    form: CandidateForm | None = None,
    choice_form: ChoiceForm | None = None,
) -> CandidatesPage:
    """The page as this person sees it, with forms as they were typed."""
    stage, need = choice
    with_partners = Prefetch("candidates", Candidate.objects.select_related("partner"))
    prefetch_related_objects([agreement], with_partners, *READ_BY_EVALUATION)
    rows, stands = list(agreement.candidates.all()), evaluate_case(agreement)
    may_list = may_list_candidates(user, agreement, stands)
    if may_list and form is None:
        form = form_of_new(agreement, rows, asked)
    if choice_form is None and may_choose_mitra(user, agreement, stands):
        choice_form = ChoiceForm(agreement=agreement)
    return CandidatesPage(
        stage=stage,
        need=need,
        candidates=rows,
        points=_points_of(need, rows),
        record=_record_of(agreement, need),
        asked=asked.get("q", "").strip(),
        new_address=address_of_new(
            agreement,
            asked.get("q", "").strip(),
            back=reverse("banding-calon", args=[agreement.pk]),
        ),
        may_list=may_list,
        waits=candidates_wait(agreement),
        form=form,
        choice_form=choice_form,
        version=agreement.content_hash,
    )


def _record_of(agreement: Agreement, need: Requirement) -> Evidence | None:
    """The record of the choice that stands."""
    rows = agreement.evidence.all()
    return next((row for row in rows if row.requirement_code == need.code and not row.void), None)


def form_of_new(
    agreement: Agreement, rows: list[Candidate], asked: QueryDict
) -> CandidateForm | None:
    """An empty form to list one of those that were found; None where nobody was."""
    listed = {row.partner_id for row in rows}
    found = [one for one in candidates_for(agreement, asked) if one.pk not in listed]
    return CandidateForm(found=found) if found else None


def _points_of(need: Requirement, rows: list[Candidate]) -> list[ComparedPoint]:
    weighed = [
        ComparedPoint(point, [row.weighed[place] for row in rows])
        for place, point in enumerate(need.criteria)
    ]
    return [
        ComparedPoint("Yang ditawarkan", [row.offer for row in rows]),
        *weighed,
        ComparedPoint("Kelebihan, kekurangan, catatan", [row.note for row in rows]),
    ]
