"""Lets an example case have its signing scheduled, its originals put away, lent and lost, and
counted last January.
"""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from agreements.documents import rendering
from agreements.models import (
    Action,
    Agreement,
    CensusMark,
    Original,
    OriginalState,
    SigningState,
    State,
)
from agreements.models.signing import Method
from agreements.monitoring.custody import originals, signing
from agreements.regulations.originals import Bearer
from kerjasama.accounts.models import Role, User
from kerjasama.narrowing import require

from . import person_for
from .past import Past

# Signings to come: days from now, method, hours and place.
HALL, OFFICE = "Pendopo Odah Etam, Tenggarong", "Ruang Kerja Bupati"
COMING: dict[str, tuple[int, str, tuple[int, int] | None, str]] = {
    "Pelayanan Rujukan Spesialistik bagi Masyarakat Mahakam Ulu": (
        7,
        Method.CEREMONY,
        (9, 11),
        HALL,
    ),
    "Pembayaran Pajak Bumi dan Bangunan melalui Agen Desa": (5, Method.DESK, None, OFFICE),
    "Pemanfaatan Tempat Pemrosesan Akhir untuk Sampah Kecamatan Loa Janan": (
        14,
        Method.HYBRID,
        (13, 15),
        HALL,
    ),
    "Pencegahan dan Pemberantasan Penyalahgunaan Narkotika": (21, Method.CEREMONY, (9, 10), HALL),
}
HAS_PARTNER = "what is signed has a partner"
PUT_OFF = {
    "Pencegahan dan Pemberantasan Penyalahgunaan Narkotika": (
        "Kepala lembaga mitra meminta jadwal baru."
    )
}
# Lent: by how many days ago, and in how many days they are to be back.
LENT = {
    "Penyediaan Layanan Internet Desa": (10, 11),
    "Layanan Ambulans Perbatasan dan Sistem Informasi Rujukan": (35, -14),
    "Pembinaan Desa Sadar Hukum dan Pos Bantuan Hukum": (20, -6),
}
MISSING = ("Pengelolaan Limbah Medis Fasilitas Pelayanan Kesehatan",)
BORROWERS = (
    ("Contoh Auditor Pratama", "Inspektorat Daerah"),
    ("Contoh Analis Hukum", "Bagian Hukum"),
)


def store_originals(agreement: Agreement, past: Past) -> None:
    """What was signed goes into the cabinet, and the partner's original to the partner."""
    keeper, chance = person_for(Role.VERIFIER), Random(agreement.title)
    for original in agreement.originals.filter(state=OriginalState.KEPT):
        past.pass_by(1)
        if original.bearer == Bearer.PARTNER and chance.random() < 0.75:
            partner = require(agreement.partner, HAS_PARTNER)
            who = {
                "person": partner.representative or partner.name,
                "office": partner.name[:150],
            }
            today = timezone.localdate()
            originals.record_original_act(original.pk, keeper, Action.HANDED, today, **who)
        elif original.bearer != Bearer.PARTNER:
            shelf = f"Lemari arsip {chance.randint(1, 3)}, rak {chance.choice('ABCD')}"
            place, today = f"{shelf}, map {chance.randint(1, 40)}", timezone.localdate()
            originals.record_original_act(original.pk, keeper, Action.PLACED, today, place=place)


def schedule_signing(agreement: Agreement, today: date) -> None:
    """A signing to come, with its rundown and those who attend."""
    if agreement.title not in COMING or agreement.state != State.RUNNING:
        return
    keeper, (ahead, method, hours, place) = person_for(Role.VERIFIER), COMING[agreement.title]
    day = _weekday(today + timedelta(ahead))
    kind = next(need.signs for need in agreement.stage.requirements if need.signs)
    rows: dict[str, Any] = _desks(agreement, today)
    starts = ends = None
    if hours:
        rows, starts, ends = _event(agreement, hours[0]), time(hours[0]), time(hours[1])
    signing.plan_signing(
        agreement.pk,
        keeper,
        kind,
        place=place,
        method=method,
        copies=2,
        note="",
        day=day,
        starts=starts,
        ends=ends,
        **rows,
    )
    if reason := PUT_OFF.get(agreement.title):
        signing.change_signing_state(agreement.pk, keeper, kind, SigningState.POSTPONED, reason)


