"""All letters in one list, and the page on which a free one begins."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agreements.documents.letters import living
from agreements.documents.letters.titles import title_of_letter
from agreements.documents.letters.writers import WRITERS
from agreements.forms.letters import NewLetterForm
from agreements.models import Agreement, Letter, LetterState
from agreements.pages.letters.letter import gaps_of_office
from agreements.pages.letters.register import letter_lines
from agreements.views.common import page_status, visible_or_404
from agreements.workflow.guarding import Refused
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

ROWS = 25
LETTERS = lists.make_listing(
    "surat",
    {
        "Hal": lambda line: line.subject or line.title,
        "Jenis surat": lambda line: line.title,
        "Unit": lambda line: line.letter.unit,
        "Nomor": lambda line: line.number,
        "Keadaan": lambda line: line.standing.label,
        "Dibuat": lambda line: line.letter.at,
        "Pembuat": lambda line: line.letter.by,
    },
)


class LetterFilter(forms.Form):
    """What of the letters is shown."""

    q = forms.CharField(label="Cari hal atau nomor", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Semua"), *LetterState.choices],
    )

    def condition(self) -> Q:
        """As rows of letters are asked."""
        told, found = self.cleaned_data, Q()
        if words := told.get("q"):
            found &= (
                Q(words__subject__icontains=words)
                | Q(agreement__title__icontains=words)
                | Q(document__number__icontains=words)
                | Q(paper__number_row__text__icontains=words)
            )
        if state := told.get("status"):
            found &= state_is(LetterState(state))
        return found


def state_is(state: LetterState) -> Q:
    """Letters that stand so, the papers of cases by what became of them."""
    signed = Q(document__signed__isnull=False)
    mailed = Q(document__mailings__isnull=False)
    conditions = {
        LetterState.NUMBERED: Q(state=LetterState.NUMBERED) & ~signed & ~mailed,
        LetterState.SIGNED: Q(state=LetterState.SIGNED)
        | Q(state=LetterState.NUMBERED) & signed & ~mailed,
        LetterState.SENT: Q(state=LetterState.SENT) | mailed,
    }
    return conditions.get(state, Q(state=state))


@allow(*EVERYBODY)
def show_letters(request: AuthenticatedRequest) -> HttpResponse:
    """The letters that the person may see, the newest first."""
    form = LetterFilter(request.GET or None)
    rows = Letter.objects.visible_to(request.user).for_list()
    if form.is_valid():
        rows = rows.filter(form.condition()).distinct()
    page = lists.page_of_rows(request, rows, ROWS)
    shown = {
        "form": form,
        "page": page,
        "rows": letter_lines(page.object_list),
        "may_write": bool(request.user.roles & set(WRITERS)),
    }
    return lists.show_list(request, "pages/letters.html", shown, LETTERS)


@allow(*WRITERS)
def begin_letter_view(request: AuthenticatedRequest) -> HttpResponse:
    """Begin a free letter, about a case where one is named."""
    agreement = _case_asked_for(request)
    form = NewLetterForm(request.user, request.POST or None, initial=request.GET.dict())
    if form.is_valid():
        try:
            letter = living.begin_free_letter(form.order(agreement), request.user)
        except Refused as refusal:
            form.add_error("unit", list(refusal.reasons))
        else:
            messages.success(request, f"Konsep {title_of_letter(letter).lower()} dibuat.")
            for gap in gaps_of_office(request.user, letter):
                messages.warning(request, gap)
            return redirect("surat-ubah", letter.pk)
    shown = {"form": form, "agreement": agreement}
    status = page_status(is_refused=bool(form.errors))
    return render(request, "pages/letter_new.html", shown, status=status)


def _case_asked_for(request: AuthenticatedRequest) -> Agreement | None:
    key = primary_key_in(request.GET.get("kerja-sama", ""))
    return visible_or_404(request.user, key) if key else None
