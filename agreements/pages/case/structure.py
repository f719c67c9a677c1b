"""The page on which a naskah is drafted: its outline, each Pasal with what may be done to
it, and how it reads.
"""

from dataclasses import dataclass, replace

from django.forms.boundfield import BoundField
from django.http import QueryDict

from agreements.documents.kinds import KINDS
from agreements.documents.pages.clauses import PrintedClause, clauses_of_tree
from agreements.documents.wording import (
    clauses,
    frames,
    kept_trees,
    mandatory_parts,
    remarks,
    restructuring,
    standard_watch,
    third_language,
    translations,
    trees,
    versions,
)
from agreements.documents.wording.translations import TranslationGap
from agreements.forms.new_parts import NewArticleForm
from agreements.forms.structure import (
    LOST,
    SPLIT,
    TITLE,
    StructureForm,
)
from agreements.models import Agreement, Clause, Remark
from agreements.naskah.blocks import (
    CLOSING,
    FRAME,
    INDONESIAN,
    AnnexFile,
    NaskahText,
    role_of,
)
from agreements.naskah.inline import KNOWN_VALUES, VALUES
from agreements.naskah.numbering import Numbers
from agreements.naskah.operations import places_to_split
from agreements.regulations.citations import Citation
from kerjasama.reference.languages import BY_CODE, THIRD, NaskahLanguage

Waiting = dict[str, list[Remark]]  # by Pasal, the remarks that nobody settled
Gaps = dict[str, list[TranslationGap]]  # by Pasal, what its languages lack of each other


@dataclass(frozen=True)
class ChapterToDraft:
    """A BAB or a Bagian: how it is called, and the field of its title."""

    part: str
    place: str
    title_field: BoundField


@dataclass(frozen=True)
class TextToDraft:
    """A Pasal or lampiran in one language; a third text begins with its title, and has no field
    for it.
    """

    title_field: BoundField | None
    field: BoundField


@dataclass(frozen=True)
class ArticleToDraft:
    """One Pasal: its number and title, its fields in each language and what one of them lacks
    (`gaps`), the rule that asks for it, what may be done to it, and the clauses of the library.
    """

    part: str
    place: str
    title: str
    texts: list[TextToDraft]
    gaps: list[TranslationGap]
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
    texts: list[TextToDraft]
    gaps: list[TranslationGap]
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
class PreviewInLanguage:
    """How the naskah would read in one language: each Pasal with its number."""

    language: NaskahLanguage
    clauses: list[tuple[str, PrintedClause]]


@dataclass(frozen=True)
class Structure:
    """The Pasal and annexes of a naskah, whether its tree is kept already, and how it reads."""

    articles: list[ArticleToDraft]
    annexes: list[AnnexToDraft]
    opening: list[FrameToDraft]
    closing: list[FrameToDraft]
    lost: list[BoundField]
    is_kept: bool
    preview: list[PreviewInLanguage]
    languages: tuple[str, ...]
    third_frame: list[BoundField]  # what frames the Pasal in a third language
    gaps: list[str]  # of all Pasal and lampiran

    @property
    def is_bilingual(self) -> bool:
        """Whether each Pasal stands in several languages."""
        return len(self.languages) > 1

    @property
    def width(self) -> str:
        """The class of a field: so many beside each other as there are languages."""
        return {1: "", 2: "col-lg-6"}.get(len(self.languages), "col-lg-4")

    @property
    def values(self) -> str:
        """The names of what a text may fill in of the case."""
        return " ".join(KNOWN_VALUES if self.is_bilingual else VALUES)


def _texts_to_draft(
    kind: str, agreement: Agreement, tree: NaskahText, rows: list[clauses.ClauseText]
) -> list[clauses.ClauseText]:
    """The Pasal and annexes of a tree that is kept, each with its standard text and how it stands,
    as a person types them; then what frames them in a third language.
    """
    typed = restructuring.typed_texts_of(tree)
    frame = [row for row in rows if third_language.is_frame(row[0])]
    articles = [
        (part, title, standard, typed.get(part, ""))
        for part, title, standard, _ in rows
        if not third_language.is_frame(part)
    ]
    annexes = [
        (part, annex.said_in(language).title, "", typed.get(part, ""))
        for annex in tree.annexes
        for language in kept_trees.languages_of(kind, agreement)
        for part in [kept_trees.part_in(annex.id, language)]
    ]
    return [*articles, *annexes, *frame]


