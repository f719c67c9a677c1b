"""Which tables the log covers, and how. Every table of the program is declared by its app; a test
proves that none is forgotten.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Covered:
    """How one table is logged. `is_open`: its values may be read in the log, under its `title`, but
    for those of `hidden`, of which a fingerprint stands there; `skipped` columns are not logged.
    """

    is_open: bool
    title: str = ""
    skipped: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


COVERED: dict[str, Covered] = {}
# Tables of which nothing is logged, with the reason.
OUTSIDE: dict[str, str] = {}


def cover_openly(table: str, title: str, *, hidden: str = "", skipped: str = "") -> None:
    """Log this table with its values; `hidden` and `skipped` name columns, parted by spaces."""
    COVERED[table] = Covered(
        is_open=True,
        title=title,
        skipped=tuple(skipped.split()),
        hidden=tuple(hidden.split()),
    )


def cover_by_fingerprint(*tables: str, skipped: str = "") -> None:
    """Log these tables by the fingerprints of their values: what they hold is not told twice."""
    for table in tables:
        COVERED[table] = Covered(is_open=False, skipped=tuple(skipped.split()))


def entitle(titles: dict[str, str]) -> None:
    """Say what closed tables are called where one of their rows is at fault."""
    for table, title in titles.items():
        how = COVERED.get(table)
        if how is not None and not how.title:
            COVERED[table] = replace(how, title=title)


def leave_out(reason: str, *tables: str) -> None:
    """Log nothing of these tables."""
    OUTSIDE.update(dict.fromkeys(tables, reason))
