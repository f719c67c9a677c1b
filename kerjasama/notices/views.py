"""The task list, the preferences, the calendar feed, and what the administrator sees of deliveries."""  # noqa: E501

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.logbook.acting import Read, note_read
from kerjasama.signin import telling
from kerjasama.web import lists
from kerjasama.web.compiled import CompiledQuery
from kerjasama.web.requests import AuthenticatedRequest

from . import catcher, delivery
from .calendar import calendar_feed_of
from .channels import absolute_url
from .forms import ReachForm, WishForm
from .models import IS_WORK, Delivery, DeliveryState, Notice, Reach
from .pages import CaughtMailsPage, DeliveriesPage, InboxPage, PreferencesPage
from .preferences import available_channels

PAGE = 50
LINK_PATH = "/lupa-sandi/"  # who opens such a mail may make the password of its person
TASKS = lists.make_listing(
    "tugas",
    {
        "Jenis": lambda row: row.get_kind_display(),
        "Tugas": lambda row: row.subject,
        "Keterangan": lambda row: row.text,
        "Sejak": lambda row: row.created_at,
    },
)
DELIVERIES = lists.make_listing(
    "pengiriman",
    {
        "Pesan": lambda row: row.kind.label,
        "Perihal": lambda row: row.notice.subject if row.notice else "",
        "Kepada": lambda row: row.user,
        "Saluran": lambda row: row.get_channel_display(),
        "Dibuat": lambda row: row.created_at,
        "Status": lambda row: row.get_state_display(),
        "Terkirim": lambda row: row.sent_at,
        "Galat": lambda row: row.error,
    },
)


def inbox_context(request: AuthenticatedRequest) -> dict[str, Any]:
    """For the head of each page: how much waits for this person, asked for only where it is shown."""  # noqa: E501
    return {
        "inbox": SimpleLazyObject(lambda: notice_counts(request.user)),
        "mail_is_caught": catcher.is_catcher_used(),
    }


def notice_counts(user: User) -> dict[str, int]:
    """`work` is what this person can do now, the number that beranda and tugas show; `new` the
    lines not read yet.
    """
    rows = COUNTS.rows(user.pk, timezone.localdate())
    _, *counts = rows[0] if rows else (user.pk, 0, 0, 0)
    return dict(zip(("open", "new", "work"), counts, strict=True))


def _count_waiting(user: int, day: date) -> QuerySet[Notice, tuple[int, ...]]:
    """Whose it is, and the counts; no row where nothing waits."""
    line = Q(bundle=None)
    waiting = Notice.objects.waiting_for(User(pk=user)).order_by()
    return waiting.values_list("user_id").annotate(
        open=Count("pk", filter=line),
        new=Count("pk", filter=line & Q(read_at=None)),
        work=Count("pk", filter=IS_WORK),
    )


COUNTS = CompiledQuery(_count_waiting)


@allow(*EVERYBODY)
def show_inbox(request: AuthenticatedRequest) -> HttpResponse:
    """All that waits for this person, and what was told and not read."""
    pages = lists.page_of_rows(request, Notice.objects.open_for(request.user).with_left(), PAGE)
    return lists.show_page(request, "pages/tasks.html", InboxPage(pages), TASKS)


