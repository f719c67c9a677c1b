"""The form that schedules the signing of a naskah: when and where, and the rows of who comes, what
happens when, and who signs at which desk.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agreements.forms.signing import SigningForm

# The formset of each table, by its name.
RowTables = dict[str, Any]


@dataclass(frozen=True)
class SigningFormPage:
    """The form as it was typed: `seen` marks what its person saw, `stored` holds the rows that
    another stored meanwhile, by table, `rule` says that a second person confirms.
    """

    title: str
    form: SigningForm
    tables: RowTables
    rule: str
    seen: str
    stored: Mapping[str, list[str]] = field(default_factory=dict)
