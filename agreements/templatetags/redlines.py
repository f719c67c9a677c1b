from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from agreements.documents.wording.redline import Piece

register = template.Library()
STRUCK = (
    '<del><span class="visually-hidden">[dihapus: </span>'
    '{}<span class="visually-hidden">]</span></del>'
)
ADDED = (
    '<ins><span class="visually-hidden">[ditambahkan: </span>'
    '{}<span class="visually-hidden">]</span></ins>'
)


@register.filter
def struck(pieces: Iterable[Piece]) -> SafeString:
    """The former text, in which is struck what went. No white space is added between the pieces."""
    return _marked(pieces, STRUCK)


@register.filter
def added(pieces: Iterable[Piece]) -> SafeString:
    """The later text, in which is underlined what came."""
    return _marked(pieces, ADDED)


def _marked(pieces: Iterable[Piece], mark: str) -> SafeString:
    shown = [(format_html(mark if piece.changed else "{}", piece.text),) for piece in pieces]
    if not shown:
        return format_html('<span class="cite">{}</span>', "(tidak ada)")
    return format_html_join("", "{}", shown)
