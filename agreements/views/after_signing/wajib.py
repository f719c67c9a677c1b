"""Kerja Sama Wajib: pembinaan, takeover and aid, of one case and over all."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agreements.forms.team import WithdrawalForm
from agreements.forms.wajib import WajibForm
from agreements.models import Agreement, WajibRecord
from agreements.monitoring import wajib
from agreements.pages.case.wajib import TypedWithdrawal, build_wajib_page
from agreements.pages.wajib import WajibRegisterPage, narrowed
from agreements.views.case.papers import serve_row
from agreements.views.common import page_status, run_form_act, visible_or_404
from agreements.views.leadership.reading import PAGE
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, OFFICE, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

RECORDS = lists.make_listing(
    "kerja-sama-wajib",
    {
        "Apa": lambda row: row.act.title,
        "Dasar hukum": lambda row: row.act.citation or "norma setempat",
        "Kerja sama": lambda row: row.agreement.title,
        "OPD": lambda row: row.agreement.owner,
        "Tanggal": lambda row: row.day,
        "Oleh": lambda row: row.who,
        "Jumlah (rupiah)": lambda row: row.amount,
        "Nomor": lambda row: row.number,
        "Akibat": lambda row: row.effect,
    },
)


@allow(*EVERYBODY)
def show_wajib_register(request: AuthenticatedRequest) -> HttpResponse:
    """What was recorded about all Kerja Sama Wajib that this person sees, the newest first."""
    asked = request.GET.get("kelompok", "")
    seen = Agreement.objects.visible_to(request.user)
    pages = lists.page_of_rows(request, narrowed(seen, asked), PAGE)
    page = WajibRegisterPage(asked, list(pages.object_list), pages)
    return lists.show_page(request, "pages/wajib_register.html", page, RECORDS)


@allow(*EVERYBODY)
def show_wajib(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What happened around one Kerja Sama Wajib; the OPD or the Bagian records more."""
    agreement = wajib_or_404(request.user, pk)
    form = WajibForm(
        request.POST or None,
        request.FILES or None,
        acts=wajib.acts_to_record(request.user, agreement),
        agreement=agreement,
    )
    if request.method == "POST" and run_form_act(
        request,
        form,
        lambda: wajib.record_wajib_act(
            pk, request.user, form.cleaned_data["code"], form.values(), form.confirmed
        ),
        "Tercatat.",
    ):
        return redirect("kerja-sama-wajib", pk)
    return _page(request, agreement, form=form if request.method == "POST" else None)


def wajib_or_404(user: User, pk: int) -> Agreement:
    """The case, if this person may see it and it may be a Kerja Sama Wajib."""
    agreement = visible_or_404(user, pk)
    if not wajib.may_be_wajib(agreement):
        raise Http404
    return agreement


@allow(*OFFICE)
@require_POST
def withdraw_wajib_view(request: AuthenticatedRequest, pk: int, row: int) -> HttpResponse:
    """Take back what was recorded by mistake."""
    agreement = wajib_or_404(request.user, pk)
    record = get_object_or_404(agreement.wajib_records, pk=row)
    form = WithdrawalForm(request.POST, auto_id=f"id_tarik_{row}_%s")

    def withdraw() -> None:
        reason = form.cleaned_data["reason"]
        wajib.withdraw_wajib_record(pk, request.user, record.pk, reason)

    if run_form_act(request, form, withdraw, "Catatan ditarik."):
        return redirect("kerja-sama-wajib", pk)
    return _page(request, agreement, typed=(record.pk, form))


def _page(
    request: AuthenticatedRequest,
    agreement: Agreement,
    form: WajibForm | None = None,
    typed: TypedWithdrawal | None = None,
) -> HttpResponse:
    page = build_wajib_page(request.user, agreement, form, typed)
    status = page_status(is_refused=request.method == "POST")
    shown = {"page": page, "agreement": agreement}
    return render(request, "pages/wajib.html", shown, status=status)


@allow(*EVERYBODY)
def download_wajib_paper(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The paper of an act."""
    seen = Agreement.objects.visible_to(request.user)
    return serve_row(request, get_object_or_404(WajibRecord, pk=pk, agreement__in=seen))
