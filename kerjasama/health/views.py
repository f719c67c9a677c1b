"""How the installation stands, for whoever administers it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.health.readings import Light, read_all
from kerjasama.web.requests import AuthenticatedRequest


@allow(*MANAGERS)
def show_health(request: AuthenticatedRequest) -> HttpResponse:
    """Each part, the gravest first, and what to do about it."""
    readings = sorted(read_all(), key=lambda reading: -reading.light)
    shown = {
        "readings": readings,
        "troubled": [reading for reading in readings if reading.light is not Light.GOOD],
        "now": timezone.now(),
    }
    return render(request, "pages/health.html", shown)
