"""That all somebody holds passed to others in one act, what became of each line, and its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from .document import DocumentState, MadeByWorker

if TYPE_CHECKING:
    from kerjasama.accounts.models import User


class Sort(models.TextChoices):
    """What a line is; the order in which page and paper tell them."""

    SEAT = "peran", "Peran dan jabatan"
    TASK = "tugas", "Tugas yang menunggu"
    DUTY = "kewajiban", "Kewajiban"
    HANDLED = "ditangani", "Kerja sama yang ditangani"
    ORIGINAL = "naskah", "Naskah asli yang dipinjam"
    LIAISON = "penghubung", "Petugas penghubung"
    TEAM = "tkksd", "Tempat dalam TKKSD"
    PROPOSAL = "usulan", "Usulan yang menunggu orang kedua"
    DELEGATION = "kuasa", "Tanda tangan atas nama dan kuasa"
    KEPT = "langganan", "Daftar tersimpan dan langganan"


class TaskHandoverQuerySet(models.QuerySet):
    def visible_to(
        self, user: User, units: frozenset[int], *, is_admin: bool
    ) -> TaskHandoverQuerySet:
        """Those that this person may read: of himself, to himself, done by him, or of a unit that
        he heads; an administrator reads all.
        """
        if is_admin:
            return self
        mine = self.filter(
            Q(person__in=user.accounts)
            | Q(successor__in=user.accounts)
            | Q(by=user)
            | Q(lines__successor__in=user.accounts)
            | Q(lines__unit__in=units)
        )
        return self.filter(pk__in=mine.values("pk"))


class TaskHandover(MadeByWorker, models.Model):
    """One act: from whom, to whom first of all, since when and by which letter. It is never edited;
    its Berita Acara is made by the worker.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    successor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateField("mulai")
    order_number = models.CharField("nomor surat", max_length=150, blank=True)
    order_date = models.DateField("tanggal surat", null=True, blank=True)
    note = models.TextField("keterangan", blank=True)
    ends_account = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.QUEUED)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    requested_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = TaskHandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=models.F("successor")), name="handover_is_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"Serah terima tugas {self.person} kepada {self.successor}"


class HandoverLine(models.Model):
    """One thing that was held: what it was, who took it over and what became of it. Without
    `successor` it ended, stayed or follows something else, as `outcome` says.
    """

    handover = models.ForeignKey(TaskHandover, models.CASCADE, related_name="lines")
    sort = models.CharField(max_length=12, choices=Sort)
    what = models.CharField(max_length=400)
    detail = models.CharField(max_length=400, blank=True)
    address = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, related_name="+")
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.what
