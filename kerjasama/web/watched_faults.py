"""Faults leave for a collector that speaks Sentry's language, where SENTRY_DSN names one. Of people
nothing goes along: no account, no address, no cookie, no form, no value of a variable, and of an
exception not its words.
"""

import logging
from typing import Any

from kerjasama.web.request_ids import current_request_id

LEFT_OUT = ("request", "user", "extra", "breadcrumbs", "server_name")


def report_faults(dsn: str, release: str, environment: str) -> None:
    """Begin to report, where a collector is named."""
    if not dsn:
        return
    import sentry_sdk  # slow to import, and most installations have no collector
    from sentry_sdk.integrations.celery import CeleryIntegration
    from sentry_sdk.integrations.django import DjangoIntegration
    from sentry_sdk.integrations.logging import LoggingIntegration

    sentry_sdk.init(
        dsn=dsn,
        release=release,
        environment=environment,
        integrations=[
            DjangoIntegration(),
            CeleryIntegration(),
            LoggingIntegration(level=None, event_level=logging.ERROR),
        ],
        default_integrations=False,
        auto_enabling_integrations=False,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=0.0,
        before_send=without_people,
    )


def without_people(event: Any, _: Any) -> Any:
    """The event as it may leave: kind and place of the fault, view and request id."""
    for name in LEFT_OUT:
        event.pop(name, None)
    for fault in event.get("exception", {}).get("values", ()):
        fault["value"] = ""
    line = event.get("logentry", {})
    event["logentry"] = {"message": line["message"]} if line.get("message") else {}
    event["tags"] = {"request": current_request_id()}
    return event
