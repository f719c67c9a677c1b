"""What the electronic signatures in an uploaded PDF say: who, when, whether it was changed since,
and whether the certificate is known.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from agreements.documents.text import indonesian
from kerjasama.authority import TEST_AUTHORITY
from kerjasama.uploads.confined import Broken, OutOfTime, run_confined

from .findings import Findings, FoundSignature

PATIENCE = 20  # seconds of waiting, of which the reader may compute half
# No signature of a PDF stands without it, and it never stands where it could be compressed.
SIGN = b"/ByteRange"
FAULTS = {
    "terkunci": "berkas terkunci kata sandi",
    "terlalu banyak": "berkas memuat terlalu banyak tanda tangan",
    "rusak": "berkas rusak atau tidak lazim",
    "waktu": "pemeriksaan melampaui batas waktu",
}
SINCE = {
    "nothing": "dokumen tidak berubah setelahnya",
    "signed": "setelahnya hanya ditambah tanda tangan atau isian formulir",
    "changed": "dokumen BERUBAH setelahnya",
}
CERTIFICATE = {
    "known": "sertifikat dikenal",
    "over": "sertifikat sudah berakhir",
    "revoked": "sertifikat sudah dicabut",
    "unknown": "sertifikat tidak dikenal",
}
INVALID = "tanda tangan TIDAK SAH: isi yang ditandatangani berubah"
TEST = "sertifikat uji, bukan untuk dokumen resmi"


@dataclass(frozen=True)
class SignatureFinding:
    """One finding in a sentence; `good` when nothing speaks against the signature."""

    text: str
    good: bool


def examine_signatures(content: bytes) -> Findings:
    """What the file's signatures say, found by a program apart. It waits for at most PATIENCE."""
    if not content.startswith(b"%PDF-") or SIGN not in content:
        return {}
    reader = "agreements.documents.signatures.pdf_reading"
    roots = filter(None, [settings.TRUST_ROOTS])
    try:
        return json.loads(run_confined(reader, content, *roots, patience=PATIENCE))
    except OutOfTime:
        return {"fault": "waktu"}
    except Broken:
        return {"fault": "rusak"}


def describe_signatures(findings: Findings) -> list[SignatureFinding]:
    """The findings in plain words."""
    if "fault" in findings:
        return [SignatureFinding(_unreadable(findings["fault"]), good=False)]
    return [_line(found) for found in findings.get("signatures", [])]


def _line(found: FoundSignature) -> SignatureFinding:
    if "fault" in found:
        return SignatureFinding(_unreadable(found["fault"]), good=False)
    is_test = found["issuer"] == TEST_AUTHORITY
    certificate = CERTIFICATE[found["certificate"]]
    if is_test:
        certificate = TEST
    since = SINCE[found["since"]]
    if not found["intact"]:
        since = INVALID
    who = f"{found['by']}{_moment(found['at'])}"
    is_unchanged = found["intact"] and found["since"] != "changed"
    return SignatureFinding(
        f"Ditandatangani elektronik oleh {who}; {since}; {certificate}.",
        good=is_unchanged and found["certificate"] == "known" and not is_test,
    )


def _moment(text: str) -> str:
    if not text:
        return ""
    moment = timezone.localtime(datetime.fromisoformat(text))
    return f" pada {indonesian.short_date(moment.date())} {moment:%H.%M %Z}"


def _unreadable(fault: str) -> str:
    return f"Tanda tangan elektronik tidak dapat diperiksa: {FAULTS.get(fault, FAULTS['rusak'])}."
