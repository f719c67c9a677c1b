"""What makes a final fit for the archive: PDF/A-3, tagged, with the agreement as JSON inside it."""

import json
from typing import Any

from agreements.documents.kinds import KINDS
from agreements.documents.wording import versions
from agreements.models import Agreement, Document, PartySigning
from agreements.models.payment import payments_of
from agreements.models.term import NaskahTerm
from kerjasama.accounts.models import RegionProfile
from kerjasama.writing.money import Money

VARIANT = "pdf/a-3a"  # conformance level A: tagged, all text in Unicode, fonts embedded
TYPED = ("maksud_tujuan", "objek", "lokasi", "ruang_lingkup", "pembiayaan")


def options_of(document: Document) -> dict[str, Any]:
    """How WeasyPrint is to write the paper; a draft stays a plain PDF, for it is never archived."""
    if document.draft:
        return plain_options()
    from weasyprint import Attachment

    from .claims import finisher_of

    facts = Attachment(
        string=json.dumps(facts_of_document(document), ensure_ascii=False, indent=1),
        name="kerja-sama.json",
        description="Data kerja sama yang dapat dibaca mesin",
        relationship="Data",
        created=document.requested_at,
        modified=document.requested_at,
    )
    return {
        "pdf_variant": VARIANT,
        "attachments": [facts],
        "finisher": finisher_of(document),
    }


def plain_options() -> dict[str, Any]:
    """How a page is written that is never archived: tagged as finals are, claiming nothing."""
    from .tagging import complete_tags  # slow to import, and only the worker needs it

    return {"pdf_tags": True, "finisher": complete_tags}


def facts_of_document(document: Document) -> dict[str, Any]:
    """The agreement as it stood when the paper was made; who signs it stands in the paper alone."""
    agreement = document.agreement
    return {
        "skema": "kerja-sama/1",
        "dokumen": {
            "jenis": document.kind,
            "nama": KINDS[document.kind].title,
            "nomor": document.number,
            "tanggal": document.context["date"],
            "revisi": document.revision,
        },
        "kerja_sama": _content(agreement, document.kind),
        "pihak": _parties(agreement, document.kind),
        "pasal": [
            {"judul": title, "isi": text} for title, text in versions.texts_of_paper(document)
        ],
        **_tree_of(document),
        "sidik_isi": document.content_hash,
    }


def _tree_of(document: Document) -> dict[str, Any]:
    """The text as blocks with their ids (docs/schemas/naskah-1.json), where it has a tree."""
    version = versions.printed_version_of(document)
    if version is None or version.tree is None:
        return {}
    return {"naskah": version.tree}


def _content(agreement: Agreement, kind: str) -> dict[str, Any]:
    value = None
    if agreement.nilai is not None:
        value = str(agreement.nilai)
    return {
        "judul": agreement.title,
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


def _parties(agreement: Agreement, kind: str) -> list[dict[str, str]]:
    """Each party in its order, with the day and the place of its signature where it has its own."""
    ours = {"nama": RegionProfile.current().name, "jenis": "pemerintah daerah", "negara": "ID"}
    own = PartySigning.objects.of_naskah(agreement, kind)
    told = []
    for party in agreement.parties.all():
        said = {"nama": party.name, "jenis": party.kind, "negara": party.country or "ID"}
        if party.is_region:
            said = dict(ours)
        if row := own.get(party.pk):
            said |= {"ditandatangani_pada": row.day.isoformat(), "ditandatangani_di": row.place}
        told.append(said)
    return told
