"""Pictures that people upload."""

import io

from PIL import Image


def small_png() -> bytes:
    """A green square, as a logo."""
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(file, "PNG")
    return file.getvalue()
