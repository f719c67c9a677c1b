"""What our pages may ask of the device on which they are read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NOTHING = ", ".join(
    f"{name}=()"
    for name in "camera display-capture geolocation microphone midi payment serial usb".split()
)


class AsksForNothing:
    """No page of ours, and nothing that somebody smuggled into one, uses camera, place and the
    like.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NOTHING)
        return response
