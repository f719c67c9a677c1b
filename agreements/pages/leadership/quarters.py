"""Whether it gets better: the days from the proposal to the signature, quarter by quarter."""

from datetime import date

from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.leadership import trends
from agreements.pages.leadership.charts import Column, Timeline, draw_timeline
from agreements.pages.leadership.figures import listed


def draw_quarters(seen: AgreementQuerySet, today: date, as_of: int) -> Timeline:
    """The median of what was signed in each of the last quarters."""
    times = trends.signature_quarters(seen, today, as_of)
    columns = [
        Column(
            time.quarter.short_name,
            f"{time.quarter.name[0].upper()}{time.quarter.name[1:]} {time.quarter.year}",
            time.median,
            0,
            listed(
                "berlaku=ditandatangani&asal=sistem"
                f"&mulai_dari={time.quarter.first}&mulai_sampai={min(time.quarter.last, today)}"
            ),
            "",
        )
        for time in times
    ]
    told = ", ".join(f"{column.label}: {column.above} hari" for column in columns)
    return draw_timeline(
        "Usul sampai tanda tangan, median hari per triwulan",
        told or "Belum ada yang ditandatangani.",
        columns,
        above="Median hari",
    )
