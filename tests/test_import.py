"""An existing register in Excel: read as people wrote it, checked without a trace, imported whole,
taken back whole.
"""

import io
import struct
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from agreements.documents import store
from agreements.importing import (
    cells,
    columns,
    headings,
    jobs,
    recording,
    sheets,
    template,
    terms,
    workbook_guard,
)
from agreements.importing.cells import Wrong
from agreements.importing.workbook_guard import UnreadableRegister
from agreements.models import (
    Agreement,
    BatchState,
    Comment,
    Fulfilment,
    ImportBatch,
    Origin,
    State,
    chain_is_intact,
)
from agreements.workflow.evaluation import evaluate_case
from kerjasama.accounts.models import Unit
from partners.models import Partner

from .registers import HEADINGS, OPD, opened, row, saved, sheet_of, with_part, xlsx

EPOCH = datetime(1899, 12, 30)


class TestCells:
    @pytest.mark.parametrize(
        "written",
        [
            datetime(2021, 8, 17),
            date(2021, 8, 17),
            44425,
            "17 Agustus 2021",
            "17 agt 2021",
            "Selasa, 17 Agustus 2021",
            "17/08/2021",
            "17-8-2021",
            "17.08.2021",
            "17/08/21",
            "Selasa / 17-Agt-21",
            "2021-08-17",
            " 17  Agustus  2021. ",
        ],
    )
    def test_a_day_is_read_however_it_is_written(self, written):
        assert cells.day_of_cell(written, EPOCH) == date(2021, 8, 17)

    @pytest.mark.parametrize(
        "written",
        ["08/17/2021", "31 Februari 2021", "Agustus 2021", "17/08/1921", 12, "17 Foo 2021", True],
    )
    def test_what_is_no_day_is_told(self, written):
        with pytest.raises(Wrong):
            cells.day_of_cell(written, EPOCH)

    def test_a_bare_number_counts_from_the_epoch_of_its_file(self):
        assert cells.day_of_cell(44425 - 1462, CALENDAR_MAC_1904) == date(2021, 8, 17)

    @pytest.mark.parametrize(
        "written, last",
        [
            ("3 tahun", date(2024, 2, 29)),
            ("3 (tiga) tahun", date(2024, 2, 29)),
            ("18 bulan", date(2022, 8, 31)),
            ("1 tahun 6 bulan", date(2022, 8, 31)),
            ("1 Maret 2021 s.d. 28 Februari 2023", date(2023, 2, 28)),
            ("01/03/2021 - 28/02/2023", date(2023, 2, 28)),
            ("sampai dengan 28 Februari 2023", date(2023, 2, 28)),
            ("28 Februari 2023", date(2023, 2, 28)),
            (datetime(2023, 2, 28), date(2023, 2, 28)),
        ],
    )
    def test_a_term_is_a_length_or_days(self, written, last):
        assert terms.span_of_term(written, date(2021, 3, 1), EPOCH) == (date(2021, 3, 1), last)

    @pytest.mark.parametrize(
        "written, value",
        [
            (1250000000, "1250000000.00"),
            ("Rp 1.250.000.000,00", "1250000000.00"),
            ("Rp. 1.250.000,-", "1250000.00"),
            ("1,5 miliar", "1500000000.00"),
            ("250 juta", "250000000.00"),
            ("lima juta", "5000000.00"),
            ("1250000000.00", "1250000000.00"),
            ("500rb", "500000.00"),
            ("1,2 T", "1200000000000.00"),
            ("Non Budgeter", None),
            ("Rp -", None),
            ("Rp. NIHIL", None),
            ("1,250,000.50", "1250000.50"),
            ("-", None),
            ("", None),
        ],
    )
    def test_an_amount_is_read_in_the_indonesian_way(self, written, value):
        assert cells.amount_of_cell(written) == (Decimal(value) if value else None)

    @pytest.mark.parametrize(
        "written", ["1.25", "1,250", "3-5 juta", "-5", 10**18, "1e400", float("inf"), float("nan")]
    )
    def test_what_is_no_amount_is_told(self, written):
        with pytest.raises(Wrong):
            cells.amount_of_cell(written)

    def test_letters_broken_by_a_wrong_encoding_are_told_and_control_signs_dropped(self):
        with pytest.raises(Wrong):
            cells.text_of_cell("KÃ©rja sama")
        assert cells.text_of_cell("Kerja\x00 \x07sama\n") == "Kerja sama"


