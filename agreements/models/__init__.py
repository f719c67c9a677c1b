from .activity import Activity
from .agreement import Agreement, Comment, Indicator, State
from .archive import FileCheck, FileState
from .clock import Clock, DayOff, TermSetting
from .document import Document, DocumentState
from .duty import Fulfilment
from .event import StageEvent, chain_is_intact
from .evidence import Correction, Evidence
from .imports import BatchState, ImportBatch, ImportProgress
from .legacy import Origin
from .mailing import Mailing
from .number import Number, NumberSeries, NumberState
from .report import Report, ReportState
from .wording import Clause, ClauseStatus, DraftVersion, Source

__all__ = [
    "Activity",
    "Agreement",
    "BatchState",
    "Clause",
    "ClauseStatus",
    "Clock",
    "Comment",
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
    "Indicator",
    "Mailing",
    "Number",
    "NumberSeries",
    "NumberState",
    "Origin",
    "Report",
    "ReportState",
    "Source",
    "StageEvent",
    "State",
    "TermSetting",
    "chain_is_intact",
]
