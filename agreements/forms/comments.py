"""What somebody says in the discussion of a case."""

from collections.abc import Mapping
from typing import Any

from django import forms

from agreements.models import Agreement, Comment, Tier
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.web.plain_select import PlainSelect


class CommentForm(forms.ModelForm):
    """One word in the discussion of a case, and who reads it: everybody, unless its writer says
    otherwise.
    """

    class Meta:
        model = Comment
        fields = ["text", "tier"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "tier": PlainSelect}

    def __init__(
        self, user: User, agreement: Agreement, data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, instance=Comment(agreement=agreement, by=user))
        self.seat = user.seat_beside(agreement.owner_id)
        self.fields["tier"].required = False
        self.fields["tier"].choices = self._tiers(user)

    def _tiers(self, user: User) -> list[tuple[str, str]]:
        """The circles that the writer belongs to."""
        named = [(Tier.EVERYBODY.value, str(Tier.EVERYBODY.label))]
        if user.roles & set(policy.REVIEWERS):
            named.append((Tier.REVIEWERS.value, str(Tier.REVIEWERS.label)))
        if self.seat:
            named.append((Tier.UNIT.value, f"{Tier.UNIT.label}: {self.seat.unit_name}"))
        return named

    def clean(self) -> dict[str, Any]:
        """What is for a unit names it."""
        data = super().clean() or {}
        if self.seat and data.get("tier") == Tier.UNIT:
            self.instance.unit_id = self.seat.unit
        return data
