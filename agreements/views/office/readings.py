"""Where the texts allow two readings: which one this office follows."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from agreements.models import ReadingSetting
from agreements.regulations.open_questions import OPEN_QUESTIONS, OpenQuestion
from agreements.regulations.titles import with_titles
from agreements.views.common import page_status
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import allow
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

LISTING = lists.make_listing(
    "bacaan-ketentuan",
    {
        "Pertanyaan": lambda row: row[0].question,
        "Dipakai": lambda row: row[0].choice(row[1].initial["choice"]).text,
        "Dasar": lambda row: "; ".join(map(str, row[0].choice(row[1].initial["choice"]).law)),
        "Diubah": lambda row: getattr(row[2], "changed_at", None),
    },
)


class ReadingForm(EarlierValuesMixin, forms.Form):
    """The choice on one question."""

    choice = forms.ChoiceField(label="Bacaan yang dipakai")

    def __init__(self, data: QueryDict | None, reading: OpenQuestion, chosen: str) -> None:
        super().__init__(data, initial={"choice": chosen}, auto_id=f"{reading.code}-%s")
        self.fields["choice"].choices = [
            (one.code, with_titles(one.text)) for one in reading.choices
        ]


@allow(Role.SECTION_HEAD, Role.ADMIN)
@transaction.atomic
def edit_readings(request: AuthenticatedRequest) -> HttpResponse:
    """One small form a question, with the articles that speak for each choice."""
    own = {row.reading: row for row in ReadingSetting.objects.all()}
    asked = OPEN_QUESTIONS.get(request.POST.get("bacaan", ""))
    sent = _form(asked, own, request.POST) if asked else None
    if asked and sent and sent.is_valid():
        told = {**sent.cleaned_data, "changed_by": request.user}
        ReadingSetting.objects.update_or_create(reading=asked.code, defaults=told)
        messages.success(request, "Tersimpan dan langsung berlaku bagi semua kerja sama.")
        return redirect("bacaan-ketentuan")
    rows = []
    for reading in OPEN_QUESTIONS.values():
        form = sent if sent and reading == asked else _form(reading, own)
        rows.append((reading, form, own.get(reading.code)))
    status = page_status(is_refused=bool(sent))
    return lists.show_list(request, "pages/readings.html", {"rows": rows}, LISTING, status=status)


def _form(
    reading: OpenQuestion, own: dict[str, ReadingSetting], data: QueryDict | None = None
) -> ReadingForm:
    kept = own.get(reading.code)
    return ReadingForm(data, reading, kept.choice if kept else reading.usual)
