"""The two parties of a domestic paper: who signs, in which office, by what right and for whom."""

from datetime import date

from agreements.documents import signers
from agreements.documents.text import indonesian, titles
from agreements.documents.wording import clauses, naskah_facts
from agreements.models import Agreement
from agreements.regulations.document_codes import DocumentCode
from kerjasama.accounts.models import Office, RegionProfile
from partners.models import Partner


def head_of_partner(agreement: Agreement) -> str:
    """How a letter addresses the partner."""
    partner = agreement.partner
    if partner is None:
        return ""
    if partner.kind == "perseorangan":
        return f"Sdr. {indonesian.flatten_name(partner.representative or partner.name)}"
    return indonesian.flatten_name(partner.representative_position) or "Pimpinan"


def parties_of(
    agreement: Agreement, region: RegionProfile, kind: str, day: date
) -> list[dict[str, str]]:
    """PIHAK KESATU and KEDUA: the region first, but in a Nota Kesepakatan the ministry (P22
    Lampiran).
    """
    head = signers.signer_for_office(Office.HEAD, region, day)
    ours = {
        "name": region.name,
        "signer": titles.without_titles(head.name),
        "capacity": head.capacity,
        "stands_in": f"{head.prefix}{head.title}" if head.prefix else "",
        "seat": ", ".join(
            part
            for part in (
                region.seat,
                naskah_facts.one_line(region.address).removesuffix(f", {region.seat}"),
            )
            if part
        ),
        "basis": head.basis,
        "behalf": region.name,
        "logo": region.emblem_uri,
    }
    if signers.is_by_proxy(kind, agreement):
        ours |= {
            "signer": titles.without_titles(agreement.kuasa_nama),
            "capacity": agreement.kuasa_jabatan,
            "stands_in": "",
            "basis": _proxy_basis(agreement, region),
        }
    theirs = _theirs(agreement.partner)
    return [theirs, ours] if clauses.names_partner_first(agreement, kind) else [ours, theirs]


def _theirs(partner: Partner | None) -> dict[str, str]:
    if partner is None:
        return dict.fromkeys(("name", "signer", "capacity", "seat", "basis", "behalf", "logo"), "")
    alone = partner.kind == "perseorangan"
    return {
        "name": indonesian.flatten_name(partner.name),
        "signer": titles.without_titles(partner.representative or (partner.name if alone else "")),
        "capacity": (
            indonesian.flatten_name(partner.representative_position)
            or ("Perseorangan" if alone else "")
        ),
        "seat": naskah_facts.one_line(partner.address),
        "basis": _legal_basis(partner),
        "behalf": "diri sendiri" if alone else indonesian.flatten_name(partner.name),
        "logo": partner.logo_data_uri,
    }


def _legal_basis(partner: Partner) -> str:
    """By what the partner's signer acts: what was typed, or else the deed and its ratification, or
    the founding rule.
    """
    if typed := indonesian.flatten_name(partner.legal_basis):
        return typed[12:] if typed.lower().startswith("berdasarkan ") else typed
    if not partner.deed_number:
        return indonesian.flatten_name(partner.founding_rule)
    return f"{_deed_of(partner)}{_ratification_of(partner)}"


def _deed_of(partner: Partner) -> str:
    """The statutes by their deed, the notary where he is known."""
    statutes = f"Anggaran Dasar {indonesian.flatten_name(partner.name)}"
    if partner.deed_notary:
        notary = " ".join(partner.deed_notary.split()).removeprefix("Notaris ")
        statutes += f" yang dibuat di hadapan Notaris {notary}"
    number = indonesian.flatten_name(partner.deed_number)
    return indonesian.add_number_and_day(f"{statutes} dengan Akta", number, partner.deed_date)


def _ratification_of(partner: Partner) -> str:
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
    day = indonesian.short_date(date.fromisoformat(proxy.context["date"]))
    return f"{name} Nomor {proxy.number} tanggal {day}"
