"""The papers of the meetings of the TKKSD."""

from agreements.regulations.document_codes import DocumentCode

from . import conditions
from .vocabulary import SECRETARY, THOSE_PRESENT, DocumentKind, Needs, OnRequest

INVITATION = DocumentKind(
    DocumentCode.UNDANGAN_RAPAT,
    "Undangan Rapat TKKSD",
    "documents/meeting_invitation.html",
    series="UND",
    context="supporting_papers.context_of_meeting_paper",
    signed_by=SECRETARY,
    needs=Needs(meeting=("invited",)),
    on_request=OnRequest(conditions.meets, of_meeting=True),
)
ATTENDANCE = DocumentKind(
    DocumentCode.DAFTAR_HADIR,
    "Daftar Hadir Rapat TKKSD",
    "documents/meeting_attendance.html",
    context="supporting_papers.context_of_meeting_paper",
    signed_by=THOSE_PRESENT,
    on_request=OnRequest(conditions.meets, of_meeting=True),
)
MINUTES = DocumentKind(
    DocumentCode.BA_RAPAT,
    "Berita Acara Pembahasan TKKSD",
    "documents/meeting_minutes.html",
    series="BA",
    context="supporting_papers.context_of_meeting_paper",
    signed_by=SECRETARY,
    needs=Needs(meeting=("result", "attendees")),
    on_request=OnRequest(conditions.meets, of_meeting=True),
)
MINUTES_OF_STUDY = DocumentKind(
    DocumentCode.BA_TKKSD,
    "Berita Acara Rapat TKKSD",
    "documents/minutes.html",
    series="BA",
    context="proposing.of_minutes",
    signed_by=SECRETARY,
)
KINDS = (INVITATION, ATTENDANCE, MINUTES, MINUTES_OF_STUDY)
