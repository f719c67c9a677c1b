"""The number that each partner gave a signed naskah: one field, and one box a partner."""

from collections.abc import Sequence
from typing import Any

from django import forms

from agreements.models.evidence import join_numbers, split_numbers

LONGEST_NUMBER = 60


class PartnerNumbersInput(forms.MultiWidget):
    """A box for each partner, under its name."""

    template_name = "components/partner_numbers.html"
    use_fieldset = True

    def __init__(self, partners: Sequence[str]) -> None:
        self.partners = list(partners)
        super().__init__([forms.TextInput() for _ in partners])

    def decompress(self, value: str | None) -> list[str]:
        """The numbers as they are kept, one for each partner."""
        numbers = split_numbers(value or "")
        return [*numbers, *[""] * len(self.partners)][: len(self.partners)]

    def get_context(
        self, name: str, value: Sequence[str] | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Each box with the partner whose number it asks."""
        context = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        context["widget"]["boxes"] = list(zip(self.partners, boxes, strict=True))
        return context


class PartnerNumbersField(forms.MultiValueField):
    """What each partner's naskah bears, kept in the order of the parties."""

    def __init__(self, partners: Sequence[str], **kwargs: Any) -> None:
        boxes = [forms.CharField(max_length=LONGEST_NUMBER, required=False) for _ in partners]
        super().__init__(
            boxes,
            widget=PartnerNumbersInput(partners),
            required=False,
            require_all_fields=False,
            **kwargs,
        )

    def compress(self, values: list[str]) -> str:
        """The numbers as they are kept; empty where none was typed."""
        return join_numbers(values)
