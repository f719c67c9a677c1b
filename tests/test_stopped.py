"""A case that stands still says on top who stopped it and why."""

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.workflow import engine, reopening

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture
def case(make_agreement):
    return make_agreement(at="penawaran")


@pytest.fixture
def page_of(case, people, signed_in):
    def read(name: str) -> str:
        return signed_in(people[name]).get(reverse("kerja-sama", args=[case.pk])).content.decode()

    return read


@pytest.mark.parametrize(
    ("state", "who", "heading"),
    [
        ("ditolak", "kabag", "Usulan ditolak"),
        ("ditangguhkan", "kabag", "Ditangguhkan"),
        ("ditarik", "staf", "Usulan ditarik"),
    ],
)
def test_the_reason_stands_before_the_stage(case, people, page_of, state, who, heading):
    engine.halt_case(case.pk, people[who], case.stage_code, state, "Anggaran <dialihkan>.")
    page = page_of("staf")
    before_the_stage = page[: page.index('id="judul-tahap"')]
    assert "Anggaran &lt;dialihkan&gt;." in before_the_stage and heading in before_the_stage


def test_a_running_case_names_no_reason_to_stop(case, people, page_of):
    engine.halt_case(case.pk, people["kabag"], case.stage_code, "ditolak", "Salah tekan.")
    reopening.reopen_case(case.pk, people["kabag"], "Keliru.")
    page = page_of("staf")
    assert "Salah tekan." not in page[: page.index('id="judul-tahap"')]


def test_a_correction_in_the_history_says_old_and_new_once(case, people, page_of):
    case.events.create(
        number=case.events.count() + 1,
        at=timezone.now(),
        action="koreksi",
        from_stage=case.stage_code,
        to_stage=case.stage_code,
        by=people["verifikator"],
        detail={"changes": {"Hasil": ["diterima", "ditolak"]}},
    )
    page = page_of("verifikator")
    assert "Hasil: diterima → ditolak" in page
    assert (
        "(kosong)"
        not in page[: page.index("Hasil: diterima → ditolak") + 900].split("Hasil: diterima")[1]
    )
