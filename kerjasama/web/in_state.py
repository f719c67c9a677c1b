"""States as questions that a template can ask by name."""

from django.db.models import Model


class InState:
    """Whether the row stands in this state: `is_ready = InState(DocumentState.READY)`."""

    def __init__(self, state: str, field: str = "state") -> None:
        self.state = state
        self.field = field

    def __get__(self, row: Model | None, owner: type[Model]) -> bool:
        return row is not None and getattr(row, self.field) == self.state
