"""The versions of a draft: kept whenever its wording changed or a paper was made of it. The only
writer of DraftVersion.
"""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.wording import clauses, mandatory_parts
from agreements.models import Agreement, Document, DocumentState, DraftVersion, Source
from agreements.models.naskah_setup import is_in_third_language, split_part
from agreements.models.wording import hash_of
from agreements.workflow import engine, guarding
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User


def has_versions(kind: str) -> bool:
    """Whether its wording may differ from the standard, so that each wording is kept."""
    return KINDS[KINDS[kind].base].wording is not None


def current_clauses_of(kind: str, agreement: Agreement) -> list[list[str]]:
    """[part, title, text] of each Pasal as it stands now."""
    return [
        [part, title, tidy_text(own or standard)]
        for part, title, standard, own in clauses.clauses_of_naskah(kind, agreement)
    ]


def standard_clauses_of(kind: str, agreement: Agreement) -> list[list[str]]:
    """[part, title, text] of each Pasal as nobody reworded it."""
    return [
        [part, title, tidy_text(text)]
        for part, title, text, _ in clauses.standard_clauses_of_naskah(kind, agreement)
    ]


def tidy_text(text: str) -> str:
    """The lines that say something, without idle spaces: how a text is compared, and how it returns
    from a word processor.
    """
    return "\n".join(said for line in text.splitlines() if (said := " ".join(line.split())))


def versions_of_naskah(kind: str, agreement: Agreement) -> QuerySet[DraftVersion]:
    """All that were kept of this draft, the partner's among them."""
    return agreement.draft_versions.filter(kind=kind)


def keep_version(
    agreement: Agreement, kind: str, user: User, source: str = Source.SYSTEM, note: str = ""
) -> DraftVersion:
    """Keep the draft as it stands, unless its last version of ours says the same. Expects the case
    to be locked.
    """
    kind = KINDS[kind].base
    texts, tree = current_clauses_of(kind, agreement), (agreement.trees or {}).get(kind)
    outside, file = agreement.outside_text_of(kind), {}
    if outside:
        source, file = Source.OUTSIDE, {"sha256": outside.sha256, "file_name": outside.name}
    last = (
        versions_of_naskah(kind, agreement)
        .exclude(source=Source.RETURNED)
        .order_by("number")
        .last()
    )
    if last and last.content_hash == hash_of(texts, tree):
        return last
    return _add(agreement, kind, user, texts, tree=tree, source=source, note=note, **file)


def mark_of_draft(kind: str, agreement: Agreement) -> str:
    """The content hash that a version of the draft as it stands has or would have."""
    kind = KINDS[kind].base
    return hash_of(current_clauses_of(kind, agreement), (agreement.trees or {}).get(kind))


class Returned(NamedTuple):
    """What a file of the partner's says: its Pasal, its tree where they are blocks, who commented
    and tracked what, and what a person should read.
    """

    texts: list[list[str]]
    tree: dict[str, Any] | None
    asides: dict[str, Any]
    note: str


def keep_returned(
    agreement: Agreement,
    kind: str,
    user: User,
    returned: Returned,
    *,
    base: DraftVersion,
    sha256: str,
    file_name: str,
) -> DraftVersion:
    """Keep what the partner sent back of the version `base`, beside our own line of versions.
    Expects the case to be locked.
    """
    return _add(
        agreement,
        kind,
        user,
        returned.texts,
        tree=returned.tree,
        asides=returned.asides,
        note=returned.note,
        source=Source.RETURNED,
        base=base,
        sha256=sha256,
        file_name=file_name,
    )


def _add(
    agreement: Agreement,
    kind: str,
    user: User,
    texts: list[list[str]],
    tree: dict[str, Any] | None = None,
    **fields: Any,
) -> DraftVersion:
    number = versions_of_naskah(kind, agreement).count() + 1
    return DraftVersion.objects.create(
        agreement=agreement,
        kind=kind,
        number=number,
        texts=texts,
        tree=tree,
        content_hash=hash_of(texts, tree),
        by=user,
        **fields,
    )


def version_to_print(
    agreement: Agreement, kind: str, user: User, content_hash: str, *, draft: bool
) -> int:
    """The number of the version that a paper prints: a draft the one as it stands, a final the one
    that its draft printed, so that nothing reaches it that nobody reviewed. Expects the case to be
    locked.
    """
    reviewed = None if draft else reviewed_version_of(agreement, kind, content_hash)
    return (reviewed or keep_version(agreement, kind, user)).number


def reviewed_version_of(agreement: Agreement, kind: str, content_hash: str) -> DraftVersion | None:
    """The version that the newest draft of this content printed; None where that is not known."""
    drafts = agreement.documents.filter(
        kind=kind, draft=True, state=DocumentState.READY, content_hash=content_hash
    )
    draft = drafts.order_by("pk").last()
    return None if draft is None else printed_version_of(draft)


