"""Pengaturan, Pejabat: who holds which office, period by period."""

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from kerjasama.web import lists
from kerjasama.web.back import back_to
from kerjasama.web.requests import AuthenticatedRequest

from . import granting
from .confirming import GrantRefused
from .forms import OfficialForm
from .models import AccountProposal, Office, Official, SeatState, Unit
from .officials import double_of
from .policy import MANAGERS, allow
from .register_pages import OfficialPage, OfficialsPage, VacantOffice

OFFICIALS = lists.make_listing(
    "pejabat",
    {
        "Jabatan": lambda row: row.place,
        "Nama": lambda row: row.name,
        "NIP": lambda row: row.nip,
        "Pangkat": lambda row: row.rank,
        "Sebagai": lambda row: row.get_capacity_display(),
        "Surat perintah": lambda row: row.order_number,
        "Masa jabatan sejak": lambda row: row.since,
        "Masa jabatan sampai": lambda row: row.until,
    },
)


@allow(*MANAGERS)
def show_officials(request: AuthenticatedRequest) -> HttpResponse:
    """The holders of today, or all periods; the offices nobody holds; and a form to record one
    more.
    """
    chosen = {
        "office": request.GET.get("jabatan"),
        "unit": request.GET.get("unit"),
        "since": timezone.localdate(),
    }
    form = OfficialForm(request.POST or None, initial=chosen)
    said = "{} tercatat. Dokumen pada masa jabatannya memakai nama ini."
    if request.method == "POST" and form.is_valid() and _keep(request, form, said):
        return redirect(back_to(request, reverse("pejabat")))
    holding = Official.objects.on(timezone.localdate())
    show_all = "semua" in request.GET
    periods = Official.objects.all() if show_all else holding
    page = OfficialsPage(
        rows=list(periods.select_related("unit")),
        vacant=vacant_offices(holding),
        form=form,
        is_adding=form.is_bound or "jabatan" in request.GET,
        shows_all=show_all,
    )
    status = 422 if form.is_bound else 200
    return lists.show_page(request, "pages/officials.html", page, OFFICIALS, status)


def _keep(request: AuthenticatedRequest, form: OfficialForm, said: str) -> bool:
    """Save the period with its seat, and say where that waits for a second person; False with the
    reason at its field where the person holds the same seat already.
    """
    try:
        with transaction.atomic():
            form.save()
            seat = granting.tie_seat(form.instance, request.user)
    except GrantRefused as refusal:
        form.add_error("user", str(refusal))
        return False
    messages.success(request, said.format(form.instance))
    if seat is not None and seat.is_pending:
        messages.info(request, "Perannya di aplikasi berlaku setelah disetujui orang kedua.")
    ends = AccountProposal.objects.filter(seat__official=form.instance, state=SeatState.PENDING)
    if ends.exists():
        messages.info(request, "Perannya di aplikasi berakhir setelah disetujui orang kedua.")
    return True


def vacant_offices(holding: QuerySet[Official]) -> list[VacantOffice]:
    """The offices that nobody holds."""
    held = set(holding.values_list("office", "unit"))
    leading = (Office.HEAD, Office.SECRETARY)
    offices = [VacantOffice(str(office.label), str(office), None) for office in leading]
    offices += [
        VacantOffice(f"Kepala {unit}", str(Office.UNIT_HEAD), unit.pk)
        for unit in Unit.objects.valid_on(timezone.localdate())
    ]
    return [one for one in offices if (one.office, one.unit) not in held]


@allow(*MANAGERS)
@transaction.atomic
def edit_official(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One period: to be mended, or to be ended by its last day."""
    row = get_object_or_404(Official, pk=pk)
    form = OfficialForm(request.POST or None, instance=row)
    said = "Masa jabatan tersimpan. Dokumen yang sudah dibuat tidak berubah."
    if request.method == "POST" and form.is_valid() and _keep(request, form, said):
        return redirect(back_to(request, reverse("pejabat")))
    absorbed = row.absorbed.select_related("by")
    page = OfficialPage(row, form, double_of(row).exists(), list(absorbed))
    status = 422 if form.is_bound else 200
    return render(request, "pages/official.html", {"page": page}, status=status)
