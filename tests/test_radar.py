"""The radar: what sleeps, why and since when; the letter that asks the OPD about it."""

import time
from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements.documents import rendering
from agreements.documents.letters import living
from agreements.models import (
    Agreement,
    Document,
    Fulfilment,
    Letter,
    RadarSetting,
    State,
    chain_is_intact,
)
from agreements.monitoring.duties import radar, radar_letter
from agreements.monitoring.duties.radar import Colour, Radar
from agreements.regulations import catalogue
from agreements.regulations.radar import PKS_TRACKS, SIGNALS, watched_signals
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Membership, Role, Unit, User

from .letters import initial
from .papers import text_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 10)


@pytest.fixture(autouse=True)
def august():
    with time_machine.travel("2026-08-10 09:00+08:00", tick=False):
        yield


@pytest.fixture
def in_force(make_agreement):
    """A case whose naskah was signed long ago, with what it owed then done by nobody; `pks` tracks
    are carried out.
    """

    def make(track="ksdpk-pks", start=date(2025, 1, 10), **fields):
        parent = {"parent": fields.pop("parent")} if "parent" in fields else {}
        case = make_agreement("ksdpk-daerah", **parent)
        road = catalogue.newest_track_version(track)
        told = {
            "effective_on": start,
            "expires_on": date(2028, 1, 9),
            "ends_on": date(2028, 1, 9),
            "state": State.DONE,
            "term_key": "",
        }
        told |= {
            "track_code": track,
            "track_version": road.version,
            "stage_code": road.stages[-1].code,
        }
        Agreement.objects.filter(pk=case.pk).update(**told | fields)
        return Agreement.objects.get(pk=case.pk)

    return make


def light(agreement, today=TODAY):
    found = radar.light_of(agreement, today)
    return found and (found.colour, {reason.signal.code: reason.since for reason in found.reasons})


def planned(agreement, year=2026):
    return agreement.activities.create(name="Pelatihan", year=year)


def reported(agreement, by, on):
    return Fulfilment.objects.create(
        agreement=agreement, duty_code="ksdpk-semester", period=date(2026, 1, 1), done_on=on, by=by
    )


def active(agreement, by, on):
    at = timezone.make_aware(timezone.datetime(on.year, on.month, on.day, 9))
    row = {"quarter": 1, "percent": 20, "output": "1", "submitted_by": by, "submitted_at": at}
    return agreement.progress.create(activity=agreement.activities.first(), **row)


# What it looks for


def test_every_track_that_can_be_in_force_is_watched_and_each_sign_says_its_months():
    tracks = {track for track, _, _ in watched_signals({})}
    assert {"ksdd-lama-kb", "ksdpl-lama", "sinergi", "ksdpk-pks"} <= tracks and not any(
        track.endswith("-adendum") for track in tracks
    )
    assert {code for _, code, _ in watched_signals({})} == set(SIGNALS)
    assert set(PKS_TRACKS) == {
        "ksdd-pks",
        "ksdpk-pks",
        "ksdd-lama-pks",
        "ksdpk-lama-pks",
        "ksdpk-lama-aset",
        "sinergi-lama-pks",
    }
    assert (
        dict((code, months) for _, code, months in watched_signals({"laporan": 4}))["laporan"] == 4
    )


def test_what_is_planned_reported_and_carried_out_is_green(in_force, people):
    case = in_force()
    planned(case)
    reported(case, people["staf"], date(2026, 7, 20))
    active(case, people["staf"], date(2026, 7, 1))
    assert light(case) == (Colour.GREEN, {})


def test_each_sign_is_counted_from_the_last_sign_of_life(in_force, people):
    case = in_force()
    assert light(case) == (
        Colour.RED,
        dict.fromkeys(("rencana", "laporan", "kegiatan"), date(2025, 1, 10)),
    )
    planned(case, 2025)
    reported(case, people["staf"], date(2025, 7, 28))
    active(case, people["staf"], date(2026, 1, 5))
    assert light(case) == (
        Colour.RED,
        {"rencana": date(2026, 1, 1), "laporan": date(2025, 7, 28), "kegiatan": date(2026, 1, 5)},
    )
    case.progress.update(state="dikembalikan", reason="Tanpa bukti")
    assert light(case)[1]["kegiatan"] == date(2025, 1, 10), "what was sent back is no sign of life"


