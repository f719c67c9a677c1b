"""Pages to read: daftar, dasbor, pahami alur."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from agreements.forms.list_forms import IndicatorForm
from agreements.models import Agreement
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties import radar
from agreements.monitoring.duties.radar import Light
from agreements.pages import diagram
from agreements.pages.days import DaysLeft, tell_term
from agreements.pages.leadership.indicators import IndicatorLine, IndicatorsPage
from agreements.pages.learning import build_road
from agreements.pages.tracks import TrackPage, build_tracks_page
from agreements.views.common import track_or_404
from agreements.workflow.deadlines import Calendar, Running
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

PAGE = 25
INDICATORS = lists.make_listing(
    "indikator",
    {
        "Indikator": lambda row: row.indicator.name,
        "Satuan": lambda row: row.indicator.unit,
        "Kerja sama": lambda row: row.case.title,
        "OPD": lambda row: row.case.owner,
        "Kondisi awal": lambda row: row.indicator.baseline,
        "Target": lambda row: row.indicator.target,
        "Realisasi": lambda row: row.indicator.realised,
        "Hasil": lambda row: row.indicator.label,
    },
)


# What a row of a list tells of an agreement, which holds many long texts besides.
TOLD = (
    *("title", "owner", "parent", "origin"),
    *(
        "track_code",
        "track_version",
        "stage_code",
        "stage_entered_at",
        "state",
        "holders",
        "term_key",
        "term_from",
        "paused_days",
    ),
    "return_to",
    *("effective_on", "expires_on", "ends_on", "terminated"),
    *("nilai", "nilai_tertulis", "mata_uang", "nilai_valuta", "kurs", "kurs_pada"),
    *("open_ended", "ends_when", "renews_itself", "ends_on_its_day", "signing_day_known"),
)


# A case and how long its term still runs; no light.
DatedRow = tuple[Agreement, DaysLeft, None]
# A case, its running term, and its light on the radar.
CaseRow = tuple[Agreement, Running | None, Light | None]


def prepare_rows(rows: AgreementQuerySet) -> AgreementQuerySet:
    """For lists: with the names beside them, and no more than is told."""
    return rows.select_related("owner").only(*TOLD).with_partner_names()


def visible_cases(user: User) -> AgreementQuerySet:
    """What this person may see, with how each stands until its end."""
    return prepare_rows(Agreement.objects.visible_to(user)).with_ending()


def with_terms(rows: Iterable[Agreement], calendar: Calendar) -> list[DatedRow]:
    """Each case with how long its term still runs, for a table that shows no lights."""
    today = timezone.localdate()
    return [(row, tell_term(calendar.of(row, today), today), None) for row in rows]


def with_lights(rows: list[Agreement], calendar: Calendar) -> list[CaseRow]:
    """Each case with its running term and its light on the radar."""
    today = timezone.localdate()
    shown = radar.radar_lights_of([row.pk for row in rows if row.has_term], today)
    return [(row, calendar.of(row, today), shown.get(row.pk)) for row in rows]


@allow(*EVERYBODY)
def show_indicators(request: AuthenticatedRequest) -> HttpResponse:
    """The indicators of accepted reports, each with whether it was reached."""
    form = IndicatorForm(request.GET)
    pages = lists.page_of_rows(
        request, form.indicators(Agreement.objects.visible_to(request.user)), PAGE
    )
    agreements = prepare_rows(Agreement.objects.all()).in_bulk(
        [row.agreement_id for row in pages.object_list]
    )
    rows = [IndicatorLine(row, agreements[row.agreement_id]) for row in pages.object_list]
    page = IndicatorsPage(form, rows, pages)
    return lists.show_page(request, "pages/indicators.html", page, INDICATORS)


@allow(*EVERYBODY)
def show_tracks(request: AuthenticatedRequest) -> HttpResponse:
    """Every track, what OPD ask of them, and what the reader understood."""
    return render(request, "pages/tracks.html", {"page": build_tracks_page(request.user)})


@allow(*EVERYBODY)
def show_track(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """The stages of one track with their terms, as a list and as a picture; of the case that was
    asked for, where it stands on it.
    """
    road = track_or_404(code)
    case = _case_on_road(request, code)
    if case:
        road = case.track
    calendar = Calendar()
    lengths = {
        stage.code: calendar.length(road, stage, stage.deadline)
        for stage in road.stages
        if stage.deadline
    }
    picture = diagram.diagram_of_track(road, lengths)
    page = TrackPage(road, build_road(road, calendar), picture, case)
    return render(request, "pages/track.html", {"page": page})


def _case_on_road(request: AuthenticatedRequest, code: str) -> Agreement | None:
    """The case named in the address, if its reader may see it and it is on that road."""
    asked = primary_key_in(request.GET.get("kerja-sama", ""))
    return Agreement.objects.visible_to(request.user).filter(pk=asked, track_code=code).first()
