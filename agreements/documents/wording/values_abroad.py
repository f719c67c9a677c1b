"""The facts of its case that a naskah abroad fills in, in each of its languages; the parties in the
order of the original that is printed, the one that keeps it first (alternat).
"""

from collections.abc import Callable
from functools import cached_property

from agreements.documents.kinds import KINDS
from agreements.documents.text import english, indonesian
from agreements.documents.wording import clauses_abroad, third_language, worth_abroad
from agreements.documents.wording.parties_abroad import named_first, sides_of
from agreements.documents.wording.worth_wording import value_in_words
from agreements.models import Agreement
from agreements.naskah.inline import MOST_PARTIES, OFFICE, PARTY
from kerjasama.reference.languages import BY_CODE, ENGLISH, INDONESIAN

Readers = dict[str, Callable[[], str]]


def readers_abroad(kind: str, agreement: Agreement, language: str, first: int = 0) -> Readers:
    """By its name, how each fact is read in that language, for the original of the `first` of the
    parties.
    """
    facts = _Facts(kind, agreement, language, first)
    return {
        "judul": facts.title,
        "jangka_waktu": facts.term,
        "nilai": facts.worth,
        "lokasi": lambda: indonesian.flatten_name(agreement.lokasi),
        "rangkap": facts.originals,
        "tempat_tanda_tangan": facts.where,
    } | {
        f"{name}_{number}": facts.reader_of_party(name, number)
        for number in range(1, MOST_PARTIES + 1)
        for name in (PARTY, OFFICE)
    }


class _Facts:
    """Reads each fact once somebody asks for it."""

    def __init__(self, kind: str, agreement: Agreement, language: str, first: int) -> None:
        self.kind, self.agreement = KINDS[kind].base, agreement
        self.language, self.first = language, first

    @property
    def _is_english(self) -> bool:
        return self.language != INDONESIAN

    def title(self) -> str:
        title = self.agreement.title_en if self._is_english else self.agreement.title
        return indonesian.flatten_name(title)

    def term(self) -> str:
        if self._is_english:
            return clauses_abroad.term_in_english_of(self.agreement, self.kind)
        return clauses_abroad.term_of(self.agreement, self.kind)

    def worth(self) -> str:
        if self.agreement.worth is None:
            return ""
        if self._is_english:
            return worth_abroad.value_in_english(self.agreement.worth)
        return value_in_words(self.agreement.worth)

    def originals(self) -> str:
        total = self.agreement.originals_abroad(self.kind).total
        if self.language == INDONESIAN:
            return indonesian.number_in_words(total)
        return english.number_in_english(total) if self.language == ENGLISH else str(total)

    def where(self) -> str:
        place = indonesian.flatten_name(self.agreement.tempat_ttd) or indonesian.BLANK
        told = {INDONESIAN: f"di {place}", ENGLISH: f"at {place}"}
        return told.get(self.language, place)

    def reader_of_party(self, name: str, number: int) -> Callable[[], str]:
        """How the name, or the office, of the party in that place is read."""

        def read() -> str:
            named = self._named
            if number > len(named):
                return ""
            return named[number - 1][0 if name == PARTY else 1]

        return read

    @cached_property
    def _named(self) -> list[tuple[str, str]]:
        """Name and office of each party, in the order of the original."""
        return named_parties(self.kind, self.agreement, self.language, self.first)


def named_parties(
    kind: str, agreement: Agreement, language: str, first: int = 0
) -> list[tuple[str, str]]:
    """Name and office of whoever signs for it, of each party in that language, the `first` before
    the others.
    """
    if language not in (INDONESIAN, ENGLISH):
        named = [(one.name, one.office) for one in third_language.parties_in_third(kind, agreement)]
        return [named[first], *named[:first], *named[first + 1 :]] if named else []
    sides = named_first(sides_of(agreement, kind=kind), first)
    if language == ENGLISH:
        return [(side.name_en, side.office_en) for side in sides]
    return [(side.name, side.office) for side in sides]


def article_format_of(language: str) -> str:
    """How a third language names an article ("第{n}条"); empty for Indonesian and English."""
    return "" if language in (INDONESIAN, ENGLISH) else BY_CODE[language].article
