"""Who was told of what, over which channel, and whether it arrived."""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, Q, When

from kerjasama.accounts.models import Membership, User
from kerjasama.web.in_state import InState


class Kind(models.TextChoices):
    """What a person may be told of, and the daily digest of all of it."""

    TASK = "tugas", "Giliran Anda"
    TERM = "tenggat", "Lewat tenggat"
    DUTY = "kewajiban", "Kewajiban"
    EXPIRY = "berlaku", "Masa berlaku"
    OUTCOME = "hasil", "Hasil kiriman Anda"
    COURSE = "perkembangan", "Perkembangan kerja sama"
    NEWS = "kabar", "Kabar"
    DIGEST = "ringkasan", "Ringkasan harian"

    @property
    def is_digest(self) -> bool:
        """Whether it gathers a day."""
        return self is Kind.DIGEST


# What a person can do; the other kinds remind of it or tell what others did.
WORK = (Kind.TASK, Kind.DUTY)
# From the most pressing to what only tells.
ORDER = (Kind.TASK, Kind.TERM, Kind.DUTY, Kind.EXPIRY, Kind.OUTCOME, Kind.COURSE, Kind.NEWS)


class Channel(models.TextChoices):
    EMAIL = "surel", "Surel"
    WHATSAPP = "whatsapp", "WhatsApp"


# The keys of the lines that sum up begin so.
BUNDLES = "kumpulan/"
IS_WORK = Q(is_task=True, kind__in=WORK) & ~Q(key__startswith=BUNDLES)


class NoticeQuerySet(models.QuerySet):
    def open_for(self, user: User) -> "NoticeQuerySet":
        """The lines of this person's list, the most pressing kind first; what came in a burst is
        one line.
        """
        lines = self.waiting_for(user).filter(bundle=None)
        urgency = Case(
            *(When(kind=kind, then=place) for place, kind in enumerate(ORDER)), default=len(ORDER)
        )
        return lines.order_by(urgency, "-created_at", "-pk")

    def work_of(self, user: User) -> "NoticeQuerySet":
        """Each thing that this person can do now, also those that one line sums up. Beranda and
        Tugas count these.
        """
        return self.waiting_for(user).filter(IS_WORK)

    def work_of_people_in(self, units: Collection[int]) -> "NoticeQuerySet":
        """Each thing that the people of these units can do now, for each of them."""
        people = Membership.objects.held().filter(unit__in=units).values("user")
        return self.filter(IS_WORK, user__in=people, done_at=None, is_announced=True)

    def work_in(self, units: Collection[int], reader: User) -> "NoticeQuerySet":
        """Each thing that the people of these units can do now, once, however many of them can; as
        the reader's own where it is that.
        """
        own_first = Case(When(user=reader, then=0), default=1)
        waiting = self.work_of_people_in(units)
        once = waiting.order_by("key", own_first, "pk").distinct("key")
        return self.filter(pk__in=once.values("pk"))

    def waiting_for(self, user: User) -> "NoticeQuerySet":
        """All that is open and told, in no order."""
        return self.filter(user=user, done_at=None, is_announced=True)

    def with_left(self) -> "NoticeQuerySet":
        """Each line with how many things it still stands for; 0 for one that stands for itself."""
        return self.annotate(left=Count("members", filter=Q(members__done_at=None)))


