"""A certificate authority, its OCSP responder and a time-stamping authority, on a port of this
machine.
"""

import threading
from pathlib import Path
from typing import NamedTuple
from wsgiref.simple_server import WSGIRequestHandler, make_server

from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

KEYS = ("akar", "segel", "ocsp", "waktu")
ARCHITECTURE, PASSPHRASE = "arsip", "rahasia"
ALWAYS = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2060-01-01T00:00:00+0000"}


class Authorities(NamedTuple):
    """The seal that they issued, and where they answer."""

    seal: Path
    roots: Path
    tsa: str
    stop: object


def usage(*of: str) -> dict:
    return {
        "id": "key_usage",
        "critical": True,
        "smart-value": {"schema": "key-usage", "params": list(of)},
    }


def tells_revocation() -> dict:
    return {
        "id": "authority_information_access",
        "smart-value": {"schema": "aia-urls", "params": {"ocsp-responder-names": ["ocsp"]}},
    }


def certificate(*extensions: dict, of: str, until: str | None = None) -> dict:
    period = ALWAYS | ({"valid-to": until} if until else {})
    return {"subject": of, "issuer": "akar", "validity": period, "extensions": list(extensions)}


def config_of(port: int, stamps_until: str | None) -> dict:
    key = {name: {"path": f"{name}.pem"} for name in KEYS}
    purpose = {"id": "extended_key_usage", "critical": True}
    root = certificate(
        {"id": "basic_constraints", "critical": True, "value": {"ca": True}},
        usage("digital_signature", "key_cert_sign", "crl_sign"),
        of="akar",
    )
    return {
        "external-url-prefix": f"http://127.0.0.1:{port}",
        "keysets": {"kunci": {"path-prefix": ".", "keys": key}},
        "pki-architectures": {
            ARCHITECTURE: {
                "keyset": "kunci",
                "entity-defaults": {"country-name": "ID", "organization-name": "Otoritas uji"},
                "entities": {name: {"common-name": f"Uji {name}"} for name in KEYS},
                "certs": {
                    "akar": root,
                    "segel": certificate(
                        usage("digital_signature", "non_repudiation"),
                        tells_revocation(),
                        of="segel",
                    ),
                    "ocsp": certificate(
                        usage("digital_signature"),
                        {**purpose, "value": ["ocsp_signing"]},
                        {"id": "ocsp_no_check"},
                        of="ocsp",
                    ),
                    "waktu": certificate(
                        usage("digital_signature"),
                        {**purpose, "value": ["time_stamping"]},
                        tells_revocation(),
                        of="waktu",
                        until=stamps_until,
                    ),
                },
                "services": {
                    "ocsp": {
                        "ocsp": {
                            "for-issuer": "akar",
                            "responder-cert": "ocsp",
                            "signing-key": "ocsp",
                        }
                    },
                    "time-stamping": {"waktu": {"signing-key": "waktu", "signing-cert": "waktu"}},
                },
            }
        },
    }


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def start_authorities(place: Path, stamps_until: str | None = None) -> Authorities:
    """Let them answer until they are stopped; their root lies in the folder of known ones."""
    for name in KEYS:
        key = generate_private_key(65537, 2048)
        (place / f"{name}.pem").write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
    server = make_server("127.0.0.1", 0, lambda *_: [], handler_class=Quiet)
    port = server.server_port
    config = CertomancerConfig(config_of(port, stamps_until), key_search_dir=str(place))
    store = AnimatorArchStore(config.pki_archs)
    server.set_app(Animator(store, with_web_ui=False))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    arch = config.get_pki_arch(ArchLabel(ARCHITECTURE))
    roots, seal = place / "akar", place / "segel.p12"
    roots.mkdir()
    (roots / "akar.der").write_bytes(arch.get_cert(CertLabel("akar")).dump())
    seal.write_bytes(arch.package_pkcs12(CertLabel("segel"), password=PASSPHRASE.encode()))
    tsa = f"http://127.0.0.1:{port}/{ARCHITECTURE}/tsa/waktu"
    return Authorities(seal, roots, tsa, server.shutdown)
