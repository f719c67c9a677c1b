"""How long data of people are kept: what is due is listed, goes when a person says so (two where it
is grave), and stands in the log.
"""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as project
from django.urls import reverse
from django.utils import timezone

from agreements.documents import store
from agreements.models import Agreement, State
from agreements.retention import attachments_of_ended_cases
from kerjasama.accounts.models import Membership, Unit, User
from kerjasama.logbook.acting import DISPOSAL
from kerjasama.logbook.models import LogEntry
from kerjasama.notices.models import Notice, Reach
from kerjasama.personal import retention
from kerjasama.signin.models import Attempt, Outcome
from kerjasama.signin.tasks import purge_visits
from partners.changing import change_partner
from partners.models import Partner

from .conftest import somebody
from .reading import words_of

FIVE_YEARS, TEN_YEARS = 5 * 365, 10 * 365


@pytest.fixture
def today(time_machine):
    time_machine.move_to("2036-03-02 09:00+08:00", tick=False)
    return timezone.now()


def page_of(code: str) -> str:
    return reverse("masa-simpan-jenis", args=[code])


def send(client, code: str, act: str, **more) -> str:
    """What the page says after the act."""
    answer = client.post(page_of(code), {"aksi": act, **more}, follow=True)
    return words_of(answer.content.decode())


def a_visit(user: User, days_ago: int) -> None:
    row = Attempt.objects.create(
        user=user, outcome=Outcome.ENTERED, address="203.0.113.1", place=str(days_ago)
    )
    Attempt.objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(days_ago))


def visits() -> list[str]:
    return sorted(Attempt.objects.values_list("place", flat=True))


def disposals(code: str) -> list[tuple[int | None, int]]:
    """Who and how many, as the log tells."""
    rows = LogEntry.objects.filter(stream=DISPOSAL, subject=code).order_by("pk")
    return [(row.person_id, row.detail["jumlah"]) for row in rows]


def shorten_visits(admin, kabag) -> None:
    """To thirty days by two people, and no more by themselves."""
    send(admin, "masuk", "atur", days="30")
    (made,) = retention.RuleProposal.objects.filter(state="menunggu")
    assert "tersimpan" in send(kabag, "masuk", "setujui-aturan", usulan=made.pk)


class TestTraces:
    def test_go_by_themselves_after_their_days_and_the_log_tells_it(self, people, today):
        for days in (project.KEEP_VISITS_DAYS - 1, project.KEEP_VISITS_DAYS + 1):
            a_visit(people["staf"], days)
        purge_visits()
        purge_visits()
        assert visits() == [str(project.KEEP_VISITS_DAYS - 1)]
        assert disposals("masuk") == [(None, 1)]

    def test_wait_for_somebody_where_the_region_wants_it(self, people, signed_in, today):
        admin = signed_in(people["admin"])
        shorten_visits(admin, signed_in(people["kabag"]))
        for days in (29, 31):
            a_visit(people["staf"], days)
        purge_visits()
        assert visits() == ["29", "31"]
        assert "1 data lebih lama" in words_of(admin.get(page_of("masuk")).content.decode())
        assert "1 data dimusnahkan" in send(admin, "masuk", "musnahkan")
        told = Notice.objects.filter(user=people["kabag"], subject__contains="memusnahkan 1 data")
        assert told.count() == 1, "what one person does the others learn"
        assert visits() == ["29"]
        assert disposals("masuk") == [(people["admin"].pk, 1)]
        assert "Tandai dahulu" in send(admin, "masuk", "musnahkan")

    def test_are_kept_longer_at_once_and_shorter_when_a_second_person_says_so(
        self, people, signed_in
    ):
        rule = lambda: retention.rule_of(retention.KINDS["masuk"]).days  # noqa: E731
        admin = signed_in(people["admin"])
        assert "tersimpan" in send(admin, "masuk", "atur", days="120", goes_by_itself="on")
        assert rule() == 120
        assert "diusulkan" in send(admin, "masuk", "atur", days="60", goes_by_itself="on")
        (made,) = retention.RuleProposal.objects.all()
        assert "usulan Anda sendiri" in send(admin, "masuk", "setujui-aturan", usulan=made.pk)
        assert rule() == 120
        assert Notice.objects.filter(user=people["kabag"], subject__contains="60 hari").exists()
        send(signed_in(people["kabag"]), "masuk", "setujui-aturan", usulan=made.pk)
        assert rule() == 60

    def test_a_rule_out_of_bounds_is_refused_at_its_field(self, people, signed_in):
        answer = signed_in(people["admin"]).post(page_of("masuk"), {"aksi": "atur", "days": "29"})
        assert "is-invalid" in answer.content.decode()
        assert "Paling sedikit 30 hari." in answer.content.decode()
        assert retention.rule_of(retention.KINDS["masuk"]).days == project.KEEP_VISITS_DAYS


