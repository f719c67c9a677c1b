"""The cost of telling: what changed, never what exists; no act waits; a burst is one line; beranda
and tugas count the same.
"""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, BatchState, ImportBatch, State
from agreements.monitoring.turns import CASE, turn_tasks
from agreements.workflow import engine, meeting_requirements
from agreements.workflow.evaluation import evaluate_case
from kerjasama.accounts.models import Membership, Unit, User
from kerjasama.notices import bursts, rounds, updating
from kerjasama.notices.models import Changed, Kind, Notice
from kerjasama.notices.sources import share_tables

from .conftest import as_long_as

pytestmark = pytest.mark.usefixtures("blank_papers")


def told(now=None) -> None:
    for _ in as_long_as(lambda: not rounds.run_round(now)):
        pass


def number_in(page: str, pattern: str) -> int:
    words = " ".join(re.sub("<[^>]*>", " ", page).split())
    found = re.search(pattern, words)
    assert found, words
    return int(found[1])


def test_beranda_and_tugas_count_the_same_for_every_role(make_agreement, signed, people, signed_in):
    for at in (None, None, "penawaran", "penyusunan_kb"):
        make_agreement(at=at)
    signed()
    told()
    for name in people:
        client = signed_in(User.objects.get(username=name))
        answer, tasks = (
            client.get(reverse("beranda")),
            client.get(reverse("tugas")).content.decode(),
        )
        home, count = answer.content.decode(), answer.context["page"].count
        assert count == number_in(home, r"Tugas (\d+) tugas,") if "tugas," in home else count == 0
        if count:
            assert count == number_in(tasks, r"(\d+) tugas menunggu Anda"), name
        else:
            assert "tugas menunggu Anda." not in tasks or "Tidak ada" in tasks
        assert count == Notice.objects.work_of(people[name]).count()


def test_a_draft_counts_as_its_authors_work_on_both_pages(make_agreement, people, signed_in):
    make_agreement()
    told()
    client = signed_in(people["staf"])
    assert client.get(reverse("beranda")).context["page"].count == 1
    assert "1 tugas menunggu Anda" in client.get(reverse("tugas")).content.decode()


def test_the_turns_of_many_cases_ask_no_more_than_those_of_one(make_agreement):
    def cost(*cases) -> int:
        with CaptureQueriesContext(connection) as queries, share_tables():
            assert len(list(turn_tasks([case.pk for case in cases]))) >= len(cases)
        return len(queries)

    first, second, third = (make_agreement(at="penawaran") for _ in range(3))
    assert cost(first) == cost(first, second, third)


def test_a_minute_in_which_nothing_happened_asks_little_however_many_cases_there_are(
    make_agreement, people
):
    def cost() -> int:
        told()
        with CaptureQueriesContext(connection) as queries:
            assert rounds.run_round()
        return len(queries)

    make_agreement()
    few = cost()
    for _ in range(4):
        make_agreement()
    # Each source that stands under no case costs four, found or not: the log, data of persons,
    # letters that came in and those that wait for a paraf; the health of the installation asks for
    # its queue and its last backup besides.
    assert cost() == few <= 87


def test_one_act_costs_the_same_beside_many_cases(make_agreement, people):
    case = make_agreement()
    told()

    def cost() -> int:
        Changed.objects.create(topic=CASE, key=case.pk)
        with CaptureQueriesContext(connection) as queries:
            updating.update_notices_now(CASE, case.pk)
        return len(queries)

    alone = cost()
    for _ in range(4):
        make_agreement()
    told()
    assert cost() == alone


def test_what_changed_while_the_job_was_away_is_told_when_it_comes_back(
    make_agreement, people, time_machine
):
    case = make_agreement()
    told()
    Agreement.objects.filter(pk=case.pk).update(
        holders=["OPD"], state=State.SUSPENDED
    )  # whatever wrote it
    assert Changed.objects.filter(key=case.pk).exists()
    told()
    assert not Notice.objects.filter(
        about=f"kasus/{case.pk}", key__startswith="giliran/", done_at=None
    ).exists()


