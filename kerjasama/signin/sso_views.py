"""The pages of single sign-on."""

from typing import cast

import requests
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.utils import get_request_param
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.logbook.acting import acting_person
from kerjasama.web.requests import AuthenticatedRequest

from . import factor, sso, telling
from .fresh import ask_again, fresh

ONLY_WAY = "Akun ini belum mempunyai sandi; minta administrator mengirim tautan untuk membuatnya."


@allow(public=True)
def begin_sso(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Over to the provider; whoever is signed in connects the account that comes back."""
    is_connecting = get_request_param(request, "process") == "connect"
    if request.user.is_authenticated and is_connecting and (question := ask_again(request)):
        return question
    try:
        adapter = sso.StrictOpenIDConnect(request, provider_id)
        return cast(HttpResponseBase, OAuth2LoginView.adapter_view(adapter)(request))
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except (requests.RequestException, OAuth2Error):
        return render(request, "socialaccount/authentication_error.html", status=503)


@allow(public=True)
def come_back_from_sso(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """What the provider says of somebody."""
    try:
        adapter = sso.StrictOpenIDConnect(request, provider_id)
        with acting_person(request.user.pk):
            return cast(HttpResponseBase, OAuth2CallbackView.adapter_view(adapter)(request))
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except (requests.RequestException, KeyError):
        return render(request, "socialaccount/authentication_error.html", status=503)


@allow(public=True)
def show_cancelled(request: HttpRequest) -> HttpResponse:
    """Somebody turned back at the provider."""
    return render(request, "socialaccount/authentication_error.html", {"is_cancelled": True})


@allow(public=True)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out of here, and out of the provider where one let somebody in."""
    if request.method != "POST":
        return redirect("beranda")
    elsewhere = sso.end_address(request)
    logout(request)
    return redirect(elsewhere or "account_login")


@allow(*EVERYBODY)
@require_POST
@fresh
def disconnect(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Let a provider open this account no more, unless nothing else does."""
    row = get_object_or_404(SocialAccount, pk=pk, user=request.user)
    if not (request.user.has_usable_password() or factor.has_factor(request.user)):
        messages.error(request, ONLY_WAY)
        return redirect("mfa_index")
    row.delete()
    telling.tell_person(request.user, "Satu akun luar diputus dari akun Anda", "")
    telling.tell_other_managers(request.user, f"Satu akun luar diputus dari akun {request.user}")
    messages.success(request, "Akun luar diputus.")
    return redirect("mfa_index")
