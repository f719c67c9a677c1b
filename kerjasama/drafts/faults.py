"""What was refused on a page, gathered from whichever forms it shows: for the summary on top, the
title and the status.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.formsets import BaseFormSet
from django.utils.functional import LazyObject

OURS = ("agreements.", "partners.", "kerjasama.")
DEEPEST = 5
MOST_LOOKED_AT = 5000


@dataclass(frozen=True)
class Fault:
    """One line of the summary: the field's label (empty where no single field is meant), what is
    wrong, and the field's id.
    """

    label: str
    text: str
    anchor: str


def faults_in(shown: Mapping[Any, Any]) -> list[Fault]:
    """Every fault of every form that a page shows, each once, in the order of the page's values."""
    found: list[Fault] = []
    for form in _forms(dict(shown), 0, set()):
        found += [fault for fault in _faults(form) if fault not in found]
    return found


def _forms(value: Any, depth: int, seen: set[int]) -> Iterator[forms.BaseForm | BaseFormSet]:
    # What is lazy would ask the database, only to be looked at here.
    is_lazy = issubclass(type(value), LazyObject)
    if is_lazy or depth > DEEPEST or id(value) in seen or len(seen) > MOST_LOOKED_AT:
        return
    seen.add(id(value))
    if isinstance(value, (forms.BaseForm, BaseFormSet)):
        yield value
        return
    for part in _parts(value):
        yield from _forms(part, depth + 1, seen)


def _parts(value: Any) -> list[Any]:
    """What a value of a page consists of; a question to the database is not asked for this."""
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, (list, tuple)):
        return list(value)
    is_ours = type(value).__module__.startswith(OURS) and hasattr(value, "__dict__")
    if is_ours and not isinstance(value, Model):
        return list(vars(value).values())
    return []


def _faults(form: forms.BaseForm | BaseFormSet) -> Iterator[Fault]:
    if not form.is_bound:
        return
    if isinstance(form, BaseFormSet):
        for text in form.non_form_errors():
            yield Fault("", str(text), _first_field(form.forms))
        for one in form.forms:
            yield from _faults(one)
        return
    for name, texts in form.errors.items():
        label, anchor = "", _first_field([form])
        if name in form.fields:
            label, anchor = _label(form[name]), _anchor(form[name])
        for text in texts:
            yield Fault(label, str(text), anchor)


def _label(field: forms.BoundField) -> str:
    return field.label[:1].upper() + field.label[1:]


def _first_field(those: list[forms.BaseForm]) -> str:
    for form in those:
        for field in form.visible_fields():
            return _anchor(field)
    return "isi"


def _anchor(field: forms.BoundField) -> str:
    return field.id_for_label or field.auto_id
