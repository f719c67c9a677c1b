"""The page of one case, and its files."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from agreements import insights
from agreements.documents import content_removal, needs, renewals, store
from agreements.documents.archive import integrity
from agreements.documents.kinds import KINDS
from agreements.documents.wording import clauses, mandatory_parts, versions
from agreements.forms.acts import CommentForm, EvidenceForm, SendBackForm, SigningDayForm
from agreements.forms.steps import place_of_fact, steps_of
from agreements.models import (
    Agreement,
    Clock,
    Correction,
    Document,
    DocumentState,
    Evidence,
    ProposedCorrection,
    StageEvent,
    State,
    chain_is_intact,
)
from agreements.models.facts_of_change import EVALUATED
from agreements.models.undoable import undo_period
from agreements.monitoring.duties import ledger
from agreements.monitoring.duties.acts import may_record_fulfilment
from agreements.monitoring.implementation import work_plans
from agreements.regulations import catalogue
from agreements.regulations.limits import INTENT
from agreements.regulations.vocabulary import Actor, Requirement, RequirementKind, Stage
from agreements.views import gap_links
from agreements.workflow import correcting, halting, permitting
from agreements.workflow.deadlines import Calendar
from agreements.workflow.evaluation import Check, Situation, evaluate_case
from agreements.workflow.undoing import undone_numbers
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import EVERYBODY, WORKERS, allow
from kerjasama.web.requests import AuthenticatedRequest

from .common import visible_or_404, warnings_of
from .moving import onward_options_of
from .once import show_reports
from .renewing import add_page_message
from .summary import content_of_proposal

BY_WHOM = Prefetch("evidence", Evidence.objects.select_related("by"))


@allow(*EVERYBODY)
def show_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    agreement = visible_or_404(request.user, pk)
    return render(request, "pages/agreement.html", context_of_case_page(request.user, agreement))


@allow(*EVERYBODY)
def show_paper_progress(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The papers of the case, asked for again while one is being made; with the last of them the
    page renews itself.
    """
    agreement = visible_or_404(request.user, pk)
    prefetch_related_objects([agreement], BY_WHOM)
    papers = list(agreement.documents.order_by("-pk"))
    shown = {"agreement": agreement, **files_of_case(agreement, papers)}
    waited, waits = request.GET.get("tunggu", ""), len(shown["queued"])
    answer = render(request, "components/papers.html", shown | {"finished": not waits})
    is_news = not waits or waited.isdigit() and int(waited[:4]) > waits
    return add_page_message(answer, *made_of(papers)) if is_news else answer


def made_of(papers: list[Document]) -> tuple[str, bool]:
    """What became of the newest paper, in words, and whether that is bad."""
    made = [paper for paper in papers if paper.state != DocumentState.QUEUED]
    newest = max(made, key=lambda paper: paper.requested_at, default=None)
    if newest is None:
        return "Dokumen selesai dibuat.", False
    is_bad = newest.state == DocumentState.FAILED
    return f"{KINDS[newest.kind].title}: {'gagal' if is_bad else 'selesai'} dibuat.", is_bad


