from .activity import Activity
from .agreed_duty import AgreementDuty
from .agreement import Agreement, Comment, Indicator, State
from .archive import FileCheck, FileState
from .bundle import Bundle, BundleForm, BundleState
from .change import InForce
from .clock import Clock, DayOff, TermSetting
from .document import Document, DocumentState
from .duty import Fulfilment
from .event import StageEvent, chain_is_intact
from .evidence import Correction, Evidence
from .imports import BatchState, ImportBatch, ImportProgress
from .leaders_sheet import LeadersSheet
from .legacy import Origin
from .mailing import Mailing
from .meeting import Attendee, Meeting, MeetingSort
from .number import Number, NumberSeries, NumberState
from .original import Action, CensusMark, Original, OriginalMove, OriginalState
from .progress import Progress, ProgressState
from .radar import RadarSetting
from .recap import Recap
from .report import Report, ReportState
from .signed_paper import SignedPaper
from .signing import CopyCheck, Method, Signing, SigningState
from .wording import Clause, ClauseStatus, DraftVersion, Source

__all__ = [
    "Action",
    "Activity",
    "Agreement",
    "AgreementDuty",
    "BatchState",
    "Bundle",
    "BundleForm",
    "BundleState",
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
    "ImportBatch",
    "ImportProgress",
    "InForce",
    "Indicator",
    "LeadersSheet",
    "Mailing",
    "Method",
    "Meeting",
    "MeetingSort",
    "Number",
    "NumberSeries",
    "NumberState",
    "Origin",
    "Original",
    "OriginalMove",
    "OriginalState",
    "Progress",
    "ProgressState",
    "RadarSetting",
    "Recap",
    "Report",
    "ReportState",
    "SignedPaper",
    "Signing",
    "SigningState",
    "Source",
    "StageEvent",
    "State",
    "TermSetting",
    "chain_is_intact",
]
