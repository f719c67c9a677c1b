import pytest
from django.test import Client

from agreements import demo
from agreements.documents import rendering
from kerjasama.accounts.models import Membership, Unit, User
from partners.models import Partner


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def people(db):
    unit = Unit.objects.create(name="Dinas Komunikasi dan Informatika")
    for name, role in demo.ACCOUNTS.items():
        Membership.objects.create(user=User.objects.create_user(name), role=role, unit=unit)
    return {user.username: user for user in User.objects.all()}


@pytest.fixture
def stranger(people):
    user = User.objects.create_user("staf-lain")
    Membership.objects.create(user=user, role="OPD", unit=Unit.objects.create(name="Dinas Kesehatan"))
    return user


@pytest.fixture
def make_agreement(people):
    partner = Partner.objects.create(name="Mitra Contoh", kind="swasta", representative_position="Direktur")

    def make(track="ksdpk-daerah", at=None, **fields):
        agreement = demo.case(track, Unit.objects.get(name="Dinas Komunikasi dan Informatika"), partner, people["staf"], **fields)
        while at and agreement.stage_code != at:
            agreement = pass_stage(agreement, people)
        return agreement

    return make


def order_and_render(agreement, person, kind):
    rendering.render(rendering.order(agreement.pk, person, kind).pk)


def pass_stage(agreement, people):
    from agreements.workflow import engine

    demo.meet_everything(agreement, order_and_render)
    return engine.complete(agreement.pk, people["verifikator"], agreement.stage_code)


@pytest.fixture
def signed_in(people):
    def client_of(user):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of
