from django import template

from kerjasama.accounts.sessions import seconds_left
from kerjasama.drafts.faults import Fault, faults_in

register = template.Library()


@register.simple_tag(takes_context=True)
def faults(context) -> list[Fault]:
    """What was refused on this page; marks the request, so that its answer gets the status of a refusal."""
    request = context.get("request")
    if request is None or request.method != "POST":
        return []
    found = faults_in(context.flatten())
    request.has_faults = bool(found)
    return found


@register.filter
def session_left(request) -> int:
    """The seconds until the session ends if nothing more is done."""
    return seconds_left(request)
