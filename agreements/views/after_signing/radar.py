"""The radar: which cooperations in force sleep, the office's months, and the letter to the OPD."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from agreements.forms.list_forms import RadarForm
from agreements.models import Agreement, Document, Letter, RadarSetting
from agreements.monitoring.duties import radar, radar_letter
from agreements.monitoring.duties.radar import Light
from agreements.pages.radar import (
    ColourCount,
    LightRow,
    RadarPage,
    build_case_radar_page,
    build_radar_months_page,
)
from agreements.regulations.radar import SIGNALS
from agreements.views.common import page_status, visible_or_404
from agreements.views.leadership.reading import PAGE, prepare_rows
from agreements.views.letters.letter import BEGUN
from agreements.views.repeating import run_order, wish_of
from kerjasama.accounts.policy import EVERYBODY, MANAGERS, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

RADAR = lists.make_listing(
    "radar",
    {
        "Kerja sama": lambda row: row.case.title,
        "Mitra": lambda row: "; ".join(row.case.partner_names),
        "OPD": lambda row: row.case.owner,
        "Berlaku sampai": lambda row: row.case.ends_on,
        "Keadaan": lambda row: row.light.tag,
        "Alasan": lambda row: "; ".join(
            f"{reason.signal.name} sejak {reason.since:%d/%m/%Y}" for reason in row.light.reasons
        ),
        "Surat kepada OPD": lambda row: ", ".join(
            letter.number for letter in row.letters if letter.number
        ),
    },
)
MONTHS = lists.make_listing(
    "setelan-radar",
    {
        "Tanda": lambda row: row.signal.text,
        "Bulan": lambda row: row.form.initial["months"],
        "Semula": lambda row: row.signal.months,
        "Diubah": lambda row: getattr(row.own, "changed_at", None),
    },
)


@allow(*EVERYBODY)
def show_radar(request: AuthenticatedRequest) -> HttpResponse:
    """The cooperations in force by their light, those that ask most for attention first."""
    form = RadarForm(request.GET)
    found = form.radar(Agreement.objects.visible_to(request.user), timezone.localdate())
    pages = lists.page_of_rows(request, found, PAGE)
    counts = found.by_colour()
    page = RadarPage(
        form=form,
        colours=[ColourCount(code, label, counts[code]) for code, label in radar.LABELS.items()],
        rows=with_letters(list(pages.object_list)),
        pages=pages,
        may_ask=radar_letter.may_order_radar_letter(request.user),
        may_set=bool(request.user.roles & set(MANAGERS)),
    )
    return lists.show_page(request, "pages/radar.html", page, RADAR)


def with_letters(lights: list[Light]) -> list[LightRow]:
    """Each agreement with its light and the letters that were sent about it."""
    keys = [light.agreement_id for light in lights]
    agreements = prepare_rows(Agreement.objects.all()).in_bulk(keys)
    letters: dict[int, list[Document]] = {key: [] for key in keys}
    for letter in radar_letter.radar_letters_of(keys):
        letters[letter.agreement_id].append(letter)
    return [
        LightRow(agreements[key], light, letters[key])
        for key, light in zip(keys, lights, strict=True)
    ]


@allow(*EVERYBODY)
def show_radar_of_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The light of one case, what is watched on it, and the letters about it."""
    agreement = visible_or_404(request.user, pk)
    shown = {"page": build_case_radar_page(request.user, agreement), "agreement": agreement}
    return render(request, "pages/case_radar.html", shown)


@allow(*radar_letter.MAY_ORDER)
@require_POST
def order_radar_letter_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One click begins the draft of the letter to the OPD; a refusal leads back to the page."""
    agreement = visible_or_404(request.user, pk)
    back = request.POST.get("kembali", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("radar")
    begun: list[Letter] = []

    def begin() -> None:
        begun.append(radar_letter.begin_radar_letter(pk, request.user, wish_of(request)))

    answer = run_order(request, agreement, begin, BEGUN, back)
    return redirect("surat", begun[0].pk) if begun else answer


@allow(*MANAGERS)
@transaction.atomic
def edit_radar_months(request: AuthenticatedRequest) -> HttpResponse:
    """After how many months each sign shows."""
    chosen = SIGNALS.get(request.POST.get("tanda", ""))
    page = build_radar_months_page(chosen, request.POST)
    if chosen and page.sent and page.sent.is_valid():
        told = {**page.sent.cleaned_data, "changed_by": request.user}
        RadarSetting.objects.update_or_create(signal=chosen.code, defaults=told)
        messages.success(request, "Tersimpan; radar dihitung ulang.")
        return redirect("tenggat-radar")
    status = page_status(is_refused=chosen is not None)
    return lists.show_page(request, "pages/radar_months.html", page, MONTHS, status)
