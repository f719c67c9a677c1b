import json
from typing import Any

from django import template

from kerjasama.signin import sso

register = template.Library()


@register.simple_tag
def single_sign_on() -> list[sso.Provider]:
    """The providers through which people come in."""
    return sso.list_providers()


@register.filter
def as_json(value: Any) -> str:
    """What a script reads from an attribute."""
    return json.dumps(value)
