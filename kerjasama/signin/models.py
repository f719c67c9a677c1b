"""What the door remembers: its rules, what a person has still to do, who tried, who asks for a
link.
"""

from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.validators import MaxValueValidator
from django.db import models

RULES_KEY, RULES_SECONDS = "signin-rules", 60


class SignInRules(models.Model):
    """What this region asks of everybody who signs in; one row."""

    password_grace_days = models.PositiveSmallIntegerField(
        "hari untuk memperbarui sandi lama",
        default=30,
        validators=[MaxValueValidator(365)],
    )

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


class SignInState(models.Model):
    """What a person owes the door: until when the password is to be renewed."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="signin_state"
    )
    renew_password_by = models.DateField(null=True)


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


class LinkRequest(models.Model):
    """Somebody asked for a link to a new password. Written whether or not the address is known, so
    that neither answer nor time tells; the worker sends what there is to send.
    """

    email = models.EmailField()
    at = models.DateTimeField(auto_now_add=True)
