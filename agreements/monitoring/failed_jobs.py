"""Jobs of the worker that failed, in one list: what, since when, why; again or given up.

Whoever keeps the machine running repeats what others ordered. Nothing is decided anew by that: a
paper is made of the very content that it was ordered for, under its number, or not at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from agreements.documents import plain_pages, retrying
from agreements.documents.bundles import making
from agreements.documents.exchange import mailing
from agreements.documents.kinds import KINDS
from agreements.documents.letters import making as making_letters
from agreements.documents.letters.titles import title_of_letter
from agreements.models import (
    Bundle,
    BundleState,
    Document,
    DocumentState,
    LeadersSheet,
    LetterPaper,
    Mailing,
    MappingPaper,
    Recap,
    TaskHandover,
    TeamReportPaper,
)
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts.models import User
from kerjasama.notices import delivery
from kerjasama.notices.models import Delivery, DeliveryState

SHOWN = 50  # of each sort, the oldest first
GONE = "Pekerjaan ini sudah tidak gagal lagi. Muat ulang halaman."
NO_GIVING_UP = "Pekerjaan ini hanya dapat diulangi."


@dataclass(frozen=True)
class FailedJob:
    """One job in words. `address` is where it is seen; empty where no page shows it."""

    pk: int
    what: str
    since: datetime
    why: str
    address: str
    may_end: bool


@dataclass(frozen=True)
class Sort:
    """One sort of jobs: how its failed ones are found, told, repeated and given up. `end` is None
    where something else hangs on the job; `repeated_by` are the roles that alone may repeat it.
    """

    title: str
    find: Callable[[], QuerySet[Any]]
    tell: Callable[[Any], FailedJob]
    again: Callable[[int, User], object]
    end: Callable[[int, User], object] | None = None
    repeated_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class FailedSort:
    """The failed jobs of one sort: the oldest of `many`, and whether their reader may repeat
    them.
    """

    code: str
    title: str
    many: int
    jobs: list[FailedJob]
    may_repeat: bool


def list_failed(user: User) -> list[FailedSort]:
    """Every sort of which some failed, as this person is shown it."""
    found = []
    for code, sort in SORTS.items():
        rows = list(sort.find()[: SHOWN + 1])
        many = len(rows) if len(rows) <= SHOWN else sort.find().count()
        if rows:
            jobs = [sort.tell(row) for row in rows[:SHOWN]]
            may_repeat = not sort.repeated_by or bool(user.roles & set(sort.repeated_by))
            found.append(FailedSort(code, sort.title, many, jobs, may_repeat))
    return found


def count_failed() -> dict[str, int]:
    """How many of each sort."""
    return {code: sort.find().count() for code, sort in SORTS.items()}


def try_again(code: str, key: int, user: User) -> None:
    """Hand it to the worker once more. Raises Refused, KeyError for a sort that is none."""
    try:
        SORTS[code].again(key, user)
    except ObjectDoesNotExist:
        raise Refused(GONE) from None


def give_up(code: str, key: int, user: User) -> None:
    """Let it be. Raises Refused, KeyError for a sort that is none."""
    end = SORTS[code].end
    if end is None:
        raise Refused(NO_GIVING_UP)
    end(key, user)


def _failed_papers() -> QuerySet[Document]:
    """But for those that something newer replaced, which tells of the same report or meeting."""
    told = ("report_id", "meeting_id")
    of_same = {f"of_{name}": Coalesce(OuterRef(name), 0) for name in told}
    newer = Document.objects.alias(**{f"of_{name}": Coalesce(name, 0) for name in told}).filter(
        **of_same, agreement=OuterRef("agreement"), kind=OuterRef("kind"), pk__gt=OuterRef("pk")
    )
    rows = Document.objects.filter(~Exists(newer), state=DocumentState.FAILED)
    return rows.select_related("agreement").defer("agreement__search").order_by("requested_at")


def _tell_paper(row: Document) -> FailedJob:
    what = f"{KINDS[row.kind].title} {row.number}".strip()
    return FailedJob(
        pk=row.pk,
        what=f"{what}, {row.agreement.title}",
        since=row.sent_at or row.requested_at,
        why=row.error,
        address=reverse("kerja-sama", args=[row.agreement_id]),
        may_end=row.number == "",
    )


def _tell_letter(row: LetterPaper) -> FailedJob:
    return FailedJob(
        pk=row.pk,
        what=f"{title_of_letter(row.letter)} {row.number}".strip(),
        since=row.sent_at or row.requested_at,
        why=row.error,
        address="",
        may_end=False,
    )


def _retry_letter(key: int, _: User) -> None:
    row = LetterPaper.objects.filter(pk=key, state=DocumentState.FAILED).first()
    if row is None:
        raise Refused(GONE)
    making_letters.retry_letter(row)


def _tell_page(row: plain_pages.PlainPage) -> FailedJob:
    return FailedJob(
        pk=row.pk,
        what=str(row),
        since=row.sent_at or row.requested_at,
        why=row.error,
        address="",
        may_end=False,
    )


def _pages(model: type[plain_pages.PlainPage]) -> Sort:
    """A page that is no paper of a case; it is asked for again on its own page too."""
    name = str(model._meta.verbose_name)
    return Sort(
        PAGES.get(model, name),
        lambda: model._default_manager.filter(state=DocumentState.FAILED).order_by("requested_at"),
        _tell_page,
        lambda key, _: refuse_if(not plain_pages.retry_page(model, key), GONE),
    )


def _tell_bundle(row: Bundle) -> FailedJob:
    return FailedJob(
        pk=row.pk,
        what=f"Himpunan {row.get_form_display()}, {row.agreement.title}",
        since=row.worked_at or row.requested_at,
        why="",
        address=reverse("kerja-sama", args=[row.agreement_id]),
        may_end=True,
    )


def _tell_delivery(row: Delivery) -> FailedJob:
    return FailedJob(
        pk=row.pk,
        what=f"{row.get_channel_display()} kepada {row.user}",
        since=row.created_at,
        why=row.error,
        address=reverse("pengiriman"),
        may_end=True,
    )


def _tell_mailing(row: Mailing) -> FailedJob:
    return FailedJob(
        pk=row.pk,
        what=f"Surel kepada mitra, {row.agreement.title}",
        since=row.at,
        why=row.error,
        address=reverse("kerja-sama", args=[row.agreement_id]),
        may_end=False,
    )


PAGES: dict[type[Any], str] = {
    Recap: "Rekapitulasi",
    LeadersSheet: "Lembar Pimpinan",
    MappingPaper: "Daftar pemetaan",
    TeamReportPaper: "Laporan TKKSD",
    TaskHandover: "Berita acara serah terima tugas",
}
SORTS: dict[str, Sort] = {
    "dokumen": Sort(
        "Dokumen kerja sama",
        _failed_papers,
        _tell_paper,
        retrying.retry_unchanged,
        retrying.give_up_unnumbered,
    ),
    "surat": Sort(
        "Surat",
        lambda: (
            LetterPaper.objects.filter(state=DocumentState.FAILED)
            .select_related("letter", "number_row")
            .order_by("requested_at")
        ),
        _tell_letter,
        _retry_letter,
    ),
    **{str(model._meta.model_name): _pages(model) for model in PAGES},
    "himpunan": Sort(
        "Himpunan berkas",
        lambda: (
            Bundle.objects.filter(state=BundleState.FAILED)
            .select_related("agreement")
            .defer("agreement__search")
            .order_by("requested_at")
        ),
        _tell_bundle,
        lambda key, _: making.retry_bundle(key),
        lambda key, _: making.give_up_bundle(key),
    ),
    "surel": Sort(
        "Pemberitahuan",
        lambda: (
            Delivery.objects.filter(state=DeliveryState.FAILED)
            .select_related("user")
            .order_by("created_at")
        ),
        _tell_delivery,
        lambda key, _: refuse_if(not delivery.retry_delivery(key), GONE),
        lambda key, _: refuse_if(not delivery.give_up_delivery(key), GONE),
    ),
    "surel-mitra": Sort(
        "Surel kepada mitra",
        lambda: (
            Mailing.objects.filter(state=DeliveryState.FAILED)
            .select_related("agreement")
            .defer("agreement__search")
            .order_by("at")
        ),
        _tell_mailing,
        mailing.retry_mail,
        repeated_by=mailing.MAY_WRITE,
    ),
}
