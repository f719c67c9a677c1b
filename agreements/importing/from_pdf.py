"""A naskah recorded from its own PDF: the data that such a program put into it, best from the sheet
that is made once it is signed (kerja-sama/3; /2 is read too).
"""

import io
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pikepdf
from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from agreements.documents import store
from agreements.documents.archive.pdf_archive import OURS, SCHEMA
from agreements.documents.signatures import uploaded_signatures
from agreements.documents.signatures.findings import Findings
from agreements.documents.wording import recorded_articles
from agreements.importing import naskah_facts
from agreements.models import STOPPED, Agreement
from agreements.models.term import Begin
from agreements.regulations import legacy
from agreements.regulations.vocabulary import Track
from agreements.workflow import registering
from agreements.workflow.guarding import Refused, refuse_if, require_or_refuse
from kerjasama.accounts.models import RegionProfile, Unit, User
from kerjasama.uploads import scanning
from kerjasama.uploads.judging import UploadRule, judge_upload
from kerjasama.uploads.scanning import Scanned
from partners.models import Partner

NAME = "kerja-sama.json"
KNOWN = ("kerja-sama/2", SCHEMA)
NASKAH = UploadRule({"application/pdf": "PDF"})
UNSIGNED = (
    "Ketika berkas ini dibuat, penandatanganannya belum tercatat. Bila naskahnya sudah"
    " ditandatangani para pihak, pakai Lembar Data Penandatanganannya, atau sebutkan harinya dengan"
    " --signed-on TTTT-BB-HH."
)
OTHER_SCAN = "Pindaian ini bukan salah satu yang disebut dalam lembar data penandatanganan."
LOOK = "Periksa asal berkasnya; bila memang benar, ulangi dengan --despite-seal."


