"""What a page offers is not refused for reasons that were known before: every stage of every track,
for every role.

What says the same is tried once: a stage that several tracks share on the first of them, and a form
that several stages show, for the same requirement on the same kind of track, on the first of them
by each person. Whoever only looks on, and whoever may only stop the case or send it back, is asked
at one stage of a track by turn; and each day every seventh track. `bin/test --thorough
tests/test_offered.py` leaves nothing out.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import timedelta
from functools import partial
from html.parser import HTMLParser

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agreements import demo
from agreements.models import Agreement, State
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Stage
from agreements.workflow import engine, halting
from kerjasama.accounts.models import User
from kerjasama.drafts.once import UNCOUNTED

from .conftest import first_told_by, pass_stage, signed_at_once

pytestmark = pytest.mark.usefixtures("blank_papers")
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count"
    b" 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)
# Forms that lead elsewhere than to an act on the case.
ELSEWHERE = ("/keluar/", "/cari/")
# Who may stop a case or lead it on, at whatever stage.
Pressed = dict[str, set[tuple]]  # by the name of the account
HALT_AND_MOVE = {"OPD", "OPD_HEAD", "VERIFIER", "SECTION_HEAD", "SEKDA"}


class Forms(HTMLParser):
    """The forms of a page that send something, each with its address and what its fields hold,
    filled where they are empty.
    """

    def __init__(self):
        super().__init__()
        self.found, self._form, self._select = [], None, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form" and given.get("method") == "post":
            self._form = (given.get("action") or "", {})
            self.found.append(self._form)
        elif self._form is None or not given.get("name") and tag != "option":
            return
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select and given.get("value"):
            self._form[1].setdefault(self._select, given["value"])
        elif tag == "textarea":
            self._form[1][given["name"]] = "Contoh keterangan"
        elif tag in ("input", "button"):
            self._take(given)

    def _take(self, given):
        kind, name = given.get("type", "text"), given["name"]
        if kind == "file":
            self._form[1][name] = SimpleUploadedFile("contoh.pdf", PDF)
        elif kind in ("radio", "checkbox"):
            self._form[1].setdefault(name, given.get("value", "on"))
        else:
            self._form[1][name] = given.get("value") or "Contoh"

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None


def forms_of(page: str) -> list[tuple[str, dict]]:
    reader = Forms()
    reader.feed(page)
    return [
        (address, data)
        for address, data in reader.found
        if address and not address.endswith(ELSEWHERE)
    ]


def words_of(address: str, data: dict) -> tuple:
    """What tells a form from others: where it leads, without numbers, and what it would send; not
    what tells it from itself on another page.
    """
    fields = sorted((name, str(data[name])) for name in data if name not in UNCOUNTED)
    return re.sub(r"\d+", "N", address), *fields


def meaning_of(address: str, case: Agreement) -> tuple:
    """What else decides about a form: the kind of track, whether the case runs, and the
    requirements that it is about.
    """
    stage, track = case.stage, case.track
    *_, last = address.strip("/").split("/")
    about = [need for need in stage.requirements if last in (need.code, need.document)]
    if last == "penuhi":
        about = stage.requirements
    return track.is_foreign, track.changes, case.state, repr(about)


def refusals(
    client,
    address: str,
    followed: set[str] | None = None,
    pressed: set[tuple] | None = None,
    meaning: Callable[[str], tuple] = lambda address: (),
) -> list[tuple[str, str]]:
    """What pressing each button of the page would be refused for; each press is taken back.

    Where a press leads is opened once for each of `followed`; what it says to the others is read
    where it was said. What stands in `pressed` with the same `meaning` was tried before.
    """
    found = []
    followed = set() if followed is None else followed
    pressed = set() if pressed is None else pressed
    for target, data in forms_of(client.get(address).content.decode()):
        form = (*words_of(target, data), meaning(target))
        if form in pressed:
            continue
        pressed.add(form)
        client.cookies.pop("messages", None)
        with transaction.atomic():
            answer = client.post(target, data)
            if answer.status_code in (403, 404, 405, 409, 500):
                found.append((target, str(answer.status_code)))
            elif answer.status_code == 302:
                told = get_messages(answer.wsgi_request)
                found += [
                    (target, str(message)) for message in told if message.level_tag == "error"
                ]
                if target not in followed:
                    followed.add(target)
                    client.get(answer.url)
            transaction.set_rollback(True)
    client.cookies.pop("messages", None)
    return found


class Walk:
    """What was tried while one case went from stage to stage."""

    def __init__(self, clients, thorough: bool, pressed: Pressed):
        self.clients, self.thorough, self.pressed = clients, thorough, pressed
        self.followed: set[str] = set()
        self.stages = 0

    def try_buttons(self, agreement: Agreement, people: Collection[User]) -> None:
        address = reverse("kerja-sama", args=[agreement.pk])
        meaning = partial(meaning_of, case=agreement)
        for user in people:
            client = self.clients[user]
            pressed = set() if self.thorough else self.pressed[user.username]
            refused = refusals(client, address, self.followed, pressed, meaning)
            assert refused == [], (user, agreement.stage_code)
            for halt in halting.halts_for(user, agreement):
                page = (halt.page, meaning(halt.page))
                if page not in pressed:
                    pressed.add(page)
                    answer = client.get(reverse(halt.page, args=[agreement.pk]))
                    assert answer.status_code == 200, (user, agreement.stage_code, halt.page)
        self.stages += 1

    def asked_at(self, stage: Stage) -> list[User]:
        """Everybody with a say at the stage, and the next in turn of those who may stop it there or
        lead it on, and of those who look on.
        """
        if self.thorough:
            return list(self.clients)
        have_a_say = {
            who.name for need in stage.requirements for who in (need.actor, need.recorder) if who
        }
        roles = {user: demo.ACCOUNTS[user.username].name for user in self.clients}
        others = [user for user in roles if roles[user] not in have_a_say]
        may_halt = [user for user in others if roles[user] in HALT_AND_MOVE]
        look_on = [user for user in others if user not in may_halt]
        in_turn = [row[self.stages % len(row)] for row in (may_halt, look_on) if row]
        return [user for user in roles if user not in others] + in_turn


@pytest.fixture
def clients(people, signed_in):
    return {user: signed_in(user) for user in people.values()}


@pytest.fixture(scope="session")
def pressed() -> Pressed:
    """What each account pressed on one track or another."""
    return defaultdict(set)


@pytest.fixture
def walk(clients, request, pressed):
    return Walk(clients, request.config.getoption("--thorough"), pressed)


@pytest.mark.sweep(7)
@pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda track: track.code)
def test_no_button_of_a_case_is_refused(track, make_agreement, people, walk):
    ahead = track.stages if walk.thorough else (track.stages[0], *first_told_by(track))
    agreement = make_agreement(track.code)
    for _ in track.stages:
        agreement = Agreement.objects.get(pk=agreement.pk)
        if agreement.stage in ahead:
            walk.try_buttons(agreement, walk.asked_at(agreement.stage))
        here = track.position(agreement.stage_code)
        ahead = [stage for stage in ahead if track.position(stage.code) > here]
        if not ahead or agreement.state != State.RUNNING:
            break
        agreement = pass_stage(agreement, people)


@pytest.mark.parametrize("state", ["ditolak", "ditarik", "ditangguhkan"])
def test_no_button_of_a_stopped_case_is_refused(state, make_agreement, people, walk):
    agreement = make_agreement(at="penyusunan_kb")
    who = "staf" if state == "ditarik" else "kabag"
    engine.halt_case(agreement.pk, people[who], agreement.stage_code, state, "Alasan")
    walk.try_buttons(Agreement.objects.get(pk=agreement.pk), walk.clients)


ROOMS = (
    "rapat",
    "surat-pendukung",
    "penandatanganan-berkas",
    "rencana-kerja",
    "evaluasi",
    "kewajiban-naskah",
    "radar-berkas",
)


@pytest.mark.parametrize("state", [None, "ditangguhkan", "ditolak"])
def test_no_button_of_a_room_is_refused(state, make_agreement, people, signed_in):
    agreement = make_agreement(at="penyusunan_pks")
    if state:
        engine.halt_case(agreement.pk, people["kabag"], agreement.stage_code, state, "Alasan")
    for user in (people["staf"], people["verifikator"], people["kabag"]):
        for room in ROOMS:
            assert refusals(signed_in(user), reverse(room, args=[agreement.pk])) == [], (user, room)


def test_a_signed_pks_is_not_offered_to_be_withdrawn(make_agreement, people, signed_in):
    agreement = signed_at_once(make_agreement(), people["verifikator"])
    assert (
        halting.why_not_halt(people["staf"], agreement, "ditarik")
        == "Naskah sudah ditandatangani; usulan tidak dapat ditarik lagi."
    )
    page = (
        signed_in(people["staf"]).get(reverse("kerja-sama", args=[agreement.pk])).content.decode()
    )
    assert reverse("tarik", args=[agreement.pk]) not in page


def test_a_signing_is_not_called_held_before_its_day(make_agreement, people, signed_in):
    from agreements.monitoring.custody import signing

    agreement = make_agreement(at="penandatanganan_kb")
    tomorrow = timezone.localdate() + timedelta(1)
    when = {
        "day": tomorrow,
        "starts": None,
        "ends": None,
        "place": "Pendopo",
        "method": "desk",
        "copies": 2,
    }
    row = signing.plan_signing(agreement.pk, people["verifikator"], "kesepakatan_bersama", **when)
    assert "terlaksana" not in signing.moves_of(row, timezone.localdate())
    assert "terlaksana" in signing.moves_of(row, tomorrow)
