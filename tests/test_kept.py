"""What comes back by its rows is what was built, and only on the ground on which it was built."""

import pytest
from django.core import mail
from django.db import connection, transaction

from agreements.documents import rendering
from agreements.models import Agreement, StageEvent
from kerjasama.accounts.models import Unit

from .conftest import blank_pdf, case_maker, pass_stage, populate, seals_nothing
from .kept import Rows, files_of_test, kept

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture(autouse=True)
def asked_for():
    before, kept.is_on = kept.is_on, True
    yield
    kept.is_on = before


def everything() -> tuple[dict[str, set[str]], dict[str, bytes]]:
    rows: Rows = kept.read({})
    return {table: set(lines) for table, lines in rows.items()}, files_of_test()


def test_the_same_rows_and_files_come_back(make_agreement, people):
    ground = kept.ground, kept.rows, kept.sums

    def walk():
        kept.ground, kept.rows, kept.sums = ground
        agreement = pass_stage(make_agreement(at="penyusunan_kb"), people)
        return agreement.pk, everything()

    with transaction.atomic():
        built = walk()
        transaction.set_rollback(True)
    for file in files_of_test():
        (kept.media() / file).unlink()
    assert walk() == built
    assert len(built[1][1]) > 2
    assert Agreement.objects.get(pk=built[0]).stage_code == "penandatanganan_kb"


def test_on_other_ground_it_is_built_anew(make_agreement, people):
    first = make_agreement(title="Yang pertama")
    Unit.objects.create(name="Dinas Kesehatan")
    assert make_agreement(title="Yang pertama").pk != first.pk
    assert kept.ground is None


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO django_session VALUES ('a', 'b', now())",
        "UPDATE agreements_agreement SET title = 'Lain'",
        "DELETE FROM agreements_clock",
    ],
)
def test_whatever_else_stands_there_is_noticed_however_it_came(sql, make_agreement):
    first = make_agreement()
    assert kept.ground is not None
    with connection.cursor() as cursor:
        cursor.cursor.execute(sql)  # past all that looks on in Django
        assert cursor.rowcount
    assert make_agreement().pk != first.pk
    assert kept.ground is None


def test_a_world_that_was_there_before_the_test_is_not_taken_for_the_empty_one(db):
    Unit.objects.create(name="Dinas Kesehatan")
    kept.once("one more", lambda: Unit.objects.create(name="Dinas Sosial").pk)
    assert kept.ground is None


def test_what_was_rolled_back_is_no_ground(make_agreement):
    with transaction.atomic():
        make_agreement(title="Dibatalkan")
        transaction.set_rollback(True)
    kept.once("one more", lambda: Unit.objects.create(name="Dinas Sosial").pk)
    assert kept.ground is None


def test_mails_and_what_waits_for_the_commit_come_back_too(people):
    ground, done = (kept.ground, kept.rows, kept.sums), []

    def send():
        Unit.objects.create(name="Dinas Sosial")
        mail.send_mail("Kabar", "", None, ["staf@contoh.invalid"])
        transaction.on_commit(lambda: done.append("committed"))

    for times in (1, 2):
        kept.ground, kept.rows, kept.sums = ground
        waiting = len(connection.run_on_commit)
        with transaction.atomic():
            kept.once("send", send)
            (_, act, _), *_ = connection.run_on_commit[waiting:]
            act()
            transaction.set_rollback(True)
        assert len(mail.outbox) == len(done) == times


def test_a_test_that_patches_something_builds_for_itself(make_agreement, monkeypatch):
    known = len(kept.known)
    monkeypatch.setattr(Unit, "kept_test", True, raising=False)
    make_agreement(title="Di luar kebiasaan")
    assert len(kept.known) == known


def test_a_test_that_puts_another_value_into_a_table_builds_for_itself(make_agreement, monkeypatch):
    known = len(kept.known)
    monkeypatch.setitem({}, "versi", "2027.1")
    make_agreement(title="Di luar kebiasaan")
    assert len(kept.known) == known


def test_papers_laid_out_otherwise_are_others(make_agreement, monkeypatch):
    ground = kept.ground, kept.rows, kept.sums
    with transaction.atomic():
        blank = make_agreement(title="Dengan kertas").pk
        transaction.set_rollback(True)
    kept.ground, kept.rows, kept.sums = ground
    monkeypatch.setattr(rendering, "to_pdf", lambda paper: b"%PDF-1.7 lain")
    assert make_agreement(title="Dengan kertas").pk != blank


def test_the_empty_world_comes_back_whatever_was_written_in_it(db):
    empty, was = kept.read({}), kept.sums_of_rows()
    people = populate()
    case_maker(people)()
    assert StageEvent.objects.exists() and kept.sums_of_rows() != was
    kept.put(empty)
    assert kept.sees_empty_world() and kept.sums_of_rows() == was


def test_what_every_test_sets_for_itself_keeps_none_from_what_another_built(db):
    """It did twice: each test then built its world anew, and all were green."""
    _, to_pdf, has_seal, lays_out, *settings_of_test = kept._circumstances()
    assert (to_pdf, has_seal) == (blank_pdf, seals_nothing)
    assert (lays_out, settings_of_test) == (False, [])
    assert kept._is_usual()


def test_what_a_module_stands_on_comes_back_for_the_next_as_objects_of_its_own(db):
    def build():
        return Unit.objects.create(name="Dinas Sosial")

    with transaction.atomic():
        first = kept.for_a_module("a unit", build)
        transaction.set_rollback(True)
    second = kept.for_a_module("a unit", build)
    assert second == first and second is not first
    assert Unit.objects.get(name="Dinas Sosial") == first
