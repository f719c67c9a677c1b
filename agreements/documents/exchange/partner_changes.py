"""What a returned version changes in the draft as it stands now, Pasal by Pasal, and the draft in
which the accepted changes are taken over. A naskah whose Pasal are blocks takes them over block by
block; one whose Pasal are fixed takes over lines.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from agreements.documents.exchange.asides import Aside, read_asides
from agreements.documents.exchange.returned_changes import (
    Change,
    Comparison,
    apply_changes,
)
from agreements.documents.wording import (
    framed_trees,
    kept_trees,
    mandatory_parts,
    redline,
    restructuring,
    trees,
    versioned_trees,
    versions,
)
from agreements.documents.wording.mandatory_parts import name_articles
from agreements.models import Agreement, DraftVersion
from agreements.naskah.blocks import FRAME, NaskahText
from agreements.naskah.inline import Teller
from agreements.naskah.numbering import Numbers
from agreements.naskah.plain import tell_body
from agreements.naskah.stored import load_naskah
from agreements.workflow.guarding import refuse_if
from kerjasama.writing.days import short_date

Hunk = redline.Hunk | Change


@dataclass(frozen=True)
class Difference:
    """What the partner wants otherwise in one Pasal; who tracked it, where the file tells."""

    part: str
    name: str
    hunks: Sequence[Hunk]
    also_ours: bool = False  # we changed the Pasal as well after the version was sent
    authors: dict[str, list[str]] = field(default_factory=dict)


def differences_of_version(version: DraftVersion, agreement: Agreement) -> list[Difference]:
    """By Pasal, what accepting would change in the draft as it stands now. Only what the partner
    touched.
    """
    if not version.tree:
        return _differences_of_texts(version, agreement)
    comparison = comparison_of(version, agreement)
    found: dict[str, list[Change]] = {}
    for change in comparison.changes():
        found.setdefault(change.owner, []).append(change)
    tracked = read_asides(version.asides).tracked
    return [
        Difference(
            owner,
            comparison.name_of(owner),
            changes,
            comparison.also_ours(owner),
            {change.key: _authors_of(change, tracked) for change in changes},
        )
        for owner, changes in found.items()
    ]


def comparison_of(version: DraftVersion, agreement: Agreement) -> Comparison:
    """The returned tree against the one that was sent and the one of now."""
    base = versioned_trees.tree_of_version(version.base) if version.base else NaskahText(())
    now = trees.tree_of(version.kind, agreement)
    framed = partial(framed_trees.framed_tree, version.kind, agreement)
    return Comparison(
        framed(base),
        framed(load_naskah(version.tree or {})),
        framed(now),
        kept_trees.values_of(version.kind, agreement),
        version.asides.get("places", {}),
    )


def _authors_of(change: Change, tracked: Sequence[Aside]) -> list[str]:
    """Who tracked words that this change brings or takes away, each with the day."""
    old, new = (" ".join(" ".join(lines).split()) for lines in (change.old, change.new))
    found = []
    for one in tracked:
        is_here = one.part in (change.owner, "") and one.text in (new if one.is_new else old)
        if is_here and one.by:
            found.append(f"{one.by}, {day_of(one.at)}" if one.at else one.by)
    return list(dict.fromkeys(found))


def day_of(told: str) -> str:
    """ "30 November 2026" for the day as a file tells it."""
    try:
        return short_date(date.fromisoformat(told))
    except ValueError:
        return told


def _differences_of_texts(version: DraftVersion, agreement: Agreement) -> list[Difference]:
    now = {part: text for part, _, text in versions.current_clauses_of(version.kind, agreement)}
    sent = {part: text for part, _, text in version.base.texts} if version.base else {}
    places = name_articles([part for part, *_ in version.texts])
    found = [
        Difference(
            part,
            f"{place} {title}",
            redline.hunks_of_clause(part, now[part], text),
            also_ours=now[part] != sent[part],
        )
        for place, (part, title, text) in zip(places, version.texts, strict=True)
        if part in now and text != sent.get(part, text)
    ]
    return [difference for difference in found if difference.hunks]


@dataclass(frozen=True)
class Taken:
    """The draft with accepted changes: as a tree, or as texts of Pasal by part."""

    tree: NaskahText | None = None
    texts: dict[str, str] = field(default_factory=dict)


def take_over(version: DraftVersion, agreement: Agreement, accepted: Collection[str]) -> Taken:
    """What the draft would be. Raises NotPossible, Refused, Emptied."""
    found = differences_of_version(version, agreement)
    hunks = [hunk for difference in found for hunk in difference.hunks if hunk.key in accepted]
    if not version.tree:
        return Taken(texts=_merged_texts(version, agreement, hunks))
    chosen = [hunk for hunk in hunks if isinstance(hunk, Change)]
    now = trees.tree_of(version.kind, agreement)
    taken = take_over_in(version, agreement, chosen, now)
    is_plain = not any(change.is_structural for change in chosen)
    if is_plain and not restructuring.is_kept(version.kind, agreement):
        return Taken(texts=_texts_of(version, agreement, chosen, taken))
    return Taken(tree=taken)


def take_over_in(
    version: DraftVersion, agreement: Agreement, chosen: Sequence[Change], tree: NaskahText
) -> NaskahText:
    """This tree with the chosen changes. Raises NotPossible."""
    framed = {change.owner for change in chosen} & set(FRAME)
    tree = framed_trees.framed_tree(version.kind, agreement, tree, framed)
    mandatory = trees.mandatory_roles_of(version.kind, agreement)
    return apply_changes(tree, chosen, mandatory)


def _texts_of(
    version: DraftVersion, agreement: Agreement, chosen: Sequence[Change], tree: NaskahText
) -> dict[str, str]:
    """The Pasal that were changed, as plain words."""
    teller = Teller(Numbers(tree), kept_trees.values_of(version.kind, agreement))
    touched = {change.owner for change in chosen}
    texts = {
        article.id: versions.tidy_text(tell_body(article.body, teller, article.id))
        for article in tree.articles
        if article.id in touched
    }
    _require_filled(version.kind, agreement, texts)
    return texts


def _merged_texts(
    version: DraftVersion, agreement: Agreement, hunks: Sequence[Hunk]
) -> dict[str, str]:
    """The Pasal that something was accepted in, by part."""
    now = {part: text for part, _, text in versions.current_clauses_of(version.kind, agreement)}
    lines: dict[str, list[redline.Hunk]] = {}
    for hunk in hunks:
        if isinstance(hunk, redline.Hunk):
            lines.setdefault(hunk.part, []).append(hunk)
    texts = {part: redline.merge_hunks(now[part], chosen) for part, chosen in lines.items()}
    _require_filled(version.kind, agreement, texts)
    return texts


def _require_filled(kind: str, agreement: Agreement, texts: dict[str, str]) -> None:
    """Raises Emptied where the law lists a Pasal that would say nothing, Refused for any other."""
    now = versions.current_clauses_of(kind, agreement)
    merged = [[part, title, texts.get(part, text)] for part, title, text in now]
    if empty := mandatory_parts.emptied_clauses_of(kind, merged):
        raise versions.Emptied(empty)
    refuse_if(not all(texts.values()), "Pasal tidak dapat dikosongkan seluruhnya.")
