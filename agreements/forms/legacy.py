"""Recording a naskah that was signed outside the system, and correcting the record."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils import timezone

from agreements.documents import recorded_numbers, store
from agreements.documents.signatures import uploaded_signatures
from agreements.importing import register_index
from agreements.importing.cells import EARLIEST, LATEST
from agreements.models import Agreement
from agreements.regulations import catalogue, legacy, urusan
from agreements.workflow import registering
from agreements.workflow.guarding import refuse_if
from agreements.workflow.registering import Signed
from kerjasama.accounts.models import Unit
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.parameters import primary_key_in
from kerjasama.web.asking import BOX, AsksFirst
from kerjasama.web.fields import DayField, MoneyField
from kerjasama.writing.days import short_date
from partners.models import Partner, PartnerKind
from partners.resembling import alike_to

from .plausible import ASK_AGAIN, on_a_day_off
from .unknown_facts import UnknownFactsForm
from .uploads import LONGEST_NOTE, LONGEST_TEXT, clean_upload, upload_field

NEW = "baru"
OTHER_PARTNER = "Memang mitra yang berbeda"
TRACKS = [(track.code, track.title.removesuffix(" (naskah lama)")) for track in legacy.ALL]
FAR_DAYS = 366
LONG_YEARS = 30
LONG_DAYS = LONG_YEARS * 366
LONG = ("maksud_tujuan", "objek", "ruang_lingkup")
# What the case itself keeps under the same name.
RECORDED = (
    "title",
    "owner",
    "naskah_number",
    "nilai",
    "nilai_tertulis",
    "urusan",
    *LONG,
    "owed_from",
    "open_ended",
    "ends_when",
    "renews_itself",
    "notice_months",
    "record_note",
)
# These two are chosen by searching, each with its own look.
PICKED = ("partner", "parent")


def _labels_of(kinds: Iterable[str]) -> str:
    return ", ".join(PartnerKind(kind).label for kind in kinds)


class LegacyForm(AsksFirst, UnknownFactsForm):
    """All that is known of a signed naskah."""

    placed_questions = (f"{BOX}new_partner",)

    track = forms.ChoiceField(
        label="Jenis kerja sama dan bentuk naskah", choices=[("", "Pilih"), *TRACKS]
    )
    title = forms.CharField(label="Judul", max_length=250)
    owner = forms.ModelChoiceField(Unit.objects.all(), label="OPD pemrakarsa", empty_label="Pilih")
    partner = forms.CharField(label="Mitra", required=False)
    new_partner = forms.CharField(label="Cari mitra menurut nama", max_length=200, required=False)
    partner_kind = forms.ChoiceField(
        label="Jenis, bila mitra baru", choices=[("", "–"), *PartnerKind.choices], required=False
    )
    parent = forms.CharField(label="Kesepakatan Bersama yang menaungi", required=False)
    naskah_number = forms.CharField(label="Nomor naskah pihak kita", max_length=100, required=False)
    partner_number = forms.CharField(
        label="Nomor naskah pihak mitra", max_length=100, required=False
    )
    signed_on = DayField(label="Tanggal penandatanganan", required=False)
    effective_on = DayField(
        label="Mulai berlaku", required=False, help_text="Kosongkan bila sejak ditandatangani."
    )
    expires_on = DayField(label="Berakhir", required=False, help_text="Hari terakhir berlaku.")
    owed_from = DayField(
        label="Kewajiban dihitung sejak",
        required=False,
        help_text=(
            "Laporan dan kewajiban lain yang jatuh tempo sebelum tanggal ini dianggap di luar"
            " sistem. Kosongkan untuk menghitung semuanya."
        ),
    )
    nilai = MoneyField(
        label="Nilai (rupiah)",
        max_digits=18,
        decimal_places=2,
        required=False,
        validators=[MinValueValidator(0, "Nilai tidak boleh negatif.")],
        help_text="Misalnya 1.250.000.000 atau 1,25 miliar. Kosongkan bila tidak ada.",
    )
    nilai_tertulis = forms.CharField(
        label="Nilai yang bukan jumlah rupiah",
        max_length=150,
        required=False,
        help_text=(
            "Misalnya USD 50.000 per bulan. Ditampilkan sebagaimana ditulis dan tidak ikut"
            " dijumlahkan."
        ),
    )
    urusan = forms.MultipleChoiceField(
        label="Urusan pemerintahan",
        choices=urusan.CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    maksud_tujuan = forms.CharField(label="Maksud dan tujuan", required=False)
    objek = forms.CharField(label="Objek", required=False)
    ruang_lingkup = forms.CharField(
        label="Ruang lingkup", required=False, help_text="Satu kegiatan per baris."
    )
    original = forms.CharField(
        label="Tempat naskah asli",
        max_length=200,
        required=False,
        help_text="Misalnya: lemari arsip Bagian Kerja Sama, map 2019.",
    )
    upload = upload_field("Pindaian naskah", required=False, after="Boleh ditambahkan kemudian.")

    def __init__(
        self, *args: Any, seen: QuerySet[Agreement], current: Signed | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen
        self.current = current
        self.content = b""
        self.file_name = ""
        self.above: Agreement | None = None
        self.chosen: Partner | None = None
        self.alike: list[Partner] = []
        for name in LONG:
            field = self.fields[name]
            field.widget = forms.Textarea(attrs={"rows": 3})
            field.validators = [*field.validators, MaxLengthValidator(LONGEST_TEXT)]
        if current is None:
            self.fields["owed_from"].initial = timezone.localdate()

    @property
    def own_key(self) -> int | None:
        """The key of the case whose record is corrected; None for a new record."""
        return self.current.agreement.pk if self.current else None

    @classmethod
    def initial_of(cls, record: Signed) -> dict[str, Any]:
        """What the form shows of a record."""
        facts = record.facts()
        own = {name: getattr(facts[name], "pk", "") for name in (*PICKED, "owner")}
        further = "\n".join(partner.name for partner, _ in record.further)
        return facts | own | {"signing_unknown": not facts["signing_day_known"], "further": further}

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_signed_on(self) -> date | None:
        """A day that can have been."""
        day = self.cleaned_data["signed_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(
                "Tanggal tidak boleh sesudah hari ini. Yang belum ditandatangani diajukan sebagai"
                " usulan."
            )
        if day and day < EARLIEST:
            raise forms.ValidationError(
                f"Tanggal tidak boleh sebelum tahun {EARLIEST.year}. Periksa kembali tahunnya."
            )
        return day

    def clean_expires_on(self) -> date | None:
        """A day in a year that somebody can have meant."""
        day = self.cleaned_data["expires_on"]
        if day and day > LATEST:
            raise forms.ValidationError(
                f"Tahun {day.year} tidak masuk akal. Periksa kembali tanggalnya."
            )
        return day

    def clean_upload(self) -> UploadedFile | None:
        """Keeps the content of the scan and its name."""
        upload = self.cleaned_data["upload"]
        if upload:
            case = getattr(self.current, "agreement", None)
            self.content = clean_upload(upload, case)
            self.file_name = upload.name[:200]
        return upload

    def clean(self) -> dict[str, Any]:
        """What is said fits together, and the naskah is not recorded already."""
        data = super().clean() or {}
        self.judge_unknown(data)
        self._judge_dates(data)
        if data.get("track"):
            self._judge_partner(data)
            self._judge_parent(data)
        if self.chosen and self.chosen in data.get("further", ()):
            self.add_error("further", "Mitra ini sudah tercatat sebagai mitra pertama.")
        self._refuse_twice(data)
        self._refuse_number_of_a_paper(data)
        self._ask_about(data)
        return data

    def _ask_about(self, data: dict[str, Any]) -> None:
        """What is rare among naskah and common among slips of the pen."""
        signed = data.get("signed_on")
        first = data.get("effective_on")
        last = data.get("expires_on")
        if signed and "signed_on" in self.changed_data:
            self.ask("signed_on", on_a_day_off(signed, "Naskah ditandatangani pada hari itu?"))
        if signed and first and abs((first - signed).days) > FAR_DAYS:
            self.ask(
                "effective_on",
                f"Lebih dari setahun dari penandatanganan ({short_date(signed)}). {ASK_AGAIN}",
            )
        if first and last and (last - first).days > LONG_DAYS:
            self.ask("expires_on", f"Berlaku lebih dari {LONG_YEARS} tahun. {ASK_AGAIN}")

    def _judge_dates(self, data: dict[str, Any]) -> None:
        first = data.get("effective_on") or data.get("signed_on")
        last = data.get("expires_on")
        data["effective_on"] = first
        if data.get("signing_unknown") and first and first > timezone.localdate():
            self.add_error(
                "effective_on",
                "Tanggal ini belum tiba. Yang belum ditandatangani diajukan sebagai usulan.",
            )
        if first and last and last < max(first, data.get("signed_on") or first):
            self.add_error(
                "expires_on",
                "Tanggal berakhir tidak boleh mendahului mulai berlaku atau penandatanganan.",
            )

    def _judge_partner(self, data: dict[str, Any]) -> None:
        kinds = catalogue.newest_track_version(data["track"]).partner_kinds
        if data["partner"] == NEW:
            self._judge_new_partner(data, kinds)
            return
        self.chosen = Partner.objects.filter(pk=primary_key_in(data["partner"])).first()
        if self.chosen is None:
            self.add_error("partner", "Pilih mitra: tulis namanya, lalu pilih dari daftar.")
        elif self.chosen.kind not in kinds:
            self.add_error(
                "partner",
                f"{self.chosen} ({self.chosen.described}) tidak sesuai; jenis yang sesuai:"
                f" {_labels_of(kinds)}.",
            )

    def _judge_new_partner(self, data: dict[str, Any], kinds: tuple[str, ...]) -> None:
        name = " ".join(data.get("new_partner", "").split())
        kind = data.get("partner_kind")
        if not kind and len(kinds) == 1:
            kind = kinds[0]
        if not name:
            self.add_error("partner", "Tulis nama mitra baru.")
        elif kind not in kinds:
            self.add_error("partner", f"Pilih jenis mitra baru: {_labels_of(kinds)}.")
        else:
            self._choose_new_partner(name, kind)

    def _choose_new_partner(self, name: str, kind: str) -> None:
        """A partner that is recorded under this very name, else a new one; names much like it are
        asked about.
        """
        self.chosen = Partner.objects.filter(name__iexact=name, kind=kind).first()
        if self.chosen:
            return
        self.chosen = Partner(name=name, kind=kind)
        self.alike = alike_to(self.chosen)
        if self.alike:
            named = "; ".join(f"{partner} ({partner.described})" for partner in self.alike)
            self.ask(
                "new_partner",
                f"Sudah ada mitra dengan nama mirip: {named}. Pilih mitra itu bila sama.",
                answer=OTHER_PARTNER,
            )

    def _judge_parent(self, data: dict[str, Any]) -> None:
        if not data["parent"]:
            return
        track = catalogue.newest_track_version(data["track"])
        found = self.seen.filter(pk=primary_key_in(data["parent"])).select_related("partner")
        above = found.first()
        if above and registering.may_stand_under(track, above):
            self.above = above
        else:
            self.add_error(
                "parent",
                "Naskah itu bukan Kesepakatan Bersama yang sejenis, atau yang dicatat bukan PKS.",
            )

    def _refuse_number_of_a_paper(self, data: dict[str, Any]) -> None:
        """A number that the book gave to a paper cannot be that of another naskah."""
        number = data.get("naskah_number", "")
        if taken := recorded_numbers.given_to_papers(number, self.own_key):
            what = f"“{taken.agreement}”" if taken.agreement else taken.reserved_for
            self.add_error(
                "naskah_number",
                f"Nomor {taken.text} sudah diberikan Buku nomor untuk {what}. Periksa nomornya.",
            )

    def _refuse_twice(self, data: dict[str, Any]) -> None:
        """The same naskah with the same partner is not recorded a second time."""
        title = data.get("title")
        day = data.get("signed_on") or data.get("effective_on")
        if self.chosen is None or self.chosen.pk is None or not title or not day:
            return
        numbers = (data.get("naskah_number", ""), data.get("partner_number", ""))
        known = register_index.signed_agreements([self.chosen.pk], self.own_key or 0)
        if found := known.same_as(self.chosen.pk, title, numbers, day):
            self.add_error(None, f"Sama dengan {found}. Periksa nomor, judul, dan tanggalnya.")

    def record(self) -> Signed:
        """The record as it was typed; its partner may not be saved yet."""
        data = self.cleaned_data
        agreement = Agreement(
            track_code=data["track"],
            partner=self.chosen,
            parent=self.above,
            signing_day_known=not data["signing_unknown"],
            **{name: data[name] for name in RECORDED},
        )
        record = Signed(
            agreement,
            data["signed_on"],
            data["effective_on"],
            data["expires_on"],
            data["partner_number"],
            data["original"],
        )
        record.confirmed = self.confirmed
        numbers: dict[int, str] = {}
        if self.current:
            numbers = {partner.pk: number for partner, number in self.current.further}
            record.sha256 = self.current.sha256
            record.file_name = self.current.file_name
            record.signatures = self.current.signatures
        if self.content:
            record.sha256 = store.digest_of(self.content)
            record.file_name = self.file_name
            record.signatures = dict(uploaded_signatures.examine_signatures(self.content))
        record.further = [(partner, numbers.get(partner.pk, "")) for partner in data["further"]]
        return record

    def keep(self) -> None:
        """Store what the record points to: its scan and its new partner. Until the record stands
        nobody draws a number.
        """
        recorded_numbers.hold_book()
        number = self.cleaned_data["naskah_number"]
        taken = recorded_numbers.given_to_papers(number, self.own_key)
        refuse_if(
            taken is not None, f"Nomor {taken} baru saja diberikan Buku nomor. Periksa nomornya."
        )
        if self.content:
            store.store_bytes(self.content)
        if self.chosen and self.chosen.pk is None:
            self.chosen.save()


class LegacyCorrectionForm(EarlierValuesMixin, LegacyForm):
    """The record as it stands, with the reason why it is changed."""

    seen_event = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Alasan koreksi", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )
