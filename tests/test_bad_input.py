"""Bad input through the web client: a plain sentence at its field, what was typed still there,
nothing written, no file stored.
"""

import re
from contextlib import contextmanager
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings as project
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements import demo
from agreements.documents import rendering
from agreements.models import Agreement, Comment, Evidence, StageEvent
from kerjasama.accounts.granting import propose_about
from kerjasama.accounts.models import AccountProposal, SeatState, Unit
from kerjasama.notices import rounds
from kerjasama.personal.models import CorrectionRequest
from partners.models import Partner

from .conftest import again, order_and_render, until_holder

PDF = b"%PDF-1.7\n"
SCRIPT = "<script>alert(1)</script>"
NOT_KEPT = [
    ("a\0b", "Karakter null tidak diizinkan."),
    ("x" * 60_000, "Pastikan nilai ini mengandung paling banyak"),
]


def pdf(name="surat.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def complaints(answer) -> dict[str, str]:
    """The sentence at each field that has one, drawn by the form library or by ours."""
    page = answer.content.decode()
    found = re.findall(r'id="error_1_id_([\w-]+)"[^>]*>\s*<strong>(.*?)</strong>', page)
    found += re.findall(r'id="id_([\w-]+)_error"[^>]*>\s*<p class="late">(.*?)</p>', page)
    return {field: unescape(sentence) for field, sentence in found}


def assert_refused(answer, field: str, sentence: str, *typed: str) -> None:
    """The page says it at this field alone and still holds what was typed."""
    assert answer.status_code in (200, 422)
    (where, said), *others = complaints(answer).items()
    assert where.endswith(field) and said.startswith(sentence) and not others, complaints(answer)
    assert all(words in text_of(answer) for words in typed)


@contextmanager
def no_trace():
    """Nothing is written and no file is stored."""

    def all_there_is() -> tuple:
        rows = [
            list(model.objects.order_by("pk").values())
            for model in (Agreement, StageEvent, Evidence, Comment, Partner, Unit)
        ]
        return rows, sorted(project.MEDIA_ROOT.rglob("*"))

    before = all_there_is()
    yield
    assert all_there_is() == before


@pytest.fixture(autouse=True)
def blank_papers(monkeypatch):
    monkeypatch.setattr(rendering, "to_pdf", lambda paper: PDF)


@pytest.fixture
def staff(people, signed_in):
    return signed_in(people["staf"])


@pytest.fixture
def verifier(people, signed_in):
    return signed_in(people["verifikator"])


def meet(client, agreement, code, **data):
    return client.post(
        reverse("penuhi", args=[agreement.pk, code]), {"tahap": agreement.stage_code} | data
    )


def fill(client, agreement, step, **data):
    return client.post(
        reverse("ubah", args=[agreement.pk, step]), {"versi": agreement.content_hash} | data
    )


def indicators(*rows: dict) -> dict:
    """The fields of a formset."""
    fields = {
        f"indicators-{place}-{name}": value
        for place, row in enumerate(rows)
        for name, value in row.items()
    }
    return fields | {"indicators-TOTAL_FORMS": len(rows), "indicators-INITIAL_FORMS": 0}


# Files


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"MZ\x90\x00\x03\x00\x00\x00" + bytes(56),
            "Isi berkas bukan PDF, JPEG, PNG, atau HEIC. Pilih berkas lain.",
        ),
        (
            f"<html>{SCRIPT}</html>".encode(),
            "Isi berkas bukan PDF, JPEG, PNG, atau HEIC. Pilih berkas lain.",
        ),
        (b"", "Berkas kosong (0 byte). Pilih berkas lain."),
        (PDF + bytes(1024 * 1024), "Ukuran berkas melebihi 1 MB."),
    ],
    ids=["program", "web page", "0 byte", "too large"],
)
def test_a_file_is_judged_by_its_content_and_the_rest_of_the_form_is_kept(
    content, sentence, make_agreement, staff, settings
):
    settings.UPLOAD_LIMIT_MB = 1
    agreement, upload = make_agreement(), pdf("rencana.pdf", content)
    with no_trace():
        answer = meet(
            staff,
            agreement,
            "daftar_rencana",
            upload=upload,
            number="180/KS/2026",
            note="Hasil rapat Selasa",
        )
    assert_refused(answer, "upload", sentence, "180/KS/2026", "Hasil rapat Selasa")


