"""The level of government of our region, and what its head and its government are called."""

import re
from dataclasses import dataclass

from django.db import models


class Level(models.TextChoices):
    PROVINCE = "provinsi", "Provinsi"
    REGENCY = "kabupaten", "Kabupaten"
    CITY = "kota", "Kota"


# A province has roads and duties of its own, which are not written yet.
SERVED = (Level.REGENCY, Level.CITY)


@dataclass(frozen=True)
class Titles:
    """What the head of a region and its government are called, before its name."""

    head: str
    government: str


TITLES = {
    Level.PROVINCE: Titles("Gubernur", "Pemerintah Provinsi"),
    Level.REGENCY: Titles("Bupati", "Pemerintah Kabupaten"),
    Level.CITY: Titles("Wali Kota", "Pemerintah Kota"),
}


# What stands before "/Wali Kota" means every head, as the law has it.
AS_WRITTEN = re.compile(rf"\b{TITLES[Level.REGENCY].head}\b(?!/)")


class _Known:
    """What this process read last of the profile, which every page reads."""

    level: Level | None = None


def remember_level(level: str) -> None:
    """Keep the level of the profile that was read or saved."""
    _Known.level = Level(level)


def is_level_known() -> bool:
    """Whether this process has read the profile yet."""
    return _Known.level is not None


def titles_here() -> Titles:
    """Those of our region."""
    return TITLES[_Known.level or Level.REGENCY]


def name_head() -> str:
    """ "Bupati" or "Wali Kota"."""
    return titles_here().head


def with_titles(text: str) -> str:
    """A text of ours, which is written for a kabupaten, as our region reads it."""
    return AS_WRITTEN.sub(name_head(), text)
