"""A naskah is drafted: its Pasal are written, added, moved, split and left out."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from agreements.documents.kinds import KINDS
from agreements.documents.wording import (
    annexes,
    clauses,
    kept_trees,
    restructuring,
    standard_watch,
    trees,
    versions,
)
from agreements.forms.new_parts import (
    Files,
    NewAnnexForm,
    NewArticleForm,
    NewChapterForm,
    is_filled,
)
from agreements.forms.structure import (
    ADD,
    ATTACH,
    CHAPTER,
    DELETE,
    DOWN,
    KEEP,
    KEEP_TRANSLATION,
    PREVIEW,
    SPLIT,
    UP,
    Press,
    StructureForm,
    press_in,
)
from agreements.forms.wording import WordingForm
from agreements.models import Agreement
from agreements.naskah import operations, parity
from agreements.naskah.blocks import (
    BAB,
    BAGIAN,
    FRAME,
    INDONESIAN,
    AnnexFile,
    NaskahText,
    role_of,
)
from agreements.pages.case import structure as pages
from agreements.views.case import wording
from agreements.views.common import page_status
from agreements.workflow import guarding
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(Role.OPD, Role.VERIFIER, Role.LEGAL)
def edit_naskah(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """The Pasal of a naskah in draft."""
    is_sent = request.method == "POST"
    agreement = wording.drafted_or_404(request.user, pk, kind, moved_on=is_sent)
    if agreement.outside_text_of(kind):
        return redirect("naskah-luar", pk, kind)
    if kept_trees.has_structure(kind):
        return edit_structure(request, agreement, kind)
    return wording.edit_wording(request, agreement, kind)


@dataclass(frozen=True)
class Desk:
    """What stands on the page of one naskah: its tree, its Pasal, one more Pasal, one more
    lampiran, one more BAB or Bagian, and which button was pressed.
    """

    agreement: Agreement
    kind: str
    tree: NaskahText
    form: StructureForm
    adding: NewArticleForm
    attaching: NewAnnexForm
    grouping: NewChapterForm
    press: Press

    @property
    def forms(self) -> list[forms.Form]:
        """Those in which something was typed; an empty form for one more adds nothing."""
        every = (self.form, self.adding, self.attaching, self.grouping)
        return [form for form in every if form.is_bound]

    @property
    def is_valid(self) -> bool:
        """Whether all of them are; each says what is wrong with it."""
        return all([form.is_valid() for form in self.forms])

    @property
    def is_plain(self) -> bool:
        """Whether a woven naskah may stay woven: only plain text was typed."""
        return not (
            self.press.act in (UP, DOWN, DELETE, SPLIT, KEEP_TRANSLATION)
            or len(self.forms) > 1
            or self.form.typed_titles()
            or self.form.typed_frame()
            or self.form.typed_chapters()
            or restructuring.is_kept(self.kind, self.agreement)
            or restructuring.naskah_needs_tree(self.form.typed_texts())
        )


def edit_structure(request: AuthenticatedRequest, agreement: Agreement, kind: str) -> HttpResponse:
    """The page, or what was pressed on it: whatever was typed is kept in the same act."""
    copied = wording.with_chosen_clause(request, kind)
    desk = _desk(agreement, kind, copied or request.POST or None, request.FILES)
    is_decided = bool(request.POST) and copied is None
    preview = None
    if is_decided:
        if desk.press.act == PREVIEW:
            preview = _previewed(desk)
        elif answer := _kept(request, desk):
            return answer
    is_wrong = is_decided and bool(preview is None or desk.form.errors)
    return _shown(request, desk, preview, status=page_status(is_refused=is_wrong))


def _desk(
    agreement: Agreement, kind: str, sent: QueryDict | None = None, files: Files | None = None
) -> Desk:
    press = press_in(sent or {})
    adds = press.act == ADD or is_filled(sent, NewArticleForm.PREFIX, "judul", "isi", "asal")
    attaches = press.act == ATTACH or is_filled(sent, NewAnnexForm.PREFIX, "judul", "isi")
    attaches = attaches or bool(files)
    groups = press.act == CHAPTER or is_filled(sent, NewChapterForm.PREFIX, "judul")
    tree = trees.tree_of(kind, agreement)
    return Desk(
        agreement,
        kind,
        tree,
        pages.form_to_draft(kind, agreement, tree, sent),
        pages.form_to_add(kind, agreement, tree, sent if adds else None),
        NewAnnexForm(
            sent if attaches else None,
            files if attaches else None,
            agreement=agreement,
            is_bilingual=KINDS[kind].is_bilingual,
        ),
        NewChapterForm(sent if groups else None, places=pages.places_of_articles(tree)),
        press,
    )


def _shown(
    request: AuthenticatedRequest,
    desk: Desk,
    preview: NaskahText | None = None,
    upload: wording.UploadForm | None = None,
    *,
    status: int,
) -> HttpResponse:
    page = wording.wording_page(desk.agreement, desk.kind, desk.form, upload) | {
        "structure": pages.structure_of(desk.kind, desk.agreement, desk.tree, desk.form, preview),
        "adding": desk.adding,
        "attaching": desk.attaching,
        "grouping": desk.grouping,
    }
    return render(request, "pages/structure.html", page, status=status)


def refuse_upload(
    request: AuthenticatedRequest, agreement: Agreement, kind: str, upload: wording.UploadForm
) -> HttpResponse:
    """The page again, with what speaks against a DOCX that was sent to it."""
    if kept_trees.has_structure(kind):
        return _shown(request, _desk(agreement, kind), upload=upload, status=422)
    flat = WordingForm(parts=clauses.clauses_of_naskah(kind, agreement))
    page = wording.wording_page(agreement, kind, flat, upload)
    page["articles"] = wording.wording_articles_of(agreement, kind, flat)
    return render(request, "pages/wording.html", page, status=422)


def _previewed(desk: Desk) -> NaskahText | None:
    """The naskah as it would be kept; None where that cannot be done. The forms say what is wrong
    with it.
    """
    if not desk.is_valid:
        return None
    try:
        tree = _change(desk, _shown_file(desk))(desk.tree)
    except operations.NotPossible as wrong:
        _tell(desk.form, guarding.Refused(str(wrong)))
        return None
    except guarding.Refused as refusal:
        _tell(desk.form, refusal)
        return None
    try:
        restructuring.require_sound(tree)
    except restructuring.Unsound as refusal:
        _tell(desk.form, refusal)
    return tree


def _shown_file(desk: Desk) -> AnnexFile | None:
    """The file of a lampiran as a preview names it; it is not kept."""
    brought = desk.attaching.cleaned_data["berkas"] if desk.attaching.is_bound else None
    return AnnexFile("", brought.name, brought.pages) if brought else None


def _kept(request: AuthenticatedRequest, desk: Desk) -> HttpResponse | None:
    """Where it goes on when all was kept; None when something was refused, which the forms say."""
    if not desk.is_valid:
        return None
    try:
        told = _keep(request, desk)
    except guarding.Refused as refusal:
        _tell(desk.form, refusal)
        return None
    messages.success(request, told)
    if not desk.press.act:
        return redirect("kerja-sama", desk.agreement.pk)
    at = f"#garis-{desk.press.part}" if desk.press.act in (UP, DOWN) else "#susunan"
    return HttpResponseRedirect(reverse("redaksi", args=[desk.agreement.pk, desk.kind]) + at)


def _file(user: User, desk: Desk) -> AnnexFile | None:
    """The file that was brought for a lampiran, kept."""
    brought = desk.attaching.cleaned_data["berkas"] if desk.attaching.is_bound else None
    if brought is None:
        return None
    return annexes.keep_annex_file(desk.agreement, desk.kind, user, brought)


@transaction.atomic
def _keep(request: AuthenticatedRequest, desk: Desk) -> str:
    """Keep what was typed, and do what was pressed. Raises Refused."""
    agreement, kind, form = desk.agreement, desk.kind, desk.form
    saved = f"Redaksi {KINDS[kind].title} tersimpan. Buat ulang rancangannya."
    is_seen = form.knows_seen or request.POST.get("versi") == agreement.content_hash
    if desk.is_plain:
        seen = agreement.content_hash if is_seen else request.POST.get("versi")
        versions.reword_naskah(agreement.pk, request.user, kind, form.own(), seen)
        return saved
    guarding.refuse_if(not is_seen, guarding.STALE)
    told = _told(desk)
    change = _change(desk, _file(request.user, desk))
    # The forms were weighed against the case as the page read it, before it was locked.
    weighed = agreement.content_hash
    restructuring.restructure(agreement.pk, request.user, kind, change, told, weighed)
    if framed := form.typed_third_frame():
        versions.word_third_frame(agreement.pk, request.user, kind, framed)
    return told or saved


def _change(desk: Desk, file: AnnexFile | None) -> restructuring.Change:
    """All that was typed, then what is added, then what was pressed."""
    form, kind, agreement = desk.form, desk.kind, desk.agreement
    is_woven = not restructuring.is_kept(kind, agreement)
    changes = [
        restructuring.reword(form.typed_texts(), form.typed_titles(), form.order, is_woven=is_woven)
    ]
    if renamed := form.typed_chapters():
        changes.append(restructuring.rename_chapters(renamed))
    if framed := form.typed_frame():
        changes.append(restructuring.word_frame(framed, form.order))
    if desk.adding.is_bound:
        given = desk.adding.cleaned_data
        changes.append(
            restructuring.add_article(
                agreement,
                kind,
                given["asal"],
                desk.adding.given,
                given["sesudah"],
                form.order,
            )
        )
    if desk.attaching.is_bound:
        changes.append(restructuring.attach(desk.attaching.given, file, form.order))
    if desk.grouping.is_bound:
        given = desk.grouping.cleaned_data
        changes.append(restructuring.add_chapter(given["tingkat"], given["judul"], given["mulai"]))
    changes.append(_pressed(desk))

    def change(tree: NaskahText) -> NaskahText:
        for one in changes:
            tree = one(tree)
        return tree

    return change


def _pressed(desk: Desk) -> restructuring.Change:
    act, part = desk.press
    is_annex = part.startswith(operations.ANNEX)
    if act in (UP, DOWN):
        steps = -1 if act == UP else 1
        move = operations.move_annex if is_annex else operations.move_article
        return lambda tree: move(tree, part, steps)
    if act == DELETE and role_of(part) in (BAB, BAGIAN):
        return lambda tree: operations.delete_chapter(tree, part)
    if act == DELETE and is_annex:
        return lambda tree: operations.delete_annex(tree, part)
    if act == DELETE:
        rules = trees.mandatory_roles_of(desk.kind, desk.agreement)
        return lambda tree: operations.delete_article(tree, part, rules)
    if act == SPLIT:
        at, titles = desk.form.split_of(part)
        return lambda tree: operations.split_article(tree, part, at, titles)[0]
    if act == KEEP_TRANSLATION:
        one, language = kept_trees.split_part_in(part)
        return lambda tree: parity.keep_translation(tree, one, language)
    if act == KEEP:
        return lambda tree: standard_watch.keep_words(desk.kind, desk.agreement, tree, part)
    return lambda tree: tree


def _told(desk: Desk) -> str:
    """What is said of it; nothing where only words were typed."""
    act, part = desk.press
    named = _name_of(desk, part)
    told = []
    if desk.adding.is_bound:
        told.append("Pasal baru ditambahkan.")
    if desk.attaching.is_bound:
        told.append(f"Lampiran “{desk.attaching.cleaned_data['judul']}” ditambahkan.")
    if desk.grouping.is_bound:
        told.append(f"“{desk.grouping.cleaned_data['judul']}” ditambahkan.")
    if act in (UP, DOWN):
        told.append(f"“{named}” dipindahkan satu tempat ke {'atas' if act == UP else 'bawah'}.")
    elif act == DELETE:
        told.append(f"“{named}” dihapus.")
    elif act == SPLIT:
        told.append(f"“{named}” dipecah; Pasal barunya “{_second_title(desk, part)}”.")
    elif act == KEEP_TRANSLATION:
        told.append("Terjemahan dinyatakan sepadan.")
    elif act == KEEP:
        told.append(f"Rumusan “{named}” dipertahankan.")
    return " ".join(told)


def _second_title(desk: Desk, part: str) -> str:
    return desk.form.split_of(part)[1].get(INDONESIAN, "")


def _name_of(desk: Desk, part: str) -> str:
    """How what was pressed is called."""
    if part in desk.form.chapters:
        return desk.form.chapters[part][0]
    return desk.form.titles.get(part) or FRAME.get(part, "")


def _tell(form: StructureForm, refusal: guarding.Refused) -> None:
    """Say at its Pasal what was refused, or above all where it belongs to none."""
    if isinstance(refusal, versions.Emptied):
        found = refusal.parts
    elif isinstance(refusal, restructuring.Unsound):
        found = [(fault.id, fault.why) for fault in refusal.faults]
    else:
        found = [("", why) for why in refusal.reasons]
    for part, why in found:
        if part in form.fields:
            form.add_error(part, form.without_place(part, why))
        else:
            form.add_error(None, why)
