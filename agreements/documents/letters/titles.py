"""What letters are called, by their kinds."""

from agreements.documents.kinds import KINDS


def letter_titles() -> dict[str, str]:
    """Every kind of letter with its title."""
    return {kind.code: kind.title for kind in KINDS.values() if kind.is_letter}
