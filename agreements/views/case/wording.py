"""The wording of a naskah: written Pasal by Pasal, and compared version by version."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from agreements.documents import supporting
from agreements.documents.kinds import KINDS, DocumentCode
from agreements.documents.wording import (
    clauses,
    comparing,
    mandatory_parts,
    remarks,
    restructuring,
    third_language,
    third_text,
    trees,
    versions,
)
from agreements.documents.wording.outside_texts import PART as OUTSIDE_PART
from agreements.forms.wording import WordingForm
from agreements.models import Agreement, Clause, DraftVersion, Remark, RemarkTier, Source
from agreements.models.facts_abroad import ENGLISH
from agreements.naskah.numbering import Numbers
from agreements.pages.case.review_notes import naskah_reworded_in, review_notes_of
from agreements.regulations.citations import Citation
from agreements.regulations.naskah_contents import may_come_from_outside
from agreements.regulations.vocabulary import Stage
from agreements.views.common import PageContext, page_status, visible_or_404
from agreements.workflow import guarding, permitting
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.parameters import primary_key_in
from kerjasama.uploads.judging import judge_viruses
from kerjasama.web.requests import AuthenticatedRequest

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class UploadForm(forms.Form):
    """The returned file; its content is judged where it is read. `takes_outside`: a text of the
    partner's own may be the naskah as it is; `offers_outside`: this file is one.
    """

    takes_outside = offers_outside = False

    upload = forms.FileField(
        label="Berkas DOCX dari mitra",
        help_text=(
            f"Berkas yang dahulu diunduh dari sini; paling besar {settings.UPLOAD_LIMIT_MB} MB."
            " Perubahan terlacak ikut dibaca."
        ),
        widget=forms.FileInput(attrs={"accept": f".docx,{DOCX_TYPE}"}),
        error_messages={"empty": "Berkas kosong (0 byte). Pilih berkas lain."},
    )
    asal = forms.ChoiceField(
        label="Versi yang dahulu dikirim",
        required=False,
        help_text="Biasanya terbaca dari berkasnya.",
    )
    pembaca = forms.ChoiceField(
        label="Komentar mitra dalam berkas dibaca oleh",
        choices=RemarkTier,
        required=False,
        help_text="Tiap komentar menjadi catatan pada Pasalnya.",
    )

    def __init__(self, *args: Any, sent: Iterable[DraftVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = [
            (str(v.number), f"{v} · {v.get_source_display()}")
            for v in sent
            if v.source != Source.RETURNED
        ]
        self.fields["asal"].choices = [("", "Sesuai berkas"), *ours[::-1]]

    def clean_upload(self) -> UploadedFile:
        upload = self.cleaned_data["upload"]
        if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            raise forms.ValidationError(f"Ukuran berkas melebihi {settings.UPLOAD_LIMIT_MB} MB.")
        judge_viruses(upload)
        return upload


def drafted_or_404(user: User, pk: int, kind: str, *, moved_on: bool = False) -> Agreement:
    """The case, if this person may word that naskah now; with `moved_on` also in stages that have
    passed while somebody typed.
    """
    agreement = visible_or_404(user, pk)
    stages = agreement.track.stages if moved_on else (agreement.stage,)
    may_word = policy.may_act_as_any(user, permitting.MAY_WORD, agreement)
    if not may_word or not is_reworded_in(stages, kind):
        raise Http404
    return agreement


def is_reworded_in(stages: Iterable[Stage], kind: str) -> bool:
    """Whether the wording of that naskah may be changed in one of the stages."""
    return any(naskah.code == kind for stage in stages for naskah in naskah_reworded_in(stage))


def edit_wording(request: AuthenticatedRequest, agreement: Agreement, kind: str) -> HttpResponse:
    """The Pasal of a naskah in draft: the standard text, our own where it departs from it, and what
    the library offers.
    """
    copied = with_chosen_clause(request, kind)
    data = copied or request.POST or None
    form = WordingForm(data, parts=clauses.clauses_of_naskah(kind, agreement))
    if (
        request.method == "POST"
        and copied is None
        and form.is_valid()
        and save_wording(request, agreement, kind, form)
    ):
        messages.success(
            request, f"Redaksi {KINDS[kind].title} tersimpan. Buat ulang rancangannya."
        )
        return redirect("kerja-sama", agreement.pk)
    page = wording_page(agreement, kind, form)
    page["articles"] = wording_articles_of(agreement, kind, form)
    page["version"] = request.POST.get("versi") or agreement.content_hash
    is_wrong = form.is_bound and copied is None
    return render(request, "pages/wording.html", page, status=page_status(is_refused=is_wrong))


def wording_page(
    agreement: Agreement, kind: str, form: WordingForm, upload: UploadForm | None = None
) -> PageContext:
    """The page on which a naskah is worded, with the form for a DOCX that the partner sent back."""
    stored = versions.versions_of_naskah(kind, agreement)
    upload = upload or UploadForm(sent=stored)
    upload.takes_outside = may_come_from_outside(kind)
    return {
        "agreement": agreement,
        "kind": KINDS[kind],
        "form": form,
        "upload_form": upload,
        "returned": [version for version in stored if version.source == Source.RETURNED],
        "draft": review_notes_of(agreement, KINDS[kind], versions.draft_days_of(agreement)),
        "setup": agreement.setup_of(kind).in_words(abroad=agreement.track.is_foreign),
        "third": third_language.third_language_of(kind, agreement),
        "third_gaps": third_text.gaps_of_third_text(kind, agreement),
        "version": agreement.content_hash,
    }


def save_wording(
    request: AuthenticatedRequest, agreement: Agreement, kind: str, form: WordingForm
) -> bool:
    """Whether the wording was taken; if not, the form says why, at the Pasal where it lies."""
    seen = request.POST.get("versi")
    if form.knows_seen:
        seen = agreement.content_hash
    try:
        versions.reword_naskah(agreement.pk, request.user, kind, form.own(), seen)
    except versions.Emptied as refusal:
        for part, why in refusal.parts:
            form.add_error(part, why)
    except guarding.Refused as refusal:
        form.add_error(None, refusal.reasons[0])
    return not form.errors


def with_chosen_clause(request: AuthenticatedRequest, kind: str) -> QueryDict | None:
    """What was typed, with the text of the clause whose button was pressed copied into its Pasal,
    which the button may name. None where none was pressed.
    """
    if "pakai" not in request.POST:
        return None
    key, _, named = request.POST.get("pakai", "").partition(":")
    clause = restructuring.offered_clauses(kind).filter(pk=primary_key_in(key)).first()
    if clause is None:
        return None
    data, chosen = request.POST.copy(), named or clause.part
    for part, text in ((chosen, clause.text_id), (chosen + ENGLISH, clause.text_en)):
        if part in data and text:
            data[part] = text
    messages.info(
        request,
        f"Teks klausul “{clause.title}” disalin ke Pasalnya. Periksa, lalu simpan redaksi.",
    )
    return data


@dataclass(frozen=True)
class ArticleToWord:
    """One Pasal to be worded: its anchor, a field for each language (`one_sided` when a language is
    lacking, `untranslated` when the third is), the rule that asks for it, and the clauses of the
    library.
    """

    part: str
    one_sided: bool
    untranslated: bool
    fields: list[BoundField]
    citation: Citation | None
    alternatives: list[Clause]
    remarks: list[Remark]

    @property
    def width(self) -> str:
        """The class of a field: so many beside each other as there are languages."""
        return {1: "", 2: "col-lg-6"}.get(len(self.fields), "col-lg-4")


def wording_articles_of(agreement: Agreement, kind: str, form: WordingForm) -> list[ArticleToWord]:
    """The Pasal of the naskah in their order."""
    offered = restructuring.offered_clauses_by_part(kind)
    numbers = Numbers(trees.tree_of(kind, agreement))
    waiting = remarks.waiting_remarks_of(kind, agreement, numbers)
    articles = []
    for article in clauses.clauses_side_by_side(kind, agreement):
        parts = [part for part, *_ in article.texts]
        articles.append(
            ArticleToWord(
                part=f"pasal-{parts[0]}",
                one_sided=article.one_sided,
                untranslated=article.untranslated,
                fields=[form[part] for part in parts],
                citation=mandatory_parts.rule_for_part(kind, parts[0]),
                alternatives=offered.get(parts[0], []),
                remarks=waiting.get(parts[0], []),
            )
        )
    return articles


@allow(*EVERYBODY)
def compare_wordings(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """Two texts of a naskah side by side: the standard one, any version, or how it stands now."""
    agreement = visible_or_404(request.user, pk)
    if not is_reworded_in(agreement.track.stages, kind):
        raise Http404
    texts = comparing.ComparedTexts(kind, agreement)
    names = texts.names
    old = request.GET.get("lama", comparing.STANDARD)
    new = request.GET.get("baru", comparing.CURRENT)
    if not {old, new} <= set(names):
        raise Http404
    others = texts.rows_besides(old, new)
    rows = [*texts.rows(old, new), *others]
    redlined = supporting.BY_KIND[DocumentCode.LEMBAR_PERUBAHAN]
    page = {
        "agreement": agreement,
        "kind": KINDS[kind],
        "choices": names.items(),
        "old": old,
        "new": new,
        "old_name": names[old],
        "new_name": names[new],
        "rows": rows,
        "has_other_parts": bool(others),
        "is_outside": any(row.part == OUTSIDE_PART for row in rows),
        "changed": [row for row in rows if row.changed],
        "stored": texts.stored,
        "may_print": supporting.is_paper_open(redlined, agreement)
        and supporting.may_order_supporting_paper(request.user, redlined, agreement),
    }
    return render(request, "pages/compare.html", page)
