"""The originals of the signed naskah: where each is, and every way it went. Moves are append-only;
the database refuses change.
"""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from agreements.regulations.originals import LABELS
from kerjasama.reference.languages import BY_CODE
from kerjasama.web.in_state import InState

from .legacy import Origin

UNKNOWN_PLACE = "belum dicatat"
OFFICE = "Bagian Kerja Sama"


class OriginalState(models.TextChoices):
    KEPT = "disimpan", "Disimpan"
    LENT = "dipinjam", "Dipinjam"
    HANDED = "diserahkan", "Diserahkan"
    LOST = "hilang", "Hilang"


class Action(models.TextChoices):
    RECORDED = "dicatat", "Dicatat"
    PLACED = "pindah", "Dipindahkan"
    LENT = "pinjam", "Dipinjamkan"
    RETURNED = "kembali", "Dikembalikan"
    HANDED = "serah", "Diserahkan"
    LOST = "hilang", "Dinyatakan hilang"
    FOUND = "temu", "Ditemukan kembali"
    CORRECTED = "koreksi", "Tanggal penandatanganan dikoreksi"
    STRUCK = "coret", "Dicoret"


class OriginalQuerySet(models.QuerySet):
    def overdue(self, today: date) -> "OriginalQuerySet":
        return self.filter(state=OriginalState.LENT, due_on__lt=today)

    def due_in_census(self, year: int) -> "OriginalQuerySet":
        """What the census of that January asks for: all that was here before, except what left us
        or was missing already.
        """
        marked = CensusMark.objects.filter(original=models.OuterRef("pk"), year=year)
        here = models.Q(state__in=(OriginalState.KEPT, OriginalState.LENT))
        rows = self.filter(here | models.Exists(marked), created_at__lt=new_year(year))
        return rows.exclude(agreement__origin=Origin.TAKEN_BACK)

    def unmarked(self, year: int) -> "OriginalQuerySet":
        return self.due_in_census(year).exclude(marks__year=year)


def new_year(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 1, 1))


class Original(models.Model):
    """One original (rangkap) of one naskah; rangkap 0 is the copy that the Sekretaris Jenderal
    issues of a naskah abroad.
    """

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="originals")
    kind = models.CharField(max_length=40)
    rangkap = models.PositiveSmallIntegerField()
    bearer = models.CharField(
        "bagi", max_length=10, choices=[(str(bearer), label) for bearer, label in LABELS.items()]
    )
    # The name of the partner it is for, as the naskah has it.
    bearer_name = models.CharField(max_length=200, blank=True)
    # The code of the only language it is written in; empty where it holds all of them.
    language = models.CharField("bahasa", max_length=4, blank=True)
    state = models.CharField(
        "status", max_length=12, choices=OriginalState, default=OriginalState.KEPT
    )
    place = models.CharField("tempat", max_length=200, default=UNKNOWN_PLACE)
    holder = models.CharField("pemegang", max_length=300, default=OFFICE)
    due_on = models.DateField("kembali paling lambat", null=True, blank=True)
    reason = models.TextField("alasan", blank=True)
    created_at = models.DateTimeField()

    objects = OriginalQuerySet.as_manager()

    is_kept = InState(OriginalState.KEPT)
    is_lent = InState(OriginalState.LENT)
    is_lost = InState(OriginalState.LOST)

    class Meta:
        ordering = ["agreement", "kind", "rangkap"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="original_state"),
            models.Index(fields=["-created_at", "-id"], name="original_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "rangkap"], name="one_original_of_a_rangkap"
            ),
            models.CheckConstraint(
                condition=models.Q(state=OriginalState.LENT, due_on__isnull=False)
                | (~models.Q(state=OriginalState.LENT) & models.Q(due_on=None)),
                name="original_is_lent_until_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=OriginalState.LOST) | ~models.Q(reason=""),
                name="original_is_lost_with_a_reason",
            ),
        ]

    @property
    def bearer_label(self) -> str:
        """For whom it is, by name where it is a partner."""
        return self.bearer_name or self.get_bearer_display()

    @property
    def label(self) -> str:
        if not self.rangkap:
            return "Salinan"
        if self.language:
            return f"Rangkap {self.rangkap}, bahasa {BY_CODE[self.language].name}"
        return f"Rangkap {self.rangkap}"

    @property
    def label_in_sentence(self) -> str:
        return self.label[:1].lower() + self.label[1:]

    def last_day(self) -> date | None:
        """The latest day on which it moved or became known, by the last that is said of that."""
        known = (Action.RECORDED, Action.CORRECTED)
        moves = list(self.moves.standing().order_by("pk").values_list("action", "day"))
        days = [day for action, day in moves if action not in known]
        return max(days + [day for action, day in moves if action in known][-1:], default=None)

    def days_late(self, today: date | None = None) -> int:
        """By how many days it should have been back; 0 when it is not late."""
        return max(0, ((today or timezone.localdate()) - self.due_on).days) if self.due_on else 0


class OriginalMoveQuerySet(models.QuerySet):
    def standing(self) -> "OriginalMoveQuerySet":
        """Without those that were struck, and without the striking itself."""
        return self.filter(struck_by=None).exclude(action=Action.STRUCK)


class OriginalMove(models.Model):
    """One way that an original went. `person` of `office` is who brought or took it.

    One that was recorded by mistake is struck by a later row; both stay.
    """

    original = models.ForeignKey(Original, models.PROTECT, related_name="moves")
    action = models.CharField(max_length=10, choices=Action)
    day = models.DateField("tanggal")
    from_place = models.CharField(max_length=200, blank=True)
    from_holder = models.CharField(max_length=300, blank=True)
    to_place = models.CharField("tempat", max_length=200, blank=True)
    to_holder = models.CharField(max_length=300, blank=True)
    person = models.CharField(max_length=150, blank=True)
    office = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True)
    note = models.TextField("keterangan", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    strikes = models.OneToOneField("self", models.PROTECT, null=True, related_name="struck_by")

    objects = OriginalMoveQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    @property
    def changes_hands(self) -> bool:
        """Whether two sign for it."""
        return bool(self.person) and self.action in (Action.LENT, Action.RETURNED, Action.HANDED)


class CensusMark(models.Model):
    """What the census of one January found of one original."""

    year = models.PositiveSmallIntegerField()
    original = models.ForeignKey(Original, models.PROTECT, related_name="marks")
    found = models.BooleanField()
    place = models.CharField(max_length=200, blank=True)  # where it should have been
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["year", "original"], name="one_mark_a_year")]
