"""Who signs one naskah for a party, and by what right."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Case, QuerySet, When
from django.utils import timezone

from agreements.documents import signers
from agreements.documents.kinds import KINDS
from agreements.models import Agreement, Party, Signatory, SigningRight
from agreements.regulations.citations import p22
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.signing_rights import heads_perangkat_daerah, why_no_deputy
from kerjasama.accounts.levels import with_titles
from kerjasama.accounts.models import Office, Official, RegionProfile
from kerjasama.web.fields import typed_fields

KB = DocumentCode.KESEPAKATAN_BERSAMA
DEPUTIES: tuple[Office, ...] = (Office.UNIT_HEAD, Office.SECRETARY, Office.ASSISTANT)
DOCUMENT_OF_RIGHT = ("basis", "basis_number", "basis_date")


class SignatoryForm(forms.ModelForm):
    """A person of the partner, his office and what empowers him."""

    class Meta:
        model = Signatory
        formfield_callback = typed_fields
        fields = [
            *("name", "office", "office_en", "right"),
            *("basis", "basis_number", "basis_date", "basis_until"),
        ]
        help_texts = {
            "name": "Lengkap; gelar tidak dicetak dalam naskah.",
            "basis": "Misalnya Surat Kuasa Substitusi Direktur Utama.",
            "basis_until": "Hari terakhir kewenangannya; kosongkan bila tidak dibatasi.",
        }

    def __init__(self, *args: Any, agreement: Agreement, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement, self.kind = agreement, kind
        if not agreement.track.is_foreign:
            del self.fields["office_en"]

    def clean(self) -> dict[str, Any]:
        """Whoever signs by another right than the office names the document that gives it, and is
        one whom the law lets have it.
        """
        data = super().clean() or {}
        if self.needs_document(data):
            self._judge_office(data.get("office"))
            for name in DOCUMENT_OF_RIGHT:
                if not data.get(name):
                    self.add_error(name, "Wajib diisi bagi penerima kuasa atau delegasi.")
        begins, ends = data.get("basis_date"), data.get("basis_until")
        if begins and ends and ends < begins:
            self.add_error("basis_until", "Tidak boleh sebelum tanggal dasarnya.")
        return data

    def _judge_office(self, office: str | None) -> None:
        fault = why_no_deputy(self.agreement.track, self.kind, office) if office else ""
        if fault:
            self.add_error("right" if self.kind == KB else "office", fault)

    def needs_document(self, data: dict[str, Any]) -> bool:
        """Whether a document must give the right to sign."""
        return data.get("right") != SigningRight.OFFICE


class OfficialField(forms.ModelChoiceField):
    """Officials by the office that they hold, since people look for that."""

    def label_from_instance(self, official: Official) -> str:
        """ "Kepala Dinas …: name"."""
        return f"{_office_of(official)}: {official.name}"


def _office_of(official: Official) -> str:
    """The office as a komparisi names it, that of somebody who stands in too."""
    title = signers.title_of(official.office, RegionProfile.current(), official.unit)
    return signers.SignatureBlock(official.office, official.unit, title, official).capacity


def _heads_among(officials: QuerySet[Official]) -> QuerySet[Official]:
    """Those who head a perangkat daerah; a Bagian is part of the Sekretariat Daerah."""
    heads = officials.filter(office=Office.UNIT_HEAD).select_related("unit")
    keys = [one.pk for one in heads if heads_perangkat_daerah(_office_of(one))]
    return officials.filter(pk__in=keys)


class DeputyForm(SignatoryForm):
    """An official of ours to whom the head of the region delegated this signing."""

    official = OfficialField(
        label="Pejabat", queryset=Official.objects.none(), empty_label="Pilih pejabat"
    )

    field_order = ["official"]

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, agreement=agreement, **kwargs)
        in_office: QuerySet[Official] = Official.objects.on(timezone.localdate()).filter(
            office__in=DEPUTIES
        )
        if agreement.track.is_with_region:
            in_office = _heads_among(in_office)
        own_first = Case(When(unit=agreement.owner_id, then=0), default=1)
        self.fields["official"].queryset = in_office.select_related("unit").order_by(
            own_first, "unit__name", "office", "name"
        )
        for name in ("name", "office", "office_en", "right"):
            self.fields.pop(name, None)
        self.fields["basis"].help_text = with_titles(
            "Misalnya Keputusan Bupati tentang pendelegasian. Norma setempat:"
            f" {p22('14 ayat (2)')} dan {p22('36 ayat (2)')} menyebut surat kuasa; pakailah isian"
            " penerima kuasa bila suratnya dibuat di sini."
        )
        chosen = self.fields["official"].queryset.filter(name=self.instance.name)
        self.initial["official"] = chosen.first()

    def clean(self) -> dict[str, Any]:
        """The chosen official signs by delegation."""
        official = self.cleaned_data.get("official")
        data = super().clean()
        self.instance.right = SigningRight.DELEGATE
        if official is not None:
            self.instance.name = official.name
            self.instance.office = _office_of(official)
        return data

    def needs_document(self, data: dict[str, Any]) -> bool:
        """Always: the office alone does not sign."""
        return True


def may_be_named(party: Party, kind: str) -> bool:
    """Whether somebody of its own may sign this naskah for the party; for our region only where the
    law lets its head empower one.
    """
    return not party.is_region or KINDS[kind].signed_by.may_be_by_proxy


def form_of_signatory(
    agreement: Agreement, party: Party, kind: str, sent: Mapping[str, Any] | None
) -> SignatoryForm:
    """The form for this party, with what is named already."""
    stored = party.signatories.filter(kind=kind).first() or Signatory()
    form = DeputyForm if party.is_region else SignatoryForm
    return form(sent, instance=stored, agreement=agreement, kind=kind)
