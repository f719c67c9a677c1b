"""What we say when writing can be read in more than one way, or in none."""

from collections.abc import Sequence
from typing import Any

# What was typed or stands in a cell: text, a number, a day, nothing. Readers refuse all else.
Written = object


class Asked(ValueError):
    """What was typed is not taken as it is. The message, in Indonesian, says what to write instead.

    `readings` are the values that may have been meant, the likeliest first.
    """

    def __init__(self, message: str, readings: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.readings = tuple(readings)


def confirmed_as_detail(confirmed: Sequence[str]) -> dict[str, list[str]]:
    """What was asked and confirmed, as the detail of an event keeps it."""
    if not confirmed:
        return {}
    return {"dipastikan": list(confirmed)}
