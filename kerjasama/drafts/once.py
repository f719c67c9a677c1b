"""One press, one act: each form bears a key, and a form that is sent again with it gets the answer
of the first time, however many presses come at once.
"""

import hashlib
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from django.contrib import messages
from django.contrib.messages import ERROR, SUCCESS, get_messages
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.safestring import SafeData, mark_safe

from kerjasama.web.requests import AuthenticatedRequest

from . import files
from .middleware import NAME
from .models import SentForm

KEY = "_kirim"  # the hidden field that every form bears beside its CSRF token
UNCOUNTED = ("csrfmiddlewaretoken", KEY, NAME)
LONGEST_WAIT = 20.0  # seconds that a second press waits for the first
STEP = 0.05
KEPT = timedelta(days=1)
STILL_AT_WORK = "Kiriman yang sama masih diproses. Muat ulang halaman untuk melihat hasilnya."
UNKNOWN = "Kiriman ini sudah diterima sebelumnya. Periksa hasilnya pada halaman ini."

View = Callable[..., HttpResponseBase]


class OneActAPress:
    """Runs the act of a form once for its key and what was sent with it. Stands below all that may
    refuse a request, so that what it remembers is the answer of the view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        press = None
        try:
            response = self.get_response(request)
            press = _press_of(request)
            if press is not None:
                press.settle(request, response)
        finally:
            press = press or _press_of(request)
            if press is not None:
                press.let_go()
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """The answer of the first time; None where there was none, or the form bears no key."""
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        if not request.POST.get(KEY):
            return None
        press = Press(_name_of(cast(AuthenticatedRequest, request)))
        files.drop_posted(request, [KEY])
        if not press.hold():
            return _told(request, STILL_AT_WORK)
        vars(request)["one_press"] = press
        known = SentForm.objects.filter(name=press.name).first()
        if known is not None:
            return _answer_again(request, known)
        press.row = _begin(press.name)
        return None


class Press:
    """One press of a button, which holds its name for this connection of the database: whoever dies
    with the connection lets go of it.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.row: SentForm | None = None
        self._number = int.from_bytes(bytes.fromhex(name[:16]), signed=True)

    def hold(self) -> bool:
        """Wait for a press of the same before this one. False where that takes too long."""
        until = time.monotonic() + LONGEST_WAIT
        while not _asked("SELECT pg_try_advisory_lock(%s)", self._number):
            if time.monotonic() > until:
                return False
            time.sleep(STEP)
        return True

    def settle(self, request: HttpRequest, response: HttpResponseBase) -> None:
        """Remember the answer where the form was taken; forget it where it failed or was refused,
        so that the same may be sent again.
        """
        if self.row is None:
            return
        if not _has_acted(request, response):
            self.row.delete()
            return
        self.row.location, self.row.said = response.headers["Location"], _said(request)
        self.row.is_done = True
        self.row.save(update_fields=["location", "said", "is_done"])

    def let_go(self) -> None:
        """Let the next press go on."""
        _asked("SELECT pg_advisory_unlock(%s)", self._number)


def note_what_it_did(request: HttpRequest, names: list[str]) -> None:
    """The form of this request did what somebody may take back under these names."""
    press = _press_of(request)
    if press is not None and press.row is not None and press.row.is_done:
        SentForm.objects.filter(pk=press.row.pk).update(did=names)


def forget_what_did(name: str) -> None:
    """What did this was taken back: its form, on a page that a browser kept, may be sent again."""
    SentForm.objects.filter(did__contains=[name]).delete()


def _press_of(request: HttpRequest) -> Press | None:
    return getattr(request, "one_press", None)


def _begin(name: str) -> SentForm:
    try:
        with transaction.atomic():
            return SentForm.objects.create(name=name)
    except IntegrityError:  # none but a purge and a press at one moment could lead here
        return SentForm.objects.get(name=name)


def _name_of(request: AuthenticatedRequest) -> str:
    """One name for this person, address, key and all that was sent; another text under the same key
    is another form.
    """
    told = [str(request.user.pk), request.path, request.POST[KEY]]
    for field in sorted(request.POST):
        if field not in UNCOUNTED:
            told += [field, *request.POST.getlist(field)]
    digest = hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass"))
    for field in sorted(request.FILES):
        for file in request.FILES.getlist(field):
            digest.update(f"\0{field}\0{file.name}\0".encode("utf-8", "surrogatepass"))
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def _asked(statement: str, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [number])
        return bool(cursor.fetchone()[0])


def _has_acted(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the form did something: it leads on, and not only to say why it was refused."""
    if response.status_code not in (301, 302, 303):
        return False
    levels = {message.level for message in _queued(request)}
    return ERROR not in levels or SUCCESS in levels


def _queued(request: HttpRequest) -> list[Any]:
    return list(getattr(get_messages(request), "_queued_messages", ()))


def _said(request: HttpRequest) -> list[list[Any]]:
    return [
        [message.level, str(message.message), isinstance(message.message, SafeData)]
        for message in _queued(request)
    ]


def _answer_again(request: HttpRequest, known: SentForm) -> HttpResponse:
    """As the first time; where the first press died on its way, nobody knows, and so it is said."""
    if not known.is_done:
        return _told(request, UNKNOWN)
    for level, text, is_safe in known.said:
        # Safe texts were written by our own pages, and nothing else enters this table.
        messages.add_message(request, level, mark_safe(text) if is_safe else text)  # noqa: S308
    return HttpResponseRedirect(known.location)


def _told(request: HttpRequest, text: str) -> HttpResponse:
    messages.info(request, text)
    return HttpResponseRedirect(request.get_full_path())


def purge_sent_forms() -> int:
    """Forget keys that no page shows any more. Returns how many."""
    return SentForm.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