def context_of_case_page(user: User, agreement: Agreement, rejected: dict | None = None) -> dict:
    """What the page shows. `rejected` holds forms to show again as they were typed, by requirement
    code or name.
    """
    rejected, calendar = rejected or {}, Calendar()
    # The papers are read first, so that one finished meanwhile is still waited for; those above are
    # named in drafts of PKS and changes.
    prefetch_related_objects(
        [case for case in (agreement, agreement.parent) if case], "documents", BY_WHOM
    )
    papers = list(agreement.documents.all())[::-1]
    said = Prefetch("corrections", Correction.objects.select_related("by", "resolved_by"))
    prefetch_related_objects([agreement], "indicators", "activities", "supporters", said)
    situation = evaluate_case(agreement, calendar=calendar)
    events = list(agreement.events.select_related("by").order_by("number"))
    undone = undone_numbers(events)
    for event in events:
        event.is_undone = event.number in undone
    is_ours = policy.may_edit(user, agreement)
    begun = versions.draft_days_of(agreement)
    rows = [
        requirement_row_of(user, situation, check, rejected, begun) for check in situation.checks
    ]
    dues = owed_dues_of(user, agreement, calendar)
    show_reports(user, agreement, rows, dues.get("unmet_dues", []))
    return {
        "agreement": agreement,
        "situation": situation,
        "facts": [r for r in rows if r["need"].fact and r["check"].applies],
        "done": [
            r for r in rows if r["check"].met and not r["check"].unfavourable and not r["need"].fact
        ],
        "todo": [r for r in rows if not r["check"].met or r["check"].unfavourable],
        **files_of_case(agreement, papers),
        "steps": steps_of_case(agreement),
        "terms": [(term, skipped_days_of(term, calendar)) for term in situation.terms],
        "met": sum(1 for check in situation.checks if check.met),
        "counted": sum(1 for c in situation.checks if c.met or c.blocks),
        "is_ours": is_ours,
        "may_edit": (
            bool(agreement.editable_fields) and not permitting.why_not_edit(user, agreement)
        ),
        "drafts": [KINDS[kind] for kind in begun],
        "naskah": [
            kind
            for kind in naskah_reworded_in(agreement.stage)
            if not permitting.why_not_word(user, agreement, kind.code)
        ],
        "content": content_of_proposal(agreement),
        "events": events[::-1],
        "stopped": stopped_by(agreement, events),
        "undo": undo_offer(user, agreement, events),
        "intact": chain_is_intact(agreement, events),
        "comments": agreement.comments.select_related("by"),
        "comment_form": (
            (rejected.get("comment") or CommentForm()) if user.roles & set(WORKERS) else None
        ),
        "clocks": days_held_by_party(agreement.clocks.all()),
        "mended": [item for item in agreement.corrections.all() if item.resolved_at],
        "similar": (
            insights.similar_to(agreement, Agreement.objects.visible_to(user))
            if is_proposed(agreement)
            else []
        ),
        "newer": newer_version(user, agreement),
        "warnings": warnings_of(agreement, calendar),
        "plan_status": work_plans.plan_status_of(agreement, timezone.localdate()),
        "editing_steps": steps_of(agreement),
        **dues,
    } | case_forms_for(user, situation, rejected)


def stopped_by(agreement: Agreement, events: list[StageEvent]) -> StageEvent | None:
    """Who stopped this case and why, if it stands still: the newest act that was not taken back."""
    if agreement.state not in halting.HALTS:
        return None
    return next(
        (e for e in reversed(events) if e.action == agreement.state and not e.is_undone), None
    )


def undo_offer(user: User, agreement: Agreement, events: list[StageEvent]) -> dict | None:
    """The newest act, while it is this person's and may still be taken back: its key, its title,
    and until when.
    """
    newest = next(iter(getattr(agreement, "undo_offers", [])), None)
    if newest is None or not events or events[-1].number != newest["last"]:
        return None
    if not policy.roles_for(user, agreement.owner_id).issuperset(newest["roles"]):
        return None
    title = events[newest["first"] - 1].title
    return {
        "pk": newest["pk"],
        "title": title,
        "until": datetime.fromisoformat(newest["at"]) + undo_period(),
    }


def is_proposed(agreement: Agreement) -> bool:
    """Whether it is still being proposed and judged, when it matters that something like it exists."""  # noqa: E501
    if agreement.track.changes:
        return False
    return (
        not agreement.is_closed
        and agreement.track.position(agreement.stage_code) <= agreement.track.preparation_ends
    )


def owed_dues_of(user: User, agreement: Agreement, calendar: Calendar) -> dict:
    """What is owed after the signature, apart from what is settled."""
    if agreement.effective_on is None:
        return {}
    rows = ledger.with_fulfilments(
        ledger.dues_of_agreement(agreement, timezone.localdate(), calendar)
    )
    return {
        "unmet_dues": [
            (due, done, may_record_fulfilment(user, due, agreement))
            for due, done in rows
            if due.is_unmet
        ],
        "settled_dues": [(due, done, False) for due, done in rows if not due.is_unmet],
    }


def case_forms_for(user: User, situation: Situation, rejected: dict) -> dict:
    """The forms of what this person may do with the case as a whole."""
    agreement, stage = situation.agreement, situation.stage
    back = [agreement.track.stage(code) for code in stage.send_back_to] + [stage]
    return {
        "onward": onward_options_of(
            situation, may_act_on_case(user, agreement, permitting.roles_that_move(stage))
        ),
        "send_back_form": (
            (rejected.get("kembalikan") or SendBackForm(stages=back))
            if not permitting.why_not_send_back(user, agreement)
            else None
        ),
        "halts": halting.halts_for(user, agreement),
        "may_resume": not halting.why_not_resume(user, agreement),
        "may_copy": Role.OPD in user.roles,
        "may_reopen": not halting.why_not_reopen(user, agreement),
    }


