from .agreement import Agreement, State
from .document import Document, DocumentState, NumberSeries
from .event import StageEvent, chain_is_intact
from .evidence import Correction, Evidence

__all__ = [
    "Agreement", "Correction", "Document", "DocumentState", "Evidence", "NumberSeries", "StageEvent", "State",
    "chain_is_intact",
]
