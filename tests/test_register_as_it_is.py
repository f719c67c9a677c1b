"""Registers as offices keep them: several sheets, other words, group headings, sums, missing facts;
nothing lost, nothing guessed.
"""

import csv
import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from agreements.documents import store
from agreements.importing import columns, jobs, sheets
from agreements.models import (
    Agreement,
    BatchState,
    ColumnMapping,
    ImportBatch,
    ImportRow,
    RowStanding,
)
from partners.models import Partner

from .registers import HEADINGS, OPD, row, saved, xlsx

PRIVATE = "Badan usaha swasta berbadan hukum"


def table(*rows: list, **more: list) -> bytes:
    """A workbook of sheets, each of rows; the first is called Register."""
    book = Workbook()
    for number, (title, lines) in enumerate({"Register": rows, **more}.items()):
        page = book.active if not number else book.create_sheet()
        page.title = title
        for line in lines:
            page.append(line)
    return saved(book)


def delimited(*rows: list, separator: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def ods(*rows: list) -> bytes:
    """A spreadsheet in the OpenDocument format with these texts and numbers."""

    def cell(value) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, date):
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
            )
        if isinstance(value, int):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return (
            "<table:table-cell"
            f' office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        )

    lines = "".join(
        f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in rows
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    blank = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="1024"/></table:table-row>'
    )
    body = (
        "<office:body><office:spreadsheet><table:table"
        f' table:name="Data">{lines}{blank}</table:table></office:spreadsheet></office:body>'
    )
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml", f"<office:document-content {names}>{body}</office:document-content>"
        )
    return result.getvalue()


def as_text(line: list) -> list:
    return [f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in line]


@pytest.fixture
def client(people, signed_in):
    return signed_in(people["verifikator"])


@pytest.fixture
def check(people):
    def run(content: bytes, name: str = "register.xlsx") -> ImportBatch:
        batch = jobs.receive_register(content, name, people["verifikator"])
        return again(batch)

    return run


def again(batch) -> ImportBatch:
    jobs.process_import(batch.pk)
    batch.refresh_from_db()
    return batch


@pytest.fixture
def agree(people):
    """Answer each question as proposed, and some otherwise."""

    def answer(batch, **other) -> ImportBatch:
        found: dict[str, dict] = {}
        for question in batch.found["questions"]:
            said = other.get(question["kind"], question["proposal"])
            if said:
                found.setdefault(question["kind"], {})[question["key"]] = said
        jobs.order_check(batch.pk, people["verifikator"], found)
        return again(batch)

    return answer


@pytest.fixture
def bring_in(people):
    def run(batch) -> ImportBatch:
        jobs.order_import(batch.pk, people["kabag"])
        return again(batch)

    return run


def counts(batch) -> tuple[int, int, int]:
    return batch.new, batch.duplicates, batch.errors


def asked(batch) -> dict[str, dict]:
    return {question["kind"]: question for question in batch.found["questions"]}


def parties_of_newest() -> list[str]:
    """The names of the parties in their order; ours bears none."""
    return [party.name for party in Agreement.objects.latest("pk").parties.all()]


class TestSheets:
    def test_a_sheet_for_each_year_is_read_whole(self):
        years = {str(year): [HEADINGS, row(year), row(year + 100)] for year in (2021, 2022)}
        read = sheets.read_registers(table(HEADINGS, row(1), **years))
        assert [(sheet.title, len(sheet.rows)) for sheet in read.sheets] == [
            ("Register", 1),
            ("2021", 2),
            ("2022", 2),
        ]

    def test_each_sheet_has_its_own_columns(self):
        other = [
            ["Tentang", "Mitra", "OPD", "Bentuk", "Tgl TTD", "Jangka Waktu"],
            ["Arsip", "PT A", OPD, "PKS", "1 Maret 2021", "3 tahun"],
        ]
        read = sheets.read_registers(table(HEADINGS, row(1), Lain=other))
        assert [one.values["judul"] for one in read.rows] == [
            "Pengelolaan arsip digital tahap 1",
            "Arsip",
        ]

    def test_what_is_not_read_is_named_with_its_rows_and_why(self):
        notes = [["Petugas", "Telepon", "Alamat"], ["Budi", "0541", "Tenggarong"]]
        read = sheets.read_registers(table(HEADINGS, row(1), Kontak=notes, Kosong=[]))
        assert {(sheet.title, sheet.rows) for sheet in read.unread} == {
            ("Kontak", 2),
            ("Kosong", 0),
        }
        assert all(sheet.why for sheet in read.unread)

    def test_all_sheets_together_may_not_be_too_long(self, monkeypatch):
        monkeypatch.setattr(sheets, "MOST_ROWS", 2)
        with pytest.raises(sheets.UnreadableRegister, match="Lebih dari 2 baris"):
            sheets.read_registers(table(HEADINGS, row(1), row(2), Lain=[HEADINGS, row(3)]))


