"""Several requirements of a stage told in one sending, each by its own part of the form."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from agreements.models import Agreement
from agreements.regulations.vocabulary import Requirement, RequirementKind

from .acts import EvidenceForm, chosen_among

NOTHING_SENT = "Pilih sedikitnya satu berkas, atau centang dokumen yang dibuat."
FILE_MISSING = "Pilih berkasnya, atau kosongkan nomor dan keterangannya."
CHOOSE_AGAIN = "Berkas ini belum tersimpan karena ada isian lain yang perlu diperbaiki. Pilih lagi."


def may_be_sent_together(need: Requirement) -> bool:
    """Whether a form may hold it beside others: a file, or a record that judges and signs
    nothing.
    """
    if need.kind is RequirementKind.UPLOAD:
        return True
    return need.kind is RequirementKind.RECORD and not need.criteria and not need.signs


class PartForm(EvidenceForm):
    """One requirement among several; left blank it stays open."""

    def __init__(self, *args: Any, need: Requirement, may_stay_blank: bool, **kwargs: Any) -> None:
        super().__init__(
            *args,
            need=need,
            prefix=need.code,
            auto_id="id_bersama_%s",
            empty_permitted=may_stay_blank,
            use_required_attribute=False,
            **kwargs,
        )
        self.told_before: date | None = None
        if need.kind is RequirementKind.UPLOAD:
            upload = self.fields["upload"]
            upload.label, upload.help_text = need.text, str(need.citation or "")
            upload.required = False  # the part as a whole may stay blank

    @property
    def is_filled(self) -> bool:
        """Whether it says something that is to be recorded."""
        return not self.empty_permitted or self.has_changed()

    def offer_only(self, outcomes: tuple[str, ...]) -> None:
        """As ever; where the part may stay blank, no outcome stands there before it is chosen."""
        super().offer_only(outcomes)
        if self.empty_permitted and "outcome" in self.fields:
            named = [choice for choice in chosen_among(outcomes) if choice[0]]
            self.fields["outcome"].choices = [("", "Belum ada"), *named]

    def _clean_file(self, data: dict[str, Any]) -> None:
        """A part of which something was typed needs its file."""
        super()._clean_file(data)
        if self.need.kind is RequirementKind.UPLOAD and not ("file_name" in data or self.errors):
            self.add_error("upload", FILE_MISSING)

    def _earliest(self) -> date | None:
        """Also the day of what it builds on and is told along with it."""
        days = [day for day in (super()._earliest(), self.told_before) if day]
        return max(days, default=None)


class TogetherForm:
    """The parts of one sending, in the order of the stage. A record that nothing in it precedes is
    what the form is about; all else may follow later.
    """

    def __init__(
        self,
        agreement: Agreement,
        needs: Iterable[Requirement],
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
    ) -> None:
        self.agreement = agreement
        asked = list(needs)
        codes = {need.code for need in asked}
        self.parts = [
            PartForm(
                data,
                files,
                need=need,
                agreement=agreement,
                may_stay_blank=need.kind is RequirementKind.UPLOAD or bool(codes & set(need.after)),
            )
            for need in asked
        ]

    @property
    def filled(self) -> list[PartForm]:
        """The parts that are to be recorded."""
        return [part for part in self.parts if part.is_filled]

    def is_valid(self, *, orders_papers: bool = False) -> bool:
        """Whether all that is filled in can be recorded; else every fault stands at its field."""
        for part in self.parts:
            part.told_before = self._day_before(part)
            part.full_clean()
        if not self.filled and not orders_papers:
            self.parts[0].add_error("upload", NOTHING_SENT)
        if not any(part.errors for part in self.parts):
            return True
        for part in self.parts:
            if part.content and not part.errors:
                part.add_error("upload", CHOOSE_AGAIN)
        return False

    def _day_before(self, part: PartForm) -> date | None:
        """The latest day told in this sending for what the part builds on."""
        days = [
            other.cleaned_data.get("decided_on")
            for other in self.parts
            if other.need.code in part.need.after and hasattr(other, "cleaned_data")
        ]
        return max(filter(None, days), default=None)

    def keep_files(self) -> None:
        """Store the files, once nothing was refused."""
        for part in self.filled:
            part.keep_file()
