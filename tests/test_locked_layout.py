"""A paper is made of what stands in its page and of our own static files. Whatever somebody typed
or uploaded, it asks no address outside and reads no other file of this server.
"""

import io
import threading
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pypdf import PdfReader

from agreements.documents import rendering
from agreements.models import Document

SECRET = "isi-berkas-rahasia-di-luar"


@pytest.fixture
def outside(tmp_path):
    """An address and a file that nobody may read; and who asked at that address."""
    asked: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *said):
            pass

    server = HTTPServer(("127.0.0.1", 0), Noting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    secret = tmp_path / "rahasia.txt"
    secret.write_text(SECRET)
    yield f"http://127.0.0.1:{server.server_port}", secret.as_uri(), asked
    server.shutdown()
    server.server_close()


def svg_that_asks(address: str, file: str) -> bytes:
    return (
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        f'<image href="{address}/svg" width="9" height="9"/>'
        f'<image href="{file}" width="9" height="9"/><use href="{address}/use#a"/></svg>'
    ).encode()


def attached(pdf: bytes) -> bytes:
    return b"".join(b"".join(parts) for parts in PdfReader(io.BytesIO(pdf)).attachments.values())


@pytest.mark.parametrize(
    "part",
    [
        '<img src="{address}/img">',
        '<img src="{file}">',
        '<link rel="attachment" href="{file}">',
        '<a rel="attachment" href="{file}">baca</a>',
        '<a rel="attachment" href="{address}/a">baca</a>',
        '<link rel="stylesheet" href="{address}/gaya.css">',
        "<style>@import url({address}/gaya.css);</style>",
        "<style>@font-face {{ font-family: x; src: url({address}/huruf) }} p {{ font: 9pt x }}"
        "</style>",
        '<p style="background: url({address}/latar)">latar</p>',
        '<object data="{address}/benda">x</object>',
        '<img src="data:image/svg+xml;base64,{svg}">',
        '<link rel="attachment" href="static/../{climbing}">',
    ],
)
def test_no_part_of_a_page_reads_outside(outside, part):
    address, file, asked = outside
    said = {
        "address": address,
        "file": file,
        "svg": b64encode(svg_that_asks(address, file)).decode(),
        "climbing": "../" * 12 + file.removeprefix("file:///"),
    }
    pdf = rendering.plain_pdf(f"<html><body><p>Naskah</p>{part.format(**said)}</body></html>")
    assert pdf.startswith(b"%PDF") and asked == []
    assert SECRET.encode() not in attached(pdf)


def test_a_naskah_with_a_hostile_name_and_emblem_of_the_mitra_is_made_and_asks_nobody(
    outside, make_agreement, people
):
    address, file, asked = outside
    case = make_agreement(at="penyusunan_kb")
    name = f'PT <img src="{address}/nama"><link rel="attachment" href="{file}">'
    case.partner.name, case.partner.logo = name, svg_that_asks(address, file)
    case.partner.save()
    for party in case.parties.exclude(partner=None):
        party.take_data(case.partner)
        party.save()
    paper = Document.objects.create(
        agreement=case,
        kind="kesepakatan_bersama",
        revision=1,
        draft=True,
        ordered_by=people["staf"],
        context={"date": "2026-12-01"},
    )
    pdf = rendering.to_pdf(paper)
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert asked == [] and SECRET.encode() not in attached(pdf)
    assert "img src=" in words.replace("\n", " ").lower()
