"""Rapat TKKSD: the meetings of one case, each with who was there, what came of it, and its
papers.
"""

from collections.abc import Iterable

from django.contrib import messages
from django.forms import BaseInlineFormSet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from agreements.documents import supporting
from agreements.forms.meetings import (
    AttendeeForm,
    AttendeeFormSet,
    MeetingCorrectionForm,
    MeetingForm,
    MembersPresentForm,
)
from agreements.models import (
    Agreement,
    Attendee,
    Meeting,
    MeetingSort,
    ProposedCorrection,
    Thing,
)
from agreements.pages.case.meetings import MeetingPage, MeetingsPage
from agreements.pages.case.supporting import offered_papers
from agreements.regulations.tkksd import LAW
from agreements.views.common import page_status, run_form_act, visible_or_404
from agreements.workflow import confirming, meetings, team
from agreements.workflow.halting import not_running
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web import lists
from kerjasama.web import rows as more_rows
from kerjasama.web.requests import AuthenticatedRequest

MEETINGS = lists.make_listing(
    "rapat-tkksd",
    {
        "Rapat": lambda row: row.get_sort_display(),
        "Waktu": lambda row: row.held_on,
        "Pukul": lambda row: f"{row.starts_at:%H.%M}",
        "Tempat": lambda row: row.place,
        "Acara": lambda row: row.agenda,
        "Hadir": lambda row: len(row.attendees.all()) or "belum dicatat",
    },
)
PLANNED = "Rapat tercatat. Buat undangannya, lalu lengkapi hasil dan daftar hadir setelah rapat."


