"""A file to be imported, and what a person answers to the questions it raises."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils import timezone

from agreements.importing import tracks
from agreements.importing.answers import OWN
from agreements.importing.columns import BY_CODE
from agreements.importing.days_of_rows import AS_READ, FIRST_AND_LAST, UNKNOWN
from agreements.importing.entries import Topic
from agreements.importing.kinds_of_partners import AS_PROPOSED
from agreements.importing.names import NEW
from agreements.importing.questions import TYPED
from agreements.importing.terms import is_readable_answer
from agreements.importing.terms_of_rows import EVENT, LEAVE_OUT, OPEN
from agreements.regulations import legacy
from kerjasama.accounts.models import Unit
from kerjasama.uploads.judging import judge_viruses
from kerjasama.web import lists
from kerjasama.web.fields import DayField
from partners.models import PartnerKind

ACCEPTED = f".xlsx,.ods,.csv,.txt,text/csv,{lists.XLSX_TYPE}"
HEADINGS: dict[str, tuple[str, str]] = {
    Topic.OUR_NAME: ("Pihak kita sendiri", "Nama pada semua baris"),
    Topic.DAYS_MISSING: ("Naskah tanpa tanggal sama sekali", "Keadaan"),
    Topic.LENGTH_WITHOUT_UNIT: ("Masa berlaku tanpa satuan", "Keadaan"),
    Topic.DOUBTFUL_TERM: ("Masa berlaku yang meragukan", "Keraguannya"),
    Topic.UNIT: ("OPD apa yang dimaksud?", "Nama OPD dalam berkas"),
    Topic.UNIT_MISSING: ("OPD untuk baris yang sel OPD-nya kosong", "Sel OPD kosong"),
    Topic.PARTNER: ("Mitra yang mirip dengan yang tercatat", "Nama mitra dalam berkas"),
    Topic.SEVERAL_PARTNERS: ("Sel yang memuat beberapa mitra", "Cara menulisnya"),
    Topic.PARTNER_KIND: ("Jenis mitra baru", "Petunjuk pada namanya"),
    Topic.FAMILY: ("Jenis kerja sama yang tidak dikenali", "Tulisan dalam berkas"),
    Topic.FORM: ("Bentuk naskah", "Tulisan dalam berkas"),
    Topic.SHARED_NUMBER: ("Satu nomor dengan beberapa mitra", "Keadaan"),
    Topic.ALTERED_NUMBER: ("Nomor yang diubah Excel", "Kolom"),
    Topic.TITLE: ("Judul", "Keadaan"),
    Topic.YEAR_ALONE: ("Tanggal yang hanya tahun", "Keadaan"),
    Topic.DOUBTFUL_DAY: ("Tanggal yang meragukan tetapi masih terbaca", "Kolom"),
    Topic.UNREAD_DAY: ("Tanggal dan masa berlaku yang tidak terbaca", "Kolom"),
    Topic.END_BEFORE_BEGINNING: ("Berakhir sebelum mulai", "Keadaan"),
    Topic.END_MISSING: ("Naskah tanpa tanggal berakhir", "Keadaan"),
}
OF_UNITS = (Topic.UNIT, Topic.UNIT_MISSING)
FAMILIES = {
    "ksdd": "KSDD (daerah lain)",
    "ksdpk": "KSDPK (pihak ketiga)",
    "sinergi": "Sinergi (pemerintah pusat)",
    "ksdpl": "KSDPL (pemerintah daerah di luar negeri)",
    "ksdll": "KSDLL (lembaga di luar negeri)",
    "jenis": "Menurut jenis mitranya",
}
LABELS: dict[str, dict[str, str]] = {
    Topic.PARTNER_KIND: {
        AS_PROPOSED: "Sesuai usulan pada tiap nama",
        **{value: str(label) for value, label in PartnerKind.choices},
    },
    Topic.FAMILY: FAMILIES,
    Topic.FORM: {
        **legacy.NAMES,
        tracks.MOU: "MoU (KB atau NK menurut jenis kerja samanya)",
        LEAVE_OUT: "Lewati barisnya",
    },
    Topic.SEVERAL_PARTNERS: {
        "pisah": "Beberapa mitra: yang pertama mitra, lainnya pihak lain",
        "satu": "Satu mitra dengan nama itu",
    },
    Topic.SHARED_NUMBER: {
        "satu": "Satu naskah dengan beberapa mitra",
        "terpisah": "Naskah tersendiri untuk tiap baris",
    },
    Topic.ALTERED_NUMBER: {
        "kosong": "Kosongkan nomornya",
        "pakai": "Pakai seperti tersimpan",
    },
    Topic.TITLE: {
        "mitra": "Pakai “Kerja sama dengan (nama mitra)”",
        "singkat": "Singkat sampai 250 huruf, lengkapnya jadi catatan",
    },
    Topic.YEAR_ALONE: {
        FIRST_AND_LAST: "Mulai 1 Januari, berakhir 31 Desember",
        UNKNOWN: "Tanggalnya belum diketahui",
    },
    Topic.DOUBTFUL_DAY: {
        AS_READ: "Pakai tanggal yang terbaca",
        UNKNOWN: "Catat sebagai belum diketahui",
    },
    Topic.UNREAD_DAY: {UNKNOWN: "Catat sebagai belum diketahui"},
    Topic.OUR_NAME: {"ya": "Ya, pihak kita", "bukan": "Bukan, mitra"},
    Topic.DAYS_MISSING: {FIRST_AND_LAST: "Pakai 1 Januari tahun itu, ditandai belum diketahui"},
    Topic.LENGTH_WITHOUT_UNIT: {
        "tahun": "Tahun",
        "bulan": "Bulan",
        UNKNOWN: "Tidak diketahui",
    },
    Topic.DOUBTFUL_TERM: {
        "terbaca": "Pakai seperti terbaca",
        UNKNOWN: "Tanggal berakhir belum diketahui",
    },
    Topic.END_BEFORE_BEGINNING: {UNKNOWN: "Catat tanggal berakhir sebagai belum diketahui"},
    Topic.END_MISSING: {
        UNKNOWN: "Tanggal berakhir belum diketahui",
        OPEN: "Tanpa batas waktu",
        EVENT: "Berakhir oleh peristiwa yang tertulis",
    },
}
KEYS = {
    "kosong": "sel kosong",
    "panjang": "judul terlalu panjang",
    "tahun": "hanya tahun",
    "urutan": "tanggalnya terbalik",
}
KEYS |= {"peristiwa": "menyebut peristiwa, bukan tanggal", "satuan": "angka tanpa satuan"}
KEYS |= {
    "lama": "lebih dari 30 tahun",
    "bertentangan": "berbeda dari kolom Berakhir",
    "besar": "angka besar tanpa satuan",
}


UNREADABLE_DAY = "Tanggal ini tidak terbaca. Tulis misalnya 17 Agustus 2021."
UNREADABLE_TERM = "Ini tidak terbaca. Tulis tanggal berakhir atau lamanya, misalnya 5 tahun."


class ImportForm(forms.Form):
    """A register to be taken in."""

    upload = forms.FileField(
        label="Berkas register (.xlsx, .ods, .csv)",
        help_text=(
            f"Paling besar {settings.UPLOAD_LIMIT_MB} MB dan 20.000 baris. "
            "Tidak ada yang berubah sebelum Anda menyetujui hasil pemeriksaan."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": "Berkas kosong (0 byte). Pilih berkas lain."},
    )

    def clean_upload(self) -> UploadedFile:
        """Judged by its size alone, before any of it is read; what is in it, the worker judges
        within limits.
        """
        upload = self.cleaned_data["upload"]
        if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            raise forms.ValidationError(
                f"Ukuran berkas {upload.size / 1024 / 1024:.0f} MB melebihi"
                f" {settings.UPLOAD_LIMIT_MB} MB. Hapus gambar dan lembar lain, atau bagi menjadi"
                " beberapa berkas."
            )
        judge_viruses(upload)
        return upload


class PeopleFileForm(ImportForm):
    """People and officials to be taken in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].label = "Berkas pengguna dan pejabat (.xlsx, .ods, .csv)"
        self.fields["upload"].help_text = (
            "Paling banyak 2.000 baris. Tidak ada yang berubah sebelum Anda menyetujui hasil"
            " pemeriksaan."
        )


