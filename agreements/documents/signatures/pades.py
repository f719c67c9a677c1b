"""How a seal is appended to a PDF (PAdES): as an update that leaves PDF/A-3 as it was."""

import io
from functools import lru_cache
from typing import Any, NamedTuple

from asn1crypto.cms import ContentInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    PKCS12Certificate,
    PKCS12KeyAndCertificates,
)
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from agreements.documents.signatures import long_lived
from agreements.documents.signatures.long_lived import Appended, Level
from kerjasama.narrowing import require

FIELD = "Segel"
REASON = "Segel elektronik"
# What stands in a signature beside the certificates, in bytes; each takes two signs in the file.
BESIDE = 2048
STAMP = 16384  # a time stamp with the certificates of its authority


class Model(NamedTuple):
    """The first container of a signer, and what of it changes from paper to paper."""

    container: bytes
    attributes: bytes
    digest: bytes
    signature: bytes


class KeySigner(Signer):
    """Signs with a key that was read once and a container that was encoded once; pyHanko's own does
    both anew for every paper.
    """

    def __init__(self, opened: PKCS12KeyAndCertificates) -> None:
        self.key = opened.key
        self.model: Model | None = None
        own = require(opened.cert, "a seal has a certificate")
        certificates = [_converted(held) for held in (own, *opened.additional_certs)]
        self.room = 2 * (BESIDE + sum(len(certificate.dump()) for certificate in certificates))
        store = SimpleCertificateStore.from_certs(certificates[1:])
        super().__init__(signing_cert=certificates[0], cert_registry=store)

    async def async_sign(  # type: ignore[override]
        self, data_digest: bytes, digest_algorithm: str, **how: Any
    ) -> ContentInfo:
        """The containers of two papers, which PAdES gives no time, differ in digest and signature;
        with RSA both keep their length.
        """
        if how.get("timestamper"):
            return await super().async_sign(data_digest, digest_algorithm, **how)
        if self.model is None or how.get("dry_run"):
            made = await super().async_sign(data_digest, digest_algorithm, **how)
            is_final = how.get("use_pades") and not how.get("dry_run")
            if is_final and isinstance(self.key, RSAPrivateKey):
                self.model = _model_of(made, data_digest)
            return made
        attributes = self.model.attributes.replace(self.model.digest, data_digest)
        signature = await self.async_sign_raw(attributes, digest_algorithm)
        container = self.model.container.replace(self.model.digest, data_digest)
        return ContentInfo.load(container.replace(self.model.signature, signature))

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        if isinstance(self.key, RSAPrivateKey):
            return self.key.sign(data, PKCS1v15(), SHA256())
        if isinstance(self.key, EllipticCurvePrivateKey):
            return self.key.sign(data, ECDSA(SHA256()))
        raise TypeError(f"a seal needs a key of RSA or of an elliptic curve, not {type(self.key)}")


def level_of(opened: PKCS12KeyAndCertificates, tsa: str) -> Level:
    """What a seal of that key reaches with this authority of time."""
    return long_lived.level_with(tsa, _signer(opened).signing_cert)


def append_signature(
    pdf: bytes, opened: PKCS12KeyAndCertificates, name: str, tsa: str = "", roots: str = ""
) -> bytes:
    """The PDF with an invisible signature of that key behind it, and with all proofs that its level
    asks for.
    """
    sealed = long_lived.run_apart(_appended(pdf, _signer(opened), name, tsa))
    if level_of(opened, tsa) is Level.ARCHIVED:
        return long_lived.stamp_archive(sealed, tsa, roots)
    return sealed


async def _appended(pdf: bytes, signer: KeySigner, name: str, tsa: str) -> bytes:
    sealed, stamper = io.BytesIO(), long_lived.stamper_of(tsa) if tsa else None
    about = PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        reason=REASON,
        name=name,
    )
    await PdfSigner(about, signer=signer, timestamper=stamper).async_sign_pdf(
        Appended(io.BytesIO(pdf)),
        output=sealed,
        bytes_reserved=signer.room + (STAMP if stamper else 0),
    )
    return sealed.getvalue()


def _model_of(made: ContentInfo, digest: bytes) -> Model:
    signed = made["content"]["signer_infos"][0]
    return Model(
        made.dump(), signed["signed_attrs"].untag().dump(), digest, signed["signature"].native
    )


@lru_cache(maxsize=1)
def _signer(opened: PKCS12KeyAndCertificates) -> KeySigner:
    return KeySigner(opened)


def _converted(held: PKCS12Certificate) -> Certificate:
    return Certificate.load(held.certificate.public_bytes(Encoding.DER))
