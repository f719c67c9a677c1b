"""The book of numbers: no gap, no twin, and nothing that vanishes."""

import threading
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from agreements.documents import numbering, rendering, retrying
from agreements.models import Document, Evidence, Number, NumberSeries
from agreements.workflow import engine, guarding

from .conftest import order_and_render
from .home import settle_at_home
from .reading import folded

TODAY = timezone.localdate()


def paper(agreement, kind="penawaran", **more):
    revision = agreement.documents.filter(kind=kind).count() + 1
    return Document.objects.create(
        agreement=agreement, stage_code=agreement.stage_code, kind=kind, revision=revision, **more
    )


def numbered(agreement, by, day=TODAY, **more):
    return numbering.issue_number(paper(agreement, **more), by, day)


def book(client, **query):
    return client.get(reverse("nomor"), query).content.decode()


# Gapless and race-safe


def at_once(count, act):
    """Run `act(n)` in so many threads at the same moment, each with a connection of its own."""
    start = threading.Barrier(count)

    def run(n):
        try:
            connection.ensure_connection()
            start.wait()
            act(n)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[n]) for n in range(count)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]


@pytest.mark.django_db(transaction=True)
def test_fifty_numberings_at_once_give_fifty_consecutive_numbers(make_agreement, people):
    agreement = make_agreement()
    papers = [paper(agreement) for _ in range(50)]
    at_once(50, lambda n: numbering.issue_number(papers[n], people["verifikator"], TODAY))
    assert sorted(Number.objects.values_list("urut", flat=True)) == list(range(1, 51))
    printed = sorted(Document.objects.exclude(number="").values_list("number", flat=True))
    assert printed == [f"{n:03}/PNW/KS/{TODAY.year}" for n in range(1, 51)]


@pytest.mark.django_db(transaction=True)
def test_numbers_drawn_in_transactions_that_fail_leave_no_gap(make_agreement, people):
    agreement = make_agreement()
    papers = [paper(agreement) for _ in range(20)]

    def number_or_fail(n):
        try:
            with transaction.atomic():
                numbering.issue_number(papers[n], people["verifikator"], TODAY)
                if n % 2:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            pass

    at_once(20, number_or_fail)
    assert sorted(Number.objects.values_list("urut", flat=True)) == list(range(1, 11))


# Series


@pytest.fixture
def agreement(make_agreement):
    return make_agreement("ksdd-sukarela")


def test_each_series_and_each_year_counts_for_itself(agreement, people):
    drawn = [
        numbered(agreement, people["verifikator"], day, kind=kind).text
        for kind, day in (
            ("penawaran", date(2026, 12, 30)),
            ("penawaran", date(2027, 1, 4)),
            ("ba_tkksd", date(2027, 1, 4)),
        )
    ]
    assert drawn == ["001/PNW/KS/2026", "001/PNW/KS/2027", "001/BA/KS/2027"]


def test_a_unit_may_have_a_series_of_its_own(agreement, people, signed_in):
    shown = {
        "code": "KAK",
        "unit": agreement.owner_id,
        "title": "KAK Diskominfo",
        "pattern": "{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}",
    }
    client = signed_in(people["kabag"])
    client.post(reverse("seri"), shown | {"classification": "000.4", "unit_code": "Diskominfo"})
    assert (
        numbered(agreement, people["staf"], date(2026, 11, 24), kind="kak").text
        == "000.4/1/Diskominfo/XI/2026"
    )
    assert (
        numbered(agreement, people["staf"], date(2026, 11, 24), kind="penawaran").text
        == "001/PNW/KS/2026"
    )


def test_two_series_never_give_the_same_number(make_agreement, people):
    NumberSeries.objects.filter(code__in=("PNW", "KAK")).update(pattern="{urut}/KS/{tahun}")
    agreement, day = make_agreement(), date(2026, 11, 24)
    assert numbered(agreement, people["staf"], day, kind="kak").text == "1/KS/2026"
    with pytest.raises(guarding.Refused, match="Nomor 1/KS/2026 sudah ada pada seri lain"):
        numbered(agreement, people["staf"], day, kind="penawaran")


def test_a_series_goes_on_behind_the_numbers_that_were_given(people):
    series, year = NumberSeries.objects.get(code="PNW"), timezone.localdate().year
    for _ in range(2):
        numbering.reserve_number(series, people["kabag"], "Surat undangan")
    for first in (1, 2):
        with pytest.raises(guarding.Refused, match="Mulai paling rendah dari 3"):
            numbering.start_at(series, people["kabag"], year, first)
    assert numbering.start_at(series, people["kabag"], year, 3).first == 3


