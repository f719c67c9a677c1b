"""Whether one cell names several parties. Who of them is our own region stands in kerjasama/accounts/ourselves."""

import re

from partners import splitting
from partners.splitting import HEAD

NUMBERED = re.compile(r"(?:^|\n|\s)\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
DIVIDERS = (
    ("beberapa baris", re.compile(r"\s*\n\s*")),
    ("titik koma", re.compile(r"\s*;\s*")),
    ("garis miring", re.compile(r"\s+/\s+|\s*/\s*(?=(?:pt|cv|pemerintah|pemkab|pemkot|universitas)\b)", re.IGNORECASE)),
    ("kata “dengan”", re.compile(r"\s+dengan\s+", re.IGNORECASE)),
    ("tanda pisah", re.compile(r"\s+[–—-]\s+")),
    ("kata “dan” atau koma", re.compile(r"\s*,\s*(?:dan|serta|&)?\s*|\s+(?:dan|serta|&)\s+", re.IGNORECASE)),
)

RARE = ("kata “dengan”", "tanda pisah")  # what partners/splitting leaves to this column


def split(cell: str, is_list: bool = False) -> tuple[list[str], str]:
    """(the partners of a cell, by what they are divided); one partner and nothing when the cell names one.

    `is_list`: the column holds all parties of a naskah, so that any divider divides.
    """
    text = cell.strip()
    if not is_list and (found := splitting.split(text)).are_several:
        return list(found.names), found.ground
    numbered = [part.strip(" ;,\n") for part in NUMBERED.split(f"\n{text}") if part.strip(" ;,\n")]
    if is_list and len(numbered) > 1 and NUMBERED.match(f"\n{text}"):
        return [_tidy(part) for part in numbered], "nomor urut"
    for name, divider in DIVIDERS:
        parts = [_tidy(part) for part in divider.split(text) if part and part.strip()]
        if len(parts) > 1 and (is_list or name in RARE and all(HEAD.match(part) for part in parts)):
            rest = [piece for part in parts for piece in (split(part, True)[0] if is_list else [part])]
            return rest, name
    return [_tidy(text)], ""


def _tidy(part: str) -> str:
    return " ".join(part.split()).strip(" ,;")
