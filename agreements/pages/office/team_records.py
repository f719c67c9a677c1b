"""What the TKKSD records of itself: a pleno that was held, and its own report of a period."""

from dataclasses import dataclass

from agreements.forms.team_records import HandedInForm, PlenaryForm
from agreements.models import TeamReportPaper
from agreements.monitoring.leadership.team_report import FamilyRow, TeamReport
from agreements.monitoring.team_duties import TeamDue
from agreements.regulations.citations import Citation
from agreements.regulations.duty_rules import Duty
from agreements.regulations.team_duties import LED_BY, LED_INSTEAD, PASSED_ON_BY, PLENARY


@dataclass(frozen=True)
class PlenaryPage:
    """The form of a pleno, with what the law says of it."""

    form: PlenaryForm
    duty: Duty = PLENARY
    led_by: Citation = LED_BY
    led_instead: Citation = LED_INSTEAD


@dataclass(frozen=True)
class TeamReportPage:
    """What a report of the TKKSD tells of its period, its paper, and the form by which the Bagian
    records that it was handed in.
    """

    due: TeamDue
    report: TeamReport
    paper: TeamReportPaper | None
    form: HandedInForm | None
    may_keep: bool
    passed_on_by: Citation = PASSED_ON_BY

    @property
    def rows(self) -> list[FamilyRow]:
        """A row for each family, which leave as a file."""
        return self.report.rows

    @property
    def is_waiting(self) -> bool:
        """Whether its PDF is being made."""
        return self.paper is not None and self.paper.is_queued
