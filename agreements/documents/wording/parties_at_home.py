"""The two parties of a domestic paper: who signs, in which office, by what right and for whom."""

from datetime import date

from agreements.documents import signers
from agreements.documents.text import indonesian, titles
from agreements.documents.wording import clauses, naskah_facts
from agreements.models import Agreement
from agreements.regulations.document_codes import DocumentCode
from kerjasama.accounts.models import Office, RegionProfile


def head_of_partner(agreement: Agreement) -> str:
    """How a letter addresses the partner."""
    partner = agreement.partner
    if partner is None:
        return ""
    if partner.kind == "perseorangan":
        return f"Sdr. {indonesian.flatten_name(partner.representative or partner.name)}"
    return indonesian.flatten_name(partner.representative_position) or "Pimpinan"


def parties_of(agreement: Agreement, region: RegionProfile, kind: str, day: date) -> list[dict]:
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


def _theirs(partner) -> dict:
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


def _legal_basis(partner) -> str:
    """By what the partner's signer acts: what was typed, or else the deed and its ratification, or
    the founding rule.
    """
    if typed := indonesian.flatten_name(partner.legal_basis):
        return typed[12:] if typed.lower().startswith("berdasarkan ") else typed
    if not partner.deed_number:
        return indonesian.flatten_name(partner.founding_rule)
    notary = (
        " yang dibuat di hadapan Notaris"
        f" {' '.join(partner.deed_notary.split()).removeprefix('Notaris ')}"
        if partner.deed_notary
        else ""
    )
    of_day = f" tanggal {indonesian.short_date(partner.deed_date)}" if partner.deed_date else ""
    ratified = ""
    if partner.ratification_number:
        decision = indonesian.flatten_name(partner.ratification_number)
        ratified = (
            ", yang telah disahkan oleh Menteri yang membidangi hukum berdasarkan Keputusan Nomor"
            f" {decision}"
        )
        ratified += (
            f" tanggal {indonesian.short_date(partner.ratification_date)}"
            if partner.ratification_date
            else ""
        )
    return (
        f"Anggaran Dasar {indonesian.flatten_name(partner.name)}{notary} dengan Akta Nomor"
        f" {indonesian.flatten_name(partner.deed_number)}{of_day}{ratified}"
    )


def _proxy_basis(agreement: Agreement, region: RegionProfile) -> str:
    """The surat kuasa khusus by number and date, as the Lampiran has it in the komparisi."""
    proxy = signers.newest_paper_of_kind(agreement, DocumentCode.SURAT_KUASA)
    number, day = (
        (proxy.number, indonesian.short_date(date.fromisoformat(proxy.context["date"])))
        if proxy
        else (indonesian.BLANK, indonesian.BLANK)
    )
    return f"Surat Kuasa Khusus {region.head_title} Nomor {number} tanggal {day}"
