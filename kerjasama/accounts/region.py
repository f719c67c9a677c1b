"""The region that this installation serves, as its papers name it."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.db import models

from kerjasama.web.compiled import CompiledRows
from kerjasama.web.kept_settings import KeptRows

from .levels import SERVED, TITLES, Level, remember_level
from .page_numbers import PageNumber

# The profile that a page read already; None outside of `one_profile`.
_kept: ContextVar[list["RegionProfile"] | None] = ContextVar("kept_profile", default=None)


@contextmanager
def one_profile() -> Iterator[None]:
    """Within it the profile is read once: for what only reads, and asks for it in many places."""
    kept = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(kept)


class RegionProfile(models.Model):
    """The one region this installation serves: what its kop naskah says; who signs stands in
    officials.
    """

    level = models.CharField(
        "tingkat daerah",
        max_length=10,
        choices=[(level.value, level.label) for level in SERVED],
        default=Level.REGENCY,
    )
    short_name = models.CharField("nama daerah", max_length=100)
    name = models.CharField("nama pemerintah daerah", max_length=150, blank=True)
    head_title = models.CharField("jabatan kepala daerah", max_length=100, blank=True)
    governor = models.CharField("gubernur", max_length=100)
    governor_seat = models.CharField("tempat kedudukan gubernur", max_length=100, blank=True)
    seat = models.CharField("tempat kedudukan", max_length=100)
    address = models.CharField("alamat kantor", max_length=200, blank=True)
    postal_code = models.CharField("kode pos", max_length=5, blank=True)
    phone = models.CharField("telepon", max_length=50, blank=True)
    email = models.EmailField("surel", blank=True)
    website = models.CharField("laman", max_length=100, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)
    # The worker still adds example cases of the demo.
    awaits_examples = models.BooleanField(default=False, editable=False)
    number_pattern = models.CharField(
        "pola nomor surat", max_length=60, default="{urut:03d}/{jenis}/KS/{tahun}"
    )
    emblem = models.BinaryField("lambang daerah", null=True, blank=True)
    emblem_type = models.CharField(max_length=20, blank=True)
    state_emblem = models.BinaryField("lambang negara", null=True, blank=True)
    state_emblem_type = models.CharField(max_length=20, blank=True)
    # How papers are laid out: what the rules on tata naskah dinas say is not among our texts.
    page_number = models.CharField(
        "nomor halaman", max_length=10, choices=PageNumber, default=PageNumber.FOOT
    )
    head_bears_state_emblem = models.BooleanField(
        "lambang negara pada kop kepala daerah", default=False
    )
    paraf_on_each_page = models.BooleanField(
        "ruang paraf pada setiap halaman naskah", default=False
    )

    signature_sentence = models.CharField(
        "kalimat tanda tangan elektronik", max_length=300, blank=True, default=""
    )

    # What a naskah at home stands on besides the rules of the state.
    law_amended_by = models.CharField(
        "perubahan terakhir UU 23/2014", max_length=300, blank=True, default=""
    )
    own_rules = models.TextField(
        "peraturan daerah sendiri pada dasar hukum naskah", max_length=4000, blank=True, default=""
    )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save as the only row there is; what its names leave open follows from its level."""
        self.pk = 1
        titles = TITLES[Level(self.level)]
        self.name = self.name or f"{titles.government} {self.short_name}".strip()
        self.head_title = self.head_title or f"{titles.head} {self.short_name}".strip()
        super().save(*args, **kwargs)
        remember_level(self.level)

    @classmethod
    def current(cls) -> "RegionProfile":
        """The profile as it is now, or as it was read first within `one_profile`."""
        kept = _kept.get()
        if kept is None:
            return cls._read()
        if not kept:
            kept.append(cls._read())
        return kept[0]

    @classmethod
    def _read(cls) -> "RegionProfile":
        found = _kept_profile().rows()
        profile = found[0] if found else cls.before_it_is_filled_in()
        remember_level(profile.level)
        return profile

    @classmethod
    def before_it_is_filled_in(cls) -> "RegionProfile":
        """One without names, which is not saved."""
        return cls()

    @property
    def end_of_title(self) -> str:
        """What stands behind the title of every page."""
        return f" · {self.short_name}" if self.short_name else ""

    @property
    def postal_address(self) -> str:
        """The office with its postal code, before which stands the seat if the address lacks it."""
        if not self.postal_code:
            return self.address
        known = self.address if self.seat in self.address else f"{self.address}, {self.seat}"
        return f"{known} {self.postal_code}".removeprefix(", ")

    @property
    def reached_by(self) -> str:
        """ "telepon 0541 123 atau pos-el ks@…", as far as they are known."""
        return ways_to_reach(self.phone, self.email)

    @property
    def numbers_pages_above(self) -> bool:
        return self.page_number == PageNumber.HEAD

    @property
    def emblem_uri(self) -> str:
        """The emblem of the region for an img tag; empty when there is none."""
        return data_uri(self.emblem_type, self.emblem)

    @property
    def state_emblem_uri(self) -> str:
        """The emblem of the state for an img tag; empty when there is none."""
        return data_uri(self.state_emblem_type, self.state_emblem)


def ways_to_reach(phone: str, email: str) -> str:
    """ "telepon 0541 123 atau pos-el ks@…", as far as they are known."""
    ways = {"telepon": phone, "pos-el": email}
    return " atau ".join(f"{way} {where}" for way, where in ways.items() if where)


def data_uri(kind: str, content: bytes | memoryview | None) -> str:
    """An image for a paper, which may load nothing from outside; empty when there is none."""
    if not kind or not content:
        return ""
    return f"data:{kind};base64,{b64encode(content).decode()}"


@cache
def _kept_profile() -> "KeptRows[RegionProfile]":
    written = CompiledRows(RegionProfile.objects.defer("emblem", "state_emblem").filter(pk=1))
    return KeptRows(lambda: written.rows({}))
