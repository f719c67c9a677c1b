"""Pengaturan, Tanda tangan atas nama: which letters another signs for the head of the region, since
when and by what.
"""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.signers import delegable_kinds
from kerjasama.accounts.models import Delegation, Office, Unit
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.drafts.earlier_values import EarlierValuesMixin
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
    told = f"Kepala {row.unit}" if row.unit else row.get_office_display()
    return f"Sekretaris Daerah, u.b. {told}" if row.below_secretary else told


class DelegationForm(EarlierValuesMixin, forms.ModelForm):
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

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [
            (o.value, o.label) for o in (Office.SECRETARY, Office.UNIT_HEAD)
        ]
        self.fields["unit"].queryset = Unit.objects.valid_on(timezone.localdate())

    def clean(self):
        data = super().clean()
        if not self.errors and (other := self._other(data)):
            shared = ", ".join(KINDS[code].title for code in data["papers"] if code in other.papers)
            raise forms.ValidationError(
                f"{shared}: sudah diatur untuk masa yang bertumpang tindih. Akhiri yang lama lebih"
                " dahulu."
            )
        return data

    def _other(self, data: dict) -> Delegation | None:
        """Another arrangement for one of these papers at one time."""
        rows = Delegation.objects.exclude(pk=self.instance.pk).filter(
            papers__overlap=data["papers"]
        )
        rows = rows.filter(Q(until=None) | Q(until__gte=data["since"]))
        return (rows.filter(since__lte=data["until"]) if data["until"] else rows).first()


@allow(*MANAGERS)
def show_delegations(request: AuthenticatedRequest) -> HttpResponse:
    form = DelegationForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Tersimpan. Surat berikutnya dicetak atas nama.")
        return redirect("atas-nama")
    rows = [
        (row, [KINDS[code].title for code in row.papers if code in KINDS])
        for row in Delegation.objects.select_related("unit")
    ]
    shown = {"form": form, "rows": rows}
    return lists.show_list(
        request, "pages/delegations.html", shown, DELEGATIONS, status=422 if form.is_bound else 200
    )


@allow(*MANAGERS)
@transaction.atomic
def edit_delegation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Delegation, pk=pk)
    form = DelegationForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Tersimpan. Surat yang sudah dibuat tidak berubah.")
        return redirect("atas-nama")
    return render(
        request, "pages/delegation.html", {"form": form}, status=422 if form.is_bound else 200
    )
