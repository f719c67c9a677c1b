"""Separation of duties: who took a part in the content of a case judges it in no other part,
whichever seat he holds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone

from agreements.models import Evidence, Exemption, ProposalState, StageEvent
from agreements.models.event import LogAction
from agreements.regulations.separation import Part, apart_from
from agreements.regulations.vocabulary import Requirement, Stage
from kerjasama.accounts.models import User
from kerjasama.accounts.same_people import SamePeople
from kerjasama.web.compiled import CompiledQuery, rows_beside

from .evaluation import Situation

PROPOSING = (LogAction.BEGUN, LogAction.CONTENT_EDITED, LogAction.WORK_PLAN_EDITED)
DRAFTING = (LogAction.WORDING_EDITED, LogAction.DOCX_DECIDED)
NORM = "pemisahan tugas, norma setempat"
OWN = f"Anda sendiri yang mengajukannya; penilaiannya oleh orang lain ({NORM})."


class Written(NamedTuple):
    """That somebody wrote the content of a case: how, in which stage, and of drafting which
    naskah.
    """

    by: int
    action: str
    stage: str
    naskah: str


def parts_taken(user: User, situation: Situation) -> tuple[Part, ...]:
    """Which parts this person took in the content as it stands, under whatever account."""
    case = situation.agreement.pk
    written = _by_case(_WRITTEN_IN_CASE.rows(case, timezone.localdate()))
    return _parts_of(user.accounts, situation, written[case])


def _written_in(cases: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    """What people wrote in these cases and did not take back."""
    return (
        StageEvent.objects.standing()
        .filter(agreement__in=cases, action__in=(*PROPOSING, *DRAFTING), by__isnull=False)
        .annotate(returned=KeyTextTransform("kind", "detail"))
        .order_by()
        .values_list("agreement", "by", "action", "from_stage", "reason", "returned")
        .distinct()
    )


_WRITTEN_IN_CASE = CompiledQuery(lambda case, _: _written_in([case]))


def _by_case(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Written]]:
    found: dict[int, list[Written]] = defaultdict(list)
    for case, by, action, stage, reason, returned in rows:
        naskah = returned or "" if action == LogAction.DOCX_DECIDED else reason
        found[case].append(Written(by, action, stage, naskah))
    return found


def _parts_of(
    accounts: Collection[int], situation: Situation, written: Iterable[Written]
) -> tuple[Part, ...]:
    """The parts of whoever has these accounts. Who worded a naskah that this stage is about drafted
    it, also where that was in an earlier stage.
    """
    stage = situation.stage
    own = [row for row in written if row.by in accounts]
    parts = {Part.PROPOSES for row in own if row.action in PROPOSING}
    parts |= {Part.DRAFTS for row in own if row.action in DRAFTING and _is_of_stage(row, stage)}
    parts |= _parts_given(accounts, situation)
    return tuple(part for part in Part if part in parts)


def _parts_given(accounts: Collection[int], situation: Situation) -> set[Part]:
    """The parts of what these accounts recorded for the content as it stands."""
    needs = (
        row.need
        for row in rows_beside(situation.agreement, "evidence")
        if row.by_id in accounts and not row.void and _is_of_same_content(row, situation)
    )
    return {need.part for need in needs if need and need.part}


def _is_of_stage(row: Written, stage: Stage) -> bool:
    drafted = {need.document for need in stage.requirements if need.draft}
    return row.stage == stage.code or row.naskah in drafted


def _is_of_same_content(row: Evidence, situation: Situation) -> bool:
    return situation.stage.code == row.stage_code or situation.content_hash == row.content_hash


class KeptApart:
    """Who is kept apart from which approval of these cases: `why_apart` of many people and cases,
    read in as many queries as of one.
    """

    def __init__(self, cases: Collection[int]) -> None:
        self._written = _by_case(_written_in(cases))
        self._same = SamePeople()
        rows = Exemption.objects.filter(agreement__in=cases, state=ProposalState.CONFIRMED)
        self._exempt = set(
            rows.values_list("agreement", "stage_code", "requirement_code", "content_hash", "by")
        )

    def among(
        self, people: Iterable[int], situation: Situation, need: Requirement
    ) -> frozenset[int]:
        """Those of these people who do not give this approval."""
        if need.part is None:
            return frozenset()
        case, track = situation.agreement.pk, situation.agreement.track
        apart = set(apart_from(need.part, track.duties_apart))
        what = (case, situation.stage.code, need.code, situation.content_hash)
        found = set()
        for person in people:
            accounts = self._same.accounts_of(person)
            parts = _parts_of(accounts, situation, self._written[case])
            is_exempt = any((*what, account) in self._exempt for account in accounts)
            if apart & set(parts) and not is_exempt:
                found.add(person)
        return frozenset(found)


def parts_in_the_way(user: User, situation: Situation, need: Requirement) -> tuple[Part, ...]:
    """The parts of this person beside which he does not give this approval."""
    if need.part is None:
        return ()
    apart = apart_from(need.part, situation.agreement.track.duties_apart)
    return tuple(part for part in parts_taken(user, situation) if part in apart)


def exemption_for(user: User, situation: Situation, need: Requirement) -> Exemption | None:
    """By which this person may give the approval of this very content nevertheless."""
    return situation.agreement.exemptions.filter(
        stage_code=situation.stage.code,
        requirement_code=need.code,
        by__in=user.accounts,
        content_hash=situation.content_hash,
        state=ProposalState.CONFIRMED,
    ).first()


def why_apart(user: User, situation: Situation, need: Requirement) -> str:
    """Why this person does not give this approval; empty where nothing is in the way."""
    parts = parts_in_the_way(user, situation, need)
    if not parts or exemption_for(user, situation, need):
        return ""
    return f"Anda {said(parts)}; persetujuan ini diberikan orang lain ({NORM})."


def said(parts: tuple[Part, ...]) -> str:
    """The parts within a sentence."""
    return " dan ".join(parts)