def test_a_file_of_an_act_that_is_refused_is_not_stored(make_agreement, staff):
    agreement = make_agreement()
    with no_trace():
        answer = meet(
            staff,
            agreement,
            "daftar_rencana",
            tahap="penawaran",
            upload=pdf(),
            note="Hasil rapat Selasa",
        )
    assert answer.status_code == 409
    assert all(
        words in text_of(answer)
        for words in (
            "sudah berpindah tahap",
            "Hasil rapat Selasa",
            "Berkas perlu dipilih kembali.",
        )
    )


def test_a_script_in_a_file_name_is_shown_and_sent_as_text(make_agreement, staff):
    agreement = make_agreement()
    meet(
        staff,
        agreement,
        "daftar_rencana",
        upload=pdf("<img src=x onerror=alert(1)>&quot;&#13;&#10;X-Jahat: ya.pdf"),
    )
    page = staff.get(reverse("kerja-sama", args=[agreement.pk])).content.decode()
    assert "<img src=x" not in page and "&lt;img src=x onerror=alert(1)&gt;" in page
    download = staff.get(reverse("berkas", args=[agreement.evidence.get().pk]))
    assert download["Content-Disposition"].startswith(
        'attachment; filename="<img src=x onerror=alert(1)>\\"X-Jahat: ya.pdf"'
    )
    assert "X-Jahat" not in download.headers and download["X-Content-Type-Options"] == "nosniff"
    assert download["Content-Type"] == "application/octet-stream" and download.content == PDF


def test_a_very_long_file_name_is_cut_and_the_file_kept(make_agreement, staff):
    agreement = make_agreement()
    meet(staff, agreement, "daftar_rencana", upload=pdf(f"{'x' * 240}.pdf"))
    assert len(agreement.evidence.get().file_name) == 200


# Scripts


def test_a_script_in_a_title_is_text_on_every_page(make_agreement, people, signed_in):
    title, today = f"Layanan {SCRIPT}", timezone.localdate()
    case, draft = make_agreement(at="penyusunan_kb", title=title).pk, make_agreement(title=title).pk
    Agreement.objects.filter(pk=case).update(
        effective_on=today, expires_on=today + timedelta(30), ends_on=today + timedelta(30)
    )
    rounds.update_all_notices()
    pages = {
        "staf": [
            "/",
            f"/kerja-sama/{draft}/",
            f"/kerja-sama/{draft}/ubah/pokok/",
            "/kerja-sama/baru/ksdpk-pks/",
        ],
        "kabag": ["/kerja-sama/", "/dasbor/", f"/kerja-sama/{case}/", f"/kerja-sama/{case}/versi/"],
        "verifikator": [f"/kerja-sama/{case}/redaksi/kesepakatan_bersama/"],
    }
    for name, address in [
        (name, address) for name, addresses in pages.items() for address in addresses
    ]:
        page = signed_in(people[name]).get(address).content.decode()
        assert SCRIPT not in page and "&lt;script&gt;alert(1)" in page, address


# Dates


