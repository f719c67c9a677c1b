"""The only writer of numbers. Each is drawn in the caller's transaction under the lock of its
series: no gaps, no twins.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from agreements.models import (
    STOPPED,
    Agreement,
    Document,
    DocumentState,
    Number,
    NumberSeries,
    NumberStart,
    NumberState,
    State,
)
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts import patterns
from kerjasama.accounts.models import RegionProfile, Unit, User
from kerjasama.narrowing import require

from . import recorded_numbers
from .kinds import KINDS

ABANDONED = "Dokumen gagal dibuat dan kerja sama {state}."


def series_titles() -> dict[str, str]:
    """What each series is for, by its code."""
    titles: dict[str, list[str]] = {}
    for kind in KINDS.values():
        named = titles.setdefault(kind.series, [])
        if kind.title not in named:
            named.append(kind.title)
    return {code: "; ".join(named) for code, named in titles.items() if code}


def make_series() -> None:
    """Create the region's series that are not there yet, and name those that have no name."""
    for code, title in series_titles().items():
        NumberSeries.objects.get_or_create(code=code, unit=None, defaults={"title": title[:200]})
        NumberSeries.objects.filter(code=code, unit=None, title="").update(title=title[:200])


def series_for(code: str, unit: Unit | None) -> NumberSeries:
    """The unit's own series, or else the region's."""
    if unit and (own := NumberSeries.objects.filter(code=code, unit=unit).first()):
        return own
    title = series_titles().get(code, code)[:200]
    series, _ = NumberSeries.objects.get_or_create(code=code, unit=None, defaults={"title": title})
    return series


def text_of(series: NumberSeries, urut: int, day: date) -> str:
    """The number as a paper of that day bears it."""
    pattern = series.pattern or RegionProfile.current().number_pattern
    return patterns.fill_pattern(
        pattern, urut, day, series.code, series.classification, series.unit_code
    )


def _draw(
    series: NumberSeries,
    by: User | None,
    day: date,
    state: NumberState,
    *,
    document: Document | None = None,
    agreement: Agreement | None = None,
    reserved_for: str = "",
) -> Number:
    """The next number of the series, for a paper or a case."""
    series = NumberSeries.objects.select_for_update().get(pk=series.pk)
    urut = next_urut(series, day.year)
    text = text_of(series, urut, day)
    refuse_if(
        Number.objects.filter(text=text).exists(),
        f"Nomor {text} sudah ada pada seri lain. Perbaiki pola nomor seri {series}.",
    )
    return Number.objects.create(
        series=series,
        year=day.year,
        urut=urut,
        text=text,
        state=state,
        document=document,
        agreement=agreement,
        reserved_for=reserved_for,
        by=by,
        at=timezone.now(),
    )


def next_urut(series: NumberSeries, year: int) -> int:
    """The place that comes next: after the last drawn, not before the start of the year, on no
    recorded naskah.
    """
    starts = NumberStart.objects.filter(series=series, year=year)
    start = starts.values_list("first", flat=True).first()
    recorded = recorded_numbers.recorded_numbers_of_year([series], year)[series.pk]
    urut = max(_last(series, year) + 1, start or 1)
    while urut in recorded:
        urut += 1
    return urut


def _last(series: NumberSeries, year: int) -> int:
    return series.numbers.filter(year=year).aggregate(last=Max("urut"))["last"] or 0


@transaction.atomic
def start_at(series: NumberSeries, by: User, year: int, first: int) -> NumberStart:
    """Let a series go on from this number in a year. Raises Refused below what was used already."""
    series = NumberSeries.objects.select_for_update().get(pk=series.pk)
    last = _last(series, year)
    refuse_if(
        first <= last,
        f"Nomor sampai {last} sudah dipakai pada tahun {year}. Mulai paling rendah dari"
        f" {last + 1}.",
    )
    recorded = recorded_numbers.recorded_numbers_of_year([series], year)[series.pk]
    if recorded and max(recorded) >= first:
        highest = recorded[max(recorded)]
        raise Refused(
            f"Nomor {highest.text} sudah dipakai naskah yang dicatat, “{highest.title}”. Mulai"
            f" paling rendah dari {highest.urut + 1}."
        )
    start, _ = NumberStart.objects.update_or_create(
        series=series, year=year, defaults={"first": first, "by": by, "at": timezone.now()}
    )
    return start


