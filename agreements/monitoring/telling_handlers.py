"""Where somebody handles a case, a message of what waits leaves to that person alone."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from agreements.models import Agreement, Assignment, Desk
from agreements.models.assignment import handlers_of
from agreements.monitoring.turns import CASE, case_in_name
from kerjasama.accounts.policy import RoleHolders
from kerjasama.notices.models import WORK
from kerjasama.notices.sources import Task, read_shared, register_quietening


@register_quietening(CASE)
def quieten_beside_handlers(tasks: Collection[Task]) -> list[Task]:
    """The tasks, in which each handler stands for the desk where he handles the case, if the task
    is his too. What is late is told to all of them.
    """
    handlers = handlers_of({case_in_name(task.about) or 0 for task in tasks} - {0})
    owners = dict(Agreement.objects.filter(pk__in=handlers).values_list("pk", "owner"))
    having = _people_by_key(tasks)
    return [
        replace(task, quiet_for=task.quiet_for | _stood_for(task, handlers, owners, having))
        for task in tasks
    ]


def _people_by_key(tasks: Collection[Task]) -> dict[str, set[int]]:
    """Who has something under each key, be it in words of his own."""
    found: dict[str, set[int]] = defaultdict(set)
    for task in tasks:
        found[task.key] |= task.people
    return found


def _stood_for(
    task: Task,
    handlers: Mapping[int, list[Assignment]],
    owners: Mapping[int, int],
    having: Mapping[str, set[int]],
) -> frozenset[int]:
    """The people for whom somebody else handles it."""
    case = case_in_name(task.about) or 0
    if case not in handlers or task.kind not in WORK:
        return frozenset()
    here = [row for row in handlers[case] if row.person_id in having[task.key]]
    seats = read_shared(RoleHolders)
    desks = [seats.among(Desk(row.desk).roles, owners[case]) for row in here]
    return (frozenset().union(*desks) & task.people) - {row.person_id for row in here}
