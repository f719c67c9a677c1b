"""What changed in a case since its reader last approved something of it, by field and by part of a
naskah.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from agreements.documents.wording import redline
from agreements.models import Agreement, Evidence, StageEvent
from agreements.models.event import LogAction
from agreements.regulations.vocabulary import RequirementKind
from kerjasama.accounts.models import User

EMPTY = "(kosong)"
EDITS = (LogAction.CONTENT_EDITED, LogAction.WORDING_EDITED, LogAction.DOCX_DECIDED)


@dataclass(frozen=True)
class Change:
    """One field or part: the words that went and those that came, in order; `by` changed it
    last.
    """

    label: str
    by: str
    pieces: list["Words"]


@dataclass(frozen=True)
class Words:
    """A run of words that stayed, went or came."""

    text: str
    is_gone: bool = False
    is_new: bool = False


@dataclass(frozen=True)
class ChangesSince:
    """What this reader has not seen yet; `since` is when he or she last approved."""

    since: datetime
    changes: list[Change]

    @property
    def is_unchanged(self) -> bool:
        """Whether all is as it was approved."""
        return not self.changes


def changes_since_approval(
    user: User, agreement: Agreement, events: list[StageEvent]
) -> ChangesSince | None:
    """What changed since this person last approved; None for who never did."""
    last = last_approval_of(user, agreement)
    if last is None:
        return None
    edits = [
        event
        for event in events
        if event.action in EDITS and event.at > last.at and not event.is_undone
    ]
    return ChangesSince(last.at, list(_merged(edits)))


def last_approval_of(user: User, agreement: Agreement) -> Evidence | None:
    """The newest approval of this person, also one that an edit has voided since."""
    given = [
        row
        for row in agreement.evidence.all()
        if row.by_id == user.pk and row.need and row.need.kind is RequirementKind.APPROVAL
    ]
    return given[-1] if given else None


def _merged(edits: list[StageEvent]) -> Iterator[Change]:
    """Each field once: as it stood before the first edit and as it stands after the last."""
    first: dict[tuple[str, str], str] = {}
    last: dict[tuple[str, str], tuple[str, str, str]] = {}
    for event in edits:
        for change in event.detail.get("changes", []):
            if not isinstance(change, dict) or "label" not in change:
                continue
            key = (str(event.reason), change["label"])
            first.setdefault(key, change.get("old", ""))
            last[key] = (change["label"], change.get("new", ""), event.actor_name)
    for key, (label, new, by) in last.items():
        if first[key] != new:
            yield Change(label, by, words_between(first[key] or EMPTY, new or EMPTY))


def words_between(old: str, new: str) -> list[Words]:
    """Both texts as one: what stayed once, what went before what came in its place."""
    before, after = redline.by_word(old, new)
    words: list[Words] = []
    came = iter(after)
    for piece in before:
        if piece.changed:
            words.append(Words(piece.text, is_gone=True))
            continue
        words += _until_unchanged(came)
        words.append(Words(piece.text))
    return [*words, *_until_unchanged(came)]


def _until_unchanged(pieces: Iterator[redline.Piece]) -> Iterator[Words]:
    """What is new up to the next run that both texts share, which is taken with it."""
    for piece in pieces:
        if not piece.changed:
            return
        yield Words(piece.text, is_new=True)
