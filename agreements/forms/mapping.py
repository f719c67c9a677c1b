"""The yearly mapping: its opening, the items of an OPD, their review, and the Keputusan."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.http import QueryDict

from agreements.documents import store
from agreements.models import ItemState, MappedItem, Mapping
from agreements.models.mapping import MappedItemQuerySet
from agreements.regulations import planned, urusan
from agreements.workflow.mapping import REVIEWED, DecreeData
from kerjasama.accounts.models import Unit
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.parameters import primary_key_in
from kerjasama.web.fields import DayField, MonthsField, WholeField, typed_fields
from kerjasama.web.picking import PickFromMany
from kerjasama.web.plain_select import PlainSelect

from .proposal import TERM_LIMITS
from .uploads import LONGEST_NOTE, LONGEST_TEXT, clean_upload, upload_field

ASKED_OF_WAJIB = {
    "geometri": planned.GEOMETRY,
    "kegiatan": planned.LIST_OF_PROGRAMMES,
    "jangka_waktu_bulan": planned.LIST_OF_PROGRAMMES,
    "prioritas": planned.LIST_OF_PROGRAMMES,
}
DAY_OF_OURS = "Ditetapkan Bagian Kerja Sama; peraturan tidak menentukan harinya."
STANDINGS = (
    ("", "Semua"),
    ("rencana", "Direncanakan: diterima atau ditetapkan"),
    ("menunggu", "Menunggu Bagian Kerja Sama"),
    ("kembali", "Dikembalikan"),
    ("diterima", "Diterima, belum ditetapkan"),
    ("ditetapkan", "Ditetapkan"),
    ("belum", "Ditetapkan, belum diajukan"),
    ("usulan", "Sudah menjadi usulan"),
    ("ttd", "Sudah ditandatangani"),
)


class OpenMappingForm(forms.Form):
    """The year of a mapping, and until when OPD are asked."""

    year = WholeField(label="Tahun", min_value=2000, max_value=2100)
    closes_on = DayField(label="Batas usulan", help_text=DAY_OF_OURS)
    note = forms.CharField(
        label="Arahan bagi OPD",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya prioritas tahun itu. Tampil pada halaman usulan setiap OPD.",
    )


class MappingForm(EarlierValuesMixin, forms.ModelForm):
    """Until when OPD are asked, and what they are told."""

    class Meta:
        model = Mapping
        formfield_callback = typed_fields
        fields = ["closes_on", "note"]
        help_texts = {"closes_on": DAY_OF_OURS}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class CoordinationForm(forms.Form):
    """The coordination with the unit for planning."""

    day = DayField(label="Tanggal koordinasi")
    result = forms.CharField(
        label="Hasil koordinasi",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dengan siapa, dan apa yang disepakati. Sebutkan nomor notula bila ada.",
    )


class ItemForm(EarlierValuesMixin, forms.ModelForm):
    """One item of an OPD. `units` are those for which the person writes."""

    urusan = forms.MultipleChoiceField(
        label="Urusan pemerintahan",
        choices=urusan.CHOICES,
        widget=PickFromMany(opens_while_empty=True),
        help_text=f"Sedikitnya satu. Dasar: {urusan.CITATION}.",
    )

    class Meta:
        model = MappedItem
        formfield_callback = typed_fields
        fields = [
            "unit",
            "kind",
            "objek",
            "urusan",
            "tujuan",
            "manfaat",
            "mitra",
            "program",
            "kegiatan",
            "geometri",
            "jangka_waktu_bulan",
            "prioritas",
        ]
        field_classes = {"jangka_waktu_bulan": MonthsField}
        widgets = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("tujuan", "manfaat", "kegiatan")
        }
        help_texts = {
            "objek": "Apa yang dikerjasamakan, dalam satu kalimat. Contoh: Pengelolaan sampah"
            " terpadu di wilayah perbatasan.",
            "mitra": "Nama calon mitra atau daerah bila sudah ada, atau jenisnya.",
            "program": "Program yang memuat objek ini dalam RPJMD, Renstra, atau RKPD.",
            "kegiatan": "Satu kegiatan per baris. Wajib diisi bagi KSDD wajib.",
            "geometri": "Hanya bagi KSDD wajib.",
            "prioritas": "Wajib diisi bagi KSDD wajib.",
            "jangka_waktu_bulan": "Perkiraan. Wajib diisi bagi KSDD wajib.",
        }

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["unit"]
            self.show_seen()
        else:
            self.fields["unit"].queryset = units
            if len(units) == 1:
                self.initial["unit"] = units[0]
        for name in ("kind", "geometri", "prioritas"):
            self.fields[name].choices = [("", "Pilih"), *self.fields[name].choices[1:]]
        self.fields["jangka_waktu_bulan"].validators = [*TERM_LIMITS]
        for name in ("tujuan", "manfaat", "kegiatan"):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST_TEXT))

    def clean(self) -> dict[str, Any]:
        """What the law asks of the list where the cooperation is wajib."""
        data = super().clean() or {}
        kind = planned.BY_CODE.get(data.get("kind", ""))
        if kind is None:
            return data
        if not kind.is_obligatory:
            data["geometri"] = ""
            return data
        for name, citation in ASKED_OF_WAJIB.items():
            if name not in self.errors and not data.get(name):
                self.add_error(name, f"Wajib diisi bagi KSDD wajib ({citation}).")
        return data


class ReasonForm(forms.Form):
    """Why an item is sent back or withdrawn."""

    reason = forms.CharField(
        label="Alasan", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )


class MergeForm(forms.Form):
    """Into which item another goes."""

    into = forms.ModelChoiceField(
        MappedItem.objects.none(),
        label="Gabung ke dalam",
        empty_label="Pilih usulan",
        help_text="Rumusan dan OPD usulan itu yang dipakai; OPD usulan ini ikut sebagai pendukung.",
    )

    def __init__(self, *args: Any, item: MappedItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = item.mapping.items.filter(kind=item.kind, state__in=REVIEWED, decree=None)
        self.fields["into"].queryset = others.exclude(pk=item.pk).select_related("unit")
        self.fields["into"].label_from_instance = lambda row: f"{row.objek} ({row.unit})"


class DecreeForm(forms.Form):
    """The Keputusan that fixes the list."""

    number = forms.CharField(label="Nomor Keputusan", max_length=100)
    day = DayField(label="Tanggal Keputusan")
    upload = upload_field("Keputusan yang sudah ditandatangani", required=True)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_upload(self) -> tuple[bytes, str] | None:
        """The content of the file and its name; None where none was given."""
        upload = self.cleaned_data["upload"]
        return (clean_upload(upload), upload.name[:200]) if upload else None

    @property
    def items_seen(self) -> list[int]:
        """The items that the person had before them."""
        return [primary_key_in(key) for key in self.cleaned_data.get("seen", "").split(",")]

    def told(self) -> DecreeData:
        """What was typed, with the file stored."""
        data = self.cleaned_data
        sha256 = name = ""
        if data["upload"]:
            content, name = data["upload"]
            sha256 = store.store_bytes(content)
        return DecreeData(data["number"], data["day"], sha256, name)


class DecreeCorrectionForm(DecreeForm):
    """How a Keputusan should have been recorded, and why."""

    upload = upload_field("Berkas pengganti", required=False, before="Kosongkan bila tetap.")
    reason = forms.CharField(
        label="Alasan", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )


class ItemFilter(forms.Form):
    """Narrows the items of a year; what cannot be read narrows nothing."""

    q = forms.CharField(
        label="Cari objek atau mitra", required=False, widget=forms.TextInput({"type": "search"})
    )
    opd = forms.ModelChoiceField(
        Unit.objects.all(), label="OPD", required=False, widget=PlainSelect, empty_label="Semua OPD"
    )
    jenis = forms.ChoiceField(
        label="Jenis",
        required=False,
        widget=PlainSelect,
        choices=[("", "Semua jenis"), *planned.CHOICES],
    )
    status = forms.ChoiceField(
        label="Status", required=False, widget=PlainSelect, choices=STANDINGS
    )

    def __init__(self, data: QueryDict, *, mapping: Mapping) -> None:
        super().__init__(data)
        units = Unit.objects.filter(mapped_items__mapping=mapping).distinct()
        self.fields["opd"].queryset = units

    def narrow(self, rows: MappedItemQuerySet) -> MappedItemQuerySet:
        """The rows that the form leaves; they know already whether they became proposals."""
        self.is_valid()
        chosen = self.cleaned_data
        if text := chosen.get("q"):
            rows = rows.containing(text)
        if unit := chosen.get("opd"):
            rows = rows.filter(unit=unit)
        if kind := chosen.get("jenis"):
            rows = rows.filter(kind=kind)
        return _standing_so(rows, chosen.get("status", ""))


def _standing_so(rows: MappedItemQuerySet, standing: str) -> MappedItemQuerySet:
    """Those that stand so; all where nothing is chosen."""
    asked: dict[str, dict[str, Any]] = {
        "rencana": {"state": ItemState.ACCEPTED},
        "menunggu": {"state": ItemState.SENT},
        "kembali": {"state": ItemState.RETURNED},
        "diterima": {"state": ItemState.ACCEPTED, "decree": None},
        "ditetapkan": {"decree__isnull": False},
        "belum": {"decree__isnull": False, "is_proposed": False},
        "usulan": {"is_proposed": True},
        "ttd": {"is_signed": True},
    }
    return rows.filter(**asked[standing]) if standing in asked else rows
