"""The terms and days that are a setting of the office: those of stages folded by track and narrowed
by a chip, those of duties, and its days off.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from agreements.forms.terms import DayOffForm, DutyDaysForm, TermForm, WorkedDayForm
from agreements.models import DayOff, TermSetting
from agreements.regulations import catalogue, duties
from agreements.regulations.duty_rules import Duty
from agreements.regulations.families import Family
from agreements.regulations.team_duties import TEAM_DUTIES
from agreements.regulations.vocabulary import Deadline, Stage, Track
from agreements.workflow.deadlines import Calendar, term_key

CHANGED = "diubah"


@dataclass(frozen=True)
class TermRow:
    """One term with its form, and the office's own value where there is one."""

    key: str
    track: Track
    stage: Stage
    term: Deadline
    form: TermForm
    own: TermSetting | None


@dataclass(frozen=True)
class TermGroup:
    """The terms of one track; it stands open where one of them was just seen to."""

    track: Track
    rows: list[TermRow]
    is_open: bool

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"jalur-{self.track.code}"

    @property
    def counted(self) -> str:
        """How many terms it has, and how many of them the office changed."""
        changed = sum(row.own is not None for row in self.rows)
        said = f"{len(self.rows)} tenggat"
        return f"{said}, {changed} diubah" if changed else said


@dataclass(frozen=True)
class Chip:
    """A way to narrow the list."""

    title: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class TermsPage:
    """The terms as they were narrowed, with the ways to narrow them."""

    rows: list[TermRow]
    groups: list[TermGroup]
    chips: list[Chip]


@dataclass(frozen=True)
class DutyDaysRow:
    """A duty with the form of its days, and the office's own value where there is one."""

    duty: Duty
    form: DutyDaysForm
    own: TermSetting | None


@dataclass(frozen=True)
class DutyDaysPage:
    """The days until duties are due that no law names."""

    rows: list[DutyDaysRow]


@dataclass(frozen=True)
class DaysOffPage:
    """The days on which this office does not work or does, and the forms for another one."""

    form: DayOffForm
    worked: WorkedDayForm
    rows: list[DayOff]


def all_terms() -> dict[str, tuple[Track, Stage, Deadline]]:
    """Every term of which something is a setting of the office, by its key."""
    return {
        term_key(track, stage, term): (track, stage, term)
        for track in catalogue.tracks_here()
        for stage in track.stages
        for term in stage.terms
        if term.kind_is_a_setting
    }


def build_terms_page(chosen: str, opened: str, rejected: Mapping[str, TermForm]) -> TermsPage:
    """The terms narrowed to those chosen, with the track of the code `opened` open; `rejected`
    holds the form that was refused, by the key of its term.
    """
    calendar = Calendar()
    rows = []
    for key, (track, stage, term) in all_terms().items():
        days, kind = calendar.length(track, stage, term)
        form = rejected.get(key) or TermForm(
            initial={"days": days, "day_kind": kind}, auto_id=f"{key.replace('/', '-')}-%s"
        )
        rows.append(TermRow(key, track, stage, term, form, calendar.settings.get(key)))
    shown = narrow_terms(rows, chosen)
    return TermsPage(shown, group_terms(shown, chosen, opened), list_chips(rows, chosen))


def changeable_duties() -> dict[str, Duty]:
    """The duties whose days are a setting of the office, by their codes."""
    known = (*duties.DUTIES.values(), *TEAM_DUTIES.values())
    return {duty.code: duty for duty in known if duty.rule.days_are_a_setting}


def build_duty_days_page(rejected: Mapping[str, DutyDaysForm]) -> DutyDaysPage:
    """The days of each duty; `rejected` holds the form that was refused, by its duty's code."""
    own = Calendar().settings
    return DutyDaysPage(
        [
            DutyDaysRow(
                duty, rejected.get(duty.code) or _days_form(duty, own), own.get(duty.term_key)
            )
            for duty in changeable_duties().values()
        ]
    )


def _days_form(duty: Duty, own: Mapping[str, TermSetting]) -> DutyDaysForm:
    return DutyDaysForm(initial=days_of_duty(duty, own), auto_id=f"{duty.code}-%s")


def days_of_duty(duty: Duty, own: Mapping[str, TermSetting]) -> dict[str, int | None]:
    """The days of the duty as they hold now, to begin its form with; `own` are the office's
    settings by their keys.
    """
    setting = own.get(duty.term_key)
    return {"days": setting.days if setting else duty.rule.days}


def build_days_off_page(form: DayOffForm, worked: WorkedDayForm) -> DaysOffPage:
    """The days with both forms, fresh or as they were refused."""
    return DaysOffPage(form, worked, list(DayOff.objects.all()))


def narrow_terms(rows: Sequence[TermRow], chosen: str) -> list[TermRow]:
    """The terms of one family, or those that the office changed; all without a choice."""
    if chosen == CHANGED:
        return [row for row in rows if row.own is not None]
    if chosen in list(Family):
        return [row for row in rows if row.track.family == chosen]
    return list(rows)


def group_terms(rows: Sequence[TermRow], chosen: str, opened: str) -> list[TermGroup]:
    """The rows by track; that of the code `opened` stands open, and all changed ones do."""
    tracks = list(dict.fromkeys(row.track for row in rows))
    return [
        TermGroup(
            track,
            [row for row in rows if row.track == track],
            chosen == CHANGED or track.code == opened,
        )
        for track in tracks
    ]


def list_chips(rows: Sequence[TermRow], chosen: str) -> list[Chip]:
    """All ways to narrow the list that leave something of it."""
    families = dict.fromkeys(row.track.family for row in rows)
    ways = [("", "Semua jalur"), *((str(family), family.label) for family in families)]
    if any(row.own is not None for row in rows):
        ways.append((CHANGED, "Yang diubah"))
    return [Chip(title, address_of_terms(code), code == chosen) for code, title in ways]


def address_of_terms(chosen: str, track: Track | None = None) -> str:
    """The page narrowed so, at the track that was seen to."""
    asked = [f"saring={chosen}"] if chosen else []
    if track is not None:
        asked.append(f"jalur={track.code}#jalur-{track.code}")
    query = "&".join(asked)
    return f"{reverse('tenggat')}?{query}" if query else reverse("tenggat")
