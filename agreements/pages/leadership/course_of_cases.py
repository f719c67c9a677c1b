"""What every dasbor of those who lead or examine tells of the cases: their risks, their figures and
where they are stuck.
"""

from datetime import date

from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.leadership.figures import Realised
from agreements.monitoring.leadership.trends import Standing
from agreements.monitoring.wajib import supervised_cases
from agreements.pages.kept_parts import Parts
from agreements.pages.leadership.figures import Linked, listed
from agreements.pages.leadership.headlines import count_risks, find_headlines, find_risks
from agreements.pages.leadership.months import find_months
from agreements.pages.leadership.pace import find_stages
from agreements.workflow.deadlines import Calendar


def find_course_of_cases(
    seen: AgreementQuerySet,
    today: date,
    calendar: Calendar,
    standing: Standing,
    realised: Realised,
    as_of: int,
) -> Parts:
    """These parts of a page, by name, of the cases that its reader sees."""
    supervised = supervised_cases(seen)
    return {
        "standing": standing,
        "risks": find_risks(seen, today, calendar, supervised, as_of),
        "risk_lists": count_risks(seen, today, calendar, standing, supervised, as_of),
        "headlines": find_headlines(seen, today, standing, realised, as_of),
        "stages": find_stages(seen, calendar),
        "road_lists": [
            Linked(standing.on_their_way, "berproses", listed("status=berjalan")),
            Linked(standing.late, "lewat tenggat", listed("tugas=lewat")),
        ],
        "months": find_months(seen, today),
    }
