"""The numbers of a mitra (NIB, NPWP): in full only for who needs them, else their last four."""

from datetime import date

from kerjasama.accounts.models import Role, User
from kerjasama.accounts.nip import mask_number
from kerjasama.accounts.policy import is_of_office

from .kinds import PartnerKind
from .models import Partner
from .using_units import units_using

NUMBERS = ("nib", "npwp")
LENGTH_OF_NIK = 16


def may_read_numbers(user: User, partner: Partner) -> bool:
    """Whether this person sees them in full: the Bagian, an OPD whose case names the mitra, and
    who recorded a mitra that nobody uses yet.
    """
    if is_of_office(user):
        return True
    using = units_using(partner)
    if using:
        return bool(using & user.units_as(Role.OPD, Role.OPD_HEAD))
    first = partner.changes.order_by("pk").first()
    return first is not None and user.is_same_person(first.by)


def is_nik(field: str, value: str, kind: str) -> bool:
    """Whether an NPWP of 16 digits is the number on the identity card of a person."""
    is_long = field == "npwp" and len(value) == LENGTH_OF_NIK
    return is_long and kind == PartnerKind.PERSON


def shown_value(
    field: str, value: str | date, kind: str, *, in_full: bool, of_past: bool = False
) -> str | date:
    """A value for a reader. What stood there once of an identity card is hidden from everybody."""
    if field not in NUMBERS:
        return value
    is_hidden = not in_full or (of_past and is_nik(field, str(value), kind))
    return mask_number(str(value)) if is_hidden else value
