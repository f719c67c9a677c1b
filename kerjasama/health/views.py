"""How the installation fares, for whoever administers it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.health.readings import Light, Reading, read_all
from kerjasama.web.requests import AuthenticatedRequest


@dataclass(frozen=True)
class HealthPage:
    """What is to be looked at, the gravest first, and what is well."""

    at: datetime
    troubled: list[Reading]
    good: list[Reading]


@allow(*MANAGERS)
def show_health(request: AuthenticatedRequest) -> HttpResponse:
    """Each part, and what to do about it."""
    readings = read_all()
    troubled = [reading for reading in readings if reading.light is not Light.GOOD]
    troubled.sort(key=lambda reading: -reading.light)
    good = [reading for reading in readings if reading.light is Light.GOOD]
    page = HealthPage(timezone.now(), troubled, good)
    return render(request, "pages/health.html", {"page": page})
