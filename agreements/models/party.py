"""The parties of a case, in the order in which its naskah names them.

What a naskah says of a partner is taken from the registry when the partner is chosen and stays with
the case: a later change of the registry reaches it only by an act (workflow/party_data).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, cast

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.functional import cached_property

from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.originals import FEWEST
from kerjasama.web.compiled import KEY, CompiledRows, rows_beside
from kerjasama.web.reading_once import read_once
from partners.models import Partner, data_uri_of
from partners.naskah_data import NASKAH_FIELDS, NaskahData
from partners.partner_change import LABELS, LOGO, digest_of_logo

if TYPE_CHECKING:
    from agreements.models.agreement import Agreement

MOST_PARTIES = 12  # of a proposal; a recorded naskah has as many as signed it


class Emblem(models.Model):
    """The logo of a partner as it was when a case took it, kept once for all that took the same."""

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    @classmethod
    def keep(cls, content: bytes | memoryview | None) -> Emblem | None:
        """The kept logo; None for none."""
        if not content:
            return None
        kept, _ = cls.objects.get_or_create(
            digest=digest_of_logo(content), defaults={"content": content}
        )
        return kept


@dataclass(frozen=True)
class SinceTaken:
    """A field of which the registry says something else than the case took."""

    field: str
    label: str
    old: str
    new: str


class Party(NaskahData):
    """One side of a case: our own region, where `partner` is empty, or a partner with what the
    naskah says of it.
    """

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="parties")
    position = models.PositiveSmallIntegerField("urutan")
    partner = models.ForeignKey(
        "partners.Partner", models.PROTECT, null=True, related_name="party_in"
    )
    number = models.CharField("nomor naskah pihak itu", max_length=100, blank=True)
    emblem = models.ForeignKey(Emblem, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "partner"],
                name="one_party_once",
                violation_error_message="Mitra ini sudah menjadi pihak.",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(partner=None),
                name="one_party_is_our_region",
            ),
            models.UniqueConstraint(
                fields=["agreement", "position"],
                name="one_party_at_a_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=models.Q(position__gte=1), name="party_has_a_place"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_region(self) -> bool:
        """Whether it is our own region."""
        return self.partner_id is None

    @property
    def logo_data_uri(self) -> str:
        """The logo that was taken, for an img tag; empty when there was none."""
        return data_uri_of(self.emblem.content) if self.emblem else ""

    def take_data(self, partner: Partner) -> None:
        """Copy what a naskah says of the partner, and its logo."""
        self.partner, self.taken_at = partner, timezone.now()
        for name in NASKAH_FIELDS:
            setattr(self, name, getattr(partner, name))
        self.emblem = Emblem.keep(partner.logo)

    def changes_since_taken(self) -> list[SinceTaken]:
        """In what the registry says otherwise today, the logo last."""
        partner = self.partner
        if partner is None:
            return []
        changes = [
            SinceTaken(name, self.label_of(name), _said(self, name), _said(partner, name))
            for name in NASKAH_FIELDS
            if getattr(self, name) != getattr(partner, name)
        ]
        here, there = self.emblem_id or "", digest_of_logo(partner.logo)
        if here != there:
            changes.append(SinceTaken(LOGO, LABELS[LOGO], _of_logo(here), _of_logo(there)))
        return changes


def _said(row: Party | Partner, name: str) -> str:
    return str(row.readable_value(name, getattr(row, name)) or "")


def _of_logo(digest: str) -> str:
    return f"berkas {digest[:8]}" if digest else ""


class SigningRight(models.TextChoices):
    """By what right somebody signs for a party."""

    OFFICE = "jabatan", "Karena jabatannya"
    PROXY = "kuasa", "Penerima kuasa"
    SUBSTITUTE = "substitusi", "Penerima kuasa substitusi"
    DELEGATE = "delegasi", "Penerima delegasi dengan keputusan"


class Signatory(models.Model):
    """Who signs one naskah for one party, where it is not whoever the registry or our officials
    name.
    """

    party = models.ForeignKey(Party, models.CASCADE, related_name="signatories")
    kind = models.CharField("naskah", max_length=40)
    name = models.CharField("nama", max_length=150)
    office = models.CharField("jabatan", max_length=600)
    office_en = models.CharField("jabatan dalam bahasa Inggris", max_length=600, blank=True)
    right = models.CharField(
        "bertindak sebagai", max_length=12, choices=SigningRight, default=SigningRight.OFFICE
    )
    basis = models.CharField("dasar kewenangan", max_length=200, blank=True)
    basis_number = models.CharField("nomor dasar", max_length=100, blank=True)
    basis_date = models.DateField("tanggal dasar", null=True, blank=True)
    basis_until = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["party", "kind"], name="one_signatory_of_a_naskah")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.office}"

    def lapses_before(self, day: date) -> bool:
        """Whether the right to sign has ended before that day."""
        return self.basis_until is not None and self.basis_until < day

    def begins_after(self, day: date) -> bool:
        """Whether the document that gives the right to sign is of a later day."""
        return self.basis_date is not None and day < self.basis_date


class PartiesOfCase(models.Model):
    """What a case says of its parties."""

    class Meta:
        abstract = True

    def _all_parties(self) -> list[Party]:
        return rows_beside(cast("Agreement", self), "parties")

    @property
    def first_partner(self) -> Party | None:
        """The first partner among the parties, with what the naskah says of it; the law of the
        track is judged by it. None while none is chosen.
        """
        return next(iter(self.partner_parties), None)

    @property
    def partner_parties(self) -> list[Party]:
        """All parties but our region, in their order."""
        return [party for party in self._all_parties() if not party.is_region]

    @cached_property
    def partner_names(self) -> list[str]:
        """Their names, which a list of many reads with its rows by `with_partner_names`."""
        return [party.name for party in self.partner_parties]

    @property
    def partners_in_short(self) -> str:
        """The first partner by name, and how many more; empty while none is chosen."""
        first, *others = self.partner_names or [""]
        return f"{first} dan {len(others)} pihak lain" if others else first

    @property
    def number_of_parties(self) -> int:
        """Two at least: a partner who is not chosen yet counts as one."""
        return max(FEWEST, len(self._all_parties()))

    @property
    def signatories(self) -> list[Signatory]:
        """Who signs which naskah for a party, where it is not whoever is named for all."""
        return signatories_of(cast("Agreement", self), self._all_parties())


def signatories_of(case: Agreement, parties: list[Party]) -> list[Signatory]:
    """Who signs which naskah for the parties of a case, in the order of the parties and, for each,
    of the kinds of naskah.
    """
    kept = [party for party in parties if party.pk]
    if not kept or "parties" in getattr(case, "_prefetched_objects_cache", ()):
        prefetch_related_objects(kept, "signatories")
        rows = [row for party in kept for row in party.signatories.all()]
    else:
        case_id, question = kept[0].agreement_id, _signatories_of_case()
        rows = read_once(Signatory, case_id, "signatories", lambda: question.rows({KEY: case_id}))
    places = {party.pk: place for place, party in enumerate(kept)}
    rows = [row for row in rows if row.party_id in places]
    for row in rows:
        row.party = kept[places[row.party_id]]
    return sorted(rows, key=lambda row: (places[row.party_id], row.kind))


@cache
def _signatories_of_case() -> CompiledRows[Signatory]:
    return CompiledRows(Signatory.objects.filter(party__agreement=KEY))


def keep_first_partner(case: Agreement) -> None:
    """Let the rows follow the partner that was chosen for the case. A change has the parties of the
    agreement above it, in their order.
    """
    rows = list(Party.objects.filter(agreement=case))
    partners = [row for row in rows if not row.is_region]
    if rows and case.partner_id == next((row.partner_id for row in partners), None):
        return
    if _follows_the_one_above(case, rows):
        take_parties_of(case, case.above)
    else:
        _put_first(case, rows)


def _follows_the_one_above(case: Agreement, rows: list[Party]) -> bool:
    """A change always; a PKS when it begins with the partner of the Kesepakatan Bersama above."""
    if case.partner is None or case.parent is None:
        return False
    begins = not rows and case.parent.partner_id == case.partner_id
    return bool(case.track.changes) or begins


def take_parties_of(case: Agreement, above: Agreement) -> None:
    """The parties of another case in its order, with what the registry says of them today."""
    Party.objects.filter(agreement=case).delete()
    for former in above.parties.select_related("partner"):
        row = Party(agreement=case, position=former.position)
        if former.partner is not None:
            row.take_data(former.partner)
        row.save()


def _delete_parties(rows: list[Party]) -> None:
    Party.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _put_first(case: Agreement, rows: list[Party]) -> None:
    """The chosen partner in the place of the first one; none chosen leaves our region alone."""
    region_place, place = _first_places(case)
    if not any(row.is_region for row in rows):
        Party.objects.create(agreement=case, position=region_place)
    partners = [row for row in rows if not row.is_region]
    if case.partner is None:
        _delete_parties(partners)
        return
    same = [row for row in partners if row.partner_id == case.partner_id]
    _delete_parties([*same, *partners[:1]])
    if partners:
        place = partners[0].position
    first = Party(agreement=case, position=place)
    first.take_data(case.partner)
    first.save()


def _first_places(case: Agreement) -> tuple[int, int]:
    """The places of our region and of the first partner: a ministry stands before a region in a
    Nota Kesepakatan (P22 Lampiran).
    """
    track = case.track
    is_memorandum = DocumentCode.PERJANJIAN_KERJA_SAMA not in track.signings
    return (2, 1) if track.is_sinergi and is_memorandum else (1, 2)


def is_usual_pair(case: Agreement, parties: list[Party]) -> bool:
    """Whether these are our region and one partner at most, in the order in which they begin."""
    if len(parties) > 2:
        return False
    region_place, place = _first_places(case)
    begins_with_region = region_place < place
    return len(parties) < 2 or parties[0].is_region is begins_with_region


def parties_of_record(
    case: Agreement, further: list[tuple[Partner, str]], region_place: int | None = None
) -> list[Party]:
    """The unsaved rows of a naskah that was signed outside: our region at its place, its partner,
    and further ones with their numbers.
    """
    usual_place, _ = _first_places(case)
    told = [(case.partner, ""), *further]
    region_place = min(region_place or usual_place, len(told) + 1)
    rows = [Party(agreement=case, position=region_place)]
    places = [place for place in range(1, len(told) + 2) if place != region_place]
    for place, (partner, number) in zip(places, told, strict=True):
        if partner is not None:
            row = Party(agreement=case, position=place, number=number)
            row.take_data(partner)
            rows.append(row)
    return sorted(rows, key=lambda row: row.position)
