"""A naskah recorded from its own PDF: the data that such a program put into it (kerja-sama/2)."""

import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pikepdf
from django.db import transaction
from django.utils import timezone

from agreements.documents import store
from agreements.documents.archive.pdf_archive import OURS, SCHEMA
from agreements.documents.wording import recorded_articles
from agreements.models import Agreement
from agreements.regulations import legacy
from agreements.regulations.vocabulary import Track
from agreements.workflow import registering
from agreements.workflow.guarding import Refused, refuse_if, require_or_refuse
from kerjasama.accounts.models import RegionProfile, Unit, User
from partners.models import Partner

NAME = "kerja-sama.json"


def facts_in_pdf(content: bytes) -> dict[str, Any]:
    """What the file tells machines. Raises Refused where it tells nothing that we know."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            told = json.loads(pdf.attachments[NAME].get_file().read_bytes())
    except (pikepdf.PdfError, KeyError, ValueError):
        raise Refused("Berkas ini bukan PDF yang memuat data kerja sama.") from None
    refuse_if(
        not isinstance(told, dict) or told.get("skema") != SCHEMA,
        f"Data di dalam berkas tidak menurut skema {SCHEMA}.",
    )
    return told


@transaction.atomic
def record_from_pdf(content: bytes, user: User, unit: Unit | None = None) -> Agreement:
    """Record the naskah that the PDF is, with the file as its scan and its Pasal as they stand in
    it. A mitra that is not known yet is added.

    Raises Refused where it is no naskah of our region, or the record would contradict itself.
    """
    facts = facts_in_pdf(content)
    paper, case = facts["dokumen"], facts["kerja_sama"]
    track = require_or_refuse(_track_of(facts), "Naskah jenis ini tidak dicatat dari berkasnya.")
    refuse_if(
        Agreement.objects.filter(naskah_number=paper["nomor"]).exists(),
        "Naskah dengan nomor ini sudah tercatat.",
    )
    ours, first, *further = _parties_of(facts)
    agreement = Agreement(
        track_code=track.code,
        title=case["judul"],
        owner=unit or _unit_of(case),
        partner=_partner_of(first),
        naskah_number=paper["nomor"],
        urusan=[topic["kode"] for topic in case["urusan"]],
        owed_from=timezone.localdate(),
        open_ended=case["berlaku_sampai"] is None,
        ends_when="" if case["berlaku_sampai"] else "tanpa batas waktu",
        **_worth_of(case),
        **{name: case.get(name, "") for name in ("maksud_tujuan", "objek", "ruang_lingkup")},
    )
    record = registering.Signed(
        agreement,
        date.fromisoformat(case["ditandatangani_pada"]),
        date.fromisoformat(case["berlaku_sejak"]),
        case["berlaku_sampai"] and date.fromisoformat(case["berlaku_sampai"]),
        first["nomor"],
        sha256=store.store_bytes(content),
        file_name=f"{paper['jenis']}.pdf",
        further=[(_partner_of(party), party["nomor"]) for party in further],
        region_place=ours["urutan"],
    )
    registering.register_signed([record], user)
    texts = [[one["id"], one["judul"], one["isi"]] for one in facts["pasal"]]
    if texts:
        recorded_articles.keep_articles(agreement.pk, user, texts)
    return agreement


def _track_of(facts: dict[str, Any]) -> Track | None:
    """The track of old naskah of that family and kind."""
    family = facts["kerja_sama"]["jalur"].partition("-")[0]
    of_family = (track for track in legacy.TRACKS if track.code.partition("-")[0] == family)
    kind = facts["dokumen"]["jenis"]
    return next((track for track in of_family if kind in track.signings), None)


def _parties_of(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Ours first, then the others in their order."""
    name = RegionProfile.current().name
    ours = [party for party in facts["pihak"] if party["jenis"] == OURS and party["nama"] == name]
    others = [party for party in facts["pihak"] if party not in ours]
    refuse_if(len(ours) != 1 or not others, f"Naskah ini bukan naskah {name}.")
    return [*ours, *others]


def _unit_of(case: dict[str, Any]) -> Unit:
    name = case["perangkat_daerah"]
    unit = Unit.objects.filter(name=name).order_by("-valid_from").first()
    return require_or_refuse(unit, f"Unit {name} belum ada. Catat unit itu, atau pilih yang lain.")


def _partner_of(party: dict[str, Any]) -> Partner:
    signer = party["penanda_tangan"]
    country = "" if party["negara"] == "ID" else party["negara"]
    known = Partner.objects.filter(name=party["nama"], kind=party["jenis"]).first()
    return known or Partner.objects.create(
        name=party["nama"],
        kind=party["jenis"],
        country=country,
        region_code=party["kode_wilayah"],
        representative=signer["nama"],
        representative_position=signer["jabatan"],
    )


def _worth_of(case: dict[str, Any]) -> dict[str, Any]:
    worth = case["nilai"]
    if worth is None:
        return {}
    amount, currency = Decimal(worth["jumlah"]), worth["mata_uang"]
    if currency == "IDR":
        return {"nilai": amount}
    return {"nilai_tertulis": f"{currency} {amount}"}