def may_act_on_case(user: User, agreement: Agreement, roles) -> bool:
    return policy.may_act_as_any(user, roles, agreement)


def requirement_row_of(
    user: User, situation: Situation, check: Check, rejected: dict, begun: dict[str, date]
) -> dict:
    """One requirement with what this person may do about it."""
    need, agreement = check.requirement, situation.agreement
    mine = not permitting.why_not_meet(user, situation, need.code)
    form = rejected.get(need.code)
    if (
        mine
        and form is None
        and need.kind in (RequirementKind.APPROVAL, RequirementKind.RECORD, RequirementKind.UPLOAD)
    ):
        form = EvidenceForm(need=need, agreement=agreement, auto_id=f"id_{need.code}_%s")
        form.offer_only(permitting.outcomes_open(situation, need.code))
    gaps = gaps_of(user, agreement, check)
    awaits_data = bool(gaps) and need.kind is RequirementKind.APPROVAL
    return {
        "check": check,
        "need": need,
        "mine": mine,
        "form": form if mine and not awaits_data else None,
        "day_form": day_form(agreement, need, rejected) if mine else None,
        "may_correct": (
            check.evidence is not None
            and correcting.may_correct_record(user, agreement, check.evidence)
        ),
        "fix": fix_of(agreement, need),
        "gaps": gaps,
        "asks_mitra": bool(gaps) and not check.met and bool(needs.before_review(agreement, need)),
        "reviewed": (
            [
                review_notes_of(agreement, kind, begun)
                for kind in naskah_reworded_in(agreement.stage)
            ]
            if need.code.startswith("hukum_")
            else []
        ),
    }


def gaps_of(user: User, agreement: Agreement, check: Check) -> list[str]:
    """What a paper, or the data that a review is about, lacks before it is asked for, each with the
    way to mend it.
    """
    need = check.requirement
    if not check.is_open:
        return []
    missing = needs.of_review(agreement, need)
    if need.document:
        missing = needs.gaps_at_hand(need.document, agreement, timezone.localdate(), need.draft)
    ahead = [] if check.met else needs.before_review(agreement, need)
    return [
        gap_links.gap_with_link(user, agreement, gap) for gap in dict.fromkeys([*missing, *ahead])
    ]


def review_notes_of(agreement: Agreement, kind, begun: dict[str, date]) -> dict:
    """What Bagian Hukum is shown of a draft: where it departs from the standard text, and what it
    lacks.
    """
    parts = clauses.clauses_of_naskah(kind.code, agreement)
    gaps = mandatory_parts.gaps_of_draft(
        kind.code, parts, begun.get(kind.code, timezone.localdate())
    )
    return {"kind": kind, "departures": versions.departures_from_standard(parts), "gaps": gaps}


def day_form(agreement: Agreement, need: Requirement, rejected: dict) -> SigningDayForm | None:
    """Where a naskah to be signed is ordered: on which day."""
    if need.draft or not any(
        other.signs == need.document for other in agreement.stage.requirements if other.signs
    ):
        return None
    scheduled = {
        row["kind"]: date.fromisoformat(row["day"])
        for row in getattr(agreement, "signing_days", [])
    }
    planned = scheduled.get(need.document) or (
        agreement.rencana_ttd if need.document != INTENT else None
    )
    form = SigningDayForm(
        auto_id=f"id_{need.code}_%s", initial={"hari": planned} if planned else None
    )
    return rejected.get(f"hari-{need.document}") or form


def fix_of(agreement: Agreement, need: Requirement) -> str:
    """Where the gap is closed: at its field, at its place on this page, or in the evaluation of the
    agreement above.
    """
    if not need.fact:
        return f"#syarat-{need.code}"
    if need.fact in EVALUATED:
        return reverse("evaluasi", args=[agreement.parent_id])
    step, anchor = place_of_fact(need.fact)
    return f"{reverse('ubah', args=[agreement.pk, step])}#{anchor}"


def steps_of_case(agreement: Agreement) -> list[tuple]:
    """The road with what is behind, here and ahead; a conditional stage ahead says whether it will
    apply.
    """
    here = agreement.track.position(agreement.stage_code)
    done = agreement.state == State.DONE
    return [
        (
            stage,
            "done" if place < here or done else "now" if place == here else "next",
            stage.condition is None or agreement.holds(stage.condition.code),
        )
        for place, stage in enumerate(agreement.track.stages)
    ]


def skipped_days_of(term, calendar: Calendar) -> list[tuple]:
    return [
        (day, why)
        for day, counts, why in calendar.explain(term.start, term.days, term.kind)
        if not counts
    ]


