"""Accounts and officials from a workbook: what each row would do."""

from dataclasses import dataclass

from agreements.forms.imports import PeopleFileForm
from agreements.importing.checked_rows import Imported


@dataclass(frozen=True)
class PeopleImportPage:
    """What was found in the file that was sent, and under which token it is kept meanwhile."""

    form: PeopleFileForm
    found: Imported | None
    token_name: str
    token: str

    @property
    def may_keep(self) -> bool:
        """Whether nothing is wrong, so that it can be recorded."""
        return self.found is not None and self.found.may_be_kept
