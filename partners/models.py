"""The registry of mitra."""

import base64
from collections.abc import Sequence
from datetime import date
from typing import Any

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

from kerjasama.reference import countries
from partners import change_followers

from .kinds import (
    NEEDS,
    ONLY_FOR,
    OPERATION,
    PRINCIPLE,
    Need,
    PartnerKind,
    applies_to_kind,
)
from .naskah_data import NaskahData
from .partner_change import PartnerChange

__all__ = [
    "NAMES",
    "NIB",
    "NPWP",
    "Partner",
    "PartnerAlias",
    "PartnerChange",
    "PartnerKind",
    "PartnerMerge",
    "data_uri_of",
]

NIB = RegexValidator(r"^[0-9]{13}\Z", "NIB terdiri atas 13 angka.")
NPWP = RegexValidator(r"^[0-9]{15,16}\Z", "NPWP terdiri atas 15 atau 16 angka.")
REGION_CODE = RegexValidator(
    r"^[0-9]{2}(\.[0-9]{2})?\Z",
    "Tulis kode wilayah seperti 64 (provinsi) atau 64.02 (kabupaten/kota).",
)
ALIKE = 0.4
NAMES = ("name", "name_en", "native_name")
ACROSS_THE_BORDER: dict[str, str] = {
    PartnerKind.REGION: PartnerKind.FOREIGN_REGION,
    PartnerKind.FOREIGN_REGION: PartnerKind.REGION,
}


def data_uri_of(content: bytes | memoryview | None) -> str:
    """A picture for an img tag; empty when there is none."""
    if not content:
        return ""
    picture = bytes(content)
    kind = magic.from_buffer(picture[:4096], mime=True)
    return f"data:{kind};base64,{base64.b64encode(picture).decode()}"


class PartnerQuerySet(models.QuerySet):
    def listed(self) -> "PartnerQuerySet":
        """For lists: with aliases, without the bytes of logos."""
        return self.defer("logo").prefetch_related("aliases")

    def of_kind(self, kind: str) -> "PartnerQuerySet":
        """Those of that kind; all when none is named."""
        if not kind:
            return self
        return self.filter(kind=kind)

    def search(self, words: str) -> "PartnerQuerySet":
        """Those with a name or alias that contains or resembles the words; first what begins so,
        then the nearest.
        """
        # Each half of the union is answered by its own trigram index; an OR over the join would
        # read every row.
        own = (_naming(Partner, words, name).values("pk") for name in NAMES)
        found = _naming(PartnerAlias, words).values("partner").union(*own)
        begins = models.Q(
            *((f"{name}__istartswith", words) for name in NAMES), _connector=models.Q.OR
        )
        return (
            self.filter(pk__in=found)
            .annotate(alike=_likeness(words), begins=begins)
            .order_by("-begins", "-alike", "name", "pk")
        )

    def named(self, word: str) -> "PartnerQuerySet":
        """Those with a name or alias that holds the word, or whose initials it is; no likeness."""
        holding = [_holding(Partner, word, name).values("pk") for name in NAMES]
        holding.append(_holding(PartnerAlias, word, "name").values("partner"))
        called = self.model._default_manager.filter(initials=word.upper()).order_by().values("pk")
        return self.filter(pk__in=called.union(*holding))

    def lookalikes(self, partner: "Partner", written: Sequence[str] = ()) -> "PartnerQuerySet":
        """Up to five others that may be this partner: a similar name or alias, or the same number.

        `written`: its names in other writings; see resembling.alike_to, which forms ask.
        """
        numbers = ("nib", "npwp", "region_code")
        same = models.Q(
            *((n, getattr(partner, n)) for n in numbers if getattr(partner, n)),
            ("alike__gt", ALIKE),
            _connector=models.Q.OR,
        )
        rows = self._may_be(partner).annotate(alike=_likeness(*(written or partner.names())))
        return rows.filter(same).order_by("-alike", "name")[:5]

    def _may_be(self, partner: "Partner") -> "PartnerQuerySet":
        """Without itself, whoever sits in another country, and the governments on the other side of
        the border.
        """
        rows = self.exclude(pk=partner.pk).exclude(kind=ACROSS_THE_BORDER.get(partner.kind, ""))
        if not partner.country:
            return rows
        return rows.filter(country__in=("", partner.country))


