"""Several requirements of a stage met in one go."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from agreements.documents.kinds import KINDS
from agreements.documents.meeting_together import Done, meet_together
from agreements.forms.together import PartForm, TogetherForm, may_be_sent_together
from agreements.models import Agreement
from agreements.pages.case.together import key_of
from agreements.regulations.vocabulary import Requirement
from agreements.views.case.acting import requirement_or_404, show_all_again, show_typed
from agreements.views.common import answer_refusal, run_case_act, visible_or_404
from agreements.workflow import meeting_requirements
from agreements.workflow.evaluation import evaluate_case
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
@require_POST
def meet_together_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Record what was filled in of several requirements, and order the papers that were ticked."""
    agreement = visible_or_404(request.user, pk)
    codes = dict.fromkeys(request.POST.getlist("syarat"))
    asked = [part_or_404(agreement, code) for code in codes]
    kinds = [kind for kind in request.POST.getlist("buat") if kind in KINDS]
    if not asked and not kinds:
        return answer_refusal(request, pk, Refused("Centang sedikitnya satu dokumen."))
    form = TogetherForm(agreement, asked, request.POST, request.FILES)
    try:
        require_turns(request.user, agreement, form.parts)
    except Refused as refusal:
        return show_typed(request, pk, refusal, form.parts)
    if not form.is_valid(orders_papers=bool(kinds)):
        rejected = {key_of(part.need): part for part in form.parts}
        return show_all_again(request, agreement, rejected)
    # Looks at signatures, so before anything is locked.
    told = {part.need.code: part.evidence() for part in form.filled}
    stage, done = request.POST.get("tahap", ""), Done()

    @transaction.atomic
    def meet() -> None:
        made = meet_together(pk, request.user, stage, told, kinds)
        form.keep_files()  # only when nothing was refused
        done.ordered.extend(made.ordered)
        done.put_off.extend(made.put_off)

    answer = run_case_act(
        request,
        pk,
        meet,
        partial(tell_what_was_done, form, done),
        partial(show_typed, request, pk, typed=form.parts),
    )
    for reason in done.reasons_put_off:
        messages.info(request, reason)
    return answer


def part_or_404(agreement: Agreement, code: str) -> Requirement:
    """The requirement of that code, if it may be told beside others."""
    need = requirement_or_404(agreement, code)
    if not may_be_sent_together(need):
        raise Http404
    return need


def require_turns(user: User, agreement: Agreement, parts: list[PartForm]) -> None:
    """Raises Refused when it is not the turn of a part that waits for none of the others."""
    situation = evaluate_case(agreement)
    codes = {part.need.code for part in parts}
    for part in parts:
        if not codes & set(part.need.after):
            meeting_requirements.require_turn(situation, user, part.need.code)


def tell_what_was_done(form: TogetherForm, done: Done) -> str:
    """What was recorded, and that papers are being made."""
    said = []
    if form.filled:
        said.append(f"{'; '.join(part.need.text for part in form.filled)}: tercatat.")
    if done.ordered:
        said.append("Dokumen sedang dibuat.")
    return " ".join(said)
