"""What a person does to the structure of a naskah: the first such act keeps its tree, which from
then on is the truth for every paper.

Each act names what it is about by its id and is done to the tree as it stands under the lock, so
that two people who change different Pasal never undo each other.
"""

from collections.abc import Callable, Mapping

from django.db import transaction

from agreements.documents.kinds import KINDS
from agreements.documents.wording import kept_trees, mandatory_parts, trees, versions
from agreements.models import Agreement, Source
from agreements.models.naskah_setup import split_part
from agreements.naskah import operations
from agreements.naskah.blocks import INDONESIAN, NaskahText, has_signs
from agreements.naskah.numbering import Fault, Numbers
from agreements.naskah.plain import read_body, read_returned, write_body
from agreements.naskah.stored import as_json, faults_of
from agreements.workflow import differences, engine, guarding, structuring
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts.models import User

NO_STRUCTURE = "Susunan Pasal naskah ini mengikuti naskah yang diubahnya."
Change = Callable[[NaskahText], NaskahText]


class Unsound(Refused):
    """The naskah would be wrong; `faults` says why and in which Pasal."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(*(fault.why for fault in faults))
        self.faults = faults


@transaction.atomic
def restructure(
    agreement_id: int, user: User, kind: str, change: Change, note: str = ""
) -> Agreement:
    """Do one act to the tree of a naskah in draft, and keep the draft as it was and as it is.
    Raises Refused; Unsound where the text would be wrong, Emptied for a missing Pasal.
    """
    before = guarding.lock_running_case(agreement_id)
    engine.require_drafting(before, user, kind)
    refuse_if(not kept_trees.has_structure(kind), NO_STRUCTURE)
    tree = trees.tree_of(kind, before)
    try:
        new = change(tree)
    except operations.NotPossible as wrong:
        raise Refused(str(wrong)) from wrong
    if new == tree:
        return before
    if faults := faults_of(new):
        raise Unsound(faults)
    told = differences.changed_articles(_told(kind, before, tree), _told(kind, before, new), note)
    agreement = structuring.set_tree(agreement_id, user, kind, as_json(new), told)
    texts = versions.current_clauses_of(kind, agreement)
    if empty := mandatory_parts.emptied_clauses_of(kind, texts):
        raise versions.Emptied(empty)
    versions.keep_version(before, kind, user)
    versions.keep_version(agreement, kind, user, Source.EDITED, note)
    return agreement


def _told(kind: str, agreement: Agreement, tree: NaskahText) -> dict[str, tuple[str, str]]:
    """By part, the number and title of each Pasal and what it says."""
    texts = kept_trees.texts_of_tree(kind, agreement, tree)
    places = mandatory_parts.name_articles([part for part, *_ in texts])
    return {
        part: (f"{place} {title}", text)
        for place, (part, title, text) in zip(places, texts, strict=True)
    }


def naskah_needs_tree(texts: Mapping[str, str]) -> bool:
    """Whether what was typed for a woven naskah says more than plain text can: a table, a
    reference, bold.
    """
    return any(has_signs(read_body(text)) for text in texts.values())


def typed_texts_of(kind: str, tree: NaskahText) -> dict[str, str]:
    """By part, each Pasal as a person types it."""
    numbers = Numbers(tree)
    return {
        kept_trees.part_in(article.id, language): write_body(said.body, numbers, article.id)
        for article in tree.articles
        for language, said in article.texts.items()
    }


def reword(
    texts: Mapping[str, str],
    titles: Mapping[str, str] | None = None,
    order: tuple[str, ...] = (),
    *,
    is_plain: bool = False,
) -> Change:
    """Take over what was typed, by part. References name the Pasal by the numbers of `order`, the
    ids as whoever typed saw them. Plain text, as it comes back from a word processor, keeps the
    looks of what it says the same.
    """

    def change(tree: NaskahText) -> NaskahText:
        for part, title in (titles or {}).items():
            one, language = _split(part)
            tree = operations.rename_article(tree, one, title, language)
        for part, text in texts.items():
            one, language = _split(part)
            body = read_returned(text) if is_plain else read_body(text)
            tree = operations.reword_article(tree, one, body, language, keeps_words=is_plain)
        tree, _ = operations.look_up_references(tree, order, keeps_lost=is_plain)
        return tree

    return change


def _split(part: str) -> tuple[str, str]:
    one, language = split_part(part)
    return one, language or INDONESIAN


def is_kept(kind: str, agreement: Agreement) -> bool:
    """Whether the naskah has a tree of its own."""
    return KINDS[kind].base in (agreement.trees or {})
