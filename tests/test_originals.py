"""Where the originals are: they arise with the signature, every way is written down, each January
they are counted.
"""

import importlib
import io
from datetime import date

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.urls import reverse
from pypdf import PdfReader

from agreements.documents import numbering, rendering, retrying, store
from agreements.models import (
    Action,
    Agreement,
    CensusMark,
    Original,
    OriginalMove,
    OriginalState,
    chain_is_intact,
)
from agreements.monitoring.custody import census, new_originals, originals, signing
from agreements.workflow import correcting, meeting_requirements
from agreements.workflow.guarding import Refused
from kerjasama.notices.models import Notice
from kerjasama.notices.rounds import update_all_notices

from .conftest import until_holder
from .reading import folded, words_of

KB, ABROAD = "kesepakatan_bersama", "naskah_kerja_sama"
TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_end_of_november(time_machine, blank_papers):
    time_machine.move_to("2026-11-24 09:00+08:00", tick=False)
    return time_machine


def sign(agreement, people, **more) -> None:
    """Record the signature of the Kesepakatan Bersama, as the stage does."""
    until_holder(agreement, "HEAD_OF_REGION")
    signature = {"outcome": "ditandatangani", "decided_on": TODAY, **more}
    meeting_requirements.meet_requirement(
        agreement.pk, people["verifikator"], f"ttd_{KB}", agreement.stage_code, **signature
    )


@pytest.fixture
def signed(make_agreement, people):
    """A case with the originals of its Kesepakatan Bersama, without the way there."""

    def make(**fields):
        agreement = make_agreement(**fields)
        Agreement.objects.filter(pk=agreement.pk).update(effective_on=TODAY)
        new_originals.create_originals(agreement, KB, people["verifikator"], TODAY)
        return agreement

    return make


@pytest.fixture
def ours(signed):
    return signed().originals.get(bearer="daerah")


@pytest.fixture
def act(people):
    def do(original, action, day=TODAY, **more):
        originals.record_original_act(original.pk, people["verifikator"], action, day, **more)
        original.refresh_from_db()
        return original

    return do


def lend(act, original, due_on=date(2026, 12, 1)):
    return act(
        original,
        Action.LENT,
        person="Contoh Peminjam",
        office="Inspektorat",
        due_on=due_on,
        note="Pemeriksaan.",
    )


def told(prefix: str) -> set[str]:
    update_all_notices()
    return set(
        Notice.objects.filter(key__startswith=prefix, done_at=None).values_list(
            "user__username", flat=True
        )
    )


class TestTheyArise:
    def test_with_the_signature_one_for_each_party_at_a_place_nobody_named_yet(
        self, make_agreement, people
    ):
        agreement = make_agreement(at="penandatanganan_kb")
        sign(agreement, people)
        rows = agreement.originals.values_list("rangkap", "bearer", "state", "place", "holder")
        assert [*rows] == [
            (1, "daerah", "disimpan", "belum dicatat", "Bagian Kerja Sama"),
            (2, "mitra", "disimpan", "belum dicatat", "Bagian Kerja Sama"),
        ]

    def test_as_many_as_were_planned_and_never_twice(self, make_agreement, people):
        agreement, who = make_agreement(at="penandatanganan_kb"), people["verifikator"]
        where = {
            "day": TODAY,
            "starts": None,
            "ends": None,
            "place": "Ruang Bupati",
            "method": "desk",
        }
        signing.plan_signing(
            agreement.pk, who, KB, copies=3, note="", guests=[], rundown=[], turns=[], **where
        )
        sign(agreement, people)
        wrong = agreement.evidence.get(requirement_code=f"ttd_{KB}", void=False)
        correcting.correct_record(wrong.pk, who, "Salah nomor.", number="1/KB/2026")
        assert [row.bearer for row in agreement.originals.all()] == ["daerah", "mitra", "lain"]

    def test_what_is_refused_leaves_none(self, make_agreement, people):
        agreement = make_agreement(at="penandatanganan_kb")
        until_holder(agreement, "HEAD_OF_REGION")
        with pytest.raises(Refused):
            meeting_requirements.meet_requirement(
                agreement.pk,
                people["staf"],
                f"ttd_{KB}",
                agreement.stage_code,
                outcome="ditandatangani",
                decided_on=TODAY,
            )
        assert not Original.objects.exists()

    def test_abroad_the_original_goes_to_the_minister_and_a_copy_comes_back(self, make_agreement):
        agreement = make_agreement("ksdpl-daerah", at="pelaksanaan")
        rows = agreement.originals.filter(kind=ABROAD).values_list(
            "rangkap", "bearer", "state", "holder"
        )
        assert [*rows] == [
            (0, "daerah", "disimpan", "Bagian Kerja Sama"),
            (1, "menteri", "diserahkan", "Menteri Dalam Negeri, Kementerian Dalam Negeri"),
            (2, "mitra", "disimpan", "Bagian Kerja Sama"),
        ]
        assert agreement.originals.filter(kind="pernyataan_kehendak", state="disimpan").count() == 2

    def test_the_stage_penatausahaan_says_where_ours_is(self, make_agreement, people):
        agreement = make_agreement(at="penatausahaan")
        record = {"outcome": "disimpan", "decided_on": TODAY, "note": "Lemari arsip 2, rak B"}
        meeting_requirements.meet_requirement(
            agreement.pk, people["verifikator"], "arsip", "penatausahaan", **record
        )
        assert (
            agreement.originals.get(kind="perjanjian_kerja_sama", bearer="daerah").place
            == "Lemari arsip 2, rak B"
        )

    def test_what_was_signed_before_has_its_originals_by_the_migration(self, make_agreement):
        home, abroad = (
            make_agreement(at="penyusunan_pks"),
            make_agreement("ksdpl-daerah", at="pelaksanaan"),
        )
        before = [
            *Original.objects.values_list(
                "agreement", "kind", "rangkap", "bearer", "state", "holder"
            )
        ]
        with transaction.atomic():
            _forget_all()
        migration = importlib.import_module(
            "agreements.migrations.0017_originals_of_what_is_signed"
        )
        for _ in range(2):
            migration.record(apps, None)
        assert [
            *Original.objects.values_list(
                "agreement", "kind", "rangkap", "bearer", "state", "holder"
            )
        ] == before
        assert (
            home.originals.count() == 2
            and abroad.originals.get(rangkap=1, kind=ABROAD).moves.count() == 2
        )


