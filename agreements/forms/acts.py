"""What is recorded on the way: approvals, decisions and uploads, and why a case was sent back or
halted.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.formats import date_format

from agreements.documents import signers, store
from agreements.documents.signatures import uploaded_signatures
from agreements.models import Agreement, Document, DocumentState, Evidence
from agreements.regulations.vocabulary import Actor, Requirement, RequirementKind, Stage
from agreements.workflow.sharing import SHOWN, may_be_kept, reusable_files_for
from agreements.workflow.signing_order import lapse_of_right
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import DayField

from .partner_numbers import PartnerNumbersField
from .plausible import before_its_paper, before_its_stage, on_a_day_off
from .uploads import LONGEST_NOTE, clean_upload, upload_field

EARLIEST = date(2000, 1, 1)


class SigningDayForm(AsksFirst, forms.Form):
    """The day a naskah is to bear: the one on which it will be signed, today when nothing is
    said.
    """

    hari = DayField(
        label="Tanggal penandatanganan",
        required=False,
        initial=timezone.localdate,
        help_text=(
            "Tanggal ini tercetak pada naskah. Bila penandatanganan ditunda, buat ulang naskahnya."
        ),
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        if agreement.ttd_terpisah:
            self.fields["hari"].help_text = (
                "Hari tanda tangan kita; tidak tercetak, karena setiap pihak menuliskan harinya"
                " sendiri di atas tanda tangannya."
            )

    def clean_hari(self) -> date | None:
        day = self.cleaned_data["hari"]
        if day and abs(relativedelta(day, timezone.localdate()).years) >= 1:
            raise forms.ValidationError(
                "Tanggal penandatanganan berada dalam setahun dari hari ini."
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Asks about a day on which nobody works, or before the case came so far; the record of the
        signing, which must name this very day, then asks no more.
        """
        data = super().clean() or {}
        if day := data.get("hari"):
            early = before_its_stage(self.agreement, day)
            self.ask("hari", early, on_a_day_off(day, "Naskah akan memuat tanggal ini."))
        return data