class TestHeadings:
    @pytest.mark.parametrize(
        "written, code",
        [
            ("JUDUL KERJASAMA", "judul"),
            ("Tgl. TTD", "tanda_tangan"),
            ("Tanggal Penandatanganan *", "tanda_tangan"),
            ("OPD Pemrakarsa", "opd"),
            ("Perangkat Daerah", "opd"),
            ("Nomor Pihak Kedua", "nomor_mitra"),
            ("Nilai (Rp)", "nilai"),
            ("Jangka Waktu", "masa"),
            ("Pihak Kedua", "mitra"),
            ("No.", ""),
            ("Keterangan", ""),
        ],
    )
    def test_a_column_goes_by_many_names(self, written, code):
        assert columns.column_code_of(written) == code

    def test_every_heading_of_ours_is_known_and_no_name_means_two_columns(self):
        assert all(
            columns.column_code_of(column.heading) == column.code for column in columns.COLUMNS
        )
        assert sum(len(column.names) for column in headings.ALL) == len(columns.CODE_OF)

    def test_the_header_is_found_below_titles_and_read_over_two_rows(self):
        rows = [
            ["DAFTAR KERJA SAMA"],
            [],
            ["No", "Judul", "Bentuk Naskah", "Mitra", "OPD", "Nomor", None, "Tanggal", None],
            [
                None,
                None,
                None,
                None,
                None,
                "Pihak Pertama",
                "Pihak Kedua",
                "Tanda Tangan",
                "Berakhir",
            ],
            [1, "Contoh"],
        ]
        header = columns.find_header(rows)
        assert (header.row, header.first, header.missing) == (3, 5, [])
        assert (
            header.places["nomor"] == 5
            and header.places["nomor_mitra"] == 6
            and header.places["berakhir"] == 8
        )


@pytest.fixture
def client(people, signed_in):
    return signed_in(people["verifikator"])


@pytest.fixture
def check(people):
    """Hand in a file and have it checked, as upload and worker do."""

    def run(content: bytes) -> ImportBatch:
        batch = jobs.receive_register(content, "register.xlsx", people["verifikator"])
        jobs.process_import(batch.pk)
        batch.refresh_from_db()
        return batch

    return run


@pytest.fixture
def bring_in(check, people):
    def run(content: bytes) -> ImportBatch:
        batch = check(content)
        assert batch.state == BatchState.CHECKED, batch.error
        jobs.order_import(batch.pk, people["kabag"])
        jobs.process_import(batch.pk)
        batch.refresh_from_db()
        return batch

    return run


def counts(batch) -> tuple[int, int, int]:
    return batch.new, batch.duplicates, batch.errors


def proposals_of(batch) -> dict[str, dict]:
    """The answers of somebody who agrees with every proposal."""
    found: dict[str, dict] = {}
    for question in batch.found["questions"]:
        found.setdefault(question["kind"], {})[question["key"]] = question["proposal"]
    return found


def notes_of(batch) -> dict[str, str]:
    page = opened(store.read_stored(batch.noted_sha256))
    return {
        cell.coordinate: cell.comment.text
        for line in page.iter_rows()
        for cell in line
        if cell.comment
    }


