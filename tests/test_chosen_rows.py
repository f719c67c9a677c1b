"""What is done with several rows at once: shown first, then done, each case once a day."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, State
from agreements.models.event import LogAction
from agreements.monitoring.duties.ledger import UNMET, Ledger
from agreements.pages.chosen_rows import key_of_due
from agreements.views.leadership import chosen_rows
from kerjasama.accounts.models import Role
from kerjasama.notices.models import Notice

from .conftest import signed_at_once, until_holder
from .registers import opened

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture
def held(make_agreement):
    """A case that waits for the head of the OPD."""
    return until_holder(make_agreement(title="Klinik hewan"), "OPD_HEAD")


@pytest.fixture
def office(people, signed_in):
    return signed_in(people["verifikator"])


def address(name, *cases, **more):
    chosen = [("pilih", getattr(case, "pk", case)) for case in cases]
    return f"{reverse(name)}?{urlencode([*chosen, *more.items()])}"


def send(client, where, words, page=None):
    """Agree to a preview: the one that is open, or one that is opened now."""
    page = page or client.get(where).context["page"]
    return client.post(where, {"pesan": words, "pilih": page.keys})


def reminders(case):
    return Notice.objects.filter(key__startswith=f"pengingat/{case.pk}/")


class TestReminding:
    def test_the_preview_says_what_is_sent_to_whom_and_sends_nothing(self, held, office):
        page = office.get(address("ingatkan-daftar", held)).context["page"]
        (row,) = page.rows
        assert row.title == "Klinik hewan" and row.people == "kepala"
        assert row.matters[0].endswith(": Klinik hewan") and page.may_send
        assert not reminders(held).exists()

    def test_the_holder_is_told_and_the_log_of_the_case_says_so(self, held, office, people):
        answer = send(office, address("ingatkan-daftar", held), "Ditunggu Bupati.")
        assert answer.url == reverse("daftar")
        notice = reminders(held).get()
        assert notice.user == people["kepala"] and notice.text.startswith("Ditunggu Bupati.\n")
        assert notice.subject.startswith("Pengingat dari verifikator: ")
        event = held.events.get(action=LogAction.REMINDED)
        assert event.by == people["verifikator"] and event.reason == "Ditunggu Bupati."
        assert event.title == "Diingatkan: kepala"

    def test_a_case_is_reminded_once_a_day(self, held, office, people, signed_in):
        send(office, address("ingatkan-daftar", held), "Mohon.")
        page = signed_in(people["kabag"]).get(address("ingatkan-daftar", held)).context["page"]
        assert [row.why for row in page.left_out] == [
            "Sudah diingatkan hari ini, oleh verifikator."
        ]
        office.post(address("ingatkan-daftar", held), {"pesan": "Mohon lagi.", "pilih": held.pk})
        assert held.events.filter(action=LogAction.REMINDED).count() == 1
        assert reminders(held).count() == 1

    def test_what_waits_for_nobody_or_for_oneself_is_left_out_and_says_why(
        self, held, make_agreement, people, office
    ):
        closed = make_agreement(title="Selesai")
        Agreement.objects.filter(pk=closed.pk).update(state=State.DONE, holders=[])
        mine = until_holder(make_agreement(title="Di meja saya"), "VERIFIER")
        page = office.get(address("ingatkan-daftar", held, closed, mine)).context["page"]
        assert {row.title: row.why for row in page.left_out} == {
            "Selesai": "Tidak menunggu siapa pun di aplikasi ini.",
            "Di meja saya": "Menunggu Anda sendiri.",
        }
        send(office, address("ingatkan-daftar", held, closed, mine), "Mohon.")
        assert Notice.objects.filter(key__startswith="pengingat/").count() == 1

    def test_all_of_the_filter_is_what_the_filter_finds(self, held, make_agreement, office):
        until_holder(make_agreement(title="Sekolah"), "OPD_HEAD")
        page = office.get(address("ingatkan-daftar", semua=1, q="Klinik")).context["page"]
        assert [row.title for row in page.rows] == ["Klinik hewan"]
        assert page.back == f"{reverse('daftar')}?q=Klinik"

    def test_a_case_that_was_not_shown_is_not_reminded_of(self, held, make_agreement, office):
        where = address("ingatkan-daftar", semua=1)
        page = office.get(where).context["page"]
        later = until_holder(make_agreement(title="Dibuat kemudian"), "OPD_HEAD")
        send(office, where, "Mohon.", page)
        assert reminders(held).exists() and not reminders(later).exists()
        assert not later.events.filter(action=LogAction.REMINDED).exists()

    def test_a_case_that_left_the_filter_meanwhile_is_not_reminded_of(self, held, office):
        where = address("ingatkan-daftar", semua=1, q="Klinik")
        page = office.get(where).context["page"]
        Agreement.objects.filter(pk=held.pk).update(title="Sekolah")
        answer = send(office, where, "Mohon.", page)
        assert answer.status_code == 422 and not reminders(held).exists()
        assert answer.context["page"].lost == 1

    def test_an_empty_message_is_asked_for_and_nothing_leaves(self, held, office):
        answer = send(office, address("ingatkan-daftar", held), " ")
        assert answer.status_code == 422 and answer.context["page"].form.errors["pesan"]
        assert not reminders(held).exists()

    def test_a_ticked_row_that_is_gone_is_said(self, held, office):
        page = office.get(address("ingatkan-daftar", held, 999_999)).context["page"]
        assert page.lost == 1 and len(page.rows) == 1

    def test_only_the_office_reminds(self, held, people, signed_in):
        for user in people.values():
            (role,) = user.roles
            may = role in (Role.VERIFIER, Role.SECTION_HEAD)
            status = signed_in(user).get(address("ingatkan-daftar", held)).status_code
            assert status == (200 if may else 403), role
        shown = signed_in(people["staf"]).get(reverse("daftar")).content.decode()
        assert reverse("ingatkan-daftar") not in shown and reverse("ekspor-daftar") in shown


@pytest.fixture
def signed_long_ago(make_agreement, people):
    case = signed_at_once(make_agreement(), people["verifikator"])
    Agreement.objects.filter(pk=case.pk).update(
        effective_on=timezone.localdate().replace(year=2020)
    )
    return case


@pytest.fixture
def owed(signed_long_ago):
    """A duty of it that is late."""
    cases = Agreement.objects.filter(pk=signed_long_ago.pk)
    dues = Ledger(cases, timezone.localdate(), UNMET)
    return next(due for due in dues if due.has_begun and due.is_late)


@pytest.fixture
def key(owed):
    """How a list names it."""
    return "/".join(map(str, key_of_due(owed)))


def test_who_owes_a_duty_is_reminded_of_it(
    signed_long_ago, owed, key, make_agreement, people, office
):
    case = signed_long_ago
    page = office.get(address("ingatkan-kewajiban", key)).context["page"]
    assert [row.matters for row in page.rows] == [[f"{owed.duty.text}, {owed.label}: {case.title}"]]
    where = address("ingatkan-kewajiban", semua=1)
    begun = office.get(where).context["page"]
    assert key in begun.keys
    later = signed_at_once(make_agreement(), people["verifikator"])
    Agreement.objects.filter(pk=later.pk).update(
        effective_on=timezone.localdate().replace(year=2020)
    )
    send(office, where, "Mohon laporannya.", begun)
    assert not reminders(later).exists()
    assert reminders(case).count() == len(page.rows[0].people.split(", "))


def test_more_duties_than_are_sent_at_once_are_refused_and_none_is_dropped(
    signed_long_ago, office, monkeypatch
):
    monkeypatch.setattr(chosen_rows, "MOST", 1)
    where = address("ingatkan-kewajiban", semua=1)
    page = office.get(where).context["page"]
    assert page.has_too_many
    answer = send(office, where, "Mohon.", page)
    assert answer.status_code == 422 and not reminders(signed_long_ago).exists()


class TestExport:
    def test_the_preview_names_the_rows_and_the_file_holds_only_them(
        self, held, make_agreement, office
    ):
        make_agreement(title="Sekolah")
        page = office.get(address("ekspor-daftar", held)).context["page"]
        assert page.rows == ["Klinik hewan"] and "Berakhir" in page.columns
        sheet = opened(office.get(page.file).content)
        titles = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert titles == ["Klinik hewan"]

    def test_another_opd_exports_only_what_it_sees(self, held, stranger, signed_in):
        page = signed_in(stranger).get(address("ekspor-daftar", held)).context["page"]
        assert page.rows == [] and page.lost == 1
        file = signed_in(stranger).get(address("daftar", held, unduh="xlsx"))
        assert opened(file.content).max_row == 1

    def test_ticked_duties_leave_as_a_file(self, signed_long_ago, owed, key, office):
        where = address("ekspor-kewajiban", key, opd=signed_long_ago.owner_id)
        page = office.get(where).context["page"]
        (row,) = page.rows
        named = f"{owed.duty.text}, {owed.label}"
        assert row.startswith(f"{named}: {signed_long_ago.title}") and page.lost == 0
        sheet = opened(office.get(page.file).content)
        assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [named]
