"""What a cooperation is worth: in which currency, at which rate, who gives it and in what form."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models

from kerjasama.reference.currencies import RUPIAH
from kerjasama.writing.figures import format_money
from kerjasama.writing.money import Money


class Direction(models.TextChoices):
    UNSAID = "", "Tidak disebutkan"
    TO_PARTNER = "kepada-mitra", "Pemerintah daerah membayar mitra"
    FROM_PARTNER = "dari-mitra", "Mitra membayar pemerintah daerah"
    BOTH_WAYS = "timbal-balik", "Masing-masing membayar yang lain"
    EACH_OWN = "masing-masing", "Masing-masing menanggung bagiannya"


class Form(models.TextChoices):
    UNSAID = "", "Tidak disebutkan"
    CASH = "uang", "Uang"
    IN_KIND = "barang-jasa", "Barang dan/atau jasa"
    BOTH = "keduanya", "Uang serta barang dan/atau jasa"
    NONE = "tanpa", "Tidak ada pembayaran"


class Result(models.TextChoices):
    """What a KSDPK brings to the region (PP 28/2018 Pasal 20)."""

    UNSAID = "", "Tidak disebutkan"
    MONEY = "uang", "Uang, disetorkan ke kas daerah"
    GOODS = "barang", "Barang, dicatat sebagai aset Pemerintah Daerah"
    BOTH = "uang-barang", "Uang dan barang"
    NONE = "tidak-ada", "Tidak ada hasil berupa uang atau barang"


@dataclass(frozen=True)
class Worth:
    """The value that a naskah states, with its equivalent in rupiah."""

    money: Money
    rupiah: Decimal | None
    rate: Decimal | None
    rate_day: date | None

    @property
    def is_foreign(self) -> bool:
        """Whether it is stated in another currency than rupiah."""
        return self.money.currency != RUPIAH

    @property
    def in_figures(self) -> str:
        """ "EUR 10.000,00 (setara Rp170.000.000)"."""
        if not self.is_foreign or self.rupiah is None:
            return self.money.in_figures
        return f"{self.money.in_figures} (setara {format_money(self.rupiah)})"


class WorthContent(models.Model):
    """What is said of the value. It is added up in rupiah, which for another currency follow from
    the rate.
    """

    nilai = models.DecimalField(
        "nilai (rupiah)", max_digits=18, decimal_places=2, null=True, blank=True
    )
    # What a register says of money that is no sum of rupiah: "USD 50.000 per bulan". It is shown
    # and never added up.
    nilai_tertulis = models.CharField("nilai sebagaimana tertulis", max_length=150, blank=True)
    mata_uang = models.CharField("mata uang", max_length=3, default=RUPIAH)
    nilai_valuta = models.DecimalField(
        "nilai dalam mata uang itu", max_digits=17, decimal_places=3, null=True, blank=True
    )
    kurs = models.DecimalField(
        "kurs (rupiah per satuan)", max_digits=18, decimal_places=6, null=True, blank=True
    )
    kurs_pada = models.DateField("tanggal kurs", null=True, blank=True)
    arah_nilai = models.CharField(
        "siapa membayar siapa", max_length=15, choices=Direction, blank=True, default=""
    )
    bentuk_nilai = models.CharField(
        "bentuk nilai", max_length=15, choices=Form, blank=True, default=""
    )
    hasil_daerah = models.CharField(
        "hasil bagi daerah", max_length=15, choices=Result, blank=True, default=""
    )

    class Meta:
        abstract = True

    @property
    def worth(self) -> Worth | None:
        """The value that it states; None where it states none as a sum."""
        if self.mata_uang != RUPIAH and self.nilai_valuta is not None:
            money = Money(self.nilai_valuta, self.mata_uang)
            return Worth(money, self.nilai, self.kurs, self.kurs_pada)
        if not self.nilai:
            return None
        return Worth(Money(self.nilai), self.nilai, None, None)


WORTH_FIELDS = (
    "mata_uang",
    "nilai_valuta",
    "kurs",
    "kurs_pada",
    "arah_nilai",
    "bentuk_nilai",
    "hasil_daerah",
)
