"""Forms: clean, nothing else."""

from datetime import date

import magic
from dateutil.relativedelta import relativedelta
from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.forms import inlineformset_factory
from django.utils import timezone

from agreements.documents import store
from agreements.regulations import foreign, urusan
from agreements.regulations.vocabulary import Kind, Requirement, Track
from kerjasama.accounts.models import Unit
from kerjasama.accounts.nip import NipField
from partners.forms import day_input
from partners.models import Partner

from .models import Activity, Agreement, Comment, DocumentState, Indicator, State
from .models.foreign import ENGLISH, FOREIGN_FIELDS

UPLOAD_TYPES = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}
UPLOAD_ACCEPT = ",".join(UPLOAD_TYPES)
LONGEST_KB = 60
# Beyond these something went wrong while typing or pasting; the law sets no such limits.
LONGEST_TEXT, LONGEST_NOTE = 50_000, 4_000
EARLIEST = date(2000, 1, 1)
TERM_LIMITS = [
    MinValueValidator(1, "Jangka waktu paling singkat 1 bulan."),
    MaxValueValidator(1200, "Jangka waktu lebih dari 1.200 bulan (100 tahun). Periksa kembali angkanya."),
]
# code -> (title, fields); the order is the order of the steps.
STEPS = {
    "pokok": ("Judul dan mitra", ("title", "partner", "supporters", "geometri", "jenis_ln", "objek_ln")),
    "syarat": (
        "Persyaratan luar negeri",
        (
            "tanpa_kantor",
            "tanpa_campur_tangan",
            "alih_teknologi",
            "kesetaraan",
            "saling_melengkapi",
            "hubungan_masyarakat",
            "naskah_induk",
            "kementerian_pengampu",
            "teknis_aset",
            "penerusan_hibah",
        ),
    ),
    "isi": (
        "Isi kerja sama",
        (
            "latar_belakang",
            "maksud_tujuan",
            "sasaran",
            "objek",
            "lokasi",
            "ruang_lingkup",
            "jangka_waktu_bulan",
            "pemetaan",
            "manfaat",
            "analisis_dampak",
            "kesimpulan",
        ),
    ),
    "inggris": ("Teks bahasa Inggris", ("title_en", "maksud_tujuan_en", "ruang_lingkup_en", "bahasa_acuan")),
    "rencana": ("Perencanaan dan pembiayaan", ("urusan", "program", "pembiayaan", "nilai", "membebani", "belum_dianggarkan")),
    "penandatanganan": ("Masa berlaku dan penandatanganan", ("loi_bulan", "tempat_ttd", "rencana_ttd", "kuasa_penuh")),
    "naskah": ("PKS dan penanda tangan", ("pks_bulan", "dengan_kuasa", "kuasa_nama", "kuasa_jabatan", "kuasa_nip", "kuasa_sampai")),
}
STEP_OF = {field: code for code, (_, fields) in STEPS.items() for field in fields} | {
    "partner_id": "pokok",
    "hubungan_diplomatik": "pokok",
    "mitra_setingkat": "pokok",
    "izin_berlaku": "pokok",
    "terjemahan_lengkap": "inggris",
    "indikator": "rencana",
    "kegiatan": "rencana",
}
ANCHORS = {
    "indikator": "indikator",
    "kegiatan": "kegiatan",
    **dict.fromkeys(("partner_id", "hubungan_diplomatik", "mitra_setingkat", "izin_berlaku"), "mitra"),
    "terjemahan_lengkap": "div_id_title_en",
}
ON_EVERY_ROAD = frozenset({"title", "partner", "supporters", "nilai"})
LONG = (
    "latar_belakang",
    "maksud_tujuan",
    "objek",
    "lokasi",
    "ruang_lingkup",
    "manfaat",
    "analisis_dampak",
    "pembiayaan",
    "alih_teknologi",
    "kesetaraan",
    "saling_melengkapi",
    "hubungan_masyarakat",
    "naskah_induk",
    "sasaran",
    "pemetaan",
    "kesimpulan",
    "maksud_tujuan_en",
    "ruang_lingkup_en",
)
HELP = {
    "title": "Contoh: Pengelolaan Sampah Terpadu di Wilayah Perbatasan.",
    "supporters": "OPD lain yang ikut melaksanakan; mereka dapat melihat kerja sama ini.",
    "lokasi": "Contoh: Kecamatan Tenggarong, Kabupaten Kutai Kartanegara.",
    "ruang_lingkup": "Satu kegiatan per baris.",
    "jangka_waktu_bulan": "Kesepakatan Bersama paling lama 60 bulan (Permendagri 22/2020 Pasal 9 ayat (3) dan Pasal 32 ayat (3)); "
    "kerja sama luar negeri paling lama 60 bulan (Permendagri 25/2020 Pasal 32 ayat (1)).",
    "alih_teknologi": "Hanya bila objeknya pengembangan ilmu pengetahuan dan teknologi (Permendagri 25/2020 Pasal 5 ayat (2)).",
    "pemetaan": "Bidang unggulan daerah, potensi mitra, bidang prioritas, kearifan lokal, serta kelayakan biaya dan manfaat.",
    "title_en": "Dicetak dalam naskah bagi mitra.",
    "ruang_lingkup_en": "Satu kegiatan per baris, dalam urutan yang sama dengan teks bahasa Indonesia.",
    "bahasa_acuan": "Bahasa yang dipakai bila kedua teks ditafsirkan berbeda.",
    "loi_bulan": "Paling lama 12 bulan (Permendagri 25/2020 Pasal 13 ayat (3)).",
    "naskah_induk": "Judul, nomor, dan tanggal naskah antara kementerian/lembaga dan mitra.",
    "penerusan_hibah": "Bila ya, diperlukan persetujuan DPRD.",
    "kuasa_penuh": "Tanyakan kepada Pusat Fasilitasi Kerja Sama Kementerian Dalam Negeri.",
    "program": "Program yang memuat objek kerja sama ini dalam RPJMD, Renstra, atau RKPD.",
    "nilai": "Perkiraan nilai dalam rupiah, tanpa titik. Kosongkan bila belum ada.",
    "membebani": "Bila ya, diperlukan persetujuan DPRD.",
    "belum_dianggarkan": "Bila ya, diperlukan persetujuan DPRD.",
    "pks_bulan": "Kosongkan bila sama dengan jangka waktu kerja sama.",
    "dengan_kuasa": "Surat kuasa hanya dapat diberikan untuk PKS atau kontrak.",
    "kuasa_sampai": "Kosongkan bila berlaku sampai PKS ditandatangani.",
}


