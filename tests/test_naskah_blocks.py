"""The text of a naskah as blocks: what was typed prints as before, numbers and references follow
the order, ids stay.
"""

import json
from pathlib import Path

import pytest

from agreements.documents.text import indonesian
from agreements.naskah import operations, stored
from agreements.naskah.blocks import Article, NaskahText, Said, all_blocks
from agreements.naskah.html import body_as_html, read_html
from agreements.naskah.identity import name_blocks
from agreements.naskah.inline import Teller
from agreements.naskah.numbering import Numbers
from agreements.naskah.plain import carry_over, read_body, tell_body, write_body
from agreements.naskah.rows import PrintedTable, rows_of

ROOT = Path(__file__).parent.parent
GOLDEN = sorted((ROOT / "tests/golden").glob("*.txt"))
SCHEMA = json.loads((ROOT / "docs/schemas/naskah-1.json").read_text())
FIVE_LEVELS = """(1) PIHAK KESATU wajib:
a. menyediakan:
1. data:
a) pokok:
1) nama; dan
2) alamat;
b) tambahan; dan
2. peta; dan
b. membayar.
(2) Kewajiban sebagaimana dimaksud pada [ayat (1) huruf a angka 1 huruf a)] dipenuhi menurut tabel:
| Komponen | Nilai |
| Survei | 1.500.000 |
| Peta | 250.000 |
(3) **PARA PIHAK** tunduk pada [Pasal 1]."""


def naskah_of(*bodies, read=read_body):
    """A naskah with so many Pasal, its references looked up."""
    naskah = NaskahText(())
    for text in bodies:
        naskah, one = operations.insert_article(naskah, "bebas", {"id": "Judul"})
        naskah = operations.reword_article(naskah, one, read(text))
    return operations.look_up_references(naskah)


def sound(*bodies):
    naskah, faults = naskah_of(*bodies)
    assert faults == []
    return naskah


def told(naskah, place):
    article = naskah.articles[place]
    return tell_body(article.body, Teller(Numbers(naskah)), article.id)


def test_what_papers_print_of_typed_text_they_print_of_its_blocks():
    for path in GOLDEN:
        text = path.read_text()
        naskah = with_body(name_blocks(carry_over(text), "x"), keeps_lost=True)
        teller, body = Teller(Numbers(naskah)), naskah.articles[0].body
        printed = [(row.marker, row.text, row.level) for row in rows_of(body, teller, "x")]
        assert printed == [tuple(line) for line in indonesian.format_paragraphs(text)], path.name
        typed = write_body(body, teller.numbers, "x")
        assert with_body(name_blocks(read_body(typed, renumbers=False), "x")) == naskah, path.name


def with_body(body, **how):
    naskah = NaskahText((Article("x", "x", {"id": Said("T", body)}),))
    return operations.look_up_references(naskah, **how)[0]


def test_five_levels_a_table_and_references_are_read_as_typed_and_written_back():
    naskah = sound("Satu.", FIVE_LEVELS)
    article = naskah.articles[1]
    assert write_body(article.body, Numbers(naskah), article.id) == FIVE_LEVELS
    rows = rows_of(article.body, Teller(Numbers(naskah)), article.id)
    assert [row.level for row in rows if not isinstance(row, PrintedTable)][:6] == [
        0,
        1,
        2,
        3,
        4,
        4,
    ]
    [table] = [row for row in rows if isinstance(row, PrintedTable)]
    assert table.in_figures == (False, True)
    assert "ayat (1) huruf a angka 1 huruf a) dipenuhi" in told(naskah, 1)
    html = body_as_html(article.body, Teller(Numbers(naskah)), article.id)
    assert read_html(html) == article.body


def test_references_follow_a_pasal_that_moves_and_an_ayat_that_comes_before():
    naskah = sound("Satu.", "Menurut [Pasal 3 ayat (2)] dan [Pasal 1].", "(1) a.\n(2) b.")
    third = naskah.articles[2]
    naskah = operations.move_article(naskah, third.id, -2)
    assert told(naskah, 2) == "Menurut Pasal 1 ayat (2) dan Pasal 2."
    naskah = operations.reword_article(naskah, third.id, read_body("(1) baru.\n(1) a.\n(2) b."))
    assert told(naskah, 2) == "Menurut Pasal 1 ayat (3) dan Pasal 2."


def test_a_reference_typed_by_someone_who_saw_the_old_order_finds_its_pasal():
    naskah = sound("Satu.", "Dua.", "Tiga.")
    seen = tuple(one.id for one in naskah.articles)
    naskah = operations.move_article(naskah, seen[2], -2)
    naskah = operations.reword_article(naskah, seen[1], read_body("Lihat [Pasal 3]."))
    naskah, faults = operations.look_up_references(naskah, seen)
    assert faults == []
    assert told(naskah, 2) == "Lihat Pasal 1."


def test_a_reference_to_nothing_is_told_with_its_pasal():
    _, faults = naskah_of("Satu.", "Lihat [Pasal 9] dan [bukan rujukan].")
    assert [fault.why for fault in faults] == [
        "Pasal 2: rujukan ke Pasal 9 tidak menemukan tempatnya."
    ]


