"""A new proposal from one that is there: its content comes along, nothing that was decided or
filed.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from agreements.forms.copying import CopyForm
from agreements.forms.steps import steps_of
from agreements.models import Agreement
from agreements.pages.case import gap_links
from agreements.pages.case.beginning import CopyPage
from agreements.views.common import page_status, visible_or_404
from agreements.workflow import copying
from agreements.workflow.guarding import Refused
from agreements.workflow.halting import WITHDRAW
from kerjasama.accounts.models import Role, Unit
from kerjasama.accounts.policy import allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(Role.OPD)
def copy_case_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Choose on which track the copy goes and what comes along; on POST, make it."""
    visible_or_404(request.user, pk)
    origin = Agreement.objects.select_related("owner", "partner", "parent").get(pk=pk)
    units = Unit.objects.valid_on(timezone.localdate()).filter(
        pk__in=request.user.units_as(Role.OPD)
    )
    tracks = copying.copy_tracks_for(origin)
    form = CopyForm(request.POST or None, origin=origin, tracks=tracks, units=units)
    if request.method == "POST" and form.is_valid():
        case = form.case()
        try:
            copying.copy_case(origin, request.user, case, form.fields_that_apply())
        except Refused as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            said = (
                "Usulan baru dibuat dari salinan. Periksa isinya, terutama jangka waktu, tahun"
                " kegiatan, dan nilai."
            )
            messages.success(
                request,
                gap_links.with_way_out(said, WITHDRAW.verb, reverse(WITHDRAW.page, args=[case.pk])),
            )
            return redirect("ubah", case.pk, steps_of(case)[0])
    shown = {"page": CopyPage(form), "agreement": origin}
    return render(request, "pages/copy.html", shown, status=page_status(is_refused=form.is_bound))
