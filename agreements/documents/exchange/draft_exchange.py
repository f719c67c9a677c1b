"""A draft goes to the partner as DOCX and comes back; what changed is accepted or refused one by
one.
"""

import copy

from django.db import transaction
from django.utils import timezone

from agreements.documents import rendering, store
from agreements.documents.exchange import (
    docx_content,
    docx_reading,
    docx_writing,
    partner_changes,
    returned_naskah,
    returned_sections,
)
from agreements.documents.exchange.asides import beside_the_text, read_asides
from agreements.documents.exchange.docx_content import DocxContent
from agreements.documents.exchange.docx_package import UnreadableDocx
from agreements.documents.exchange.returned_changes import Change
from agreements.documents.wording import (
    framed_trees,
    kept_trees,
    redline,
    remarks,
    restructuring,
    trees,
    versioned_trees,
    versions,
)
from agreements.documents.wording.versions import Returned
from agreements.models import Agreement, Document, DraftVersion, RemarkTier, Source
from agreements.models.event import LogAction
from agreements.models.naskah_setup import split_part
from agreements.naskah.numbering import Numbers
from agreements.naskah.operations import NotPossible
from agreements.naskah.stored import as_json
from agreements.workflow import case_log, engine, guarding, undoing
from agreements.workflow.guarding import refuse_if, require_or_refuse
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts.models import User

UNKNOWN = "Versi asal tidak terbaca dari berkas. Pilih versi yang dahulu dikirim."
LONGEST_NOTE, LONGEST_GUEST = 4_000, 200


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
    tier: str = RemarkTier.INTERNAL,
) -> DraftVersion:
    """Keep what came back as a version of the partner's. `number` says which version was sent,
    where the file does not; `tier`, who reads the comments in it.

    Raises Refused when it is not being drafted, and when the file cannot be read or placed;
    DoesNotMatch where it is a text of the partner's own.
    """
    agreement = guarding.lock_running_case(agreement_id)
    engine.require_drafting(agreement, user, kind)
    try:
        package = docx_content.open_docx(content)
        base = _base(agreement, kind, package, number)
        returned = _read(agreement, base, package)
    except UnreadableDocx as wrong:
        raise guarding.Refused(str(wrong)) from wrong
    last = versions.versions_of_naskah(kind, agreement).last()
    if last and last.sha256 == store.digest_of(content) and last.base == base:
        return last
    version = versions.keep_returned(
        agreement,
        kind,
        user,
        returned,
        base=base,
        sha256=store.store_bytes(content),
        file_name=file_name,
    )
    case_log.note_act(
        agreement,
        user,
        LogAction.DOCX_RECEIVED,
        {"kind": kind, "version": version.number, "base": base.number, "file": version.sha256},
    )
    _remark_comments(version, user, tier)
    return version


def _remark_comments(version: DraftVersion, user: User, tier: str) -> None:
    """Each comment in the file as a remark of the mitra on its block, once."""
    agreement = version.agreement
    places = Numbers(trees.tree_of(version.kind, agreement)).places
    said = set(agreement.remarks.of_naskah(version.kind).values_list("guest", "text"))
    for one in read_asides(version.asides).comments:
        guest = (one.by or "Mitra")[:LONGEST_GUEST]
        if not one.text or (guest, one.text) in said:
            continue
        told = (one.block, one.part, split_part(one.part)[0])
        block = next((it for it in told if kept_trees.split_block(it)[0] in places), "")
        remarks.add_remark(
            agreement.pk, version.kind, block, one.text, guest=guest, brought_by=user, tier=tier
        )
        said.add((guest, one.text))


def _read(agreement: Agreement, base: DraftVersion, theirs: DocxContent) -> Returned:
    """What the file makes of the version that was sent: as blocks, where its Pasal are such."""
    ours = docx_content.open_docx(docx_writing.write_docx(base))
    if kept_trees.has_frame(base.kind):
        returned = _read_blocks(agreement, base, theirs, ours)
    else:
        returned = _read_texts(base, theirs, ours)
    notes = [*returned.note.splitlines(), *beside_the_text(theirs, ours)]
    return returned._replace(note="\n".join(notes)[:LONGEST_NOTE])


def _read_blocks(
    agreement: Agreement, base: DraftVersion, theirs: DocxContent, ours: DocxContent
) -> Returned:
    kind = base.kind
    tree = versioned_trees.tree_of_version(base)
    sent = framed_trees.framed_tree(kind, agreement, tree)
    teller = kept_trees.teller_of(kind, agreement, sent)
    found = returned_naskah.read_naskah(theirs, sent, teller, ours)
    outside = returned_sections.read_sections(ours, sent, ours, with_frame=found.is_framed).outside
    untouched = {article.id: article for article in sent.articles}
    told = {part: text for part, _, text in base.texts}
    texts = [
        [
            part,
            title,
            told[part] if untouched.get(part) == found.tree.article(part) else text,
        ]
        for part, title, text in kept_trees.texts_of_tree(kind, agreement, found.tree)
    ]
    return Returned(
        [[part, title, versions.tidy_text(text)] for part, title, text in texts],
        as_json(framed_trees.without_standard(found.tree, tree, sent)),
        found.asides.as_json() | ({"places": found.places} if found.places else {}),
        "\n".join([*found.notes, *_outside_changes(outside, found.outside)]),
    )


