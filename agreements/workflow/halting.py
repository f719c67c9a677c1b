"""Rejecting, withdrawing, suspending and what leads back from them: who may, when, and what
follows, for the engine and its pages.
"""

from dataclasses import dataclass

from agreements.models import Agreement, State
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User

MAY_HALT = (Role.SECTION_HEAD, Role.SEKDA)
NOT_YOURS = "Tindakan ini bukan wewenang Anda."
NOBODY = "Sesudahnya hanya Kepala Bagian Kerja Sama yang dapat membuka kembali."


@dataclass(frozen=True)
class Halt:
    """One way to stop a case: who may, how its button is called, what it does, and what is said
    when it was done.
    """

    state: State
    roles: tuple[Role, ...]
    page: str  # its URL name
    verb: str
    consequences: tuple[str, ...]
    done: str


REJECT = Halt(
    State.REJECTED,
    MAY_HALT,
    "tolak",
    "Tolak usulan",
    (
        "Proses berhenti. Pemrakarsa diberi tahu dengan alasan ini.",
        (
            "Penandatanganan yang sudah dijadwalkan dibatalkan; nomor yang sudah terbit tidak"
            " dipakai lagi."
        ),
        NOBODY,
    ),
    "Usulan ditolak.",
)
WITHDRAW = Halt(
    State.WITHDRAWN,
    (Role.OPD, Role.OPD_HEAD),
    "tarik",
    "Tarik usulan",
    (
        "Proses berhenti. Bagian Kerja Sama melihat alasan ini.",
        (
            "Penandatanganan yang sudah dijadwalkan dibatalkan; nomor yang sudah terbit tidak"
            " dipakai lagi."
        ),
        "Sesudahnya perangkat daerah Anda atau Kepala Bagian Kerja Sama dapat membuka kembali.",
    ),
    "Usulan ditarik.",
)
SUSPEND = Halt(
    State.SUSPENDED,
    MAY_HALT,
    "tangguhkan",
    "Tangguhkan",
    (
        "Proses berhenti untuk sementara. Pemrakarsa diberi tahu dengan alasan ini.",
        (
            "Tenggat menurut SOP berhenti sampai dilanjutkan; jangka waktu menurut peraturan tetap"
            " berjalan."
        ),
        "Kepala Bagian Kerja Sama atau Sekretaris Daerah dapat melanjutkannya kapan saja.",
    ),
    "Proses ditangguhkan; tenggat SOP berhenti sampai dilanjutkan.",
)
HALTS: dict[str, Halt] = {halt.state: halt for halt in (WITHDRAW, REJECT, SUSPEND)}
MAY_REOPEN: dict[str, tuple[Role, ...]] = {
    State.REJECTED: (Role.SECTION_HEAD,),
    State.WITHDRAWN: (Role.SECTION_HEAD, *WITHDRAW.roles),
}


def not_running(agreement: Agreement) -> str:
    """Why nothing goes on in the case; empty while it runs."""
    if agreement.state == State.RUNNING:
        return ""
    return f"Kerja sama ini berstatus {agreement.status.lower()}."


def why_not_halt(user: User, agreement: Agreement, state: str) -> str:
    """Why this person may not stop the case in that way now; empty when he may."""
    halt = HALTS.get(state)
    if halt is None:
        return "Pilih tindakan yang tersedia."
    if not policy.may_act_as_any(user, halt.roles, agreement):
        return NOT_YOURS
    return not_running(agreement) or _signed_already(agreement, state)


def _signed_already(agreement: Agreement, state: str) -> str:
    """A naskah in force does not end by a click; while a further one is drafted, only leaders may
    give that up.
    """
    if agreement.effective_on is None or state == State.SUSPENDED:
        return ""
    if state == State.WITHDRAWN:
        return "Naskah sudah ditandatangani; usulan tidak dapat ditarik lagi."
    if agreement.track.changes:
        return "Perubahan ini sudah ditandatangani dan berlaku."
    ahead = agreement.track.stages[agreement.track.position(agreement.stage_code) :]
    if any(stage.signs for stage in ahead):
        return ""
    return "Semua naskah sudah ditandatangani; kerja sama ini berlaku."


def halts_for(user: User, agreement: Agreement) -> list[Halt]:
    """The ways in which this person may stop the case now."""
    return [halt for halt in HALTS.values() if not why_not_halt(user, agreement, halt.state)]


def why_not_resume(user: User, agreement: Agreement) -> str:
    """Why this person may not let a suspended case go on; empty when they may."""
    if not policy.may_act_as_any(user, MAY_HALT, agreement):
        return NOT_YOURS
    if agreement.state != State.SUSPENDED:
        return "Kerja sama ini tidak sedang ditangguhkan."
    return ""


def why_not_reopen(user: User, agreement: Agreement) -> str:
    """Why this person may not open a rejected or withdrawn case again. What stands above it the act
    looks at.
    """
    if agreement.is_legacy or agreement.state not in MAY_REOPEN:
        return "Hanya usulan yang ditolak atau ditarik yang dapat dibuka kembali."
    if not policy.may_act_as_any(user, MAY_REOPEN[agreement.state], agreement):
        return NOT_YOURS
    return ""
