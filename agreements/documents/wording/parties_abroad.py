"""The sides of a cooperation abroad: their names, offices and emblems in Indonesian and
English.
"""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from agreements.documents import signers
from agreements.documents.text import english, indonesian, scripts, titles
from agreements.models import Agreement, Party, Signatory
from agreements.regulations.document_codes import DocumentCode
from kerjasama.accounts.models import Office, RegionProfile
from kerjasama.reference import countries
from kerjasama.reference.english import country_in_english


class NativeName(NamedTuple):
    """A name in its own script; `language` and `direction` are attributes of HTML."""

    name: str
    language: str
    direction: str


class Side(NamedTuple):
    """One party as a naskah in two languages names it; `state` stands under its emblem, or in its
    room where none was read.
    """

    name: str
    name_en: str
    native: NativeName | None
    signer: str
    office: str
    office_en: str
    state: str = ""
    state_en: str = ""
    emblem: str = ""


def sides_of(
    agreement: Agreement, day: date | None = None, kind: str = DocumentCode.NASKAH_KERJA_SAMA
) -> tuple[Side, ...]:
    """We first, then the partners as they sign this naskah; whoever holds our office on that day,
    or today, signs for us.
    """
    ours = _ours(RegionProfile.current(), day or timezone.localdate())
    signs = signers.signatories_of_paper(agreement, kind)
    theirs = [_theirs(party, signs.get(party.pk)) for party in agreement.partner_parties]
    return (ours, *(theirs or [_theirs(None)]))


def parties_with_emblems(
    agreement: Agreement,
    region: RegionProfile,
    day: date,
    kind: str = DocumentCode.NASKAH_KERJA_SAMA,
) -> tuple[Side, ...]:
    """The sides with their emblems, for the papers that print them."""
    ours, *theirs = sides_of(agreement, day, kind)
    emblems = [party.logo_data_uri for party in agreement.partner_parties] or [""]
    return (
        ours._replace(emblem=region.state_emblem_uri),
        *[side._replace(emblem=emblem) for side, emblem in zip(theirs, emblems, strict=True)],
    )


def named_first(sides: tuple[Side, ...], first: int) -> tuple[Side, ...]:
    """The sides as the copy for the `first` of them names them: it before the others (alternat)."""
    return (sides[first], *sides[:first], *sides[first + 1 :])


def _ours(region: RegionProfile, day: date) -> Side:
    head = signers.signer_for_office(Office.HEAD, region, day)
    return Side(
        f"{region.name}, Republik Indonesia",
        f"{english.government_in_english(region.name)}, the Republic of Indonesia",
        None,
        titles.without_titles(head.name),
        head.capacity,
        english.head_title_in_english(f"{head.prefix}{head.title}"),
        "Republik Indonesia",
        "Republic of Indonesia",
    )


def _theirs(partner: Party | None, signatory: Signatory | None = None) -> Side:
    blank = indonesian.BLANK
    if partner is None:
        return Side(blank, blank, None, signer="", office=blank, office_en=blank)
    signer, office, office_en = _signer_of(partner, signatory)
    return Side(
        _in_country(
            indonesian.flatten_name(partner.name), countries.country_name_of(partner.country)
        ),
        _in_country(
            indonesian.flatten_name(partner.name_en or partner.name),
            country_in_english(partner.country),
        ),
        native_name_of(partner),
        titles.without_titles(signer, abroad=True),
        office or blank,
        office_en or office or blank,
    )


def _signer_of(partner: Party, signatory: Signatory | None) -> tuple[str, str, str]:
    """Name, office, and office in English of who signs for the partner."""
    told = (
        partner.representative,
        partner.representative_position,
        partner.representative_position_en,
    )
    if signatory is not None:
        told = (signatory.name, signatory.office, signatory.office_en)
    name, office, office_en = told
    return name, indonesian.flatten_name(office), indonesian.flatten_name(office_en)


def _in_country(name: str, where: str) -> str:
    """The name with its country, unless it names one after a comma itself."""
    if not where or "," in name:
        return name
    return f"{name}, {where}"


def native_name_of(partner: Party) -> NativeName | None:
    """The partner's name in its own script; None when it has none."""
    name = partner.native_name.strip()
    if not name:
        return None
    return NativeName(name, scripts.language_of(name, partner.country), scripts.direction_of(name))


def units_of(agreement: Agreement, conjunction: str = "dan") -> str:
    """The OPD that carry it out; their names stay Indonesian."""
    units = (agreement.owner, *agreement.supporters.all())
    return join_names_with([indonesian.flatten_name(unit.name) for unit in units], conjunction)


def join_names_with(names: list[str], conjunction: str) -> str:
    """ "a, b, dan c"; "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    before = ", ".join(names[:-1])
    if len(names) > 2 and conjunction == "dan":
        before += ","
    return f"{before} {conjunction} {names[-1]}"
