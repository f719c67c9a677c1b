"""Choosing the road of a new proposal: one question, its answers in everyday words, and what
follows each of them.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from agreements.regulations import catalogue, chooser
from agreements.regulations.chooser import Answer, ChooserQuestion
from partners.everyday import EverydayName, everyday_names_for

FIRST_QUESTION = "mitra"
TRACKS = {track.code: track for track in catalogue.TRACKS}


@dataclass(frozen=True)
class ShownAnswer:
    """An answer, where it leads, and the article on which that rests."""

    answer: Answer
    address: str
    follows: str


@dataclass(frozen=True)
class Hint:
    """A mitra in everyday words, and the answer that it belongs to."""

    everyday: EverydayName
    answer: Answer
    address: str


@dataclass(frozen=True)
class ChoicePage:
    """A question with its answers; or the honest way out, where this program has no road."""

    question: ChooserQuestion
    answers: list[ShownAnswer]
    way_out: Answer | None
    asked: str
    hints: list[Hint]

    @property
    def is_first(self) -> bool:
        """Whether nothing was answered yet."""
        return self.question.code == FIRST_QUESTION

    @property
    def found_nothing(self) -> bool:
        """Whether a mitra was asked for by a word that is not known."""
        return bool(self.asked) and not self.hints


def build_choice_page(question: ChooserQuestion, way_out: Answer | None, asked: str) -> ChoicePage:
    """The page of a question; `asked` is a mitra in the proposer's own words."""
    return ChoicePage(
        question=question,
        answers=[
            ShownAnswer(answer, address_of_answer(question, answer), what_follows(answer))
            for answer in question.answers
        ],
        way_out=way_out,
        asked=asked,
        hints=hints_for(asked) if asked.strip() else [],
    )


def address_of_answer(question: ChooserQuestion, answer: Answer) -> str:
    """Where an answer is given."""
    return f"{reverse('pilih-jalur')}?{urlencode({'tanya': question.code, 'jawab': answer.code})}"


def what_follows(answer: Answer) -> str:
    """Where the answer leads, in words."""
    if answer.track:
        track = TRACKS[answer.track]
        return f"Jalur {track.title} ({track.family.form})"
    if answer.question:
        return f"Berikutnya: {chooser.QUESTIONS[answer.question].text}"
    return "Tidak dibuat melalui aplikasi ini"


def hints_for(words: str) -> list[Hint]:
    """To which answer each mitra belongs that the words speak of: the one whose roads know the
    fewest kinds beside it.
    """
    first = chooser.QUESTIONS[FIRST_QUESTION]
    known = {answer.code: kinds_behind(answer) for answer in first.answers}
    hints = []
    for everyday in everyday_names_for(words):
        fitting = [answer for answer in first.answers if everyday.kind in known[answer.code]]
        if fitting:
            answer = min(fitting, key=lambda one: len(known[one.code]))
            hints.append(Hint(everyday, answer, address_of_answer(first, answer)))
    return hints


def kinds_behind(answer: Answer) -> set[str]:
    """The kinds of mitra of every road to which the answer may lead."""
    if answer.track:
        return set(TRACKS[answer.track].partner_kinds)
    if not answer.question:
        return set()
    further = chooser.QUESTIONS[answer.question].answers
    return {kind for one in further for kind in kinds_behind(one)}
