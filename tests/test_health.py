"""Whether the installation fares well is seen by machines, told to administrators, and explained on
a page that says what to do.
"""

import json
import logging
import shutil
from collections import namedtuple
from datetime import timedelta
from smtplib import SMTPDataError
from unittest.mock import Mock

import pytest
import time_machine
from django.core.cache import caches
from django.core.mail import EmailMessage
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone

from agreements.documents import rendering
from agreements.documents.signatures import sealing
from agreements.models import Document, DocumentState
from kerjasama.health import basics, probes, standing_in
from kerjasama.health.readings import Light, read_all
from kerjasama.health.runs import read_runs
from kerjasama.notices import delivery
from kerjasama.notices.models import Delivery, DeliveryState, Notice
from kerjasama.notices.updating import update_standalone_notices
from kerjasama.operations.models import Kind, Upkeep
from kerjasama.operations.results import Result
from kerjasama.web import heartbeat, request_ids
from kerjasama.web.heartbeat import Part
from kerjasama.web.log_lines import JsonLines, fault_of
from kerjasama.web.watched_faults import without_people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def _nobody_seen():
    for part in Part:
        caches["shared"].delete(part.value)


@pytest.fixture
def waiting(make_agreement, people, monkeypatch):
    """A paper that was ordered and that no worker takes."""
    monkeypatch.setattr(rendering, "queue_document", lambda *_: True)
    case = make_agreement("ksdd-sukarela")
    return rendering.order_document(case.pk, people["staf"], "kak")


def back_up(*, hours_ago: int = 0, is_good: bool = True, said: str = "") -> None:
    at = timezone.now() - timedelta(hours=hours_ago)
    Upkeep.keep(Kind.BACKUP, Result(at, is_good, "2026", (said,)))


def light_of(code: str) -> Light:
    return next(reading.light for reading in read_all() if reading.code == code)


def tasks_of(person) -> list[str]:
    update_standalone_notices()
    return list(Notice.objects.work_of(person).values_list("subject", flat=True))


def test_a_process_that_answers_is_alive_without_host_name_https_or_database(settings):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["kerjasama.example.go.id"], True
    answer = Client().get("/livez", headers={"Host": "10.0.0.7"})
    assert answer.status_code == 200 and answer.json() == {"status": "alive"}


def test_it_is_ready_while_worker_and_calendar_give_signs_of_life():
    heartbeat.give_sign()
    heartbeat.give_sign(part=Part.BEAT)
    answer = Client().get("/readyz")
    assert answer.status_code == 200 and answer.json()["status"] == "ready"
    parts = "database migrations storage bucket broker worker beat seal"
    assert answer.json()["parts"] == dict.fromkeys(parts.split(), "good")


def test_without_a_worker_pages_are_still_served():
    heartbeat.give_sign(part=Part.BEAT)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["parts"]["worker"] == "late"


def test_tables_of_another_release_take_the_web_out_of_service(monkeypatch):
    coming = basics.known_migrations() | {("agreements", "9999_of_tomorrow")}
    monkeypatch.setattr(basics, "known_migrations", lambda: coming)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["parts"]["migrations"]) == (503, "late")


def test_a_database_that_is_away_is_told_and_breaks_no_probe(monkeypatch):
    def is_away(*_, **__):
        raise OperationalError("no route")

    monkeypatch.setattr(connection, "cursor", is_away)
    answer = probes.AnswersProbes(lambda _: None)(RequestFactory().get("/readyz"))
    assert answer.status_code == 503 and json.loads(answer.content)["status"] == "down"


def test_figures_are_read_with_the_token_or_from_a_named_address_and_by_nobody_else(settings):
    assert Client().get("/metrics").status_code == 404
    settings.METRICS_TOKEN, settings.METRICS_FROM = "rahasia-pemantau", ["10.1.0.0/16"]
    assert Client().get("/metrics").status_code == 404
    wrong = {"Authorization": "Bearer rahasia"}
    assert Client().get("/metrics", headers=wrong).status_code == 404
    right = {"Authorization": "Bearer rahasia-pemantau"}
    assert Client().get("/metrics", headers=right).status_code == 200
    assert Client(REMOTE_ADDR="10.1.2.3").get("/metrics").status_code == 200
    assert Client(REMOTE_ADDR="10.2.2.3").get("/metrics").status_code == 404