class TestFormats:
    @pytest.mark.parametrize("separator", [";", ",", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_text_with_separators_is_read_by_what_it_holds(self, separator, encoding):
        lines = [
            HEADINGS,
            as_text(row(1, Judul_Kerja_Sama="Café, “arsip”; dan pustaka")),
            as_text(row(2)),
        ]
        read = sheets.read_registers(delimited(*lines, separator=separator, encoding=encoding))
        assert [one.values["judul"] for one in read.rows][
            0
        ] == "Café, “arsip”; dan pustaka" and len(read.rows) == 2

    def test_the_line_that_excel_writes_about_the_separator_is_no_data(self):
        content = b"sep=;\r\n" + delimited(HEADINGS, as_text(row(1)))
        assert len(sheets.read_registers(content).rows) == 1

    def test_a_sheet_of_libreoffice_is_read_without_its_million_blank_rows(self):
        read = sheets.read_registers(ods(HEADINGS, row(1), row(2)))
        assert [one.values["tanda_tangan"].date() for one in read.rows] == [date(2021, 3, 1)] * 2

    def test_a_declaration_in_a_sheet_of_libreoffice_is_refused(self):
        content = ods(HEADINGS, row(1))
        evil = b"<!DOCTYPE x [<!ENTITY a 'b'>]>"
        result = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
            for info in source.infolist():
                part = source.read(info.filename)
                target.writestr(
                    info.filename, evil + part if info.filename == "content.xml" else part
                )
        with pytest.raises(sheets.UnreadableRegister, match="deklarasi"):
            sheets.read_registers(result.getvalue())

    @pytest.mark.django_db
    def test_a_text_file_comes_back_as_a_workbook_with_notes(self, check):
        batch = check(
            delimited(HEADINGS, as_text(row(1, OPD_Pemrakarsa="Dinas Entah"))), "register.csv"
        )
        page = load_workbook(io.BytesIO(store.read_stored(batch.noted_sha256)))["CSV"]
        assert (
            "tidak tercatat" in page["F2"].comment.text
            and page["B2"].value == "Pengelolaan arsip digital tahap 1"
        )


class TestRowsThatAreNoData:
    LINES = [
        [
            "No",
            "Jenis Kerja Sama",
            "Bentuk Naskah",
            "Tentang",
            "OPD",
            "Mitra",
            "Tgl TTD",
            "Jangka Waktu",
        ],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        ["A", "KERJA SAMA DENGAN PIHAK KETIGA", *[None] * 6],
        [None, "TAHUN 2021", *[None] * 6],
        [1, None, "PKS", "Layanan A", OPD, "PT Contoh A", "1 Maret 2021", "5 tahun"],
        [None, "JUMLAH", None, 1, *[None] * 4],
        ["B", "SINERGI", *[None] * 6],
        [
            1,
            None,
            "Nota Kesepakatan",
            "Layanan B",
            OPD,
            "Kejaksaan Negeri Contoh",
            "2 Maret 2021",
            "2 tahun",
        ],
        [None, "Catatan: data per 31 Desember 2021", *[None] * 6],
        [*[None] * 5, "Tenggarong, 3 Januari 2022", None, None],
        [*[None] * 5, "Kepala Bagian Kerja Sama", None, None],
        [*[None] * 5, "Drs. H. Contoh, M.Si.", None, None],
    ]

    def test_they_are_left_out_each_with_what_it_is(self):
        read = sheets.read_registers(
            table(*self.LINES),
            groups={
                "jalur": lambda text: "x" if "PIHAK KETIGA" in text or text == "SINERGI" else ""
            },
        )
        (sheet,) = read.sheets
        assert [one.number for one in sheet.rows] == [5, 8]
        kinds = [str(one.kind) for one in sheet.left_out]
        assert (
            kinds
            == [
                "nomor kolom",
                "judul kelompok",
                "judul kelompok",
                "jumlah",
                "judul kelompok",
                "catatan",
            ]
            + ["tanda tangan"] * 3
        )

    @pytest.mark.django_db
    def test_a_group_heading_says_the_kind_of_the_rows_below_it(self, check, agree):
        batch = agree(check(table(*self.LINES)))
        shown = [entry.shown["family"] for entry in batch.rows.all()]
        assert (
            shown == ["ksdpk", "sinergi"]
            and batch.errors == 0
            and batch.found["left_out_rows"] == 9
        )


@pytest.mark.django_db
class TestColumnsByHand:
    LINES = [
        ["No.", "Rekan", "Apa", "Dasar Hukum RS", "Tanggal Mulai", "Tanggal Selesai"],
        ["1", "PT Contoh Satu", "Layanan rujukan", "1/2022", "3 Januari 2022", "31 Desember 2030"],
        ["2", "PT Contoh Dua", "Layanan limbah", "2/2022", "3 Januari 2022", "31 Desember 2030"],
    ]
    SAID = {
        "k1": "mitra",
        "k2": "judul",
        "k3": "nomor",
        "k4": "mulai",
        "k5": "berakhir",
        "c_bentuk": "Perjanjian Kerja Sama",
        "c_opd": OPD,
    }

    def test_unknown_headings_are_asked_with_their_first_values_and_no_file_is_refused(
        self, check, client
    ):
        batch = check(table(*self.LINES))
        assert batch.state == BatchState.MATCHING
        page = client.get(reverse("impor-kolom", args=[batch.pk, 1])).content.decode()
        assert (
            "Rekan" in page
            and "Layanan rujukan" in page
            and '<option value="mulai" selected>' in page
        )

    def test_what_was_said_is_remembered_for_the_next_file_of_that_shape(
        self, check, client, agree, bring_in
    ):
        batch = check(table(*self.LINES))
        assert client.post(reverse("impor-kolom", args=[batch.pk, 1]), self.SAID).status_code == 302
        batch = bring_in(agree(again(batch)))
        assert (
            Agreement.objects.count() == 2
            and not Agreement.objects.filter(signing_day_known=True).exists()
        )
        assert ColumnMapping.objects.count() == 1
        next_one = check(
            table(
                self.LINES[0],
                [
                    "1",
                    "PT Contoh Satu",
                    "Layanan lain",
                    "9/2023",
                    "2 Januari 2023",
                    "31 Desember 2030",
                ],
            )
        )
        assert next_one.state == BatchState.CHECKED and counts(next_one) == (1, 0, 0)

    def test_what_is_lacking_is_said_and_nothing_chosen_is_lost(self, check, client):
        batch = check(table(*self.LINES))
        answer = client.post(
            reverse("impor-kolom", args=[batch.pk, 1]), {**self.SAID, "c_opd": "", "k3": "mitra"}
        )
        page = answer.content.decode()
        assert answer.status_code == 422 and "Satu arti hanya untuk satu kolom" in page
        answer = client.post(reverse("impor-kolom", args=[batch.pk, 1]), {**self.SAID, "c_opd": ""})
        assert answer.status_code == 422 and "OPD Pemrakarsa" in answer.content.decode()

    def test_a_file_without_headings_is_matched_by_its_columns(self, check, client, agree):
        lines = [
            [f"PT Contoh {n}", f"Layanan {n}", "PKS", OPD, "3 Januari 2022", "5 tahun"]
            for n in range(1, 4)
        ]
        batch = check(table(["a", "b", "c", "d", "e", "f"], *lines))
        page = reverse("impor-kolom", args=[batch.pk, 1]) + "?baris=2&susunan=0"
        assert "Kolom 1" in client.get(page).content.decode()
        said = {
            "k0": "mitra",
            "k1": "judul",
            "k2": "bentuk",
            "k3": "opd",
            "k4": "tanda_tangan",
            "k5": "masa",
        }
        client.post(page, said)
        assert counts(agree(again(batch))) == (3, 0, 0)

    def test_a_sheet_that_is_no_register_may_be_passed_over(self, check, client):
        batch = check(
            table(HEADINGS, row(1), Lain=[["Judul", "Mitra", "Bentuk"], ["A", "PT B", "PKS"]])
        )
        assert batch.state == BatchState.MATCHING
        client.post(reverse("impor-lewati", args=[batch.pk, 2]))
        assert (
            counts(again(batch)) == (1, 0, 0)
            and ["Lain", "dilewati menurut pilihan Anda", 2, True] in batch.found["unread"]
        )

    def test_a_heading_that_only_resembles_a_known_one_is_asked(self):
        header = columns.find_header(
            [["Judul Kerja Samaa", "Mitra", "OPD", "Bentuk", "Tgl TTD", "Jangka Waktu"]]
        )
        assert header.likely == ("judul",)

    def test_pihak_one_and_pihak_two_are_never_taken_for_each_other(self):
        header = columns.find_header(
            [
                [
                    "Bentuk Naskah",
                    "Tentang",
                    "Pihak I",
                    "Pihak II",
                    "OPD",
                    "Nomor Pihak I",
                    "Nomor Pihak II",
                ]
            ]
        )
        assert header.places["pihak_1"] == 2 and header.places["mitra"] == 3
        assert header.places["nomor"] == 5 and header.places["nomor_mitra"] == 6


@pytest.mark.django_db
class TestParties:
    HEAD = [
        "Bentuk Naskah",
        "Tentang",
        "Pihak I",
        "Pihak II",
        "OPD",
        "Nomor Pihak I",
        "Nomor Pihak II",
        "Tgl TTD",
        "Jangka Waktu",
    ]
    US = "Pemerintah Kabupaten Kutai Kartanegara"

    def line(self, first, second):
        return ["PKS", "Layanan", first, second, OPD, "1/A", "2/B", "1 Maret 2021", "5 tahun"]

    @pytest.mark.parametrize(
        "ours", [US, "Pemkab Kukar", "PEMKAB. KUTAI KARTANEGARA", "Bupati Kutai Kartanegara", OPD]
    )
    def test_whichever_of_two_is_not_us_is_the_mitra(self, check, ours):
        batch = check(
            table(self.HEAD, self.line(ours, "PT Contoh Mitra"), self.line("PT Contoh Lain", ours))
        )
        shown = [(one.shown["partner"], one.shown["number"]) for one in batch.rows.all()]
        assert shown == [("PT Contoh Mitra", "1/A"), ("PT Contoh Lain", "2/B")]

    def test_our_own_region_is_never_recorded_as_mitra(self, check):
        batch = check(xlsx(row(1, Mitra=self.US), row(2)))
        assert (
            counts(batch) == (1, 0, 1)
            and "pemerintah daerah ini sendiri" in batch.found["errors"][0][2]
        )

    def test_several_partners_in_one_cell_are_asked_and_none_is_lost(self, check, agree, bring_in):
        batch = check(
            xlsx(
                row(1, Mitra="PT Contoh Satu; PT Contoh Dua"),
                row(2, Mitra="1. PT Contoh Tiga\n2. PT Contoh Empat"),
            )
        )
        assert counts(batch) == (0, 0, 2) and asked(batch)["pecah"]["rows"] == 2
        bring_in(agree(batch))
        parties = [
            [case.partner.name, *(one.partner.name for one in case.partner_parties[1:])]
            for case in Agreement.objects.order_by("pk")
        ]
        assert parties == [
            ["PT Contoh Satu", "PT Contoh Dua"],
            ["PT Contoh Tiga", "PT Contoh Empat"],
        ]

    def test_partners_that_are_known_and_written_apart_are_not_asked_about(
        self, check, agree, bring_in
    ):
        bring_in(agree(check(xlsx(row(1, Mitra="PT Contoh Satu"), row(2, Mitra="PT Contoh Dua")))))
        batch = check(xlsx(row(3, Mitra="PT Contoh Dua;\nPT Contoh Satu")))
        assert "pecah" not in asked(batch) and counts(batch) == (1, 0, 0)
        assert "PT Contoh Satu" in str(batch.rows.get().shown["further"])
        bring_in(agree(batch))
        assert parties_of_newest() == ["", "PT Contoh Dua", "PT Contoh Satu"]
        assert Partner.objects.count() == 2

    def test_each_partner_of_a_cell_has_the_number_that_stands_beside_it(
        self, check, agree, bring_in
    ):
        several = "1. PT Contoh Satu\n2. PT Contoh Dua"
        numbers = "1. A/01/2021\n2. B/02/2021"
        line = [*row(1, Mitra=several), numbers]
        bring_in(agree(check(xlsx(line, headings=[*HEADINGS, "Nomor Naskah Mitra"]))))
        case = Agreement.objects.latest("pk")
        assert case.evidence.get(requirement_code__startswith="ttd_").number == "A/01/2021"
        assert [party.number for party in case.partner_parties] == ["", "B/02/2021"]

    def test_a_cell_of_all_parties_keeps_their_order_and_our_place(self, check, agree, bring_in):
        line = row(1, Mitra=f"PT Contoh Satu; {self.US}; PT Contoh Dua")
        headings = ["Para Pihak" if name == "Mitra" else name for name in HEADINGS]
        bring_in(agree(check(xlsx(line, headings=headings))))
        assert parties_of_newest() == ["PT Contoh Satu", "", "PT Contoh Dua"]

    def test_one_name_with_and_in_it_is_one_partner(self, check):
        batch = check(
            xlsx(
                row(
                    1,
                    Mitra="Dinas Kependudukan dan Pencatatan Sipil Kota Samarinda",
                    Jenis_Mitra="Pemerintah daerah",
                )
            )
        )
        assert "pecah" not in asked(batch)

    def test_one_number_with_three_partners_is_one_naskah_when_somebody_says_so(
        self, check, agree, bring_in
    ):
        lines = [row(1, Mitra=f"PT Contoh Pihak {n}", Nomor="415.4/99/PKS/2021") for n in "abc"]
        batch = check(xlsx(*lines))
        assert asked(batch)["nomor"]["proposal"] == "satu" and batch.new == 0
        bring_in(agree(batch))
        case = Agreement.objects.get()
        assert [one.partner.name for one in case.partner_parties[1:]] == [
            "PT Contoh Pihak b",
            "PT Contoh Pihak c",
        ]
        assert batch.found is not None and Partner.objects.count() == 3

    def test_taken_back_the_further_partners_go_too(self, check, agree, bring_in, people):
        batch = bring_in(agree(check(xlsx(row(1, Mitra="PT Contoh Satu; PT Contoh Dua")))))
        jobs.order_undo(batch.pk, people["verifikator"], "Keliru.")
        assert again(batch).state == BatchState.UNDONE and not Partner.objects.exists()


@pytest.mark.django_db
class TestProposals:
    def bare(self, *names):
        return xlsx(
            *(row(number, Mitra=name, Jenis_Mitra="") for number, name in enumerate(names, 1))
        )

    def test_a_kind_that_follows_from_a_name_comes_in_only_when_confirmed(self, check, agree):
        batch = check(self.bare("PT Contoh Satu", "PT Contoh Dua", "Koperasi Contoh"))
        assert batch.new == 0 and all(question["ground"] for question in batch.found["questions"])
        assert agree(batch).new == 3

    def test_one_name_of_a_group_may_be_answered_apart(self, check, client):
        batch = check(self.bare("PT Contoh Satu", "PT Contoh Dua"))
        client.post(
            reverse("impor-periksa", args=[batch.pk]), {"jenis_0": "swasta", "jenis_0_1": "bumn"}
        )
        kinds = [one.shown["kind"] for one in again(batch).rows.all()]
        assert sorted(kinds) == ["BUMN", PRIVATE]

    @pytest.mark.parametrize(
        ("cells", "kind", "wrong", "right"),
        [
            ({"Tgl_TTD": "entah kapan"}, "hari", "kemarin dulu", "17 Agustus 2021"),
            ({"Masa_Berlaku": "kira-kira lama"}, "masa", "lama sekali", "5 tahun"),
        ],
    )
    def test_an_answer_that_cannot_be_read_is_told_at_its_field_and_kept(
        self, check, client, cells, kind, wrong, right
    ):
        batch = check(xlsx(row(1, **cells)))
        assert asked(batch)[kind]["each"]
        where, field = reverse("impor-periksa", args=[batch.pk]), f"{kind}_0_0"
        answer = client.post(where, {field: wrong})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "tidak terbaca. Tulis" in page and f'value="{wrong}"' in page
        client.post(where, {field: right})
        assert again(batch).new == 1

    def test_an_end_in_doubt_may_be_answered_as_none_at_all(self, check, client):
        batch = check(xlsx(row(1, Masa_Berlaku="1 Maret 2021 - 1 Maret 2091")))
        where = reverse("impor-periksa", args=[batch.pk])
        client.post(where, {"masa_0_0": "tanpa batas waktu"})
        assert again(batch).new == 1
        assert batch.rows.get().shown["ends"] == "tanpa batas waktu"

    def test_what_shows_nothing_stays_unknown_until_answered(self, check, agree):
        batch = check(self.bare("Contoh Entah Apa"))
        assert asked(batch)["jenis"]["proposal"] == "" and agree(batch).new == 0
        assert agree(batch, jenis="ormas").new == 1

    def test_a_form_that_a_family_does_not_have_is_asked(self, check, agree):
        batch = check(xlsx(row(1, Bentuk="Nota Kesepakatan")))
        assert (
            asked(batch)["bentuk"]["rows"] == 1
            and agree(batch, bentuk="kesepakatan_bersama").new == 1
        )

    def test_an_adendum_is_no_naskah_of_its_own(self, check, agree):
        batch = agree(check(xlsx(row(1, Bentuk="Adendum PKS"), row(2))))
        assert batch.new == 1 and batch.rows.filter(standing=RowStanding.SKIPPED).count() == 1


@pytest.mark.django_db
class TestFacts:
    def test_a_doubtful_optional_cell_keeps_no_row_out_and_its_words_stay(self, check, bring_in):
        headings = [*HEADINGS, "Urusan"]
        batch = bring_in(check(xlsx([*row(1), "Urusan yang tidak ada"], headings=headings)))
        assert (
            "Urusan yang tidak ada" in Agreement.objects.get().record_note
            and batch.found["emptied"]
        )

    def test_what_was_emptied_and_what_was_read_with_a_remark_are_told_apart(self, check, client):
        headings = [*HEADINGS, "Urusan", "Nilai"]
        emptied, noted = [*row(1), "Urusan yang tidak ada", ""], [*row(2), "", "USD 50.000"]
        batch = check(xlsx(emptied, noted, [*row(3), "", ""], headings=headings))
        assert (batch.found["emptied_rows"], batch.found["noted_rows"]) == (1, 1)
        page = " ".join(
            client.get(reverse("impor-rinci", args=[batch.pk])).content.decode().split()
        )
        assert "1 baris masuk dengan sel yang tidak dapat dibaca dikosongkan" in page
        assert "1 baris masuk dengan isi yang dibaca dan perlu Anda ketahui" in page

    def test_a_sum_in_euro_is_kept_as_a_sum_and_as_it_is_written(self, check, bring_in):
        bring_in(check(xlsx([*row(1), "EUR 10.000"], headings=[*HEADINGS, "Nilai"])))
        case = Agreement.objects.get()
        assert (case.mata_uang, case.nilai_valuta, case.nilai) == ("EUR", 10_000, None)
        assert case.worth.in_figures == "EUR 10.000,00"
        assert case.nilai_tertulis == "EUR 10.000"

    def test_sixty_without_a_unit_is_proposed_as_months(self, check, agree, bring_in):
        batch = check(xlsx(row(1, Masa_Berlaku=60)))
        assert asked(batch)["satuan"]["proposal"] == "bulan" and batch.new == 0
        bring_in(agree(batch))
        assert Agreement.objects.get().expires_on == date(2026, 2, 28)

    def test_sixty_years_are_asked_about_with_the_day_they_give(
        self, check, agree, client, bring_in
    ):
        batch = agree(check(xlsx(row(1, Masa_Berlaku=60))), satuan="tahun")
        question = asked(batch)["masa"]
        assert batch.new == 0 and "28 Februari 2081" in question["ground"]
        assert (
            "28 Februari 2081"
            in client.get(reverse("impor-rinci", args=[batch.pk])).content.decode()
        )
        bring_in(agree(batch, masa="terbaca"))
        assert Agreement.objects.get().expires_on == date(2081, 2, 28)

    def test_too_long_a_term_may_be_answered_with_the_right_one(self, check, people, bring_in):
        batch = check(xlsx(row(1, Masa_Berlaku="50 tahun")))
        name, *_ = asked(batch)["masa"]["each"][0]
        jobs.order_check(batch.pk, people["verifikator"], {"masa": {f"={name}": "5 tahun"}})
        bring_in(again(batch))
        assert Agreement.objects.get().expires_on == date(2026, 2, 28)

    @pytest.mark.parametrize("ends", [date(2081, 12, 31), "31/12/2081"])
    def test_an_end_too_far_away_is_asked_about_in_its_own_column_too(self, check, ends):
        batch = check(xlsx([*row(1, Masa_Berlaku=None), ends], headings=[*HEADINGS, "Berakhir"]))
        assert batch.new == 0 and "31 Desember 2081" in asked(batch)["masa"]["ground"]

    def test_thirty_years_are_taken_without_a_question(self, check):
        assert check(xlsx(row(1, Masa_Berlaku="30 tahun"))).new == 1

    def test_an_end_that_contradicts_the_term_is_asked_about_with_both_days(
        self, check, agree, bring_in
    ):
        line = [*row(1, Masa_Berlaku="5 tahun"), date(2030, 12, 31)]
        batch = check(xlsx(line, headings=[*HEADINGS, "Berakhir"]))
        ground = asked(batch)["masa"]["ground"]
        assert batch.new == 0 and "28 Februari 2026" in ground and "31 Desember 2030" in ground
        bring_in(agree(batch))
        assert Agreement.objects.get().expires_on == date(2030, 12, 31)

    def test_every_ground_of_a_group_is_shown_and_each_beside_its_name(self, check):
        lines = [
            row(1, Mitra="PT Satu, CV Dua", Jenis_Mitra=""),
            row(2, Mitra="PT Tiga, CV Empat", Jenis_Mitra=""),
        ]
        question = asked(check(xlsx(*lines)))["pecah"]
        assert (
            question["rows"] == 2
            and "PT Satu" in question["ground"]
            and "PT Tiga" in question["ground"]
        )
        told = {name: ground for name, _, ground in question["each"]}
        assert "PT Tiga" in told["PT Tiga, CV Empat"] and "PT Satu" not in told["PT Tiga, CV Empat"]

    @pytest.mark.parametrize("said", ["Selamanya", "Tidak terbatas", "tanpa batas waktu"])
    def test_a_term_without_end_is_a_fact(self, check, bring_in, said):
        bring_in(check(xlsx(row(1, Masa_Berlaku=said))))
        case = Agreement.objects.get()
        assert case.runs_on and case.expires_on is None and case.ends_when == ""

    def test_a_term_until_an_event_keeps_the_event(self, check, bring_in):
        bring_in(check(xlsx(row(1, Masa_Berlaku="Sampai sertifikat pelatihan terbit"))))
        assert "sertifikat pelatihan terbit" in Agreement.objects.get().ends_when

    def test_an_empty_end_is_asked_once_for_all_rows(self, check, agree):
        batch = check(xlsx(row(1, Masa_Berlaku=None), row(2, Masa_Berlaku="-")))
        assert asked(batch)["akhir"]["rows"] == 2 and agree(batch).new == 2

    def test_only_years_are_asked_once_and_marked(self, check, agree, bring_in):
        head = ["Bentuk", "Tentang", "Mitra", "Jenis Mitra", "OPD", "Mulai", "Berakhir"]
        batch = check(table(head, ["PKS", "Layanan", "PT Contoh", PRIVATE, OPD, 2015, "2030"]))
        assert asked(batch)["tahun"]["rows"] == 1
        bring_in(agree(batch))
        case = Agreement.objects.get()
        assert (case.effective_on, case.expires_on) == (
            date(2015, 1, 1),
            date(2030, 12, 31),
        ) and not case.signing_day_known

    def test_a_day_under_the_wrong_name_of_its_weekday_is_asked_and_proposed_as_it_stands(
        self, check, agree, bring_in
    ):
        batch = check(xlsx(row(1, Tgl_TTD="Senin, 12 Januari 2021")))
        assert (
            batch.new == 0
            and "adalah hari Selasa, bukan Senin" in asked(batch)["terduga"]["ground"]
        )
        bring_in(agree(batch))
        case = Agreement.objects.get()
        assert case.effective_on == date(2021, 1, 12) and case.signing_day_known

    def test_a_number_that_excel_made_a_day_is_asked(self, check, agree):
        batch = check(xlsx(row(1, Nomor=date(2021, 5, 1)), row(2, Nomor=415.4)))
        assert asked(batch)["angka"]["rows"] == 2 and agree(batch).new == 2

    def test_a_naskah_without_any_day_takes_the_year_of_its_number_when_somebody_agrees(
        self, check, agree, bring_in
    ):
        batch = check(xlsx(row(1, Tgl_TTD=None, Nomor="415.4/7/PKS/2019")))
        assert asked(batch)["mulai"]["proposal"]
        bring_in(agree(batch))
        assert Agreement.objects.get().effective_on == date(2019, 1, 1)


@pytest.mark.django_db
class TestThePreview:
    def test_it_shows_what_will_stand_in_the_register_before_anything_does(self, check, client):
        Partner.objects.create(name="PT Contoh Arsip 2", kind="swasta")
        batch = check(xlsx(row(1), row(2), row(3, OPD_Pemrakarsa="Dinas Entah")))
        shown = client.get(reverse("impor-rinci", args=[batch.pk])).content.decode()
        page = " ".join(shown.split())
        assert (
            "Pengelolaan arsip digital tahap 1" in page
            and "sudah tercatat" in page
            and "KSDPK, Perjanjian Kerja Sama: 2" in page
        )
        only = client.get(
            reverse("impor-rinci", args=[batch.pk]) + "?keadaan=ditanyakan"
        ).content.decode()
        assert "tahap 3" in only and "tahap 1" not in only
        assert not Agreement.objects.exists() and ImportRow.objects.count() == 3

    def test_answers_may_be_forgotten_and_asked_again(self, check, agree, client):
        batch = agree(check(xlsx(row(1, Mitra="PT Contoh Satu; PT Contoh Dua"))))
        assert batch.new == 1
        client.post(reverse("impor-ulang", args=[batch.pk]))
        assert again(batch).new == 0 and asked(batch)["pecah"]

    def test_a_hundred_questions_stand_on_one_page_by_their_kind(self, check, client):
        batch = check(
            xlsx(*(row(number, OPD_Pemrakarsa=f"Unit Entah {number}") for number in range(1, 101)))
        )
        page = client.get(reverse("impor-rinci", args=[batch.pk])).content.decode()
        assert page.count('name="opd_') == 100 and "OPD apa yang dimaksud?" in page
