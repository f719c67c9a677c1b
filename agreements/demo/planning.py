"""Lets an example case plan its years and carry them out: most of it verified, the last of it still
waiting.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from agreements.documents import store
from agreements.documents.text import indonesian
from agreements.models import Activity, Agreement
from agreements.models.progress import first_day_of_quarter
from agreements.monitoring.implementation import progress, work_plans
from kerjasama.accounts.models import Role
from kerjasama.narrowing import require

from . import person_for
from .past import Past
from .scans import example_scan

MOST, MILLION = 3, 1_000_000
UNPLANNED = 0.25  # of the cases have no plan yet


def write_work_plan(agreement: Agreement, past: Past, today: date) -> None:
    """Write a plan of last year and this one out of the scope; some cases have none, and those
    abroad brought theirs.
    """
    chance = Random(f"rencana {agreement.title}")
    is_ready = work_plans.has_plan(agreement) and agreement.is_implemented_on(today)
    if not is_ready or agreement.track.is_foreign or chance.random() < UNPLANNED:
        return
    years = [
        year
        for year in (today.year - 1, today.year)
        if _first_day(agreement).year <= year <= require(agreement.ends_on, "it is signed").year
    ]

    def write(case: Agreement) -> None:
        for year in years:
            for item in indonesian.list_items_of(case.ruang_lingkup)[:MOST]:
                Activity.objects.create(
                    agreement=case, unit=case.owner, year=year, **_row(case, item, year, chance)
                )

    past.pass_by(3)
    work_plans.save_plan(agreement.pk, person_for(Role.OPD, agreement.owner), 0, write, "")


def _first_day(agreement: Agreement) -> date:
    return require(agreement.effective_on, "only what is signed is planned")


def _row(agreement: Agreement, item: str, year: int, chance: Random) -> dict[str, Any]:
    began, first = _first_day(agreement), 1
    if year == began.year:
        first = (began.month + 2) // 3
    row: dict[str, Any] = {
        "name": f"{item[:1].upper()}{item[1:200]}",
        "quarter_from": first,
        "quarter_to": 4,
        "location": "Kabupaten Kutai Kartanegara",
    }
    row |= {
        "output": f"{chance.randint(2, 6)} kegiatan",
        "amount_region": chance.randint(4, 30) * 5 * MILLION,
    }
    row["amount_partner"] = chance.choice((0, 10, 25, 60)) * MILLION
    if chance.random() < 0.4:
        row |= {"in_kind": "Tenaga ahli dan peralatan", "amount_in_kind": 15 * MILLION}
    return row


def carry_out(agreement: Agreement, past: Past, today: date) -> None:
    """Report the last quarters of each activity; the last report still waits, or came back."""
    chance = Random(f"capaian {agreement.title}")
    if not agreement.is_implemented_on(today):
        return
    for activity in agreement.activities.filter(year__gte=today.year - 1).order_by("year", "pk")[
        : 2 * MOST
    ]:
        quarters = [
            n
            for n in activity.quarters
            if first_day_of_quarter(activity.year, n) + timedelta(100) <= today
        ]
        for quarter in quarters[-2:]:
            is_last = activity.year == today.year and quarter == quarters[-1]
            past.go_to(first_day_of_quarter(activity.year, quarter) + timedelta(100))
            _report(agreement, activity, quarter, chance, is_last=is_last)


def _report(
    agreement: Agreement, activity: Activity, quarter: int, chance: Random, *, is_last: bool
) -> None:
    share = quarter / activity.quarter_to
    told = {
        "percent": min(100, round(100 * share) - chance.choice((0, 5, 10))),
        "output": f"{quarter} dari {activity.output}"[:250],
    }
    told |= {
        name: getattr(activity, name) / len(activity.quarters) * chance.choice((1, 1, 0))
        for name in work_plans.SOURCES
    }
    scan = store.store_bytes(
        example_scan(f"Bukti capaian triwulan {quarter} {activity.year}", activity.name)
    )
    told |= {"sha256": scan, "file_name": f"contoh-bukti-{activity.year}-{quarter}.pdf"}
    row = progress.submit_progress(
        agreement.pk, person_for(Role.OPD, agreement.owner), activity.pk, quarter, **told
    )
    office = person_for(Role.VERIFIER)
    if is_last and chance.random() < 0.2:
        progress.send_progress_back(
            agreement.pk, office, row.pk, row.version, "Lampirkan daftar hadir peserta."
        )
    elif not is_last:
        progress.verify_progress(agreement.pk, office, row.pk, row.version)
