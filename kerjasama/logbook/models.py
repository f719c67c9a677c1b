"""Entries of the log, which only the database's triggers write, and the daily heads over them."""

from django.conf import settings
from django.core.cache import caches
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

SAID_KEY, SAID_SECONDS = "log-check-said", 60


class Deed(models.TextChoices):
    ADDED = "tambah", "Ditambahkan"
    CHANGED = "ubah", "Diubah"
    REMOVED = "hapus", "Dihapus"
    BASELINE = "awal", "Keadaan awal"
    READ = "baca", "Dibaca"
    SEAL = "segel", "Segel dipasang"
    UPGRADE = "rilis", "Program diperbarui"
    DISPOSED = "musnah", "Dimusnahkan"
    AT_SERVER = "server", "Dilakukan dari server"


class LogEntry(models.Model):
    """One write: of the record `subject` in the table `stream`. `detail` holds by column what it
    was and what it became; a value {"#": …} is a fingerprint. Entries of one record are a chain.

    `person_id` is no key of another table: nothing that happens to an account touches the log.
    `origin` is empty where somebody wrote past the program.
    """

    stream = models.CharField(max_length=63)
    subject = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=6, choices=Deed)
    detail = models.JSONField(default=dict)
    person_id = models.BigIntegerField(null=True)
    origin = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "subject", "number"], name="entries_in_one_line"
            )
        ]
        indexes = [
            models.Index(fields=["stream", "-id"], name="entries_by_stream"),
            models.Index(fields=["person_id", "-id"], name="entries_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.subject}: {self.number}"


class LogHead(models.Model):
    """What the log was at a moment: the Merkle root over the entries since the head before, up to
    `last_entry`, and the digest of that head and this. `seal` is the region's CMS signature of the
    digest, where it has a seal.
    """

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    last_entry = models.BigIntegerField()
    entries = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    seal = models.BinaryField(null=True)
    sealed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.digest[:16]}"


class LogCheck(models.Model):
    """A check of the log: how many entries it read, and how many faults it found that nobody had
    acknowledged, and that two people had.
    """

    at = models.DateTimeField()
    entries = models.BigIntegerField()
    opened = models.PositiveIntegerField(default=0)
    acknowledged = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.opened}"

    @classmethod
    def last_said(cls) -> str:
        """What the last check found, in words, for whoever reads that one chain is whole; known
        again for a minute.
        """
        said: str | None = caches["local"].get(SAID_KEY)
        if said is None:
            said = cls._said_of(cls.objects.first())
            caches["local"].set(SAID_KEY, said, SAID_SECONDS)
        return said

    @staticmethod
    def _said_of(last: "LogCheck | None") -> str:
        if last is None:
            return "Catatan seluruh aplikasi belum pernah diperiksa."
        day = date_format(timezone.localtime(last.at), "j F Y H.i T")
        found = "cocok"
        if last.opened:
            found = f"{last.opened} hal tidak cocok dan belum diakui dua orang"
        return f"Catatan seluruh aplikasi diperiksa {day}: {found}."

    def count_faults(self) -> None:
        """Keep how many of its faults two people have acknowledged by now."""
        self.acknowledged = self.faults.filter(acknowledgement__is_granted=True).count()
        self.opened = self.faults.count() - self.acknowledged
        self.save(update_fields=["opened", "acknowledged"])
        caches["local"].delete(SAID_KEY)


class FaultAcknowledgement(models.Model):
    """One person says how faults came about that stand in the log for ever; another agrees. They
    are told apart from then on.
    """

    reason = models.TextField("penjelasan", max_length=1_000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decided_by=models.F("asked_by")), name="another_acknowledges"
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:80]


class FaultQuerySet(models.QuerySet):
    def found_last(self) -> "FaultQuerySet":
        """What the last check found."""
        return self.filter(last_check=LogCheck.objects.values("pk")[:1])

    def opened(self) -> "FaultQuerySet":
        """What the last check found and two people have not acknowledged."""
        return self.found_last().exclude(acknowledgement__is_granted=True)

    def unclaimed(self) -> "FaultQuerySet":
        """Those of these for which nobody has asked it either."""
        return self.opened().filter(acknowledgement=None)

    def acknowledged(self) -> "FaultQuerySet":
        """What the last check found and two people had acknowledged."""
        return self.found_last().filter(acknowledgement__is_granted=True)


class LogFault(models.Model):
    """Something that a check found wrong. `key` is made of all that is wrong with it, so that the
    same fault is one row however many nights find it, and another change of the same record is
    another. One that a check no longer finds and a later one does is told and acknowledged anew.
    """

    key = models.CharField(max_length=64, unique=True)
    wrong = models.CharField(max_length=60)
    table = models.CharField(max_length=63)
    subject = models.CharField(max_length=100)
    columns = models.JSONField(default=list)
    since = models.DateTimeField(null=True)
    found_at = models.DateTimeField()
    last_check = models.ForeignKey(LogCheck, models.PROTECT, related_name="faults")
    acknowledgement = models.ForeignKey(
        FaultAcknowledgement, models.PROTECT, null=True, related_name="faults"
    )

    objects = FaultQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["last_check", "id"], name="faults_by_check")]

    def __str__(self) -> str:
        return f"{self.table} {self.subject}: {self.wrong}"
