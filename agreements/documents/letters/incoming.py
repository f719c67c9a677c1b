"""Letters that come in: the only writer of their register."""

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from agreements.models import IncomingLetter
from agreements.workflow.guarding import refuse_if
from kerjasama.accounts import policy
from kerjasama.accounts.models import User

from .writers import OFFICE, WRITERS

LOCK = 7_340_251  # one agenda number at a time
NOT_YOURS = "Surat masuk dicatat Bagian Kerja Sama, Bagian Hukum, atau OPD yang menerimanya."


def may_register(user: User) -> bool:
    """Whether this person registers letters."""
    return bool(user.roles & set(WRITERS))


def may_settle(user: User, letter: IncomingLetter) -> bool:
    """Whether this person says what became of it, or passes it on: the Bagian, Bagian Hukum, the
    OPD to which it was passed.
    """
    if user.roles & set(OFFICE):
        return True
    return letter.unit_id in user.units_as(*policy.OPD_ROLES)


@transaction.atomic
def register_letter(letter: IncomingLetter, user: User) -> IncomingLetter:
    """Give it the next number of the agenda. Raises Refused; an OPD registers for itself."""
    refuse_if(not may_register(user), NOT_YOURS)
    refuse_if(not may_settle(user, letter), "Pilih OPD Anda sebagai penerima surat ini.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    letter.year = letter.received_on.year
    rows = IncomingLetter.objects.filter(year=letter.year)
    letter.agenda = (rows.aggregate(last=Max("agenda"))["last"] or 0) + 1
    letter.by = user
    letter.save()
    return letter


@transaction.atomic
def settle_letter(letter_id: int, user: User, outcome: str, note: str) -> IncomingLetter:
    """Say what became of it, once. Raises Refused."""
    letter = IncomingLetter.objects.select_for_update().get(pk=letter_id)
    refuse_if(not may_settle(user, letter), NOT_YOURS)
    refuse_if(letter.is_settled, "Surat masuk ini sudah diselesaikan.")
    letter.outcome, letter.note = outcome, note.strip()
    letter.settled_by, letter.settled_at = user, timezone.now()
    letter.save(update_fields=["outcome", "note", "settled_by", "settled_at"])
    return letter
