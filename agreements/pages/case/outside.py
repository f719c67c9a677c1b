"""The page of a naskah whose text was written elsewhere: its file, the parts that the law lists,
and what its reader may do.
"""

import re
from dataclasses import dataclass

from django.forms.boundfield import BoundField
from django.http import QueryDict

from agreements.documents import store
from agreements.documents.annex_pages import text_of_pages, words_of_pages
from agreements.documents.kinds import KINDS, DocumentKind
from agreements.documents.wording import recorded_articles
from agreements.forms.outside import TickForm
from agreements.models import Agreement, AnnexUpload, DraftVersion, OutsideCheck, Source
from agreements.models.naskah_setup import OutsideText
from agreements.regulations.citations import Citation
from agreements.regulations.naskah_contents import parts_of_naskah
from agreements.workflow import outside_naskah, registering
from kerjasama.accounts.models import User

LONG = 55  # signs of a line that was broken at the edge of a page
BEGINNING = re.compile(r"(?:Pasal|Article)\s+\d+|\(?[0-9a-zA-Z]{1,3}[.)]\s|BAB\s")


@dataclass(frozen=True)
class PartToTick:
    """A part that the law lists: its name, its article, its pages, and their field for who may
    say them.
    """

    name: str
    citation: Citation
    pages: str
    field: BoundField | None


@dataclass(frozen=True)
class OutsidePage:
    """What the page shows; `key` opens the file, `word_key` the one it was made from."""

    kind: DocumentKind
    text: OutsideText | None
    key: int
    word_key: int
    came_from: str
    parts: list[PartToTick]
    check: OutsideCheck | None
    may_bring: bool
    may_tick: bool
    may_record: bool
    version: str

    @property
    def missing(self) -> int:
        """How many parts nobody found yet."""
        return sum(not part.pages for part in self.parts)


def tick_form_of(
    agreement: Agreement, kind: str, text: OutsideText, sent: QueryDict | None = None
) -> TickForm:
    """The form of its parts, with where words that name each can be read."""
    try:
        read = words_of_pages(text.sha256)
    except store.Damaged:
        read = []
    ticked = outside_naskah.ticked_parts_of(agreement, kind)
    return TickForm(sent, ticked=ticked, most=text.pages, read=read if any(read) else [])


def unwrap(text: str) -> str:
    """Lines that were broken at the edge of the page as one: a long one goes on in the next, unless
    that begins a Pasal or an item, or the sentence was over.
    """
    lines: list[str] = []
    for line in (" ".join(one.split()) for one in text.splitlines()):
        goes_on = lines and len(lines[-1]) >= LONG and not lines[-1].endswith((".", ";", ":"))
        if line and goes_on and not BEGINNING.match(line):
            lines[-1] = f"{lines[-1]} {line}"
        elif line:
            lines.append(line)
    return "\n".join(lines)


def lines_of_text(agreement: Agreement, kind: str) -> str:
    """What can be read of the file, line by line; empty of a scan."""
    text = agreement.outside_text_of(kind)
    try:
        return unwrap("\n".join(text_of_pages(text.sha256))) if text else ""
    except store.Damaged:
        return ""


def outside_page_of(
    user: User, agreement: Agreement, kind: str, ticks: TickForm | None
) -> OutsidePage:
    """The page for this reader; `ticks` only for who may tick."""
    text = agreement.outside_text_of(kind)
    return OutsidePage(
        KINDS[kind],
        text,
        key=_key_of(agreement, text.sha256 if text else ""),
        word_key=_key_of(agreement, text.word if text else ""),
        came_from=_came_from(agreement, kind, text),
        parts=_parts_to_tick(agreement, kind, ticks),
        check=_check_of(agreement, kind, text),
        may_bring=outside_naskah.may_bring_text(user, agreement, kind),
        may_tick=ticks is not None,
        may_record=_may_record(user, agreement, kind),
        version=agreement.content_hash,
    )


def _may_record(user: User, agreement: Agreement, kind: str) -> bool:
    may = registering.may_register(user)
    return may and recorded_articles.is_signed_from_outside(agreement, kind)


def _parts_to_tick(agreement: Agreement, kind: str, ticks: TickForm | None) -> list[PartToTick]:
    ticked = {part.code: pages for part, pages in outside_naskah.ticked_parts_of(agreement, kind)}
    return [
        PartToTick(
            part.name,
            part.citation,
            ticked.get(part.code, ""),
            ticks[part.code] if ticks else None,
        )
        for part in parts_of_naskah(kind, agreement.track)
    ]


def _key_of(agreement: Agreement, sha256: str) -> int:
    if not sha256:
        return 0
    found = AnnexUpload.objects.filter(agreement=agreement, sha256=sha256)
    return found.values_list("pk", flat=True).last() or 0


def _came_from(agreement: Agreement, kind: str, text: OutsideText | None) -> str:
    if text is None:
        return ""
    kept = DraftVersion.objects.filter(
        agreement=agreement, kind=kind, source=Source.OUTSIDE, sha256=text.sha256
    )
    return kept.order_by("number").values_list("note", flat=True).last() or ""


def _check_of(agreement: Agreement, kind: str, text: OutsideText | None) -> OutsideCheck | None:
    if text is None:
        return None
    rows = agreement.outside_checks.filter(kind=kind, sha256=text.sha256).select_related("by")
    return rows.order_by("pk").last()
