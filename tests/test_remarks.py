"""Remarks are said of a block of a naskah: kept with its version, answered, settled, and read by
the mitra only where they are meant for it.
"""

from functools import partial

import pytest
from django.urls import reverse

from agreements.documents.wording import remarks, restructuring, trees, versions
from agreements.models import Agreement, Remark, RemarkTier
from agreements.naskah import operations
from agreements.naskah.blocks import all_blocks
from agreements.workflow.guarding import Refused
from kerjasama.notices.models import Notice

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


def test_the_drafter_is_told_of_a_remark_and_whoever_made_it_of_the_answer(draft, people):
    said = remarks.add_remark(draft.pk, PKS, "objek", "Perjelas.", by=people["hukum"])
    remarks.answer_remark(said.pk, "Sudah.", by=people["staf"])
    told = Notice.objects.filter(key__startswith="catatan/").values_list("user", "subject")
    assert set(told) == {
        (people["staf"].pk, f"Catatan baru: Pasal 2, {draft.title}"),
        (people["hukum"].pk, f"Jawaban atas catatan: Pasal 2, {draft.title}"),
    }


@pytest.mark.parametrize(
    ("block", "text", "why"),
    [("asing", "Isi.", "sudah tidak ada"), ("objek", "  ", "Tulis"), ("", "a" * 4001, "4000")],
)
def test_what_says_nothing_or_of_nothing_is_refused(draft, people, block, text, why):
    with pytest.raises(Refused, match=why):
        remarks.add_remark(draft.pk, PKS, block, text, by=people["staf"])


@pytest.fixture
def reading(draft, people, signed_in):
    """Opens the naskah as one person, and presses what stands there."""
    address = reverse("catatan-naskah", args=[draft.pk, PKS])

    class Reading:
        def __init__(self, name):
            self.client = signed_in(people[name])

        def page(self):
            answer = self.client.get(address)
            assert answer.status_code == 200
            return answer.context["page"]

        def press(self, to="", **typed):
            return self.client.post(f"{address}{to}", typed)

    return Reading


def test_a_reviewer_remarks_on_an_ayat_and_the_drafter_meets_it_where_he_words_it(
    draft, people, reading, signed_in
):
    block = first_ayat_of(draft, "hak_kewajiban").id
    hukum = reading("hukum")
    typed = {"pasal": "hak_kewajiban", "bagian": block, "pembaca": "internal"}
    assert hukum.press(**typed, catatan="Tambahkan batas waktu.").status_code == 302
    [said] = Remark.objects.all()
    assert said.block == block and not said.is_for_mitra
    desk = signed_in(people["staf"]).get(reverse("redaksi", args=[draft.pk, PKS]))
    assert "Tambahkan batas waktu." in desk.content.decode()
    staff = reading("staf")
    assert staff.press(f"{said.pk}/jawab/", jawaban="Sudah.").status_code == 302
    assert staff.press(f"{said.pk}/selesai/", tandai="selesai").status_code == 302
    page = hukum.page()
    [thread] = next(one for one in page.owners if one.part == "hak_kewajiban").settled_threads
    assert [reply.text for reply in thread.replies] == ["Sudah."] and page.open_count == 0


def test_a_refused_remark_keeps_what_was_typed_at_its_pasal(reading):
    answer = reading("hukum").press(pasal="objek", catatan=" ", pembaca="mitra")
    assert answer.status_code == 422 and "Tulis catatannya." in answer.content.decode()
    objek = next(one for one in answer.context["page"].owners if one.part == "objek")
    assert objek.form.is_bound and objek.form["pembaca"].value() == "mitra"


def test_what_surrounds_the_pasal_is_read_and_remarked_on_before_anybody_words_it(
    draft, people, reading, signed_in
):
    hukum = reading("hukum")
    premises, rules, agrees = hukum.page().owners[:3]
    assert [part.place for part in (premises, rules, agrees)] == [
        "Premis",
        "Dasar hukum",
        "Kalimat kesepakatan",
    ]
    second = rules.form.fields["bagian"].choices[2]
    assert "Peraturan Pemerintah Nomor 28 Tahun 2018" in second[1]
    assert (
        hukum.press(pasal="dasar", bagian=second[0], catatan="Tambahkan Perda.").status_code == 302
    )
    assert Remark.objects.get().place == "Dasar hukum angka 2"
    assert Agreement.objects.get(pk=draft.pk).trees == {}
    desk = signed_in(people["staf"]).get(reverse("redaksi", args=[draft.pk, PKS]))
    [part] = [one for one in desk.context["structure"].opening if one.remarks]
    assert part.part == "dasar"


def test_a_reader_sees_what_changed_since_he_marked_the_naskah_read(draft, people, reading):
    hukum = reading("hukum")
    page = hukum.page()
    assert page.news.look is None and not page.news.rows
    assert hukum.press("dibaca/", tanda=page.mark).status_code == 302
    own = {"objek": "Objeknya peta desa."}
    versions.reword_naskah(draft.pk, people["staf"], PKS, own, draft.content_hash)
    page = hukum.page()
    assert [row.part for row in page.news.rows] == ["objek"]
    assert [one.part for one in page.owners if one.departs and one.is_new] == ["objek"]
    stale = hukum.client.post(
        reverse("naskah-dibaca", args=[draft.pk, PKS]), {"tanda": "lama"}, follow=True
    )
    assert "sudah diubah orang lain" in stale.content.decode()


def test_what_was_remarked_on_a_pasal_that_is_gone_stays_to_be_read(draft, people, reading):
    last = trees.tree_of(PKS, draft).articles[-1].id
    given = {"id": restructuring.Typed("", "")}
    added = restructuring.add_article(draft, PKS, "topik:kerahasiaan", given, last)
    case = restructuring.restructure(draft.pk, people["staf"], PKS, added)
    secret = trees.tree_of(PKS, case).articles[-1].id
    remarks.add_remark(draft.pk, PKS, secret, "Untuk apa?", by=people["hukum"])
    gone = partial(operations.delete_article, article_id=secret, mandatory={})
    restructuring.restructure(draft.pk, people["staf"], PKS, gone)
    [lost] = reading("hukum").page().lost
    assert lost.remark.text == "Untuk apa?" and lost.remark.quoted == "Kerahasiaan"