def applies(field: str, track: Track) -> bool:
    """Whether the field belongs on this road."""
    if field == "partner":
        return not track.under_parent
    if field in ("membebani", "belum_dianggarkan"):
        return "perlu_dprd" in track.asks
    if field in STEPS["naskah"][1]:
        return "PKS" in track.instrument
    if field == "geometri" or field in FOREIGN_FIELDS:
        return field in track.asks
    return not track.is_foreign or field in track.asks | ON_EVERY_ROAD


def fields_of(step: str, track: Track, editable: frozenset[str]) -> list[str]:
    """The fields of a step that belong on this road and may be changed now."""
    return [field for field in STEPS[step][1] if field in editable and applies(field, track)]


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
    kuasa_nip = NipField(label="NIP penerima kuasa")
    objek_ln = forms.MultipleChoiceField(
        label="Objek kerja sama luar negeri",
        choices=foreign.OBJECTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sedikitnya satu. Dasar: Permendagri 25/2020 Pasal 4 ayat (1).",
    )

    class Meta:
        model = Agreement
        fields = [field for _, fields in STEPS.values() for field in fields]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in LONG} | {
            "supporters": forms.CheckboxSelectMultiple,
            **{name: day_input() for name in ("rencana_ttd", "kuasa_sampai")},
        }
        labels = {"supporters": "OPD pendukung"}
        help_texts = HELP

    def __init__(self, *args, track: Track, step: str, editable: frozenset[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.track = track
        self.fields = {name: self.fields[name] for name in fields_of(step, track, editable)}
        if "partner" in self.fields:
            self.fields["partner"].queryset = Partner.objects.filter(kind__in=track.partner_kinds)
            self.fields["partner"].error_messages["invalid_choice"] = "Mitra itu tidak ada atau jenisnya tidak sesuai dengan jalur ini."
        self._set_limits()
        if "supporters" in self.fields:
            self.fields["supporters"].queryset = Unit.objects.valid_on(timezone.localdate())

    def _set_limits(self) -> None:
        for name, field in self.fields.items():
            if name in LONG:
                field.validators.append(MaxLengthValidator(LONGEST_TEXT))
            elif name in ("jangka_waktu_bulan", "pks_bulan", "loi_bulan"):
                field.validators = [*TERM_LIMITS]
            elif name == "nilai":
                field.validators.append(MinValueValidator(0, "Nilai tidak boleh negatif."))

    def clean_jangka_waktu_bulan(self):
        months = self.cleaned_data["jangka_waktu_bulan"]
        if months and months > LONGEST_KB and "Kesepakatan Bersama" in self.track.instrument:
            raise forms.ValidationError("Jangka waktu Kesepakatan Bersama paling lama 60 bulan (5 tahun).")
        if months and months > foreign.LONGEST_MONTHS and self.track.is_foreign:
            raise forms.ValidationError("Jangka waktu kerja sama luar negeri paling lama 60 bulan (5 tahun).")
        return months

    def clean_loi_bulan(self):
        months = self.cleaned_data["loi_bulan"]
        if months and months > foreign.LONGEST_INTENT:
            raise forms.ValidationError("Masa berlaku Pernyataan Kehendak paling lama 12 bulan.")
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
        self.initial["owner"] = units.first()  # a form's own initial yields to that of its instance
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


ActivityFormSet = inlineformset_factory(
    Agreement,
    Activity,
    fields=[
        "name",
        "output",
        "location",
        "beneficiaries",
        "roles",
        "year",
        "quarter_from",
        "quarter_to",
        "amount_region",
        "amount_partner",
        "amount_other",
    ],
    extra=1,
    max_num=50,
    validate_max=True,
)
# Rows beside the fields of a step, by the fact that they fill.
ROWS = {"indikator": ("rencana", IndicatorFormSet), "kegiatan": ("rencana", ActivityFormSet)}


def steps_of(agreement: Agreement) -> list[str]:
    """The steps in which something may be changed at this stage."""
    editable = agreement.editable_fields
    return [code for code in STEPS if fields_of(code, agreement.track, editable) or rows_of(agreement, code)]


def rows_of(agreement: Agreement, step: str) -> list[str]:
    """The tables of rows that this step shows, by the fact that they fill."""
    may = agreement.editable_fields & agreement.track.asks
    return [fact for fact, (place, _) in ROWS.items() if place == step and fact in may]


def clean_upload(upload) -> bytes:
    """The content of an upload. Raises ValidationError by size and by content, never by name."""
    if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        raise forms.ValidationError(f"Ukuran berkas melebihi {settings.UPLOAD_LIMIT_MB} MB.")
    content = upload.read()
    if magic.from_buffer(content[:4096], mime=True) not in UPLOAD_TYPES:
        raise forms.ValidationError("Isi berkas bukan PDF, JPEG, atau PNG. Pilih berkas lain.")
    return content


class SigningDayForm(forms.Form):
    """The day a naskah is to bear: the one on which it will be signed, today when nothing is said."""

    hari = forms.DateField(
        label="Tanggal penandatanganan",
        required=False,
        initial=timezone.localdate,
        widget=day_input(),
        help_text="Tanggal ini tercetak pada naskah. Bila penandatanganan ditunda, buat ulang naskahnya.",
    )

    def clean_hari(self) -> date | None:
        day, today = self.cleaned_data["hari"], timezone.localdate()
        if day and abs(relativedelta(day, today).years) >= 1:
            raise forms.ValidationError("Tanggal penandatanganan berada dalam setahun dari hari ini.")
        return day


class EvidenceForm(forms.Form):
    """The small form of one requirement: approval, record or upload."""

    outcome = forms.ChoiceField(label="Hasil")
    decided_on = forms.DateField(label="Tanggal", widget=day_input())
    number = forms.CharField(label="Nomor surat", max_length=100, required=False)
    note = forms.CharField(label="Keterangan", required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2}))
    upload = forms.FileField(
        label="Berkas",
        help_text=f"PDF, JPEG, atau PNG; paling besar {settings.UPLOAD_LIMIT_MB} MB.",
        widget=forms.FileInput(attrs={"accept": UPLOAD_ACCEPT}),
        error_messages={"empty": "Berkas kosong (0 byte). Pilih berkas lain."},
    )

    def __init__(self, *args, need: Requirement, agreement: Agreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.need, self.agreement, self.content = need, agreement, b""
        self.fields["outcome"].choices = chosen_among(need.outcomes)
        self.fields["decided_on"].initial = timezone.localdate()
        unused = {Kind.APPROVAL: ("outcome", "number", "decided_on", "upload"), Kind.RECORD: (), Kind.UPLOAD: ("outcome", "decided_on")}
        for name in unused.get(need.kind, ()):
            del self.fields[name]
        if need.kind is Kind.RECORD:
            self.fields["upload"].required = False
        if need.signs:
            self.fields["number"].label = "Nomor naskah pihak mitra"
            self.fields["decided_on"].label = "Tanggal ditandatangani"
            self.fields["decided_on"].initial = self._printed_day() or timezone.localdate()
        for place, point in enumerate(need.criteria):
            self.fields[f"butir_{place}"] = forms.ChoiceField(label=point, choices=chosen_among(("sesuai", "tidak sesuai")))
            self.fields[f"catatan_{place}"] = forms.CharField(label=f"Catatan: {point}", required=False, max_length=LONGEST_NOTE)

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggal tidak boleh sesudah hari ini.")
        if day < EARLIEST:
            raise forms.ValidationError(f"Tanggal tidak boleh sebelum tahun {EARLIEST.year}. Periksa kembali tahunnya.")
        earliest = self._earliest()
        if earliest and day < earliest:
            raise forms.ValidationError(f"Tanggal tidak boleh mendahului langkah sebelumnya ({earliest:%d/%m/%Y}).")
        printed = self._printed_day()
        if printed and day != printed:
            raise forms.ValidationError(
                f"Naskah mencantumkan tanggal {printed:%d/%m/%Y}. Catat tanggal itu, atau buat ulang naskah dengan tanggal yang benar."
            )
        return day

    def _printed_day(self) -> date | None:
        """The day that the naskah whose signing this records states."""
        ready = self.agreement.documents.filter(kind=self.need.signs, draft=False, state=DocumentState.READY) if self.need.signs else None
        paper = ready.order_by("pk").last() if ready else None
        return date.fromisoformat(paper.context["date"]) if paper else None

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
        """What the engine is to keep."""
        return self.cleaned_data | ({"sha256": store.name_of(self.content)} if self.content else {})

    def keep_file(self) -> None:
        if self.content:
            store.put(self.content)

    def _clean_number(self, data: dict) -> None:
        """Two signed naskah of one partner cannot bear one number."""
        number = data.get("number", "").strip()
        if self.need.signs and number and self._is_used(number):
            self.add_error("number", "Nomor naskah ini sudah dicatat pada kerja sama lain dengan mitra yang sama.")

    def _is_used(self, number: str) -> bool:
        others = Agreement.objects.filter(partner=self.agreement.partner_id, evidence__number=number, evidence__void=False)
        return others.exclude(pk=self.agreement.pk).exists()


def chosen_among(outcomes: tuple[str, ...]) -> list[tuple[str, str]]:
    """The outcomes for a select; where there are several, none stands there before somebody chose it."""
    return [("", "Pilih")] * (len(outcomes) > 1) + [(outcome, outcome[0].upper() + outcome[1:]) for outcome in outcomes]


class FulfilmentForm(forms.Form):
    """How a duty was fulfilled."""

    done_on = forms.DateField(label="Tanggal disampaikan", widget=day_input())
    number = forms.CharField(label="Nomor surat", max_length=100, required=False)
    note = forms.CharField(label="Keterangan", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    upload = forms.FileField(
        label="Berkas",
        required=False,
        help_text=f"PDF, JPEG, atau PNG; paling besar {settings.UPLOAD_LIMIT_MB} MB.",
        widget=forms.FileInput(attrs={"accept": UPLOAD_ACCEPT}),
        error_messages={"empty": "Berkas kosong (0 byte). Pilih berkas lain."},
    )

    def __init__(self, *args, agreement: Agreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.signed_on = agreement.effective_on
        self.fields["done_on"].initial = timezone.localdate()

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggal tidak boleh sesudah hari ini.")
        if day < self.signed_on:
            raise forms.ValidationError(f"Tanggal tidak boleh mendahului penandatanganan ({self.signed_on:%d/%m/%Y}).")
        return day

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        return (clean_upload(upload), upload.name[:200]) if upload else None

    def evidence(self) -> dict:
        """What is to be kept; the file is stored only now, when everything else was right."""
        data = self.cleaned_data.copy()
        file = data.pop("upload")
        return data | ({"sha256": store.put(file[0]), "file_name": file[1]} if file else {})


class WaiverForm(forms.Form):
    alasan = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 2}))


