"""Proposing: choose the track, see the road, fill in the KAK."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from agreements.forms import ProposalForm
from agreements.models import Agreement
from agreements.regulations import catalogue
from agreements.workflow import engine
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, Unit
from kerjasama.accounts.policy import allow

from .pages import visible_or_404


@allow(Role.OPD)
def choose(request):
    return render(request, "pages/choose.html", {"tracks": catalogue.TRACKS})


@allow(Role.OPD)
def propose(request, track):
    try:
        road = catalogue.newest(track)
    except KeyError:
        raise Http404 from None
    units = Unit.objects.filter(pk__in=request.user.units_as(Role.OPD))
    form = ProposalForm(request.POST or None, track=road)
    if request.method == "POST" and form.is_valid():
        case = form.save(commit=False)
        case.track_code, case.track_version = road.code, road.version
        case.owner = get_object_or_404(units, pk=request.POST["owner"]) if "owner" in request.POST else units.first()
        engine.begin(case, request.user)
        form.save_m2m()
        messages.success(request, "Draf tersimpan. Di bawah ini terlihat apa yang masih kurang.")
        return redirect("kerja-sama", case.pk)
    return render(request, "pages/proposal.html", {"form": form, "track": road, "units": units})


@allow(Role.OPD)
def edit(request, pk):
    agreement = visible_or_404(request.user, pk)
    if not policy.may_edit(request.user, agreement) or not agreement.is_editable:
        raise Http404
    form = ProposalForm(request.POST or None, instance=Agreement.objects.get(pk=pk), track=agreement.track)
    if request.method == "POST" and form.is_valid():
        # Only the content is written, so that a stage change meanwhile is not undone.
        form.instance.save(update_fields=[f for f in form.cleaned_data if f != "supporters"])
        form.instance.supporters.set(form.cleaned_data["supporters"])
        messages.success(request, "Perubahan tersimpan. Persetujuan atas isi sebelumnya perlu diberikan ulang.")
        return redirect("kerja-sama", pk)
    return render(request, "pages/proposal.html", {"form": form, "track": agreement.track, "agreement": agreement})
