"""The kinds of data about people who work here; those of cases and mitra are named above."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from kerjasama.accounts.models import Membership, SeatState, User
from kerjasama.drafts.keeping import forget_drafts
from kerjasama.drafts.models import FormDraft
from kerjasama.logbook.covered import OUTSIDE
from kerjasama.notices.models import Notice, Reach
from kerjasama.notices.purging import forget_notices
from kerjasama.signin.models import Attempt
from kerjasama.signin.visits import forget_visits

from .collecting import ways_to_accounts
from .retention import KindOfData, register_kind

A_YEAR, FIVE_YEARS = 365, 5 * 365
# The ways in of an account, which the log covers and which go with its data all the same.
WAYS_IN = ("mfa_authenticator", "account_emailaddress", "socialaccount_socialaccount")


def accounts_ended_before(before: datetime) -> QuerySet[User]:
    """Accounts that nobody may use and that held their last seat before that, of which more is kept
    than the name.
    """
    later = Q(over_on=None) | Q(over_on__gt=before.date())
    seats = Membership.objects.filter(later, user=OuterRef("pk"), state=SeatState.HELD)
    holds: list[Any] = [
        Exists(model._default_manager.filter(user=OuterRef("pk")))
        for model in (Reach, Authenticator, EmailAddress, SocialAccount, Attempt)
    ]
    more = Q(email__gt="")
    for one in holds:
        more |= Q(one)
    seen = Q(last_login=None, date_joined__lt=before) | Q(last_login__lt=before)
    return User.objects.filter(seen & more & ~Q(Exists(seats)), is_active=False)


def forget_accounts(rows: QuerySet[Any], before: datetime, by: User | None) -> int:
    """Take away how they are reached, how they came in, and all that no log covers. Name and seats
    stay, for the record of what they decided.
    """
    people = list(rows)
    for way in ways_to_accounts():
        if way.tells_of_them and (way.table in OUTSIDE or way.table in WAYS_IN):
            way.model._base_manager.filter(**{f"{way.field}__in": people}).delete()
    for person in people:
        person.email = ""
        person.set_unusable_password()
        person.save(update_fields=["email", "password"])
    return len(people)


def register_kinds() -> None:
    """Name them."""
    register_kind(
        KindOfData(
            code="masuk",
            title="Riwayat masuk",
            goes="Siapa masuk atau gagal masuk, dari alamat jaringan dan peramban apa",
            stays="Akunnya; sesi yang berakhir selalu dihapus",
            why="Menelusuri kejadian pada akun.",
            usual_days=lambda: settings.KEEP_VISITS_DAYS,
            older=lambda before: Attempt.objects.filter(at__lt=before),
            forget=lambda rows, before, by: forget_visits(before),
            is_trace=True,
        )
    )
    register_kind(
        KindOfData(
            code="kabar",
            title="Tugas dan kabar yang sudah selesai",
            goes="Apa yang diberitahukan kepada siapa, dan pengirimannya",
            stays="Yang masih menunggu",
            why="Orangnya dapat membaca kembali apa yang diberitahukan.",
            usual_days=lambda: settings.KEEP_NOTICES_DAYS,
            older=lambda before: Notice.objects.filter(done_at__lt=before),
            forget=lambda rows, before, by: forget_notices(before),
            is_trace=True,
        )
    )
    register_kind(
        KindOfData(
            code="isian",
            title="Isian yang tidak pernah dikirim",
            goes="Yang diketik di formulir lalu ditinggalkan",
            stays="Yang sudah dikirim",
            why="Orangnya dapat melanjutkan yang belum selesai.",
            usual_days=lambda: settings.FORM_DRAFT_DAYS,
            older=lambda before: FormDraft.objects.filter(updated_at__lt=before),
            forget=lambda rows, before, by: forget_drafts(before),
            is_trace=True,
        )
    )
    register_kind(
        KindOfData(
            code="akun",
            title="Akun yang berakhir",
            goes="Surel, nomor WhatsApp, sandi, faktor kedua, riwayat masuk, kabar, dan isian",
            stays="Nama, peran yang pernah dipegang, dan catatan keputusannya",
            why="Catatan keputusan menyebut siapa yang bertindak; selebihnya tidak perlu lagi.",
            usual_days=lambda: FIVE_YEARS,
            least_days=A_YEAR,
            older=accounts_ended_before,
            forget=forget_accounts,
            by_two=True,
        )
    )
