"""What the public page says of a signed naskah, by what became of it: a table, each row from the
page that a stranger opens.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from agreements.documents import store
from agreements.models import Agreement, Document, State
from agreements.workflow import engine, meeting_requirements
from agreements.workflow.guarding import Refused

from .conftest import until_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]
KB, SIGNED, SCAN = "kesepakatan_bersama", "ttd_kesepakatan_bersama", "scan_kesepakatan_bersama"
SIGNED_ON, LAST_DAY = "2026-03-02", "2029-03-01"  # for 36 months
DAMAGE = "Berkas pada arsip kami rusak"
# The state of its case, and a newer paper of its kind: what the page says in a word.
SAYS = {
    (State.RUNNING, "none"): "Berlaku",
    (State.RUNNING, "draft"): "Berlaku",
    (State.RUNNING, "being made"): "Berlaku",
    (State.RUNNING, "cancelled"): "Berlaku",
    (State.RUNNING, "final"): "Diganti",
    (State.SUSPENDED, "none"): "Berlaku",
    (State.SUSPENDED, "draft"): "Berlaku",
    (State.SUSPENDED, "final"): "Diganti",
    (State.REJECTED, "none"): "Tidak berlaku",
    (State.REJECTED, "draft"): "Tidak berlaku",
    (State.REJECTED, "final"): "Diganti",
    (State.WITHDRAWN, "none"): "Tidak berlaku",
    (State.WITHDRAWN, "draft"): "Tidak berlaku",
    (State.WITHDRAWN, "final"): "Diganti",
    (State.DONE, "none"): "Berlaku",
    (State.DONE, "draft"): "Berlaku",
    (State.DONE, "final"): "Diganti",
}
NEWER = {
    "draft": {"draft": True, "state": "siap"},
    "being made": {"draft": False, "state": "antre"},
    "cancelled": {"draft": False, "state": "dibatalkan"},
    "final": {"draft": False, "state": "siap", "number": "999/KB/KS/2026"},
}


@pytest.fixture
def naskah(make_agreement, time_machine) -> Document:
    """A Kesepakatan Bersama signed on its day, while the PKS under it is being drafted."""
    time_machine.move_to(f"{SIGNED_ON} 09:00+08:00", tick=False)
    return make_agreement(at="penyusunan_pks").documents.get(kind=KB, draft=False)


def page(paper: Document, **sent) -> str:
    ask = Client().post if sent else Client().get
    return ask(reverse("verifikasi-rinci", args=[paper.token]), sent or None).content.decode()


def verdict(paper: Document) -> str:
    return (
        html.fromstring(page(paper))
        .xpath("//section[contains(@class, 'card')]/h2")[0]
        .text_content()
    )


def bring_to(state: State, case: Agreement, people) -> None:
    """By the act that leads there; no act of today withdraws or closes what is signed so early, but
    records of before may say so.
    """
    if state in (State.SUSPENDED, State.REJECTED):
        engine.halt_case(case.pk, people["kabag"], case.stage_code, state, "Alasan contoh.")
    elif state != State.RUNNING:
        Agreement.objects.filter(pk=case.pk).update(state=state)


def test_the_page_says_in_a_word_how_the_naskah_stands(naskah, people):
    for (state, newer), expected in SAYS.items():
        with transaction.atomic():
            bring_to(state, naskah.agreement, people)
            if newer != "none":
                same = {
                    "stage_code": naskah.stage_code,
                    "kind": KB,
                    "context": naskah.context,
                    "sha256": "0" * 64,
                }
                naskah.agreement.documents.create(revision=9, **same | NEWER[newer])
            assert verdict(naskah) == expected, (state, newer)
            transaction.set_rollback(True)


def test_what_is_signed_is_not_withdrawn(naskah, people):
    with pytest.raises(Refused, match="tidak dapat ditarik"):
        engine.halt_case(
            naskah.agreement_id,
            people["staf"],
            naskah.agreement.stage_code,
            State.WITHDRAWN,
            "Alasan contoh.",
        )


@pytest.mark.parametrize("state", [State.RUNNING, State.REJECTED])
@pytest.mark.parametrize("is_damaged", [False, True])
def test_damage_is_told_beside_the_word_once_it_was_seen(
    naskah, people, signed_in, state, is_damaged
):
    bring_to(state, naskah.agreement, people)
    if is_damaged:
        file = store.path_of(naskah.sha256)
        file.chmod(0o600)
        file.write_bytes(b"%PDF-1.7 lain")
        assert (
            signed_in(people["staf"]).get(reverse("dokumen", args=[naskah.pk])).status_code == 500
        )
    assert (DAMAGE in page(naskah)) == is_damaged
    assert verdict(naskah) == SAYS[state, "none"]


@pytest.mark.parametrize(
    "day, expected", [("2029-02-28", "Berlaku"), (LAST_DAY, "Berlaku"), ("2029-03-02", "Berakhir")]
)
def test_it_holds_to_the_end_of_its_last_day(naskah, time_machine, day, expected):
    assert f"{naskah.agreement.ends_on}" == LAST_DAY
    for hour in ("00:10", "23:50"):
        time_machine.move_to(f"{day} {hour}+08:00", tick=False)
        assert verdict(naskah) == expected


@pytest.mark.parametrize("way", [SIGNED, SCAN])
def test_the_scan_of_the_signed_original_is_known_however_it_came_in(make_agreement, people, way):
    """With the record of the signing, or later as the scan that the stage asks for."""
    case, office, scan = (
        until_holder(make_agreement(at="penandatanganan_kb"), "HEAD_OF_REGION"),
        people["verifikator"],
        b"%PDF-1.7 pindaian",
    )
    said = {"outcome": "ditandatangani", "decided_on": timezone.localdate()}
    file = {"sha256": store.store_bytes(scan), "file_name": "pindaian.pdf"}
    meeting_requirements.meet_requirement(
        case.pk, office, SIGNED, case.stage_code, **said, **(file if way == SIGNED else {})
    )
    if way == SCAN:
        meeting_requirements.meet_requirement(case.pk, office, SCAN, case.stage_code, **file)
    naskah = case.documents.get(kind=KB, draft=False)
    assert "pindaian naskah yang ditandatangani" in page(
        naskah, berkas=SimpleUploadedFile("a.pdf", scan)
    )
    assert "Berbeda:" in page(naskah, berkas=SimpleUploadedFile("a.pdf", b"%PDF-1.7 lain"))