def _event(agreement: Agreement, hour: int) -> dict[str, list[dict[str, str]]]:
    points = (
        (0, "Registrasi dan persiapan", "Bagian Kerja Sama"),
        (10, "Pembukaan oleh pembawa acara", "Pembawa acara"),
        (15, "Menyanyikan lagu Indonesia Raya", "Seluruh hadirin"),
        (20, "Laporan pelaksanaan kerja sama", f"Kepala {agreement.owner.name}"[:150]),
        (30, "Penandatanganan naskah oleh para pihak", "Bupati dan mitra"),
        (40, "Sambutan", "Bupati"),
        (50, "Foto bersama dan penutup", "Pembawa acara"),
    )
    guests = (
        ("Siti Contoh Lestari", "Sekretaris Daerah", "saksi"),
        ("Faisal Ramadhan", "Kepala Bagian Kerja Sama", "saksi"),
        ("Contoh Ketua Komisi", "Komisi DPRD yang membidangi kerja sama", "tamu undangan"),
    )
    return {
        "rundown": [
            {"at": f"{hour:02}:{minute:02}", "what": what, "who": who}
            for minute, what, who in points
        ],
        "guests": [
            {"name": name, "position": position, "part": part} for name, position, part in guests
        ],
        "turns": [],
    }


def _desks(agreement: Agreement, today: date) -> dict[str, list[dict[str, str]]]:
    sent, signed = today - timedelta(6), today - timedelta(3)
    partner = require(agreement.partner, HAS_PARTNER).name
    turns = [
        {
            "who": f"Pimpinan {partner}"[:200],
            "sent_on": f"{sent}",
            "signed_on": f"{signed}",
            "back_on": f"{signed + timedelta(1)}",
        },
        {
            "who": "Bupati melalui Sekretaris Daerah",
            "sent_on": f"{today}",
            "signed_on": "",
            "back_on": "",
        },
    ]
    return {"rundown": [], "guests": [], "turns": turns}


def live_on(agreement: Agreement, past: Past, today: date) -> None:
    """What became of the originals since: counted last January, where one was missed, and lent."""
    keeper = person_for(Role.VERIFIER)
    year = today.year
    if today < date(year, 1, 15):
        year -= 1
    _count(agreement, keeper, past, year)
    if agreement.title in LENT:
        ago, back_in = LENT[agreement.title]
        past.go_to(today - timedelta(ago))
        _lend(agreement, keeper, _weekday(today - timedelta(ago)), today + timedelta(back_in))


def _count(agreement: Agreement, keeper: User, past: Past, year: int) -> None:
    rows = list(Original.objects.due_in_census(year).filter(agreement=agreement))
    ours = [row for row in rows if row.bearer == Bearer.REGION]
    for original in rows:
        is_missing = agreement.title in MISSING and original == ours[-1]
        at = timezone.make_aware(datetime(year, 1, 12, 10, 5 + original.pk % 50))
        note = ""
        if is_missing:
            note = "Map kosong."
        CensusMark.objects.create(
            year=year,
            original=original,
            found=not is_missing,
            place=original.place,
            note=note,
            by=keeper,
            at=at,
        )
        if is_missing:
            past.go_to(at.date())
            originals.record_original_act(
                original.pk,
                keeper,
                Action.LOST,
                at.date(),
                note=f"Tidak ditemukan pada sensus {year}. {note}",
            )


def _lend(agreement: Agreement, keeper: User, day: date, due_on: date) -> None:
    kept = agreement.originals.filter(bearer=Bearer.REGION, state=OriginalState.KEPT)
    original = require(kept.last(), "the region keeps an original")
    person, office = BORROWERS[day.toordinal() % 2]
    note = "Bahan pemeriksaan pelaksanaan kerja sama."
    move = originals.record_original_act(
        original.pk,
        keeper,
        Action.LENT,
        day,
        person=person,
        office=office,
        due_on=due_on,
        note=note,
    )
    rendering.render_queued_document(originals.order_handover(original.pk, keeper, move.pk).pk)


def _weekday(day: date) -> date:
    """That day, or the Friday before a weekend."""
    return day - timedelta(max(0, day.weekday() - 4))
