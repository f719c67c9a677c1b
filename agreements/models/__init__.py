from .activity import Activity
from .agreement import Agreement, Comment, Indicator, State
from .clock import Clock, DayOff, TermSetting
from .document import Document, DocumentState, NumberSeries
from .duty import Fulfilment
from .event import StageEvent, chain_is_intact
from .evidence import Correction, Evidence
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
    "Fulfilment",
    "Indicator",
    "NumberSeries",
    "Source",
    "StageEvent",
    "State",
    "TermSetting",
    "chain_is_intact",
]
