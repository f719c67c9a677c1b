"""How the papers of each track look: printed from an invented case that is never kept.

The case, its people and its officials are written in a transaction that is taken back, so no list,
no number and no signature ever knows of them. What stays is the page, and its PDF.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction

from agreements import demo
from agreements.demo import examples_abroad
from agreements.demo.filled_case import DAY, add_paper, fill_case, hold_meeting, sign_at_once
from agreements.demo.past import Past
from agreements.documents import rendering, store
from agreements.documents.archive import integrity
from agreements.documents.kinds import KINDS
from agreements.models import Agreement, SamplePaper
from agreements.pages.learning import papers_asked_in
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Track
from kerjasama.accounts.models import (
    Delegation,
    Membership,
    Office,
    Official,
    Role,
    Unit,
    User,
)
from partners.kinds import PartnerKind
from partners.models import Partner

LONG_AGO = date(2000, 1, 1)
UNIT = "Dinas Contoh"
MARKS = "CONTOH/2026"
PROXY = {
    "dengan_kuasa": True,
    "kuasa_nama": "Contoh Wirawan",
    "kuasa_nip": "197505052000031003",
    "kuasa_jabatan": "Kepala Dinas Contoh",
}
PARTNERS = {
    PartnerKind.REGION: ("Pemerintah Kota Contoh", "Wali Kota Contoh"),
    PartnerKind.COMPANY: ("PT Contoh Nusantara", "Direktur Utama"),
    PartnerKind.MINISTRY: ("Kementerian Contoh", "Direktur Jenderal Contoh"),
    PartnerKind.FOREIGN_REGION: ("Pemerintah Kota Contoh", "Wali Kota Contoh"),
}
OTHER_PARTNER = ("Lembaga Contoh Internasional", "Direktur")


def make_samples_of(track: Track) -> None:
    """Print those papers of the track whose words are not as they were printed last, and forget
    those that it no longer makes.
    """
    pages = pages_of_track(track)
    for kind, page in pages.items():
        _keep(track.code, kind, page)
    for gone in SamplePaper.objects.filter(track_code=track.code).exclude(kind__in=pages):
        gone.delete()
        store.take_away(gone.sha256, integrity.is_kept)


def _keep(track_code: str, kind: str, page: str) -> None:
    """Print the page, unless it was; tracks whose paper reads the same share the file."""
    words = hashlib.sha256(page.encode()).hexdigest()
    before = SamplePaper.objects.filter(track_code=track_code, kind=kind).first()
    if before and before.words == words:
        return
    same = SamplePaper.objects.filter(words=words).first()
    sha256 = same.sha256 if same else store.store_bytes(rendering.plain_pdf(page))
    SamplePaper.objects.update_or_create(
        {"words": words, "sha256": sha256}, track_code=track_code, kind=kind
    )
    if before:
        store.take_away(before.sha256, integrity.is_kept)


def pages_of_track(track: Track) -> dict[str, str]:
    """The page of every kind of paper that the stages of the track ask for, as HTML."""
    with Past(DAY, track.code), _taken_back():
        person = _office_of_invented_people()
        case = _sample_case(track, person)
        hold_meeting(case, person)
        kinds = enumerate(_papers_asked_on(track), 1)
        return {kind: _page_of(case, kind, place) for place, kind in kinds}


def _papers_asked_on(track: Track) -> list[str]:
    asked = (kind for stage in track.stages for kind in papers_asked_in(stage))
    return list(dict.fromkeys(asked))


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _page_of(case: Agreement, kind: str, place: int) -> str:
    number = f"{place:03}/{KINDS[kind].series}/{MARKS}"
    return rendering.to_html(add_paper(case, kind, number=number, context={"sample": True}))


def _office_of_invented_people() -> User:
    """Nobody real signs, and one invented person does all that is done."""
    Delegation.objects.all().delete()
    Official.objects.all().delete()
    unit = Unit.objects.create(name=UNIT)
    for office, of_unit, name in (
        (Office.HEAD, None, "Awang Contoh Kusuma"),
        (Office.SECRETARY, None, "Siti Contoh Lestari"),
        (Office.ASSISTANT, None, "Bambang Contoh Prasetyo"),
        (Office.UNIT_HEAD, unit, "Hendra Contoh Wirawan"),
    ):
        Official.objects.create(office=office, unit=of_unit, name=name, since=LONG_AGO)
    person = User.objects.create(username="contoh-naskah", first_name="Rina", last_name="Contoh")
    for role in Role:
        Membership.objects.create(user=person, role=role, unit=unit)
    return person


def _sample_case(track: Track, person: User) -> Agreement:
    more: dict[str, Any] = {}
    if track.parents:
        more["parent"] = _signed_case(catalogue.newest_track_version(track.parents[0]), person)
    if not track.changes and not track.is_foreign:
        more |= PROXY
    case = _begin_case(track, person, **more)
    return case if track.changes else fill_case(case, person, MARKS)


def _signed_case(track: Track, person: User) -> Agreement:
    case = _begin_case(track, person)
    sign_at_once(case, person)
    case.evidence.exclude(number="").update(number=f"01/KS/{MARKS}")
    return Agreement.objects.get(pk=case.pk)


def _begin_case(track: Track, person: User, **fields: Any) -> Agreement:
    unit = Unit.objects.get(name=UNIT)
    return demo.make_case(track.code, unit, _sample_partner(track), person, **fields)


def _sample_partner(track: Track) -> Partner:
    kind = demo.kind_for(track.code)
    name, position = PARTNERS.get(PartnerKind(kind), OTHER_PARTNER)
    told = {
        "address": "Jalan Contoh Nomor 2",
        **examples_abroad.PARTNERS.get(kind, {}),
        "representative": "Wulan Contoh Sari",
        "representative_position": position,
    }
    return Partner.objects.get_or_create(name=name, kind=kind, defaults=told)[0]
