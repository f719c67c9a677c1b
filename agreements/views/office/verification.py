"""The public pages on which anybody who holds a paper learns whether it is genuine."""

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agreements.documents import store
from agreements.documents.archive import public_verification
from agreements.documents.archive.public_verification import FileMatch
from agreements.documents.letters.titles import title_of_letter
from agreements.documents.signatures import letter_seals, uploaded_signatures
from agreements.models import Document, LetterPaper
from agreements.views.common import PageContext, page_status
from kerjasama.accounts.policy import ANY_METHOD, allow, at_most
from kerjasama.web.requests import AuthenticatedRequest

UNKNOWN = (
    "Kode ini tidak dikenal. Periksa kembali penulisannya; bila tetap tidak dikenal, dokumen itu"
    " bukan dari sistem ini."
)


class CompareForm(forms.Form):
    """A file to compare; it is looked at and not kept."""

    berkas = forms.FileField(
        label="Berkas PDF yang Anda terima",
        help_text=(
            f"Paling besar {settings.UPLOAD_LIMIT_MB} MB. Sidik dan tanda tangannya diperiksa, lalu"
            " berkas dibuang."
        ),
        error_messages={"empty": "Berkas kosong (0 byte). Pilih berkas lain."},
    )

    def clean_berkas(self) -> bytes:
        """The content of the file, unless it is too large."""
        upload = self.cleaned_data["berkas"]
        if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            raise forms.ValidationError(f"Ukuran berkas melebihi {settings.UPLOAD_LIMIT_MB} MB.")
        return upload.read()


def _ask(request: AuthenticatedRequest) -> HttpResponse:
    """Where a code is typed."""
    typed = request.GET.get("kode", "")
    if not typed:
        return keep_page_private(render(request, "pages/verify.html", {"typed": "", "error": ""}))
    if token := public_verification.plain_code(typed):
        return redirect("verifikasi-rinci", token)
    return _say_unknown(request, typed)


def _say_unknown(request: AuthenticatedRequest, typed: str) -> HttpResponse:
    shown = {"typed": typed, "error": UNKNOWN}
    return keep_page_private(render(request, "pages/verify.html", shown, status=404))


def _show(request: AuthenticatedRequest, token: str) -> HttpResponse:
    """What the system knows of the paper with this code; a file that is sent is compared with
    it.
    """
    code = public_verification.plain_code(token)
    document = public_verification.find_final_by_code(code)
    if document is None:
        letter = public_verification.find_letter_by_code(code)
        return _show_letter(request, letter) if letter else _say_unknown(request, token)
    form = CompareForm(request.POST or None, request.FILES or None)
    shown = {
        "report": public_verification.verification_report_of(document),
        "seal": letter_seals.seal_of(document),
        "seal_waits": letter_seals.awaits_seal(document),
        "code": public_verification.group_code(document.token),
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        shown |= _comparison(document, form.cleaned_data["berkas"])
    status = page_status(is_refused=bool(form.errors))
    return keep_page_private(render(request, "pages/verified.html", shown, status=status))


def _show_letter(request: AuthenticatedRequest, paper: LetterPaper) -> HttpResponse:
    """The same for a free letter."""
    form = CompareForm(request.POST or None, request.FILES or None)
    shown: PageContext = {
        "paper": paper,
        "title": title_of_letter(paper.letter),
        "standing": public_verification.letter_standing_of(paper),
        "seal": letter_seals.seal_of(paper),
        "seal_waits": letter_seals.awaits_seal(paper),
        "code": public_verification.group_code(paper.token),
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["berkas"]
        same = public_verification.compare_letter_hash(paper, store.digest_of(sent))
        shown |= _told(sent, same)
    status = page_status(is_refused=bool(form.errors))
    return keep_page_private(render(request, "pages/verified_letter.html", shown, status=status))


VERDICTS = {
    FileMatch.DOCUMENT: "Sama: berkas Anda sama persis dengan dokumen dalam arsip.",
    FileMatch.SIGNED_COPY: (
        "Sama: berkas Anda sama persis dengan dokumen yang ditandatangani secara elektronik."
    ),
    FileMatch.SCAN: "Sama: berkas Anda sama persis dengan pindaian naskah yang ditandatangani.",
    FileMatch.NONE: (
        "Berbeda: berkas Anda bukan berkas yang tersimpan dalam arsip. Cetakan yang dipindai ulang"
        " selalu berbeda."
    ),
}


def _comparison(document: Document, sent: bytes) -> PageContext:
    """Whether the sent file is one of the paper, and the signatures found in it."""
    return _told(sent, public_verification.compare_file_hash(document, store.digest_of(sent)))


def _told(sent: bytes, same: FileMatch) -> PageContext:
    """What the page says of a sent file, and of the signatures in it."""
    found = uploaded_signatures.examine_signatures(sent)
    return {
        "compared": True,
        "same": same,
        "verdict": VERDICTS[same],
        "found": uploaded_signatures.describe_signatures(found),
    }


def keep_page_private(response: HttpResponse) -> HttpResponse:
    """A page that only who holds the paper should reach: in no search engine and in no cache."""
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


ask_for_code = allow(public=True)(at_most("60/m", _ask, ANY_METHOD))
# Reading the signatures of a sent file takes a process of its own, so files are taken less often
# than pages are shown.
show_verification = allow(public=True)(at_most("60/m", at_most("10/m", _show), ANY_METHOD))
