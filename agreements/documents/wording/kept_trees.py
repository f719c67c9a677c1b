"""The trees that are kept of naskah: what they say, and the facts of the case that they fill in."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from agreements.documents.kinds import KINDS
from agreements.documents.text import indonesian
from agreements.documents.wording import values_abroad
from agreements.documents.wording.naskah_facts import signed_where
from agreements.documents.wording.term_wording import term_phrase
from agreements.documents.wording.worth_wording import value_in_words
from agreements.models import Agreement, Signing
from agreements.models.naskah_setup import split_part
from agreements.naskah.blocks import INDONESIAN, Article, NaskahText
from agreements.naskah.inline import Teller
from agreements.naskah.numbering import Numbers
from agreements.naskah.plain import tell_body
from agreements.naskah.stored import load_naskah
from kerjasama.accounts.models import RegionProfile
from kerjasama.reference.languages import THIRD


def has_structure(kind: str) -> bool:
    """Whether its Pasal may be added to, moved and left out: a naskah, not the change of one."""
    wording = KINDS[kind].wording
    return wording is not None and bool(wording.parts)


def has_frame(kind: str) -> bool:
    """Whether what surrounds its Pasal may be worded in its tree: at home. Abroad it follows the
    case, and a third text of it is typed beside the tree.
    """
    return has_structure(kind) and not KINDS[kind].is_bilingual


def languages_of(kind: str, agreement: Agreement) -> tuple[str, ...]:
    """The codes of the languages that a naskah is written in, Indonesian first."""
    if not KINDS[kind].is_bilingual:
        return (INDONESIAN,)
    return tuple(one.code for one in agreement.setup_of(KINDS[kind].base).languages)


def tree_kept_of(kind: str, agreement: Agreement) -> NaskahText | None:
    """The tree of a naskah; None while its text is woven from the proposal."""
    kept = (agreement.trees or {}).get(KINDS[kind].base)
    return load_naskah(kept) if kept else None


_FORMERLY = re.compile(r"(.+)_([a-z]{2})(\.\d+)")  # "subjek_en.3" for the "subjek.3" of today


class _Values(Mapping[str, str]):
    """What a text fills in of the case, each fact read once somebody asks for it."""

    def __init__(self, readers: Mapping[str, Callable[[], str]]) -> None:
        self._readers = readers
        self._read: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._read:
            self._read[name] = self._readers[name]()
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._readers)

    def __len__(self) -> int:
        return len(self._readers)


def _copies_in_words(kind: str, agreement: Agreement) -> str:
    return indonesian.number_in_words(Signing.objects.copies_of(agreement, kind))


_READ: dict[str, Callable[[str, Agreement], str]] = {
    "judul": lambda kind, case: indonesian.flatten_name(case.title),
    "jangka_waktu": lambda kind, case: term_phrase(case.term_of(kind)),
    "nilai": lambda kind, case: value_in_words(case.worth) if case.worth else "",
    "lokasi": lambda kind, case: indonesian.flatten_name(case.lokasi),
    "rangkap": _copies_in_words,
    "tempat_tanda_tangan": lambda kind, case: signed_where(case, RegionProfile.current()),
}


def values_of(
    kind: str, agreement: Agreement, language: str = INDONESIAN, first: int = 0
) -> Mapping[str, str]:
    """What a text fills in of the case, by the names of agreements/naskah/inline; abroad for the
    original of the `first` of the parties.
    """
    if KINDS[kind].is_bilingual:
        return _Values(values_abroad.readers_abroad(kind, agreement, language, first))
    return _Values({name: partial(read, kind, agreement) for name, read in _READ.items()})


def teller_of(
    kind: str,
    agreement: Agreement,
    tree: NaskahText,
    language: str = INDONESIAN,
    first: int = 0,
) -> Teller:
    """Who tells the words of the tree in one language."""
    return Teller(
        Numbers(tree),
        values_of(kind, agreement, language, first),
        language,
        values_abroad.article_format_of(language),
    )


def part_in(article_id: str, language: str) -> str:
    """The part of a Pasal in one language: "bebas-7", "bebas-7_en"."""
    return article_id if language == INDONESIAN else f"{article_id}_{language}"


def split_part_in(part: str) -> tuple[str, str]:
    """The Pasal of a part and the language it is in: the opposite of `part_in`."""
    one, language = split_part(part)
    return one, language or INDONESIAN


def split_block(address: str) -> tuple[str, str]:
    """The id of a Pasal or a block, and the language in which it was meant: "b7_en" is "b7" in
    English. Reads as well how blocks were called before they bore one id in all languages.
    """
    if found := _FORMERLY.fullmatch(address):
        return f"{found[1]}{found[3]}", found[2]
    return split_part_in(address)


def texts_of_tree(kind: str, agreement: Agreement, tree: NaskahText) -> list[tuple[str, str, str]]:
    """(part, title, text) of each Pasal in each of its languages, in the order of the naskah; one
    that is not translated yet says nothing there.
    """
    languages = languages_of(kind, agreement)
    tellers = {language: teller_of(kind, agreement, tree, language) for language in languages}
    return [
        (part_in(article.id, language), *_told_in(article, language, tellers[language]))
        for article in tree.articles
        for language in languages
    ]


def _told_in(article: Article, language: str, teller: Teller) -> tuple[str, str]:
    """Title and text. A third text begins with its title, and is called as the Indonesian one."""
    said = article.said_in(language)
    text = tell_body(said.body, teller, article.id)
    if language in THIRD:
        return article.title, "\n".join(filter(None, (said.title, text)))
    return said.title, text
