"""The region's seal on the daily heads of the log: a detached CMS signature, with the time of an
authority where one is configured.
"""

import io
import logging
from datetime import datetime
from pathlib import Path

from asn1crypto.cms import ContentInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from agreements.documents.signatures import sealing
from kerjasama.logbook.seals import Seal, SealPort, Trust, mark_of
from kerjasama.narrowing import require

log = logging.getLogger(__name__)


def certificates() -> list[bytes]:
    """The certificates of the seal that is set, its own first; none where the region has none or
    one that is broken.
    """
    try:
        own = sealing.load_seal()
    except sealing.Unusable:
        return []
    if own is None:
        return []
    opened = sealing.opened_seal()
    held = [require(opened.cert, "a seal has a certificate"), *opened.additional_certs]
    return [one.certificate.public_bytes(Encoding.DER) for one in held]


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
    from agreements.documents.signatures.long_lived import run_apart

    return Seal(run_apart(_sign(content)), own.name, mark_of(certificates()[0]))


async def _sign(content: bytes) -> bytes:
    from pyhanko.sign.signers import SimpleSigner

    from agreements.documents.signatures.long_lived import stamper_of

    signer = SimpleSigner.load_pkcs12(
        settings.SEAL_CERTIFICATE, passphrase=settings.SEAL_PASSPHRASE.encode()
    )
    stamper = stamper_of(settings.TSA_URL) if settings.TSA_URL else None
    made = await require(signer, "the seal opens").async_sign_general_data(
        content, "sha256", timestamper=stamper
    )
    return made.dump()


def is_sealed(content: bytes, signature: bytes, at: datetime, trust: Trust) -> bool:
    """Whether this is a sound signature of the content, by a seal that is trusted, as of then."""
    from agreements.documents.signatures.long_lived import run_apart

    return run_apart(_is_sealed(content, signature, at, trust))


async def _is_sealed(content: bytes, signature: bytes, at: datetime, trust: Trust) -> bool:
    from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
    from pyhanko_certvalidator import ValidationContext

    roots = [Certificate.load(own) for own in trust.certificates]
    if trust.by_authorities:
        roots += _authorities()
    known = ValidationContext(trust_roots=roots, moment=at, allow_fetching=False)
    try:
        signed = ContentInfo.load(signature)["content"]
        status = await async_validate_detached_cms(
            io.BytesIO(content), signed, signer_validation_context=known
        )
    except Exception:  # whatever an attacker wrote there
        log.exception("the seal of a head cannot be read")
        return False
    return bool(status.intact and status.valid and status.trusted)


def _authorities() -> list[Certificate]:
    from pyhanko.keys import load_certs_from_pemder

    if not settings.TRUST_ROOTS:
        return []
    files = sorted(str(path) for path in Path(settings.TRUST_ROOTS).iterdir())
    return list(load_certs_from_pemder(files))


PORT = SealPort(certificates, seal_head, is_sealed)
