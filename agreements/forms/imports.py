"""A file to be imported, what its names mean, and why an import is taken back."""

from django import forms
from django.conf import settings

from agreements.importing.names import NEW

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportForm(forms.Form):
    upload = forms.FileField(
        label="Berkas register (.xlsx)",
        help_text=f"Paling besar {settings.UPLOAD_LIMIT_MB} MB dan 20.000 baris. "
        "Tidak ada yang berubah sebelum Anda menyetujui hasil pemeriksaan.",
        widget=forms.FileInput(attrs={"accept": f".xlsx,{XLSX}"}),
        error_messages={"empty": "Berkas kosong (0 byte). Pilih berkas lain."},
    )

    def clean_upload(self):
        """Judged by its size alone, before any of it is read; what is in it, the worker judges within limits."""
        upload = self.cleaned_data["upload"]
        if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            raise forms.ValidationError(
                f"Ukuran berkas {upload.size / 1024 / 1024:.0f} MB melebihi {settings.UPLOAD_LIMIT_MB} MB. "
                "Hapus gambar dan lembar lain, atau bagi menjadi beberapa berkas."
            )
        return upload


class ChoicesForm(forms.Form):
    """What the names in doubt mean; what is left open stays in doubt."""

    def __init__(self, *args, questions: dict[str, list], **kwargs):
        super().__init__(*args, **kwargs)
        self.named: dict[str, tuple[str, str]] = {}
        for kind, asked in questions.items():
            for place, (name, rows, options) in enumerate(asked):
                code = f"{kind}_{place}"
                self.named[code] = (kind, name)
                self.fields[code] = forms.ChoiceField(label=f"{name} ({rows} baris)", choices=_options(kind, options), required=False)

    def chosen(self) -> dict[str, dict]:
        """{kind: {name of the file: what it means}}."""
        found: dict[str, dict] = {"opd": {}, "mitra": {}}
        for code, (kind, name) in self.named.items():
            if answer := self.cleaned_data.get(code):
                found[kind][name] = int(answer) if kind == "opd" else answer
        return found


def _options(kind: str, options: list) -> list[tuple[str, str]]:
    new = [(NEW, "Buat mitra baru dengan nama ini")] if kind == "mitra" else []
    return [("", "Belum dipilih"), *((str(key), label) for key, label in options), *new]
