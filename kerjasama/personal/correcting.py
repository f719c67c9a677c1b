"""A person asks that something is corrected; an administrator other than the person answers."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from kerjasama.accounts.models import User
from kerjasama.signin import factor, telling

from .models import CorrectionRequest

OWN = "Permintaan sendiri dijawab administrator lain."
DECIDED = "Permintaan ini sudah dijawab."
SILENT = "Tulis jawabannya."


class NotAnswered(Exception):
    """Why an answer was not taken, in words for whoever gave it."""


@transaction.atomic
def ask_correction(asked: CorrectionRequest, by: User) -> None:
    """Record the request and tell those who administer."""
    asked.by = by
    asked.save()
    told = factor.managers_besides(by)
    subject = f"Permintaan koreksi data: {asked.whom}"
    telling.tell_managers(told, subject, asked.wrong, reverse("koreksi-data"))


@transaction.atomic
def answer_correction(pk: int, by: User, *, is_done: bool, answer: str) -> CorrectionRequest:
    """Say what became of it, to its person too. Raises NotAnswered."""
    asked = CorrectionRequest.objects.select_for_update().get(pk=pk)
    if not asked.is_open:
        raise NotAnswered(DECIDED)
    if asked.person and asked.person.is_same_person(by):
        raise NotAnswered(OWN)
    if not answer.strip():
        raise NotAnswered(SILENT)
    asked.is_done, asked.answer = is_done, answer.strip()[:2_000]
    asked.decided_by, asked.decided_at = by, timezone.now()
    asked.save()
    if asked.person:
        verdict = "dikoreksi" if is_done else "tidak dikoreksi"
        text = f"{asked.answer} ({by})"
        telling.tell_person(asked.person, f"Data Anda {verdict}", text, reverse("data-saya"))
    return asked
