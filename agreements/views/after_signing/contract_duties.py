"""The duties that the naskah of one case lays on its parties."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from agreements.forms.contract_duties import AgreedDutyForm, DutyPartiesForm
from agreements.forms.reasons import WhyForm
from agreements.models import Agreement
from agreements.monitoring.duties import contract_duties
from agreements.pages.contract_duties import NOTHING_TYPED, TypedForms, build_contract_duties_page
from agreements.views.common import page_status, run_form_act, signed_or_404
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

NAME = "kewajiban-naskah"
DUTIES = lists.make_listing(
    NAME,
    {
        "Kewajiban": lambda line: line.duty.due_text,
        "Klausul": lambda line: getattr(line.duty.clause, "title", ""),
        "Ditanggung oleh": lambda line: line.duty.get_due_party_display(),
        "Jatuh tempo": lambda line: line.duty.due_when,
        "Dasar": lambda line: line.duty.basis,
        "Dicatat": lambda line: line.duty.at,
    },
)
DUTIES_BY_PARTY = lists.make_listing(
    NAME,
    {
        "Kewajiban": lambda line: line.duty.due_text,
        "Klausul": lambda line: getattr(line.duty.clause, "title", ""),
        "Ditanggung oleh": lambda line: line.bearer,
        "Kepada": lambda line: line.receiver,
        "Jatuh tempo": lambda line: line.duty.due_when,
        "Dasar": lambda line: line.duty.basis,
        "Dicatat": lambda line: line.duty.at,
    },
)


@allow(*EVERYBODY)
def show_contract_duties(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What is owed and what was ended; Bagian Kerja Sama enters more from the naskah."""
    agreement = signed_or_404(request.user, pk)
    if request.method != "POST":
        return render_contract_duties(request, agreement)
    form = AgreedDutyForm(request.POST, agreement=agreement)
    if run_form_act(
        request,
        form,
        lambda: contract_duties.enter_contract_duty(pk, request.user, **form.cleaned_data),
        "Kewajiban menurut naskah tercatat.",
    ):
        return redirect("kewajiban-naskah", pk)
    return render_contract_duties(request, agreement, TypedForms(entering=form))


@allow(*contract_duties.MAY_KEEP)
@require_POST
def end_contract_duty_view(request: AuthenticatedRequest, pk: int, duty: int) -> HttpResponse:
    """End one of the duties, with a reason; `duty` is its key."""
    agreement = signed_or_404(request.user, pk)
    form = WhyForm(request.POST)
    get_object_or_404(agreement.agreed_duties.all(), pk=duty)
    if run_form_act(
        request,
        form,
        lambda: contract_duties.end_contract_duty(
            pk, request.user, duty, form.cleaned_data["alasan"]
        ),
        "Kewajiban diakhiri.",
    ):
        return redirect("kewajiban-naskah", pk)
    return render_contract_duties(request, agreement, TypedForms(ending={duty: form}))


@allow(*contract_duties.MAY_KEEP)
@require_POST
def name_duty_parties_view(request: AuthenticatedRequest, pk: int, duty: int) -> HttpResponse:
    """Say which party owes one of the duties and which receives it; `duty` is its key."""
    agreement = signed_or_404(request.user, pk)
    get_object_or_404(agreement.agreed_duties.all(), pk=duty)
    form = DutyPartiesForm(request.POST, agreement=agreement, auto_id=f"pihak-{duty}-%s")
    if run_form_act(
        request,
        form,
        lambda: contract_duties.name_duty_parties(pk, request.user, duty, form.told),
        "Pihak kewajiban ditetapkan.",
    ):
        return redirect("kewajiban-naskah", pk)
    return render_contract_duties(request, agreement, TypedForms(naming={duty: form}))


def render_contract_duties(
    request: AuthenticatedRequest, agreement: Agreement, typed: TypedForms = NOTHING_TYPED
) -> HttpResponse:
    """The duties with forms for who keeps them, those that were refused as they were typed."""
    page = build_contract_duties_page(request.user, agreement, typed)
    status = page_status(is_refused=typed.are_there)
    shown = {"agreement": agreement, "duties": page, "rows": page.lines}
    listing = DUTIES_BY_PARTY if page.tells_parties else DUTIES
    return lists.show_list(request, "pages/agreed_duties.html", shown, listing, status=status)
