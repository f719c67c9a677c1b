"""Each list of a page leaves as a spreadsheet: same filter, same columns, no formulas."""

import csv
import html
import io
import re

import openpyxl
import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from agreements.models import BatchState, Clause, ImportBatch, RowStanding
from kerjasama.accounts.models import Membership, Role, UnitAlias, User
from kerjasama.notices.models import Kind, Notice
from kerjasama.web import lists
from partners.models import Partner

# Pages of the program that show a table which is no list, each with its reason.
NO_LISTS = {
    "gaya": "a page of examples",
    "beranda": "the first lines of lists that have a page of their own",
    "dasbor": "figures and the first lines of lists that have a page of their own",
    "dasbor-angka": "figures and the first lines of lists that have a page of their own",
    "pemberitahuan": "a form: which message comes by which way",
    "surel": "the post of an installation that sends none, at most 50 mails",
    "rekap-laporan": "has a file of its own, with the title and the law above the rows",
    "kesehatan": "how the installation fares at this moment, which collectors read at /metrics",
    "koreksi-angka": "the figures of one case, each with its correction; the list is Indikator",
    "kepala-catatan": "the heads of a month, for anybody to compare with those that were mailed",
    "pemetaan": "the years, each of which has its list",
    "rencana-kerja": "the plan of one case, which is printed as a paper",
}
# Tables beside the list of a page: the figures and the duties of one case, whose lists are
# Indikator and Kewajiban;
# the notes on a file, which has them too.
NO_LIST_OF_ITS_PAGE = (
    ["Indikator", "Kondisi awal", "Target", "Realisasi", "Keadaan"],
    ["Kewajiban", "Dasar", "Jatuh tempo", "Status"],
    ["Kolom", "Baris", "Catatan"],
)


def sheet_of(answer) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return list(book.active.iter_rows(values_only=True))


def read(cell: str) -> str:
    """The words of a cell, whatever sorts by it."""
    return " ".join(re.sub("<[^>]+>", "", cell).split()).rstrip(" ▴▾")


def headings_of(page: str) -> list[list[str]]:
    """The heading row of each list on a page, as read."""
    tables = re.findall(r'<table class="table list(?: register[^"]*)?">(.*?)</thead>', page, re.S)
    rows = [re.findall(r"<th\b[^>]*>(.*?)</th>", table, re.S) for table in tables]
    # What only a screen reader says heads a column of buttons, not of facts.
    return [[read(cell) for cell in row if "visually-hidden" not in cell] for row in rows]


def tells(file: list[str], table: list[str]) -> bool:
    """Whether the file has the columns of the table in its order; a cell of two facts ("Masa") is
    two columns there.
    """
    left = iter(file)
    return all(
        any(heading == shown or heading.startswith(f"{shown} ") for heading in left)
        for shown in table
    )


def give_every_role_to_one(people) -> User:
    for role in Role:
        Membership.objects.get_or_create(
            user=people["kabag"], role=role, unit=people["kabag"].memberships.first().unit
        )
    return User.objects.get(pk=people["kabag"].pk)


def an_import(by: User) -> ImportBatch:
    """A register that was checked, with one row to be looked at."""
    said = {"state": BatchState.CHECKED, "new": 1, "by": by, "ordered_at": timezone.now()}
    batch = ImportBatch.objects.create(file_name="register.xlsx", sha256="a" * 64, size=1, **said)
    shown = {
        "title": "Pengelolaan sampah",
        "partner": "=PT Contoh",
        "number": "1/KS/2026",
        "notes": ["diperiksa"],
    }
    batch.rows.create(place=0, sheet="2026", number=7, standing=RowStanding.NEW, shown=shown)
    return batch


def something_in_every_list(case, by: User) -> None:
    """What only shows its table when there is something in it."""
    UnitAlias.objects.create(unit=case.owner, name="Kominfo Contoh", by=by)
    Clause.objects.create(
        code="contoh-1",
        part="force_majeure",
        title="Contoh",
        text_id="Rumusan",
        instruments=["kesepakatan_bersama"],
        changed_by=by,
    )


def addresses(case, batch) -> dict[str, str]:
    """Every address without a key by its name, each of the case, and those of an import and a unit."""  # noqa: E501
    found = {"impor-rinci": [batch.pk], "unit-nama": [case.owner_id]}
    for pattern in all_patterns(get_resolver()):
        asks = pattern.pattern.converters
        if not asks:
            found[pattern.name] = []
        elif list(asks) == ["pk"] and str(pattern.pattern).startswith("kerja-sama/<int:pk>/"):
            found[pattern.name] = [case.pk]
    return {name: reverse(name, args=args) for name, args in found.items() if name}


def all_patterns(resolver):
    for entry in resolver.url_patterns:
        yield from all_patterns(entry) if hasattr(entry, "url_patterns") else [entry]


