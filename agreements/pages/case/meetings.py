"""The meetings of a case, and one of them with its papers."""

from dataclasses import dataclass

from django.forms import BaseInlineFormSet

from agreements.forms.meetings import AttendeeForm, MeetingForm, MembersPresentForm
from agreements.models import Attendee, Meeting, ProposedCorrection
from agreements.pages.case.supporting import OfferedPapers
from agreements.regulations.vocabulary import Citation


@dataclass(frozen=True)
class MeetingsPage:
    """The meetings, the newest first, and the form that plans another for who may."""

    rows: list[Meeting]
    form: MeetingForm | None


@dataclass(frozen=True)
class MeetingPage:
    """A meeting as it is stored, and for who may record it the form as it was typed: `version` is
    what its person has seen, `waits` the correction that waits, `rule` says that a second person
    confirms, `attended_by_all` is the article by which all members attend.
    """

    meeting: Meeting
    form: MeetingForm | None
    rows: "BaseInlineFormSet[Attendee, Meeting, AttendeeForm]"
    present: MembersPresentForm | None
    version: str
    waits: ProposedCorrection | None
    is_correction: bool
    rule: str
    attended_by_all: Citation | None
    offered: OfferedPapers
