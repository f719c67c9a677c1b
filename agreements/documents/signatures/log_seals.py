"""The region's seal on the daily heads of the log: a detached CMS signature, with the time of an
authority where one is configured.
"""

import asyncio
import io
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from asn1crypto.cms import ContentInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from agreements.documents.signatures import sealing
from kerjasama.logbook.heads import Seal
from kerjasama.narrowing import require

log = logging.getLogger(__name__)


def seal_head(content: bytes) -> Seal | None:
    """The region's signature of this content; None where it has no seal, or one that is broken: a
    head without a seal is better than none.
    """
    try:
        own = sealing.load_seal()
    except sealing.Unusable as fault:
        log.error("a head of the log stays unsealed: %s", fault)
        return None
    if own is None:
        return None
    with ThreadPoolExecutor(1) as apart:
        signature = apart.submit(_sign, content).result()
    return Seal(signature, own.name)


def _sign(content: bytes) -> bytes:
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko.sign.timestamps import HTTPTimeStamper

    signer = SimpleSigner.load_pkcs12(
        settings.SEAL_CERTIFICATE, passphrase=settings.SEAL_PASSPHRASE.encode()
    )
    stamper = HTTPTimeStamper(settings.TSA_URL, timeout=10) if settings.TSA_URL else None
    made = asyncio.run(
        require(signer, "the seal opens").async_sign_general_data(
            content, "sha256", timestamper=stamper
        )
    )
    return made.dump()


def is_sealed(content: bytes, signature: bytes, at: datetime) -> bool:
    """Whether this is a sound signature of the content by the region's seal, as it was then."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(_is_sealed, content, signature, at).result()


def _is_sealed(content: bytes, signature: bytes, at: datetime) -> bool:
    from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
    from pyhanko_certvalidator import ValidationContext

    known = ValidationContext(trust_roots=_known_certificates(), moment=at, allow_fetching=False)
    try:
        signed = ContentInfo.load(signature)["content"]
        status = asyncio.run(
            async_validate_detached_cms(
                io.BytesIO(content), signed, signer_validation_context=known
            )
        )
    except Exception:  # whatever an attacker wrote there
        log.exception("the seal of a head cannot be read")
        return False
    return bool(status.intact and status.valid and status.trusted)


def _known_certificates() -> list[Certificate]:
    from pyhanko.keys import load_certs_from_pemder

    known = []
    if settings.SEAL_CERTIFICATE:
        own = require(sealing.opened_seal().cert, "a seal has a certificate").certificate
        known.append(Certificate.load(own.public_bytes(Encoding.DER)))
    if settings.TRUST_ROOTS:
        files = sorted(str(path) for path in Path(settings.TRUST_ROOTS).iterdir())
        known += load_certs_from_pemder(files)
    return known