class WordingForm(forms.Form):
    """The Pasal of a naskah: (part, title, standard text, own text) each; an empty text means the standard one."""

    def __init__(self, *args, parts: list[tuple[str, str, str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.standard = {part: standard.strip() for part, _, standard, _ in parts}
        place = 0
        for part, title, standard, own in parts:
            is_english = part.endswith(ENGLISH)
            place += not is_english
            self.fields[part] = forms.CharField(
                label=f"{'Article' if is_english else 'Pasal'} {place} {title}",
                help_text="Diubah dari rumusan baku." if own else "",
                initial=own or standard,
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    def own(self) -> dict[str, str]:
        """Our own text by part; empty where what was typed is the standard text."""
        typed = {part: text.replace("\r\n", "\n") for part, text in self.cleaned_data.items()}
        return {part: "" if text == self.standard[part] else text for part, text in typed.items()}


class CommentForm(forms.ModelForm):
    class Meta:
        model = Comment
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class SendBackForm(forms.Form):
    tujuan = forms.ChoiceField(label="Ke tahap")
    alasan = forms.CharField(label="Alasan", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2}))
    butir = forms.CharField(
        label="Butir perbaikan",
        help_text="Satu per baris. OPD menandai tiap butir setelah diperbaiki.",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tujuan"].choices = [(stage.code, stage.name) for stage in stages]

    def clean_butir(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["butir"].splitlines() if line.strip()]


class HaltForm(forms.Form):
    """The reason; which act it is stands on the button."""

    alasan_henti = forms.CharField(label="Alasan", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2}))
