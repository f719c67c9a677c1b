"""Proposing: answer a few questions, see the road, fill in the steps."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseFormSet, ModelForm
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from agreements.forms.beginning import BeginForm
from agreements.forms.proposal import ROWS, ProposalForm
from agreements.forms.steps import STEPS, row_tables_of_step, steps_of
from agreements.forms.term import term_sentences
from agreements.models import Agreement, MappedItem
from agreements.pages.case import gap_links
from agreements.pages.case.beginning import build_begin_page
from agreements.pages.case.choosing import FIRST_QUESTION, build_choice_page
from agreements.pages.case.partner_choice import partner_choice_for
from agreements.pages.case.proposal import build_proposal_page
from agreements.pages.learning import build_road
from agreements.pages.mapping.item import item_or_none, units_of_item
from agreements.regulations import catalogue, chooser
from agreements.regulations.vocabulary import Track
from agreements.views.common import PageContext, track_or_404, visible_or_404
from agreements.workflow import engine, guarding, planned_cases
from agreements.workflow.deadlines import Calendar
from agreements.workflow.halting import WITHDRAW
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, Unit
from kerjasama.accounts.policy import allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import rows as more_rows
from kerjasama.web.requests import AuthenticatedRequest

# The tables of rows of a step, by the fact that they fill.
RowTables = dict[str, Any]


@allow(Role.OPD)
def choose_track(request: AuthenticatedRequest) -> HttpResponse:
    """One question a page; the answers stand in the URL."""
    question = chooser.QUESTIONS.get(request.GET.get("tanya", FIRST_QUESTION))
    if question is None:
        raise Http404
    given = request.GET.get("jawab")
    chosen = next((answer for answer in question.answers if answer.code == given), None)
    if chosen and chosen.question:
        question = chooser.QUESTIONS[chosen.question]
        chosen = None
    if chosen and chosen.track:
        return redirect("ajukan", chosen.track)
    page = build_choice_page(question, chosen, request.GET.get("q", ""))
    return render(request, "pages/choose.html", {"page": page})


@allow(Role.OPD)
def propose_agreement(request: AuthenticatedRequest, track: str) -> HttpResponse:
    """Begin a proposal on the track with this code."""
    road = track_or_404(track)
    if road not in catalogue.tracks_here():
        raise Http404
    return _answer_beginning(request, road, None)


@allow(Role.OPD)
def propose_planned(request: AuthenticatedRequest, pk: int, track: str) -> HttpResponse:
    """Begin a proposal from an item of the yearly list, on a track of its kind."""
    item = item_or_none(request.user, pk)
    if item is None or not item.is_fixed or track not in item.planned_kind.tracks:
        raise Http404
    if not request.user.units_as(Role.OPD) & units_of_item(item):
        raise Http404
    return _answer_beginning(request, catalogue.newest_track_version(track), item)


def _answer_beginning(
    request: AuthenticatedRequest, road: Track, item: MappedItem | None
) -> HttpResponse:
    """The form with which a proposal begins, or what follows from sending it."""
    case = Agreement(track_code=road.code, track_version=road.version)
    mine = request.user.units_as(Role.OPD)
    units = Unit.objects.valid_on(timezone.localdate()).filter(pk__in=mine)
    asked: dict[str, int | str] = {"parent": primary_key_in(request.GET.get("kerja-sama", ""))}
    if item is not None:
        units = units.filter(pk__in=units_of_item(item))
        asked["title"] = item.objek
        planned_cases.take_over_item(case, item)
    seen = Agreement.objects.visible_to(request.user)
    if road.changes:
        seen = seen.filter(owner__in=mine)
    form = BeginForm(
        request.POST or None, instance=case, track=road, units=units, seen=seen, initial=asked
    )
    if request.method == "POST" and form.is_valid():
        try:
            engine.begin_case(form.save(commit=False), request.user)
        except guarding.Refused as refusal:
            form.add_error(None, refusal.reasons[0])
        else:
            said = "Draf tersimpan. Lengkapi langkah demi langkah, lalu tekan Simpan."
            messages.success(
                request,
                gap_links.with_way_out(said, WITHDRAW.verb, reverse(WITHDRAW.page, args=[case.pk])),
            )
            return redirect("ubah", case.pk, steps_of(case)[0])
    page = build_begin_page(request.user, road, form, build_road(road, Calendar()), item)
    return render(request, "pages/begin.html", {"page": page, "form": form})


@allow(Role.OPD)
@transaction.atomic
def edit_proposal(request: AuthenticatedRequest, pk: int, step: str) -> HttpResponse:
    """One step of the proposal. What is right is saved; what is not comes back as it was typed."""
    agreement = editable_step_or_404(request, pk, step)
    form = _form_of_step(request, agreement, step)
    typed = more_rows.posted_with_new_row(request)
    rows: RowTables = {
        fact: ROWS[fact](typed or None, instance=form.instance)
        for fact in row_tables_of_step(agreement, step)
    }
    if request.method == "POST" and not more_rows.is_asked(request):
        return _save_step_sent(request, agreement, step, form, rows)
    if more_rows.is_asked(request):
        more_rows.show_without_faults(form, *rows.values())
    page = step_context(request, agreement, step, form, rows)
    if request.method == "POST":
        page["version"] = request.POST.get("versi")
    return render(request, "pages/proposal.html", page)


def editable_step_or_404(request: AuthenticatedRequest, pk: int, step: str) -> Agreement:
    """The case, if this person may write its proposal in that step; for what was sent any step
    will do, since the stage may have moved on while somebody typed.
    """
    agreement = visible_or_404(request.user, pk)
    known = STEPS if request.method == "POST" else steps_of(agreement)
    if step not in known or not policy.may_edit(request.user, agreement):
        raise Http404
    return agreement


def _form_of_step(request: AuthenticatedRequest, agreement: Agreement, step: str) -> ProposalForm:
    """The fields of the step; bound to what was sent, even when that says nothing.

    What may no longer be changed but was sent is kept: the engine refuses it, nobody drops it.
    """
    fresh = Agreement.objects.select_related("owner", "partner").get(pk=agreement.pk)
    return ProposalForm(
        request.POST if request.method == "POST" else None,
        instance=fresh,
        track=agreement.track,
        step=step,
        editable=fresh.editable_fields | frozenset(request.POST),
    )


@allow(Role.OPD)
def say_term(request: AuthenticatedRequest, pk: int, step: str) -> HttpResponse:
    """What the naskah will say of its term with what is typed now; nothing is saved."""
    agreement = editable_step_or_404(request, pk, step)
    form = ProposalForm(
        request.GET,
        instance=agreement,
        track=agreement.track,
        step=step,
        editable=agreement.editable_fields,
    )
    form.is_valid()
    sentences = term_sentences(form.stated_term(form.cleaned_data), agreement.track)
    return render(request, "components/proposal/term_sentences.html", {"sentences": sentences})


def _save_step_sent(
    request: AuthenticatedRequest,
    agreement: Agreement,
    step: str,
    form: ProposalForm,
    rows: RowTables,
) -> HttpResponse:
    is_right = form.is_valid() and all([formset.is_valid() for formset in rows.values()])
    try:
        agreement = save_what_is_right(request, agreement, form, rows)
    except guarding.Refused as refusal:
        form.add_error(None, refusal.reasons[0])
        is_right = False
    else:
        rows = rows_as_stored(agreement, rows, form)
    if is_right:
        messages.success(request, "Perubahan tersimpan.")
        return redirect(page_after_step(agreement, step, request.POST))
    page = step_context(request, agreement, step, form, rows)
    if form.non_field_errors():
        # What was refused as stale stays stale until the page is opened anew.
        page["version"] = request.POST.get("versi")
    return render(request, "pages/proposal.html", page, status=422)


def save_what_is_right(
    request: AuthenticatedRequest, agreement: Agreement, form: ProposalForm, rows: RowTables
) -> Agreement:
    """Save the fields that nothing speaks against. Raises Refused where the case may not be changed
    so.
    """
    if form.non_field_errors():
        return agreement
    right = {fact: formset for fact, formset in rows.items() if formset.is_valid()}
    seen = request.POST.get("versi")
    if form.knows_seen:
        seen = form.judged_against
    fields = {*form.cleaned_data, *rows}
    before = agreement.content_hash
    agreement = engine.edit_content(
        agreement.pk, request.user, fields, lambda case: save_step(case, form, rows, right), seen
    )
    if form.errors or len(right) < len(rows):
        form.mark_saved(form.cleaned_data)
        is_changed = agreement.content_hash != before
        vars(request)["saved_partly"] = is_changed
        if is_changed:
            messages.success(
                request, "Isian yang benar sudah tersimpan. Yang ditandai di bawah belum."
            )
    return agreement


def rows_as_stored(agreement: Agreement, rows: RowTables, form: ProposalForm) -> RowTables:
    """After a save the tables that were right stand as they are stored, so that sending them again
    adds no row.
    """
    if form.non_field_errors():
        return rows
    stored = {
        fact: ROWS[fact](instance=agreement) for fact, table in rows.items() if table.is_valid()
    }
    return rows | stored


def save_step(case: Agreement, form: ProposalForm, rows: RowTables, right: RowTables) -> None:
    """Write only this step's fields, so that what others changed meanwhile stands."""
    plain = [name for name in form.cleaned_data if name != "supporters"]
    for name in plain:
        setattr(case, name, form.cleaned_data[name])
    if plain:
        case.save(update_fields=plain)
    if "supporters" in form.cleaned_data:
        case.supporters.set(form.cleaned_data["supporters"])
    for fact, formset in rows.items():
        formset.instance = case
        if fact in right:
            formset.save()
        else:
            save_known_rows(formset)


