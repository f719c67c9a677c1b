"""Koreksi angka: indicators, what was measured, and the value of a case, after they were agreed."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agreements.forms.figures import (
    FigureCorrectionForm,
    IndicatorCorrectionForm,
    MeasuredCorrectionForm,
    ValueCorrectionForm,
)
from agreements.models import Agreement, ProposedCorrection, ReportState
from agreements.monitoring.implementation import measures
from agreements.pages.case.figure_corrections import FigureCorrectionPage, build_figures_page
from agreements.views.common import page_status, run_form_act, signed_or_404
from agreements.workflow import confirming
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.parameters import primary_key_in
from kerjasama.signin.fresh import fresh
from kerjasama.web.requests import AuthenticatedRequest


@dataclass(frozen=True)
class Place:
    """One figure that may be corrected: its form as it stands, and the act that a valid form asks
    for.
    """

    title: str
    form: type[FigureCorrectionForm]
    initial: dict[str, Any]
    act: Callable[[int, User, Any], ProposedCorrection]
    has_papers: bool = False


@allow(*EVERYBODY)
def show_figures(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """All figures of the case, each with the way to its correction for who may."""
    agreement = correctable_or_404(request.user, pk)
    shown = {"page": build_figures_page(request.user, agreement), "agreement": agreement}
    return render(request, "pages/figures.html", shown)


@allow(*EVERYBODY)
@fresh
def correct_figure(request: AuthenticatedRequest, pk: int, what: str) -> HttpResponse:
    """The form of one figure, at its own address."""
    agreement = correctable_or_404(request.user, pk)
    place = place_or_404(agreement, what)
    is_sent = request.method == "POST"
    form = None
    if is_sent or measures.may_correct_figures(request.user, agreement):
        data = request.POST if is_sent else None
        form = place.form(data, initial=place.initial, has_papers=place.has_papers)
    if is_sent and form is not None:
        act = partial(place.act, pk, request.user, form)
        if run_form_act(request, form, act, confirming.WAITS):
            return redirect("koreksi-angka", pk)
    shown = {"page": FigureCorrectionPage(place.title, form), "agreement": agreement}
    status = page_status(is_refused=is_sent)
    return render(request, "pages/figure_correction.html", shown, status=status)


def correctable_or_404(user: User, pk: int) -> Agreement:
    """A signed case of ours; a recorded old naskah is corrected as a whole, on its own page."""
    agreement = signed_or_404(user, pk)
    if agreement.is_legacy:
        raise Http404
    return agreement


def place_or_404(agreement: Agreement, what: str) -> Place:
    """The figure that `nilai`, `indikator-5` or `capaian-12-5` (report, indicator) names."""
    kind, *words = what.split("-")
    keys = [primary_key_in(word) for word in words]
    match kind, keys:
        case "nilai", []:
            return _value(agreement)
        case "indikator", [indicator]:
            return _indicator(agreement, indicator)
        case "capaian", [report, indicator]:
            return _measured(agreement, report, indicator)
    raise Http404


def _value(agreement: Agreement) -> Place:
    def act(pk: int, user: User, form: FigureCorrectionForm) -> ProposedCorrection:
        data = form.cleaned_data
        return measures.propose_value(pk, user, data["nilai"], data["seen"], data["alasan"])

    initial = {"nilai": agreement.nilai, "seen": measures.digest_of_figures(agreement.nilai)}
    return Place("Nilai kerja sama", ValueCorrectionForm, initial, act)


def _indicator(agreement: Agreement, key: int) -> Place:
    row = agreement.indicators.filter(pk=key).first()
    if row is None:
        raise Http404

    def act(pk: int, user: User, form: FigureCorrectionForm) -> ProposedCorrection:
        data = form.cleaned_data
        wanted = {name: data[name] for name in measures.FIELDS}
        return measures.propose_indicator(
            pk, user, key, wanted, data["seen"], data["alasan"], remake=form.remakes
        )

    initial = {name: getattr(row, name) for name in measures.FIELDS}
    initial["seen"] = measures.digest_of_figures(*initial.values())
    accepted = agreement.reports.filter(state=ReportState.ACCEPTED)
    return Place(f"Indikator: {row.name}", IndicatorCorrectionForm, initial, act, accepted.exists())


def _measured(agreement: Agreement, report_key: int, key: int) -> Place:
    rows = measures.measured_in(agreement)
    row = next((row for row in rows if row.report.pk == report_key and row.indicator == key), None)
    if row is None:
        raise Http404

    def act(pk: int, user: User, form: FigureCorrectionForm) -> ProposedCorrection:
        data = form.cleaned_data
        return measures.propose_measured(
            pk,
            user,
            report_key,
            key,
            data["realised"],
            data["seen"],
            data["alasan"],
            remake=form.remakes,
        )

    realised = Decimal(row.realised) if row.realised else None
    initial = {"realised": realised, "seen": measures.digest_of_figures(row.realised)}
    title = f"Realisasi: {row.name} ({row.unit}), {row.report.label}"
    return Place(
        title, MeasuredCorrectionForm, initial, act, row.report.state == ReportState.ACCEPTED
    )
