"""Who is to handle cases: one of the people of a desk that somebody leads, or nobody."""

from typing import Any

from django import forms

from agreements.models import Desk
from agreements.workflow.handling import desks_led_by, people_at
from kerjasama.accounts.models import User
from kerjasama.web.plain_select import PlainSelect

from .uploads import LONGEST_NOTE

NOBODY = 0


class HandlerForm(forms.Form):
    """The person; each is a choice of one desk, as "bagian-12"."""

    orang = forms.ChoiceField(label="Ditangani oleh", widget=PlainSelect)

    def __init__(self, *args: Any, head: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[str, tuple[Desk, User | None]] = {}
        groups = []
        for desk in desks_led_by(head):
            choices: dict[str, tuple[Desk, User | None]] = {
                f"{desk}-{person.pk}": (desk, person) for person in people_at(desk, head)
            }
            choices[f"{desk}-{NOBODY}"] = (desk, None)
            self.people |= choices
            names = [(key, str(one or "Tidak seorang pun")) for key, (_, one) in choices.items()]
            groups.append((desk.label.capitalize() if desk is Desk.OPD else desk.label, names))
        self.fields["orang"].choices = [("", "Pilih orang"), *groups]

    @property
    def chosen(self) -> tuple[Desk, User | None] | None:
        """The desk and the person; None where nothing was chosen."""
        return self.people.get(self.cleaned_data["orang"]) if self.is_valid() else None


class AssignmentForm(forms.Form):
    """What whoever names somebody says about it."""

    pesan = forms.CharField(
        label="Pesan",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dikirim kepada orangnya dan tampil di riwayat. Boleh kosong.",
    )
