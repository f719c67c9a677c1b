import json

from django import template
from django.template import Context

from kerjasama.json_values import JsonValue
from kerjasama.signin import pages, sso

register = template.Library()


@register.simple_tag
def single_sign_on() -> list[sso.Provider]:
    """The providers through which people come in."""
    return sso.list_providers()


@register.simple_tag(takes_context=True)
def may_use_keys(context: Context) -> bool:
    """Whether browsers take keys at this address."""
    return pages.may_use_keys(context["request"])


@register.filter
def as_json(value: JsonValue) -> str:
    """What a script reads from an attribute."""
    return json.dumps(value)
