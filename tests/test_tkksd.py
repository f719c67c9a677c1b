"""The TKKSD as its Keputusan makes it: recorded by the Bagian, asked for any day, proposed to meetings."""  # noqa: E501

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements.models import Meeting, TeamDecree, TeamSeat
from agreements.models.team import decree_in_force_on
from agreements.regulations.tkksd import departures_from_law
from agreements.workflow import team
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Office, Official

from .reading import words_of

PDF = b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
LAWFUL = ("ketua", "wakil", "sekretaris", *["anggota"] * 6)
TODAY = timezone.localdate


def seats_of(*seats: str) -> list[TeamSeat]:
    return [
        TeamSeat(seat=seat, position=f"Jabatan {n}", name=f"Orang {n}", institution="Bappeda")
        for n, seat in enumerate(seats)
    ]


@pytest.fixture
def make_decree(people):
    """A Keputusan in force since so many days ago."""

    def make(days_ago: int, number: str = "1/2026", until=None, seats=None) -> TeamDecree:
        since = TODAY() - timedelta(days_ago)
        decree = TeamDecree(
            number=number,
            decided_on=since,
            since=since,
            until=until,
            sha256="a" * 64,
            file_name="k",
        )
        return team.record_decree(decree, seats or seats_of(*LAWFUL), people["verifikator"])

    return make


def sent(seats, **more) -> dict:
    today = TODAY().strftime("%d/%m/%Y")
    rows = {"susunan-TOTAL_FORMS": str(len(seats)), "susunan-INITIAL_FORMS": "0"}
    for n, seat in enumerate(seats):
        rows |= {
            f"susunan-{n}-seat": seat,
            f"susunan-{n}-position": f"Jabatan {n}",
            f"susunan-{n}-institution": "Bappeda",
        }
    file = SimpleUploadedFile("keputusan.pdf", PDF, "application/pdf")
    decree = {"number": "105/SK/BUP/HK/2026", "decided_on": today, "since": today, "upload": file}
    return rows | decree | more


class TestInForce:
    @pytest.mark.parametrize("days, sits", [(31, False), (30, True), (0, True)])
    def test_it_sits_from_the_first_day_of_its_keputusan(self, make_decree, days, sits):
        make_decree(30)
        assert bool(team.team_on(TODAY() - timedelta(days))) is sits

    @pytest.mark.parametrize("days, sits", [(6, True), (5, True), (4, False)])
    def test_it_sits_until_the_last_day_that_the_keputusan_names(self, make_decree, days, sits):
        make_decree(30, until=TODAY() - timedelta(5))
        assert bool(team.team_on(TODAY() - timedelta(days))) is sits

    @pytest.mark.parametrize("days, number", [(11, "lama"), (10, "baru"), (9, "baru")])
    def test_a_new_keputusan_ends_the_former(self, make_decree, days, number):
        make_decree(30, "lama")
        make_decree(10, "baru")
        assert decree_in_force_on(TODAY() - timedelta(days)).number == number

    def test_the_former_does_not_come_back_when_the_new_one_ends(self, make_decree):
        make_decree(30, "lama")
        make_decree(10, "baru", until=TODAY() - timedelta(2))
        assert decree_in_force_on(TODAY()) is None

    def test_one_that_was_withdrawn_ended_nothing(self, make_decree, people):
        make_decree(30, "lama")
        wrong = make_decree(10, "keliru")
        team.withdraw_decree(wrong.pk, people["kabag"], "Salah berkas.")
        assert decree_in_force_on(TODAY()).number == "lama"


class TestMembers:
    def test_the_chair_is_whoever_is_sekretaris_daerah_on_that_day(self, make_decree):
        """P22 Pasal 47 ayat (1) huruf a: ex officio."""
        make_decree(30)
        Official.objects.filter(office=Office.SECRETARY).delete()
        turn = TODAY() - timedelta(10)
        Official.objects.create(
            office=Office.SECRETARY, name="Sekda Lama", since=TODAY() - timedelta(99), until=turn
        )
        Official.objects.create(
            office=Office.SECRETARY, name="Sekda Baru", since=turn + timedelta(1)
        )
        names = [team.team_on(day)[0].name for day in (turn, turn + timedelta(1))]
        assert names == ["Sekda Lama", "Sekda Baru"]

    def test_a_member_named_by_office_is_its_holder(self, make_decree, make_agreement):
        unit = make_agreement().owner
        Official.objects.filter(unit=unit).delete()
        Official.objects.create(
            office=Office.UNIT_HEAD, unit=unit, name="Kepala Hari Ini", since=TODAY()
        )
        head = TeamSeat(seat="anggota", position=f"Kepala {unit}", institution=unit.name)
        make_decree(30, seats=[*seats_of(*LAWFUL), head])
        assert "Kepala Hari Ini" in [member.name for member in team.team_on(TODAY())]
        assert "" in [member.name for member in team.team_on(TODAY() - timedelta(1))]

    def test_they_stand_in_the_order_of_the_law(self, make_decree):
        make_decree(0, seats=seats_of(*reversed(LAWFUL), "tenaga-ahli"))
        seats = [member.seat.seat for member in team.team_on(TODAY())]
        assert seats == [*LAWFUL, "tenaga-ahli"]


@pytest.mark.parametrize(
    "seats, told",
    [
        (LAWFUL, []),
        (LAWFUL[:-1], ["Permendagri 22/2020 Pasal 47 ayat (1) huruf d"]),
        (("ketua", *LAWFUL), ["Permendagri 22/2020 Pasal 47 ayat (1) huruf a"]),
        (LAWFUL[1:], ["Permendagri 22/2020 Pasal 47 ayat (1) huruf a"]),
        ((*LAWFUL, "tenaga-ahli"), []),
    ],
)
def test_a_composition_other_than_the_law_has_it_is_told_with_its_article(seats, told):
    found = departures_from_law(seats)
    assert len(found) == len(told) and all(
        article in text for article, text in zip(told, found, strict=True)
    )