@pytest.mark.django_db
class TestTheDryRun:
    def test_it_counts_and_writes_nothing(self, check):
        batch = check(xlsx(row(1), row(2), row(2), row(3, Tgl_TTD="kapan-kapan")))
        assert counts(batch) == (2, 1, 1) and batch.found["partners"] == 2
        assert not Agreement.objects.exists() and not Partner.objects.exists()
        assert [error[:2] for error in batch.found["errors"]] == [[5, "Tanggal Penandatanganan"]]

    @pytest.mark.parametrize("figure", ["17.13.05", "1.0.0", "²", "9" * 5000])
    def test_figures_that_are_no_number_stay_with_their_row(self, check, figure):
        batch = check(xlsx(row(1, Tgl_TTD=figure), row(2)))
        assert counts(batch) == (1, 0, 1) and batch.found["errors"][0][:2] == [
            2,
            "Tanggal Penandatanganan",
        ]

    def test_what_is_signed_tomorrow_is_not_in_the_register_yet(self, check):
        today = timezone.localdate()
        dated = {day: f"{day:%d/%m/%Y}" for day in (today, today + timedelta(1))}
        batch = check(xlsx(*(row(n, Tgl_TTD=day) for n, day in enumerate(dated.values(), 1))))
        assert counts(batch) == (1, 0, 1)
        assert batch.found["errors"][0][0] == 3 and "belum tiba" in str(batch.found["errors"])

    def test_the_file_comes_back_in_its_own_layout_with_a_note_at_each_wrong_cell(self, check):
        def dress(book, page):
            page.column_dimensions["B"].width = 47
            page["B2"].font = page["B2"].font.copy(bold=True)
            book.create_sheet("Catatan kami")["A1"] = "tetap ada"

        batch = check(
            xlsx(
                row(1),
                row(2, Tgl_TTD="kapan-kapan", OPD_Pemrakarsa="Dinas Entah"),
                row(1),
                change=dress,
            )
        )
        notes = notes_of(batch)
        assert set(notes) == {"H3", "F3", "B4"}
        assert (
            "29 November 2026" in notes["H3"]
            and "tidak tercatat" in notes["F3"]
            and "baris 2" in notes["B4"]
        )
        book = load_workbook(io.BytesIO(store.read_stored(batch.noted_sha256)))
        page = book["Register"]
        assert (
            [cell.value for cell in page[1]] == HEADINGS
            and page.column_dimensions["B"].width == 47
            and page["B2"].font.bold
        )
        assert page["H3"].fill.fgColor.rgb == "FFFFC7CE" and page["A2"].fill.fill_type is None
        assert book["Catatan kami"]["A1"].value == "tetap ada"

    def test_a_mended_file_is_noted_anew_and_its_old_notes_are_gone(self, check):
        noted = store.read_stored(
            check(xlsx(row(1, Tgl_TTD="?"), row(2, Nilai="?"), headings=HEADINGS)).noted_sha256
        )
        page = opened(noted)
        page["H2"].value, page["F3"].value = datetime(2021, 3, 1), "Dinas Entah"
        batch = check(saved(page.parent))
        assert set(notes_of(batch)) == {"F3"}
        assert opened(store.read_stored(batch.noted_sha256))["H2"].fill.fill_type is None

    def test_columns_may_stand_in_any_order_under_other_names_below_a_title(self, check):
        order = [8, 1, 2, 6, 3, 5, 7, 0, 4]
        names = [
            "Jangka Waktu",
            "TENTANG",
            "Jenis Naskah",
            "No. Naskah",
            "Pihak Kedua",
            "SKPD",
            "Tanggal TTD",
            "No.",
            "Kategori Mitra",
        ]
        lines = [[line[place] for place in order] for line in (row(1), row(2))]
        above = (["REKAPITULASI KERJA SAMA DAERAH"], ["TAHUN 2021"], [])
        content = xlsx([*range(1, 10)], *lines, headings=names, above=above)
        batch = check(content)
        assert counts(batch) == (2, 0, 0), batch.found["errors"]

    def test_kinds_of_cooperation_and_partner_are_told_from_each_other(self, check, people):
        Partner.objects.create(name="Universitas Mulawarman", kind="ptn")
        lines = [
            row(1, Bentuk="MoU", Mitra="Pemkab Paser", Jenis_Mitra=""),
            row(2, Bentuk="Nota Kesepakatan", Mitra="Kementerian Contoh", Jenis_Mitra=""),
            row(3, Bentuk="MoU/Nota Kesepahaman", Mitra="Universitas Mulawarman", Jenis_Mitra=""),
            row(
                4,
                Bentuk="MoU",
                Mitra="City of Examples",
                Jenis_Mitra="Pemerintah daerah di luar negeri",
            ),
            row(5, Bentuk="Kontrak", Mitra="Koperasi Contoh", Jenis_Mitra=""),
        ]
        batch = check(xlsx(*lines))
        assert counts(batch) == (2, 0, 3)  # what follows from a name alone is confirmed first
        jobs.order_check(batch.pk, people["verifikator"], proposals_of(batch))
        jobs.process_import(batch.pk)
        batch.refresh_from_db()
        assert counts(batch) == (5, 0, 0), batch.found["errors"]
        jobs.order_import(batch.pk, people["verifikator"])
        jobs.process_import(batch.pk)
        tracks = dict(Agreement.objects.values_list("partner__name", "track_code"))
        assert tracks == {
            "Pemkab Paser": "ksdd-lama-kb",
            "Kementerian Contoh": "sinergi-lama-nk",
            "Universitas Mulawarman": "ksdpk-lama-kb",
            "City of Examples": "ksdpl-lama",
            "Koperasi Contoh": "ksdpk-lama-pks",
        }

    def test_what_the_register_has_is_double_by_number_or_by_title_and_day(self, bring_in, check):
        bring_in(xlsx(row(1), row(2)))
        again = [
            row(1, Judul_Kerja_Sama="Judul lain"),
            row(2, Nomor="", Judul_Kerja_Sama="PENGELOLAAN ARSIP DIGITAL, TAHAP 2"),
            row(3),
        ]
        batch = check(xlsx(*again))
        assert counts(batch) == (1, 2, 0)
        assert "yang sudah tercatat" in batch.found["duplicates"][0][2]

    def test_a_name_like_a_known_one_is_asked_for_and_the_answer_holds(self, check, people, client):
        known = Partner.objects.create(name="PT Contoh Mahakam Sejahtera", kind="swasta")
        lines = [
            row(1, Mitra="PT Contoh Mahakam Sejahteraa"),
            row(2, Mitra="PT. Contoh Mahakam Sejahtera"),
            row(3, OPD_Pemrakarsa="Dinas Kominfo dan Statistik"),
        ]
        batch = check(xlsx(*lines))
        assert counts(batch) == (1, 0, 2)  # a full stop makes no other partner
        assert "mirip dengan “PT Contoh Mahakam Sejahtera”" in batch.found["errors"][0][2]
        unit = Unit.objects.get(name=OPD)
        client.post(
            reverse("impor-periksa", args=[batch.pk]), {"mitra_0": "baru", "opd_0": unit.pk}
        )
        jobs.process_import(batch.pk)
        batch.refresh_from_db()
        assert counts(batch) == (3, 0, 0) and batch.found["questions"] == []
        client.post(reverse("impor-jalankan", args=[batch.pk]))
        jobs.process_import(batch.pk)
        assert (
            known.agreement_set.count() == 1
            and Partner.objects.filter(name="PT Contoh Mahakam Sejahteraa").exists()
        )

    def test_only_bagian_kerja_sama_may(self, people):
        with pytest.raises(jobs.Refused):
            jobs.receive_register(xlsx(row(1)), "x.xlsx", people["staf"])


