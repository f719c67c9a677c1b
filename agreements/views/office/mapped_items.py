"""An item of the mapping: written by its OPD, judged by the Bagian."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.forms.mapping import ItemForm, MergeForm, ReasonForm
from agreements.models import MappedItem, Mapping
from agreements.pages.mapping.item import (
    MERGE,
    RETURN,
    WITHDRAW,
    ItemFormPage,
    build_item_page,
    item_or_none,
)
from agreements.views.common import page_status, run_act, run_form_act
from agreements.workflow import mapping as acts
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Unit, User
from kerjasama.accounts.policy import EVERYBODY, OFFICE, OPD_ROLES, allow
from kerjasama.web.requests import AuthenticatedRequest

SEND, ACCEPT = "kirim", "terima"
# What is done by a button alone, and what it says afterwards.
AT_ONCE: dict[str, tuple[Callable[[int, User], MappedItem], str]] = {
    SEND: (acts.send_item, "Usulan diajukan kepada Bagian Kerja Sama."),
    ACCEPT: (acts.accept_item, "Usulan diterima; masuk daftar yang akan ditetapkan."),
}
WITH_REASON: dict[str, tuple[Callable[[int, User, str], MappedItem], str]] = {
    RETURN: (acts.return_item, "Usulan dikembalikan kepada OPD."),
    WITHDRAW: (acts.withdraw_item, "Usulan ditarik."),
}


def item_or_404(user: User, pk: int) -> MappedItem:
    """The item, if this person may see it at all."""
    item = item_or_none(user, pk)
    if item is None:
        raise Http404
    return item


@allow(*OPD_ROLES)
def write_item(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """A new item of the reader's unit."""
    mapping = get_object_or_404(Mapping, year=year)
    return _answer_form(request, MappedItem(mapping=mapping))


@allow(*OPD_ROLES)
@transaction.atomic
def edit_item(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Change an item that its unit may still change."""
    item = item_or_404(request.user, pk)
    if not acts.may_write_for(request.user, item.unit_id):
        raise PermissionDenied
    if request.method == "GET" and not item.is_writable:
        return redirect("pemetaan-butir", pk)
    return _answer_form(request, item)


def _answer_form(request: AuthenticatedRequest, item: MappedItem) -> HttpResponse:
    """The form of an item, or what follows from sending it."""
    mapping = item.mapping
    units = Unit.objects.valid_on(timezone.localdate()).filter(
        pk__in=request.user.units_as(*OPD_ROLES)
    )
    form = ItemForm(request.POST or None, instance=item, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                kept = acts.keep_item(form.save(commit=False), request.user)
                if "ajukan" in request.POST:
                    acts.send_item(kept.pk, request.user)
        except Refused as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            sent = "ajukan" in request.POST
            messages.success(
                request, AT_ONCE[SEND][1] if sent else "Usulan tersimpan, belum diajukan."
            )
            return redirect("pemetaan-butir", kept.pk)
    page = ItemFormPage(mapping, item, form)
    status = page_status(is_refused=form.is_bound)
    return render(request, "pages/mapped_item_form.html", {"page": page}, status=status)


@allow(*EVERYBODY)
def show_item(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One item, with what its reader may do about it."""
    return _page(request, item_or_404(request.user, pk), {})


@allow(*OPD_ROLES, *OFFICE)
@require_POST
def act_on_item(request: AuthenticatedRequest, pk: int, action: str) -> HttpResponse:
    """Send, withdraw, accept, return or merge an item."""
    item = item_or_404(request.user, pk)
    back = reverse("pemetaan-butir", args=[pk])
    if action in AT_ONCE:
        act, said = AT_ONCE[action]
        return run_act(request, lambda: act(pk, request.user), said, back)
    if action in WITH_REASON:
        return _act_with_reason(request, item, action)
    if action == MERGE:
        return _merge(request, item)
    raise Http404


def _act_with_reason(request: AuthenticatedRequest, item: MappedItem, action: str) -> HttpResponse:
    act, said = WITH_REASON[action]
    form = ReasonForm(request.POST, auto_id=f"id_{action}_%s")
    if run_form_act(
        request, form, lambda: act(item.pk, request.user, form.cleaned_data["reason"]), said
    ):
        return redirect("pemetaan-butir", item.pk)
    return _page(request, item, {action: form})


def _merge(request: AuthenticatedRequest, item: MappedItem) -> HttpResponse:
    form = MergeForm(request.POST, item=item)
    if run_form_act(
        request,
        form,
        lambda: acts.merge_item(item.pk, request.user, form.cleaned_data["into"].pk),
        "Usulan digabung.",
    ):
        return redirect("pemetaan-butir", item.pk)
    return _page(request, item, {MERGE: form})


def _page(
    request: AuthenticatedRequest, item: MappedItem, typed: dict[str, ReasonForm | MergeForm]
) -> HttpResponse:
    page = build_item_page(request.user, item, typed)
    status = page_status(is_refused=bool(typed))
    return render(request, "pages/mapped_item.html", {"page": page}, status=status)
