"""How papers stand on their pages when they hold much: nothing runs off the paper, no page inside a
signed text is half empty, and no signature stands alone.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest

from agreements.documents import rendering
from agreements.documents.wording import trees
from agreements.models import Agreement, Document
from agreements.models.party import Party
from agreements.naskah import operations
from agreements.naskah.plain import read_body
from agreements.naskah.stored import as_json
from kerjasama.accounts.models import RegionProfile
from kerjasama.accounts.page_numbers import PageNumber
from partners.models import Partner

from .test_documents import officials, region  # noqa: F401
from .test_golden import change_case, made  # noqa: F401

# Where to leave the papers for somebody who looks at their pages.
KEPT_IN = os.environ.get("PAPERS")
ADDRESS = "https://contoh.invalid/" + "data-terbuka/" * 12 + "peta_" * 15
OFFICE = " ".join(["Pelaksana Tugas Direktur Jenderal Pembinaan dan Pengembangan Kelembagaan"] * 8)
POINT = "menyediakan data kependudukan yang mutakhir dan dapat dipertanggungjawabkan;"
LEVELS = "\n".join(
    ["(1) PIHAK KESATU:", f"a. {POINT}", "1. pertama:", "a) kedua:", "1) ketiga;", f"2) {POINT}"]
)
MOST_EMPTY = 0.45  # of the height of a page


@pytest.fixture
def stressed(made):  # noqa: F811
    """A PKS with long words, five levels of lists and many lines."""

    def make(**fields) -> Document:
        paper = made("perjanjian_kerja_sama")
        own = {part: "\n".join([LEVELS] * 4) for part in ("ruang_lingkup", "pelaksanaan", "sanksi")}
        change_case(
            paper,
            **{
                "lokasi": ADDRESS,
                "objek": ADDRESS,
                "clauses": {"perjanjian_kerja_sama": own},
            }
            | fields,
        )
        return paper

    return make


def with_parties(paper: Document, names: list[str]) -> Document:
    """With these beside the two that it has."""
    agreement = paper.agreement
    first = agreement.parties.exclude(partner=None).get()
    for place, name in enumerate(names, agreement.parties.count() + 1):
        partner = Partner.objects.create(name=name, kind=first.partner.kind)
        party = Party(agreement=agreement, position=place)
        party.take_data(partner)
        party.representative, party.representative_position = f"Wakil {name}", OFFICE
        party.address = "Jalan Mitra Nomor 9, Samarinda"
        party.save()
    paper.agreement = Agreement.objects.get(pk=agreement.pk)
    return paper


class Pages:
    """The words of a PDF with their places."""

    def __init__(self, paper: Document, folder: Path) -> None:
        file = Path(KEPT_IN or folder) / f"tata-letak-{paper.kind}-{paper.pk}.pdf"
        file.write_bytes(rendering.to_pdf(paper))
        told = subprocess.run(
            ["pdftotext", "-bbox", file, "-"], check=True, capture_output=True, text=True
        ).stdout
        self.pages = []
        for page in told.split("<page ")[1:]:
            width, height = map(float, re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
            words = [
                (*map(float, place), word)
                for *place, word in re.findall(
                    r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</',
                    page,
                )
            ]
            self.pages.append((width, height, words))

    def outside(self) -> list[str]:
        """Words that reach into the last centimetre of the paper."""
        return [
            word
            for width, _, words in self.pages
            for left, _, right, _, word in words
            if left < 28 or right > width - 28
        ]

    def empty_shares(self) -> list[float]:
        """How much of each page but the last is free below its text."""
        return [
            1 - max(bottom for *_, bottom, _ in self._text(number)) / (height - 71)
            for number, (_, height, _) in enumerate(self.pages[:-1])
        ]

    def _text(self, number: int) -> list[tuple]:
        _, height, words = self.pages[number]
        return [word for word in words if word[3] < height - 71]  # not the foot

    def text(self, number: int) -> str:
        return " ".join(word for *_, word in self._text(number))


def test_twelve_signatories_and_long_words_stay_on_the_paper(stressed, tmp_path):
    names = [f"Universitas Contoh Ke-{number}" for number in range(3, 13)]
    pages = Pages(with_parties(stressed(), names), tmp_path)
    assert pages.outside() == []
    assert max(pages.empty_shares()) < MOST_EMPTY
    assert [number for number in range(len(pages.pages)) if pages.text(number)[-1] == ":"] == []
    told = [pages.text(number) for number in range(len(pages.pages))]
    closing = next(text for text in told if "mempunyai kekuatan hukum yang sama" in text)
    assert "PIHAK KEDUA, PIHAK KESATU," in closing
    assert "PIHAK KEDUA BELAS" in told[-1] and "PIHAK KETUJUH" in told[-1]


def test_25_pasal_with_five_levels_and_three_tables_stay_on_the_paper(stressed, tmp_path):
    paper = stressed()
    tree = trees.tree_of(paper.kind, paper.agreement)
    for number in range(len(tree.articles), 25):
        tree, one = operations.insert_article(tree, "bebas", {"id": f"Ketentuan {number}"})
        rows = "\n".join(f"| {row}. | {POINT} | Rp{row}.000.000,00 |" for row in range(1, 9))
        costs = f"| No. | Kegiatan | Biaya |\n{rows}"
        text = f"{LEVELS}\n(2) Rincian biaya:\n{costs}" if number > 21 else LEVELS
        tree = operations.reword_article(tree, one, read_body(text))
    change_case(paper, trees={paper.kind: as_json(tree)})
    pages = Pages(paper, tmp_path)
    told = " ".join(pages.text(number) for number in range(len(pages.pages)))
    assert "Pasal 25 KETENTUAN 24" in told and told.count("Kegiatan Biaya") >= 3
    assert pages.outside() == [] and max(pages.empty_shares()) < MOST_EMPTY


@pytest.mark.parametrize("name", ["حكومة مدينة كوتاي كارتانيغارا الإقليمية", "北九州市環境局" * 6])
def test_names_in_other_scripts_stay_on_the_paper(made, name, tmp_path):  # noqa: F811
    paper = made("naskah_kerja_sama")
    paper.agreement.parties.exclude(partner=None).update(native_name=name)
    paper.agreement = Agreement.objects.get(pk=paper.agreement_id)
    pages = Pages(paper, tmp_path)
    assert pages.outside() == [] and max(pages.empty_shares()) < MOST_EMPTY


def test_a_naskah_is_laid_out_as_the_profile_says(made, tmp_path):  # noqa: F811
    RegionProfile.objects.update(
        page_number=PageNumber.HEAD, paraf_on_each_page=True, head_bears_state_emblem=True
    )
    pages = Pages(made("perjanjian_kerja_sama"), tmp_path)
    heads = [" ".join(word for *_, top, _, _, word in words[:3]) for *_, words in pages.pages]
    assert "- 2 -" in heads[1] and "- 1 -" not in heads[0]
    _, height, words = pages.pages[0]
    foot = " ".join(word for *_, bottom, word in words if bottom > height - 71)
    assert "PIHAK KESATU" in foot and "PIHAK KEDUA" in foot and "Halaman" not in foot


def test_a_letter_of_the_head_bears_the_emblem_that_the_profile_says(made):  # noqa: F811
    paper = made("penawaran")
    assert "Lambang Kabupaten" in rendering.to_html(paper)
    RegionProfile.objects.update(head_bears_state_emblem=True)
    page = rendering.to_html(paper)
    assert "Lambang negara Garuda Pancasila" in page and "Lambang Kabupaten" not in page
