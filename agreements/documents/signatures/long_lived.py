"""What lets a seal be proved after its certificate has ended (PAdES B-LTA): the time of an
authority, the proofs that nothing was revoked, and a time stamp over all of it that is renewed.
"""

import asyncio
import io
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.signers.pdf_signer import TimestampDSSContentSettings
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.dss import DocumentSecurityStore, collect_validation_info
from pyhanko_certvalidator import ValidationContext

from agreements.documents.signatures.pdf_reading import certificates_in

Result = TypeVar("Result")
SECONDS = 10  # that an authority may take to answer


class Level(StrEnum):
    """How long a seal can be proved (ETSI EN 319 142-1)."""

    BASIC = "B-B"
    STAMPED = "B-T"
    ARCHIVED = "B-LTA"


class Appended(IncrementalPdfFileWriter):
    """Appends nothing but the seal: metadata and version stay as PDF/A-3 asks for them."""

    def _update_meta(self) -> None:
        pass

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """It stays what it is."""


def level_with(tsa: str, certificate: Certificate) -> Level:
    """What a seal of this certificate reaches: a time stamp needs an authority, and proofs against
    revocation an address in the certificate.
    """
    if not tsa:
        return Level.BASIC
    tells_revocation = certificate.ocsp_urls or certificate.crl_distribution_points
    return Level.ARCHIVED if tells_revocation else Level.STAMPED


def stamper_of(tsa: str) -> HTTPTimeStamper:
    """The authority that says what time it is."""
    return HTTPTimeStamper(tsa, timeout=SECONDS)


def stamp_archive(pdf: bytes, tsa: str, roots: str) -> bytes:
    """The PDF with the proofs of its last seal or archive time stamp, and a time stamp over all.

    Raises what pyHanko raises when an authority does not answer or something was revoked.
    """
    return run_apart(_stamped(pdf, tsa, roots))


def stamped_until(pdf: bytes) -> datetime | None:
    """When the certificate of the last archive time stamp ends; None where there is none."""
    stamps = PdfFileReader(io.BytesIO(pdf)).embedded_timestamp_signatures
    return stamps[-1].signer_cert.not_valid_after if stamps else None


async def _stamped(pdf: bytes, tsa: str, roots: str) -> bytes:
    reader = PdfFileReader(io.BytesIO(pdf))
    last = [*reader.embedded_regular_signatures, *reader.embedded_timestamp_signatures][-1]
    known = ValidationContext(
        trust_roots=certificates_in(Path(roots)), allow_fetching=True, revocation_mode="require"
    )
    try:
        return await _with_proofs(pdf, last, known, stamper_of(tsa))
    finally:
        await known.aclose()


async def _with_proofs(
    pdf: bytes, last: EmbeddedPdfSignature, known: ValidationContext, stamper: HTTPTimeStamper
) -> bytes:
    paths = await collect_validation_info(last, known)
    writer, out = Appended(io.BytesIO(pdf)), io.BytesIO()
    DocumentSecurityStore.supply_dss_in_writer(
        writer, last.pkcs7_content.hex().encode("ascii"), paths=paths, validation_context=known
    )
    await PdfTimeStamper(stamper).async_timestamp_pdf(
        writer,
        "sha256",
        known,
        output=out,
        dss_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True),
    )
    return out.getvalue()


def run_apart(work: Coroutine[Any, Any, Result]) -> Result:
    """pyHanko runs an event loop, and a thread that already has one would refuse a second."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()
