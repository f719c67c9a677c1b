"""Where the pages leave what is being typed, and ask for it again."""

import json
from typing import Any

from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseNotFound, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django_ratelimit.decorators import ratelimit

from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest

from . import keeping
from .models import FormDraft
from .subjects import may_see_address

MOST_SUBJECTS = 40


@allow(*EVERYBODY)
@ratelimit(key="user", rate="300/m", method="POST", block=False)
def list_or_keep_drafts(request: AuthenticatedRequest) -> HttpResponse:
    """GET: what this person has typed and not sent for the forms of a page. POST: keep what is
    being typed.
    """
    if request.method != "POST":
        asked = request.GET.getlist("untuk")[:MOST_SUBJECTS]
        rows = keeping.kept_for(request.user, [text.replace("\0", "") for text in asked])
        drafts = [draft_as_dict(row) for row in rows]
        others = other_drafts_of_case(request, asked)
        return JsonResponse({"drafts": drafts, "others": others})
    if getattr(request, "limited", False):
        return JsonResponse({}, status=429)
    try:
        sent = read_sent_draft(request)
        if not may_see_address(request.user, sent["subject"]):
            return HttpResponseNotFound()
        elsewhere = keeping.keep_draft(request.user, **sent)
    except (ValueError, TypeError, RecursionError):
        return HttpResponseBadRequest()
    now = timezone.now()
    return JsonResponse(
        {
            "at": now.isoformat(),
            "told": date_format(timezone.localtime(now), "H.i"),
            "elsewhere": elsewhere,
        }
    )


@allow(*EVERYBODY)
def delete_draft_view(request: AuthenticatedRequest) -> HttpResponse:
    """Forget one draft, because its person says so."""
    if request.method == "POST":
        subject, form = request.POST.get("subject", ""), request.POST.get("form", "")
        keeping.delete_draft(request.user, subject.replace("\0", ""), form.replace("\0", ""))
    return JsonResponse({})


def other_drafts_of_case(request: AuthenticatedRequest, asked: list[str]) -> list[dict[str, str]]:
    """What this person has typed and not sent on other pages of the same case."""
    place = request.GET.get("di", "").replace("\0", "")
    if not place or not may_see_address(request.user, place):
        return []
    rows = keeping.drafts_below_address(request.user, place).exclude(subject__in=asked)
    return [
        {
            "page": row.page,
            "title": row.title,
            "told": keeping.format_moment(row.updated_at.isoformat()),
        }
        for row in rows
    ]


def read_sent_draft(request: AuthenticatedRequest) -> dict[str, Any]:
    """What a page sent. Raises ValueError where it is nothing that a page of ours sends."""
    sent = json.loads(request.body)
    if not isinstance(sent, dict) or not isinstance(sent.get("fields"), dict):
        raise keeping.NotKept("no fields")
    texts = {
        name: keeping.storable_text(str(sent.get(name, "")))
        for name in ("subject", "form", "page", "tab", "title")
    }
    if len(texts["subject"]) > 200 or len(texts["form"]) > keeping.LONGEST_FORM:
        raise keeping.NotKept("no form of ours")
    return texts | {
        "page": texts["page"][:300],
        "title": texts["title"][:200],
        "fields": sent["fields"],
    }


def draft_as_dict(row: FormDraft) -> dict[str, Any]:
    """A draft as static/js/drafts.js reads it."""
    fields = {}
    for name, entry in row.data.items():
        earlier = [
            {"value": old["value"], "told": keeping.format_moment(old["at"])}
            for old in entry["earlier"]
        ]
        fields[name] = {
            "value": entry["value"],
            "base": entry["base"],
            "at": entry["at"],
            "earlier": earlier,
        }
    return {
        "subject": row.subject,
        "form": row.form,
        "told": keeping.format_moment(row.updated_at.isoformat()),
        "fields": fields,
    }
