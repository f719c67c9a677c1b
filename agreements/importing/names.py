"""Which unit and partner a name in a file means: exactly, by a person's choice, or perhaps."""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from kerjasama.accounts.models import Unit
from kerjasama.accounts.unit_names import UnitNames
from kerjasama.reference import countries
from partners.models import Partner, PartnerAlias, PartnerKind
from partners.resembling import may_be, resembling_partners

NEW = "baru"
MOST_ALIKE = 5
ALIKE = 0.4
WORDS = {
    "pemkab": "pemerintah kabupaten",
    "pemkot": "pemerintah kota",
    "pemprov": "pemerintah provinsi",
    "pemda": "pemerintah daerah",
    "kab": "kabupaten",
    "prov": "provinsi",
    "propinsi": "provinsi",
    "kemen": "kementerian",
    "univ": "universitas",
    "ltd": "limited",
    "bpk": "badan pemeriksa keuangan",
}
K = PartnerKind
SYNONYMS = {
    "perusahaan": K.COMPANY,
    "badan usaha swasta": K.COMPANY,
    "perguruan tinggi": K.UNIVERSITY,
    "kementerian": K.MINISTRY,
    "lembaga": K.MINISTRY,
    "instansi pusat": K.MINISTRY,
    "yayasan": K.CIVIL,
    "organisasi kemasyarakatan": K.CIVIL,
    "pemda": K.REGION,
    "kabupaten/kota": K.REGION,
    "perorangan": K.PERSON,
    "pemerintah daerah luar negeri": K.FOREIGN_REGION,
    "lembaga luar negeri": K.FOREIGN_BODY,
}
KINDS: dict[str, str] = (
    {str(label).casefold(): value for value, label in K.choices}
    | {value: value for value in K.values}
    | SYNONYMS
)


def name_key_of(name: str, words: dict[str, str] = WORDS) -> str:
    """A name as it is compared: "PT. Contoh, Tbk" and "PT Contoh Tbk" are one."""
    plain = re.sub(r"[^\w/&]+", " ", name.casefold().replace(".", "")).split()
    return " ".join(filter(None, (words.get(word, word) for word in plain)))


def kind_named(text: str) -> str:
    """The kind of partner that a cell names; empty when none."""
    said = text.casefold().strip()
    if said in KINDS:
        return str(KINDS[said])
    return next((str(KINDS[near]) for near in get_close_matches(said, KINDS, 1, 0.85)), "")


def country_code_of(text: str) -> str:
    """The code of a country by its name; empty when there is none."""
    said = text.casefold().strip()
    return next(
        (
            code
            for code, name in countries.CHOICES
            if said == name.casefold() or said.upper() == code
        ),
        "",
    )


@dataclass
class Units:
    """The units by all their names, and what a person chose for a name."""

    chosen: dict[str, int]
    names: UnitNames

    @classmethod
    def known(cls, chosen: dict[str, int]) -> "Units":
        """All units as they are recorded now."""
        return cls(chosen, UnitNames.known())

    def find(self, name: str) -> Unit | None:
        """The unit that was chosen for the name or bears it for sure; of several units in one cell
        none.
        """
        if picked := self.chosen.get(name):
            return next((unit for unit in self.names.units if unit.pk == picked), None)
        return self.names.find(name)

    def find_all(self, name: str) -> list[Unit]:
        """The units of a cell that names several of them; the first leads, the others support."""
        return self.names.find_all(name)

    def like(self, name: str) -> list[Unit]:
        """What the name may mean, the likeliest first."""
        return self.names.like(name)[:MOST_ALIKE]

    def choices(self, name: str) -> list[Unit]:
        """All units, what the name may mean first: never empty while a unit is recorded."""
        return self.names.choices(name)


@dataclass
class Partners:
    """The partners by name and alias, and what a person chose for a name: a partner, or that it is
    a new one.
    """

    chosen: dict[str, str]
    by_key: dict[str, list[Partner]] = field(default_factory=dict)
    by_pk: dict[int, Partner] = field(default_factory=dict)
    alike: dict[str, list[Partner]] = field(default_factory=dict)
    aliases: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def known(cls, chosen: dict[str, str]) -> "Partners":
        """All partners as they are recorded now."""
        found = cls(chosen)
        for partner in Partner.objects.defer("logo").order_by("pk"):
            found.by_pk[partner.pk] = partner
            for name in partner.names():
                found._enter(name, partner)
        for alias, pk in PartnerAlias.objects.values_list("name", "partner"):
            found._enter(alias, found.by_pk[pk])
            found.aliases.setdefault(pk, []).append(alias)
        return found

    def _enter(self, name: str, partner: Partner) -> None:
        named = self.by_key.setdefault(name_key_of(name), [])
        if partner not in named:
            named.append(partner)

    def _borne_by(self, pk: int) -> list[str]:
        return [*self.by_pk[pk].names(), *self.aliases.get(pk, ())]

    def find(self, name: str, kinds: tuple[str, ...]) -> Partner | None:
        """The one partner of that name, of a fitting kind first; None when new or in doubt."""
        picked = self.chosen.get(name, "")
        if picked.isdecimal():
            return self.by_pk.get(int(picked))
        if picked:
            return None
        named = self.by_key.get(name_key_of(name), [])
        fitting = [partner for partner in named if partner.kind in kinds]
        return next(iter([*fitting, *named]), None)

    def is_new(self, name: str) -> bool:
        """Whether a person said that it is a new partner."""
        return self.chosen.get(name) == NEW

    def compare(self, names: set[str]) -> None:
        """Find the partners that these unknown names may mean, all at once on the trigram index."""
        asked = sorted(
            name
            for name in names
            if name not in self.chosen and name_key_of(name) not in self.by_key
        )
        for start in range(0, len(asked), 500):
            for name, pk in resembling_partners(asked[start : start + 500], ALIKE):
                if pk in self.by_pk and may_be(name, self._borne_by(pk)):
                    self.alike.setdefault(name, []).append(self.by_pk[pk])

    def like(self, name: str) -> list[Partner]:
        """The partners that an unknown name may mean, as far as it was compared."""
        return self.alike.get(name, [])[:MOST_ALIKE]
