"""Fields for figures, money, percentages, whole numbers and days: text, judged by one parser,
echoed in words beneath.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import BaseRenderer
from django.utils.choices import CallableChoiceIterator
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kerjasama.writing.asking import Asked, Written
from kerjasama.writing.days import read_day, typed_date
from kerjasama.writing.figures import (
    format_number,
    read_figure,
    read_money,
    read_months,
    read_percent,
    read_whole,
)

from .echo import echo_of

Typed = str | date | Decimal | int | None  # what a field is given to show
Validator = Callable[[Any], None]
_KEYBOARDS = {"whole": "numeric", "months": "text"}  # a length may be written with its word
DASHES = BLANK_CHOICE_DASH[0][1]
MONEY_DIGITS = 18  # columns of rupiah are this wide, those of other measures are not


class EchoedInput(forms.TextInput):
    """A text input with a line beneath that says how the program reads what stands in it."""

    def __init__(self, kind: str, attrs: dict[str, Any] | None = None) -> None:
        defaults = {"data-reads": kind, "autocomplete": "off"}
        if kind != "day":
            defaults["inputmode"] = _KEYBOARDS.get(kind, "decimal")
        super().__init__({**defaults, **(attrs or {})})
        self.kind = kind

    def format_value(self, value: Typed) -> str | None:
        """The value as it would be typed; None when there is none."""
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, date):
            return typed_date(value)
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            return format_number(value)
        return str(value)

    def render(
        self,
        name: str,
        value: Typed,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """The input and the line beneath it, which stays empty for what cannot be read."""
        drawn = super().render(name, value, attrs, renderer)
        echo = echo_of(self.kind, self.format_value(value) or "")
        return format_html(
            '{}<span class="echo cite" role="status" data-echo>{}</span>',
            drawn,
            echo.text if echo.is_read else "",
        )


class FigureField(forms.DecimalField):
    """A figure as people write it: `70,5`, `1.250`, `2 juta`. What is ambiguous is asked back."""

    kind = "figure"
    read: Callable[[Written], Decimal] = staticmethod(read_figure)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", EchoedInput(self.kind))
        super().__init__(**kwargs)
        self.validators = [_in_indonesian(validator) for validator in self.validators]

    def to_python(self, value: Written) -> Decimal | None:  # type: ignore[override]
        """The value that was typed, if any. Raises ValidationError with what is asked back."""
        if value in self.empty_values or isinstance(value, str) and not value.strip():
            return None
        try:
            return self.read(value)
        except Asked as doubt:
            raise ValidationError(doubt.message, code="asked") from None

    def prepare_value(self, value: Written) -> Written:
        """What the input shows of the value."""
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            return format_number(value)
        return value


class MoneyField(FigureField):
    """Rupiah: `1.250.000`, `Rp 11.400.000.000,00`, `Rp11,4 miliar`."""

    kind = "money"
    read = staticmethod(read_money)


class PercentField(FigureField):
    """ "75", "75%" and "75 persen" are 75."""

    kind = "percent"
    read = staticmethod(read_percent)


class WholeField(forms.IntegerField):
    """A whole number, grouped or not: `1.250` is one thousand two hundred and fifty."""

    kind = "whole"
    read: Callable[[Written], int] = staticmethod(read_whole)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", EchoedInput(self.kind))
        super().__init__(**kwargs)
        self.validators = [_in_indonesian(validator) for validator in self.validators]

    def to_python(self, value: Written) -> int | None:
        """The value that was typed, if any. Raises ValidationError with what is asked back."""
        if value in self.empty_values or isinstance(value, str) and not value.strip():
            return None
        try:
            return self.read(value)
        except Asked as doubt:
            raise ValidationError(doubt.message, code="asked") from None

    def prepare_value(self, value: Written) -> Written:
        """What the input shows of the value."""
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return value


class MonthsField(WholeField):
    """A length in months, also written in years: "5 tahun" is 60."""

    kind = "months"
    read = staticmethod(read_months)


class WholePercentField(WholeField):
    """A percentage without decimals."""

    kind = "percent"


class DayField(forms.DateField):
    """A day as people write it, or picked: `29/11/2026`, `29 November 2026`, `2026-11-29`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DayInput())
        super().__init__(**kwargs)

    def to_python(self, value: Written) -> date | None:
        """The value that was typed, if any. Raises ValidationError with what is asked back."""
        if value in self.empty_values or isinstance(value, str) and not value.strip():
            return None
        try:
            return read_day(value)
        except Asked as doubt:
            raise ValidationError(doubt.message, code="asked") from None


class DayInput(EchoedInput):
    """The text of a day; static/js/fields.js puts the browser's own calendar beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__("day", attrs)


def typed_fields(column: models.Field, **kwargs: Any) -> forms.Field | None:
    """The `formfield_callback` of every ModelForm: figures and days become fields of ours, and what
    may be left open says so in words.
    """
    field = _field_of(column, **kwargs)
    if isinstance(field, forms.ChoiceField):
        _name_empty_choice(field)
    return field


def _name_empty_choice(field: forms.ChoiceField) -> None:
    """Django shows a row of dashes, which says nothing."""
    said = "Pilih" if field.required else "Tidak dipilih"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = said
        return
    choices: Any = field.choices
    if not isinstance(choices, CallableChoiceIterator):  # which is read when it is shown
        field.choices = [(key, said if text == DASHES else text) for key, text in choices]


def _field_of(column: models.Field, **kwargs: Any) -> forms.Field | None:
    if "form_class" in kwargs or getattr(column, "choices", None):
        return column.formfield(**kwargs)
    if isinstance(column, models.DecimalField):
        is_money = column.max_digits >= MONEY_DIGITS
        kind = MoneyField if is_money else FigureField
        return column.formfield(form_class=kind, **kwargs)
    if isinstance(column, models.IntegerField):
        return column.formfield(form_class=WholeField, **kwargs)
    if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
        return column.formfield(form_class=DayField, **kwargs)
    return column.formfield(**kwargs)


def _in_indonesian(validator: Validator) -> Validator:
    """Limits in figures as we write them, "Paling sedikit 1.250" rather than "1250.00"."""
    if isinstance(validator, MinValueValidator) and validator.message == MinValueValidator.message:
        least = validator.limit_value
        if least == 0:
            return MinValueValidator(least, "Tidak boleh negatif.")
        return MinValueValidator(least, f"Paling sedikit {format_number(Decimal(least))}.")
    if isinstance(validator, MaxValueValidator) and validator.message == MaxValueValidator.message:
        most = validator.limit_value
        return MaxValueValidator(most, f"Paling banyak {format_number(Decimal(most))}.")
    return validator
