"""What a person does to the structure of a naskah: the first such act keeps its tree, which from
then on is the truth for every paper.

Each act names what it is about by its id and is done to the tree as it stands under the lock, so
that two people who change different Pasal never undo each other.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.wording import (
    annexes,
    clauses,
    kept_trees,
    mandatory_parts,
    standard_watch,
    third_language,
    translations,
    trees,
    versions,
)
from agreements.documents.wording.standard_clauses import TITLES
from agreements.documents.wording.topics import TOPICS, topic_text
from agreements.models import Agreement, Clause, Source
from agreements.models.naskah_setup import is_in_third_language, split_part
from agreements.naskah import operations
from agreements.naskah.blocks import (
    ENGLISH,
    FREE,
    INDONESIAN,
    AnnexFile,
    Body,
    NaskahText,
    Owner,
)
from agreements.naskah.identity import pair_languages
from agreements.naskah.numbering import Fault, Numbers
from agreements.naskah.parity import note_translations
from agreements.naskah.plain import (
    carry_over,
    is_typed_with_signs,
    read_body,
    read_returned,
    tell_body,
    write_body,
)
from agreements.naskah.soundness import faults_of
from agreements.naskah.stored import as_json
from agreements.workflow import differences, engine, guarding, structuring
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts.models import User
from kerjasama.parameters import primary_key_in
from kerjasama.reference.languages import THIRD

NO_STRUCTURE = "Susunan Pasal naskah ini mengikuti naskah yang diubahnya."
Change = Callable[[NaskahText], NaskahText]


class Typed(NamedTuple):
    """Title and text of something new as a person typed them in one language."""

    title: str
    text: str


# Groups of choices by their names, each choice with its code.
Sources = list[tuple[str, list[tuple[str, str]]]]


class Unsound(Refused):
    """The naskah would be wrong; `faults` says why and in which Pasal."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(*(fault.why for fault in faults))
        self.faults = faults


@transaction.atomic
def restructure(
    agreement_id: int, user: User, kind: str, change: Change, note: str = "", seen: str = ""
) -> Agreement:
    """Do one act to the tree of a naskah in draft, and keep the draft as it was and as it is.
    `seen` is the content of the case that what was typed was weighed against.

    Raises Refused, also where the case says something else by now; Unsound where the text would be
    wrong, Emptied for a missing Pasal.
    """
    before = guarding.lock_running_case(agreement_id)
    engine.require_drafting(before, user, kind)
    refuse_if(bool(seen) and seen != before.content_hash, guarding.STALE)
    refuse_if(not kept_trees.has_structure(kind), NO_STRUCTURE)
    tree = trees.tree_of(kind, before)
    try:
        new = change(tree)
    except operations.NotPossible as wrong:
        raise Refused(str(wrong)) from wrong
    new = pair_languages(new)
    if new == tree:
        return before
    if KINDS[kind].is_bilingual:
        waiting = translations.one_sided_articles_of(kind, before)
        new = note_translations(tree, new, waiting)
    new = standard_watch.note_standard(kind, before, tree, new)
    require_sound(new)
    annexes.require_own_files(before, new)
    told = differences.changed_articles(_told(kind, before, tree), _told(kind, before, new), note)
    agreement = structuring.set_tree(agreement_id, user, kind, as_json(new), told)
    texts = versions.current_clauses_of(kind, agreement)
    if empty := mandatory_parts.emptied_clauses_of(kind, texts):
        raise versions.Emptied(empty)
    versions.keep_version(before, kind, user)
    versions.keep_version(agreement, kind, user, Source.EDITED, note)
    return agreement


def require_sound(tree: NaskahText) -> None:
    """Raises Unsound where the text is wrong."""
    if faults := faults_of(tree):
        raise Unsound(faults)


def _told(kind: str, agreement: Agreement, tree: NaskahText) -> dict[str, tuple[str, str]]:
    """By its id, the number and title of each Pasal and annex and what it says."""
    numbers = Numbers(tree)
    told = {
        one.id: (
            f"{numbers.chapters[one.id]} {one.title}",
            f"Dimulai pada {numbers.words(one.before)}",
        )
        for one in tree.chapters
    }
    for language in kept_trees.languages_of(kind, agreement):
        teller = kept_trees.teller_of(kind, agreement, tree, language)
        told |= {
            kept_trees.part_in(owner.id, language): (
                f"{numbers.words(owner.id, '', language, teller.article)} {said.title}",
                tell_body(said.body, teller, owner.id),
            )
            for owner in tree.owners
            if (said := owner.said_in(language))
        }
    return told