class MappingFileForm(ImportForm):
    """Items of the yearly mapping to be taken in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].label = "Berkas usulan (.xlsx, .ods, .csv)"
        self.fields["upload"].help_text = (
            "Paling banyak 500 baris. Tidak ada yang berubah sebelum Anda menyetujui hasil"
            " pemeriksaan."
        )


# One question as the worker wrote it: kind, key, options, proposal, and each name it is about.
Question = dict[str, Any]


@dataclass(frozen=True)
class AskedQuestion:
    """A question with its field, and apart from it a field for each name: (field, name, how many
    rows, what else is told).
    """

    question: Question
    field: BoundField
    apart: list[tuple[BoundField, str, int, str]]
    label: str


class ChoicesForm(forms.Form):
    """The answers to the questions of a file, one for each group and where needed one for each name
    in it.

    What is left open stays in doubt, and its rows stay out.
    """

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named: dict[str, tuple[str, str]] = {}
        self.groups: dict[str, list[AskedQuestion]] = {}
        self._units: list[tuple[str, str]] = []
        if any(question["kind"] in OF_UNITS for question in questions):
            self._units = _units()
        for question in questions:
            self._add(question)

    def _add(self, question: Question) -> None:
        kind = question["kind"]
        key = question["key"]
        asked = self.groups.setdefault(kind, [])
        code = f"{kind}_{len(asked)}"
        options = self._options(question)
        self._ask(
            code, kind, key, KEYS.get(key) or _column(kind, key), options, question["proposal"]
        )
        apart = []
        for place, (name, rows, *told) in enumerate(question["each"]):
            one = f"{code}_{place}"
            self._ask_apart(one, kind, name, options)
            apart.append((self[one], name, rows, told[0] if told else ""))
        label = self.fields[code].label
        asked.append(AskedQuestion(question, self[code], apart, str(label)))

    def _ask(
        self,
        code: str,
        kind: str,
        key: str,
        label: str,
        options: list[tuple[str, str]],
        proposal: str,
    ) -> None:
        self.named[code] = (kind, key)
        if kind == Topic.DAYS_MISSING and key == "kosong":
            self.fields[code] = DayField(label=label, required=False)
            return
        self.fields[code] = forms.ChoiceField(
            label=label, choices=options, required=False, initial=proposal, widget=_select()
        )

    def _ask_apart(self, code: str, kind: str, name: str, options: list[tuple[str, str]]) -> None:
        self.named[code] = (kind, OWN + name)
        if kind in TYPED:
            typed = forms.TextInput(
                attrs={"placeholder": "mis. 17 Agustus 2021", "class": "form-control"}
            )
            self.fields[code] = forms.CharField(
                label=name, required=False, max_length=60, widget=typed
            )
            return
        like_group = [("", "Seperti kelompoknya"), *options[1:]]
        self.fields[code] = forms.ChoiceField(
            label=name, choices=like_group, required=False, widget=_select()
        )

    def _options(self, question: Question) -> list[tuple[str, str]]:
        kind = question["kind"]
        none = ("", "Belum dipilih")
        if kind == Topic.PARTNER:
            partners = [(str(pk), label) for pk, label in question["options"]]
            return [none, *partners, (NEW, "Buat mitra baru dengan nama ini")]
        if kind in OF_UNITS:
            return [none, *self._units_likely_first(question["options"])]
        return [none, *((code, LABELS[kind].get(code, code)) for code in question["options"])]

    def _units_likely_first(self, likely: list[int]) -> list[tuple[str, str]]:
        by_key = {int(key): (key, name) for key, name in self._units}
        first = [by_key[key] for key in likely if key in by_key]
        return [*first, *(unit for key, unit in by_key.items() if key not in likely)]

    def clean(self) -> dict[str, Any]:
        """What somebody typed for one cell and cannot be read is told at its field."""
        data = super().clean() or {}
        for code, (kind, key) in self.named.items():
            typed = data.get(code, "")
            is_typed = kind in TYPED and key.startswith(OWN)
            if is_typed and typed and not is_readable_answer(kind, typed):
                self.add_error(
                    code, UNREADABLE_TERM if kind == Topic.DOUBTFUL_TERM else UNREADABLE_DAY
                )
        return data

    @property
    def sections(self) -> list[tuple[str, str, list[AskedQuestion]]]:
        """(heading, what the first column says, the questions) of each kind."""
        return [(*HEADINGS[kind], asked) for kind, asked in self.groups.items()]

    def chosen(self) -> dict[str, dict[str, int | str]]:
        """{kind: {group, or name of the file: what it means}}; an OPD by its key."""
        found: dict[str, dict[str, int | str]] = {}
        for code, (kind, key) in self.named.items():
            answer = self.cleaned_data.get(code)
            if not answer:
                continue
            answers = found.setdefault(kind, {})
            if kind == Topic.UNIT:
                answers[key] = int(answer)
            else:
                answers[key] = str(answer)
        return found


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


def _units() -> list[tuple[str, str]]:
    rows = Unit.objects.valid_on(timezone.localdate()).values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


def _column(kind: str, key: str) -> str:
    """The heading of the column where the key of a question of this kind is one."""
    if kind in ("hari", "terduga", "angka") and key in BY_CODE:
        return BY_CODE[key].heading
    return key
