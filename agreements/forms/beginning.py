"""What a case needs before it exists."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from agreements.forms.proposal import HELP
from agreements.models import Agreement
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.regulations.vocabulary import Change, Track
from kerjasama.accounts.models import Unit
from kerjasama.web.fields import typed_fields

AFFIXED = {Change.AMENDS: "ubah", Change.EXTENDS: "perpanjang", Change.ENDS: "akhiri"}


class BeginForm(forms.ModelForm):
    """What a case needs to exist: a title, its OPD, and for a later PKS the Kesepakatan Bersama
    above it.
    """

    class Meta:
        model = Agreement
        formfield_callback = typed_fields
        fields = ["owner", "parent", "title"]
        labels = {"owner": "OPD pemrakarsa", "parent": "Kesepakatan Bersama yang menaungi"}
        help_texts = HELP

    def __init__(
        self,
        *args: Any,
        track: Track,
        units: QuerySet[Unit],
        seen: AgreementQuerySet,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = units
        self.initial["owner"] = units.first()  # a form's own initial yields to that of its instance
        if not track.under_parent:
            del self.fields["parent"]
            return
        self.fields["parent"].queryset = seen.changeable(timezone.localdate()).filter(
            track_code__in=track.parents
        )
        self.fields["parent"].required = True
        if track.changes:
            # It has those of the agreement it changes.
            del self.fields["owner"]
            del self.fields["title"]
            self.fields["parent"].label = f"Kerja sama yang akan di{AFFIXED[track.changes]}"
