"""The Lembar Pimpinan of all weeks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page

from agreements.models import LeadersSheet


@dataclass(frozen=True)
class SheetsPage:
    """The sheets, the newest first; `may_order` says that its reader makes that of this week."""

    pages: Page
    may_order: bool

    @property
    def rows(self) -> Sequence[LeadersSheet]:
        """Those of this page."""
        return list(self.pages)

    @property
    def waits(self) -> bool:
        """Whether one is being made."""
        return any(row.is_queued for row in self.rows)
