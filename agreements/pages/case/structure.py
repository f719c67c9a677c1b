"""The page on which a naskah at home is drafted: its outline, each Pasal with what may be done to
it, and how it reads.
"""

from dataclasses import dataclass, replace

from django.forms.boundfield import BoundField
from django.http import QueryDict

from agreements.documents.pages.clauses import PrintedClause, clauses_of_tree
from agreements.documents.wording import (
    clauses,
    frames,
    mandatory_parts,
    remarks,
    restructuring,
    standard_watch,
    trees,
    versions,
)
from agreements.forms.structure import (
    LOST,
    SPLIT,
    TITLE,
    NewArticleForm,
    StructureForm,
)
from agreements.models import Agreement, Clause, Remark
from agreements.naskah.blocks import CLOSING, FRAME, AnnexFile, NaskahText, role_of
from agreements.naskah.inline import VALUES
from agreements.naskah.numbering import Numbers
from agreements.naskah.operations import places_to_split
from agreements.regulations.citations import Citation

Waiting = dict[str, list[Remark]]  # by Pasal, the remarks that nobody settled


@dataclass(frozen=True)
class ChapterToDraft:
    """A BAB or a Bagian: how it is called, and the field of its title."""

    part: str
    place: str
    title_field: BoundField


@dataclass(frozen=True)
class ArticleToDraft:
    """One Pasal: its number and title, its fields, the rule that asks for it, what may be done to
    it, and the clauses of the library.
    """

    part: str
    place: str
    title: str
    title_field: BoundField
    field: BoundField
    split_fields: list[BoundField]
    citation: Citation | None
    may_leave: bool
    is_first: bool
    is_last: bool
    alternatives: list[Clause]
    standard_now: str  # where that reads otherwise than when the words were decided on
    remarks: list[Remark]
    chapters: list[ChapterToDraft]  # that begin with it


@dataclass(frozen=True)
class AnnexToDraft:
    """One lampiran: its number and title, its fields, and the file whose pages it brings."""

    part: str
    place: str
    title: str
    title_field: BoundField
    field: BoundField
    file: AnnexFile | None
    key: int  # of its file, by which it is opened
    is_first: bool
    is_last: bool
    remarks: list[Remark]


@dataclass(frozen=True)
class FrameToDraft:
    """A part of what surrounds the Pasal: its field, and what it says as the case has it where that
    reads otherwise than when the words were decided on.
    """

    part: str
    title: str
    field: BoundField
    standard_now: str
    remarks: list[Remark]


@dataclass(frozen=True)
class Structure:
    """The Pasal and annexes of a naskah, whether its tree is kept already, and how it reads."""

    articles: list[ArticleToDraft]
    annexes: list[AnnexToDraft]
    opening: list[FrameToDraft]
    closing: list[FrameToDraft]
    lost: list[BoundField]
    is_kept: bool
    preview: list[PrintedClause] | None

    @property
    def values(self) -> str:
        """The names of what a text may fill in of the case."""
        return " ".join(VALUES)


def _texts_to_draft(tree: NaskahText, rows: list[clauses.ClauseText]) -> list[clauses.ClauseText]:
    """The Pasal and annexes of a tree that is kept, each with its standard text and how it stands,
    as a person types them.
    """
    typed = restructuring.typed_texts_of(tree)
    articles = [(part, title, standard, typed[part]) for part, title, standard, _ in rows]
    return articles + [(annex.id, annex.title, "", typed[annex.id]) for annex in tree.annexes]


def _frame_to_draft(
    kind: str, agreement: Agreement, tree: NaskahText
) -> list[tuple[str, str, str]]:
    """Each part of the frame, as the case has it and as it stands, as a person types it."""
    typed = restructuring.typed_texts_of(replace(tree, articles=(), annexes=()))
    standard = frames.standard_frame_of(kind, agreement)
    return [(part, text, typed.get(part, text)) for part, text in standard.items()]


def form_to_draft(
    kind: str, agreement: Agreement, tree: NaskahText, data: QueryDict | None = None
) -> StructureForm:
    """The form with every Pasal as it stands."""
    numbers = Numbers(tree)
    splits = {article.id: places_to_split(numbers, article) for article in tree.articles}
    rows = clauses.clauses_of_naskah(kind, agreement)
    return StructureForm(
        data or None,
        parts=_texts_to_draft(tree, rows) if restructuring.is_kept(kind, agreement) else rows,
        named={owner.id: numbers.words(owner.id) for owner in tree.owners},
        places_to_split=splits,
        reworded=[row[0] for row in rows if versions.departures_from_standard([row])],
        frame=_frame_to_draft(kind, agreement, tree),
        chapters={one.id: (numbers.chapters[one.id], one.title) for one in tree.chapters},
    )