def test_one_sign_is_yellow_and_red_once_it_lasts_twice_as_long(in_force, people):
    case = in_force()
    planned(case, 2027)
    reported(case, people["staf"], date(2026, 7, 20))
    active(case, people["staf"], date(2026, 2, 10))
    assert light(case, date(2026, 8, 9)) == (Colour.GREEN, {})
    assert light(case, date(2026, 8, 10)) == (Colour.YELLOW, {"kegiatan": date(2026, 2, 10)})
    (
        reported(case, people["staf"], date(2027, 1, 20))
        if case.fulfilments.update(void=True)
        else None
    )
    assert light(case, date(2027, 2, 9))[0] == Colour.YELLOW
    assert light(case, date(2027, 2, 10))[0] == Colour.RED


def test_an_umbrella_without_a_pks_misses_only_that_and_its_report(in_force, people):
    umbrella = in_force("ksdpk-lama-kb")
    reported(umbrella, people["staf"], date(2026, 7, 20))
    assert light(umbrella) == (Colour.YELLOW, {"pks": date(2025, 1, 10)})
    below = in_force("ksdpk-pks", parent=umbrella)
    planned(below)
    active(below, people["staf"], date(2026, 7, 1))
    assert light(umbrella) == (Colour.GREEN, {}), "it lives in what stands under it"
    Agreement.objects.filter(pk=below.pk).update(
        ends_on=date(2025, 6, 30), expires_on=date(2025, 6, 30)
    )
    assert light(umbrella) == (Colour.YELLOW, {"pks": date(2025, 7, 1)}), "since its last PKS ended"


def test_a_case_with_both_naskah_waits_for_its_own_pks(in_force, people):
    case = in_force("ksdpk-daerah", state=State.RUNNING, stage_code="penyusunan_pks")
    assert set(light(case)[1]) == {"pks", "laporan"}
    row = {
        "stage_code": "penandatanganan_pks",
        "requirement_code": "ttd_perjanjian_kerja_sama",
        "decided_on": TODAY,
        "by": people["staf"],
    }
    case.evidence.create(content_hash="", **row)
    Agreement.objects.filter(pk=case.pk).update(effective_on=TODAY, stage_code="pelaksanaan")
    assert light(case) == (Colour.GREEN, {})


def test_an_old_naskah_is_watched_from_its_record_on_and_abroad_reports_are_yearly(in_force):
    old = in_force("ksdpk-lama-pks", origin="lama", owed_from=date(2026, 5, 1))
    assert light(old) == (Colour.YELLOW, {"rencana": date(2026, 5, 1)})
    abroad = in_force("ksdpl-daerah", start=date(2025, 8, 1))
    assert (
        "laporan-tahunan" not in light(abroad)[1]
        and "laporan-tahunan" in light(abroad, date(2026, 11, 1))[1]
    )


@pytest.mark.parametrize(
    "change",
    [
        {"ends_on": date(2026, 8, 9)},
        {"terminated": True},
        {"state": State.WITHDRAWN},
        {"effective_on": None},
    ],
)
def test_what_is_not_in_force_has_no_light(in_force, change):
    case = in_force()
    Agreement.objects.filter(pk=case.pk).update(**change)
    assert light(case) is None


def test_the_office_sets_its_own_months(in_force, people, signed_in):
    case = in_force(start=date(2026, 6, 1))
    assert light(case) == (Colour.GREEN, {})
    client = signed_in(people["kabag"])
    assert (
        client.post(reverse("tenggat-radar"), {"tanda": "rencana", "months": "0"}).status_code
        == 422
    )
    assert (
        client.post(reverse("tenggat-radar"), {"tanda": "rencana", "months": "2"}).status_code
        == 302
    )
    assert RadarSetting.objects.get().changed_by == people["kabag"]
    assert light(case) == (Colour.YELLOW, {"rencana": date(2026, 6, 1)})


# Where it shows


def test_the_page_and_the_list_filter_by_colour_reason_and_opd(in_force, people, signed_in):
    asleep, awake = in_force(), in_force(start=date(2026, 8, 1))
    Agreement.objects.filter(pk=awake.pk).update(title="Kerja sama yang berjalan")
    client = signed_in(people["sekda"])
    page = client.get(reverse("radar"))
    assert [row.case.pk for row in page.context["page"].rows] == [asleep.pk]
    assert (
        "Tidak ada laporan pelaksanaan yang diterima sejak 10 Januari 2025" in page.content.decode()
    )
    assert [colour.count for colour in page.context["page"].colours] == [1, 0, 1]
    assert client.get(reverse("radar"), {"tanda": "pks"}).context["page"].pages.paginator.count == 0
    assert (
        client.get(reverse("radar"), {"warna": "hijau"}).context["page"].rows[0].case.pk == awake.pk
    )
    other = Unit.objects.create(name="Dinas Lain", address="Jalan Lain Nomor 4")
    assert (
        client.get(reverse("radar"), {"opd": other.pk}).context["page"].pages.paginator.count == 0
    )
    for colour, expected in (
        ("tidur", {asleep.pk}),
        ("merah", {asleep.pk}),
        ("kuning", set()),
        ("hijau", {awake.pk}),
    ):
        rows = client.get(reverse("daftar"), {"radar": colour}).context["rows"]
        assert {a.pk for a, *_ in rows} == expected, colour
    assert "light-merah" in client.get(reverse("daftar")).content.decode()
    assert (
        "sejak 10 Januari 2025"
        in client.get(reverse("radar-berkas", args=[asleep.pk])).content.decode()
    )