class Initials(models.Func):
    """The first letters of the words of a name, without small words and legal forms: BMKG."""

    small = "dan|di|ke|dari|untuk|yang|the|of|and|pt|cv|tbk|persero"
    template = (
        rf"upper(regexp_replace(regexp_replace(lower(%(expressions)s), '\m({small})\M', ' ', 'g'), "
        r"'\W*(\w)\w*\W*', '\1', 'g'))"
    )


def _naming(model: type[models.Model], words: str, name: str = "name") -> models.QuerySet:
    """Rows whose name contains or resembles the words, in the form the index on the upper-case name
    answers.
    """
    like, word_like = (
        models.Q((f"upper__trigram_{way}", words.upper())) for way in ("similar", "word_similar")
    )
    # Two letters hold no trigram, so they are sought at the beginning of words only.
    part = models.Q((f"{name}__icontains" if len(words) > 2 else f"{name}__istartswith", words))
    rows = model._default_manager.alias(upper=Upper(name)).exclude(**{name: ""})
    return rows.filter(part | like | word_like).order_by()


def _holding(model: type[models.Model], word: str, name: str) -> models.QuerySet:
    """Rows whose name holds the word."""
    return model._default_manager.filter(**{f"{name}__icontains": word}).order_by()


def _likeness(*asked: str) -> Greatest:
    """How much one of the names, or the nearest alias, looks like what was asked for: 0 to 1."""
    own = [TrigramSimilarity(name, words) for words in asked for name in NAMES]
    return Greatest(*own, *(_nearest_alias(words) for words in asked))


def _nearest_alias(words: str) -> models.Subquery:
    aliases = PartnerAlias.objects.filter(partner=models.OuterRef("pk")).annotate(
        alike=TrigramSimilarity("name", words)
    )
    return models.Subquery(aliases.order_by("-alike").values("alike")[:1])


