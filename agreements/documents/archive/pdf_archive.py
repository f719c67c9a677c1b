"""What makes a final fit for the archive: PDF/A-3, tagged, with the agreement as JSON inside it."""

import json
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from agreements.documents import signers, store
from agreements.documents.archive import signed_facts
from agreements.documents.kinds import KINDS
from agreements.documents.text import indonesian
from agreements.documents.wording import outside_texts, versions
from agreements.models import (
    Agreement,
    Document,
    DraftVersion,
    LetterPaper,
    NumberSeries,
    Party,
    PartySigning,
)
from agreements.models.payment import payments_of
from agreements.models.term import NaskahTerm
from kerjasama.accounts.models import RegionProfile
from kerjasama.writing.money import Money

VARIANT = "pdf/a-3a"  # conformance level A: tagged, all text in Unicode, fonts embedded
OURS = "pemerintah daerah"
SCHEMA = "kerja-sama/3"
TYPED = ("maksud_tujuan", "objek", "lokasi", "ruang_lingkup", "pembiayaan")


def archive_options(document: Document | LetterPaper, facts: dict[str, Any]) -> dict[str, Any]:
    """How WeasyPrint is to write a final that carries these facts."""
    from weasyprint import Attachment

    from .claims import finisher_of

    attached = Attachment(
        string=json.dumps(facts, ensure_ascii=False, indent=1),
        name="kerja-sama.json",
        description="Data kerja sama yang dapat dibaca mesin",
        relationship="Data",
        created=document.requested_at,
        modified=document.requested_at,
    )
    return {
        "pdf_variant": VARIANT,
        "attachments": [attached, *_original_of(document, facts), *_naskah_of(document, facts)],
        "finisher": finisher_of(document),
    }


def _original_of(document: Document | LetterPaper, facts: dict[str, Any]) -> list[Any]:
    """The file that a naskah from outside is printed from, as it came."""
    from weasyprint import Attachment

    told = facts.get("naskah_luar")
    if told is None:
        return []
    original = Attachment(
        string=store.read_stored(told["sha256"]),
        name="naskah-dari-luar.pdf",
        description="Berkas asli naskah dari luar, sebagaimana diterima",
        relationship="Source",
        created=document.requested_at,
        modified=document.requested_at,
    )
    return [original]


def _naskah_of(document: Document | LetterPaper, facts: dict[str, Any]) -> list[Any]:
    """The sealed file of the naskah of whose signing a sheet tells."""
    from weasyprint import Attachment

    told = facts.get("penandatanganan")
    if told is None or told["naskah"] is None:
        return []
    naskah = Attachment(
        string=store.read_stored(told["naskah"]["sha256"]),
        name=told["naskah"]["nama"],
        description=f"Naskah, {told['naskah']['keadaan']}",
        relationship="Source",
        created=document.requested_at,
        modified=document.requested_at,
    )
    return [naskah]


def plain_options() -> dict[str, Any]:
    """How a page is written that is never archived: tagged as finals are, claiming nothing."""
    from .tagging import complete_tags  # slow to import, and only the worker needs it

    return {"pdf_tags": True, "finisher": complete_tags}


def facts_of_document(document: Document) -> dict[str, Any]:
    """The agreement as it stood when the paper was made (docs/schemas/kerja-sama-3.json). A sheet
    made after the signing tells of its naskah, and of how that was signed.
    """
    naskah = signed_facts.naskah_of_sheet(document)
    if naskah is None:
        return _facts_of_final(document)
    return _facts_of_final(naskah) | {
        "penandatanganan": signed_facts.signing_told(naskah, document)
    }


def _facts_of_final(document: Document) -> dict[str, Any]:
    agreement, version = document.agreement, versions.printed_version_of(document)
    series = _series_of(document)
    return {
        "skema": SCHEMA,
        "dokumen": {
            "jenis": document.kind,
            "nama": KINDS[document.kind].title,
            "nomor": document.number,
            "tanggal": document.context["date"],
            "revisi": document.revision,
            "kode_verifikasi": document.token,
            "klasifikasi_arsip": series.classification if series else "",
            "retensi": _retention_of(series),
            "ditandatangani_para_pihak": document.kind in agreement.track.signings,
        },
        "kerja_sama": _content(agreement, document.kind) | _days_of(document),
        "pihak": _parties(document),
        "pasal": _articles(document, version),
        "kewajiban": _duties(agreement),
        **_tree_of(version),
        **outside_texts.facts_of_outside(document),
        "sidik_isi": document.content_hash,
    }


