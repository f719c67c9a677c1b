"""The recap of the region for Gubernur and Menteri: one row per agreement, as page, XLSX and PDF,
and the one letter that carries it.
"""

import io
from datetime import date
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from agreements.documents import outbox, plain_pages, rendering, store
from agreements.models import Agreement, Recap, chain_is_intact
from agreements.monitoring.duties.ledger import DutyStatus
from agreements.monitoring.leadership import recap, recap_paper
from agreements.regulations import report_contents

from .test_reports import ABROAD, SEMESTER_I, TYPED, YEARLY, accepted, standing, text_of

QUERY = {"keluarga": "ksdpk", "tahun": 2026, "semester": "1"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def august():
    with time_machine.travel("2026-08-10 09:00+08:00", tick=False):
        yield


def test_one_row_per_agreement_with_the_items_of_the_law_as_text(signed, people, signed_in):
    reported, silent = signed(), signed(title="Kerja sama yang belum melapor")
    accepted(reported, people, texts={**TYPED, "permasalahan": '=HYPERLINK("http://contoh.id")'})
    answer = signed_in(people["pimpinan"]).get(reverse("rekap-xlsx"), QUERY)
    sheet = load_workbook(io.BytesIO(answer.content)).active
    titles = [cell.value for cell in sheet[4]]
    assert titles[2:-1] == [section.title for section in report_contents.DOMESTIC]
    told = {row[2].value: row for row in sheet.iter_rows(min_row=5)}
    assert set(told) == {reported.title, silent.title}
    assert (
        told[silent.title][-1].value == "Terlambat" and told[reported.title][-1].value == "Diterima"
    )
    problem = told[reported.title][titles.index("Permasalahan")]
    assert problem.data_type == "s" and problem.value.startswith("=HYPERLINK")


def test_the_page_counts_all_and_shows_the_first(signed, people, signed_in, monkeypatch):
    monkeypatch.setattr("agreements.views.after_signing.recap.MOST", 1)
    accepted(signed(title="Air bersih"), people)
    signed(title="Zakat")
    page = signed_in(people["pimpinan"]).get(reverse("rekap-laporan"), QUERY).content.decode()
    assert "1 dari 2 kerja sama sudah dilaporkan" in page and "1 baris pertama" in page
    assert "Air bersih" in page and "Zakat" not in page


def test_the_worker_makes_the_pdf_once_however_often_it_is_asked_for(signed, people, signed_in):
    agreement, client = signed(), signed_in(people["pimpinan"])
    url = f"{reverse('rekap-pdf')}?{urlencode(QUERY)}"
    for _ in range(2):
        page = client.post(url, follow=True).content.decode()
    row = Recap.objects.get()
    assert "PDF sedang dibuat" in page
    recap_paper.render_recap_paper(row.pk)
    recap_paper.render_recap_paper(row.pk)
    row.refresh_from_db()
    printed = text_of(row)
    assert "REKAP LAPORAN" in printed and agreement.title in printed and "Terlambat" in printed
    assert client.get(reverse("berkas-rekap", args=[row.pk])).content == store.read_stored(
        row.sha256
    )


def test_one_letter_fulfils_the_duty_of_all_that_reported_and_of_no_other(
    signed, people, signed_in
):
    one, two, silent = signed(), signed(), signed()
    for agreement in (one, two):
        accepted(agreement, people)
    url = f"{reverse('sampaikan-laporan')}?{urlencode(QUERY)}"
    office = signed_in(people["verifikator"])
    assert office.post(url, {"done_on": "2026-08-11", "number": "9"}).status_code == 422
    page = office.post(
        url, {"done_on": "2026-08-10", "number": "100/Gub"}, follow=True
    ).content.decode()
    assert "tercatat untuk 2 kerja sama" in page
    found = {a.pk: standing(a, code="ksdpk-berjenjang") for a in (one, two, silent)}
    assert found == {one.pk: DutyStatus.DONE, two.pk: DutyStatus.DONE, silent.pk: DutyStatus.OPEN}
    assert {f.number for f in one.fulfilments.filter(duty_code="ksdpk-berjenjang")} == {
        "100/Gub"
    } and chain_is_intact(one)
    assert office.post(url, {"done_on": "2026-08-10", "number": "100/Gub"}).status_code == 422, (
        "a second click sends nothing twice"
    )


def test_a_year_abroad_is_sent_when_its_report_was_accepted(abroad, people):
    with time_machine.travel("2027-01-04 09:00+08:00", tick=False):
        accepted(abroad, people, YEARLY, SEMESTER_I, ABROAD)
        span = recap.Span("luar-negeri", date(2026, 1, 1))
        assert (
            recap.record_recap_letter(
                span,
                Agreement.objects.all(),
                people["bupati"],
                done_on=date(2027, 1, 4),
                number="1",
            )
            == 1
        )
        assert standing(abroad, date(2027, 1, 8), YEARLY) is DutyStatus.DONE


@pytest.mark.usefixtures("blank_papers")
def test_more_agreements_cost_no_more_queries(signed, people, signed_in):
    client, counts = signed_in(people["sekda"]), []
    for more in (1, 4):
        [signed(track) for _ in range(more) for track in ("ksdpk-daerah", "ksdpk-pks")]
        client.get(reverse("rekap-laporan"), QUERY)  # reads the settings of the office
        caches["local"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("rekap-laporan"), QUERY).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 22


def test_a_recap_whose_worker_never_answers_is_sent_again_and_given_up_in_the_end(
    people, monkeypatch
):
    sent = []
    monkeypatch.setattr(rendering, "queue_document", lambda key, model: sent.append(key) or True)
    row = recap_paper.order_recap(recap.Span("ksdd", date(2026, 1, 1)), people["sekda"])
    with time_machine.travel("2026-08-10 09:02+08:00"):
        plain_pages.sweep_plain_pages(Recap)
    assert sent == [row.pk]
    later = recap_paper.order_recap(recap.Span("ksdpk", date(2026, 1, 1)), people["sekda"])
    Recap.objects.filter(pk=later.pk).update(attempts=outbox.MOST_ATTEMPTS)
    monkeypatch.setattr(rendering, "queue_document", lambda key, model: False)
    with time_machine.travel("2026-08-10 19:00+08:00"):
        plain_pages.sweep_plain_pages(Recap)
    assert [*Recap.objects.values_list("state", "error")] == [
        ("antre", ""),
        ("gagal", outbox.NO_WORKER),
    ]


def test_what_cannot_be_read_in_the_address_is_said_at_its_field(people, signed_in):
    answer = signed_in(people["sekda"]).get(reverse("rekap-laporan"), {"tahun": "tahun lalu"})
    assert answer.status_code == 422 and "tahun lalu" in answer.content.decode()
    assert (
        signed_in(people["sekda"]).get(reverse("rekap-xlsx"), {"tahun": "tahun lalu"}).status_code
        == 404
    )
