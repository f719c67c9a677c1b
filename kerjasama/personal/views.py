"""Data saya, the same of another person for who administers, and requests for correction."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import EVERYBODY, MANAGERS, allow
from kerjasama.logbook.acting import Read, note_read
from kerjasama.parameters import primary_key_in
from kerjasama.signin.fresh import ask_again
from kerjasama.web.requests import AuthenticatedRequest

from .correcting import NotAnswered, answer_correction, ask_correction
from .forms import CorrectionForm, CorrectionOfOthersForm
from .models import CorrectionRequest
from .naming import SHORTEST, find_named
from .packing import pack_data
from .pages import SearchPage, read_corrections, read_person


@allow(*EVERYBODY)
def show_own_data(request: AuthenticatedRequest) -> HttpResponse:
    """What is held on oneself, as a page or a file; the form asks for a correction."""
    if "unduh" in request.GET:
        return _file_of(request, request.user)
    asked = CorrectionRequest(person=request.user)
    form = CorrectionForm(request.POST or None, instance=asked)
    if request.method == "POST" and form.is_valid():
        ask_correction(asked, request.user)
        messages.success(request, "Permintaan koreksi tercatat. Jawabannya tampil di halaman ini.")
        return redirect("data-saya")
    page = read_person(request.user, is_own=True)
    return render(request, "pages/personal_data.html", {"page": page, "form": form})


@allow(Role.ADMIN)
def show_data_of(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What is held on somebody else; each look stands in the log."""
    person = get_object_or_404(User, pk=pk)
    if question := ask_again(request):
        return question
    if "unduh" in request.GET:
        return _file_of(request, person)
    note_read(request.user.pk, Read.PERSON, str(person.pk), nama=person.username, bentuk="halaman")
    page = read_person(person, is_own=False)
    return render(request, "pages/personal_data.html", {"page": page})


def _file_of(request: AuthenticatedRequest, person: User) -> HttpResponse:
    note_read(request.user.pk, Read.PERSON, str(person.pk), nama=person.username, bentuk="berkas")
    answer = HttpResponse(pack_data(person), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="data-{person.username}.zip"'
    return answer


@allow(Role.ADMIN)
def search_person(request: AuthenticatedRequest) -> HttpResponse:
    """Where a name stands, for somebody who need not have an account; each search is noted."""
    if question := ask_again(request):
        return question
    words = request.GET.get("q", "").strip()[:100]
    if len(words) >= SHORTEST:
        note_read(request.user.pk, Read.PERSON, "cari", nama=words, bentuk="pencarian")
    found = find_named(words)
    if "unduh" in request.GET:
        told = {"nama": words, "ditemukan": [asdict(place) for place in found]}
        answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
        answer["Content-Disposition"] = 'attachment; filename="data-orang.json"'
        return answer
    return render(request, "pages/person_search.html", {"page": SearchPage(words, found)})


@allow(*MANAGERS)
def show_corrections(request: AuthenticatedRequest) -> HttpResponse:
    """What people ask to have corrected; one is answered, or recorded for who has no account."""
    if "permintaan" in request.POST:
        return _answer(request)
    form = CorrectionOfOthersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_correction(form.instance, request.user)
        messages.success(request, "Permintaan tercatat.")
        return redirect("koreksi-data")
    page = read_corrections(request.user)
    return render(request, "pages/corrections_of_data.html", {"page": page, "form": form})


def _answer(request: AuthenticatedRequest) -> HttpResponse:
    pk = primary_key_in(request.POST["permintaan"])
    get_object_or_404(CorrectionRequest, pk=pk)
    try:
        answer_correction(
            pk,
            request.user,
            is_done=request.POST.get("putusan") == "dikoreksi",
            answer=request.POST.get("jawaban", ""),
        )
    except NotAnswered as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "Jawaban tercatat dan disampaikan.")
    return redirect("koreksi-data")
