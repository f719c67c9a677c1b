"""One's own seats, and the letters by which a seat or an office is held."""

from dataclasses import dataclass

from agreements.forms.seat_letter import SeatLetterForm
from agreements.models import SeatLetter
from kerjasama.accounts.models import Membership, Official


@dataclass(frozen=True)
class OwnSeatsPage:
    """The seats that one holds, or that wait."""

    seats: list[Membership]


@dataclass(frozen=True)
class WayBack:
    """Where the page leads back to."""

    address: str
    title: str


@dataclass(frozen=True)
class SeatLettersPage:
    """The letters of a seat or of an office, and the form for another for who keeps them."""

    title: str
    row: Membership | Official
    back: WayBack
    letters: list[SeatLetter]
    form: SeatLetterForm | None = None
