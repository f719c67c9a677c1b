"""The trees that are kept of naskah: what they say, and the facts of the case that they fill in."""

from collections.abc import Callable, Iterator, Mapping

from agreements.documents.kinds import KINDS
from agreements.documents.text import indonesian
from agreements.documents.wording.naskah_facts import signed_where
from agreements.documents.wording.term_wording import term_phrase
from agreements.documents.wording.worth_wording import value_in_words
from agreements.models import Agreement, Signing
from agreements.models.naskah_setup import split_part
from agreements.naskah.blocks import INDONESIAN, NaskahText
from agreements.naskah.inline import Teller
from agreements.naskah.numbering import Numbers
from agreements.naskah.plain import tell_body
from agreements.naskah.stored import load_naskah
from kerjasama.accounts.models import RegionProfile


def has_structure(kind: str) -> bool:
    """Whether its Pasal may be added to, moved and left out: a naskah at home, not the change
    of one.
    """
    wording = KINDS[kind].wording
    return wording is not None and bool(wording.parts) and not KINDS[kind].is_bilingual


def tree_kept_of(kind: str, agreement: Agreement) -> NaskahText | None:
    """The tree of a naskah; None while its text is woven from the proposal."""
    kept = (agreement.trees or {}).get(KINDS[kind].base)
    return load_naskah(kept) if kept else None


class _Values(Mapping[str, str]):
    """What a text fills in of the case, each fact read once somebody asks for it."""

    def __init__(self, kind: str, agreement: Agreement) -> None:
        self._kind, self._agreement = kind, agreement
        self._read: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._read:
            self._read[name] = _READ[name](self._kind, self._agreement)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_READ)

    def __len__(self) -> int:
        return len(_READ)


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


def values_of(kind: str, agreement: Agreement) -> Mapping[str, str]:
    """What a text fills in of the case, by the names of agreements/naskah/inline."""
    return _Values(kind, agreement)


def teller_of(
    kind: str, agreement: Agreement, tree: NaskahText, language: str = INDONESIAN
) -> Teller:
    """Who tells the words of the tree in one language."""
    return Teller(Numbers(tree), values_of(kind, agreement), language)


def part_in(article_id: str, language: str) -> str:
    """The part of a Pasal in one language: "bebas-7", "bebas-7_en"."""
    return article_id if language == INDONESIAN else f"{article_id}_{language}"


def split_part_in(part: str) -> tuple[str, str]:
    """The Pasal of a part and the language it is in: the opposite of `part_in`."""
    one, language = split_part(part)
    return one, language or INDONESIAN


def texts_of_tree(kind: str, agreement: Agreement, tree: NaskahText) -> list[tuple[str, str, str]]:
    """(part, title, text) of each Pasal in each of its languages, in the order of the naskah."""
    languages = {language for article in tree.articles for language in article.texts}
    tellers = {language: teller_of(kind, agreement, tree, language) for language in languages}
    return [
        (
            part_in(article.id, language),
            said.title,
            tell_body(said.body, tellers[language], article.id),
        )
        for article in tree.articles
        for language, said in article.texts.items()
    ]
