"""What people are told: once, of what is theirs, when they want it; and that it arrives."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta

import icalendar
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from django.core import mail as django_mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements import demo
from agreements.documents import rendering
from agreements.models import Agreement, Document, DocumentState
from agreements.monitoring.duties import acts
from agreements.monitoring.duties.ledger import Ledger
from agreements.workflow import engine, meeting_requirements
from agreements.workflow.evaluation import evaluate_case
from kerjasama.accounts.models import Membership, Unit, User
from kerjasama.logbook.models import LogEntry
from kerjasama.notices import delivery, posting, rounds
from kerjasama.notices.models import Delivery, Kind, Notice, Preference, Reach
from kerjasama.signin import links

from .conftest import as_long_as
from .home import settle_at_home
from .post import free_port, smtp

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture
def readers(people):
    for user in User.objects.all():
        user.email = f"{user.username}@contoh.invalid"
        user.save()
    return people


def order(agreement, person, kind):
    rendering.render_queued_document(rendering.order_document(agreement.pk, person, kind).pk)


def until_holder(agreement, holder):
    agreement = Agreement.objects.get(pk=agreement.pk)
    for _ in as_long_as(lambda: holder not in agreement.holders):
        assert demo.meet_next(agreement, order)
        agreement = Agreement.objects.get(pk=agreement.pk)
    return agreement


@pytest.fixture
def submitted(make_agreement, readers):
    """A case that the head of the OPD is to approve."""
    return until_holder(make_agreement(), "OPD_HEAD")


def a_minute_passes(now=None):
    for _ in as_long_as(lambda: not rounds.run_round(now)):
        pass
    delivery.deliver_due(now or timezone.now())


def at(hour, minute=0, days=0):
    """That hour of today, or of so many days later."""
    return timezone.make_aware(
        datetime.combine(timezone.localdate() + timedelta(days), time(hour, minute))
    )


def subjects_of(user):
    return list(Notice.objects.open_for(user).values_list("subject", flat=True))


def text_of(message):
    return message.get_body(("plain",)).get_content()


# Who is told of what


def test_the_head_of_the_opd_is_told_by_mail_when_the_turn_comes(submitted, post):
    a_minute_passes()
    (message,) = post.to("kepala")
    assert message["Subject"] == f"Kerja Sama: Setujui usulan: {submitted.title}"
    assert f"http://127.0.0.1:8000{reverse('kerja-sama', args=[submitted.pk])}" in text_of(message)
    assert not post.to("staf") and not post.to("verifikator")


def test_an_example_installation_says_so_in_each_mail(submitted, post):
    settle_at_home(is_demo=True)
    a_minute_passes()
    (message,) = post.to("kepala")
    assert message["Subject"].startswith("[CONTOH]") and text_of(message).startswith("CONTOH")


def test_a_draft_stands_in_its_authors_list_and_no_message_leaves(make_agreement, readers, post):
    draft = make_agreement()
    a_minute_passes()
    assert not post.taken
    (mine,) = Notice.objects.all()
    assert (mine.user, mine.subject) == (readers["staf"], f"Lengkapi usulan: {draft.title}")


def test_whoever_holds_several_roles_is_told_once(submitted, post, people):
    other = Unit.objects.create(name="Dinas Lama", successor=submitted.owner)
    for role, unit in (
        ("OPD", submitted.owner),
        ("OPD_HEAD", other),
        ("VERIFIER", other),
        ("SECTION_HEAD", other),
    ):
        Membership.objects.create(user=people["kepala"], role=role, unit=unit)
    a_minute_passes()
    assert len(post.to("kepala")) == 1 and len(subjects_of(people["kepala"])) == 1


def test_another_opd_is_not_told(submitted, post):
    head = User.objects.create_user("kepala-lain", "kepala-lain@contoh.invalid")
    Membership.objects.create(
        user=head, role="OPD_HEAD", unit=Unit.objects.create(name="Dinas Kesehatan")
    )
    a_minute_passes()
    assert not post.to("kepala-lain") and not subjects_of(head)


def test_the_opd_is_told_what_to_mend(submitted, people, post):
    engine.send_case_back(
        submitted.pk,
        people["kepala"],
        "persiapan",
        "persiapan",
        "Belum lengkap",
        ["Perjelas lokasi"],
    )
    a_minute_passes()
    (message,) = post.to("staf")
    assert message["Subject"] == f"Kerja Sama: Perbaiki usulan: {submitted.title}"
    assert "Dikembalikan oleh kepala: Belum lengkap" in text_of(
        message
    ) and "Perbaikan: Perjelas lokasi" in text_of(message)


def test_a_lapsed_term_is_told_to_its_holders_in_the_list_and_the_digest(
    submitted, people, post, time_machine
):
    a_minute_passes()
    time_machine.move_to(timezone.now() + timedelta(60))
    rounds.update_all_notices()
    assert f"Lewat tenggat: {submitted.title}" in subjects_of(people["kepala"])
    assert not Delivery.objects.filter(notice__kind=Kind.TERM).exists()


def test_a_lapsed_term_that_somebody_outside_holds_is_told_to_bagian_kerja_sama(
    make_agreement, readers, time_machine
):
    agreement = until_holder(make_agreement(at="persetujuan_dprd", membebani=True), "DPRD")
    time_machine.move_to(timezone.now() + timedelta(60))
    rounds.update_all_notices()
    told = Notice.objects.filter(subject=f"Lewat tenggat: {agreement.title}", done_at=None)
    assert [notice.user.username for notice in told] == ["verifikator"]


def test_those_who_review_in_parallel_are_told_at_the_same_time_and_who_holds_both_roles_once(
    make_agreement, readers, post
):
    Membership.objects.create(user=readers["kabag"], role="LEGAL", unit=Unit.objects.first())
    agreement = make_agreement("ksdpk-daerah", at="penyusunan_kb")
    until_holder(agreement, "LEGAL")
    post.taken.clear()
    a_minute_passes()
    assert len(post.to("hukum")) == len(post.to("kabag")) == 1
    meeting_requirements.meet_requirement(
        agreement.pk, readers["hukum"], open_need(agreement, "LEGAL"), "penyusunan_kb"
    )
    a_minute_passes()
    assert len(post.to("kabag")) == 1 and len(subjects_of(readers["kabag"])) == 1
    assert not subjects_of(readers["hukum"])


def open_need(agreement, role):
    checks = evaluate_case(Agreement.objects.get(pk=agreement.pk)).open_checks
    return next(check.requirement.code for check in checks if check.requirement.actor.name == role)


def test_a_duty_is_told_to_the_opd_a_month_before_its_day_until_it_is_recorded(
    make_agreement, readers, time_machine
):
    agreement = make_agreement("ksdpk-daerah", at="pelaksanaan")
    time_machine.move_to(timezone.now() + timedelta(400))
    rounds.update_all_notices()
    duties = Notice.objects.filter(kind=Kind.DUTY, done_at=None)
    mine = [notice.subject for notice in duties.filter(user=readers["staf"])]
    assert mine and all(agreement.title in subject for subject in mine)
    assert (
        not duties.filter(user=readers["bupati"]).exists()
        and duties.filter(user=readers["verifikator"]).exists()
    )
    for due in Ledger(Agreement.objects.all(), timezone.localdate(), codes=("ksdpk-semester",)):
        if due.is_unmet and due.has_begun:
            acts.fulfil_duty(
                agreement.pk,
                readers["staf"],
                due.duty.code,
                due.period,
                done_on=timezone.localdate(),
                note="Disampaikan",
            )
    rounds.update_all_notices()
    assert not duties.filter(user=readers["staf"]).exists()


def test_a_paper_that_failed_is_told_to_those_who_make_it(make_agreement, people):
    agreement = make_agreement()
    paper = Document.objects.create(
        agreement=agreement,
        stage_code="persiapan",
        kind="kak",
        revision=1,
        state=DocumentState.FAILED,
    )
    again = f"Buat ulang dokumen yang gagal: Kerangka Acuan Kerja, {agreement.title}"
    a_minute_passes()
    assert again in subjects_of(people["staf"])
    Document.objects.filter(pk=paper.pk).update(state=DocumentState.READY)
    a_minute_passes()
    assert again not in subjects_of(people["staf"])


def test_a_task_leaves_the_list_with_the_act_itself_and_the_next_person_has_it(
    submitted, people, django_capture_on_commit_callbacks
):
    rounds.update_all_notices()
    assert subjects_of(people["kepala"])
    with django_capture_on_commit_callbacks(execute=True):
        demo.meet_next(submitted, order)
    assert not subjects_of(people["kepala"])
    assert subjects_of(people["verifikator"])


def test_a_turn_that_comes_back_is_told_anew(submitted, people, post):
    a_minute_passes()
    engine.send_case_back(
        submitted.pk, people["kepala"], "persiapan", "persiapan", "Belum lengkap", []
    )
    engine.resolve_correction(submitted.pk, people["staf"], submitted.corrections.get().pk)
    a_minute_passes()
    assert len(post.to("kepala")) == 2 and len(subjects_of(people["kepala"])) == 1


def test_who_loses_the_seat_is_told_no_more(
    submitted, people, post, django_capture_on_commit_callbacks, signed_in
):
    rounds.update_all_notices()
    with django_capture_on_commit_callbacks(execute=True):
        people["kepala"].memberships.all().delete()
    a_minute_passes()
    assert not post.to("kepala") and not subjects_of(people["kepala"])
    Membership.objects.create(
        user=people["kepala"], role="OPD_HEAD", unit=Unit.objects.create(name="Dinas Kesehatan")
    )
    page = signed_in(User.objects.get(username="kepala")).get(reverse("tugas"))
    assert submitted.title not in page.content.decode()


def test_a_closed_account_gets_no_mail(submitted, people, post):
    rounds.update_all_notices()
    User.objects.filter(username="kepala").update(is_active=False)
    delivery.deliver_due(timezone.now())
    assert not post.taken


def test_a_closed_account_holds_its_office_no_more(submitted, people):
    rounds.update_all_notices()
    assert subjects_of(people["kepala"])
    User.objects.filter(username="kepala").update(is_active=False)
    rounds.update_all_notices()
    assert not subjects_of(people["kepala"])


def test_a_message_is_told_once_and_is_done_when_it_was_read(people, signed_in):
    for _ in range(2):
        posting.send_notice(
            [people["staf"].pk], Kind.TASK, "impor/1", "Impor selesai", "", reverse("daftar")
        )
    (notice,) = Notice.objects.open_for(people["staf"])
    assert signed_in(people["staf"]).get(reverse("tugas-buka", args=[notice.pk])).url == reverse(
        "daftar"
    )
    posting.send_notice(
        [people["staf"].pk], Kind.TASK, "impor/1", "Impor selesai", "", reverse("daftar")
    )
    assert not Notice.objects.open_for(people["staf"])


# Once, and surely


def test_a_doubled_run_doubles_nothing(submitted, post):
    for _ in range(3):
        a_minute_passes()
    assert len(post.taken) == 1


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_the_same_moment_send_one_mail(submitted, post):
    Notice.objects.all().delete()

    def run(_):
        try:
            a_minute_passes()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(run, range(4)))
    a_minute_passes()
    assert len(post.to("kepala")) == 1 and Delivery.objects.count() == 1


def test_what_happened_while_nothing_ran_is_told_afterwards(submitted, people, post, time_machine):
    time_machine.move_to(timezone.now() + timedelta(3))
    a_minute_passes()
    assert len(post.to("kepala")) == 1


def test_while_the_mail_server_is_away_mails_wait_and_then_leave_once(
    submitted, people, post, signed_in
):
    post.shut()
    now = timezone.now()
    for minutes in (0, 1, 3):
        a_minute_passes(now + timedelta(minutes=minutes, seconds=5))
    page = signed_in(people["admin"]).get(reverse("pengiriman") + "?status=antre").content.decode()
    assert "percobaan 3" in page and "tidak dapat dihubungi" in page
    post.open()
    for minutes in (7, 8, 60):
        a_minute_passes(now + timedelta(minutes=minutes, seconds=10))
    assert len(post.to("kepala")) == 1 and Delivery.objects.get().state == "terkirim"


def test_after_a_day_in_vain_a_mail_has_failed_until_the_administrator_sends_it_again(
    submitted, people, post, signed_in
):
    post.shut()
    now = timezone.now()
    for hours in range(40):
        a_minute_passes(now + timedelta(hours=hours, seconds=5))
    row = Delivery.objects.get()
    assert row.state == "gagal" and row.attempts == delivery.MOST_ATTEMPTS
    client = signed_in(people["admin"])
    assert "Kirim ulang" in client.get(reverse("pengiriman") + "?status=gagal").content.decode()
    post.open()
    client.post(reverse("ulangi-pengiriman", args=[row.pk]))
    a_minute_passes()
    assert len(post.to("kepala")) == 1


def test_a_refused_address_fails_at_once_and_holds_up_nobody(submitted, people, post):
    Membership.objects.create(user=people["tkksd"], role="OPD_HEAD", unit=submitted.owner)
    post.refused.add("kepala@contoh.invalid")
    a_minute_passes()
    assert Delivery.objects.get(user=people["kepala"]).state == "gagal"
    assert "550" in Delivery.objects.get(user=people["kepala"]).error
    assert len(post.to("tkksd")) == 1


def test_what_is_told_together_comes_in_one_mail(make_agreement, readers, post):
    for n in range(25):
        until_holder(make_agreement(title=f"Usulan {n:02}"), "OPD_HEAD")
    a_minute_passes()
    (message,) = post.to("kepala")
    assert re.fullmatch(
        r"Kerja Sama: Setujui usulan: Usulan \d\d dan 24 lainnya", message["Subject"]
    ) and "Dan 5 lainnya" in text_of(message)


def test_what_was_done_before_the_mail_left_is_not_sent(submitted, post):
    rounds.update_all_notices()
    demo.meet_next(submitted, order)
    a_minute_passes()
    assert not post.to("kepala") and Delivery.objects.get(user__username="kepala").state == "batal"


# When


def test_quiet_hours_hold_mails_until_they_end(submitted, people, post):
    Reach.objects.create(user=people["kepala"], quiet_from="20:00", quiet_to="06:00")
    rounds.update_all_notices()
    Delivery.objects.update(next_at=at(19, 59))
    for now in (at(20), at(23, 59), at(5, 59, days=1)):
        delivery.deliver_due(now)
    assert not post.taken
    delivery.deliver_due(at(6, days=1))
    assert len(post.to("kepala")) == 1


def test_the_digest_comes_once_a_day_from_half_past_seven_and_lists_what_waits(
    submitted, people, post
):
    Preference.objects.create(user=people["kepala"], kind=Kind.TASK, channel="surel", is_on=False)
    rounds.update_all_notices()
    for now in (at(7, 29), at(7, 30), at(7, 31), at(11)):
        delivery.prepare_digests(now)
        delivery.deliver_due(now)
    (message,) = post.to("kepala")
    assert "Ringkasan" in message["Subject"] and submitted.title in text_of(message)
    delivery.prepare_digests(at(7, 30, days=1))
    delivery.deliver_due(at(7, 30, days=1))
    assert len(post.to("kepala")) == 2


def test_a_late_run_still_sends_the_digest_of_the_day(submitted, post):
    rounds.update_all_notices()
    delivery.prepare_digests(at(16))
    delivery.deliver_due(timezone.now() + timedelta(1))
    assert any("Ringkasan" in message["Subject"] for message in post.to("kepala"))


def test_nobody_gets_an_empty_digest(submitted, people, post):
    rounds.update_all_notices()
    delivery.prepare_digests(at(7, 30))
    assert set(Delivery.objects.exclude(digest=None).values_list("user__username", flat=True)) == {
        "kepala"
    }
    Notice.objects.update(done_at=timezone.now())
    delivery.deliver_due(at(7, 31))
    assert not post.taken


def test_no_digest_is_prepared_for_a_closed_account(submitted, people):
    rounds.update_all_notices()
    people["kepala"].is_active = False
    people["kepala"].save()
    assert Notice.objects.open_for(people["kepala"]).exists()
    assert delivery.prepare_digests(at(7, 30)) == 0


# What a person wants


def choices(**more):
    return {"tugas-surel": "on", "ringkasan-surel": "on", "quiet_from": "", "quiet_to": ""} | more


def test_what_a_person_switches_off_is_not_sent_but_stays_in_the_list(
    submitted, people, post, signed_in
):
    client = signed_in(people["kepala"])
    sent = choices()
    del sent["tugas-surel"]
    client.post(reverse("pemberitahuan"), sent)
    a_minute_passes()
    assert not post.taken and subjects_of(people["kepala"])


def test_quiet_hours_need_both_ends(people, signed_in):
    client = signed_in(people["staf"])
    page = client.post(reverse("pemberitahuan"), choices(quiet_from="20:00"))
    assert page.status_code == 422 and "Isi kedua jam" in page.content.decode()
    assert (
        client.post(
            reverse("pemberitahuan"), choices(quiet_from="20:00", quiet_to="06:00")
        ).status_code
        == 302
    )
    assert 'value="20:00"' in client.get(reverse("pemberitahuan")).content.decode()


class FakeGateway:
    sent: list = []

    def send(self, number, text, key):
        self.sent.append((number, text))


def test_without_a_gateway_there_is_no_word_of_whatsapp(people, signed_in):
    assert (
        "WhatsApp" not in signed_in(people["staf"]).get(reverse("pemberitahuan")).content.decode()
    )


def test_whatsapp_counts_and_never_names(submitted, people, post, settings, signed_in):
    settings.WHATSAPP_GATEWAY = f"{__name__}.FakeGateway"
    FakeGateway.sent = []
    signed_in(people["kepala"]).post(
        reverse("pemberitahuan"), choices(**{"tugas-whatsapp": "on", "whatsapp": "0812 3456 7890"})
    )
    for _ in range(2):
        a_minute_passes()
    assert FakeGateway.sent == [
        ("6281234567890", "Ada 1 hal baru di Kerja Sama. Buka http://127.0.0.1:8000/tugas/")
    ]


# The pages


def test_the_head_of_each_page_counts_what_waits_and_what_is_new(submitted, people, signed_in):
    rounds.update_all_notices()
    client = signed_in(people["kepala"])
    assert "1 baru" in client.get(reverse("beranda")).content.decode()
    (notice,) = Notice.objects.open_for(people["kepala"])
    there = client.get(reverse("tugas-buka", args=[notice.pk])).url
    assert there == reverse("kerja-sama", args=[submitted.pk]) + "#syarat-kepala_opd"
    page = client.get(reverse("tugas")).content.decode()
    assert (
        "1 tugas menunggu Anda" in page
        and "1 tugas, 0 baru" in " ".join(re.sub("<[^>]*>", "", page).split())
        and submitted.title in page
    )


def test_nobody_opens_the_notice_of_another(submitted, people, signed_in):
    rounds.update_all_notices()
    notice = Notice.objects.get(user=people["kepala"])
    assert signed_in(people["staf"]).get(reverse("tugas-buka", args=[notice.pk])).status_code == 404
    assert Notice.objects.get(pk=notice.pk).read_at is None


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_list_log_and_calendar_cost_the_same_for_one_task_and_for_many(
    make_agreement, readers, signed_in
):
    Reach.objects.create(user=readers["kepala"], calendar_token="rahasia")

    def costs():
        rounds.update_all_notices()
        head, admin = (
            signed_in(User.objects.get(username="kepala")),
            signed_in(User.objects.get(username="admin")),
        )
        pages = (
            (head, reverse("tugas")),
            (Client(), reverse("kalender", args=["rahasia"])),
            (admin, reverse("pengiriman")),
        )
        return [queries_of(client, url) for client, url in pages]

    until_holder(make_agreement(), "OPD_HEAD")
    costs()  # reads what the office sets once
    few = costs()
    for _ in range(5):
        until_holder(make_agreement(), "OPD_HEAD")
    assert costs() == few and max(few) <= 10


# The calendar


def feed_of(link):
    answer = Client().get(link)
    if answer.status_code != 200:
        return answer.status_code
    assert "no-store" in answer["Cache-Control"]
    return {
        str(event["summary"]): event["dtstart"].dt
        for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    }


def link_of(client):
    page = client.get(reverse("pemberitahuan")).content.decode()
    start = page.find("/kalender/")
    return page[start : page.index('"', start)] if ".ics" in page else ""


def test_the_calendar_shows_deadlines_and_ends_until_its_link_is_revoked(
    submitted, people, signed_in, stranger
):
    Agreement.objects.filter(pk=submitted.pk).update(
        effective_on="2026-01-01", expires_on="2030-12-31", ends_on="2030-12-31"
    )
    client = signed_in(people["staf"])
    assert link_of(client) == ""
    client.post(reverse("tautan-kalender"))
    first = link_of(client)
    dates = feed_of(first)
    assert {f"Tenggat: {submitted.title}", f"Berakhir: {submitted.title}"} <= set(dates)
    assert any("Pelaporan" in subject for subject in dates) and not any(
        "berjenjang" in subject for subject in dates
    )
    assert str(dates[f"Berakhir: {submitted.title}"]) == "2030-12-31"
    client.post(reverse("tautan-kalender"))
    second = link_of(client)
    assert feed_of(first) == 404 and feed_of(second) == dates
    client.post(reverse("tautan-kalender"), {"cabut": "1"})
    assert feed_of(second) == 404
    assert feed_of(reverse("kalender", args=["tidak-ada"])) == 404


def test_the_calendar_of_another_opd_or_a_closed_account_shows_nothing(submitted, stranger):
    Reach.objects.create(user=stranger, calendar_token="rahasia")
    assert feed_of(reverse("kalender", args=["rahasia"])) == {}
    User.objects.filter(pk=stranger.pk).update(is_active=False)
    assert feed_of(reverse("kalender", args=["rahasia"])) == 404


# The catcher


@pytest.fixture
def caught(settings, tmp_path):
    settings.MAIL_CATCHER = str(tmp_path / "mail")
    server = Controller(Mailbox(settings.MAIL_CATCHER), hostname="127.0.0.1", port=free_port())
    server.start()
    smtp(settings, server.port)
    yield
    server.stop()


def test_the_administrator_reads_caught_mails_which_stay_text(caught, people, signed_in):
    django_mail.send_mail("Halo <b>", "<script>alert(1)</script>", None, ["staf@contoh.invalid"])
    client = signed_in(people["admin"])
    page = client.get(reverse("surel")).content.decode()
    assert "Halo &lt;b&gt;" in page
    start = page.index('href="/surel/') + 6
    mail = client.get(page[start : page.index('"', start)]).content.decode()
    assert "&lt;script&gt;alert(1)" in mail and "<script>alert" not in mail
    read = LogEntry.objects.get(stream="baca surel")
    assert read.person_id == people["admin"].pk, "a mail may hold a link that opens an account"
    assert client.get("/surel/..%2F..%2Fsecret_key/").status_code == 404


def test_who_opens_a_caught_link_to_a_password_is_told_to_its_person_and_the_others(
    caught, people, signed_in
):
    User.objects.filter(pk=people["sekda"].pk).update(email="sekda@contoh.invalid")
    links.invite_user(User.objects.get(pk=people["sekda"].pk))
    client = signed_in(people["admin"])
    page = client.get(reverse("surel")).text
    start = page.index('href="/surel/') + 6
    client.get(page[start : page.index('"', start)])
    told = Notice.objects.filter(subject__contains="surel dengan tautan sandinya dibuka")
    assert {row.user for row in told} == {people["sekda"], people["kabag"]}


def test_where_mails_really_leave_there_is_no_catcher(people, signed_in):
    assert signed_in(people["admin"]).get(reverse("surel")).status_code == 404
