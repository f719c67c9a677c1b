"""What every kind of paper says, word for word. tests/golden/README.md tells how to renew what was
changed on purpose.
"""

import difflib
import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from agreements.demo.filled_case import add_paper
from agreements.documents import rendering
from agreements.documents.kinds import KINDS
from agreements.models import Agreement, Document
from agreements.regulations import catalogue
from kerjasama.accounts.models import Capacity, Delegation, Office, Official, RegionProfile, Unit

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


def with_acting_head(paper: Document) -> None:
    stand_in(Office.HEAD, Capacity.ACTING)


def with_daily_secretary(paper: Document) -> None:
    stand_in(Office.SECRETARY, Capacity.DAILY, nip="196903031996031003")


def stand_in(office: str, capacity: str, **more: str) -> None:
    until = date(2026, 12, 31)
    order = {"order_number": "Surat Perintah Nomor 800/7/2026", "order_date": date(2026, 11, 2)}
    Official.objects.create(
        office=office, capacity=capacity, name="Drs. Wakil Contoh", since=date(2026, 11, 2),
        until=until, **order, **more,
    )  # fmt: skip


def with_contact_of_the_region(paper: Document) -> None:
    told = {"phone": "(0541) 000000", "email": "kerjasama@contoh.invalid"}
    RegionProfile.objects.update(website="contoh.invalid", **told)


def with_contact_of_the_unit(paper: Document) -> None:
    told = {"phone": "(0541) 661000", "email": "diskominfo@contoh.invalid"}
    Unit.objects.filter(pk=paper.agreement.owner_id).update(
        address="Jalan Dinas Nomor 7, Tenggarong", postal_code="75512", **told
    )
    change_case(paper)


def with_contact_of_the_partner(paper: Document) -> None:
    change_partner(paper, phone="(021) 000000", email="mitra@contoh.invalid")


def without_name_in_own_script(paper: Document) -> None:
    change_partner(paper, native_name="")


def change_partner(paper: Document, **fields: str) -> None:
    for name, value in fields.items():
        setattr(paper.agreement.partner, name, value)
    paper.agreement.partner.save()


def without_contact_person(paper: Document) -> None:
    paper.context["typed"] = {}


def without_proxy(paper: Document) -> None:
    change_case(paper, dengan_kuasa=False)


def with_indonesian_prevailing(paper: Document) -> None:
    change_case(paper, bahasa_acuan="id")


def change_case(paper: Document, **fields: object) -> None:
    """Store this of the case, and let the paper read it anew."""
    if fields:
        Agreement.objects.filter(pk=paper.agreement_id).update(**fields)
    paper.agreement = Agreement.objects.get(pk=paper.agreement_id)


def signed_by_the_secretary(paper: Document) -> None:
    delegate(paper, office=Office.SECRETARY)


def signed_below_the_secretary(paper: Document) -> None:
    unit = paper.agreement.owner
    delegate(paper, office=Office.UNIT_HEAD, unit=unit, below_secretary=True)


def delegate(paper: Document, **to: object) -> None:
    Delegation.objects.create(papers=[paper.kind], since=date(2026, 1, 1), basis="x", **to)


def with_the_work_plan(paper: Document) -> None:
    add_paper(paper.agreement, "rencana_kerja", number="008/XX/KS/2026")


def with_an_open_step(paper: Document) -> None:
    step = {"text": "Pembahasan rancangan", "citation": "", "verdict": "Belum", "note": ""}
    paper.context["lines"].append(step)


def with_a_seat_of_the_governor(paper: Document) -> None:
    RegionProfile.objects.update(governor_seat="Samarinda")


# What such a paper says otherwise than the golden text of its kind.
VARIANTS = {
    "penawaran.plt": with_acting_head,
    "penyampaian_nk.dengan-rencana-kerja": with_the_work_plan,
    "nota_rekomendasi.langkah-terbuka": with_an_open_step,
    "pengantar_laporan.tempat-gubernur": with_a_seat_of_the_governor,
    "penawaran.kontak-daerah": with_contact_of_the_region,
    "penawaran.kontak-perangkat": with_contact_of_the_unit,
    "surat_usulan.kop-perangkat": with_contact_of_the_unit,
    "kesepakatan_bersama.plt": with_acting_head,
    "naskah_kerja_sama.plt": with_acting_head,
    "ba_tkksd.plh": with_daily_secretary,
    "jawaban_penawaran.atas-nama": signed_by_the_secretary,
    "permintaan_kedua.untuk-beliau": signed_below_the_secretary,
    "kesepakatan_bersama.kontak-mitra": with_contact_of_the_partner,
    "perjanjian_kerja_sama.tanpa-kuasa": without_proxy,
    "surat_usulan.tanpa-penghubung": without_contact_person,
    "naskah_kerja_sama.acuan-indonesia": with_indonesian_prevailing,
    "naskah_kerja_sama.tanpa-aksara": without_name_in_own_script,
}


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


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_differs_from_its_kind_in_these_lines_alone(made, name):
    kind = name.partition(".")[0]
    paper = made(kind)
    VARIANTS[name](paper)
    usual = (GOLDEN / f"{kind}.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    text = text_of(rendering.to_html(paper)).splitlines(keepends=True)
    changed = [line for line in difflib.ndiff(usual, text) if line[0] in "-+"]
    assert changed, "a variant that reads like its kind shows nothing"
    compare(name, "".join(changed))


def test_every_golden_text_belongs_to_a_kind():
    drafts = (f"{kind}.rancangan" for kind in DRAFTS)
    assert {file.stem for file in GOLDEN.glob("*.txt")} == {*KINDS, *drafts, *VARIANTS}


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
