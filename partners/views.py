"""Registering a mitra."""

from django import forms
from django.contrib import messages
from django.contrib.postgres.search import TrigramSimilarity
from django.shortcuts import redirect, render

from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import EVERYBODY, allow

from .models import Partner


class PartnerForm(forms.ModelForm):
    class Meta:
        model = Partner
        fields = ["name", "kind", "address", "representative", "representative_position", "legal_basis", "nib", "npwp"]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("address", "legal_basis")}


def similar(name: str) -> list[Partner]:
    """Up to five registered partners whose names look like this one, the most alike first."""
    return list(Partner.objects.annotate(alike=TrigramSimilarity("name", name)).filter(alike__gt=0.4).order_by("-alike")[:5])


@allow(*EVERYBODY)
def register(request):
    words = request.GET.get("q", "").strip()
    rows = similar(words) if words else Partner.objects.all()[:100]
    return render(request, "pages/partners.html", {"partners": rows, "words": words})


@allow(Role.OPD, Role.VERIFIER, Role.SECTION_HEAD, Role.ADMIN)
def create(request):
    form = PartnerForm(request.POST or None)
    alike = []
    if request.method == "POST" and form.is_valid():
        alike = similar(form.cleaned_data["name"])
        if not alike or "tetap" in request.POST:
            messages.success(request, f"{form.save().name} tercatat sebagai mitra.")
            return redirect("mitra")
    return render(request, "pages/partner.html", {"form": form, "alike": alike})