@pytest.fixture
def former(people, today):
    """Somebody whose seat ended five years ago to the day, and who cannot come in any more."""
    user = somebody("mantan", Unit.objects.first(), "OPD")
    user.email, user.is_active = "mantan@contoh.invalid", False
    user.first_name = "Contoh Mantan"
    user.last_login = user.date_joined = today - timedelta(FIVE_YEARS + 100)
    user.save()
    ended = (today - timedelta(FIVE_YEARS)).date()
    Membership.objects.filter(user=user).update(over_on=ended)
    Reach.objects.create(user=user, whatsapp="6281234")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    return user


class TestEndedAccounts:
    def test_are_due_after_five_years_without_a_seat(self, former, people, today):
        kind = retention.KINDS["akun"]
        due = lambda days: list(retention.due_rows(kind, today + timedelta(days)))  # noqa: E731
        assert (due(0), due(1)) == ([former], [former])
        Membership.objects.filter(user=former).update(over_on=today.date() - timedelta(1_000))
        assert due(0) == []
        Membership.objects.filter(user=former).update(over_on=None)
        assert due(0) == []

    def test_lose_all_but_their_name_and_seats_by_two_people(self, former, people, signed_in):
        admin, kabag = signed_in(people["admin"]), signed_in(people["kabag"])
        assert "diusulkan" in send(admin, "akun", "musnahkan", baris=former.pk)
        (made,) = retention.Disposal.objects.all()
        assert "usulan Anda sendiri" in send(admin, "akun", "setujui", usulan=made.pk)
        former.refresh_from_db()
        assert former.email
        assert "1 data dimusnahkan" in send(kabag, "akun", "setujui", usulan=made.pk)
        former.refresh_from_db()
        assert (former.email, former.has_usable_password()) == ("", False)
        logged = LogEntry.objects.filter(stream="accounts_user", subject=str(former.pk))
        assert "mantan@" not in str(list(logged.values_list("detail", flat=True)))
        assert not Reach.objects.filter(user=former).exists()
        assert not Authenticator.objects.filter(user=former).exists()
        assert str(former) == "Contoh Mantan" and former.memberships.count() == 1
        assert disposals("akun") == [(people["kabag"].pk, 1)]
        assert "sudah diputus" in send(kabag, "akun", "setujui", usulan=made.pk)

    def test_that_came_back_meanwhile_stay(self, former, people, signed_in):
        send(signed_in(people["admin"]), "akun", "musnahkan", baris=former.pk)
        former.is_active = True
        former.save()
        (made,) = retention.Disposal.objects.all()
        told = send(signed_in(people["kabag"]), "akun", "setujui", usulan=made.pk)
        assert "0 data dimusnahkan" in told
        former.refresh_from_db()
        assert former.email == "mantan@contoh.invalid"

    def test_stay_where_they_are_kept_longer_since_it_was_proposed(self, former, people, signed_in):
        admin = signed_in(people["admin"])
        send(admin, "akun", "musnahkan", baris=former.pk)
        send(admin, "akun", "atur", days=str(FIVE_YEARS + 365))
        (made,) = retention.Disposal.objects.all()
        told = send(signed_in(people["kabag"]), "akun", "setujui", usulan=made.pk)
        assert "0 data dimusnahkan" in told

    def test_are_proposed_and_the_proposal_is_taken_back(self, former, people, signed_in):
        admin = signed_in(people["admin"])
        send(admin, "akun", "musnahkan", baris=former.pk)
        (made,) = retention.Disposal.objects.all()
        told = send(admin, "akun", "tolak", usulan=made.pk)
        assert "Usulan ditarik." in told and ": ditarik diusulkan" in told

    def test_nobody_else_sees_or_touches_them(self, former, people, signed_in):
        for name in ("staf", "verifikator", "sekda"):
            assert signed_in(people[name]).get(page_of("akun")).status_code == 403


