"""What a naskah itself lays on its parties, beside what the law does: said by a Pasal, owed like
the duties of the law.
"""

from dataclasses import dataclass

from agreements.regulations.citations import Citation
from agreements.regulations.duty_rules import Duty, Rhythm, Rule
from agreements.regulations.vocabulary import Actor, Basis

AGREED = "naskah"  # stands for all of them where duties are chosen by their code
OPD, PARTNER = Actor.OPD.name, Actor.PARTNER.name
PARTIES = [(OPD, "Pihak daerah (perangkat daerah pemrakarsa)"), (PARTNER, "Mitra")]
RHYTHMS = [
    (str(Rhythm.ONCE), "Satu kali, sekian hari sejak penandatanganan"),
    (str(Rhythm.MONTHS), "Tiap sekian bulan sejak penandatanganan"),
    (str(Rhythm.SEMESTER), "Tiap semester, sekian hari sesudahnya"),
    (str(Rhythm.YEARLY), "Tiap tahun, sekian hari sesudahnya"),
    (str(Rhythm.BEFORE_END), "Sekian bulan sebelum berakhir"),
]
OUR_REGION = "Pemerintah Daerah"
ALL_PARTNERS, ALL_OTHERS = "Semua mitra", "semua pihak lain"
_OTHER = {OPD: Actor.PARTNER, PARTNER: OUR_REGION}


@dataclass(frozen=True)
class Agreed(Citation):
    """A place in the naskah: its words, no article of a regulation."""

    def __str__(self) -> str:
        return self.article


def contract_duty_code_of(key: int) -> str:
    return f"{AGREED}-{key}"


def contract_duty_key_of(code: str) -> int:
    """The key that `code_of` was made from."""
    return int(code.removeprefix(f"{AGREED}-"))


@dataclass(frozen=True)
class Between:
    """Between which parties a duty lies, by name, where the naskah has `several` partners: empty
    for all partners and for all others. Of two parties nothing need be said.
    """

    bearer: str = ""
    receiver: str = ""
    several: bool = False

    def owed_by(self, party: str) -> str:
        """Who owes it by name; empty where that is the whole side."""
        if self.several and party == PARTNER:
            return self.bearer or ALL_PARTNERS
        return ""

    def owed_to(self, party: str) -> str:
        """Who receives it."""
        if not self.several:
            return str(_OTHER[party])
        if self.receiver:
            return self.receiver
        if party == OPD:
            return ALL_PARTNERS.lower()
        return ALL_OTHERS if self.bearer else OUR_REGION


TWO_PARTIES = Between()


def make_contract_duty(
    key: int,
    text: str,
    party: str,
    basis: str,
    rhythm: str,
    months: int,
    days: int,
    *,
    between: Between = TWO_PARTIES,
) -> Duty:
    """As the ledger knows it. What a partner owes, the OPD records."""
    months = {str(Rhythm.SEMESTER): 6, str(Rhythm.YEARLY): 12}.get(rhythm, months)
    rule, recorder = Rule(Rhythm(rhythm), months, days), Actor.OPD if party == PARTNER else None
    return Duty(
        contract_duty_code_of(key),
        text,
        Actor[party],
        between.owed_to(party),
        Agreed(AGREED, basis),
        rule,
        Basis.SOP,
        recorder=recorder,
        bearer=between.owed_by(party),
    )