def test_the_figures_tell_requests_queue_disk_database_backup_and_signs_of_life(
    waiting, people, signed_in, settings
):
    settings.METRICS_FROM = ["127.0.0.1"]
    heartbeat.give_sign()
    back_up()
    signed_in(people["admin"]).get(reverse("pengaturan"))
    page = Client().get("/metrics").content.decode()
    for line in (
        'kerjasama_requests_total{method="GET",status="200",view="pengaturan"}',
        'kerjasama_queue_depth{sort="document"} 1.0',
        'kerjasama_queue_age_seconds{sort="document"}',
        'kerjasama_papers{state="antre"} 1.0',
        'kerjasama_failed_jobs{sort="dokumen"} 0.0',
        'kerjasama_disk_bytes{what="free"}',
        "kerjasama_database_bytes",
        'kerjasama_last_run_good{run="backup"} 1.0',
        'kerjasama_sign_age_seconds{part="worker"}',
        'kerjasama_light{part="backup"} 0.0',
    ):
        assert line in page, line


@pytest.mark.parametrize(("free", "light"), [(11, Light.GOOD), (10, Light.GOOD), (9, Light.SOON)])
def test_a_disk_under_a_tenth_is_told_before_it_is_full(free, light, monkeypatch):
    usage = Usage(100 * 10**9, 0, free * 10**9)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert light_of("disk") == light


def test_a_disk_that_is_full_takes_no_web_out_of_service(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100 * 10**9, 0, 10**6))
    assert light_of("disk") == Light.LATE
    assert Client().get("/readyz").status_code == 200


@pytest.mark.parametrize(("days", "light"), [(31, Light.GOOD), (30, Light.GOOD), (29, Light.SOON)])
def test_a_certificate_is_told_of_from_thirty_days_before_its_end(days, light, monkeypatch):
    until = timezone.now() + timedelta(days, minutes=1)
    monkeypatch.setattr(sealing, "load_seal", lambda: sealing.Seal("Segel", "CA", until))
    assert light_of("seal") == light


@pytest.mark.parametrize(("hours", "light"), [(25, Light.GOOD), (27, Light.LATE)])
def test_a_backup_is_missed_when_a_day_is_over(hours, light):
    back_up(hours_ago=hours)
    assert light_of("backup") == light


def test_a_backup_that_failed_leaves_the_last_good_one_standing():
    back_up(hours_ago=3)
    back_up(is_good=False, said="Disk cadangan penuh.")
    last = read_runs()[Kind.BACKUP]
    assert not last.is_good and timezone.now() - last.good_at > timedelta(hours=2)
    assert light_of("backup") == Light.SOON


def test_a_queue_that_waits_longer_than_five_minutes_is_a_task_that_closes_by_itself(
    waiting, people
):
    assert not [task for task in tasks_of(people["admin"]) if "Antrean" in task]
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert [task for task in tasks_of(people["admin"]) if "Periksa Antrean dokumen" in task]
        assert not [task for task in tasks_of(people["staf"]) if "Antrean" in task]
    with time_machine.travel(timezone.now() + timedelta(minutes=8)):
        update_standalone_notices()
        told = Notice.objects.filter(subject__contains="Antrean", user=people["admin"])
        assert told.count() == 1  # however long it lasts
        rendering.render_queued_document(waiting.pk)
        assert not [task for task in tasks_of(people["admin"]) if "Antrean" in task]


def test_where_no_worker_is_the_calendar_itself_mails_the_administrator(
    people, monkeypatch, mailoutbox
):
    type(people["admin"]).objects.filter(username="admin").update(email="admin@example.go.id")
    heartbeat.give_sign(timezone.now() - timedelta(minutes=6))
    monkeypatch.setattr(standing_in, "connections", Mock())
    monkeypatch.setitem(standing_in._last, Part.WORKER, float("-inf"))
    thread = Mock()
    monkeypatch.setattr(standing_in.threading, "Thread", thread)
    standing_in.stand_in_for_worker()
    thread.call_args.kwargs["target"]()
    told = [mail for mail in mailoutbox if "Pekerja" in mail.subject + mail.body]
    assert {*map(tuple, (mail.to for mail in told))} == {("admin@example.go.id",)}
    assert "celery worker" in told[0].body


