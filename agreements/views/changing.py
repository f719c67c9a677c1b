"""What a signed agreement says now, and the ways to change, extend or end it."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from agreements.documents.changed import in_force
from agreements.documents.kinds import KINDS
from agreements.documents.versions import has_versions
from agreements.models import Agreement
from agreements.workflow import changes
from kerjasama.accounts import policy
from kerjasama.accounts.policy import EVERYBODY, allow

from .common import visible_or_404


def signed_or_404(user, pk: int) -> Agreement:
    agreement = visible_or_404(user, pk)
    if agreement.ends_on is None:
        raise Http404
    return agreement


@allow(*EVERYBODY)
def ways(request, pk):
    """The tracks by which this agreement may be changed, each with why it may not be begun now."""
    agreement, today = signed_or_404(request.user, pk), timezone.localdate()
    offered = [(track, changes.reasons_against(agreement, track, today)) for track in changes.tracks_for(agreement)]
    page = {
        "agreement": agreement,
        "ways": offered,
        "begun": agreement.children.filter(track_code__in=[track.code for track, _ in offered]).order_by("-pk"),
        "below": agreement.children.changeable(today),
        "is_ours": policy.may_edit(request.user, agreement),
    }
    return render(request, "pages/ways.html", page)


@allow(*EVERYBODY)
def terms(request, pk):
    """The naskah in force, Pasal by Pasal, each with its origin."""
    agreement = signed_or_404(request.user, pk)
    if agreement.is_legacy:
        raise Http404
    naskah = [
        {"title": KINDS[kind].title, "articles": in_force(agreement, kind), "until": changes.end_of(agreement, kind)}
        for kind in changes.signings(agreement)
        if has_versions(kind)
    ]
    page = {"agreement": agreement, "naskah": naskah[::-1], "changes": changes.signed_changes(agreement)}
    return render(request, "pages/in_force.html", page)
