"""Stands for what people would scan and upload."""

import textwrap
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont


def example_scan(text: str, title: str) -> bytes:
    """A one-page PDF that stands for a scanned paper and says so."""
    page = Image.new("L", (620, 877), 255)
    draw = ImageDraw.Draw(page)
    draw.rectangle((30, 30, 590, 847), outline=120, width=2)
    draw.text((310, 180), "CONTOH", fill=90, font=ImageFont.load_default(64), anchor="mm")
    for row, line in enumerate(
        [text, "", *textwrap.wrap(title, 60), "", "Pengganti berkas unggahan pada data peragaan."]
    ):
        draw.text(
            (310, 320 + 30 * row), line[:80], fill=0, font=ImageFont.load_default(16), anchor="mm"
        )
    content = BytesIO()
    page.save(content, "PDF", resolution=75)
    return content.getvalue()
