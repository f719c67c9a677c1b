from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template

from agreements.models import DocumentState
from kerjasama.web import heartbeat

register = template.Library()


@register.inclusion_tag("components/worker_notice.html")
def worker_notice(rows: Iterable[Any]) -> dict[str, Any]:
    """Says that nobody works on these rows, since when, and whom to tell; nothing while somebody
    does.
    """
    since = min((_asked_at(row) for row in rows if _waits(row)), default=None)
    if since is None or not heartbeat.waits_in_vain(since):
        return {}
    return {"since": since, "admins": heartbeat.users_to_alert()}


@register.inclusion_tag("components/worker_notice.html")
def worker_notice_of(row: Any) -> dict[str, Any]:
    """As `worker_notice`, for one row."""
    return worker_notice([row] if row else [])


def _waits(row: Any) -> bool:
    return getattr(row, "is_at_work", False) or row.state == DocumentState.QUEUED


def _asked_at(row: Any) -> datetime:
    return getattr(row, "ordered_at", None) or row.requested_at