def test_a_date_that_cannot_be_true_is_refused(make_agreement, verifier):
    agreement, today = until_holder(make_agreement(at="penawaran"), "PARTNER"), timezone.localdate()
    typed = {"outcome": "diterima", "number": "90/PT/2026", "note": "Lewat pos"}
    for day, sentence in (
        ("besok", "Tanggal tidak terbaca."),
        ("2026-02-31", "Februari 2026 hanya sampai tanggal 28."),
        ("", "Bidang ini tidak boleh kosong."),
        ("0026-03-02", "Tahun 26 tidak masuk akal."),
        (today + timedelta(1), "Tanggal tidak boleh sesudah hari ini."),
        (
            today - timedelta(1),
            f"Tanggal tidak boleh mendahului langkah sebelumnya ({today:%d/%m/%Y}).",
        ),
    ):
        with no_trace():
            answer = meet(verifier, agreement, "tanggapan", decided_on=day, **typed)
        assert_refused(answer, "decided_on", sentence, str(day), "90/PT/2026", "Lewat pos")
    for words, sentence in NOT_KEPT:
        for field in ("note", "number"):
            with no_trace():
                answer = meet(
                    verifier, agreement, "tanggapan", decided_on=today, **typed | {field: words}
                )
            assert_refused(answer, field, sentence, typed["number" if field == "note" else "note"])


def test_a_unit_does_not_end_before_it_began(people, signed_in):
    unit = people["staf"].memberships.get().unit
    Unit.objects.filter(pk=unit.pk).update(valid_from="2026-01-01")
    data = {"ganti": "1", "name": "Dinas Digital", "since": "2025-12-31"}
    with no_trace():
        answer = signed_in(people["admin"]).post(reverse("unit-rinci", args=[unit.pk]), data)
    assert_refused(
        answer,
        "since",
        "Tanggal harus sesudah unit ini mulai berlaku (01/01/2026).",
        "Dinas Digital",
    )


# Turns


def test_what_is_out_of_order_is_refused_and_shown_again(make_agreement, verifier):
    agreement, typed = (
        make_agreement(),
        {"outcome": "layak", "decided_on": timezone.localdate(), "note": "Sudah kami bahas"},
    )
    for code, sentence in (
        ("tanggapan", "Persyaratan itu bukan bagian dari tahap yang sedang berjalan."),
        ("telaahan_tkksd", "Hasil pengkajian TKKSD: menunggu"),
    ):
        with no_trace():
            answer = meet(verifier, agreement, code, **typed)
        assert answer.status_code == 409
        assert sentence in text_of(answer) and "Sudah kami bahas" in text_of(answer)


# Stale pages


def test_what_a_colleague_did_already_is_not_done_twice(make_agreement, people, staff):
    agreement = until_holder(make_agreement(), "OPD_HEAD")
    with no_trace():
        answer = meet(staff, agreement, "ajukan", note="Mohon didahulukan")
    assert answer.status_code == 409
    assert "Persyaratan ini sudah dipenuhi." in text_of(answer) and "Mohon didahulukan" in text_of(
        answer
    )


def test_a_case_that_moved_on_is_left_alone_and_the_reason_is_kept(
    make_agreement, people, signed_in
):
    agreement = make_agreement()
    typed = {"tahap": "penawaran", "tujuan": "persiapan", "alasan": "Lokasi belum jelas"}
    for address, words in (("kembalikan", "Lokasi belum jelas"), ("tolak", "Lokasi belum jelas")):
        with no_trace():
            answer = signed_in(people["kabag"]).post(reverse(address, args=[agreement.pk]), typed)
        assert answer.status_code == 409
        assert "sudah berpindah tahap" in text_of(answer) and words in text_of(answer)


def test_a_stale_step_does_not_write_over_a_colleague(make_agreement, staff):
    agreement = make_agreement()
    Agreement.objects.filter(pk=agreement.pk).update(manfaat="Diubah rekan")
    with no_trace():
        answer = fill(staff, agreement, "isi", manfaat="Ketikan saya")
    assert answer.status_code == 422
    assert "diubah orang lain" in text_of(answer) and "Ketikan saya" in text_of(answer)


