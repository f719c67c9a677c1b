"""Which unit a name means: by its name or another name of it for sure, else the likely ones first
and then all others.

The rule of abbreviations ("Disperindag" for Dinas Perindustrian dan Perdagangan) only ranks;
what it finds is asked, never taken.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import product

from django.db.models import F
from django.utils import timezone

from .models import RegionProfile, Unit, UnitAlias

LIKELY = 0.34
SAME_WORD = 0.8
FILLERS = {"dan", "kepala", "kantor", "pemkab", "pemda", "pemerintah"}
FULL = {
    "bag": "bagian",
    "bid": "bidang",
    "kec": "kecamatan",
    "camat": "kecamatan",
    "kel": "kelurahan",
    "lurah": "kelurahan",
    "kadis": "dinas",
    "rsud": "rumah sakit umum daerah",
    "setda": "sekretariat daerah",
    "setdakab": "sekretariat daerah",
    "sekda": "sekretariat daerah",
    "dprd": "dewan perwakilan rakyat daerah",
    "kominfo": "komunikasi informatika",
    "lhk": "lingkungan hidup kehutanan",
    "perindag": "perindustrian perdagangan",
    "dikbud": "pendidikan kebudayaan",
    "dukcapil": "kependudukan pencatatan sipil",
    "kesbangpol": "kesatuan bangsa politik",
    "nakertrans": "tenaga kerja transmigrasi",
    "sdm": "sumber daya manusia",
    "ukm": "usaha kecil menengah",
    "kb": "keluarga berencana",
    "kerjasama": "kerja sama",
}
# Whose work a body below the units belongs to; it only orders the choices.
BELONGS = {
    "puskesmas": "kesehatan",
    "labkesda": "kesehatan",
    "sd": "pendidikan",
    "sdn": "pendidikan",
    "smp": "pendidikan",
    "smpn": "pendidikan",
    "paud": "pendidikan",
    "samsat": "pendapatan",
    "pasar": "perdagangan",
    "terminal": "perhubungan",
}
PARTS = re.compile(r"\s*(?:[,;/&\n]|\bdan\b|\bserta\b)\s*", re.IGNORECASE)


def spell_out_name(name: str) -> list[str]:
    """The words of a name as they are compared: small, without signs, abbreviations in full."""
    said = re.sub(r"\b(?:[^\W\d_]\.)+(?=\W|$)", _joined, name.casefold())
    words = re.sub(r"[^\w]+", " ", said.replace("'", "").replace("’", "")).split()
    return " ".join(FULL.get(word, word) for word in words).split()


def _joined(initials: re.Match[str]) -> str:
    """ "A.M." as "AM"."""
    return initials[0].replace(".", "") + " "


def short_forms(region: str) -> frozenset[str]:
    """How a region of several words is called for short: "kukar" for Kutai Kartanegara, "ppu" for
    its initials.
    """
    words = [word for word in re.split(r"\W+", region.casefold()) if len(word) > 1]
    if len(words) < 2:
        return frozenset()
    beginnings = [(word[:2], word[:3]) for word in words]
    joined = {"".join(parts) for parts in product(*beginnings)}
    return frozenset(joined | {"".join(word[0] for word in words)})


@dataclass(frozen=True)
class Home:
    """How our own region is named, so that "Dinas Kesehatan Kab. Kukar" is the Dinas Kesehatan."""

    name: str
    seat: str

    @classmethod
    def current(cls) -> "Home":
        """Our region as its profile names it."""
        region = RegionProfile.current()
        return cls(region.short_name.casefold(), region.seat.casefold())

    @cached_property
    def _itself(self) -> re.Pattern[str]:
        names = (" ".join(spell_out_name(self.name)), *sorted(short_forms(self.name)))
        named = "|".join(map(re.escape, names))
        return re.compile(
            rf"\b(?:pemerintah |pemkab )?(?:kabupaten |kab |kota |provinsi |prov )?(?:{named})\b"
        )

    def without(self, words: str) -> str:
        """A name without the words that say whose it is."""
        return self._itself.sub(" ", words)

    def is_named(self, words: str) -> bool:
        """Whether a name says that something is our region's."""
        return bool(self._itself.search(words))