def test_an_opd_sees_only_its_own_sleepers(in_force, stranger, signed_in):
    in_force()
    assert signed_in(stranger).get(reverse("radar")).context["page"].pages.paginator.count == 0


def test_more_agreements_cost_no_more_queries(in_force, people, signed_in):
    client, counts = signed_in(people["verifikator"]), []
    for more in (1, 6):
        cases = [in_force() for _ in range(more)]
        radar_letter.order_radar_letter(cases[0].pk, people["verifikator"])
        client.get(reverse("radar"))  # what the office sets is kept from now on
        caches["local"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("radar")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


# The letter


def test_one_click_begins_a_letter_with_the_reasons_and_their_dates(in_force, people, signed_in):
    case, client = in_force(), signed_in(people["verifikator"])
    page = client.post(
        reverse("surat-radar", args=[case.pk]), {"kembali": reverse("radar")}, follow=True
    )
    letter = initial(Letter.objects.get())
    assert page.redirect_chain[0][0] == reverse("surat", args=[letter.pk])
    assert "Tidak ada laporan pelaksanaan yang diterima" in page.content.decode()
    assert not Document.objects.exists()
    paper = living.number_letter(letter.pk, people["verifikator"])
    assert "PPK" in paper.number and chain_is_intact(case)
    said = text_of(rendering.to_html(paper))
    assert "Yth. Kepala Dinas Komunikasi dan Informatika" in said and "Contoh Sekda" in said
    assert "Tidak ada laporan pelaksanaan yang diterima | 10 Januari 2025" in said
    assert (
        "dilaksanakan menurut Pasal 37 ayat (1) dan dilaporkan menurut Pasal 39 ayat (1) Peraturan"
        " Menteri" in said
    )
    assert "14 (empat belas) hari" in said


def test_the_letter_stays_as_it_was_asked_for_and_the_next_one_names_it(
    in_force, people, blank_papers
):
    case, verifikator = in_force(), people["verifikator"]
    first = radar_letter.order_radar_letter(case.pk, verifikator)
    rendering.render_queued_document(first.pk)
    planned(case)
    assert "rencana kerja untuk tahun berjalan" in text_of(
        rendering.to_html(Document.objects.get(pk=first.pk))
    )
    with pytest.raises(Refused, match="hari ini sudah dibuat"):
        radar_letter.order_radar_letter(case.pk, verifikator)
    with time_machine.travel("2026-09-10 09:00+08:00", tick=False):
        said = text_of(rendering.to_html(radar_letter.order_radar_letter(case.pk, people["kabag"])))
    assert (
        f"Menyusul surat kami Nomor {first.number} tanggal 10 Agustus 2026" in said
        and "(surat ke-2)" in said
    )
    assert "rencana kerja untuk tahun berjalan" not in said


def test_only_bagian_kerja_sama_asks_and_only_about_what_sleeps(in_force, people, signed_in):
    case, awake = in_force(), in_force(start=date(2026, 8, 1))
    assert signed_in(people["staf"]).post(reverse("surat-radar", args=[case.pk])).status_code == 403
    assert (
        "Minta penjelasan OPD"
        not in signed_in(people["sekda"]).get(reverse("radar")).content.decode()
    )
    with pytest.raises(Refused, match="tidak tidur"):
        radar_letter.order_radar_letter(awake.pk, people["kabag"])
    assert not Document.objects.exists()


def test_it_judges_thousands_in_one_query(django_db_setup, people):
    from bench.generate import generate

    generate(300)
    Membership.objects.get_or_create(
        user=User.objects.get(username="sekda"), role=Role.SEKDA, unit=Unit.objects.first()
    )
    with CaptureQueriesContext(connection) as queries:
        start = time.monotonic()
        rows = Radar(Agreement.objects.all(), timezone.localdate() + timedelta(30))[:]
        assert time.monotonic() - start < 5
    assert len(queries) == 2 and rows and {row.colour for row in rows} <= set(Colour)
