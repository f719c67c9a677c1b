"""How long a naskah is in force, as a value: its days or length, how it ends, what is doubtful."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Term:
    """What a cell says of the term. `doubts` are to be asked; without any value the cell was not
    read.
    """

    as_written: str = ""
    begins: date | None = None
    ends: date | None = None
    months: int | None = None
    days: int | None = None
    open_ended: bool = False
    until_event: str = ""
    renewable: bool | None = None
    tacit: bool = False
    notice_months: int | None = None
    doubts: tuple[str, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether it says how the naskah ends."""
        return bool(self.ends or self.months or self.days or self.open_ended or self.until_event)

    @property
    def has_no_last_day(self) -> bool:
        """Whether it ends on no day that can be known: never, or with an event."""
        return self.ends is None and (self.open_ended or bool(self.until_event))

    def last_day(self, begins: date | None) -> date | None:
        """The last day, counted from `begins` where the cell says a length; None where there is
        none or it cannot be counted.
        """
        start = self.begins or begins
        if self.ends or start is None or not (self.months or self.days):
            return self.ends
        return start + relativedelta(months=self.months or 0, days=(self.days or 0) - 1)


def until_end_of_year(written: str, year: int) -> Term:
    """A year alone: until its last day, with the doubt that only the year is written."""
    return Term(
        written,
        ends=date(year, 12, 31),
        doubts=(f"Hanya tahun {year} yang tertulis; dibaca sampai 31 Desember {year}.",),
    )
