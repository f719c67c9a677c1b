"""The rencana kerja lives: written after the signing, changed with a reason, reported quarter by
quarter, verified, and read by reports.
"""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements import demo
from agreements.documents import rendering
from agreements.documents.pages import report_papers
from agreements.models import Activity, Agreement, Progress, ProgressState, chain_is_intact
from agreements.monitoring.duties import ledger
from agreements.monitoring.duties.ledger import DutyStatus
from agreements.monitoring.implementation import progress, report_acts, work_plans
from agreements.regulations import catalogue
from agreements.regulations import plans as law
from agreements.regulations.duties import PLAN
from agreements.workflow import settling
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Unit
from kerjasama.notices.rounds import update_all_notices

from .conftest import as_long_as, order_and_render
from .test_register import inside, unknown
from .test_reports import SEMESTER, SEMESTER_I, text_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 bukti"
ROW = {
    "name": "Pelatihan admin desa",
    "output": "4 pelatihan",
    "year": 2026,
    "quarter_from": 2,
    "quarter_to": 4,
    "amount_region": "100000000",
    "amount_partner": "40000000",
    "amount_other": "0",
    "in_kind": "Pinjaman laptop",
    "amount_in_kind": "10000000",
}
TOLD = {
    "percent": 25,
    "output": "1 dari 4 pelatihan",
    "amount_region": "30000000",
    "amount_partner": "20000000",
    "amount_other": "0",
    "amount_in_kind": "10000000",
    "note": "",
}


@pytest.fixture(autouse=True)
def the_tenth_of_july():
    with time_machine.travel("2026-07-10 09:00+08:00", tick=False):
        yield


def rows(*given: dict, version=0, initial=0, reason="") -> dict:
    """The form of the plan as a browser sends it."""
    sent = {
        "versi": version,
        "alasan": reason,
        "activities-TOTAL_FORMS": len(given),
        "activities-INITIAL_FORMS": initial,
    }
    return sent | {
        f"activities-{place}-{name}": value
        for place, row in enumerate(given)
        for name, value in row.items()
    }


def url(agreement, name="rencana-kerja", *more):
    return reverse(name, args=[agreement.pk, *more])


def planned(agreement, **fields) -> Activity:
    return Activity.objects.create(
        agreement=agreement, **{name: value for name, value in (ROW | fields).items()}
    )


def evidence():
    return SimpleUploadedFile("bukti.pdf", PDF)


def reported(agreement, people, activity, quarter=2, **more) -> Progress:
    told = {
        name: Decimal(value) if name.startswith("amount") else value
        for name, value in (TOLD | more).items()
    }
    return progress.submit_progress(agreement.pk, people["staf"], activity.pk, quarter, **told)


def verified(agreement, people, activity, quarter=2, **more) -> Progress:
    row = reported(agreement, people, activity, quarter, **more)
    return progress.verify_progress(agreement.pk, people["verifikator"], row.pk, row.version)


def test_every_article_named_beside_a_plan_is_in_the_register():
    assert unknown(inside(law.ALL)) == set()
    assert law.plan_law_of(catalogue.newest_track_version("ksdd-wajib")).asked_by is None, (
        "P22 asks for no plan of a KSDD: ours is a local norm"
    )


def test_a_change_or_a_bare_kesepakatan_bersama_is_not_what_is_carried_out():
    assert all(track.code in law.UNPLANNED for track in catalogue.ALL if track.changes)
    assert (
        "ksdd-lama-kb" in law.UNPLANNED
        and "ksdd-lama-pks" not in law.UNPLANNED
        and "ksdd-sukarela" not in law.UNPLANNED
    )


