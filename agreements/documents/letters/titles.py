"""What letters are called, by their kinds."""

from agreements.documents.kinds import KINDS
from agreements.models import Letter

from .templates import letter_templates


def letter_titles() -> dict[str, str]:
    """Every kind of letter with its title: those of cases, then the free ones."""
    of_cases = {str(kind.code): kind.title for kind in KINDS.values() if kind.is_letter}
    free = {one.code: one.title for one in letter_templates().values()}
    return {**of_cases, **free}


def title_of_letter(letter: Letter) -> str:
    """What a letter is called."""
    if letter.is_of_case:
        return KINDS[letter.kind].title
    return letter_templates()[letter.kind].title


def signed_titles() -> dict[str, str]:
    """Every kind that an official of ours signs, letters or not, with its title."""
    others = {
        str(kind.code): kind.title
        for kind in KINDS.values()
        if not kind.is_letter and kind.signed_by.hand is None
    }
    return {**letter_titles(), **others}
