"""The discussion of a case."""

from django.db import models


class Comment(models.Model):
    """One word in the discussion of a case; everybody who sees the case reads it."""

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="comments")
    text = models.TextField("tanggapan", max_length=4000)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