def test_from_no_plan_to_verified_progress_and_a_short_report(signed, people, signed_in):
    agreement = signed()
    staff, office = signed_in(people["staf"]), signed_in(people["verifikator"])
    assert "Belum ada rencana kerja" in staff.get(url(agreement, "kerja-sama")).content.decode()
    assert agreement.title in staff.get(reverse("daftar"), {"rencana": "NONE"}).content.decode()

    assert staff.post(url(agreement, "ubah-rencana"), rows(ROW)).status_code == 302
    activity = agreement.activities.get()
    page = staff.get(url(agreement)).content.decode()
    assert (
        "Berjalan penuh" in page
        and "norma setempat" in page
        and "Rp150.000.000" in page
        and "TW 2: laporkan" in page
    )
    assert agreement.title in staff.get(reverse("daftar"), {"rencana": "FULL"}).content.decode()
    assert agreement.title not in staff.get(reverse("daftar"), {"rencana": "NONE"}).content.decode()

    quarter = url(agreement, "capaian", activity.pk, 2)
    fresh = staff.get(quarter)
    assert (
        fresh.status_code == 200 and "Laporan, foto, atau berita acara." in fresh.content.decode()
    )
    without = staff.post(quarter, TOLD)
    assert (
        without.status_code == 422
        and "Lampirkan bukti" in without.content.decode()
        and "1 dari 4 pelatihan" in without.content.decode()
    )
    disguised = staff.post(
        quarter, TOLD | {"upload": SimpleUploadedFile("bukti.pdf", b"MZ\x90\x00 program")}
    )
    assert (
        disguised.status_code == 422
        and "Isi berkas bukan" in disguised.content.decode()
        and not Progress.objects.exists()
    )
    assert staff.post(quarter, TOLD | {"upload": evidence()}).status_code == 302
    assert "Rp0" in staff.get(url(agreement)).content.decode(), (
        "what nobody verified is not realised"
    )

    judge = url(agreement, "nilai-capaian", activity.pk, 2)
    assert office.post(judge, {"versi": 1, "alasan": ""}).status_code == 422
    office.post(judge, {"versi": 1, "alasan": "Daftar hadir belum ada."})
    assert "Daftar hadir belum ada." in staff.get(quarter).content.decode()
    staff.post(quarter, TOLD | {"percent": 30})
    page = office.post(judge, {"versi": 1, "terima": 1}, follow=True).content.decode()
    assert "sudah diubah orang lain" in page, "only what was seen is verified"
    office.post(judge, {"versi": 3, "terima": 1})
    row = Progress.objects.get()
    assert (row.state, row.percent, row.file_name) == (ProgressState.VERIFIED, 30, "bukti.pdf")
    page = staff.get(url(agreement)).content.decode()
    assert "Rp60.000.000" in page and "40%" in page and "30%" in page
    assert staff.post(quarter, TOLD).status_code == 422, "what was verified is no longer written"
    assert b"".join(staff.get(reverse("berkas-capaian", args=[row.pk]))) == PDF

    due = ledger.find_due(agreement, date(2026, 7, 10), SEMESTER, SEMESTER_I)
    report = report_acts.open_report(agreement, due)
    assert (
        report.sections["hasil"] == "Pelatihan admin desa: 1 dari 4 pelatihan (30%, Rp60.000.000)"
    )
    assert report.activities[0]["realised"] == "30%, Rp60.000.000"
    assert chain_is_intact(agreement)


def test_a_plan_in_force_is_changed_with_a_reason_and_every_version_is_kept(
    signed, people, signed_in
):
    agreement, staff = signed(), signed_in(people["staf"])
    staff.post(url(agreement, "ubah-rencana"), rows(ROW))
    row = ROW | {"id": agreement.activities.get().pk, "amount_region": "125000000"}
    silent = staff.post(url(agreement, "ubah-rencana"), rows(row, version=1, initial=1))
    assert (
        silent.status_code == 422
        and "Tulis alasan perubahan." in silent.content.decode()
        and "125000000" in silent.content.decode()
    )
    assert agreement.activities.get().amount_region == 100000000
    stale = staff.post(
        url(agreement, "ubah-rencana"), rows(row, version=0, initial=1, reason="Perubahan APBD")
    )
    assert stale.status_code == 422 and "sudah diubah orang lain" in stale.content.decode()
    staff.post(
        url(agreement, "ubah-rencana"), rows(row, version=1, initial=1, reason="Perubahan APBD")
    )
    assert [event.reason for event in work_plans.plan_versions_of(agreement)] == [
        "Perubahan APBD",
        "",
    ]
    old = staff.get(url(agreement), {"versi": 1}).content.decode()
    assert "Rp100.000.000" in old and "Rp125.000.000" not in old
    assert staff.get(url(agreement), {"versi": 9}).status_code == 404
    assert staff.get(url(agreement), {"versi": "x"}).status_code == 404


