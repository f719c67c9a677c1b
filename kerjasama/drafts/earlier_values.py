"""Never "last save wins": a form remembers what its person saw, and what others stored meanwhile is
laid beside what was typed.

A field that only others changed keeps their value, a field that only this person changed takes
the new one, and a field that both changed is chosen by the person, who then sees both texts side
by side.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db import connection
from django.db.models import Model, QuerySet
from django.forms.widgets import ChoiceWidget
from django.utils.formats import date_format

from kerjasama.writing.figures import format_number

from .current import last_save_here

SEEN = "_terlihat"
CHOICE = "_pilih_"
OPEN = "_open"
MINE, STORED = "milik", "tersimpan"
CHANGED = "Isian ini diubah sejak halaman dibuka. Bandingkan, lalu pilih yang dipakai."


# What a form or a column holds: text, a figure, a day, a row, several of these, or nothing.
FieldValue = Any


class BothTexts(ChoiceWidget):
    """Two radio buttons with what each stands for side by side."""

    input_type = "radio"
    template_name = "components/both_texts.html"
    option_template_name = "django/forms/widgets/radio_option.html"

    def __init__(self, mine: str, stored: str, by: str) -> None:
        super().__init__()
        self.sides = [
            (MINE, "Isian Anda", mine),
            (STORED, f"Isian yang tersimpan sekarang{by}", stored),
        ]

    def get_context(
        self, name: str, value: str | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """With the two sides, and which of them is chosen."""
        return super().get_context(name, value, attrs) | {"sides": self.sides, "chosen": value}


class EarlierValuesMixin:
    """Mixed into a form of something that is stored already; the row is locked while the form is
    judged in a transaction.
    """

    fields: dict[str, forms.Field]
    data: Any
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        is_sent = bool(args and args[0]) or bool(kwargs.get("data"))
        if is_sent and instance is not None and instance.pk and connection.in_atomic_block:
            kwargs["instance"] = lock_row(instance)
        super().__init__(*args, **kwargs)
        self.both_changed: list[str] = []
        self.show_seen()

    def show_seen(self) -> None:
        """Add the hidden field that says what the person sees; again where a form takes fields away
        later.
        """
        instance = getattr(self, "instance", None)
        if instance is not None and instance.pk is None:
            return
        seen = json.dumps({name: digest_of_value(self._stored(name)) for name in self._compared()})
        self.fields[SEEN] = forms.CharField(required=False, widget=forms.HiddenInput, initial=seen)

    def _compared(self) -> list[str]:
        """The fields whose values another person may have changed meanwhile."""
        names = []
        for name, field in self.fields.items():
            if name in (SEEN, "DELETE", "id") or name.startswith(CHOICE):
                continue
            if not isinstance(field, forms.FileField):
                names.append(name)
        return names

    def _stored(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)  # type: ignore[attr-defined]

    @property
    def knows_seen(self) -> bool:
        """Whether what was sent says what its person saw."""
        return self.add_prefix(SEEN) in self.data  # type: ignore[attr-defined]

    @property
    def seen_field(self) -> forms.BoundField | str:
        """The hidden field, for a page that lays out the fields itself."""
        if SEEN not in self.fields:
            return ""
        return self[SEEN]  # type: ignore[index]

    @property
    def choices_to_make(self) -> list[forms.BoundField]:
        """Where the person chooses, for a page that lays out the fields itself."""
        return [self[name] for name in self.fields if name.startswith(CHOICE)]  # type: ignore[index]

    def _seen(self) -> dict[str, Any]:
        """The marks of what the person saw, by field; nothing when the page sent none."""
        try:
            seen = json.loads(self.data.get(self.add_prefix(SEEN), ""))  # type: ignore[attr-defined]
        except ValueError:
            return {}
        if not isinstance(seen, dict):
            return {}
        return seen

    def _clean_form(self) -> None:
        self.cleaned_data.pop(SEEN, None)
        if SEEN in self.fields and self.knows_seen:
            self._weigh()
        super()._clean_form()  # type: ignore[misc]

    def _weigh(self) -> None:
        """Compare each field with what is stored now; ask where both changed it."""
        seen = self._seen()
        asked = seen.get(OPEN)
        if not isinstance(asked, list):
            asked = []
        chosen = []
        for name in self._compared():
            if name not in seen:
                continue
            choice = None
            if name in asked:
                choice = self.data.get(self.add_prefix(CHOICE + name))  # type: ignore[attr-defined]
            if self._is_open(name, seen[name], was_asked=name in asked, choice=choice):
                self.both_changed.append(name)
            elif choice:
                chosen.append(name)
        self._remember(seen, [*self.both_changed, *chosen])
        for name in [*self.both_changed, *chosen]:
            self._ask(name)
        for name in self.both_changed:
            self.add_error(CHOICE + name, CHANGED)  # type: ignore[attr-defined]
            self.cleaned_data.pop(name, None)

    def _is_open(self, name: str, seen: str, *, was_asked: bool, choice: str | None) -> bool:
        """Whether the person has to choose. Takes over what is stored where that is clear."""
        now = digest_of_value(self._stored(name))
        mine = self._digests_of_mine(name)
        if now in mine:
            return not self._take_stored(name)  # a line break of another kind is no change
        if now == seen and not was_asked:
            return False
        if not was_asked and seen in mine:
            return not self._take_stored(name)
        if now == seen and choice == STORED:
            return not self._take_stored(name)
        return not (now == seen and choice == MINE)

    def _digests_of_mine(self, name: str) -> set[str]:
        """The marks of what was typed, as its field and as the form reads it: of partners named in
        lines, the lines and the partners.
        """
        if name not in self.cleaned_data:
            return set()
        typed = self[name].data  # type: ignore[index]
        read = {digest_of_value(self.cleaned_data[name])}
        if not self.fields[name].disabled:
            read.add(digest_of_value(self.fields[name].clean(typed)))
        return read

    def _take_stored(self, name: str) -> bool:
        stored = self._stored(name)
        if isinstance(stored, (list, tuple, QuerySet)):
            stored = [getattr(one, "pk", one) for one in stored]
        try:
            self.cleaned_data[name] = self.fields[name].clean(stored)
            if read_as_form := getattr(self, f"clean_{name}", None):
                self.cleaned_data[name] = read_as_form()
        except forms.ValidationError:
            return False
        self._errors.pop(name, None)  # type: ignore[attr-defined]
        return True

    def _ask(self, name: str) -> None:
        """Put the choice before its field."""
        field = self.fields[name]
        mine = self.data_of(name)
        stored = format_field_value(field, self._stored(name))
        choice = forms.CharField(required=False, label=f"{self[name].label}: dua isian")  # type: ignore[index]
        choice.widget = BothTexts(mine, stored, last_save_here())
        ordered: dict[str, forms.Field] = {}
        for other, one in self.fields.items():
            if other == name:
                ordered[CHOICE + name] = choice
            ordered[other] = one
        self.fields = ordered

    def data_of(self, name: str) -> str:
        """What was typed, as people read it."""
        field = self.fields[name]
        value = self.cleaned_data.get(name)
        if value is None:
            value = field.widget.value_from_datadict(self.data, {}, self.add_prefix(name))  # type: ignore[attr-defined]
        return format_field_value(field, value)

    def _remember(self, seen: dict[str, Any], asked: list[str]) -> None:
        """The page that comes back says what its person sees now."""
        known = {name: value for name, value in seen.items() if name != OPEN}
        known |= {name: digest_of_value(self._stored(name)) for name in asked}
        if asked:
            known[OPEN] = asked
        self._say_seen(known)

    def mark_saved(self, names: Iterable[str]) -> None:
        """These fields are stored now, though others were refused."""
        seen = self._seen()
        if not seen:
            return
        for name in names:
            if name in seen:
                seen[name] = digest_of_value(self.cleaned_data[name])
        self._say_seen(seen)

    def _say_seen(self, seen: dict[str, Any]) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix(SEEN)] = json.dumps(seen)  # type: ignore[attr-defined]


def lock_row(instance: Model) -> Model:
    """The row as it stands now, held until the transaction ends."""
    rows = type(instance)._base_manager.select_for_update(of=("self",))
    return rows.filter(pk=instance.pk).first() or instance


def digest_of_value(value: FieldValue) -> str:
    """A short mark of a value, the same for what is stored and for what was typed."""
    return hashlib.sha256(plain_value_of(value).encode()).hexdigest()[:16]


def plain_value_of(value: FieldValue) -> str:
    """A value as text, the same for all ways in which a form and a column hold it."""
    if value is None or value is False:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, (list, tuple, set, frozenset, QuerySet)):
        return "\x1f".join(sorted(plain_value_of(one) for one in value))
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return "\n".join(line.rstrip() for line in str(value).splitlines()).strip()


def format_field_value(field: forms.Field, value: FieldValue) -> str:
    """A value of this field as people read it."""
    if isinstance(value, (list, tuple, set, frozenset, QuerySet)):
        return "\n".join(format_field_value(field, one) for one in value)
    if value is None or value == "":
        return ""
    if isinstance(field, forms.BooleanField):
        return "Ya" if value else "Tidak"
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, Decimal):
        return format_number(value)
    return _format_choice(field, value)


def _format_choice(field: forms.Field, value: FieldValue) -> str:
    """A chosen row or code by its name; any other value as it is."""
    if isinstance(value, Model):
        return str(value)
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        return str(field.queryset.filter(pk=value).first() or value)
    named = dict(getattr(field, "choices", ()))
    return str(named.get(value, named.get(str(value), value)))
