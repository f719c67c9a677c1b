"""The log of all writes: nothing is written without it, and whoever writes past it is found."""

import io
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from agreements.documents import store
from agreements.models import Agreement, Evidence
from agreements.monitoring.leadership import leaders_sheet
from kerjasama import authority
from kerjasama.accounts.models import Membership, Role, Unit
from kerjasama.logbook import heads
from kerjasama.logbook.covered import COVERED, OUTSIDE
from kerjasama.logbook.models import Deed, LogEntry
from kerjasama.logbook.verifying import Wrong, verify_log
from partners.models import Partner

from .reading import words_of

LOG = "/pengaturan/catatan/"
pytestmark = pytest.mark.usefixtures("blank_papers")


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def past_the_triggers(sql: str, *values: object) -> None:
    """As the owner of the tables would, who can switch triggers off."""
    run("SET LOCAL session_replication_role = replica")
    run(sql, *values)
    run("SET LOCAL session_replication_role = origin")


def found() -> list[tuple[str, str]]:
    return [(fault.table, fault.wrong) for fault in verify_log()]


def test_every_table_is_logged_or_left_out_with_a_reason():
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    declared = COVERED.keys() | OUTSIDE.keys()
    assert tables - declared == set() and declared - tables == set()
    assert not COVERED.keys() & OUTSIDE.keys()


class TestWrites:
    def test_an_entry_says_who_changed_what_from_what_to_what(self, people, signed_in):
        unit = Unit.objects.get()
        former = unit.name
        signed_in(people["admin"]).post(
            reverse("unit-rinci", args=[unit.pk]), {"name": "Diskominfo", "address": unit.address}
        )
        entry = LogEntry.objects.filter(stream="accounts_unit", action=Deed.CHANGED).get()
        assert entry.detail == {"name": [former, "Diskominfo"]}
        assert entry.person_id == people["admin"].pk and entry.origin == "program"

    def test_a_password_and_an_identity_number_stand_nowhere_in_it(self, people):
        people["staf"].set_password("rahasia sekali 2026")
        people["staf"].save()
        Partner.objects.create(name="CV Contoh", kind="perusahaan", npwp="123456789012345")
        texts = " ".join(map(str, LogEntry.objects.values_list("detail", flat=True)))
        assert people["staf"].password not in texts and "123456789012345" not in texts

    def test_what_a_case_holds_is_not_told_twice(self, make_agreement):
        case = make_agreement()
        entries = LogEntry.objects.filter(stream="agreements_agreement", subject=case.pk)
        assert entries.exists() and case.title not in str(list(entries.values_list("detail")))

    def test_an_act_that_is_taken_back_leaves_no_entry(self, people):
        from django.db import transaction

        before = LogEntry.objects.count()
        with pytest.raises(RuntimeError), transaction.atomic():
            Unit.objects.create(name="Dinas Contoh")
            raise RuntimeError
        assert LogEntry.objects.count() == before

    @pytest.mark.parametrize(
        "sql", ["UPDATE logbook_logentry SET detail = '{}'", "DELETE FROM logbook_logentry"]
    )
    def test_it_is_only_ever_added_to(self, people, sql):
        from django.db import DatabaseError, transaction

        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            run(sql)


