"""Each form that bears a CSRF token bears the key by which its act happens once."""

import secrets

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.tag("csrf_token")
def csrf_token(parser: Parser, token: Token) -> "KeyedToken":
    """Django's, with the key beside it."""
    return KeyedToken()


class KeyedToken(CsrfTokenNode):
    def render(self, context: Context) -> SafeString:
        """Both hidden fields; nothing where there is no token."""
        field = super().render(context)
        if not field:
            return SafeString(field)
        key = secrets.token_urlsafe(12)
        return format_html('{}<input type="hidden" name="_kirim" value="{}">', field, key)
