"""The pages of a file that was brought for a lampiran, as pictures that any archive can show.

They are drawn by Debian's poppler, so that nothing of a strange PDF (its scripts, fonts, layers)
reaches the naskah, and the naskah stays PDF/A with pages of its own number.
"""

import base64
import io
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import pikepdf
from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

from agreements.documents import store

MOST_PAGES = 60
# Pixels of the longest side, whatever the page measures: 150 by inch on A4, so that a map stays
# readable and a page weighs some hundred kilobytes.
LONGEST = 1800
LARGEST = 1300  # millimetres: A0 with its bleed; on what is larger nothing could be read
MILLIMETRES = 25.4 / 72  # of a point
SECONDS = 120
QUALITY = 85
DRAWING = ("pdftoppm", "-jpeg", "-l", str(MOST_PAGES))
READING = ("pdftotext", "-enc", "UTF-8", "-l", str(MOST_PAGES), "-", "-")


class AnnexPage(NamedTuple):
    """One page: its picture as a data URI, and whether it lies on its side."""

    picture: str
    is_wide: bool


class Undrawable(ValueError):
    """The pages could not be drawn."""


def count_pages(content: bytes) -> int:
    """How many pages a file has; a picture is one, and 0 is what cannot be read. Raises
    ValidationError, which says so at the field, where a page is larger than any that is printed.
    """
    if not content.startswith(b"%PDF"):
        return 1
    try:
        with pikepdf.open(io.BytesIO(content)) as opened:
            for number, page in enumerate(opened.pages[:MOST_PAGES], 1):
                _judge_size(number, _longest_side(page))
            return len(opened.pages)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        return 0


def _longest_side(page: pikepdf.Page) -> float:
    """In millimetres."""
    left, low, right, high = (float(edge) for edge in page.mediabox)
    unit = float(page.obj.get("/UserUnit", 1))
    return max(abs(right - left), abs(high - low)) * unit * MILLIMETRES


def _judge_size(number: int, longest: float) -> None:
    if longest > LARGEST:
        raise ValidationError(
            f"Halaman {number} berkas ini berukuran {longest / 10:.0f} cm; yang dapat dicetak"
            f" paling panjang {LARGEST // 10} cm (A0). Perkecil ukuran halamannya, lalu unggah"
            " lagi."
        )


def pages_of_file(sha256: str, longest: int = LONGEST) -> list[AnnexPage]:
    """The pages of a kept file, so many pixels long. Raises Undrawable, and Damaged where the
    file is not as kept.
    """
    content = store.read_stored(sha256)
    if not content.startswith(b"%PDF"):
        return [_page_of_picture(content, sha256)]
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(
                [*DRAWING, "-scale-to", str(longest), "-", f"{folder}/p"],
                input=content,
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as fault:
            raise Undrawable(f"Halaman lampiran {sha256[:12]} tidak dapat digambar.") from fault
        drawn = [_page(Image.open(file), longest) for file in sorted(Path(folder).iterdir())]
    if not drawn:
        raise Undrawable(f"Lampiran {sha256[:12]} tidak berhalaman.")
    return drawn


def text_of_pages(sha256: str) -> list[str]:
    """What can be read on each page of a kept file, line by line; empty where nothing can, as
    of a scan. Raises Damaged where the file is not as kept.
    """
    try:
        done = subprocess.run(
            READING,
            input=store.read_stored(sha256),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return done.stdout.decode(errors="replace").split("\f")[:-1]


def words_of_pages(sha256: str) -> list[str]:
    """The same as one line each."""
    return [" ".join(page.split()) for page in text_of_pages(sha256)]


def _page_of_picture(content: bytes, sha256: str) -> AnnexPage:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return _page(picture)
    except Exception as fault:  # a broken picture, or one too large, ends its decoder in many ways
        raise Undrawable(f"Gambar lampiran {sha256[:12]} tidak dapat digambar.") from fault


def _page(picture: Image.Image, longest: int = LONGEST) -> AnnexPage:
    """As JPEG of plain colours, upright, on white, no larger than a page shows."""
    seen, content = picture, io.BytesIO()
    if picture.mode == "P":  # its palette knows no shades between
        seen = picture.convert("RGBA")
    seen.thumbnail((longest, longest))
    plain = _on_white(ImageOps.exif_transpose(seen))
    plain.save(content, "JPEG", quality=QUALITY)
    told = base64.b64encode(content.getvalue()).decode()
    return AnnexPage(f"data:image/jpeg;base64,{told}", plain.width > plain.height)


def _on_white(picture: Image.Image) -> Image.Image:
    """What is transparent shows the paper."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")
