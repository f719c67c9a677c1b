"""Five years of one agreement, from its signature to its end: each notice, each status and each
paper on its day, and none twice.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from django.db.models import Count
from django.utils import timezone

from agreements.documents import rendering
from agreements.documents.pages.terms_in_force import articles_in_force
from agreements.models import Agreement, Choice, InForce, ReportState, chain_is_intact
from agreements.models.in_force import in_force_sentence_of, in_force_state_of
from agreements.monitoring.custody import originals
from agreements.monitoring.duties import acts, ledger
from agreements.monitoring.duties.ledger import DutyStatus
from agreements.monitoring.ending import deciding
from agreements.monitoring.ending.open_matters import left_open
from agreements.monitoring.implementation import progress, report_acts, work_plans
from agreements.workflow import settling
from kerjasama.notices import delivery
from kerjasama.notices.models import Digest, Kind, Notice
from kerjasama.notices.rounds import update_all_notices

from .conftest import as_long_as, pass_stage

pytestmark = pytest.mark.usefixtures("blank_papers")
REPORT, PASSED_ON = "ksdpk-semester", "ksdpk-berjenjang"
OPD = {"staf", "kepala"}
OFFICE = OPD | {"verifikator", "kabag"}
LEADERS = {"sekda", "bupati", "pimpinan"}
TOLD = {
    "hasil": "Pelatihan berjalan.",
    "permasalahan": "Jaringan lambat",
    "upaya": "Menambah pita",
    "lainnya": "",
}


class Life:
    """The agreement, the people, and the clock that all of them live by."""

    def __init__(self, make_agreement, people, time_machine):
        self.make, self.people, self.machine = make_agreement, people, time_machine
        self.last, self.days = 0, set()
        self.go_to(date(2026, 3, 2))
        self.pk = make_agreement("ksdpk-daerah", at="pelaksanaan", jangka_waktu_bulan=36).pk

    @property
    def case(self) -> Agreement:
        return Agreement.objects.get(pk=self.pk)

    @property
    def status(self) -> str:
        return in_force_sentence_of(self.case, timezone.localdate())

    def go_to(self, day: date) -> dict[str, set[str]]:
        """Let that day come, on which the work of every minute runs twice. Returns what was told
        then: {key: who}.
        """
        self.days.add(day)
        self.machine.move_to(timezone.make_aware(datetime.combine(day, time(9))), tick=False)
        for _ in range(2):
            settling.settle_lapsed_cases()
            update_all_notices()
            delivery.prepare_digests(timezone.now())
        told: dict[str, set[str]] = {}
        for pk, key, name in (
            Notice.objects.filter(pk__gt=self.last)
            .order_by("pk")
            .values_list("pk", "key", "user__username")
        ):
            self.last = pk
            told.setdefault(key, set()).add(name)
        return told

    def ladder(self, day: date) -> dict[str, set[str]]:
        """Go to that day; what the ladder told then: {step: who}."""
        return {
            key.rpartition("/")[2]: who
            for key, who in self.go_to(day).items()
            if key.startswith(f"masa-berlaku/{self.pk}/")
        }

    def asked(self) -> set[str]:
        """Who is asked now to decide on the end, or to carry out what was decided."""
        mine = Notice.objects.filter(key__startswith=f"keputusan/{self.pk}/", done_at=None)
        return set(mine.values_list("user__username", flat=True))

    def change(self, track: str, **said) -> Agreement:
        """Begin a change of the agreement as its OPD does."""
        return self.make(track, parent=self.case, changed=said)

    def sign(self, change: Agreement) -> Agreement:
        for _ in as_long_as(lambda: change.stage_code != "penatausahaan"):
            change = pass_stage(change, self.people)
        return Agreement.objects.get(pk=change.pk)

    def decide(self, who: str, choice: str, reason: str, act=deciding.decide_on_end) -> None:
        newest = self.case.decisions.values_list("pk", flat=True).first() or 0
        act(self.pk, self.people[who], choice, reason, newest)

    def standing_of(self, period: date, code: str = REPORT) -> DutyStatus:
        return ledger.find_due(self.case, timezone.localdate(), code, period).standing

    def report(self, period: date) -> str:
        """The OPD reports on a semester and Bagian Kerja Sama accepts; returns the number of the
        paper.
        """
        staff, office = self.people["staf"], self.people["verifikator"]
        report_acts.save_report(
            self.pk, staff, REPORT, period, "0", TOLD, {self.case.indicators.get().pk: "7"}
        )
        report_acts.submit_report(self.pk, staff, REPORT, period)
        report = report_acts.accept_report(self.pk, office, REPORT, period)
        acts.fulfil_duty(
            self.pk, office, PASSED_ON, period, done_on=timezone.localdate(), number="100/7"
        )
        paper = report.papers.get(draft=False)
        rendering.render_queued_document(paper.pk)
        assert self.standing_of(period) is self.standing_of(period, PASSED_ON) is DutyStatus.DONE
        return paper.number


def semesters(first: date, last: date) -> Iterator[date]:
    """The first day of each semester between the two."""
    for _ in as_long_as(lambda: first <= last):
        yield first
        first = date(first.year, 7, 1) if first.month == 1 else date(first.year + 1, 1, 1)


@pytest.fixture
def life(make_agreement, people, time_machine):
    return Life(make_agreement, people, time_machine)


def test_five_years_of_one_agreement(life):
    signed_and_planned(life)
    carried_out_and_reported(life)
    amended(life)
    told_and_decided(life)
    extended(life)
    ended(life)
    nothing_was_told_twice_or_lost(life)


def signed_and_planned(life: Life) -> None:
    assert life.status == "Berlaku 2 Maret 2026 sampai 1 Maret 2029"
    signed = life.case.documents.filter(draft=False, state="siap").values_list("kind", flat=True)
    assert {"kesepakatan_bersama", "perjanjian_kerja_sama"} <= set(signed)
    assert work_plans.plan_status_of(life.case, timezone.localdate()) is work_plans.PlanStatus.NONE
    row = {
        "name": "Pelatihan admin desa",
        "year": 2026,
        "quarter_from": 2,
        "quarter_to": 4,
        "amount_region": 100,
    }
    work_plans.save_plan(
        life.pk,
        life.people["staf"],
        0,
        lambda case: case.activities.create(unit=case.owner, **row),
        "",
    )
    assert work_plans.plan_status_of(life.case, timezone.localdate()) is work_plans.PlanStatus.FULL


def carried_out_and_reported(life: Life) -> None:
    first, second = date(2026, 1, 1), date(2026, 7, 1)
    assert life.go_to(date(2026, 7, 2))[f"kewajiban/{life.pk}/{REPORT}/{first}"] == OPD
    activity = life.case.activities.get()
    row = progress.submit_progress(
        life.pk,
        life.people["staf"],
        activity.pk,
        2,
        percent=30,
        output="1 dari 3",
        amount_region=30,
    )
    assert life.go_to(date(2026, 7, 6)), "what waits for the office is told to it"
    progress.verify_progress(life.pk, life.people["verifikator"], row.pk, row.version)
    assert (
        "1 dari 3"
        in report_acts.open_report(
            life.case, ledger.find_due(life.case, timezone.localdate(), REPORT, first)
        ).sections["hasil"]
    )
    life.go_to(date(2026, 7, 20))
    assert life.report(first)
    # The worker is down for the week in which the second report is first owed, and nobody reports
    # in time.
    owed = f"kewajiban/{life.pk}/{REPORT}/{second}"
    assert owed not in life.go_to(date(2026, 12, 30)) and life.go_to(date(2027, 1, 8))[owed] == OPD
    assert owed not in life.go_to(date(2027, 2, 5)) and life.standing_of(second) is DutyStatus.LATE
    assert life.report(second)
    life.go_to(date(2027, 2, 6))
    assert not Notice.objects.filter(key=owed, done_at=None).exists()


def amended(life: Life) -> None:
    life.go_to(date(2027, 5, 3))
    change = life.sign(life.change("ksdpk-adendum", part="objek", text="Objeknya data dan peta."))
    number = change.documents.get(kind="adendum", draft=False).number
    objek = next(
        row for row in articles_in_force(life.case, "perjanjian_kerja_sama") if row.part == "objek"
    )
    assert objek.text == "Objeknya data dan peta." and number in objek.origin
    assert life.status == "Berlaku 2 Maret 2026 sampai 1 Maret 2029"
    for period in semesters(date(2027, 1, 1), date(2028, 1, 1)):
        life.go_to(period + timedelta(195))
        life.report(period)


def told_and_decided(life: Life) -> None:
    """The end nears: each step is told once, also when the worker missed its day by a week."""
    assert life.ladder(date(2028, 9, 1)) == {} and life.ladder(date(2028, 9, 2)) == {"180": OFFICE}
    assert life.asked() == {"kabag"}
    life.decide("staf", Choice.EXTEND, "Masih dibutuhkan.", deciding.advise_on_end)
    assert life.ladder(date(2028, 11, 30)) == {} and life.ladder(date(2028, 12, 8)) == {
        "90": OFFICE
    }
    assert life.ladder(date(2028, 12, 9)) == {} and life.asked() == {"kabag", "sekda"}, (
        "the decision is late"
    )
    assert life.case in deciding.awaited_decisions(
        Agreement.objects.all(), timezone.localdate(), ledger.Calendar()
    )
    life.decide("sekda", Choice.EXTEND, "Sesuai saran dinas.")
    assert life.status == "Berlaku 2 Maret 2026 sampai 1 Maret 2029, akan diperpanjang"
    assert life.ladder(date(2028, 12, 10)) == {} and life.asked() == {"staf"}


def extended(life: Life) -> None:
    change = life.change("ksdpk-perpanjangan", days=730)
    assert life.status == "Berlaku 2 Maret 2026 sampai 1 Maret 2029, dalam proses perpanjangan"
    assert life.ladder(date(2029, 1, 2)) == {} and life.asked() == set(), (
        "what is decided is told no further"
    )
    life.report(date(2028, 7, 1))
    change = life.sign(change)
    assert change.documents.get(kind="perpanjangan", draft=False).number
    assert life.status == "Diperpanjang sampai 1 Maret 2031, berlaku sejak 2 Maret 2026"
    assert life.ladder(date(2029, 3, 1)) == {}, "the old end is told to nobody any more"
    for period in semesters(date(2029, 1, 1), date(2030, 1, 1)):
        life.go_to(period + timedelta(195))
        life.report(period)
    # Nothing ran for a month: of the steps of the new ladder only the present one is told.
    assert life.ladder(date(2030, 10, 2)) == {"180": OFFICE} and life.ladder(date(2031, 1, 1)) == {
        "60": OFFICE
    }
    assert life.ladder(date(2031, 1, 31)) == {"30": OFFICE | {"sekda"}}
    assert life.ladder(date(2031, 2, 22)) == {"7": OFFICE | LEADERS}


def ended(life: Life) -> None:
    life.decide("kabag", Choice.END, "Tujuan sudah tercapai.")
    assert (
        in_force_state_of(life.case, timezone.localdate()) is InForce.TO_END
        and life.ladder(date(2031, 2, 23)) == {}
    )
    life.report(date(2030, 7, 1))
    change = life.change("ksdpk-pengakhiran", berakhir_baru=date(2031, 2, 27))
    assert life.status.endswith("dalam proses pengakhiran")
    change = life.sign(change)
    assert change.documents.get(kind="ba_pengakhiran", draft=False).number
    assert life.status == "Diakhiri pada 27 Februari 2031, berlaku sejak 2 Maret 2026"
    for day in (date(2031, 2, 28), date(2031, 3, 1), date(2031, 3, 20)):
        assert life.ladder(day) == {} and life.asked() == set()
    left = left_open(life.case, timezone.localdate())
    assert {(due.duty.code, due.period) for due in left.duties} == {
        (REPORT, date(2031, 1, 1)),
        (PASSED_ON, date(2031, 1, 1)),
    }
    for original, _ in left.originals:
        originals.record_original_act(
            original.pk,
            life.people["verifikator"],
            "pindah",
            timezone.localdate(),
            place="Lemari 1, rak A",
        )
    life.go_to(date(2031, 7, 20))
    life.report(date(2031, 1, 1))
    left = left_open(life.case, timezone.localdate())
    assert (left.duties, left.originals) == ([], []) and life.standing_of(
        date(2031, 1, 1)
    ) is DutyStatus.DONE
    assert ledger.find_due(life.case, timezone.localdate(), REPORT, date(2031, 7, 1)) is None, (
        "no period begins after the end"
    )


def nothing_was_told_twice_or_lost(life: Life) -> None:
    rungs = Notice.objects.filter(key__startswith=f"masa-berlaku/{life.pk}/").values_list(
        "key", "user__username"
    )
    assert sorted({key.partition(f"{life.pk}/")[2] for key, _ in rungs}) == [
        "2029-03-01/180",
        "2029-03-01/90",
        "2031-03-01/180",
        "2031-03-01/30",
        "2031-03-01/60",
        "2031-03-01/7",
    ]
    assert (
        len(rungs)
        == len(set(rungs))
        == 4 * len(OFFICE) + len(OFFICE | {"sekda"}) + len(OFFICE | LEADERS)
    )
    mailed = (
        Notice.objects.filter(kind=Kind.TASK)
        .annotate(mails=Count("deliveries"))
        .values_list("mails", flat=True)
    )
    assert 1 in mailed and set(mailed) <= {0, 1}, "once, and not to whoever brought it about"
    assert set(Digest.objects.values_list("day", flat=True)) == life.days
    assert (
        set(life.case.reports.values_list("state", flat=True)) == {ReportState.ACCEPTED}
        and life.case.reports.count() == 11
    )
    assert all(chain_is_intact(case) for case in (life.case, *life.case.children.all()))
