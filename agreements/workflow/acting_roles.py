"""As which role an act is done, where its doer holds several: the first that it asks for."""

from agreements.models import Agreement, StageEvent
from agreements.models.event import LogAction
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import OFFICE, OPD_ROLES

AUTHORS = (Role.OPD, Role.OPD_HEAD)
HEADS = (Role.SECTION_HEAD, Role.SEKDA, Role.HEAD_OF_REGION)
# The Bagian does most of what nothing else is said of.
ELSE = (*OFFICE, Role.TKKSD, Role.LEGAL, Role.SEKDA, Role.HEAD_OF_REGION, *OPD_ROLES)
ROLES_OF_ACTION: dict[str, tuple[Role, ...]] = {
    LogAction.BEGUN: AUTHORS,
    LogAction.CONTENT_EDITED: AUTHORS,
    LogAction.COPIED: AUTHORS,
    LogAction.ITEM_MENDED: AUTHORS,
    LogAction.WORDING_EDITED: (Role.OPD, Role.VERIFIER, Role.LEGAL),
    LogAction.PARTS_TICKED: (Role.LEGAL,),
    LogAction.WITHDRAWN: AUTHORS,
    LogAction.REJECTED: HEADS,
    LogAction.SUSPENDED: HEADS,
    LogAction.RESUMED: HEADS,
    LogAction.ENDING_DECIDED: HEADS,
    LogAction.ENDING_ADVISED: AUTHORS[::-1],
    LogAction.EXEMPTION_GIVEN: HEADS,
    LogAction.EXEMPTION_REFUSED: HEADS,
    LogAction.REPORT_SUBMITTED: AUTHORS,
    LogAction.PROGRESS_SUBMITTED: AUTHORS,
    LogAction.WORK_PLAN_EDITED: AUTHORS,
    LogAction.EVALUATION_CONCLUDED: (Role.SECTION_HEAD,),
    LogAction.ASSIGNED: (Role.SECTION_HEAD, Role.OPD_HEAD),
    LogAction.RELIEVED: (Role.SECTION_HEAD, Role.OPD_HEAD),
}


def roles_of_act(event: StageEvent, agreement: Agreement) -> tuple[str, ...]:
    """The roles that may do it, those first that it is asked of."""
    need = agreement.track.requirement(event.from_stage, event.detail.get("requirement", ""))
    asked = tuple(Role[who.name] for who in need.entered_by[::-1]) if need else ()
    return (*asked, *ROLES_OF_ACTION.get(event.action, ()), *ELSE, *Role)
