"""In which languages and originals a naskah is signed, and whether its title names the OPD."""

from typing import Any

from django import forms
from django.http import QueryDict

from agreements.models import Agreement
from agreements.models.naskah_setup import NaskahSetup
from agreements.models.signing import MOST
from agreements.regulations.limits import INTENT
from agreements.regulations.originals import OriginalsPlan
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.reference.languages import BOTH, OF_COUNTRY, THIRD
from kerjasama.web.fields import WholeField

MOST_FOR_A_PARTY = 5
TOGETHER, APART = "berdampingan", "terpisah"


class NaskahAtHomeForm(EarlierValuesMixin, forms.Form):
    """A naskah at home has one language, and as many originals as its signing plans."""

    names_unit = forms.BooleanField(
        label="Sebut perangkat daerah dalam judul",
        required=False,
        help_text="Di bawah nama pemerintah daerah: “melalui …”, nama OPD pemrakarsa.",
    )

    def __init__(
        self, data: QueryDict | None = None, *, agreement: Agreement, kind: str, **kwargs: Any
    ) -> None:
        self.agreement, self.kind = agreement, kind
        setup = agreement.setup_of(kind)
        super().__init__(data, initial={"names_unit": setup.names_unit}, **kwargs)
        self.show_seen()

    def setup(self) -> NaskahSetup:
        """What was chosen."""
        return NaskahSetup(names_unit=self.cleaned_data["names_unit"])


class NaskahAbroadForm(EarlierValuesMixin, forms.Form):
    """The third language of a naskah, its originals, and the language that prevails."""

    third = forms.ChoiceField(
        label="Bahasa ketiga",
        required=False,
        choices=[
            ("", "Tidak ada"),
            *((one.code, f"Bahasa {one.name}") for one in THIRD.values()),
        ],
        help_text=(
            "Di samping bahasa Indonesia dan bahasa Inggris. Teksnya ditulis per Pasal dalam"
            " redaksi naskah."
        ),
    )
    form = forms.ChoiceField(
        label="Bahasa dalam tiap rangkap asli",
        choices=[
            (TOGETHER, "Semua bahasa berdampingan dalam setiap rangkap"),
            (APART, "Satu bahasa dalam setiap rangkap"),
        ],
        widget=forms.RadioSelect,
    )
    per_party = WholeField(
        label="Rangkap asli bagi setiap pihak",
        min_value=1,
        max_value=MOST_FOR_A_PARTY,
        help_text="Dihitung untuk tiap bahasa bila setiap rangkap satu bahasa.",
    )
    prevails = forms.ChoiceField(
        label="Bahasa acuan bila penafsiran berbeda",
        required=False,
        choices=[
            ("", "Seperti dalam usulan"),
            *((one.code, f"Bahasa {one.name}") for one in (*BOTH, *THIRD.values())),
        ],
    )

    def __init__(
        self, data: QueryDict | None = None, *, agreement: Agreement, kind: str, **kwargs: Any
    ) -> None:
        self.agreement, self.kind = agreement, kind
        super().__init__(data, initial=self._begins_with(), **kwargs)
        if agreement.bahasa_acuan:
            proposed = dict(self.fields["prevails"].choices)[agreement.bahasa_acuan]
            first, *others = self.fields["prevails"].choices
            self.fields["prevails"].choices = [(first[0], f"{first[1]} ({proposed})"), *others]
        self._propose_language()
        self.show_seen()

    def _begins_with(self) -> dict[str, Any]:
        """As the naskah is made up, or else its Pernyataan Kehendak was."""
        kind = self.kind
        if kind not in self.agreement.susunan_naskah and INTENT in self.agreement.susunan_naskah:
            kind = INTENT
        setup = self.agreement.setup_of(kind)
        return {
            "third": setup.third,
            "form": APART if setup.apart else TOGETHER,
            "per_party": setup.per_party,
            "prevails": setup.prevails,
        }

    def _propose_language(self) -> None:
        """The language of the partner's country stands first among the others."""
        partner = self.agreement.first_partner
        code = OF_COUNTRY.get(partner.country) if partner else None
        if code:
            none, *others = self.fields["third"].choices
            others.sort(key=lambda choice: choice[0] != code)
            self.fields["third"].choices = [none, *others]

    def clean(self) -> dict[str, Any]:
        """The prevailing language is one of the naskah; the originals can be told apart."""
        data = super().clean() or {}
        prevails, third = data.get("prevails", ""), data.get("third", "")
        if prevails in THIRD and prevails != third:
            self.add_error("prevails", "Bahasa acuan harus salah satu bahasa naskah ini.")
        if not self.errors and self._plan(data).total > MOST:
            self.add_error("per_party", f"Jumlah seluruhnya paling banyak {MOST} rangkap asli.")
        return data

    def _plan(self, data: dict[str, Any]) -> OriginalsPlan:
        apart: tuple[str, ...] = ()
        if data["form"] == APART:
            apart = tuple(one.code for one in self._setup(data).languages)
        return OriginalsPlan(self.agreement.number_of_parties, data["per_party"], apart)

    def setup(self) -> NaskahSetup:
        """What was chosen."""
        return self._setup(self.cleaned_data)

    def _setup(self, data: dict[str, Any]) -> NaskahSetup:
        prevails = data["prevails"]
        if prevails == self.agreement.bahasa_acuan:
            prevails = ""
        return NaskahSetup(data["third"], data["form"] == APART, data["per_party"], prevails)


def form_of_setup(
    agreement: Agreement, kind: str, data: QueryDict | None = None
) -> NaskahAtHomeForm | NaskahAbroadForm:
    """The form of this naskah."""
    if agreement.track.is_foreign:
        return NaskahAbroadForm(data, agreement=agreement, kind=kind)
    return NaskahAtHomeForm(data, agreement=agreement, kind=kind)
