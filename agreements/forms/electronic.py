"""What whoever signs electronically is asked for, each time anew."""

from django import forms

LENGTH = 16


class SignForm(forms.Form):
    """The NIK by which the provider knows the person, and the passphrase; neither is kept."""

    nik = forms.CharField(
        label="NIK",
        max_length=30,
        help_text=f"{LENGTH} angka, seperti terdaftar di BSrE. Tidak disimpan.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    frasa = forms.CharField(
        label="Frasa sandi (passphrase) BSrE",
        max_length=200,
        strip=False,
        help_text=(
            "Hanya diteruskan kepada BSrE untuk tanda tangan ini; tidak disimpan dan tidak dicatat."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean_nik(self) -> str:
        """The sixteen digits without spaces."""
        nik = "".join(self.cleaned_data["nik"].split())
        if not (nik.isascii() and nik.isdigit() and len(nik) == LENGTH):
            raise forms.ValidationError(f"NIK terdiri atas {LENGTH} angka.")
        return nik