def _tree_of(version: DraftVersion | None) -> dict[str, Any]:
    """The text as blocks with their ids (docs/schemas/naskah-1.json), where it has a tree."""
    if version is None or version.tree is None:
        return {}
    return {"naskah": version.tree}


def _series_of(document: Document) -> NumberSeries | None:
    number = document.numbers.select_related("series").first()
    return number.series if number else None


def _retention_of(series: NumberSeries | None) -> dict[str, Any] | None:
    """How long such papers are kept, where the office set it for the series of its number."""
    if series is None or not series.fate:
        return None
    return {
        "aktif_tahun": series.active_years,
        "inaktif_tahun": series.inactive_years,
        "nasib_akhir": series.fate,
    }


def _articles(document: Document, version: DraftVersion | None) -> list[dict[str, str]]:
    """Each Pasal, by the id of its part where its text is kept as a version."""
    texts = versions.texts_of_paper(document)
    parts = [part for part, *_ in version.texts] if version else []
    if len(parts) != len(texts):
        parts = [f"pasal-{place}" for place in range(1, len(texts) + 1)]
    return [
        {"id": part, "judul": title, "isi": text}
        for part, (title, text) in zip(parts, texts, strict=True)
    ]


def _duties(agreement: Agreement) -> list[dict[str, Any]]:
    """What the parties owe each other by the naskah, as far as it is recorded."""
    rows = agreement.agreed_duties.filter(void=False).select_related("bearer", "receiver")
    return [
        {
            "id": row.pk,
            "dasar": row.basis,
            "uraian": row.due_text,
            "ditanggung": row.due_party,
            "pihak": row.bearer and row.bearer.position,
            "kepada": row.receiver and row.receiver.position,
            "jatuh_tempo": row.due_when,
        }
        for row in rows
    ]


def _parent_of(agreement: Agreement) -> dict[str, Any] | None:
    above = agreement.parent
    if above is None:
        return None
    return {"id": above.pk, "judul": above.title, "nomor": above.naskah_number}


def _last_day_of(agreement: Agreement, term: NaskahTerm, begins: date) -> date | None:
    """When it ends, where that is known on the day of the paper."""
    if agreement.expires_on or term.until:
        return agreement.expires_on or term.until
    if not term.months:
        return None
    return begins + relativedelta(months=term.months, days=-1)


