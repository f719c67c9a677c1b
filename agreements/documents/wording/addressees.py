"""To whom a letter goes, where they sit, how it speaks to them, and who gets a copy: built here for
every letter.

How high an addressee ranks is not said by any of our texts: see docs/regulation-notes.md.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agreements.documents.kinds import KINDS
from agreements.documents.kinds.vocabulary import Recipient
from agreements.documents.text import indonesian
from agreements.documents.text.addresses import seat_in_address
from agreements.models import Agreement, Meeting, Party
from kerjasama.accounts.models import RegionProfile
from kerjasama.reference import countries
from partners.kinds import ABROAD, PartnerKind

SOMEWHERE = "Tempat"
CAPITAL = "Jakarta"
TO_THE_HIGH, TO_OTHERS = "Bapak/Ibu", "Saudara"
_HIGH_OFFICE = re.compile(
    r"((penjabat|pelaksana tugas|pelaksana harian|pj|plt|plh)\.? +)?"
    r"(wakil +)?(gubernur|menteri|presiden(?! +(direktur|komisaris))|jaksa agung"
    r"|(pimpinan|ketua) +(dewan perwakilan|majelis permusyawaratan|dpr|dprd|dpd|mpr)\b)",
    re.IGNORECASE,
)
_HIGH_KINDS = ABROAD | {PartnerKind.MINISTRY}
_SMALL_WORDS = {"dan", "di", "ke", "dari", "untuk", "serta"}


class Addressee(NamedTuple):
    """One to whom a letter goes, line by line, and where he sits, if that is known."""

    lines: tuple[str, ...]
    place: str = ""
    is_high: bool = False

    @property
    def in_one_line(self) -> str:
        """ "Bupati Paser", "Direktur Utama PT …"."""
        return " ".join(self.lines)


@dataclass(frozen=True)
class Addressing:
    """To whom a letter goes and `place` where, by which word it speaks to them, and who gets a
    copy.
    """

    addressees: list[Addressee]
    place: str
    you: str
    copies: list[str]


@dataclass(frozen=True)
class _Letter:
    """The case of a letter, our region, and the meeting to which it invites, if it does."""

    agreement: Agreement
    region: RegionProfile
    meeting: Meeting | None

    @property
    def area(self) -> str:
        return indonesian.area_of_government(self.region.name)


def addressing_of(
    kind: str, agreement: Agreement, region: RegionProfile, meeting: Meeting | None = None
) -> Addressing:
    """How a letter of this kind is addressed in this case; nobody stands above other papers."""
    letter = _Letter(agreement, region, meeting)
    declared = KINDS[kind]
    addressees = list(_those(declared.sent_to, letter))
    copies = _those(declared.copies_to(agreement.track), letter)
    return Addressing(
        addressees,
        place=_place_of(addressees),
        you=TO_THE_HIGH if any(one.is_high for one in addressees) else TO_OTHERS,
        copies=_told_once(addressees, copies),
    )


def _those(recipients: Sequence[Recipient], letter: _Letter) -> Iterator[Addressee]:
    for recipient in recipients:
        yield from _BUILT[recipient](letter)


def _told_once(addressees: list[Addressee], copies: Iterator[Addressee]) -> list[str]:
    """The copies of those who are not told by a longer line of the same letter."""
    lines = list(dict.fromkeys(one.in_one_line for one in copies))
    told = [one.in_one_line for one in addressees]
    longer = [f"{line} " for line in (*told, *lines)]
    return [
        line
        for line in lines
        if line not in told
        and not any(one.startswith(f"{line} ") for one in longer if one != f"{line} ")
    ]


def _place_of(addressees: list[Addressee]) -> str:
    """Where they all sit."""
    places = {one.place for one in addressees}
    return (places.pop() if len(places) == 1 else "") or SOMEWHERE


def addressee_of(party: Party) -> Addressee:
    """A partner: who leads it, and its name where that is not said by it."""
    head, name = head_of_party(party), indonesian.flatten_name(party.name)
    if party.kind == PartnerKind.PERSON:
        return Addressee((head,), seat_in_address(party.address))
    return Addressee(
        named_once(head, name, party.kind),
        _seat_of(party),
        is_high=party.kind in _HIGH_KINDS or is_high_office(head),
    )


def head_of_party(partner: Party) -> str:
    """How a letter addresses this partner."""
    if partner.kind == PartnerKind.PERSON:
        return f"Sdr. {indonesian.flatten_name(partner.representative or partner.name)}"
    return indonesian.flatten_name(partner.representative_position) or "Pimpinan"


def _seat_of(party: Party) -> str:
    """Abroad the country: addresses there are written in too many ways."""
    if party.country and party.country != countries.INDONESIA:
        return countries.country_name_of(party.country)
    if party.is_foreign:
        return ""
    return seat_in_address(party.address)


def is_high_office(title: str) -> bool:
    """Whether a letter says "Bapak/Ibu" to whoever holds it."""
    return bool(_HIGH_OFFICE.match(title))


def named_once(head: str, name: str, kind: str = "") -> tuple[str, ...]:
    """The head, and below it the institution unless the head says it. What the one ends and the
    other begins with is written once: "Rektor Universitas", "Universitas Mulawarman".
    """
    if _says(head, name) or _says_region(head, name, kind) or _says_ministry(head, name):
        return (head,)
    said, told = _keys(head), _keys(name)
    for length in range(min(len(said), len(told)), 0, -1):
        if said[-length:] == told[:length]:
            return (" ".join((head, *name.split()[length:])),)
    return head, name


def _keys(text: str) -> list[str]:
    """The words as they are compared, one for each that is written."""
    return [re.sub(r"\W", "", word).casefold() for word in text.split()]


def _says(head: str, name: str) -> bool:
    """Whether the head holds the name, in full or by its abbreviation."""
    bare = re.sub(r"\([^)]*\)", "", name)
    words = [word for word in _keys(bare) if word not in _SMALL_WORDS]
    short = ["".join(word[:1] for word in words)] if len(words) > 2 else []
    known = [_keys(bare), short, *map(_keys, re.findall(r"\(([^)]*)\)", name))]
    return any(_holds(_keys(head), one) for one in known if one)


def _holds(words: list[str], part: list[str]) -> bool:
    starts = range(len(words) - len(part) + 1)
    return any(words[start : start + len(part)] == part for start in starts)


def _says_region(head: str, name: str, kind: str) -> bool:
    """ "Bupati Paser" says "Pemerintah Kabupaten Paser", "Wali Kota Suwon" its government."""
    is_region = kind in {PartnerKind.REGION, PartnerKind.FOREIGN_REGION}
    return is_region and _keys(head)[-1:] == _keys(name)[-1:]


def _says_ministry(head: str, name: str) -> bool:
    """ "Menteri Perhubungan" says "Kementerian Perhubungan"."""
    said, told = _keys(head), _keys(name)
    return told[:1] == ["kementerian"] and said[:1] == ["menteri"] and said[1:2] == told[1:2]


def _partners(letter: _Letter) -> list[Addressee]:
    """Each partner; room for the hand while none is chosen."""
    known = [addressee_of(party) for party in letter.agreement.partner_parties]
    return known or [Addressee((indonesian.BLANK,))]


def _governor(letter: _Letter, *more: str) -> list[Addressee]:
    region = letter.region
    return [Addressee((region.governor, *more), region.governor_seat, is_high=True)]


def _guests(letter: _Letter) -> list[Addressee]:
    invited = letter.meeting.guests if letter.meeting else []
    return [Addressee((guest,), is_high=is_high_office(guest)) for guest in invited]


def _at_our_seat(*lines: str, is_high: bool = False) -> Callable[[_Letter], list[Addressee]]:
    """Somebody of our region, whose names stand in the lines in braces."""

    def built(letter: _Letter) -> list[Addressee]:
        names = {
            "area": letter.area,
            "head": letter.region.head_title,
            "owner": indonesian.head_of(letter.agreement.owner.name),
        }
        told = tuple(line.format(**names) for line in lines)
        return [Addressee(told, letter.region.seat, is_high)]

    return built


def _in_the_capital(*lines: str) -> Callable[[_Letter], list[Addressee]]:
    return lambda letter: [Addressee(lines, CAPITAL, is_high=True)]


_HOME_MINISTER = "Menteri Dalam Negeri Republik Indonesia"
_BUILT: dict[Recipient, Callable[[_Letter], list[Addressee]]] = {
    Recipient.PARTNERS: _partners,
    Recipient.GOVERNOR: _governor,
    Recipient.GOVERNOR_FOR_GOVERNMENT: lambda letter: _governor(
        letter, "selaku Wakil Pemerintah Pusat"
    ),
    Recipient.HOME_MINISTER: _in_the_capital(_HOME_MINISTER),
    Recipient.HOME_MINISTER_BY_SECRETARY: _in_the_capital(
        _HOME_MINISTER, "u.p. Sekretaris Jenderal"
    ),
    Recipient.FOREIGN_MINISTER: _in_the_capital("Menteri Luar Negeri Republik Indonesia"),
    Recipient.DPRD: _at_our_seat("Pimpinan Dewan Perwakilan Rakyat Daerah", "{area}", is_high=True),
    Recipient.HEAD_FOR_INFORMATION: _at_our_seat("{head} (sebagai laporan)", is_high=True),
    Recipient.SECRETARY: _at_our_seat("Sekretaris Daerah {area}"),
    # The heads of perangkat daerah write to him, who stands above them.
    Recipient.CHAIR_OF_TEAM: _at_our_seat(
        "Sekretaris Daerah {area}", "selaku Ketua Tim Koordinasi Kerja Sama Daerah", is_high=True
    ),
    Recipient.ASSISTANT: _at_our_seat(
        "Asisten Sekretaris Daerah yang membidangi kerja sama daerah"
    ),
    Recipient.OWNER: _at_our_seat("{owner}"),
    Recipient.SECTION: _at_our_seat("Kepala Bagian Kerja Sama Sekretariat Daerah {area}"),
    Recipient.GUESTS: _guests,
}
