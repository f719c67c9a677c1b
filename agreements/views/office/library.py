"""The office's library of clauses: everybody reads it, Bagian Hukum keeps it. Drafts copy from it
and never look back.
"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agreements.forms.clauses import COPIED, ClauseForm
from agreements.models import Clause
from agreements.pages.office.library import (
    ClausePage,
    build_clauses_page,
    describe_clause,
    may_change,
)
from agreements.views.common import page_status
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

CLAUSES = lists.make_listing(
    "pustaka-klausul",
    {
        "Jenis Pasal": lambda row: row.part,
        "Kode": lambda row: row.clause.code,
        "Klausul": lambda row: row.clause.title,
        "Naskah": lambda row: ", ".join(title for title, _ in row.instruments),
        "Wajib pada": lambda row: ", ".join(
            title for title, is_mandatory in row.instruments if is_mandatory
        ),
        "Dasar hukum": lambda row: row.clause.legal_basis,
        "Status": lambda row: row.clause.get_status_display(),
        "Berlaku sejak": lambda row: row.clause.valid_from,
        "Teks Indonesia": lambda row: row.clause.text_id,
        "Teks Inggris": lambda row: row.clause.text_en,
    },
)


@allow(*EVERYBODY)
def show_clauses(request: AuthenticatedRequest) -> HttpResponse:
    """All clauses by kind of Pasal."""
    page = build_clauses_page(request.user)
    return lists.show_page(request, "pages/clauses.html", page, CLAUSES)


@allow(Role.LEGAL)
def create_clause(request: AuthenticatedRequest) -> HttpResponse:
    """A new clause, or one that follows another: its text copied to be changed."""
    old = Clause.objects.filter(pk=primary_key_in(request.GET.get("dari", ""))).first()
    given = {name: getattr(old, name) for name in COPIED if old}
    return save_clause(request, ClauseForm(request.POST or None, initial=given))


@allow(*EVERYBODY)
@transaction.atomic
def show_clause(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One clause; for whoever keeps the library its form."""
    row = get_object_or_404(Clause, pk=pk)
    if not may_change(request.user):
        page = ClausePage(describe_clause(row), None)
        return render(request, "pages/clause.html", {"page": page})
    return save_clause(request, ClauseForm(request.POST or None, instance=row))


def save_clause(request: AuthenticatedRequest, form: ClauseForm) -> HttpResponse:
    """Save the clause that was sent, else show its form."""
    if request.method == "POST" and form.is_valid():
        form.instance.changed_by = request.user
        form.save()
        messages.success(request, "Klausul tersimpan. Rancangan yang sudah berjalan tidak berubah.")
        return redirect("pustaka-klausul")
    known = form.instance.pk is not None
    page = ClausePage(describe_clause(form.instance) if known else None, form)
    status = page_status(is_refused=form.is_bound)
    return render(request, "pages/clause.html", {"page": page}, status=status)
