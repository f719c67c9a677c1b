"""Forms of the administration."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.uploads.judging import EMBLEMS, judge_upload
from kerjasama.web.fields import DayField, typed_fields

from . import granting, merging, officials, patterns
from .models import Official, RegionProfile, Unit, User
from .nip import NipField


class RegionForm(EarlierValuesMixin, forms.ModelForm):
    emblem_upload = forms.FileField(label="Lambang daerah", required=False, help_text=EMBLEMS.told)
    state_emblem_upload = forms.FileField(
        label="Lambang negara (Garuda)",
        required=False,
        help_text=(
            f"{EMBLEMS.told} Tanpa gambar, naskah menyisakan ruang untuk kertas berlambang."
        ),
    )

    class Meta:
        model = RegionProfile
        formfield_callback = typed_fields
        fields = [
            "level",
            "short_name",
            "name",
            "head_title",
            "governor",
            "governor_seat",
            "seat",
            "address",
            "postal_code",
            "phone",
            "email",
            "website",
            "number_pattern",
            "page_number",
            "head_bears_state_emblem",
            "paraf_on_each_page",
            "signature_sentence",
            "law_amended_by",
            "own_rules",
        ]
        help_texts = {
            "short_name": "Tanpa tingkatnya.",
            "name": "Kosongkan untuk nama menurut tingkat dan nama daerah.",
            "head_title": "Kosongkan untuk jabatan menurut tingkat dan nama daerah.",
            "governor": "Dengan nama provinsinya, seperti ditulis pada alamat surat.",
            "governor_seat": "Dicetak pada alamat surat kepada gubernur; kosong: di Tempat.",
            "address": (
                "Dicetak pada kop naskah; tanpa alamat, surat dan berita acara belum dapat dibuat."
            ),
            "page_number": "Norma setempat: ikuti pedoman tata naskah dinas daerah.",
            "head_bears_state_emblem": (
                "Norma setempat. Tanpa gambar lambang negara, kop menyisakan ruangnya."
            ),
            "paraf_on_each_page": "Norma setempat. Dicetak pada naskah yang ditandatangani.",
            "signature_sentence": (
                "Dicetak bersama kode QR pada naskah yang ditandatangani secara elektronik. Kosong:"
                " kalimat baku. Norma setempat."
            ),
            "law_amended_by": (
                "Undang-undang yang terakhir mengubahnya, seperti ditulis sesudah “terakhir dengan”"
                " pada dasar hukum naskah dalam negeri. Kosong: “telah beberapa kali diubah”."
            ),
            "own_rules": (
                "Perda dan peraturan kepala daerah tentang kerja sama, satu baris satu peraturan;"
                " dicetak sesudah peraturan pusat."
            ),
            "number_pattern": (
                f"Berlaku bagi seri yang tidak mempunyai pola sendiri. Gunakan {patterns.NAMED}."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page_number"].required = False

    def clean_number_pattern(self) -> str:
        pattern = self.cleaned_data["number_pattern"]
        patterns.check_pattern(pattern, "urut", "jenis", "tahun")
        return pattern

    def clean(self) -> dict[str, Any]:
        """Take the pictures that were sent; one that is none is refused at its field."""
        data = super().clean() or self.cleaned_data
        for name in ("emblem", "state_emblem"):
            upload = data.get(f"{name}_upload")
            if upload:
                try:
                    judged = judge_upload(upload, EMBLEMS)
                    setattr(self.instance, name, judged.content)
                    setattr(self.instance, f"{name}_type", judged.kind)
                except forms.ValidationError as error:
                    self.add_error(f"{name}_upload", error)
        return data


class UnitForm(EarlierValuesMixin, forms.ModelForm):
    class Meta:
        model = Unit
        formfield_callback = typed_fields
        fields = ["name", "address", "postal_code", "phone", "email", "website"]
        help_texts = {"address": "Dicetak pada kop surat unit ini."}

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if (
            Unit.objects.filter(name__iexact=name, valid_to=None)
            .exclude(pk=self.instance.pk)
            .exists()
        ):
            raise forms.ValidationError("Sudah ada unit yang berlaku dengan nama ini.")
        return name


OTHER_PLACE = (
    "Jabatan dan unit tidak diganti selama ada peran yang mengikutinya. Akhiri masa jabatan ini,"
    " lalu catat jabatan yang baru."
)
LONGER = (
    "Masa jabatan yang perannya sudah berlaku tidak diperpanjang di sini. Catat perpanjangannya"
    " sebagai masa jabatan baru dengan surat perintahnya; peran yang berlaku tidak terganggu."
)


class OfficialForm(EarlierValuesMixin, forms.ModelForm):
    nip = NipField(label="NIP")

    class Meta:
        model = Official
        formfield_callback = typed_fields
        fields = [
            "office",
            "unit",
            "capacity",
            "name",
            "rank",
            "nip",
            "since",
            "until",
            "order_number",
            "order_date",
            "user",
            "acts_as",
        ]
        help_texts = {
            "user": (
                "Selama menjabat ia bertindak di aplikasi dengan akun ini. Selama ada Plt., Plh.,"
                " atau Pjs. dengan akun, peran yang digantikan beristirahat."
            ),
            "acts_as": "Hanya untuk kepala unit; kosong berarti Kepala OPD.",
            "unit": "Hanya untuk kepala unit.",
            "name": "Dengan gelar; naskah kerja sama menulisnya tanpa gelar.",
            "until": "Kosongkan bila masih menjabat.",
            "order_number": (
                "Untuk Pj., Plt., dan Plh. Contoh: Surat Perintah Nomor 800/12/BKPSDM/2026."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(
            Q(valid_to=None) | Q(pk=self.instance.unit_id)
        )
        self.fields["user"].queryset = User.objects.filter(
            Q(is_active=True, merged_into=None) | Q(pk=self.instance.user_id)
        ).order_by("first_name", "username")
        self.fields["user"].empty_label = "Tidak bertindak di aplikasi"

    def clean(self) -> dict[str, Any]:
        """A leading seat that is held goes on while a longer time waits for a second person; a seat
        does not go over to another office or unit with the row that it follows.
        """
        data = super().clean() or self.cleaned_data
        self._keep_place(data)
        since, until = data.get("since"), data.get("until")
        if self.instance.pk and since and granting.widens_held_seat(self.instance.pk, since, until):
            self.add_error("since" if since < self.instance.since else "until", LONGER)
        return data

    def _keep_place(self, data: dict[str, Any]) -> None:
        if not self.instance.pk or not {"office", "unit"} & set(self.changed_data):
            return
        if any(seat.is_open for seat in self.instance.seats.all()):
            former = Official.objects.get(pk=self.instance.pk)
            at = "office" if data.get("office") != former.office else "unit"
            self.add_error(at, OTHER_PLACE)


class RenameForm(forms.Form):
    name = forms.CharField(label="Nama baru", max_length=200)
    since = DayField(label="Berlaku sejak", initial=timezone.localdate)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if Unit.objects.filter(name__iexact=name, valid_to=None).exists():
            raise forms.ValidationError("Sudah ada unit yang berlaku dengan nama ini.")
        return name

    def clean_since(self) -> date:
        since = self.cleaned_data["since"]
        if since <= self.unit.valid_from:
            raise forms.ValidationError(
                f"Tanggal harus sesudah unit ini mulai berlaku ({self.unit.valid_from:%d/%m/%Y})."
            )
        return since


class UnitMergeForm(forms.Form):
    """Into which unit, and why."""

    tujuan = forms.ModelChoiceField(
        Unit.objects.none(), label="Gabung ke unit", empty_label="Pilih unit"
    )
    alasan = forms.CharField(
        label="Alasan", max_length=4_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["tujuan"]
        choice.queryset = Unit.objects.filter(valid_to=None).exclude(pk=unit.pk)


class UnitCloseForm(forms.Form):
    """The last day of a unit without successor."""

    sampai = DayField(label="Hari terakhir")

    def clean_sampai(self) -> date:
        day = self.cleaned_data["sampai"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggal tidak boleh sesudah hari ini.")
        return day


class AccountMergeForm(forms.Form):
    """Into which account of the same person."""

    tujuan = forms.ModelChoiceField(
        User.objects.none(), label="Gabung ke akun", empty_label="Pilih akun"
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["tujuan"]
        choice.queryset = (
            User.objects.filter(is_active=True, merged_into=None)
            .exclude(pk=person.pk)
            .order_by("username")
        )


class _OfficialChoice(forms.ModelChoiceField):
    """Each with what it will say once the other went into it."""

    def __init__(self, *args: Any, gone: Official, **kwargs: Any) -> None:
        self.gone = gone
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Official) -> str:
        """The row as it is, and the period that it has once the other went into it."""
        term = merging.said_period(*officials.joined_period(obj, self.gone))
        number = f", NIP {obj.masked_nip}" if obj.nip else ""
        now = (
            f"{obj.name}{number}, {obj.get_capacity_display()},"
            f" {merging.said_period(obj.since, obj.until)}"
        )
        return f"{now}. Sesudah digabung: {term}."


class OfficialMergeForm(forms.Form):
    """Which row of the same person is kept, and why."""

    def __init__(self, *args: Any, official: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tujuan"] = _OfficialChoice(
            officials.double_of(official),
            gone=official,
            label="Catatan yang dipertahankan",
            widget=forms.RadioSelect,
            empty_label=None,
        )
        reason = forms.CharField(
            label="Alasan", max_length=4_000, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.fields["alasan"] = reason
