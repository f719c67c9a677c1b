"""What the papers around a signing print: the rundown of the day, and the handing over of an
original.
"""

from dataclasses import dataclass
from datetime import time
from typing import Any, NamedTuple

from django.utils import timezone

from agreements.documents import signers
from agreements.documents.kinds import KINDS
from agreements.documents.pages import tables
from agreements.documents.text import indonesian
from agreements.documents.wording.addressees import head_of_party
from agreements.documents.wording.signing_days import own_days_of_parties
from agreements.models import Action, Original, OriginalMove, Party, Signatory, Signing
from agreements.models.original import UNKNOWN_PLACE
from kerjasama.accounts.models import RegionProfile, Role, User

from .paper_words import OrderedPaper, PaperWords
from .party_words import words_of_parties


class RundownPoint(NamedTuple):
    """A point of the day: from when to when, what happens and who does it."""

    at: str
    what: str
    who: str


class PartnerAtSigning(NamedTuple):
    """Who signs for a partner."""

    name: str
    representative: str
    office: str


@dataclass(frozen=True)
class RundownWords(PaperWords):
    """The rundown of a signing; `turns` are those from desk to desk, where it has no day of its
    own.
    """

    signing: Signing
    naskah: str
    day: str
    hours: str
    copies: str
    rundown: list[RundownPoint]
    turns: list[dict[str, Any]]
    all_named: str
    partners: list[PartnerAtSigning]


class HandoverParty(NamedTuple):
    """Who gives or receives an original; `key` says what stands beside the office."""

    name: str
    key: str
    office: str


@dataclass(frozen=True)
class HandoverWords(PaperWords):
    """The minutes of handing over an original."""

    move: OriginalMove
    original: Original
    parties: tuple[HandoverParty, HandoverParty]
    opening: str
    lent: bool
    returned: bool
    back_by: str
    naskah: str
    naskah_number: str
    signed_on: str
    own_days: list[tuple[str, str]]
    place: str
    region_name: str


def of_rundown(paper: OrderedPaper) -> RundownWords:
    """The rundown as the signing has it now."""
    signing = Signing.objects.get(pk=paper.document.context["signing"])
    named = signers.signatories_of_paper(paper.agreement, signing.kind)
    weekday = indonesian.WEEKDAYS[signing.day.weekday()]
    return RundownWords(
        signing=signing,
        naskah=KINDS[signing.kind].title,
        day=f"{weekday}, {indonesian.short_date(signing.day)}",
        hours=_hours_of(signing),
        copies=indonesian.number_in_words(signing.number_of_originals),
        rundown=_points_of(signing),
        turns=signing.desks,
        all_named=words_of_parties(paper).all_named,
        partners=[
            _partner_at_signing(party, named.get(party.pk))
            for party in paper.agreement.partner_parties
        ],
    )


def _partner_at_signing(party: Party, named: Signatory | None) -> PartnerAtSigning:
    name = indonesian.flatten_name(party.name)
    if named:
        return PartnerAtSigning(name, named.name, indonesian.flatten_name(named.office))
    return PartnerAtSigning(name, party.representative, head_of_party(party))


def _hours_of(signing: Signing) -> str:
    if not signing.hours:
        return ""
    return signing.hours.replace("–", " sampai dengan ") + f" {timezone.localtime():%Z}"


def _points_of(signing: Signing) -> list[RundownPoint]:
    """Each point from its hour to that of the next."""
    begins = [time.fromisoformat(row["at"]) for row in signing.rundown]
    ends = [*begins, signing.ends][1:]
    return [
        RundownPoint(_span(begin, end), row["what"], row["who"])
        for row, begin, end in zip(signing.rundown, begins, ends, strict=True)
    ]


def _span(begin: time, end: time | None) -> str:
    if end is None or end <= begin:
        return f"{begin:%H.%M}"
    return f"{begin:%H.%M}–{end:%H.%M}"


def of_handover(paper: OrderedPaper) -> HandoverWords:
    """Who gives stands first; of a return that is whoever brings it back."""
    moves = OriginalMove.objects.select_related("original", "by")
    move = moves.get(pk=paper.document.context["move"])
    original, agreement = move.original, paper.agreement
    parties = (_our_bearer(move, paper.region), _other_bearer(move))
    if move.action == Action.RETURNED:
        parties = parties[::-1]
    place = move.to_place
    if place == UNKNOWN_PLACE:
        place = ""
    signing = agreement.track.signings[original.kind]
    return HandoverWords(
        move=move,
        original=original,
        parties=parties,
        opening=indonesian.date_in_words(move.day),
        lent=move.action == Action.LENT,
        returned=move.action == Action.RETURNED,
        back_by=indonesian.day_if_known(move.due_on),
        naskah=KINDS[original.kind].title,
        naskah_number=signers.newest_number_of_kind(agreement, original.kind),
        signed_on=tables.recorded_day_of(paper.outcomes.get(signing)),
        own_days=own_days_of_parties(agreement, original.kind),
        place=place,
        region_name=paper.region.name,
    )


def _our_bearer(move: OriginalMove, region: RegionProfile) -> HandoverParty:
    area = indonesian.area_of_government(region.name)
    office = f"{_position(move.by)} pada Sekretariat Daerah {area}"
    return HandoverParty(str(move.by), "Jabatan", office)


def _other_bearer(move: OriginalMove) -> HandoverParty:
    """An original is handed to a person in office, and lent to an institution."""
    if move.action == Action.HANDED:
        return HandoverParty(move.person, "Jabatan", move.office)
    return HandoverParty(move.person, "Instansi", move.office)


def _position(user: User) -> str:
    if Role.SECTION_HEAD in user.roles:
        return "Kepala Bagian Kerja Sama"
    return "Verifikator Bagian Kerja Sama"
