"""The recap of the region over a span, and the one letter that carries it to the Gubernur."""

from dataclasses import dataclass

from agreements.forms.report_forms import SendForm
from agreements.models import Recap
from agreements.monitoring.leadership.recap import RecapRow, Span
from agreements.regulations.citations import Citation
from agreements.regulations.report_contents import Section


@dataclass(frozen=True)
class RecapPage:
    """The first rows of a recap with all its counts; `query` asks for the same span again, `letter`
    is the form for who may send it.
    """

    span: Span
    query: str
    columns: list[Section]
    citations: tuple[Citation, ...]
    rows: list[RecapRow]
    total: int
    in_hand: int
    sendable: int
    paper: Recap | None
    letter: SendForm | None

    @property
    def is_waiting(self) -> bool:
        """Whether its PDF is being made."""
        return self.paper is not None and self.paper.is_queued

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than the page shows."""
        return self.total > len(self.rows)