def naskah_needs_tree(texts: Mapping[str, str]) -> bool:
    """Whether what was typed for a woven naskah says more than plain text can: a table, a
    reference, bold, a paragraph beneath an item, a sign that is meant as a word. A third text
    names the parties in braces, with or without a tree.
    """
    plain = (
        third_language.SLOT.sub("", text) if is_in_third_language(part) else text
        for part, text in texts.items()
    )
    return any(map(is_typed_with_signs, plain))


def typed_texts_of(tree: NaskahText) -> dict[str, str]:
    """By part, each Pasal as a person types it; a third text begins with its title."""
    numbers = Numbers(tree)
    return {
        kept_trees.part_in(owner.id, language): _typed_in(owner, language, numbers)
        for owner in tree.owners
        for language in owner.texts
    }


def _typed_in(owner: Owner, language: str, numbers: Numbers) -> str:
    said = owner.said_in(language)
    text = write_body(said.body, numbers, owner.id, language)
    return "\n".join(filter(None, (said.title, text))) if language in THIRD else text


def reword(
    texts: Mapping[str, str],
    titles: Mapping[str, str] | None = None,
    order: tuple[str, ...] = (),
    *,
    is_plain: bool = False,
    is_woven: bool = False,
) -> Change:
    """Take over what was typed, by part. References name the Pasal by the numbers of `order`, the
    ids as whoever typed saw them.

    Plain text, as it comes back from a word processor, keeps the looks of what it says the same.
    What was typed for a woven naskah without any sign of ours is read as it was until then.
    """

    def read(text: str) -> Body:
        if is_plain:
            return read_returned(text)
        if is_woven and not is_typed_with_signs(text):
            return carry_over(text)
        return read_body(text)

    def change(tree: NaskahText) -> NaskahText:
        present = {owner.id for owner in tree.owners}
        refuse_if(
            not {kept_trees.split_part_in(part)[0] for part in texts} <= present, operations.GONE
        )
        for part, title in (titles or {}).items():
            one, language = kept_trees.split_part_in(part)
            tree = operations.rename_article(tree, one, title, language)
        for part, typed in texts.items():
            one, language = kept_trees.split_part_in(part)
            text = typed
            if language in THIRD:
                title, _, text = typed.strip().partition("\n")
                tree = operations.rename_article(tree, one, title, language)
            tree = operations.reword_article(tree, one, read(text), language, keeps_words=is_plain)
        return operations.look_up_references(tree, order, keeps_lost=is_plain)[0]

    return change


def add_chapter(level: str, title: str, before: str) -> Change:
    """A BAB or a Bagian that begins with that Pasal."""
    return lambda tree: operations.insert_chapter(tree, level, title, before)[0]


def rename_chapters(titles: Mapping[str, str]) -> Change:
    """BAB and Bagian with other titles, by their ids."""

    def change(tree: NaskahText) -> NaskahText:
        for one, title in titles.items():
            tree = operations.rename_chapter(tree, one, title)
        return tree

    return change


def word_frame(texts: Mapping[str, str], order: tuple[str, ...] = ()) -> Change:
    """Take over what was typed for parts of the frame around the Pasal; an empty text lets its part
    follow the case again.
    """

    def change(tree: NaskahText) -> NaskahText:
        for part, text in texts.items():
            tree = operations.word_frame(tree, part, read_body(text) if text else ())
        return operations.look_up_references(tree, order)[0]

    return change


def add_article(
    agreement: Agreement,
    kind: str,
    source: str,
    given: Mapping[str, Typed],
    after: str,
    order: tuple[str, ...] = (),
) -> Change:
    """A new Pasal behind another: from a clause of the library ("klausul:7"), with our wording of a
    topic ("topik:hki"), the standard text that was left out ("baku:sanksi"), or of one's own.
    `given` are title and text as they were typed in each language, in the place of those of the
    source; their references name the Pasal by the numbers of `order`.
    """
    found = _origin_of(agreement, kind, source)

    def change(tree: NaskahText) -> NaskahText:
        titles = {
            language: " ".join((typed.title or found.titles.get(language, "")).split())
            for language, typed in given.items()
        }
        tree, one = operations.insert_article(tree, found.role, titles, after)
        for language, typed in given.items():
            body = read_body(typed.text) if typed.text.strip() else found.body_in(language)
            tree = operations.reword_article(tree, one, body, language)
        is_ours = not any(typed.text.strip() for typed in given.values())
        return operations.look_up_references(tree, order, keeps_lost=is_ours, of=one)[0]

    return change


