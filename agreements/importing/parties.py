"""Who the parties of a row are: the cell that lists them all taken apart, and who among them may be
ourselves.
"""

import re
from collections import Counter
from collections.abc import Iterable

from partners import splitting

from .names import name_key_of
from .sheets import SheetRow

LIST = re.compile(
    r"\s*;\s*|\s*\n\s*|\s+/\s+|\s+dengan\s+|\s+[–—-]\s+|\s*,\s*(?:dan|serta|&)?\s*|\s+(?:dan|serta|&)\s+",
    re.IGNORECASE,
)
RARE = re.compile(
    r"\s+dengan\s+|\s+[–—-]\s+", re.IGNORECASE
)  # what partners.splitting leaves to this
NUMBERS = re.compile(r"(?:^|\n)\s*\(?\d{1,2}[.)]\s+")
CERTAIN, PERHAPS = "ditulis sebagai beberapa mitra", "mungkin beberapa mitra"
ENOUGH = 2  # rows in which a party must stand before it may be ourselves


def split_parties(cell: str) -> tuple[list[str], str]:
    """(the partners of a cell, how sure it is that they are several); one and nothing when it names
    one.
    """
    parts = splitting.split_partner_cell(cell)
    if not parts.are_several:
        pieces = [" ".join(part.split()) for part in RARE.split(cell)]
        if len(pieces) > 1 and all(splitting.HEAD.match(piece) for piece in pieces):
            return pieces, PERHAPS
        return [" ".join(cell.split())], ""
    if parts.certain:
        return list(parts.names), CERTAIN
    return list(parts.names), PERHAPS


def parties_of_list(cell: str) -> list[str]:
    """The parties of a cell that lists all of a naskah, as far as each is a name of its own."""
    text = NUMBERS.sub("\n", cell).strip()
    parts = splitting.split_partner_cell(text)
    if parts.certain and parts.are_several:
        return list(parts.names)
    pieces = [" ".join(part.split()).strip(" ,;") for part in LIST.split(text)]
    return [piece for piece in dict.fromkeys(pieces) if len(piece) > 1]


def suspected_own_names(rows: Iterable[SheetRow]) -> frozenset[str]:
    """The names, as they are compared, that stand in every row of a column of parties: perhaps
    ourselves.
    """
    found: Counter[str] = Counter()
    total = 0
    for row in rows:
        said = row.values.get("para_pihak") or row.values.get("pihak_1")
        if not said:
            continue
        total += 1
        found.update({name_key_of(name) for name in parties_of_list(str(said))})
    return frozenset(name for name, number in found.items() if number == total >= ENOUGH)