def test_what_was_reported_cannot_be_planned_away(signed, people, signed_in):
    agreement, staff = signed(), signed_in(people["staf"])
    activity = planned(agreement)
    reported(agreement, people, activity)
    mine = ROW | {"id": activity.pk}
    for wrong in ({"DELETE": "on"}, {"year": 2027}, {"quarter_from": 3}):
        answer = staff.post(
            url(agreement, "ubah-rencana"), rows(mine | wrong, initial=1, reason="Digeser")
        )
        assert answer.status_code == 422 and "sudah dilaporkan" in answer.content.decode(), wrong
    with pytest.raises(Refused, match="tidak dapat dihapus"):
        work_plans.save_plan(
            agreement.pk, people["staf"], 0, lambda case: case.activities.all().delete(), "Dihapus"
        )
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "writes"), [("kepala", True), ("verifikator", False), ("bupati", False)]
)
def test_only_the_opd_plans_and_reports_and_only_the_office_verifies(signed, people, who, writes):
    agreement = signed()
    activity = planned(agreement)
    for act in (
        lambda: work_plans.save_plan(
            agreement.pk, people[who], 0, lambda case: planned(case, name="Lokakarya"), "Tambah"
        ),
        lambda: progress.submit_progress(
            agreement.pk, people[who], activity.pk, 2, percent=0, output="Belum"
        ),
    ):
        if writes:
            act()
        else:
            with pytest.raises(Refused, match="OPD pemrakarsa"):
                act()
    row = Progress.objects.first() or reported(agreement, people, activity)
    for act in (
        progress.verify_progress,
        lambda *where: progress.send_progress_back(*where, "Salah"),
    ):
        if who != "verifikator":
            with pytest.raises(Refused, match="hanya wewenang Bagian"):
                act(agreement.pk, people[who], row.pk, row.version)


def test_a_quarter_that_has_not_begun_or_is_not_planned_is_not_reported(signed, people):
    agreement = signed()
    activity = planned(agreement)
    for quarter in (1, 4):
        with pytest.raises(Refused, match="tidak dapat diajukan"):
            reported(agreement, people, activity, quarter)
    reported(agreement, people, activity, 3)


def test_before_the_signing_nothing_is_reported_and_after_the_end_nothing_planned(
    make_agreement, signed, people
):
    draft = make_agreement("ksdpk-daerah")
    activity = planned(draft)
    with pytest.raises(Refused, match="sesudah naskah ditandatangani"):
        reported(draft, people, activity)
    over = signed()
    Agreement.objects.filter(pk=over.pk).update(
        expires_on=date(2026, 7, 1), ends_on=date(2026, 7, 1)
    )
    with pytest.raises(Refused, match="sudah berakhir"):
        work_plans.save_plan(over.pk, people["staf"], 0, lambda case: planned(case), "")


@pytest.mark.parametrize("track", ["ksdd-sukarela", "ksdpk-daerah"])
def test_the_plan_of_a_ksdd_or_ksdpk_is_no_content_and_voids_no_approval(
    make_agreement, people, track
):
    agreement = make_agreement(track)
    before = agreement.content_hash
    work_plans.save_plan(agreement.pk, people["staf"], 0, lambda case: planned(case), "")
    assert Agreement.objects.get(pk=agreement.pk).content_hash == before


def test_abroad_the_younger_fields_change_no_hash_while_they_are_empty():
    row = Activity(pk=1, agreement_id=2, name="Pameran", year=2026)
    assert row.values_for_hash() == [1, 2, "Pameran", "", "", "", "", 2026, 1, 4, 0, 0, 0]
    row.in_kind = "Stan pameran"
    assert row.values_for_hash()[-3:] == [None, "Stan pameran", 0]


class TestSinergi:
    def test_its_rencana_kerja_prints_the_activities_which_are_content_until_it_is_signed(
        self, make_agreement, people
    ):
        agreement = make_agreement("sinergi", at="penyusunan_nk")
        empty = agreement.content_hash
        work_plans.save_plan(
            agreement.pk, people["staf"], 0, lambda case: planned(case, location="Tenggarong"), ""
        )
        assert Agreement.objects.get(pk=agreement.pk).content_hash != empty
        paper = rendering.order_document(agreement.pk, people["verifikator"], "rencana_kerja")
        rendering.render_queued_document(paper.pk)
        paper.refresh_from_db()
        printed = text_of(paper)
        for text in (
            "Tahun 2026",
            "Pelatihan admin desa",
            "4 pelatihan",
            "Tenggarong",
            "APBD: Rp100.000.000",
            "Pinjaman laptop",
        ):
            assert text in printed, text

    def test_without_activities_it_prints_the_scope_as_ever(self, make_agreement, people):
        agreement = make_agreement("sinergi", at="penyusunan_nk")
        paper = rendering.order_document(agreement.pk, people["verifikator"], "rencana_kerja")
        assert "Penyediaan data" in rendering.to_html(paper)

    def test_between_the_drafting_and_the_end_of_the_signing_it_stands_still(
        self, make_agreement, people, blank_papers
    ):
        agreement = make_agreement("sinergi", at="penandatanganan_nk")
        assert "tahap persiapan atau penyusunan" in work_plans.obstacle_to_plan(
            agreement, date(2026, 7, 10)
        )
        for _ in as_long_as(lambda: not agreement.effective_on):
            assert demo.meet_next(agreement, order_and_render)
            agreement.refresh_from_db()
        assert "baru ditandatangani" in work_plans.obstacle_to_plan(agreement, date(2026, 7, 10))


