"""Lets an example case keep its duties after the signature, most of them in time."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from agreements.demo import person_for
from agreements.demo.evaluating import EXAMPLES
from agreements.demo.past import Past
from agreements.documents import rendering
from agreements.models import Agreement, Indicator
from agreements.monitoring.duties import acts, ledger
from agreements.monitoring.duties.ledger import Due
from agreements.monitoring.implementation import report_acts
from agreements.regulations.report_contents import asked_of
from kerjasama.accounts.models import Role

WRITTEN = 2  # the last reports of an evaluated example, from which its indicators are read
REASON = "Kegiatan baru dimulai sesudah periode ini; tidak ada pelaksanaan yang dapat dilaporkan."


def report_until_today(agreement: Agreement, past: Past, today: date) -> None:
    """Fulfil what fell due until today; in some cases the first period is waived or the last
    reports are still missing.
    """
    chance = Random(agreement.title)
    owed = [
        due
        for due in ledger.dues_of_agreement(agreement, today)
        if due.due_on < today and due.is_unmet
    ]
    missing = chance.choice((0, 0, 1, 2))
    number_met = len(owed) - missing
    is_evaluated = agreement.title in EXAMPLES
    for place, due in enumerate(owed[:number_met]):
        past.go_to(due.due_on - timedelta(chance.randint(-3, 12)))
        if place == 0 and chance.random() < 0.2:
            waiver = person_for(acts.MAY_WAIVE)
            acts.waive_duty(agreement.pk, waiver, due.duty.code, due.period, REASON)
        elif due.duty.document and is_evaluated and place >= number_met - WRITTEN:
            _write(agreement, due, chance, is_last=place == number_met - 1)
        else:
            _fulfil(agreement, due, chance)


def _fulfil(agreement: Agreement, due: Due, chance: Random) -> None:
    """Note that a letter fulfilled what was due."""
    who = person_for(Role[(due.duty.recorder or due.duty.actor).name], agreement.owner)
    day = timezone.localdate()
    number = f"000.1/{chance.randint(11, 980)}/LAP/{day.year}"
    acts.fulfil_duty(agreement.pk, who, due.duty.code, due.period, done_on=day, number=number)


def _write(agreement: Agreement, due: Due, chance: Random, *, is_last: bool) -> None:
    """A whole report with what was measured, accepted the same day."""
    where = due.duty.code, due.period
    author, office = person_for(Role.OPD, agreement.owner), person_for(Role.VERIFIER)
    texts = {}
    for section in asked_of(due.duty):
        texts[section.code] = "Kegiatan berjalan menurut rencana."
        if section.carried:
            texts[section.code] = "Tidak ada."
    realised = {
        row.pk: str(_measured(row, is_last=is_last, chance=chance))
        for row in agreement.indicators.all()
    }
    report_acts.save_report(agreement.pk, author, *where, "0", texts, realised)
    report_acts.submit_report(agreement.pk, author, *where)
    report = report_acts.accept_report(agreement.pk, office, *where)
    for paper in report.papers.all():
        rendering.render_queued_document(paper.pk)


def _measured(row: Indicator, *, is_last: bool, chance: Random) -> Decimal:
    """Somewhere on the way to the target, the last time farther and now and then there."""
    possible = (30, 50, 60)
    if is_last:
        possible = (70, 90, 100)
    way = Decimal(chance.choice(possible)) / 100
    step = Decimal(1)
    if abs(row.target - row.baseline) < 10:
        step = Decimal("0.1")
    return (row.baseline + (row.target - row.baseline) * way).quantize(step)