class TestRecording:
    def test_the_bagian_records_one_with_its_file_and_everybody_reads_it(self, signed_in, people):
        client = signed_in(people["verifikator"])
        page = client.post(reverse("tkksd-catat"), sent(LAWFUL), follow=True)
        assert "105/SK/BUP/HK/2026" in words_of(page.content.decode())
        decree = TeamDecree.objects.get()
        for name in ("staf", "tkksd", "pimpinan"):
            reader = signed_in(people[name])
            words = words_of(reader.get(reverse("tkksd")).content.decode())
            assert "105/SK/BUP/HK/2026" in words and "Pasal 46 ayat (1)" in words
            assert reader.get(reverse("tkksd-berkas", args=[decree.pk])).status_code == 200

    def test_fewer_members_than_six_are_asked_about_and_then_kept(self, signed_in, people):
        client = signed_in(people["verifikator"])
        answer = client.post(reverse("tkksd-catat"), sent(LAWFUL[:-1]))
        assert answer.status_code == 422 and not TeamDecree.objects.exists()
        (box,) = answer.context["form"].questions
        sure = {box.html_name: box.field.widget.attrs["value"]}
        client.post(reverse("tkksd-catat"), sent(LAWFUL[:-1], **sure))
        assert TeamDecree.objects.get().seats.count() == 8

    @pytest.mark.parametrize(
        "more, fault",
        [
            ({"decided_on": f"{TODAY() + timedelta(1):%d/%m/%Y}"}, "sesudah hari ini"),
            ({"until": "01/01/2001"}, "mendahului"),
            ({"upload": SimpleUploadedFile("k.pdf", b"<html>")}, "bukan PDF"),
            ({"susunan-TOTAL_FORMS": "0"}, "Isi susunan"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, signed_in, people, more, fault):
        client = signed_in(people["kabag"])
        answer = client.post(reverse("tkksd-catat"), sent(LAWFUL, **more))
        assert answer.status_code == 422 and fault in str(answer.context["form"].errors)
        assert not TeamDecree.objects.exists()

    def test_the_same_keputusan_is_not_recorded_twice(self, make_decree):
        make_decree(3)
        with pytest.raises(Refused, match="sudah tercatat"):
            make_decree(3)

    def test_nobody_else_records_or_withdraws_one(self, make_decree, people):
        decree = make_decree(3)
        for name in ("staf", "tkksd", "pimpinan", "admin"):
            with pytest.raises(Refused, match="Bagian"):
                team.withdraw_decree(decree.pk, people[name], "Bukan saya.")
            with pytest.raises(Refused, match="Bagian"):
                fresh = TeamDecree(number="9", decided_on=TODAY(), since=TODAY())
                team.record_decree(fresh, [], people[name])

    def test_a_new_one_begins_with_the_places_of_the_former(self, make_decree, signed_in, people):
        decree = make_decree(3)
        page = signed_in(people["kabag"]).get(reverse("tkksd-catat"), {"dari": decree.pk})
        positions = [form.initial.get("position") for form in page.context["page"].rows]
        assert [place for place in positions if place] == [f"Jabatan {n}" for n in range(9)]


class TestMeetings:
    @pytest.fixture
    def meeting(self, make_agreement, people):
        return make_agreement().meetings.create(
            held_on=TODAY(), starts_at="09:00", place="Aula", agenda="x", by=people["verifikator"]
        )

    def keep(self, client, meeting, marked):
        data = {
            "sort": "teknis",
            "held_on": TODAY(),
            "starts_at": "09:00",
            "place": "Aula",
            "agenda": "x",
            "versi": Meeting.objects.get().content_hash,
            "attendees-TOTAL_FORMS": "0",
            "attendees-INITIAL_FORMS": "0",
            "anggota_hadir": marked,
        }
        return client.post(reverse("rapat-rinci", args=[meeting.agreement_id, meeting.pk]), data)

    def test_the_members_of_today_are_proposed_as_guests(
        self, make_decree, make_agreement, signed_in, people
    ):
        make_decree(3)
        page = signed_in(people["verifikator"]).get(reverse("rapat", args=[make_agreement().pk]))
        invited = page.context["form"]["invited"].value()
        assert "selaku Ketua TKKSD" in invited and "Jabatan 8" in invited

    def test_those_marked_as_present_stand_in_the_daftar_hadir(
        self, make_decree, meeting, signed_in, people
    ):
        client = signed_in(people["verifikator"])
        decree = make_decree(3)
        marked = [str(seat.pk) for seat in decree.seats.filter(name__in=["Orang 3", "Orang 4"])]
        self.keep(client, meeting, marked)
        self.keep(client, meeting, [])
        rows = meeting.attendees.values_list("name", "position", "institution")
        assert list(rows) == [
            ("Orang 3", "Jabatan 3", "Bappeda"),
            ("Orang 4", "Jabatan 4", "Bappeda"),
        ]

    def test_only_members_of_the_day_of_the_meeting_are_proposed(
        self, make_decree, meeting, signed_in, people
    ):
        make_decree(30, "lama", seats=seats_of(*LAWFUL, "tenaga-ahli"))
        make_decree(3, "baru")
        Meeting.objects.update(held_on=TODAY() - timedelta(4))
        address = reverse("rapat-rinci", args=[meeting.agreement_id, meeting.pk])
        page = signed_in(people["verifikator"]).get(address)
        assert "Orang 9" in page.content.decode()