@transaction.atomic
def issue_number(document: Document, by: User | None, day: date) -> Number:
    """Give a paper its number: the lowest one reserved for its case, or else the next."""
    series = series_for(KINDS[document.kind].series, document.agreement.owner.on(day))
    reserved = series.numbers.select_for_update().filter(
        state=NumberState.RESERVED, agreement=document.agreement_id, year=day.year
    )
    recorded = recorded_numbers.recorded_numbers_of_year([series], day.year)[series.pk]
    number = next((one for one in reserved.order_by("urut") if one.urut not in recorded), None)
    if number:
        number.state, number.document = NumberState.ISSUED, document
        number.save(update_fields=["state", "document"])
    else:
        number = _draw(
            series,
            by,
            day,
            NumberState.ISSUED,
            document=document,
            agreement=document.agreement,
        )
    document.number = number.text
    document.save(update_fields=["number"])
    return number


def carry_on(before: Document, document: Document) -> bool:
    """Make the next revision bear the number of the one before it. Whether that one had one to
    give.
    """
    number = (
        Number.objects.select_for_update()
        .filter(document=before, state=NumberState.ISSUED)
        .order_by()
        .first()
    )
    if number is None:
        return False
    number.document, document.number, document.replaces = document, number.text, before
    document.save(update_fields=["number", "replaces"])
    number.save(update_fields=["document"])
    return True


def give_back_number(document: Document) -> bool:
    """Return the number to the revision before, if there is one. Whether there is."""
    if document.replaces is None:
        return False
    Number.objects.filter(document=document, state=NumberState.ISSUED).update(
        document=document.replaces
    )
    document.number, document.replaces = "", None
    document.save(update_fields=["number", "replaces"])
    return True


@transaction.atomic
def reserve_number(
    series: NumberSeries, by: User, purpose: str, agreement: Agreement | None = None
) -> Number:
    """Hold the next number for a paper to come: one of that case, or one made outside this
    application.
    """
    refuse_if(not purpose.strip(), "Sebutkan untuk apa nomor ini dipesan.")
    refuse_if(agreement is not None and agreement.is_closed, "Kerja sama itu sudah ditutup.")
    return _draw(
        series,
        by,
        timezone.localdate(),
        NumberState.RESERVED,
        agreement=agreement,
        reserved_for=purpose.strip(),
    )


@transaction.atomic
def mark_number_used(number_id: int, by: User) -> Number:
    """Note that a reserved number went on a paper made outside this application."""
    number = Number.objects.select_for_update().get(pk=number_id)
    refuse_if(number.state != NumberState.RESERVED, "Nomor ini tidak sedang dipesan.")
    number.state = NumberState.ISSUED
    number.save(update_fields=["state"])
    return number


def reserve_again(number_id: int) -> None:
    """Let a number wait again whose paper was called signed by mistake."""
    Number.objects.filter(pk=number_id, document=None, state=NumberState.ISSUED).update(
        state=NumberState.RESERVED
    )


