"""What kind of partner a name may mean, with the ground for it: a proposal, never a fact."""

from . import names


def ground_of(name: str) -> tuple[str, str]:
    """(kind, ground); both empty when the name tells nothing."""
    kind = names.kind_guessed(name)
    if not kind:
        return "", ""
    words = names.key(name).split()
    return kind, f"nama diawali “{words[0].upper() if len(words[0]) < 4 else words[0].capitalize()}”"
