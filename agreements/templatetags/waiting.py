from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone

from agreements.models import (
    Bundle,
    Document,
    ImportBatch,
    LeadersSheet,
    MappingPaper,
    Recap,
    TaskHandover,
    TeamReportPaper,
)
from kerjasama.web import heartbeat

register = template.Library()
SOON = timedelta(seconds=5)


Waiting = (
    Document
    | Bundle
    | LeadersSheet
    | MappingPaper
    | Recap
    | TeamReportPaper
    | TaskHandover
    | ImportBatch
)  # what the worker is to do


@register.inclusion_tag("components/worker_notice.html")
def worker_notice(rows: Iterable[Waiting]) -> dict[str, Any]:
    """Says that nobody works on these rows, since when, and whom to tell; nothing while somebody
    does.
    """
    since = min((_asked_at(row) for row in rows if _waits(row)), default=None)
    if since is None or not heartbeat.waits_in_vain(since):
        return {}
    return {"since": since, "admins": heartbeat.users_to_alert()}


@register.inclusion_tag("components/worker_notice.html")
def worker_notice_of(row: Waiting | None) -> dict[str, Any]:
    """As `worker_notice`, for one row."""
    return worker_notice([row] if row else [])


@register.simple_tag
def look_again(rows: Iterable[Waiting]) -> str:
    """How often a page asks for what waits: most papers are there within a second, so at first
    often; what takes longer is asked for now and then.
    """
    youngest = max((_asked_at(row) for row in rows if _waits(row)), default=None)
    if youngest is None or timezone.now() - youngest > SOON:
        return "every 2s"
    return "every 400ms"


@register.simple_tag
def look_again_for(row: Waiting) -> str:
    """As `look_again`, for one row."""
    return look_again([row])


def _waits(row: Waiting) -> bool:
    if isinstance(row, ImportBatch):
        return row.is_at_work
    return row.is_queued


def _asked_at(row: Waiting) -> datetime:
    if isinstance(row, ImportBatch):
        return row.ordered_at
    return row.requested_at
