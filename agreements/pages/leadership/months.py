"""The next twelve months: what is to be signed, and what ends."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.formats import date_format

from agreements.models import Signing, SigningState
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.leadership.trends import ONE_DAY
from agreements.pages.leadership.charts import Column, Timeline, draw_timeline
from agreements.pages.leadership.figures import Linked, listed

MONTHS = 12


@dataclass(frozen=True)
class Months:
    """The next twelve months: what is to be signed, what ends."""

    timeline: Timeline
    signings: Linked
    ends: Linked

    @property
    def lists(self) -> list[Linked]:
        return [self.signings, self.ends]


def find_months(seen: AgreementQuerySet, today: date) -> Months:
    """From this month on; of this month, what is still to come."""
    first = today.replace(day=1)
    last = first + relativedelta(months=MONTHS) - ONE_DAY
    ends = _by_month(seen.expiring(today, last), "ends_on")
    planned = Signing.objects.filter(
        agreement__in=seen, state=SigningState.PLANNED, day__range=(today, last)
    )
    signings = _by_month(planned, "day")
    months = [first + relativedelta(months=number) for number in range(MONTHS)]
    columns = [_column(month, today, signings, ends) for month in months]
    signed, ended = sum(signings.values()), sum(ends.values())
    span = f"{date_format(first, 'F Y')} sampai {date_format(last, 'F Y')}"
    return Months(
        draw_timeline(
            f"Tanda tangan dan akhir kerja sama, {span}",
            f"{signed} direncanakan ditandatangani, {ended} berakhir.",
            columns,
            above="Tanda tangan",
            below="Berakhir",
        ),
        Linked(
            signed,
            "rencana tanda tangan",
            f"{reverse('penandatanganan')}?status={SigningState.PLANNED}",
        ),
        Linked(ended, "berakhir", _list_of_ends(today, last)),
    )


def _by_month(rows: QuerySet, field: str) -> dict[date, int]:
    counted = rows.order_by().annotate(month=TruncMonth(field)).values_list("month")
    return dict(counted.annotate(n=Count("pk")))


def _column(month: date, today: date, signings: dict[date, int], ends: dict[date, int]) -> Column:
    last = month + relativedelta(months=1) - ONE_DAY
    return Column(
        date_format(month, "M"),
        date_format(month, "F Y"),
        signings.get(month, 0),
        ends.get(month, 0),
        f"{reverse('penandatanganan')}?bulan={month:%Y-%m}&status={SigningState.PLANNED}",
        _list_of_ends(max(month, today), last),
    )


def _list_of_ends(first: date, last: date) -> str:
    return listed(f"berakhir_dari={first}&berakhir_sampai={last}")
