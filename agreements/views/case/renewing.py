"""Telling an open page that what it waits for is there, so that it renews itself
(static/js/renew.js).
"""

import json

from django.http import HttpResponse


def add_page_message(answer: HttpResponse, text: str, *, is_bad: bool = False) -> HttpResponse:
    """Let the page that asked by htmx say the text and renew what depends on it."""
    answer["HX-Trigger-After-Settle"] = json.dumps({"kabar": {"text": text, "isBad": is_bad}})
    return answer
