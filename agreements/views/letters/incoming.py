"""Letters that came in: their register, one of them, and the form by which one is recorded."""

from django import forms
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agreements.documents import content_removal
from agreements.documents.letters import incoming
from agreements.documents.letters.writers import WRITERS
from agreements.forms.incoming import IncomingForm, SettleForm
from agreements.models import IncomingLetter
from agreements.views.case.papers import serve_row
from agreements.views.common import page_status, run_form_act, visible_or_404
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

ROWS = 25
INCOMING = lists.make_listing(
    "surat-masuk",
    {
        "Hal": lambda letter: letter.subject,
        "Pengirim": lambda letter: letter.sender,
        "Nomor surat": lambda letter: letter.number,
        "Agenda": lambda letter: f"{letter.agenda}/{letter.year}",
        "Diterima": lambda letter: letter.received_on,
        "Diteruskan kepada": lambda letter: letter.unit or "Bagian Kerja Sama",
        "Keadaan": lambda letter: (
            letter.get_outcome_display() if letter.is_settled else "Menunggu tindak lanjut"
        ),
    },
)
WAITING, SETTLED = "menunggu", "selesai"


class IncomingFilter(forms.Form):
    """Which of them are shown."""

    q = forms.CharField(label="Cari hal, pengirim, atau nomor", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Semua"), (WAITING, "Menunggu tindak lanjut"), (SETTLED, "Selesai")],
    )

    def condition(self) -> Q:
        """As rows are asked."""
        told, found = self.cleaned_data, Q()
        if words := told.get("q"):
            found &= (
                Q(subject__icontains=words)
                | Q(sender__icontains=words)
                | Q(number__icontains=words)
            )
        if told.get("status"):
            found &= Q(settled_at__isnull=told["status"] == WAITING)
        return found


@allow(*EVERYBODY)
def show_incoming(request: AuthenticatedRequest) -> HttpResponse:
    """The agenda, the newest first."""
    form = IncomingFilter(request.GET or None)
    rows = IncomingLetter.objects.visible_to(request.user).select_related("unit")
    if form.is_valid():
        rows = rows.filter(form.condition())
    page = lists.page_of_rows(request, rows, ROWS)
    shown = {
        "form": form,
        "page": page,
        "rows": page.object_list,
        "may_register": incoming.may_register(request.user),
    }
    return lists.show_list(request, "pages/incoming.html", shown, INCOMING)


@allow(*WRITERS)
def register_incoming(request: AuthenticatedRequest) -> HttpResponse:
    """The form of a letter that came in, about a case where one is named."""
    key = primary_key_in(request.GET.get("kerja-sama", ""))
    agreement = visible_or_404(request.user, key) if key else None
    form = IncomingForm(request.user, agreement, request.POST or None, request.FILES or None)
    kept: list[IncomingLetter] = []

    @transaction.atomic
    def act() -> None:
        kept.append(incoming.register_letter(form.letter(), request.user))
        form.keep_file()  # only when nothing was refused

    if run_form_act(request, form, act, "Surat masuk dicatat."):
        return redirect("surat-masuk-rinci", kept[0].pk)
    shown = {"form": form, "agreement": agreement}
    status = page_status(is_refused=bool(form.errors))
    return render(request, "pages/incoming_form.html", shown, status=status)


@allow(*EVERYBODY)
def show_incoming_letter(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One letter; on POST, what became of it."""
    letter = _letter_or_404(request.user, pk)
    may_settle = not letter.is_settled and incoming.may_settle(request.user, letter)
    form = SettleForm(request.POST or None)

    def act() -> None:
        told = form.cleaned_data
        incoming.settle_letter(pk, request.user, told["outcome"], told["note"])

    if request.method == "POST" and run_form_act(request, form, act, "Tindak lanjut dicatat."):
        return redirect("surat-masuk-rinci", pk)
    shown = {
        "letter": letter,
        "form": form if may_settle else None,
        "may_propose_removal": content_removal.may_propose(request.user),
    }
    status = page_status(is_refused=bool(form.errors))
    return render(request, "pages/incoming_letter.html", shown, status=status)


@allow(*EVERYBODY)
def download_incoming(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Its scan."""
    return serve_row(request, _letter_or_404(request.user, pk))


def _letter_or_404(user: User, pk: int) -> IncomingLetter:
    rows = IncomingLetter.objects.visible_to(user)
    return get_object_or_404(rows.select_related("unit", "agreement", "by", "settled_by"), pk=pk)
