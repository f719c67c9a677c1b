"""Lets an example agreement be evaluated: answered from each viewpoint by its people, and
concluded.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from agreements import demo
from agreements.models import Agreement, Evaluation, Verdict
from agreements.models.facts_of_change import EVALUATED
from agreements.monitoring.implementation import evaluating
from agreements.regulations.evaluation import Viewpoint
from agreements.regulations.vocabulary import Change, Track
from kerjasama.accounts.models import Role, User

from .past import Past

REASONS = {
    Verdict.CONTINUE: (
        "Tujuan kerja sama tercapai menurut rencana dan masyarakat masih membutuhkannya."
    ),
    Verdict.IMPROVE: (
        "Kerja sama bermanfaat, tetapi pelaporan dan pelaksanaan kegiatan harus lebih tepat waktu."
    ),
    Verdict.STOP: (
        "Tujuan kerja sama telah tercapai dan kebutuhannya kini dilayani perangkat daerah sendiri."
    ),
}
NOTE = "Perlu perhatian pada tahun berikutnya."


class Example(NamedTuple):
    """How many days ago it began, how many viewpoints are in, and the verdict once all are."""

    began: int
    answered: int
    verdict: str = ""


EXAMPLES = {
    "Penyediaan Layanan Internet Desa": Example(9, 1),
    "Layanan Ambulans Perbatasan dan Sistem Informasi Rujukan": Example(30, 3, Verdict.IMPROVE),
    "Pembinaan Desa Sadar Hukum dan Pos Bantuan Hukum": Example(18, 3),
    "Penerimaan Pembayaran Pajak dan Retribusi Daerah secara Elektronik": Example(
        60, 3, Verdict.CONTINUE
    ),
}


def evaluate_before_change(change: Agreement) -> None:
    """Evaluate the agreement above, where the track of its change asks for it and there is no
    verdict yet.
    """
    if any(fact in change.track.asks and not change.has_fact(fact) for fact in EVALUATED):
        make_evaluation(change.above, verdict_for(change.track))


def verdict_for(track: Track) -> str:
    """The verdict that such a change builds on; empty where it waits for none."""
    return {Change.EXTENDS: Verdict.CONTINUE, Change.ENDS: Verdict.STOP}.get(track.does, "")


def make_evaluation(
    agreement: Agreement, verdict: str, pause: Callable[[], None] = lambda: None, answered: int = 3
) -> Evaluation:
    """Begin an evaluation, hand in so many viewpoints, and give the verdict if there is one."""
    evaluation = evaluating.begin_evaluation(agreement.pk, _person(agreement, Viewpoint.OFFICE))
    for viewpoint in tuple(Viewpoint)[:answered]:
        pause()
        answers = answers_to(evaluation, viewpoint, low=verdict != Verdict.CONTINUE)
        evaluating.answer_viewpoint(
            evaluation.pk, _person(agreement, viewpoint), viewpoint, "0", answers, submit=True
        )
    if verdict:
        pause()
        return evaluating.conclude_evaluation(
            evaluation.pk,
            demo.person_for(evaluating.MAY_CONCLUDE),
            verdict,
            REASONS[Verdict(verdict)],
        )
    return evaluation


def _person(agreement: Agreement, viewpoint: Viewpoint) -> User:
    return demo.person_for(Role(evaluating.ANSWERED_BY[viewpoint][0]), agreement.owner)


def answers_to(
    evaluation: Evaluation, viewpoint: Viewpoint, *, low: bool
) -> dict[str, dict[str, int | str]]:
    """An example answer to each question of a viewpoint; a low score comes with a note."""
    chance = Random(f"{evaluation.agreement.title} {viewpoint}")
    possible = (4, 4, 5)
    if low:
        possible = (2, 3, 4)
    answers: dict[str, dict[str, int | str]] = {}
    for question in evaluation.questions.questions[viewpoint]:
        score, note = chance.choice(possible), ""
        if score < 3:
            note = NOTE
        answers[question.code] = {"score": score, "note": note}
    return answers


def make_evaluated_examples(agreement: Agreement, past: Past, today: date) -> None:
    """The examples that are evaluated of late: finished, or still under way."""
    example = EXAMPLES.get(agreement.title)
    if example is None:
        return
    past.go_to(today - timedelta(example.began))
    evaluation = make_evaluation(
        agreement, example.verdict, lambda: past.pass_by(1), example.answered
    )
    if example.answered == 1:
        answers = dict(list(answers_to(evaluation, Viewpoint.TKKSD, low=True).items())[:3])
        evaluating.answer_viewpoint(
            evaluation.pk, _person(agreement, Viewpoint.TKKSD), Viewpoint.TKKSD, "0", answers
        )
