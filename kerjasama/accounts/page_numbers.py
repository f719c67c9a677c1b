"""Where the papers of the region say which page it is."""

from django.db import models


class PageNumber(models.TextChoices):
    """The place of the page number; a region follows its own rules on papers."""

    FOOT = "bawah", "Di bawah: Halaman 2 dari 4"
    HEAD = "atas", "Di atas tengah, sejak halaman kedua: - 2 -"