def form_to_add(
    kind: str, agreement: Agreement, tree: NaskahText, data: QueryDict | None = None
) -> NewArticleForm:
    """The form of one more Pasal."""
    places = places_of_articles(tree)
    sources = restructuring.sources_of_articles(agreement, kind, tree)
    return NewArticleForm(data or None, sources=sources, places=places)


def places_of_articles(tree: NaskahText) -> list[tuple[str, str]]:
    """(id, number and title) of each Pasal."""
    return [
        (article.id, f"Pasal {number} {article.title}")
        for number, article in enumerate(tree.articles, 1)
    ]


def structure_of(
    kind: str,
    agreement: Agreement,
    tree: NaskahText,
    form: StructureForm,
    preview: NaskahText | None = None,
) -> Structure:
    """What the page shows of a naskah."""
    numbers = Numbers(trees.with_frame(kind, agreement, tree))
    waiting = remarks.waiting_remarks_of(kind, agreement, numbers)
    parts = _parts_of_frame(kind, agreement, form, waiting)
    return Structure(
        articles=_articles_to_draft(kind, agreement, tree, form, waiting),
        annexes=_annexes_to_draft(agreement, tree, form, waiting),
        opening=[part for part in parts if part.part != CLOSING],
        closing=[part for part in parts if part.part == CLOSING],
        lost=[form[f"{LOST}{part}"] for part in form.lost],
        is_kept=restructuring.is_kept(kind, agreement),
        preview=clauses_of_tree(kind, agreement, preview) if preview else None,
    )


def _articles_to_draft(
    kind: str,
    agreement: Agreement,
    tree: NaskahText,
    form: StructureForm,
    waiting: Waiting,
) -> list[ArticleToDraft]:
    numbers, parts = Numbers(tree), [article.id for article in tree.articles]
    rules = trees.mandatory_roles_of(kind, agreement)
    roles = [role_of(part) for part in parts]
    outdated = dict(standard_watch.outdated_articles_of(kind, agreement))
    standard = clauses.standard_texts_of(kind, agreement) if outdated else {}
    offered = restructuring.offered_clauses_by_part(kind)
    return [
        ArticleToDraft(
            part=part,
            place=numbers.words(part),
            title=form.titles[part],
            title_field=form[f"{TITLE}{part}"],
            field=form[part],
            split_fields=[
                form[name]
                for name in (f"{SPLIT}_di_{part}", f"{SPLIT}_judul_{part}")
                if name in form.fields
            ],
            citation=mandatory_parts.rule_for_part(kind, part),
            may_leave=role not in rules or roles.count(role) > 1,
            is_first=number == 0,
            is_last=number == len(parts) - 1,
            alternatives=offered.get(role, []),
            standard_now=standard.get(role, "") if part in outdated else "",
            remarks=waiting.get(part, []),
            chapters=[
                ChapterToDraft(one.id, numbers.chapters[one.id], form[f"{TITLE}{one.id}"])
                for one in tree.chapters_before(part)
            ],
        )
        for number, (part, role) in enumerate(zip(parts, roles, strict=True))
    ]


def _parts_of_frame(
    kind: str, agreement: Agreement, form: StructureForm, waiting: Waiting
) -> list[FrameToDraft]:
    outdated = dict(standard_watch.outdated_articles_of(kind, agreement))
    return [
        FrameToDraft(
            part=part,
            title=FRAME[part],
            field=form[part],
            standard_now=text if part in outdated else "",
            remarks=waiting.get(part, []),
        )
        for part, text in form.frame_standard.items()
    ]


def _annexes_to_draft(
    agreement: Agreement, tree: NaskahText, form: StructureForm, waiting: Waiting
) -> list[AnnexToDraft]:
    numbers = Numbers(tree)
    keys = dict(agreement.annexes.values_list("sha256", "pk"))
    return [
        AnnexToDraft(
            part=annex.id,
            place=numbers.words(annex.id),
            title=annex.title,
            title_field=form[f"{TITLE}{annex.id}"],
            field=form[annex.id],
            file=annex.file,
            key=keys.get(annex.file.sha256, 0) if annex.file else 0,
            is_first=number == 0,
            is_last=number == len(tree.annexes) - 1,
            remarks=waiting.get(annex.id, []),
        )
        for number, annex in enumerate(tree.annexes)
    ]
