"""The seals on the heads of the log: each head keeps its proof when the region's certificate is
replaced, and nobody who owns the database alone seals one.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from kerjasama import authority
from kerjasama.accounts.models import Unit
from kerjasama.logbook import heads, seals
from kerjasama.logbook.models import Deed, LogEntry, LogHead
from kerjasama.logbook.verifying import Wrong, verify_log

from .reading import words_of
from .test_logbook import LOG, past_the_triggers

SEALS = "segel catatan"


@pytest.fixture
def install_seal(settings, tmp_path):
    """Make a seal of its own authority and set it; the operator replaced the certificate so."""

    def install(name: str) -> Path:
        place = tmp_path / name
        authority.make_authority(place)
        settings.SEAL_CERTIFICATE = str(place / "seal.p12")
        settings.SEAL_PASSPHRASE = (place / "passphrase").read_text()
        return place

    return install


@pytest.fixture
def next_day(people):
    """Something is written, and the night makes its head."""
    written = iter(range(100))

    def make() -> LogHead:
        Unit.objects.create(name=f"Dinas {next(written)}")
        return heads.make_head()

    return make


def found() -> set[tuple[str, str]]:
    return {(fault.wrong, fault.subject) for fault in verify_log()}


def seal_anew(head: LogHead) -> None:
    """Whatever seal is set now, on a head of before."""
    forged = seals.sign(head.digest.encode())
    past_the_triggers(
        "UPDATE logbook_loghead SET seal=%s, sealed_by=%s WHERE id=%s",
        *(forged.signature, forged.name, head.pk),
    )


def test_all_stays_whole_when_the_certificate_is_replaced_again_and_again(install_seal, next_day):
    install_seal("pertama")
    next_day()
    install_seal("kedua")
    assert found() == set()  # before any head bears the new one
    next_day()
    assert found() == set()
    install_seal("ketiga")
    next_day()
    assert found() == set()
    assert LogEntry.objects.filter(stream=SEALS, action=Deed.SEAL).count() == 3


def test_it_stays_whole_without_a_seal_and_after_secret_key_was_replaced(
    install_seal, next_day, settings
):
    install_seal("pertama")
    next_day()
    install_seal("kedua")
    next_day()
    settings.SECRET_KEY = "yang-lain-sama-sekali"
    assert found() == set()  # the second names the first, by its own signature
    settings.SECRET_KEY_FALLBACKS = []
    install_seal("ketiga")  # nothing proves any more that the second was ours
    assert found() == {(Wrong.SEAL, "1"), (Wrong.SEAL, "2")}


def test_the_region_takes_its_seal_off_and_older_heads_keep_their_proof(
    install_seal, next_day, settings
):
    install_seal("pertama")
    next_day()
    settings.SEAL_CERTIFICATE = ""
    assert found() == set()


def test_a_head_sealed_by_a_stranger_is_found_before_and_after_a_rotation(install_seal, next_day):
    install_seal("pertama")
    next_day()
    install_seal("orang lain")
    seal_anew(LogHead.objects.get(number=1))
    install_seal("kedua")
    assert found() == {(Wrong.SEAL, "1")}
    next_day()
    assert found() == {(Wrong.SEAL, "1")}


def test_a_stranger_is_not_put_on_record_by_whoever_owns_the_database(
    install_seal, next_day, settings
):
    install_seal("pertama")
    next_day()
    secret, settings.SECRET_KEY = settings.SECRET_KEY, "rekaan"
    install_seal("orang lain")
    seals.put_on_record()
    seal_anew(LogHead.objects.get(number=1))
    settings.SECRET_KEY = secret
    install_seal("pertama")
    assert found() == {(Wrong.SEAL, "1")}
    install_seal("kedua")
    next_day()
    assert found() == {(Wrong.SEAL, "1")}


def test_the_authority_of_everybodys_seals_does_not_make_a_stranger_the_region(
    install_seal, next_day, settings
):
    install_seal("pertama")
    next_day()
    strange = install_seal("orang lain")
    seal_anew(LogHead.objects.get(number=1))
    settings.TRUST_ROOTS = str(strange / "trust")
    install_seal("kedua")
    assert found() == {(Wrong.SEAL, "1")}


def test_heads_from_before_seals_were_on_record_are_known_by_their_authority(
    install_seal, next_day, settings, monkeypatch
):
    former = install_seal("pertama")
    with monkeypatch.context() as patched:
        patched.setattr(seals, "put_on_record", lambda: None)
        next_day()
    install_seal("kedua")
    assert found() == {(Wrong.SEAL, "1")}
    settings.TRUST_ROOTS = str(former / "trust")
    assert found() == set()
    next_day()
    assert found() == set()


def test_the_moment_of_a_head_is_part_of_it(next_day):
    head = next_day()
    assert found() == set()
    earlier = head.at - timedelta(days=3)
    past_the_triggers("UPDATE logbook_loghead SET at=%s WHERE id=%s", earlier, head.pk)
    assert found() == {(Wrong.HEAD, "1")}


def test_heads_of_the_first_release_are_whole_without_it(next_day, settings):
    settings.SEAL_CERTIFICATE = ""
    head = next_day()
    former = heads._digest_of(head)
    past_the_triggers("UPDATE logbook_loghead SET digest=%s WHERE id=%s", former, head.pk)
    assert found() == set()


def test_the_log_tells_which_seal_was_set_when_and_its_mail_the_fingerprint(
    install_seal,
    next_day,
    people,
    signed_in,
    settings,
    mailoutbox,
    django_capture_on_commit_callbacks,
):
    settings.LOG_HEAD_ADDRESSES = ["arsip@example.go.id"]
    install_seal("pertama")
    with django_capture_on_commit_callbacks(execute=True):
        next_day()
    (entry,) = LogEntry.objects.filter(stream=SEALS)
    page = words_of(signed_in(people["admin"]).get(LOG, {"jenis": SEALS}).content.decode())
    assert f"Segel catatan: {authority.SEAL_NAME}" in page and "Segel dipasang" in page
    assert f"Sidik sertifikat: {entry.subject}" in page
    assert f"Sidik sertifikat segel: {entry.subject}" in mailoutbox[-1].body
    assert entry.at <= timezone.now()
