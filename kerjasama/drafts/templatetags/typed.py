from collections.abc import Iterable

from django import template
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Context

from kerjasama.accounts.sessions import is_renewal, seconds_left
from kerjasama.drafts import files
from kerjasama.drafts.current import request_now
from kerjasama.drafts.faults import Fault, faults_in
from kerjasama.drafts.models import KeptFile

register = template.Library()


@register.simple_tag(takes_context=True)
def faults(context: Context) -> list[Fault]:
    """What was refused on this page; marks the request, so that its answer gets the status of a
    refusal.
    """
    request = context.get("request")
    if request is None or request.method != "POST":
        return []
    found = faults_in(context.flatten())
    request.has_faults = bool(found)
    return found


@register.simple_tag(takes_context=True)
def messages_to_read(context: Context) -> Iterable[Message]:
    """What the page says to its reader; a page that reads itself anew takes nothing away."""
    request = context.get("request")
    if request is None or is_renewal(request):
        return []
    return get_messages(request)


@register.filter
def answers_post(request: HttpRequest) -> bool:
    """Whether the page answers something that was sent."""
    return request.method == "POST"


@register.filter
def without_class(attributes: dict[str, str | bool]) -> list[tuple[str, str | bool]]:
    """The attributes of a widget that are said, except its class."""
    return [
        (name, value)
        for name, value in attributes.items()
        if value is not False and name != "class"
    ]


@register.filter
def session_left(request: HttpRequest) -> int:
    """The seconds until the session ends if nothing more is done."""
    return seconds_left(request)


@register.simple_tag
def kept_files(field: BoundField) -> list[KeptFile]:
    """The files that were chosen in this field of a refused form; kept now, when the form is shown
    again.
    """
    request = request_now.get()
    if request is None or not field.form.is_bound or field.errors:
        return []
    rows = [
        files.keep_upload(request, upload) for upload in field.form.files.getlist(field.html_name)
    ]
    return [row for row in rows if row]
