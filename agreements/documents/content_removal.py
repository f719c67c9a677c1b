"""Taking the content of a file away, by two people; its name, its hash and who did it stay.

The bytes leave the store when no row keeps them any more. What the system itself numbered,
sealed or had signed is not removed.
"""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from agreements.documents import store
from agreements.documents.archive import integrity
from agreements.documents.bundles import making
from agreements.models import (
    Agreement,
    AnnexUpload,
    ContentRemoval,
    DisputeRecord,
    Document,
    DraftVersion,
    Evidence,
    FileCheck,
    Fulfilment,
    ImportBatch,
    IncomingLetter,
    ListDecree,
    PartnerPaper,
    Progress,
    ProposalState,
    ProposedCorrection,
    SeatLetter,
    SignedLetter,
    SignedPaper,
    TeamDecree,
    TeamRecord,
    WajibRecord,
)
from agreements.models.event import LogAction
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import refuse_if
from agreements.workflow.removals import repeat_removal
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User

# A row that keeps a file which people brought.
Keeper = (
    DisputeRecord
    | Evidence
    | Fulfilment
    | Progress
    | DraftVersion
    | AnnexUpload
    | ImportBatch
    | IncomingLetter
    | ListDecree
    | PartnerPaper
    | ProposedCorrection
    | SeatLetter
    | SignedLetter
    | SignedPaper
    | TeamDecree
    | TeamRecord
    | WajibRecord
    | Document
)
# Every kind of them, by the word in the address.
KEEPERS: dict[str, type[Model]] = {
    "catatan": Evidence,
    "kewajiban": Fulfilment,
    "capaian": Progress,
    "docx": DraftVersion,
    "berkas-lampiran": AnnexUpload,
    "impor": ImportBatch,
    "dokumen-mitra": PartnerPaper,
    "perselisihan": DisputeRecord,
    "keputusan-daftar": ListDecree,
    "keputusan-tkksd": TeamDecree,
    "catatan-tkksd": TeamRecord,
    "kerja-sama-wajib": WajibRecord,
    "usulan-koreksi": ProposedCorrection,
    "surat-penunjukan": SeatLetter,
    "rancangan": Document,
    "surat-masuk": IncomingLetter,
}
# Those that stand beside the cases.
OF_NO_CASE = (ImportBatch, ListDecree, PartnerPaper, SeatLetter, TeamDecree, TeamRecord)
# Who confirms what whom proposed; nobody else opens its page.
CONFIRMED_BY: dict[str, Role] = {Role.SECTION_HEAD: Role.VERIFIER, Role.VERIFIER: Role.SECTION_HEAD}
NOT_YOURS = (
    "Menghapus isi berkas diusulkan verifikator atau Kepala Bagian, dan disetujui oleh yang lain di"
    " antara keduanya."
)
SEALED = "Dokumen yang dinomori, disegel, atau ditandatangani sistem ini tidak dihapus isinya."


def may_propose(user: User) -> bool:
    """Whether this person may ask for a removal."""
    return policy.is_of_office(user)


def may_confirm_removal(user: User, removal: ContentRemoval) -> bool:
    """Whether this person is the second one whom this removal needs."""
    is_second = not user.is_same_person(removal.by)
    return is_second and CONFIRMED_BY.get(removal.by_role) in user.roles


def removal_notice_of(row: Keeper) -> ContentRemoval | None:
    """What is said of the content of this row: that it was removed, or waits to be, here or
    elsewhere in its case.
    """
    live = (ProposalState.PENDING, ProposalState.CONFIRMED)
    said = Q(model=row._meta.model_name, row=row.pk, digest=row.sha256, state__in=live)
    if case := getattr(row, "agreement_id", None):
        said |= Q(agreement=case, digest=row.sha256, state=ProposalState.PENDING)
    return (
        ContentRemoval.objects.filter(said)
        .select_related("by", "decided_by")
        .order_by("state", "pk")
        .first()
    )


def removed_from(agreement: Agreement, digest: str) -> ContentRemoval | None:
    """The removal by which these bytes were taken away from this case; they do not come back into
    it.
    """
    found = ContentRemoval.objects.filter(
        agreement=agreement, digest=digest, state=ProposalState.CONFIRMED
    )
    return found.order_by("-decided_at").first()


@transaction.atomic
def propose_removal(row: Keeper, user: User, reason: str) -> ContentRemoval:
    """Ask for the content to be taken away. From now on only a second person opens the file."""
    agreement = _lock(row)
    refuse_if(not may_propose(user), NOT_YOURS)
    refuse_if(not row.sha256, "Tidak ada berkas di sini.")
    refuse_if(isinstance(row, Document) and not row.draft, SEALED)
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    refuse_if(
        removal_notice_of(row) is not None,
        "Penghapusan isi berkas ini sudah diusulkan atau dilakukan.",
    )
    role = next(role for role in (Role.SECTION_HEAD, Role.VERIFIER) if role in user.roles)
    removal = ContentRemoval.objects.create(
        agreement=agreement,
        model=str(row._meta.model_name),
        row=row.pk,
        digest=row.sha256,
        file_name=(getattr(row, "file_name", "") or str(row))[:200],
        reason=reason.strip(),
        by=user,
        by_role=role,
    )
    _note(removal, user, LogAction.REMOVAL_PROPOSED, removal.reason)
    if agreement:
        making.begin_anew(agreement)
    return removal


