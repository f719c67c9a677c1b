"""What somebody says of a block of a naskah, and what is answered."""

from django import forms
from django.http import QueryDict

from agreements.documents.wording.remarks import EMPTY, LONGEST
from agreements.models import RemarkTier
from kerjasama.web.plain_select import PlainSelect

OWNER = "pasal"


def text_field(label: str) -> forms.CharField:
    """The room for what is said."""
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": EMPTY},
    )


class RemarkForm(forms.Form):
    """A remark on a Pasal, a lampiran or (without an owner) on the naskah as a whole: of which of
    its blocks, and who reads it.
    """

    pasal = forms.CharField(required=False, widget=forms.HiddenInput)
    bagian = forms.ChoiceField(label="Bagian", required=False, widget=PlainSelect)
    catatan = text_field("Catatan")
    pembaca = forms.ChoiceField(
        label="Siapa yang membaca",
        choices=RemarkTier.choices,
        required=False,
        widget=PlainSelect,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        owner: str,
        blocks: list[tuple[str, str]],
        tells_mitra: bool,
    ) -> None:
        super().__init__(data, auto_id=f"id_{owner or 'naskah'}_%s", initial={OWNER: owner})
        self.fields["bagian"].choices = blocks
        if len(blocks) < 2:
            del self.fields["bagian"]
        if not tells_mitra:
            del self.fields["pembaca"]

    @property
    def block(self) -> str:
        """The id of what the remark is about."""
        return self.cleaned_data.get("bagian") or self.cleaned_data[OWNER]

    @property
    def tier(self) -> str:
        """Who reads it."""
        return self.cleaned_data.get("pembaca") or RemarkTier.INTERNAL


class AnswerForm(forms.Form):
    """An answer to a remark, for all who read it."""

    jawaban = text_field("Jawaban")

    def __init__(self, data: QueryDict | None = None, *, remark: int) -> None:
        super().__init__(data, auto_id=f"id_catatan_{remark}_%s")
