"""What the merging or closing of a unit means for its cases."""

from django.db.models import Q
from django.utils import timezone

from agreements.models import STOPPED, Agreement, State
from agreements.models.event import LogAction
from agreements.workflow.case_log import note_act
from kerjasama.accounts import merging
from kerjasama.accounts.models import Unit, User


def log_unit_change(source: Unit, target: Unit, user: User) -> None:
    """The log of each case of the unit says into which it went; locked in the order in which acts
    lock.
    """
    detail = {"what": f"{source} ke {target}", "from": source.pk, "to": target.pk}
    cases = Agreement.objects.select_for_update(of=("self",)).filter(owner=source)
    for case in cases.order_by("-pk"):
        note_act(case, user, LogAction.UNITS_MERGED, detail)


def still_at_work(unit: Unit) -> str:
    """Why a unit may not be closed: cases of it run or are in force."""
    live = Q(state__in=(State.RUNNING, State.SUSPENDED)) | Q(holds_until__gte=timezone.localdate())
    count = Agreement.objects.exclude(state__in=STOPPED).filter(live, owner=unit).count()
    if not count:
        return ""
    return f"Masih ada {count} kerja sama yang berproses atau berlaku."


merging.followers.append(log_unit_change)
merging.objections.append(still_at_work)
