"""The templates of free letters: what each is called, how it looks, who signs it, how it begins."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from kerjasama.accounts.models import Office, Role

DATA = Path(__file__).with_suffix(".toml")


class Form(StrEnum):
    """How a free letter is laid out."""

    LETTER = "surat"
    MEMO = "nota"
    SHEET = "lembar"
    DECREE = "keputusan"


@dataclass(frozen=True)
class LetterTemplate:
    """One template. It is signed by `office`; where that is the head of a unit, of the unit in
    which `role` sits, else of the writer's. Without `series` it bears no number.
    """

    code: str
    title: str
    form: Form
    body: str
    series: str = ""
    office: Office = Office.UNIT_HEAD
    role: Role | None = None
    heading: str = ""
    nature: str = ""
    enclosure: str = ""
    subject: str = ""
    closing: str = ""

    @property
    def page(self) -> str:
        """The template of its paper."""
        return f"documents/free_{self.form.name.lower()}.html"


@cache
def letter_templates() -> Mapping[str, LetterTemplate]:
    """Every template by its code, in their order."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {code: _template_of(code, row) for code, row in rows.items()}


def _template_of(code: str, row: dict[str, str]) -> LetterTemplate:
    told = dict(row)
    role = told.pop("role", "")
    return LetterTemplate(
        code=code,
        title=told.pop("title"),
        form=Form(told.pop("form")),
        body=told.pop("body").strip(),
        office=Office(told.pop("office", Office.UNIT_HEAD)),
        role=Role(role) if role else None,
        **told,
    )
