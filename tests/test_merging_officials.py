"""An official who was recorded twice in one office is put together again, and it can be read later
what was merged.
"""

from datetime import date

import pytest
from django.urls import reverse

from kerjasama.accounts import merging, officials
from kerjasama.accounts.models import Capacity, Office, Official

from .reading import folded, words_of

pytestmark = pytest.mark.django_db
NIP = "197001011990031001"


@pytest.fixture
def twice(people):
    """The same Sekretaris Daerah: until 2024 with his NIP, since then with his degree."""
    Official.objects.filter(office=Office.SECRETARY).delete()
    of = {"office": Office.SECRETARY}
    old = Official.objects.create(
        name="Rahmat",
        nip=NIP,
        rank="Pembina",
        since=date(2020, 1, 1),
        until=date(2023, 12, 31),
        **of,
    )
    new = Official.objects.create(name="Rahmat, S.E.", since=date(2024, 1, 1), **of)
    return old, new


def address(row) -> str:
    return reverse("pejabat-gabung", args=[row.pk])


def test_the_page_says_before_what_will_move(twice, people, signed_in):
    old, new = twice
    client = signed_in(people["kabag"])
    assert address(old) in client.get(reverse("pejabat-rinci", args=[old.pk])).content.decode()
    page = client.get(address(old)).content.decode()
    assert (
        "Rahmat, S.E., Definitif, sejak 1 Januari 2024. Sesudah digabung: sejak 1 Januari 2020."
        in page
    )
    assert f"<dd>{NIP}</dd>" in folded(page) and "Dokumen yang sudah dibuat tidak berubah" in page


def test_one_row_stands_for_both_periods_and_says_what_went_into_it(twice, people, signed_in):
    old, new = twice
    client = signed_in(people["kabag"])
    client.post(address(old), {"tujuan": new.pk, "alasan": "Tercatat dua kali"})
    kept = Official.objects.get(office=Office.SECRETARY)
    assert (kept.name, kept.since, kept.until) == ("Rahmat, S.E.", date(2020, 1, 1), None)
    assert (kept.nip, kept.rank) == (NIP, "Pembina")
    assert officials.holder_of_office(Office.SECRETARY, date(2022, 5, 1)) == kept
    page = words_of(client.get(reverse("pejabat-rinci", args=[kept.pk])).text)
    assert "Nama: Rahmat;" in page and "sejak 1 Januari 2020 sampai 31 Desember 2023" in page
    assert "Alasan: Tercatat dua kali" in page and str(people["kabag"]) in page


def test_without_a_reason_nothing_is_merged_and_the_choice_is_kept(twice, people, signed_in):
    old, new = twice
    answer = signed_in(people["kabag"]).post(address(old), {"tujuan": new.pk, "alasan": " "})
    assert answer.status_code == 422 and "checked" in answer.content.decode()
    assert Official.objects.filter(pk=old.pk).exists()


def test_not_over_somebody_who_held_the_office_in_between(twice, people, signed_in):
    old, new = twice
    Official.objects.filter(pk=old.pk).update(until=date(2022, 12, 31))
    other = {"since": date(2023, 1, 1), "until": date(2023, 12, 31)}
    Official.objects.create(office=Office.SECRETARY, name="Siti", **other)
    answer = signed_in(people["kabag"]).post(
        address(old), {"tujuan": new.pk, "alasan": "Tercatat dua kali"}
    )
    assert answer.status_code == 422
    assert (
        "juga tercatat Siti (sejak 1 Januari 2023 sampai 31 Desember 2023)"
        in answer.content.decode()
    )
    assert Official.objects.filter(office=Office.SECRETARY).count() == 3


def test_a_stand_in_of_that_time_does_not_hinder(twice, people):
    old, new = twice
    order = {"order_number": "800/1", "order_date": date(2022, 1, 1)}
    month = {"since": date(2022, 1, 1), "until": date(2022, 1, 31)}
    Official.objects.create(
        office=Office.SECRETARY, name="Siti", capacity=Capacity.DAILY, **month, **order
    )
    assert merging.merge_officials(old.pk, new.pk, people["kabag"], "Dobel").since == date(
        2020, 1, 1
    )


def test_rows_of_two_offices_are_no_doubles(twice, people, signed_in):
    old, _ = twice
    head = Official.objects.create(
        office=Office.HEAD, name="Rahmat", since=date(1990, 1, 1), until=date(1990, 2, 1)
    )
    answer = signed_in(people["kabag"]).post(address(old), {"tujuan": head.pk, "alasan": "Dobel"})
    assert answer.status_code == 422
    with pytest.raises(merging.UnitMergeRefused, match="bukan pada jabatan yang sama"):
        merging.merge_officials(old.pk, head.pk, people["kabag"], "Dobel")


def test_what_was_merged_before_is_still_read_after_another_merger(twice, people):
    old, new = twice
    third = Official.objects.create(
        office=Office.SECRETARY, name="Rahmad", since=date(2018, 1, 1), until=date(2019, 12, 31)
    )
    merging.merge_officials(third.pk, old.pk, people["kabag"], "Salah ketik")
    kept = merging.merge_officials(old.pk, new.pk, people["kabag"], "Dobel")
    assert [row.former["Nama"] for row in kept.absorbed.all()] == ["Rahmad", "Rahmat"]
    assert kept.since == date(2018, 1, 1)


def test_two_people_of_one_office_are_not_one(twice, people):
    old, new = twice
    Official.objects.filter(pk=new.pk).update(nip="198002022005022002")
    with pytest.raises(merging.UnitMergeRefused, match="NIP keduanya berbeda"):
        merging.merge_officials(old.pk, new.pk, people["kabag"], "Dobel")
    assert Official.objects.filter(office=Office.SECRETARY).count() == 2


def test_who_stood_in_before_holding_the_office_keeps_both_rows(twice, people):
    """Papers of the first period are printed with "Plt." still."""
    old, new = twice
    order = {"order_number": "800/1", "order_date": date(2020, 1, 1)}
    Official.objects.filter(pk=old.pk).update(capacity=Capacity.ACTING, **order)
    with pytest.raises(merging.UnitMergeRefused, match=r"Pelaksana Tugas \(Plt\.\)"):
        merging.merge_officials(old.pk, new.pk, people["kabag"], "Dobel")


def test_the_number_of_one_order_never_meets_the_day_of_another(twice, people):
    old, new = twice
    Official.objects.filter(pk=old.pk).update(order_number="800/1", order_date=date(2020, 1, 1))
    Official.objects.filter(pk=new.pk).update(order_number="800/9")
    kept = merging.merge_officials(old.pk, new.pk, people["kabag"], "Dobel")
    assert (kept.order_number, kept.order_date) == ("800/9", None)
