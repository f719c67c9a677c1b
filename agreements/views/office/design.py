"""Gaya: every part of the design, drawn by the sheet that draws the pages (docs/design.md)."""

from django.http import HttpResponse
from django.shortcuts import render

from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import allow
from kerjasama.web.requests import AuthenticatedRequest

COLOURS = {
    "main": "tindakan berikut, tempat saya berada, yang dipilih",
    "late": "lewat tenggat, tindakan berat, galat, kata yang dicoret",
    "soon": "tenggat dekat, perlu diperhatikan",
    "good": "terpenuhi, berlaku, kata yang ditambahkan",
    "note": "berjalan",
    "mute": "penjelasan, pemegang, pasal",
}
SIZES = {
    "mark": "tanda",
    "hint": "petunjuk",
    "body": "isi",
    "card": "judul kartu",
    "lead": "kalimat pembuka",
    "page": "judul halaman",
    "figure": "angka",
}


@allow(Role.ADMIN)
def show_design(request: AuthenticatedRequest) -> HttpResponse:
    """The living page of the design."""
    return render(request, "pages/design.html", {"colours": COLOURS, "sizes": SIZES})
