"""What a naskah says of a mitra: kept by the registry, and taken from it by each case."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.utils.formats import date_format

from kerjasama.narrowing import column_of
from kerjasama.reference import countries

from .kinds import ABROAD, NEEDS, Level, PartnerKind

PHONE = RegexValidator(
    r"^[+(]{0,2}[0-9][0-9 ()./-]{4,}(\s?(ext|ekst|pes)\.?\s?[0-9]{1,6})?\Z",
    "Tulis nomor telepon dengan angka, misalnya 0541 123456 atau +81 93 582 2222.",
)


class NaskahData(models.Model):
    """Who a mitra is, where it sits and who signs for it, as a naskah prints them."""

    name = models.CharField("nama", max_length=200)
    kind = models.CharField("jenis", max_length=20, choices=PartnerKind)
    address = models.TextField("alamat", blank=True)
    contact_name = models.CharField("narahubung", max_length=150, blank=True)
    phone = models.CharField("telepon", max_length=40, blank=True, validators=[PHONE])
    email = models.EmailField("surel", blank=True)
    country = models.CharField("negara", max_length=2, choices=countries.choices, blank=True)
    level = models.CharField("tingkat pemerintahan", max_length=20, choices=Level, blank=True)
    name_en = models.CharField("nama dalam bahasa Inggris", max_length=200, blank=True)
    native_name = models.CharField("nama dalam aksara aslinya", max_length=200, blank=True)
    representative = models.CharField("nama penanda tangan", max_length=150, blank=True)
    representative_position = models.CharField("jabatan penanda tangan", max_length=600, blank=True)
    representative_position_en = models.CharField(
        "jabatan penanda tangan dalam bahasa Inggris", max_length=600, blank=True
    )
    legal_basis = models.TextField(
        "dasar kewenangan (keputusan, anggaran dasar, surat kuasa)", blank=True
    )
    deed_number = models.CharField("nomor akta", max_length=50, blank=True)
    deed_date = models.DateField("tanggal akta", null=True, blank=True)
    deed_notary = models.CharField("notaris", max_length=150, blank=True)
    ratification_number = models.CharField("nomor pengesahan AHU", max_length=60, blank=True)
    ratification_date = models.DateField("tanggal pengesahan AHU", null=True, blank=True)
    founding_rule = models.CharField("peraturan pendirian (PP, Perda)", max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def is_foreign(self) -> bool:
        """Whether it is of a kind that sits abroad."""
        return self.kind in ABROAD

    @property
    def described(self) -> str:
        """Its kind, and its country when it is a foreign one."""
        return ", ".join(
            filter(None, (self.get_kind_display(), countries.country_name_of(self.country)))
        )

    def has_relations(self) -> bool:
        """Whether Indonesia has diplomatic relations with its country; a domestic partner needs
        none. Asks the database.
        """
        return not self.is_foreign or countries.has_relations(self.country)

    def must_name(self, field: str) -> bool:
        """Whether the papers of this kind of mitra name it."""
        return any(field in need.fields and self.kind in need.kinds for need in NEEDS)

    @classmethod
    def label_of(cls, field: str) -> str:
        """The name of a field, for people."""
        return str(column_of(cls, field).verbose_name)

    @classmethod
    def readable_value(cls, field: str, value: str | date) -> str | date:
        """A stored value as people read it."""
        if isinstance(value, date):
            return date_format(value, "j F Y")
        return dict(column_of(cls, field).flatchoices).get(value, value)


NASKAH_FIELDS = tuple(field.name for field in NaskahData._meta.local_fields)
