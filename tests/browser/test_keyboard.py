"""Everything works without a mouse."""

import pytest

from agreements.models import Agreement

from . import world

FOCUS = """() => {
    const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect()
    const outlined = style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2
    return {
        name: it.innerText || it.id || it.name || it.tagName,
        isOutside: it == document.body,
        inMain: document.querySelector('main').contains(it),
        isShown: (outlined || style.boxShadow != 'none') && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    }
}"""


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
            assert focus["isShown"] or focus["isOutside"], focus
            if focus["name"].startswith(name):
                return
        raise AssertionError(f"Tab never reaches {name}")


@pytest.fixture
def submitted(office, monkeypatch):
    world.without_rendering(monkeypatch)
    return world.case("ksdpk-daerah", acts=3)


def test_a_head_approves_with_the_keyboard_alone(driver, submitted):
    keys = Keys(driver.page)
    driver.go("masuk")
    keys.tab_to("id_username")
    driver.page.keyboard.type("kepala")
    keys.tab_to("id_password")
    driver.page.keyboard.type(world.demo.PASSWORD)
    driver.page.keyboard.press("Enter")
    driver.see("Perlu tindakan saya")
    keys.tab_to(submitted.title)
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
