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
_OTHER = {OPD: Actor.PARTNER, PARTNER: "Pemerintah Daerah"}


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


def make_contract_duty(
    key: int, text: str, party: str, basis: str, rhythm: str, months: int, days: int
) -> Duty:
    """As the ledger knows it. What the partner owes, the OPD records."""
    months = {str(Rhythm.SEMESTER): 6, str(Rhythm.YEARLY): 12}.get(rhythm, months)
    rule, recorder = Rule(Rhythm(rhythm), months, days), Actor.OPD if party == PARTNER else None
    return Duty(
        contract_duty_code_of(key),
        text,
        Actor[party],
        str(_OTHER[party]),
        Agreed(AGREED, basis),
        rule,
        Basis.SOP,
        recorder=recorder,
    )
