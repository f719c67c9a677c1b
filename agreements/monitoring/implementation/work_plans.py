"""The rencana kerja as it lives: written by the OPD, changed with a reason, each version kept in
the log.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from django.db.models import ProtectedError
from django.utils import timezone

from agreements.models import Agreement, StageEvent, State, UndoableAct
from agreements.models.activity import SOURCES, Activity
from agreements.models.event import LogAction
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.plans import plan_law_of
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import STALE, Refused, refuse_for, refuse_if
from agreements.workflow.permitting import is_being_signed
from agreements.workflow.remembering import make_undoable
from agreements.workflow.settling import settle_case
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import OPD_ROLES

TOLD = (
    "name",
    "output",
    "location",
    "beneficiaries",
    "roles",
    "year",
    "quarter_from",
    "quarter_to",
    "in_kind",
    *SOURCES,
)
LIVING = (State.RUNNING, State.DONE)
REPORTED = "Kegiatan yang capaiannya sudah dilaporkan tidak dapat dihapus."


class PlanStatus(StrEnum):
    """What a list and a page say of a cooperation that is to be carried out now."""

    FULL = "Berjalan penuh"
    NONE = "Belum ada rencana kerja"

    @property
    def is_full(self) -> bool:
        """Whether it is carried out with a plan of this year."""
        return self is PlanStatus.FULL


def plan_status_of(agreement: Agreement, today: date) -> PlanStatus | None:
    """None while nothing is to be carried out. Reads the activities that were prefetched."""
    if not has_plan(agreement) or not agreement.is_implemented_on(today):
        return None
    if any(row.year >= today.year for row in agreement.activities.all()):
        return PlanStatus.FULL
    return PlanStatus.NONE


def has_plan(agreement: Agreement) -> bool:
    """Whether the law knows a Rencana Kerja on its track."""
    return plan_law_of(agreement.track) is not None


def may_write_plan(user: User, agreement: Agreement) -> bool:
    """Whether this person writes its Rencana Kerja."""
    return policy.may_act_as_any(user, OPD_ROLES, agreement)


def obstacle_to_plan(agreement: Agreement, today: date) -> str:
    """Why the plan may not be changed now; empty when it may."""
    if agreement.state not in LIVING:
        return f"Kerja sama ini berstatus {agreement.status.lower()}."
    last = agreement.last_day
    if last is None:
        return _before_signing(agreement)
    if last < today:
        return "Jangka waktu kerja sama ini sudah berakhir."
    if (
        agreement.plan_is_content
        and agreement.state == State.RUNNING
        and is_being_signed(agreement)
    ):
        return "Naskah baru ditandatangani; rencana dapat diubah setelah tahap ini selesai."
    return ""


def _before_signing(agreement: Agreement) -> str:
    if agreement.track.is_foreign:
        return (
            "Sebelum penandatanganan, kegiatan diisi dalam usulan (langkah Perencanaan dan"
            " pembiayaan)."
        )
    drafted = any(
        need.draft and need.document == DocumentCode.RENCANA_KERJA
        for need in agreement.stage.requirements
    )
    is_prepared = agreement.track.position(agreement.stage_code) > agreement.track.preparation_ends
    if agreement.plan_is_content and is_prepared and not drafted:
        return "Rencana kerja diubah pada tahap persiapan atau penyusunan naskah."
    return ""


@make_undoable()
def save_plan(
    agreement_id: int, user: User, seen: int, change: Callable[[Agreement], object], reason: str
) -> Agreement:
    """Let the OPD change the plan. `seen` is the version the person had before them.

    Raises Refused when it may not be changed, somebody else changed it meanwhile, or a plan in
    force is changed without a reason.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    refuse_if(not may_write_plan(user, agreement), "Rencana kerja ditulis oleh OPD pemrakarsa.")
    refuse_for(obstacle_to_plan(agreement, timezone.localdate()))
    refuse_if(seen != version_of(agreement), STALE)
    before = snapshot_plan(agreement)
    needs_reason = bool(before) and agreement.effective_on is not None and not reason.strip()
    try:
        change(agreement)
    except ProtectedError:
        raise Refused(REPORTED) from None
    after = snapshot_plan(agreement)
    if after != before:
        refuse_if(needs_reason, "Tulis alasan perubahan.")
        version = seen + 1
        note_act(
            agreement,
            user,
            LogAction.WORK_PLAN_EDITED,
            {"duty": f"versi {version}", "version": version, "activities": after},
            reason.strip(),
        )
        if agreement.state == State.RUNNING:
            settle_case(agreement, may_close=False)
    return agreement


def snapshot_plan(agreement: Agreement) -> list[dict[str, str | int]]:
    """The plan as the log keeps it."""
    rows = Activity.objects.filter(agreement=agreement).select_related("unit", "giver")
    return [_snapshot_activity(row) for row in rows]


def _snapshot_activity(row: Activity) -> dict[str, str | int]:
    kept: dict[str, str | int] = {}
    for name in TOLD:
        value = getattr(row, name)
        kept[name] = value if isinstance(value, str | int) else str(value)
    kept["unit"] = str(row.unit or "")
    if row.giver:
        kept["giver"] = row.giver.name
    return kept


def plan_versions_of(agreement: Agreement) -> list[StageEvent]:
    """Every change of the plan, the newest first."""
    return list(
        agreement.events.filter(action=LogAction.WORK_PLAN_EDITED)
        .select_related("by")
        .order_by("-number")
    )


def version_of(agreement: Agreement) -> int:
    """How many times the plan was changed."""
    return agreement.events.filter(action=LogAction.WORK_PLAN_EDITED).count()


def keep_plan_again(agreement: Agreement, act: UndoableAct, user: User) -> None:
    """The plan as it stands again is a version of its own, so that the newest version is always the
    plan.
    """
    if not agreement.events.filter(
        action=LogAction.WORK_PLAN_EDITED, number__range=(act.first, act.last)
    ).exists():
        return
    version = version_of(agreement) + 1
    detail = {
        "duty": f"versi {version}",
        "version": version,
        "activities": snapshot_plan(agreement),
    }
    note_act(
        agreement, user, LogAction.WORK_PLAN_EDITED, detail, "Perubahan sebelumnya dibatalkan."
    )
