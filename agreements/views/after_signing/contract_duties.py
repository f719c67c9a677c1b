"""The duties that the naskah of one case lays on its parties."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from agreements.forms.contract_duties import AgreedDutyForm
from agreements.forms.reasons import WhyForm
from agreements.models import Agreement, AgreementDuty
from agreements.monitoring.duties import contract_duties
from agreements.views.common import page_status, run_form_act, signed_or_404
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

DUTIES = lists.make_listing(
    "kewajiban-naskah",
    {
        "Kewajiban": lambda row: row[0].due_text,
        "Klausul": lambda row: getattr(row[0].clause, "title", ""),
        "Ditanggung oleh": lambda row: row[0].get_due_party_display(),
        "Jatuh tempo": lambda row: row[0].due_when,
        "Dasar": lambda row: row[0].basis,
        "Dicatat": lambda row: row[0].at,
    },
)


@allow(*EVERYBODY)
def show_contract_duties(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What is owed and what was ended; Bagian Kerja Sama enters more from the naskah."""
    agreement = signed_or_404(request.user, pk)
    if request.method != "POST":
        return render_contract_duties(request, agreement)
    form = AgreedDutyForm(request.POST)
    if run_form_act(
        request,
        form,
        lambda: contract_duties.enter_contract_duty(pk, request.user, **form.cleaned_data),
        "Kewajiban menurut naskah tercatat.",
    ):
        return redirect("kewajiban-naskah", pk)
    return render_contract_duties(request, agreement, form=form)


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
    return render_contract_duties(request, agreement, ending=(duty, form))


def render_contract_duties(
    request: AuthenticatedRequest,
    agreement: Agreement,
    form: AgreedDutyForm | None = None,
    ending: tuple[int, WhyForm] | None = None,
) -> HttpResponse:
    """The duties with forms for who keeps them: `form` enters another, `ending` is the key of a
    duty that was to end, with its form to show again.
    """
    status = page_status(is_refused=bool(form or ending))
    keeps = contract_duties.may_keep_contract_duties(request.user)
    typed = dict([ending]) if ending else {}
    rows: list[tuple[AgreementDuty, WhyForm | None]] = []
    ended = []
    for row in agreement.agreed_duties.select_related("clause", "by"):
        if row.void:
            ended.append(row)
        elif keeps:
            rows.append((row, typed.get(row.pk) or WhyForm(auto_id=f"akhiri-{row.pk}-%s")))
        else:
            rows.append((row, None))
    if keeps and form is None:
        form = AgreedDutyForm()
    shown = {
        "agreement": agreement,
        "rows": rows,
        "ended": ended,
        "form": form,
        "open": next(iter(typed), None),
    }
    return lists.show_list(request, "pages/agreed_duties.html", shown, DUTIES, status=status)
