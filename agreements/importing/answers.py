"""What a person answered to the questions of a file."""

from collections.abc import Mapping
from typing import Any

from .entries import Topic

OWN = "="  # before the name of one thing that was answered apart from its group


class Answers:
    """Answers by kind of question: for a whole group by its key, or for one name in it."""

    def __init__(self, chosen: Mapping[str, Mapping[str, Any]]) -> None:
        self._chosen = chosen

    def to(self, kind: Topic, key: str, name: str = "") -> str:
        """The answer for that name, else for its group; empty when there is none."""
        given = self._chosen.get(kind, {})
        own = None
        if name:
            own = given.get(OWN + name)
        return str(own or given.get(key) or "")
