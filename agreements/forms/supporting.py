"""What is asked when a paper is ordered that no stage asks for."""

from typing import Any

from django import forms

from agreements.documents import signers
from agreements.documents.archive import signed_facts
from agreements.documents.kinds import KINDS
from agreements.documents.supporting import Supporting
from agreements.documents.text import indonesian
from agreements.documents.wording.comparing import ComparedTexts
from agreements.models import Agreement, Document, DocumentState, ReportState

from .uploads import LONGEST_NOTE


def _text(label: str, hint: str = "", rows: int = 3, *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=LONGEST_NOTE, widget=widget
    )


def _line(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=200)


FIELDS = {
    "penghubung": lambda: _line(
        "Petugas penghubung", "Nama, jabatan, dan nomor telepon yang dapat dihubungi."
    ),
    "dasar_hukum": lambda: _text(
        "Dasar hukum lainnya",
        "Satu peraturan per baris, di samping yang selalu disebut.",
        required=False,
    ),
    "kesimpulan": lambda: _text("Kesimpulan"),
    "rekomendasi": lambda: _text("Rekomendasi"),
    "program_pemetaan": lambda: _text(
        "Program dan kegiatan yang disepakati", "Satu per baris, dengan urusan dan tahunnya."
    ),
    "penyerah": lambda: _line("Diserahkan oleh", "Nama dan jabatan yang menyerahkan berkas."),
    "perselisihan": lambda: _text("Pokok perselisihan"),
    "penyelesaian": lambda: _text("Hasil musyawarah"),
    "naskah": lambda: forms.ChoiceField(label="Rancangan atau surat yang diedarkan"),
    "teks_lama": lambda: forms.ChoiceField(label="Teks lama"),
    "teks_baru": lambda: forms.ChoiceField(label="Teks baru"),
    "naskah_ttd": lambda: forms.ChoiceField(label="Naskah yang sudah ditandatangani"),
    "laporan": lambda: forms.TypedChoiceField(label="Laporan yang diteruskan", coerce=int),
}


class SupportingForm(forms.Form):
    """The fields that a paper asks for; a choice offers what the case has."""

    def __init__(self, *args: Any, paper: Supporting, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_{paper.kind}_%s"
        self.paper = paper
        self.fields = {name: FIELDS[name]() for name in paper.asks}
        offered = {
            "naskah": _papers,
            "naskah_ttd": _signed,
            "laporan": _reports,
            "teks_lama": _texts,
            "teks_baru": _texts,
        }
        for name in offered.keys() & self.fields.keys():
            self.fields[name].choices = offered[name](agreement)

    def clean(self) -> dict[str, Any]:
        """Texts of one naskah are compared, not those of two."""
        data = super().clean() or {}
        chosen = [data.get(name, "") for name in ("teks_lama", "teks_baru")]
        if all(chosen) and len({one.partition(":")[0] for one in chosen}) > 1:
            self.add_error("teks_baru", "Pilih dua teks dari naskah yang sama.")
        return data


def _signed(agreement: Agreement) -> list[tuple[str, str]]:
    """The naskah whose signing is recorded, the latest first."""
    return [(kind, KINDS[kind].title) for kind in signed_facts.signed_kinds_of(agreement)[::-1]]


def _texts(agreement: Agreement) -> list[tuple[str, str]]:
    """The texts of each naskah that was begun, by its name."""
    kinds = dict.fromkeys(agreement.draft_versions.order_by("kind").values_list("kind", flat=True))
    return [
        (f"{kind}:{code}", f"{KINDS[kind].title}: {name}")
        for kind in kinds
        for code, name in ComparedTexts(kind, agreement).names.items()
    ]


def _papers(agreement: Agreement) -> list[tuple[str, str]]:
    """Drafts and letters of the case, the newest first, as the sheet names them."""
    rows = agreement.documents.filter(state=DocumentState.READY).exclude(stage_code="")
    names = dict.fromkeys(_named(row) for row in rows.order_by("-pk"))
    return [("", "Pilih"), *((name, name) for name in names)]


def _named(row: Document) -> str:
    title = KINDS[row.kind].title
    if row.draft:
        return f"Rancangan {title}"
    number = f" Nomor {row.number}" if row.number else ""
    day = signers.day_of(row)
    return f"{title}{number} tanggal {indonesian.short_date(day)}"


def _reports(agreement: Agreement) -> list[tuple[int | str, str]]:
    rows = agreement.reports.filter(state=ReportState.ACCEPTED).order_by("-period")
    return [("", "Pilih"), *((row.pk, str(row)) for row in rows)]
