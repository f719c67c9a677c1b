"""The door's pages: most are django-allauth's, drawn with our templates."""

from allauth.account import views as allauth_views
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.generic import TemplateView

from kerjasama.accounts.policy import allow
from kerjasama.accounts.views import has_administrator

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


def ask_to_wait(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """Whoever asks too often reads when to go on."""
    return render(request, "pages/locked.html", status=429)
