"""The Lembar Pimpinan: once a week one page for the leaders, its figures read once and kept. A
missed Monday is made up for.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from agreements.documents import plain_pages, rendering
from agreements.documents.text import indonesian
from agreements.models import Agreement, DocumentState, LeadersSheet
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties import ledger
from agreements.monitoring.duties.ledger import DutyStatus
from agreements.monitoring.duties.radar import Colour, Radar
from agreements.monitoring.leadership import figures
from agreements.monitoring.leadership.figures import Outcome
from agreements.monitoring.leadership.urgent_matters import Matter, most_urgent_matters
from agreements.regulations.duties import REPORTED
from agreements.workflow.deadlines import Calendar
from agreements.workflow.guarding import refuse_if
from kerjasama.accounts.models import Membership, RegionProfile, Role, Unit, User
from kerjasama.logbook.models import LogHead
from kerjasama.narrowing import require
from kerjasama.notices import posting
from kerjasama.notices.models import Kind
from kerjasama.writing.figures import format_briefly

READERS = (
    Role.LEADERSHIP,
    Role.SEKDA,
    Role.HEAD_OF_REGION,
    Role.SECTION_HEAD,
    Role.VERIFIER,
    Role.ADMIN,
)
TOLD = (Role.LEADERSHIP, Role.SEKDA, Role.HEAD_OF_REGION)
MAY_ORDER = Role.SECTION_HEAD
READY_AT = time(6)  # on Monday
WEEK, SOON = timedelta(7), timedelta(90)
# Rows that the page has room for.
EXPIRING, LATE_UNITS, SIGNED = 6, 7, 4
LONGEST = 150


def monday_of(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(day.weekday())


def make_due() -> LeadersSheet | None:
    """Make the sheet of this week, unless it is there, the week has just begun, or there is nothing
    to tell of.
    """
    now = timezone.localtime()
    week = monday_of(now.date())
    if now < timezone.make_aware(datetime.combine(week, READY_AT)):
        return None
    if LeadersSheet.objects.filter(week=week).exists() or not Agreement.objects.exists():
        return None
    return order_leaders_sheet()


@transaction.atomic
def order_leaders_sheet(user: User | None = None) -> LeadersSheet:
    """The sheet of this week: made now if it is not there yet, made again if it failed. There is
    never a second one.
    """
    refuse_if(
        user is not None and MAY_ORDER not in user.roles,
        "Lembar Pimpinan dibuat oleh Kepala Bagian Kerja Sama.",
    )
    today = timezone.localdate()
    row = LeadersSheet.objects.select_for_update().filter(week=monday_of(today)).first()
    if row is None:
        row, _ = LeadersSheet.objects.get_or_create(
            week=monday_of(today),
            defaults={"facts": gather_sheet_facts(today), "requested_by": user},
        )
    elif row.state == DocumentState.FAILED:
        row.state, row.error, row.attempts = DocumentState.QUEUED, "", 0
        row.save(update_fields=["state", "error", "attempts"])
    transaction.on_commit(lambda: rendering.queue_document(row.pk, LeadersSheet))
    return row


def render_sheet(sheet_id: int) -> None:
    """Make the page, and tell the leaders that it is there."""
    row = LeadersSheet.objects.get(pk=sheet_id)
    is_made = plain_pages.render_plain_page(
        row, "documents/leaders_sheet.html", lambda: context_of_leaders_sheet(row)
    )
    if is_made:
        _tell_leaders(row)


def _tell_leaders(row: LeadersSheet) -> None:
    """That the sheet is there, with its figures in a line."""
    seats = Membership.objects.of_active(*TOLD)
    text = "; ".join(f"{figure['label']}: {figure['value']}" for figure in row.facts["figures"])
    posting.send_notice(
        set(seats.values_list("user_id", flat=True)),
        Kind.TASK,
        f"lembar-pimpinan/{row.week}",
        f"Lembar Pimpinan minggu ke-{row.number} sudah ada",
        f"{text}.",
        reverse("lembar-pimpinan"),
    )


def context_of_leaders_sheet(row: LeadersSheet) -> dict[str, Any]:
    """What the page is made of."""
    region = RegionProfile.current()
    return {
        "sheet": row,
        "facts": row.facts,
        "region": region,
        "demo": region.is_demo,
        "at": timezone.localtime(row.requested_at),
    }


# What it tells


def gather_sheet_facts(today: date) -> dict[str, Any]:
    """All that stands on the page, as text and numbers."""
    seen, calendar = Agreement.objects.all(), Calendar()
    late = _late_reports(seen, today, calendar)
    ending = seen.changeable(today).expiring(today, today + SOON).order_by("ends_on", "pk")
    signed = seen.signed().filter(effective_on__range=(today - WEEK, today))
    return {
        "date": today.isoformat(),
        "figures": _compared(_figures(seen, today, calendar, sum(late.values())), today),
        "urgent": [_told(matter) for matter in most_urgent_matters(seen, today, calendar)],
        "expiring": _listed(ending, EXPIRING, lambda case: _end_as_listed(case, today)),
        "reports": _ranked_units(late),
        "signed": _listed(
            signed.order_by("-effective_on", "-pk"),
            SIGNED,
            lambda case: {"date": _day(case.effective_on)},
        ),
        **_brought(seen, today),
        "log_head": _newest_log_head(),
    }


def _newest_log_head() -> str:
    """The newest head of the log, so that a printed sheet proves what the log was then."""
    head = LogHead.objects.first()
    return f"Sidik harian catatan {head.number}: {head.digest[:32]}" if head else ""


def _late_reports(seen: AgreementQuerySet, today: date, calendar: Calendar) -> dict[int, int]:
    """How many reports each OPD owes that are late."""
    late = ledger.due_soon(seen, today, (DutyStatus.LATE,), codes=REPORTED, calendar=calendar)
    return {unit: counts[DutyStatus.LATE] for unit, counts in late.by_unit().items()}


def _ranked_units(late: dict[int, int]) -> dict[str, Any]:
    """The OPD with the most late reports, and how many more there are."""
    names = dict(Unit.objects.filter(pk__in=late).values_list("pk", "name"))
    ranked = sorted(late.items(), key=lambda pair: (-pair[1], names[pair[0]]))
    most = max(late.values(), default=1)
    rows = []
    for unit, number in ranked[:LATE_UNITS]:
        rows.append({"unit": names[unit], "late": number, "share": round(100 * number / most)})
    return {"rows": rows, "more": max(0, len(ranked) - LATE_UNITS)}


def _figures(
    seen: AgreementQuerySet, today: date, calendar: Calendar, late_reports: int
) -> list[dict[str, Any]]:
    lights = Radar(seen, today).by_colour()
    overdue = seen.running().filter(calendar.overdue(today)).count()
    ending = seen.changeable(today).expiring(today, today + SOON).count()
    rows = [
        ("Berlaku", sum(lights.values()), ""),
        ("Sedang berproses", seen.on_their_way(today).count(), ""),
        ("Lewat tenggat", overdue, "late"),
        ("Tidur", lights[Colour.RED] + lights[Colour.YELLOW], "late"),
        ("Berakhir ≤ 90 hari", ending, "waits"),
        ("Laporan terlambat", late_reports, "late"),
    ]
    return [
        {"label": label, "value": value, "tone": tone if value else ""}
        for label, value, tone in rows
    ]


def _compared(rows: list[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """Each figure with its difference to the week before; without one where that week has no sheet."""  # noqa: E501
    sheets = LeadersSheet.objects.filter(week=monday_of(today) - WEEK)
    before = sheets.values_list("facts", flat=True).first()
    if not before:
        return rows
    old = {row["label"]: row["value"] for row in before["figures"]}
    compared = []
    for row in rows:
        if row["label"] in old:
            row = row | {"change": row["value"] - old[row["label"]]}
        compared.append(row)
    return compared


def _end_as_listed(case: Agreement, today: date) -> dict[str, Any]:
    ends_on = require(case.ends_on, "only what ends is listed")
    return {"date": _day(ends_on), "left": (ends_on - today).days}


def _listed(
    rows: QuerySet, most: int, more_of: Callable[[Agreement], dict[str, Any]]
) -> dict[str, Any]:
    """The first rows, and how many are left out."""
    shown = rows.select_related("owner", "partner").defer("search", "partner__logo")[:most]
    told = []
    for case in shown:
        names = {"title": _short(case.title), "unit": _short(case.owner.name)}
        told.append(names | more_of(case))
    if len(told) < most:
        return {"rows": told, "more": 0}
    return {"rows": told, "more": rows.count() - most}


def _brought(seen: AgreementQuerySet, today: date) -> dict[str, Any]:
    """What it brought: money by source against the plan of the year, and the indicators."""
    done = figures.sum_realised(seen, today.year)
    outcomes = figures.Indicators(seen).by_outcome()
    money = []
    if done.sources:
        money = [_money_as_listed(source) for source in (*done.sources, done.total)]
    return {
        "year": today.year,
        "money": money,
        "percent": done.percent,
        "activities": done.activities,
        "reached": outcomes[Outcome.REACHED],
        "measured": outcomes[Outcome.REACHED] + outcomes[Outcome.MISSED],
    }


def _told(matter: Matter) -> dict[str, Any]:
    """One urgent matter as the page prints it."""
    return {
        "key": matter.case.pk,
        "title": _short(matter.case.title),
        "what": matter.what,
        "holder": _short(matter.holder),
        "day": _day(matter.day),
    }


def _money_as_listed(source: figures.Money) -> dict[str, Any]:
    return {
        "label": source.label,
        "planned": _rupiah(source.planned),
        "realised": _rupiah(source.realised),
        "percent": source.percent,
    }


def _rupiah(amount: Decimal) -> str:
    """ "Rp1,25 miliar": what a reader in a hurry takes in."""
    return f"Rp{format_briefly(round(amount))}"


def _short(text: str) -> str:
    flat = indonesian.flatten_name(text)
    if len(flat) <= LONGEST:
        return flat
    return f"{flat[: LONGEST - 1].rstrip()}…"


def _day(day: date | None) -> str:
    return indonesian.short_date(day) if day else "–"