def test_days_on_which_nothing_ran_are_made_up_for(make_agreement, people, time_machine):
    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
    case = make_agreement("ksdpk-daerah", at="penawaran")
    told()
    time_machine.move_to("2026-06-02 09:00+08:00", tick=False)
    told()
    assert Notice.objects.filter(key__startswith=f"lewat/{case.pk}/", done_at=None).exists()


def test_a_new_seat_brings_what_waits_for_its_role(make_agreement, people):
    make_agreement("ksdpk-daerah", at="penawaran")
    told()
    new = User.objects.create_user("verifikator-baru")
    Membership.objects.create(user=new, role="VERIFIER", unit=Unit.objects.first())
    told()
    assert Notice.objects.work_of(new).exists()


def test_a_burst_is_one_line_with_its_number_and_counts_down(
    people, make_agreement, signed_in, monkeypatch
):
    monkeypatch.setattr(bursts, "MOST_SINGLE", 3)
    unit = Unit.objects.get(name="Dinas Komunikasi dan Informatika")
    day, end = timezone.localdate() - timedelta(400), timezone.localdate() + timedelta(400)
    case = make_agreement()
    for n in range(6):
        Agreement.objects.create(
            title=f"Impor {n}", track_code="ksdpk-daerah", track_version=case.track_version, stage_code="pelaksanaan", state=State.DONE,  # noqa: E501
            stage_entered_at=timezone.now(), owner=unit, partner=case.partner, effective_on=day, expires_on=end, ends_on=end,  # noqa: E501
        )  # fmt: skip
    Changed.objects.create(topic="semua")
    told()
    (line,) = Notice.objects.open_for(people["staf"]).filter(kind=Kind.DUTY)
    count = int(line.subject.split()[0])
    assert (
        count > 6 and line.subject == f"{count} kewajiban baru" and line.url == reverse("kewajiban")
    )
    assert Notice.objects.work_of(people["staf"]).filter(kind=Kind.DUTY).count() == count
    page = signed_in(people["staf"]).get(reverse("tugas")).content.decode()
    assert f"{count} kewajiban baru" in page and page.count("Impor ") == 0
    Agreement.objects.filter(title__startswith="Impor").exclude(title="Impor 0").update(
        state=State.WITHDRAWN
    )
    told()
    (line,) = Notice.objects.open_for(people["staf"]).with_left().filter(kind=Kind.DUTY)
    assert 0 < line.left < count
    Agreement.objects.filter(title="Impor 0").update(state=State.WITHDRAWN)
    told()
    assert not Notice.objects.open_for(people["staf"]).filter(kind=Kind.DUTY).exists()


@pytest.mark.django_db(transaction=True)
def test_no_act_waits_while_somebody_else_tells_of_its_case(make_agreement, people):
    case = make_agreement()
    other = connections.create_connection("default")
    try:
        with (
            other.cursor() as cursor
        ):  # another process is in the middle of telling of this case, and of a whole run
            cursor.execute("BEGIN")
            number = updating.LOCK + sum(map(ord, CASE))
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s), pg_advisory_lock(%s)",
                [number, case.pk, rounds.RUNNING],
            )
        started = timezone.now()
        engine.halt_case(case.pk, people["staf"], case.stage_code, State.WITHDRAWN, "Tidak jadi")
        assert timezone.now() - started < timedelta(seconds=15), "it would wait for ever"
        assert Changed.objects.filter(topic=CASE, key=case.pk).exists(), "left to the next minute"
        rounds.run_round()
        assert Changed.objects.filter(topic=CASE, key=case.pk).exists(), "one run at a time"
        with (
            other.cursor() as cursor
        ):  # closing alone would let go only when the server has noticed
            cursor.execute("ROLLBACK")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [rounds.RUNNING])
    finally:
        other.close()
    told()
    assert not Changed.objects.filter(topic=CASE, key=case.pk).exists()
    assert not Notice.objects.filter(about=f"kasus/{case.pk}", done_at=None, is_task=True).exists()