def test_a_worker_that_is_back_within_five_minutes_wakes_nobody(people):
    heartbeat.give_sign(timezone.now() - timedelta(minutes=4))
    assert light_of("worker") == Light.LATE
    assert not [task for task in tasks_of(people["admin"]) if "Pekerja" in task]


def test_where_the_calendar_is_silent_the_worker_orders_that_people_are_told(monkeypatch):
    sent = []
    monkeypatch.setattr(standing_in.current_app, "send_task", lambda name, **_: sent.append(name))
    for seen, many in ((timezone.now(), 0), (timezone.now() - timedelta(minutes=2), 1)):
        heartbeat.give_sign(seen, Part.BEAT)
        monkeypatch.setitem(standing_in._last, Part.BEAT, float("-inf"))
        standing_in.stand_in_for_beat()
        assert len(sent) == many
    standing_in.stand_in_for_beat()
    assert len(sent) == 1  # once a minute


def test_the_page_says_what_is_wrong_and_what_to_do(people, signed_in):
    page = signed_in(people["admin"]).get(reverse("kesehatan")).content.decode()
    assert "Pekerja (pembuat dokumen): terganggu" in page
    assert "Jalankan lagi layanan pekerja" in page and "bin/manage backup" in page


@pytest.fixture
def failed(waiting):
    told = {"state": DocumentState.FAILED, "error": "Gangguan sistem."}
    Document.objects.filter(pk=waiting.pk).update(**told)
    return waiting


def decide(client, paper, what: str) -> str:
    sent = {"pekerjaan": f"dokumen/{paper.pk}", "putusan": what}
    return client.post(reverse("pekerjaan-gagal"), sent, follow=True).content.decode()


def test_an_administrator_has_a_failed_paper_made_of_the_content_it_was_ordered_for(
    failed, people, signed_in
):
    client = signed_in(people["admin"])
    assert "Gangguan sistem." in client.get(reverse("pekerjaan-gagal")).content.decode()
    assert "Diserahkan lagi" in decide(client, failed, "ulangi")
    rendering.render_queued_document(failed.pk)
    failed.refresh_from_db()
    assert failed.state == DocumentState.READY
    assert "tidak gagal" in decide(client, failed, "ulangi")


def test_what_was_changed_meanwhile_is_ordered_by_its_people_alone(failed, people, signed_in):
    Document.objects.filter(pk=failed.pk).update(content_hash="0" * 64)
    assert "Isinya berubah" in decide(signed_in(people["admin"]), failed, "ulangi")


def test_a_paper_of_one_meeting_does_not_hide_the_failed_one_of_another(
    make_agreement, people, signed_in
):
    case, told = make_agreement(), {"starts_at": "09:00", "place": "x", "by": people["verifikator"]}
    days = ("2026-01-05", "2026-01-06")
    for revision, day in enumerate(days):
        meeting = case.meetings.create(held_on=day, agenda="x", **told)
        order = {"kind": "undangan_rapat", "meeting": meeting}
        failed = {"state": DocumentState.FAILED, "error": f"Rapat {day}"}
        case.documents.create(**order, **failed, revision=revision)
    page = signed_in(people["admin"]).get(reverse("pekerjaan-gagal")).content.decode()
    assert all(f"Rapat {day}" in page for day in days)
    case.documents.create(**order, state=DocumentState.READY, revision=2)
    page = signed_in(people["admin"]).get(reverse("pekerjaan-gagal")).content.decode()
    assert [f"Rapat {day}" in page for day in days] == [True, False]


def mail_to(person, state: DeliveryState) -> Delivery:
    now = timezone.now()
    notice = Notice.objects.create(
        user=person, kind="tugas", key="x", subject="Tugas", url="/", created_at=now
    )
    return Delivery.objects.create(
        user=person, notice=notice, channel="surel", state=state, created_at=now, next_at=now
    )


def test_what_is_logged_of_a_mail_that_did_not_leave_holds_no_words_of_the_server(
    people, monkeypatch, caplog
):
    def is_refused(mail):
        raise SMTPDataError(554, f"<{mail.to[0]}>: spam".encode())

    people["staf"].email = "staf@contoh.invalid"
    people["staf"].save()
    mail_to(people["staf"], DeliveryState.QUEUED)
    monkeypatch.setattr(EmailMessage, "send", is_refused)
    delivery.deliver_due(timezone.now())
    assert "did not leave: SMTPDataError" in caplog.text
    assert "contoh.invalid" not in caplog.text


