"""What every kind of paper says, word for word. tests/golden/README.md tells how to renew what was
changed on purpose.
"""

import os
import subprocess
from pathlib import Path

import pytest

from agreements.documents import rendering
from agreements.documents.kinds import KINDS
from agreements.regulations import catalogue

from .papers import PROXY, TRACK_OF, filled, of_kind, text_of
from .test_documents import officials, region  # noqa: F401
from .test_foreign_documents import ACTIVITIES, CITY, TWIN

GOLDEN = Path(__file__).parent / "golden"
IS_RENEWED = os.environ.get("GOLDEN") == "baru"
DRAFTS = ("kesepakatan_bersama", "naskah_kerja_sama", "rencana_kerja")
# Of each layout one: kop and letter, naskah, two languages, landscape, cover, checklist.
PRINTED = (
    "penawaran",
    "perjanjian_kerja_sama",
    "naskah_kerja_sama",
    "rencana_kerja",
    "studi_kelayakan",
    "lembar_verifikasi",
    "ba_tkksd",
)


@pytest.fixture
def made(time_machine, make_agreement, people, region, officials):  # noqa: F811
    """A paper of a kind, on a filled case; today is always the same."""
    time_machine.move_to("2026-11-23 09:00+08:00", tick=False)

    def make(kind: str, draft: bool = False):
        track = TRACK_OF[kind]
        if catalogue.newest_track_version(track).changes:
            agreement = make_agreement(track)
            agreement.parent.evidence.exclude(number="").update(number="01/KS/2026")
            return of_kind(agreement, kind, people["verifikator"], draft)
        if track.startswith(("ksdpl", "ksdll")):
            agreement = make_agreement(track, activities=ACTIVITIES, **TWIN)
        else:
            agreement = make_agreement(track, membebani=True, **PROXY)
        agreement = filled(agreement, people["verifikator"])
        if track.startswith("ksdpl"):
            for name, value in CITY.items():
                setattr(agreement.partner, name, value)
            agreement.partner.save()
        return of_kind(agreement, kind, people["verifikator"], draft)

    return make


def compare(name: str, text: str) -> None:
    file = GOLDEN / f"{name}.txt"
    if IS_RENEWED:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), f"{file.name}: see tests/golden/README.md"


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_says_what_it_said(made, kind):
    compare(kind, text_of(rendering.to_html(made(kind))))


@pytest.mark.parametrize("kind", DRAFTS)
def test_a_draft_says_what_it_said_and_brings_its_sheet_for_the_paraf(made, kind):
    compare(f"{kind}.rancangan", text_of(rendering.to_html(made(kind, draft=True))))


def test_every_golden_text_belongs_to_a_kind():
    assert {file.stem for file in GOLDEN.glob("*.txt")} == {
        *KINDS,
        *(f"{kind}.rancangan" for kind in DRAFTS),
    }


@pytest.mark.parametrize("kind", PRINTED)
def test_a_printed_paper_is_a_sound_file_and_says_the_same(made, kind, tmp_path):
    paper, file = made(kind), tmp_path / "paper.pdf"
    file.write_bytes(rendering.to_pdf(paper))
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
    shown = subprocess.run(
        ["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True
    ).stdout
    last = [
        line for line in (GOLDEN / f"{kind}.txt").read_text(encoding="utf-8").splitlines() if line
    ][-1]
    assert (
        last.split(" | ")[0].split()[0] in shown
        and KINDS[kind].title.upper().split()[0] in shown.upper()
    )
