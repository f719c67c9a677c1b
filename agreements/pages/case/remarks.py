"""The page on which a naskah is read: each Pasal with what it departs in, what changed since its
reader last looked, and what was remarked on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.text import Truncator

from agreements.documents.kinds import KINDS
from agreements.documents.kinds.vocabulary import DocumentKind
from agreements.documents.pages.clauses import ClauseLine, ClauseTable, lines_of_body
from agreements.documents.wording import clauses, kept_trees, looks, remarks, trees, versions
from agreements.forms.remarks import OWNER, AnswerForm, RemarkForm
from agreements.models import Agreement, Remark, RemarkTier
from agreements.naskah.blocks import (
    CLOSING,
    INDONESIAN,
    Annex,
    AnnexFile,
    Item,
    ItemList,
    Owner,
    Paragraph,
    Table,
    all_blocks,
)
from agreements.naskah.numbering import Numbers
from agreements.pages.case.review_notes import ReviewNotes, review_notes_of
from agreements.workflow import permitting
from kerjasama.accounts.models import User

EXCERPT = 60
# A form that was refused, by the Pasal ("pasal:objek") or the remark ("catatan:7") it belongs to.
Rejected = dict[str, RemarkForm | AnswerForm]


@dataclass(frozen=True)
class Thread:
    """A remark with its answers, and what its reader may do with it."""

    remark: Remark
    replies: list[Remark]
    form: AnswerForm | None
    may_settle: bool
    is_reworded: bool  # whether what it was said of reads otherwise by now

    @property
    def is_open(self) -> bool:
        return not self.remark.is_settled


@dataclass(frozen=True)
class TextOfOwner:
    """A Pasal or lampiran in one language."""

    language: str
    title: str
    lines: list[ClauseLine | ClauseTable]

    @property
    def is_translated(self) -> bool:
        """Whether it is in another language than the page."""
        return self.language != INDONESIAN


@dataclass(frozen=True)
class RemarkedOwner:
    """A Pasal or lampiran with its texts, its remarks, and the form for one more."""

    part: str
    place: str
    texts: list[TextOfOwner]
    file: AnnexFile | None
    departs: bool
    is_new: bool
    threads: list[Thread]
    form: RemarkForm | None

    @property
    def title(self) -> str:
        return self.texts[0].title

    @property
    def open_threads(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.is_open]

    @property
    def settled_threads(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.is_open]


@dataclass(frozen=True)
class RemarksPage:
    """The naskah as it stands, with all its remarks. `whole` are those on it as a whole, `lost`
    those on what is not there any more.
    """

    agreement: Agreement
    kind: DocumentKind
    owners: list[RemarkedOwner]
    whole: RemarkedOwner
    lost: list[Thread]
    notes: ReviewNotes
    news: looks.News
    mark: str
    may_look: bool
    may_word: bool

    @property
    def open_count(self) -> int:
        """How many remarks wait to be settled."""
        everywhere = [self.whole, *self.owners]
        lost = sum(thread.is_open for thread in self.lost)
        return lost + sum(len(owner.open_threads) for owner in everywhere)

    @property
    def remarked(self) -> list[RemarkedOwner]:
        """The Pasal and lampiran with remarks that wait."""
        return [owner for owner in self.owners if owner.open_threads]


def build_remarks_page(
    user: User, agreement: Agreement, kind: str, rejected: Rejected | None = None
) -> RemarksPage:
    """What one reader is shown of a naskah."""
    return _Builder(user, agreement, kind, rejected or {}).page()


def form_to_remark(
    user: User, agreement: Agreement, kind: str, data: QueryDict
) -> RemarkForm | None:
    """The form that was sent; None where the naskah has no such Pasal any more."""
    told, owner = _Told(kind, agreement), data.get(OWNER, "")
    blocks: list[tuple[str, str]] = []
    is_page = bool(agreement.outside_text_of(kind)) and bool(remarks.PAGE.fullmatch(owner))
    if owner and not is_page:
        found = next((one for one in told.tree.owners if one.id == owner), None)
        if found is None:
            return None
        blocks = list(told.blocks(found))
    tells_mitra = remarks.may_tell_mitra(user, agreement)
    return RemarkForm(data, owner=owner, blocks=blocks, tells_mitra=tells_mitra)


class _Told:
    """A naskah as it is told in each of its languages."""

    def __init__(self, kind: str, agreement: Agreement) -> None:
        self.tree = trees.with_frame(kind, agreement, trees.tree_of(kind, agreement))
        self.numbers = Numbers(self.tree)
        self.languages = kept_trees.languages_of(kind, agreement)
        self._tellers = {
            language: kept_trees.teller_of(kind, agreement, self.tree, language)
            for language in self.languages
        }

    @property
    def in_order(self) -> list[Owner]:
        """What has a body, as the paper prints it: the closing stands behind the Pasal."""
        tree = self.tree
        opening = [part for part in tree.frame if part.id != CLOSING]
        closing = [part for part in tree.frame if part.id == CLOSING]
        return [*opening, *tree.articles, *closing, *tree.annexes]

    def text(self, owner: Owner, language: str) -> TextOfOwner:
        """A Pasal or lampiran in one language, line by line."""
        said = owner.said_in(language)
        lines = lines_of_body(said.body, self._tellers[language], owner.id)
        return TextOfOwner(language, said.title, lines)

    def blocks(self, owner: Owner) -> Iterator[tuple[str, str]]:
        """What of it a remark may be about: (id, its place and first words) each."""
        yield "", f"Seluruh {self.numbers.words(owner.id)}"
        for language in self.languages:
            for block in all_blocks(owner.said_in(language).body):
                if not isinstance(block, ItemList):
                    address = kept_trees.part_in(block.id, language)
                    yield address, self._excerpt(block, owner, language)

    def quoted(self, kind: str, agreement: Agreement, block: str) -> str:
        """What a block says now."""
        return remarks.quoted_of(kind, agreement, self.tree, block)

    def _excerpt(self, block: Paragraph | Item | Table, owner: Owner, language: str) -> str:
        is_table = isinstance(block, Table)
        line = block.head[0] if isinstance(block, Table) else block.text
        teller = self._tellers[language]
        words = Truncator(teller.text(line, owner.id)).chars(EXCERPT)
        place = self.numbers.words(block.id, owner.id, language, teller.article)
        if is_table:
            place = "tabel"
        elif place == self.numbers.words(owner.id, "", language, teller.article):
            return words
        return f"{place}: {words}"


class _Builder:
    """Puts the page together from one reading of the tree and of the remarks."""

    def __init__(self, user: User, agreement: Agreement, kind: str, rejected: Rejected) -> None:
        self.user, self.agreement, self.kind = user, agreement, kind
        self.rejected = rejected
        self.told = _Told(kind, agreement)
        self.tells_mitra = remarks.may_tell_mitra(user, agreement)
        why_not = remarks.why_not_remark(user, agreement, kind, RemarkTier.INTERNAL)
        self.may_write = not why_not
        self.threads = self._threads()

    def page(self) -> RemarksPage:
        """All of it."""
        kind, agreement = self.kind, self.agreement
        news, departing = looks.news_for(self.user, agreement, kind), self._departing()
        owners = self._pages() or [
            self._owner(owner, departs=owner.id in departing, is_new=owner.id in news.ids)
            for owner in self.told.in_order
        ]
        return RemarksPage(
            agreement=agreement,
            kind=KINDS[kind],
            owners=owners,
            whole=self._whole(),
            lost=[thread for found in self.threads.values() for thread in found],
            notes=review_notes_of(agreement, KINDS[kind], versions.draft_days_of(agreement)),
            news=news,
            mark=versions.mark_of_draft(kind, agreement),
            may_look=self.may_write,
            may_word=not permitting.why_not_word(self.user, agreement, kind),
        )

    def _threads(self) -> dict[str, list[Thread]]:
        """By what they are about, the remarks; those on a block by the Pasal it is in."""
        found: dict[str, list[Thread]] = {}
        for remark in self.agreement.remarks.of_naskah(KINDS[self.kind].base).with_answers():
            remark.agreement = self.agreement
            block, _ = kept_trees.split_block(remark.block)
            place = self.told.numbers.places.get(block)
            owner = place.owner if place else block
            found.setdefault(owner, []).append(self._thread(remark))
        return found

    def _thread(self, remark: Remark) -> Thread:
        said = self.told.quoted(self.kind, self.agreement, remark.block)
        return Thread(
            remark=remark,
            replies=list(remark.replies.all()),
            form=self._answer_form(remark),
            may_settle=not remarks.why_not_settle(self.user, remark),
            is_reworded=bool(remark.block) and said != remark.quoted,
        )

    def _answer_form(self, remark: Remark) -> AnswerForm | None:
        is_asked = self.tells_mitra or not remark.is_for_mitra
        if remark.is_settled or not self.may_write or not is_asked:
            return None
        refused = self.rejected.get(f"catatan:{remark.pk}")
        return refused if isinstance(refused, AnswerForm) else AnswerForm(remark=remark.pk)

    def _departing(self) -> set[str]:
        rows = clauses.clauses_of_naskah(self.kind, self.agreement)
        return {
            kept_trees.split_part_in(row[0])[0]
            for row in rows
            if versions.departures_from_standard([row])
        }

    def _owner(self, owner: Owner, *, departs: bool, is_new: bool) -> RemarkedOwner:
        return RemarkedOwner(
            part=owner.id,
            place=self.told.numbers.words(owner.id),
            texts=[self.told.text(owner, language) for language in self.told.languages],
            file=owner.file if isinstance(owner, Annex) else None,
            departs=departs,
            is_new=is_new,
            threads=self.threads.pop(owner.id, []),
            form=self._form(owner.id, list(self.told.blocks(owner))),
        )

    def _whole(self) -> RemarkedOwner:
        return self._untold("", "", "Seluruh naskah")

    def _pages(self) -> list[RemarkedOwner]:
        """Of a naskah from outside its pages, in the place of all Pasal."""
        text = self.agreement.outside_text_of(self.kind)
        numbers = range(1, text.pages + 1 if text else 1)
        return [self._untold(f"halaman-{number}", f"Halaman {number}", "") for number in numbers]

    def _untold(self, part: str, place: str, title: str) -> RemarkedOwner:
        return RemarkedOwner(
            part=part,
            place=place,
            texts=[TextOfOwner(INDONESIAN, title, [])],
            file=None,
            departs=False,
            is_new=False,
            threads=self.threads.pop(part, []),
            form=self._form(part, []),
        )

    def _form(self, owner: str, blocks: list[tuple[str, str]]) -> RemarkForm | None:
        if not self.may_write:
            return None
        refused = self.rejected.get(f"pasal:{owner}")
        if isinstance(refused, RemarkForm):
            return refused
        return RemarkForm(owner=owner, blocks=blocks, tells_mitra=self.tells_mitra)
