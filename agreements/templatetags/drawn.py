"""Rows that read alike each time: drawn once."""

from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.template.loader import get_template

register = template.Library()
MOST_KEPT = 4_000  # of a thousand letters or so


@register.simple_tag
@lru_cache(MOST_KEPT)
def drawn(name: str, line: Hashable) -> str:
    """The template of that name with its `line`, a frozen value on which alone it depends."""
    return get_template(name).render({"line": line})
