"""The Lembar Pimpinan: once a week, always one page, and told to the leaders."""

from datetime import date, timedelta
from subprocess import run

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from agreements.documents import store
from agreements.models import Agreement, DocumentState, LeadersSheet
from agreements.monitoring.leadership import leaders_sheet
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Unit
from kerjasama.notices.models import Notice

from .conftest import signed_at_once

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 8, 10)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-08-10 06:05+08:00", tick=False):
        yield


@pytest.fixture
def in_force(make_agreement, people):
    def make(ago=300, ends_in=400, **fields):
        case, today = (
            signed_at_once(make_agreement("ksdpk-daerah", **fields), people["verifikator"]),
            timezone.localdate(),
        )
        end = today + timedelta(ends_in)
        Agreement.objects.filter(pk=case.pk).update(
            effective_on=today - timedelta(ago),
            expires_on=end,
            ends_on=end,
            term_key="",
            state="selesai",
        )
        return Agreement.objects.get(pk=case.pk)

    return make


def printed(row: LeadersSheet, tmp_path) -> tuple[int, str]:
    """(pages, text)"""
    leaders_sheet.render_sheet(row.pk)
    row.refresh_from_db()
    assert row.state == DocumentState.READY, row.error
    file = tmp_path / "sheet.pdf"
    file.write_bytes(store.read_stored(row.sha256))
    info = run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    text = run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    return int(info.split("Pages:")[1].split()[0]), text


def test_it_is_made_each_monday_at_six_and_never_twice(in_force):
    in_force()
    with time_machine.travel("2026-08-10 05:59+08:00", tick=False):
        assert leaders_sheet.make_due() is None
    assert leaders_sheet.make_due().week == MONDAY
    for moment in ("2026-08-10 07:05+08:00", "2026-08-16 23:05+08:00"):
        with time_machine.travel(moment, tick=False):
            assert leaders_sheet.make_due() is None
    with time_machine.travel("2026-08-27 15:05+08:00", tick=False):
        assert leaders_sheet.make_due().week == date(2026, 8, 24), (
            "a missed Monday is made up for, the weeks between are not"
        )
    assert LeadersSheet.objects.count() == 2


def test_an_empty_installation_has_nothing_to_tell(people):
    assert leaders_sheet.make_due() is None


def test_the_head_of_the_section_has_it_made_at_once_and_nobody_else(in_force, people, signed_in):
    in_force()
    with time_machine.travel("2026-08-10 02:00+08:00", tick=False):
        page = signed_in(people["kabag"]).get(reverse("lembar-pimpinan")).content.decode()
        assert "Buat sekarang" in page
        signed_in(people["kabag"]).post(reverse("buat-lembar-pimpinan"))
        row = LeadersSheet.objects.get()
        again = (
            signed_in(people["kabag"])
            .post(reverse("buat-lembar-pimpinan"), follow=True)
            .content.decode()
        )
    assert (
        row.requested_by == people["kabag"]
        and LeadersSheet.objects.count() == 1
        and "Buat sekarang" not in again
    )
    with pytest.raises(Refused):
        leaders_sheet.order_leaders_sheet(people["verifikator"])
    LeadersSheet.objects.update(state=DocumentState.FAILED, error="Gagal")
    assert leaders_sheet.order_leaders_sheet(people["kabag"]).state == DocumentState.QUEUED, (
        "a failed one is made again"
    )


def test_it_tells_what_is_urgent_with_holder_and_date_what_ends_and_what_was_signed(
    in_force, make_agreement, people, tmp_path
):
    late = make_agreement(title="Kerja sama yang macet")
    key = f"{late.track_code}/persiapan/tahap"
    Agreement.objects.filter(pk=late.pk).update(
        holders=["VERIFIER"], term_key=key, term_from=date(2026, 3, 2)
    )
    ending = in_force(ends_in=12, ago=5, title="Kerja sama yang segera berakhir")
    asleep = in_force(title="Kerja sama yang tidur")
    asleep.activities.create(name="Pelatihan", year=2026, amount_region=1_250_000_000)
    row = leaders_sheet.order_leaders_sheet()
    matters = {
        matter["title"]: (matter["what"], matter["holder"]) for matter in row.facts["urgent"]
    }
    unit = "Dinas Komunikasi dan Informatika"
    assert matters[late.title][1] == "Verifikator Bagian Kerja Sama" and matters[late.title][
        0
    ].startswith("Lewat tenggat: ")
    assert matters[ending.title] == ("Segera berakhir", unit)
    assert matters[asleep.title][1] == unit and len(matters) == 3
    pages, text = printed(row, tmp_path)
    assert pages == 1 and "LEMBAR PIMPINAN" in text and "Minggu ke-33" in text
    assert "12 hari" in text and "Rp1,25 miliar" in text and "5 Agustus 2026" in text