@pytest.mark.parametrize(
    "pattern, fault",
    [
        ("{urut}/{nama}/{tahun}", "{nama}"),
        ("{urut.x}/{tahun}", "{urut.x}"),
        ("{urut}/{tahun", "{tahun"),
        ("{urut:99999999}/{tahun}", "{urut:99999999}"),
        ("{urut}/{jenis}", "harus memuat {tahun}"),
        ("{urut:03}/BA/KS/{tahun}", "nomor yang sama dengan seri BA"),
        ("{klasifikasi}/{urut}/{tahun}", "isi kodenya"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused_at_its_field_and_while_it_is_typed(
    pattern, fault, people, signed_in
):
    series, client = NumberSeries.objects.get(code="PNW"), signed_in(people["kabag"])
    data = {"seri": series.pk, "title": "Penawaran", "pattern": pattern}
    page = client.post(reverse("seri-rinci", args=[series.pk]), data)
    assert page.status_code == 422 and fault in str(
        page.context["form"].errors.get("pattern") or page.context["form"].errors["classification"]
    )
    assert fault in client.get(reverse("seri-contoh"), data).content.decode()
    assert NumberSeries.objects.get(pk=series.pk).pattern == ""


def test_while_a_pattern_is_typed_its_next_number_is_shown(people, signed_in):
    series = NumberSeries.objects.get(code="PNW")
    asked = {"seri": series.pk, "title": "x", "pattern": "{urut:02}/{jenis}-KKR/{tahun}"}
    assert (
        f"07/PNW-KKR/{TODAY.year}"
        in signed_in(people["admin"]).get(reverse("seri-contoh"), asked).content.decode()
    )


def test_a_new_pattern_leaves_what_was_given(agreement, people):
    settle_at_home(address="Jalan Contoh Nomor 1")
    first = numbered(agreement, people["verifikator"])
    NumberSeries.objects.filter(code="PNW").update(pattern="{urut}-{tahun}")
    assert numbered(agreement, people["verifikator"]).text == f"2-{TODAY.year}"
    assert Number.objects.get(pk=first.pk).text == f"001/PNW/KS/{TODAY.year}"


# Reserved, issued, cancelled


def test_a_paper_takes_the_number_that_was_reserved_for_its_case(make_agreement, people, signed_in):
    agreement, other = make_agreement(), make_agreement()
    series = NumberSeries.objects.get(code="PNW")
    data = {"series": series.pk, "purpose": "Penawaran yang dijanjikan", "agreement": agreement.pk}
    signed_in(people["verifikator"]).post(reverse("nomor-pesan"), data)
    assert numbered(other, people["verifikator"]).urut == 2
    assert numbered(agreement, people["verifikator"]).urut == 1
    assert numbered(agreement, people["verifikator"]).urut == 3


def test_of_two_reserved_numbers_the_lower_is_printed_first(make_agreement, people):
    agreement, series = make_agreement(), NumberSeries.objects.get(code="PNW")
    for purpose in ("Penawaran", "Penawaran kedua"):
        numbering.reserve_number(series, people["verifikator"], purpose, agreement)
    assert [numbered(agreement, people["verifikator"]).urut for _ in range(3)] == [1, 2, 3]


def test_no_number_is_reserved_for_a_case_that_is_closed(make_agreement, people):
    agreement, series = make_agreement(), NumberSeries.objects.get(code="PNW")
    assert numbering.reserve_number(series, people["kabag"], "Penawaran", agreement).urut == 1
    engine.halt_case(agreement.pk, people["staf"], agreement.stage_code, "ditarik", "Mitra mundur.")
    agreement.refresh_from_db()
    with pytest.raises(guarding.Refused, match="sudah ditutup"):
        numbering.reserve_number(series, people["kabag"], "Penawaran kedua", agreement)
    assert Number.objects.count() == 1


def test_a_number_is_reserved_for_a_letter_made_elsewhere_and_marked_as_used(people, signed_in):
    client, series = signed_in(people["verifikator"]), NumberSeries.objects.get(code="PNW")
    client.post(reverse("nomor-pesan"), {"series": series.pk, "purpose": "Surat undangan"})
    number = Number.objects.get()
    assert (number.state, number.by) == ("dipesan", people["verifikator"])
    client.post(reverse("nomor-pakai", args=[number.pk]))
    page = book(client)
    assert number.text in page and "Terbit" in page and "Surat undangan" in page


def test_a_cancelled_number_stays_with_its_reason_and_never_comes_again(people, signed_in):
    client, series = signed_in(people["kabag"]), NumberSeries.objects.get(code="PNW")
    client.post(reverse("nomor-pesan"), {"series": series.pk, "purpose": "Surat undangan"})
    number = Number.objects.get()
    client.post(reverse("nomor-batal", args=[number.pk]), {"reason": ""})
    assert Number.objects.get().state == "dipesan"
    client.post(reverse("nomor-batal", args=[number.pk]), {"reason": "Rapat ditiadakan"})
    page = book(client, seri=series.pk)
    assert (
        f"<s>{number.text}</s>" in folded(page)
        and "Rapat ditiadakan" in page
        and "Tidak ada celah" in page
    )
    assert numbering.reserve_number(series, people["kabag"], "Lain").urut == 2
    for meddle in (
        lambda: number.delete(),
        lambda: Number.objects.filter(pk=number.pk).update(state="dipesan"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            meddle()


def test_the_number_of_a_paper_that_counts_is_not_cancelled(make_agreement, people):
    agreement = make_agreement(at="penawaran")
    number = Number.objects.get(document__kind="kak")
    with pytest.raises(guarding.Refused, match="masih dipakai"):
        numbering.cancel_number(number.pk, people["kabag"], "Salah")
    engine.halt_case(agreement.pk, people["staf"], agreement.stage_code, "ditarik", "Batal.")
    assert numbering.cancel_number(number.pk, people["kabag"], "Usulan ditarik").state == "batal"


@pytest.fixture
def failed(agreement, people, monkeypatch):
    monkeypatch.setattr(rendering, "to_pdf", lambda paper: 1 / 0)
    document = rendering.order_document(agreement.pk, people["staf"], "kak")
    rendering.render_queued_document(document.pk)
    monkeypatch.undo()
    return document


def test_a_failed_paper_is_given_up_with_its_number_and_made_anew_with_the_next(
    failed, agreement, people, signed_in
):
    with pytest.raises(guarding.Refused, match="batalkan nomornya"):
        rendering.order_document(agreement.pk, people["staf"], "kak")
    number = failed.numbers.get()
    signed_in(people["verifikator"]).post(
        reverse("nomor-batal", args=[number.pk]), {"reason": "Gagal dicetak"}
    )
    with pytest.raises(guarding.Refused, match="tidak gagal"):
        retrying.retry_document(failed.pk, people["staf"])
    assert (
        "Buat dokumen"
        in signed_in(people["staf"])
        .get(reverse("kerja-sama", args=[agreement.pk]))
        .content.decode()
    )
    order_and_render(agreement, people["staf"], "kak")
    assert [(n.urut, n.state) for n in Number.objects.order_by("urut")] == [
        (1, "batal"),
        (2, "terbit"),
    ]


def test_the_number_of_a_failed_paper_is_cancelled_when_its_case_closes(failed, agreement, people):
    numbering.cancel_abandoned()
    assert failed.numbers.get().state == "terbit"
    engine.halt_case(agreement.pk, people["staf"], agreement.stage_code, "ditarik", "Batal.")
    numbering.cancel_abandoned()
    number = failed.numbers.get()
    assert (number.state, number.reason) == (
        "batal",
        "Dokumen gagal dibuat dan kerja sama ditarik.",
    )


# The book


def test_a_missing_number_is_reported(agreement, people, signed_in):
    for _ in range(4):
        numbered(agreement, people["verifikator"])
    series = NumberSeries.objects.get(code="PNW")
    assert "tidak ada" in book(signed_in(people["sekda"]))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE agreements_number DISABLE TRIGGER numbers_are_never_deleted")
        cursor.execute("DELETE FROM agreements_number WHERE urut IN (2, 3)")
    page = book(signed_in(people["sekda"]), seri=series.pk)
    assert "2 nomor hilang" in page and "Nomor urut yang hilang: 2, 3." in page


def test_the_other_partys_number_stands_beside_ours(agreement, people, signed_in):
    number = numbered(agreement, people["verifikator"], kind="kesepakatan_bersama", state="siap")
    Evidence.objects.create(
        agreement=agreement,
        stage_code="penandatanganan_kb",
        requirement_code="ttd_kesepakatan_bersama",
        number="100/PKS-MITRA/2026",
        content_hash="",
        by=people["verifikator"],
    )
    client = signed_in(people["verifikator"])
    page = book(client)
    assert number.text in page and "100/PKS-MITRA/2026" in page and agreement.title in page
    assert reverse("dokumen", args=[number.document_id]) in page


def test_the_book_is_taken_along_as_a_table_without_formulas(people, signed_in):
    numbering.reserve_number(NumberSeries.objects.get(code="PNW"), people["verifikator"], "=1+1")
    table = (
        signed_in(people["verifikator"]).get(reverse("nomor-unduh"), follow=True).content.decode()
    )
    assert f"001/PNW/KS/{TODAY.year};PNW;{TODAY.year};1;Dipesan;'=1+1" in table


def test_the_book_costs_the_same_queries_however_long_it_is(
    agreement, people, signed_in, django_assert_max_num_queries
):
    for _ in range(40):
        numbered(agreement, people["verifikator"])
    client = signed_in(people["verifikator"])
    book(client)  # reads what the office sets once
    with django_assert_max_num_queries(15):
        assert "040/PNW" in book(client)
