"""What the door remembers: its rules, what a person has still to do, who tried, who asks for a
link.
"""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.cache import caches
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from kerjasama.accounts.models import ByTwo, Role, SeatState, User

RULES_KEY, RULES_SECONDS = "signin-rules", 60


def roles_that_answer_for_it() -> list[str]:
    """Who approves, records or administers."""
    return [role.value for role in Role if role not in (Role.OPD, Role.LEADERSHIP)]


def most_idle_minutes() -> int:
    """How long at most the server keeps whoever does nothing signed in."""
    return int(settings.SESSION_COOKIE_AGE // 60)


def most_hours() -> int:
    """How long at most the server keeps anybody signed in."""
    return int(settings.SESSION_MOST_HOURS)


class SignInRules(models.Model):
    """What this region asks of everybody who signs in; one row. What the server allows at most
    bounds how long sessions last.
    """

    password_grace_days = models.PositiveSmallIntegerField(
        "hari untuk memperbarui sandi lama",
        default=30,
        validators=[MaxValueValidator(365)],
    )

    factor_roles = ArrayField(
        models.CharField(max_length=20, choices=Role),
        verbose_name="peran yang wajib memakai faktor kedua",
        default=roles_that_answer_for_it,
        blank=True,
    )
    factor_grace_days = models.PositiveSmallIntegerField(
        "hari untuk memasang faktor kedua",
        default=30,
        validators=[MaxValueValidator(365)],
    )

    session_idle_minutes = models.PositiveSmallIntegerField(
        "menit tanpa tindakan sampai sesi berakhir",
        default=most_idle_minutes,
        validators=[MinValueValidator(5)],
    )
    session_most_hours = models.PositiveSmallIntegerField(
        "jam sampai setiap sesi berakhir",
        default=most_hours,
        validators=[MinValueValidator(1)],
    )

    def __str__(self) -> str:
        return "Aturan masuk"

    @property
    def idle_seconds(self) -> int:
        """After how long a session ends in which nothing is done."""
        return 60 * min(self.session_idle_minutes, most_idle_minutes())

    @property
    def longest_hours(self) -> int:
        """After how many hours a session ends whatever is done."""
        return min(self.session_most_hours, most_hours())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save as the only row; other processes read it within a minute."""
        self.pk = 1
        super().save(*args, **kwargs)
        caches["local"].delete(RULES_KEY)

    @classmethod
    def current(cls) -> "SignInRules":
        """The rules as they are now, or were less than a minute ago."""
        rules = caches["local"].get(RULES_KEY)
        if rules is None:
            rules = cls.objects.filter(pk=1).first() or cls()
            caches["local"].set(RULES_KEY, rules, RULES_SECONDS)
        return rules


class RulesProposal(ByTwo, models.Model):
    """What would loosen the rules of signing in: proposed by one, confirmed by another."""

    # Roles that would owe no second factor any more; limits that would be more than now.
    roles_off = ArrayField(models.CharField(max_length=20, choices=Role), default=list, blank=True)
    factor_grace_days = models.PositiveSmallIntegerField(null=True)
    password_grace_days = models.PositiveSmallIntegerField(null=True)
    session_idle_minutes = models.PositiveSmallIntegerField(null=True)
    session_most_hours = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=SeatState, default=SeatState.PENDING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    # Whether what makes them stricter was asked for with it; not kept.
    came_with_stricter: bool = False

    LABELS = (
        ("factor_grace_days", "hari untuk memasang faktor kedua"),
        ("password_grace_days", "hari untuk memperbarui sandi lama"),
        ("session_idle_minutes", "menit tanpa tindakan sampai sesi berakhir"),
        ("session_most_hours", "jam sampai setiap sesi berakhir"),
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state=SeatState.PENDING),
                name="one_pending_proposal_of_rules",
            )
        ]

    def __str__(self) -> str:
        return f"Melonggarkan aturan masuk: {self.said}"

    @property
    def said(self) -> str:
        """What would be looser, in words."""
        parts = []
        if self.roles_off:
            names = ", ".join(str(Role(role).label) for role in self.roles_off)
            parts.append(f"tidak lagi wajib faktor kedua: {names}")
        for name, label in self.LABELS:
            if (days := getattr(self, name)) is not None:
                parts.append(f"{label}: {days}")
        return "; ".join(parts)


class SignInState(models.Model):
    """What a person owes the door: until when the password is to be renewed, and a second factor to
    be set up.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="signin_state"
    )
    renew_password_by = models.DateField(null=True)
    factor_by = models.DateField(null=True)
    # Roles that the groups of a provider stand for, which somebody has still to give.
    proposed_roles = ArrayField(models.CharField(max_length=20), default=list, blank=True)


class Outcome(models.TextChoices):
    ENTERED = "masuk", "Masuk"
    WRONG_PASSWORD = "sandi", "Sandi salah"
    WRONG_CODE = "kode", "Kode salah"


class Attempt(models.Model):
    """Somebody tried to sign in. A name that nobody has is not kept: it may be a password."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="attempts"
    )
    outcome = models.CharField(max_length=10, choices=Outcome)
    address = models.GenericIPAddressField()
    place = models.CharField(max_length=64)  # under which it was counted, see accounts.doors
    agent = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["user", "at"], name="attempts_of_user")]


class FactorRequestKind(models.TextChoices):
    RESET = "lepas", "Lepas faktor kedua"
    EXEMPT = "kecuali", "Kecualikan dari kewajiban"


class FactorRequest(models.Model):
    """One person who administers asks that somebody's second factor is taken off, or not demanded
    for a while; another decides.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="factor_requests"
    )
    kind = models.CharField("yang diminta", max_length=10, choices=FactorRequestKind)
    until = models.DateField("sampai", null=True, blank=True)
    reason = models.TextField("alasan", max_length=1_000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"], condition=Q(decided_at=None), name="one_open_request"
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=models.F("asked_by")), name="another_decides"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decided_at is None

    def may_be_decided_by(self, person: User) -> bool:
        """Whether this person may decide: neither who asked nor whom it concerns."""
        return not (person.is_same_person(self.asked_by) or person.is_same_person(self.user))


class AccountMail(models.Model):
    """A mail about an account, which waits for the worker so that no page waits for a mail server.
    Its person cannot take it back by reading the notice.
    """

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    attempts = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)


class LinkRequest(models.Model):
    """Somebody asked for a link to a new password. Written whether or not the address is known, so
    that neither answer nor time tells; the worker sends what there is to send.
    """

    email = models.EmailField()
    at = models.DateTimeField(auto_now_add=True)
