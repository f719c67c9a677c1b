"""How the parts of a case become one file, part by part and never all in memory."""

import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pikepdf
from django.utils import timezone
from PIL import Image

from agreements.documents import rendering, store
from agreements.documents.archive import integrity
from agreements.documents.pages.paper_words import PaperWords, names_for_template
from agreements.documents.signers import title_of
from agreements.documents.text import indonesian
from agreements.documents.wording.signing_days import own_days_of_parties
from agreements.models import (
    Agreement,
    Bundle,
    BundleForm,
    Evidence,
    FileState,
    Number,
    StageEvent,
    chain_is_intact,
)
from kerjasama.accounts.models import Office, RegionProfile
from kerjasama.logbook.models import LogCheck

from .parts import Part

INDEX, HASHES = "00-daftar-isi-berkas.pdf", "00-sidik-sha256.txt"
PAPER_DPI = 150
LOCKED, BROKEN, OTHER = "terkunci kata sandi", "PDF rusak", "bukan PDF atau gambar"
Tick = Callable[[], None]


def write_bundle(bundle: Bundle, parts: list[Part], place: Path, tick: Tick) -> Path:
    """Write the file under `place`, telling `tick` of every part done. Each part learns how it was
    found.
    """
    target = place / bundle.file_name
    if bundle.form == BundleForm.ZIP:
        _write_zip(bundle, parts, target, tick)
    else:
        _write_pdf(bundle, parts, target, tick)
    return target


def _find(part: Part) -> None:
    if part.sha256 and not part.is_removed:
        found = integrity.state_of(part.sha256)
        part.state = str(found.label)
        if found != FileState.INTACT:
            integrity.note_file_state(part.sha256, found)


def _write_zip(bundle: Bundle, parts: list[Part], target: Path, tick: Tick) -> None:
    with ZipFile(target, "w") as gathered:
        for part in parts:
            _find(part)
            if part.is_there:
                with tempfile.TemporaryDirectory(dir=target.parent) as work:
                    gathered.write(store.at_hand(part.sha256, Path(work)), part.name)
            tick()
        index = index_of(bundle, parts)
        now = timezone.localtime().timetuple()[:6]
        gathered.writestr(ZipInfo(INDEX, now), index)
        gathered.writestr(ZipInfo(HASHES, now), hash_list(parts, index))


def hash_list(parts: list[Part], index: bytes) -> str:
    """What `sha256sum -c` reads; what is not there stands behind a #."""
    lines = [f"{store.digest_of(index)}  {INDEX}"]
    for part in parts:
        if part.is_there:
            lines.append(f"{part.sha256}  {part.name}")
        else:
            lines.append(f"# {part.state}: {part.sha256} {part.name}")
    return "\n".join([*lines, ""])


def _write_pdf(bundle: Bundle, parts: list[Part], target: Path, tick: Tick) -> None:
    opened = []
    for number, part in enumerate(parts):
        _find(part)
        if part.is_there and (source := _opened(part, target.with_suffix(f".{number}.pdf"))):
            part.pages = len(source.pages)
            opened.append((part, source))
        tick()
    index = _index_with_pages(bundle, parts)
    with pikepdf.new() as merged:
        merged.pages.extend(index.pages)
        with merged.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Daftar isi berkas", 0))
            for part, source in opened:
                _drop_fields(source)
                merged.pages.extend(source.pages)
                outline.root.append(pikepdf.OutlineItem(part.title, part.page - 1))
        merged.docinfo["/Title"] = f"Berkas {bundle.agreement.title}"
        merged.Root.Lang = pikepdf.String("id")
        merged.save(target)
    for _, source in opened:
        source.close()


def _opened(part: Part, scratch: Path) -> pikepdf.Pdf | None:
    """The part as PDF; None when it cannot be one, and then the part says why."""
    path = store.at_hand(part.sha256, scratch.parent)
    try:
        return pikepdf.open(path)
    except pikepdf.PasswordError:
        part.apart = LOCKED
    except pikepdf.PdfError:
        if Path(part.name).suffix == ".pdf":
            part.apart = BROKEN
    if part.apart:
        return None
    try:
        with Image.open(path) as image:
            image.convert("RGB").save(scratch, "PDF", resolution=PAPER_DPI)
        return pikepdf.open(scratch)
    except (OSError, ValueError, Image.DecompressionBombError):
        part.apart = OTHER
    return None


