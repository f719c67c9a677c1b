"""Each list of a page leaves as a spreadsheet: same filter, same columns, no formulas."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from kerjasama.notices.models import Kind, Notice
from partners.models import Partner

LISTS = (
    *("daftar", "tugas", "kewajiban", "laporan", "radar", "indikator", "mitra", "naskah-asli"),
    *("penandatanganan", "sensus-naskah", "nomor", "pengguna", "unit", "pejabat", "pengiriman"),
)


def sheet_of(answer) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return list(book.active.iter_rows(values_only=True))


def reader_of(name: str) -> str:
    return "admin" if name in ("pengguna", "unit", "pengiriman") else "kabag"


@pytest.mark.parametrize("name", LISTS)
def test_each_list_leaves_as_xlsx_and_csv(name, make_agreement, people, signed_in):
    make_agreement(at="pelaksanaan")
    client = signed_in(people[reader_of(name)])
    page = client.get(reverse(name)).content.decode()
    assert "unduh=xlsx" in page and "unduh=csv" in page
    rows = sheet_of(client.get(reverse(name), {"unduh": "xlsx"}))
    written = client.get(reverse(name), {"unduh": "csv"}).content.decode("utf-8-sig")
    assert written.splitlines()[0] == ";".join(rows[0])
    assert len(written.splitlines()) == len(rows)


def test_a_file_holds_all_rows_of_the_filter_not_a_page_of_them(make_agreement, people, signed_in):
    for number in range(27):
        make_agreement(title=f"Sampah {number:02}")
    make_agreement(title="Pelatihan guru")
    answer = signed_in(people["kabag"]).get(reverse("daftar"), {"q": "sampah", "unduh": "xlsx"})
    titles = {row[0] for row in sheet_of(answer)[1:]}
    assert titles == {f"Sampah {number:02}" for number in range(27)}


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
    for name in ("daftar", "kewajiban", "laporan", "radar", "indikator", "naskah-asli", "penandatanganan"):
        assert "Rahasia" not in client.get(reverse(name), {"unduh": "csv"}).content.decode()


def test_a_persons_tasks_leave_with_what_they_say(people, signed_in):
    Notice.objects.create(user=people["staf"], kind=Kind.TASK, key="x", subject="Perbaiki usulan", url="/", created_at=timezone.now())
    rows = sheet_of(signed_in(people["staf"]).get(reverse("tugas"), {"unduh": "xlsx"}))
    assert "Perbaiki usulan" in rows[1]


def test_a_file_costs_the_same_queries_however_long_it_is(make_agreement, people, signed_in, django_assert_max_num_queries):
    for number in range(30):
        make_agreement(title=f"Sampah {number}")
    client = signed_in(people["kabag"])
    with django_assert_max_num_queries(25):
        client.get(reverse("daftar"), {"unduh": "xlsx"})
