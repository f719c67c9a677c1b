"""Who else needs the same person or the same place at the time of a signing."""

from collections.abc import Iterable
from datetime import date, time

from django.db import connection
from django.db.models import Q

from agreements.models import (
    Agreement,
    Signing,
)
from agreements.workflow.guarding import Refused

LOCK = 642_220_25


class Taken(Refused):
    """Somebody else has the person or the place at that time; `clashes` says who."""

    def __init__(self, clashes: "Clashes", *reasons: str) -> None:
        super().__init__(*reasons)
        self.clashes = clashes


class Clashes:
    """What stands in the way of a time: `person` can only be at one place, a `place` may be shared
    when somebody says so.

    Whoever signs several naskah at one event, of the same place and the same hours, is there once.
    """

    def __init__(
        self, rows: Iterable[Signing], signer: str, place: str, starts: time, ends: time
    ) -> None:
        one_event = [
            row
            for row in rows
            if _same(row.place, place) and (row.starts, row.ends) == (starts, ends)
        ]
        self.person = [row for row in rows if _same(row.signer, signer) and row not in one_event]
        self.place = [row for row in rows if _same(row.place, place)]

    def __bool__(self) -> bool:
        return bool(self.person or self.place)


def _same(one: str, other: str) -> bool:
    return " ".join(one.lower().split()) == " ".join(other.lower().split())


def clashes_of_signing(
    agreement: Agreement,
    kind: str,
    signer: str,
    place: str,
    day: date,
    starts: time | None,
    ends: time | None,
) -> Clashes:
    """Who else has this person or this place then; nobody while the hours are open, as on the way
    from desk to desk.
    """
    if starts is None or ends is None:
        return Clashes((), signer, place, time.min, time.max)
    others = Signing.objects.at_the_same_time(day, starts, ends).exclude(
        agreement=agreement, kind=kind
    )
    taken = others.filter(Q(signer__iexact=signer) | Q(place__iexact=place))
    return Clashes(
        list(taken.select_related("agreement").defer("agreement__search")),
        signer,
        place,
        starts,
        ends,
    )


def refuse_taken(found: Clashes, *, share_place: bool) -> None:
    """Raises Taken for a person who is elsewhere, or a place that is not to be shared."""
    if found.person:
        raise Taken(found, "Penanda tangan mempunyai acara lain pada waktu itu.")
    if found.place and not share_place:
        raise Taken(found, "Tempat itu dipakai acara lain pada waktu itu.")


def lock_all_schedules() -> None:
    """Until the transaction ends; so that two who take the same hour do not both find it free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