class Notice(models.Model):
    """One thing that waits for one person, told once. It is done when the work is; a mere message,
    when it is read.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=15, choices=Kind)
    key = models.CharField(max_length=200)
    # What it is about, as topic/key, so that what changed there is compared with these rows alone.
    about = models.CharField(max_length=40, blank=True)
    # The line that sums up what came in one burst, and whether the person was told yet.
    bundle = models.ForeignKey("self", models.CASCADE, null=True, related_name="members")
    is_announced = models.BooleanField(default=True)
    is_task = models.BooleanField(default=True)
    subject = models.CharField(max_length=320)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=200)
    # The last day of the task, where it has one.
    due_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    @property
    def indented(self) -> str:
        """The text under its subject in a mail."""
        return self.text.replace("\n", "\n  ")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["user", "kind"], condition=Q(done_at=None), name="notice_open"),
            models.Index(
                fields=["key"],
                condition=Q(done_at=None),
                name="notice_open_key",
                opclasses=["varchar_pattern_ops"],
            ),
            models.Index(fields=["about"], condition=Q(done_at=None), name="notice_open_about"),
            models.Index(
                fields=["user"], condition=Q(is_announced=False), name="notice_unannounced"
            ),
        ]


class Changed(models.Model):
    """Something changed, and its people have still to be told. Written by triggers in the
    transaction of the change.

    `event` is the number of the entry in its log, where one tells of it. Rows are only added, so
    that no act waits for another.
    """

    topic = models.CharField(max_length=20)
    key = models.BigIntegerField(default=0)
    event = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["topic", "key"], name="changed_what")]


class Round(models.Model):
    """How far the minute's job has come: the day whose dates are told, and the place of the nightly
    comparison of everything.
    """

    day = models.DateField(null=True)
    compared_on = models.DateField(null=True)
    compared_to = models.BigIntegerField(default=0)


class Digest(models.Model):
    """The digest of a day was prepared; its row is what keeps it from being prepared again."""

    day = models.DateField(unique=True)


class DeliveryState(models.TextChoices):
    QUEUED = "antre", "Menunggu dikirim"
    SENT = "terkirim", "Terkirim"
    FAILED = "gagal", "Gagal"
    DROPPED = "batal", "Tidak perlu lagi"


class DeliveryQuerySet(models.QuerySet):
    """Of whatever is on its way: messages to people, and papers to partners."""

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """What is to leave by then, the longest waiting first."""
        return self.filter(state=DeliveryState.QUEUED, next_at__lte=now).order_by("next_at", "pk")


class Delivery(models.Model):
    """A notice, or the digest of a day, on its way to one person over one channel."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="deliveries")
    digest = models.ForeignKey(Digest, models.CASCADE, null=True, related_name="deliveries")
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    is_queued = InState(DeliveryState.QUEUED)
    has_failed = InState(DeliveryState.FAILED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="notice_sent_once"),
            models.UniqueConstraint(fields=["user", "channel", "digest"], name="digest_sent_once"),
            models.CheckConstraint(
                condition=Q(notice=None) ^ Q(digest=None), name="notice_or_digest"
            ),
        ]
        indexes = [
            models.Index(F("next_at"), condition=Q(state=DeliveryState.QUEUED), name="delivery_due")
        ]

    @property
    def kind(self) -> Kind:
        """What the message is about."""
        if self.notice is None:
            return Kind.DIGEST
        return Kind(self.notice.kind)

    @property
    def is_open(self) -> bool:
        """Whether there is still something to tell."""
        return self.notice is None or self.notice.done_at is None


class Preference(models.Model):
    """Where a person departs from the first values."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=15, choices=Kind)
    channel = models.CharField(max_length=10, choices=Channel)
    is_on = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "channel"], name="one_preference")
        ]


class Reach(models.Model):
    """How and when a person may be reached: quiet hours, number, and the secret of the calendar
    feed.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reach")
    quiet_from = models.TimeField("jam tenang mulai", null=True, blank=True)
    quiet_to = models.TimeField("jam tenang sampai", null=True, blank=True)
    whatsapp = models.CharField("nomor WhatsApp", max_length=15, blank=True)
    calendar_token = models.CharField(max_length=43, null=True, unique=True)

    def renew_calendar(self) -> None:
        """Give the feed a new secret; links with the old one lead nowhere."""
        self.calendar_token = secrets.token_urlsafe(32)
        self.save()

    def revoke_calendar(self) -> None:
        """Take the feed away; its link leads nowhere."""
        self.calendar_token = None
        self.save()
