"""The office's own norms: days and kinds of day per term, and its own days off."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import DayOff, TermSetting
from agreements.pages.terms import (
    TermRow,
    address_of_terms,
    group_terms,
    list_chips,
    narrow_terms,
)
from agreements.regulations import catalogue, duties
from agreements.regulations.duty_rules import Duty
from agreements.regulations.team_duties import TEAM_DUTIES
from agreements.regulations.vocabulary import Basis, DayKind, Deadline, Stage, Track
from agreements.views.common import page_status
from agreements.workflow.deadlines import Calendar, national_days_off, term_key
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import allow
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.fields import WholeField, typed_fields
from kerjasama.web.requests import AuthenticatedRequest

KINDS = [("kerja", "hari kerja"), ("kalender", "hari kalender")]
TERMS = lists.make_listing(
    "tenggat",
    {
        "Jalur": lambda row: row[1].title,
        "Tenggat": lambda row: ": ".join(filter(None, (row[2].name, row[3].text))),
        "Dasar": lambda row: _basis_of(row[3]),
        "Nilai": lambda row: row[4].initial["days"],
        "Jenis hari": lambda row: dict(KINDS)[row[4].initial["day_kind"]],
        "Diubah": lambda row: getattr(row[5], "changed_at", None),
    },
)
DUTY_DAYS = lists.make_listing(
    "tenggat-kewajiban",
    {
        "Kewajiban": lambda row: row[0].text,
        "Kepada": lambda row: row[0].to,
        "Dasar hukum": lambda row: row[0].citation,
        "Hari": lambda row: row[1].initial["days"],
        "Dihitung dari": lambda row: row[0].rule.counted_from,
        "Diubah": lambda row: getattr(row[2], "changed_at", None),
    },
)
DAYS_OFF = lists.make_listing(
    "hari-libur",
    {
        "Hari": lambda row: row.day,
        "Nama": lambda row: row.name,
        "Menjadi hari kerja": lambda row: row.is_worked,
        "Keputusan": lambda row: row.decree,
    },
)


def _basis_of(term: Deadline) -> str:
    return str(term.citation) if term.basis is Basis.LAW else "SOP"


class TermForm(EarlierValuesMixin, forms.Form):
    """Days and kind of day of one term."""

    days = WholeField(label="Hari", min_value=1, max_value=365, required=False)
    day_kind = forms.ChoiceField(label="Jenis hari", choices=KINDS)


class DutyDaysForm(EarlierValuesMixin, forms.Form):
    """After how many days a duty is due."""

    days = WholeField(label="Hari", min_value=1, max_value=365)


class DayOffForm(forms.ModelForm):
    """A day on which this office does not work."""

    class Meta:
        model = DayOff
        formfield_callback = typed_fields
        fields = ["day", "name"]


class WorkedDayForm(forms.Form):
    """A national holiday or cuti bersama that a later decree made a working day."""

    day = forms.ChoiceField(label="Hari libur yang menjadi hari kerja")
    decree = forms.CharField(
        label="Nomor keputusan",
        max_length=150,
        help_text=(
            "Keputusan yang mengubahnya, misalnya keputusan bersama tiga menteri tentang perubahan"
            " hari libur."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(DayOff.objects.values_list("day", flat=True))
        this_year = timezone.localdate().year
        self.days = {
            day: name
            for year in range(this_year - 1, this_year + 2)
            for day, name in national_days_off(year).items()
            if day not in taken
        }
        named = [
            (day.isoformat(), f"{date_format(day, 'l, j F Y')}: {name}")
            for day, name in self.days.items()
        ]
        self.fields["day"].choices = [("", "Pilih hari"), *named]

    def save(self) -> DayOff:
        """Keep the day as one on which the office works."""
        day = date.fromisoformat(self.cleaned_data["day"])
        return DayOff.objects.create(
            day=day, name=self.days[day], is_worked=True, decree=self.cleaned_data["decree"]
        )


def all_terms() -> dict[str, tuple[Track, Stage, Deadline]]:
    """Every term of which something is a setting of the office, by its key."""
    return {
        term_key(track, stage, term): (track, stage, term)
        for track in catalogue.tracks_here()
        for stage in track.stages
        for term in stage.terms
        if term.kind_is_a_setting
    }


@allow(Role.SECTION_HEAD, Role.ADMIN)
def edit_term_settings(request: AuthenticatedRequest) -> HttpResponse:
    """One small form a term; the one that was sent keeps what was typed when it is refused."""
    terms = all_terms()
    rejected = {}
    chosen, opened = request.GET.get("saring", ""), request.GET.get("jalur", "")
    key = request.POST.get("kunci", "")
    if key in terms:
        days, kind = Calendar().length(*terms[key])
        form = TermForm(request.POST, initial={"days": days, "day_kind": kind})
        if form.is_valid():
            save_term(key, terms[key][2], form.cleaned_data, request.user)
            messages.success(
                request, "Tenggat tersimpan dan langsung berlaku bagi semua kerja sama."
            )
            return redirect(address_of_terms(chosen, terms[key][0]))
        rejected, opened = {key: form}, terms[key][0].code
    calendar = Calendar()
    rows = []
    for key, (track, stage, term) in terms.items():
        days, kind = calendar.length(track, stage, term)
        form = rejected.get(key) or TermForm(
            initial={"days": days, "day_kind": kind}, auto_id=f"{key.replace('/', '-')}-%s"
        )
        rows.append(TermRow(key, track, stage, term, form, calendar.settings.get(key)))
    shown = narrow_terms(rows, chosen)
    page = {
        "rows": shown,
        "groups": group_terms(shown, chosen, opened),
        "chips": list_chips(rows, chosen),
    }
    status = page_status(is_refused=bool(rejected))
    return lists.show_list(request, "pages/terms.html", page, TERMS, status=status)


def save_term(key: str, term: Deadline, data: dict[str, Any], user: User) -> None:
    """Keep what was chosen; the number of days that the law sets is no setting."""
    days = None if term.basis is Basis.LAW else data["days"]
    TermSetting.objects.update_or_create(
        term_key=key, defaults={"days": days, "day_kind": data["day_kind"], "changed_by": user}
    )


@allow(Role.SECTION_HEAD, Role.ADMIN)
def duty_days(request: AuthenticatedRequest) -> HttpResponse:
    """Days until a duty is due, where the law names none."""
    known = (*duties.DUTIES.values(), *TEAM_DUTIES.values())
    changeable = {duty.code: duty for duty in known if duty.rule.days_are_a_setting}
    own = Calendar().settings
    typed = {}
    code = request.POST.get("kewajiban")
    if code in changeable:
        duty = changeable[code]
        form = DutyDaysForm(request.POST, initial=days_of(duty, own))
        if form.is_valid():
            chosen = {
                "days": form.cleaned_data["days"],
                "day_kind": DayKind.CALENDAR,
                "changed_by": request.user,
            }
            TermSetting.objects.update_or_create(term_key=duty.term_key, defaults=chosen)
            messages.success(request, "Tersimpan; semua jatuh tempo dihitung ulang.")
            return redirect("tenggat-kewajiban")
        typed = {code: form}
    rows = [
        (duty, typed.get(duty.code) or days_form(duty, own), own.get(duty.term_key))
        for duty in changeable.values()
    ]
    status = page_status(is_refused=bool(typed))
    return lists.show_list(
        request, "pages/duty_days.html", {"rows": rows}, DUTY_DAYS, status=status
    )


def days_form(duty: Duty, own: dict[str, TermSetting]) -> DutyDaysForm:
    """A fresh form of one duty; `own` are the office's settings by their keys."""
    return DutyDaysForm(initial=days_of(duty, own), auto_id=f"{duty.code}-%s")


