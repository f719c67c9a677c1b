"""What a page offers is not refused for reasons that were known before: every stage of every track,
for every role.
"""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, State
from agreements.regulations import catalogue
from agreements.workflow import engine, halting

from .conftest import pass_stage, signed_at_once

pytestmark = pytest.mark.usefixtures("blank_papers")
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count"
    b" 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)
# Forms that lead elsewhere than to an act on the case.
ELSEWHERE = ("/keluar/", "/cari/")


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


def refusals(client, address: str, followed: set[str] | None = None) -> list[tuple[str, str]]:
    """What pressing each button of the page would be refused for; each press is taken back.

    Where a press leads is opened once for each of `followed`; what it says to the others is read
    where it was said.
    """
    found, followed = [], set() if followed is None else followed
    for target, data in forms_of(client.get(address).content.decode()):
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


def case_is_honest(agreement, clients) -> None:
    followed: set[str] = set()
    for user, client in clients.items():
        address = reverse("kerja-sama", args=[agreement.pk])
        assert refusals(client, address, followed) == [], (user, agreement.stage_code)
        for halt in halting.halts_for(user, agreement):
            assert client.get(reverse(halt.page, args=[agreement.pk])).status_code == 200


@pytest.fixture
def clients(people, signed_in):
    return {user: signed_in(user) for user in people.values()}


@pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda track: track.code)
def test_no_button_of_a_case_is_refused(track, make_agreement, people, clients):
    agreement = make_agreement(track.code)
    places = len(track.stages)
    for _ in range(places):
        agreement = Agreement.objects.get(pk=agreement.pk)
        case_is_honest(agreement, clients)
        if agreement.state != State.RUNNING or agreement.stage_code == track.stages[-1].code:
            break
        agreement = pass_stage(agreement, people)


@pytest.mark.parametrize("state", ["ditolak", "ditarik", "ditangguhkan"])
def test_no_button_of_a_stopped_case_is_refused(state, make_agreement, people, clients):
    agreement = make_agreement(at="penyusunan_kb")
    who = "staf" if state == "ditarik" else "kabag"
    engine.halt_case(agreement.pk, people[who], agreement.stage_code, state, "Alasan")
    case_is_honest(Agreement.objects.get(pk=agreement.pk), clients)


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