def test_every_list_of_the_program_leaves_with_the_columns_of_its_table(
    make_agreement, people, signed_in
):
    case = make_agreement(at="pelaksanaan")
    reader = give_every_role_to_one(people)
    batch = an_import(reader)
    something_in_every_list(case, reader)
    client, without, other, seen = signed_in(reader), [], [], 0
    for name, address in addresses(case, batch).items():
        if name in NO_LISTS:
            continue
        page = client.get(address)
        if page.status_code != 200 or not page["Content-Type"].startswith("text/html"):
            continue
        files = re.findall(r'href="(\?[^"]*unduh=csv[^"]*)"', page.content.decode())
        tables = [
            shown
            for shown in headings_of(page.content.decode())
            if shown not in NO_LIST_OF_ITS_PAGE
        ]
        for number, shown in enumerate(tables):
            if number >= len(files):
                without.append((name, shown))
                continue
            seen += 1
            query = html.unescape(files[number])
            written = client.get(address + query).content.decode("utf-8-sig")
            sheet = sheet_of(client.get(address + query.replace("=csv", "=xlsx")))
            if not tells(list(sheet[0]), shown):
                other.append((name, shown, sheet[0]))
            lines = list(csv.reader(io.StringIO(written), delimiter=";"))
            # The log of all writes notes that the first file was taken.
            grown = 1 if name == "catatan-perubahan" else 0
            assert (lines[0], len(lines) + grown) == (list(sheet[0]), len(sheet))
    assert not without, "lists that cannot be downloaded"
    assert not other, "lists whose file has other columns"
    assert seen > 25


def test_a_file_holds_all_rows_of_the_filter_not_a_page_of_them(make_agreement, people, signed_in):
    for number in range(27):
        make_agreement(title=f"Sampah {number:02}")
    make_agreement(title="Pelatihan guru")
    answer = signed_in(people["kabag"]).get(reverse("daftar"), {"q": "sampah", "unduh": "xlsx"})
    titles = {row[0] for row in sheet_of(answer)[1:]}
    assert titles == {f"Sampah {number:02}" for number in range(27)}


@pytest.mark.parametrize(("most", "last"), [(2, True), (3, False)])
def test_a_file_that_cannot_take_all_rows_says_so(
    most, last, make_agreement, people, signed_in, monkeypatch
):
    monkeypatch.setattr(lists, "MOST_ROWS", most)
    for number in range(3):
        make_agreement(title=f"Sampah {number}")
    rows = sheet_of(signed_in(people["kabag"]).get(reverse("daftar"), {"unduh": "xlsx"}))
    assert len(rows) == 4
    assert str(rows[-1][0]).startswith("Berkas ini memuat 2 dari 3 baris.") is last


def test_days_and_figures_stay_what_they_are(make_agreement, people, signed_in):
    case = make_agreement(at="pelaksanaan")
    rows = sheet_of(signed_in(people["kabag"]).get(reverse("daftar"), {"unduh": "xlsx"}))
    ends = rows[0].index("Berakhir")
    case.refresh_from_db()
    assert case.ends_on in [row[ends].date() for row in rows[1:] if row[ends]]


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_nothing_in_a_file_is_a_formula(evil, people, signed_in):
    Partner.objects.create(name=f"{evil} PT", kind="swasta")
    client = signed_in(people["kabag"])
    answer = client.get(reverse("mitra"), {"unduh": "xlsx"})
    cells = openpyxl.load_workbook(io.BytesIO(answer.content)).active["A"]
    assert {cell.data_type for cell in cells} == {"s"}
    written = client.get(reverse("mitra"), {"unduh": "csv"}).content.decode("utf-8-sig")
    named = next(line for line in written.splitlines() if "PT" in line)
    assert not named.startswith(("=", "+", "-", "@", "\t"))


def test_what_another_opd_may_not_see_is_in_no_file(make_agreement, signed_in, stranger):
    make_agreement(title="Rahasia dinas lain")
    client = signed_in(stranger)
    for name in (
        "daftar",
        "kewajiban",
        "laporan",
        "radar",
        "indikator",
        "naskah-asli",
        "penandatanganan",
    ):
        assert "Rahasia" not in client.get(reverse(name), {"unduh": "csv"}).content.decode()


def test_a_persons_tasks_leave_with_what_they_say(people, signed_in):
    Notice.objects.create(
        user=people["staf"],
        kind=Kind.TASK,
        key="x",
        subject="Perbaiki usulan",
        url="/",
        created_at=timezone.now(),
    )
    rows = sheet_of(signed_in(people["staf"]).get(reverse("tugas"), {"unduh": "xlsx"}))
    assert "Perbaiki usulan" in rows[1]


def test_a_file_costs_the_same_queries_however_long_it_is(
    make_agreement, people, signed_in, django_assert_max_num_queries
):
    for number in range(30):
        make_agreement(title=f"Sampah {number}")
    client = signed_in(people["kabag"])
    with django_assert_max_num_queries(25):
        client.get(reverse("daftar"), {"unduh": "xlsx"})
