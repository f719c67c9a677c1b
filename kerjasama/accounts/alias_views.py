"""The other names of a unit: who taught each, and when; added and taken away by the administrator."""  # noqa: E501

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

from .models import Role, Unit, UnitAlias
from .policy import allow
from .register_pages import AliasesPage
from .unit_names import UnitNames

ALIASES = lists.make_listing(
    "nama-lain",
    {
        "Nama lain": lambda row: row.name,
        "Asal": lambda row: row.by or "bawaan data unit",
        "Dipelajari dari": lambda row: row.learnt_from,
        "Pada": lambda row: row.at,
    },
)


class AliasForm(forms.ModelForm):
    class Meta:
        model = UnitAlias
        fields = ["name"]
        labels = {"name": "Nama lain"}
        help_texts = {"name": "Singkatan, nama sehari-hari, atau nama lama, misalnya Diskominfo."}

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        unit = self.instance.unit
        bearer = UnitNames.known().find(name)
        if bearer and bearer != unit and bearer.valid_to is None:
            raise forms.ValidationError(
                f"Nama ini sudah berarti {bearer}. Hapus dahulu pada unit itu bila keliru."
            )
        is_own_name = unit.name.casefold() == name.casefold()
        if is_own_name or unit.aliases.filter(name__iexact=name).exists():
            raise forms.ValidationError("Nama ini sudah tercatat pada unit ini.")
        return name


@allow(Role.ADMIN)
def show_aliases(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """All other names of one unit, and the form for the next."""
    unit = get_object_or_404(Unit, pk=pk)
    form = AliasForm(request.POST or None, instance=UnitAlias(unit=unit, by=request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"Nama lain “{form.instance}” tercatat.")
        return redirect("unit-nama", pk)
    page = AliasesPage(unit, list(unit.aliases.select_related("by")), form)
    status = 422 if form.is_bound else 200
    return lists.show_page(request, "pages/unit_aliases.html", page, ALIASES, status)


@allow(Role.ADMIN)
@require_POST
def forget_alias(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take a name away; what was imported under it stays with its unit."""
    row = get_object_or_404(UnitAlias.objects.select_related("unit"), pk=pk)
    row.delete()
    messages.success(request, f"Nama lain “{row}” dihapus.")
    return redirect("unit-nama", row.unit_id)
