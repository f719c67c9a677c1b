"""In which languages and originals a naskah is signed, and what its title names."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agreements.documents.kinds import KINDS
from agreements.forms.naskah_setup import form_of_setup
from agreements.pages.case.naskah_setup import build_naskah_setup_page
from agreements.views.case.wording import drafted_or_404
from agreements.views.common import page_status, run_form_act
from agreements.workflow.naskah_setup import make_up_naskah
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(Role.OPD, Role.VERIFIER, Role.LEGAL)
def make_up_naskah_view(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """How a naskah in draft is made up, by whoever may word it."""
    agreement = drafted_or_404(request.user, pk, kind, moved_on=request.method == "POST")
    if agreement.track.changes:
        raise Http404
    form = form_of_setup(agreement, kind, request.POST or None)
    version = request.POST.get("versi") or agreement.content_hash
    if request.method == "POST" and form.is_valid():
        seen = agreement.content_hash if form.knows_seen else version
        act = partial(make_up_naskah, pk, request.user, kind, form.setup(), seen)
        if run_form_act(request, form, act, f"Susunan {KINDS[kind].title} tersimpan."):
            return redirect("redaksi", pk, kind)
    page = build_naskah_setup_page(agreement, kind)
    names = {"agreement": agreement, "page": page, "form": form, "version": version}
    status = page_status(is_refused=form.is_bound)
    return render(request, "pages/naskah_setup.html", names, status=status)
