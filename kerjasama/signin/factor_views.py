"""The pages of the second factor, the question who somebody is, and what two administrators do."""

from typing import cast

from allauth.account.internal.flows import reauthentication
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.base import views as base_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as key_views
from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kerjasama.accounts.confirming import GrantRefused
from kerjasama.accounts.models import Role, SeatState, User
from kerjasama.accounts.policy import EVERYBODY, MANAGERS, allow
from kerjasama.web.requests import AuthenticatedRequest

from . import factor, loosening, pages, telling
from .factor_forms import FactorRequestForm, FreshForm, RulesForm
from .fresh import fresh
from .models import FactorRequest, RulesProposal, SignInRules

STRICTER = "Yang lebih ketat sudah berlaku. "
enter_code = base_views.AuthenticateView.as_view(template_name="pages/enter_code.html")
activate_app = totp_views.ActivateTOTPView.as_view(template_name="pages/factor_app.html")
deactivate_app = totp_views.DeactivateTOTPView.as_view(template_name="pages/factor_app_off.html")
add_key = key_views.AddWebAuthnView.as_view(template_name="pages/factor_key.html")
enter_by_key = key_views.LoginWebAuthnView.as_view()
new_paper_codes = code_views.GenerateRecoveryCodesView.as_view(
    template_name="pages/paper_codes_new.html"
)
paper_codes = code_views.ViewRecoveryCodesView.as_view(template_name="pages/paper_codes.html")


class RemoveKeyView(key_views.RemoveWebAuthnView):
    """Keeps the last factor of whoever must have one."""

    template_name = "pages/factor_key_off.html"

    def form_valid(self, form: BaseForm) -> HttpResponse:
        if not factor.may_go_without(cast(User, self.request.user), self.get_object()):
            messages.error(self.request, factor.LAST_ONE)
            return redirect("mfa_index")
        return super().form_valid(form)


remove_key = RemoveKeyView.as_view()


@allow(*EVERYBODY)
def show_factors(request: AuthenticatedRequest) -> HttpResponse:
    """What the person signs in with, and what may be added or taken off."""
    return render(request, "pages/factors.html", {"page": pages.read_factors(request)})


@allow(*EVERYBODY)
def ask_who(request: AuthenticatedRequest) -> HttpResponseBase:
    """The question who somebody is, before a page that needs it."""
    data = request.POST if request.method == "POST" else None
    if limited := ratelimit.consume_or_429(request, action="reauthenticate", user=request.user):
        return limited
    form = FreshForm(data, request=request, user=request.user)
    if form.is_valid():
        return reauthentication.resume_request(request) or redirect("beranda")
    action = request.get_full_path()
    if get_next_redirect_url(request) is None:
        action = reverse("account_reauthenticate")
    return render(request, "pages/fresh.html", {"form": form, "action": action})


@allow(Role.ADMIN)
@fresh
@transaction.atomic
def edit_rules(request: AuthenticatedRequest) -> HttpResponse:
    """What the region asks of everybody who signs in; the other administrators are told."""
    rules, _ = SignInRules.objects.get_or_create(pk=1)
    form = RulesForm(request.POST or None, instance=rules)
    if request.method == "POST" and form.is_valid() and _change_rules(request, form):
        return redirect("aturan-masuk")
    waiting = RulesProposal.objects.filter(state=SeatState.PENDING).select_related("by").first()
    page = pages.RulesPage(form, waiting)
    return render(request, "pages/signin_rules.html", {"page": page})


def _change_rules(request: AuthenticatedRequest, form: RulesForm) -> bool:
    """Change or propose; False with the reason in the form."""
    wanted = loosening.Wanted(
        factor_roles=form.cleaned_data["factor_roles"],
        factor_grace_days=form.cleaned_data["factor_grace_days"],
        password_grace_days=form.cleaned_data["password_grace_days"],
        session_idle_minutes=form.cleaned_data["session_idle_minutes"],
        session_most_hours=form.cleaned_data["session_most_hours"],
    )
    try:
        waiting = loosening.change_rules(wanted, request.user)
    except GrantRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    told = factor.managers_besides(request.user)
    if waiting is not None:
        subject = f"{request.user} mengusulkan melonggarkan aturan masuk"
        telling.tell_managers(told, subject, waiting.said, reverse("persetujuan-akun"))
        messages.info(
            request,
            f"{STRICTER if waiting.came_with_stricter else ''}Yang lebih longgar berlaku setelah"
            " disetujui orang kedua.",
        )
        return True
    changed = ", ".join(
        str(form.fields[name].label) for name in form.changed_data if name in wanted
    )
    subject = f"{request.user} mengubah aturan masuk"
    telling.tell_managers(told, subject, f"Yang diubah: {changed}.", reverse("aturan-masuk"))
    messages.success(request, "Aturan masuk tersimpan.")
    return True


@allow(Role.ADMIN)
@fresh
def ask_for_factor(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask that another administrator takes off, or does not demand, somebody's second factor."""
    person = get_object_or_404(User, pk=pk)
    asked = FactorRequest(user=person, asked_by=request.user)
    form = FactorRequestForm(request.POST or None, instance=asked)
    if request.method == "POST" and form.is_valid():
        form.save()
        others = factor.managers_besides(request.user, person)
        text = f"Diminta {request.user}: {asked.get_kind_display()}. Alasan: {asked.reason}"
        telling.tell_managers(others, f"Putuskan permintaan faktor kedua: {person}", text)
        telling.tell_person(person, f"{request.user} meminta: {asked.get_kind_display()}", text)
        messages.success(
            request, f"Permintaan tercatat. Diberitahukan kepada {len(others)} orang lain."
        )
        return redirect("pengguna-rinci", pk)
    page = pages.FactorRequestPage(person, form)
    return render(request, "pages/factor_request.html", {"page": page})


@allow(*MANAGERS)
@fresh
def decide_requests(request: AuthenticatedRequest) -> HttpResponse:
    """What others asked about second factors, and what became of it."""
    if request.method == "POST":
        return _decide(request)
    page = pages.read_requests(request.user)
    return render(request, "pages/factor_requests.html", {"page": page})


def _decide(request: AuthenticatedRequest) -> HttpResponse:
    grant = request.POST.get("putusan") == "setuju"
    number = request.POST.get("permintaan", "")
    try:
        asked = factor.decide(int(number) if number.isdecimal() else 0, request.user, grant=grant)
    except FactorRequest.DoesNotExist:
        messages.error(request, "Permintaan ini sudah diputus.")
    except factor.NotTheirs:
        messages.error(request, "Yang memutus harus orang lain: bukan peminta, bukan pemiliknya.")
    else:
        verdict = "disetujui" if grant else "ditolak"
        subject = f"{asked.get_kind_display()}: {verdict}"
        telling.tell_person(
            asked.user, subject, f"Diminta {asked.asked_by}, diputus {request.user}."
        )
        told = factor.managers_besides(request.user)
        telling.tell_managers(told, f"{subject} ({asked.user})", f"Diputus {request.user}.")
        messages.success(request, f"Permintaan {verdict}.")
    return redirect("permintaan-faktor")
