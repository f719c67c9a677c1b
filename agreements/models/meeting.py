"""A meeting of the TKKSD on one case: what is planned fills its invitation, what came of it its
minutes.
"""

import hashlib
import json

from django.conf import settings
from django.db import models

from agreements.regulations.citations import Citation, p22


class MeetingSort(models.TextChoices):
    TECHNICAL = "teknis", "Rapat teknis"
    PLENARY = "pleno", "Rapat pleno"

    @property
    def citation(self) -> Citation:
        return p22("49 ayat (1)") if self == MeetingSort.TECHNICAL else p22("48 ayat (3)")

    @property
    def chair(self) -> str:
        """Who leads it by Pasal 48 ayat (4) and 49 ayat (4)."""
        return "Sekretaris TKKSD" if self == MeetingSort.TECHNICAL else "Ketua TKKSD"


class Meeting(models.Model):
    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="meetings")
    stage_code = models.CharField(max_length=40)
    sort = models.CharField(
        "jenis rapat", max_length=10, choices=MeetingSort, default=MeetingSort.TECHNICAL
    )
    held_on = models.DateField("tanggal")
    starts_at = models.TimeField("pukul")
    place = models.CharField("tempat", max_length=200)
    agenda = models.TextField("acara")
    invited = models.TextField("yang diundang", blank=True)
    chair = models.CharField("pemimpin rapat", max_length=150, blank=True)
    result = models.TextField("hasil rapat", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["held_on", "starts_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_sort_display()} {self.held_on:%d/%m/%Y}"

    @property
    def guests(self) -> list[str]:
        """Who is invited, one a line."""
        return [line.strip() for line in self.invited.splitlines() if line.strip()]

    @property
    def basis(self) -> Citation:
        return MeetingSort(self.sort).citation

    @property
    def leader(self) -> str:
        return self.chair.strip() or MeetingSort(self.sort).chair

    @property
    def content_hash(self) -> str:
        """What its papers are bound to."""
        said = (
            self.sort,
            self.held_on,
            self.starts_at,
            self.place,
            self.agenda,
            self.invited,
            self.chair,
            self.result,
        )
        present = [(row.name, row.position, row.institution) for row in self.attendees.all()]
        return hashlib.sha256(json.dumps([*map(str, said), present]).encode()).hexdigest()


class Attendee(models.Model):
    """Somebody who was there, as the daftar hadir names him."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    name = models.CharField("nama", max_length=150)
    position = models.CharField("jabatan", max_length=150)
    institution = models.CharField("instansi", max_length=150)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