class TestAbroad:
    def test_the_yearly_plan_paper_fulfils_the_duty_of_its_year(
        self, make_agreement, people, blank_papers
    ):
        agreement = make_agreement("ksdpl-daerah", at="pelaksanaan")
        agreement.activities.update(year=2027)
        agreement = settling.settle_case(Agreement.objects.get(pk=agreement.pk))

        def standings():
            return {
                due.period.year: due.standing
                for due in ledger.Ledger(
                    Agreement.objects.all(), date(2026, 7, 10), codes=(PLAN.code,)
                )
            }

        assert standings()[2027] is DutyStatus.OPEN
        paper = rendering.order_document(agreement.pk, people["staf"], "rencana_tahunan")
        assert paper.context["year"] == 2027
        rendering.render_queued_document(paper.pk)
        assert standings()[2027] is DutyStatus.DONE and standings()[2026] is DutyStatus.OPEN
        agreement.activities.create(name="Kunjungan", year=2026)
        assert standings()[2026] is DutyStatus.OPEN, (
            "the paper keeps its year whatever is planned later"
        )

    def test_its_report_begins_with_what_was_spent(self, signed, abroad, people):
        activity = planned(abroad)
        verified(abroad, people, activity)
        assert "APBD Rp30.000.000" in report_papers.spending_of_period(
            abroad, date(2026, 1, 1), date(2026, 12, 31)
        )


def test_the_office_is_told_what_waits_and_the_opd_what_came_back(signed, people):
    agreement = signed()
    activity = planned(agreement)
    row = reported(agreement, people, activity)
    update_all_notices()
    assert (
        people["verifikator"]
        .notices.filter(done_at=None, subject__startswith="Verifikasi capaian")
        .exists()
    )
    progress.send_progress_back(agreement.pk, people["kabag"], row.pk, row.version, "Bukti kurang.")
    update_all_notices()
    assert (
        not people["verifikator"]
        .notices.filter(done_at=None, subject__startswith="Verifikasi capaian")
        .exists()
    )
    assert (
        people["staf"].notices.filter(done_at=None, subject__startswith="Perbaiki capaian").exists()
    )


def test_a_strange_opd_finds_no_plan_and_a_unit_that_ended_stays_named(
    signed, people, stranger, signed_in
):
    agreement = signed()
    former = Unit.objects.create(name="Dinas Lama", valid_to=date(2025, 12, 31))
    activity = planned(agreement, unit=former)
    for name, more in (("rencana-kerja", ()), ("ubah-rencana", ()), ("capaian", (activity.pk, 2))):
        assert signed_in(stranger).get(url(agreement, name, *more)).status_code == 404
    assert (
        "Dinas Lama"
        in signed_in(people["staf"]).get(url(agreement, "ubah-rencana")).content.decode()
    )


def test_more_activities_cost_no_more_queries(signed, people, signed_in):
    agreement, staff, counts = signed(), signed_in(people["staf"]), {}
    for _ in range(2):
        for number in range(3):
            verified(
                agreement,
                people,
                planned(agreement, name=f"Kegiatan {number}", unit=agreement.owner),
            )
        for name in ("rencana-kerja", "ubah-rencana"):
            staff.get(url(agreement, name))  # reads what the office sets once
            caches["local"].clear()
            with CaptureQueriesContext(connection) as queries:
                assert staff.get(url(agreement, name)).status_code == 200
            counts.setdefault(name, []).append(len(queries))
    assert all(first == second < 16 for first, second in counts.values()), counts