def _drop_fields(source: pikepdf.Pdf) -> None:
    """Form fields, those of signatures among them, prove nothing once a page stands in another
    file.
    """
    for page in source.pages:
        kept = [note for note in page.get("/Annots", []) if note.get("/Subtype") != "/Widget"]
        if "/Annots" in page:
            page.Annots = pikepdf.Array(kept)


def _index_with_pages(bundle: Bundle, parts: list[Part]) -> pikepdf.Pdf:
    """The index, rendered once to learn its own length and once with the page at which each part
    begins.
    """
    length = 0
    # More pages may take more digits and so a line more; twice is nearly always enough.
    for _ in range(3):
        starts = accumulate((part.pages for part in parts), initial=length + 1)
        for part, start in zip(parts, starts, strict=False):
            part.page = 0
            if part.pages:
                part.page = start
        index = pikepdf.open(io.BytesIO(index_of(bundle, parts)))
        if len(index.pages) == length:
            return index
        length = len(index.pages)
    return index


def index_of(bundle: Bundle, parts: list[Part]) -> bytes:
    """ "Daftar isi berkas": what the case holds, its numbers, approvals and history, each file with
    its SHA-256.
    """
    names = names_for_template(_words_of_index(bundle, parts))
    return rendering.pdf_of("documents/bundle.html", names)


@dataclass(frozen=True)
class IndexWords(PaperWords):
    """What the index of a bundle prints. `missing` should be there and is not; `apart` goes with it
    as a file of its own; `chain` says whether the log is whole.
    """

    agreement: Agreement
    name: str
    partners: str
    region: RegionProfile
    area: str
    head: str
    demo: bool
    bundle: Bundle
    is_pdf: bool
    now: datetime
    parts: list[Part]
    missing: list[Part]
    apart: list[Part]
    intact: str
    numbers: list[Number]
    approvals: list[tuple[str, Evidence, list[tuple[str, str]]]]
    events: list[StageEvent]
    chain: bool
    all_checked: str


def _words_of_index(bundle: Bundle, parts: list[Part]) -> IndexWords:
    agreement, region = bundle.agreement, RegionProfile.current()
    events = list(agreement.events.select_related("by").order_by("number"))
    return IndexWords(
        agreement=agreement,
        name=indonesian.flatten_name(agreement.title),
        partners=indonesian.join_names(list(map(indonesian.flatten_name, agreement.partner_names))),
        region=region,
        area=indonesian.area_of_government(region.name),
        head=title_of(Office.HEAD, region),
        demo=region.is_demo,
        bundle=bundle,
        is_pdf=bundle.form == BundleForm.PDF,
        now=timezone.now(),
        parts=parts,
        missing=[part for part in parts if part.is_missing],
        apart=[part for part in parts if part.apart],
        intact=str(FileState.INTACT.label),
        numbers=_numbers(agreement),
        approvals=_approvals(agreement),
        events=events,
        chain=chain_is_intact(agreement, events),
        all_checked=LogCheck.last_said(),
    )


def _numbers(agreement: Agreement) -> list[Number]:
    own = Number.objects.filter(agreement=agreement) | Number.objects.filter(
        document__agreement=agreement
    )
    return list(own.select_related("series", "document", "by").order_by("at", "pk"))


def _approvals(agreement: Agreement) -> list[tuple[str, Evidence, list[tuple[str, str]]]]:
    """What was approved and recorded and still stands: (what it met, the record, the day of each
    party that signed apart).
    """
    rows = agreement.evidence.filter(void=False).select_related("by")
    return [(_what_was_met(row), row, _own_days(row)) for row in rows]


def _own_days(record: Evidence) -> list[tuple[str, str]]:
    if record.need is None or not record.need.signs:
        return []
    return own_days_of_parties(record.agreement, record.need.signs)


def _what_was_met(record: Evidence) -> str:
    if record.need is None:
        return record.requirement_code
    return record.need.text
