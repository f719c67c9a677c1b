"""Lets an example case keep its duties after the signature, most of them in time."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from agreements.models import Agreement
from agreements.monitoring import acts, ledger
from kerjasama.accounts.models import Role

from . import person_for
from .past import Past

REASON = "Kegiatan baru dimulai sesudah periode ini; tidak ada pelaksanaan yang dapat dilaporkan."


def report(agreement: Agreement, past: Past, today: date) -> None:
    """Fulfil what fell due until today; in some cases the first period is waived or the last reports are still missing."""
    chance = Random(agreement.title)
    owed = [due for due in ledger.dues(agreement, today) if due.due_on < today and due.is_unmet]
    missing = chance.choice((0, 0, 1, 2))
    for place, due in enumerate(owed[: len(owed) - missing]):
        past.go_to(due.due_on - timedelta(chance.randint(-3, 12)))
        if place == 0 and chance.random() < 0.2:
            acts.waive(agreement.pk, person_for(acts.MAY_WAIVE), due.duty.code, due.period, REASON)
            continue
        who = person_for(Role[(due.duty.recorder or due.duty.actor).name], agreement.owner)
        day = timezone.localdate()
        number = f"000.1/{chance.randint(11, 980)}/LAP/{day.year}"
        acts.fulfil(agreement.pk, who, due.duty.code, due.period, done_on=day, number=number)
