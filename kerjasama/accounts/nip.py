"""The civil servant's number, taken as people write it: with or without spaces; and numbers of
persons as they are shown where nobody needs them in full.
"""

from typing import Any

from django import forms

LENGTH = 18
SHOWN_DIGITS = 4


def mask_number(value: str) -> str:
    """The number with all but its last four digits hidden."""
    hidden = max(len(value) - SHOWN_DIGITS, 0)
    return "•" * hidden + value[hidden:]


class NipField(forms.CharField):
    """An optional NIP of 18 digits; spaces between its groups are dropped."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"required": False, "max_length": 30, "help_text": f"{LENGTH} angka.", **kwargs}
        )

    def clean(self, value: str | None) -> str:
        """The 18 digits; empty when nothing was typed. Raises ValidationError."""
        nip = super().clean("".join(str(value or "").split()))
        if nip and not (nip.isascii() and nip.isdigit() and len(nip) == LENGTH):
            raise forms.ValidationError(f"NIP terdiri atas {LENGTH} angka.")
        return nip
