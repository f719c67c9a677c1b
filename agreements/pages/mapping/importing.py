"""The page on which items of a year are taken in from a workbook."""

from dataclasses import dataclass

from agreements.forms.imports import MappingFileForm
from agreements.importing.checked_rows import Imported
from agreements.models import Mapping


@dataclass(frozen=True)
class ItemsImportPage:
    """The form, what each row of the file would do, and the file that is kept until a yes."""

    mapping: Mapping
    form: MappingFileForm
    found: Imported | None
    token_name: str
    token: str
