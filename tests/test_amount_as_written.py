"""An amount in a register that is no sum of rupiah is kept as it stands there, shown, and never
added up.
"""

from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.importing import jobs
from agreements.models import Agreement

from .registers import HEADINGS, row, xlsx

pytestmark = pytest.mark.django_db
WITH_VALUE = [*HEADINGS, "Nilai (Rp)"]


@pytest.fixture
def brought_in(people):
    """The cases of a register whose rows bear these values, in their order."""

    def run(*values) -> list[Agreement]:
        rows = [[*row(number), value] for number, value in enumerate(values, 1)]
        batch = jobs.receive_register(
            xlsx(*rows, headings=WITH_VALUE), "register.xlsx", people["verifikator"]
        )
        jobs.process_import(batch.pk)
        jobs.order_import(batch.pk, people["kabag"])
        jobs.process_import(batch.pk)
        return list(batch.agreements.order_by("title"))

    return run


def test_rupiah_of_every_writing_are_recorded_and_other_amounts_kept_as_written(brought_in):
    cases = brought_in(
        "Rp 1,5 M",
        "500rb",
        "USD 50,000",
        "Rp 100.000/bulan",
        "sesuai tarif",
        "1.25",
        "nihil",
        7050.5,
    )
    assert [case.nilai for case in cases] == [
        Decimal("1500000000.00"),
        Decimal("500000.00"),
        None,
        None,
        None,
        None,
        None,
        Decimal("7050.50"),
    ]
    written = [case.nilai_tertulis for case in cases]
    assert written == ["", "", "USD 50,000", "Rp 100.000/bulan", "sesuai tarif", "1.25", "", ""]


def test_the_amount_as_written_is_shown_with_its_case_and_kept_by_a_correction(
    brought_in, people, signed_in
):
    (case,) = brought_in("USD 50.000 per bulan")
    client = signed_in(people["verifikator"])
    assert (
        "USD 50.000 per bulan" in client.get(reverse("kerja-sama", args=[case.pk])).content.decode()
    )
    form = client.get(reverse("naskah-lama-rinci", args=[case.pk])).content.decode()
    assert 'value="USD 50.000 per bulan"' in form
