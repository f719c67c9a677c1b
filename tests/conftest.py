from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from agreements import demo
from agreements.documents import rendering
from agreements.workflow import engine
from kerjasama.accounts.models import Membership, Office, Official, RegionProfile, Unit, User
from partners.models import Partner

from .post import PostOffice, smtp


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Between tests that commit, Django empties all tables: only that flush of the test database may lift the guard of the log."""
    operations, guard = type(connection.ops), "ALTER TABLE agreements_stageevent {} TRIGGER stage_events_are_never_emptied;"
    flush = operations.sql_flush
    operations.sql_flush = lambda *args, **options: [guard.format("DISABLE"), *flush(*args, **options), guard.format("ENABLE")]


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    cache.clear()
    settings.MEDIA_ROOT = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def blank_papers(monkeypatch):
    """For tests that claim nothing about papers: each is written as ever, but not laid out on pages."""
    monkeypatch.setattr(rendering, "to_pdf", lambda paper: b"%PDF-1.7 " + rendering.to_html(paper).encode())


@pytest.fixture
def people(db):
    unit = Unit.objects.create(name="Dinas Komunikasi dan Informatika")
    for name, role in demo.ACCOUNTS.items():
        Membership.objects.create(user=User.objects.create_user(name), role=role, unit=unit)
    in_office()
    if not RegionProfile.objects.exists():
        RegionProfile(address="Jalan Contoh Nomor 1").save()
    return {user.username: user for user in User.objects.all()}


def in_office() -> None:
    """Somebody in every office, for as long as any test looks back."""
    long_ago = date(2000, 1, 1)
    for office, name in {Office.HEAD: "Contoh Bupati", Office.SECRETARY: "Contoh Sekda"}.items():
        Official.objects.create(office=office, name=name, since=long_ago)
    for unit in Unit.objects.all():
        Official.objects.create(office=Office.UNIT_HEAD, unit=unit, name="Contoh Kepala", since=long_ago)


@pytest.fixture
def stranger(people):
    user = User.objects.create_user("staf-lain")
    Membership.objects.create(user=user, role="OPD", unit=Unit.objects.create(name="Dinas Kesehatan"))
    return user


@pytest.fixture
def make_agreement(people):
    """A case on a track, walked by the engine to the stage `at`."""

    def make(track="ksdpk-daerah", at=None, **fields):
        unit = Unit.objects.get(name="Dinas Komunikasi dan Informatika")
        if track.endswith("-pks") and "parent" not in fields:
            parent = make(track.replace("-pks", "-daerah" if "ksdpk" in track else "-sukarela"), at="penyusunan_pks")
            fields["parent"] = type(parent).objects.get(pk=parent.pk)
        kind = demo.kind_for(track)
        signer = {"representative": "Contoh Pimpinan", "representative_position": "Pimpinan", "representative_position_en": "Head"}
        data = signer | {"address": "Jalan Mitra Nomor 2"} | demo.foreign.PARTNERS.get(kind, {})
        partner, _ = Partner.objects.get_or_create(name=f"Mitra Contoh {kind}", kind=kind, defaults=data)
        agreement = demo.case(track, unit, partner, people["staf"], **fields)
        while at and agreement.stage_code != at:
            agreement = pass_stage(agreement, people)
        return agreement

    return make


def order_and_render(agreement, person, kind):
    paper = rendering.order(agreement.pk, person, kind)
    rendering.render(paper.pk)
    paper.refresh_from_db()
    assert paper.state == "siap", (kind, paper.error)


def until_holder(agreement, holder, **answers):
    agreement.refresh_from_db()
    while agreement.holders != [holder]:
        assert demo.meet_next(agreement, order_and_render, **answers), agreement.holders
        agreement.refresh_from_db()
    return agreement


def pass_stage(agreement, people):
    demo.meet_everything(agreement, order_and_render)
    return engine.complete(agreement.pk, people["verifikator"], agreement.stage_code)


@pytest.fixture
def signed_in(people):
    def client_of(user):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture
def days_pass(time_machine):
    def move(days: int):
        time_machine.shift(timedelta(days))
        engine.settle_lapsed()

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
