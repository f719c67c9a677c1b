"""The wording of a naskah: written Pasal by Pasal, kept version by version, exchanged with the partner as DOCX."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from agreements.documents import redline, rendering, versions
from agreements.models import Agreement, Clause, DraftVersion
from agreements.workflow import engine

KB = "kesepakatan_bersama"


@pytest.fixture
def draft(make_agreement):
    return make_agreement(at="penyusunan_kb")


@pytest.fixture
def abroad(make_agreement):
    return make_agreement("ksdpl-daerah", at="penyusunan_naskah")


@pytest.fixture
def clause(db):
    def make(code="lain-a", **fields):
        data = {
            "part": "lain_lain",
            "title": "Kerahasiaan data",
            "text_id": "PARA PIHAK menjaga kerahasiaan data pribadi yang diperoleh dalam kerja sama ini.",
            "instruments": [KB],
            "status": "berlaku",
            "valid_from": timezone.localdate() - timedelta(days=9),
        }
        return Clause.objects.create(code=code, **(data | fields))

    return make


def url(name, agreement, kind=KB, *more):
    return reverse(name, args=[agreement.pk, kind, *more])


def text_of(answer) -> str:
    return answer.content.decode()


def typed(agreement, kind=KB, **texts) -> dict:
    """What the page would send: every Pasal as it stands, but for what was changed."""
    agreement.refresh_from_db()
    stands = {part: text for part, _, text in versions.current(kind, agreement)}
    return {"versi": agreement.content_hash} | stands | texts


def reworded(agreement, user, kind=KB, **own):
    agreement.refresh_from_db()
    return versions.reword(agreement.pk, user, kind, agreement.clauses.get(kind, {}) | own, agreement.content_hash)


# Versions


def test_each_change_of_the_wording_is_a_version_and_so_is_what_stood_before(draft, people):
    reworded(draft, people["staf"], objek="Objeknya lain sama sekali.")
    reworded(draft, people["hukum"], objek="Objeknya lain lagi sekarang.")
    kept = [(v.number, v.source, v.by.username) for v in versions.of(KB, draft)]
    assert kept == [(1, "sistem", "staf"), (2, "redaksi", "staf"), (3, "redaksi", "hukum")]
    assert ["objek", "Objek", "Objeknya lain lagi sekarang."] in versions.of(KB, draft).last().texts


def test_a_draft_paper_keeps_a_version_and_the_next_one_only_when_something_changed(draft, people, days_pass):
    assert not versions.of(KB, draft).exists()
    for _ in range(2):
        paper = rendering.order(draft.pk, people["verifikator"], KB)
        rendering.render(paper.pk)
        reworded(draft, people["staf"], objek="Objeknya lain.")
    assert [v.number for v in versions.of(KB, draft)] == [1, 2]


def test_a_version_is_never_changed_or_deleted(draft, people):
    reworded(draft, people["staf"], objek="Objeknya lain sama sekali.")
    for act in (lambda rows: rows.update(note="lain"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act(DraftVersion.objects.filter(agreement=draft))


def test_any_two_versions_stand_side_by_side_with_what_was_struck_and_what_was_added(draft, people, signed_in):
    reworded(draft, people["staf"], objek="Objek kerja sama adalah data.")
    reworded(draft, people["staf"], objek="Objek kerja sama adalah peta.")
    page = text_of(signed_in(people["sekda"]).get(url("perbandingan", draft), {"lama": "2", "baru": "3"}))
    assert "1 dari 7 Pasal berbeda" in page
    assert "[dihapus: </span>data." in page and "[ditambahkan: </span>peta." in page
    assert signed_in(people["sekda"]).get(url("perbandingan", draft), {"lama": "2", "baru": "9"}).status_code == 404


def test_two_long_texts_are_compared_in_no_time(draft):
    old, new = "\n".join("ab" * 25_000), "\n".join("ba" * 25_000)
    left, right = redline.by_line(old, new)
    assert "".join(p.text for p in left) == old and "".join(p.text for p in right) == new
    assert redline.merged(old, redline.hunks("objek", old, new)) == new


# What may not be missing


@pytest.mark.parametrize("nothing", ["-", "…", "dihapus", "(1)"])
def test_a_pasal_that_the_law_lists_is_not_emptied(draft, people, signed_in, nothing):
    answer = signed_in(people["hukum"]).post(url("redaksi", draft), typed(draft, objek=nothing, pelaksanaan="Diketik baru."))
    page = text_of(answer)
    assert answer.status_code == 422 and "Diketik baru." in page
    assert "Pasal 2 Objek wajib ada (Permendagri 22/2020 Pasal 40 ayat (1)) dan tidak boleh dikosongkan." in page
    draft.refresh_from_db()
    assert draft.clauses == {} and not versions.of(KB, draft).exists()


def test_a_pasal_beyond_the_laws_list_may_say_what_the_parties_like(make_agreement, people):
    loi = make_agreement("ksdpl-daerah", at="pernyataan_kehendak")
    reworded(loi, people["staf"], "pernyataan_kehendak", sifat="–", sifat_en="–")
    with pytest.raises(engine.Refused, match="Article 3 Scope of Cooperation wajib ada"):
        reworded(loi, people["staf"], "pernyataan_kehendak", ruang_lingkup="Pendidikan dan budaya", ruang_lingkup_en="–")


def test_bagian_hukum_sees_what_departs_from_the_standard_text_and_nobody_has_to_look_for_it(draft, people, signed_in):
    client = signed_in(people["hukum"])
    page = text_of(client.get(reverse("kerja-sama", args=[draft.pk])))
    assert "berbeda dari rumusan baku" not in page and "Pasal 6 Surat-Menyurat masih berisi tempat kosong." in page
    reworded(draft, people["staf"], objek="Objeknya lain sama sekali.")
    page = text_of(client.get(reverse("kerja-sama", args=[draft.pk])))
    assert "1 Pasal berbeda dari rumusan baku." in page and "Pasal 2 Objek" in page and url("perbandingan", draft) in page


# The library


def test_a_clause_of_the_library_is_copied_into_the_draft_with_what_else_was_typed(draft, people, signed_in, clause):
    row, client = clause(), signed_in(people["staf"])
    assert "1 klausul pustaka untuk Pasal ini" in text_of(client.get(url("redaksi", draft)))
    answer = client.post(url("redaksi", draft), typed(draft, objek="Diketik baru.") | {"pakai": row.pk})
    assert answer.status_code == 200 and "Diketik baru." in text_of(answer)
    assert answer.context["form"]["lain_lain"].value() == row.text_id
    draft.refresh_from_db()
    assert draft.clauses == {}  # nothing is saved before the person does


def test_a_change_in_the_library_never_touches_a_running_draft(draft, people, clause):
    row = clause()
    reworded(draft, people["staf"], lain_lain=row.text_id)
    before = draft.content_hash
    Clause.objects.update(status="dicabut", text_id="Teks lain.")
    clause("lain-b", mandatory=[KB], valid_from=timezone.localdate() + timedelta(days=1))
    draft.refresh_from_db()
    assert draft.clauses[KB]["lain_lain"] == row.text_id and draft.content_hash == Agreement.objects.get(pk=draft.pk).content_hash != before


def test_a_mandatory_clause_is_missed_by_the_drafts_begun_while_it_is_in_force(draft, people, signed_in, clause):
    row, client = clause(mandatory=[KB]), signed_in(people["hukum"])
    page = reverse("kerja-sama", args=[draft.pk])
    assert "Pasal 7 Lain-Lain: klausul wajib “Kerahasiaan data” tidak ada." in text_of(client.get(page))
    reworded(draft, people["staf"], lain_lain=f"(1) {row.text_id}\n(2) Hal lain disepakati kemudian.")
    assert "klausul wajib" not in text_of(client.get(page))
    clause("lain-b", title="Yang baru", text_id="Teks yang baru.", mandatory=[KB], valid_from=timezone.localdate() + timedelta(days=1))
    assert "klausul wajib" not in text_of(client.get(page))


def test_a_proposed_or_withdrawn_clause_is_not_offered(draft, people, signed_in, clause):
    for code, status in (("a", "usul"), ("b", "dicabut")):
        row = clause(code, status=status)
        answer = signed_in(people["staf"]).post(url("redaksi", draft), typed(draft) | {"pakai": row.pk})
        assert "klausul pustaka untuk Pasal ini" not in text_of(answer)


def test_bagian_hukum_keeps_the_library_and_the_text_in_force_stays(people, signed_in):
    client = signed_in(people["hukum"])
    data = {"code": "kahar-a", "part": "kahar", "title": "Kahar dengan wabah", "text_id": "Keadaan kahar termasuk wabah penyakit."}
    data |= {"instruments": ["perjanjian_kerja_sama"], "status": "berlaku", "valid_from": "2026-01-01"}
    wrong = client.post(reverse("klausul-baru"), data | {"instruments": [KB]})
    assert wrong.status_code == 422 and "Kesepakatan Bersama tidak mempunyai Pasal Keadaan Kahar." in text_of(wrong)
    assert client.post(reverse("klausul-baru"), data).status_code == 302
    row = Clause.objects.get()
    client.post(reverse("klausul", args=[row.pk]), data | {"text_id": "Teks yang diselundupkan.", "status": "dicabut"})
    row.refresh_from_db()
    assert (row.text_id, row.status, row.changed_by) == (data["text_id"], "dicabut", people["hukum"])
    copy = client.get(reverse("klausul-baru"), {"dari": row.pk})
    assert data["text_id"] in text_of(copy)
    assert data["text_id"] in text_of(signed_in(people["pimpinan"]).get(reverse("klausul", args=[row.pk])))
    assert signed_in(people["kabag"]).post(reverse("klausul", args=[row.pk]), data).status_code == 200
    row.refresh_from_db()
    assert row.status == "dicabut"
