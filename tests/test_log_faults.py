"""What is wrong with the log is told once, kept whole, and acknowledged by two people; then it is
shown apart and told no more.
"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kerjasama.accounts.models import Role, Unit
from kerjasama.logbook.covered import COVERED
from kerjasama.logbook.heads import make_head
from kerjasama.logbook.models import FaultAcknowledgement, LogCheck, LogEntry, LogFault
from kerjasama.logbook.noticing import check_log
from kerjasama.logbook.verifying import Wrong, verify_log
from kerjasama.logbook.waiting import ASKED, FAULTS, log_tasks
from kerjasama.notices.models import Notice

from .conftest import somebody
from .reading import words_of
from .test_logbook import LOG, past_the_triggers, run

PAGE = "/pengaturan/catatan/keutuhan/"
SAID = "Perbaikan nama oleh penyedia, surat nomor 12."


def alter(name: str = "Dinas Lain") -> None:
    past_the_triggers("UPDATE accounts_unit SET name=%s", name)


def write_by_psql(name: str) -> None:
    run("SELECT set_config('kerjasama.origin', '', false)")
    run("UPDATE accounts_unit SET name=%s", name)
    run("SELECT set_config('kerjasama.origin', 'program', false)")


@pytest.fixture
def second(people):
    """Another who administers."""
    return somebody("admin-dua", Unit.objects.first(), Role.ADMIN)


@pytest.fixture
def reading(client):
    """The words of the page as this person reads it."""

    def read(person, **asked) -> str:
        client.force_login(person)
        return words_of(client.get(PAGE, asked).content.decode())

    return read


@pytest.fixture
def explain(client):
    def send(person, *faults, reason=SAID, **more):
        client.force_login(person)
        keys = [fault.pk for fault in faults]
        return client.post(PAGE, {"hal": keys, "reason": reason} | more, follow=True)

    return send


@pytest.fixture
def decide(client):
    def send(person, verdict="setujui"):
        client.force_login(person)
        asked = FaultAcknowledgement.objects.latest("pk")
        return client.post(PAGE, {"penjelasan": asked.pk, "putusan": verdict}, follow=True)

    return send


def checked() -> LogCheck:
    """What a check of now leaves behind."""
    check_log()
    return LogCheck.objects.first()


def waiting(prefix: str) -> list:
    """The tasks with such keys."""
    return [task for task in log_tasks(()) if task.key.startswith(prefix)]


def told() -> list[str]:
    """What was told, each once however many people it went to."""
    rows = Notice.objects.filter(key__startswith="catatan-malam/").order_by("pk")
    return list(dict(rows.values_list("key", "text")).values())


def test_the_nightly_check_is_kept_and_shown(people, signed_in, reading):
    alter()
    check_log()
    page = words_of(signed_in(people["admin"]).get(LOG).content.decode())
    assert "1 hal tidak cocok dengan catatan" in page
    unit = Unit.objects.get()
    row = reading(people["admin"])
    assert f"Unit {unit.pk} tabel accounts_unit diubah di luar catatan kolom name" in row
    assert "sesudah" in row and "Belum dijelaskan: 1" in row


def test_a_tail_that_was_cut_off_is_told_on_the_page_of_the_case(make_agreement, client, people):
    case = make_agreement()
    page = reverse("kerja-sama", args=[case.pk])
    client.force_login(people["staf"])
    assert "belum pernah diperiksa" in client.get(page).text
    call_command("verify_log", stdout=StringIO())
    assert "cocok." in words_of(client.get(page).text)
    last = case.events.order_by("number").last()
    past_the_triggers("DELETE FROM agreements_stageevent WHERE id=%s", last.pk)
    with pytest.raises(CommandError):
        call_command("verify_log", stdout=StringIO())
    assert "1 hal tidak cocok dan belum diakui dua orang" in words_of(client.get(page).text)
    assert len(told()) == 1, "whoever runs the command is not the only one to know"
    client.force_login(people["admin"])
    assert f"Riwayat kerja sama {last.pk} tabel" in words_of(client.get(PAGE).text)


def test_every_table_that_is_logged_has_a_name_people_understand():
    assert [table for table, how in COVERED.items() if not how.title] == []


def test_what_psql_wrote_is_told_once_with_table_row_and_moment_and_then_waits(people, second):
    write_by_psql("Dinas Lewat Psql")
    unit = Unit.objects.get()
    check_log()
    check_log()
    (text,) = told()
    assert text.startswith(f"accounts_unit {unit.pk} (name): ditulis di luar program, sesudah 20")
    to = Notice.objects.filter(key__startswith="catatan-malam/").values_list("user", flat=True)
    assert {people["admin"].pk, people["kabag"].pk, second.pk} <= set(to)
    assert people["staf"].pk not in to
    (task,) = waiting(FAULTS)
    assert task.people == {people["admin"].pk, people["kabag"].pk, second.pk}
    assert "Jelaskan 1 hal" in task.subject and "accounts_unit" in task.words


def test_two_people_acknowledge_it_and_both_stand_in_the_log(
    people, second, explain, decide, reading
):
    alter()
    check_log()
    explain(people["admin"], LogFault.objects.get())
    assert waiting(FAULTS) == []
    (task,) = waiting(ASKED)
    assert people["admin"].pk not in task.people and second.pk in task.people
    decide(second)
    assert waiting(ASKED) == []
    page = reading(people["admin"])
    assert "Belum dijelaskan: 0" in page and "Sudah diakui: 1" in page
    apart = reading(people["admin"], tampil="diakui")
    assert SAID in apart and "admin" in apart and "disetujui admin-dua" in apart
    entries = LogEntry.objects.filter(stream="logbook_faultacknowledgement")
    assert [entry.person_id for entry in entries.order_by("pk")] == [
        people["admin"].pk,
        second.pk,
    ]


def test_what_is_acknowledged_is_told_by_no_later_night_and_fails_no_check(
    people, second, explain, decide, caplog
):
    alter()
    check_log()
    with pytest.raises(CommandError):
        call_command("verify_log", stdout=StringIO())
    explain(people["admin"], LogFault.objects.get())
    decide(second)
    before = told()
    caplog.clear()
    check = checked()
    assert (check.opened, check.acknowledged) == (0, 1)
    assert told() == before and caplog.records == []
    out = StringIO()
    call_command("verify_log", stdout=out)
    assert "Catatan utuh" in out.getvalue() and "1 hal diakui dua orang" in out.getvalue()


def test_another_change_of_the_same_column_is_another_fault(people, second, explain, decide):
    alter()
    check_log()
    explain(people["admin"], LogFault.objects.get())
    decide(second)
    alter("Dinas Ketiga")
    check = checked()
    assert check.opened == 1 and len(told()) == 2


def test_what_went_and_came_back_is_told_and_waits_anew(people, second, explain, decide):
    former = Unit.objects.get().name
    alter()
    check_log()
    explain(people["admin"], LogFault.objects.get())
    decide(second)
    alter(former)
    assert checked().acknowledged == 0
    alter()
    with pytest.raises(CommandError, match="1 hal"):
        call_command("verify_log", stdout=StringIO())
    check = checked()
    assert (check.opened, check.acknowledged, len(told())) == (1, 0, 2)
    assert checked().opened == 1 and len(told()) == 2


def test_an_entry_that_tells_no_seal_and_no_upgrade_is_a_fault_and_ends_nothing(people):
    for stream, what, detail in (
        ("segel catatan", "segel", "{}"),
        ("pembaruan program", "rilis", "[]"),
    ):
        run("SELECT logbook_append(%s, 'x', %s, %s::jsonb)", stream, what, detail)
    assert checked().opened == 2
    assert set(LogFault.objects.values_list("wrong", flat=True)) == {Wrong.UNREADABLE}
    assert make_head()


def test_a_part_that_cannot_be_checked_is_a_fault_and_hides_no_other(people, monkeypatch):
    def stop():
        raise KeyError("semula")

    monkeypatch.setattr("kerjasama.logbook.verifying._broken_heads", stop)
    alter()
    check_log()
    found = set(LogFault.objects.values_list("wrong", flat=True))
    assert found == {Wrong.NOT_CHECKED, Wrong.ALTERED}
    assert "sidik harian: tidak dapat diperiksa" in told()[0]


def test_nobody_acknowledges_alone(people, second, explain, decide, reading):
    alter()
    check_log()
    explain(people["admin"], LogFault.objects.get())
    assert "orang lain yang menyetujuinya" in decide(people["admin"]).content.decode()
    second.merged_into = people["admin"]
    second.save()
    decide(second)
    assert LogCheck.objects.first().opened == 1
    assert FaultAcknowledgement.objects.get().decided_at is None
    assert "Menunggu orang kedua: 1" in reading(people["kabag"])


def test_what_is_refused_is_open_as_before(people, second, explain, decide, reading):
    alter()
    check_log()
    explain(people["admin"], LogFault.objects.get())
    decide(second, "tolak")
    assert "Belum dijelaskan: 1" in reading(people["admin"])
    assert (checked().opened, len(told())) == (1, 1)


def test_without_a_reason_or_a_tick_nothing_is_asked_and_nothing_is_lost(people, explain):
    alter()
    check_log()
    fault = LogFault.objects.get()
    answer = explain(people["admin"], fault, reason="")
    assert "Bidang ini" in answer.text and f'value="{fault.pk}"' in answer.text
    assert "checked" in answer.text
    again = explain(people["admin"])
    assert "Tandai dahulu yang dijelaskan" in again.text and SAID in again.text
    assert not FaultAcknowledgement.objects.exists()


def test_an_acknowledgement_written_past_the_program_is_found(people, explain, second, decide):
    alter()
    check_log()
    explain(people["admin"], LogFault.objects.get())
    past_the_triggers(
        "UPDATE logbook_faultacknowledgement SET is_granted=true, decided_by_id=%s",
        second.pk,
    )
    found = {fault.table for fault in verify_log() if fault.wrong == Wrong.ALTERED}
    assert "logbook_faultacknowledgement" in found


def test_all_are_kept_and_read_by_pages_at_the_same_cost(people, signed_in, reading, explain):
    for number in range(230):
        Unit.objects.create(name=f"Dinas {number}")
    past_the_triggers("UPDATE accounts_unit SET name = name || ' lain'")
    check = checked()
    assert check.opened == 231 == LogFault.objects.count()
    assert "dan 211 lainnya" in told()[0]
    page = reading(people["admin"], halaman=5)
    assert "Halaman 5 dari 5" in page and page.count("tabel accounts_unit") == 31
    admin = signed_in(people["admin"])
    with CaptureQueriesContext(connection) as full:
        admin.get(PAGE)
    with CaptureQueriesContext(connection) as last:
        admin.get(PAGE, {"halaman": 5})
    assert len(full) == len(last) < 20
    explain(people["admin"], semua=1)
    assert FaultAcknowledgement.objects.get().faults.count() == 231


def test_who_may_not_confirm_accounts_does_not_read_it(people, client):
    client.force_login(people["staf"])
    assert client.get(PAGE).status_code == 403
    assert reverse("keutuhan-catatan") == PAGE