def days_of(duty: Duty, own: dict[str, TermSetting]) -> dict[str, int | None]:
    """The days of the duty as they hold now, to begin its form with."""
    setting = own.get(duty.term_key)
    return {"days": setting.days if setting else duty.rule.days}


@allow(Role.SECTION_HEAD, Role.ADMIN)
def edit_days_off(request: AuthenticatedRequest) -> HttpResponse:
    """Days the office adds; national holidays and cuti bersama come with the program."""
    if request.method == "POST" and "hapus" in request.POST:
        get_object_or_404(DayOff, pk=primary_key_in(request.POST["hapus"])).delete()
        return redirect("hari-libur")
    form: DayOffForm = DayOffForm()
    worked = WorkedDayForm(prefix="kerja")
    sent: DayOffForm | WorkedDayForm = form
    if "kerja" in request.POST:
        sent = worked = WorkedDayForm(request.POST, prefix="kerja")
    elif request.POST:
        sent = form = DayOffForm(request.POST)
    if sent.is_bound and sent.is_valid():
        sent.save()
        messages.success(request, "Tersimpan; semua tenggat dihitung ulang.")
        return redirect("hari-libur")
    page = {"form": form, "worked": worked, "rows": DayOff.objects.all()}
    status = page_status(is_refused=sent.is_bound)
    return lists.show_list(request, "pages/days_off.html", page, DAYS_OFF, status=status)
