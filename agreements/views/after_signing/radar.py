"""The radar: which cooperations in force sleep, the office's months, and the letter to the OPD."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from agreements.forms.list_forms import RadarForm
from agreements.models import Agreement, Document, Letter, RadarSetting
from agreements.models.radar import MOST_MONTHS
from agreements.monitoring.duties import radar, radar_letter
from agreements.monitoring.duties.radar import Light
from agreements.regulations.radar import SIGNALS, Signal, signals_of
from agreements.views.common import page_status, visible_or_404
from agreements.views.leadership.reading import PAGE, prepare_rows
from agreements.views.letters.letter import BEGUN
from agreements.views.repeating import run_order, wish_of
from kerjasama.accounts.policy import EVERYBODY, MANAGERS, allow
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web import lists
from kerjasama.web.fields import WholeField
from kerjasama.web.requests import AuthenticatedRequest

RADAR = lists.make_listing(
    "radar",
    {
        "Kerja sama": lambda row: row[0].title,
        "Mitra": lambda row: "; ".join(row[0].partner_names),
        "OPD": lambda row: row[0].owner,
        "Berlaku sampai": lambda row: row[0].ends_on,
        "Keadaan": lambda row: row[1].tag,
        "Alasan": lambda row: "; ".join(
            f"{reason.signal.name} sejak {reason.since:%d/%m/%Y}" for reason in row[1].reasons
        ),
        "Surat kepada OPD": lambda row: ", ".join(
            letter.number for letter in row[2] if letter.number
        ),
    },
)
MONTHS = lists.make_listing(
    "setelan-radar",
    {
        "Tanda": lambda row: row[0].text,
        "Bulan": lambda row: row[1].initial["months"],
        "Semula": lambda row: row[0].months,
        "Diubah": lambda row: getattr(row[2], "changed_at", None),
    },
)


@allow(*EVERYBODY)
def show_radar(request: AuthenticatedRequest) -> HttpResponse:
    """The cooperations in force by their light, those that ask most for attention first."""
    form = RadarForm(request.GET)
    found = form.radar(Agreement.objects.visible_to(request.user), timezone.localdate())
    page = lists.page_of_rows(request, found, PAGE)
    counts = found.by_colour()
    shown = {
        "form": form,
        "page": page,
        "colours": [(colour, label, counts[colour]) for colour, label in radar.LABELS.items()],
        "rows": with_letters(list(page.object_list)),
        "may_ask": radar_letter.may_order_radar_letter(request.user),
        "may_set": bool(request.user.roles & set(MANAGERS)),
    }
    return lists.show_list(request, "pages/radar.html", shown, RADAR)


def with_letters(lights: list[Light]) -> list[tuple[Agreement, Light, list[Document]]]:
    """Each agreement with its light and the letters that were sent about it."""
    keys = [light.agreement_id for light in lights]
    agreements = prepare_rows(Agreement.objects.all()).in_bulk(keys)
    letters: dict[int, list[Document]] = {key: [] for key in keys}
    for letter in radar_letter.radar_letters_of(keys):
        letters[letter.agreement_id].append(letter)
    return [(agreements[key], light, letters[key]) for key, light in zip(keys, lights, strict=True)]


@allow(*EVERYBODY)
def show_radar_of_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The light of one case, what is watched on it, and the letters about it."""
    agreement = visible_or_404(request.user, pk)
    own = radar.own_months()
    shown = {
        "agreement": agreement,
        "light": radar.light_of(agreement, timezone.localdate()),
        "watched": [
            (signal, own.get(signal.code, signal.months)) for signal in signals_of(agreement.track)
        ],
        "letters": radar_letter.radar_letters_of([agreement.pk]),
        "may_ask": radar_letter.may_order_radar_letter(request.user),
    }
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


class MonthsForm(EarlierValuesMixin, forms.Form):
    """After how many months one sign shows."""

    months = WholeField(label="Bulan", min_value=1, max_value=MOST_MONTHS)


@allow(*MANAGERS)
@transaction.atomic
def edit_radar_months(request: AuthenticatedRequest) -> HttpResponse:
    """After how many months each sign shows."""
    own = {row.signal: row for row in RadarSetting.objects.all()}
    chosen = SIGNALS.get(request.POST.get("tanda", ""))
    sent = _form(chosen, own, request.POST) if chosen else None
    if chosen and sent and sent.is_valid():
        told = {**sent.cleaned_data, "changed_by": request.user}
        RadarSetting.objects.update_or_create(signal=chosen.code, defaults=told)
        messages.success(request, "Tersimpan; radar dihitung ulang.")
        return redirect("tenggat-radar")
    rows = []
    for signal in SIGNALS.values():
        form = sent if sent and signal == chosen else _form(signal, own)
        rows.append((signal, form, own.get(signal.code)))
    status = page_status(is_refused=bool(sent))
    return lists.show_list(
        request, "pages/radar_months.html", {"rows": rows}, MONTHS, status=status
    )


def _form(
    signal: Signal, own: dict[str, RadarSetting], data: QueryDict | None = None
) -> MonthsForm:
    months = own[signal.code].months if signal.code in own else signal.months
    return MonthsForm(data, initial={"months": months}, auto_id=f"{signal.code}-%s")