def days_held_by_party(clocks: Iterable[Clock]) -> list[tuple[str, float]]:
    """Days each party has held the case, the longest first."""
    days: dict[str, float] = {}
    for clock in clocks:
        span = (clock.ended_at or timezone.now()) - clock.started_at
        days[clock.owner] = days.get(clock.owner, 0) + span.total_seconds() / 86400
    return sorted(
        ((_owner(name), round(n, 1)) for name, n in days.items()), key=lambda pair: -pair[1]
    )


def _owner(name: str) -> str:
    return str(Actor[name]) if name in Actor.__members__ else State[name].label


def files_of_case(agreement: Agreement, papers: list[Document]) -> dict:
    """The papers and uploads of the case, each saying when its file is damaged."""
    uploaded = uploads_of_case(agreement)
    integrity.mark_damaged_rows([*papers, *(evidence for _, evidence in uploaded)])
    renewals.mark_outdated_papers(papers)
    corrected = {evidence.corrects_id for evidence in agreement.evidence.all()}
    queued = [paper for paper in papers if paper.state == DocumentState.QUEUED]
    waits = {"queued": queued, "waiting": bool(queued)}
    return {
        "papers": add_paper_titles(papers),
        "uploads": uploaded,
        "corrected": corrected,
        **waits,
    }


def add_paper_titles(papers: list[Document]) -> list[tuple[str, Document]]:
    return [(KINDS[paper.kind].title, paper) for paper in papers]


def uploads_of_case(agreement: Agreement) -> list[tuple[str, Evidence]]:
    """The uploaded files, the newest first, each with what it was uploaded for."""
    rows = [row for row in agreement.evidence.all() if row.sha256][::-1]
    return [(row.need.text if row.need else "", row) for row in rows]


def may_word(user: User, agreement: Agreement) -> bool:
    return may_act_on_case(user, agreement, (Role.OPD, Role.VERIFIER, Role.LEGAL))


def naskah_reworded_in(stage: Stage) -> list:
    """The naskah whose wording may be changed in a stage."""
    return [
        KINDS[need.document]
        for need in stage.requirements
        if need.draft and need.document != "rencana_kerja"
    ]


def newer_version(user: User, agreement: Agreement) -> str:
    newest = catalogue.newest_track_version(agreement.track_code)
    is_newer = newest.version != agreement.track_version
    return (
        newest.version
        if is_newer and not permitting.why_not_change_version(user, agreement, newest)
        else ""
    )


@allow(*EVERYBODY)
def download_document(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    paper = get_object_or_404(
        Document, pk=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    if paper.draft and (removal := content_removal.removal_notice_of(paper)):
        return render(request, "pages/removed.html", {"removal": removal}, status=410)
    return serve_stored_file(paper.sha256, "application/pdf", f"{paper.kind}-{paper.pk}.pdf")


@allow(*EVERYBODY)
def state_of_paper(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Whether the paper is there by now, for a page that waits for it."""
    paper = get_object_or_404(
        Document, pk=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    return render(request, "components/making.html", {"paper": paper})


@allow(*EVERYBODY)
def download_proposed_file(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The file that a proposed correction would put in the place of another."""
    row = get_object_or_404(
        ProposedCorrection, pk=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    return serve_row(request, row)


@allow(*EVERYBODY)
def download_attachment(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    evidence = get_object_or_404(
        Evidence, pk=pk, agreement__in=Agreement.objects.visible_to(request.user)
    )
    return serve_row(request, evidence)


def serve_row(request: AuthenticatedRequest, row) -> HttpResponse:
    """The file of a row that people brought, or the page that says what became of its content."""
    removal = content_removal.removal_notice_of(row)
    if removal and (
        removal.is_done or not content_removal.may_confirm_removal(request.user, removal)
    ):
        return render(request, "pages/removed.html", {"removal": removal}, status=410)
    return serve_stored_file(row.sha256, "application/octet-stream", row.file_name)


def serve_stored_file(sha256: str, kind: str, name: str) -> HttpResponse:
    """The stored file, never an altered one."""
    if not sha256:
        raise Http404
    try:
        content = store.read_stored(sha256)
    except store.Damaged as damage:
        integrity.note_file_state(sha256, integrity.damage_state_of(damage))
        return HttpResponse(
            "Berkas hilang atau berubah. Laporkan kepada administrator.", status=500
        )
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = (
        content_disposition_header(kind != "application/pdf", name) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