@pytest.mark.django_db
class TestTheImport:
    def test_all_new_rows_come_in_as_the_engine_would_have_recorded_them(self, bring_in, people):
        lines = [row(n, Masa_Berlaku="1 Maret 2021 s.d. 28 Februari 2031") for n in range(1, 8)] + [
            row(9, Tgl_TTD="?")
        ]
        batch = bring_in(xlsx(*lines))
        assert (batch.state, batch.imported_by, batch.agreements.count()) == (
            BatchState.IMPORTED,
            people["kabag"],
            7,
        )
        for case in Agreement.objects.all():
            assert (case.state, case.origin, case.owed_from) == (
                State.DONE,
                Origin.LEGACY,
                timezone.localdate(),
            )
            assert (case.effective_on, case.expires_on) == (date(2021, 3, 1), date(2031, 2, 28))
            (event,) = case.events.all()
            assert (
                chain_is_intact(case)
                and event.by == people["kabag"]
                and event.detail["batch"] == batch.pk
            )
            assert (
                evaluate_case(case).holders == [] and event.detail["content"] == case.content_hash
            )
        assert Partner.objects.count() == 7

    def test_a_pks_finds_its_kb_in_the_file_or_in_the_register(self, bring_in):
        headings = [*HEADINGS, "Nomor KB Induk"]
        kb = row(1, Bentuk="Kesepakatan Bersama", Nomor="415/1/KB", Mitra="PT Contoh Satu")
        first = [*row(2, Mitra="PT Contoh Satu"), "415/1/KB"]
        bring_in(xlsx(first, [*kb, ""], headings=headings))
        second = [*row(3, Mitra="PT Contoh Satu"), "415 / 1 / KB"]
        bring_in(xlsx(second, headings=headings))
        above = Agreement.objects.get(track_code="ksdpk-lama-kb")
        assert above.children.count() == 2

    def test_a_kb_that_is_nowhere_or_wrong_holds_back_its_pks(self, check):
        headings = [*HEADINGS, "Nomor KB Induk"]
        kb = [*row(1, Bentuk="Kesepakatan Bersama", Nomor="415/1/KB", Tgl_TTD="?"), ""]
        lines = [
            [*row(2), "415/1/KB"],
            [*row(3), "tidak ada"],
            [*row(4, Bentuk="KB", Nomor="x"), "415/1/KB"],
        ]
        batch = check(xlsx(kb, *lines, headings=headings))
        assert counts(batch) == (
            2,
            0,
            2,
        )  # a number that nobody knows is noted and keeps no row out
        assert batch.found["emptied"][0][1] == "Nomor KB Induk"

    def test_a_kb_that_stands_twice_is_still_above_its_pks(self, bring_in):
        headings = [*HEADINGS, "Nomor KB Induk"]
        kb = [*row(1, Bentuk="Kesepakatan Bersama", Nomor="415/1/KB", Mitra="PT Contoh Satu"), ""]
        batch = bring_in(
            xlsx(kb, [*row(2, Mitra="PT Contoh Satu"), "415/1/KB"], kb, headings=headings)
        )
        assert (
            counts(batch) == (2, 1, 0)
            and Agreement.objects.get(track_code="ksdpk-lama-kb").children.count() == 1
        )

    def test_a_pks_does_not_come_in_without_the_kb_that_was_passed_over_under_another_number(
        self, bring_in, check
    ):
        headings = [*HEADINGS, "Nomor KB Induk"]
        kb = {"Bentuk": "Kesepakatan Bersama", "Mitra": "PT Contoh Satu"}
        bring_in(xlsx(row(1, **kb)))
        batch = check(
            xlsx(
                [*row(1, Nomor="7/KB", **kb), ""],
                [*row(2, Mitra="PT Contoh Satu"), "7/KB"],
                headings=headings,
            )
        )
        assert (
            counts(batch) == (0, 1, 1) and "dilewati sebagai ganda" in batch.found["errors"][0][2]
        )

    def test_when_the_register_changed_meanwhile_nothing_is_imported_before_somebody_looked(
        self, check, people, bring_in
    ):
        content = xlsx(row(1), row(2))
        batch = check(content)
        bring_in(xlsx(row(1)))
        jobs.order_import(batch.pk, people["verifikator"])
        jobs.process_import(batch.pk)
        batch.refresh_from_db()
        assert (
            batch.state == BatchState.CHECKED
            and "berubah" in batch.error
            and counts(batch) == (1, 1, 0)
        )
        assert Agreement.objects.count() == 1

    def test_a_failure_in_the_middle_leaves_nothing_behind(self, check, people, monkeypatch):
        batch = check(xlsx(*(row(n) for n in range(1, 6))))
        monkeypatch.setattr(recording, "CHUNK", 2)
        whole, calls = jobs.registering.register_signed, []

        def break_down(*args):
            calls.append(1)
            return whole(*args) if len(calls) < 3 else 1 / 0

        monkeypatch.setattr(jobs.registering, "register_signed", break_down)
        jobs.order_import(batch.pk, people["verifikator"])
        jobs.process_import(batch.pk)
        batch.refresh_from_db()
        assert len(calls) == 3 and not Agreement.objects.exists() and not Partner.objects.exists()
        assert batch.state == BatchState.CHECKED and "gangguan sistem" in batch.error

    def test_a_job_that_runs_twice_imports_once_and_a_file_that_kills_workers_is_given_up(
        self, bring_in, check
    ):
        batch = bring_in(xlsx(row(1)))
        jobs.process_import(batch.pk)
        assert Agreement.objects.count() == 1
        deadly = check(xlsx(row(2)))
        ImportBatch.objects.filter(pk=deadly.pk).update(
            state=BatchState.CHECKING, attempts=jobs.MOST_ATTEMPTS
        )
        jobs.process_import(deadly.pk)
        deadly.refresh_from_db()
        assert deadly.state == BatchState.REFUSED and "gangguan" in deadly.error

    def test_what_no_worker_took_is_handed_over_again(self, check, monkeypatch):
        sent = []
        batch = check(xlsx(row(1)))
        ImportBatch.objects.filter(pk=batch.pk).update(
            state=BatchState.CHECKING, ordered_at=timezone.now() - 2 * jobs.PATIENCE
        )
        monkeypatch.setattr(jobs, "queue_import", lambda key: sent.append(key) or True)
        jobs.sweep_imports()
        jobs.sweep_imports()
        assert sent == [batch.pk]


