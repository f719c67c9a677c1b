"""Everything works without a mouse."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agreements.models import Agreement, Report, ReportState
from agreements.regulations.duties import DUTIES
from tests.conftest import signed_at_once

from . import world

TELEPHONE = {"width": 360, "height": 740}
FOCUS = """() => {
    const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect()
    const over = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20))
    const outlined = style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2
    return {
        name: it.innerText || it.id || it.name || it.tagName,
        isOutside: it == document.body,
        isCovered: over !== null && !it.contains(over) && !over.contains(it),
        inMain: document.querySelector('main').contains(it),
        isShown: (outlined || style.boxShadow != 'none') && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    }
}"""  # noqa: E501


class Keys:
    """The keyboard of the open page."""

    def __init__(self, page):
        self.page = page

    def press(self, key: str) -> dict:
        self.page.keyboard.press(key)
        return self.page.evaluate(FOCUS)

    def tab_to(self, name: str) -> None:
        for _ in range(100):
            focus = self.press("Tab")
            assert focus["isShown"] and not focus["isCovered"] or focus["isOutside"], focus
            if focus["name"].startswith(name):
                return
        raise AssertionError(f"Tab never reaches {name}")

    def type_into(self, name: str, text: str) -> None:
        self.tab_to(name)
        self.page.keyboard.type(text)


@pytest.fixture
def submitted(office, monkeypatch):
    world.without_rendering(monkeypatch)
    return world.case("ksdpk-daerah", acts=3)


def sign_in(driver, name: str) -> Keys:
    keys = Keys(driver.page)
    driver.go("account_login")
    keys.type_into("id_login", name)
    keys.type_into("id_password", world.demo.PASSWORD)
    driver.page.keyboard.press("Enter")
    driver.see("Tugas")
    return keys


def test_a_head_approves_with_the_keyboard_alone_on_a_small_screen(driver, submitted):
    driver.page.set_viewport_size(TELEPHONE)
    keys = sign_in(driver, "kepala")
    keys.tab_to("Setujui usulan")
    driver.page.keyboard.press("Enter")
    driver.see("Bola di Kepala OPD")
    keys.tab_to("Setujui")
    driver.page.keyboard.press("Enter")
    driver.see("Persetujuan kepala OPD pemrakarsa: tercatat.", "Bola di Verifikator")
    assert Agreement.objects.get().evidence.filter(requirement_code="kepala_opd").exists()


def test_the_skip_link_leads_past_the_menu(driver, submitted):
    keys = Keys(driver.page)
    with driver.as_user("staf"):
        driver.go("daftar")
        first = keys.press("Tab")
        assert first["name"] == "Langsung ke isi" and first["isShown"]
        driver.page.keyboard.press("Enter")
        assert keys.press("Tab")["inMain"]


@pytest.fixture
def owed(submitted):
    """A case signed ten months ago, whose report on the semester before this one was never written."""  # noqa: E501
    case = signed_at_once(Agreement.objects.get(pk=submitted.pk), world.person("verifikator"))
    Agreement.objects.filter(pk=case.pk).update(effective_on=timezone.localdate() - timedelta(300))
    return case


def test_the_staff_of_an_opd_write_a_semester_report_with_the_keyboard_alone(driver, owed):
    keys = sign_in(driver, "staf")
    keys.tab_to("Laporan")
    driver.page.keyboard.press("Enter")
    driver.see("Terlambat")
    keys.tab_to(DUTIES["ksdpk-semester"].text)
    driver.page.keyboard.press("Enter")
    driver.see("Terisi dari data kerja sama")
    keys.type_into("id_hasil", "40 tenaga kesehatan terlatih; waktu tunggu turun.")
    keys.type_into("id_permasalahan", "Tidak ada")
    keys.type_into("id_upaya", "Tidak ada")
    keys.type_into("id_indikator_", "7")
    keys.tab_to("Ajukan laporan")
    driver.page.keyboard.press("Enter")
    driver.see("Laporan diajukan kepada Bagian Kerja Sama.")
    report = Report.objects.get()
    assert (report.agreement_id, report.state) == (owed.pk, ReportState.SUBMITTED)
    assert (
        report.sections["hasil"].startswith("40 tenaga") and report.indicators[0]["realised"] == "7"
    )
