"""Which of two readings of the texts this office follows."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import JSONObject

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


def chosen_code_of(reading: OpenQuestion, case: models.Model | None = None) -> str:
    """The code of the choice that holds here and now; `case` may have been read with all choices
    (`readings_beside`).
    """
    known = {choice.code for choice in reading.choices}
    told: list[dict[str, str]] | None = getattr(case, "readings", None)
    if told is None:
        own = ReadingChoice.objects.filter(reading=reading.code, choice__in=known).last()
        return own.choice if own else reading.usual
    codes = [row["choice"] for row in told if row["reading"] == reading.code]
    return next((code for code in reversed(codes) if code in known), reading.usual)


def readings_beside() -> ArraySubquery:
    """All choices in their order, to be read with a case under the name `readings`."""
    rows = ReadingChoice.objects.order_by("pk")
    return ArraySubquery(rows.values(row=JSONObject(reading="reading", choice="choice")))
