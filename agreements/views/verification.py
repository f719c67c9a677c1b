"""The public pages on which anybody who holds a paper learns whether it is genuine."""

from django import forms
from django.conf import settings
from django.shortcuts import redirect, render

from agreements.documents import store
from agreements.documents.archive import public_verification
from agreements.documents.signatures import uploaded_signatures
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
        upload = self.cleaned_data["berkas"]
        if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            raise forms.ValidationError(f"Ukuran berkas melebihi {settings.UPLOAD_LIMIT_MB} MB.")
        return upload.read()


def _ask(request: AuthenticatedRequest):
    """Where a code is typed."""
    typed = request.GET.get("kode", "")
    if typed and (token := public_verification.plain_code(typed)):
        return redirect("verifikasi-rinci", token)
    shown = {"typed": typed, "error": UNKNOWN if typed else ""}
    return keep_page_private(
        render(request, "pages/verify.html", shown, status=404 if typed else 200)
    )


def _show(request: AuthenticatedRequest, token):
    document = public_verification.find_final_by_code(public_verification.plain_code(token))
    if document is None:
        return keep_page_private(
            render(request, "pages/verify.html", {"typed": token, "error": UNKNOWN}, status=404)
        )
    form = CompareForm(request.POST or None, request.FILES or None)
    is_sent = request.method == "POST" and form.is_valid()
    sent = form.cleaned_data["berkas"] if is_sent else b""
    shown = {
        "report": public_verification.verification_report_of(document),
        "code": public_verification.group_code(document.token),
        "form": form,
        "compared": is_sent,
        "same": (
            public_verification.compare_file_hash(document, store.digest_of(sent))
            if is_sent
            else ""
        ),
        "found": uploaded_signatures.describe_signatures(
            uploaded_signatures.examine_signatures(sent)
        ),
    }
    return keep_page_private(
        render(request, "pages/verified.html", shown, status=422 if form.errors else 200)
    )


def keep_page_private(response):
    """A page that only who holds the paper should reach: in no search engine and in no cache."""
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


ask_for_code = allow(public=True)(at_most("60/m", _ask, ANY_METHOD))
# Reading the signatures of a sent file takes a process of its own, so files are taken less often
# than pages are shown.
show_verification = allow(public=True)(at_most("60/m", at_most("10/m", _show), ANY_METHOD))
