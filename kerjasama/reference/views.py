"""The office's corrections of the reference data."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.web.requests import AuthenticatedRequest

from . import countries
from .models import RelationCorrection


class RelationCorrectionForm(forms.ModelForm):
    state = forms.ChoiceField(
        label="Negara",
        choices=[("", "Pilih negara"), *countries.STATES],
        help_text="Wilayah mengikuti negaranya.",
    )
    has_relations = forms.TypedChoiceField(
        label="Hubungan diplomatik dengan Indonesia",
        choices=[("", "Pilih"), ("ada", "Ada"), ("tidak", "Tidak ada")],
        coerce=lambda value: value == "ada",
    )
    reason = forms.CharField(
        label="Alasan dan sumbernya",
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"min_length": "Tulis alasan dengan paling sedikit 10 huruf."},
    )

    class Meta:
        model = RelationCorrection
        fields = ["state", "has_relations", "reason"]


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
    history = list(RelationCorrection.objects.select_related("by"))
    newest = {row.state: row for row in reversed(history)}
    lacking = []
    for code, _ in countries.STATES:
        correction, listed = newest.get(code), countries.LISTED.get(code)
        has_relations = correction.has_relations if correction else listed is None
        if not has_relations:
            lacking.append((countries.country_name_of(code), correction, listed))
    page = {
        "form": form,
        "lacking": lacking,
        "history": [(countries.country_name_of(row.state), row) for row in history],
    }
    return render(request, "pages/relations.html", page)
