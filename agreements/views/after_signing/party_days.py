"""When and where each party signed a naskah."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from agreements.models import ProposedCorrection
from agreements.monitoring.custody import party_days
from agreements.monitoring.custody.signing import MAY_KEEP
from agreements.pages.party_days import PartyDaysPage, build_party_days_page
from agreements.views.after_signing.signing import kind_or_404
from agreements.views.common import page_status, run_form_act, visible_or_404
from agreements.workflow import confirming
from kerjasama.accounts.policy import allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(*MAY_KEEP)
def record_party_days_view(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """The days and places of the parties of one naskah, to be recorded or corrected."""
    agreement = visible_or_404(request.user, pk)
    kind_or_404(agreement, kind)
    sent = request.POST if request.method == "POST" else None
    page = build_party_days_page(agreement, kind, sent)
    if sent and _is_kept(request, page):
        return redirect("penandatanganan-berkas", pk)
    status = page_status(is_refused=sent is not None)
    return render(
        request, "pages/party_days.html", {"page": page, "agreement": agreement}, status=status
    )


def _is_kept(request: AuthenticatedRequest, page: PartyDaysPage) -> bool:
    """Whether what was typed was taken; if not, the form says why."""
    form = page.form
    done: list[ProposedCorrection | None] = []

    def keep() -> None:
        done.append(
            party_days.record_party_days(
                page.agreement.pk,
                request.user,
                page.kind,
                form.told,
                seen=page.stored,
                reason=form.reason,
            )
        )

    def say() -> str:
        return confirming.WAITS if done[0] else "Hari tiap pihak tersimpan."

    return run_form_act(request, form, keep, say)
