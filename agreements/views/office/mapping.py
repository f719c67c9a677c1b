"""The yearly mapping: opened and reviewed by the Bagian, fixed by a Keputusan."""

from functools import partial

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.forms.mapping import (
    CoordinationForm,
    DecreeCorrectionForm,
    DecreeForm,
    ItemFilter,
    MappingForm,
    OpenMappingForm,
    ReasonForm,
)
from agreements.models import ListDecree, Mapping, MappingPaper
from agreements.monitoring import mapping_paper
from agreements.pages.mapping.settings import (
    MappingDecreePage,
    MappingFixPage,
    MappingSettingsPage,
)
from agreements.pages.mapping.years import build_mapping_page, build_years_page, items_of_year
from agreements.views.case.papers import serve_row, serve_stored_file
from agreements.views.common import page_status, run_act, run_form_act
from agreements.views.leadership.reading import PAGE
from agreements.workflow import mapping as acts
from kerjasama.accounts.models import Unit
from kerjasama.accounts.policy import EVERYBODY, OFFICE, OPD_ROLES, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

ITEMS = lists.make_listing(
    "daftar-rencana-kerja-sama",
    {
        "Butir": lambda row: row.number,
        "Objek": lambda row: row.objek,
        "Jenis": lambda row: row.planned_kind.text,
        "OPD": lambda row: ", ".join(row.units),
        "Urusan": lambda row: ", ".join(row.urusan_names),
        "Maksud dan tujuan": lambda row: row.tujuan,
        "Calon mitra atau daerah": lambda row: row.mitra,
        "Hubungan wilayah": lambda row: row.get_geometri_display(),
        "Program": lambda row: row.program,
        "Kegiatan": lambda row: row.kegiatan,
        "Jangka waktu (bulan)": lambda row: row.jangka_waktu_bulan,
        "Prioritas": lambda row: row.get_prioritas_display(),
        "Manfaat": lambda row: row.manfaat,
        "Status": lambda row: row.standing,
        "Diajukan": lambda row: row.is_proposed,
        "Ditandatangani": lambda row: row.is_signed,
    },
)


@allow(*EVERYBODY)
def show_mappings(request: AuthenticatedRequest) -> HttpResponse:
    """All years; the Bagian opens a new one."""
    form = None
    if request.method == "POST" and acts.may_keep_mapping(request.user):
        form = OpenMappingForm(request.POST)
        if run_form_act(
            request,
            form,
            lambda: acts.open_mapping(request.user, **form.cleaned_data),
            "Pemetaan dibuka. Setiap OPD mendapat tugas untuk mengusulkan.",
        ):
            return redirect("pemetaan-tahun", form.cleaned_data["year"])
    page = build_years_page(request.user, form)
    status = page_status(is_refused=form is not None)
    return render(request, "pages/mappings.html", {"page": page}, status=status)


