"""What several views share."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from agreements.models import Agreement
from agreements.workflow.engine import Refused


def visible_or_404(user, pk: int) -> Agreement:
    """The case, if this person may see it at all."""
    rows = Agreement.objects.visible_to(user).select_related("owner", "partner", "parent").defer("partner__logo", "search")
    return get_object_or_404(rows, pk=pk)


def answer(request, pk: int, act: Callable, success: str):
    """Run the act on a visible case and return to it, with the success or the reasons of the refusal."""
    visible_or_404(request.user, pk)
    try:
        act()
        messages.success(request, success)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    return redirect("kerja-sama", pk)
