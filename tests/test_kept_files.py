"""A file that was chosen in a form that was refused need not be chosen again."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from kerjasama.accounts.models import RegionProfile
from kerjasama.drafts import files
from kerjasama.drafts.models import KeptFile

FIELD = "emblem_upload"
PROFILE = {
    "level": "kabupaten",
    "name": "Kabupaten Kutai Kartanegara",
    "head_title": "Bupati",
    "governor": "Gubernur Kalimantan Timur",
    "seat": "Tenggarong",
    "address": "Jalan Contoh Nomor 1",
    "number_pattern": "{urut}/{jenis}/{tahun}",
}


def picture(name="lambang.png"):
    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def token_on(page: str) -> str:
    return re.search(r'name="_berkas_emblem_upload" value="([^"]+)"', page)[1]


@pytest.fixture
def address(people):
    return reverse("profil-daerah")


@pytest.fixture
def admin(people, signed_in):
    return signed_in(people["admin"])


@pytest.fixture
def refused(admin, address) -> str:
    """The page after a form with a good file and a wrong field."""
    answer = admin.post(address, PROFILE | {"short_name": "", FIELD: picture()})
    assert answer.status_code == 422
    return answer.content.decode()


def test_the_file_is_named_and_used_when_the_form_is_sent_again(refused, admin, address):
    assert "lambang.png" in refused and "tetap dipakai" in refused
    answer = admin.post(
        address, PROFILE | {"short_name": "Kukar", "_berkas_emblem_upload": token_on(refused)}
    )
    assert answer.status_code == 302
    assert bytes(RegionProfile.objects.get().emblem) == picture().read()
    assert not KeptFile.objects.exists(), "what was taken is not kept any longer"


def test_a_file_stays_through_several_refusals(refused, admin, address):
    for _ in range(2):
        refused = admin.post(
            address, PROFILE | {"short_name": "", "_berkas_emblem_upload": token_on(refused)}
        ).content.decode()
    assert "lambang.png" in refused and KeptFile.objects.count() == 1


def test_a_file_can_be_dropped(refused, admin, address):
    sent = PROFILE | {
        "short_name": "Kukar",
        "_berkas_emblem_upload": token_on(refused),
        "_buang_emblem_upload": "1",
    }
    assert admin.post(address, sent).status_code == 302
    assert not RegionProfile.objects.get().emblem


def test_another_file_takes_its_place(refused, admin, address):
    sent = PROFILE | {
        "short_name": "",
        "_berkas_emblem_upload": token_on(refused),
        FIELD: picture("lain.png"),
    }
    page = admin.post(address, sent).content.decode()
    assert "lain.png" in page and "lambang.png" not in page


def test_nobody_uses_another_persons_file(refused, people, signed_in, address):
    other = people["kabag"]
    other.memberships.update(role="ADMIN")
    answer = signed_in(other).post(
        address, PROFILE | {"short_name": "Kukar", "_berkas_emblem_upload": token_on(refused)}
    )
    assert answer.status_code == 302 and not RegionProfile.objects.get().emblem


def test_a_file_whose_content_is_refused_is_not_kept(admin, address):
    wrong = SimpleUploadedFile("lambang.png", b"MZ\x90\x00 program", "image/png")
    answer = admin.post(address, PROFILE | {"short_name": "", FIELD: wrong})
    assert answer.status_code == 422 and not KeptFile.objects.exists()


def test_kept_files_are_purged(refused, settings):
    KeptFile.objects.update(at=timezone.now() - timedelta(hours=settings.KEPT_FILE_HOURS + 1))
    files.purge_kept_files()
    assert not KeptFile.objects.exists()
