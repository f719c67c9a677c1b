"""Forms: clean, nothing else."""

import magic
from django import forms
from django.conf import settings
from django.utils import timezone

from agreements.documents import store
from agreements.regulations.vocabulary import Kind, Requirement, Track

from .models import Agreement

UPLOAD_TYPES = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}


class ProposalForm(forms.ModelForm):
    class Meta:
        model = Agreement
        fields = [
            "title", "partner", "latar_belakang", "maksud_tujuan", "objek", "lokasi", "ruang_lingkup",
            "jangka_waktu_bulan", "manfaat", "analisis_dampak", "pembiayaan", "program", "membebani",
            "belum_dianggarkan", "dengan_kuasa", "supporters",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("latar_belakang", "maksud_tujuan", "objek", "lokasi", "ruang_lingkup", "manfaat", "analisis_dampak", "pembiayaan")
        }
        help_texts = {"jangka_waktu_bulan": "Kesepakatan Bersama paling lama 60 bulan (Permendagri 22/2020 Pasal 9 dan 32)."}

    def __init__(self, *args, track: Track, **kwargs):
        super().__init__(*args, **kwargs)
        self.caps_term = "Kesepakatan Bersama" in track.instrument

    def clean_jangka_waktu_bulan(self):
        months = self.cleaned_data["jangka_waktu_bulan"]
        if self.caps_term and months and months > 60:
            raise forms.ValidationError("Jangka waktu Kesepakatan Bersama paling lama 60 bulan (5 tahun).")
        if months == 0:
            raise forms.ValidationError("Jangka waktu paling singkat 1 bulan.")
        return months


def clean_upload(upload) -> tuple[str, str]:
    """(sha256, name) of a stored upload. Raises ValidationError by size and by content, never by name."""
    if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        raise forms.ValidationError(f"Ukuran berkas melebihi {settings.UPLOAD_LIMIT_MB} MB.")
    content = upload.read()
    if magic.from_buffer(content[:4096], mime=True) not in UPLOAD_TYPES:
        raise forms.ValidationError(f"Isi berkas bukan {', '.join(UPLOAD_TYPES.values())}. Pilih berkas lain.")
    return store.put(content), upload.name[:200]


class EvidenceForm(forms.Form):
    """The small form of one requirement: approval, record or upload."""

    outcome = forms.ChoiceField(label="Hasil")
    number = forms.CharField(label="Nomor surat", max_length=100, required=False)
    decided_on = forms.DateField(label="Tanggal", widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label="Keterangan", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    upload = forms.FileField(label=f"Berkas (PDF, JPEG, PNG; paling besar {settings.UPLOAD_LIMIT_MB} MB)")

    def __init__(self, *args, need: Requirement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(o, o.capitalize()) for o in need.outcomes]
        unused = {Kind.APPROVAL: ("outcome", "number", "decided_on", "upload"), Kind.RECORD: (), Kind.UPLOAD: ("outcome", "decided_on")}
        for name in unused.get(need.kind, ()):
            del self.fields[name]
        if need.kind is Kind.RECORD:
            self.fields["upload"].required = False

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggal keputusan tidak boleh sesudah hari ini.")
        return day

    def clean(self):
        data = super().clean()
        upload = data.pop("upload", None)
        if upload:
            try:
                data["sha256"], data["file_name"] = clean_upload(upload)
            except forms.ValidationError as error:
                self.add_error("upload", error)
        return data
