"""What waits about letters: those that came in, and drafts that wait for a paraf."""

from collections.abc import Collection, Iterator
from functools import partial

from django.urls import reverse

from agreements.documents.letters import living
from agreements.documents.letters.initials import all_asked
from agreements.documents.letters.titles import title_of_letter
from agreements.models import IncomingLetter, Letter
from kerjasama.accounts.policy import OFFICE, OPD_ROLES, RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Many, Task, read_shared, register_task_source

CAME, TO_INITIAL = "surat-masuk/", "surat-paraf/"
Keys = Collection[int]


def _register() -> str:
    return reverse("surat-masuk")


@register_task_source(CAME, Kind.TASK, many=Many("surat masuk", _register))
def letters_that_came(_: Keys) -> Iterator[Task]:
    """Letters that nobody settled yet: the OPD to which each was passed, else the Bagian."""
    for letter in IncomingLetter.objects.waiting().select_related("unit"):
        seats = read_shared(RoleHolders)
        people = seats.among(OFFICE, 0)
        if letter.unit_id:
            people = seats.among(OPD_ROLES, letter.unit_id) or people
        yield Task(
            Kind.TASK,
            f"{CAME}{letter.pk}",
            people,
            f"Tindak lanjuti surat masuk: {letter}",
            partial(str, letter.instruction or f"Nomor {letter.number}."),
            reverse("surat-masuk-rinci", args=[letter.pk]),
            due_on=letter.due_on,
        )


@register_task_source(TO_INITIAL, Kind.TASK)
def letters_to_initial(_: Keys) -> Iterator[Task]:
    """Drafts that wait for a paraf: whoever is next."""
    kinds = [kind for kind, roles in all_asked().items() if roles]
    if not kinds:
        return
    drafts = Letter.objects.open_drafts().filter(kind__in=kinds)
    for letter in drafts.select_related("agreement__owner", "meeting", "unit"):
        awaited = living.awaited_initial(letter)
        if awaited is None:
            continue
        unit = letter.agreement.owner_id if letter.agreement else letter.unit_id
        yield Task(
            Kind.TASK,
            f"{TO_INITIAL}{letter.pk}/{awaited.role}",
            read_shared(RoleHolders).among((awaited.role,), unit or 0),
            f"Paraf {title_of_letter(letter).lower()}",
            partial(str, letter.agreement.title if letter.agreement else ""),
            reverse("surat", args=[letter.pk]),
        )
