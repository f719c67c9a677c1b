"""How a letter reads, whether it is of a case or free."""

from agreements.models import Letter, LetterAct
from kerjasama.accounts.models import User

from . import case_letters, free_letters
from .words import LetterWords


def words_of(letter: Letter) -> LetterWords:
    """What the letter says now."""
    return case_letters.words_of(letter) if letter.is_of_case else free_letters.words_of(letter)


def seen_in(letter: Letter) -> str:
    """The mark of what it says now, or said when it got its number; a paraf counts for it alone."""
    if not letter.is_draft:
        numbered = letter.steps.filter(act=LetterAct.NUMBERED).last()
        if numbered is not None:
            return numbered.seen
    return case_letters.seen_in(letter) if letter.is_of_case else free_letters.seen_in(letter)


def page_of_draft(letter: Letter) -> str:
    """Its page as it would be printed today, without a number."""
    if letter.is_of_case:
        return case_letters.page_of_draft(letter)
    return free_letters.page_of_draft(letter)


def may_write(user: User, letter: Letter) -> bool:
    """Whether this person edits its draft."""
    if letter.is_of_case:
        return case_letters.may_write(user, letter)
    return free_letters.may_write(user, letter)