def attach(
    given: Mapping[str, Typed], file: AnnexFile | None, order: tuple[str, ...] = ()
) -> Change:
    """A new lampiran of text, of the pages of a file, or of both: title and text as they were typed
    in each language. References name the Pasal by the numbers of `order`.
    """

    def change(tree: NaskahText) -> NaskahText:
        titles = {language: typed.title for language, typed in given.items()}
        tree, one = operations.add_annex(tree, titles, file)
        for language, typed in given.items():
            tree = operations.reword_article(tree, one, read_body(typed.text), language)
        return operations.look_up_references(tree, order)[0]

    return change


class Origin(NamedTuple):
    """Whence a new Pasal comes: its role, and its titles and texts by language."""

    role: str
    titles: Mapping[str, str]
    texts: Mapping[str, str]

    def body_in(self, language: str) -> Body:
        """Its text in that language as blocks; nothing where it has none."""
        return carry_over(self.texts.get(language, ""))


def _origin_of(agreement: Agreement, kind: str, source: str) -> Origin:
    how, _, code = source.partition(":")
    if how == "topik" and code in TOPICS:
        topic = TOPICS[code]
        titles = {INDONESIAN: topic.title, ENGLISH: topic.title_en}
        texts = {INDONESIAN: topic_text(code, agreement, kind), ENGLISH: topic.text_en}
        return Origin(code, titles, texts)
    if how == "baku" and (found := _standard_of(agreement, kind, code)):
        return found
    if how == "klausul":
        clause = offered_clauses(kind).filter(pk=primary_key_in(code)).first()
        if clause is not None:
            texts = {INDONESIAN: clause.text_id, ENGLISH: clause.text_en}
            return Origin(clause.part, _titles_of(clause), texts)
    refuse_if(bool(source), "Rumusan itu tidak lagi ada di pustaka. Pilih yang lain.")
    return Origin(FREE, {}, {})


def _standard_of(agreement: Agreement, kind: str, role: str) -> Origin | None:
    """The standard text of that role, in each language that has one."""
    titles, texts = {}, {}
    for part, title, text, _ in clauses.standard_clauses_of_naskah(kind, agreement):
        one, language = kept_trees.split_part_in(part)
        if one == role and language not in THIRD:
            titles[language], texts[language] = title, text
    return Origin(role, titles, texts) if titles else None


def _titles_of(clause: Clause) -> dict[str, str]:
    if topic := TOPICS.get(clause.part):
        return {INDONESIAN: topic.title, ENGLISH: topic.title_en}
    return {INDONESIAN: _title_of(clause)}


def _title_of(clause: Clause) -> str:
    if clause.part in TOPICS:
        return TOPICS[clause.part].title
    return TITLES.get(clause.part, clause.title)


def offered_clauses(kind: str) -> QuerySet[Clause]:
    """The clauses of the library that are offered for that naskah today."""
    return Clause.objects.in_force(timezone.localdate()).filter(instruments__contains=[kind])


def offered_clauses_by_part(kind: str) -> dict[str, list[Clause]]:
    """The same by the part that they are about."""
    offered: dict[str, list[Clause]] = {}
    for clause in offered_clauses(kind):
        offered.setdefault(clause.part, []).append(clause)
    return offered


def sources_of_articles(agreement: Agreement, kind: str, tree: NaskahText) -> Sources:
    """Whence a new Pasal may come, in groups: the office's library, our wording by topic, and what
    of the standard text was left out.
    """
    topical = offered_clauses(kind).filter(part__in=list(TOPICS))
    library = [
        (f"klausul:{clause.pk}", f"{_title_of(clause)}: {clause.title}") for clause in topical
    ]
    there = {article.title.lower(): n for n, article in enumerate(tree.articles, 1)}
    ours = [
        (f"topik:{code}", _told_if_there(topic.title, there.get(topic.title.lower())))
        for code, topic in TOPICS.items()
    ]
    roles = {article.role for article in tree.articles}
    left_out = [
        (f"baku:{part}", title)
        for part, title, *_ in clauses.standard_clauses_of_naskah(kind, agreement)
        if part not in roles and not split_part(part)[1]
    ]
    groups = {
        "Pustaka klausul": library,
        "Rumusan menurut topik": ours,
        "Pasal baku yang tidak ada": left_out,
    }
    return [(name, choices) for name, choices in groups.items() if choices]


def _told_if_there(title: str, number: int | None) -> str:
    return f"{title} (sudah ada: Pasal {number})" if number else title


def is_kept(kind: str, agreement: Agreement) -> bool:
    """Whether the naskah has a tree of its own."""
    return KINDS[kind].base in (agreement.trees or {})
