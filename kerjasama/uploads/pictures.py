"""Pictures that people hand in: whole, not larger than whoever draws them can bear, and in a form
that every reader opens.
"""

import io

import pillow_heif
from django import forms
from PIL import Image, ImageOps

HEIC_TYPES = ("image/heic", "image/heif")
MOST_MEGAPIXELS = 100  # a scanned A3 has 35, a telephone's picture 12 to 50
QUALITY = 90
pillow_heif.register_heif_opener()


def judge_picture(content: bytes, longest_side: int = 0) -> None:
    """Raises ValidationError where the bytes are no whole picture, or unpack to more than is drawn:
    a file of few bytes may fill gigabytes. `longest_side` is in pixels; 0: any.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            wide, high = picture.size
            picture.verify()
    except Image.DecompressionBombError:
        raise forms.ValidationError(_too_many_pixels()) from None
    except Exception:  # a broken picture ends its decoder in many ways
        raise forms.ValidationError("Berkas gambar ini rusak. Pilih berkas lain.") from None
    if longest_side and max(wide, high) > longest_side:
        raise forms.ValidationError(f"Lebar atau tinggi gambar melebihi {longest_side} piksel.")
    if wide * high > MOST_MEGAPIXELS * 1_000_000:
        raise forms.ValidationError(_too_many_pixels())


def _too_many_pixels() -> str:
    return f"Gambar ini melebihi {MOST_MEGAPIXELS} megapiksel. Perkecil, lalu unggah lagi."


def jpeg_from_heic(content: bytes) -> bytes:
    """A telephone's picture as JPEG, upright, without the place where it was taken."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except Exception:
        raise forms.ValidationError("Berkas gambar ini rusak. Pilih berkas lain.") from None
    file = io.BytesIO()
    upright.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()
