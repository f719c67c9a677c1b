"""The exchange of a draft with the partner as DOCX: sent, received, and decided difference by
difference.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from agreements.documents.exchange import draft_exchange, partner_changes
from agreements.documents.exchange.asides import Aside, read_asides
from agreements.documents.exchange.returned_naskah import DoesNotMatch
from agreements.documents.kinds import KINDS
from agreements.documents.wording import redline, versions
from agreements.documents.wording.mandatory_parts import name_articles
from agreements.models import Agreement, DraftVersion, RemarkTier, Source
from agreements.views.case.structure import refuse_upload
from agreements.views.case.wording import DOCX_TYPE, UploadForm, drafted_or_404
from agreements.views.common import PageContext, page_status
from agreements.workflow import guarding
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import allow
from kerjasama.web.requests import AuthenticatedRequest

ANSWERS = [("terima", "Terima"), ("tolak", "Tolak")]


class DifferencesForm(forms.Form):
    """One answer for each difference; none is given before a person gives it."""

    def __init__(
        self, *args: Any, differences: list[partner_changes.Difference], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for difference in differences:
            for number, hunk in enumerate(difference.hunks, 1):
                self.fields[hunk.key] = forms.ChoiceField(
                    label=f"{difference.name}, perubahan {number}",
                    choices=ANSWERS,
                    widget=forms.RadioSelect,
                    error_messages={"required": "Pilih terima atau tolak."},
                )

    def accepted(self) -> set[str]:
        """The changes that are taken over."""
        return {key for key, answer in self.cleaned_data.items() if answer == "terima"}

    def accepted_so_far(self) -> set[str]:
        """The same before each has its answer."""
        return {key for key in self.fields if self.data.get(key) == "terima"}


@allow(Role.OPD, Role.VERIFIER, Role.LEGAL)
@require_POST
def send_draft_view(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """The draft as it stands, as a file for the partner."""
    drafted_or_404(request.user, pk, kind)
    try:
        version, content = draft_exchange.send_draft_to_partner(pk, request.user, kind)
    except guarding.Refused as refusal:
        messages.error(request, refusal.reasons[0])
        return redirect("kerja-sama", pk)
    response = HttpResponse(content, content_type=DOCX_TYPE)
    response["Content-Disposition"] = (
        content_disposition_header(
            as_attachment=True, filename=f"{kind}-{pk}-versi-{version.number}.docx"
        )
        or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@allow(Role.OPD, Role.VERIFIER, Role.LEGAL)
@require_POST
def receive_draft_view(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """Take in a draft that the partner changed, and go on to what he changed."""
    agreement = drafted_or_404(request.user, pk, kind)
    form = UploadForm(
        request.POST, request.FILES, sent=versions.versions_of_naskah(kind, agreement)
    )
    if form.is_valid():
        upload = form.cleaned_data["upload"]
        chosen = int(form.cleaned_data["asal"] or 0)
        try:
            version = draft_exchange.receive_returned_draft(
                pk,
                request.user,
                kind,
                upload.read(),
                upload.name[:200],
                chosen,
                form.cleaned_data["pembaca"] or RemarkTier.INTERNAL,
            )
        except guarding.Refused as refusal:
            why = refusal.reasons[0]
            form.offers_outside = isinstance(refusal, DoesNotMatch)
            form.add_error("asal" if why == draft_exchange.UNKNOWN else "upload", why)
        else:
            messages.success(
                request,
                f"Rancangan dari mitra tersimpan sebagai versi {version.number}. Terima atau tolak"
                " tiap perubahannya.",
            )
            return redirect("putus-docx", pk, kind, version.number)
    return refuse_upload(request, agreement, kind, form)


@allow(Role.OPD, Role.VERIFIER, Role.LEGAL)
def decide_on_differences_view(
    request: AuthenticatedRequest, pk: int, kind: str, number: int
) -> HttpResponse:
    """What the partner changed, by Pasal; on POST, what of it is taken over."""
    agreement = drafted_or_404(request.user, pk, kind)
    version = get_object_or_404(
        versions.versions_of_naskah(kind, agreement).select_related("base", "by"),
        number=number,
        source=Source.RETURNED,
    )
    found = partner_changes.differences_of_version(version, agreement)
    sent = request.POST if request.method == "POST" else None
    form = DifferencesForm(sent, differences=found)
    if form.is_bound and "pratinjau" in request.POST:
        if shown := _preview(version, agreement, form):
            return shown
    elif form.is_bound and form.is_valid():
        try:
            draft_exchange.decide_on_differences(
                version, request.user, form.accepted(), request.POST.get("versi")
            )
            messages.success(
                request,
                f"Keputusan atas {len(form.fields)} perubahan tersimpan. Buat ulang rancangannya.",
            )
            return redirect("redaksi", pk, kind)
        except guarding.Refused as refusal:
            _tell(form, refusal)
    asides = read_asides(version.asides)
    page = {
        # What is compared below is the draft of now, so an answer given on this page is one to it.
        "is_stale": form.is_bound and request.POST.get("versi") != agreement.content_hash,
        "agreement": agreement,
        "kind": KINDS[kind],
        "version": version,
        "rows": [_hunks_to_decide(difference, form) for difference in found],
        "comments": _rows(asides.comments, version),
        "tracked": _rows(asides.tracked, version),
        "form": form,
        "seen": agreement.content_hash,
        "decided": draft_exchange.is_decided(version),
    }
    return render(
        request, "pages/returned.html", page, status=page_status(is_refused=form.is_bound)
    )


def _preview(
    version: DraftVersion, agreement: Agreement, form: DifferencesForm
) -> HttpResponse | None:
    """The draft as it would be with what is accepted so far, as PDF; None where the form says why
    there is none.
    """
    try:
        pdf = draft_exchange.preview_of(version, agreement, form.accepted_so_far())
    except guarding.Refused as refusal:
        form.errors.clear()
        _tell(form, refusal)
        return None
    answer = HttpResponse(pdf, content_type="application/pdf")
    name = f"pratinjau-{version.kind}-{agreement.pk}.pdf"
    disposition = content_disposition_header(as_attachment=False, filename=name)
    answer["Content-Disposition"] = disposition or "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _tell(form: DifferencesForm, refusal: guarding.Refused) -> None:
    for reason in refusal.reasons:
        form.add_error(None, reason)


@dataclass(frozen=True)
class HunkToDecide:
    """One change: what it is, both sides, who tracked it, and the field that decides on it."""

    told: str
    sides: redline.Sides
    authors: list[str]
    field: BoundField


def _hunks_to_decide(difference: partner_changes.Difference, form: DifferencesForm) -> PageContext:
    """What was changed in one Pasal, each place with the field that decides on it."""
    hunks = [
        HunkToDecide(
            getattr(hunk, "told", ""),
            hunk.sides,
            difference.authors.get(hunk.key, []),
            form[hunk.key],
        )
        for hunk in difference.hunks
    ]
    return {"difference": difference, "hunks": hunks}


@dataclass(frozen=True)
class AsideRow:
    """A comment or a tracked change as it is shown: where, by whom, when, and its words."""

    place: str
    by: str
    day: str
    text: str
    about: str
    is_new: bool


def _rows(asides: list[Aside], version: DraftVersion) -> list[AsideRow]:
    parts = [part for part, *_ in version.texts]
    names = dict(zip(parts, name_articles(parts), strict=True))
    return [
        AsideRow(
            names.get(one.part, "Di luar Pasal"),
            one.by or "Tanpa nama",
            partner_changes.day_of(one.at),
            one.text,
            one.about,
            one.is_new,
        )
        for one in asides
    ]
