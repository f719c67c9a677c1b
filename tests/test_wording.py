"""The wording of a naskah: written Pasal by Pasal, kept version by version, exchanged with the
partner as DOCX.
"""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from docx import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.documents import rendering
from agreements.documents.exchange import (
    docx_content,
    docx_reading,
    docx_writing,
    draft_exchange,
    partner_changes,
)
from agreements.documents.pages.paper_context import to_html
from agreements.documents.wording import clauses, redline, versions
from agreements.models import Agreement, Clause, Document, DraftVersion, Party
from agreements.workflow import guarding

KB, REDLINE = "kesepakatan_bersama", "lembar_perubahan"


@pytest.fixture
def draft(make_agreement):
    return make_agreement(at="penyusunan_kb")


@pytest.fixture
def clause(db):
    def make(code="lain-a", **fields):
        data = {
            "part": "lain_lain",
            "title": "Kerahasiaan data",
            "text_id": (
                "PARA PIHAK menjaga kerahasiaan data pribadi yang diperoleh dalam kerja sama ini."
            ),
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
    stands = {part: text for part, _, text in versions.current_clauses_of(kind, agreement)}
    return {"versi": agreement.content_hash} | stands | texts


def reworded(agreement, user, kind=KB, **own):
    agreement.refresh_from_db()
    return versions.reword_naskah(
        agreement.pk, user, kind, agreement.clauses.get(kind, {}) | own, agreement.content_hash
    )


# Versions


def test_each_change_of_the_wording_is_a_version_and_so_is_what_stood_before(draft, people):
    reworded(draft, people["staf"], objek="Objeknya lain sama sekali.")
    reworded(draft, people["hukum"], objek="Objeknya lain lagi sekarang.")
    kept = [(v.number, v.source, v.by.username) for v in versions.versions_of_naskah(KB, draft)]
    assert kept == [(1, "sistem", "staf"), (2, "redaksi", "staf"), (3, "redaksi", "hukum")]
    assert ["objek", "Objek", "Objeknya lain lagi sekarang."] in versions.versions_of_naskah(
        KB, draft
    ).last().texts


def test_a_draft_paper_keeps_a_version_and_the_next_one_only_when_something_changed(
    draft, people, days_pass
):
    assert not versions.versions_of_naskah(KB, draft).exists()
    for _ in range(2):
        paper = rendering.order_document(draft.pk, people["verifikator"], KB)
        rendering.render_queued_document(paper.pk)
        reworded(draft, people["staf"], objek="Objeknya lain.")
    assert [v.number for v in versions.versions_of_naskah(KB, draft)] == [1, 2]


def test_a_version_is_never_changed_or_deleted(draft, people):
    reworded(draft, people["staf"], objek="Objeknya lain sama sekali.")
    for act in (lambda rows: rows.update(note="lain"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act(DraftVersion.objects.filter(agreement=draft))


def test_any_two_versions_stand_side_by_side_with_what_was_struck_and_what_was_added(
    draft, people, signed_in
):
    reworded(draft, people["staf"], objek="Objek kerja sama adalah data.")
    reworded(draft, people["staf"], objek="Objek kerja sama adalah peta.")
    page = text_of(
        signed_in(people["sekda"]).get(url("perbandingan", draft), {"lama": "2", "baru": "3"})
    )
    assert "1 dari 7 Pasal berbeda" in " ".join(page.split())
    assert "[dihapus: </span>data." in page and "[ditambahkan: </span>peta." in page
    assert (
        signed_in(people["sekda"])
        .get(url("perbandingan", draft), {"lama": "2", "baru": "9"})
        .status_code
        == 404
    )


def test_what_changed_between_two_texts_is_a_paper_too(draft, people, signed_in):
    reworded(draft, people["staf"], objek="Objek kerja sama adalah data.")
    staff, address = signed_in(people["staf"]), reverse("buat-surat", args=[draft.pk, REDLINE])
    other = {"teks_lama": f"{KB}:baku", "teks_baru": "perjanjian_kerja_sama:kini"}
    assert staff.post(address, other).status_code == 422
    assert "Buat lembar perubahan" in text_of(staff.get(url("perbandingan", draft)))
    assert staff.post(address, {"teks_lama": f"{KB}:1", "teks_baru": f"{KB}:kini"}).status_code
    paper = Document.objects.get(agreement=draft.pk, kind=REDLINE)
    page = to_html(paper)
    assert "1 bagian berubah, 6 tetap" in page and "Pasal 2 Objek (diubah)" in page
    assert re.search(r"<ins>\s*data\.\s*</ins>", page) and "<del>" in page


def test_two_long_texts_are_compared_in_no_time(draft):
    old, new = "\n".join("ab" * 25_000), "\n".join("ba" * 25_000)
    left, right = redline.by_line(old, new)
    assert "".join(p.text for p in left) == old and "".join(p.text for p in right) == new
    assert redline.merge_hunks(old, redline.hunks_of_clause("objek", old, new)) == new


# What may not be missing


@pytest.mark.parametrize("nothing", ["-", "…", "dihapus", "(1)"])
def test_a_pasal_that_the_law_lists_is_not_emptied(draft, people, signed_in, nothing):
    answer = signed_in(people["hukum"]).post(
        url("redaksi", draft), typed(draft, objek=nothing, pelaksanaan="Diketik baru.")
    )
    page = text_of(answer)
    assert answer.status_code == 422 and "Diketik baru." in page
    assert (
        "Pasal 2 Objek wajib ada (Permendagri 22/2020 Pasal 40 ayat (1)) dan tidak boleh"
        " dikosongkan." in page
    )
    draft.refresh_from_db()
    assert draft.clauses == {} and not versions.versions_of_naskah(KB, draft).exists()


def test_a_pasal_beyond_the_laws_list_may_say_what_the_parties_like(make_agreement, people):
    loi = make_agreement("ksdpl-daerah", at="pernyataan_kehendak")
    reworded(loi, people["staf"], "pernyataan_kehendak", sifat="–", sifat_en="–")
    with pytest.raises(guarding.Refused, match="Article 3 Scope of Cooperation wajib ada"):
        reworded(
            loi,
            people["staf"],
            "pernyataan_kehendak",
            ruang_lingkup="Pendidikan dan budaya",
            ruang_lingkup_en="–",
        )


def test_bagian_hukum_sees_what_departs_from_the_standard_text_and_nobody_has_to_look_for_it(
    draft, people, signed_in
):
    client = signed_in(people["hukum"])
    Party.objects.update(address="")
    page = text_of(client.get(reverse("kerja-sama", args=[draft.pk])))
    assert (
        "berbeda dari rumusan baku" not in page
        and "Pasal 6 Surat-Menyurat masih berisi tempat kosong." in page
    )
    reworded(draft, people["staf"], objek="Objeknya lain sama sekali.")
    page = text_of(client.get(reverse("kerja-sama", args=[draft.pk])))
    assert (
        "1 Pasal berbeda dari rumusan baku." in page
        and "Pasal 2 Objek" in page
        and url("perbandingan", draft) in page
    )


def test_a_pasal_that_departs_in_both_languages_is_one_pasal(make_agreement, people):
    loi = make_agreement("ksdpl-daerah", at="pernyataan_kehendak")
    kind = "pernyataan_kehendak"
    reworded(loi, people["staf"], kind, sifat="Lain sama sekali.", sifat_en="Quite another.")
    loi.refresh_from_db()
    [only] = versions.departures_from_standard(clauses.clauses_of_naskah(kind, loi))
    assert only.startswith("Pasal 4 ")
    reworded(loi, people["staf"], kind, sifat="", sifat_en="Quite another.")
    loi.refresh_from_db()
    [only] = versions.departures_from_standard(clauses.clauses_of_naskah(kind, loi))
    assert only.startswith("Article 4 ")


def test_the_log_names_the_naskah_that_was_reworded_and_not_its_code(draft, people, signed_in):
    reworded(draft, people["staf"], objek="Objeknya lain sama sekali.")
    page = text_of(signed_in(people["hukum"]).get(reverse("kerja-sama", args=[draft.pk])))
    assert "· Kesepakatan Bersama" in page and "· kesepakatan_bersama" not in page


# The library


def test_a_clause_of_the_library_is_copied_into_the_draft_with_what_else_was_typed(
    draft, people, signed_in, clause
):
    row, client = clause(), signed_in(people["staf"])
    assert "1 klausul pustaka untuk Pasal ini" in text_of(client.get(url("redaksi", draft)))
    answer = client.post(
        url("redaksi", draft), typed(draft, objek="Diketik baru.") | {"pakai": row.pk}
    )
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
    assert (
        draft.clauses[KB]["lain_lain"] == row.text_id
        and draft.content_hash == Agreement.objects.get(pk=draft.pk).content_hash != before
    )


def test_a_mandatory_clause_is_missed_by_the_drafts_begun_while_it_is_in_force(
    draft, people, signed_in, clause
):
    row, client = clause(mandatory=[KB]), signed_in(people["hukum"])
    page = reverse("kerja-sama", args=[draft.pk])
    assert "Pasal 7 Lain-Lain: klausul wajib “Kerahasiaan data” tidak ada." in text_of(
        client.get(page)
    )
    reworded(
        draft, people["staf"], lain_lain=f"(1) {row.text_id}\n(2) Hal lain disepakati kemudian."
    )
    assert "klausul wajib" not in text_of(client.get(page))
    clause(
        "lain-b",
        title="Yang baru",
        text_id="Teks yang baru.",
        mandatory=[KB],
        valid_from=timezone.localdate() + timedelta(days=1),
    )
    assert "klausul wajib" not in text_of(client.get(page))


def test_a_proposed_or_withdrawn_clause_is_not_offered(draft, people, signed_in, clause):
    for code, status in (("a", "usul"), ("b", "dicabut")):
        row = clause(code, status=status)
        answer = signed_in(people["staf"]).post(
            url("redaksi", draft), typed(draft) | {"pakai": row.pk}
        )
        assert "klausul pustaka untuk Pasal ini" not in text_of(answer)


def test_bagian_hukum_keeps_the_library_and_the_text_in_force_stays(people, signed_in):
    client = signed_in(people["hukum"])
    data = {
        "code": "kahar-a",
        "part": "kahar",
        "title": "Kahar dengan wabah",
        "text_id": "Keadaan kahar termasuk wabah penyakit.",
    }
    data |= {
        "instruments": ["perjanjian_kerja_sama"],
        "status": "berlaku",
        "valid_from": "2026-01-01",
    }
    wrong = client.post(reverse("klausul-baru"), data | {"instruments": [KB]})
    assert (
        wrong.status_code == 422
        and "Kesepakatan Bersama tidak mempunyai Pasal Keadaan Kahar." in text_of(wrong)
    )
    assert client.post(reverse("klausul-baru"), data).status_code == 302
    row = Clause.objects.get()
    client.post(
        reverse("klausul", args=[row.pk]),
        data | {"text_id": "Teks yang diselundupkan.", "status": "dicabut"},
    )
    row.refresh_from_db()
    assert (row.text_id, row.status, row.changed_by) == (
        data["text_id"],
        "dicabut",
        people["hukum"],
    )
    copy = client.get(reverse("klausul-baru"), {"dari": row.pk})
    assert data["text_id"] in text_of(copy)
    assert data["text_id"] in text_of(
        signed_in(people["pimpinan"]).get(reverse("klausul", args=[row.pk]))
    )
    assert (
        signed_in(people["kabag"]).post(reverse("klausul", args=[row.pk]), data).status_code == 200
    )
    row.refresh_from_db()
    assert row.status == "dicabut"


# The exchange by DOCX


def sent(agreement, user, kind=KB) -> bytes:
    return draft_exchange.send_draft_to_partner(agreement.pk, user, kind)[1]


def edited(content: bytes, change) -> bytes:
    """The file as the partner's word processor leaves it."""
    file = WordDocument(io.BytesIO(content))
    change(file)
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()


def paragraphs(file):
    cells = [cell for table in file.tables for row in table.rows for cell in row.cells]
    return [*file.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]


def line(file, start: str):
    return next(paragraph for paragraph in paragraphs(file) if paragraph.text.startswith(start))


def replaced(start: str, text: str):
    def change(file):
        first, *rest = line(file, start).runs
        first.text = text
        for run in rest:
            run.text = ""

    return change


def repacked(content: bytes, **members: bytes) -> bytes:
    """The archive with members put in or exchanged; "__" stands for "/"."""
    new = {name.replace("__", "/"): data for name, data in members.items()}
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for info in old.infolist():
            if info.filename not in new:
                package.writestr(info, old.read(info))
        for name, data in new.items():
            package.writestr(name, data)
    return file.getvalue()


def received(agreement, user, content, kind=KB, **more):
    return draft_exchange.receive_returned_draft(
        agreement.pk, user, kind, content, "dari-mitra.docx", **more
    )


def hunks_of(version, agreement) -> dict[str, list]:
    agreement.refresh_from_db()
    return {
        difference.part: difference.hunks
        for difference in partner_changes.differences_of_version(version, agreement)
    }


def now(agreement, kind=KB) -> dict[str, str]:
    agreement.refresh_from_db()
    return {part: text for part, _, text in versions.current_clauses_of(kind, agreement)}


def test_the_file_for_the_partner_is_the_whole_draft(draft, people, signed_in):
    answer = signed_in(people["staf"]).post(url("kirim-docx", draft))
    assert (
        answer["Content-Disposition"]
        == f'attachment; filename="kesepakatan_bersama-{draft.pk}-versi-1.docx"'
    )
    file = WordDocument(io.BytesIO(answer.content))
    said = "\n".join(paragraph.text for paragraph in paragraphs(file))
    for words in (
        "Kesepakatan Bersama",
        "PARA PIHAK terlebih dahulu menerangkan",
        "\nObjek",
        "Demikian Kesepakatan Bersama ini",
    ):
        assert words in said
    seen = docx_content.open_docx(answer.content).paragraphs
    heads = [one.text.split("\n")[0] for one in seen if one.style.lower() == "heading 2"]
    assert heads == [f"Pasal {n}" for n in range(1, 8)]
    assert file.sections[0].footer.paragraphs[0].text.startswith("Rancangan versi 1, kode ")


@pytest.mark.parametrize(
    "track, stage, kind",
    [
        ("ksdd-sukarela", "penyusunan_kb", KB),
        ("ksdpk-daerah", "penyusunan_pks", "perjanjian_kerja_sama"),
        ("sinergi", None, "nota_kesepakatan"),
        ("ksdpl-daerah", None, "naskah_kerja_sama"),
        ("ksdpl-daerah", None, "pernyataan_kehendak"),
    ],
)
def test_a_file_that_comes_back_untouched_changes_nothing(
    make_agreement, people, track, stage, kind
):
    agreement = make_agreement(track)
    stage = stage or next(
        s.code
        for s in agreement.track.stages
        for need in s.requirements
        if need.draft and need.document == kind
    )
    agreement = make_agreement(track, at=stage)
    content = sent(agreement, people["staf"], kind)
    version = received(agreement, people["staf"], edited(content, lambda file: None), kind)
    assert (
        version.texts == version.base.texts
        and version.note == ""
        and hunks_of(version, agreement) == {}
    )


def test_the_round_trip_keeps_every_accepted_change_and_no_refused_one(draft, people, signed_in):
    """Whichever of the partner's changes are accepted, the draft says those, and for the rest what
    it said before.
    """
    client, before = signed_in(people["hukum"]), now(draft)
    new_line = "Kerja sama ini tidak menimbulkan hubungan kerja."

    def change(file):
        replaced("Objek Kesepakatan Bersama", "Objek kerja sama adalah data & peta <induk>.")(file)
        line(file, "Perjanjian Kerja Sama sebagaimana").insert_paragraph_before(f"(9) {new_line}")
        paragraph = line(file, "Kesepakatan Bersama ini tidak berakhir")
        paragraph._p.getparent().remove(paragraph._p)

    content = edited(sent(draft, people["staf"]), change)
    answer = client.post(
        url("terima-docx", draft),
        {"upload": SimpleUploadedFile("mitra.docx", content)},
        follow=True,
    )
    page = text_of(answer)
    assert "Pasal 2 Objek" in page and "Pasal 4 Pelaksanaan" in page and "Pasal 7 Lain-Lain" in page
    (version,) = versions.versions_of_naskah(KB, draft).filter(source="docx")
    keys = {part: hunks[0].key for part, hunks in hunks_of(version, draft).items()}
    assert set(keys) == {"objek", "pelaksanaan", "lain_lain"} and now(draft) == before
    answers = {
        keys["objek"]: "terima",
        keys["pelaksanaan"]: "terima",
        keys["lain_lain"]: "tolak",
        "versi": draft.content_hash,
    }
    decision = url("putus-docx", draft, KB, version.number)
    missing = client.post(decision, {k: v for k, v in answers.items() if k != keys["objek"]})
    assert missing.status_code == 422 and "Pilih terima atau tolak." in text_of(missing)
    assert client.post(decision, answers).status_code == 302
    after = now(draft)
    assert after["objek"] == "Objek kerja sama adalah data & peta <induk>."
    said = [text.partition(") ")[2] for text in after["pelaksanaan"].splitlines()]
    old = [text.partition(") ")[2] for text in before["pelaksanaan"].splitlines()]
    assert said == [old[0], new_line, *old[1:]]
    assert after["pelaksanaan"].splitlines()[1].startswith("(2) ")  # whatever number was typed
    assert {part: after[part] for part in before if part not in ("objek", "pelaksanaan")} == {
        part: text for part, text in before.items() if part not in ("objek", "pelaksanaan")
    }
    last = versions.versions_of_naskah(KB, draft).last()
    assert (last.source, last.note) == (
        "redaksi",
        "Menerima 2 dari 3 perubahan mitra pada Versi 2.",
    )
    assert [d.part for d in partner_changes.differences_of_version(version, draft)] == ["lain_lain"]
    assert draft.events.filter(
        action="putus docx", reason="Diterima 2 dari 3 perubahan pada Versi 2."
    ).exists()


WORDS = st.sampled_from(
    [
        "Data dijaga.",
        "(1) Peta dibagi:",
        "a. satu;",
        "b. dua.",
        "“Kutip” & <tanda>",
        "Anggaran   sendiri",
        "Área 5%",
    ]
)
TEXTS = st.lists(WORDS, min_size=2, max_size=7).map("\n".join)


@given(old=TEXTS, new=TEXTS, chosen=st.sets(st.integers(0, 6)))
def test_merging_takes_exactly_the_chosen_differences(old, new, chosen):
    hunks = redline.hunks_of_clause("objek", old, new)
    assert redline.merge_hunks(old, hunks) == new and redline.merge_hunks(old, []) == old
    taken = [hunk for place, hunk in enumerate(hunks) if place in chosen]
    left = redline.hunks_of_clause("objek", redline.merge_hunks(old, taken), new)
    assert redline.merge_hunks(redline.merge_hunks(old, taken), left) == new


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text_comes_back_as_it_was_sent(draft, people, text):
    version = DraftVersion(
        agreement=draft,
        kind=KB,
        number=3,
        texts=[["objek", "Objek", versions.tidy_text(text)]],
        content_hash="ab" * 32,
    )
    package = docx_content.open_docx(edited(docx_writing.write_docx(version), lambda file: None))
    assert (package.number, package.code) == (3, "ab" * 6)
    assert docx_reading.read_returned_texts(package, version.texts).texts == {
        "objek": versions.tidy_text(text)
    }


def test_tracked_changes_of_the_partner_are_read_as_proposed(draft, people):
    def change(file):
        paragraph = line(file, "Objek Kesepakatan Bersama")._p
        runs = f"<w:r><w:delText>{paragraph.text or 'lama'}</w:delText></w:r>"
        for run in paragraph.findall(qn("w:r")):
            paragraph.remove(run)
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        paragraph.append(parse_xml(f'<w:del {space} w:id="90" w:author="Mitra">{runs}</w:del>'))
        paragraph.append(
            parse_xml(
                f'<w:ins {space} w:id="91" w:author="Mitra"><w:r><w:t>Objeknya peta'
                " dasar.</w:t></w:r></w:ins>"
            )
        )

    version = received(draft, people["staf"], edited(sent(draft, people["staf"]), change))
    assert ["objek", "Objek", "Objeknya peta dasar."] in version.texts


def test_a_file_without_bookmarks_is_read_by_its_headings_once_its_version_is_named(
    draft, people, signed_in
):
    def change(file):
        for element in list(file.element.iter(qn("w:bookmarkStart"))):
            element.getparent().remove(element)
        file.sections[0].footer.paragraphs[0].text = ""
        replaced("Objek Kesepakatan Bersama", "Objeknya peta dasar.")(file)

    content, client = edited(sent(draft, people["staf"]), change), signed_in(people["staf"])
    upload = lambda: SimpleUploadedFile("mitra.docx", content)  # noqa: E731
    assert draft_exchange.UNKNOWN in text_of(
        client.post(url("terima-docx", draft), {"upload": upload()})
    )
    assert (
        client.post(url("terima-docx", draft), {"upload": upload(), "asal": "1"}).status_code == 302
    )
    version = versions.versions_of_naskah(KB, draft).last()
    assert set(hunks_of(version, draft)) >= {"objek"}


def test_a_pasal_that_the_partner_struck_out_is_shown_but_cannot_be_accepted_away(
    draft, people, signed_in
):
    def change(file):
        paragraph = line(file, "Objek Kesepakatan Bersama")._p
        paragraph.getparent().remove(paragraph)
        heading = line(file, "\nObjek")._p
        heading.getparent().remove(heading)

    version = received(draft, people["staf"], edited(sent(draft, people["staf"]), change))
    (hunk,) = hunks_of(version, draft)["objek"]
    assert hunk.told == "Pasal dihapus mitra"
    decision = signed_in(people["staf"]).post(
        url("putus-docx", draft, KB, version.number),
        {hunk.key: "terima", "versi": draft.content_hash},
    )
    assert decision.status_code == 422 and "Pasal 2 Objek wajib ada" in text_of(decision)
    assert now(draft)["objek"] and draft.clauses == {}


def test_what_we_changed_meanwhile_is_not_overwritten_unseen(draft, people, signed_in):
    content = edited(
        sent(draft, people["staf"]), replaced("Objek Kesepakatan Bersama", "Objek menurut mitra.")
    )
    reworded(
        draft, people["staf"], objek="Objek menurut kita.", lain_lain="Hal lain menurut kita saja."
    )
    version = received(draft, people["staf"], content)
    assert version.base.number == 1 and set(hunks_of(version, draft)) == {
        "objek"
    }  # our own change elsewhere is no difference of theirs
    address = url("putus-docx", draft, KB, version.number)
    assert "Pasal ini juga diubah di sini sesudah dikirim." in text_of(
        signed_in(people["staf"]).get(address)
    )
    (hunk,) = hunks_of(version, draft)["objek"]
    stale = signed_in(people["staf"]).post(address, {hunk.key: "terima", "versi": "usang"})
    assert stale.status_code == 422 and now(draft)["objek"] == "Objek menurut kita."


def test_what_the_partner_wrote_outside_the_pasal_and_in_titles_is_said(draft, people):
    def change(file):
        replaced("Demikian Kesepakatan Bersama", "Demikian dibuat dalam tiga rangkap.")(file)
        replaced("Contoh Bupati", "Bupati Contoh Baru")(file)
        line(file, "\nObjek").runs[-1].text = "Sasaran"

    version = received(draft, people["staf"], edited(sent(draft, people["staf"]), change))
    assert "“Bupati Contoh Baru" in version.note
    found = hunks_of(version, draft)
    assert found["objek"][0].new == ("Sasaran",)
    assert found["penutup"][0].new[0].startswith("Demikian dibuat dalam tiga rangkap.")


def test_both_languages_make_the_round_trip(make_agreement, people):
    agreement = make_agreement("ksdpl-daerah")
    stage = next(
        s.code
        for s in agreement.track.stages
        for need in s.requirements
        if need.document == "naskah_kerja_sama" and need.draft
    )
    agreement, kind = make_agreement("ksdpl-daerah", at=stage), "naskah_kerja_sama"

    def change(file):
        replaced("Perselisihan mengenai", "Perselisihan diselesaikan melalui musyawarah.")(file)
        replaced("Any dispute", "Disputes are settled through deliberation.")(file)

    version = received(
        agreement, people["staf"], edited(sent(agreement, people["staf"], kind), change), kind
    )
    hunks = hunks_of(version, agreement)
    assert set(hunks) == {"perselisihan", "perselisihan_en"}
    draft_exchange.decide_on_differences(
        version,
        people["staf"],
        {h.key for found in hunks.values() for h in found},
        agreement.content_hash,
    )
    texts = now(agreement, kind)
    assert texts["perselisihan"] == "Perselisihan diselesaikan melalui musyawarah."
    assert (
        texts["perselisihan_en"] == "Disputes are settled through deliberation."
        and agreement.terjemahan_lengkap
    )


# Hostile files

SPACE = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 9) for n in range(1, 9))
    + b"]>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def body(words: bytes, before: bytes = b"") -> bytes:
    return (
        before
        + b"<w:document "
        + SPACE
        + b"><w:body><w:p><w:r><w:t>"
        + words
        + b"</w:t></w:r></w:p></w:body></w:document>"
    )


@pytest.mark.parametrize(
    "spoil, sentence",
    [
        (lambda whole: b"", "Berkas kosong"),
        (lambda whole: b"%PDF-1.7 bukan dokumen", "bukan DOCX"),
        (lambda whole: whole[: len(whole) // 2], "bukan DOCX yang utuh"),
        (lambda whole: repacked(whole, **{"word__vbaProject.bin": b"x"}), "makro"),
        (
            lambda whole: repacked(whole, **{"word__document.xml": body(b"&f;", OUTSIDE)}),
            "tidak diizinkan",
        ),
        (
            lambda whole: repacked(whole, **{"word__comments.xml": body(b"&f;", OUTSIDE)}),
            "tidak diizinkan",
        ),
        (
            lambda whole: repacked(whole, **{"word__document.xml": body(b"&a8;", LAUGHS)}),
            "rusak|tidak diizinkan",
        ),
        (
            lambda whole: repacked(whole, **{"word__document.xml": body(b" " * 9_000_000)}),
            "terlalu besar",
        ),
        (lambda whole: repacked(whole, **{"word__document.xml": b"<w:p>" * 400}), "rusak"),
        (
            lambda whole: repacked(whole, **{"word__document.xml": body(b"Halo.")}),
            "Tidak satu pun Pasal",
        ),
        (
            lambda whole: repacked(whole, **{f"word__{n}.xml": b"" for n in range(2_100)}),
            "terlalu besar",
        ),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_words_and_leaves_nothing(
    draft, people, signed_in, spoil, sentence
):
    spoilt = SimpleUploadedFile("mitra.docx", spoil(sent(draft, people["staf"])))
    before = versions.versions_of_naskah(KB, draft).count(), draft.events.count()
    answer = signed_in(people["staf"]).post(
        url("terima-docx", draft), {"upload": spoilt, "asal": "1"}
    )
    assert answer.status_code == 422 and re.search(sentence, text_of(answer))
    assert (
        versions.versions_of_naskah(KB, draft).count(),
        draft.events.count(),
    ) == before and "root:" not in text_of(answer)


def test_markup_of_the_partner_is_shown_as_words(draft, people, signed_in):
    content = edited(
        sent(draft, people["staf"]),
        replaced("Objek Kesepakatan Bersama", "Objek <script>alert(1)</script> kita."),
    )
    version = received(draft, people["staf"], content)
    page = text_of(signed_in(people["staf"]).get(url("putus-docx", draft, KB, version.number)))
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
