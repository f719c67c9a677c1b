"""People and officials from a workbook: checked without a trace, then written."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agreements.forms.imports import PeopleFileForm
from agreements.importing import people
from agreements.importing.workbook_guard import UnreadableRegister
from agreements.pages.office.people_import import PeopleImportPage
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import allow
from kerjasama.drafts import files
from kerjasama.signin import factor, telling
from kerjasama.signin.fresh import fresh
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

FIELD = "upload"


@allow(Role.ADMIN)
@fresh
def import_people_view(request: AuthenticatedRequest) -> HttpResponse:
    """On POST, say what each row would do; with `catat`, do it where nothing is wrong."""
    form = PeopleFileForm(request.POST or None, request.FILES or None)
    found, token = None, ""
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data[FIELD]
        try:
            found = people.import_people(upload.read(), request.user, keep="catat" in request.POST)
        except UnreadableRegister as wrong:
            form.add_error(FIELD, str(wrong))
        else:
            token = files.token_of_upload(request, upload)
    if found and found.is_kept:
        telling.tell_managers(
            factor.managers_besides(request.user),
            f"{request.user} mengimpor {len(found.rows)} baris pengguna dan pejabat",
            "Akun baru mendapat undangan; peran pimpinan menunggu orang kedua.",
            reverse("pengguna"),
        )
        messages.success(request, f"{len(found.rows)} baris tercatat; undangan segera dikirim.")
        return redirect("pengguna")
    page = PeopleImportPage(form, found, files.TOKEN + FIELD, token)
    return render(request, "pages/people_import.html", {"page": page})


@allow(Role.ADMIN)
def download_people_template(request: AuthenticatedRequest) -> HttpResponse:
    """An empty workbook with the headings that are read."""
    return lists.answer_workbook(people.build_template(), "templat-pengguna-dan-pejabat.xlsx")
