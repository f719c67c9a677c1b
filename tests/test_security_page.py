"""What docs/security.md names as its proof exists."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "security.md"
OURS = r"(?:agreements|bin|docs|kerjasama|partners|static|templates|tests)/[\w./-]+"
NAMED = re.compile(rf"(?<![\w/.])({OURS}|requirements\.txt)((?:::\w+)*)")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def read_page():
    return PAGE.read_text()


def names_in(tree, found=""):
    """Each test and class of a module as pytest names it."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield f"{found}::{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from names_in(node, f"{found}::{node.name}")


def is_there(path, test):
    file = ROOT / path.rstrip(".")
    if not file.exists():
        return False
    return not test or test in set(names_in(ast.parse(file.read_text())))


def test_every_file_and_test_that_it_names_is_there():
    named = set(NAMED.findall(read_page()))
    assert len(named) > 80
    assert sorted(path + test for path, test in named if not is_there(path, test)) == []


def test_its_links_lead_to_files():
    links = LINK.findall(read_page())
    assert links and [link for link in links if not (PAGE.parent / link).exists()] == []


def test_a_test_that_is_gone_would_be_noticed():
    assert is_there("tests/test_security_page.py", "::test_its_links_lead_to_files")
    assert not is_there("tests/test_security_page.py", "::test_that_nobody_wrote")
    assert not is_there("tests/test_that_nobody_wrote.py", "")
