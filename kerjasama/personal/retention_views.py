"""Masa simpan: how long each kind of data is kept, what is due, and how it goes."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kerjasama.accounts.confirming import GrantRefused
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web.requests import AuthenticatedRequest

from . import retention
from .forms import RuleForm
from .models import Disposal, RetentionRule, RuleProposal
from .pages import read_kind, read_kinds
from .retention import KindOfData

AGREE = "setujui-aturan"
RULE_ACTS = (AGREE, "tolak-aturan")
PROPOSED = "Yang memusnahkan lebih cepat diusulkan; berlaku setelah disetujui orang kedua."
TAKEN_BACK, DECLINED = "Usulan ditarik.", "Usulan ditolak."


@allow(*MANAGERS)
def show_kinds(request: AuthenticatedRequest) -> HttpResponse:
    """Every kind, and how much of it is due."""
    return render(request, "pages/retention.html", {"kinds": read_kinds()})


@allow(*MANAGERS)
def show_kind(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """One kind: its rule, what is due, what waits."""
    if code not in retention.KINDS:
        raise Http404
    kind = retention.KINDS[code]
    act = request.POST.get("aksi", "")
    form = _form_of(kind, request if act == "atur" else None)
    if act == "atur" and form.is_valid():
        told = form.cleaned_data
        waiting = retention.change_rule(
            kind,
            told["days"],
            request.user,
            goes_by_itself=told.get("goes_by_itself", False),
        )
        messages.success(request, PROPOSED if waiting else "Masa simpan tersimpan.")
        return redirect("masa-simpan-jenis", code)
    if act in ("musnahkan", "setujui", "tolak", *RULE_ACTS):
        _act(request, kind, act)
        return redirect("masa-simpan-jenis", code)
    page = read_kind(kind, request.user, request.GET.get("halaman", ""))
    return render(
        request, "pages/retention_kind.html", {"page": page, "form": form, "local": retention.LOCAL}
    )


def _form_of(kind: KindOfData, request: AuthenticatedRequest | None) -> RuleForm:
    rule = retention.rule_of(kind)
    now = RetentionRule(days=rule.days, goes_by_itself=rule.goes_by_itself)
    data = request.POST if request else None
    return RuleForm(data, instance=now, is_trace=kind.is_trace, least_days=kind.least_days)


def _act(request: AuthenticatedRequest, kind: KindOfData, act: str) -> None:
    try:
        said = _done(request, kind, act)
    except (Disposal.DoesNotExist, RuleProposal.DoesNotExist) as missing:
        raise Http404 from missing
    except GrantRefused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, said)


def _done(request: AuthenticatedRequest, kind: KindOfData, act: str) -> str:
    """Do it. Returns what became of it, in words."""
    if act == "musnahkan":
        keys = [primary_key_in(key) for key in request.POST.getlist("baris")]
        return _said_of(retention.dispose(kind, keys, request.user, timezone.now()))
    key = primary_key_in(request.POST.get("usulan", ""))
    if act in RULE_ACTS:
        rule = retention.decide_rule(key, request.user, is_agreed=act == AGREE)
        refused = TAKEN_BACK if rule.by_id == request.user.pk else DECLINED
        return "Masa simpan tersimpan." if act == AGREE else refused
    return _said_of(retention.decide(key, request.user, is_agreed=act == "setujui"))


def _said_of(made: Disposal) -> str:
    if made.is_pending:
        return "Pemusnahan diusulkan; orang kedua menyetujuinya."
    if made.is_done:
        return f"{made.count} data dimusnahkan."
    return TAKEN_BACK if made.is_withdrawn else DECLINED
