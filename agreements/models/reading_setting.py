"""Which of two readings of the texts this office follows."""

from django.conf import settings
from django.db import models

from agreements.regulations.open_questions import OpenQuestion


class ReadingSetting(models.Model):
    """The office's own choice on one question; without a row the usual one holds."""

    reading = models.CharField(max_length=30, unique=True)
    choice = models.CharField(max_length=20)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)


def chosen_code_of(reading: OpenQuestion) -> str:
    """The code of the choice that holds here and now."""
    known = {choice.code for choice in reading.choices}
    own = ReadingSetting.objects.filter(reading=reading.code, choice__in=known).first()
    return own.choice if own else reading.usual
