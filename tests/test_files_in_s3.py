"""Stored files in a bucket of S3 instead of a folder of the machine."""

from io import BytesIO
from zipfile import ZipFile

import boto3
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from agreements import tasks
from agreements.documents import store
from agreements.documents.archive import integrity
from agreements.documents.bundles import making
from agreements.models import Document, FileCheck, FileState, ImportBatch
from kerjasama.files.choosing import storage_at
from kerjasama.files.faults import Unreachable
from kerjasama.health.basics import read_bucket
from kerjasama.health.readings import Light
from kerjasama.operations.backups import make_backup, stored_files
from kerjasama.operations.buckets import bucket_at
from kerjasama.operations.encrypting import Lock
from kerjasama.operations.installation import this_source
from kerjasama.operations.places import Folder
from kerjasama.operations.restoring import check_backup

from .reading import words_of
from .servers import serve_s3
from .test_operations import NOW

AT = "s3://daerah/berkas"
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def s3(monkeypatch, settings):
    """The program stores its files there."""
    with serve_s3(monkeypatch) as server:
        use_bucket(settings)
        yield server


def use_bucket(settings) -> None:
    settings.FILES_AT = AT
    settings.STORAGES = {**settings.STORAGES, "files": storage_at(AT, "AES256")}


def key_of(sha256: str) -> dict[str, str]:
    return {"Bucket": "daerah", "Key": f"berkas/{sha256[:2]}/{sha256}"}


def files_on_disk(settings) -> list[str]:
    return [file.name for file in settings.MEDIA_ROOT.rglob("*") if file.is_file()]


def test_what_is_stored_lies_in_the_bucket_encrypted_and_is_verified_at_each_reading(
    s3, db, settings
):
    sha256 = store.store_bytes(b"satu berkas")
    there = boto3.client("s3")
    assert there.head_object(**key_of(sha256))["ServerSideEncryption"] == "AES256"
    assert store.read_stored(sha256) == b"satu berkas" and not files_on_disk(settings)
    there.put_object(**key_of(sha256), Body=b"lain")
    with pytest.raises(store.Altered):
        store.read_stored(sha256)
    store.take_away(sha256, lambda _: False)
    with pytest.raises(store.Lost):
        store.verify_stored(sha256)


def keep(people, content: bytes) -> str:
    sha256 = store.store_bytes(content)
    told = {"file_name": "a.xlsx", "size": 1, "by": people["admin"], "ordered_at": NOW}
    ImportBatch.objects.create(sha256=sha256, **told)
    return sha256


def test_while_s3_is_away_no_file_is_called_damaged_and_the_check_goes_on_later(
    s3, people, monkeypatch
):
    sha256 = keep(people, b"utuh")
    integrity.verify_files()
    s3.stop()
    with pytest.raises(Unreachable):
        store.read_stored(sha256)
    later = []
    monkeypatch.setattr(tasks.check_files, "apply_async", lambda *told, **when: later.append(when))
    tasks.check_files()
    assert later == [{"countdown": tasks.AWAY_SECONDS}]
    assert [row.state for row in FileCheck.objects.all()] == [FileState.INTACT]
    assert read_bucket().light is Light.LATE


def test_people_open_their_papers_and_bundles_from_the_bucket(
    s3, make_agreement, people, signed_in, settings
):
    case = make_agreement(at="penyusunan_kb")
    paper = Document.objects.filter(agreement=case, state="siap").first()
    browser = signed_in(people["staf"])
    page = reverse("dokumen", args=[paper.pk])
    assert browser.get(page).getvalue().startswith(b"%PDF-")
    bundle = making.order_bundle(case, people["staf"], "zip")
    making.make_bundle(bundle.pk)
    answer = browser.get(reverse("unduh-berkas-lengkap", args=[case.pk, bundle.pk]))
    gathered = ZipFile(BytesIO(answer.getvalue()))
    digests = {store.digest_of(gathered.read(name)) for name in gathered.namelist()}
    assert paper.sha256 in digests and not files_on_disk(settings)
    s3.stop()
    answer = browser.get(page)
    assert answer.status_code == 503
    assert "Tempat berkas sedang tidak menjawab" in words_of(answer.content.decode())


def test_a_folder_moves_into_the_bucket_file_by_file_and_again_only_what_is_new(
    monkeypatch, settings, people, capsys
):
    with serve_s3(monkeypatch):
        first = keep(people, b"satu")
        call_command("move_files", AT)
        assert "1 berkas disalin dan dibaca, 0 sudah ada" in capsys.readouterr().out
        second = keep(people, b"dua")
        call_command("move_files", AT)
        told = capsys.readouterr().out
        assert "1 berkas disalin dan dibaca, 1 sudah ada" in told and f"FILES_AT={AT}" in told
        store.path_of(second).write_bytes(b"rusak")
        boto3.client("s3").delete_object(**key_of(second))
        with pytest.raises(CommandError, match="1 berkas belum sampai utuh"):
            call_command("move_files", AT)
        use_bucket(settings)
        assert store.read_stored(first) == b"satu"


@committed
def test_a_bucket_of_files_is_backed_up_into_a_folder(s3, people, tmp_path_factory):
    sha256 = keep(people, b"satu berkas")
    place = Folder(tmp_path_factory.mktemp("cadangan"))
    record = make_backup(this_source(), place, Lock(), NOW)
    assert (record.files, record.lost) == (1, ()) and check_backup(place, record) == []
    assert stored_files(bucket_at(AT)) == [sha256]