@allow(*EVERYBODY)
def show_mapping(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """The items of a year, with its figures and what is to be done."""
    mapping = get_object_or_404(Mapping, year=year)
    form = ItemFilter(request.GET, mapping=mapping)
    pages = lists.page_of_rows(request, form.narrow(items_of_year(request.user, mapping)), PAGE)
    page = build_mapping_page(request.user, mapping, form, pages)
    return lists.show_page(request, "pages/mapping.html", page, ITEMS)


@allow(*OFFICE)
@transaction.atomic
def edit_mapping(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """Until when OPD are asked, and what they are told."""
    mapping = get_object_or_404(Mapping, year=year)
    form = MappingForm(request.POST or None, instance=mapping)
    if request.method == "POST" and run_form_act(
        request,
        form,
        lambda: acts.edit_mapping(year, request.user, **form.cleaned_data),
        "Pemetaan diubah.",
    ):
        return redirect("pemetaan-tahun", year)
    return _settings_page(request, mapping, form, CoordinationForm())


@allow(*OFFICE)
@require_POST
def record_coordination_view(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """What the coordination with the unit for planning brought."""
    mapping = get_object_or_404(Mapping, year=year)
    form = CoordinationForm(request.POST)
    if run_form_act(
        request,
        form,
        lambda: acts.record_coordination(year, request.user, **form.cleaned_data),
        "Koordinasi tercatat.",
    ):
        return redirect("pemetaan-tahun", year)
    return _settings_page(request, mapping, MappingForm(instance=mapping), form)


def _settings_page(
    request: AuthenticatedRequest,
    mapping: Mapping,
    form: MappingForm,
    coordination: CoordinationForm,
) -> HttpResponse:
    page = MappingSettingsPage(mapping, form, coordination)
    status = page_status(is_refused=request.method == "POST")
    return render(request, "pages/mapping_settings.html", {"page": page}, status=status)


@allow(*OFFICE)
def fix_list_view(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """Record the Keputusan that fixes the accepted items."""
    mapping = get_object_or_404(Mapping, year=year)
    items = acts.fixable_items(mapping)
    seen = ",".join(str(item.pk) for item in items)
    form = DecreeForm(request.POST or None, request.FILES or None, initial={"seen": seen})
    if request.method == "POST" and run_form_act(
        request,
        form,
        lambda: acts.fix_list(year, request.user, form.items_seen, form.told()),
        "Daftar ditetapkan. OPD kini dapat mengajukan usulan dari butirnya.",
    ):
        return redirect("pemetaan-tahun", year)
    page = MappingFixPage(mapping, form, items, acts.lacks_coordination(mapping, items))
    status = page_status(is_refused=form.is_bound)
    return render(request, "pages/mapping_fix.html", {"page": page}, status=status)


@allow(*OFFICE)
def correct_decree_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Mend how a Keputusan was recorded."""
    row = _decree_or_404(pk)
    form = DecreeCorrectionForm(
        request.POST or None, request.FILES or None, initial={"number": row.number, "day": row.day}
    )
    if request.method == "POST" and run_form_act(
        request,
        form,
        lambda: acts.correct_decree(pk, request.user, form.cleaned_data["reason"], form.told()),
        "Data Keputusan dikoreksi.",
    ):
        return redirect("pemetaan-tahun", row.mapping.year)
    return _decree_page(request, row, form, ReasonForm(auto_id="id_batal_%s"))


@allow(*OFFICE)
@require_POST
def withdraw_decree_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take back a Keputusan that was recorded by mistake."""
    row = _decree_or_404(pk)
    form = ReasonForm(request.POST, auto_id="id_batal_%s")
    if run_form_act(
        request,
        form,
        lambda: acts.withdraw_decree(pk, request.user, form.cleaned_data["reason"]),
        "Pencatatan dibatalkan; usulannya kembali berstatus diterima.",
    ):
        return redirect("pemetaan-tahun", row.mapping.year)
    correction = DecreeCorrectionForm(initial={"number": row.number, "day": row.day})
    return _decree_page(request, row, correction, form)


def _decree_or_404(pk: int) -> ListDecree:
    return get_object_or_404(ListDecree.objects.standing().select_related("mapping"), pk=pk)


def _decree_page(
    request: AuthenticatedRequest,
    row: ListDecree,
    form: DecreeCorrectionForm,
    withdrawal: ReasonForm,
) -> HttpResponse:
    page = MappingDecreePage(row, form, withdrawal)
    status = page_status(is_refused=request.method == "POST")
    return render(request, "pages/mapping_decree.html", {"page": page}, status=status)


@allow(*EVERYBODY)
def download_decree(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The Keputusan as it was signed."""
    return serve_row(request, get_object_or_404(ListDecree, pk=pk))


@allow(*OFFICE)
@require_POST
def order_list_view(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """Ask the worker for the list as PDF."""
    mapping = get_object_or_404(Mapping, year=year)
    decree = None
    if asked := request.POST.get("keputusan"):
        decree = get_object_or_404(mapping.decrees.standing(), pk=primary_key_in(asked))
    act = partial(mapping_paper.order_list, mapping, decree, request.user)
    return run_act(request, act, "", f"{reverse('pemetaan-tahun', args=[year])}#cetak")


@allow(*EVERYBODY)
def download_list(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The list as the worker printed it; a draft is the Bagian's."""
    row = get_object_or_404(MappingPaper.objects.select_related("mapping"), pk=pk)
    if row.decree_id is None and not acts.may_keep_mapping(request.user):
        raise Http404
    name = f"daftar-rencana-kerja-sama-{row.mapping.year}.pdf"
    return serve_stored_file(row.sha256, "application/pdf", name)


@allow(*OPD_ROLES)
@require_POST
def say_nothing_view(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """The reader's unit plans nothing for the year."""
    get_object_or_404(Mapping, year=year)
    unit = get_object_or_404(Unit, pk=primary_key_in(request.POST.get("unit", "")))
    act = partial(acts.say_nothing_planned, year, request.user, unit)
    said = f"Tercatat: {unit} tidak mengusulkan kerja sama untuk tahun {year}."
    return run_act(request, act, said, reverse("pemetaan-tahun", args=[year]))
