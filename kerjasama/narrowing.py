"""What a type cannot say: that a value which may be missing is there, that a name is a column."""

from typing import Any, TypeVar

from django.db.models import Field, Model

Value = TypeVar("Value")


class MissingValue(ValueError):
    """Something is missing that the program relies on; a fault of the program, not of a person."""


def require(value: Value | None, reason: str) -> Value:
    """The value, which is there; `reason` says why. Raises MissingValue when it is not."""
    if value is None:
        raise MissingValue(f"missing, though {reason}")
    return value


def column_of(model: type[Model] | Model, name: str) -> "Field[Any, Any]":
    """The model's own field of that name. Raises TypeError for one that stands in another table."""
    field = model._meta.get_field(name)
    if not isinstance(field, Field):
        raise TypeError(f"{name} is no column of {model}")
    return field
