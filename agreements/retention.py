"""How long data of people are kept in cases and with mitra (kerjasama/personal/retention)."""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse

from agreements.documents.archive.integrity import rows_with_file
from agreements.models import Agreement, Evidence, ImportBatch, PartnerLinkUse, Party
from agreements.models.state import CLOSED, STOPPED
from agreements.workflow.partner_links import forget_uses
from kerjasama.accounts.models import User
from kerjasama.personal.retention import KindOfData, register_kind
from partners.changing import CONTACT, forget_contact
from partners.models import Partner

A_YEAR, FIVE_YEARS, TEN_YEARS = 365, 5 * 365, 10 * 365


def cases_ended_before(before: datetime) -> QuerySet[Agreement]:
    """Cases that are closed, whose naskah ended or was never signed, with nothing told since then.
    A naskah without an end has none.
    """
    closed = Agreement.objects.alias(last=Max("events__at")).filter(state__in=CLOSED)
    held = Q(holds_until__lt=before.date())
    never_held = Q(holds_until=None, state__in=STOPPED)
    return closed.filter(held | never_held, last__lt=before)


def partners_unused_since(before: datetime) -> QuerySet[Partner]:
    """Mitra with a contact on record, all of whose cases ended before that; one that no case ever
    named is not among them.
    """
    ended = cases_ended_before(before)
    named = Party.objects.filter(partner=OuterRef("pk"))
    living = named.exclude(agreement__in=ended.values("pk"))
    kept = Q()
    for name in CONTACT:
        kept |= Q(**{f"{name}__gt": ""})
    return Partner.objects.filter(kept & Q(Exists(named)) & ~Q(Exists(living)))


def _forget_contacts(rows: QuerySet[Partner], before: datetime, by: User | None) -> int:
    partners = list(rows.values_list("pk", flat=True))
    for key in partners:
        forget_contact(key, by)
    return len(partners)


def attachments_of_ended_cases(before: datetime) -> QuerySet[Evidence]:
    """Files that people attached to cases that ended before that, and whose content is there."""
    ended = cases_ended_before(before)
    return rows_with_file(Evidence).filter(agreement__in=ended.values("pk"))


def register_kinds() -> None:
    """Name them."""
    register_kind(
        KindOfData(
            code="narahubung",
            title="Narahubung mitra",
            goes="Narahubung, telepon, dan surel pada data mitra, juga pada riwayat perubahannya",
            stays="Mitranya, penanda tangannya, dan salinan data pihak pada tiap kerja sama",
            why="Narahubung diperlukan selama ada kerja sama yang berjalan.",
            usual_days=lambda: FIVE_YEARS,
            least_days=A_YEAR,
            older=partners_unused_since,
            forget=_forget_contacts,
        )
    )
    register_kind(
        KindOfData(
            code="lampiran",
            title="Lampiran kerja sama yang sudah berakhir",
            goes="Isi berkas unggahan yang memuat data pribadi, seperti identitas dan surat kuasa",
            stays="Nama berkas, sidiknya, dan siapa yang menghapus; dokumen bernomor dan naskah",
            why="Jadwal retensi arsip daerah menentukan mana yang musnah dan mana yang permanen.",
            usual_days=lambda: TEN_YEARS,
            least_days=A_YEAR,
            older=attachments_of_ended_cases,
            label=lambda row: row.file_name or f"Lampiran {row.pk}",
            address=lambda row: reverse("hapus-isi", args=["catatan", row.pk]),
            by_two=True,
        )
    )
    register_kind(
        KindOfData(
            code="tautan",
            title="Pemakaian tautan mitra",
            goes="Kapan dan dari alamat jaringan mana tautan dipakai",
            stays="Tautannya, catatan dan isian yang masuk lewatnya",
            why="Menelusuri siapa yang memakai tautan.",
            usual_days=lambda: settings.KEEP_VISITS_DAYS,
            older=lambda before: PartnerLinkUse.objects.filter(at__lt=before),
            forget=lambda rows, before, by: forget_uses(before),
            is_trace=True,
        )
    )
    register_kind(
        KindOfData(
            code="register",
            title="Berkas register yang diimpor",
            goes="Isi berkas Excel, ODS, atau CSV yang pernah diunggah",
            stays="Kerja sama yang tercatat darinya, nama berkas, dan sidiknya",
            why="Membandingkan yang tercatat dengan berkas asalnya, dan membatalkan impornya.",
            usual_days=lambda: A_YEAR,
            older=lambda before: rows_with_file(ImportBatch).filter(at__lt=before),
            label=lambda row: row.file_name,
            address=lambda row: reverse("hapus-isi", args=["impor", row.pk]),
            by_two=True,
        )
    )