@allow(*EVERYBODY)
def open_notice(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """To where the work is; the notice counts as read, and as done when it was only a message."""
    notice = get_object_or_404(Notice, pk=pk, user=request.user)
    mine, now = Notice.objects.filter(pk=pk), timezone.now()
    mine.filter(read_at=None).update(read_at=now)
    mine.filter(is_task=False, done_at=None).update(done_at=now)
    return redirect(notice.url)


@allow(*EVERYBODY)
def edit_preferences(request: AuthenticatedRequest) -> HttpResponse:
    """What this person wants to be told over which channel, and when not."""
    reach = Reach.objects.filter(user=request.user).first() or Reach(user=request.user)
    sent = request.POST if request.method == "POST" else None
    wishes = WishForm(sent, user=request.user)
    form = ReachForm(sent, instance=reach)
    if sent and wishes.is_valid() and form.is_valid():
        wishes.save()
        form.save()
        telling.tell_other_managers(request.user, f"Pemberitahuan akun {request.user} diatur ulang")
        messages.success(request, "Pengaturan pemberitahuan tersimpan.")
        return redirect("pemberitahuan")
    link = ""
    if reach.calendar_token:
        link = absolute_url(f"/kalender/{reach.calendar_token}.ics")
    page = PreferencesPage(wishes, form, available_channels(), link)
    status = 422 if sent else 200
    return render(request, "pages/preferences.html", {"page": page}, status=status)


@allow(*EVERYBODY)
@require_POST
def calendar_link(request: AuthenticatedRequest) -> HttpResponse:
    """Make the link of the calendar, make another one, or revoke it."""
    reach, _ = Reach.objects.get_or_create(user=request.user)
    if "cabut" in request.POST:
        reach.revoke_calendar()
        _tell_of_calendar(request.user, "dicabut")
        messages.success(request, "Tautan kalender dicabut; tautan lama tidak dapat dibuka lagi.")
    else:
        reach.renew_calendar()
        _tell_of_calendar(request.user, "dibuat")
        messages.success(request, "Tautan kalender dibuat.")
    return redirect("pemberitahuan")


def _tell_of_calendar(user: User, verb: str) -> None:
    """A link that is read without signing in: its person learns of it, and whoever administers."""
    telling.tell_person(user, f"Tautan kalender akun Anda {verb}", "")
    telling.tell_other_managers(user, f"Tautan kalender akun {user} {verb}")


@allow(public=True)
@never_cache
def download_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The feed. Whoever has the link reads it, so an unknown one tells nothing."""
    reach = (
        Reach.objects.filter(calendar_token=token, user__is_active=True)
        .select_related("user")
        .first()
    )
    if reach is None:
        raise Http404
    answer = HttpResponse(
        calendar_feed_of(reach.user, f"Kerja Sama: {reach.user}"),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = 'inline; filename="kerja-sama.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


@allow(Role.ADMIN)
def show_deliveries(request: AuthenticatedRequest) -> HttpResponse:
    """The log of what was sent, and what could not be."""
    state = request.GET.get("status", "")
    rows = Delivery.objects.select_related("user", "notice").order_by("-pk")
    if state in DeliveryState.values:
        rows = rows.filter(state=state)
    page = DeliveriesPage(lists.page_of_rows(request, rows, PAGE), state)
    return lists.show_page(request, "pages/deliveries.html", page, DELIVERIES)


@allow(Role.ADMIN)
@require_POST
def retry_delivery_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Send once more what failed."""
    if delivery.retry_delivery(pk):
        messages.success(request, "Akan dikirim lagi dalam satu menit.")
    else:
        messages.error(request, "Pengiriman ini tidak gagal.")
    return redirect("pengiriman")


@allow(Role.ADMIN)
def caught_mails(request: AuthenticatedRequest) -> HttpResponse:
    """The mails that the embedded catcher kept; gone where a mail server sends them."""
    if not catcher.is_catcher_used():
        raise Http404
    return render(
        request, "pages/mails.html", {"page": CaughtMailsPage(catcher.newest_caught_mail())}
    )


@allow(Role.ADMIN)
def caught_mail(request: AuthenticatedRequest, key: str) -> HttpResponse:
    """One of these mails."""
    if not catcher.is_catcher_used():
        raise Http404
    mail = catcher.read_caught_mail(key)
    if mail is None:
        raise Http404
    note_read(request.user.pk, Read.MAIL, key, nama=str(mail.subject))
    if LINK_PATH in mail.text:
        for person in User.objects.filter(email__iexact=mail.to):
            telling.tell_administered(request.user, person, "surel dengan tautan sandinya dibuka")
    return render(request, "pages/mail.html", {"mail": mail})
