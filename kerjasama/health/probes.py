"""What machines ask, before anything else looks at the request: /livez, whether this process
answers; /readyz, whether it can serve; /metrics, for whoever may read figures.

Whoever asks knows no host name, speaks no HTTPS and has no account, so these stand above all that
asks for them. /livez and /readyz tell nothing of what the office does.
"""

import hmac
from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from kerjasama.accounts.doors import client_address
from kerjasama.health import metrics
from kerjasama.health.readings import Light, read_probed

SECONDS = 3  # so long a probe waits for the database
PLAIN = "text/plain; version=0.0.4; charset=utf-8"


class AnswersProbes:
    """Lets everything else through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.answers = {"/livez": say_alive, "/readyz": say_ready, "/metrics": tell_metrics}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.answers.get(request.path_info)
        if answer is None or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        response = answer(request)
        response["Cache-Control"] = "no-store"
        return response


def say_alive(_: HttpRequest) -> HttpResponse:
    """This process answers. It asks nothing of others: a new one would not mend a database."""
    return JsonResponse({"status": "alive"})


def say_ready(_: HttpRequest) -> HttpResponse:
    """503 where no page can be served. What only makes papers wait is told as degraded, with 200:
    taking the web out of service would mend nothing.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [1000 * SECONDS])
            found = read_probed()
    except DatabaseError:
        return JsonResponse({"status": "down", "parts": {"database": "late"}}, status=503)
    parts = {one.code: reading.light.name.lower() for one, reading in found}
    grave = {one.serves for one, reading in found if reading.light is Light.LATE}
    status = "ready"
    if True in grave:
        status = "down"
    elif grave:
        status = "degraded"
    return JsonResponse({"status": status, "parts": parts}, status=503 if status == "down" else 200)


def tell_metrics(request: HttpRequest) -> HttpResponse:
    """Figures, for whoever bears METRICS_TOKEN or asks from METRICS_FROM; without both, nobody."""
    if not may_read_metrics(request):
        return HttpResponse(status=404)
    return HttpResponse(metrics.page_of_metrics(), content_type=PLAIN)


def may_read_metrics(request: HttpRequest) -> bool:
    """Whether token or address are right."""
    token: str = settings.METRICS_TOKEN
    told = request.headers.get("Authorization", "")
    if token and hmac.compare_digest(told.encode(), f"Bearer {token}".encode()):
        return True
    asker = ip_address(client_address(request))
    return any(asker in ip_network(net, strict=False) for net in settings.METRICS_FROM)
