"""Questions that a form asks before it keeps what is possible but unlikely."""

from zlib import crc32

from django import forms

TRUE_DAY = "Ya, tanggal ini benar"


class AsksFirst(forms.BaseForm):
    """A form that asks about doubtful values. Each question stands at its field, with a box beneath by which it is answered.

    The answer belongs to the very question: another day, or another doubt about it, is asked anew.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.confirmed: list[str] = []

    def ask(self, field: str, *questions: str, answer: str = TRUE_DAY) -> None:
        """Ask at the field unless it was answered; call it from clean(), when the value is known to be possible."""
        asked = [question for question in questions if question]
        if not asked or field in self.errors:
            return
        text = " ".join(asked)
        mark = f"{crc32(text.encode()):08x}"
        name = f"pasti_{field}"
        is_answered = self.data.get(self.add_prefix(name)) == mark
        self._show_box(field, name, answer, mark, is_answered)
        if is_answered:
            self.confirmed.append(text)
        else:
            self.add_error(field, text)

    def _show_box(self, field: str, name: str, label: str, mark: str, is_answered: bool) -> None:
        widget = forms.CheckboxInput(attrs={"value": mark}, check_test=lambda _: is_answered)
        box = forms.BooleanField(label=label, required=False, widget=widget)
        ordered = {}
        for known, shown in self.fields.items():
            ordered[known] = shown
            if known == field:
                ordered[name] = box
        self.fields = ordered

    @property
    def assurance(self) -> dict[str, list[str]]:
        """What was asked and confirmed, for the detail of the event."""
        return {"dipastikan": self.confirmed} if self.confirmed else {}
