"""The parties of a domestic paper: who signs, in which office, by what right and for whom."""

import re
from dataclasses import dataclass, replace
from datetime import date

from agreements.documents import signers
from agreements.documents.text import indonesian, titles
from agreements.documents.wording import naskah_facts
from agreements.models import Agreement, Party, Signatory
from agreements.regulations.document_codes import DocumentCode
from kerjasama.accounts.models import Office, RegionProfile
from partners.kinds import PartnerKind


@dataclass(frozen=True)
class NamedParty:
    """One party as a komparisi names it: what it is `called`, who signs, in which `capacity`,
    standing in for which office, by which `basis` and on whose `behalf`; `through` is the OPD that
    the title names below it.
    """

    called: str = ""
    is_region: bool = False
    name: str = ""
    signer: str = ""
    capacity: str = ""
    stands_in: str = ""
    seat: str = ""
    basis: str = ""
    behalf: str = ""
    logo: str = ""
    through: str = ""


def parties_of(
    agreement: Agreement, region: RegionProfile, kind: str, day: date
) -> list[NamedParty]:
    """Each party as this paper names it, from PIHAK KESATU on."""
    named: list[NamedParty] = []
    signs = signers.signatories_of_paper(agreement, kind)
    for called, party in naskah_facts.calls_of_parties(agreement):
        if party is not None and party.is_region:
            row = _ours(agreement, region, kind, day)
            if agreement.setup_of(kind).names_unit:
                row = replace(row, through=indonesian.flatten_name(agreement.owner.name))
        else:
            row = _theirs(party)
        if party is not None and party.pk in signs:
            row = _signed_by(row, signs[party.pk])
        named.append(replace(row, called=called))
    return named


def _signed_by(party: NamedParty, signatory: Signatory) -> NamedParty:
    """The party with who signs this naskah for it, by his own right where one is told."""
    basis = indonesian.add_number_and_day(
        indonesian.flatten_name(signatory.basis), signatory.basis_number, signatory.basis_date
    )
    return replace(
        party,
        signer=titles.without_titles(signatory.name),
        capacity=indonesian.flatten_name(signatory.office),
        stands_in="",
        basis=basis or party.basis,
    )


def _ours(agreement: Agreement, region: RegionProfile, kind: str, day: date) -> NamedParty:
    ours = _head_of(region, day)
    if signers.is_by_proxy(kind, agreement):
        ours = replace(
            ours,
            signer=titles.without_titles(agreement.kuasa_nama),
            capacity=agreement.kuasa_jabatan,
            stands_in="",
            basis=_proxy_basis(agreement, region),
        )
    return ours


def _head_of(region: RegionProfile, day: date) -> NamedParty:
    head = signers.signer_for_office(Office.HEAD, region, day)
    stands_in = ""
    if head.prefix:
        stands_in = f"{head.prefix}{head.title}"
    return NamedParty(
        is_region=True,
        name=region.name,
        signer=titles.without_titles(head.name),
        capacity=head.capacity,
        stands_in=stands_in,
        seat=_seat_of(region),
        basis=head.basis,
        behalf=region.name,
        logo=region.emblem_uri,
    )


def _seat_of(region: RegionProfile) -> str:
    """The place and its address, which does not name the place again at its end."""
    address = naskah_facts.one_line(region.address).removesuffix(f", {region.seat}")
    return ", ".join(filter(None, (region.seat, address)))


def _theirs(partner: Party | None) -> NamedParty:
    if partner is None:
        return NamedParty()
    name = indonesian.flatten_name(partner.name)
    signer = partner.representative
    capacity = indonesian.flatten_name(partner.representative_position)
    behalf = name
    if partner.kind == PartnerKind.PERSON:
        signer = signer or partner.name
        capacity = capacity or "Perseorangan"
        behalf = "diri sendiri"
    return NamedParty(
        name=name,
        signer=titles.without_titles(signer),
        capacity=capacity,
        seat=naskah_facts.one_line(partner.address),
        basis=_legal_basis(partner),
        behalf=behalf,
        logo=partner.logo_data_uri,
    )


def _legal_basis(partner: Party) -> str:
    """By what the partner's signer acts: what was typed, or else the deed and its ratification, or
    the founding rule.
    """
    if typed := indonesian.flatten_name(partner.legal_basis):
        return re.sub("^berdasarkan ", "", typed, flags=re.IGNORECASE)
    if not partner.deed_number:
        return indonesian.flatten_name(partner.founding_rule)
    return f"{_deed_of(partner)}{_ratification_of(partner)}"


def _deed_of(partner: Party) -> str:
    """The statutes by their deed, the notary where he is known."""
    statutes = f"Anggaran Dasar {indonesian.flatten_name(partner.name)}"
    if partner.deed_notary:
        notary = " ".join(partner.deed_notary.split()).removeprefix("Notaris ")
        statutes += f" yang dibuat di hadapan Notaris {notary}"
    number = indonesian.flatten_name(partner.deed_number)
    return indonesian.add_number_and_day(f"{statutes} dengan Akta", number, partner.deed_date)


def _ratification_of(partner: Party) -> str:
    if not partner.ratification_number:
        return ""
    return indonesian.add_number_and_day(
        ", yang telah disahkan oleh Menteri yang membidangi hukum berdasarkan Keputusan",
        indonesian.flatten_name(partner.ratification_number),
        partner.ratification_date,
    )


def _proxy_basis(agreement: Agreement, region: RegionProfile) -> str:
    """The surat kuasa khusus by number and date, as the Lampiran has it in the komparisi."""
    proxy = signers.newest_paper_of_kind(agreement, DocumentCode.SURAT_KUASA)
    name = f"Surat Kuasa Khusus {region.head_title}"
    if proxy is None:
        return f"{name} Nomor {indonesian.BLANK} tanggal {indonesian.BLANK}"
    day = indonesian.short_date(signers.day_of(proxy))
    return f"{name} Nomor {proxy.number} tanggal {day}"