@allow(*EVERYBODY)
def show_meetings(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The meetings of the case, and the form that plans another."""
    agreement = visible_or_404(request.user, pk)
    form = None
    if _may_record(request.user, agreement):
        invited = "\n".join(member.as_guest for member in team.team_on(timezone.localdate()))
        form = MeetingForm(
            request.POST or None, instance=Meeting(agreement=agreement, invited=invited)
        )
    if request.method == "POST" and form is None:
        return _refused(request, agreement)
    if form and run_form_act(request, form, lambda: _plan(request.user, pk, form), PLANNED):
        return redirect("rapat-rinci", pk, form.instance.pk)
    held = agreement.meetings.prefetch_related("attendees").order_by("-held_on", "-pk")
    status = page_status(is_refused=request.method == "POST")
    page = MeetingsPage(list(held), form)
    return lists.show_page(
        request, "pages/meetings.html", page, MEETINGS, status, agreement=agreement
    )


def _plan(user: User, pk: int, form: MeetingForm) -> Meeting | ProposedCorrection:
    return meetings.record_meeting(
        pk, user, lambda case: _saved(case, user, form), confirmed=form.confirmed
    )


@allow(*EVERYBODY)
def show_meeting(request: AuthenticatedRequest, pk: int, meeting: int) -> HttpResponse:
    """One meeting: what is recorded of it, and its papers. On POST it is recorded or corrected."""
    agreement = visible_or_404(request.user, pk)
    fresh = get_object_or_404(agreement.meetings.all(), pk=meeting)
    seen = fresh.content_hash
    is_sent = request.method == "POST"
    if is_sent and not _may_correct(request.user, agreement):
        return _refused(request, agreement)
    form_class = MeetingCorrectionForm if meetings.asks_why(agreement, fresh) else MeetingForm
    form = form_class(request.POST or None, instance=fresh)
    rows = AttendeeFormSet(more_rows.posted_with_new_row(request) or None, instance=fresh)
    version = request.POST.get("versi", "")
    if more_rows.is_asked(request):
        more_rows.show_without_faults(form, rows)
        return render_meeting_page(request, agreement, fresh, form, rows, version, 200)
    if not is_sent:
        return render_meeting_page(request, agreement, fresh, form, rows, seen, 200)
    if form.knows_seen:
        version = seen
    if _is_recorded(request, agreement, fresh, form, rows, version):
        return redirect("rapat-rinci", pk, meeting)
    return render_meeting_page(request, agreement, fresh, form, rows, version, 422)


def _is_recorded(
    request: AuthenticatedRequest,
    agreement: Agreement,
    meeting: Meeting,
    form: MeetingForm,
    rows: "BaseInlineFormSet[Attendee, Meeting, AttendeeForm]",
    version: str,
) -> bool:
    """Whether what was sent of the meeting was taken; if not, the form says why."""
    present = _present_of(request, meeting)

    def record() -> Meeting | ProposedCorrection:
        return meetings.record_meeting(
            agreement.pk,
            request.user,
            lambda case: _saved(case, request.user, form, rows, present.present()),
            meeting.pk,
            version,
            confirmed=form.confirmed,
            reason=form.cleaned_data.get("alasan", ""),
        )

    said = "Catatan rapat tersimpan."
    if meetings.needs_second_for_meeting(agreement, meeting):
        said = confirming.WAITS
    return rows.is_valid() and run_form_act(request, form, record, said)


def render_meeting_page(
    request: AuthenticatedRequest,
    agreement: Agreement,
    meeting: Meeting,
    form: MeetingForm,
    rows: "BaseInlineFormSet[Attendee, Meeting, AttendeeForm]",
    version: str,
    status: int,
) -> HttpResponse:
    """The meeting as it is stored, with the form as it was typed; `version` is what its person has
    seen of it.
    """
    stored = Meeting.objects.prefetch_related("attendees").get(pk=meeting.pk)
    waits = confirming.pending_of(agreement).get(f"{Thing.MEETING}-{stored.pk}")
    is_free = waits is None or request.method == "POST"
    is_offered = is_free and _may_correct(request.user, agreement)
    page = MeetingPage(
        meeting=stored,
        form=form if is_offered else None,
        rows=rows,
        present=_present_of(request, stored) if is_offered else None,
        version=version,
        waits=waits,
        is_correction=meetings.asks_why(agreement, stored),
        rule=confirming.SAID if meetings.needs_second_for_meeting(agreement, stored) else "",
        attended_by_all=LAW.all_attend if stored.sort == MeetingSort.TECHNICAL else None,
        offered=offered_papers(request.user, agreement, supporting.OF_MEETING, stored),
    )
    shown = {"page": page, "agreement": agreement}
    return render(request, "pages/meeting.html", shown, status=status)


def _present_of(request: AuthenticatedRequest, meeting: Meeting) -> MembersPresentForm:
    """The members of the TKKSD of the day of the meeting, to be marked as present."""
    members = team.team_on(meeting.held_on)
    return MembersPresentForm(request.POST or None, members=members, meeting=meeting)


def _may_correct(user: User, agreement: Agreement) -> bool:
    """Of a case that runs no more, what is recorded may still be corrected with a reason."""
    return meetings.may_record_meeting(user) and agreement.track.meets


def _may_record(user: User, agreement: Agreement) -> bool:
    return (
        meetings.may_record_meeting(user) and agreement.track.meets and not not_running(agreement)
    )


def _refused(request: AuthenticatedRequest, agreement: Agreement) -> HttpResponse:
    messages.error(request, "Rapat dicatat oleh Bagian Kerja Sama selama kerja sama berjalan.")
    return redirect("rapat", agreement.pk)


def _saved(
    agreement: Agreement,
    user: User,
    form: MeetingForm,
    rows: "BaseInlineFormSet[Attendee, Meeting, AttendeeForm] | None" = None,
    present: Iterable[Attendee] = (),
) -> Meeting:
    """Write the meeting, its attendees and the members who were marked as present; a new one
    belongs to the stage at hand.
    """
    meeting = form.save(commit=False)
    if meeting.pk is None:
        meeting.agreement = agreement
        meeting.stage_code = agreement.stage_code
        meeting.by = user
    meeting.save()
    if rows is not None:
        rows.save()
    for one in present:
        one.meeting = meeting
        one.save()
    return meeting
