"""Questions that a form asks before it keeps what is possible but unlikely."""

from typing import Any
from zlib import crc32

from django import forms

BOX = "pasti_"  # begins the name of the box beneath a question
TRUE_DAY = "Ya, tanggal ini benar"


class AsksFirst(forms.BaseForm):
    """A form that asks about doubtful values. Each question stands at its field, with a box beneath
    by which it is answered.

    The answer belongs to the very question: another day, or another doubt about it, is asked anew.
    """

    # Boxes that the page shows at a place of their own.
    placed_questions: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.confirmed: list[str] = []
        # The name of each box, and of the field that it belongs to.
        self._asked_at: dict[str, str] = {}

    def ask(self, field: str | None, *questions: str, answer: str = TRUE_DAY) -> None:
        """Ask at the field (None: of the whole form) unless it was answered.

        Call it last in clean(), when the value is known to be possible.
        """
        asked = [question for question in questions if question]
        if not asked or field in self.errors:
            return
        text = " ".join(asked)
        mark = f"{crc32(text.encode()):08x}"
        name = f"{BOX}{field or 'isian'}"
        is_answered = self.data.get(self.add_prefix(name)) == mark
        self._show_box(field, name, answer, mark, is_answered=is_answered)
        if is_answered:
            self.confirmed.append(text)
        else:
            self.add_error(field, text)

    def _show_box(
        self, field: str | None, name: str, label: str, mark: str, *, is_answered: bool
    ) -> None:
        widget = forms.CheckboxInput(attrs={"value": mark}, check_test=lambda _: is_answered)
        box = forms.BooleanField(label=label, required=False, widget=widget)
        ordered = {}
        for known, shown in self.fields.items():
            ordered[known] = shown
            if known == field:
                ordered[name] = box
        self.fields = ordered | {name: box}
        self._asked_at[name] = field or ""
        if len(self._asked_at) > 1:
            self._tell_apart()

    @property
    def questions(self) -> list[forms.BoundField]:
        """The boxes, for a page that lays its fields out by hand."""
        return [self[name] for name in self._asked_at if name not in self.placed_questions]

    @property
    def questions_at_their_place(self) -> list[forms.BoundField]:
        """The boxes that `questions` leaves out."""
        return [self[name] for name in self._asked_at if name in self.placed_questions]

    def _tell_apart(self) -> None:
        """Several boxes with one label would not say which question each of them answers."""
        for name, field in self._asked_at.items():
            box, asked = self.fields[name], self.fields.get(field)
            if asked is not None and box.label and "(" not in str(box.label):
                box.label = f"{box.label} ({str(asked.label).lower()})"
