"""No page may cost more queries because there is more to show, and generated cases are what the
engine would have left.
"""

from datetime import timedelta
from itertools import count
from unittest import mock

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.models import Count, F, Max
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements import demo
from agreements.models import Agreement, Correction, Fulfilment, State, chain_is_intact
from agreements.monitoring.duties import ledger
from agreements.regulations import catalogue
from agreements.workflow.deadlines import term_key
from agreements.workflow.evaluation import evaluate_case
from bench.generate import generate
from kerjasama.accounts import sessions
from kerjasama.accounts.models import Membership, Role, Unit, User
from partners.models import Partner

from .conftest import first_told_by, in_office, is_of_the_day
from .home import settle_at_home
from .kept import kept

MOST = {
    "daftar": 15,
    # Of a case abroad, one asks whether what was found of all yearly reports still holds.
    "kerja-sama": 31,
    "beranda": 25,
    # A leader's has nine panels, whose figures are kept until something happens, and what is
    # supervised.
    "dasbor": 39,
    "dasbor-angka": 25,
    "kewajiban": 15,
    "penandatanganan": 12,
    "naskah-asli": 12,
}
MOST |= {"radar": 15, "indikator": 12}
MANY = 240
# Whose keys decide what the generated cases are like.
COUNTED_ON = (Agreement, Correction, Partner)


@pytest.fixture
def sixty(db):
    kept.once("sixty", begin_with_sixty)


def begin_with_sixty() -> None:
    with connection.cursor() as cursor:  # the same cases in each run, whatever tests went before
        for model in COUNTED_ON:
            if not model.objects.exists():
                cursor.execute(f"ALTER SEQUENCE {model._meta.db_table}_id_seq RESTART")
    generate(60)
    # Few cases spread over many units: staff of several sees running and signed ones.
    staff = User.objects.get(username="staf")
    for unit in Unit.objects.annotate(cases=Count("agreements")).order_by("-cases", "pk")[:6]:
        Membership.objects.get_or_create(user=staff, role=Role.OPD, unit=unit)
    in_office()  # an office at work; what is missing costs its page the questions that name it
    settle_at_home(address="Jalan Contoh Nomor 1")


def go_on_with(count: int) -> None:
    """So many cases more, with the keys after those there are."""
    with connection.cursor() as cursor:
        for model in COUNTED_ON:
            newest = model.objects.aggregate(newest=Max("pk"))["newest"]
            cursor.execute("SELECT setval(%s, %s)", [f"{model._meta.db_table}_id_seq", newest])
    kept.once(("more", count), lambda: generate(count))


def nobody_is_seen():
    """Once a minute a page also writes down that somebody is there: whether that falls into these
    pages is chance.
    """
    return mock.patch.object(sessions, "EACH", timedelta(days=1))


def reported_by(user) -> int:
    """The signed case with the oldest duty this person sees, with one report recorded and the next
    ones owed.
    """
    due = ledger.Ledger(Agreement.objects.visible_to(user), timezone.localdate())[0:1][0]
    done = {"done_on": due.due_on, "by": user}
    Fulfilment.objects.get_or_create(
        agreement_id=due.agreement_id, duty_code=due.duty.code, period=due.period, defaults=done
    )
    return due.agreement_id


@nobody_is_seen()
def counted(reported: dict[str, int]) -> dict[tuple[str, str], int]:
    """Queries of each page for a SEKDA and for the staff of an OPD, on a case and filters that show
    something; caches empty, but for what the office sets once.
    """
    counts = {}
    for name in ("sekda", "staf"):
        user, client = User.objects.get(username=name), Client()
        client.force_login(user)
        cases = Agreement.objects.visible_to(user).running().order_by("pk")
        case = cases.exclude(stage_code="persiapan").first() or cases[0]
        late_in = Agreement.objects.values_list("owner", flat=True).get(pk=reported[name])
        addresses = {
            page: reverse(page, args=[case.pk] if page == "kerja-sama" else []) for page in MOST
        }
        addresses |= {
            "daftar, disaring": f"{addresses['daftar']}?status={case.state}&urut=judul",
            "kerja-sama, ditandatangani": reverse("kerja-sama", args=[reported[name]]),
            "kewajiban, selesai": f"{addresses['kewajiban']}?status=selesai",
            "kewajiban, terlambat": f"{addresses['kewajiban']}?status=terlambat&opd={late_in}",
        }
        if not counts:
            for url in addresses.values():
                client.get(url)  # reads the settings of the office
            caches["local"].clear()
        for page, url in addresses.items():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts[name, page] = len(queries)
    return counts


@pytest.mark.timeout(300)
def test_a_page_costs_no_more_queries_with_many_agreements_than_with_sixty(sixty, request):
    """Many: more than a page of every list; two thousand when all is asked."""
    reported = {name: reported_by(User.objects.get(username=name)) for name in ("sekda", "staf")}
    few = counted(reported)
    go_on_with(1940 if request.config.getoption("--thorough") else MANY)
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE"
        )  # within a transaction nobody else can, and plans for empty tables take minutes
    # A page may ask less: nothing of what settled the duties it shows.
    assert {
        page: (queries, few[page])
        for page, queries in counted(reported).items()
        if queries > few[page]
    } == {}
    for (name, page), queries in few.items():
        assert queries <= MOST[page.split(",")[0]], (name, page)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", ["staf", "hukum"])
@nobody_is_seen()
def test_no_stage_of_any_track_makes_the_page_of_a_case_dear(sixty, name, request):
    """The law department reads the drafts; their text is woven anew to say what it lacks. A stage
    that tracks share is asked on the first of them, and each day a seventh, unless all is asked.
    """
    thorough = request.config.getoption("--thorough")
    go_on_with(MANY)
    user, client = User.objects.get(username=name), Client()
    client.force_login(user)
    for unit in Unit.objects.all():
        Membership.objects.get_or_create(user=user, role=demo.ACCOUNTS[name], unit=unit)
    Agreement.objects.update(state=State.RUNNING)
    signed_first = F("effective_on").asc(nulls_last=True)
    cases = (
        Agreement.objects.visible_to(user)
        .order_by("track_code", signed_first, "pk")
        .distinct("track_code")
    )
    assert {case.track_code for case in cases} == {track.code for track in catalogue.TRACKS}
    places = count()
    for case in cases:
        track = catalogue.newest_track_version(case.track_code)
        assert track.stages == case.track.stages
        for stage in track.stages if thorough else (track.stages[0], *first_told_by(track)):
            is_drafting = any(need.draft for need in stage.requirements)
            asked = name == "staf" or is_drafting
            if asked and (thorough or is_of_the_day(next(places), 7)):
                Agreement.objects.filter(pk=case.pk).update(stage_code=stage.code)
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(reverse("kerja-sama", args=[case.pk])).status_code == 200
                assert len(queries) <= MOST["kerja-sama"] + 2 * is_drafting, (
                    case.track_code,
                    stage.code,
                )


def test_generated_cases_stand_as_the_engine_would_have_left_them(sixty):
    for agreement in Agreement.objects.all():
        situation = evaluate_case(agreement)
        term = situation.term
        assert agreement.holders == situation.holders
        assert agreement.term_key == (
            term_key(agreement.track, situation.stage, term.term) if term else ""
        )
        assert agreement.term_from == (term.start if term else None)
        assert chain_is_intact(agreement)
        open_now = set(agreement.clocks.filter(ended_at=None).values_list("owner", "stage_code"))
        owners = ["SUSPENDED"] if agreement.state == State.SUSPENDED else agreement.holders
        assert open_now == {(owner, agreement.stage_code) for owner in owners}
