"""Items of the yearly mapping from a workbook: checked without a trace, then written."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agreements.forms import mapping_import
from agreements.forms.imports import MappingFileForm
from agreements.importing.workbook_guard import UnreadableRegister
from agreements.models import Mapping
from agreements.pages.mapping.importing import ItemsImportPage
from agreements.views.common import page_status
from kerjasama.accounts.policy import OPD_ROLES, allow
from kerjasama.drafts import files
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

FIELD = "upload"
KEEP, SEND = "catat", "ajukan"


@allow(*OPD_ROLES)
def import_items_view(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """On POST, say what each row would do; with `catat` or `ajukan`, do it where nothing is
    wrong.
    """
    mapping = get_object_or_404(Mapping, year=year)
    form = MappingFileForm(request.POST or None, request.FILES or None)
    found, token, send = None, "", SEND in request.POST
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data[FIELD]
        keep = send or KEEP in request.POST
        try:
            found = mapping_import.import_items(
                upload.read(), request.user, mapping, keep=keep, send=send
            )
        except UnreadableRegister as wrong:
            form.add_error(FIELD, str(wrong))
        else:
            token = files.token_of_upload(request, upload)
    if found and found.is_kept:
        done = (
            "dicatat dan diajukan kepada Bagian Kerja Sama" if send else "dicatat, belum diajukan"
        )
        messages.success(request, f"{len(found.rows)} baris {done}.")
        return redirect("pemetaan-tahun", year)
    page = ItemsImportPage(mapping, form, found, files.TOKEN + FIELD, token)
    status = page_status(is_refused=bool(form.errors))
    return render(request, "pages/mapping_import.html", {"page": page}, status=status)


@allow(*OPD_ROLES)
def download_items_template(request: AuthenticatedRequest) -> HttpResponse:
    """An empty workbook with the headings that are read."""
    return lists.answer_workbook(mapping_import.build_template(), "templat-usulan-pemetaan.xlsx")
