"""What an old naskah leaves open, or settles otherwise than with a day; part of the form that
records one.
"""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q

from kerjasama.web.fields import WholeField
from partners.models import Partner

MOST_MONTHS, LONGEST_NOTE = 60, 10_000


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
        names = [
            " ".join(line.split())
            for line in self.cleaned_data["further"].splitlines()
            if line.strip()
        ]
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

    def judge_unknown(self, data: dict) -> None:
        """Whether what is left open is said to be so, and nothing is both open and given."""
        if data.get("signing_unknown"):
            if data.get("signed_on"):
                self.add_error(
                    "signing_unknown", "Hapus tandanya, atau kosongkan tanggal penandatanganannya."
                )
            elif not data.get("effective_on") and "effective_on" not in self.errors:
                self.add_error(
                    "effective_on",
                    "Isi mulai berlakunya, karena tanggal penandatanganan tidak diketahui.",
                )
        elif not data.get("signed_on") and "signed_on" not in self.errors:
            self.add_error(
                "signed_on", "Bidang ini wajib diisi, atau tandai bahwa tanggalnya tidak diketahui."
            )
        if data.get("open_ended") and data.get("expires_on"):
            self.add_error("open_ended", "Hapus tandanya, atau kosongkan tanggal berakhirnya.")
        elif (
            not data.get("open_ended")
            and not data.get("expires_on")
            and "expires_on" not in self.errors
        ):
            self.add_error(
                "expires_on",
                "Bidang ini wajib diisi, atau tandai bahwa naskahnya tanpa tanggal berakhir.",
            )
        if data.get("ends_when") and not data.get("open_ended"):
            self.add_error("ends_when", "Hanya untuk naskah tanpa tanggal berakhir.")


def _recorded(name: str) -> Partner | None:
    """The one partner of that name or alias."""
    found = Partner.objects.filter(Q(name__iexact=name) | Q(aliases__name__iexact=name)).order_by(
        "pk"
    )
    return found.first()