def printed_version_of(document: Document) -> DraftVersion | None:
    """The version that a paper was ordered to print; None for one of before that was kept."""
    number = document.context.get("version")
    if number is None:
        return None
    kind = KINDS[document.kind].base
    return versions_of_naskah(kind, document.agreement).filter(number=number).first()


def texts_of_paper(document: Document) -> list[tuple[str, str]]:
    """(title, text) of each Pasal that a paper says; abroad as it stands now, unless it keeps a
    tree.
    """
    version = printed_version_of(document)
    if version and (version.tree or not clauses.is_bilingual(document.kind)):
        return [(title, text) for _, title, text in version.texts]
    return clauses.clause_texts_of(document.agreement, document.kind)


def changed_since_review(agreement: Agreement, kind: str, content_hash: str) -> list[str]:
    """The titles of the Pasal that would read otherwise today than in the draft that was reviewed,
    though the case is the same: the profile of the region or a unit was changed.
    """
    version = reviewed_version_of(agreement, kind, content_hash)
    if version is None or clauses.is_bilingual(kind):
        return []
    reviewed = {part: text for part, _, text in version.texts}
    return [
        title
        for part, title, text in current_clauses_of(kind, agreement)
        if reviewed.get(part, text) != text
    ]


class Emptied(Refused):
    """A Pasal that the law lists would be empty; `parts` says which, each with its reason."""

    def __init__(self, parts: list[tuple[str, str]]) -> None:
        super().__init__(*(why for _, why in parts))
        self.parts = parts


@transaction.atomic
def reword_naskah(
    agreement_id: int, user: User, kind: str, own: dict[str, str], seen: str | None, note: str = ""
) -> Agreement:
    """Set the wording of a naskah that is woven from the proposal, keeping the draft as it was and
    as it is. Raises Refused like engine.word, Emptied for a missing Pasal.
    """
    before = guarding.lock_running_case(agreement_id)
    guarding.refuse_if(kind in before.trees, guarding.STALE)
    old = before.clauses.get(kind, {})
    agreement = engine.set_wording(agreement_id, user, kind, own, seen)
    if empty := mandatory_parts.emptied_clauses_of(kind, current_clauses_of(kind, agreement)):
        raise Emptied(empty)
    if agreement.clauses[kind] != old:
        keep_version(before, kind, user)
        keep_version(agreement, kind, user, Source.EDITED, note)
    return agreement


@transaction.atomic
def word_third_frame(agreement_id: int, user: User, kind: str, texts: dict[str, str]) -> Agreement:
    """Set what frames the Pasal in a third language, which stands beside the tree of a naskah.
    Raises Refused like engine.word.
    """
    agreement = guarding.lock_running_case(agreement_id)
    own = agreement.clauses.get(kind, {}) | texts
    agreement = engine.set_wording(agreement_id, user, kind, own, agreement.content_hash)
    keep_version(agreement, kind, user, Source.EDITED)
    return agreement


def own_of(kind: str, agreement: Agreement, texts: dict[str, str]) -> dict[str, str]:
    """Our own wording by part; empty where the text is the standard one."""
    baseline = {part: text for part, _, text in standard_clauses_of(kind, agreement)}
    own = {}
    for part, text in texts.items():
        if part in baseline:
            own[part] = text
            if text == baseline[part]:
                own[part] = ""
    return own


def draft_beginnings_of(agreement: Agreement) -> dict[str, datetime]:
    """When each draft was begun, by the kind of its naskah."""
    first = agreement.draft_versions.order_by("kind").values_list("kind").annotate(Min("at"))
    return dict(first)


def draft_days_of(agreement: Agreement) -> dict[str, date]:
    """The day each draft was begun, by the kind of its naskah."""
    return days_of_beginnings(draft_beginnings_of(agreement))


def days_of_beginnings(begun: dict[str, datetime]) -> dict[str, date]:
    """The same by their days."""
    return {kind: timezone.localdate(at) for kind, at in begun.items()}


def departures_from_standard(parts: list[tuple[str, str, str, str]]) -> list[str]:
    """The Pasal whose text is not the standard one, by number and title; one that departs in both
    languages is one Pasal, by its name in the first of them.
    """
    named = zip(mandatory_parts.name_articles([part for part, *_ in parts]), parts, strict=True)
    departing: dict[str, str] = {}
    for place, (part, title, baseline, own) in named:
        if own and tidy_text(own) != tidy_text(baseline) and not is_in_third_language(part):
            departing.setdefault(split_part(part)[0], f"{place} {title}")
    return list(departing.values())
