"""A choice among many: chips that are searched, instead of a wall of boxes."""

from typing import Any

from django import forms


class PickFromMany(forms.CheckboxSelectMultiple):
    """Boxes whose chosen ones stand on top while the rest lies in a fold, which stands open as long
    as nothing is chosen where `opens_while_empty`.
    """

    is_picker = True

    def __init__(self, *args: Any, opens_while_empty: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opens_while_empty = opens_while_empty
