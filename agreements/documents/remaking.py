"""A final can be made again from what it was made from: its page, its data and the program that set
them, whatever became of templates, names and settings since. The only writer of PaperSource.
"""

import gzip
import json
from collections.abc import Callable
from typing import Any

from agreements.documents import store
from agreements.documents.archive import pdf_archive
from agreements.models import Document, PaperSource


def lay_out_final(document: Document, page: str) -> bytes:
    """The file of a final before its seal; what it is made from is kept."""
    facts = pdf_archive.facts_of_document(document)
    made = _made(document, page, facts)
    _keep_source(document, page, facts)
    return made


def remake_unsealed(document: Document) -> bytes:
    """The file as it was before its seal was appended; the same bytes with the same WeasyPrint and
    fonts. Raises PaperSource.DoesNotExist for a final of before that was kept.
    """
    kept = PaperSource.objects.get(document=document)
    told = json.loads(gzip.decompress(store.read_stored(kept.sha256)))
    return _made(document, told["page"], told["facts"])


def remake_with(document: Document, change: Callable[[str], str]) -> bytes:
    """The file of another page: that of the final, changed. Raises PaperSource.DoesNotExist."""
    kept = PaperSource.objects.get(document=document)
    told = json.loads(gzip.decompress(store.read_stored(kept.sha256)))
    return _made(document, change(told["page"]), told["facts"])


def _made(document: Document, page: str, facts: dict[str, Any]) -> bytes:
    from agreements.documents import rendering

    return rendering.lay_out(page, **pdf_archive.archive_options(document, facts))


def _keep_source(document: Document, page: str, facts: dict[str, Any]) -> None:
    from weasyprint import __version__  # slow to import, and only the worker needs it

    told = json.dumps({"page": page, "facts": facts}, ensure_ascii=False)
    sha256 = store.store_bytes(gzip.compress(told.encode(), mtime=0))
    kept = {"sha256": sha256, "made_with": f"WeasyPrint {__version__}"}
    PaperSource.objects.update_or_create(kept, document=document)
