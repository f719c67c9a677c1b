"""The files of the letters by which seats and offices were given: kept, and read by whom they
concern.
"""

from django.db import transaction

from agreements.documents import store
from agreements.models import SeatLetter
from agreements.workflow.guarding import refuse_if
from kerjasama.accounts.models import Membership, Official, Role, User
from kerjasama.accounts.policy import MANAGERS
from kerjasama.accounts.roles import CONFIRMERS

NOT_YOURS = "Surat penunjukan diunggah administrator atau Kepala Bagian Kerja Sama."


def may_keep_letters(user: User) -> bool:
    """Whether this person uploads the letter of a seat."""
    return bool(user.roles & set(MANAGERS))


def may_read_letters(user: User, seat: Membership | None) -> bool:
    """Whether this person reads them: who administers or confirms seats, and whose seat it is."""
    if user.roles & {Role.ADMIN, *CONFIRMERS}:
        return True
    return seat is not None and seat.user_id in user.accounts


@transaction.atomic
def keep_seat_letter(
    content: bytes,
    name: str,
    user: User,
    seat: Membership | None = None,
    official: Official | None = None,
) -> SeatLetter:
    """Keep the file of the letter by which a seat or an office was given. Raises Refused for who
    may not.
    """
    refuse_if(not may_keep_letters(user), NOT_YOURS)
    said = f"{seat.said}: {seat.user}" if seat else ""
    if official is not None:
        said = f"{official.prefix}{official.place}: {official}"
    return SeatLetter.objects.create(
        seat=seat,
        official=official,
        said=said[:400],
        sha256=store.store_bytes(content),
        file_name=name,
        by=user,
    )