def test_it_fits_one_page_whatever_there_is(in_force, people, tmp_path):
    for n in range(9):
        case = in_force(
            ends_in=3 + n,
            ago=(5 if n < 6 else 300),
            title=(f"{n} " + "Pengembangan pelayanan terpadu " * 8)[:250],
        )
        Agreement.objects.filter(pk=case.pk).update(title="W" * 250) if n == 0 else None
        money = dict.fromkeys(
            ("amount_region", "amount_partner", "amount_other", "amount_in_kind"),
            123_456_789_012_345,
        )
        case.activities.create(name="Pelatihan", year=2026, **money)
    Unit.objects.update(name=f"Dinas {'Pemberdayaan ' * 14}".strip())
    row = leaders_sheet.order_leaders_sheet()
    facts = row.facts
    assert facts["expiring"]["more"] == 9 - leaders_sheet.EXPIRING and facts["signed"]["more"] == 2
    facts["reports"] = {
        "rows": [{"unit": "Dinas " + "W" * 140, "late": 999, "share": 50}]
        * leaders_sheet.LATE_UNITS,
        "more": 30,
    }
    facts["urgent"] = [row | {"holder": "Kepala " * 21} for row in (facts["urgent"] * 5)[:5]]
    LeadersSheet.objects.filter(pk=row.pk).update(facts=facts)
    pages, text = printed(row, tmp_path)
    assert (
        pages == 1
        and "dan 3 lainnya" in text
        and "dan 30 perangkat daerah lainnya" in text
        and "indikator yang diukur" in text
    )


def test_the_figures_stay_as_they_were_read_and_the_next_week_compares(in_force, tmp_path):
    in_force(ago=5)
    row = leaders_sheet.order_leaders_sheet()
    in_force(ago=5)
    _, text = printed(row, tmp_path)
    assert row.facts["figures"][0] == {"label": "Berlaku", "value": 1, "tone": ""}
    with time_machine.travel("2026-08-17 06:05+08:00", tick=False):
        later = leaders_sheet.make_due()
    assert later.facts["figures"][0]["change"] == 1


def test_the_leaders_are_told_once_with_a_link(in_force, people, tmp_path):
    in_force()
    row = leaders_sheet.order_leaders_sheet()
    printed(row, tmp_path)
    leaders_sheet.render_sheet(row.pk)
    told = Notice.objects.filter(key__startswith="lembar-pimpinan/")
    assert {notice.user.username for notice in told} == {
        "sekda",
        "bupati",
        "pimpinan",
    } and told.count() == 3
    assert told[0].url == reverse("lembar-pimpinan") and "Laporan terlambat" in told[0].text


def test_only_leaders_and_the_office_read_it(in_force, people, signed_in, tmp_path):
    in_force()
    row = leaders_sheet.order_leaders_sheet()
    assert (
        signed_in(people["sekda"]).get(reverse("berkas-lembar-pimpinan", args=[row.pk])).status_code
        == 404
    ), "not made yet"
    printed(row, tmp_path)
    for name in people:
        client, may = (
            signed_in(people[name]),
            name in ("pimpinan", "sekda", "bupati", "kabag", "verifikator", "admin"),
        )
        assert client.get(reverse("lembar-pimpinan")).status_code == (200 if may else 403), name
        answer = client.get(reverse("berkas-lembar-pimpinan", args=[row.pk]))
        assert answer.status_code == (200 if may else 403)
        assert ("Lembar Pimpinan" in client.get(reverse("dasbor")).content.decode()) == may
