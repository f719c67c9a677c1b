"""The papers of the meetings of the TKKSD."""

from agreements.regulations import ksdpk
from agreements.regulations.citations import p22
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.vocabulary import Family, Track

from . import conditions
from .vocabulary import (
    SECRETARY,
    THOSE_PRESENT,
    DocumentKind,
    Law,
    Needs,
    OnRequest,
    Recipient,
    copies_to,
)

# The five or eight points by which the TKKSD judges a plan.
_STUDIED_UNDER = {
    Family.KSDD: p22("7 ayat (4)"),
    Family.KSDPK: p22("29 ayat (4)"),
    Family.SINERGI: p22("53 ayat (4)"),
}


def _law_of_study(track: Track) -> Law:
    if track.code == ksdpk.PIHAK_KETIGA.code:
        return {"basis": (p22("31 ayat (2)"),)}
    article = _STUDIED_UNDER.get(track.family)
    if article is None:
        return {}
    return {"basis": (article,)}


INVITATION = DocumentKind(
    DocumentCode.UNDANGAN_RAPAT,
    "Undangan Rapat TKKSD",
    "documents/meeting_invitation.html",
    series="UND",
    context="meeting_papers.of_meeting_paper",
    signed_by=SECRETARY,
    needs=Needs(meeting=("invited",)),
    on_request=OnRequest(conditions.meets, of_meeting=True),
    sent_to=(Recipient.GUESTS,),
    copies_to=copies_to(Recipient.HEAD_FOR_INFORMATION),
)
ATTENDANCE = DocumentKind(
    DocumentCode.DAFTAR_HADIR,
    "Daftar Hadir Rapat TKKSD",
    "documents/meeting_attendance.html",
    context="meeting_papers.of_meeting_paper",
    signed_by=THOSE_PRESENT,
    on_request=OnRequest(conditions.meets, of_meeting=True),
)
MINUTES = DocumentKind(
    DocumentCode.BA_RAPAT,
    "Berita Acara Pembahasan TKKSD",
    "documents/meeting_minutes.html",
    series="BA",
    context="meeting_papers.of_meeting_paper",
    signed_by=SECRETARY,
    needs=Needs(meeting=("result", "attendees")),
    on_request=OnRequest(conditions.meets, of_meeting=True),
    is_minutes=True,
)
MINUTES_OF_STUDY = DocumentKind(
    DocumentCode.BA_TKKSD,
    "Berita Acara Rapat TKKSD",
    "documents/minutes.html",
    series="BA",
    context="proposing.of_minutes",
    signed_by=SECRETARY,
    cites_by_road=_law_of_study,
    is_minutes=True,
)
KINDS = (INVITATION, ATTENDANCE, MINUTES, MINUTES_OF_STUDY)
