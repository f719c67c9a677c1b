"""People who sign PDFs in tests, and a BSrE that answers at a real address."""

import base64
import io
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from agreements.documents.signatures.pades import KeySigner
from kerjasama import authority


def apart(act, *args, **fields):
    """In a thread of its own, since pyHanko runs an event loop and the browser of other tests keeps
    one in this thread.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(act, *args, **fields).result()


# What the last service was asked and answered: (path, asked, status, said).
exchanged: list[tuple[str, dict, int, dict]] = []


class Person:
    """Somebody with a certificate of a root of this test alone."""

    def __init__(self, name: str, until=None):
        root_key, key = generate_private_key(65537, 2048), generate_private_key(65537, 2048)
        self.root = authority.make_certificate(
            "Akar Contoh", root_key, "Akar Contoh", root_key, is_authority=True
        )
        own = authority.make_certificate(name, key, "Akar Contoh", root_key, until=until)
        self.bundle = authority.bundle_key(name, key, own, self.root, "kunci")
        self.signer = KeySigner(load_pkcs12(self.bundle, b"kunci"))

    def sign(self, pdf: bytes, field: str = "TTE") -> bytes:
        signed, writer = io.BytesIO(), IncrementalPdfFileWriter(io.BytesIO(pdf))
        signer = PdfSigner(
            PdfSignatureMetadata(field_name=field, md_algorithm="sha256"), signer=self.signer
        )
        apart(signer.sign_pdf, writer, output=signed)
        return signed.getvalue()

    def is_known_in(self, folder) -> None:
        (folder / "akar.pem").write_bytes(self.root.public_bytes(Encoding.PEM))


@contextmanager
def bsre(answer, account: str = "ISSUE", seal=None):
    """An eSign Client Service: `answer(asked)` gives the status and what is said; yields its
    address and what it was asked. Each `account` stands so; `seal(asked)` answers what seals.
    """
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path == "/api/v2/user/check/status":
                status, said = 200, {"status": account}
            elif self.path == "/api/v2/seal/get/totp":
                status, said = 200, {"message": "ok", "totp": "654321", "result": True}
            elif self.path == "/api/v2/seal/pdf":
                status, said = seal(body)
            else:
                asked.append((self.path, self.headers["Authorization"], body))
                status, said = answer(body)
            exchanged.append((self.path, body, status, said))
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            pass

    exchanged.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def signing_with(person: Person, passphrase: str):
    """A BSrE that knows one person."""

    def answer(asked):
        if asked["passphrase"] != passphrase:
            return 400, {"error": "Passphrase anda salah", "status_code": 2031}
        signed = person.sign(base64.b64decode(asked["file"][0]))
        return 200, {"time": 1, "file": [base64.b64encode(signed).decode()]}

    return answer