@transaction.atomic
def cancel_number(number_id: int, by: User | None, reason: str) -> Number:
    """Cancel a number for good. Raises Refused while its paper is being made or still counts."""
    held = Number.objects.values_list("agreement_id", flat=True).get(pk=number_id)
    agreement = Agreement.objects.select_for_update().filter(pk=held).first()
    number = Number.objects.select_for_update().get(pk=number_id)
    refuse_if(number.state == NumberState.CANCELLED, "Nomor ini sudah dibatalkan.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    if number.document and agreement:
        _let_go(number.document, agreement)
    return give_up(number, by, reason)


def give_up(number: Number, by: User | None, reason: str) -> Number:
    """Cancel a locked number whatever its paper is; the caller has seen to that."""
    number.state, number.reason = NumberState.CANCELLED, reason.strip()
    number.cancelled_by, number.cancelled_at = by, timezone.now()
    number.save(update_fields=["state", "reason", "cancelled_by", "cancelled_at"])
    return number


def _let_go(paper: Document, agreement: Agreement) -> None:
    """A failed paper is given up with its number, so that another may be ordered."""
    refuse_if(paper.state == DocumentState.QUEUED, "Dokumen dengan nomor ini sedang dibuat.")
    if paper.state == DocumentState.FAILED:
        paper.state = DocumentState.CANCELLED
        paper.save(update_fields=["state"])
        return
    later = agreement.documents.filter(kind=paper.kind, revision__gt=paper.revision)
    is_renewed = later.filter(state=DocumentState.READY).exists()
    refuse_if(
        not is_renewed and agreement.state not in STOPPED,
        "Dokumen dengan nomor ini masih dipakai. Buat penggantinya, atau hentikan kerja samanya,"
        " lebih dahulu.",
    )


def cancel_abandoned() -> None:
    """Cancel the numbers of papers that failed and whose case was closed before they were made.

    What belongs to no stage keeps its number when all stages are done, for it may still be made:
    reports, handovers, letters.
    """
    failed = Number.objects.filter(state=NumberState.ISSUED, document__state=DocumentState.FAILED)
    lost = failed.exclude(document__stage_code="", agreement__state=State.DONE)
    lost = lost.exclude(agreement__state__in=(State.RUNNING, State.SUSPENDED))
    for number in lost.select_related("agreement"):
        case = require(number.agreement, "the paper of a number belongs to a case")
        cancel_number(number.pk, None, ABANDONED.format(state=case.get_state_display().lower()))


def count_numbers_by_year() -> QuerySet[Number, Any]:
    """For each series and year: how many numbers in each state, and the last one."""
    counts = {state.name.lower(): Count("pk", filter=Q(state=state)) for state in NumberState}
    grouped = Number.objects.order_by().values(
        "series", "series__code", "series__title", "series__unit__name", "year"
    )
    return grouped.annotate(last=Max("urut"), drawn=Count("pk"), **counts).order_by(
        "-year", "series__code", "series__unit__name"
    )


@dataclass
class Places:
    """What of a series' year no number of the book holds: why, or that nobody knows."""

    start: int = 1
    recorded: dict[int, recorded_numbers.Recorded] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)


def unheld_numbers_of(year: int) -> dict[int, Places]:
    """For each series the places of a year up to its last number that the book does not hold; in
    four queries.
    """
    held: dict[int, set[int]] = {}
    for series, urut in Number.objects.order_by().filter(year=year).values_list("series", "urut"):
        held.setdefault(series, set()).add(urut)
    starts = dict(NumberStart.objects.filter(year=year).values_list("series", "first"))
    found = {}
    every_series = NumberSeries.objects.all()
    for series, recorded in recorded_numbers.recorded_numbers_of_year(every_series, year).items():
        first, mine = starts.get(series, 1), held.get(series, set())
        before = max((urut for urut in mine if urut < first), default=0)
        # Given before this application went on from the start.
        outside = set(range(before + 1, first))
        open_places = set(range(1, max(mine, default=0))) - mine - set(recorded) - outside
        found[series] = Places(
            first,
            {urut: one for urut, one in recorded.items() if urut not in mine},
            sorted(open_places),
        )
    return found


def unexplained_numbers_of(series_id: int, year: int) -> list[int]:
    """The places of a year that nothing accounts for; empty unless somebody meddled with the
    database.
    """
    return unheld_numbers_of(year).get(series_id, Places()).missing
