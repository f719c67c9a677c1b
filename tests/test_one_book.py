"""One book of numbers: what recorded naskah bear is never given again, and a series may begin in
the middle of a year.
"""

import threading

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from agreements.documents import numbering, recorded_numbers
from agreements.models import Agreement, Number, NumberSeries, Origin, State
from agreements.workflow.guarding import Refused
from kerjasama.accounts import patterns
from kerjasama.accounts.models import RegionProfile
from partners.models import Partner

from .test_legacy import typed  # noqa: F401 (a fixture)
from .test_numbers import numbered

YEAR = timezone.localdate().year
DEFAULT = "{urut:03d}/{jenis}/KS/{tahun}"


@pytest.fixture
def pks(people):
    numbering.make_series()
    return NumberSeries.objects.get(code="PKS", unit=None)


def recorded(people, number, **more):
    """A naskah from outside that bears this number."""
    partner = Partner.objects.get_or_create(name="PT Contoh Rekanan", kind="swasta")[0]
    unit = people["staf"].memberships.get().unit
    own = {
        "origin": Origin.LEGACY,
        "state": State.DONE,
        "track_code": "ksdpk-lama-pks",
        "track_version": "2026.1",
    }
    stamp = {"stage_code": "pencatatan", "stage_entered_at": timezone.now()}
    rows = {"title": f"Naskah {number}", "owner": unit, "partner": partner, "naskah_number": number}
    return Agreement.objects.create(**own, **stamp, **rows, **more)


def reserve(series, people, purpose="Surat di luar"):
    return numbering.reserve_number(series, people["verifikator"], purpose).text


@pytest.mark.parametrize(
    "pattern, number, place",
    [
        (DEFAULT, "003/PKS/KS/2026", (3, 2026)),
        (DEFAULT, "3/PKS/KS/2026", (3, 2026)),
        (DEFAULT, "Nomor: 003 / PKS / KS / 2026", (3, 2026)),
        (DEFAULT, "no. 003/pks/ks/2026", (3, 2026)),
        (DEFAULT, "1003/PKS/KS/2026", (1003, 2026)),
        (DEFAULT, "003/KB/KS/2026", None),
        (DEFAULT, "003/PKS/KS/26", None),
        (DEFAULT, "415.4/003/PKS/2026", None),
        ("{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}", "100.2/45/KS.1/XI/2026", (45, 2026)),
        ("{tahun}-{urut:04}-{tahun}", "2026-0007-2026", (7, 2026)),
        ("{tahun}-{urut:04}-{tahun}", "2026-0007-2025", None),
        ("({urut}) {jenis}+{tahun}", "(9)PKS+2026", (9, 2026)),
    ],
)
def test_the_place_of_a_number_is_read_by_the_pattern_of_its_series(pattern, number, place):
    assert patterns.place_in(pattern, number, "PKS", "100.2", "KS.1") == place


@pytest.mark.parametrize(
    "written",
    ["001/PKS/KS/{}", "1 / PKS / KS / {}", "Nomor 001/pks/ks/{}", "415.4/1/2020; 001/PKS/KS/{}"],
)
def test_a_recorded_number_is_never_given_again(pks, people, written):
    recorded(people, written.format(YEAR))
    assert reserve(pks, people) == f"002/PKS/KS/{YEAR}"


def test_a_number_far_ahead_is_passed_over_when_its_turn_comes(pks, people):
    recorded(people, f"002/PKS/KS/{YEAR}")
    recorded(people, f"003/PKS/KS/{YEAR}")
    assert [reserve(pks, people) for _ in range(3)] == [f"{n:03}/PKS/KS/{YEAR}" for n in (1, 4, 5)]


def test_a_number_of_another_year_series_or_record_taken_back_holds_no_place(pks, people):
    recorded(people, f"001/PKS/KS/{YEAR - 1}")
    recorded(people, f"001/KB/KS/{YEAR}")
    gone = recorded(people, f"001/PKS/KS/{YEAR}")
    Agreement.objects.filter(pk=gone.pk).update(origin=Origin.TAKEN_BACK)
    assert reserve(pks, people) == f"001/PKS/KS/{YEAR}"


def test_a_corrected_number_holds_its_new_place(pks, people):
    case = recorded(people, f"001/PKS/KS/{YEAR}")
    Agreement.objects.filter(pk=case.pk).update(naskah_number=f"002/PKS/KS/{YEAR}")
    assert [reserve(pks, people) for _ in range(2)] == [f"{n:03}/PKS/KS/{YEAR}" for n in (1, 3)]


def test_a_new_pattern_finds_the_numbers_that_were_recorded_before(pks, people):
    recorded(people, f"P-1/{YEAR}")
    NumberSeries.objects.filter(pk=pks.pk).update(pattern="P-{urut}/{tahun}")
    pks.refresh_from_db()
    assert reserve(pks, people) == f"P-2/{YEAR}"


def test_a_number_held_for_a_case_is_not_printed_once_a_recorded_naskah_bears_it(
    make_agreement, people, pks
):
    agreement = make_agreement()
    series = numbering.series_for("PNW", agreement.owner)
    held = numbering.reserve_number(series, people["verifikator"], "Penawaran", agreement)
    recorded(people, held.text)
    assert numbered(agreement, people["verifikator"]).urut == held.urut + 1