def _days_of(document: Document) -> dict[str, str | bool | None]:
    """The days of beginning and of the end, as they stand when the paper is made; that of the
    signing only where that is recorded, which is mostly after the paper is made.
    """
    signing = signed_facts.signing_of(document.agreement, document.kind)
    agreement, day = document.agreement, signers.day_of(document)
    term = agreement.term_of(document.kind)
    begins = agreement.effective_on or term.begins_on or day
    last = _last_day_of(agreement, term, begins)
    return {
        "penandatanganan_tercatat": signing is not None,
        "ditandatangani_pada": _iso(signing.decided_on if signing else None),
        "berlaku_sejak": begins.isoformat(),
        "berlaku_sampai": _iso(last),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _content(agreement: Agreement, kind: str) -> dict[str, Any]:
    value = None
    if agreement.nilai is not None:
        value = str(agreement.nilai)
    return {
        "id": agreement.pk,
        "judul": agreement.title,
        "bentuk": agreement.track.family.form,
        "induk": _parent_of(agreement),
        "jalur": agreement.track_code,
        "versi_jalur": agreement.track_version,
        "tahap": agreement.stage_code,
        "urusan": [
            {"kode": code, "nama": name}
            for code, name in zip(agreement.urusan, agreement.urusan_names, strict=True)
        ],
        "perangkat_daerah": agreement.owner.name,
        "jangka_waktu_bulan": agreement.jangka_waktu_bulan,
        "jangka_waktu": _term_of(agreement.term_of(kind)),
        "nilai_rupiah": value,
        "nilai": _worth_of(agreement),
        "nilai_tertulis": agreement.nilai_tertulis,
        **_payments_of(agreement),
        "indikator": [
            {
                "nama": row.name,
                "satuan": row.unit,
                "awal": str(row.baseline),
                "target": str(row.target),
            }
            for row in agreement.indicators.all()
        ],
        **{field: getattr(agreement, field) for field in TYPED},
    }


def _term_of(term: NaskahTerm) -> dict[str, Any]:
    """What the naskah says of its term; months only where they count."""
    return {
        "mulai": str(term.begins),
        "mulai_pada": term.begins_on and term.begins_on.isoformat(),
        "peristiwa": term.event,
        "akhir": str(term.ends),
        "bulan": term.months or None,
        "sampai": term.until and term.until.isoformat(),
        "diperpanjang_otomatis": term.renews,
        "pemberitahuan_bulan": term.notice_months,
        "ditinjau_pada": term.review_on and term.review_on.isoformat(),
    }


def _worth_of(agreement: Agreement) -> dict[str, Any] | None:
    """The sum in its own currency, with its rate in rupiah; None where no sum is stated."""
    worth = agreement.worth
    if worth is None:
        return None
    return {
        "jumlah": str(worth.money.rounded.amount),
        "mata_uang": worth.money.currency,
        "kurs_rupiah": worth.rate and str(worth.rate),
        "kurs_pada": worth.rate_day and worth.rate_day.isoformat(),
        "arah": agreement.arah_nilai,
        "bentuk": agreement.bentuk_nilai,
        "hasil_daerah": agreement.hasil_daerah,
    }


def _payments_of(agreement: Agreement) -> dict[str, list[dict[str, Any]]]:
    """Who pays whom by the places of the parties; nothing where the value itself says it."""
    rows = [
        {
            "dari": row.payer.position,
            "kepada": row.payee.position,
            "bentuk": row.form,
            "jumlah": None
            if row.amount is None
            else str(Money(row.amount, agreement.mata_uang).rounded.amount),
        }
        for row in payments_of(agreement)
    ]
    return {"pembayaran": rows} if rows else {}


def _parties(document: Document) -> list[dict[str, Any]]:
    """Each party in its order: its number, who signs for it as the paper prints it, and the day and
    the place of its signature where it has its own.
    """
    agreement, kind = document.agreement, document.kind
    ours = {"nama": RegionProfile.current().name, "jenis": OURS, "negara": "ID"}
    own = PartySigning.objects.of_naskah(agreement, kind)
    given = signed_facts.numbers_of_partners(agreement, kind)
    told: list[dict[str, Any]] = []
    for party in agreement.parties.select_related("partner"):
        said: dict[str, Any] = {
            "nama": party.name,
            "jenis": party.kind,
            "negara": party.country or "ID",
        }
        if party.is_region:
            said = dict(ours)
        region_code = party.partner.region_code if party.partner else ""
        said |= {
            "urutan": party.position,
            "sebutan": indonesian.party_called(party.position),
            "nomor": document.number
            if party.is_region
            else party.number or given.get(party.pk, ""),
            "kode_wilayah": region_code,
            "penanda_tangan": signer_of(document, party),
        }
        if row := own.get(party.pk):
            said |= {"ditandatangani_pada": row.day.isoformat(), "ditandatangani_di": row.place}
        told.append(said)
    return told


def signer_of(document: Document, party: Party) -> dict[str, str]:
    """Who signs for the party, by name and office."""
    agreement, kind = document.agreement, document.kind
    named = signers.signatories_of_paper(agreement, kind).get(party.pk)
    if named:
        return {"nama": named.name, "jabatan": named.office}
    if not party.is_region:
        return {"nama": party.representative, "jabatan": party.representative_position}
    if signers.is_by_proxy(kind, agreement):
        return {"nama": agreement.kuasa_nama, "jabatan": agreement.kuasa_jabatan}
    day = signers.day_of(document)
    own = signers.signer_of_paper(kind, agreement, RegionProfile.current(), day)
    return {"nama": own.name, "jabatan": own.capacity}
