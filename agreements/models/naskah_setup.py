"""How a naskah is made up beyond its text: in which languages, how many originals each party keeps,
whether its title names the perangkat daerah; and the tree of its text, once somebody gave it a
structure of its own.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, cast

from django.db import models

from agreements.regulations.originals import OriginalsPlan
from kerjasama.reference.languages import BY_CODE, ENGLISH, INDONESIAN, THIRD, NaskahLanguage

if TYPE_CHECKING:
    from agreements.models.agreement import Agreement

BOTH = (INDONESIAN, ENGLISH)
SETUP_FIELDS = ("susunan_naskah", "trees", "naskah_luar")


@dataclass(frozen=True)
class NaskahSetup:
    """What was chosen for one naskah.

    `third` is a language beside Indonesian and English. Originals that stand `apart` are written in
    one language each, so that every party keeps `per_party` of each; otherwise an original holds
    all languages. `prevails` is the language that prevails, where it is not the one of the case.
    """

    third: str = ""
    apart: bool = False
    per_party: int = 1
    prevails: str = ""
    names_unit: bool = False

    @property
    def languages(self) -> tuple[NaskahLanguage, ...]:
        """Those of a naskah abroad, in the order in which they stand."""
        return tuple(BY_CODE[code] for code in (*BOTH, self.third) if code)

    def stored(self) -> dict[str, str | bool | int]:
        """Only what differs from what every naskah begins with."""
        usual = asdict(NaskahSetup())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    def in_words(self, *, abroad: bool) -> str:
        """As the log and the pages tell it."""
        if not abroad:
            return f"judul {'menyebut' if self.names_unit else 'tanpa menyebut'} perangkat daerah"
        told = [f"bahasa {', '.join(one.name for one in self.languages)}"]
        told.append("satu bahasa tiap rangkap" if self.apart else "berdampingan")
        each = " tiap bahasa" if self.apart else ""
        told.append(f"{self.per_party} rangkap{each} bagi setiap pihak")
        if self.prevails:
            told.append(f"bahasa acuan {BY_CODE[self.prevails].name}")
        return "; ".join(told)


@dataclass(frozen=True)
class OutsideText:
    """The file that is the text of a naskah which was written elsewhere; with the word processor's
    file that it was made from, where that was brought too.
    """

    sha256: str
    name: str
    pages: int
    word: str = ""
    word_name: str = ""

    def stored(self) -> dict[str, str | int]:
        """As the case keeps it."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def told(self) -> str:
        """In words, as versions of the draft are compared by."""
        said = f"Berkas: {self.name}, {self.pages} halaman, SHA-256 {self.sha256}"
        if self.word:
            said += f"\nBerkas Word asalnya: {self.word_name}, SHA-256 {self.word}"
        return said


class NaskahSetupContent(models.Model):
    """The setup of each naskah of a case, by its kind."""

    susunan_naskah = models.JSONField("bahasa dan rangkap naskah", default=dict, blank=True)
    # By the kind of the naskah its text as agreements/naskah/stored writes it; none while it is
    # woven from the proposal.
    trees = models.JSONField("naskah berstruktur", default=dict, blank=True, editable=False)

    # By the kind of the naskah the file that is its text (`OutsideText`); none while it is written
    # here.
    naskah_luar = models.JSONField("naskah dari luar", default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def outside_text_of(self, kind: str) -> OutsideText | None:
        """The file that is the text of this naskah; None while it is written here."""
        kept = (self.naskah_luar or {}).get(kind)
        return OutsideText(**kept) if kept else None

    def setup_of(self, kind: str) -> NaskahSetup:
        """How a naskah of this kind is made up; a change of one as that was."""
        case = cast("Agreement", self)
        if kind not in self.susunan_naskah and case.track.changes and case.parent is not None:
            return case.parent.setup_of(case.naskah_diubah)
        return NaskahSetup(**self.susunan_naskah.get(kind, {}))

    def prevailing_language_of(self, kind: str) -> str:
        """The code of the language that prevails; empty while none is agreed."""
        return self.setup_of(kind).prevails or cast("Agreement", self).bahasa_acuan

    def originals_abroad(self, kind: str) -> OriginalsPlan:
        """The originals of a naskah abroad as its setup counts them."""
        setup = self.setup_of(kind)
        apart: tuple[str, ...] = ()
        if setup.apart:
            apart = tuple(language.code for language in setup.languages)
        parties = cast("Agreement", self).number_of_parties
        return OriginalsPlan(parties, setup.per_party, apart)


def split_part(part: str) -> tuple[str, str]:
    """A part of a naskah and the code of the language it is in: "subjek_ja" is ("subjek", "ja");
    an Indonesian part has no code.
    """
    bare, _, code = part.rpartition("_")
    if bare and (code == ENGLISH or code in THIRD):
        return bare, code
    return part, ""


def is_in_third_language(part: str) -> bool:
    """Whether it belongs to a text beside the Indonesian and the English one."""
    return split_part(part)[1] in THIRD