def _forget_all() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "TRUNCATE agreements_originalmove, agreements_censusmark, agreements_original"
        )


class TestEveryWayIsWrittenDown:
    def test_lent_and_back(self, ours, act):
        act(ours, Action.PLACED, place="Lemari 1")
        lend(act, ours)
        assert (ours.state, ours.place, ours.holder) == (
            OriginalState.LENT,
            "",
            "Contoh Peminjam, Inspektorat",
        )
        with pytest.raises(Refused, match="sedang dipinjam"):
            lend(act, ours)
        act(ours, Action.RETURNED, place="Lemari 2")
        assert (ours.state, ours.place, ours.holder, ours.due_on) == (
            OriginalState.KEPT,
            "Lemari 2",
            "Bagian Kerja Sama",
            None,
        )
        assert [*ours.moves.values_list("action", "from_place", "to_place")][1:] == [
            ("pindah", "belum dicatat", "Lemari 1"),
            ("pinjam", "Lemari 1", ""),
            ("kembali", "", "Lemari 2"),
        ]
        assert (
            ours.agreement.events.last().title
            == "Naskah asli dikembalikan: Kesepakatan Bersama, rangkap 1"
        )
        assert chain_is_intact(ours.agreement)

    def test_only_bagian_kerja_sama_moves_them(self, ours, people):
        for name in ("staf", "kepala", "sekda", "admin", "pimpinan"):
            with pytest.raises(Refused, match="Hanya Bagian Kerja Sama"):
                originals.record_original_act(ours.pk, people[name], Action.LOST, TODAY, note="x")

    def test_the_database_keeps_what_was_written(self, ours):
        for change in (
            lambda: OriginalMove.objects.update(note="x"),
            lambda: OriginalMove.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                change()

    def test_a_lost_one_is_told_to_the_kepala_bagian_until_it_is_found(self, ours, act):
        act(ours, Action.LOST, note="Tidak ada di map.")
        assert told("asli-hilang/") == {"kabag"}
        act(ours, Action.FOUND, place="Lemari 3")
        assert (ours.state, ours.reason) == (OriginalState.KEPT, "") and told(
            "asli-hilang/"
        ) == set()

    def test_what_is_not_back_on_its_day_is_told_the_day_after(
        self, ours, act, the_end_of_november
    ):
        lend(act, ours, due_on=date(2026, 12, 1))
        the_end_of_november.move_to("2026-12-01 12:00+08:00", tick=False)
        assert told("asli-dipinjam/") == set()
        the_end_of_november.move_to("2026-12-02 08:00+08:00", tick=False)
        assert told("asli-dipinjam/") == {"verifikator", "kabag", "staf"} and ours.days_late() == 1
        act(ours, Action.RETURNED, day=date(2026, 12, 2), place="Lemari 1")
        assert told("asli-dipinjam/") == set()

    def test_the_handover_is_a_numbered_paper_of_the_worker(self, signed, act, people, monkeypatch):
        agreement = signed()
        monkeypatch.undo()
        theirs = act(
            agreement.originals.get(bearer="mitra"),
            Action.HANDED,
            person="Contoh Direktur",
            office="Direktur PT Contoh",
        )
        paper = originals.order_handover(theirs.pk, people["kabag"], theirs.moves.last().pk)
        rendering.render_queued_document(paper.pk)
        paper.refresh_from_db()
        text = " ".join(
            " ".join(
                page.extract_text()
                for page in PdfReader(io.BytesIO(store.read_stored(paper.sha256))).pages
            ).split()
        )
        assert (
            paper.state == "siap"
            and paper.number in text
            and "Contoh Direktur" in text
            and "24-11-2026" in text
        )
        with pytest.raises(Refused, match="hanya untuk penyerahan"):
            originals.order_handover(theirs.pk, people["kabag"], theirs.moves.first().pk)

    def test_a_paper_that_failed_is_made_again_though_the_case_is_closed(self, ours, act, people):
        lend(act, ours)
        paper = originals.order_handover(ours.pk, people["kabag"], ours.moves.last().pk)
        type(paper).objects.filter(pk=paper.pk).update(state="gagal")
        type(ours.agreement).objects.filter(pk=ours.agreement_id).update(state="selesai")
        numbering.cancel_abandoned()
        with pytest.raises(Refused, match="bukan wewenang"):
            retrying.retry_document(paper.pk, people["staf"])
        rendering.render_queued_document(retrying.retry_document(paper.pk, people["kabag"]).pk)
        paper.refresh_from_db()
        assert paper.state == "siap"


class TestCensus:
    @pytest.fixture
    def january(self, signed, the_end_of_november):
        rows = [*signed().originals.all()]
        the_end_of_november.move_to("2027-01-05 09:00+08:00", tick=False)
        return rows

    def test_each_january_it_waits_until_every_original_was_looked_for(self, january, people):
        assert told("sensus-asli/2027") == {"verifikator", "kabag"}
        found = {january[0].pk: (True, ""), january[1].pk: (False, "Map kosong.")}
        assert (
            census.record_census(2027, people["verifikator"], found) == 2
            and census.record_census(2027, people["kabag"], found) == 0
        )
        assert told("sensus-asli/2027") == set() and told("asli-hilang/") == {"kabag"}
        january[1].refresh_from_db()
        assert (january[1].state, january[1].reason) == (
            OriginalState.LOST,
            "Tidak ditemukan pada sensus 2027. Map kosong.",
        )

    def test_what_left_us_or_came_later_is_not_looked_for(
        self, january, act, signed, make_agreement
    ):
        act(january[1], Action.HANDED, day=date(2027, 1, 5), person="Contoh", office="Mitra")
        assert [*Original.objects.unmarked(2027)] == [january[0]]
        assert [*Original.objects.unmarked(2026)] == []

    def test_the_page_counts_and_shows_what_is_missing(self, january, people, signed_in):
        client, page = signed_in(people["verifikator"]), reverse("sensus-naskah")
        assert "Belum diperiksa: 2" in words_of(client.get(page).text)
        answers = {
            f"ada-{january[0].pk}": "ya",
            f"ada-{january[1].pk}": "tidak",
            f"ket-{january[1].pk}": "Map kosong.",
            "ada-99999": "ya",
            "ada-x": "ya",
        }
        shown = client.post(reverse("catat-sensus"), answers, follow=True).content.decode()
        assert (
            "2 naskah asli diperiksa." in shown
            and "Tidak ditemukan" in shown
            and "Map kosong." in shown
        )
        assert CensusMark.objects.filter(year=2027).count() == 2
        looked = signed_in(people["pimpinan"]).get(page).content.decode()
        assert "1 naskah asli berstatus hilang" in looked and "Simpan halaman ini" not in looked
        assert "Belum ada naskah asli" in client.get(page, {"tahun": "2020"}).content.decode()


class TestPages:
    def address(self, original, action=None):
        return (
            reverse("catat-naskah-asli", args=[original.pk, action])
            if action
            else reverse("naskah-asli-rinci", args=[original.pk])
        )

    def test_it_is_lent_on_the_page(self, ours, people, signed_in):
        client = signed_in(people["verifikator"])
        sent = {
            "day": "2026-11-24",
            "person": "Contoh Peminjam",
            "office": "Inspektorat",
            "due_on": "2026-12-01",
            "note": "Pemeriksaan.",
        }
        page = words_of(client.post(self.address(ours, "pinjam"), sent, follow=True).text)
        assert (
            "Dipinjamkan: tercatat." in page
            and "1 Desember 2026" in page
            and "Buat berita acara" in page
        )
        client.post(reverse("serah-terima", args=[ours.pk, ours.moves.last().pk]))
        assert "Berita acara sedang dibuat" in client.get(self.address(ours)).content.decode()

    @pytest.mark.parametrize(
        ("action", "changes", "says"),
        [
            ("pinjam", {"due_on": "2026-11-24"}, "sesudah tanggal peminjaman"),
            ("pinjam", {"day": "2026-11-25"}, "sesudah hari ini"),
            ("pinjam", {"day": "2026-11-23"}, "mendahului perpindahan sebelumnya"),
            ("pinjam", {"person": " "}, "wajib"),
            ("hilang", {"note": ""}, "wajib"),
            ("pindah", {"place": "x" * 201}, "200"),
        ],
    )
    def test_a_rejected_form_says_why_and_keeps_what_was_typed(
        self, ours, people, signed_in, action, changes, says
    ):
        sent = {
            "day": "2026-11-24",
            "person": "Nama ketikan",
            "due_on": "2026-12-01",
            "note": "Ketikan",
            "place": "Ketikan",
        }
        answer = signed_in(people["verifikator"]).post(self.address(ours, action), sent | changes)
        assert answer.status_code == 422 and says in answer.content.decode()
        assert action == "hilang" or "etikan" in answer.content.decode()
        assert ours.moves.count() == 1

    def test_who_comes_too_late_is_told_and_keeps_what_was_typed(
        self, ours, act, people, signed_in
    ):
        lend(act, ours)
        answer = signed_in(people["kabag"]).post(
            self.address(ours, "pindah"), {"day": "2026-11-24", "place": "Lemari ketikan"}
        )
        assert (
            answer.status_code == 409
            and "sedang dipinjam" in answer.content.decode()
            and "Lemari ketikan" in answer.content.decode()
        )

    def test_the_opd_sees_its_own_and_no_forms(self, ours, people, signed_in, stranger):
        page = words_of(signed_in(people["staf"]).get(self.address(ours)).text)
        assert (
            "Permendagri 22/2020 Pasal 38 ayat (2)" in page
            and "belum dicatat" in page
            and "Pinjamkan" not in page
        )
        room = folded(
            signed_in(people["staf"])
            .get(reverse("naskah-asli-berkas", args=[ours.agreement_id]))
            .text
        )
        assert (
            "Kesepakatan Bersama, rangkap 1" in room and 'aria-current="page">Naskah asli' in room
        )
        assert signed_in(stranger).get(self.address(ours)).status_code == 404
        assert signed_in(stranger).get(reverse("naskah-asli")).context["page"].rows == []

    def test_the_register_is_searched_and_narrowed(
        self, signed, act, people, signed_in, the_end_of_november
    ):
        one, other = signed(title="Pengelolaan sampah pesisir"), signed()
        act(one.originals.get(rangkap=2), Action.PLACED, place="Lemari biru")
        lend(act, other.originals.get(rangkap=1), due_on=date(2026, 12, 1))
        the_end_of_november.move_to("2026-12-05 09:00+08:00", tick=False)
        client = signed_in(people["kabag"])

        def shown(**chosen):
            return {
                (row.agreement_id, row.rangkap)
                for row, _, _ in client.get(reverse("naskah-asli"), chosen).context["page"].rows
            }

        assert len(shown()) == len(shown(status="omong")) == 4
        assert shown(q="sampah") == {(one.pk, 1), (one.pk, 2)}
        assert shown(tempat="biru") == {(one.pk, 2)} and shown(tempat="inspektorat") == {
            (other.pk, 1)
        }
        assert shown(status="lewat") == shown(status="dipinjam") == {(other.pk, 1)}
        assert (
            "terlambat 4 hari"
            in client.get(reverse("naskah-asli"), {"status": "lewat"}).content.decode()
        )

    def test_a_list_of_many_costs_no_more_queries(
        self, signed, people, signed_in, django_assert_max_num_queries
    ):
        for _ in range(3):
            signed()
        client = signed_in(people["kabag"])
        with django_assert_max_num_queries(12):
            client.get(reverse("naskah-asli"))


def test_papers_of_originals_disturb_no_stage(signed, act, people):
    agreement = signed()
    lend(act, agreement.originals.get(rangkap=1))
    rendering.render_queued_document(
        originals.order_handover(
            agreement.originals.get(rangkap=1).pk, people["kabag"], OriginalMove.objects.last().pk
        ).pk
    )
    agreement.refresh_from_db()
    assert (agreement.stage_code, agreement.holders) == ("persiapan", ["OPD"])
