"""A select that costs little however many options it has."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

# A value and its label, or a title and the options under it.
Choice = tuple[str, str | tuple[tuple[str, str], ...]]
KEPT = 512


class PlainSelect(forms.Select):
    """A select written in Python: Django renders two templates for each option, which was most of
    the cost of the daftar.
    """

    def render(
        self,
        name: str,
        value: str | list[str] | None,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """The whole select; a choice whose label is a list is a group of options."""
        chosen = set(self.format_value(value))
        attrs = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        options = _written(tuple(map(_plain, self.choices)), frozenset(chosen))
        return format_html("<select{}>{}</select>", flatatt(attrs), options)


def _plain(choice: tuple[Any, Any]) -> Choice:
    """As text, which tells whether it was written before."""
    key, label = choice
    if isinstance(label, list | tuple):
        return str(key), tuple((str(own), str(said)) for own, said in label)
    return str(key), str(label)


@lru_cache(maxsize=KEPT)
def _written(choices: tuple[Choice, ...], chosen: frozenset[str]) -> SafeString:
    """The options. A list is shown many times with the same."""
    inside = "".join(
        _option(key, label, chosen) if isinstance(label, str) else _group(key, label, chosen)
        for key, label in choices
    )
    return mark_safe(inside)  # noqa: S308 - escaped option by option


def _group(title: str, options: Iterable[tuple[str, str]], chosen: Collection[str]) -> str:
    inside = "".join(_option(key, label, chosen) for key, label in options)
    return f'<optgroup label="{escape(title)}">{inside}</optgroup>'


def _option(value: str, label: str, chosen: Collection[str]) -> str:
    mark = " selected" if value in chosen else ""
    return f'<option value="{escape(value)}"{mark}>{escape(label)}</option>'