class TestAttacks:
    """What the owner of the database did, and how it is found."""

    @pytest.fixture(autouse=True)
    def case(self, make_agreement) -> Agreement:
        case = make_agreement(at="penyusunan_kb")
        assert found() == []
        return case

    def test_events_given_to_another_and_their_chain_reckoned_anew(self, case, people):
        previous = ""
        for event in case.events.order_by("number"):
            event.by, event.previous_hash = people["bupati"], previous
            event.hash = previous = event.sealed()
            past_the_triggers(
                "UPDATE agreements_stageevent SET by_id=%s, previous_hash=%s, hash=%s WHERE id=%s",
                *(event.by_id, event.previous_hash, event.hash, event.pk),
            )
        assert ("agreements_stageevent", Wrong.ALTERED) in found()

    def test_the_tail_of_a_log_cut_off(self, case):
        last = case.events.order_by("number").last()
        past_the_triggers("DELETE FROM agreements_stageevent WHERE id=%s", last.pk)
        assert found() == [("agreements_stageevent", Wrong.LOST)]

    def test_evidence_changed_with_its_triggers_off(self, case):
        past_the_triggers("UPDATE agreements_evidence SET outcome='setuju'")
        assert {table for table, _ in found()} == {"agreements_evidence"}
        assert Evidence.objects.exists()

    def test_evidence_changed_past_the_program_with_its_triggers_on(self, case):
        run("SELECT set_config('kerjasama.origin', '', false)")
        run("UPDATE agreements_evidence SET outcome='setuju'")
        run("SELECT set_config('kerjasama.origin', 'program', false)")
        assert {row for row in found()} == {("agreements_evidence", Wrong.PAST_THE_PROGRAM)}

    def test_a_case_put_at_its_end(self, case):
        past_the_triggers(
            "UPDATE agreements_agreement SET state='selesai', stage_code='x' WHERE id=%s", case.pk
        )
        (fault,) = verify_log()
        assert (fault.table, fault.subject) == ("agreements_agreement", str(case.pk))
        assert set(fault.columns) == {"state", "stage_code"} and fault.since is not None

    def test_a_seat_slipped_in(self, case, people):
        past_the_triggers(
            "INSERT INTO accounts_membership SELECT (jsonb_populate_record(m, jsonb_build_object("
            "'id', 999999, 'role', %s))).* FROM accounts_membership m WHERE user_id=%s",
            *(Role.SEKDA, people["staf"].pk),
        )
        assert found() == [("accounts_membership", Wrong.SLIPPED_IN)]

    def test_an_entry_altered_or_cut_out(self, case):
        entry = LogEntry.objects.filter(stream="agreements_evidence").first()
        past_the_triggers("UPDATE logbook_logentry SET person_id=1 WHERE id=%s", entry.pk)
        assert (("agreements_evidence", Wrong.CHAIN)) in found()

    def test_entries_and_rows_rewritten_together_after_a_head(self, case):
        head = heads.make_head()
        entry = LogEntry.objects.filter(stream="agreements_comment").order_by("pk")
        assert head and found() == [] and not entry.exists()
        last = LogEntry.objects.filter(stream="agreements_stageevent").order_by("pk").last()
        past_the_triggers("DELETE FROM logbook_logentry WHERE id=%s", last.pk)
        past_the_triggers("DELETE FROM agreements_stageevent WHERE id=%s", last.subject)
        assert found() == [("logbook_loghead", Wrong.HEAD)]


class TestHeads:
    def test_each_head_closes_what_came_since_the_last(self, people):
        first = heads.make_head()
        assert heads.make_head() is None
        Unit.objects.create(name="Dinas Contoh")
        second = heads.make_head()
        assert (first.number, second.number, second.entries) == (1, 2, 1)
        assert second.previous == first.digest and found() == []

    def test_they_are_told_outside(
        self, people, settings, mailoutbox, django_capture_on_commit_callbacks
    ):
        settings.LOG_HEAD_ADDRESSES = ["arsip@example.go.id"]
        with django_capture_on_commit_callbacks(execute=True):
            head = heads.make_head()
        (mail,) = mailoutbox
        assert head.digest in mail.body and mail.to == ["arsip@example.go.id"]

    def test_a_leaders_sheet_bears_the_newest(self, people):
        head = heads.make_head()
        sheet = leaders_sheet.order_leaders_sheet()
        leaders_sheet.render_sheet(sheet.pk)
        sheet.refresh_from_db()
        (page,) = PdfReader(io.BytesIO(store.read_stored(sheet.sha256))).pages
        printed = page.extract_text()
        assert f"Sidik harian catatan {head.number}: {head.digest[:32]}" in printed

    def test_the_root_depends_on_every_entry_and_its_place(self):
        a, b, c = ("aa" * 32, "bb" * 32, "cc" * 32)
        roots = {heads.merkle_root(row) for row in ([a, b, c], [b, a, c], [a, b], [a, c, b])}
        assert len(roots) == 4

    def test_the_region_seals_them_and_a_forged_one_is_found(self, people, settings, tmp_path):
        authority.make_authority(tmp_path)
        settings.SEAL_CERTIFICATE = str(tmp_path / "seal.p12")
        settings.SEAL_PASSPHRASE = (tmp_path / "passphrase").read_text()
        head = heads.make_head()
        assert head.sealed_by and found() == []
        forged = head.seal[:-8] + bytes(8)
        past_the_triggers("UPDATE logbook_loghead SET seal=%s WHERE id=%s", forged, head.pk)
        assert found() == [("logbook_loghead", Wrong.SEAL)]

    def test_a_seal_taken_off_is_found(self, people, settings, tmp_path):
        authority.make_authority(tmp_path)
        settings.SEAL_CERTIFICATE = str(tmp_path / "seal.p12")
        settings.SEAL_PASSPHRASE = (tmp_path / "passphrase").read_text()
        heads.make_head()
        Unit.objects.create(name="Dinas Contoh")
        second = heads.make_head()
        strip = "UPDATE logbook_loghead SET seal=NULL, sealed_by='' WHERE id=%s"
        past_the_triggers(strip, second.pk)
        assert found() == [("logbook_loghead", Wrong.SEAL)]


