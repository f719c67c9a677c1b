"""The port to a certified provider of electronic signatures, and the one there is: BSrE."""

import base64
import binascii
import json
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

PATIENCE = 25  # seconds; whoever signs waits that long
LARGEST = 64 * 1024 * 1024
# What the service calls an account that may sign, and one whose certificate has ended.
READY, EXPIRED = "ISSUE", "EXPIRED"
RENEW = "Hubungi verifikator BSrE instansi Anda."

Json = dict[str, Any]  # an object of the service


class SigningFailed(Exception):
    """Nothing was signed; the text says why, in Indonesian and without anything that was typed.

    A wrong passphrase `is_guess`: after some of them the provider locks the certificate.
    """

    def __init__(self, text: str, *, is_guess: bool = False) -> None:
        super().__init__(text)
        self.is_guess = is_guess


@dataclass(frozen=True)
class Placement:
    """Where a visible signature stands: page from 1, in points from the lower left corner."""

    page: int
    left: float
    bottom: float
    width: float
    height: float


class SigningProvider(Protocol):
    """Signs in the name of a person whom the provider knows by NIK."""

    def require_ready(self, nik: str) -> None:
        """Ask whether the person's account may sign, before any passphrase is sent or number drawn.
        Raises SigningFailed, which is no guess.
        """

    def sign(
        self, pdf: bytes, nik: str, passphrase: str, reason: str, placement: Placement | None = None
    ) -> bytes:
        """The PDF with the person's signature appended; invisible without a placement. Raises
        SigningFailed.

        The passphrase is used for this one request and then forgotten: it is neither stored,
        logged nor put into an error.
        """


def configured_provider() -> SigningProvider | None:
    """The provider of this installation; None when there is none."""
    if not settings.BSRE_URL:
        return None
    return Bsre(settings.BSRE_URL, settings.BSRE_USER, settings.BSRE_PASSWORD)


class _NoRedirect(HTTPRedirectHandler):
    """A passphrase goes where it was sent and nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass(frozen=True)
class Bsre:
    """eSign Client Service of BSrE, version 2: POST /api/v2/sign/pdf with JSON and Basic
    authorisation.

    Written by the public Petunjuk Teknis of January 2024; tests/contracts/bsre-v2.json describes
    what is asked and answered, with its sources. Not proven against the living service.
    """

    url: str
    user: str
    password: str

    @sensitive_variables("nik")
    def require_ready(self, nik: str) -> None:
        """As the port says: POST /api/v2/user/check/status says "ISSUE" of an account whose
        certificate is issued and in force.
        """
        status = self._post("/api/v2/user/check/status", {"nik": nik}).get("status")
        if status == READY:
            return
        if not isinstance(status, str) or not status.replace("_", "").isalpha():
            raise SigningFailed("Layanan BSrE tidak menyebut keadaan akun ini. Coba lagi nanti.")
        if status == EXPIRED:
            raise SigningFailed("Sertifikat elektronik akun ini sudah berakhir. " + RENEW)
        raise SigningFailed(f"Akun BSrE ini belum dapat menandatangani (keadaan {status}). {RENEW}")

    def seal(self, pdf: bytes, subscriber: str, activation: str) -> bytes:
        """The PDF with the institution's seal appended, invisible: a code for one file is asked for
        with the code of the activation, and the seal with that. Raises SigningFailed.
        """
        wanted = {"idSubscriber": subscriber, "totp": activation, "data": "1"}
        code = self._post("/api/v2/seal/get/totp", wanted)
        if code.get("result") is not True or not isinstance(code.get("totp"), str):
            raise SigningFailed("Layanan BSrE tidak memberi kode untuk segel. Aktifkan segel lagi.")
        asked = {
            "idSubscriber": subscriber,
            "totp": code["totp"],
            "signatureProperties": [{"tampilan": "INVISIBLE"}],
            "file": [_packed(pdf)],
        }
        return _unpacked(self._post("/api/v2/seal/pdf", asked))

    @sensitive_variables()
    def sign(
        self, pdf: bytes, nik: str, passphrase: str, reason: str, placement: Placement | None = None
    ) -> bytes:
        """As the port says."""
        asked = {
            "nik": nik,
            "passphrase": passphrase,
            "signatureProperties": [_properties(reason, placement)],
            "file": [_packed(pdf)],
        }
        return _unpacked(self._post("/api/v2/sign/pdf", asked))

    @sensitive_variables()
    def _post(self, path: str, asked: Json) -> Json:
        entrance = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        headers = {
            "Authorization": f"Basic {entrance}",
            "Content-Type": "application/json",
            "Accept": "application/json",
        }
        # The address is a setting of the installation.
        request = Request(  # noqa: S310
            self.url.rstrip("/") + path, json.dumps(asked).encode(), headers
        )
        try:
            with build_opener(_NoRedirect).open(request, timeout=PATIENCE) as answer:
                return _read(answer)
        except HTTPError as refusal:
            raise _failure(refusal) from None
        except (OSError, HTTPException):
            raise SigningFailed(
                "Layanan BSrE tidak menjawab. Dokumen belum ditandatangani; coba lagi nanti."
            ) from None
        except ValueError:
            raise SigningFailed(
                "Jawaban layanan BSrE tidak dapat dibaca. Dokumen belum ditandatangani."
            ) from None


def _packed(pdf: bytes) -> str:
    return base64.b64encode(pdf).decode()


def _unpacked(answer: Json) -> bytes:
    try:
        return base64.b64decode(answer["file"][0], validate=True)
    except (KeyError, IndexError, TypeError, binascii.Error):
        raise SigningFailed(
            "Layanan BSrE menjawab tanpa dokumen yang ditandatangani. Coba lagi nanti."
        ) from None


def _properties(reason: str, placement: Placement | None) -> Json:
    if placement is None:
        return {"tampilan": "INVISIBLE", "reason": reason}
    return {
        "tampilan": "VISIBLE",
        "reason": reason,
        "page": placement.page,
        "originX": placement.left,
        "originY": placement.bottom,
        "width": placement.width,
        "height": placement.height,
    }


def _read(answer: HTTPResponse | HTTPError) -> Json:
    content = json.loads(answer.read(LARGEST))
    if not isinstance(content, dict):
        raise ValueError("no object")
    return content


# The codes that concern who signs. Other texts of the service are not passed on: nobody knows what
# they repeat.
WRONG_PASSPHRASE = 2031
REASONS = {
    2011: "NIK ini tidak terdaftar di BSrE.",
    WRONG_PASSPHRASE: "Frasa sandi salah. Dokumen belum ditandatangani.",
}


def _failure(refusal: HTTPError) -> SigningFailed:
    try:
        code = _read(refusal).get("status_code")
    except (ValueError, OSError):
        code = None
    if code in REASONS:
        return SigningFailed(REASONS[code], is_guess=code == WRONG_PASSPHRASE)
    if not isinstance(code, int):
        code = refusal.code
    return SigningFailed(
        f"Layanan BSrE menolak permintaan (kode {code}). Dokumen belum ditandatangani."
    )
