"""A select that costs little however many options it has."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe


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
        parts = []
        for key, label in self.choices:
            if isinstance(label, list | tuple):
                parts.append(_group(key, label, chosen))
            else:
                parts.append(_option(str(key), str(label), chosen))
        inside = mark_safe("".join(parts))  # noqa: S308 - escaped option by option
        return format_html("<select{}>{}</select>", flatatt(attrs), inside)


def _group(title: str, options: Iterable[tuple[str, str]], chosen: set[str]) -> str:
    inside = "".join(_option(str(key), label, chosen) for key, label in options)
    return f'<optgroup label="{escape(title)}">{inside}</optgroup>'


def _option(value: str, label: str, chosen: set[str]) -> str:
    mark = " selected" if value in chosen else ""
    return f'<option value="{escape(value)}"{mark}>{escape(label)}</option>'
