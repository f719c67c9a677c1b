"""Tables of rows: what is sent twice stands once."""

from typing import cast

from django.db.models import Model
from django.forms import BaseInlineFormSet, ModelChoiceField, ModelForm
from django.utils.functional import cached_property

from kerjasama.narrowing import require


class RowsOnce(BaseInlineFormSet):
    """A new row that says exactly what a stored one says is that row.

    A page opened before the row was stored sends it as new again: after the back button, from a
    second tab, or when something else on the page was refused.
    """

    def save_new_objects(self, commit: bool = True) -> list[Model]:
        """Save the new rows; a row that is stored already is not saved again."""
        self.made_now: list[Model] = []
        return super().save_new_objects(commit)  # type: ignore[misc]

    def save_new(self, form: ModelForm, commit: bool = True) -> Model:
        """The stored row that says exactly the same, else a new one."""
        row = self._twin(form) or super().save_new(form, commit)
        self.made_now.append(row)
        return row

    def _twin(self, form: ModelForm) -> Model | None:
        model = require(self.model, "a set of rows belongs to a model")
        columns = {column.name for column in model._meta.concrete_fields}
        said = {name: value for name, value in form.cleaned_data.items() if name in columns}
        said.pop(self._pk_field.name, None)
        said[self.fk.name] = self.instance
        made = [row.pk for row in self.made_now if row.pk]
        return model._base_manager.filter(**said).exclude(pk__in=made).first()


class ActivityRows(RowsOnce):
    """Activities; of several partners the rows ask which one gives the partner's share."""

    @cached_property
    def givers(self) -> list[tuple[int | str, str]]:
        """The partners; none where there is only one."""
        partners = self.instance.partner_parties if self.instance.pk else []
        if len(partners) < 2:
            return []
        return [("", "Semua mitra bersama"), *((party.pk, party.name) for party in partners)]

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        """Without the question where one partner gives all."""
        super().add_fields(form, index)
        if not self.givers:
            form.fields.pop("giver", None)
            return
        field = cast(ModelChoiceField, form.fields["giver"])
        field.queryset = self.instance.parties.exclude(partner=None)
        field.choices = self.givers
