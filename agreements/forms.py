"""Forms: clean, nothing else."""

import magic
from django import forms
from django.conf import settings
from django.core.validators import MinValueValidator
from django.forms import inlineformset_factory
from django.utils import timezone

from agreements.documents import signers, store
from agreements.regulations import urusan
from agreements.regulations.vocabulary import Kind, Requirement, Track
from kerjasama.accounts.models import Unit
from partners.models import Partner

from .models import Agreement, Comment, Indicator, State

UPLOAD_TYPES = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}
UPLOAD_ACCEPT = ",".join(UPLOAD_TYPES)
LONGEST_KB = 60
# code -> (title, fields); the order is the order of the steps.
STEPS = {
    "pokok": ("Judul dan mitra", ("title", "partner", "supporters", "geometri")),
    "isi": (
        "Isi kerja sama",
        ("latar_belakang", "maksud_tujuan", "objek", "lokasi", "ruang_lingkup", "jangka_waktu_bulan", "manfaat", "analisis_dampak"),
    ),
    "rencana": ("Perencanaan dan pembiayaan", ("urusan", "program", "pembiayaan", "nilai", "membebani", "belum_dianggarkan")),
    "naskah": ("PKS dan penanda tangan", ("pks_bulan", "dengan_kuasa", "kuasa_nama", "kuasa_jabatan", "kuasa_nip", "kuasa_sampai")),
}
STEP_OF = {field: code for code, (_, fields) in STEPS.items() for field in fields} | {"partner_id": "pokok", "indikator": "rencana"}
ANCHORS = {"indikator": "indikator", "partner_id": "mitra"}
LONG = ("latar_belakang", "maksud_tujuan", "objek", "lokasi", "ruang_lingkup", "manfaat", "analisis_dampak", "pembiayaan")
HELP = {
    "title": "Contoh: Pengelolaan Sampah Terpadu di Wilayah Perbatasan.",
    "supporters": "OPD lain yang ikut melaksanakan; mereka dapat melihat kerja sama ini.",
    "lokasi": "Contoh: Kecamatan Tenggarong, Kabupaten Kutai Kartanegara.",
    "ruang_lingkup": "Satu kegiatan per baris.",
    "jangka_waktu_bulan": "Kesepakatan Bersama paling lama 60 bulan (Permendagri 22/2020 Pasal 9 ayat (3) dan Pasal 32 ayat (3)).",
    "program": "Program yang memuat objek kerja sama ini dalam RPJMD, Renstra, atau RKPD.",
    "nilai": "Perkiraan nilai dalam rupiah, tanpa titik. Kosongkan bila belum ada.",
    "membebani": "Bila ya, diperlukan persetujuan DPRD.",
    "belum_dianggarkan": "Bila ya, diperlukan persetujuan DPRD.",
    "pks_bulan": "Kosongkan bila sama dengan jangka waktu di atas.",
    "dengan_kuasa": "Surat kuasa hanya dapat diberikan untuk PKS atau kontrak.",
    "kuasa_nip": "18 angka.",
    "kuasa_sampai": "Kosongkan bila berlaku sampai PKS ditandatangani.",
}


def place_of(fact: str) -> tuple[str, str]:
    """(step, anchor) of the field where a missing fact is filled in."""
    return STEP_OF[fact], ANCHORS.get(fact, f"div_id_{fact}")


