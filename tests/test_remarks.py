"""Remarks are said of a block of a naskah: kept with its version, answered, settled, and read by
the mitra only where they are meant for it.
"""

import pytest

from agreements.documents.wording import remarks, trees
from agreements.models import Agreement, Remark, RemarkTier
from agreements.naskah.blocks import all_blocks
from agreements.workflow.guarding import Refused

PKS = "perjanjian_kerja_sama"


@pytest.fixture
def draft(make_agreement):
    return make_agreement(at="penyusunan_pks")


def first_ayat_of(case, role):
    article = next(one for one in trees.tree_of(PKS, case).articles if one.role == role)
    return next(block for block in all_blocks(article.body) if not hasattr(block, "items"))


def test_a_remark_is_kept_with_the_words_and_the_version_it_was_said_of(draft, people):
    before, block = draft.content_hash, first_ayat_of(draft, "hak_kewajiban")
    said = remarks.add_remark(draft.pk, PKS, block.id, " Siapa menanggung? ", by=people["hukum"])
    assert said.text == "Siapa menanggung?" and said.place.startswith("Pasal ")
    assert said.quoted and said.version.number == 1
    assert Agreement.objects.get(pk=draft.pk).content_hash == before


def test_the_mitra_reads_and_answers_only_what_is_meant_for_it(draft, people):
    hidden = remarks.add_remark(draft.pk, PKS, "objek", "Rahasia.", by=people["hukum"])
    shown = remarks.add_remark(
        draft.pk, PKS, "objek", "Mohon alamat.", by=people["staf"], tier=RemarkTier.MITRA
    )
    answer = remarks.answer_remark(shown.pk, "Jalan Mawar 1.", guest="Bima")
    assert answer.said_by == "Bima (mitra)" and list(shown.replies.all()) == [answer]
    assert list(Remark.objects.for_mitra().beginnings()) == [shown]
    with pytest.raises(Refused, match="hanya untuk Pemerintah Daerah"):
        remarks.answer_remark(hidden.pk, "Saya baca.", guest="Bima")
    own = remarks.add_remark(draft.pk, PKS, "", "Judulnya keliru.", guest="Bima")
    assert own.is_for_mitra and own.place == ""


def test_only_whoever_words_the_naskah_writes_to_the_mitra(draft, people):
    with pytest.raises(Refused, match="Catatan yang dibaca mitra"):
        remarks.add_remark(draft.pk, PKS, "", "Halo.", by=people["sekda"], tier=RemarkTier.MITRA)
    assert remarks.add_remark(draft.pk, PKS, "", "Periksa lagi.", by=people["sekda"])


def test_a_remark_is_settled_by_whoever_words_or_wrote_it_and_opened_again(draft, people):
    said = remarks.add_remark(draft.pk, PKS, "objek", "Perjelas.", by=people["sekda"])
    with pytest.raises(Refused, match="bukan wewenang"):
        remarks.settle_remark(said.pk, people["tkksd"])
    remarks.settle_remark(said.pk, people["staf"])
    assert not Remark.objects.unsettled().exists()
    with pytest.raises(Refused, match="sudah selesai"):
        remarks.answer_remark(said.pk, "Terlambat.", by=people["hukum"])
    remarks.reopen_remark(said.pk, people["sekda"])
    assert list(Remark.objects.unsettled()) == [said]


@pytest.mark.parametrize(
    ("block", "text", "why"),
    [("asing", "Isi.", "sudah tidak ada"), ("objek", "  ", "Tulis"), ("", "a" * 4001, "4000")],
)
def test_what_says_nothing_or_of_nothing_is_refused(draft, people, block, text, why):
    with pytest.raises(Refused, match=why):
        remarks.add_remark(draft.pk, PKS, block, text, by=people["staf"])
