"""What the papers of a meeting of the TKKSD print."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils import timezone

from agreements.documents.text import indonesian
from agreements.documents.text.indonesian import TypedLine
from agreements.models import Meeting
from kerjasama.narrowing import require

from .paper_words import OrderedPaper, PaperWords

MOST_ADDRESSEES = 5  # who still stand above the letter; more are listed behind it
EMPTY_LINES = 10  # of a daftar hadir on which nobody stands yet


class Present(NamedTuple):
    """Somebody who was at a meeting."""

    name: str
    position: str
    institution: str


@dataclass(frozen=True)
class MeetingWords(PaperWords):
    """When and where it meets, on what, with whom, and what came of it."""

    meeting: Meeting
    weekday: str
    meeting_day: str
    meeting_time: str
    zone: str
    meeting_opening: str
    agenda: list[TypedLine]
    guests: list[str]
    chair: str
    result: list[TypedLine]
    present: list[Present]
    empty_lines: range


@dataclass(frozen=True)
class MeetingPaperWords(PaperWords):
    """A paper of a meeting; `annexed` says that its guests are listed behind the letter."""

    meeting_told: MeetingWords
    annexed: bool


def of_meeting_paper(paper: OrderedPaper) -> MeetingPaperWords:
    """An invitation, a daftar hadir or the minutes of a meeting."""
    meeting = require(paper.document.meeting, "this is the paper of a meeting")
    words = meeting_words(meeting)
    return MeetingPaperWords(words, annexed=len(words.guests) > MOST_ADDRESSEES)


def meeting_words(meeting: Meeting) -> MeetingWords:
    """What a paper may tell of a meeting. Lines are left empty where nobody was present yet."""
    present = [Present(row.name, row.position, row.institution) for row in meeting.attendees.all()]
    empty_lines = range(0)
    if not present:
        empty_lines = range(1, 1 + EMPTY_LINES)
    return MeetingWords(
        meeting=meeting,
        weekday=indonesian.WEEKDAYS[meeting.held_on.weekday()],
        meeting_day=indonesian.short_date(meeting.held_on),
        meeting_time=indonesian.format_clock(meeting.starts_at),
        zone=timezone.localtime().tzname() or "",
        meeting_opening=indonesian.date_in_words(meeting.held_on),
        agenda=indonesian.format_paragraphs(indonesian.letter_list(meeting.agenda)),
        guests=meeting.guests,
        chair=indonesian.flatten_name(meeting.leader),
        result=indonesian.format_paragraphs(meeting.result),
        present=present,
        empty_lines=empty_lines,
    )
