"""Inviting a new person: the link by which they set their own password."""

import secrets
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from .models import RegionProfile, User


def lock_out(user: User) -> None:
    """Give a password that nobody knows, until the person sets one by the link."""
    user.set_password(secrets.token_urlsafe(40))


def invite_user(user: User) -> bool:
    """Send the link. Returns whether the mail server took it; it may be sent again at any time."""
    region = RegionProfile.current()
    key = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("password_reset_confirm", args=[key, default_token_generator.make_token(user)])
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
    words = {
        "user": user,
        "region": region,
        "link": settings.SITE_URL.rstrip("/") + path,
        "days": days,
    }
    text = render_to_string("emails/invitation.txt", words)
    mark = "[CONTOH] " if region.is_demo else ""
    subject = f"{mark}Undangan Kerja Sama {region.short_name}: buat sandi Anda"
    headers = {"Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(subject, text, to=[user.email], headers=headers).send()
    except (OSError, SMTPException):
        return False
    return True
