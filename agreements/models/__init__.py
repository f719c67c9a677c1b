from .activity import Activity
from .agreement import Agreement, Comment, Indicator, State
from .archive import FileCheck, FileState
from .change import InForce
from .clock import Clock, DayOff, TermSetting
from .document import Document, DocumentState
from .duty import Fulfilment
from .event import StageEvent, chain_is_intact
from .evidence import Correction, Evidence
from .number import Number, NumberSeries, NumberState
from .report import Report, ReportState
from .wording import Clause, ClauseStatus, DraftVersion, Source

__all__ = [
    "Activity",
    "Agreement",
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
    "InForce",
    "Indicator",
    "Number",
    "NumberSeries",
    "NumberState",
    "Report",
    "ReportState",
    "Source",
    "StageEvent",
    "State",
    "TermSetting",
    "chain_is_intact",
]