class EvidenceForm(AsksFirst, forms.Form):
    """The small form of one requirement: approval, record or upload."""

    outcome = forms.ChoiceField(label="Hasil")
    decided_on = DayField(label="Tanggal")
    number = forms.CharField(label="Nomor surat", max_length=100, required=False)
    note = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    upload = upload_field("Berkas", required=True)

    def __init__(self, *args: Any, need: Requirement, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.need = need
        self.agreement = agreement
        self.content = b""
        self.kept: dict[str, Evidence] = {}
        self.fields["outcome"].choices = chosen_among(need.outcomes)
        self.fields["decided_on"].initial = timezone.localdate()
        unused = {
            RequirementKind.APPROVAL: ("outcome", "number", "decided_on", "upload"),
            RequirementKind.RECORD: (),
            RequirementKind.UPLOAD: ("outcome", "decided_on"),
        }
        for name in unused.get(need.kind, ()):
            del self.fields[name]
        if need.kind is RequirementKind.RECORD:
            self._ask_for_record(need)
            self._ask_no_choice(need)
        if may_be_kept(need):
            self._offer_kept_files()
        if need.signs:
            self._ask_for_signed_naskah()
        for place, point in enumerate(need.criteria):
            self.fields[f"butir_{place}"] = forms.ChoiceField(
                label=point, choices=chosen_among(("sesuai", "tidak sesuai"))
            )
            self.fields[f"catatan_{place}"] = forms.CharField(
                label=f"Catatan: {point}",
                required=False,
                max_length=LONGEST_NOTE,
                widget=forms.TextInput(attrs={"placeholder": "Catatan"}),
            )

    @property
    def points(self) -> list[tuple[BoundField, BoundField]]:
        """The finding on each point of a study with its note."""
        places = range(len(self.need.criteria))
        return [(self[f"butir_{place}"], self[f"catatan_{place}"]) for place in places]

    @property
    def fields_of_whole(self) -> list[BoundField]:
        """What is told of the study as a whole."""
        return [self[name] for name in self.fields if not name.startswith(("butir_", "catatan_"))]

    def _ask_for_signed_naskah(self) -> None:
        upload = self.fields["upload"]
        upload.label = "Pindaian naskah bertanda tangan"
        upload.help_text += " Bila belum ada, unggah kemudian pada syarat berikutnya."
        partners = [party.name for party in self.agreement.partner_parties]
        if len(partners) > 1:
            self.fields["number"] = PartnerNumbersField(partners)
        self.fields["number"].label = "Nomor naskah pihak mitra"
        self.fields["decided_on"].label = "Tanggal ditandatangani"
        if self.agreement.ttd_terpisah:
            self.fields["decided_on"].help_text = "Hari tanda tangan terakhir dari para pihak."
        self.fields["decided_on"].initial = self._printed_day() or timezone.localdate()

    def _ask_for_record(self, need: Requirement) -> None:
        """A record needs no file; what our own letter or berita acara says of itself is not asked
        again.
        """
        self.fields["upload"].required = False
        stage = self.agreement.stage.requirements
        if need.actor is Actor.TKKSD and any(
            other.document and need.code in other.after for other in stage
        ):
            del self.fields["number"]  # that of the berita acara, which is issued with it
            return
        letter = self._letter_before(need)
        if letter:
            self.fields["number"].initial = letter.number

    def _ask_no_choice(self, need: Requirement) -> None:
        """The one outcome that there is need not be chosen."""
        if len(need.outcomes) == 1:
            outcome = self.fields["outcome"]
            outcome.widget, outcome.initial = forms.HiddenInput(), need.outcomes[0]

    def _letter_before(self, need: Requirement) -> Document | None:
        """Our own numbered letter whose sending this records, behind the approvals that it
        passed.
        """
        if need.signs or need.actor.is_outside:
            return None
        kinds = self._finals_before(need)
        for paper in reversed(list(self.agreement.documents.all())):
            is_of_stage = paper.stage_code == self.agreement.stage_code
            if paper.number and is_of_stage and paper.kind in kinds:
                return paper
        return None

    def _finals_before(self, need: Requirement) -> set[str]:
        """The final papers that a requirement of this stage builds on, behind mere approvals."""
        before = self._needs_among(need.after)
        while before and all(other.kind is RequirementKind.APPROVAL for other in before):
            before = self._needs_among([code for other in before for code in other.after])
        return {other.document for other in before if other.document and not other.draft}

    def _needs_among(self, codes: Iterable[str]) -> list[Requirement]:
        """The requirements of this stage with these codes."""
        needs = {need.code: need for need in self.agreement.stage.requirements}
        return [needs[code] for code in codes if code in needs]

    def _offer_kept_files(self) -> None:
        """What was handed in for the same purpose before serves again."""
        rows = list(reusable_files_for(self.agreement, self.need)[:SHOWN])
        if not rows:
            return
        chosen = forms.ChoiceField(
            label="Pakai berkas yang sudah ada",
            required=False,
            choices=[
                ("", "Tidak, unggah berkas baru"),
                *((str(row.pk), evidence_words_of(row, self.agreement)) for row in rows),
            ],
            help_text="Berkas yang pernah diunggah untuk keperluan yang sama.",
        )
        self.kept = {str(row.pk): row for row in rows}
        self.fields["upload"].required = False
        self.fields = {"pakai": chosen, **self.fields}

    def offer_only(self, outcomes: tuple[str, ...]) -> None:
        """Leave out what cannot be recorded yet."""
        if "outcome" in self.fields:
            self.fields["outcome"].choices = chosen_among(outcomes)

    def clean_decided_on(self) -> date | None:
        """A day that can have been: not ahead, not before the step that this builds on, and that
        of the naskah where it is signed.
        """
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggal tidak boleh sesudah hari ini.")
        if day < EARLIEST:
            raise forms.ValidationError(
                f"Tanggal tidak boleh sebelum tahun {EARLIEST.year}. Periksa kembali tahunnya."
            )
        earliest = self._earliest()
        if earliest and day < earliest:
            raise forms.ValidationError(
                f"Tanggal tidak boleh mendahului langkah sebelumnya ({earliest:%d/%m/%Y})."
            )
        if lapsed := lapse_of_right(self.agreement, self.need, day):
            raise forms.ValidationError(lapsed)
        self._refuse_other_day(day)
        return day

    def _refuse_other_day(self, day: date) -> None:
        """The day of a naskah is the one that it bears; where each party signs on a day of its own
        it bears none, and the last signature is not before ours.
        """
        printed = self._printed_day()
        if printed is None or day == printed:
            return
        if not self.agreement.ttd_terpisah:
            raise forms.ValidationError(
                f"Naskah mencantumkan tanggal {printed:%d/%m/%Y}. Catat tanggal itu, atau buat"
                " ulang naskah dengan tanggal yang benar."
            )
        if day < printed:
            raise forms.ValidationError(
                f"Tanda tangan kita bertanggal {printed:%d/%m/%Y}; yang terakhir tidak mungkin"
                " sebelum itu."
            )

    def _printed_day(self) -> date | None:
        """The day that the naskah whose signing this records states."""
        if not self.need.signs:
            return None
        ready = self.agreement.documents.filter(
            kind=self.need.signs, draft=False, state=DocumentState.READY
        )
        paper = ready.order_by("pk").last()
        return signers.day_of(paper) if paper else None

    def _earliest(self) -> date | None:
        """The latest date recorded for what this requirement builds on."""
        before = self.agreement.evidence.filter(
            void=False,
            stage_code=self.agreement.stage_code,
            requirement_code__in=self.need.after,
            decided_on__isnull=False,
        )
        return before.order_by("-decided_on").values_list("decided_on", flat=True).first()

    def clean(self) -> dict[str, Any]:
        """The file and the findings as the engine keeps them; unlikely days are asked about."""
        data = super().clean() or {}
        self._clean_file(data)
        if self.need.criteria:
            data["findings"] = [
                {
                    "butir": point,
                    "hasil": data.pop(f"butir_{place}", ""),
                    "catatan": data.pop(f"catatan_{place}", ""),
                }
                for place, point in enumerate(self.need.criteria)
            ]
        self._clean_number(data)
        if day := data.get("decided_on"):
            self._ask_about(day)
        return data

    def _clean_file(self, data: dict[str, Any]) -> None:
        """What was uploaded, else the file that was handed in before and chosen again."""
        upload = data.pop("upload", None)
        again = self.kept.get(data.pop("pakai", ""))
        if upload:
            try:
                self.content = clean_upload(upload, self.agreement)
                data["file_name"] = upload.name[:200]
            except forms.ValidationError as error:
                self.add_error("upload", error)
        elif again:
            data["sha256"] = again.sha256
            data["file_name"] = again.file_name
            data["signatures"] = again.signatures
            data["number"] = data.get("number") or again.number
        elif self.kept and "upload" not in self.errors:
            self.add_error("upload", "Pilih berkas yang sudah ada, atau unggah berkas baru.")

    def _ask_about(self, day: date) -> None:
        """Ask what speaks against the day: the papers it follows, else the stage; of a signing also
        the calendar. The day that a naskah bears was asked about when it was ordered.
        """
        if day == self._printed_day():
            return
        early = before_its_paper(self.agreement, self.need, day)
        early = early or before_its_stage(self.agreement, day)
        resting = ""
        if self.need.signs:
            resting = on_a_day_off(day, "Penandatanganan pada hari itu?")
        self.ask("decided_on", early, resting)

    def evidence(self) -> dict[str, Any]:
        """What the engine is to keep."""
        told = self.cleaned_data | {"confirmed": self.confirmed}
        if self.content:
            told["sha256"] = store.digest_of(self.content)
            told["signatures"] = uploaded_signatures.examine_signatures(self.content)
        return told

    def keep_file(self) -> None:
        """Store the file, once nothing was refused."""
        if self.content:
            store.store_bytes(self.content)

    def _clean_number(self, data: dict[str, Any]) -> None:
        """Two signed naskah of one partner cannot bear one number."""
        number = data.get("number", "").strip()
        if self.need.signs and number and self._is_used(number):
            self.add_error(
                "number",
                "Nomor naskah ini sudah dicatat pada kerja sama lain dengan mitra yang sama.",
            )

    def _is_used(self, number: str) -> bool:
        others = Agreement.objects.filter(
            partner=self.agreement.partner_id, evidence__number=number, evidence__void=False
        )
        return others.exclude(pk=self.agreement.pk).exists()


def evidence_words_of(row: Evidence, agreement: Agreement) -> str:
    """A file that may serve this case again, in the words of a choice; what other OPD propose is
    not told by it.
    """
    number = f"Nomor {row.number}, " if row.number else ""
    is_ours = row.agreement.owner_id == agreement.owner_id
    of_case = row.agreement.title if is_ours else "kerja sama perangkat daerah lain"
    return f"{number}{row.file_name}, diunggah {date_format(row.at, 'j F Y')} untuk {of_case}"


def chosen_among(outcomes: tuple[str, ...]) -> list[tuple[str, str]]:
    """The outcomes for a select; where there are several, none stands there before somebody chose
    it.
    """
    choices = [(outcome, outcome[0].upper() + outcome[1:]) for outcome in outcomes]
    if len(outcomes) > 1:
        return [("", "Pilih"), *choices]
    return choices


class SendBackForm(forms.Form):
    """To which of the stages a case goes back, why, and what is to be put right there."""

    tujuan = forms.ChoiceField(label="Ke tahap")
    alasan = forms.CharField(
        label="Alasan",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Di ponsel dapat didiktekan lewat mikrofon papan ketik.",
    )
    butir = forms.CharField(
        label="Butir perbaikan",
        help_text="Satu per baris. OPD menandai tiap butir setelah diperbaiki.",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, stages: Iterable[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tujuan"].choices = [(stage.code, stage.name) for stage in stages]

    def clean_butir(self) -> list[str]:
        """The lines that say something."""
        return [line.strip() for line in self.cleaned_data["butir"].splitlines() if line.strip()]
