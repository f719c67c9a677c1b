"""A naskah at home is drafted: its Pasal are written, added, moved, split and left out."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from agreements.documents.kinds import KINDS
from agreements.documents.wording import clauses, kept_trees, restructuring, trees, versions
from agreements.forms.structure import (
    ADD,
    DELETE,
    DOWN,
    PREVIEW,
    SPLIT,
    UP,
    NewArticleForm,
    Press,
    StructureForm,
    press_in,
)
from agreements.forms.wording import WordingForm
from agreements.models import Agreement
from agreements.naskah import operations
from agreements.naskah.blocks import NaskahText
from agreements.pages.case import structure as pages
from agreements.views.case import wording
from agreements.views.common import page_status
from agreements.workflow import guarding
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(Role.OPD, Role.VERIFIER, Role.LEGAL)
def edit_naskah(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """The Pasal of a naskah in draft."""
    is_sent = request.method == "POST"
    agreement = wording.drafted_or_404(request.user, pk, kind, moved_on=is_sent)
    if kept_trees.has_structure(kind):
        return edit_structure(request, agreement, kind)
    return wording.edit_wording(request, agreement, kind)


def edit_structure(request: AuthenticatedRequest, agreement: Agreement, kind: str) -> HttpResponse:
    """The page, or what was pressed on it: whatever was typed is kept in the same act."""
    sent: QueryDict | None = request.POST or None
    taken = wording.chosen_clause(kind, request.POST)
    if taken:
        sent = wording.copy_clause_into(request.POST, taken)
        messages.info(
            request,
            f"Teks klausul “{taken.title}” disalin ke Pasalnya. Periksa, lalu simpan redaksi.",
        )
    form, preview = pages.form_to_draft(kind, agreement, sent), None
    adding = pages.form_to_add(kind, agreement)
    if sent and not taken:
        press = press_in(request.POST)
        adding = pages.form_to_add(kind, agreement, sent if press.act == ADD else None)
        if press.act == PREVIEW:
            preview = _previewed(agreement, kind, form)
        elif answer := _kept(request, agreement, kind, form, adding, press):
            return answer
    page = wording.wording_page(agreement, kind, form)
    page |= {
        "structure": pages.structure_of(kind, agreement, form, preview),
        "adding": adding,
        "version": agreement.content_hash,
    }
    is_wrong = bool(form.is_bound and not taken and preview is None)
    return render(request, "pages/structure.html", page, status=page_status(is_refused=is_wrong))


def refuse_upload(
    request: AuthenticatedRequest, agreement: Agreement, kind: str, upload: wording.UploadForm
) -> HttpResponse:
    """The page again, with what speaks against a DOCX that was sent to it."""
    if not kept_trees.has_structure(kind):
        flat = WordingForm(parts=clauses.clauses_of_naskah(kind, agreement))
        page = wording.wording_page(agreement, kind, flat, upload)
        page["articles"] = wording.wording_articles_of(agreement, kind, flat)
        return render(request, "pages/wording.html", page, status=422)
    form = pages.form_to_draft(kind, agreement)
    page = wording.wording_page(agreement, kind, form, upload) | {
        "structure": pages.structure_of(kind, agreement, form),
        "adding": pages.form_to_add(kind, agreement),
    }
    return render(request, "pages/structure.html", page, status=422)


def _previewed(agreement: Agreement, kind: str, form: StructureForm) -> NaskahText | None:
    """The naskah as it would be kept; None where the form is wrong."""
    if not form.is_valid():
        return None
    tree = trees.tree_of(kind, agreement)
    try:
        tree = _typed(form, agreement, kind)(tree)
        restructuring.require_sound(tree)
    except guarding.Refused as refusal:
        _tell(form, refusal)
    return tree


def _kept(
    request: AuthenticatedRequest,
    agreement: Agreement,
    kind: str,
    form: StructureForm,
    adding: NewArticleForm,
    press: Press,
) -> HttpResponse | None:
    """Where it goes on when all was kept; None when something was refused, which the forms say."""
    is_sound = form.is_valid() and (press.act != ADD or adding.is_valid())
    if not is_sound:
        return None
    try:
        told = _keep(request, agreement, kind, form, adding, press)
    except guarding.Refused as refusal:
        _tell(form, refusal)
        return None
    messages.success(request, told)
    if not press.act:
        return redirect("kerja-sama", agreement.pk)
    at = f"#garis-{press.part}" if press.act in (UP, DOWN) else "#susunan"
    return HttpResponseRedirect(reverse("redaksi", args=[agreement.pk, kind]) + at)


@transaction.atomic
def _keep(
    request: AuthenticatedRequest,
    agreement: Agreement,
    kind: str,
    form: StructureForm,
    adding: NewArticleForm,
    press: Press,
) -> str:
    """Keep what was typed, and do what was pressed. Raises Refused."""
    saved = f"Redaksi {KINDS[kind].title} tersimpan. Buat ulang rancangannya."
    texts = form.typed_texts()
    is_plain = not (
        press.act
        or form.typed_titles()
        or restructuring.is_kept(kind, agreement)
        or restructuring.naskah_needs_tree(texts)
    )
    if is_plain:
        seen = agreement.content_hash if form.knows_seen else request.POST.get("versi")
        versions.reword_naskah(agreement.pk, request.user, kind, form.own(), seen)
        return saved
    is_seen = form.knows_seen or request.POST.get("versi") == agreement.content_hash
    guarding.refuse_if(not is_seen, guarding.STALE)
    typed = _typed(form, agreement, kind)
    act, told = _act(form, adding, agreement, kind, press)

    def change(tree: NaskahText) -> NaskahText:
        return act(typed(tree))

    restructuring.restructure(agreement.pk, request.user, kind, change, told)
    return told or saved


def _typed(form: StructureForm, agreement: Agreement, kind: str) -> restructuring.Change:
    is_woven = not restructuring.is_kept(kind, agreement)
    return restructuring.reword(
        form.typed_texts(), form.typed_titles(), form.order, is_woven=is_woven
    )


def _act(
    form: StructureForm, adding: NewArticleForm, agreement: Agreement, kind: str, press: Press
) -> tuple[restructuring.Change, str]:
    """What was pressed, and what is said of it."""
    named = form.titles.get(press.part, "")
    if press.act in (UP, DOWN):
        steps = -1 if press.act == UP else 1
        told = f"Pasal “{named}” dipindahkan satu tempat {'ke atas' if steps < 0 else 'ke bawah'}."
        return lambda tree: operations.move_article(tree, press.part, steps), told
    if press.act == DELETE:
        rules = trees.mandatory_roles_of(kind, agreement)
        told = f"Pasal “{named}” dihapus."
        return lambda tree: operations.delete_article(tree, press.part, rules), told
    if press.act == SPLIT:
        at, title = form.split_of(press.part)
        told = f"Pasal “{named}” dipecah; Pasal barunya “{title}”."
        return lambda tree: operations.split_article(tree, press.part, at, title)[0], told
    if press.act == ADD:
        given = adding.cleaned_data
        act = restructuring.add_article(
            agreement, kind, given["asal"], given["judul"], given["isi"], given["sesudah"]
        )
        return act, "Pasal baru ditambahkan."
    return lambda tree: tree, ""


def _tell(form: StructureForm, refusal: guarding.Refused) -> None:
    """Say at its Pasal what was refused, or above all where it belongs to none."""
    if isinstance(refusal, versions.Emptied):
        found = refusal.parts
    elif isinstance(refusal, restructuring.Unsound):
        found = [(fault.id, fault.why) for fault in refusal.faults]
    else:
        found = [("", why) for why in refusal.reasons]
    for part, why in found:
        form.add_error(part if part in form.parts else None, why)
