"""The door's pages: most are django-allauth's, drawn with our templates."""

from allauth.account import views as allauth_views
from allauth.usersessions.internal import flows
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.generic import TemplateView

from kerjasama.accounts.doors import client_address
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.accounts.views import has_administrator
from kerjasama.web.requests import AuthenticatedRequest

from . import pages, telling

sign_in_page = allauth_views.LoginView.as_view(template_name="pages/login.html")
change_password_page = allauth_views.PasswordChangeView.as_view(template_name="pages/password.html")
ask_link_page = allauth_views.PasswordResetView.as_view(template_name="pages/reset.html")
link_sent_page = allauth_views.PasswordResetDoneView.as_view(template_name="pages/reset_sent.html")
new_password_page = allauth_views.PasswordResetFromKeyView.as_view(
    template_name="pages/reset_confirm.html"
)
password_saved_page = allauth_views.PasswordResetFromKeyDoneView.as_view(
    template_name="pages/reset_done.html"
)
no_password_page = TemplateView.as_view(template_name="pages/no_password.html")
inactive_page = allauth_views.AccountInactiveView.as_view(template_name="pages/inactive.html")


@allow(public=True)
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The sign-in page; on an empty installation, the way to the first administrator."""
    if not has_administrator():
        return redirect("mulai")
    return sign_in_page(request)


@allow(*EVERYBODY)
def show_sessions(request: AuthenticatedRequest) -> HttpResponseBase:
    """Where the person is signed in; one, all others, or all are ended."""
    if request.method == "POST":
        return _end_sessions(request)
    return render(request, "pages/sessions.html", {"sessions": pages.read_sessions(request)})


def _end_sessions(request: AuthenticatedRequest) -> HttpResponseBase:
    mine = UserSession.objects.filter(user=request.user)
    where = f"Dari alamat {client_address(request)}."
    telling.tell_other_managers(request.user, f"Sesi akun {request.user} diakhiri", where)
    which = request.POST.get("sesi", "")
    if which == "semua":
        flows.sessions.end_sessions(request, list(mine))
        logout(request)  # also a session that is in no list
        messages.success(request, "Anda keluar dari semua perangkat.")
        return redirect("account_login")
    if which == "lain":
        flows.sessions.end_other_sessions(request, request.user)
        messages.success(request, "Anda keluar dari semua perangkat lain.")
    elif which.isdecimal():
        flows.sessions.end_sessions(request, list(mine.filter(pk=int(which[:18]))))
        messages.success(request, "Sesi diakhiri.")
    return redirect("sesi-saya")


def ask_to_wait(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """Whoever asks too often reads when to go on."""
    return render(request, "pages/locked.html", status=429)
