"""The request that is being answered, for what stands deep inside a form; and who last sent a form
to its address.
"""

from contextvars import ContextVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from kerjasama.web.requests import AuthenticatedRequest

from .models import LastSave

request_now: ContextVar[HttpRequest | None] = ContextVar("request_now", default=None)


def note_save(request: AuthenticatedRequest) -> None:
    """Note who saved at this address now."""
    LastSave.objects.update_or_create(
        subject=request.path[:200], defaults={"person": request.user, "at": timezone.now()}
    )


def last_save_here() -> str:
    """ " oleh X pukul Y", where it is known who last saved at the address of this request."""
    request = request_now.get()
    if request is None:
        return ""
    last = LastSave.objects.filter(subject=request.path).select_related("person").first()
    if last is None:
        return ""
    who = str(last.person)
    if last.person == request.user:
        who = "Anda sendiri di jendela lain"
    moment = timezone.localtime(last.at)
    return f", oleh {who}, {date_format(moment, 'j F Y')} pukul {date_format(moment, 'H.i')}"
