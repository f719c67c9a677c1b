"""The pages of the log as values: its entries in words, and the heads that anybody may compare."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page

from kerjasama.logbook.forms import LogForm
from kerjasama.logbook.log_page import LogRow, rows_in_words
from kerjasama.logbook.models import LogCheck, LogHead


@dataclass(frozen=True)
class LogPage:
    """The entries that were asked for in words, the last check, and the last head."""

    form: LogForm
    rows: list[LogRow]
    pages: Page
    check: LogCheck | None
    head: LogHead | None


@dataclass(frozen=True)
class HeadsPage:
    """The newest heads, which anybody may compare."""

    heads: Sequence[LogHead]


def build_log_page(form: LogForm, pages: Page) -> LogPage:
    """The log as it was narrowed."""
    return LogPage(
        form=form,
        rows=rows_in_words(pages.object_list),
        pages=pages,
        check=LogCheck.objects.first(),
        head=LogHead.objects.first(),
    )
