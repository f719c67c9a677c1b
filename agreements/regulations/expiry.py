"""When people are told that a naskah ends, and by when its future is decided: norms of the office,
no article names either.

Only abroad the law asks for something before the end (Permendagri 25/2020 Pasal 33 ayat (2));
that is a duty of its own (`duties.EXTENSION`), and the decision comes early enough for it. See
docs/regulation-notes.md.
"""

from dataclasses import dataclass

STEPS = (180, 90, 60, 30, 7, 0)
STEPS_ABROAD = (365, 270, *STEPS)


@dataclass(frozen=True)
class Instrument:
    """A kind of naskah and the days before its end on which people are told, the earliest first."""

    name: str
    steps: tuple[int, ...]


INSTRUMENTS = {
    "kesepakatan_bersama": Instrument("Kesepakatan Bersama", STEPS),
    "perjanjian_kerja_sama": Instrument("Perjanjian Kerja Sama", STEPS),
    "nota_kesepakatan": Instrument("Nota Kesepakatan", STEPS),
    "naskah_kerja_sama": Instrument("Naskah Kerja Sama (luar negeri)", STEPS_ABROAD),
    "rencana_tahunan": Instrument("Naskah penerusan kerja sama Pemerintah", STEPS_ABROAD),
}


@dataclass(frozen=True)
class DecisionTerm:
    """How many days before the end it is decided whether to extend, to end or to let it end."""

    name: str
    days: int
    term_key: str

    @property
    def unit(self) -> str:
        """What its days are: before the end, or between two reviews where no day ends it."""
        if self is REVIEW:
            return "hari sekali"
        return "hari sebelum berakhir"


AT_HOME = DecisionTerm("Kerja sama dalam negeri", 90, "masa-berlaku/keputusan")
# With the office's own norms an extension reaches the Menteri 159 days after it is begun at worst;
# the notice is due 6 months before the end (tests/test_norms_within_the_law.py).
ABROAD = DecisionTerm("Kerja sama luar negeri", 345, "masa-berlaku/keputusan-luar-negeri")
TERMS = (AT_HOME, ABROAD)
# Every so many days somebody looks again at what no day ends.
REVIEW = DecisionTerm("Tinjauan naskah tanpa tanggal berakhir", 365, "masa-berlaku/tinjauan")
