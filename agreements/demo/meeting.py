"""Lets the TKKSD of an example case meet before it judges, in some cases with the papers of the
meeting.
"""

from datetime import time, timedelta
from random import Random

from django.utils import timezone

from agreements.documents import rendering, supporting
from agreements.models import Agreement, Meeting
from agreements.workflow import meetings
from kerjasama.accounts.models import Role

from . import person_for

STUDY = "telaahan_tkksd"
GUESTS = (
    "Kepala Badan Perencanaan Pembangunan Daerah",
    "Kepala Badan Pengelola Keuangan dan Aset Daerah",
    "Kepala Bagian Hukum",
)
PRESENT = (
    ("Siti Contoh Lestari", "Sekretaris Daerah, Ketua TKKSD", "Sekretariat Daerah"),
    ("Faisal Ramadhan", "Kepala Bagian Kerja Sama, Sekretaris TKKSD", "Sekretariat Daerah"),
    ("Joko Susanto", "Kepala Bidang Perencanaan", "Badan Perencanaan Pembangunan Daerah"),
    ("Maria Oktaviani", "Analis Hukum", "Bagian Hukum"),
)
RESULT = (
    "a. usulan telah dibahas menurut kriteria pengkajian;\nb. catatan anggota dimuat dalam hasil"
    " pengkajian."
)
ONE_IN = 5  # cases whose meeting has its papers, so that the demo is not kept waiting by them


def plan_meeting(agreement: Agreement, days: int) -> None:
    """Call a meeting for some days ahead, on which the study is made."""
    office, shown = person_for(Role.VERIFIER), Random(agreement.title).randrange(ONE_IN) == 0
    day = timezone.localdate() + timedelta(days)

    def save(case: Agreement) -> Meeting:
        guests = "\n".join((*GUESTS, f"Kepala {case.owner}"))
        told = {
            "place": "Ruang Rapat Sekretariat Daerah, Tenggarong",
            "agenda": f"Pengkajian usulan kerja sama tentang {case.title}",
        }
        return Meeting.objects.create(
            agreement=case,
            stage_code=case.stage_code,
            held_on=day,
            starts_at=time(9, 30),
            invited=guests,
            by=office,
            **told,
        )

    meetings.record_meeting(agreement.pk, office, save)
    if shown:
        _print(agreement.meetings.get(), "undangan_rapat", "daftar_hadir")


def hold_meeting(agreement: Agreement) -> None:
    """Note who came and what was said, on the day it became."""
    meeting, office = agreement.meetings.get(), person_for(Role.VERIFIER)

    def save(case: Agreement) -> Meeting:
        meeting.held_on, meeting.result = timezone.localdate(), RESULT
        meeting.save()
        for name, position, institution in (
            *PRESENT,
            ("Contoh Peserta", "Kepala Bidang", case.owner.name),
        ):
            meeting.attendees.create(name=name, position=position, institution=institution)
        return meeting

    meetings.record_meeting(agreement.pk, office, save, meeting.pk, meeting.content_hash)
    if meeting.papers.exists():
        _print(meeting, "ba_rapat")


def _print(meeting: Meeting, *kinds: str) -> None:
    for kind in kinds:
        rendering.render_queued_document(
            supporting.order_supporting_paper(
                meeting.agreement_id, person_for(Role.VERIFIER), kind, {}, meeting.pk
            ).pk
        )
