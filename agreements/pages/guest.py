"""What a partner without an account is shown by a link: the draft as it was kept, the remarks it
may read, and what its own record says of it.
"""

from dataclasses import dataclass

from django.utils.text import Truncator

from agreements.documents.archive import virus_scans
from agreements.documents.exchange.mailing import language_of_mail
from agreements.documents.kinds import KINDS
from agreements.documents.kinds.vocabulary import Language
from agreements.documents.pages.clauses import ClauseLine, ClauseTable, lines_of_plain
from agreements.documents.wording import annex_texts, kept_trees
from agreements.documents.wording.mandatory_parts import name_articles
from agreements.documents.wording.outside_texts import PART as OUTSIDE_PART
from agreements.models import Document, DocumentState, PartnerEntry, PartnerLink, Remark, Source
from agreements.naskah.numbering import Numbers
from agreements.naskah.stored import load_naskah
from agreements.workflow.removals import days_of_removals

ANSWERS = "jawab-"  # before the key of a remark that is answered
EXCERPT = 60


@dataclass(frozen=True)
class GuestPart:
    """A Pasal, a lampiran or a page: its id, how it is called, and its lines. What no remark hangs
    on, as a Bab, has no id.
    """

    block: str
    title: str
    lines: list[ClauseLine | ClauseTable]


@dataclass(frozen=True)
class GuestPage:
    """What the link shows."""

    link: PartnerLink
    title: str
    naskah: str
    is_english: bool
    is_outside: bool
    parts: list[GuestPart]
    remarks: list[Remark]
    has_paper: bool
    entry: PartnerEntry | None

    @property
    def blocks(self) -> list[tuple[str, str]]:
        """What a remark may be about, and behind that the remarks that it may answer."""
        parts = {part.block: part.title for part in self.parts if part.block}
        word = "Answer to" if self.is_english else "Menjawab"
        answered = {
            f"{ANSWERS}{one.pk}": f"{word}: {Truncator(one.text).chars(EXCERPT)}"
            for one in self.remarks
            if not one.is_settled
        }
        return list((parts | answered).items())


def guest_page_of(link: PartnerLink) -> GuestPage:
    """The page of an open link."""
    agreement, kind = link.agreement, KINDS[link.kind]
    is_english = is_in_english(link)
    return GuestPage(
        link,
        title=(is_english and agreement.title_en) or agreement.title,
        naskah=(is_english and kind.title_en) or kind.title,
        is_english=is_english,
        is_outside=link.version.source == Source.OUTSIDE,
        parts=_parts_of(link),
        remarks=list(agreement.remarks.of_naskah(link.kind).for_mitra().with_answers()),
        has_paper=bool(file_of(link)),
        entry=link.entries.order_by("pk").last(),
    )


def is_in_english(link: PartnerLink) -> bool:
    """Whether the partner is written to in English."""
    return language_of_mail(link.agreement) is Language.ENGLISH


def _parts_of(link: PartnerLink) -> list[GuestPart]:
    version = link.version
    if version.source == Source.OUTSIDE:
        return _pages_of(link)
    places = name_articles([part for part, *_ in version.texts])
    parts = [
        GuestPart(
            kept_trees.split_part_in(part)[0], f"{place} {title}".strip(), lines_of_plain(text)
        )
        for place, (part, title, text) in zip(places, version.texts, strict=True)
        if part != OUTSIDE_PART
    ]
    tree = load_naskah(version.tree) if version.tree else None
    annexes = annex_texts.annex_texts_of(link.kind, link.agreement, tree)
    known = Numbers(tree).places if tree else {}
    return parts + [
        GuestPart(
            one.part if kept_trees.split_block(one.part)[0] in known else "",
            f"{one.place} {one.title}".strip(),
            lines_of_plain(one.text),
        )
        for one in annexes
    ]


def _pages_of(link: PartnerLink) -> list[GuestPart]:
    text = link.agreement.outside_text_of(link.kind)
    if text is None or text.sha256 != link.version.sha256:
        return []
    word = "Page" if is_in_english(link) else "Halaman"
    return [
        GuestPart(f"halaman-{number}", f"{word} {number}", [])
        for number in range(1, text.pages + 1)
    ]


def file_of(link: PartnerLink) -> str:
    """The hash of the PDF of the version that the link shows: the file of a naskah from outside, or
    the newest draft that was made of it; empty where there is none, or its content is gone.
    """
    digest = link.version.sha256
    if link.version.source != Source.OUTSIDE:
        paper = _paper_of(link)
        digest = paper.sha256 if paper else ""
    if not digest or days_of_removals(link.agreement, [digest]):
        return ""
    return "" if virus_scans.refusal_to_open(digest) else digest


def _paper_of(link: PartnerLink) -> Document | None:
    drafts = link.agreement.documents.filter(
        kind=link.kind,
        draft=True,
        state=DocumentState.READY,
        context__version=link.version.number,
    )
    return drafts.order_by("pk").last()