@dataclass
class UnitNames:
    """All units by their names, read once for many questions."""

    home: Home
    names: dict[str, list[Unit]] = field(default_factory=dict)
    taught: dict[str, list[Unit]] = field(default_factory=dict)
    seeded: dict[str, list[Unit]] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)

    @classmethod
    def known(cls) -> "UnitNames":
        """All units and their names as they are recorded now."""
        found = cls(Home.current())
        found.units = list(Unit.objects.order_by(F("valid_to").asc(nulls_last=True), "pk"))
        by_pk = {unit.pk: unit for unit in found.units}
        for unit in found.units:
            found.names.setdefault(found.key(unit.name), []).append(unit)
        for alias in UnitAlias.objects.only("unit_id", "name", "by_id"):
            place = found.taught if alias.by_id else found.seeded
            place.setdefault(found.key(alias.name), []).append(by_pk[alias.unit_id])
        return found

    def key(self, name: str) -> str:
        """A name as it is compared: neither fillers nor the region's own name count."""
        words = self.home.without(" ".join(spell_out_name(name))).split()
        kept = [word for word in words if word not in FILLERS]
        if kept[:1] == ["bagian"] and kept[-2:] == ["sekretariat", "daerah"]:
            kept = kept[:-2]
        if kept[:1] in (["badan"], ["inspektorat"]) and kept[-1] == "daerah":
            kept = kept[:-1]
        return " ".join(kept)

    def find(self, name: str) -> Unit | None:
        """The unit that bears this name, its own or another; None when none or several do."""
        asked = self.key(name)
        if not asked:
            return None
        for key in dict.fromkeys((asked, asked.removesuffix(f" {self.home.seat}"))):
            bearers = self._bearers(key)
            if bearers:
                return bearers[0] if len(bearers) == 1 else None
        return None

    def _bearers(self, key: str) -> list[Unit]:
        """The units of that name; those of that other name only where none has it as its own."""
        own = self.names.get(key)
        if own:
            return [own[-1]]  # of a renamed unit and one that bears the name today, today's
        return _standing(self.taught.get(key, [])) or _standing(self.seeded.get(key, []))

    def find_all(self, name: str) -> list[Unit]:
        """The units of a cell that names several, when every part of it names one; else nothing."""
        parts = [part for part in PARTS.split(name) if part.strip()]
        found = [self.find(part) for part in parts]
        units = [unit for unit in found if unit is not None]
        if len(parts) < 2 or len(units) < len(parts):
            return []
        return list(dict.fromkeys(units))

    def like(self, name: str) -> list[Unit]:
        """The units that the name may mean, the likeliest first."""
        asked = self.key(name)
        named = _standing(self.taught.get(asked, []) + self.seeded.get(asked, []))
        found = [*named, *self.find_all(name), *self._resembling(asked)]
        if asked.startswith("bagian "):
            found += self.names.get("sekretariat daerah", [])
        return list(dict.fromkeys(found))

    def _resembling(self, asked: str) -> list[Unit]:
        """The units with a name that resembles what is asked for, the nearest first."""
        marks = [(self._likeness(asked, unit), unit) for unit in self.units]
        near = [(mark, unit) for mark, unit in marks if mark >= LIKELY]
        near.sort(key=lambda pair: (-pair[0], pair[1].name, pair[1].pk))
        return [unit for _, unit in near]

    def choices(self, name: str) -> list[Unit]:
        """Every unit of today, those that the name may mean before the others; empty only where no
        unit is recorded.
        """
        today = timezone.localdate()
        rest = [unit for unit in self.units if not unit.valid_to or unit.valid_to >= today]
        return list(dict.fromkeys([*self.like(name), *sorted(rest, key=lambda unit: unit.name)]))

    @cached_property
    def _borne(self) -> dict[int, set[str]]:
        """Every compared name of each unit."""
        borne: dict[int, set[str]] = {}
        for names in (self.names, self.taught, self.seeded):
            for key, units in names.items():
                for unit in units:
                    borne.setdefault(unit.pk, set()).add(key)
        return borne

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much a word tells: what many units are called tells little."""
        counts = Counter(word for key in self.names for word in set(key.split()))
        return {word: 1 / count for word, count in counts.items()}

    def _likeness(self, asked: str, unit: Unit) -> float:
        words = [BELONGS.get(word, word) for word in asked.split()]
        marks = [self._compare(words, key) for key in self._borne.get(unit.pk, ())]
        return max(marks, default=0.0)

    def _compare(self, asked: list[str], key: str) -> float:
        """How well the words fit a name of a unit: 0 to 1. A word that both have counts by its
        weight, one that only the asked name has takes away half of that.
        """
        borne = key.split()
        short = _abbreviates("".join(asked), tuple(borne)) / max(min(len(asked), 2), 1)
        total = sum(self._weight(word) for word in borne)
        if not total:
            return short
        shared = sum(self._weight(word) * _nearest(word, asked) for word in borne)
        extra = sum(self._weight(word) for word in asked if not _nearest(word, borne))
        return max(short, shared / (total + extra / 2))

    def _weight(self, word: str) -> float:
        return self._weights.get(word, 1.0)


def _standing(units: Iterable[Unit]) -> list[Unit]:
    """Each once; those of today where there are any."""
    once = list(dict.fromkeys(units))
    return [unit for unit in once if unit.valid_to is None] or once


def _nearest(word: str, others: list[str]) -> float:
    """1 where the word is among the others, less where one is spelled nearly so."""
    if word in others:
        return 1.0
    return max((_spelled_alike(word, other) for other in others), default=0.0)


@lru_cache(50_000)
def _spelled_alike(word: str, other: str) -> float:
    shorter, longer = sorted((len(word), len(other)))
    if shorter < 4 or shorter < longer * 0.6:
        return 0.0
    close = SequenceMatcher(None, word, other).ratio()
    if close < SAME_WORD:
        return 0.0
    return close


@lru_cache(50_000)
def _abbreviates(short: str, words: tuple[str, ...]) -> float:
    return score_abbreviation(short, list(words))


def score_abbreviation(short: str, words: list[str]) -> float:
    """How well a short form fits the words: its initials, or pieces of them in their order. 0 when
    it does not.
    """
    if short == "".join(word[0] for word in words) and len(short) > 1:
        return 1.0
    if short.startswith("dis") and words[:1] == ["dinas"]:
        short, words = short[3:], words[1:]
    pieces = _pieces(short, words)
    if not pieces or len(short) < 2:
        return 0.0
    return max(0.0, 1 - (pieces - 1) / len(short))


def _pieces(short: str, words: list[str]) -> int:
    """Into how few pieces a short form can be cut that stand in the words in their order; 0 when it
    cannot.
    """
    if not short:
        return 0
    found = []
    for place, word in enumerate(words):
        length = _length_of_piece(short, word)
        if length == len(short):
            return 1
        if length:
            more = _pieces(short[length:], words[place + 1 :])
            found += [more + 1] if more else []
    return min(found, default=0)


def _length_of_piece(short: str, word: str) -> int:
    """How many first letters of a short form stand together in the word, two at least unless it has
    only one; 0 when they do not.
    """
    shortest = min(len(short), 2)
    for length in range(min(len(short), len(word)), shortest - 1, -1):
        if short[:length] in word:
            return length
    return 0
