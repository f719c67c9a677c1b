"""The office's choice between two readings of the texts, and who makes it."""

from agreements.models.reading_choice import ReadingChoice, chosen_code_of
from agreements.regulations.open_questions import OpenQuestion
from kerjasama.accounts import policy
from kerjasama.accounts.models import User

from .guarding import refuse_if


def choose_reading(question: OpenQuestion, choice: str, reason: str, user: User) -> ReadingChoice:
    """Keep how the head of the office reads the texts on a question. Raises Refused; KeyError for a
    choice that the question does not offer.
    """
    refuse_if(
        not policy.may_choose_readings(user), "Hanya Kepala Bagian Kerja Sama yang memutuskan."
    )
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    text = question.choice(choice).text
    refuse_if(chosen_code_of(question) == choice, f"Bacaan ini sudah dipakai: {text}.")
    return ReadingChoice.objects.create(
        reading=question.code, choice=choice, reason=reason.strip(), by=user
    )
