"""The request of somebody who is signed in, as views behind `allow` receive it."""

from django.http import HttpRequest

from kerjasama.accounts.models import User


class AuthenticatedRequest(HttpRequest):
    """`allow` lets nobody in who is not signed in, so the user is a `User`."""

    user: User