def test_a_step_or_a_wording_typed_while_the_case_moved_on_is_shown_again(
    make_agreement, people, signed_in, staff
):
    agreement = make_agreement(at="penyusunan_kb")
    typed = {"versi": agreement.content_hash, "manfaat": "Ketikan saya", "objek": "Ketikan saya"}
    with no_trace():
        for address, sentence in (
            (reverse("ubah", args=[agreement.pk, "isi"]), "tidak dapat diubah pada tahap ini"),
            (
                reverse("redaksi", args=[agreement.pk, "perjanjian_kerja_sama"]),
                "tidak sedang disusun",
            ),
        ):
            answer = staff.post(address, typed)
            assert answer.status_code == 422
            assert sentence in text_of(answer) and "Ketikan saya" in text_of(answer)


def test_a_wording_that_cannot_be_kept_is_refused_with_the_others_as_typed(
    make_agreement, people, signed_in
):
    agreement = make_agreement(at="penyusunan_kb")
    client, url = (
        signed_in(people["hukum"]),
        reverse("redaksi", args=[agreement.pk, "kesepakatan_bersama"]),
    )
    typed = {"versi": agreement.content_hash, "pelaksanaan": "Diketik baru"}
    for words, sentence in NOT_KEPT:
        with no_trace():
            answer = client.post(url, typed | {"objek": words})
        assert_refused(answer, "objek", sentence, "Diketik baru")
    with no_trace():
        answer = client.post(url, typed | {"versi": "usang"})
    assert answer.status_code == 422
    assert "diubah orang lain" in text_of(answer) and "Diketik baru" in text_of(answer)


# Partners and numbers


def test_a_partner_that_is_unknown_or_of_a_kind_unknown_to_the_track_is_refused_and_the_title_kept(
    make_agreement, staff
):
    agreement, region = (
        make_agreement(),
        Partner.objects.create(name="Kabupaten Paser", kind="daerah"),
    )
    for partner in (999999, "9" * 20, "PT Mahakam", region.pk):
        answer = fill(staff, again(agreement), "pokok", title="Judul yang diketik", partner=partner)
        assert answer.status_code == 422 and again(agreement).partner == agreement.partner
        assert "Mitra itu tidak ada atau jenisnya tidak sesuai" in text_of(
            answer
        ) and "Judul yang diketik" in text_of(answer)


def test_a_partner_does_not_sign_two_naskah_under_one_number(make_agreement, people, verifier):
    code = "ttd_kesepakatan_bersama"
    where = {"stage_code": "penandatanganan_kb", "requirement_code": code}
    Evidence.objects.create(
        agreement=make_agreement(), number="07/PT/2026", by=people["verifikator"], **where
    )
    agreement = make_agreement(at="penandatanganan_kb")
    demo.meet_next(agreement, order_and_render)
    with no_trace():
        signed = {
            "outcome": "ditandatangani",
            "decided_on": timezone.localdate(),
            "number": " 07/PT/2026 ",
        }
        answer = meet(verifier, agreement, code, note="Di pendopo", **signed)
    assert_refused(
        answer,
        "number",
        "Nomor naskah ini sudah dicatat pada kerja sama lain",
        "07/PT/2026",
        "Di pendopo",
    )
    Evidence.objects.filter(number="07/PT/2026").update(void=True)
    assert meet(verifier, agreement, code, note="Di pendopo", **signed).status_code == 302
    assert again(agreement).evidence.get(requirement_code=code).number == "07/PT/2026"


# Figures


