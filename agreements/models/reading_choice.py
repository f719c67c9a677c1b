"""Which of two readings of the texts this office follows."""

from django.conf import settings
from django.db import models

from agreements.regulations.open_questions import OpenQuestion


class ReadingChoice(models.Model):
    """One choice on one question, with its reason; a later one replaces it. Append-only.

    Without a row the usual choice holds.
    """

    reading = models.CharField(max_length=30)
    choice = models.CharField(max_length=20)
    reason = models.TextField("alasan")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="reading_has_a_reason")
        ]


def chosen_code_of(reading: OpenQuestion) -> str:
    """The code of the choice that holds here and now."""
    known = {choice.code for choice in reading.choices}
    own = ReadingChoice.objects.filter(reading=reading.code, choice__in=known).last()
    return own.choice if own else reading.usual
