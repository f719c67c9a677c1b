"""What a process writes down of what it does, for the settings: warnings and what is graver."""

from typing import Any

LOGGED: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        # Told better by kerjasama.web.refusals.
        "no_refusals": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: getattr(record, "status_code", 0) not in (403, 429),
        },
    },
    "formatters": {
        "json": {"()": "kerjasama.web.log_lines.JsonLines"},
        "plain": {"()": "kerjasama.web.log_lines.PlainLines"},
    },
    "loggers": {
        "django.request": {"filters": ["no_refusals"]},
        "django.security.csrf": {"filters": ["no_refusals"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