def end_case(case: Agreement, on: date) -> None:
    """As if it had been signed long ago and had ended that day."""
    Agreement.objects.filter(pk=case.pk).update(
        state=State.DONE, effective_on=on - timedelta(365), expires_on=on, ends_on=on
    )


class TestOfCases:
    def test_a_contact_goes_when_no_case_needs_the_mitra_any_more(
        self, make_agreement, people, signed_in, time_machine
    ):
        time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
        case = make_agreement()
        partner = Partner.objects.get(party_in__agreement=case)
        partner.contact_name, partner.phone = "Contoh Narahubung", "0541 1234"
        change_partner(partner, people["verifikator"], "Narahubung baru")
        end_case(case, date(2026, 6, 1))
        kind, admin = retention.KINDS["narahubung"], signed_in(people["admin"])
        five_years_on = timezone.make_aware(timezone.datetime(2031, 5, 31, 9))
        assert not retention.due_rows(kind, five_years_on).exists()
        time_machine.move_to("2031-06-02 09:00+08:00", tick=False)
        admin = signed_in(people["admin"])
        assert partner.name in words_of(admin.get(page_of("narahubung")).content.decode())
        assert "1 data dimusnahkan" in send(admin, "narahubung", "musnahkan", baris=partner.pk)
        partner.refresh_from_db()
        assert (partner.contact_name, partner.phone) == ("", "")
        kept = str(list(partner.changes.values_list("fields", flat=True)))
        assert "Narahubung" not in kept.replace("(dimusnahkan)", "") and "0541" not in kept
        logged = str(list(LogEntry.objects.filter(stream="partners_partner").values("detail")))
        assert "Contoh Narahubung" not in logged

    def test_a_mitra_with_a_living_case_keeps_its_contact(self, make_agreement, today):
        Partner.objects.update(contact_name="Contoh Narahubung")
        end_case(make_agreement(), date(2020, 1, 1))
        make_agreement(title="Yang masih berjalan")
        assert not retention.due_rows(retention.KINDS["narahubung"], timezone.now()).exists()

    def test_attachments_of_a_case_that_ended_long_ago_lead_to_where_two_remove_them(
        self, make_agreement, people, signed_in, time_machine
    ):
        time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
        case = make_agreement()
        row = case.evidence.create(
            requirement_code="studi",
            stage_code=case.stage_code,
            by=people["staf"],
            sha256=store.store_bytes(b"%PDF-1.7 KTP"),
            file_name="ktp.pdf",
        )
        end_case(case, date(2026, 6, 1))
        now = timezone.now()
        assert not attachments_of_ended_cases(now).exists()
        time_machine.move_to("2036-06-02 09:00+08:00", tick=False)
        page = signed_in(people["kabag"]).get(page_of("lampiran")).content.decode()
        assert reverse("hapus-isi", args=["catatan", row.pk]) in page
        assert "Tandai dahulu" in send(signed_in(people["kabag"]), "lampiran", "musnahkan")
