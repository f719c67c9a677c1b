"""A Pasal is edited as it reads: what the editor shows goes back into its field as it is typed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from agreements.documents.wording import trees
from agreements.models import Agreement
from agreements.naskah.blocks import ItemList, Table, all_blocks
from tests.test_naskah_structure import FIVE_LEVELS, PKS

from . import world

pytestmark = pytest.mark.django_db(transaction=True)
LATER = 15_000


def let_editor_catch_up(page):
    """The editor reads where the caret is a moment after a click or a key; nobody types faster."""
    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")


def test_five_levels_a_table_and_references_go_through_the_editor_by_keys(
    driver, office, monkeypatch
):
    world.without_rendering(monkeypatch)
    case = world.case("ksdpk-daerah", at="penyusunan_pks")
    with driver.as_user("staf"):
        driver.go(reverse("redaksi", args=[case.pk, PKS]))
        field = driver.page.locator("textarea[name=hak_kewajiban]")
        field.fill(FIVE_LEVELS)
        driver.page.get_by_role("button", name="Sunting dalam tampilan naskah").click()
        article = driver.page.locator("#pasal-hak_kewajiban")
        article.scroll_into_view_if_needed()
        editor = article.locator(".block-text")
        expect(editor.locator("ol ol ol ol ol")).to_have_count(1, timeout=LATER)
        editor.click()
        for keys in ("Control+End", "Enter", "Control+]"):
            let_editor_catch_up(driver.page)
            driver.page.keyboard.press(keys)
        driver.page.keyboard.type("lihat [Pasal 3] pada * dan |.")
        expected = f"{FIVE_LEVELS}\na. lihat [Pasal 3] pada \\* dan \\|."
        expect(field).to_have_value(expected)
        driver.page.get_by_role("button", name="Simpan redaksi").last.click()
        driver.see("tersimpan")
    tree = trees.tree_of(PKS, Agreement.objects.get(pk=case.pk))
    [duties] = [one for one in tree.articles if one.role == "hak_kewajiban"]
    blocks = list(all_blocks(duties.body))
    assert sum(isinstance(block, Table) for block in blocks) == 1
    assert sum(isinstance(block, ItemList) for block in blocks) == 6