def _read_texts(base: DraftVersion, theirs: DocxContent, ours: DocxContent) -> Returned:
    found = docx_reading.read_returned_texts(theirs, base.texts)
    outside = docx_reading.read_returned_texts(ours, base.texts).outside
    return Returned(
        [[part, title, found.texts[part]] for part, title, _ in base.texts],
        None,
        found.asides.as_json(),
        "\n".join([*found.notes, *_outside_changes(outside, found.outside)]),
    )


def _base(
    agreement: Agreement, kind: str, package: DocxContent, number: int | None
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


def _outside_changes(ours: list[str], theirs: list[str]) -> list[str]:
    """What differs from the present draft outside the Pasal, where the text follows the proposal
    and is changed there: compared with our own file, read as theirs was.
    """
    found = redline.hunks_of_clause("", "\n".join(ours), "\n".join(theirs))
    return [
        f"Di luar Pasal: “{' '.join(hunk.old) or '(tidak ada)'}” ditulis mitra"
        f" “{' '.join(hunk.new) or '(dihapus)'}”."
        for hunk in found
    ]


@make_undoable(lambda version: version.agreement_id)
def decide_on_differences(
    version: DraftVersion, user: User, accepted: set[str], seen: str | None
) -> Agreement:
    """Take over the accepted changes, by key, and log what was accepted and refused. Raises
    Refused, Emptied.
    """
    agreement = guarding.lock_running_case(version.agreement_id)
    engine.require_drafting(agreement, user, version.kind)
    refuse_if(seen != agreement.content_hash, guarding.STALE)
    found = partner_changes.differences_of_version(version, agreement)
    hunks = {hunk.key: hunk for difference in found for hunk in difference.hunks}
    refuse_if(not accepted <= set(hunks), guarding.STALE)
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
    note = f"Menerima {len(accepted)} dari {len(hunks)} perubahan mitra pada {version}."
    taken = _taken(version, agreement, accepted)
    if taken.tree is not None:
        chosen = [hunk for key, hunk in hunks.items() if key in accepted]
        changes = [hunk for hunk in chosen if isinstance(hunk, Change)]
        return restructuring.restructure(
            agreement.pk,
            user,
            version.kind,
            lambda tree: partner_changes.take_over_in(version, agreement, changes, tree),
            note,
        )
    if restructuring.is_kept(version.kind, agreement):  # a file that came before it had a tree
        change = restructuring.reword(taken.texts, is_plain=True)
        return restructuring.restructure(agreement.pk, user, version.kind, change, note)
    texts = versions.own_of(version.kind, agreement, taken.texts)
    own = agreement.clauses.get(version.kind, {}) | texts
    return versions.reword_naskah(agreement.pk, user, version.kind, own, seen, note)


def _taken(
    version: DraftVersion, agreement: Agreement, accepted: set[str]
) -> partner_changes.Taken:
    try:
        return partner_changes.take_over(version, agreement, accepted)
    except NotPossible as wrong:
        raise guarding.Refused(str(wrong)) from wrong


def preview_of(version: DraftVersion, agreement: Agreement, accepted: set[str]) -> bytes:
    """The draft as PDF as it would be with the accepted changes; nothing is kept. Raises Refused,
    Emptied.
    """
    taken = _taken(version, agreement, accepted)
    shown = copy.copy(agreement)
    if taken.tree is not None:
        restructuring.require_sound(taken.tree)
        shown.trees = agreement.trees | {version.kind: as_json(taken.tree)}
    else:
        own = versions.own_of(version.kind, agreement, taken.texts)
        kept = agreement.clauses.get(version.kind, {}) | own
        shown.clauses = agreement.clauses | {version.kind: kept}
    told = {"date": timezone.localdate().isoformat()}
    return rendering.to_pdf(Document(agreement=shown, kind=version.kind, draft=True, context=told))


def is_decided(version: DraftVersion) -> bool:
    """Whether its differences were decided on, and that was not undone."""
    acts = (LogAction.DOCX_DECIDED, LogAction.UNDONE)
    events = list(version.agreement.events.filter(action__in=acts))
    undone = undoing.undone_numbers(events)
    of_it = {"kind": version.kind, "version": version.number}
    return any(
        of_it.items() <= event.detail.items() and event.number not in undone for event in events
    )