def test_ids_stay_with_their_words_and_are_never_given_twice():
    naskah = sound("(1) Satu dua tiga.\n(2) Empat lima enam.")
    [article] = naskah.articles
    before = [one.id for one in all_blocks(article.body)]
    text = "(1) Sama sekali lain.\n(2) Satu dua tiga empat.\n(3) Empat lima enam."
    naskah = operations.reword_article(naskah, article.id, read_body(text))
    after = [one.id for one in all_blocks(naskah.articles[0].body)]
    assert [after[0], *after[2:]] == before
    assert after[1] not in before
    naskah = operations.delete_article(naskah, article.id, {})
    naskah, new = operations.insert_article(naskah, "bebas", {"id": "Lagi"})
    assert new not in (article.id, *after)


def test_an_ayat_that_is_rewritten_where_it_stands_is_still_what_others_refer_to():
    naskah = sound("(1) Satu dua tiga.\n(2) Empat lima enam.", "Lihat [Pasal 1 ayat (2)].")
    text = "(1) Satu dua tiga.\n(2) Sama sekali lain."
    naskah = operations.reword_article(naskah, naskah.articles[0].id, read_body(text))
    assert Numbers(naskah).faults() == [] and told(naskah, 1) == "Lihat Pasal 1 ayat (2)."


def test_a_lampiran_is_named_as_whoever_typed_saw_it_and_is_never_taken_for_a_pasal():
    naskah = sound("Satu.")
    naskah, first = operations.add_annex(naskah, {"id": "Peta"})
    naskah, second = operations.add_annex(naskah, {"id": "RAB"})
    [article] = naskah.articles
    seen = (article.id, first, second)
    moved = operations.move_annex(naskah, second, -1)
    assert Numbers(moved).find("Lampiran II", "", seen) == second
    assert Numbers(moved).find("Pasal 2", "", seen) == ""


def test_a_pasal_that_the_law_lists_stays_while_it_is_the_last_of_its_role():
    naskah = sound("Satu.", "(1) Dua.\n(2) Tiga.")
    rules = {"bebas": "P22 Pasal 41 ayat (1)"}
    second = naskah.articles[1]
    at = all_ids(second)[2]
    naskah, new = operations.split_article(naskah, second.id, at, {"id": "Sisanya"})
    assert [told(naskah, 1), told(naskah, 2)] == ["Dua.", "Tiga."]
    for one in (second.id, new):
        naskah = operations.delete_article(naskah, one, rules)
    with pytest.raises(operations.NotPossible, match=r"wajib ada \(P22 Pasal 41"):
        operations.delete_article(naskah, naskah.articles[0].id, rules)


def all_ids(article):
    return [one.id for one in all_blocks(article.body)]


def test_a_pasal_that_others_name_is_not_taken_away_beneath_them():
    naskah = sound("Satu.", "Lihat [Pasal 1].")
    with pytest.raises(operations.NotPossible, match="masih dirujuk dalam Pasal 2"):
        operations.delete_article(naskah, naskah.articles[0].id, {})


def test_stored_json_keeps_to_the_published_schema_and_reads_back():
    naskah = sound("Satu {nilai} *miring*.", FIVE_LEVELS)
    data = json.loads(json.dumps(stored.as_json(naskah)))
    import jsonschema  # takes seconds, which no other test owes

    jsonschema.validate(data, SCHEMA)
    assert stored.read_naskah(data) == naskah


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda data: data["articles"][0].update(id=""), "tanpa id"),
        (lambda data: data["articles"].append(data["articles"][0]), "dipakai dua kali"),
        (lambda data: data["articles"][0].update(role="objek"), "peran tidak sesuai"),
        (lambda data: body(data)[0].update(type="script"), "Jenis blok “script” tidak dikenal"),
        (lambda data: body(data)[0].update(onclick="x"), "“onclick” tidak dikenal"),
        (lambda data: body(data)[0].update(text=[{"reference": "b99"}]), "tidak menemukan"),
        (lambda data: body(data)[0].update(text=[{"value": "rahasia"}]), "tidak dikenal"),
        (lambda data: data.update(schema="lain/9"), "Bukan naskah"),
    ],
)
def test_what_is_no_naskah_is_refused_with_its_reason(spoil, why):
    data = json.loads(json.dumps(stored.as_json(sound("Satu."))))
    spoil(data)
    with pytest.raises(stored.Unsound, match=why):
        stored.read_naskah(data)


def body(data):
    return data["articles"][0]["texts"]["id"]["body"]


def test_html_from_anywhere_keeps_words_and_no_strange_tag():
    body = read_html(
        '<h1 onclick="x()">Judul</h1><p style="color:red">Satu <b>dua</b><script>x()</script></p>'
        "<ol><li>a<ol><li>b</li></ol></li></ol>"
    )
    naskah = with_body(name_blocks(body, "x"))
    assert write_body(naskah.articles[0].body, Numbers(naskah), "x") == (
        "Judul\nSatu **dua**\n(1) a\na. b"
    )