def facts_in_pdf(content: bytes) -> dict[str, Any]:
    """What the file tells machines. Raises Refused where it tells nothing that we know."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            told = json.loads(pdf.attachments[NAME].get_file().read_bytes())
    except (pikepdf.PdfError, KeyError, ValueError):
        raise Refused("Berkas ini bukan PDF yang memuat data kerja sama.") from None
    refuse_if(
        not isinstance(told, dict) or told.get("skema") not in KNOWN,
        f"Data di dalam berkas tidak menurut skema {' atau '.join(KNOWN)}.",
    )
    faults = list(naskah_facts.faults_in(told))
    refuse_if(bool(faults), f"Data di dalam berkas tidak ada atau keliru: {', '.join(faults)}.")
    return told


@dataclass(frozen=True)
class Told:
    """What whoever records a naskah says of it beside its file: who owns it, when it was signed
    where the file does not know, that a seal that proves nothing was looked at, and the scan of the
    signed original, which a sheet names.
    """

    unit: Unit | None = None
    signed_on: date | None = None
    despite_seal: bool = False
    scan: bytes = b""


@transaction.atomic
def record_from_pdf(content: bytes, user: User, told: Told | None = None) -> Agreement:
    """Record the naskah that the PDF is, with the file as its scan and its Pasal as they stand in
    it. A mitra that is not known yet is added.

    Raises Refused where it is no naskah of our region, nobody says that it was signed, its seal
    proves nothing and nobody looked at that, or the record would contradict itself.
    """
    told = told or Told()
    scanned = _pass_door(content)
    facts = facts_in_pdf(content)
    paper, case = facts["dokumen"], facts["kerja_sama"]
    track = require_or_refuse(_track_of(facts), "Naskah jenis ini tidak dicatat dari berkasnya.")
    recorded = Agreement.objects.filter(naskah_number=paper["nomor"]).exclude(state__in=STOPPED)
    refuse_if(recorded.exists(), "Naskah dengan nomor ini sudah tercatat.")
    signed_on = _signing_day(case, told.signed_on)
    signatures = uploaded_signatures.examine_signatures(content)
    doubts = doubts_of_seal(signatures)
    refuse_if(bool(doubts) and not told.despite_seal, f"{' '.join(doubts)} {LOOK}")
    kept = _file_to_keep(content, facts, told.scan)
    ours, first, *further = _parties_of(facts)
    agreement = Agreement(
        track_code=track.code,
        title=case["judul"],
        owner=told.unit or _unit_of(case),
        partner=_partner_of(first),
        naskah_number=paper["nomor"],
        urusan=[topic["kode"] for topic in case["urusan"]],
        owed_from=timezone.localdate(),
        signing_day_known=signed_on is not None,
        open_ended=case["berlaku_sampai"] is None,
        ends_when="" if case["berlaku_sampai"] else "tanpa batas waktu",
        **_worth_of(case),
        **{name: case.get(name, "") for name in ("maksud_tujuan", "objek", "ruang_lingkup")},
    )
    record = registering.Signed(
        agreement,
        signed_on,
        *_term_of(case, signed_on),
        first["nomor"],
        sha256=store.store_bytes(kept),
        file_name=f"{paper['jenis']}.pdf",
        signatures=dict(signatures),
        confirmed=doubts,
        further=[(_partner_of(party), party["nomor"]) for party in further],
        region_place=ours["urutan"],
    )
    if kept is content:
        scanning.note_scan(record.sha256, scanned)
    else:
        scanning.note_scan(record.sha256, _pass_door(kept))
    registering.register_signed([record], user)
    texts = [[one["id"], one["judul"], one["isi"]] for one in facts["pasal"]]
    if texts and "naskah_luar" not in facts:  # of a text from outside only its file is told
        recorded_articles.keep_articles(agreement.pk, user, texts)
    return agreement


def _file_to_keep(content: bytes, facts: dict[str, Any], scan: bytes) -> bytes:
    """The scan of the original, where one is brought that the sheet names; else the file itself.
    Raises Refused where it is another.
    """
    if not scan:
        return content
    named = facts.get("penandatanganan", {}).get("pindaian", [])
    is_named = any(one["sha256"] == store.digest_of(scan) for one in named)
    refuse_if(not is_named, OTHER_SCAN)
    return scan


def doubts_of_seal(found: Findings) -> list[str]:
    """Why the seal and the signatures of a file do not prove where it comes from."""
    said = uploaded_signatures.describe_signatures(found)
    if not said:
        return ["Berkas ini tidak bersegel dan tidak bertanda tangan elektronik."]
    return [finding.text for finding in said if not finding.good]


def _pass_door(content: bytes) -> Scanned:
    """Raises Refused where the file would not be taken as an upload either."""
    try:
        judged = judge_upload(SimpleUploadedFile("naskah.pdf", content), NASKAH)
    except ValidationError as refusal:
        raise Refused(*refusal.messages) from refusal
    return judged.scanned


def _signing_day(case: dict[str, Any], told: date | None) -> date | None:
    """The day as it was recorded when the file was made, else as whoever records it says; None
    where it was signed on a day that nobody knows.
    """
    if case.get("penandatanganan_tercatat") is True:
        day = case["ditandatangani_pada"]
        return date.fromisoformat(day) if day else told
    return require_or_refuse(told, UNSIGNED)


def _term_of(case: dict[str, Any], signed_on: date | None) -> tuple[date, date | None]:
    """From when until when it holds: as the file says, or counted from the signing where it begins
    with that and the file did not know its day.
    """
    begins = date.fromisoformat(case["berlaku_sejak"])
    ends = case["berlaku_sampai"] and date.fromisoformat(case["berlaku_sampai"])
    term = case.get("jangka_waktu")
    is_known = case.get("penandatanganan_tercatat") is True
    if is_known or signed_on is None or not isinstance(term, dict):
        return begins, ends
    if term.get("mulai") != Begin.SIGNING:
        return begins, ends
    months = term.get("bulan")
    if ends and isinstance(months, int):
        ends = signed_on + relativedelta(months=months, days=-1)
    return signed_on, ends


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
