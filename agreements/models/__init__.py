from .activity import Activity
from .agreement import Agreement, Comment, Indicator, State
from .clock import Clock, DayOff, TermSetting
from .document import Document, DocumentState, NumberSeries
from .duty import Fulfilment
from .event import StageEvent, chain_is_intact
from .evidence import Correction, Evidence
from .report import Report, ReportState

__all__ = [
    "Activity",
    "Agreement",
    "Clock",
    "Comment",
    "Correction",
    "DayOff",
    "Document",
    "DocumentState",
    "Evidence",
    "Fulfilment",
    "Indicator",
    "NumberSeries",
    "Report",
    "ReportState",
    "StageEvent",
    "State",
    "TermSetting",
    "chain_is_intact",
]
