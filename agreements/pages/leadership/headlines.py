"""Four figures against the end of the last quarter, and how many there are of each sort of risk."""

from datetime import date

from django.urls import reverse

from agreements.models import WajibRecord
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties.ledger import DutyStatus
from agreements.monitoring.leadership import trends
from agreements.monitoring.leadership.figures import Realised
from agreements.monitoring.leadership.trends import Standing, quarter_of
from agreements.monitoring.leadership.urgent_matters import (
    Sort,
    late_duties,
    most_urgent_matters,
    sleeping_lights,
)
from agreements.pages.leadership.figures import (
    CaseLine,
    Headline,
    Linked,
    line_of_matter,
    listed,
)
from agreements.workflow.deadlines import Calendar

WEIGHT = (Sort.TAKEN_OVER, Sort.SUPERVISED, Sort.ENDING, Sort.LAPSED, Sort.OWED, Sort.ASLEEP)


def find_headlines(
    seen: AgreementQuerySet, today: date, standing: Standing, realised: Realised, as_of: int
) -> list[Headline]:
    """Four figures, each against the end of the last quarter."""
    before = quarter_of(today).before
    since = f"sejak akhir {before.name}"
    late = Linked(standing.late, "lewat tenggat", listed("tugas=lewat"))
    more, fewer = "good", "late"
    return [
        Headline(
            "Berlaku",
            str(standing.in_force),
            "",
            listed("status=berlaku"),
            *_change(standing.in_force - standing.in_force_before, more, fewer),
            since,
        ),
        Headline(
            "Berproses",
            str(standing.on_their_way),
            "",
            listed("status=berjalan"),
            *_change(standing.on_their_way - standing.on_their_way_before, "", ""),
            since,
            late,
        ),
        _signature_headline(seen, today, since, as_of),
        _money_headline(today, realised, since),
    ]


def _change(number: int, more: str, fewer: str, unit: str = "") -> tuple[str, str]:
    if not number:
        return "tetap", ""
    return f"{number:+d}{unit}".replace("-", "−"), more if number > 0 else fewer


def _signature_headline(seen: AgreementQuerySet, today: date, since: str, as_of: int) -> Headline:
    time_taken = trends.time_to_signature(seen, today, as_of)
    chosen = f"berlaku=ditandatangani&asal=sistem&mulai_dari={time_taken.since}"
    address = listed(f"{chosen}&mulai_sampai={today}")
    label = "Usul sampai tanda tangan"
    if time_taken.median is None:
        return Headline(label, "–", "", address, "belum ada", "", "dalam setahun")
    if time_taken.before is None:
        return Headline(label, str(time_taken.median), "hari", address, "median", "", "setahun")
    change = _change(time_taken.median - time_taken.before, "late", "good", " hari")
    return Headline(label, str(time_taken.median), "hari", address, *change, since)


def _money_headline(today: date, realised: Realised, since: str) -> Headline:
    address = listed("rencana=tahun-ini")
    label, percent = f"Realisasi {today.year}", realised.total.percent
    if percent is None:
        return Headline(label, "–", "", address, "belum ada rencana", "", "")
    change = _change(percent - realised.percent_before, "good", "late", " poin")
    return Headline(label, str(percent), "persen", address, *change, since)


def find_risks(
    seen: AgreementQuerySet,
    today: date,
    calendar: Calendar,
    supervised: list[WajibRecord],
    as_of: int,
) -> list[CaseLine]:
    """The most urgent matters: what was taken over or is supervised, what ends first, then what is
    late, then what sleeps.
    """
    matters = most_urgent_matters(seen, today, calendar, supervised=supervised, as_of=as_of)
    matters.sort(key=lambda matter: (WEIGHT.index(matter.sort), matter.day))
    return [line_of_matter(matter, today) for matter in matters]


def count_risks(
    seen: AgreementQuerySet,
    today: date,
    calendar: Calendar,
    standing: Standing,
    supervised: list[WajibRecord],
    as_of: int,
) -> list[Linked]:
    """How many there are of each sort of risk."""
    _, owed = late_duties(seen, today, calendar, as_of)
    _, asleep = sleeping_lights(seen, today, as_of)
    where = f"{reverse('wajib')}?kelompok=pembinaan"
    more = [Linked(len(supervised), "wajib dibina atau diambil alih", where)]
    return [
        *(more if supervised else []),
        Linked(standing.late, "lewat tenggat", listed("tugas=lewat")),
        Linked(standing.ending_soon, "berakhir 90 hari", listed("tugas=berakhir")),
        Linked(owed, "kewajiban terlambat", f"{reverse('kewajiban')}?status={DutyStatus.LATE}"),
        Linked(asleep, "tidur", reverse("radar")),
        Linked(
            seen.exempted().count(),
            "dengan pengecualian pemisahan tugas",
            listed("tugas=pengecualian"),
        ),
    ]