def test_a_failed_mail_is_given_up(people, signed_in):
    row = mail_to(people["staf"], DeliveryState.FAILED)
    sent = {"pekerjaan": f"surel/{row.pk}", "putusan": "hentikan"}
    signed_in(people["admin"]).post(reverse("pekerjaan-gagal"), sent)
    row.refresh_from_db()
    assert row.state == DeliveryState.DROPPED


def test_a_request_and_the_jobs_that_it_orders_bear_one_name(settings):
    given = {"X-Request-ID": "dari-proxy-1"}
    assert Client().get("/livez", headers=given)["X-Request-ID"] != "dari-proxy-1"
    settings.BEHIND_PROXY = True
    assert Client().get("/livez", headers=given)["X-Request-ID"] == "dari-proxy-1"
    headers: dict = {}
    with request_ids.working_for("dari-proxy-1"):
        request_ids.send_along(headers)
    job = namedtuple("Job", "request")(namedtuple("Request", headers)(**headers))
    with request_ids.working_for(""):
        request_ids.take_over(job)
        assert request_ids.current_request_id() == "dari-proxy-1"


def line_of(words: str, fault: Exception | None = None) -> dict:
    told = (type(fault), fault, fault.__traceback__) if fault else None
    record = logging.LogRecord("kerjasama", logging.ERROR, "x.py", 1, words, (), told)
    return json.loads(JsonLines().format(record))


def test_a_line_is_json_and_tells_of_a_fault_its_kind_and_place_but_no_words():
    try:
        raise ValueError("NIK 6402050101900001")
    except ValueError as fault:
        with request_ids.working_for("abcdefgh"):
            line = line_of("kept", fault)
        event = {"exception": {"values": [{"type": "ValueError", "value": str(fault)}]}}
    assert (line["said"], line["request"], line["level"]) == ("kept", "abcdefgh", "error")
    assert line["fault"]["kind"] == "builtins.ValueError" and "test_health" in str(line["fault"])
    assert "6402050101900001" not in json.dumps(line)
    event |= {"user": {"ip_address": "10.0.0.1"}, "request": {"data": "NIK"}}
    assert without_people(event, {}).keys() == {"exception", "logentry", "tags"}
    assert event["exception"]["values"][0]["value"] == ""
    assert line_of('{"refused": 403}')["refused"] == 403


def test_what_celery_says_of_a_job_that_failed_holds_no_words_of_the_fault():
    fault = ValueError("NIK 6402050101900001")
    told = (ValueError, fault, None)
    words = f"Task x raised unexpected: {fault!r}"
    record = logging.LogRecord("celery.app.trace", logging.ERROR, "", 1, words, (), told)
    record.data = {"name": "agreements.tasks.render_document"}
    line = json.loads(JsonLines().format(record))
    assert line["job"] == "agreements.tasks.render_document"
    assert "6402050101900001" not in json.dumps(line)


def test_what_the_database_refuses_is_told_by_the_name_of_its_rule(people):
    with pytest.raises(Exception, match="told_once") as caught:
        for _ in range(2):
            Notice.objects.create(
                user=people["staf"], kind="kabar", key="rahasia", url="/", created_at=timezone.now()
            )
    told = fault_of(caught.value)
    assert told["database"]["rule"] == "told_once" and "rahasia" not in json.dumps(told)


def test_what_django_says_of_a_request_bears_its_name_and_no_secret_of_its_address():
    request = RequestFactory().get("/lupa-sandi/ab/cdef-123/?cari=NIK")
    request.resolver_match = resolve("/lupa-sandi/ab/cdef-123/")
    request.request_id = "abcdefgh"
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s", ("x",), None)
    record.request, record.status_code = request, 404
    line = json.loads(JsonLines().format(record))
    assert (line["said"], line["request"]) == ("answered 404", "abcdefgh")
    assert line["path"] == "/lupa-sandi/…/…/"


def test_the_page_of_a_fault_names_the_line_that_tells_of_it(people, monkeypatch):
    monkeypatch.setattr("kerjasama.web.manifest.RegionProfile", None)
    answer = Client(raise_request_exception=False).get(reverse("manifest"))
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()
