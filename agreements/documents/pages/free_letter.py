"""The page of a free letter: on the kop of whoever signs it, laid out as its template wants."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from agreements.documents.archive import public_verification
from agreements.documents.letters.templates import Form, LetterTemplate
from agreements.documents.letters.words import LetterWords
from agreements.documents.signers import SignatureBlock
from agreements.documents.text import indonesian
from agreements.models import Letter, LetterPaper
from kerjasama.accounts.models import Office, RegionProfile

from .clauses import ClauseLine
from .edited_letter import EditedLetter, LetterLine, letter_lines_of

ANNEX, DECIDES = "LAMPIRAN", "MEMUTUSKAN"
_SECTION = re.compile(
    r"(?P<label>Menimbang|Mengingat|Memperhatikan|Menetapkan|KE[A-Z]{3,}(?: [A-Z]+)*)\s*:\s*"
    r"(?P<said>.*)",
    re.DOTALL,
)


class DecreeRow(NamedTuple):
    """One row of a Keputusan: its label, its list mark, what it says."""

    label: str
    mark: str
    said: SafeString


@dataclass(frozen=True)
class DecreeText:
    """What a Keputusan considers, what it decides, and its lampiran."""

    before: list[DecreeRow]
    after: list[DecreeRow]
    annex: list[LetterLine]


def page_of_letter(
    letter: Letter,
    template: LetterTemplate,
    words: LetterWords,
    signer: SignatureBlock,
    paper: LetterPaper | None,
) -> str:
    """The page as HTML; a draft without its `paper`."""
    region = RegionProfile.current()
    day = paper.day if paper else timezone.localdate()
    lines = letter_lines_of(words.body)
    shown: dict[str, Any] = {
        "kind": template,
        "name": words.subject,
        "region": region,
        "area": indonesian.area_of_government(region.name),
        "unit": letter.unit.on(day) if letter.unit else None,
        "is_head": letter.office == Office.HEAD,
        "is_secretary": letter.office == Office.SECRETARY,
        "number": paper.number if paper else "",
        "bears_number": bool(template.series),
        "short_date": indonesian.short_date(day),
        "heading": template.heading.format(kepala=region.head_title),
        "letter": EditedLetter(words, lines),
        "signer": signer,
        "blank": indonesian.BLANK,
        "demo": region.is_demo,
        "watermark": "" if paper else "RANCANGAN",
        "verification": public_verification.verification_mark_of(paper) if paper else None,
    }
    if template.form is Form.DECREE:
        shown["decree"] = decree_text_of(lines)
    return render_to_string(template.page, shown)


def decree_text_of(lines: list[LetterLine]) -> DecreeText:
    """The parts of a Keputusan, told by the words that begin them."""
    before: list[DecreeRow] = []
    after: list[DecreeRow] = []
    annex: list[LetterLine] = []
    rows = before
    for place, line in enumerate(lines):
        if not isinstance(line, ClauseLine):
            continue
        said = str(line.text).strip()
        if said.rstrip(" :.") == DECIDES:
            rows = after
        elif said.rstrip(" .") == ANNEX:
            annex = lines[place + 1 :]
            break
        else:
            _add(rows, line, said)
    return DecreeText(before, after, annex)


def _add(rows: list[DecreeRow], line: ClauseLine, said: str) -> None:
    found = _SECTION.fullmatch(said)
    if found and not line.marker:
        rows.append(DecreeRow(found["label"], "", mark_safe(found["said"])))  # noqa: S308
    elif rows and rows[-1].label and not rows[-1].said:
        rows[-1] = rows[-1]._replace(mark=line.marker, said=line.text)
    else:
        rows.append(DecreeRow("", line.marker, line.text))
