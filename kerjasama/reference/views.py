"""The office's corrections of the reference data."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.web.requests import AuthenticatedRequest

from .forms import RelationCorrectionForm
from .models import RelationCorrection
from .pages import build_relations_page


@allow(*MANAGERS)
def edit_diplomatic_relations(request: AuthenticatedRequest) -> HttpResponse:
    """The states without diplomatic relations, and every correction with who made it and why."""
    form = RelationCorrectionForm(
        request.POST or None, instance=RelationCorrection(by=request.user)
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Koreksi tersimpan dan langsung berlaku.")
        return redirect("hubungan-diplomatik")
    return render(request, "pages/relations.html", {"page": build_relations_page(form)})
