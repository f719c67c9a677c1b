"""What waits about letters: those that came in, drafts that wait for a paraf, and what waits to be
signed.
"""

from collections.abc import Collection, Iterator
from functools import partial

from django.urls import reverse

from agreements.documents.letters import living, waiting
from agreements.documents.letters.titles import title_of_letter
from agreements.documents.signatures import electronic_signing
from agreements.models import IncomingLetter, Letter
from kerjasama.accounts.policy import OFFICE, OPD_ROLES, RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Many, Task, read_shared, register_task_source

CAME, TO_INITIAL, TO_SIGN = "surat-masuk/", "surat-paraf/", "surat-tanda/"
Keys = Collection[int]


def _register() -> str:
    return reverse("surat-masuk")


@register_task_source(CAME, Kind.TASK, many=Many("surat masuk", _register))
def letters_that_came(_: Keys) -> Iterator[Task]:
    """Letters that nobody settled yet: the OPD to which each was passed, else the Bagian."""
    for letter in IncomingLetter.objects.waiting().select_related("unit"):
        seats = read_shared(RoleHolders)
        people = seats.among(OFFICE, 0)
        if letter.unit_id:
            people = seats.among(OPD_ROLES, letter.unit_id) or people
        yield Task(
            Kind.TASK,
            f"{CAME}{letter.pk}",
            people,
            f"Tindak lanjuti surat masuk: {letter}",
            partial(str, letter.instruction or f"Nomor {letter.number}."),
            reverse("surat-masuk-rinci", args=[letter.pk]),
            due_on=letter.due_on,
        )


@register_task_source(TO_INITIAL, Kind.TASK)
def letters_to_initial(_: Keys) -> Iterator[Task]:
    """Drafts that wait for a paraf: whoever is next. What is unfinished waits for its writer."""
    for letter, role in read_shared(waiting.drafts_with_paraf):
        if role is None or living.why_unfinished(letter):
            continue
        yield Task(
            Kind.TASK,
            f"{TO_INITIAL}{letter.pk}/{role}",
            read_shared(RoleHolders).among((role,), _unit_of(letter)),
            f"Paraf {_name_of(letter)}",
            partial(_subject_of, letter),
            reverse("surat", args=[letter.pk]),
        )


@register_task_source(TO_SIGN, Kind.TASK)
def letters_to_sign(_: Keys) -> Iterator[Task]:
    """Letters that wait for the signature: whoever signs in the program, and whoever has a draft
    signed by hand or records that it was.
    """
    signatories, is_offered = waiting.Signatories(), electronic_signing.is_offered()
    for letter, role in read_shared(waiting.drafts_with_paraf):
        if role is not None or not waiting.is_ready_to_sign(letter):
            continue
        if is_offered and signatories.signs_here(letter):
            yield _to_sign(letter, signatories)
        else:
            yield _for_writer(letter, "Beri nomor dan cetak")
    for letter in waiting.papers_to_sign():
        if is_offered and signatories.signs_here(letter):
            yield _to_sign(letter, signatories)
        yield _for_writer(letter, "Catat tanda tangan")


def _to_sign(letter: Letter, signatories: waiting.Signatories) -> Task:
    roles, unit = signatories.seats_of(letter)
    return Task(
        Kind.TASK,
        f"{TO_SIGN}{letter.pk}/tanda",
        read_shared(RoleHolders).among(roles, unit),
        f"Tandatangani {_name_of(letter)}",
        partial(_subject_of, letter),
        reverse("surat", args=[letter.pk]),
    )


def _for_writer(letter: Letter, act: str) -> Task:
    """Whoever wrote it has it signed; it is no news to him."""
    people = frozenset({letter.by_id})
    return Task(
        Kind.TASK,
        f"{TO_SIGN}{letter.pk}/{letter.state}",
        people,
        f"{act}: {_name_of(letter)}",
        partial(_subject_of, letter),
        reverse("surat", args=[letter.pk]),
    )


def _unit_of(letter: Letter) -> int:
    return (letter.agreement.owner_id if letter.agreement else letter.unit_id) or 0


def _name_of(letter: Letter) -> str:
    return title_of_letter(letter).lower()


def _subject_of(letter: Letter) -> str:
    """What it is about."""
    said: str = (letter.words or {}).get("subject", "")
    return said or (letter.agreement.title if letter.agreement else "")
