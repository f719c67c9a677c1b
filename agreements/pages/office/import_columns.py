"""Saying by hand what the columns of a sheet are."""

from dataclasses import dataclass

from agreements.forms.columns import ColumnsForm, HeadForm
from agreements.models import ImportBatch

SHOWN = 8


@dataclass(frozen=True)
class ColumnsPage:
    """A sheet by its number in the file, with its first rows beside the form; no form while it is
    not said where the headings stand.
    """

    batch: ImportBatch
    number: int
    title: str
    first_rows: list[list[str]]
    where: HeadForm
    form: ColumnsForm | None

    @property
    def top(self) -> list[list[str]]:
        """What is shown of the first rows."""
        return [row[:SHOWN] for row in self.first_rows]

    @property
    def others(self) -> bool:
        """Whether the file has other sheets, so that this one can be left unread."""
        return len(self.batch.found.get("titles", [])) > 1

    @property
    def lacks_head(self) -> bool:
        """Whether it is still to be said where the headings stand."""
        return self.form is None or self.form.head.depth == 0
