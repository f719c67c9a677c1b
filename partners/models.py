"""The registry of mitra."""

import base64
from datetime import date

import magic
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Greatest, Upper
from django.utils import timezone
from django.utils.formats import date_format

from .kinds import NEEDS, ONLY_FOR, Need, PartnerKind, applies

NIB = RegexValidator(r"^[0-9]{13}\Z", "NIB terdiri atas 13 angka.")
NPWP = RegexValidator(r"^[0-9]{15,16}\Z", "NPWP terdiri atas 15 atau 16 angka.")
REGION_CODE = RegexValidator(r"^[0-9]{2}(\.[0-9]{2})?\Z", "Tulis kode wilayah seperti 64 (provinsi) atau 64.02 (kabupaten/kota).")
PHONE = RegexValidator(r"^[+(]?[0-9][0-9 ()-]{4,}\Z", "Tulis nomor telepon dengan angka, misalnya 0541 123456 atau +62 812 3456 7890.")
ALIKE = 0.4


class PartnerQuerySet(models.QuerySet):
    def listed(self) -> "PartnerQuerySet":
        """For lists: with aliases, without the bytes of logos."""
        return self.defer("logo").prefetch_related("aliases")

    def of_kind(self, kind: str) -> "PartnerQuerySet":
        return self.filter(kind=kind) if kind else self

    def search(self, words: str) -> "PartnerQuerySet":
        """Those with a name or alias that contains or resembles the words; first what begins so, then the nearest."""
        # Each half of the union is answered by its own trigram index; an OR over the join would read every row.
        found = _naming(Partner, words).values("pk").union(_naming(PartnerAlias, words).values("partner"))
        return (
            self.filter(pk__in=found)
            .annotate(alike=_likeness(words), begins=models.Q(name__istartswith=words))
            .order_by("-begins", "-alike", "name", "pk")
        )

    def lookalikes(self, partner: "Partner") -> "PartnerQuerySet":
        """Up to five others that may be this partner: a similar name or alias, or the same number."""
        numbers = ("nib", "npwp", "region_code")
        same = models.Q(*((n, getattr(partner, n)) for n in numbers if getattr(partner, n)), ("alike__gt", ALIKE), _connector=models.Q.OR)
        return self.annotate(alike=_likeness(partner.name)).filter(same).exclude(pk=partner.pk).order_by("-alike", "name")[:5]


def _naming(model: type[models.Model], words: str) -> models.QuerySet:
    """Rows whose name contains or resembles the words, in the form the index on the upper-case name answers."""
    like, word_like = (models.Q((f"upper__trigram_{way}", words.upper())) for way in ("similar", "word_similar"))
    # Two letters hold no trigram, so they are sought at the beginning of words only.
    part = models.Q(name__icontains=words) if len(words) > 2 else models.Q(name__istartswith=words)
    return model._default_manager.alias(upper=Upper("name")).filter(part | like | word_like).order_by()


def _likeness(words: str) -> Greatest:
    """How much the name, or the nearest alias, looks like the words: 0 to 1."""
    aliases = PartnerAlias.objects.filter(partner=models.OuterRef("pk")).annotate(alike=TrigramSimilarity("name", words))
    return Greatest(TrigramSimilarity("name", words), models.Subquery(aliases.order_by("-alike").values("alike")[:1]))


def _told(value: object) -> object:
    return date_format(value, "j F Y") if isinstance(value, date) else value


