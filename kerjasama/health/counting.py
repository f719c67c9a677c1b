"""What processes count while they work: requests by view, jobs by name. Each process counts for
itself in a file of METRICS_DIR, where it is set, and whoever is asked adds the files up.
"""

import time
from collections.abc import Callable

from celery import Task
from django.http import HttpRequest, HttpResponseBase
from prometheus_client import Counter, Histogram

REQUESTS = Counter("kerjasama_requests_total", "Requests answered", ("view", "method", "status"))
SECONDS = Histogram(
    "kerjasama_request_seconds",
    "How long requests took",
    ("view",),
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25),
)
JOBS = Counter("kerjasama_jobs_total", "Jobs that the worker ended", ("job", "state"))
JOB_SECONDS = Histogram(
    "kerjasama_job_seconds",
    "How long jobs took",
    ("job",),
    buckets=(0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600),
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
UNKNOWN = "-"  # an address that leads to no view; its words are anybody's


class CountsRequests:
    """Stands above all that answers, so that refusals are counted too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = (match.view_name if match else "") or UNKNOWN
        method = request.method if request.method in METHODS else UNKNOWN
        REQUESTS.labels(view, method, response.status_code).inc()
        SECONDS.labels(view).observe(time.perf_counter() - started)
        return response


def begin_job(task: Task) -> None:
    """Note when it began."""
    task.request.began = time.perf_counter()


def end_job(task: Task, state: str) -> None:
    """Count it by how it ended."""
    JOBS.labels(task.name, state.lower() or UNKNOWN).inc()
    began = getattr(task.request, "began", None)
    if began is not None:
        JOB_SECONDS.labels(task.name).observe(time.perf_counter() - began)
