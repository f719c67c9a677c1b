"""The electronic seal of finals: whose it is, and that it is put on each final when the region has
one.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.utils import timezone

from agreements.documents.signatures import providers, uploaded_signatures
from agreements.documents.signatures.findings import FoundSignature
from agreements.documents.text import indonesian
from agreements.workflow.guarding import Refused
from kerjasama.authority import TEST_AUTHORITY
from kerjasama.narrowing import require

log = logging.getLogger(__name__)
NO_PROOFS = (
    "Segel elektronik tidak dapat diberi cap waktu dan bukti pencabutan: layanannya tidak menjawab"
    " atau menolak sertifikatnya. Coba lagi, atau hubungi administrator."
)


class Unusable(Refused):
    """A seal is configured, but no paper can be sealed with it."""


@dataclass(frozen=True)
class Seal:
    """A seal as its certificate describes it."""

    name: str
    issuer: str
    until: datetime

    @property
    def is_test(self) -> bool:
        """Whether it comes from the authority that bin/start makes for itself."""
        return self.issuer == TEST_AUTHORITY


def has_seal() -> bool:
    """Whether the region seals at all."""
    return bool(settings.BSRE_SEAL_SUBSCRIBER or settings.SEAL_CERTIFICATE)


def load_seal() -> Seal | None:
    """The region's seal; None when it has none. Raises Unusable when it is broken or has ended."""
    if not settings.SEAL_CERTIFICATE:
        return None
    certificate = require(opened_seal().cert, "a seal has a certificate").certificate
    seal = Seal(
        _common_name(certificate.subject),
        _common_name(certificate.issuer),
        certificate.not_valid_after_utc,
    )
    if seal.until < timezone.now():
        raise Unusable(
            f"Sertifikat segel elektronik berakhir pada {indonesian.short_date(seal.until.date())}."
            " Hubungi administrator."
        )
    return seal


def seal_pdf(pdf: bytes) -> bytes:
    """The paper with the region's seal appended; as it was when the region has none. Raises
    Unusable like `current`.
    """
    if settings.BSRE_SEAL_SUBSCRIBER:
        return _sealed_by_service(pdf)
    own = load_seal()
    if own is None:
        return pdf
    from agreements.documents.signatures import pades  # slow, and only the worker needs it

    try:
        return pades.append_signature(
            pdf, opened_seal(), own.name, settings.TSA_URL, settings.TRUST_ROOTS
        )
    except Unusable:
        raise
    except Exception as fault:  # whatever an authority outside answered, or did not
        if not settings.TSA_URL:
            raise
        log.exception("no proofs for a seal")
        raise Unusable(NO_PROOFS) from fault


def seal_details(pdf: bytes) -> dict[str, str | bool]:
    """What a sealed paper keeps about its seal; empty when the region has none."""
    if settings.BSRE_SEAL_SUBSCRIBER:
        return _details_of_service(pdf)
    own = load_seal()
    if own is None:
        return {}
    from agreements.documents.signatures import long_lived, pades

    level, until = pades.level_of(opened_seal(), settings.TSA_URL), None
    if level is long_lived.Level.ARCHIVED:
        until = long_lived.stamped_until(pdf)
    return {
        "name": own.name,
        "issuer": own.issuer,
        "is_test": own.is_test,
        "at": timezone.now().isoformat(),
        "level": level,
        "until": (until or own.until).isoformat(),
    }


def _sealed_by_service(pdf: bytes) -> bytes:
    """The paper with the seal that BSrE put on it. Raises Unusable unless exactly that was
    appended to exactly this paper.
    """
    service = providers.configured_provider()
    if not isinstance(service, providers.Bsre):
        raise Unusable("Segel elektronik BSrE disiapkan tanpa alamat layanannya.")
    try:
        sealed = service.seal(pdf, settings.BSRE_SEAL_SUBSCRIBER, settings.BSRE_SEAL_TOTP)
    except providers.SigningFailed as failure:
        raise Unusable(str(failure)) from None
    newest = _newest_on(sealed)
    holds = newest.get("intact") and newest.get("since") == "nothing"
    if not (sealed.startswith(pdf) and len(sealed) > len(pdf) and holds):
        raise Unusable("Segel dari layanan BSrE tidak sesuai dengan dokumen yang dikirim.")
    return sealed


def _details_of_service(pdf: bytes) -> dict[str, str | bool]:
    """What a paper keeps of a seal that BSrE put on it: whose it is, as its certificate says."""
    newest = _newest_on(pdf)
    return {
        "name": newest.get("by", ""),
        "issuer": newest.get("issuer", ""),
        "is_test": False,
        "at": timezone.now().isoformat(),
    }


def _newest_on(pdf: bytes) -> FoundSignature:
    found = uploaded_signatures.examine_signatures(pdf).get("signatures")
    return found[-1] if found else {}


def opened_seal() -> pkcs12.PKCS12KeyAndCertificates:
    """The key and certificates of the seal. Raises Unusable when they cannot be opened."""
    path = Path(settings.SEAL_CERTIFICATE)
    try:
        return _read(path, path.stat().st_mtime, settings.SEAL_PASSPHRASE)
    except (OSError, ValueError, TypeError):
        # The cause names no secret, but neither does it help who waits for the paper.
        raise Unusable(
            "Segel elektronik tidak dapat dibuka: berkas sertifikat atau frasa sandinya salah."
            " Hubungi administrator."
        ) from None


@lru_cache(maxsize=1)
def _read(path: Path, changed: float, passphrase: str) -> pkcs12.PKCS12KeyAndCertificates:
    opened = pkcs12.load_pkcs12(path.read_bytes(), passphrase.encode())
    if not isinstance(opened.key, RSAPrivateKey | EllipticCurvePrivateKey) or opened.cert is None:
        raise ValueError("no certificate, or no key of a kind that papers are sealed with")
    return opened


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    if not found:
        return name.rfc4514_string()
    return str(found[0].value)
