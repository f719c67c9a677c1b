"""What the columns of a sheet are, said by hand: each heading with a choice, and what the sheet
always means.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from agreements.importing import columns, headings, tracks
from agreements.importing.columns import IGNORE, Header
from agreements.regulations import legacy
from kerjasama.accounts.models import Unit
from kerjasama.web.fields import WholeField
from partners.models import PartnerKind

from .imports import FAMILIES

WHAT = [(IGNORE, "Abaikan"), *((column.code, column.heading) for column in headings.ALL)]
DEPTHS = [("1", "satu baris"), ("2", "dua baris"), ("0", "tidak ada baris judul")]
CONSTANTS = ("jalur", "bentuk", "opd", "jenis_mitra", "judul", "berakhir")
ENDS = [("tanpa batas waktu", "Tanpa batas waktu")]


class HeadForm(forms.Form):
    """In which row the headings stand, and over how many rows."""

    baris = WholeField(
        label="Baris judul ada di baris", min_value=1, max_value=columns.MOST_ROWS_ABOVE
    )
    susunan = forms.ChoiceField(label="Judul kolom", choices=DEPTHS)


class ColumnsForm(forms.Form):
    """One choice for each column of the head, and what no column says."""

    def __init__(
        self,
        *args: Any,
        head: Header,
        offered: dict[int, str],
        rows: list[list[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.head = head
        self.rows = rows
        for place, heading in enumerate(head.named):
            self.fields[f"k{place}"] = forms.ChoiceField(
                label=heading or f"Kolom {place + 1}",
                choices=WHAT,
                required=False,
                initial=offered.get(place, IGNORE),
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        for code, choices in self._constants().items():
            column = columns.BY_CODE[code]
            label = f"{column.heading} (bila tidak ada kolomnya)"
            self.fields[f"c_{code}"] = forms.ChoiceField(
                label=label, choices=[("", "–"), *choices], required=False
            )
        self.fields["c_judul"] = forms.CharField(
            label="Judul (bila tidak ada kolomnya)",
            max_length=250,
            required=False,
            help_text="Boleh memuat {mitra}, misalnya: Kerja sama dengan {mitra}",
        )

    @staticmethod
    def _constants() -> dict[str, list[tuple[str, str]]]:
        units = Unit.objects.valid_on(timezone.localdate()).values_list("name", flat=True)
        return {
            "jalur": [(family, FAMILIES[family]) for family in tracks.FAMILIES],
            "bentuk": [*((name, name) for name in legacy.NAMES.values()), ("MoU", "MoU")],
            "opd": [(name, name) for name in units],
            "jenis_mitra": [(str(label), str(label)) for label in PartnerKind.labels],
            "berakhir": ENDS,
        }

    @property
    def listed(self) -> list[tuple[BoundField, int, list[str]]]:
        """(field, number of the column, its first values) of each column."""
        columns_shown = []
        for place in range(len(self.head.named)):
            values = [row[place] for row in self.rows if place < len(row) and row[place]]
            columns_shown.append((self[f"k{place}"], place + 1, values[:3]))
        return columns_shown

    @property
    def always(self) -> list[BoundField]:
        """The fields for what holds for every row of the sheet."""
        return [self[f"c_{code}"] for code in CONSTANTS]

    def clean(self) -> dict[str, Any]:
        """No two columns mean the same, and all that a row needs is said somewhere."""
        data = super().clean() or {}
        chosen: dict[str, str] = {}
        for place in range(len(self.head.named)):
            code = data.get(f"k{place}") or IGNORE
            if code == IGNORE:
                continue
            if code in chosen:
                first = self.fields[chosen[code]].label
                self.add_error(
                    f"k{place}", f"Sudah dipakai kolom “{first}”. Satu arti hanya untuk satu kolom."
                )
            chosen.setdefault(code, f"k{place}")
        if not self.errors and (lacking := self._lacking()):
            names = ", ".join(columns.BY_CODE[code].heading for code in lacking)
            raise forms.ValidationError(f"Belum ada kolom atau pilihan tetap untuk: {names}.")
        return data

    def _lacking(self) -> list[str]:
        places = {code: int(place) for place, code in self.places().items()}
        head = Header(self.head.row, self.head.first, places, (), constants=self.constants())
        return head.lacking

    def places(self) -> dict[str, str]:
        """{place as text: code}."""
        said = {
            str(place): self.cleaned_data.get(f"k{place}") or IGNORE
            for place in range(len(self.head.named))
        }
        return {place: code for place, code in said.items() if code != IGNORE}

    def constants(self) -> dict[str, str]:
        """{code: what holds for every row}; nothing for what was left empty."""
        said = {code: self.cleaned_data.get(f"c_{code}") or "" for code in CONSTANTS}
        return {code: " ".join(value.split()) for code, value in said.items() if value.strip()}