class Partner(NaskahData):
    initials = models.GeneratedField(
        expression=Initials("name"), output_field=models.TextField(), db_persist=True
    )
    region_code = models.CharField(
        "kode wilayah Kemendagri", max_length=5, blank=True, validators=[REGION_CODE]
    )
    language = models.CharField("bahasa nasional", max_length=60, blank=True)
    legal_form = models.CharField("bentuk hukum", max_length=150, blank=True)
    office_in_indonesia = models.TextField("kantor perwakilan di Indonesia", blank=True)
    nib = models.CharField("NIB", max_length=13, blank=True, validators=[NIB])
    npwp = models.CharField("NPWP", max_length=16, blank=True, validators=[NPWP])
    izin_prinsip_number = models.CharField("nomor Izin Prinsip", max_length=100, blank=True)
    izin_prinsip_until = models.DateField("masa berlaku Izin Prinsip", null=True, blank=True)
    izin_operasional_number = models.CharField("nomor Izin Operasional", max_length=100, blank=True)
    izin_operasional_by = models.CharField("pemberi Izin Operasional", max_length=150, blank=True)
    izin_operasional_until = models.DateField(
        "masa berlaku Izin Operasional", null=True, blank=True
    )
    logo = models.BinaryField("logo", null=True, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="partner_name_trigram"),
            GinIndex(
                OpClass(Upper("name_en"), name="gin_trgm_ops"), name="partner_name_en_trigram"
            ),
            GinIndex(
                OpClass(Upper("native_name"), name="gin_trgm_ops"),
                name="partner_native_name_trigram",
            ),
            models.Index(fields=["name", "id"], name="partner_by_name"),
            models.Index(fields=["initials"], name="partner_initials"),
        ]
        constraints = [
            models.UniqueConstraint(
                Upper("name"),
                "kind",
                "country",
                name="one_partner_once",
                violation_error_message="Mitra dengan nama dan jenis ini sudah tercatat.",
            )
        ]

    def save(self, *args: Any, **options: Any) -> None:
        """Save, and let what was agreed with the old data follow."""
        super().save(*args, **options)
        change_followers.follow_change(self)

    def clean(self) -> None:
        """Refuse what cannot be true; what is merely missing is told by gaps()."""
        errors: dict[str, str] = {}
        for field in ("deed_date", "ratification_date"):
            if self._is_ahead(field):
                errors[field] = "Tanggal tidak boleh sesudah hari ini."
        for field in ONLY_FOR:
            if self._is_out_of_place(field):
                errors[field] = (
                    f"Tidak berlaku untuk jenis {self.get_kind_display()}. Kosongkan isian ini."
                )
        sits_abroad = self.is_foreign and self.kind != PartnerKind.INTERNATIONAL
        if sits_abroad and self.country == countries.INDONESIA:
            errors["country"] = "Untuk mitra di Indonesia, pilih jenis mitra dalam negeri."
        if errors:
            raise ValidationError(errors)

    def _is_out_of_place(self, field: str) -> bool:
        """Whether it is filled though partners of this kind do not have it."""
        return bool(getattr(self, field) and self.kind) and not applies_to_kind(field, self.kind)

    def names(self) -> list[str]:
        """The names it bears, each once; aliases are names it is found by."""
        return list(dict.fromkeys(filter(None, (getattr(self, name) for name in NAMES))))

    def permits_in_force(self, on: date) -> bool:
        """Whether the permits it must have (Permendagri 25/2020 Pasal 30 ayat (2) huruf a) are held
        on that day.
        """
        held = all(getattr(self, field) for field in (*PRINCIPLE, *OPERATION))
        return self.kind != PartnerKind.FOREIGN_NONPROFIT or (held and not self._lapsed(on))

    def _lapsed(self, on: date) -> list[str]:
        ends = {
            "Izin Prinsip": self.izin_prinsip_until,
            "Izin Operasional": self.izin_operasional_until,
        }
        return [
            f"{permit} berakhir pada {date_format(end, 'j F Y')}."
            for permit, end in ends.items()
            if end and end < on
        ]

    def _is_ahead(self, field: str) -> bool:
        day = getattr(self, field)
        return bool(day) and day > timezone.localdate()

    def gaps(self) -> list[str]:
        """What the papers of this kind should name and the registry does not know yet, in plain
        words.
        """
        needs = (
            need for need in NEEDS if self.kind in need.kinds and not getattr(self, need.unless, "")
        )
        return [gap for need in needs if (gap := self._gap(need))] + self._lapsed(
            timezone.localdate()
        )

    def _gap(self, need: Need) -> str:
        empty = [field for field in need.fields if not getattr(self, field)]
        if empty == list(need.fields):
            return f"{need.text} belum diisi."
        if not empty:
            return ""
        words = ", ".join(self.label_of(field).split(" (")[0] for field in empty)
        return f"{need.text} belum lengkap: {words} belum diisi."

    def known_values(self) -> dict[str, str | date]:
        """All that is known about it besides name, kind and logo, by field."""
        fields = (
            f.name
            for f in self._meta.concrete_fields
            if f.name not in ("id", "name", "initials", "kind", "logo")
        )
        return {field: value for field in fields if (value := getattr(self, field))}

    @property
    def logo_data_uri(self) -> str:
        """The logo for an img tag; empty when there is none."""
        return data_uri_of(self.logo)


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

    def known_values(self) -> dict[str, str | date]:
        """What the merged partner held, by field."""
        return {
            field: value
            for field, value in self.data.items()
            if value and field not in ("id", "name")
        }