@transaction.atomic
def confirm_removal(removal_id: int, user: User) -> ContentRemoval:
    """Take the content away, in this row and in every other of the same case that keeps the same
    bytes.
    """
    removal = _lock_pending(removal_id)
    refuse_if(not may_confirm_removal(user, removal), NOT_YOURS)
    removal.decide(user, ProposalState.CONFIRMED)
    for row in _twins(removal):
        repeat_removal(removal, row)
    if removal.agreement:
        making.begin_anew(removal.agreement)
    _note(removal, user, LogAction.CONTENT_REMOVED, removal.reason)
    digests = [removal.digest]
    if removal.model == ImportBatch._meta.model_name:
        digests.append(
            ImportBatch.objects.values_list("noted_sha256", flat=True).get(pk=removal.row)
        )
    for digest in filter(None, digests):
        transaction.on_commit(partial(erase_content, digest))
    return removal


@transaction.atomic
def refuse_removal(removal_id: int, user: User, answer: str) -> ContentRemoval:
    """Decline it, with the reason; or take back one's own proposal."""
    removal = _lock_pending(removal_id)
    is_own = user.is_same_person(removal.by)
    refuse_if(not is_own and not may_confirm_removal(user, removal), NOT_YOURS)
    refuse_if(not is_own and not answer.strip(), "Alasan wajib diisi.")
    state = ProposalState.REFUSED
    if is_own:
        state = ProposalState.WITHDRAWN
    removal.decide(user, state, answer.strip())
    _note(removal, user, LogAction.REMOVAL_REFUSED, answer.strip())
    return removal


def erase_content(digest: str) -> None:
    """Remove the bytes from the store, unless some row still keeps them."""
    if store.take_away(digest, integrity.is_kept):
        FileCheck.objects.filter(pk=digest).delete()


def count_other_keepers(row: Keeper) -> int:
    """In how many other places the same content is kept, of other cases too."""
    places = 0
    for model in integrity.file_keeping_models():
        places += integrity.rows_with_file(model).filter(sha256=row.sha256).count()
    return places - 1


def others_of(agreement: Agreement) -> list[tuple[str, Any]]:
    """The files of the case besides its records that people brought and nobody removed: (word of
    the address, row).
    """
    found = []
    for word, model in KEEPERS.items():
        if model not in (Evidence, *OF_NO_CASE):
            rows = integrity.rows_with_file(model).filter(agreement=agreement)
            found += [(word, row) for row in rows if not isinstance(row, Document) or row.draft]
    return found


def _twins(removal: ContentRemoval) -> list[Any]:
    """The other rows of the same case that keep the same bytes and whose content may be removed."""
    if removal.agreement is None:
        return []
    records = integrity.rows_with_file(Evidence).filter(agreement=removal.agreement)
    rows: list[Any] = list(records.filter(sha256=removal.digest))
    rows += [row for _, row in others_of(removal.agreement) if row.sha256 == removal.digest]
    waiting = removal.agreement.removals.filter(state=ProposalState.PENDING)
    pending = set(waiting.values_list("model", "row"))
    return [row for row in rows if (row._meta.model_name, row.pk) not in pending]


def _lock(row: Keeper) -> Agreement | None:
    """The case of the row under its lock; of a row without a case, the row itself is locked."""
    if key := getattr(row, "agreement_id", None):
        return Agreement.objects.select_for_update().get(pk=key)
    type(row)._default_manager.select_for_update().get(pk=row.pk)
    return None


def _lock_pending(removal_id: int) -> ContentRemoval:
    """The proposal under its row lock; as in every act, its case is locked before."""
    case = ContentRemoval.objects.values_list("agreement", flat=True).get(pk=removal_id)
    list(Agreement.objects.select_for_update().filter(pk=case).values_list("pk"))
    removal = (
        ContentRemoval.objects.select_for_update(of=("self",))
        .select_related("agreement", "by")
        .get(pk=removal_id)
    )
    refuse_if(
        removal.state != ProposalState.PENDING,
        f"Usulan ini sudah {removal.get_state_display().lower()}.",
    )
    return removal


def _note(removal: ContentRemoval, user: User, action: LogAction, reason: str) -> None:
    """In the log of the case; a file of an import has only its own row."""
    if removal.agreement is None:
        return
    agreement = Agreement.objects.select_for_update().get(pk=removal.agreement.pk)
    detail = {
        "what": removal.file_name,
        "file": removal.digest,
        "model": removal.model,
        "row": removal.row,
    }
    note_act(agreement, user, action, detail, reason)
