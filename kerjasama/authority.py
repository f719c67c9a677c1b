"""The local test authority of an embedded installation: a root and a seal certificate that say in
their own names what they are.
"""

import secrets
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

TEST_AUTHORITY = "Otoritas uji lokal, bukan untuk dokumen resmi"
SEAL_NAME = "Segel uji Kerja Sama, bukan untuk dokumen resmi"
YEARS = 10
NO_USE = dict.fromkeys(
    (
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ),
    False,
)


def make_authority(place: Path) -> None:
    """Write `seal.p12`, its `passphrase` and `trust/root.pem` under `place`, unless they are there."""  # noqa: E501
    if (place / "seal.p12").exists():
        return
    (place / "trust").mkdir(parents=True, exist_ok=True, mode=0o700)
    root_key, key = generate_private_key(65537, 2048), generate_private_key(65537, 2048)
    root = make_certificate(TEST_AUTHORITY, root_key, TEST_AUTHORITY, root_key, is_authority=True)
    seal = make_certificate(SEAL_NAME, key, TEST_AUTHORITY, root_key)
    (place / "trust" / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    passphrase = secrets.token_urlsafe(30)
    _write_secret(place / "passphrase", passphrase.encode())
    # Written last: once it stands, the rest does.
    _write_secret(place / "seal.p12", bundle_key(SEAL_NAME, key, seal, root, passphrase))


def bundle_key(
    name: str, key: RSAPrivateKey, own: x509.Certificate, root: x509.Certificate, passphrase: str
) -> bytes:
    """A PKCS#12 file of a key and its certificates."""
    lock = BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(name.encode(), key, own, [root], lock)


def make_certificate(
    name: str,
    key: RSAPrivateKey,
    issuer: str,
    issuer_key: RSAPrivateKey,
    *,
    is_authority: bool = False,
    until: datetime | None = None,
) -> x509.Certificate:
    """A certificate of `name`, issued by `issuer`: for signing papers, or for issuing others."""
    now = datetime.now(UTC)
    usage = NO_USE | {"digital_signature": not is_authority, "content_commitment": not is_authority}
    if is_authority:
        usage |= {"key_cert_sign": True, "crl_sign": True}
    own, above = (
        x509.SubjectKeyIdentifier.from_public_key,
        x509.AuthorityKeyIdentifier.from_issuer_public_key,
    )
    builder = x509.CertificateBuilder(
        _named(issuer), _named(name), key.public_key(), x509.random_serial_number()
    )
    builder = builder.not_valid_before((until or now) - timedelta(days=1)).not_valid_after(
        until or now + timedelta(days=365 * YEARS)
    )
    builder = builder.add_extension(
        x509.BasicConstraints(ca=is_authority, path_length=None), critical=True
    )
    builder = builder.add_extension(x509.KeyUsage(**usage), critical=True)
    builder = builder.add_extension(own(key.public_key()), critical=False)
    return builder.add_extension(above(issuer_key.public_key()), critical=False).sign(
        issuer_key, hashes.SHA256()
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def _write_secret(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)


if __name__ == "__main__":
    make_authority(Path(sys.argv[1]))
