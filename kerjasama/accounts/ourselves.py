"""Whether a name means ourselves: the region, its head, or one of its own units. We are never our
own mitra.
"""

import re
from dataclasses import dataclass

from .models import RegionProfile
from .unit_names import Home, UnitNames, spell_out_name

PREFIXES = (
    "pemerintah"
    " daerah|pemerintah|pemkab|pemkot|pemprov|pemda|kabupaten|kab|kota|provinsi|prov|bupati|wakil"
    " bupati|wali kota|walikota|gubernur|sekretaris daerah|sekda|sekretariat daerah|dewan"
    " perwakilan rakyat daerah|pihak (?:pertama|kesatu|i|1)"
)


@dataclass(frozen=True)
class Ourselves:
    """Our names, read once for many questions."""

    names: frozenset[str]
    home: Home
    units: UnitNames

    @classmethod
    def known(cls, units: UnitNames | None = None) -> "Ourselves":
        """Our names as they are recorded now."""
        region = RegionProfile.current()
        units = units or UnitNames.known()
        own = (region.name, region.head_title, f"Pemerintah {region.short_name}", region.short_name)
        return cls(frozenset(" ".join(spell_out_name(name)) for name in own), units.home, units)

    def ground(self, name: str) -> str:
        """Why this is one of us; empty when it is somebody else."""
        words = " ".join(spell_out_name(name))
        if not words:
            return ""
        if words in self.names or self.home.is_named(words) and self._is_only_us(words):
            return "Pemerintah daerah kita sendiri."
        unit = self.units.find(name)
        if unit is None:
            return ""
        return f"Perangkat daerah kita sendiri: {unit}."

    def _is_only_us(self, words: str) -> bool:
        rest = self.home.without(words)
        return not re.sub(rf"\b(?:{PREFIXES})\b", " ", rest).split()

    def are(self, name: str) -> bool:
        """Whether the name means us: the region, its head or a unit."""
        return bool(self.ground(name))
