"""The first page of an empty installation keeps what was typed and chosen when it refuses
something.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kerjasama.accounts import first_run
from kerjasama.accounts.models import RegionProfile, User
from kerjasama.drafts.models import KeptFile

from .test_kept_files import PROFILE, picture

pytestmark = pytest.mark.django_db
EMBLEM = "daerah-emblem_upload"
PASSWORD = "Ulin-Mahakam-Pesut-71"
ACCOUNT = {
    "username": "ani",
    "first_name": "Ani",
    "email": "ani@contoh.go.id",
    "password1": PASSWORD,
    "password2": PASSWORD,
    "unit_name": "Bagian Kerja Sama",
}


def sent(**changes) -> dict:
    region = {
        f"daerah-{name}": value for name, value in (PROFILE | {"short_name": "Kukar"}).items()
    }
    return ACCOUNT | region | {"code": first_run.installation_code()} | changes


def token_on(page: str) -> dict:
    return {f"_berkas_{EMBLEM}": re.search(rf'name="_berkas_{EMBLEM}" value="([^"]+)"', page)[1]}


def test_a_wrong_code_loses_neither_fields_nor_emblem():
    client = Client()
    refused = client.post(reverse("mulai"), sent(code="SALAH") | {EMBLEM: picture()})
    page = refused.content.decode()
    assert refused.status_code == 422 and not User.objects.exists()
    for typed in (
        "ani@contoh.go.id",
        "Bagian Kerja Sama",
        "Tenggarong",
        "Gubernur Kalimantan Timur",
        "lambang.png",
    ):
        assert typed in page, typed
    assert client.post(reverse("mulai"), sent() | token_on(page)).status_code == 302
    assert bytes(RegionProfile.objects.get().emblem) == picture().read()
    assert User.objects.get().username == "ani" and not KeptFile.objects.exists()


def test_a_field_of_the_region_left_empty_loses_nothing_of_the_account():
    page = (
        Client()
        .post(reverse("mulai"), sent(**{"daerah-seat": ""}) | {EMBLEM: picture()})
        .content.decode()
    )
    assert 'value="ani"' in page and "lambang.png" in page
    assert PASSWORD not in page, "what is secret is typed again"


def test_the_emblem_that_one_browser_left_behind_is_not_given_to_another():
    page = (
        Client().post(reverse("mulai"), sent(code="SALAH") | {EMBLEM: picture()}).content.decode()
    )
    other = Client().post(reverse("mulai"), sent(code="SALAH") | token_on(page))
    assert "lambang.png" not in other.content.decode()
