"""The draft of a form: no act, no event, no effect, until its person sends the form or throws the
draft away.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class FormDraft(models.Model):
    """What one person typed into one form and has not sent.

    `subject` is the address that the form is sent to, `form` tells forms of one address apart,
    `page` is where it was typed, `title` what that page is called. `data` holds by field: value
    (a text, or a list where several may be chosen), base (what the page showed before it was
    typed), at, tab, and earlier (what another window of the same person had typed there
    meanwhile).
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="form_drafts")
    subject = models.CharField(max_length=200)
    form = models.CharField(max_length=120, blank=True)
    page = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)
    size = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject", "form"], name="one_draft_of_a_form"
            ),
        ]
        indexes = [models.Index(fields=["updated_at"], name="drafts_by_age")]


class LastSave(models.Model):
    """Who last sent a form to an address and had it taken: told to whoever meets that change."""

    subject = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()


class KeptFile(models.Model):
    """A file that came with a refused form, so that it need not be chosen again; of a person, or of
    the session of a first run.
    """

    token = models.CharField(max_length=40, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    session = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100, blank=True)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="kept_files_by_age")]


class SentForm(models.Model):
    """A form that was sent, by the name of its person, address, key and content: where it led and
    what was said, for whoever sends the very same again.
    """

    name = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(auto_now_add=True)
    is_done = models.BooleanField(default=False)
    location = models.TextField(blank=True)
    said = models.JSONField(default=list)
    # What it did, under names of whoever may take it back: then the same may be sent again.
    did = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        indexes = [models.Index(fields=["at"], name="sent_forms_by_age")]