def test_the_book_says_what_it_passes_over_and_counts_no_gap(pks, people, signed_in):
    case = recorded(people, f"001/PKS/KS/{YEAR}")
    reserve(pks, people)
    page = signed_in(people["verifikator"]).get(reverse("nomor"), {"seri": pks.pk}).content.decode()
    assert "Dilewati karena dipakai naskah yang dicatat" in page and case.title in page
    assert "hilang" not in page and "Tidak ada celah" in page


class TestStart:
    def test_a_series_goes_on_from_its_start(self, pks, people):
        numbering.start_at(pks, people["kabag"], YEAR, 47)
        assert [reserve(pks, people) for _ in range(2)] == [
            f"{n:03}/PKS/KS/{YEAR}" for n in (47, 48)
        ]
        assert numbering.unexplained_numbers_of(pks.pk, YEAR) == []

    def test_what_was_given_outside_is_no_gap_and_a_hole_before_it_is_one(self, pks, people):
        stamp = {
            "state": "dipesan",
            "reserved_for": "Surat",
            "by": people["kabag"],
            "at": timezone.now(),
        }
        for urut in (1, 3):
            Number.objects.create(
                series=pks, year=YEAR, urut=urut, text=f"{urut:03}/PKS/KS/{YEAR}", **stamp
            )
        numbering.start_at(pks, people["kabag"], YEAR, 47)
        reserve(pks, people)
        assert numbering.unexplained_numbers_of(pks.pk, YEAR) == [2]

    def test_a_start_counts_for_its_year_alone(self, pks, people):
        numbering.start_at(pks, people["kabag"], YEAR + 1, 47)
        assert reserve(pks, people) == f"001/PKS/KS/{YEAR}"

    def test_it_passes_over_what_was_recorded_after_it_was_set(self, pks, people):
        numbering.start_at(pks, people["kabag"], YEAR, 47)
        recorded(people, f"047/PKS/KS/{YEAR}")
        assert reserve(pks, people) == f"048/PKS/KS/{YEAR}"

    def test_a_start_below_a_drawn_number_is_refused(self, pks, people):
        reserve(pks, people)
        reserve(pks, people)
        with pytest.raises(Refused, match="paling rendah dari 3"):
            numbering.start_at(pks, people["kabag"], YEAR, 2)

    def test_a_start_below_a_recorded_number_is_refused(self, pks, people):
        recorded(people, f"046/PKS/KS/{YEAR}")
        with pytest.raises(Refused, match="paling rendah dari 47"):
            numbering.start_at(pks, people["kabag"], YEAR, 46)

    def test_it_is_set_on_the_page_of_the_series(self, pks, people, signed_in):
        client, page = signed_in(people["kabag"]), reverse("seri-rinci", args=[pks.pk])
        assert client.post(page, {"mulai": "1", "year": YEAR, "first": 47}).status_code == 302
        shown = client.get(page).content.decode()
        assert f"047/PKS/KS/{YEAR}" in shown and f"Tahun {YEAR} dimulai dari nomor 47" in shown
        reserve(pks, people)
        refused = client.post(page, {"mulai": "1", "year": YEAR, "first": 20})
        assert refused.status_code == 422 and "paling rendah dari 48" in refused.content.decode()
        assert 'value="20"' in refused.content.decode()

    @pytest.mark.parametrize("first", ["", "0", "-1", "abc", "99999999999"])
    def test_what_is_no_number_is_refused_at_its_field(self, pks, people, signed_in, first):
        answer = signed_in(people["kabag"]).post(
            reverse("seri-rinci", args=[pks.pk]), {"mulai": "1", "year": YEAR, "first": first}
        )
        assert answer.status_code == 422


class TestRecording:
    def test_a_number_that_the_book_gave_to_a_paper_is_refused_at_its_field(
        self,
        make_agreement,
        people,
        signed_in,
        typed,  # noqa: F811
    ):
        agreement = make_agreement()
        number = numbered(agreement, people["verifikator"])
        answer = signed_in(people["verifikator"]).post(
            reverse("naskah-lama"), typed(naskah_number=number.text)
        )
        assert answer.status_code == 422
        assert f"Nomor {number.text} sudah diberikan Buku nomor" in answer.content.decode()

    def test_a_number_reserved_for_a_paper_made_outside_may_be_recorded(self, pks, people):
        text = reserve(pks, people)
        assert recorded_numbers.given_to_papers(text) is None


@pytest.mark.django_db(transaction=True)
def test_no_number_is_drawn_while_one_is_being_recorded(people, make_agreement):
    """A draw that begins while a record is being written waits for it and passes its number over."""  # noqa: E501
    numbering.make_series()
    pks, drawn = NumberSeries.objects.get(code="PKS", unit=None), []

    def draw():
        try:
            drawn.append(reserve(pks, people))
        finally:
            connection.close()

    with transaction.atomic():
        recorded_numbers.hold_book()
        recorded(people, f"001/PKS/KS/{YEAR}")
        waiting = threading.Thread(target=draw)
        waiting.start()
        waiting.join(0.5)
        assert not drawn
    waiting.join()
    assert drawn == [f"002/PKS/KS/{YEAR}"]
    assert RegionProfile.current().number_pattern == DEFAULT and Number.objects.count() == 1
