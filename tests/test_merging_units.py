"""Units and accounts that were entered twice are put together; roles nobody holds any more are
told.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, chain_is_intact
from agreements.monitoring.vacancies import empty_roles, vacant_roles
from kerjasama.accounts import merging
from kerjasama.accounts.models import Capacity, Membership, Official, SeatState, Unit, User
from kerjasama.drafts import keeping
from kerjasama.reference.loading import load_units

from .conftest import somebody

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture
def twice(people):
    """One unit under two names: the first is kept."""
    return Unit.objects.get(), Unit.objects.create(name="Diskominfo Kukar")


def merge(source, target, people, reason="Tercatat dua kali"):
    return merging.merge_units(source.pk, target.pk, people["admin"], reason)


class TestUnits:
    def test_everything_that_points_to_the_one_points_to_the_other_afterwards(
        self, twice, people, make_agreement
    ):
        kept, double = twice
        agreement = make_agreement()
        Agreement.objects.filter(pk=agreement.pk).update(owner=double)
        agreement.supporters.add(double)
        Membership.objects.create(user=people["hukum"], role="LEGAL", unit=double)
        Official.objects.create(
            office="kepala_unit",
            unit=double,
            name="Kepala Lama",
            since=date(1990, 1, 1),
            until=date(1995, 1, 1),
        )
        merge(double, kept, people)
        left = {
            relation.related_model.__name__
            for relation in merging.unit_relations()
            if merging.rows_pointing_to(relation, double).exists()
        }
        assert left == {"Membership"}, "a seat that both had stays as history, and"
        assert not Membership.objects.held().filter(unit=double).exists()
        agreement.refresh_from_db()
        assert agreement.owner == kept and list(agreement.supporters.all()) == [kept]
        assert agreement.events.get(action="unit digabung").by == people[
            "admin"
        ] and chain_is_intact(agreement)

    def test_every_foreign_key_to_a_unit_is_known_without_being_named(self, db):
        fields = {
            (relation.related_model._meta.label, relation.field.name)
            for relation in merging.unit_relations()
        }
        assert ("agreements.Agreement", "owner") in fields and (
            "accounts.Membership",
            "unit",
        ) in fields
        assert ("agreements.Agreement_supporters", "unit") in fields

    def test_the_one_that_goes_is_closed_and_its_name_lives_on_as_alias(self, twice, people):
        kept, double = twice
        merge(double, kept, people)
        double.refresh_from_db()
        assert double.valid_to < timezone.localdate() or double.valid_to == double.valid_from
        assert double.successor == kept and kept.aliases.filter(name="Diskominfo Kukar").exists()

    def test_a_seat_that_both_gave_is_held_once(self, twice, people):
        kept, double = twice
        Membership.objects.create(user=people["staf"], role="OPD", unit=double)
        merge(double, kept, people)
        assert people["staf"].memberships.held().filter(role="OPD").count() == 1

    def test_two_heads_at_once_leave_one(self, twice, people):
        kept, double = twice
        Official.objects.create(
            office="kepala_unit", unit=double, name="Kepala Ganda", since=date(2020, 1, 1)
        )
        merge(double, kept, people)
        assert [head.name for head in kept.officials.on(timezone.localdate())] == ["Contoh Kepala"]

    def test_who_comes_second_is_refused(self, twice, people):
        kept, double = twice
        merge(double, kept, people)
        for source, target in ((double, kept), (kept, double), (kept, kept)):
            with pytest.raises(merging.UnitMergeRefused, match="sudah ditutup"):
                merge(source, target, people)

    def test_is_done_on_its_page_by_the_administrator_with_a_reason(self, twice, people, signed_in):
        kept, double = twice
        address, admin = reverse("unit-gabung", args=[double.pk]), signed_in(people["admin"])
        assert admin.post(address, {"gabung": "1", "tujuan": kept.pk}).status_code == 422
        admin.post(address, {"gabung": "1", "tujuan": kept.pk, "alasan": "Tercatat dua kali"})
        assert "digabung ke" in admin.get(reverse("unit")).content.decode()

    def test_is_closed_only_when_nobody_acts_there(self, twice, people, signed_in, make_agreement):
        kept, double = twice
        admin = signed_in(people["admin"])
        day = {"tutup": "1", "sampai": f"{timezone.localdate():%d/%m/%Y}"}
        answer = admin.post(reverse("unit-gabung", args=[kept.pk]), day)
        assert answer.status_code == 422 and "Masih ada yang bertugas" in answer.content.decode()
        make_agreement()
        Agreement.objects.update(owner=double)
        answer = admin.post(reverse("unit-gabung", args=[double.pk]), day)
        assert answer.status_code == 422 and "1 kerja sama" in answer.content.decode()
        empty = Unit.objects.create(name="Dinas yang dibubarkan", valid_from=timezone.localdate())
        assert (
            admin.post(
                reverse("unit-gabung", args=[empty.pk]), {"tutup": "1", "sampai": "01/01/1990"}
            ).status_code
            == 422
        )
        admin.post(reverse("unit-gabung", args=[empty.pk]), day)
        empty.refresh_from_db()
        assert empty.valid_to == timezone.localdate()

    @pytest.mark.parametrize(
        "how", [{"open_ended": True, "ends_on": None}, {"renews_itself": True}], ids=str
    )
    def test_is_not_closed_while_what_no_day_ends_is_in_force(
        self, twice, people, make_agreement, how
    ):
        _, double = twice
        past = {"effective_on": date(2020, 1, 1), "ends_on": date(2021, 1, 1), "state": "selesai"}
        case = make_agreement()
        Agreement.objects.filter(pk=case.pk).update(owner=double, **past | how)
        with pytest.raises(merging.UnitMergeRefused, match="1 kerja sama yang berproses"):
            merging.close_unit(double.pk, timezone.localdate())

    def test_the_reference_data_know_a_unit_by_its_short_name(self, db):
        short = Unit.objects.create(name="Bagian Kerja Sama")
        load_units()
        assert not Unit.objects.filter(name="Bagian Kerja Sama Sekretariat Daerah").exists()
        assert short.aliases.filter(name="Bagian Kerja Sama Sekretariat Daerah").exists()
        assert load_units() == 0


class TestAccounts:
    def test_the_seats_go_over_and_the_history_stays(self, people, make_agreement, signed_in):
        agreement = make_agreement()
        other = User.objects.create_user("staf-baru")
        first = signed_in(people["admin"]).post(
            reverse("pengguna-gabung", args=[people["staf"].pk]), {"tujuan": other.pk}
        )
        assert first.status_code == 302
        people["staf"].refresh_from_db()
        assert not people["staf"].is_active and people["staf"].merged_into == other
        assert User.objects.get(pk=other.pk).roles == {"OPD"}
        assert agreement.events.first().by == people["staf"] and chain_is_intact(agreement)

    @pytest.mark.parametrize(
        ("mine", "others", "left"),
        [
            ((-30, None), (-10, None), []),
            ((-30, None), (-10, 20), [(20, None)]),
            ((-30, None), (10, 20), [(0, 10), (20, None)]),
            ((-30, 15), (-10, 20), []),
            ((-30, 0), (-10, 20), []),
            ((5, 15), (10, 20), [(5, 10)]),
        ],
    )
    def test_a_seat_that_both_hold_stays_as_history_and_its_other_days_go_over(
        self, people, mine, others, left
    ):
        """Days from today; the second is the first day no more."""
        today, staff, unit = timezone.localdate(), people["staf"], Unit.objects.get()
        other = User.objects.create_user("staf-baru")

        def days(begin, end):
            return {
                "since": today + timedelta(begin),
                "over_on": None if end is None else today + timedelta(end),
            }

        staff.memberships.update(**days(*mine))
        kept = Membership.objects.create(user=other, role="OPD", unit=unit, **days(*others))
        stand_in = somebody("pengganti", unit)
        for_me = {"capacity": Capacity.DAILY, "stands_in_for": staff.memberships.get()}
        Membership.objects.create(user=stand_in, role="OPD", unit=unit, **days(0, 5), **for_me)
        merging.merge_accounts(staff.pk, other.pk, people["admin"])
        assert staff.memberships.exists(), "nothing is lost"
        assert not staff.memberships.lasting_on(today).exists()
        rows = other.memberships.exclude(pk=kept.pk).order_by("since")
        found = [(row.since, row.over_on) for row in rows]
        assert found == [tuple(days(*pair).values()) for pair in left]

    def test_a_seat_that_only_waits_gives_way_to_the_one_that_is_held(self, people):
        staff, unit = people["staf"], Unit.objects.get()
        other = User.objects.create_user("staf-baru")
        waiting = Membership(user=other, role="OPD", unit=unit, state=SeatState.PENDING)
        waiting.save()
        merging.merge_accounts(staff.pk, other.pk, people["admin"])
        waiting.refresh_from_db()
        assert waiting.state == SeatState.REFUSED
        assert User.objects.get(pk=other.pk).roles == {"OPD"}

    def test_nobody_merges_the_own_account_away(self, people):
        with pytest.raises(merging.UnitMergeRefused):
            merging.merge_accounts(people["admin"].pk, people["staf"].pk, people["admin"])

    def test_an_account_that_went_into_another_takes_none_back(self, people):
        """Else neither would be the present one, and one person could be two."""
        staff, head, admin = people["staf"], people["kepala"], people["admin"]
        merging.merge_accounts(staff.pk, head.pk, admin)
        User.objects.filter(pk=staff.pk).update(is_active=True)
        with pytest.raises(merging.UnitMergeRefused, match="sudah digabung"):
            merging.merge_accounts(head.pk, staff.pk, admin)
        assert User.objects.get(pk=staff.pk).is_same_person(User.objects.get(pk=head.pk))

    def test_what_was_typed_and_never_sent_is_offered_to_the_account_that_is_kept(self, people):
        staff, head, admin = people["staf"], people["kepala"], people["admin"]
        for person, form, value in ((staff, "a", "1"), (staff, "b", "2"), (head, "b", "3")):
            typed = {"alasan": {"value": value, "base": ""}}
            keeping.keep_draft(person, "/mitra/", form, "/mitra/", typed, "tab")
        merging.merge_accounts(staff.pk, head.pk, admin)
        drafts = head.form_drafts.order_by("form")
        assert [row.data["alasan"]["value"] for row in drafts] == ["1", "3"]

    def test_an_account_merged_into_itself_loses_nothing(self, people):
        staff = people["staf"]
        with pytest.raises(merging.UnitMergeRefused, match="sama dengan akun tujuan"):
            merging.merge_accounts(staff.pk, staff.pk, people["admin"])
        assert staff.memberships.exists() and User.objects.get(pk=staff.pk).is_active


class TestEmptyRoles:
    def test_nobody_is_told_while_every_role_has_somebody(self, make_agreement):
        make_agreement()
        assert vacant_roles() == []

    def test_the_last_holder_deactivated_is_told_with_what_waits_until_there_is_one_again(
        self, people, make_agreement, signed_in
    ):
        agreement = make_agreement()
        User.objects.filter(username="staf").update(is_active=False)
        (vacancy,) = vacant_roles()
        assert (
            str(vacancy)
            == f"Tidak ada akun aktif untuk Staf OPD {agreement.owner}; 1 kerja sama menunggu."
        )
        (task,) = empty_roles(())
        assert task.people == {people["admin"].pk, people["kabag"].pk}
        for name, page in (
            ("admin", "pengguna"),
            ("admin", "beranda"),
            ("kabag", "pengaturan"),
            ("kabag", "beranda"),
        ):
            assert str(vacancy) in signed_in(people[name]).get(reverse(page)).content.decode(), page
        assert (
            str(vacancy)
            not in signed_in(people["verifikator"]).get(reverse("beranda")).content.decode()
        )
        User.objects.filter(username="staf").update(is_active=True)
        assert vacant_roles() == []

    def test_a_role_of_the_office_is_told_though_nothing_waits_for_it(self, people):
        User.objects.filter(username="hukum").update(is_active=False)
        assert [vacancy.role for vacancy in vacant_roles()] == ["LEGAL"]

    def test_deactivating_the_last_holder_is_asked_first(self, people, signed_in):
        address, admin = (
            reverse("pengguna-rinci", args=[people["hukum"].pk]),
            signed_in(people["admin"]),
        )
        typed = {"aksi": "data", "first_name": "Hukum"}
        page = admin.post(address, typed).content.decode()
        assert "Tidak ada lagi akun aktif untuk: Bagian Hukum" in page
        people["hukum"].refresh_from_db()
        assert people["hukum"].is_active
        mark = page.partition('name="pasti_is_active"')
        value = (
            (mark[0].rpartition("<input")[2] + mark[2].partition(">")[0])
            .partition('value="')[2]
            .partition('"')[0]
        )
        admin.post(address, typed | {"pasti_is_active": value})
        people["hukum"].refresh_from_db()
        assert not people["hukum"].is_active

    def test_taking_the_last_seat_is_asked_first(self, people, signed_in):
        address, admin = (
            reverse("pengguna-rinci", args=[people["tkksd"].pk]),
            signed_in(people["admin"]),
        )
        seat = people["tkksd"].memberships.get()
        assert admin.post(address, {"aksi": "cabut", "kursi": seat.pk}).status_code == 422
        assert people["tkksd"].memberships.exists()
        admin.post(address, {"aksi": "cabut", "kursi": seat.pk, "pasti": "1"})
        assert not people["tkksd"].memberships.held().exists()

    def test_an_account_without_role_is_told_whom_to_ask_and_led_in_no_circle(
        self, people, signed_in
    ):
        User.objects.filter(username="admin").update(first_name="Ibu Admin")
        client = signed_in(User.objects.create_user("baru"))
        page = client.get(reverse("beranda"))
        text = page.content.decode()
        assert page.status_code == 403 and "belum mempunyai peran" in text and "Ibu Admin" in text
        assert "Kembali ke beranda" not in text and "Daftar kerja sama" not in text
        assert client.post(reverse("keluar")).url == reverse("account_login")
        assert client.get(reverse("beranda")).url.startswith(reverse("account_login"))