def save_known_rows(formset: BaseFormSet) -> None:
    """Of a table with a fault, the right cells of the rows that are known; new rows wait until the
    whole table is right.
    """
    for form in getattr(formset, "initial_forms", ()):
        if form.instance.pk and not form.non_field_errors():
            _save_right_cells(form)


def _save_right_cells(form: ModelForm) -> None:
    row = form.instance
    right = [name for name in form.changed_data if name in form.cleaned_data and hasattr(row, name)]
    if right:
        for name in right:
            setattr(row, name, form.cleaned_data[name])
        row.save(update_fields=right)


def page_after_step(agreement: Agreement, step: str, post: QueryDict) -> str:
    """The address of the next step for whoever asked to go on, else of the case."""
    order = steps_of(agreement)
    # The stage may have moved on while somebody typed; then the step is there no more.
    if "lanjut" in post and step in order[:-1]:
        following = order[order.index(step) + 1]
        return reverse("ubah", args=[agreement.pk, following])
    return reverse("kerja-sama", args=[agreement.pk])


def step_context(
    request: AuthenticatedRequest,
    agreement: Agreement,
    step: str,
    form: ProposalForm,
    rows: RowTables,
) -> PageContext:
    """The page of one step, with its form and its tables of rows."""
    page = build_proposal_page(request.user, agreement, step, form, rows, request.GET)
    return {"page": page, "form": form, "rows": rows, "version": page.version}


@allow(Role.OPD)
def show_partner_candidates(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The fragment under the search field while a partner's name is being typed."""
    agreement = visible_or_404(request.user, pk)
    choice = partner_choice_for(agreement, request.GET)
    return render(request, "components/candidates.html", {"choice": choice})
