"""Who signs: offices held for a time, stand-ins, signing a.n., and power of attorney."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from agreements.documents import rendering, signers, store
from agreements.documents.text.markup import drop_idle_space
from agreements.models import Agreement, Document, DocumentState
from kerjasama.accounts import officials
from kerjasama.accounts.models import Capacity, Delegation, Office, Official, RegionProfile, Unit
from kerjasama.accounts.views import rename_unit

DAY = date(2026, 3, 10)
ORDER = {"order_number": "Surat Perintah Nomor 800/7/2026", "order_date": date(2026, 3, 1)}


def hold(office, name, since, until=None, **more):
    return Official.objects.create(office=office, name=name, since=since, until=until, **more)


def stand_in(
    capacity,
    office=Office.HEAD,
    since=date(2026, 3, 2),
    until=date(2026, 3, 31),
    name="Wakil Contoh",
    **more,
):
    return hold(office, name, since, until, capacity=capacity, **ORDER, **more)


def printed(agreement, kind, day=DAY):
    paper = Document.objects.create(
        agreement=agreement,
        stage_code=agreement.stage_code,
        kind=kind,
        revision=agreement.documents.filter(kind=kind).count() + 1,
        number=f"{Document.objects.count()}/X",
        state=DocumentState.READY,
        context={"date": day.isoformat()},
    )
    return " ".join(
        " ".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(rendering.to_pdf(paper))).pages
    )


# Who holds an office


def test_an_office_is_held_by_whom_the_day_names(db):
    hold(Office.HEAD, "Lama", date(2021, 1, 1), date(2025, 2, 19))
    hold(Office.HEAD, "Baru", date(2025, 2, 20))
    days = (date(2020, 12, 31), date(2021, 1, 1), date(2025, 2, 19), date(2025, 2, 20))
    assert [
        getattr(officials.holder_of_office(Office.HEAD, day), "name", None) for day in days
    ] == [None, "Lama", "Lama", "Baru"]


def test_a_stand_in_holds_it_only_while_the_order_lasts(db):
    hold(Office.SECRETARY, "Sekda", date(2020, 1, 1))
    stand_in(Capacity.DAILY, Office.SECRETARY)
    names = [
        officials.holder_of_office(Office.SECRETARY, day).name
        for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 1))
    ]
    assert names == ["Sekda", "Wakil Contoh", "Wakil Contoh", "Sekda"]


def test_a_new_holder_takes_over_from_a_stand_in_without_an_end(db):
    stand_in(Capacity.ACTING, until=None)
    hold(Office.HEAD, "Bupati Baru", date(2026, 3, 8))
    assert officials.holder_of_office(Office.HEAD, date(2026, 3, 7)).prefix == "Plt. "
    assert officials.holder_of_office(Office.HEAD, DAY).name == "Bupati Baru"


def form_data(**more):
    return {
        "office": "kepala_daerah",
        "capacity": "definitif",
        "name": "Bupati Baru",
        "since": "2026-01-01",
    } | more


@pytest.mark.parametrize(
    "data, fault",
    [
        (form_data(), "bertumpang tindih"),
        (form_data(office="kepala_unit"), "Pilih unit"),
        (form_data(capacity="Plt."), "surat penunjukan"),
        (form_data(capacity="Plh.", order_number="1", order_date="2026-01-01"), "sampai kapan"),
        (form_data(since="1999-01-01", until="1998-01-01"), "mendahului"),
        (form_data(since="1999-01-01", until="1999-02-01", nip="123"), "18 angka"),
    ],
)
def test_a_period_that_cannot_be_is_refused(data, fault, people, signed_in):
    page = signed_in(people["kabag"]).post(reverse("pejabat"), data)
    assert page.status_code == 422 and fault in page.content.decode()


def test_an_office_passes_from_one_to_the_next_in_the_browser(people, signed_in):
    client, old = signed_in(people["admin"]), Official.objects.get(office=Office.HEAD)
    client.post(
        reverse("pejabat-rinci", args=[old.pk]),
        form_data(name=old.name, since="2000-01-01", until="2025-12-31"),
    )
    assert "Jabatan tanpa pejabat" in client.get(reverse("pejabat")).content.decode()
    client.post(reverse("pejabat"), form_data())
    page = client.get(reverse("pejabat")).content.decode()
    assert (
        "Bupati Baru" in page
        and "Contoh Bupati" not in page
        and "Jabatan tanpa pejabat" not in page
    )
    assert "Contoh Bupati" in client.get(reverse("pejabat"), {"semua": ""}).content.decode()


def test_the_head_of_a_renamed_unit_heads_its_successor(people):
    unit = Unit.objects.get()
    new = rename_unit(unit, "Dinas Digital", DAY)
    assert officials.holder_of_office(Office.UNIT_HEAD, DAY, new).name == "Contoh Kepala"
    assert officials.holder_of_office(Office.UNIT_HEAD, DAY, unit) is None
    assert (
        officials.holder_of_office(Office.UNIT_HEAD, DAY - timedelta(1), unit).name
        == "Contoh Kepala"
    )


# What a paper prints


def test_papers_print_who_held_the_office_on_their_day(make_agreement):
    agreement = make_agreement()
    Official.objects.filter(office=Office.HEAD).update(until=date(2025, 2, 19))
    hold(Office.HEAD, "Bupati Kedua", date(2025, 2, 20))
    assert "Contoh Bupati" in printed(agreement, "penawaran", date(2025, 2, 19))
    assert "Bupati Kedua" in printed(agreement, "penawaran", date(2025, 2, 20))


def test_a_letter_of_an_acting_head_says_so(make_agreement):
    stand_in(Capacity.ACTING)
    assert "Plt. Bupati Kutai Kartanegara, Wakil Contoh" in printed(make_agreement(), "penawaran")


def test_a_naskah_of_an_acting_head_names_his_order(make_agreement):
    stand_in(Capacity.ACTING)
    text = printed(make_agreement(), "kesepakatan_bersama")
    assert "Pelaksana Tugas Bupati Kutai Kartanegara" in text
    assert "berdasarkan Surat Perintah Nomor 800/7/2026 tanggal 1 Maret 2026" in text
    assert "PIHAK KEDUA, PIHAK KESATU, Plt. Bupati Kutai Kartanegara" in text
    paper = Document.objects.get(kind="kesepakatan_bersama")
    page = drop_idle_space(rendering.to_html(paper))
    assert "<td></td><td>Plt. Bupati Kutai Kartanegara</td>" in page  # on our side, the right one


def test_the_minutes_name_who_stands_in_for_the_secretary(make_agreement):
    stand_in(Capacity.DAILY, Office.SECRETARY, nip="197001011995031001")
    text = printed(make_agreement(), "ba_tkksd")
    assert (
        "Plh. Sekretaris Daerah selaku Ketua Tim Koordinasi Kerja Sama Daerah, Wakil Contoh NIP"
        " 197001011995031001" in text
    )


def test_a_letter_may_be_signed_for_the_head_while_the_arrangement_holds(
    make_agreement, people, signed_in
):
    data = {
        "papers": ["jawaban_penawaran"],
        "office": "sekda",
        "since": "2026-03-01",
        "until": "2026-03-31",
        "basis": "Perbup 1/2026",
    }
    assert signed_in(people["kabag"]).post(reverse("atas-nama"), data).status_code == 302
    agreement = make_agreement()
    assert "a.n. Bupati Kutai Kartanegara Sekretaris Daerah, Contoh Sekda" in printed(
        agreement, "jawaban_penawaran"
    )
    assert "a.n." not in printed(agreement, "jawaban_penawaran", date(2026, 4, 1))
    assert "a.n." not in printed(agreement, "penawaran")


def test_a_chain_goes_on_below_the_secretary(make_agreement):
    unit = Unit.objects.create(name="Bagian Kerja Sama Sekretariat Daerah")
    hold(Office.UNIT_HEAD, "Kabag Contoh", date(2020, 1, 1), unit=unit)
    Delegation.objects.create(
        papers=["permintaan_kedua"],
        office=Office.UNIT_HEAD,
        unit=unit,
        below_secretary=True,
        since=date(2026, 1, 1),
        basis="x",
    )
    text = printed(make_agreement(), "permintaan_kedua")
    assert (
        "a.n. Bupati Kutai Kartanegara Sekretaris Daerah u.b. Kepala Bagian Kerja Sama Sekretariat"
        " Daerah, Kabag Contoh" in text
    )


@pytest.mark.parametrize(
    "more, fault",
    [
        ({"papers": ["penawaran"]}, "penawaran"),
        ({"papers": ["jawaban_penawaran"]}, "bertumpang tindih"),
        ({"papers": ["laporan_gubernur"], "office": "kepala_unit"}, "Pilih unit"),
        ({"papers": ["laporan_gubernur"], "below_secretary": "on"}, "u.b."),
    ],
)
def test_an_arrangement_against_the_rules_is_refused(more, fault, people, signed_in):
    Delegation.objects.create(
        papers=["jawaban_penawaran"], office=Office.SECRETARY, since=DAY, basis="x"
    )
    data = {"office": "sekda", "since": "2026-03-01", "basis": "Perbup"} | more
    page = signed_in(people["kabag"]).post(reverse("atas-nama"), data)
    assert page.status_code == 422 and fault in str(page.context["form"].errors)


# Refused before it is made


def test_a_paper_without_a_signer_is_refused_with_the_name_of_what_is_missing(
    make_agreement, people, signed_in
):
    agreement = make_agreement("ksdd-sukarela")
    Official.objects.filter(office=Office.UNIT_HEAD).delete()
    url = reverse("buat-dokumen", args=[agreement.pk, "kak"])
    page = signed_in(people["staf"]).post(url, follow=True).content.decode()
    assert (
        "Kepala Dinas Komunikasi dan Informatika: belum ada pejabat" in page
        and "Mintalah Kepala Bagian" in page
    )
    assert not agreement.documents.exists()


def test_a_lapsed_signer_is_refused_and_whoever_may_is_shown_where_to_mend_it(
    make_agreement, people, signed_in, monkeypatch
):
    agreement = make_agreement(at="penawaran")
    today = timezone.localdate()
    Official.objects.filter(office=Office.HEAD).delete()
    stand_in(Capacity.ACTING, since=today - timedelta(9), until=today - timedelta(1))
    person = people["verifikator"]
    person.memberships.create(role="SECTION_HEAD", unit=agreement.owner)
    page = (
        signed_in(person)
        .post(reverse("buat-dokumen", args=[agreement.pk, "penawaran"]), follow=True)
        .content.decode()
    )
    assert "Bupati Kutai Kartanegara: masa jabatan Plt. Wakil Contoh berakhir pada" in page
    assert (
        f'<a href="{reverse("pejabat")}?jabatan=kepala_daerah&amp;kembali=' in page
        and not agreement.documents.filter(kind="penawaran").exists()
    )


def test_a_draft_needs_no_signer_yet(make_agreement, people):
    agreement = make_agreement(at="penyusunan_kb")
    Official.objects.all().delete()
    paper = rendering.order_document(agreement.pk, people["verifikator"], "kesepakatan_bersama")
    rendering.render_queued_document(paper.pk)
    assert Document.objects.get(pk=paper.pk).state == "siap"


PROXY = {
    "dengan_kuasa": True,
    "kuasa_nama": "Ani",
    "kuasa_jabatan": "Kepala Dinas",
    "kuasa_nip": "197001011990031002",
}


def test_a_power_of_attorney_says_until_when_and_lapses(make_agreement):
    agreement = make_agreement(**PROXY, kuasa_sampai=DAY)
    assert "paling lambat pada tanggal 10 Maret 2026" in printed(agreement, "surat_kuasa")
    told = [
        signers.gap_of("perjanjian_kerja_sama", agreement, RegionProfile(), day)
        for day in (DAY, DAY + timedelta(1))
    ]
    assert told == ["", "Surat kuasa untuk Ani berakhir pada 10 Maret 2026."]


def test_the_end_of_a_power_of_attorney_voids_approvals_only_when_it_is_given(make_agreement):
    agreement = make_agreement(**PROXY)
    before = Agreement.objects.get(pk=agreement.pk).content_hash
    agreement.kuasa_sampai = DAY
    assert agreement.content_hash != before
    agreement.kuasa_sampai = None
    assert agreement.content_hash == before


def test_a_naskah_names_who_holds_the_office_on_the_day_of_its_signing(make_agreement, people):
    agreement, tomorrow = (
        make_agreement(at="penandatanganan_kb"),
        timezone.localdate() + timedelta(1),
    )
    stand_in(Capacity.ACTING, since=tomorrow, until=tomorrow)
    paper = rendering.order_document(
        agreement.pk, people["verifikator"], "kesepakatan_bersama", tomorrow
    )
    rendering.render_queued_document(paper.pk)
    paper.refresh_from_db()
    text = " ".join(
        page.extract_text() for page in PdfReader(io.BytesIO(store.read_stored(paper.sha256))).pages
    )
    assert "Wakil Contoh" in text and "Contoh Bupati" not in text


def test_a_naskah_in_two_languages_says_in_both_that_he_is_acting(make_agreement):
    stand_in(Capacity.ACTING)
    text = printed(make_agreement("ksdpl-mitra"), "naskah_kerja_sama")
    assert (
        "Pelaksana Tugas Bupati Kutai Kartanegara" in text
        and "Acting Regent of Kutai Kartanegara" in text
    )


def test_a_penjabat_sementara_can_be_chosen_and_is_printed_as_pjs(
    make_agreement, people, signed_in
):
    page = signed_in(people["kabag"]).get(reverse("pejabat")).content.decode()
    assert "Penjabat Sementara (Pjs.)" in page
    stand_in(Capacity.TEMPORARY)
    assert "Pjs. Bupati Kutai Kartanegara, Wakil Contoh" in printed(make_agreement(), "penawaran")
