"""Every kind of paper, each declared whole as one value; a module for each family of papers."""

from . import abroad, changes, meetings, naskah, proposing, reports, signing
from .vocabulary import DocumentCode, DocumentKind

DECLARED: tuple[DocumentKind, ...] = (
    *proposing.KINDS,
    *naskah.KINDS,
    *changes.KINDS,
    *meetings.KINDS,
    *signing.KINDS,
    *reports.KINDS,
    *abroad.KINDS,
)
_BY_CODE = {kind.code: kind for kind in DECLARED}
# By its code, in the order of the codes.
KINDS: dict[str, DocumentKind] = {code: _BY_CODE[code] for code in DocumentCode if code in _BY_CODE}
__all__ = ["DECLARED", "KINDS", "DocumentCode", "DocumentKind"]
