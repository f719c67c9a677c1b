"""What arrives a second time does nothing more, at once or under its old key after something else
has happened: by every address that takes a form, and with the forms that the pages of a case hold.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Max
from django.shortcuts import redirect
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, URLPattern, get_resolver, resolve, reverse
from django.urls.converters import IntConverter, SlugConverter, StringConverter
from django.utils import timezone
from lxml.html import FormElement, fromstring

from kerjasama.accounts.models import Role, Unit
from kerjasama.drafts.once import KEY
from kerjasama.logbook.models import Deed, LogEntry

from .test_access import patterns
from .test_visibility import addresses, built, client_of, whom_it_concerns, world  # noqa: F401
from .world import World

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
# Their pages hold no act of the program: the door's own, and what only leaves it.
ELSEWHERE = ("keluar", "isian", "isian-buang", "gaya")
# So many different acts of real forms the walk must find, or it shows little.
FEWEST = 12
# How a text field is called that takes a day.
DAY = re.compile(r"^day$|^hari_|_date$|_until$|_pada$")
FILLED_BY = {IntConverter: 1, StringConverter: "contoh", SlugConverter: "contoh"}


class Act(NamedTuple):
    """A form as it is sent: by whom, on which page, where to, with what."""

    client: Client
    page: str
    address: str
    sent: dict[str, Any]
    name: str


def acts_on(client: Client, page: str) -> Iterator[Act]:
    """Each button of each form of the page, filled in plausibly."""
    answer = client.get(page)
    if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
        return
    if not answer.content.strip():
        return
    for form in fromstring(answer.content.decode()).forms:
        if form.method != "POST":
            continue
        buttons = form.xpath(".//button[@name and not(@disabled)]") or [None]
        for button in buttons:
            address = (button is not None and button.get("formaction")) or form.action or page
            address = address.split("#")[0] or page
            if address.startswith("?"):
                address = page.split("?")[0] + address
            try:
                name = resolve(address.split("?")[0]).url_name or ""
            except Resolver404:
                continue
            sent = filled(form)
            if button is not None:
                sent[button.get("name")] = button.get("value", "")
                name = f"{name} {button.get('name')}={button.get('value', '').split(':')[0]}"
            if name.split()[0] not in ELSEWHERE:
                yield Act(client, page, address, sent, name)


def filled(form: FormElement) -> dict[str, Any]:
    """What stands in it, and something plausible where it is empty."""
    sent: dict[str, Any] = {}
    for field in form.inputs:
        name = field.get("name")
        if not name or field.get("type") in ("submit", "button") or field.tag == "button":
            continue
        sent[name] = value_of(field, sent.get(name))
    return {name: value for name, value in sent.items() if value is not None}


def value_of(field: Any, before: Any) -> Any:
    kind = field.get("type", "text")
    if field.tag == "select":
        chosen = [option for option in field.value_options if option]
        return field.value or (chosen[0] if chosen else "")
    if kind == "file":
        is_asked = field.get("required") is not None
        return SimpleUploadedFile("surat.pdf", PDF, "application/pdf") if is_asked else None
    if kind in ("checkbox", "radio"):
        ticked = field.get("checked") is not None or before is None
        return field.get("value", "on") if ticked else before
    if kind == "hidden" or (field.value or "").strip():
        return field.value or ""
    day = timezone.localdate().isoformat()
    if DAY.search(field.get("name")):
        return day
    return {"date": day, "number": "1", "time": "09:00", "email": "a@example.go.id"}.get(
        kind, "Dicoba sekali"
    )


def all_acts(world: World, client_of: Any) -> Iterator[Act]:  # noqa: F811
    """Each form of each page of a case."""
    for name, parts in addresses(world).items():
        yield from acts_on(client_of(whom_it_concerns(world, name)), reverse(name, args=parts))


def last_write() -> int:
    """The last entry of the log that tells of a write."""
    return LogEntry.objects.exclude(action=Deed.READ).aggregate(last=Max("pk"))["last"]


def send(act: Act) -> Any:
    for value in act.sent.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    caches["local"].clear()
    return act.client.post(act.address, act.sent)


def is_done(answer: Any, before: int) -> bool:
    return answer.status_code in (302, 303) and last_write() > before


def sent_again(act: Act, first: Any) -> Iterator[str]:
    """Where the same form does something more: at once, and under its old key later."""
    once = last_write()
    again = send(act)
    if last_write() != once or again.headers["Location"] != first.headers["Location"]:
        yield f"{act.name} at once"
    Unit.objects.create(name="Sesuatu yang lain terjadi")
    later = last_write()
    send(act)
    if last_write() != later:
        yield f"{act.name} after something else"


def addresses_with_views() -> Iterator[tuple[str, URLPattern]]:
    """Each address of the program with a name, and its pattern."""
    for pattern in patterns(get_resolver()):
        kinds = pattern.pattern.converters.values()
        parts = [FILLED_BY.get(type(kind), "contoh") for kind in kinds]
        try:
            yield reverse(pattern.name, args=parts), pattern
        except NoReverseMatch:
            continue  # a kind of a draft or the like; its address is of the forms below


def test_every_address_does_once_what_bears_one_key(people, client, monkeypatch):
    done: list[str] = []

    def act(request, **parts):
        done.append(request.path)
        return redirect("/")

    act.allowed_roles = frozenset(Role)
    client.force_login(people["kabag"])
    twice, asked = [], 0
    for address, pattern in addresses_with_views():
        with monkeypatch.context() as patched:
            patched.setattr(pattern, "callback", act)
            form = {"isi": "sama", KEY: f"kunci {address}"}
            client.post(address, form)
            client.post(address, {"isi": "lain", KEY: f"kunci lain {address}"})
            client.post(address, form)
        asked += 1
        if done.count(address) != 2:
            twice.append((address, done.count(address)))
        done.clear()
    assert twice == []
    assert asked > 200


@pytest.fixture(autouse=True)
def _quiet(settings):
    settings.RATELIMIT_ENABLE = False


def test_no_address_takes_a_form_without_its_token(people, monkeypatch):
    done: list[str] = []

    def act(request, **parts):
        done.append(request.path)
        return redirect("/")

    act.allowed_roles = frozenset(Role)
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["kabag"])
    for address, pattern in addresses_with_views():
        with monkeypatch.context() as patched:
            patched.setattr(pattern, "callback", act)
            client.post(address, {"isi": "sama"})
    assert done == []


# Behind the others: its world stays until the end of the file.
def test_no_form_does_anything_when_it_is_sent_again(world, client_of):  # noqa: F811
    acted: set[str] = set()
    twice: list[str] = []
    for act in all_acts(world, client_of):
        if act.name in acted or not act.sent.get(KEY):
            continue
        with transaction.atomic():
            before = last_write()
            first = send(act)
            if is_done(first, before):
                acted.add(act.name)
                twice += sent_again(act, first)
            transaction.set_rollback(True)
    assert twice == []
    assert len(acted) >= FEWEST, sorted(acted)
