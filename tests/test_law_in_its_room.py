"""An article, or a count of days that the law sets, is written in the law's room alone.

Elsewhere it comes from the stage, the term or the kind. The standard texts of a naskah are the
parties' own words and may count as they like.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ARTICLE = re.compile(r"\bPasal \d")
DAYS_IN_LETTERS = re.compile(r"\b\d+ \([a-z ]+\) hari\b")
CLAUSES = ROOT / "agreements" / "documents" / "wording"
# A Pasal of a contract, by which somebody owes something under it, is no article of the law.
OF_CONTRACTS = (
    *("agreements/forms/contract_duties.py", "agreements/demo/closing.py"),
    *("agreements/forms/recorded_articles.py", "agreements/documents/wording/recorded_articles.py"),
)
# Words that somebody might search for or type, and a page that shows how words look.
EXAMPLES = (
    "templates/components/typing_help.html",
    "templates/pages/design.html",
    "templates/pages/search.html",
)


def spoken(source: str) -> Iterator[str]:
    """The strings of a program but for what explains it."""
    tree = ast.parse(source)
    homes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    explaining = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, homes) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in explaining:
            yield node.value


def counted(source: str) -> Iterator[int]:
    """The numbers that a program puts into words as they stand."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("number_in_words"):
            yield from (one.value for one in node.args if isinstance(one, ast.Constant))


def programs() -> Iterator[Path]:
    for path in sorted((ROOT / "agreements").rglob("*.py")):
        inside = path.relative_to(ROOT / "agreements").parts
        if inside[0] != "regulations" and "migrations" not in inside:
            yield path


def pages() -> Iterator[Path]:
    yield from sorted((ROOT / "templates").rglob("*.html"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def law_of(text: str) -> list[str]:
    return [*ARTICLE.findall(text), *DAYS_IN_LETTERS.findall(text)]


def test_no_program_types_an_article_or_lawful_days_again():
    found = {
        name_of(path): said
        for path in programs()
        for said in spoken(path.read_text())
        if law_of(said) and name_of(path) not in OF_CONTRACTS
    }
    assert found == {}


def test_no_template_types_an_article_or_lawful_days_again():
    found = {name_of(path): law for path in pages() if (law := law_of(path.read_text()))}
    assert sorted(found) == sorted(EXAMPLES)


def test_no_days_are_put_into_words_as_they_stand_but_in_the_texts_of_a_naskah():
    found = {
        name_of(path): [*counted(path.read_text())]
        for path in programs()
        if CLAUSES not in path.parents
    }
    assert {name: numbers for name, numbers in found.items() if numbers} == {}


@pytest.mark.parametrize(
    "said",
    [
        "berdasarkan Pasal 14 ayat (1)",
        "jangka waktu 45 (empat puluh lima) hari kerja telah lewat",
    ],
)
def test_what_would_be_typed_again_is_found(said):
    assert law_of(said)
    assert [*spoken(f'"""Pasal 1."""\nTOLD = "{said}"\n')] == [said]
