"""The manuals under /bantuan/: one for every role, and true to the program."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import URLPattern, get_resolver, resolve, reverse

from kerjasama.accounts.models import RegionProfile, Role
from kerjasama.manuals.manual import FOLDER, MANUALS, MARKDOWN, find_manual, manuals_of
from kerjasama.manuals.places import SECTIONS, find_help, sections_of
from kerjasama.web.navigation import find_menu

from .test_access import MAY_USE, patterns

ROOT = Path(__file__).resolve().parent.parent
IN_BOLD = re.compile(r"\*\*([^*]+)\*\*", re.S)
LEADS_TO = re.compile(r"\]\((/[^)]*)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(gambar/([^)]*)\)")
# What bin/pictures.py takes.
PICTURES_OF_DOCS = [*(FOLDER / "gambar").iterdir(), *(ROOT / "docs" / "screenshots").iterdir()]
MOST_BYTES = 60_000


@cache
def words_of_program() -> str:
    """All that templates and Python of the program say, spaces made one."""
    files = [*ROOT.glob("templates/**/*.html")]
    for package in ("agreements", "partners", "kerjasama"):
        files += ROOT.glob(f"{package}/**/*.py")
    return " ".join(" ".join(path.read_text(encoding="utf-8") for path in files).split())


def text_of(manual) -> str:
    return (FOLDER / f"{manual.code}.md").read_text(encoding="utf-8")


def test_every_role_has_one_manual_and_every_manual_its_role():
    assert sorted(role for manual in MANUALS for role in manual.roles) == sorted(Role)
    assert {f"{manual.code}.md" for manual in MANUALS} == {
        path.name for path in FOLDER.glob("*.md")
    }


@pytest.mark.parametrize("manual", MANUALS, ids=lambda manual: manual.code)
def test_what_a_manual_says_in_bold_stands_in_the_program(manual):
    labels = [" ".join(label.split()) for label in IN_BOLD.findall(text_of(manual))]
    assert [label for label in labels if label not in words_of_program()] == []


def test_each_manual_shows_pictures_that_there_are_small_and_with_words_for_who_cannot_see_them():
    shown = {manual.code: PICTURE.findall(text_of(manual)) for manual in MANUALS}
    assert all(shown.values())
    files = {name for pictures in shown.values() for _, name in pictures}
    assert files == {path.name for path in (FOLDER / "gambar").iterdir()}
    assert all(len(words) > 20 for pictures in shown.values() for words, _ in pictures)
    large = [path.name for path in PICTURES_OF_DOCS if path.stat().st_size > MOST_BYTES]
    assert large == []


def test_a_picture_of_a_manual_opens_at_its_place():
    manual = find_manual("staf-opd")
    assert f'src="{static("panduan/tugas.png")}"' in manual.html
    assert finders.find("panduan/tugas.png") == str(FOLDER / "gambar" / "tugas.png")


@pytest.mark.parametrize("manual", MANUALS, ids=lambda manual: manual.code)
def test_the_links_of_a_manual_lead_to_pages(manual):
    for address in LEADS_TO.findall(text_of(manual)):
        resolve(address)


def test_tags_in_a_manual_come_out_as_text():
    assert "<script" not in MARKDOWN.render("Awas <script>alert(1)</script>")


def test_help_begins_with_ones_own_manual_and_says_whom_to_ask(signed_in, people):
    RegionProfile.objects.update_or_create(pk=1, defaults={"phone": "0541 123456"})
    page = signed_in(people["staf"]).get(reverse("bantuan"))
    assert [manual.code for manual in page.context["page"].own] == ["staf-opd"]
    assert len(page.context["page"].others) == len(MANUALS) - 1
    assert "telepon 0541 123456" in page.text


def test_a_manual_lists_its_chapters_and_links_to_each(signed_in, people):
    page = signed_in(people["staf"]).get(reverse("panduan", args=["staf-opd"])).text
    assert "Panduan Staf OPD" in page
    assert 'href="#bila-dikembalikan"' in page and '<h2 id="bila-dikembalikan">' in page


def test_an_unknown_manual_is_not_found(signed_in, people):
    address = reverse("panduan", args=["tidak-ada"])
    assert signed_in(people["staf"]).get(address).status_code == 404


# Help itself, the design for the administrator, and addresses that answer no page: files, acts, and
# what a page asks for.
WITHOUT_HELP = {
    *("bantuan", "panduan", "gaya", "isian", "isian-buang"),
    *("berkas", "berkas-capaian", "berkas-lampiran", "berkas-perselisihan"),
    "berkas-usulan-koreksi",
    "bertanda-tangan",
    *("dokumen", "halaman-dokumen", "keadaan-dokumen", "ulangi-dokumen", "ulangi-surel-mitra"),
}


def address_like(pattern: URLPattern) -> str:
    """An address of this pattern, with 1 for each part to fill in."""
    return reverse(pattern.name, kwargs=dict.fromkeys(pattern.pattern.converters, 1))


def test_each_section_that_helps_with_a_page_exists():
    for section in {section for sections in SECTIONS.values() for section in sections}:
        code, _, anchor = section.partition("#")
        assert anchor in {chapter.anchor for chapter in find_manual(code).chapters}, section


def test_help_is_written_for_addresses_that_there_are():
    assert SECTIONS.keys() <= MAY_USE.keys()


def test_every_page_is_explained_in_some_manual():
    unexplained = {
        pattern.name
        for pattern in patterns(get_resolver())
        if pattern.name in MAY_USE and not sections_of(address_like(pattern))
    }
    assert unexplained == WITHOUT_HELP


@pytest.mark.parametrize("role", Role)
def test_every_page_of_the_menu_is_explained_in_the_manual_of_whoever_may_open_it(role):
    menu = find_menu("/", reads_numbers=True, manages=True)
    items = [item for item in (*menu.work, *menu.apart) for item in (item, *item.items)]
    (manual,) = manuals_of([role])
    unexplained = [
        item.name
        for item in items
        if role in MAY_USE[item.name]
        and item.name != "bantuan"
        and not find_help(item.address, [role]).startswith(f"/bantuan/{manual.code}/#")
    ]
    assert unexplained == []


def test_a_page_leads_to_its_section_in_ones_own_manual(signed_in, people, make_agreement):
    case = reverse("kerja-sama", args=[make_agreement().pk])
    led = {
        "staf": "/bantuan/staf-opd/#melengkapi-dan-menyerahkan-usulan",
        "hukum": "/bantuan/bagian-hukum/#menelaah-rancangan",
        "sekda": "/bantuan/pimpinan/#memutuskan",
    }
    for name, address in led.items():
        assert f'href="{address}"' in signed_in(people[name]).get(case).text


def test_a_page_that_ones_manual_does_not_explain_leads_to_its_begin():
    assert find_help(reverse("impor"), [Role.LEADERSHIP]).startswith("/bantuan/pimpinan/")
    assert find_help(reverse("arsip"), [Role.TKKSD]) == "/bantuan/tkksd/"
    assert find_help("/bantuan/", [Role.OPD]) == "/bantuan/"
