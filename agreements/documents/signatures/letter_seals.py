"""The seal of a letter stands behind the signature of its official, electronic or by hand: what is
sealed is what was signed. All other finals are sealed when they are made.
"""

import io
import logging
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import magic
import pikepdf
from PIL import Image, ImageOps

from agreements.documents.kinds import KINDS
from agreements.documents.signatures import sealing, uploaded_signatures
from agreements.documents.signatures.findings import Findings
from agreements.models import Document, LetterPaper, SignedLetter, SignedPaper
from agreements.workflow.guarding import Refused

log = logging.getLogger(__name__)
UNSEALABLE = (
    "Pindaian ini tidak dapat disegel: PDF-nya terkunci, rusak, atau sudah memuat segel. Pindai"
    " ulang, atau simpan sebagai PDF biasa."
)
PDF, PICTURES = "application/pdf", ("image/jpeg", "image/png")
ORIENTATION = 274  # of EXIF; 1 stands upright
DOTS = 200  # to the inch, for a picture that does not say how large it is


@dataclass(frozen=True)
class SealedFile:
    """What was signed, with the seal behind it; without one where the region has none."""

    content: bytes
    name: str = ""
    seal: dict[str, str | bool] = field(default_factory=dict)


def is_sealed_when_signed(kind: str) -> bool:
    """Whether the seal of such a paper waits for the signature of its official."""
    return KINDS[kind].is_letter and KINDS[kind].signed_by.hand is None


def seal_final(kind: str, pdf: bytes) -> bytes:
    """A final with its seal; as it is while that waits for the signature."""
    return pdf if is_sealed_when_signed(kind) else sealing.seal_pdf(pdf)


def details_of_final(kind: str, pdf: bytes) -> dict[str, str | bool]:
    """What a final keeps about its seal; nothing while that waits for the signature."""
    return {} if is_sealed_when_signed(kind) else sealing.seal_details(pdf)


def seal_of(paper: Document | LetterPaper) -> dict[str, str | bool]:
    """The seal of a paper; of a letter, that of what was signed."""
    signed: SignedPaper | SignedLetter | None = getattr(paper, "signed", None)
    seal: dict[str, str | bool] = paper.seal or (signed.seal if signed else {})
    return seal


def awaits_seal(paper: Document | LetterPaper) -> bool:
    """Whether the paper gets its seal when it is signed, and that was not done yet."""
    if paper.seal or getattr(paper, "signed", None) is not None or not sealing.has_seal():
        return False
    return isinstance(paper, LetterPaper) or is_sealed_when_signed(paper.kind)


def seal_signed(pdf: bytes, findings: Findings) -> tuple[SealedFile, Findings]:
    """The electronically signed letter with the seal, and what is found on it then. Raises
    Unusable.
    """
    if not sealing.has_seal():
        return SealedFile(pdf), findings
    sealed = sealing.seal_pdf(pdf)
    kept = SealedFile(sealed, seal=sealing.seal_details(sealed))
    return kept, uploaded_signatures.examine_signatures(sealed)


def seal_scan(content: bytes, name: str) -> SealedFile:
    """The scan of a letter that was signed by hand with the seal; a picture becomes a PDF. What is
    neither stays as it was brought. Raises Refused.
    """
    kind = magic.from_buffer(content, mime=True)
    if not sealing.has_seal() or kind not in (PDF, *PICTURES):
        return SealedFile(content, name)
    if kind != PDF:
        content, name = _as_pdf(content), f"{Path(name).stem}.pdf"
    try:
        sealed = sealing.seal_pdf(_readable(content))
    except Refused:
        raise
    except Exception as fault:  # whatever a strange PDF may be
        log.warning("a scan was not sealed: %s", type(fault).__name__)
        raise Refused(UNSEALABLE) from fault
    return SealedFile(sealed, name, sealing.seal_details(sealed))


def _readable(pdf: bytes) -> bytes:
    """The same file where a seal can be appended to it; else its pages written anew, as of one that
    only its printer locked.
    """
    from agreements.documents.signatures.long_lived import Appended  # slow to import

    try:
        if not Appended(io.BytesIO(pdf)).prev.encrypted:
            return pdf
    except Exception as fault:  # a reader of signatures is stricter than those of pages
        log.info("a scan is written anew: %s", type(fault).__name__)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        file = io.BytesIO()
        opened.save(file, encryption=False)
    return file.getvalue()


def _as_pdf(picture: bytes) -> bytes:
    """One page that shows the picture; of a JPEG, its very bytes where it stands upright."""
    opened = Image.open(io.BytesIO(picture))
    upright = ImageOps.exif_transpose(opened)
    is_upright = opened.getexif().get(ORIENTATION, 1) == 1
    is_kept = opened.format == "JPEG" and opened.mode in ("RGB", "L") and is_upright
    shown = upright if upright.mode in ("RGB", "L") else upright.convert("RGB")
    across, down = shown.size
    dots = max(float(opened.info.get("dpi", (DOTS,))[0]), 72.0)
    width, height = across * 72 / dots, down * 72 / dots
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(width, height))
        shows = pikepdf.Stream(
            made,
            picture if is_kept else zlib.compress(shown.tobytes()),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=across,
            Height=down,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceGray if shown.mode == "L" else pikepdf.Name.DeviceRGB,
            Filter=pikepdf.Name.DCTDecode if is_kept else pikepdf.Name.FlateDecode,
        )
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Pindaian=shows))
        drawn = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Pindaian Do Q"
        page.Contents = made.make_stream(drawn.encode())
        file = io.BytesIO()
        made.save(file)
    return file.getvalue()
