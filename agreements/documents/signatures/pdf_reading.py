"""Reads the electronic signatures of a PDF that nobody vouches for.

A program of its own with little time and memory (documents.signatures starts it), so that a
hostile file harms nobody. It takes the PDF from its input, the folder of known roots as its
argument, asks nothing of the network and writes JSON.
"""

import io
import json
import sys
from datetime import datetime
from pathlib import Path

from asn1crypto.x509 import Certificate, Name
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    KeyUsageConstraints,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from agreements.documents.signatures.findings import Findings, FoundSignature
from kerjasama.uploads.confined import confine_myself

SECONDS, MEMORY = 10, 1024**3
MOST_SIGNATURES, LONGEST_NAME = 20, 200
MEANT_FOR_SIGNING = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
OVER = (
    AdESIndeterminate.EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
)
TAKEN_BACK = (
    AdESFailure.REVOKED,
    AdESIndeterminate.REVOKED_NO_POE,
    AdESIndeterminate.REVOKED_CA_NO_POE,
)
# What may follow a signature: proofs of its own validity, further signatures. Anything else, if
# only a stray byte, is a change.
ALLOWED = {ModificationLevel.LTA_UPDATES: "nothing", ModificationLevel.FORM_FILLING: "signed"}


def read_pdf_signatures(pdf: bytes, roots: Path | None) -> Findings:
    """What is found; uploaded_signatures says what the words of it mean."""
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    if reader.encrypted:
        return {"fault": "terkunci"}
    found = reader.embedded_regular_signatures
    if not found:  # something that looked like one brought us here
        return {"fault": "rusak"}
    if len(found) > MOST_SIGNATURES:
        return {"fault": "terlalu banyak"}
    known = certificates_in(roots)
    return {"signatures": [_finding(signature, known) for signature in found]}


def certificates_in(folder: Path | None) -> list[Certificate]:
    """All that lie in a folder of known roots."""
    known: list[Certificate] = []
    if folder and folder.is_dir():
        for path in sorted(folder.iterdir()):
            known += _certificates(path)
    return known


def _certificates(path: Path) -> list[Certificate]:
    try:
        return list(load_certs_from_pemder([str(path)]))
    except (OSError, ValueError):
        return []


def _finding(signature: EmbeddedPdfSignature, known: list[Certificate]) -> FoundSignature:
    try:
        context = ValidationContext(
            trust_roots=known, allow_fetching=False, revocation_mode="soft-fail"
        )
        return _said(
            validate_pdf_signature(signature, context, key_usage_settings=MEANT_FOR_SIGNING)
        )
    except Exception:  # whatever such a file provokes, this one signature could not be judged
        return {"fault": "rusak"}


def _said(status: PdfSignatureStatus) -> FoundSignature:
    return {
        "by": _name(status.signing_cert.subject),
        "issuer": _name(status.signing_cert.issuer),
        "at": _moment(status),
        "intact": bool(status.intact and status.valid),
        "since": _since(status),
        "certificate": _trust(status),
    }


def _moment(status: PdfSignatureStatus) -> str:
    """When it was signed: by a sound time stamp, or else by what the signer says."""
    moment = status.signer_reported_dt
    stamp = status.timestamp_validity
    if stamp and stamp.valid and stamp.intact:
        moment = stamp.timestamp
    if not isinstance(moment, datetime):
        return ""
    return moment.isoformat()


def _since(status: PdfSignatureStatus) -> str:
    """What was done to the file after this signature."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "nothing"
    level = status.modification_level
    is_followed = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and status.docmdp_ok
    if level is None or not is_followed:
        return "changed"
    return ALLOWED.get(level, "changed")


def _trust(status: PdfSignatureStatus) -> str:
    if status.trusted:
        return "known"
    if status.revoked or status.trust_problem_indic in TAKEN_BACK:
        return "revoked"
    if status.trust_problem_indic in OVER:
        return "over"
    return "unknown"


def _name(name: Name) -> str:
    own = name.native.get("common_name") or name.human_friendly
    return "".join(sign for sign in str(own) if sign.isprintable())[:LONGEST_NAME]


def main() -> None:
    confine_myself(SECONDS, MEMORY)
    roots = None
    if sys.argv[1:]:
        roots = Path(sys.argv[1])
    try:
        found = read_pdf_signatures(sys.stdin.buffer.read(), roots)
    except Exception:
        found = {"fault": "rusak"}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
