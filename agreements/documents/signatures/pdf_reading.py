"""Reads the electronic signatures of a PDF that nobody vouches for.

A program of its own with little time and memory (documents.signatures starts it), so that a
hostile file harms nobody. It takes the PDF from its input, the folder of known roots as its
argument, asks nothing of the network and writes JSON.
"""

import io
import json
import logging
import os
import resource
import sys
from datetime import datetime
from pathlib import Path

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


def read_pdf_signatures(pdf: bytes, roots: Path | None) -> dict:
    """{"signatures": [...]} or {"fault": word}; see documents.signatures for what the words mean."""  # noqa: E501
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    if reader.encrypted:
        return {"fault": "terkunci"}
    found = reader.embedded_regular_signatures
    if not found:  # something that looked like one brought us here
        return {"fault": "rusak"}
    if len(found) > MOST_SIGNATURES:
        return {"fault": "terlalu banyak"}
    known = (
        [certificate for path in sorted(roots.iterdir()) for certificate in _certificates(path)]
        if roots and roots.is_dir()
        else []
    )
    return {"signatures": [_finding(signature, known) for signature in found]}


def _certificates(path: Path) -> list:
    try:
        return list(load_certs_from_pemder([str(path)]))
    except (OSError, ValueError):
        return []


def _finding(signature: EmbeddedPdfSignature, known: list) -> dict:
    try:
        context = ValidationContext(
            trust_roots=known, allow_fetching=False, revocation_mode="soft-fail"
        )
        return _said(
            validate_pdf_signature(signature, context, key_usage_settings=MEANT_FOR_SIGNING)
        )
    except Exception:  # whatever such a file provokes, this one signature could not be judged
        return {"fault": "rusak"}


def _said(status: PdfSignatureStatus) -> dict:
    stamp = status.timestamp_validity
    moment = (
        stamp.timestamp if stamp and stamp.valid and stamp.intact else status.signer_reported_dt
    )
    return {
        "by": _name(status.signing_cert.subject),
        "issuer": _name(status.signing_cert.issuer),
        "at": moment.isoformat() if isinstance(moment, datetime) else "",
        "intact": bool(status.intact and status.valid),
        "since": _since(status),
        "certificate": _trust(status),
    }


def _since(status: PdfSignatureStatus) -> str:
    """What was done to the file after this signature."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "nothing"
    level = status.modification_level
    is_followed = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and status.docmdp_ok
    return ALLOWED.get(level, "changed") if is_followed and level else "changed"


def _trust(status: PdfSignatureStatus) -> str:
    if status.trusted:
        return "known"
    if status.revoked or status.trust_problem_indic in TAKEN_BACK:
        return "revoked"
    return "over" if status.trust_problem_indic in OVER else "unknown"


def _name(name) -> str:
    own = name.native.get("common_name") or name.human_friendly
    return "".join(sign for sign in str(own) if sign.isprintable())[:LONGEST_NAME]


def main() -> None:
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable()
    try:
        found = read_pdf_signatures(
            sys.stdin.buffer.read(), Path(sys.argv[1]) if sys.argv[1:] else None
        )
    except Exception:
        found = {"fault": "rusak"}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
