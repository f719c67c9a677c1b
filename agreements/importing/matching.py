"""What a person said of the columns of a sheet: for this file by the sheet's name, for files of the
same making by their headings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from agreements.models import ColumnMapping
from kerjasama.accounts.models import User

from . import columns
from .columns import IGNORE, MOST_ROWS_ABOVE, Header
from .sheets import NOT_CHOSEN, Matcher

MOST_REMEMBERED = 2_000
ENOUGH = 3


def make_header_matcher(chosen: Mapping[str, dict[str, Any]]) -> Matcher:
    """Tell the header of a sheet by what was said of it or of one with the same headings before;
    nothing when nobody did.
    """
    rows = ColumnMapping.objects.order_by("-at").values_list("shape", "columns", "constants")[
        :MOST_REMEMBERED
    ]
    remembered = {shape: (places, constants) for shape, places, constants in rows}

    def match_header(title: str, top: list[Sequence[object]]) -> Header | str | None:
        said = chosen.get(title)
        if not said:
            return _remembered(top, remembered)
        if said.get("skip"):
            return NOT_CHOSEN
        header = columns.head_at(top, said["row"], said["depth"])
        return by_hand(header, said["columns"], said["constants"])

    return match_header


def _remembered(
    top: list[Sequence[object]],
    remembered: Mapping[str, tuple[dict[str, str], dict[str, str]]],
) -> Header | None:
    if not remembered:
        return None
    for place in range(min(len(top), MOST_ROWS_ABOVE)):
        for depth in (2, 1):
            head = columns.head_at(top, place + 1, depth)
            if known := remembered.get(head.shape):
                return by_hand(head, *known)
    return None


def by_hand(head: Header, places: Mapping[str, str], constants: Mapping[str, str]) -> Header:
    """The header as a person matched it: {place as text: code}. What has no place stays unread and
    is named.
    """
    taken: dict[str, int] = {}
    for place, code in sorted(places.items(), key=lambda pair: int(pair[0])):
        if code in columns.BY_CODE:
            taken.setdefault(code, int(place))
    said = {code: value for code, value in constants.items() if value and code not in taken}
    return replace(
        head,
        places=taken,
        unknown=_headings_left(head, set(taken.values())),
        likely=(),
        constants=said,
        is_by_hand=True,
    )


def _headings_left(head: Header, taken: set[int]) -> tuple[str, ...]:
    """The headings that mean nothing to us, but for those that are known to be of no use."""
    others = [
        heading[:60] for place, heading in enumerate(head.named) if heading and place not in taken
    ]
    return tuple(
        heading for heading in others if columns.plain_heading(heading) not in columns.PASSED_OVER
    )


def remember_header(
    head: Header, places: Mapping[str, str], constants: Mapping[str, str], user: User
) -> None:
    """Keep it for the next file with these headings; one without headings is not known again."""
    if head.depth and sum(map(bool, head.named)) >= ENOUGH:
        said = {
            "headings": list(head.named),
            "columns": dict(places),
            "constants": dict(constants),
            "by": user,
        }
        ColumnMapping.objects.update_or_create(shape=head.shape, defaults=said)


def propose_meanings(head: Header) -> dict[int, str]:
    """What to offer for each column of a header: what it is taken for, or may mean; each meaning
    once.
    """
    offered = {place: code for code, place in head.places.items()}
    for place, heading in enumerate(head.named):
        code = columns.propose_columns(heading)
        if place not in offered and code and code not in offered.values():
            offered[place] = code
    return {place: offered.get(place, IGNORE) for place in range(len(head.named))}
