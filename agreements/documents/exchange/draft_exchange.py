"""A draft goes to the partner as DOCX and comes back; what changed is accepted or refused one by
one.
"""

from dataclasses import dataclass

from django.db import transaction

from agreements.documents import store
from agreements.documents.exchange import docx_content, docx_reading, docx_writing
from agreements.documents.wording import mandatory_parts, redline, restructuring, versions
from agreements.documents.wording.mandatory_parts import name_articles
from agreements.models import Agreement, DraftVersion, Source
from agreements.models.event import LogAction
from agreements.workflow import case_log, engine, guarding, undoing
from agreements.workflow.guarding import refuse_if, require_or_refuse
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts.models import User

UNKNOWN = "Versi asal tidak terbaca dari berkas. Pilih versi yang dahulu dikirim."
LONGEST_NOTE = 4_000


@dataclass(frozen=True)
class Difference:
    """What the partner wants otherwise in one Pasal."""

    part: str
    place: str
    title: str
    hunks: list[redline.Hunk]
    also_ours: bool  # we changed the Pasal as well after the version was sent
    is_by_hand: bool  # taken over as plain words, the Pasal would lose what they cannot say


@transaction.atomic
def send_draft_to_partner(agreement_id: int, user: User, kind: str) -> tuple[DraftVersion, bytes]:
    """The draft as it stands, kept and written as DOCX. Raises Refused when it is not being
    drafted.
    """
    agreement = guarding.lock_running_case(agreement_id)
    engine.require_drafting(agreement, user, kind)
    version = versions.keep_version(agreement, kind, user)
    return version, docx_writing.write_docx(version)


@transaction.atomic
def receive_returned_draft(
    agreement_id: int,
    user: User,
    kind: str,
    content: bytes,
    file_name: str,
    number: int | None = None,
) -> DraftVersion:
    """Keep what came back as a version of the partner's. `number` says which version was sent,
    where the file does not.

    Raises Refused when it is not being drafted, and when the file cannot be read or placed.
    """
    agreement = guarding.lock_running_case(agreement_id)
    engine.require_drafting(agreement, user, kind)
    try:
        package = docx_content.open_docx(content)
        base = _base(agreement, kind, package, number)
        returned = docx_reading.read_returned_texts(package, base.texts)
    except docx_reading.UnreadableDocx as wrong:
        raise guarding.Refused(str(wrong)) from wrong
    last = versions.versions_of_naskah(kind, agreement).last()
    if last and last.sha256 == store.digest_of(content) and last.base == base:
        return last
    texts = [[part, title, returned.texts[part]] for part, title, _ in base.texts]
    notes = [*returned.notes, *_outside_changes(base, returned.outside)]
    version = versions.keep_returned(
        agreement,
        kind,
        user,
        texts,
        base=base,
        note="\n".join(notes)[:LONGEST_NOTE],
        sha256=store.store_bytes(content),
        file_name=file_name,
    )
    case_log.note_act(
        agreement,
        user,
        LogAction.DOCX_RECEIVED,
        {"kind": kind, "version": version.number, "base": base.number, "file": version.sha256},
    )
    return version


def _base(
    agreement: Agreement, kind: str, package: docx_content.DocxContent, number: int | None
) -> DraftVersion:
    """The version that was sent: as the file says, if it is of this very draft, else as the person
    says.
    """
    sent = versions.versions_of_naskah(kind, agreement).exclude(source=Source.RETURNED)
    base = None
    if package.code:
        named = sent.filter(number=package.number, content_hash__startswith=package.code)
        base = named.first()
    return require_or_refuse(base or sent.filter(number=number or 0).first(), UNKNOWN)


def _outside_changes(base: DraftVersion, lines: list[str]) -> list[str]:
    """What differs from the present draft outside the Pasal, where the text follows the proposal
    and is changed there: compared with our own file, read as theirs was.
    """
    ours = docx_reading.read_returned_texts(
        docx_content.open_docx(docx_writing.write_docx(base)), base.texts
    )
    found = redline.hunks_of_clause("", "\n".join(ours.outside), "\n".join(lines))
    return [
        f"Di luar Pasal: “{' '.join(hunk.old) or '(tidak ada)'}” ditulis mitra"
        f" “{' '.join(hunk.new) or '(dihapus)'}”."
        for hunk in found
    ]


