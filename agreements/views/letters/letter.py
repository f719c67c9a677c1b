"""One letter: its page, its words, and the acts of its life."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from agreements.documents import rendering
from agreements.documents.letters import initials, living, making, reading, signing
from agreements.documents.letters.case_letters import LetterOrder
from agreements.documents.letters.known_facts import called_too_low
from agreements.documents.letters.titles import title_of_letter
from agreements.documents.letters.words import BODY, NO_NUMBERS, read_typed
from agreements.documents.letters.writers import WRITERS
from agreements.documents.signatures import electronic_signing
from agreements.forms.electronic import SignForm
from agreements.forms.letters import LetterForm, ScanForm, SendingForm
from agreements.forms.reasons import WhyForm
from agreements.forms.uploads import LONGEST_TEXT
from agreements.models import Letter, LetterPaper, LetterState
from agreements.naskah.html import body_as_html
from agreements.naskah.inline import Teller
from agreements.pages.letters.letter import fields_left_out, letter_page_of
from agreements.views.case.papers import serve_row, serve_stored_file
from agreements.views.common import page_status, run_act, run_form_act
from agreements.workflow.guarding import Refused
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow, at_most
from kerjasama.signin.fresh import fresh
from kerjasama.web.requests import AuthenticatedRequest

TOO_LOW = "Surat kepada {high} menyapa “Saudara”; lazimnya “Bapak/Ibu”. Periksa konsepnya."

BEGUN = "Konsep dibuat. Periksa, ubah seperlunya, lalu tandatangani."


def letter_or_404(user: User, pk: int) -> Letter:
    """The letter, if this person may see it."""
    rows = Letter.objects.visible_to(user).select_related(
        "agreement__owner",
        "agreement__partner",
        "meeting",
        "document__signed",
        "by",
        "unit",
        "paper__number_row",
    )
    return get_object_or_404(rows, pk=pk)


def begin_or_ask(
    request: AuthenticatedRequest,
    agreement_id: int,
    order: LetterOrder,
    when_refused: Callable[[Refused], HttpResponse],
) -> HttpResponse:
    """Begin the draft of a letter and lead to it; a refusal is answered as that of other papers."""
    begun: list[Letter] = []

    def act() -> None:
        begun.append(living.begin_letter(agreement_id, request.user, order))

    answer = run_act(request, act, BEGUN, reverse("kerja-sama", args=[agreement_id]), when_refused)
    return redirect("surat", begun[0].pk) if begun else answer


@allow(*EVERYBODY)
def show_letter(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What the letter says, how far it is, and what may be done with it."""
    letter = letter_or_404(request.user, pk)
    page = letter_page_of(request.user, letter)
    shown = {"page": page, "sending": SendingForm(), "agreement": letter.agreement}
    return render(request, "pages/letter.html", shown)


@allow(*WRITERS)
def edit_letter_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The form of its words."""
    letter = letter_or_404(request.user, pk)
    if not (letter.is_draft and reading.may_write(request.user, letter)):
        return redirect("surat", pk)
    form = LetterForm(
        request.POST or None,
        words=reading.words_of(letter),
        without=fields_left_out(letter),
    )

    def act() -> None:
        living.edit_letter(pk, request.user, form.words())

    if run_form_act(request, form, act, "Konsep surat disimpan."):
        if high := called_too_low(form.words()):
            messages.warning(request, TOO_LOW.format(high=high))
        return redirect("surat", pk)
    shown = {
        "letter": letter,
        "title": title_of_letter(letter),
        "form": form,
        "agreement": letter.agreement,
    }
    status = page_status(is_refused=bool(form.errors))
    return render(request, "pages/letter_edit.html", shown, status=status)


@allow(*WRITERS)
@require_POST
def show_typed_letter(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The blocks of a typed text as the editor shows them; nothing is kept by it."""
    letter_or_404(request.user, pk)
    body = read_typed(request.POST.get("teks", "")[:LONGEST_TEXT])
    return JsonResponse({"html": body_as_html(body, Teller(NO_NUMBERS), BODY)})


