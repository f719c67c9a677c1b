"""The TKKSD as Permendagri 22/2020 Pasal 45 to 51 makes it: who sits in it, by which article."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from agreements.regulations.citations import Citation, p22

FEWEST_MEMBERS = 6


class Seat(StrEnum):
    """A place in the TKKSD."""

    CHAIR = "ketua"
    DEPUTY = "wakil"
    SECRETARY = "sekretaris"
    MEMBER = "anggota"
    EXPERT = "tenaga-ahli"


@dataclass(frozen=True)
class SeatRule:
    """What the law says of a place: its name, its article, and which office brings it along; empty
    where none does. `is_single` says that only one sits there.
    """

    name: str
    citation: Citation
    ex_officio: str = ""
    is_single: bool = False


SEATS: Mapping[Seat, SeatRule] = {
    Seat.CHAIR: SeatRule("Ketua", p22("47 ayat (1) huruf a"), "Sekretaris Daerah", is_single=True),
    Seat.DEPUTY: SeatRule(
        "Wakil Ketua",
        p22("47 ayat (1) huruf b"),
        "Asisten Sekretaris Daerah yang membidangi kerja sama daerah",
        is_single=True,
    ),
    Seat.SECRETARY: SeatRule(
        "Sekretaris",
        p22("47 ayat (1) huruf c"),
        "Kepala Bagian yang membidangi kerja sama daerah",
        is_single=True,
    ),
    Seat.MEMBER: SeatRule("Anggota", p22("47 ayat (1) huruf d")),
    Seat.EXPERT: SeatRule("Tenaga teknis atau profesional", p22("47 ayat (2)")),
}


@dataclass(frozen=True)
class TeamLaw:
    """The articles that the pages of the TKKSD show."""

    made_by: Citation
    secretariat: Citation
    chair: Citation
    members: Citation
    all_attend: Citation


LAW = TeamLaw(
    made_by=p22("46 ayat (1)"),
    secretariat=p22("10 ayat (3)"),
    chair=SEATS[Seat.CHAIR].citation,
    members=SEATS[Seat.MEMBER].citation,
    all_attend=p22("49 ayat (4)"),
)
SEAT_CHOICES = [(seat.value, rule.name) for seat, rule in SEATS.items()]


def departures_from_law(seats: Iterable[str]) -> list[str]:
    """Where a composition is another than Pasal 47 ayat (1) has it, in words. Fewer members than
    six are lawful, "sesuai dengan kebutuhan", and are told as what they are.
    """
    counts = Counter(seats)
    told = []
    for seat, rule in SEATS.items():
        if rule.is_single and counts[seat] != 1:
            told.append(
                f"{rule.name}: {counts[seat]} orang, menurut {rule.citation} 1 orang, yang karena"
                f" jabatannya dijabat {rule.ex_officio}."
            )
    if counts[Seat.MEMBER] < FEWEST_MEMBERS:
        rule = SEATS[Seat.MEMBER]
        told.append(
            f"{rule.name}: {counts[Seat.MEMBER]} orang, menurut {rule.citation} paling sedikit"
            f" {FEWEST_MEMBERS} orang atau sesuai dengan kebutuhan."
        )
    return told
