"""What the OPD writes: the beginning of a case, and each step of its proposal with its tables of
rows.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.forms import inlineformset_factory
from django.utils import timezone

from agreements.documents.kinds import KINDS, DocumentCode
from agreements.models import Activity, Agreement, Indicator, MappedItem
from agreements.regulations import conditions_abroad, outside_plan, planned, urusan
from agreements.regulations.change_law import grounds_of
from agreements.regulations.limits import LONGEST, limits_of_term_field
from agreements.regulations.signing_rights import why_no_proxy
from agreements.regulations.vocabulary import Family, Track
from agreements.workflow import change_effects, planned_cases
from kerjasama.accounts.models import Unit
from kerjasama.accounts.nip import NipField
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.narrowing import require
from kerjasama.reference import currencies
from kerjasama.reference.currencies import RUPIAH
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import FigureField, MonthsField, typed_fields
from kerjasama.web.picking import PickFromMany
from kerjasama.web.plain_select import PlainSelect
from partners.models import Partner

from . import term, worth
from .articles import ArticlesForm
from .plausible import TRUE_VALUE, a_word_is_missing, in_the_past, on_a_day_off
from .rows import ActivityRows, RowsOnce
from .steps import STEPS, faults_to_tell, fields_of_step
from .uploads import LONGEST_TEXT

TERM_LIMITS = [
    MinValueValidator(1, "Jangka waktu paling singkat 1 bulan."),
    MaxValueValidator(
        1200, "Jangka waktu lebih dari 1.200 bulan (100 tahun). Periksa kembali angkanya."
    ),
]
LONG = (
    "latar_belakang",
    "maksud_tujuan",
    "objek",
    "lokasi",
    "ruang_lingkup",
    "manfaat",
    "analisis_dampak",
    "pembiayaan",
    "penjelasan_luar_rencana",
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
    "alasan",
    "penyelesaian",
    "penyelesaian_en",
)
_AT_HOME = LONGEST[Family.KSDD, DocumentCode.KESEPAKATAN_BERSAMA]
_WITH_THIRD_PARTY = LONGEST[Family.KSDPK, DocumentCode.KESEPAKATAN_BERSAMA]
_ABROAD = LONGEST[Family.KSDPL, DocumentCode.NASKAH_KERJA_SAMA]
_INTENT = LONGEST[Family.KSDPL, DocumentCode.PERNYATAAN_KEHENDAK]
HELP = {
    "title": "Contoh: Pengelolaan Sampah Terpadu di Wilayah Perbatasan.",
    "supporters": "OPD lain yang ikut melaksanakan; mereka dapat melihat kerja sama ini.",
    "lokasi": "Contoh: dua kecamatan yang berbatasan, dengan nama masing-masing.",
    "ruang_lingkup": "Satu kegiatan per baris.",
    "jangka_waktu_bulan": (
        f"Kesepakatan Bersama paling lama {_AT_HOME.months} bulan ({_AT_HOME.citation} dan"
        f" {_WITH_THIRD_PARTY.citation.article}); kerja sama luar negeri paling lama"
        f" {_ABROAD.months} bulan ({_ABROAD.citation})."
    ),
    "alih_teknologi": (
        "Hanya bila objeknya pengembangan ilmu pengetahuan dan teknologi"
        f" ({conditions_abroad.IPTEK.citation})."
    ),
    "pemetaan": (
        "Bidang unggulan daerah, potensi mitra, bidang prioritas, kearifan lokal, serta kelayakan"
        " biaya dan manfaat."
    ),
    "title_en": "Dicetak dalam naskah bagi mitra.",
    "ruang_lingkup_en": (
        "Satu kegiatan per baris, dalam urutan yang sama dengan teks bahasa Indonesia."
    ),
    "bahasa_acuan": "Bahasa yang dipakai bila kedua teks ditafsirkan berbeda.",
    "loi_bulan": f"Paling lama {_INTENT.months} bulan ({_INTENT.citation}).",
    "naskah_induk": "Judul, nomor, dan tanggal naskah antara kementerian/lembaga dan mitra.",
    "penerusan_hibah": "Bila ya, diperlukan persetujuan DPRD.",
    "kuasa_penuh": "Tanyakan kepada Pusat Fasilitasi Kerja Sama Kementerian Dalam Negeri.",
    "mapped_item": (
        "Butir daftar tahunan yang ditetapkan dengan Keputusan. Keputusan itu lalu menjadi berkas"
        f" yang diminta tahap ini ({planned.LIST_OF_YEAR}, {planned.LIST_OF_PROGRAMMES.article})."
    ),
    "program": "Program yang memuat objek kerja sama ini dalam RPJMD, Renstra, atau RKPD.",
    "luar_rencana": (
        "Kosongkan bila objeknya tercantum dalam rencana. Hanya tiga dasar ini yang dibolehkan"
        f" ({outside_plan.WITH_REGIONS} dan {outside_plan.WITH_THIRD_PARTIES.article})."
    ),
    "penjelasan_luar_rencana": "Keadaan darurat, program, atau penugasan yang dimaksud.",
    "nilai": (
        "Perkiraan nilai dalam rupiah, misalnya 1.250.000.000 atau 1,25 miliar. Kosongkan bila"
        " belum ada, atau bila dihitung dari kurs."
    ),
    "membebani": "Bila ya, diperlukan persetujuan DPRD.",
    "belum_dianggarkan": "Bila ya, diperlukan persetujuan DPRD.",
    "pks_bulan": "Kosongkan bila sama dengan jangka waktu kerja sama.",
    "dengan_kuasa": "Surat kuasa hanya dapat diberikan untuk PKS atau kontrak.",
    "alasan": "Dicetak sebagai pertimbangan dalam surat usulan dan naskahnya.",
    "penyelesaian": (
        "Bagaimana hak, kewajiban, barang, dan pembayaran yang belum selesai dibereskan."
    ),
    "kuasa_sampai": "Kosongkan bila berlaku sampai PKS ditandatangani.",
    **term.HELP,
    **worth.HELP,
}


class ProposalForm(EarlierValuesMixin, AsksFirst, forms.ModelForm):
    """One step of the proposal, with the fields that may be changed at this stage."""

    urusan = forms.MultipleChoiceField(
        label="Urusan pemerintahan",
        choices=urusan.CHOICES,
        required=False,
        widget=PickFromMany(opens_while_empty=True),
        help_text=f"Sedikitnya satu. Dasar: {urusan.CITATION}.",
    )
    kuasa_nip = NipField(label="NIP penerima kuasa")
    mata_uang = forms.ChoiceField(label="Mata uang", choices=currencies.CHOICES, required=False)
    nilai_valuta = FigureField(
        label="Nilai dalam mata uang itu",
        required=False,
        max_digits=17,
        validators=[MinValueValidator(0, "Nilai tidak boleh negatif.")],
    )
    objek_ln = forms.MultipleChoiceField(
        label="Objek kerja sama luar negeri",
        choices=conditions_abroad.OBJECTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=f"Sedikitnya satu. Dasar: {conditions_abroad.OBJECTS_CITATION}.",
    )

    class Meta:
        model = Agreement
        formfield_callback = typed_fields
        fields = [field for _, fields in STEPS.values() for field in fields]
        field_classes = dict.fromkeys(("jangka_waktu_bulan", "pks_bulan", "loi_bulan"), MonthsField)
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in LONG} | {
            "supporters": PickFromMany,
        }
        labels = {"supporters": "OPD pendukung"}
        help_texts = HELP

    def __init__(
        self, *args: Any, track: Track, step: str, editable: frozenset[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.track = track
        self.fields = {name: self.fields[name] for name in fields_of_step(step, track, editable)}
        if "partner" in self.fields:
            self._offer_partners()
        self._set_limits()
        if "supporters" in self.fields:
            others = Unit.objects.valid_on(timezone.localdate()).exclude(pk=self.instance.owner_id)
            self.fields["supporters"].queryset = others
        if "mapped_item" in self.fields:
            self._offer_items()
        if "naskah_diubah" in self.fields:
            self._offer_signed_naskah()
        if "membebani" in self.fields and track.changes:
            consent = track.stage("persetujuan_dprd").condition
            self.fields["membebani"].label = require(consent, "the DPRD is asked on condition").text
        if "dasar_akhir" in self.fields:
            self.fields["dasar_akhir"].choices = [("", "Pilih"), *grounds_of(track.code)]
        self.judged_against = self.instance.content_hash
        self.show_seen()

    def _offer_partners(self) -> None:
        """The mitra of the kinds that this road is for."""
        field = self.fields["partner"]
        field.queryset = Partner.objects.filter(kind__in=self.track.partner_kinds)
        field.error_messages["invalid_choice"] = (
            "Mitra itu tidak ada atau jenisnya tidak sesuai dengan jalur ini."
        )

    def _offer_signed_naskah(self) -> None:
        """The signed naskah of the agreement above that this road changes."""
        signed = change_effects.signings_of_naskah(self.instance.above)
        of_road = [kind for kind in signed if self.track.of_naskah in ("", kind)]
        self.fields["naskah_diubah"] = forms.ChoiceField(
            label="Naskah yang diubah atau diperpanjang",
            choices=[(kind, KINDS[kind].title) for kind in of_road],
        )

    def _offer_items(self) -> None:
        """The items that this case may name; no field where there are none."""
        field = self.fields["mapped_item"]
        usable = planned_cases.items_for_case(self.instance)
        field.queryset = MappedItem.objects.filter(pk__in=usable).select_related("mapping")
        field.empty_label = "Tidak tercantum dalam daftar"
        field.label_from_instance = lambda item: f"{item.mapping.year}, butir {item.number}: {item}"
        if not usable:
            del self.fields["mapped_item"]

    def clean_berakhir_baru(self) -> date | None:
        """A new end that the change may set to the naskah that it changes."""
        end = self.cleaned_data["berakhir_baru"]
        changed = self.cleaned_data.get("naskah_diubah")
        if changed:
            self.instance.naskah_diubah = changed
        if end is None:
            return None
        fault = change_effects.fault_of(self.instance, end, timezone.localdate())
        if fault:
            raise forms.ValidationError(fault)
        return end

    def clean_dengan_kuasa(self) -> bool:
        """Of the naskah that a change may change, only a PKS is signed by proxy."""
        is_by_proxy = self.cleaned_data["dengan_kuasa"]
        is_pks = self.instance.naskah_diubah == DocumentCode.PERJANJIAN_KERJA_SAMA
        if is_by_proxy and self.track.changes and not is_pks:
            raise forms.ValidationError("Surat kuasa hanya dapat diberikan untuk mengubah PKS.")
        deputies = [row for row in self.instance.signatories if row.party.is_region]
        if is_by_proxy and deputies:
            raise forms.ValidationError(
                "Pejabat yang menandatangani sudah ditetapkan pada halaman Para pihak."
            )
        return is_by_proxy

    def clean(self) -> dict[str, Any]:
        """Asks about unlikely days and values."""
        data = super().clean() or {}
        self._ask_about_days(data)
        if data.get("dengan_kuasa") and (fault := why_no_proxy(self.track, data["kuasa_jabatan"])):
            self.add_error("kuasa_jabatan", fault)
        if data.get("ttd_terpisah") and data.get("tempat_naskah"):
            self.add_error("tempat_naskah", "Kosongkan, karena setiap pihak di tempatnya sendiri.")
        if self.fields.keys() & set(term.STATING):
            self._judge_term(data)
        if "mata_uang" in self.fields:
            self._judge_worth(data)
        if "nilai" in self.changed_data and data.get("mata_uang", RUPIAH) == RUPIAH:
            self.ask("nilai", a_word_is_missing(data.get("nilai")), answer=TRUE_VALUE)
        return data

    def _set_limits(self) -> None:
        for name, field in self.fields.items():
            if name in LONG:
                field.validators.append(MaxLengthValidator(LONGEST_TEXT))
            elif name in ("jangka_waktu_bulan", "pks_bulan", "loi_bulan"):
                field.validators = [*TERM_LIMITS]
            elif name in term.CHOSEN:
                field.required = False
                field.empty_value = getattr(self.instance, name)
            elif name in term.LIMITS:
                field.validators = [*term.limits_of(name)]
            elif name == "nilai":
                field.validators.append(MinValueValidator(0, "Nilai tidak boleh negatif."))

    def clean_mata_uang(self) -> str:
        """Rupiah where nothing is chosen."""
        return self.cleaned_data["mata_uang"] or self.instance.mata_uang

    def clean_loi_bulan(self) -> int | None:
        """Within what the law lets an intent run."""
        months = self.cleaned_data["loi_bulan"]
        for kind, limit in limits_of_term_field(self.track, "loi_bulan"):
            if too_long := limit.why_not(months or 0):
                raise forms.ValidationError(f"{KINDS[kind].title} {too_long}")
        return months

    def _ask_about_days(self, data: dict[str, Any]) -> None:
        """Days that were typed now and are not likely."""
        if (planned := data.get("rencana_ttd")) and "rencana_ttd" in self.changed_data:
            self.ask("rencana_ttd", in_the_past(planned) or on_a_day_off(planned, ""))
        if (until := data.get("kuasa_sampai")) and "kuasa_sampai" in self.changed_data:
            self.ask("kuasa_sampai", in_the_past(until))

    def _judge_term(self, data: dict[str, Any]) -> None:
        """Each fault of the term at its field, or at what brings it about."""
        self._tell_faults(faults_to_tell(self, self.stated_term(data)))

    def _judge_worth(self, data: dict[str, Any]) -> None:
        """Each fault of the value at its field; in another currency the rupiah are counted."""
        values = {name: data.get(name) for name in (*worth.SHOWN, "bentuk_nilai")}
        rupiah_typed = "nilai" in self.changed_data
        self._tell_faults(worth.faults_of_worth(values, typed_rupiah=rupiah_typed))
        if values["mata_uang"] != RUPIAH and "nilai" in data:
            data["nilai"] = worth.rupiah_of(values)

    def _tell_faults(self, faults: Mapping[str, str]) -> None:
        """Each at its field, unless that is faulty already."""
        for name, fault in faults.items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, fault)

    def stated_term(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is stored of the term, and what was typed of it now."""
        return term.stated_values(
            self.instance, {name: data[name] for name in term.STATING if name in data}
        )


class RowForm(EarlierValuesMixin, forms.ModelForm):
    """One row of a table beside the fields of a step."""


IndicatorFormSet = inlineformset_factory(
    Agreement,
    Indicator,
    form=RowForm,
    formset=RowsOnce,
    formfield_callback=typed_fields,
    fields=["name", "unit", "baseline", "target"],
    extra=1,
    max_num=10,
    validate_max=True,
)


ActivityFormSet = inlineformset_factory(
    Agreement,
    Activity,
    form=RowForm,
    formset=ActivityRows,
    formfield_callback=typed_fields,
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
        "giver",
        "amount_other",
    ],
    widgets={"giver": PlainSelect},
    extra=1,
    max_num=50,
    validate_max=True,
)
ROWS: dict[str, Any] = {
    "indikator": IndicatorFormSet,
    "kegiatan": ActivityFormSet,
    "perubahan": ArticlesForm,
}
