"""What the sheet prints that is made after a naskah was signed: the same as the data that it
carries.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from agreements.documents.archive import pdf_archive
from agreements.documents.archive.public_verification import group_code
from agreements.documents.text import indonesian

from .paper_words import OrderedPaper, PaperWords

UNKNOWN_DAY = "pada hari yang tidak diketahui"


class SignedParty(NamedTuple):
    """A party as it signed."""

    called: str
    name: str
    signer: str
    office: str
    number: str
    day: str
    place: str


class NamedFile(NamedTuple):
    """A file that holds the signatures, or the text that was signed."""

    name: str
    what: str
    sha256: str


@dataclass(frozen=True)
class SignedSheetWords(PaperWords):
    """The sheet."""

    naskah: str
    naskah_code: str
    about: str
    signed_on: str
    begins_on: str
    ends_on: str
    parties: list[SignedParty]
    files: list[NamedFile]


def of_signed_sheet(paper: OrderedPaper) -> SignedSheetWords:
    """The facts that go into the paper, as people read them."""
    facts = pdf_archive.facts_of_document(paper.document)
    naskah, case = facts["dokumen"], facts["kerja_sama"]
    signed_on = _day(case["ditandatangani_pada"]) or UNKNOWN_DAY
    return SignedSheetWords(
        naskah=indonesian.add_number_and_day(naskah["nama"], naskah["nomor"], None),
        naskah_code=group_code(naskah["kode_verifikasi"]),
        about=indonesian.flatten_name(case["judul"]),
        signed_on=signed_on,
        begins_on=_day(case["berlaku_sejak"]),
        ends_on=_day(case["berlaku_sampai"]) or "tanpa batas waktu",
        parties=[_party(told, signed_on) for told in facts["pihak"]],
        files=_files(facts["penandatanganan"]),
    )


def _party(told: dict[str, Any], signed_on: str) -> SignedParty:
    signer = told["penanda_tangan"]
    return SignedParty(
        told["sebutan"],
        indonesian.flatten_name(told["nama"]),
        signer["nama"],
        indonesian.flatten_name(signer["jabatan"]),
        told["nomor"],
        _day(told.get("ditandatangani_pada")) or signed_on,
        told.get("ditandatangani_di", ""),
    )


def _files(told: dict[str, Any]) -> list[NamedFile]:
    files = [
        NamedFile(one["nama"], "pindaian naskah asli", one["sha256"]) for one in told["pindaian"]
    ]
    naskah = told["naskah"]
    if naskah:
        what = f"{naskah['keadaan']}; terlampir dalam berkas ini"
        files.insert(0, NamedFile(naskah["nama"], what, naskah["sha256"]))
    return files


def _day(told: str | None) -> str:
    return indonesian.short_date(date.fromisoformat(told)) if told else ""