def _frame_to_draft(
    kind: str, agreement: Agreement, tree: NaskahText
) -> list[tuple[str, str, str]]:
    """Each part of the frame, as the case has it and as it stands, as a person types it."""
    if not kept_trees.has_frame(kind):
        return []
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
    if restructuring.is_kept(kind, agreement):
        shown = _texts_to_draft(kind, agreement, tree, rows)
    else:
        shown = rows
    return StructureForm(
        data or None,
        parts=shown,
        named=_names_of(kind, agreement, tree, numbers),
        places_to_split=splits,
        reworded=[row[0] for row in rows if versions.departures_from_standard([row])],
        frame=_frame_to_draft(kind, agreement, tree),
        chapters={one.id: (numbers.chapters[one.id], one.title) for one in tree.chapters},
    )


def _names_of(
    kind: str, agreement: Agreement, tree: NaskahText, numbers: Numbers
) -> dict[str, str]:
    """By part how it is called: "Pasal 3", "Article 3", "Bahasa Jepang, Pasal 3"."""
    named = {}
    for language in kept_trees.languages_of(kind, agreement):
        before = f"Bahasa {BY_CODE[language].name}, " if language in THIRD else ""
        told = INDONESIAN if before else language
        for owner in tree.owners:
            name = f"{before}{numbers.words(owner.id, '', told)}"
            named[kept_trees.part_in(owner.id, language)] = name
    return named


def form_to_add(
    kind: str, agreement: Agreement, tree: NaskahText, data: QueryDict | None = None
) -> NewArticleForm:
    """The form of one more Pasal."""
    places = places_of_articles(tree)
    sources = restructuring.sources_of_articles(agreement, kind, tree)
    return NewArticleForm(
        data or None,
        sources=sources,
        places=places,
        is_bilingual=KINDS[kind].is_bilingual,
    )


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
    gaps = translations.gaps_of_translations(kind, agreement, tree)
    by_owner: Gaps = {}
    for gap in gaps:
        by_owner.setdefault(gap.owner, []).append(gap)
    return Structure(
        articles=_articles_to_draft(kind, agreement, tree, form, waiting, by_owner),
        annexes=_annexes_to_draft(agreement, tree, form, waiting, by_owner),
        opening=[part for part in parts if part.part != CLOSING],
        closing=[part for part in parts if part.part == CLOSING],
        lost=[form[f"{LOST}{part}"] for part in form.lost],
        is_kept=restructuring.is_kept(kind, agreement),
        preview=_previews_of(kind, agreement, preview) if preview else [],
        languages=kept_trees.languages_of(kind, agreement),
        third_frame=[form[part] for part in form.third_frame],
        gaps=[gap.why for gap in gaps],
    )


def _previews_of(kind: str, agreement: Agreement, tree: NaskahText) -> list[PreviewInLanguage]:
    previews = []
    for code in kept_trees.languages_of(kind, agreement):
        language = BY_CODE[code]
        told = enumerate(clauses_of_tree(kind, agreement, tree, code), 1)
        named = [(language.article_named(number), clause) for number, clause in told]
        previews.append(PreviewInLanguage(language, named))
    return previews


def _texts_of(form: StructureForm, one: str) -> list[TextToDraft]:
    """The fields of a Pasal or lampiran, language by language."""
    return [
        TextToDraft(form[f"{TITLE}{part}"] if f"{TITLE}{part}" in form.fields else None, form[part])
        for part in form.parts
        if kept_trees.split_part_in(part)[0] == one
    ]


def _articles_to_draft(
    kind: str,
    agreement: Agreement,
    tree: NaskahText,
    form: StructureForm,
    waiting: Waiting,
    gaps: Gaps,
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
            texts=_texts_of(form, part),
            gaps=gaps.get(part, []),
            split_fields=_split_fields_of(form, part),
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


def _split_fields_of(form: StructureForm, part: str) -> list[BoundField]:
    """Where the Pasal is split, then the title of its second half in each language."""
    titles = [
        f"{SPLIT}_judul_{name}" for name in form.parts if kept_trees.split_part_in(name)[0] == part
    ]
    return [form[name] for name in (f"{SPLIT}_di_{part}", *titles) if name in form.fields]


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
    agreement: Agreement,
    tree: NaskahText,
    form: StructureForm,
    waiting: Waiting,
    gaps: Gaps,
) -> list[AnnexToDraft]:
    numbers = Numbers(tree)
    keys = dict(agreement.annexes.values_list("sha256", "pk"))
    return [
        AnnexToDraft(
            part=annex.id,
            place=numbers.words(annex.id),
            title=annex.title,
            texts=_texts_of(form, annex.id),
            gaps=gaps.get(annex.id, []),
            file=annex.file,
            key=keys.get(annex.file.sha256, 0) if annex.file else 0,
            is_first=number == 0,
            is_last=number == len(tree.annexes) - 1,
            remarks=waiting.get(annex.id, []),
        )
        for number, annex in enumerate(tree.annexes)
    ]
