"""What the law makes worth knowing about a running case, though it stops nobody."""

from django.utils import timezone

from agreements.models import Agreement
from agreements.monitoring.duties import ledger
from agreements.monitoring.wajib import supervision_warning
from agreements.regulations.conditions_abroad import REPORT_MISSING
from agreements.regulations.vocabulary import Condition
from agreements.workflow.deadlines import Calendar


def warnings_of(agreement: Agreement, calendar: Calendar) -> list[Condition]:
    """The warnings that hold for the case; a Kerja Sama Wajib is supervised after its end too."""
    supervised = supervision_warning(agreement)
    found = [supervised] if supervised else []
    if agreement.is_closed:
        return found
    return found + [
        warning
        for warning in agreement.track.warnings
        if _warning_holds(warning, agreement, calendar)
    ]


def _warning_holds(warning: Condition, agreement: Agreement, calendar: Calendar) -> bool:
    if warning.code == REPORT_MISSING.code:
        return report_is_missing(calendar)
    return agreement.holds(warning.code)


def report_is_missing(calendar: Calendar | None = None) -> bool:
    """Whether the region owes a yearly report on any cooperation abroad (Permendagri 25/2020 Pasal
    38).
    """
    cases, today = Agreement.objects.all(), timezone.localdate()
    return ledger.unreported_years(cases, today, calendar).count() > 0
