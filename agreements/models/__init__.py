from .activity import Activity
from .agreement import Agreement, Comment, Indicator, State
from .archive import FileCheck, FileState
from .clock import Clock, DayOff, TermSetting
from .document import Document, DocumentState
from .duty import Fulfilment
from .event import StageEvent, chain_is_intact
from .evidence import Correction, Evidence
from .mailing import Mailing
from .meeting import Attendee, Meeting, MeetingSort
from .number import Number, NumberSeries, NumberState
from .original import Action, CensusMark, Original, OriginalMove, OriginalState
from .report import Report, ReportState
from .signing import CopyCheck, Method, Signing, SigningState
from .wording import Clause, ClauseStatus, DraftVersion, Source

__all__ = [
    "Action",
    "Activity",
    "Agreement",
    "CensusMark",
    "Attendee",
    "Clause",
    "ClauseStatus",
    "Clock",
    "Comment",
    "CopyCheck",
    "Correction",
    "DayOff",
    "Document",
    "DocumentState",
    "DraftVersion",
    "Evidence",
    "FileCheck",
    "FileState",
    "Fulfilment",
    "Indicator",
    "Mailing",
    "Method",
    "Meeting",
    "MeetingSort",
    "Number",
    "NumberSeries",
    "NumberState",
    "Original",
    "OriginalMove",
    "OriginalState",
    "Report",
    "ReportState",
    "Signing",
    "SigningState",
    "Source",
    "StageEvent",
    "State",
    "TermSetting",
    "chain_is_intact",
]
