"""Figures and days in a browser that speaks English: what was typed is what is stored, whatever the
browser thinks of commas.
"""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from agreements.models import Agreement

from . import world
from .driver import Driver


@pytest.fixture
def english(chromium, live_server):
    context = chromium.new_context(locale="en-US")
    driver = Driver(context, live_server.url)
    yield driver
    context.close()
    assert not driver.complaints


@pytest.mark.django_db(transaction=True)
def test_a_figure_with_a_comma_is_echoed_and_stored_as_typed_in_an_english_browser(english, office):
    case = world.case("ksdpk-daerah", acts=0)
    with english.as_user("staf"):
        english.go("ubah", case.pk, "rencana")
        baseline = english.page.locator("[name=indicators-0-baseline]")
        baseline.fill("70,5")
        expect(english.page.get_by_text("70,5 (tujuh puluh koma lima)")).to_be_visible()
        english.page.locator("[name=indicators-0-target]").fill("82.25")
        expect(english.page.get_by_text("Maksud Anda 82,25 atau 82.250?").first).to_be_visible()
        english.page.locator("[name=indicators-0-target]").fill("82,25")
        english.page.locator("[name=nilai]").fill("Rp11,4 miliar")
        expect(english.page.get_by_text("(sebelas miliar empat ratus juta rupiah)")).to_be_visible()
        english.press("Simpan draf")
    kept = Agreement.objects.get(pk=case.pk)
    assert kept.nilai == Decimal("11400000000")
    first = kept.indicators.first()
    assert (first.baseline, first.target) == (Decimal("70.5"), Decimal("82.25"))