def differences_of_version(version: DraftVersion, agreement: Agreement) -> list[Difference]:
    """By Pasal, what accepting would change in the draft as it stands now. Only what the partner
    touched.
    """
    now = {part: text for part, _, text in versions.current_clauses_of(version.kind, agreement)}
    sent = {}
    if version.base:
        sent = {part: text for part, _, text in version.base.texts}
    is_plain = restructuring.goes_through_plain_words(agreement, version.kind)
    named = zip(name_articles([part for part, *_ in version.texts]), version.texts, strict=True)
    found = [
        Difference(
            part,
            place,
            title,
            redline.hunks_of_clause(part, now[part], text),
            also_ours=now[part] != sent[part],
            is_by_hand=not is_plain(part),
        )
        for place, (part, title, text) in named
        if part in now and text != sent[part]
    ]
    return [difference for difference in found if difference.hunks]


@make_undoable(lambda version: version.agreement_id)
def decide_on_differences(
    version: DraftVersion, user: User, accepted: set[str], seen: str | None
) -> Agreement:
    """Take over the accepted differences, by key, and log what was accepted and refused. What is
    taken over by hand is not decided here. Raises Refused, Emptied.
    """
    agreement = guarding.lock_running_case(version.agreement_id)
    engine.require_drafting(agreement, user, version.kind)
    refuse_if(seen != agreement.content_hash, guarding.STALE)
    differences = differences_of_version(version, agreement)
    found = [difference for difference in differences if not difference.is_by_hand]
    hunks = [hunk for difference in found for hunk in difference.hunks]
    refuse_if(not accepted <= {hunk.key for hunk in hunks}, guarding.STALE)
    detail = {
        "kind": version.kind,
        "version": version.number,
        "accepted": len(accepted),
        "refused": len(hunks) - len(accepted),
    }
    case_log.note_act(
        agreement,
        user,
        LogAction.DOCX_DECIDED,
        detail,
        f"Diterima {len(accepted)} dari {len(hunks)} perubahan pada {version}.",
    )
    if not accepted:
        return agreement
    texts = _merged(agreement, version.kind, found, accepted)
    note = f"Menerima {len(accepted)} dari {len(hunks)} perubahan mitra pada {version}."
    if restructuring.is_kept(version.kind, agreement):
        taken = restructuring.reword(texts, is_plain=True)
        return restructuring.restructure(agreement.pk, user, version.kind, taken, note)
    own = agreement.clauses.get(version.kind, {}) | versions.own_of(version.kind, agreement, texts)
    return versions.reword_naskah(agreement.pk, user, version.kind, own, seen, note)


def _merged(
    agreement: Agreement, kind: str, found: list[Difference], accepted: set[str]
) -> dict[str, str]:
    """The Pasal that something was accepted in, by part. Raises Emptied where the law lists one
    that would say nothing.
    """
    now = versions.current_clauses_of(kind, agreement)
    text_now = {part: text for part, _, text in now}
    texts = {}
    for difference in found:
        hunks = [hunk for hunk in difference.hunks if hunk.key in accepted]
        if hunks:
            texts[difference.part] = redline.merge_hunks(text_now[difference.part], hunks)
    merged = [[part, title, texts.get(part, text)] for part, title, text in now]
    if empty := mandatory_parts.emptied_clauses_of(kind, merged):
        raise versions.Emptied(empty)
    refuse_if(not all(texts.values()), "Pasal tidak dapat dihapus seluruhnya; susunan Pasal tetap.")
    return texts


def is_decided(version: DraftVersion) -> bool:
    """Whether its differences were decided on, and that was not undone."""
    acts = (LogAction.DOCX_DECIDED, LogAction.UNDONE)
    events = list(version.agreement.events.filter(action__in=acts))
    undone = undoing.undone_numbers(events)
    of_it = {"kind": version.kind, "version": version.number}
    return any(
        of_it.items() <= event.detail.items() and event.number not in undone for event in events
    )
