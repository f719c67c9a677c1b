"""Which letters another signs for the head of the region, since when and by what."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.signers import delegable_kinds
from kerjasama.accounts.models import Delegation, Office, Unit
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.fields import typed_fields


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
