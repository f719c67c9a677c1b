"""What the page on the languages and originals of a naskah says."""

from dataclasses import dataclass

from agreements.documents.kinds import KINDS, DocumentKind
from agreements.documents.wording.closing_abroad import ClosingFacts, closing_in_both
from agreements.models import Agreement
from agreements.regulations.citations import Citation
from agreements.regulations.conditions_abroad import LANGUAGES_BY, PREVAILS_BY


@dataclass(frozen=True)
class NaskahSetupPage:
    """The naskah and, abroad, how its closing reads as it is made up now."""

    kind: DocumentKind
    closing: str
    closing_en: str
    is_abroad: bool
    languages_by: tuple[Citation, ...] = LANGUAGES_BY
    prevails_by: Citation = PREVAILS_BY


def build_naskah_setup_page(agreement: Agreement, kind: str) -> NaskahSetupPage:
    """The page as the naskah stands now."""
    own = english = ""
    if agreement.track.is_foreign:
        own, english = closing_in_both(ClosingFacts(agreement, kind, None))[-1]
    return NaskahSetupPage(KINDS[kind], own, english, is_abroad=agreement.track.is_foreign)
