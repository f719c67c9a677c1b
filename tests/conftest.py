import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count
from secrets import token_hex
from unittest import mock
from zlib import crc32
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper
from django.test import Client, TransactionTestCase
from django.utils import timezone

from agreements import demo
from agreements.demo.filled_case import sign_at_once
from agreements.documents import rendering
from agreements.documents.signatures import sealing
from agreements.models import Agreement, Document, State
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Stage, Track
from agreements.workflow import engine, meeting_requirements, settling
from kerjasama.accounts import levels
from kerjasama.accounts.models import Membership, Office, Official, RegionProfile, Unit, User
from kerjasama.web.kept_settings import forget_settings
from partners.models import Partner

from .found_once import find_static_files_once
from .home import HOME, settle_at_home
from .kept import kept
from .post import PostOffice, smtp
from .program import lesser_role

REAL_DAY = ("browser", "test_failures.py", "test_run.py", "test_sso.py")
PATIENCE = 300  # seconds, for a browser or a whole program
WITA = ZoneInfo("Asia/Makassar")
TEST = count(1)
RUN = token_hex(4)
SWEEP_DAY = "SWEEP_DAY"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--today",
        metavar="DAY",
        help="run as on this day in WITA, as 2028-02-29 or '2026-12-31 23:40'",
    )
    parser.addoption(
        "--anew",
        action="store_true",
        help="build in every test what it stands on, also what another built before",
    )
    parser.addoption(
        "--thorough",
        action="store_true",
        help="try also what says the same as something tried already, and fresh chances",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The day is another before any test module is read, since some take it down there; and chance
    is the same in every run, unless all is asked for.
    """
    fresh = config.getoption("--thorough")
    config.addinivalue_line(
        "markers", "laid_out: the papers on the way to where it begins are laid out on pages too"
    )
    config.addinivalue_line(
        "markers", "sweep(parts): dear and alike; each day runs one part, and all when all is asked"
    )
    # The workers of one run share its day, whenever they begin.
    os.environ.setdefault(SWEEP_DAY, str(date.today().toordinal()))
    kept.is_on = not config.getoption("--anew")
    find_static_files_once()
    hypothesis.settings.register_profile("ours", derandomize=not fresh, deadline=None)
    hypothesis.settings.load_profile("ours")
    if day := config.getoption("--today"):
        traveller = time_machine.travel(datetime.fromisoformat(day).replace(tzinfo=WITA), tick=True)
        traveller.start()
        config.add_cleanup(traveller.stop)


def pytest_report_header(config: pytest.Config) -> str:
    if config.getoption("--thorough"):
        return "sweeps: all"
    return f"sweeps: those of day {os.environ[SWEEP_DAY]}; {SWEEP_DAY}=... runs another's"


def is_of_the_day(place: int, parts: int) -> bool:
    """Whether it is the turn of that place in a row of which each day asks one of so many parts.

    Each round of turns begins with another, since cases repeat in threes.
    """
    return (place + place // parts + int(os.environ[SWEEP_DAY])) % parts == 0


def of_the_day(items: list[pytest.Item]) -> list[pytest.Item]:
    """Without those cases of sweeps whose turn is another day. What was asked for by its own name
    stays.
    """
    sweeps: Counter[str] = Counter()
    staying = []
    for item in items:
        if sweep := item.get_closest_marker("sweep"):
            whole = item.nodeid.rsplit("[", 1)[0] if "[" in item.nodeid else item.parent.nodeid
            place = sweeps[whole] + crc32(whole.encode())  # each sweep begins at another case
            sweeps[whole] += 1
            if not is_of_the_day(place, sweep.args[0]):
                continue
        staying.append(item)
    return staying if len(items) > 1 else items


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Programs that a test starts live on the real day, so those tests are left out on another.
    They may also take longer.
    """
    if not config.getoption("--thorough"):
        staying = of_the_day(items)
        config.hook.pytest_deselected(items=list(set(items) - set(staying)))
        items[:] = staying
    real = pytest.mark.skip(reason="starts programs, which live on the real day")
    for item in items:
        if set(item.path.parts) & set(REAL_DAY):
            item.add_marker(pytest.mark.timeout(PATIENCE))
            if config.getoption("--today"):
                item.add_marker(real)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Test databases are copies of a migrated one where bin/test made one. The planner knows little
    of their tables: it would start helpers for a query over all of them, which are all but empty.
    """
    connection.settings_dict["OPTIONS"]["options"] = (
        "-c max_parallel_workers_per_gather=0 -c jit=off"
    )
    if template := os.environ.get("TEST_TEMPLATE"):
        connection.settings_dict["TEST"]["TEMPLATE"] = template


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """After a test that commits the empty world comes back by its rows, where the account of the
    database may do so. Else Django empties all tables, for which the log lets go of its guard.
    """
    operations, guard = (
        type(connection.ops),
        "ALTER TABLE agreements_stageevent {} TRIGGER stage_events_are_never_emptied;",
    )
    flush = operations.sql_flush
    operations.sql_flush = lambda *args, **options: [
        guard.format("DISABLE"),
        *flush(*args, **options),
        guard.format("ENABLE"),
    ]
    go_back = DatabaseWrapper._savepoint_rollback

    def going_back(wrapper, savepoint):
        kept.goings_back += 1
        return go_back(wrapper, savepoint)

    DatabaseWrapper._savepoint_rollback = going_back
    with django_db_blocker.unblock():
        kept.is_on = kept.is_on and kept.may_change_rows()
        if kept.is_on:
            if not kept.sees_empty_world():
                call_command("flush", interactive=False, verbosity=0)
            empty, sums = kept.read({}), kept.sums_of_rows()
            TransactionTestCase._fixture_teardown = lambda test: kept.put(empty, sums)


@pytest.fixture(scope="session")
def program(django_db_setup, django_db_blocker):
    """Name and address of the role that serves."""
    with django_db_blocker.unblock(), lesser_role() as role:
        yield role


@pytest.fixture(autouse=True)
def own_files(request, settings, tmp_path, monkeypatch):
    caches["local"].clear()
    forget_settings()
    # Runs share one Redis, not their people; nor do two tests.
    own = f"{connection.settings_dict['NAME']}/{RUN}/{next(TEST)}"
    for name in ("shared", "default"):  # here, and in threads of a server that begin later
        caches[name].key_prefix = caches.settings[name]["KEY_PREFIX"] = own
    monkeypatch.setattr(RegionProfile, "before_it_is_filled_in", lambda: RegionProfile(**HOME))
    levels.remember_level(HOME["level"])
    kept.begin(monkeypatch, lays_out=request.node.get_closest_marker("laid_out") is not None)
    settings.MEDIA_ROOT = tmp_path
    settings.LOG_WITNESS = tmp_path / "log-heads.txt"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def blank_papers(monkeypatch):
    """For tests that claim nothing about papers: each is written as ever, but not laid out on
    pages, and no scan is sealed.
    """
    monkeypatch.setattr(rendering, "to_pdf", blank_pdf)
    monkeypatch.setattr(sealing, "has_seal", seals_nothing)


def seals_nothing() -> bool:
    """A region without a seal."""
    return False


def blank_pdf(paper: Document) -> bytes:
    """The words of the paper, not laid out."""
    return b"%PDF-1.7 " + rendering.to_html(paper).encode()


@pytest.fixture
def people(db):
    kept.once("people", lambda: populate() and None)
    return {user.username: user for user in User.objects.all()}


def populate() -> dict[str, User]:
    """One account for each role, in one OPD, and somebody in every office."""
    unit = Unit.objects.create(
        name="Dinas Komunikasi dan Informatika", address="Jalan Dinas Nomor 3"
    )
    for name, role in demo.ACCOUNTS.items():
        Membership.objects.create(user=User.objects.create_user(name), role=role, unit=unit)
    in_office()
    if not RegionProfile.objects.exists():
        settle_at_home(address="Jalan Contoh Nomor 1")
    return {user.username: user for user in User.objects.all()}


def in_office() -> None:
    """Somebody in every office, for as long as any test looks back."""
    long_ago = date(2000, 1, 1)
    for office, name in {Office.HEAD: "Contoh Bupati", Office.SECRETARY: "Contoh Sekda"}.items():
        Official.objects.create(office=office, name=name, since=long_ago)
    for unit in Unit.objects.all():
        Official.objects.create(
            office=Office.UNIT_HEAD, unit=unit, name="Contoh Kepala", since=long_ago
        )


@pytest.fixture
def stranger(people):
    def come():
        somebody(
            "staf-lain",
            Unit.objects.create(name="Dinas Kesehatan", address="Jalan Lain Nomor 4"),
            "OPD",
        )

    kept.once("stranger", come)
    return User.objects.get(username="staf-lain")


def somebody(name: str, unit: Unit, *roles: str) -> User:
    user = User.objects.create_user(name)
    for role in roles:
        Membership.objects.create(user=user, role=role, unit=unit)
    return user


@pytest.fixture
def make_agreement(people):
    return case_maker(people)


def case_maker(people):
    """Makes a case on a track, walked by the engine to the stage `at`."""

    def make(track="ksdpk-daerah", at=None, **fields):
        def build():
            return walk(track, at, fields) if at else begin(track, fields)

        pk = kept.once(named(track, at, fields), lambda: build().pk)
        return Agreement.objects.get(pk=pk)

    def named(track, at, fields):
        said = ((name, repr(value), getattr(value, "pk", None)) for name, value in fields.items())
        return "case", track, at, tuple(said)

    def walk(track, at, fields):
        """On from the farthest stage before it at which the same case stood in another test."""
        stages = [stage.code for stage in catalogue.newest_track_version(track).stages]
        before = (code for code in reversed(stages[: stages.index(at)]))
        agreement = make(track, next(filter(known(track, fields), before), None), **fields)
        for _ in stages:
            if agreement.stage_code == at:
                break
            agreement = pass_stage(agreement, people)
            kept.halfway(named(track, agreement.stage_code, fields), agreement.pk)
        assert agreement.stage_code == at
        return agreement

    def known(track, fields):
        return lambda code: kept.knows(named(track, code, fields))

    def begin(track, fields):
        unit = Unit.objects.get(name="Dinas Komunikasi dan Informatika")
        road = catalogue.newest_track_version(track)
        if road.changes and "parent" not in fields:
            fields["parent"] = signed_at_once(make(road.parents[0]), people["verifikator"])
        elif road.under_parent and "parent" not in fields:
            parent = make(road.parents[0], at="penyusunan_pks")
            fields["parent"] = type(parent).objects.get(pk=parent.pk)
        kind = demo.kind_for(track)
        signer = {
            "representative": "Contoh Pimpinan",
            "representative_position": "Pimpinan",
            "representative_position_en": "Head",
        }
        data = (
            signer
            | {"address": "Jalan Mitra Nomor 2"}
            | demo.examples_abroad.PARTNERS.get(kind, {})
        )
        partner, _ = Partner.objects.get_or_create(
            name=f"Mitra Contoh {kind}", kind=kind, defaults=data
        )
        return demo.make_case(track, unit, partner, people["staf"], **fields)

    return make


def signed_at_once(agreement: Agreement, by: User) -> Agreement:
    """The case as if every naskah of its track had been signed today, for tests that claim nothing
    about how it came to that.
    """
    kept.once(("signed at once", agreement.pk, by.pk), lambda: sign_at_once(agreement, by))
    return Agreement.objects.get(pk=agreement.pk)


@pytest.fixture
def signed(make_agreement):
    """A case whose every naskah is signed and whose stages are all done."""

    def make(track="ksdpk-daerah", **fields):
        case = make_agreement(track, **fields)
        term = {"effective_on": date(2026, 3, 10), "expires_on": date(2028, 3, 9)}
        term |= {"ends_on": date(2028, 3, 9), "state": State.DONE}
        rows = Agreement.objects.filter(pk=case.pk)
        kept.once(("signed", case.pk), lambda: rows.update(**term))
        return Agreement.objects.get(pk=case.pk)

    return make


@pytest.fixture
def abroad(signed):
    return signed(next(track.code for track in catalogue.TRACKS if track.code.startswith("ksdpl")))


def as_long_as(condition: Callable[[], object], most: int = 100) -> Iterator[int]:
    """The steps of a loop that goes on as long as this holds, and fails when that never ends."""
    for step in range(most):
        if not condition():
            return
        yield step
    raise AssertionError(f"still so after {most} steps")


def again(row):
    """The row as it stands now."""
    return type(row).objects.get(pk=row.pk)


def change(case: Agreement, user: User, **content) -> Agreement:
    """Edit the content of a case as it stands now."""

    def write(case: Agreement) -> None:
        for name, value in content.items():
            setattr(case, name, value)
        case.save()

    return engine.edit_content(case.pk, user, set(content), write, again(case).content_hash)


def record(case: Agreement, people, code: str, outcome: str, **said) -> Agreement:
    """Enter a record of the present stage as the verifikator does, decided today."""
    said |= {"outcome": outcome, "decided_on": timezone.localdate()}
    meeting_requirements.meet_requirement(
        case.pk, people["verifikator"], code, case.stage_code, **said
    )
    return again(case)


def order_and_render(agreement, person, kind):
    paper = rendering.order_document(agreement.pk, person, kind)
    rendering.render_queued_document(paper.pk)
    paper.refresh_from_db()
    assert paper.state == "siap", (kind, paper.error)


def first_told_by(track: Track) -> list[Stage]:
    """The stages of the track that no track before it in the catalogue has in the same words."""

    def kind_of(road: Track, stage: Stage) -> tuple:
        return stage, road.is_foreign, road.changes

    before = catalogue.TRACKS[: catalogue.TRACKS.index(track)]
    known = [kind_of(road, stage) for road in before for stage in road.stages]
    return [stage for stage in track.stages if kind_of(track, stage) not in known]


def order_on_the_way(agreement, person, kind):
    """A paper on the way to where a test begins: laid out only where the test is marked so."""
    if kept.lays_out:
        order_and_render(agreement, person, kind)
    else:
        with mock.patch.object(rendering, "to_pdf", blank_pdf):
            order_and_render(agreement, person, kind)


def until_holder(agreement, holder, **answers):
    def walk():
        for _ in range(100):
            agreement.refresh_from_db()
            if agreement.holders == [holder]:
                return
            assert demo.meet_next(agreement, order_on_the_way, **answers), agreement.holders
        raise AssertionError(f"{holder} never held it")

    kept.once(("held", agreement.pk, holder, *answers.items()), walk)
    agreement.refresh_from_db()
    return agreement


def pass_stage(agreement, people):
    def walk():
        demo.pass_stage(agreement, order_on_the_way, people["verifikator"])

    kept.once(("stage passed", agreement.pk, agreement.stage_code), walk)
    return Agreement.objects.get(pk=agreement.pk)


@pytest.fixture
def signed_in(people):
    def client_of(user):
        client = Client()
        client.force_login(user)
        return client

    return client_of


@pytest.fixture
def days_pass(time_machine):
    def move(days: int):
        time_machine.shift(timedelta(days))
        settling.settle_lapsed_cases()

    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
    return move


@pytest.fixture
def post(settings):
    """A real mail server that takes what is sent."""
    office = PostOffice()
    smtp(settings, office.port)
    office.open()
    yield office
    office.shut()
