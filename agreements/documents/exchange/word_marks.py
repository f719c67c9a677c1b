"""The bookmarks by which a file that comes back is known: of which version it is, and which
paragraph is which Pasal or block. Whoever edits the file does not see them.
"""

import re

from agreements.documents.wording.kept_trees import part_in
from agreements.models import DraftVersion

MARK, CLOSING, FRAME, VERSION = "ks_", "ks_akhir", "ks_bingkai", "ks_versi_"
FOOTER = "Rancangan versi {number}, kode {code}"
CODE = 12  # letters of the hash that name a version inside the file
LONGEST = 40  # word processors cut longer names off
_DASH, _DOT = "__", "_dot_"
# The last is how files of before this version name what closes a naskah.
_ENDS = re.compile(rf"(?:{CLOSING}|{FRAME})_|ks_penutup_\d")


def version_mark_of(version: DraftVersion) -> str:
    """The bookmark by which a returned file tells which version it is of."""
    return f"{VERSION}{version.number}_{version.content_hash[:CODE]}"


def footer_of(version: DraftVersion) -> str:
    """The same as a person reads it below each page."""
    return FOOTER.format(number=version.number, code=version.content_hash[:CODE])


def mark_of(part: str) -> str:
    """The bookmark of a Pasal, an annex or a block; word processors allow no sign in one. Empty
    where it would be too long.
    """
    mark = MARK + part.replace("-", _DASH).replace(".", _DOT)
    return mark if len(mark) <= LONGEST else ""


def mark_in(block: str, language: str) -> str:
    """That of a block in one of its languages, in all of which it bears one id."""
    return mark_of(part_in(block, language)) if block else ""


def part_of(mark: str) -> str:
    """The opposite: what a bookmark names; empty where it is none of ours."""
    if not mark.startswith(MARK) or mark.startswith(VERSION) or ends_article(mark):
        return ""
    return mark.removeprefix(MARK).replace(_DOT, ".").replace(_DASH, "-")


def ends_article(mark: str) -> bool:
    """Whether what bears this bookmark stands outside the Pasal."""
    return _ENDS.match(mark) is not None
