"""Once a naskah is signed, a sheet of its own tells its data, sealed after the signing."""

from datetime import timedelta

from django.utils import timezone

from agreements.documents import signed_sheets
from agreements.documents.archive import public_verification
from agreements.models import Document, DocumentState, PartySigning

from .test_documents import officials, region  # noqa: F401
from .test_golden import made  # noqa: F401

KB = "kesepakatan_bersama"


def made_tonight(hours: int) -> int:
    return signed_sheets.make_due_sheets(timezone.now() + timedelta(hours=hours))


def test_the_night_makes_one_sheet_of_each_naskah_that_was_signed(made, people):  # noqa: F811
    case = made(KB).agreement
    assert made_tonight(0) == 0
    assert made_tonight(2) == 1 and made_tonight(3) == 0
    sheet = Document.objects.get(kind=signed_sheets.SHEET)
    assert sheet.context["typed"] == {"naskah_ttd": KB} and sheet.number == ""
    assert sheet.ordered_by == case.evidence.get(requirement_code=f"ttd_{KB}").by


def test_what_is_recorded_of_the_signing_since_is_told_anew(made, people, time_machine):  # noqa: F811
    case = made(KB).agreement
    made_tonight(2)
    time_machine.shift(timedelta(days=1))
    ours = case.parties.get(partner=None)
    PartySigning.objects.create(
        agreement=case, party=ours, kind=KB, day="2026-10-06", by=people["verifikator"]
    )
    assert made_tonight(2) == 1
    first, second = Document.objects.filter(kind=signed_sheets.SHEET).order_by("pk")
    Document.objects.filter(kind=signed_sheets.SHEET).update(state=DocumentState.READY)
    assert public_verification.successor_of_final(first) == second
