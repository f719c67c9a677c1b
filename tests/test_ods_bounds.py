"""A small ODS that unpacks to millions of cells is refused before it takes the worker's memory."""

import io
import zipfile

import pytest

from agreements.importing import grids, opendocument
from agreements.importing.workbook_guard import UnreadableRegister

NAMES = ("office", "table", "text", "style")
SPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES
)
CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"


def ods(rows: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", opendocument.MIMETYPE, zipfile.ZIP_STORED)
        table = f'<table:table table:name="Register">{rows}</table:table>'
        package.writestr("content.xml", f"<office:document{SPACES}>{table}</office:document>")
    return file.getvalue()


@pytest.mark.parametrize(
    "rows",
    [
        "<table:table-row/>" * 2_000,
        f"<table:table-row>{'<table:table-cell/>' * 2_000}</table:table-row>",
    ],
)
def test_more_elements_than_a_register_can_have_are_refused(rows, monkeypatch):
    monkeypatch.setattr(opendocument, "MOST_ELEMENTS", 1_000)
    with pytest.raises(UnreadableRegister, match="terlalu besar"):
        grids.open_grid(ods(rows))


def test_rows_in_groups_and_by_themselves_are_all_read():
    row = f"<table:table-row>{CELL}</table:table-row>"
    heads = f"<table:table-header-rows>{row.format('Judul')}</table:table-header-rows>"
    group = f"<table:table-row-group>{row.format('a')}{row.format('b')}</table:table-row-group>"
    (grid,) = grids.open_grid(ods(heads + row.format("c") + group + row.format("d"))).grids
    assert grid.title == "Register"
    assert [cells for cells in grid.rows()] == [["Judul"], ["c"], ["a"], ["b"], ["d"]]
