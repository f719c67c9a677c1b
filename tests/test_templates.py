"""Templates that one can read: short lines, conditions with names, and a page that the white space
in its template does not touch.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from agreements.documents.text.markup import drop_idle_space
from kerjasama.accounts.models import RegionProfile

LONGEST_LINE = 120
LONGEST_LINE_OF_STYLE = 100
# How many there are may be asked; a word that means a state has a name in Python.
ASKS_FOR_A_LITERAL = re.compile(r"\{% (?:el)?if [^%]*?(?:[=!]= ?[\"']|[\"'] in )")


def lines_of(folder: str, names: str) -> Iterator[tuple[str, str]]:
    """Every line of the files, after its place."""
    root = Path(settings.BASE_DIR) / folder
    for file in sorted(root.rglob(names)):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{file.relative_to(root)}:{number}", line


def test_no_line_of_a_template_is_too_long_to_read():
    lines = lines_of("templates", "*.*")
    assert [place for place, line in lines if len(line) > LONGEST_LINE] == []


def test_the_style_says_one_thing_a_line():
    lines = lines_of("static/css", "*.css")
    assert [
        place for place, line in lines if len(line) > LONGEST_LINE_OF_STYLE or line.count(";") > 1
    ] == []


def test_no_table_bears_the_class_that_only_telephones_show():
    tables = [line for _, line in lines_of("templates", "*.html") if "<table" in line]
    assert (
        len(tables) > 50 and [line for line in tables if re.search(r'["\s]narrow["\s]', line)] == []
    )


def test_a_template_asks_only_for_what_has_a_name():
    lines = lines_of("templates", "*.*")
    assert [place for place, line in lines if ASKS_FOR_A_LITERAL.search(line)] == []


@pytest.mark.parametrize(
    "line",
    ['{% if a == "b" %}', "{% elif x and n == 'c' %}", "{% if a != 'b' %}", "{% if 'b' in a %}"],
)
def test_a_question_for_a_literal_is_seen(line):
    assert ASKS_FOR_A_LITERAL.search(line)


@pytest.mark.parametrize("line", ["{% if a != b %}", '{% if a %}{{ b|default:"–" }}{% endif %}'])
def test_a_question_for_a_name_is_fine(line):
    assert not ASKS_FOR_A_LITERAL.search(line)


def test_white_space_around_a_block_does_not_reach_the_printer():
    written = "<p>\n  Kepada\n  <strong>Bupati</strong> ini<br>\n  di\n</p>\n<p> y </p>"
    shown = "<p>Kepada\n  <strong>Bupati</strong> ini<br>di</p><p>y</p>"
    assert drop_idle_space(written) == shown


@pytest.mark.timeout(5)
@pytest.mark.parametrize("space", [" ", "\n"])
def test_a_long_run_of_white_space_does_not_hold_up_the_printer(space):
    long = space * 200_000
    assert drop_idle_space(f"<p>a{long}b{long}</p>") == f"<p>a{long}b</p>"


@pytest.mark.parametrize(
    "address, code, printed",
    [
        ("Jalan Mawar 1", "75511", "Jalan Mawar 1, Tenggarong 75511"),
        ("Jalan Mawar 1, Tenggarong", "75511", "Jalan Mawar 1, Tenggarong 75511"),
        ("", "75511", "Tenggarong 75511"),
        ("Jalan Mawar 1", "", "Jalan Mawar 1"),
        ("", "", ""),
    ],
)
def test_the_kop_names_the_seat_once_before_the_postal_code(address, code, printed):
    region = RegionProfile(seat="Tenggarong", address=address, postal_code=code)
    assert region.postal_address == printed


@pytest.mark.parametrize(
    "phone, email, said",
    [
        ("0541 1", "ks@x.id", "telepon 0541 1 atau pos-el ks@x.id"),
        ("", "ks@x.id", "pos-el ks@x.id"),
        ("0541 1", "", "telepon 0541 1"),
        ("", "", ""),
    ],
)
def test_a_letter_says_how_the_office_is_reached(phone, email, said):
    assert RegionProfile(phone=phone, email=email).reached_by == said


# What opens a fold as a whole cannot hold a link.
PLAIN_CITATIONS = {"components/case/reading.html"}


def test_a_page_draws_a_citation_as_a_link():
    """`{% cite %}` does; papers and mails are plain."""
    for place, line in lines_of("templates", "*.html"):
        file = place.rpartition(":")[0]
        if file.startswith(("documents/", "emails/")) or file in PLAIN_CITATIONS:
            continue
        assert not re.search(r"\{\{ [\w.]*citation(s|_by)? \}\}", line), place