def test_an_act_that_is_rolled_back_tells_nobody(make_agreement, people):
    case = make_agreement()
    told()
    before = Notice.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        engine.halt_case(case.pk, people["staf"], case.stage_code, State.WITHDRAWN, "Tidak jadi")
        raise RuntimeError
    told()
    assert Notice.objects.count() == before


def test_after_an_act_the_page_says_who_was_told(
    make_agreement, people, signed_in, django_capture_on_commit_callbacks
):
    User.objects.filter(username="kepala").update(first_name="Andi", last_name="Pratama")
    case = make_agreement()
    for _ in as_long_as(lambda: evaluate_case(case).open_checks[0].requirement.code != "ajukan"):
        from agreements import demo

        from .test_notices import order

        check = evaluate_case(case).open_checks[0].requirement
        person = demo.person_for("OPD")
        if check.document:
            order(case, person, check.document)
        else:
            meeting_requirements.meet_requirement(
                case.pk, person, check.code, case.stage_code, **demo.evidence_for(check, {})
            )
        case = Agreement.objects.get(pk=case.pk)
    told()
    client = signed_in(people["staf"])
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            reverse("penuhi", args=[case.pk, "ajukan"]), {"tahap": case.stage_code}
        )
    assert Notice.objects.filter(
        user=people["kepala"], subject=f"Setujui usulan: {case.title}"
    ).exists(), answer.status_code


def test_whoever_ordered_an_import_is_told_that_it_is_through(people):
    from agreements.importing import results

    batch = ImportBatch.objects.create(
        file_name="register.xlsx",
        sha256="0" * 64,
        size=1,
        by=people["verifikator"],
        ordered_at=timezone.now(),
        state=BatchState.CHECKED,
        new=12,
    )
    for _ in range(2):
        results.publish_import_result(batch.pk)
    (message,) = Notice.objects.open_for(people["verifikator"])
    assert message.subject == "Selesai diperiksa: register.xlsx" and message.text.startswith(
        "12 baru"
    )


def test_a_new_account_gets_a_link_for_its_own_password(people, signed_in):
    client = signed_in(people["admin"])
    refused = client.post(
        reverse("pengguna"), {"username": "ani", "password1": "", "password2": ""}
    )
    assert refused.status_code == 422 and "email" in refused.context["form"].errors
    client.post(
        reverse("pengguna"),
        {"username": "ani", "email": "ani@contoh.invalid", "password1": "", "password2": ""},
    )
    (message,) = mail.outbox
    assert message.to == ["ani@contoh.invalid"] and "ani" in message.body
    link = re.search(r"https?://[^/]+(/lupa-sandi/\S+)", message.body)[1]
    form = client.get(link, follow=True)
    client.post(
        form.redirect_chain[-1][0],
        {"password1": "Perahu-Senja-Sekali-27", "password2": "Perahu-Senja-Sekali-27"},
    )
    assert User.objects.get(username="ani").check_password("Perahu-Senja-Sekali-27")


def test_who_loses_one_of_two_seats_keeps_what_the_other_brings(make_agreement, people):
    case = make_agreement("ksdpk-daerah", at="penawaran")
    Membership.objects.create(user=people["verifikator"], role="LEGAL", unit=Unit.objects.first())
    told()
    before = set(Notice.objects.work_of(people["verifikator"]).values_list("key", flat=True))
    people["verifikator"].memberships.get(role="LEGAL").delete()
    assert not Notice.objects.work_of(people["verifikator"]).exists(), (
        "nothing of the lost seat is shown for a moment"
    )
    updating.update_notices(CASE, [case.pk], at_once=True)
    assert (
        set(Notice.objects.work_of(people["verifikator"]).values_list("key", flat=True))
        == before
        != set()
    )