class Partner(models.Model):
    name = models.CharField("nama", max_length=200)
    kind = models.CharField("jenis", max_length=20, choices=PartnerKind)
    address = models.TextField("alamat", blank=True)
    phone = models.CharField("telepon", max_length=25, blank=True, validators=[PHONE])
    email = models.EmailField("surel", blank=True)
    region_code = models.CharField("kode wilayah Kemendagri", max_length=5, blank=True, validators=[REGION_CODE])
    representative = models.CharField("nama penanda tangan", max_length=150, blank=True)
    representative_position = models.CharField("jabatan penanda tangan", max_length=150, blank=True)
    legal_basis = models.TextField("dasar kewenangan (keputusan, anggaran dasar, surat kuasa)", blank=True)
    nib = models.CharField("NIB", max_length=13, blank=True, validators=[NIB])
    npwp = models.CharField("NPWP", max_length=16, blank=True, validators=[NPWP])
    deed_number = models.CharField("nomor akta", max_length=50, blank=True)
    deed_date = models.DateField("tanggal akta", null=True, blank=True)
    deed_notary = models.CharField("notaris", max_length=150, blank=True)
    ratification_number = models.CharField("nomor pengesahan AHU", max_length=60, blank=True)
    ratification_date = models.DateField("tanggal pengesahan AHU", null=True, blank=True)
    founding_rule = models.CharField("peraturan pendirian (PP, Perda)", max_length=200, blank=True)
    logo = models.BinaryField("logo", null=True, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="partner_name_trigram"),
            models.Index(fields=["name", "id"], name="partner_by_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                Upper("name"),
                "kind",
                name="one_partner_once",
                violation_error_message="Mitra dengan nama dan jenis ini sudah tercatat.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse what cannot be true; what is merely missing is told by gaps()."""
        errors = {field: "Tanggal tidak boleh sesudah hari ini." for field in ("deed_date", "ratification_date") if self._is_ahead(field)}
        for field in ONLY_FOR:
            if getattr(self, field) and self.kind and not applies(field, self.kind):
                errors[field] = f"Tidak berlaku untuk jenis {self.get_kind_display()}. Kosongkan isian ini."
        if errors:
            raise ValidationError(errors)

    def _is_ahead(self, field: str) -> bool:
        day = getattr(self, field)
        return bool(day) and day > timezone.localdate()

    def gaps(self) -> list[str]:
        """What the papers of this kind should name and the registry does not know yet, in plain words."""
        needs = (need for need in NEEDS if self.kind in need.kinds and not getattr(self, need.unless, ""))
        return [gap for need in needs if (gap := self._gap(need))]

    def _gap(self, need: Need) -> str:
        empty = [field for field in need.fields if not getattr(self, field)]
        if empty == list(need.fields):
            return f"{need.text} belum diisi."
        words = ", ".join(self.label_of(field).split(" (")[0] for field in empty)
        return f"{need.text} belum lengkap: {words} belum diisi." if empty else ""

    def details(self) -> list[tuple[str, object]]:
        """(label, value) of all that is known about it besides name, kind and logo."""
        fields = (f.name for f in self._meta.concrete_fields if f.name not in ("id", "name", "kind", "logo"))
        return [(self.label_of(field), _told(getattr(self, field))) for field in fields if getattr(self, field)]

    @classmethod
    def label_of(cls, field: str) -> str:
        return str(cls._meta.get_field(field).verbose_name)

    @property
    def logo_data_uri(self) -> str:
        """The logo for an img tag; empty when there is none."""
        if not self.logo:
            return ""
        content = bytes(self.logo)
        return f"data:{magic.from_buffer(content[:4096], mime=True)};base64,{base64.b64encode(content).decode()}"


class PartnerAlias(models.Model):
    """Another name by which a partner is found, left by a merge."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="aliases")
    name = models.CharField("nama lain", max_length=200)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="alias_name_trigram")]
        constraints = [models.UniqueConstraint("partner", Upper("name"), name="one_alias_once")]

    def __str__(self) -> str:
        return self.name


class PartnerMerge(models.Model):
    """Who merged which partner into which, when and why, with the data the merged one held."""

    into = models.ForeignKey(Partner, models.PROTECT, related_name="merges")
    name = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    reason = models.TextField("alasan")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def details(self) -> list[tuple[str, object]]:
        """(label, value) of what the merged partner held."""
        return [(Partner.label_of(field), value) for field, value in self.data.items() if value and field not in ("id", "name")]