@pytest.mark.parametrize(
    ("step", "field", "value", "sentence"),
    [
        ("isi", "jangka_waktu_bulan", "0", "Jangka waktu paling singkat 1 bulan."),
        ("isi", "jangka_waktu_bulan", "-12", "Jangka waktu paling singkat 1 bulan."),
        (
            "isi",
            "jangka_waktu_bulan",
            "61",
            (
                "Kesepakatan Bersama paling lama 60 bulan menurut Permendagri 22/2020 Pasal 32 ayat"
                " (3), terisi 61 bulan."
            ),
        ),
        ("isi", "jangka_waktu_bulan", "9" * 30, "Jangka waktu lebih dari 1.200 bulan"),
        ("naskah", "pks_bulan", "32767", "Jangka waktu lebih dari 1.200 bulan"),
        ("naskah", "kuasa_nip", "²" * 18, "NIP terdiri atas 18 angka."),
        ("rencana", "nilai", "-1", "Nilai tidak boleh negatif."),
        (
            "rencana",
            "nilai",
            "9" * 17,
            (
                "Pastikan jumlah angka sebelum desimal pada bilangan tidak memiliki lebih dari 16"
                " angka."
            ),
        ),
        ("rencana", "nilai", "1e400", "Tulis angkanya lengkap, tanpa pangkat."),
        ("rencana", "nilai", "5.5 juta", "Maksud Anda 5.500.000 atau 5.500.000.000?"),
    ],
)
def test_a_figure_that_cannot_be_true_is_refused_and_the_step_kept(
    step, field, value, sentence, make_agreement, staff
):
    typed = {"isi": "manfaat", "naskah": "kuasa_nama", "rencana": "program"}[step]
    agreement = make_agreement()
    answer = fill(staff, agreement, step, **{typed: "Diketik baru", field: value} | indicators())
    assert_refused(answer, field, sentence, "Diketik baru", value)
    saved = again(agreement)
    assert getattr(saved, typed) == "Diketik baru", "what is right is saved"
    assert getattr(saved, field) == getattr(agreement, field), "what is not stays as it was"


def test_a_bad_indicator_is_refused_and_the_step_kept(make_agreement, staff):
    row = {"name": "Waktu layanan", "unit": "hari", "baseline": "lama sekali", "target": "5"}
    agreement = make_agreement()
    before = agreement.indicators.count()
    answer = fill(staff, agreement, "rencana", program="Diketik baru", **indicators(row))
    assert_refused(
        answer,
        "baseline",
        "Tidak terbaca sebagai angka.",
        "Diketik baru",
        "lama sekali",
        "Waktu layanan",
    )
    assert again(agreement).program == "Diketik baru" and agreement.indicators.count() == before


# What is too long, and what no keyboard types


@pytest.mark.parametrize(("words", "sentence"), NOT_KEPT, ids=["nul", "long"])
class TestTextThatCannotBeKept:
    def refused(self, ask, *what) -> None:
        with no_trace():
            answer = ask()
        assert_refused(answer, *what)

    def test_in_the_title_of_a_new_proposal(self, words, sentence, people, staff):
        data = {"owner": people["staf"].memberships.get().unit_id, "title": words}
        self.refused(
            lambda: staff.post(reverse("ajukan", args=["ksdpk-daerah"]), data), "title", sentence
        )

    def test_in_the_content(self, words, sentence, make_agreement, staff):
        agreement = make_agreement()
        answer = fill(staff, agreement, "isi", manfaat=words, objek="Diketik baru")
        assert_refused(answer, "manfaat", sentence, "Diketik baru")
        assert again(agreement).manfaat == agreement.manfaat

    def test_in_a_reason(self, words, sentence, make_agreement, people, signed_in):
        agreement, client = make_agreement(), signed_in(people["kabag"])
        back, halt = (reverse(name, args=[agreement.pk]) for name in ("kembalikan", "tangguhkan"))
        typed = {
            "tahap": "persiapan",
            "tujuan": "persiapan",
            "alasan": "Lokasi belum jelas",
            "butir": "Perjelas lokasi",
        }
        self.refused(
            lambda: client.post(back, typed | {"butir": words}),
            "butir",
            sentence,
            "Lokasi belum jelas",
        )
        self.refused(
            lambda: client.post(back, typed | {"alasan": words}),
            "alasan",
            sentence,
            "Perjelas lokasi",
        )
        self.refused(lambda: client.post(halt, {"alasan": words}), "alasan", sentence)

    def test_in_a_comment(self, words, sentence, make_agreement, staff):
        url = reverse("tanggapan", args=[make_agreement().pk])
        self.refused(lambda: staff.post(url, {"text": words}), "text", sentence)

    @pytest.mark.parametrize("field", ["name", "address", "legal_basis", "representative"])
    def test_in_the_data_of_a_partner(self, field, words, sentence, staff):
        data = {"name": "PT Mahakam", "kind": "swasta", "phone": "0541 123456"} | {field: words}
        self.refused(
            lambda: staff.post(reverse("mitra-baru"), data), field, sentence, "0541 123456"
        )

    def test_in_the_search(self, words, sentence, people, staff):
        self.refused(
            lambda: staff.get(reverse("daftar"), {"q": words, "tahun": "2026"}),
            "q",
            sentence,
            'value="2026"',
        )


