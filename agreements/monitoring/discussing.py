"""The discussion of a case: who takes part in it is told of what others wrote, in one message for
as long as that is not read.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.text import Truncator

from agreements.models import Agreement, Comment, Tier
from kerjasama.accounts.models import Membership, Role, User
from kerjasama.accounts.policy import OFFICE, OPD_ROLES, RoleHolders, readable_comments
from kerjasama.notices.models import Changed, Kind, Notice
from kerjasama.notices.sources import Mark, Task, read_shared, register_outcomes
from kerjasama.notices.updating import update_notices_now

from .turns import case_name_of, page_of_case

DISCUSSED = "tanggapan"
# So many of the newest comments a message repeats, each with so many letters.
REPEATED, LENGTH = 5, 200


@transaction.atomic
def write(comment: Comment) -> None:
    """Add a comment to its case; whoever takes part is told once it is stored."""
    comment.save()
    case = comment.agreement.pk
    Changed.objects.create(topic=DISCUSSED, key=case, event=comment.pk)
    transaction.on_commit(partial(update_notices_now, DISCUSSED, case), robust=True)


@register_outcomes(DISCUSSED, Kind.COURSE)
def messages(marks: Collection[Mark]) -> Iterator[Task]:
    """What others wrote, to each who takes part: all that he has not read yet in one message."""
    seats, fresh = read_shared(RoleHolders), {mark.event for mark in marks}
    for case in Agreement.objects.filter(pk__in={mark.key for mark in marks}).defer("search"):
        yield from _messages_of_case(case, fresh, seats)


def _messages_of_case(
    case: Agreement, fresh: set[int | None], seats: RoleHolders
) -> Iterator[Task]:
    said = list(case.comments.select_related("by"))
    unread = _first_unread(case)
    for person, read in _readers_of(case, said, seats):
        of_others = [comment for comment in read if comment.by_id != person]
        new = next((comment.pk for comment in of_others if comment.pk in fresh), None)
        if new is not None:
            first = unread.get(person, new)
            since = [comment for comment in of_others if comment.pk >= first]
            yield _message(case, person, first, since)


def _readers_of(
    case: Agreement, said: Sequence[Comment], seats: RoleHolders
) -> Iterator[tuple[int, Sequence[Comment]]]:
    """Who takes part, each with what he may read of it."""
    people = sorted(_participants(case, said, seats))
    if all(comment.is_for_everybody for comment in said):
        yield from ((person, said) for person in people)
        return
    for user in User.objects.filter(pk__in=people).order_by("pk"):
        read = set(case.comments.filter(readable_comments(user)).values_list("pk", flat=True))
        yield user.pk, [comment for comment in said if comment.pk in read]


def _prefix(case: Agreement) -> str:
    return f"{DISCUSSED}/{case.pk}/"


def _first_unread(case: Agreement) -> dict[int, int]:
    """By person, the comment with which what is still unread begins; the key of its message names
    it.
    """
    rows = Notice.objects.filter(key__startswith=_prefix(case), done_at=None).values_list(
        "user", "key"
    )
    return {user: int(key.removeprefix(_prefix(case))) for user, key in rows}


def _roles_told(case: Agreement, said: Sequence[Comment]) -> set[str]:
    """Whose roles are told of it: of the OPD, of who holds it, of the Bagian where it was said
    among those who review.
    """
    roles = {*OPD_ROLES, *(role for role in case.holders if role in Role.values)}
    if any(comment.tier == Tier.REVIEWERS for comment in said):
        roles |= {*OFFICE}
    return roles


def _participants(case: Agreement, said: Sequence[Comment], seats: RoleHolders) -> frozenset[int]:
    """The OPD of the case, whoever holds it now, and who wrote before, as long as he may still see
    it; of what was said in a circle, its people too.
    """
    people = seats.among(_roles_told(case, said), case.owner_id)
    wrote = Q(pk__in={comment.by_id for comment in said})
    units = {comment.unit_id for comment in said if comment.unit_id}
    of_circle = Q(pk__in=Membership.objects.held().filter(unit__in=units).values("user"))
    told = wrote | of_circle
    others = User.objects.filter(told, is_active=True).exclude(pk__in=people).distinct()
    mine = Agreement.objects.filter(pk=case.pk)
    return people | {user.pk for user in others if user.roles and mine.visible_to(user).exists()}


def _message(case: Agreement, person: int, first: int, unread: Sequence[Comment]) -> Task:
    words = f"{len(unread)} tanggapan baru"
    if len(unread) == 1:
        words = f"Tanggapan dari {unread[0].by}"
    lines = [f"{comment.by}: {_shortened(comment.text)}" for comment in unread[-REPEATED:]]
    key, url = f"{_prefix(case)}{first}", f"{page_of_case(case.pk)}#diskusi"
    text = partial(str, "\n".join(lines))
    return Task(
        Kind.COURSE,
        key,
        frozenset({person}),
        f"{words}: {case.title}",
        text,
        url,
        case_name_of(case.pk),
    )


def _shortened(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LENGTH)
