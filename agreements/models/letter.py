"""Official letters before and after they are papers: what they say, whose paraf they bear, how far
they are. Only `documents.letters` writes them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from kerjasama.accounts.models import Office, RegionProfile, Role, Unit
from kerjasama.accounts.policy import OPD_ROLES, visible_agreements
from kerjasama.web.in_state import InState

from .document import TOKEN_LENGTH, Document, DocumentState, MadeByWorker, new_token

if TYPE_CHECKING:
    from kerjasama.accounts.models import User


class LetterState(models.TextChoices):
    DRAFT = "konsep", "Konsep"
    NUMBERED = "bernomor", "Menunggu tanda tangan"
    SIGNED = "bertanda", "Ditandatangani"
    SENT = "dikirim", "Dikirim"
    CANCELLED = "batal", "Dibatalkan"


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> LetterQuerySet:
        """Those of cases that the person sees; of free letters OPD see those of their own units,
        and once signed those that go to them or of which they get a copy; everybody else all.
        """
        if user.roles - set(OPD_ROLES):
            return self
        from .agreement import Agreement

        cases = Agreement.objects.filter(visible_agreements(user)).values("pk")
        units = user.units_as(*OPD_ROLES)
        left = Q(state__in=(LetterState.SIGNED, LetterState.SENT))
        return self.filter(
            Q(agreement__in=cases, office="")
            | ~Q(office="") & (Q(unit__in=units) | left & _names_any(units))
        )

    def for_list(self) -> LetterQuerySet:
        """With all that a list says of them."""
        from .mailing import Mailing

        mails = Mailing.objects.filter(document=OuterRef("document"))
        rows = self.select_related(
            "agreement", "unit", "document__signed", "paper__number_row", "by"
        )
        return rows.annotate(is_mailed=Exists(mails))

    def open_drafts(self) -> LetterQuerySet:
        """Those that wait to be signed or cancelled, and bear no number yet."""
        return self.filter(state=LetterState.DRAFT)


def _names_any(units: frozenset[int]) -> Q:
    """Free letters that name one of these units as their addressee or among the copies: it and no
    other whose name goes on ("Kecamatan Tenggarong Seberang", "Dinas Kesehatan Kota Samarinda").
    """
    named, region = Q(pk__in=()), re.escape(RegionProfile.current().short_name)
    for name in Unit.objects.filter(pk__in=units).values_list("name", flat=True):
        ends_here = rf"{re.escape(name)}( {region})?( di |[^ ,[:alnum:]]|$)"
        named |= Q(words__to__iregex=ends_here) | Q(words__copies__iregex=ends_here)
    return named


class Letter(models.Model):
    """One letter. `kind` is that of the paper of a case that it becomes (`document`), or the
    template of a free letter, whose own file this row keeps. `words` is what was edited, None while
    it reads as its template has it. `order` is how the paper of a case is asked for.
    """

    kind = models.CharField(max_length=40)
    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, null=True, related_name="letters"
    )
    meeting = models.ForeignKey("agreements.Meeting", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, related_name="+")
    office = models.CharField(max_length=20, choices=Office, blank=True)
    order = models.JSONField(default=dict)
    words = models.JSONField(null=True)
    # Of the case when the words were written; empty where there is no case.
    content_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.DRAFT)
    document = models.OneToOneField(
        "agreements.Document", models.PROTECT, null=True, related_name="letter"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = LetterQuerySet.as_manager()

    is_draft = InState(LetterState.DRAFT)
    is_cancelled = InState(LetterState.CANCELLED)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "meeting"],
                condition=Q(state=LetterState.DRAFT, agreement__isnull=False, office=""),
                nulls_distinct=False,
                name="one_draft_of_a_letter",
            ),
            models.CheckConstraint(
                condition=Q(document=None) | ~Q(state=LetterState.DRAFT),
                name="a_paper_is_no_draft",
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def is_of_case(self) -> bool:
        """Whether it becomes a paper of a case."""
        return not self.office

    @property
    def standing(self) -> LetterState:
        """How far it is; what became of its paper is told by the paper."""
        paper = self.document
        if paper is None:
            return LetterState(self.state)
        if paper.state == DocumentState.CANCELLED:
            return LetterState.CANCELLED
        if self.state == LetterState.SENT or self._is_mailed(paper):
            return LetterState.SENT
        return LetterState.SIGNED if hasattr(paper, "signed") else LetterState.NUMBERED

    def _is_mailed(self, paper: Document) -> bool:
        """Whether it went to the partner by mail; lists bring that along."""
        known: bool | None = getattr(self, "is_mailed", None)
        return paper.mailings.exists() if known is None else known


class LetterPaper(MadeByWorker, models.Model):
    """The numbered paper of a free letter, made by the worker, whose number is reserved until it is
    signed; `signer` is the official of ours who is printed under it.
    """

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="paper")
    number_row = models.OneToOneField(
        "agreements.Number", models.PROTECT, null=True, related_name="letter_paper"
    )
    day = models.DateField()
    signer = models.CharField(max_length=200, blank=True)
    signer_office = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.QUEUED)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    requested_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    seal = models.JSONField(default=dict)
    token = models.CharField(
        max_length=TOKEN_LENGTH, default=new_token, unique=True, editable=False
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number that it bears; empty for what bears none."""
        return self.number_row.text if self.number_row else ""

    @property
    def signature(self) -> SignedLetter | None:
        """How it was signed, if it was."""
        return getattr(self, "signed", None)

    @property
    def context(self) -> dict[str, str]:
        """What its file says of its day, as that of a final does."""
        return {"date": self.day.isoformat()}


class SignedLetter(models.Model):
    """The signed bytes of a free letter: its paper with the signature appended, or the scan of what
    was signed by hand.
    """

    paper = models.OneToOneField(LetterPaper, models.PROTECT, related_name="signed")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    signatures = models.JSONField(default=dict)
    seal = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # Of one signed by hand: its day, as the paper bears it.
    signed_by_hand_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_by_hand(self) -> bool:
        """Whether it was signed on paper, and a scan is kept."""
        return self.signed_by_hand_on is not None


class LetterAct(models.TextChoices):
    BEGUN = "mulai", "Konsep dibuat"
    EDITED = "ubah", "Konsep diubah"
    RESET = "kembali", "Dikembalikan ke rumusan baku"
    INITIALLED = "paraf", "Diparaf"
    NUMBERED = "nomor", "Diberi nomor"
    SIGNED = "tanda", "Ditandatangani"
    SENT = "kirim", "Dikirim"
    CANCELLED = "batal", "Dibatalkan"
    UNSIGNED = "tarik", "Catatan tanda tangan ditarik"


class LetterStep(models.Model):
    """One thing that somebody did with a letter. `seen` is the mark of what it said then: a paraf
    counts for that text alone.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=LetterAct)
    role = models.CharField(max_length=20, choices=Role, blank=True)
    seen = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_act_display()


class MarkPlace(models.TextChoices):
    BLOCK = "blok", "Di ruang tanda tangan"
    FOOT = "kaki", "Di kaki halaman"
    NONE = "tanpa", "Tidak dicetak"


class LetterRule(models.Model):
    """What the office wants for papers of one kind: whose paraf before the signature, and where the
    mark of an electronic one stands; empty for the usual place. Rows of before stay; the newest
    counts.
    """

    kind = models.CharField(max_length=40)
    initials = ArrayField(models.CharField(max_length=20, choices=Role), default=list)
    mark = models.CharField(max_length=10, choices=MarkPlace, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.kind