def test_a_page_with_megabytes_of_text_is_refused_in_plain_words(make_agreement, staff):
    agreement = make_agreement()
    with no_trace():
        answer = fill(staff, agreement, "isi", manfaat="x" * 3_000_000)
    assert answer.status_code == 400 and "Isian terlalu panjang" in text_of(answer)


# Addresses


def test_a_nul_that_no_form_judges_is_refused_and_nothing_is_written(people, signed_in):
    kind = AccountProposal.Kind.MAIL
    proposal = propose_about(people["kabag"], kind, people["sekda"], "baru@contoh.invalid")
    wrong = CorrectionRequest.objects.create(about="Ani", wrong="x", right="y", by=people["kabag"])
    admin = signed_in(people["admin"])
    answers = [
        admin.get(reverse("cari-orang"), {"q": "ab\0c"}),
        admin.post(reverse("koreksi-data"), {"permintaan": wrong.pk, "jawaban": "a\0b"}),
        admin.post(
            reverse("persetujuan-akun"),
            {"usulan": proposal.pk, "putusan": "setujui", "catatan": "a\0b"},
        ),
    ]
    assert [answer.status_code for answer in answers] == [400, 400, 400]
    proposal.refresh_from_db()
    wrong.refresh_from_db()
    assert proposal.state == SeatState.PENDING and wrong.is_open


@pytest.mark.sweep(3)
@pytest.mark.parametrize(
    "value",
    ["\0", "9" * 5000, "-1", "[]", "²", SCRIPT],
    ids=["nul", "huge", "negative", "list", "power", "script"],
)
def test_no_parameter_of_an_address_breaks_a_page(value, make_agreement, people, signed_in):
    agreement = make_agreement()
    case, partner = [agreement.pk], [agreement.partner_id]
    staff, head = signed_in(people["staf"]), signed_in(people["kabag"])
    for client, address, names in (
        (
            staff,
            reverse("daftar"),
            "q tugas jalur tahap status pemegang opd urusan tahun mitra urut halaman",
        ),
        (staff, reverse("mitra"), "jenis halaman"),
        (staff, reverse("pilih-jalur"), "tanya jawab"),
        (staff, reverse("ubah", args=[*case, "pokok"]), "q mitra"),
        (staff, reverse("calon-mitra", args=case), "q mitra"),
        (head, reverse("versi", args=case), "versi"),
        (head, reverse("mitra-gabung", args=partner), "q ke"),
        (Client(), reverse("account_login"), "next"),
    ):
        for name in names.split():
            answer = client.get(address, {name: value})
            assert answer.status_code in (200, 302, 404), (address, name)
            assert SCRIPT not in answer.content.decode(), (address, name)


@pytest.mark.parametrize("many", [19, 30, 5000])
def test_a_page_far_behind_what_a_search_finds_is_its_last_or_first(many, make_agreement, staff):
    case = make_agreement()
    asked = {"q": case.title, "halaman": "9" * many}
    assert case.title in staff.get(reverse("daftar"), asked).content.decode()


def test_a_number_beyond_all_cases_is_simply_not_found(staff):
    for address in (
        "/kerja-sama/{}/",
        "/dokumen/{}/",
        "/berkas/{}/",
        "/mitra/{}/",
        "/kerja-sama/{}/ubah/isi/",
    ):
        assert staff.get(address.format("9" * 30)).status_code == 404