class TestPages:
    def test_whoever_manages_reads_who_did_what(self, people, signed_in):
        unit = Unit.objects.get()
        admin = signed_in(people["admin"])
        changed = {"name": "Diskominfo", "address": unit.address}
        admin.post(reverse("unit-rinci", args=[unit.pk]), changed)
        page = words_of(admin.get(LOG, {"jenis": "accounts_unit"}).content.decode())
        assert f"admin Unit: Diskominfo Diubah Nama: {unit.name} → Diskominfo" in page
        assert signed_in(people["staf"]).get(LOG).status_code == 403

    def test_a_role_reads_as_whom_it_was_given_and_where(self, people, signed_in):
        seat = Membership.objects.get(user=people["staf"])
        seat.delete()
        page = signed_in(people["kabag"]).get(LOG, {"jenis": "accounts_membership"})
        words = words_of(page.content.decode())
        assert "Dihapus" in words and "staf" in words and seat.unit.name in words

    def test_the_day_narrows_it_to_the_day(self, people, signed_in):
        admin = signed_in(people["admin"])
        today = timezone.localdate()
        asked = {"jenis": "accounts_user", "dari": today, "sampai": today}
        assert "staf" in words_of(admin.get(LOG, asked).content.decode())
        later = asked | {"dari": today + timedelta(1), "sampai": ""}
        assert "Tidak ada catatan" in admin.get(LOG, later).content.decode()
        wrong = asked | {"dari": "kemarin dulu"}
        assert admin.get(LOG, wrong).status_code == 200

    def test_it_costs_the_same_however_much_it_shows(self, people, signed_in):
        admin = signed_in(people["admin"])
        address = LOG
        admin.get(address)
        with CaptureQueriesContext(connection) as few:
            admin.get(address)
        for number in range(20):
            Unit.objects.create(name=f"Dinas {number}")
        admin.get(address)  # what the office sets is read anew once after a write
        with CaptureQueriesContext(connection) as many:
            admin.get(address)
        assert len(many) <= len(few)

    def test_a_list_that_leaves_as_a_file_is_noted(self, people, signed_in):
        signed_in(people["admin"]).get(reverse("pejabat"), {"unduh": "csv"})
        entry = LogEntry.objects.get(stream="baca ekspor")
        assert (entry.subject, entry.person_id) == ("pejabat", people["admin"].pk)

    def test_anybody_may_compare_the_heads(self, people, client):
        head = heads.make_head()
        assert head.digest in client.get(reverse("kepala-catatan")).content.decode()


def test_the_command_says_what_is_wrong_and_since_when(people, capsys):
    call_command("verify_log")
    assert "Catatan utuh" in capsys.readouterr().out
    past_the_triggers("UPDATE accounts_unit SET name='Dinas Lain'")
    with pytest.raises(CommandError, match="1 hal tidak cocok"):
        call_command("verify_log")
    said = capsys.readouterr().out
    assert "accounts_unit" in said and "(name): diubah di luar catatan, sesudah 20" in said