class ProposalForm(forms.ModelForm):
    """One step of the proposal, with the fields that may be changed at this stage."""

    urusan = forms.MultipleChoiceField(
        label="Urusan pemerintahan",
        choices=urusan.CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=f"Sedikitnya satu. Dasar: {urusan.CITATION}.",
    )

    class Meta:
        model = Agreement
        fields = [field for _, fields in STEPS.values() for field in fields]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in LONG} | {
            "supporters": forms.SelectMultiple(attrs={"size": 6}),
            "kuasa_sampai": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        labels = {"supporters": "OPD pendukung"}
        help_texts = HELP

    def __init__(self, *args, track: Track, step: str, editable: frozenset[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.track = track
        kept = [field for field in STEPS[step][1] if field in editable and self._applies(field)]
        self.fields = {name: self.fields[name] for name in kept}
        if "partner" in self.fields:
            self.fields["partner"].queryset = Partner.objects.filter(kind__in=track.partner_kinds)
            self.fields["partner"].error_messages["invalid_choice"] = "Mitra itu tidak ada atau jenisnya tidak sesuai dengan jalur ini."
        if "nilai" in self.fields:
            self.fields["nilai"].validators.append(MinValueValidator(0, "Nilai tidak boleh negatif."))
        if "supporters" in self.fields:
            self.fields["supporters"].queryset = Unit.objects.valid_on(timezone.localdate())

    def _applies(self, field: str) -> bool:
        if field == "geometri":
            return self.track.code == "ksdd-wajib"
        if field == "partner":
            return not self.track.under_parent
        return "PKS" in self.track.instrument or field not in STEPS["naskah"][1]

    def clean_jangka_waktu_bulan(self):
        months = _at_least_one_month(self.cleaned_data["jangka_waktu_bulan"])
        if months and months > LONGEST_KB and "Kesepakatan Bersama" in self.track.instrument:
            raise forms.ValidationError("Jangka waktu Kesepakatan Bersama paling lama 60 bulan (5 tahun).")
        return months

    def clean_pks_bulan(self):
        return _at_least_one_month(self.cleaned_data["pks_bulan"])

    def clean_kuasa_nip(self):
        nip = self.cleaned_data["kuasa_nip"].replace(" ", "")
        if nip and not (nip.isdigit() and len(nip) == 18):
            raise forms.ValidationError("NIP terdiri atas 18 angka.")
        return nip


def _at_least_one_month(months: int | None) -> int | None:
    if months == 0:
        raise forms.ValidationError("Jangka waktu paling singkat 1 bulan.")
    return months


class BeginForm(forms.ModelForm):
    """What a case needs to exist: a title, its OPD, and for a later PKS the Kesepakatan Bersama above it."""

    class Meta:
        model = Agreement
        fields = ["owner", "parent", "title"]
        labels = {"owner": "OPD pemrakarsa", "parent": "Kesepakatan Bersama yang menaungi"}
        help_texts = HELP

    def __init__(self, *args, track: Track, units, seen, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = units
        self.fields["owner"].initial = units.first()
        if not track.under_parent:
            del self.fields["parent"]
            return
        today, family = timezone.localdate(), track.code.partition("-")[0]
        self.fields["parent"].queryset = seen.filter(
            track_code__startswith=family, effective_on__lte=today, expires_on__gte=today, parent=None
        ).exclude(state__in=(State.REJECTED, State.WITHDRAWN))
        self.fields["parent"].required = True


IndicatorFormSet = inlineformset_factory(
    Agreement, Indicator, fields=["name", "unit", "baseline", "target"], extra=1, max_num=10, validate_max=True
)


def clean_upload(upload) -> bytes:
    """The content of an upload. Raises ValidationError by size and by content, never by name."""
    if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        raise forms.ValidationError(f"Ukuran berkas melebihi {settings.UPLOAD_LIMIT_MB} MB.")
    content = upload.read()
    if magic.from_buffer(content[:4096], mime=True) not in UPLOAD_TYPES:
        raise forms.ValidationError(f"Isi berkas bukan {', '.join(UPLOAD_TYPES.values())}. Pilih berkas lain.")
    return content


class EvidenceForm(forms.Form):
    """The small form of one requirement: approval, record or upload."""

    outcome = forms.ChoiceField(label="Hasil")
    decided_on = forms.DateField(label="Tanggal", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    number = forms.CharField(label="Nomor surat", max_length=100, required=False)
    note = forms.CharField(label="Keterangan", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    upload = forms.FileField(
        label="Berkas",
        help_text=f"PDF, JPEG, atau PNG; paling besar {settings.UPLOAD_LIMIT_MB} MB.",
        widget=forms.FileInput(attrs={"accept": UPLOAD_ACCEPT}),
        error_messages={"empty": "Berkas kosong (0 byte). Pilih berkas lain."},
    )

    def __init__(self, *args, need: Requirement, agreement: Agreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.need, self.agreement, self.content = need, agreement, b""
        self.fields["outcome"].choices = [(o, o[0].upper() + o[1:]) for o in need.outcomes]
        self.fields["decided_on"].initial = timezone.localdate()
        unused = {Kind.APPROVAL: ("outcome", "number", "decided_on", "upload"), Kind.RECORD: (), Kind.UPLOAD: ("outcome", "decided_on")}
        for name in unused.get(need.kind, ()):
            del self.fields[name]
        if need.kind is Kind.RECORD:
            self.fields["upload"].required = False
        if need.signs:
            self.fields["number"].label = "Nomor naskah pihak mitra"
            self.fields["decided_on"].label = "Tanggal ditandatangani"
        for place, point in enumerate(need.criteria):
            self.fields[f"butir_{place}"] = forms.ChoiceField(label=point, choices=[("sesuai", "Sesuai"), ("tidak sesuai", "Tidak sesuai")])
            self.fields[f"catatan_{place}"] = forms.CharField(label=f"Catatan: {point}", required=False)

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggal tidak boleh sesudah hari ini.")
        earliest = self._earliest()
        if earliest and day < earliest:
            raise forms.ValidationError(f"Tanggal tidak boleh mendahului langkah sebelumnya ({earliest:%d/%m/%Y}).")
        if self.need.signs and (gap := signers.signing_gap(self.agreement, self.need.signs, day)):
            raise forms.ValidationError(gap)
        return day

    def _earliest(self):
        """The latest date recorded for what this requirement builds on."""
        before = self.agreement.evidence.filter(
            void=False, stage_code=self.agreement.stage_code, requirement_code__in=self.need.after, decided_on__isnull=False
        )
        return before.order_by("-decided_on").values_list("decided_on", flat=True).first()

    def clean(self):
        data = super().clean()
        upload = data.pop("upload", None)
        if upload:
            try:
                self.content, data["file_name"] = clean_upload(upload), upload.name[:200]
            except forms.ValidationError as error:
                self.add_error("upload", error)
        if self.need.criteria:
            data["findings"] = [
                {"butir": point, "hasil": data.pop(f"butir_{place}", ""), "catatan": data.pop(f"catatan_{place}", "")}
                for place, point in enumerate(self.need.criteria)
            ]
        self._clean_number(data)
        return data

    def evidence(self) -> dict:
        """What the engine is to keep; the file is stored only now, when everything else was right."""
        return self.cleaned_data | ({"sha256": store.put(self.content)} if self.content else {})

    def _clean_number(self, data: dict) -> None:
        """Two signed naskah of one partner cannot bear one number."""
        number = data.get("number", "").strip()
        if self.need.signs and number and self._is_used(number):
            self.add_error("number", "Nomor naskah ini sudah dicatat pada kerja sama lain dengan mitra yang sama.")

    def _is_used(self, number: str) -> bool:
        others = Agreement.objects.filter(partner=self.agreement.partner_id, evidence__number=number, evidence__void=False)
        return others.exclude(pk=self.agreement.pk).exists()


class CommentForm(forms.ModelForm):
    class Meta:
        model = Comment
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class SendBackForm(forms.Form):
    tujuan = forms.ChoiceField(label="Ke tahap")
    alasan = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 2}))
    butir = forms.CharField(
        label="Butir perbaikan",
        help_text="Satu per baris. OPD menandai tiap butir setelah diperbaiki.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tujuan"].choices = [(stage.code, stage.name) for stage in stages]

    def clean_butir(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["butir"].splitlines() if line.strip()]


class HaltForm(forms.Form):
    """The reason; which act it is stands on the button."""

    alasan_henti = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 2}))
