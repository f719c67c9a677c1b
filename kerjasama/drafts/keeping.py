"""Keeping what is typed, field by field; giving it back; throwing it away."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from kerjasama.accounts.models import User
from kerjasama.json_values import JsonValue

from .models import FormDraft, LastSave
from .subjects import may_see_address

LONGEST_VALUE = 60_000
MOST_FIELDS = 600
LONGEST_FORM = 120
# Of one person; whoever has more has forgotten the oldest.
MOST_DRAFTS = 200
MOST_BYTES = 20_000_000
MOST_EARLIER = 3
SECRET = re.compile(r"csrf|passw|passphrase|sandi|token|secret|rahasia_|otp", re.IGNORECASE)


# What is kept of one field: value, base, at, tab and its earlier values.
Entry = dict[str, Any]


class NotKept(ValueError):
    """What came is no draft of ours."""


@transaction.atomic
def keep_draft(
    person: User,
    subject: str,
    form: str,
    page: str,
    fields: dict[str, Any],
    tab: str,
    title: str = "",
) -> dict[str, str]:
    """Add what was typed to the draft; a field whose value is None goes out of it.

    Returns by field when another window of this person had typed something else there; both are
    kept. One person has at most MOST_DRAFTS drafts of MOST_BYTES together: to make room for this
    one, the oldest go.
    """
    now = timezone.now()
    made = {"page": page, "updated_at": now}
    FormDraft.objects.get_or_create(person=person, subject=subject, form=form, defaults=made)
    draft = FormDraft.objects.select_for_update().get(person=person, subject=subject, form=form)
    elsewhere = {}
    for name, typed in _kept(fields):
        met = _met_elsewhere(draft.data.get(name), typed, tab)
        if met:
            elsewhere[name] = format_moment(met["at"])
        if typed.get("value") is None:
            draft.data.pop(name, None)
        else:
            draft.data[name] = _entry(typed, tab, now.isoformat(), met, draft.data.get(name))
    if len(draft.data) > MOST_FIELDS:
        raise NotKept("too many fields")
    draft.page, draft.title, draft.updated_at = page, title, now
    draft.size = len(json.dumps(draft.data, ensure_ascii=False).encode())
    if draft.size > MOST_BYTES:
        raise NotKept("too long")
    if draft.data:
        draft.save()
        _drop_oldest_drafts(draft)
    else:
        draft.delete()
    return elsewhere


def _kept(fields: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """What may be kept of what came: never a secret, nothing of another shape, nothing beyond all
    measure.
    """
    kept = []
    for name, typed in fields.items():
        if not _may_keep(name) or not isinstance(typed, dict):
            continue
        for text in _texts(typed.get("value")) + _texts(typed.get("base")):
            if len(text) > LONGEST_VALUE:
                raise NotKept("too long")
        kept.append((name, typed))
    return kept


def _may_keep(name: str) -> bool:
    """Whether the name of a field is one of ours, and of no secret."""
    return not SECRET.search(name) and len(name) <= 200 and name == storable_text(name)


def _texts(value: JsonValue) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    texts = [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
    if not isinstance(value, list) or len(texts) < len(value):
        raise NotKept("not a text")
    return texts


def _met_elsewhere(before: Entry | None, typed: dict[str, Any], tab: str) -> Entry | None:
    """What another window kept since this one last knew, where it is something else."""
    if not before or before["tab"] == tab or before["value"] == typed.get("value"):
        return None
    if before["at"] == typed.get("known"):
        return None
    return before


def _entry(
    typed: dict[str, Any], tab: str, at: str, met: Entry | None, before: Entry | None
) -> Entry:
    earlier = (before or {}).get("earlier", [])
    if met:
        earlier = [*earlier, {"value": met["value"], "at": met["at"]}][-MOST_EARLIER:]
    clean = {"value": _storable(typed["value"]), "base": _storable(typed.get("base") or "")}
    return clean | {"at": at, "tab": tab[:40], "earlier": earlier}


def _storable(value: str | list[str]) -> str | list[str]:
    if isinstance(value, list):
        return [storable_text(text) for text in value]
    return storable_text(value)


def storable_text(text: str) -> str:
    """PostgreSQL takes no NUL and no half of a pair of surrogates (an emoji cut in two), neither in
    a text nor in JSON.
    """
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _drop_oldest_drafts(draft: FormDraft) -> None:
    others = (
        FormDraft.objects.filter(person=draft.person).exclude(pk=draft.pk).order_by("-updated_at")
    )
    total, too_many = draft.size, []
    for place, (key, size) in enumerate(others.values_list("pk", "size"), 2):
        total += size
        if place > MOST_DRAFTS or total > MOST_BYTES:
            too_many.append(key)
    FormDraft.objects.filter(pk__in=too_many).delete()


def kept_for(person: User, subjects: Iterable[str]) -> list[FormDraft]:
    """This person's drafts of these addresses, as far as the person still sees what they are about."""  # noqa: E501
    rows = FormDraft.objects.filter(person=person, subject__in=list(subjects)).order_by("pk")
    return [row for row in rows if may_see_address(person, row.subject)]


def drafts_below_address(person: User, prefix: str) -> QuerySet[FormDraft]:
    """This person's drafts of all forms below an address, for example /kerja-sama/12/."""
    return FormDraft.objects.filter(person=person, subject__startswith=prefix).order_by(
        "-updated_at"
    )


def delete_draft(person: User, subject: str, form: str) -> None:
    """Forget what this person typed into a form at that address."""
    FormDraft.objects.filter(person=person, subject=subject, form=form).delete()


def forget_sent(person: User, subject: str, form: str | None, names: Iterable[str]) -> None:
    """The form was taken: its draft goes. Where no script named the form, it is the one whose
    fields were sent.
    """
    if form is not None:
        delete_draft(person, subject, form)
        return
    sent = set(names)
    for draft in FormDraft.objects.filter(person=person, subject=subject):
        if sent & set(draft.data):
            draft.delete()


def hand_over_drafts(former: User, present: User) -> None:
    """What one account typed and never sent is offered to the other; where both typed into one
    form, its own stays.
    """
    own = FormDraft.objects.filter(person=present, subject=OuterRef("subject"))
    rows = FormDraft.objects.filter(~Exists(own.filter(form=OuterRef("form"))), person=former)
    rows.update(person=present)


def forget_drafts(before: datetime) -> int:
    """Forget what nobody came back for since then. Returns how many drafts."""
    LastSave.objects.filter(at__lt=before).delete()
    return FormDraft.objects.filter(updated_at__lt=before).delete()[0]


def format_moment(at: str) -> str:
    """The moment as people say it."""
    moment = timezone.localtime(datetime.fromisoformat(at))
    return f"{date_format(moment, 'j F Y')} pukul {date_format(moment, 'H.i')}"
