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
from PIL import Image

from agreements.documents import store

MOST_PAGES = 60
DOTS = "150"  # by inch: a map stays readable, a page weighs some hundred kilobytes
LONGEST = 1800  # of a picture that came as one
SECONDS = 120
QUALITY = 85


class AnnexPage(NamedTuple):
    """One page: its picture as a data URI, and whether it lies on its side."""

    picture: str
    is_wide: bool


class Undrawable(ValueError):
    """The pages could not be drawn."""


def count_pages(content: bytes) -> int:
    """How many pages a file has; a picture is one, and 0 is what cannot be read."""
    if not content.startswith(b"%PDF"):
        return 1
    try:
        with pikepdf.open(io.BytesIO(content)) as opened:
            return len(opened.pages)
    except pikepdf.PdfError:
        return 0


def pages_of_file(sha256: str) -> list[AnnexPage]:
    """The pages of a kept file. Raises Undrawable, and Damaged where the file is not as kept."""
    content = store.read_stored(sha256)
    if not content.startswith(b"%PDF"):
        return [_page(Image.open(io.BytesIO(content)))]
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(
                ["pdftoppm", "-jpeg", "-r", DOTS, "-l", str(MOST_PAGES), "-", f"{folder}/p"],
                input=content,
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as fault:
            raise Undrawable(f"Halaman lampiran {sha256[:12]} tidak dapat digambar.") from fault
        drawn = [_page(Image.open(file)) for file in sorted(Path(folder).iterdir())]
    if not drawn:
        raise Undrawable(f"Lampiran {sha256[:12]} tidak berhalaman.")
    return drawn


def _page(picture: Image.Image) -> AnnexPage:
    """As JPEG of plain colours, no larger than a page shows."""
    plain, content = picture.convert("RGB"), io.BytesIO()
    plain.thumbnail((LONGEST, LONGEST))
    plain.save(content, "JPEG", quality=QUALITY)
    told = base64.b64encode(content.getvalue()).decode()
    return AnnexPage(f"data:image/jpeg;base64,{told}", plain.width > plain.height)
