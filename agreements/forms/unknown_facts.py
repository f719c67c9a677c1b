"""What an old naskah leaves open, or settles otherwise than with a day; part of the form that
records one.
"""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q

from kerjasama.web.fields import WholeField
from partners.models import Partner

MOST_MONTHS = 60
LONGEST_NOTE = 10_000


class UnknownFactsForm(forms.Form):
    """Fields for unknown days, for terms without an end, for renewal and notice, and for further
    parties.
    """

    signing_unknown = forms.BooleanField(
        label="Tanggal penandatanganan tidak diketahui",
        required=False,
        help_text="Mulai berlaku wajib diisi.",
    )
    open_ended = forms.BooleanField(
        label="Tanpa tanggal berakhir",
        required=False,
        help_text=(
            "Tanpa batas waktu, berakhir oleh peristiwa, atau tidak diketahui. Ditinjau tiap tahun"
            " (norma setempat)."
        ),
    )
    ends_when = forms.CharField(
        label="Yang mengakhirinya",
        max_length=200,
        required=False,
        help_text="Misalnya: sampai sertifikat terbit. Kosongkan bila tanpa batas waktu.",
    )
    renews_itself = forms.BooleanField(
        label="Diperpanjang otomatis",
        required=False,
        help_text="Berlaku terus setelah tanggal berakhir, selama tidak diakhiri.",
    )
    notice_months = WholeField(
        label="Pemberitahuan sebelum berakhir (bulan)",
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
        help_text="Bila naskah memintanya; pengingat dikirim sebulan sebelum harinya.",
    )
    further = forms.CharField(
        label="Mitra lain yang ikut menandatangani",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Satu nama mitra tercatat per baris.",
    )
    record_note = forms.CharField(
        label="Catatan",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_further(self) -> list[Partner]:
        """The partners by their names in the registry, each once."""
        lines = self.cleaned_data["further"].splitlines()
        names = [" ".join(line.split()) for line in lines if line.strip()]
        found: dict[int, Partner] = {}
        for name in names[:50]:
            partner = _recorded(name)
            if partner is None:
                raise forms.ValidationError(
                    f"Mitra “{name[:100]}” belum tercatat. Catat dulu pada Mitra, atau betulkan"
                    " namanya."
                )
            found[partner.pk] = partner
        return list(found.values())

    def judge_unknown(self, data: dict[str, Any]) -> None:
        """Whether what is left open is said to be so, and nothing is both open and given."""
        self._judge_unknown_signing(data)
        self._judge_open_end(data)

    def _is_missing(self, data: dict[str, Any], name: str) -> bool:
        """Whether a field was left empty; not when what was typed there cannot be read."""
        return not data.get(name) and name not in self.errors

    def _judge_unknown_signing(self, data: dict[str, Any]) -> None:
        is_unknown = data.get("signing_unknown")
        if is_unknown and data.get("signed_on"):
            self.add_error(
                "signing_unknown", "Hapus tandanya, atau kosongkan tanggal penandatanganannya."
            )
        elif is_unknown and self._is_missing(data, "effective_on"):
            self.add_error(
                "effective_on",
                "Isi mulai berlakunya, karena tanggal penandatanganan tidak diketahui.",
            )
        elif not is_unknown and self._is_missing(data, "signed_on"):
            self.add_error(
                "signed_on", "Bidang ini wajib diisi, atau tandai bahwa tanggalnya tidak diketahui."
            )

    def _judge_open_end(self, data: dict[str, Any]) -> None:
        is_open = data.get("open_ended")
        if is_open and data.get("expires_on"):
            self.add_error("open_ended", "Hapus tandanya, atau kosongkan tanggal berakhirnya.")
        elif not is_open and self._is_missing(data, "expires_on"):
            self.add_error(
                "expires_on",
                "Bidang ini wajib diisi, atau tandai bahwa naskahnya tanpa tanggal berakhir.",
            )
        if not is_open and data.get("ends_when"):
            self.add_error("ends_when", "Hanya untuk naskah tanpa tanggal berakhir.")


def _recorded(name: str) -> Partner | None:
    """The one partner of that name or alias."""
    is_called = Q(name__iexact=name) | Q(aliases__name__iexact=name)
    return Partner.objects.filter(is_called).order_by("pk").first()
