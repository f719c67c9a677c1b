"""What the register already knows: numbers and titles of signed naskah, so that none is recorded
twice.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from agreements.models import (
    STOPPED,
    Agreement,
    Document,
    DocumentState,
    Evidence,
    Origin,
    Party,
)
from agreements.models.searching import with_party
from agreements.regulations import catalogue

SIGNED = frozenset(kind for track in catalogue.ALL for kind in track.signings)
SIGNINGS = frozenset(code for track in catalogue.ALL for code in track.signings.values())


def number_key(number: str) -> str:
    """A number of a naskah as it is compared: without spaces and points, in lower case."""
    return re.sub(r"[\s.]+", "", number).casefold()


def title_key(title: str) -> str:
    """A title as it is compared: in lower case, without signs, "kerja sama" in two words."""
    plain = title.casefold().replace("kerjasama", "kerja sama")
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


@dataclass
class Known:
    """Which agreement or row has a number with a partner, or a title with a partner on a day. A
    partner is its key or its name.
    """

    numbers: dict[tuple[int | str, str], str] = field(default_factory=dict)
    titles: dict[tuple[int | str, str, date], str] = field(default_factory=dict)

    def add(
        self,
        what: str,
        partner: int | str,
        title: str,
        numbers: Collection[str],
        days: Collection[date],
    ) -> None:
        """Take in a naskah; `what` says where it is recorded. The first of two alike counts."""
        for number in filter(None, map(number_key, numbers)):
            self.numbers.setdefault((partner, number), what)
        for day in days:
            self.titles.setdefault((partner, title_key(title), day), what)

    def same_as(self, partner: int | str, title: str, numbers: Collection[str], day: date) -> str:
        """Where the same naskah is recorded; empty when nowhere."""
        for number in filter(None, map(number_key, numbers)):
            if found := self.numbers.get((partner, number)):
                return found
        return self.titles.get((partner, title_key(title), day), "")


def signed_agreements(partners: Collection[int] | None = None, but: int = 0) -> Known:
    """All that is signed, with these partners or with all, in five queries; `but` leaves out one
    agreement.
    """
    cases = (
        Agreement.objects.exclude(origin=Origin.TAKEN_BACK)
        .exclude(state__in=STOPPED)
        .exclude(pk=but)
    )
    if partners is not None:
        cases = cases.filter(with_party(partners))
    numbers: dict[int, set[str]] = {}
    days: dict[int, set[date]] = {}
    signings = Evidence.objects.filter(
        void=False, requirement_code__in=SIGNINGS, agreement__in=cases
    )
    for key, number, day in signings.values_list("agreement", "number", "decided_on").iterator():
        numbers.setdefault(key, set()).add(number)
        if day:
            days.setdefault(key, set()).add(day)
    papers = Document.objects.filter(kind__in=SIGNED, draft=False, agreement__in=cases).exclude(
        state=DocumentState.CANCELLED
    )
    for key, number in papers.values_list("agreement", "number").iterator():
        numbers.setdefault(key, set()).add(number)
    parties: dict[int, list[int]] = {}
    of_partners = Party.objects.filter(agreement__in=cases, partner__isnull=False)
    for key, partner in of_partners.values_list("agreement", "partner"):
        parties.setdefault(key, []).append(partner)
    known = Known()
    rows = cases.order_by().values_list("pk", "title", "naskah_number", "effective_on")
    for key, title, number, effective_on in rows.iterator():
        own = {*numbers.get(key, ()), number}
        on = days.get(key, set())
        if effective_on:
            on = on | {effective_on}
        for party in parties.get(key, ()):
            known.add(f"kerja sama “{title}” yang sudah tercatat", party, title, own, on)
    return known