def _preview(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The draft as a PDF, as it would be printed today."""
    letter = letter_or_404(request.user, pk)
    pdf = rendering.plain_pdf(reading.page_of_draft(letter))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="konsep-surat-{letter.pk}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


# Each is laid out within the request.
preview_letter = allow(*EVERYBODY)(at_most("30/m", _preview, policy.ANY_METHOD))


@allow(*WRITERS)
@require_POST
def reset_letter_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Let it read as its template has it."""
    letter_or_404(request.user, pk)
    act = partial(living.reset_letter, pk, request.user, request.POST.get("isi", ""))
    return run_act(request, act, "Konsep kembali ke rumusan baku.", _page_of(pk))


@allow(*initials.CHAIN)
@require_POST
def initial_letter_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Put the paraf that it waits for."""
    letter_or_404(request.user, pk)
    act = partial(living.initial_letter, pk, request.user, request.POST.get("isi", ""))
    return run_act(request, act, "Surat diparaf.", _page_of(pk))


@allow(*WRITERS)
@require_POST
def number_letter_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Give it its number and make the paper that is signed by hand."""
    letter_or_404(request.user, pk)
    act = partial(living.number_letter, pk, request.user, seen=request.POST.get("isi", ""))
    done = "Surat bernomor; berkasnya sedang dibuat. Cetak, tandatangani, lalu catat di sini."
    return run_act(request, act, done, _page_of(pk))


@sensitive_post_parameters("nik", "frasa")
@fresh
def _sign(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    letter = letter_or_404(request.user, pk)
    if not signing.may_sign(request.user, letter):
        return _lead_to_paper(request, letter)
    form = SignForm(request.POST or None)

    def sign_it() -> None:
        told = form.cleaned_data
        seen = request.POST.get("isi", "")
        signing.sign_letter(pk, request.user, told["nik"], told["frasa"], seen)

    if run_form_act(request, form, sign_it, "Surat ditandatangani."):
        return redirect("surat", pk)
    shown = {
        "form": form,
        "letter": letter,
        "title": title_of_letter(letter),
        "mark": request.POST.get("isi") or request.GET.get("isi", ""),
        "agreement": letter.agreement,
    }
    status = page_status(is_refused=bool(form.errors))
    return render(request, "pages/letter_sign.html", shown, status=status)


def _lead_to_paper(request: AuthenticatedRequest, letter: Letter) -> HttpResponse:
    """Where the letter of a case is signed that got its number, as after a wrong passphrase."""
    paper = letter.document
    if paper and electronic_signing.may_sign(request.user, paper):
        messages.info(request, "Surat ini sudah bernomor. Tandatangani berkasnya di sini.")
        return redirect("tanda-tangan", paper.pk)
    return redirect("surat", letter.pk)


# Nobody is to try passphrases from here, as where finals are signed.
sign_letter_view = allow(*signing.SIGNERS)(at_most("10/m", _sign))


@allow(*WRITERS)
def record_hand_signature_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The form of the day and the scan of a free letter that was signed by hand."""
    letter = letter_or_404(request.user, pk)
    waits = letter.standing == LetterState.NUMBERED and not letter.is_of_case
    if not (waits and reading.may_write(request.user, letter)):
        return redirect("surat", pk)
    form = ScanForm(request.POST or None, request.FILES or None)

    def record() -> None:
        signing.record_hand_signature(pk, request.user, form.signature())

    if run_form_act(request, form, record, "Tanda tangan basah dicatat.", "day"):
        return redirect("surat", pk)
    shown = {"letter": letter, "title": title_of_letter(letter), "form": form}
    status = page_status(is_refused=bool(form.errors))
    return render(request, "pages/letter_by_hand.html", shown, status=status)


@allow(*WRITERS)
def take_back_scan_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say that the record of a signature by hand was a mistake."""
    letter = letter_or_404(request.user, pk)
    if living.scan_to_take_back(letter) is None:
        return redirect("surat", pk)
    form = WhyForm(request.POST or None)

    def act() -> None:
        living.take_back_scan(pk, request.user, form.cleaned_data["alasan"])

    if run_form_act(request, form, act, "Catatan tanda tangan ditarik.", "alasan"):
        return redirect("surat", pk)
    shown = {"letter": letter, "title": title_of_letter(letter), "form": form}
    status = page_status(is_refused=bool(form.errors))
    return render(request, "pages/letter_take_back.html", shown, status=status)


@allow(*WRITERS)
@require_POST
def retry_letter_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Make the paper of a free letter again whose making failed."""
    letter = letter_or_404(request.user, pk)
    paper = getattr(letter, "paper", None)
    if paper and not letter.is_cancelled and reading.may_write(request.user, letter):
        making.retry_letter(paper)
    return redirect("surat", pk)


@allow(*EVERYBODY)
def download_letter(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The numbered PDF of a free letter."""
    paper = _paper_or_404(request.user, pk)
    return serve_stored_file(paper.sha256, "application/pdf", f"surat-{pk}.pdf")


@allow(*EVERYBODY)
def download_signed_letter(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Its signed copy, or the scan of the one that was signed by hand."""
    signed = _paper_or_404(request.user, pk).signature
    if signed is None:
        raise Http404
    if signed.is_by_hand:  # people brought it
        return serve_row(request, signed)
    return serve_stored_file(signed.sha256, "application/pdf", signed.file_name)


def _paper_or_404(user: User, pk: int) -> LetterPaper:
    return get_object_or_404(LetterPaper, letter__in=Letter.objects.visible_to(user), letter=pk)


@allow(*WRITERS)
def cancel_letter_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Give up a draft, with the reason."""
    letter = letter_or_404(request.user, pk)
    form = WhyForm(request.POST or None)

    def act() -> None:
        living.cancel_letter(pk, request.user, form.cleaned_data["alasan"])

    if run_form_act(request, form, act, "Konsep surat dibatalkan.", "alasan"):
        return redirect("surat", pk)
    shown = {"letter": letter, "title": title_of_letter(letter), "form": form}
    status = page_status(is_refused=bool(form.errors))
    return render(request, "pages/letter_cancel.html", shown, status=status)


@allow(*WRITERS)
@require_POST
def record_sending_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Note how a signed letter left."""
    letter = letter_or_404(request.user, pk)
    form = SendingForm(request.POST)

    def act() -> None:
        living.record_sending(pk, request.user, form.cleaned_data["bagaimana"])

    if run_form_act(request, form, act, "Pengiriman surat dicatat.", "bagaimana"):
        return redirect("surat", pk)
    page = letter_page_of(request.user, letter)
    shown = {"page": page, "sending": form, "agreement": letter.agreement}
    return render(request, "pages/letter.html", shown, status=422)


def _page_of(pk: int) -> str:
    return reverse("surat", args=[pk])
