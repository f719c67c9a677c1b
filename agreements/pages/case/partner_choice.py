"""Choosing the mitra of a proposal: by name, or by its kind in everyday words."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import QueryDict
from django.urls import reverse

from agreements.models import Agreement
from agreements.models.candidate import candidates_to_choose
from kerjasama.parameters import primary_key_in
from partners.everyday import EverydayName, everyday_names_for
from partners.models import Partner

SHORTEST_NAME = 2
LONGEST_NAME = 200
MOST_SHOWN = 8


@dataclass(frozen=True)
class NewPartner:
    """A kind of mitra in everyday words, and where one of that kind is recorded."""

    everyday: EverydayName
    address: str


@dataclass(frozen=True)
class PartnerChoice:
    """What a proposer may choose from: the mitra of the case, those that were found, and a new
    one.
    """

    current: Partner | None
    candidates: list[Partner]
    asked: str
    is_just_recorded: bool
    new: list[NewPartner]
    elsewhere: list[EverydayName]
    new_address: str
    parties_address: str
    candidates_address: str
    chosen_among: int

    @property
    def keeps_current(self) -> bool:
        """Whether the mitra of the case stays chosen."""
        return self.current is not None and not self.is_just_recorded

    @property
    def says_none(self) -> bool:
        """Whether to say that no mitra is chosen yet."""
        return self.current is None and not self.is_just_recorded

    @property
    def is_chosen_at_once(self) -> bool:
        """Whether the only candidate is the one that was just recorded."""
        return len(self.candidates) == 1 and not self.asked

    @property
    def found_nothing(self) -> bool:
        """Whether a name was asked for that nobody has."""
        return bool(self.asked) and not self.candidates


def partner_choice_for(agreement: Agreement, asked: QueryDict) -> PartnerChoice:
    """What the proposer of this case may choose, by what was asked."""
    words = asked.get("q", "")
    names = everyday_names_for(words)
    kinds = agreement.track.partner_kinds
    new = [
        NewPartner(one, address_of_new(agreement, words, one.kind))
        for one in names
        if one.kind in kinds
    ]
    return PartnerChoice(
        current=agreement.partner,
        candidates=candidates_for(agreement, asked),
        asked=words,
        is_just_recorded=bool(asked.get("mitra")),
        new=new,
        elsewhere=[] if new else names,
        new_address=address_of_new(agreement, words),
        parties_address=_address_of_parties(agreement),
        candidates_address=_address_of_candidates(agreement),
        chosen_among=len(candidates_to_choose(agreement)),
    )


def _address_of_parties(agreement: Agreement) -> str:
    """Where further partners are added, once there is a first one; a change has those of the naskah
    above it.
    """
    if agreement.partner is None or agreement.track.changes:
        return ""
    return reverse("pihak", args=[agreement.pk])


def _address_of_candidates(agreement: Agreement) -> str:
    """Where candidates are listed, where the law knows a choice among several."""
    if agreement.track.choice_of_mitra is None:
        return ""
    return reverse("banding-calon", args=[agreement.pk])


def candidates_for(agreement: Agreement, asked: QueryDict) -> list[Partner]:
    """Partners of the right kind for the track: the one just recorded, or those whose name is like
    what was asked for.
    """
    rows = Partner.objects.listed().filter(kind__in=agreement.track.partner_kinds)
    if chosen := asked.get("mitra", ""):
        return list(rows.filter(pk=primary_key_in(chosen)))
    words = asked.get("q", "").replace("\0", "").strip()[:LONGEST_NAME]
    if len(words) < SHORTEST_NAME:
        return []
    return list(rows.search(words)[:MOST_SHOWN])


def address_of_new(agreement: Agreement, name: str, kind: str = "", back: str = "") -> str:
    """Where a mitra is recorded, of this kind or of any that the track knows, on the way back to
    this step or to another page that asks for one.
    """
    back = back or reverse("ubah", args=[agreement.pk, "pokok"])
    asked = {"kembali": back, "jenis": kind or ",".join(agreement.track.partner_kinds)}
    if name:
        asked["nama"] = name
    return f"{reverse('mitra-baru')}?{urlencode(asked, quote_via=quote, safe='/,')}"
