"""Tables of rows: what is sent twice stands once."""

from django.db.models import Model
from django.forms import BaseInlineFormSet, ModelForm

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
