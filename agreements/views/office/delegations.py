"""Pengaturan, Tanda tangan atas nama: which letters another signs for the head of the region, since
when and by what.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.documents.kinds import KINDS
from agreements.documents.signers import delegable_kinds
from agreements.views.common import page_status
from kerjasama.accounts.models import Delegation, Office, Unit
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.signin import factor, telling
from kerjasama.signin.fresh import fresh
from kerjasama.web import lists
from kerjasama.web.fields import typed_fields
from kerjasama.web.requests import AuthenticatedRequest

DELEGATIONS = lists.make_listing(
    "tanda-tangan-atas-nama",
    {
        "Surat": lambda row: ", ".join(row[1]),
        "Ditandatangani oleh": lambda row: _signer(row[0]),
        "Masa sejak": lambda row: row[0].since,
        "Masa sampai": lambda row: row[0].until,
        "Dasar": lambda row: row[0].basis,
    },
)


def _signer(row: Delegation) -> str:
    """Who signs, as the letter prints it."""
    signer = f"Kepala {row.unit}" if row.unit else row.get_office_display()
    if row.below_secretary:
        return f"Sekretaris Daerah, u.b. {signer}"
    return signer


class DelegationForm(EarlierValuesMixin, forms.ModelForm):
    """Which letters another signs, who, from when until when, and by what."""

    papers = forms.MultipleChoiceField(
        label="Surat",
        choices=[(kind.code, kind.title) for kind in delegable_kinds()],
        widget=forms.CheckboxSelectMultiple,
        help_text=(
            "Surat penawaran dan naskah kerja sama tidak termasuk; menurut Permendagri 22/2020"
            " ditandatangani kepala daerah."
        ),
    )

    class Meta:
        model = Delegation
        formfield_callback = typed_fields
        fields = ["papers", "office", "unit", "below_secretary", "since", "until", "basis"]
        help_texts = {
            "basis": "Peraturan atau keputusan yang memberi wewenang, dengan nomor dan tahunnya."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [
            (office.value, office.label) for office in (Office.SECRETARY, Office.UNIT_HEAD)
        ]
        self.fields["unit"].queryset = Unit.objects.valid_on(timezone.localdate())

    def clean(self) -> dict[str, Any]:
        """One letter is not arranged twice for one day."""
        data = super().clean() or {}
        if not self.errors and (other := self._other(data)):
            shared = ", ".join(KINDS[code].title for code in data["papers"] if code in other.papers)
            raise forms.ValidationError(
                f"{shared}: sudah diatur untuk masa yang bertumpang tindih. Akhiri yang lama lebih"
                " dahulu."
            )
        return data

    def _other(self, data: dict[str, Any]) -> Delegation | None:
        """Another arrangement for one of these papers at one time."""
        rows = Delegation.objects.exclude(pk=self.instance.pk)
        rows = rows.filter(papers__overlap=data["papers"])
        rows = rows.filter(Q(until=None) | Q(until__gte=data["since"]))
        if data["until"]:
            rows = rows.filter(since__lte=data["until"])
        return rows.first()


def _keep(request: AuthenticatedRequest, form: DelegationForm) -> HttpResponse:
    """Save it; the others who administer, and who heads the Bagian, learn who signs for whom."""
    row = form.save()
    until = f" sampai {date_format(row.until, 'j F Y')}" if row.until else ""
    telling.tell_managers(
        factor.managers_besides(request.user),
        f"{request.user} mengatur tanda tangan atas nama: {_signer(row)}",
        f"{', '.join(_paper_titles(row))}; sejak {date_format(row.since, 'j F Y')}{until}."
        f" Dasar: {row.basis}.",
        reverse("atas-nama"),
    )
    return redirect("atas-nama")


@allow(*MANAGERS)
@fresh
@transaction.atomic
def show_delegations(request: AuthenticatedRequest) -> HttpResponse:
    """All arrangements, and the form for another."""
    form = DelegationForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Tersimpan. Surat berikutnya dicetak atas nama.")
        return _keep(request, form)
    rows = [(row, _paper_titles(row)) for row in Delegation.objects.select_related("unit")]
    shown = {"form": form, "rows": rows}
    status = page_status(is_refused=form.is_bound)
    return lists.show_list(request, "pages/delegations.html", shown, DELEGATIONS, status=status)


def _paper_titles(row: Delegation) -> list[str]:
    return [KINDS[code].title for code in row.papers if code in KINDS]


@allow(*MANAGERS)
@fresh
@transaction.atomic
def edit_delegation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One arrangement; what it was is kept on papers that are made already."""
    row = get_object_or_404(Delegation, pk=pk)
    form = DelegationForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Tersimpan. Surat yang sudah dibuat tidak berubah.")
        return _keep(request, form)
    return render(
        request,
        "pages/delegation.html",
        {"form": form},
        status=page_status(is_refused=form.is_bound),
    )
