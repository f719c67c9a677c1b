"""What comes back by its rows is what was built, and only on the ground on which it was built."""

import pytest
from django.db import transaction

from agreements.models import Agreement
from kerjasama.accounts.models import Unit

from .conftest import pass_stage
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
    ground, rows = kept.ground, kept.rows

    def walk():
        kept.ground, kept.rows = ground, rows
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
    assert kept.ground is None
    assert make_agreement(title="Yang pertama").pk != first.pk


def test_a_test_that_patches_something_builds_for_itself(make_agreement, monkeypatch):
    known = len(kept.known)
    monkeypatch.setattr(Unit, "kept_test", True, raising=False)
    make_agreement(title="Di luar kebiasaan")
    assert len(kept.known) == known
