"""What was handed in once and serves again: a decree of the year, a study or a profile kept with
the OPD, a scan with its signing.
"""

from django.db.models import QuerySet
from django.utils import timezone

from agreements.models import Agreement, ContentRemoval, Evidence, ProposalState
from agreements.regulations.vocabulary import Requirement, RequirementKind, Stage

# One for the region and year, whichever case it was handed in for.
OF_THE_YEAR = frozenset({"daftar_rencana", "daftar_program"})
# Kept with the OPD, for its cases with the same mitra.
OF_THE_PARTNER = frozenset({"studi_kelayakan", "profil_perusahaan"})
SHOWN = 5


def reusable_files_for(agreement: Agreement, need: Requirement) -> QuerySet[Evidence]:
    """Files handed in for the same requirement that may serve this case too, the newest first."""
    leaving = ContentRemoval.objects.filter(
        state__in=(ProposalState.PENDING, ProposalState.CONFIRMED)
    ).values("digest")
    rows = (
        Evidence.objects.filter(requirement_code=need.code, void=False)
        .exclude(sha256="")
        .exclude(sha256__in=leaving)
    )
    rows = rows.select_related("agreement")
    if need.code in OF_THE_YEAR:
        rows = rows.filter(at__year=timezone.localdate().year)
    elif need.code in OF_THE_PARTNER and agreement.partner_id:
        rows = rows.filter(
            agreement__owner=agreement.owner_id, agreement__partner=agreement.partner_id
        )
    else:
        return Evidence.objects.none()
    newest = rows.order_by("sha256", "-pk").distinct("sha256").values("pk")
    return rows.filter(pk__in=newest).order_by("-pk")


def may_be_kept(need: Requirement) -> bool:
    return need.kind is RequirementKind.UPLOAD and need.code in OF_THE_YEAR | OF_THE_PARTNER


def scan_requirement_of(stage: Stage, signing: Requirement) -> Requirement | None:
    """The upload of what that signing signed; None for any other requirement."""
    if not signing.signs:
        return None
    return next(
        (
            need
            for need in stage.requirements
            if need.kind is RequirementKind.UPLOAD and signing.code in need.after
        ),
        None,
    )
