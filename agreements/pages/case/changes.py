"""What changed in a case since its reader last approved something of it, by field and by Pasal."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from agreements.documents.kinds import KINDS
from agreements.documents.wording import redline
from agreements.models import Agreement, DraftVersion, Evidence, StageEvent
from agreements.models.event import LogAction
from agreements.models.wording import Source
from agreements.pages.case.log import History
from agreements.regulations.separation import Part
from agreements.regulations.vocabulary import RequirementKind
from agreements.workflow.differences import is_shortened
from kerjasama.accounts.models import User

EMPTY = "(kosong)"
# What changed fields, and says so by field.
FIELD_EDITS = (LogAction.CONTENT_EDITED, LogAction.PARTY_DATA_TAKEN, LogAction.MITRA_CHOSEN)
EDITS = (*FIELD_EDITS, LogAction.WORDING_EDITED)
WORDINGS = (LogAction.WORDING_EDITED, LogAction.DOCX_DECIDED)
EDITS_AND_DECISIONS = {*EDITS, *WORDINGS}
# Of what stayed, so many letters are shown beside what changed.
AROUND = 45
BETWEEN = " … "


@dataclass(frozen=True)
class Words:
    """A run of words that stayed, went or came."""

    text: str
    is_gone: bool = False
    is_new: bool = False


@dataclass(frozen=True)
class Change:
    """One field or Pasal with the words that went and those that came; `by` changed it last."""

    label: str
    by: str
    pieces: list[Words]


@dataclass(frozen=True)
class ChangesSince:
    """What this reader has not seen yet; `since` is when he or she last approved, or as `act` says
    handed in, `new_naskah` what was drafted only then. Two mitra that became one are no act of a
    case, so that its log does not tell it.
    """

    since: datetime
    changes: list[Change]
    new_naskah: list[str]
    partner_changed: bool
    act: str = "persetujuan"

    @property
    def is_unchanged(self) -> bool:
        """Whether all is as it was approved."""
        return not (self.changes or self.new_naskah or self.partner_changed)


def changes_since_approval(
    user: User,
    agreement: Agreement,
    history: History,
    begun: dict[str, datetime],
) -> ChangesSince | None:
    """What changed since this person last approved; None for who never did. `begun` is when each
    draft was begun, by kind.
    """
    last = last_approval_of(user, agreement)
    if last is None:
        return None
    edits_since = agreement.events.filter(at__gt=last.at, action__in=EDITS_AND_DECISIONS)
    marked = history.marked(list(edits_since.select_related("by").order_by("number")))
    later = [event for event in marked if not event.is_undone]
    fields = changed_fields(_of_actions(later, FIELD_EDITS))
    clauses = changed_clauses(agreement, last.at) if _of_actions(later, WORDINGS) else []
    edits = _of_actions(later, EDITS)
    return ChangesSince(
        last.at,
        [*clauses, *fields],
        [KINDS[kind].title for kind, at in begun.items() if at > last.at],
        has_unlogged_change(last.content_hash, edits, agreement.content_hash),
        "pengajuan" if last.need and last.need.part is Part.PROPOSES else "persetujuan",
    )


def _of_actions(events: list[StageEvent], actions: Collection[str]) -> list[StageEvent]:
    return [event for event in events if event.action in actions]


def has_unlogged_change(approved: str, edits: list[StageEvent], now: str) -> bool:
    """Whether the content became another than these edits made it, by the hashes that they keep."""
    stood = approved
    for event in edits:
        if event.detail.get("before", stood) != stood:
            return True
        stood = event.detail.get("content", stood)
    return stood != now


def last_approval_of(user: User, agreement: Agreement) -> Evidence | None:
    """The newest approval of this person, also one that an edit has voided since."""
    given = [
        row
        for row in agreement.evidence.all()
        if row.by_id == user.pk and row.need and row.need.kind is RequirementKind.APPROVAL
    ]
    return given[-1] if given else None


def changed_fields(edits: list[StageEvent]) -> list[Change]:
    """Each field once: as it stood before the first edit and as it stands after the last. One too
    long for the log to keep it whole is told edit by edit.
    """
    edited: dict[str, list[tuple[str, str, str]]] = {}
    for event in edits:
        for change in event.detail["changes"]:
            told = (change["old"], change["new"], event.actor_name)
            edited.setdefault(_label_of(event, change["label"]), []).append(told)
    return [
        Change(label, by, words_between(old or EMPTY, new or EMPTY))
        for label, steps in edited.items()
        for old, new, by in _joined_where_whole(steps)
        if old != new
    ]


def _label_of(event: StageEvent, field: str) -> str:
    """The field, and of which party where it is what a naskah says of one."""
    if event.action == LogAction.PARTY_DATA_TAKEN:
        return f"{event.detail['what']}, {field}"
    return field


def _joined_where_whole(steps: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The edits of one field as one, unless the log keeps only a piece of it."""
    if any(is_shortened(old) or is_shortened(new) for old, new, _ in steps):
        return steps
    old, *_ = steps[0]
    _, new, by = steps[-1]
    return [(old, new, by)]


def changed_clauses(agreement: Agreement, since: datetime) -> list[Change]:
    """The Pasal that read otherwise now than they did then, of each naskah that was there."""
    own = agreement.draft_versions.exclude(source=Source.RETURNED).select_related("by")
    kept: dict[str, list[DraftVersion]] = {}
    for version in own.order_by("kind", "number"):
        kept.setdefault(version.kind, []).append(version)
    found = []
    for kind, versions in kept.items():
        if before := [version for version in versions if version.at <= since]:
            found += list(_between(kind, before[-1], versions[-1]))
    return found


def _between(kind: str, old: DraftVersion, new: DraftVersion) -> Iterator[Change]:
    for row in redline.compare_texts(old.texts, new.texts):
        if row.changed:
            label = f"{KINDS[kind].title}, {row.place} {row.title}".strip()
            if row.was:
                label += f", semula {row.was}"
            yield Change(label, str(new.by), joined_pieces(row.left, row.right))


def words_between(old: str, new: str) -> list[Words]:
    """Both texts as one, word for word."""
    return joined_pieces(*redline.by_word(old, new))


def joined_pieces(left: list[redline.Piece], right: list[redline.Piece]) -> list[Words]:
    """Two sides as one: what stayed once and shortened, what went before what came in its place."""
    words: list[Words] = []
    came = iter(right)
    for piece in left:
        if piece.changed:
            words.append(Words(piece.text, is_gone=True))
            continue
        words += _until_unchanged(came)
        words.append(Words(piece.text))
    return _shortened([*words, *_until_unchanged(came)])


def _until_unchanged(pieces: Iterator[redline.Piece]) -> Iterator[Words]:
    """What is new up to the next run that both texts share, which is taken with it."""
    for piece in pieces:
        if not piece.changed:
            return
        yield Words(piece.text, is_new=True)


def _shortened(words: list[Words]) -> list[Words]:
    """What stayed, only beside what changed."""
    shown = []
    for place, run in enumerate(words):
        text = run.text
        if not (run.is_gone or run.is_new):
            head = "" if place == 0 else text[:AROUND].rpartition(" ")[0]
            tail = "" if place == len(words) - 1 else text[-AROUND:].partition(" ")[2]
            if len(head) + len(tail) < len(text):
                text = f"{head}{BETWEEN}{tail}"
        shown.append(Words(text, run.is_gone, run.is_new))
    return shown
