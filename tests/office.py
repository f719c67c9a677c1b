"""LibreOffice as the partner has it, without windows: opens what we send, and saves it again."""

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

NEEDED = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui",
)


def converted(content: bytes, *formats: str) -> bytes:
    """The file as LibreOffice saves it in one format after the other."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room, "naskah.docx")
        path.write_bytes(content)
        for number, form in enumerate(formats):
            into = Path(room, str(number))
            profile = f"-env:UserInstallation=file://{room}/profile"
            ask = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", into, path]
            subprocess.run(ask, check=True, capture_output=True, timeout=120)
            path = into / f"naskah.{form}"
        return path.read_bytes()


def page_picture(pdf: bytes, number: int):
    """One page in few greys, so small that only its layout is left."""
    from PIL import Image

    ask = ["pdftoppm", "-gray", "-r", "18", "-f", str(number), "-l", str(number), "-"]
    drawn = subprocess.run(ask, input=pdf, capture_output=True, check=True).stdout
    return Image.open(io.BytesIO(drawn)).resize((37, 52))