@pytest.mark.django_db
class TestTheUndo:
    def take_back(self, client, batch, reason="Berkas keliru."):
        client.post(reverse("impor-batal", args=[batch.pk]), {"alasan": reason})
        jobs.process_import(batch.pk)
        batch.refresh_from_db()

    def test_everything_goes_with_the_partners_nobody_else_uses(self, bring_in, client, people):
        old = bring_in(xlsx(row(1)))
        batch = bring_in(xlsx(row(2), row(3), row(4, Mitra="PT Contoh Arsip 1")))
        shared = Partner.objects.get(name="PT Contoh Arsip 2")
        bring_in(xlsx(row(5, Mitra=shared.name)))
        self.take_back(client, batch)
        assert (batch.state, batch.undone_by, batch.reason) == (
            BatchState.UNDONE,
            people["verifikator"],
            "Berkas keliru.",
        )
        assert Agreement.objects.visible_to(people["sekda"]).count() == 2
        assert set(Partner.objects.values_list("name", flat=True)) == {
            "PT Contoh Arsip 1",
            "PT Contoh Arsip 2",
        }
        for case in batch.agreements.all():
            assert (
                chain_is_intact(case)
                and case.events.count() == 2
                and case.expires_on is None
                and not case.evidence.filter(void=False)
            )
        assert old.agreements.get().origin == Origin.LEGACY
        assert counts(bring_in(xlsx(row(3), row(4, Mitra="PT Contoh Arsip 1")))) == (
            2,
            0,
            0,
        )  # it may come in anew

    def test_it_is_refused_by_name_once_something_was_built_on_it(self, bring_in, client, people):
        batch = bring_in(xlsx(row(1), row(2), row(3)))
        first, second, _ = batch.agreements.order_by("pk")
        Comment.objects.create(agreement=first, text="Sudah dipakai.", by=people["staf"])
        done = {
            "duty_code": "ksdpk-semester",
            "period": "2026-07-01",
            "done_on": "2026-12-01",
            "by": people["staf"],
        }
        Fulfilment.objects.create(agreement=second, **done)
        self.take_back(client, batch)
        assert (
            batch.state == BatchState.IMPORTED
            and Agreement.objects.filter(origin=Origin.LEGACY).count() == 3
        )
        assert (
            f"{first.title}: tanggapan." in batch.error
            and f"{second.title}: kewajiban yang dipenuhi." in batch.error
        )
        assert batch.error in client.get(
            reverse("impor-rinci", args=[batch.pk])
        ).content.decode().replace("&#x27;", "'")

    def test_it_needs_a_reason(self, bring_in, client):
        batch = bring_in(xlsx(row(1)))
        assert (
            client.post(reverse("impor-batal", args=[batch.pk]), {"alasan": " "}).status_code == 422
        )


def cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


def ole(*streams: str) -> bytes:
    return (
        workbook_guard.OLE
        + b"\0" * 500
        + b"".join(name.encode("utf-16-le") for name in streams)
        + b"\0" * 500
    )


def lying(content: bytes) -> bytes:
    """A package whose sheet says it is small and unpacks to much."""
    bomb = with_part(
        content, "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 5_000_000 + b"</worksheet>"
    )
    return bomb.replace(struct.pack("<I", 5_000_023), struct.pack("<I", 100))


def entities(content: bytes) -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    return with_part(
        content,
        "xl/sharedStrings.xml",
        f"<?xml version='1.0'?><!DOCTYPE sst [{laughs}]><sst><si><t>&l9;</t></si></sst>",
    )


def in_utf16(content: bytes) -> bytes:
    text = "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE sst [<!ENTITY a 'b'>]><sst/>"
    return with_part(content, "xl/sharedStrings.xml", text.encode("utf-16"))


def zeros(content: bytes) -> bytes:
    """A bomb of a few kilobytes: half a gigabyte of nothing."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            target.writestr(info.filename, source.read(info.filename))
        with target.open("xl/media/image1.png", "w") as part:
            for _ in range(25):
                part.write(b"\0" * 1_000_000)
    return result.getvalue()


def after_the_rows(content: bytes, more: str, inside: str = "") -> bytes:
    return with_part(
        content,
        "xl/worksheets/sheet1.xml",
        sheet_of(content).replace("</sheetData>", f"{inside}</sheetData>{more}"),
    )


def merged(quote: str) -> str:
    return f"<mergeCells><mergeCell ref={quote}A1:XFD1048576{quote}/></mergeCells>"


MACRO_TYPE = b"<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>"
ENDLESS = "<row r='9'>" + "<c r='A9'/>" * 900_000 + "</row>"


def hide_it(book, page) -> None:
    book.create_sheet("Depan")
    page.sheet_state = "hidden"


GOOD = xlsx(row(1))
HOSTILE = {
    "old xls": (ole("Workbook"), "Excel lama"),
    "password": (ole("EncryptionInfo", "EncryptedPackage"), "kata sandi"),
    "a PDF": (b"%PDF-1.7", "bukan XLSX"),
    "a DOCX": (
        with_part(with_part(GOOD, "word/document.xml", b"<a/>"), "xl/workbook.xml", b""),
        "",
    ),
    "cut short": (cut_short(GOOD), "rusak"),
    "macros": (with_part(GOOD, "xl/vbaProject.bin", b"\0"), "makro"),
    "a macro type": (
        with_part(GOOD, "[Content_Types].xml", MACRO_TYPE),
        "makro",
    ),
    "a zip bomb": (zeros(GOOD), "terlalu besar"),
    "a lying zip": (lying(GOOD), "rusak"),
    "an XML bomb": (entities(GOOD), "deklarasi"),
    "a hidden declaration": (in_utf16(GOOD), "deklarasi"),
    "an endless row": (after_the_rows(GOOD, "", ENDLESS), "terlalu panjang"),
    "everything merged": (after_the_rows(GOOD, merged('"')), "digabung"),
    "merged in disguise": (after_the_rows(GOOD, merged("'")), "digabung"),
    "an empty sheet": (xlsx(headings=[None]), "tidak memuat data"),
    "headings only": (xlsx(), "tidak memuat baris data"),
    "no headings": (xlsx([1, 2], headings=["a", "b"]), "tidak ditemukan"),
    "hidden only": (
        xlsx(row(1), change=hide_it),
        "tersembunyi",
    ),
}


class TestHostileFiles:
    @pytest.mark.parametrize("content, word", HOSTILE.values(), ids=HOSTILE)
    def test_it_is_refused_with_the_reason(self, content, word):
        with pytest.raises(UnreadableRegister) as refusal:
            sheets.read_registers(content)
        assert word in str(refusal.value)

    def test_a_million_blank_rows_cost_nothing(self):
        blank = "".join(
            f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="0"/></row>'
            for n in range(50, 200_000)
        )
        tail = '<row r="1048576"><c r="A1048576"/></row>'
        content = after_the_rows(GOOD, "", blank + tail)
        (sheet,) = sheets.read_registers(content).sheets
        assert (len(sheet.rows), sheet.last) == (1, 2)

    def test_more_rows_than_a_file_may_have_are_refused(self, monkeypatch):
        monkeypatch.setattr(sheets, "MOST_ROWS", 2)
        with pytest.raises(UnreadableRegister, match="Lebih dari 2 baris"):
            sheets.read_registers(xlsx(row(1), row(2), row(3)))

    def test_merged_cells_say_in_each_row_what_they_say(self):
        def merge(book, page):
            page.merge_cells("D2:D4")
            page.merge_cells("A5:I5")

        lines = [
            row(1, Mitra="PT Contoh Satu"),
            row(2, Mitra=None),
            row(3, Mitra=None),
            ["B. LUAR NEGERI", *[None] * 8],
            row(4),
        ]
        read = sheets.read_registers(xlsx(*lines, change=merge))
        assert [one.values["mitra"] for one in read.rows] == ["PT Contoh Satu"] * 3 + [
            "PT Contoh Arsip 4"
        ]
        assert [one.number for one in read.rows] == [2, 3, 4, 6]

    def test_hidden_sheets_are_not_read_and_said_so(self):
        def hide(book, page):
            other = book.create_sheet("Rahasia")
            other.append(HEADINGS)
            other.append(row(2))
            other.sheet_state = "veryHidden"

        read = sheets.read_registers(xlsx(row(1), change=hide))
        assert [sheet.title for sheet in read.sheets] == ["Register"]
        assert [(sheet.title, sheet.why, sheet.rows) for sheet in read.unread] == [
            ("Rahasia", "lembar tersembunyi", 2)
        ]

    def test_both_calendars_of_excel_give_the_same_day(self):
        def mac(book, page):
            book.epoch = CALENDAR_MAC_1904

        for change in (None, mac):
            (one,) = sheets.read_registers(xlsx(row(1), change=change)).rows
            assert cells.day_of_cell(one.values["tanda_tangan"], EPOCH) == date(2021, 3, 1)


@pytest.mark.django_db
class TestWhatNeverRuns:
    FORMULAS = (
        '=HYPERLINK("http://contoh.invalid","x")',
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
    )

    def test_text_like_a_formula_stays_text_in_the_register_and_in_the_returned_file(
        self, bring_in
    ):
        def as_text(book, page):
            for place, text in enumerate(self.FORMULAS, 2):
                page.cell(place, 2).value = text
                page.cell(place, 2).data_type = "s"

        lines = [row(n) for n in range(1, 6)] + [row(9, Tgl_TTD="?")]
        batch = bring_in(xlsx(*lines, change=as_text))
        assert set(Agreement.objects.values_list("title", flat=True)) == {
            " ".join(text.split()) for text in self.FORMULAS
        }
        page = opened(store.read_stored(batch.noted_sha256))
        for place, text in enumerate(self.FORMULAS, 2):
            assert (
                page.cell(place, 2).data_type == "s"
                and page.cell(place, 2).value == text
                and page.cell(place, 2).quotePrefix
            )

    def test_formulas_count_by_their_last_value_and_links_and_names_go(self, check):
        def spice(book, page):
            page["A2"] = "=1+1"
            page["C3"].hyperlink = "http://contoh.invalid/"

        content = xlsx(row(1, Tgl_TTD="?"), row(2), change=spice)
        content = with_part(content, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
        noted = store.read_stored(check(content).noted_sha256)
        with zipfile.ZipFile(io.BytesIO(noted)) as package:
            assert not [
                name
                for name in package.namelist()
                if "external" in name.lower() or name.endswith(".bin")
            ]
            written = package.read("xl/worksheets/sheet1.xml")
        assert b"<f" not in written and b"hyperlink" not in written

    def test_very_long_cells_are_told_and_kept_short_in_their_notes(self, check):
        batch = check(xlsx(row(1, Judul_Kerja_Sama="Judul " * 5_000, Mitra="M" * 30_000)))
        assert counts(batch) == (0, 0, 1)
        assert "paling banyak 250" in notes_of(batch)["B2"] and all(
            len(text) < 300 for text in notes_of(batch).values()
        )


@pytest.mark.django_db
class TestThePages:
    def test_a_file_that_is_too_large_is_refused_before_it_is_read(
        self, client, settings, monkeypatch
    ):
        settings.UPLOAD_LIMIT_MB = 1
        upload = SimpleUploadedFile("besar.xlsx", b"PK\x03\x04" + b"\0" * (1024 * 1024 + 1))
        monkeypatch.setattr(jobs, "receive_register", lambda *_: pytest.fail("read"))
        answer = client.post(reverse("impor"), {"upload": upload})
        assert answer.status_code == 422 and "melebihi 1 MB" in answer.content.decode()

    def test_from_the_upload_to_the_import_and_the_log(self, client, people):
        answer = client.post(
            reverse("impor"),
            {"upload": SimpleUploadedFile("register 2021.xlsx", xlsx(row(1), row(2, Tgl_TTD="?")))},
        )
        batch = ImportBatch.objects.get()
        assert answer.url == reverse("impor-rinci", args=[batch.pk])
        waiting = client.get(answer.url).content.decode()
        assert 'hx-trigger="every 2s"' in waiting and "Menunggu giliran" in waiting
        jobs.process_import(batch.pk)
        moved = client.get(answer.url, headers={"HX-Request": "true"}).content.decode()
        assert "Selesai." in moved and "Muat ulang" not in moved and "every 2s" not in moved
        page = client.get(answer.url).content.decode()
        assert (
            "Impor 1 baris baru" in page
            and "1 baris dilewati" in page
            and "Tanggal tidak terbaca" in page
        )
        noted = client.get(reverse("impor-berkas", args=[batch.pk, "catatan"]))
        assert noted["Content-Disposition"] == 'attachment; filename="register 2021-catatan.xlsx"'
        client.post(reverse("impor-jalankan", args=[batch.pk]))
        jobs.process_import(batch.pk)
        assert "Batalkan 1 kerja sama" in client.get(answer.url).content.decode()
        log = client.get(reverse("impor")).content.decode()
        assert "register 2021.xlsx" in log and batch.sha256[:12] in log and "Selesai diimpor" in log

    def test_a_refused_file_says_why(self, client, check):
        batch = check(b"%PDF-1.7")
        page = client.get(reverse("impor-rinci", args=[batch.pk])).content.decode()
        assert (
            batch.state == BatchState.REFUSED
            and "bukan XLSX" in page
            and "Unggah berkas lain" in page
        )

    def test_the_template_is_accepted_when_it_is_filled_in(self, check, people):
        book = load_workbook(io.BytesIO(template.build_template()))
        page = book["Register"]
        assert (
            page.data_validations.dataValidation
            and "Pilihan" in book.sheetnames
            and "Petunjuk" in book.sheetnames
        )
        heads = {cell.value.strip(" *"): cell.column for cell in page[1]}
        assert set(heads) == {column.heading for column in columns.COLUMNS}
        for heading, value in {
            "Jenis Kerja Sama": "KSDPK",
            "Bentuk Naskah": "Perjanjian Kerja Sama",
            "Judul Kerja Sama": "Contoh dari templat",
            "OPD Pemrakarsa": OPD,
            "Mitra": "PT Contoh Templat",
            "Jenis Mitra": "Badan usaha swasta berbadan hukum",
            "Tanggal Penandatanganan": date(2022, 1, 5),
            "Masa Berlaku": "2 tahun",
            "Urusan": "Kearsipan; Komunikasi dan informatika",
            "Nilai (Rp)": 1_500_000,
        }.items():
            page.cell(2, heads[heading]).value = value
        batch = check(saved(book))
        assert counts(batch) == (1, 0, 0), batch.found["errors"]
