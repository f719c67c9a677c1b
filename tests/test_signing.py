"""The day of the signing: its schedule, who is in whose way, and what each original lacks."""

import io
import re
from datetime import date, time

import icalendar
import pytest
from django.urls import reverse
from lxml import html
from pypdf import PdfReader

from agreements.documents import rendering, store
from agreements.models import (
    Agreement,
    CopyCheck,
    Signatory,
    Signing,
    SigningState,
    chain_is_intact,
)
from agreements.monitoring.custody import clashes, copies
from agreements.monitoring.custody import signing as acts
from agreements.regulations import catalogue
from agreements.regulations.originals import (
    OriginalsPlan,
    checklist_of_originals,
    scan_code_of,
    shares_of_originals,
)
from agreements.workflow import engine, meeting_requirements
from agreements.workflow.changing_parties import name_signatory
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Official, User
from kerjasama.notices.calendar import calendar_feed_of

from .conftest import order_and_render, until_holder
from .reading import words_of, words_of_part
from .test_register import inside, unknown

KB = "kesepakatan_bersama"
DAY = date(2026, 12, 1)
MORNING = {
    "day": DAY,
    "starts": time(9),
    "ends": time(11),
    "place": "Pendopo Odah Etam",
    "method": "seremonial",
}
ROWS = {
    "rundown": [
        {"at": "09:00", "what": "Pembukaan", "who": "Pembawa acara"},
        {"at": "09:15", "what": "Penandatanganan", "who": ""},
    ],
    "guests": [{"name": "Contoh Saksi", "position": "Asisten", "part": "saksi"}],
    "turns": [],
}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_end_of_november(time_machine, blank_papers):
    time_machine.move_to("2026-11-24 09:00+08:00", tick=False)


@pytest.fixture
def plan(people):
    def schedule(agreement, kind=KB, **changes):
        return acts.plan_signing(
            agreement.pk,
            people["verifikator"],
            kind,
            **{"copies": 2, "note": "", **MORNING, **ROWS, **changes},
        )

    return schedule


def typed(**changes) -> dict:
    counts = {
        f"{rows}-{name}": number
        for rows in ("rundown", "turns", "guests")
        for name, number in {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0}.items()
    }
    fields = {
        "day": "2026-12-01",
        "starts": "09:00",
        "ends": "11:00",
        "place": "Pendopo Odah Etam",
        "method": "seremonial",
        "copies": 2,
    }
    return counts | fields | changes


def address(agreement, name="atur-penandatanganan", kind=KB):
    return reverse(name, args=[agreement.pk, kind])


class TestTheLaw:
    @pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda track: track.code)
    def test_every_original_has_somebody_and_every_citation_resolves(self, track):
        for kind in track.signings:
            assert len(shares_of_originals(track, kind, OriginalsPlan(2, further=1))) == 3
            assert (
                unknown(inside(shares_of_originals(track, kind, OriginalsPlan(2, further=1))))
                == set()
            )

    def test_at_home_we_keep_one_and_abroad_it_goes_to_the_minister(self):
        home, abroad = (
            catalogue.newest_track_version("ksdd-sukarela"),
            catalogue.newest_track_version("ksdpl-daerah"),
        )
        assert [
            (share.bearer, str(share.citation))
            for share in shares_of_originals(home, KB, OriginalsPlan())
        ] == [
            ("daerah", "Permendagri 22/2020 Pasal 16 ayat (2)"),
            ("mitra", "Permendagri 22/2020 Pasal 10 ayat (3)"),
        ]
        assert (
            str(shares_of_originals(abroad, "naskah_kerja_sama", OriginalsPlan())[0].citation)
            == "Permendagri 25/2020 Pasal 25 ayat (2)"
        )
        assert "meterai" in checklist_of_originals(
            home
        ) and "meterai" not in checklist_of_originals(abroad)

    def test_each_track_knows_what_it_signs_and_where_the_scan_goes(self):
        assert tuple(catalogue.newest_track_version("ksdpk-daerah").signings) == (
            KB,
            "perjanjian_kerja_sama",
        )
        assert (
            scan_code_of(catalogue.newest_track_version("ksdpk-daerah"), KB)
            == "scan_kesepakatan_bersama"
        )
        assert (
            scan_code_of(catalogue.newest_track_version("ksdpl-daerah"), "naskah_kerja_sama")
            == "scan_naskah"
        )


class TestSchedule:
    def test_bagian_kerja_sama_schedules_and_the_log_says_so(self, make_agreement, plan):
        agreement = make_agreement()
        signing = plan(agreement)
        assert (signing.signer, signing.signer_title) == (
            "Contoh Bupati",
            "Bupati Kutai Kartanegara",
        )
        event = agreement.events.last()
        assert (
            event.title == "Penandatanganan dijadwalkan: Kesepakatan Bersama"
            and event.detail["day"] == "2026-12-01"
        )
        assert chain_is_intact(agreement)

    def test_the_opd_does_not(self, make_agreement, people):
        with pytest.raises(Refused, match="Hanya Bagian Kerja Sama"):
            acts.plan_signing(
                make_agreement().pk, people["staf"], KB, copies=2, note="", **MORNING, **ROWS
            )

    def test_nothing_is_scheduled_that_the_track_does_not_sign(self, make_agreement, plan):
        with pytest.raises(Refused, match="tidak menandatangani"):
            plan(make_agreement(), "nota_kesepakatan")

    def test_it_is_put_off_with_a_reason_and_planned_again(self, make_agreement, plan, people):
        agreement, kabag = make_agreement(), people["kabag"]
        plan(agreement)
        with pytest.raises(Refused, match="Alasan wajib"):
            acts.change_signing_state(agreement.pk, kabag, KB, "ditunda", " ")
        with pytest.raises(Refused, match="belum tiba"):
            acts.change_signing_state(agreement.pk, kabag, KB, "terlaksana", "")
        acts.change_signing_state(agreement.pk, kabag, KB, "ditunda", "Bupati dinas luar.")
        assert agreement.events.last().title == "Penandatanganan ditunda: Kesepakatan Bersama"
        signing = plan(agreement, day=date(2026, 12, 8))
        assert (signing.state, signing.reason, Signing.objects.count()) == (
            SigningState.PLANNED,
            "",
            1,
        )

    def test_recording_the_signature_says_that_it_was_held(self, make_agreement, plan, people):
        agreement = make_agreement(at="penandatanganan_kb")
        plan(agreement)
        until_holder(agreement, "HEAD_OF_REGION")
        meeting_requirements.meet_requirement(
            agreement.pk,
            people["verifikator"],
            f"ttd_{KB}",
            agreement.stage_code,
            outcome="ditandatangani",
            decided_on=date(2026, 11, 24),
        )
        assert Signing.objects.get().state == SigningState.HELD
        with pytest.raises(Refused, match="sudah terlaksana"):
            plan(agreement)

    def test_what_was_called_held_by_mistake_is_planned_again(
        self, make_agreement, plan, people, signed_in
    ):
        agreement = make_agreement()
        plan(agreement, day=date(2026, 11, 24))
        acts.change_signing_state(agreement.pk, people["kabag"], KB, "terlaksana", "")
        page = (
            signed_in(people["verifikator"])
            .get(reverse("penandatanganan-berkas", args=[agreement.pk]))
            .content.decode()
        )
        assert "Ubah jadwal" in page
        assert plan(agreement).state == SigningState.PLANNED
        assert agreement.events.last().action == "jadwal ttd diubah"

    def test_what_was_signed_without_a_schedule_may_still_be_written_down(
        self, make_agreement, plan, people, signed_in
    ):
        agreement = make_agreement(at="penyusunan_pks")
        page = (
            signed_in(people["verifikator"])
            .get(reverse("penandatanganan-berkas", args=[agreement.pk]))
            .content.decode()
        )
        assert "Ditandatangani Selasa, 24 November 2026" in page and "Catat acaranya" in page
        assert plan(agreement, day=date(2026, 11, 24)).state == SigningState.HELD

    def test_abroad_there_is_one_original_for_each_party(self, make_agreement, people, signed_in):
        agreement, kind = make_agreement("ksdpl-daerah"), "naskah_kerja_sama"
        answer = signed_in(people["verifikator"]).post(
            address(agreement, kind=kind), typed(copies=3)
        )
        assert answer.status_code == 302 and Signing.objects.get().copies == 2

    def test_its_day_is_proposed_for_the_naskah_and_its_originals_are_counted_there(
        self, make_agreement, plan, people, signed_in
    ):
        agreement = make_agreement(at="penandatanganan_kb")
        plan(agreement, copies=3)
        page = (
            signed_in(people["verifikator"])
            .get(reverse("kerja-sama", args=[agreement.pk]))
            .content.decode()
        )
        assert 'name="hari" value="01/12/2026"' in page
        order_and_render(agreement, people["verifikator"], KB)
        assert (
            "dalam rangkap 3 (tiga)"
            in store.read_stored(agreement.documents.get(kind=KB, draft=False).sha256).decode()
        )


class TestClashes:
    def test_one_person_cannot_be_at_two_places_and_nothing_helps(self, make_agreement, plan):
        one, other = make_agreement(title="Kerja sama pertama"), make_agreement()
        plan(one)
        with pytest.raises(clashes.Taken, match="acara lain") as told:
            plan(
                other,
                place="Hotel Grand Elty",
                starts=time(10, 59),
                ends=time(12),
                share_place=True,
            )
        assert [row.agreement for row in told.value.clashes.person] == [one]
        assert plan(other, place="Hotel Grand Elty", starts=time(11), ends=time(12))

    def test_what_was_given_up_or_has_no_hours_is_in_nobodys_way(
        self, make_agreement, plan, people
    ):
        one, other, third = make_agreement(), make_agreement(), make_agreement()
        plan(one)
        acts.change_signing_state(one.pk, people["kabag"], KB, "dibatalkan", "Mitra mundur.")
        plan(other, method="desk", starts=None, ends=None)
        assert plan(third)

    def test_a_case_that_is_given_up_frees_its_time_and_offers_no_more_buttons(
        self, make_agreement, plan, people, signed_in
    ):
        one, other = make_agreement(), make_agreement()
        plan(one)
        engine.halt_case(one.pk, people["kabag"], one.stage_code, "ditolak", "Mitra mundur.")
        assert (
            plan(other)
            and (signing := Signing.objects.get(agreement=one)).state == SigningState.CANCELLED
        )
        page = (
            signed_in(people["verifikator"])
            .get(reverse("penandatanganan-berkas", args=[one.pk]))
            .content.decode()
        )
        assert (
            signing.reason == "Mitra mundur."
            and "Dibatalkan" in page
            and f'{address(one)}"' not in page
        )

    def test_a_case_that_only_rests_keeps_its_day(self, make_agreement, plan, people):
        agreement = make_agreement()
        plan(agreement)
        engine.halt_case(
            agreement.pk,
            people["kabag"],
            agreement.stage_code,
            "ditangguhkan",
            "Menunggu anggaran.",
        )
        assert Signing.objects.get(agreement=agreement).state == SigningState.PLANNED

    def test_a_place_is_shared_only_by_saying_so(self, make_agreement, plan):
        one, other = (
            make_agreement(),
            make_agreement(
                dengan_kuasa=True, kuasa_nama="Contoh Kuasa", kuasa_jabatan="Kepala Dinas"
            ),
        )
        plan(one)
        later = {
            "starts": time(10),
            "ends": time(12),
            "kind": "perjanjian_kerja_sama",
            "place": "pendopo  odah etam",
        }
        with pytest.raises(clashes.Taken, match="Tempat itu"):
            plan(other, **later | {"place": "pendopo odah etam"})
        assert (
            plan(other, share_place=True, **later | {"place": "pendopo odah etam"}).signer
            == "Contoh Kuasa"
        )

    def test_several_naskah_may_be_signed_at_one_event(self, make_agreement, plan):
        plan(make_agreement())
        with pytest.raises(clashes.Taken, match="Tempat itu"):
            plan(make_agreement())
        assert plan(make_agreement(), share_place=True)

    def test_the_page_says_at_the_field_who_is_in_the_way(
        self, make_agreement, plan, people, signed_in
    ):
        one, other, client = (
            make_agreement(title="Kerja sama pertama"),
            make_agreement(),
            signed_in(people["verifikator"]),
        )
        plan(one)
        answer = client.post(address(other), typed(place="Hotel", note="Ketikan saya"))
        page = answer.content.decode()
        assert answer.status_code == 422 and "Ketikan saya" in page
        assert (
            "Contoh Bupati sudah dijadwalkan" in page
            and f">{one.title}</a>" in page
            and "Tetap jadwalkan" not in page
        )
        answer = client.post(address(other), typed())
        assert (
            answer.status_code == 422
            and "Tempat ini dipakai" in answer.content.decode()
            and "Tetap jadwalkan" in answer.content.decode()
        )
        assert client.post(address(other), typed(share_place="on")).status_code == 302


class TestPages:
    def test_the_schedule_is_written_with_its_rows(self, make_agreement, people, signed_in):
        agreement, client = make_agreement(), signed_in(people["verifikator"])
        rows = {
            "rundown-TOTAL_FORMS": 3,
            "rundown-0-at": "09:30",
            "rundown-0-what": "Sambutan",
            "rundown-1-at": "09:00",
            "rundown-1-what": "Doa",
        }
        guests = {"guests-0-name": "Contoh Saksi", "guests-0-part": "saksi"}
        answer = client.post(address(agreement), typed(**rows, **guests), follow=True)
        page = answer.content.decode()
        assert (
            page.index("Doa") < page.index("Sambutan")
            and "Contoh Saksi" in page
            and "Selasa, 1 Desember 2026" in page
        )
        assert "Unggah pindaian" not in page

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"starts": "", "ends": ""}, "Isi jam mulai acara."),
            ({"ends": "08:00"}, "Jam selesai harus sesudah jam mulai."),
            ({"method": "desk", "ends": ""}, "Isi jam mulai dan jam selesai"),
            ({"copies": 1}, "Paling sedikit 2."),
            ({"day": "1026-12-01"}, "Tahun 1026 tidak masuk akal"),
            ({"place": "  "}, "wajib"),
            (
                {
                    "turns-0-who": "Sekda",
                    "turns-0-sent_on": "2026-12-02",
                    "turns-0-signed_on": "2026-12-01",
                },
                "mendahului langkah sebelumnya",
            ),
            ({"guests-0-name": "Tanpa peran"}, "wajib"),
        ],
    )
    def test_a_rejected_schedule_says_why_and_keeps_what_was_typed(
        self, make_agreement, people, signed_in, changes, says
    ):
        answer = signed_in(people["verifikator"]).post(
            address(make_agreement()), typed(note="Ketikan saya", **changes)
        )
        page = answer.content.decode()
        assert answer.status_code == 422 and says in page and "Ketikan saya" in page
        assert not Signing.objects.exists()

    def test_a_schedule_that_somebody_changed_meanwhile_is_not_written_over(
        self, make_agreement, plan, people, signed_in
    ):
        agreement, client = make_agreement(), signed_in(people["verifikator"])
        plan(agreement)
        answer = client.post(address(agreement), typed(seen="", note="Ketikan saya"))
        assert (
            answer.status_code == 422
            and "Isi sudah diubah orang lain" in answer.content.decode()
            and "Ketikan saya" in answer.content.decode()
        )

    def test_an_emptied_row_is_gone(self, make_agreement, plan, people, signed_in):
        agreement, client = make_agreement(), signed_in(people["verifikator"])
        stamp = acts.last_change_of(plan(agreement))
        first = {
            "rundown-TOTAL_FORMS": 2,
            "rundown-INITIAL_FORMS": 2,
            "rundown-1-at": "09:15",
            "rundown-1-what": "Penandatanganan",
        }
        page = client.get(address(agreement)).content.decode()
        seen = re.search(rf'name="seen" value="({re.escape(stamp)}[^"]*)"', page)[1]
        assert 'value="Pembukaan"' in page
        assert client.post(address(agreement), typed(seen=seen, **first)).status_code == 302
        assert [row["what"] for row in Signing.objects.get().rundown] == [
            "Penandatanganan"
        ] and Signing.objects.get().guests == []

    def test_it_is_not_put_off_without_a_reason(self, make_agreement, plan, people, signed_in):
        agreement, client = make_agreement(), signed_in(people["kabag"])
        plan(agreement)
        answer = client.post(
            address(agreement, "status-penandatanganan"), {"status": "ditunda", "alasan": " "}
        )
        assert answer.status_code == 422 and "Alasan wajib diisi." in answer.content.decode()
        page = client.post(
            address(agreement, "status-penandatanganan"),
            {"status": "ditunda", "alasan": "Mitra berhalangan."},
            follow=True,
        )
        assert (
            "Penandatanganan ditunda." in page.content.decode()
            and "Mitra berhalangan." in page.content.decode()
        )

    def test_nobody_in_office_on_that_day_is_told_at_the_day(
        self, make_agreement, people, signed_in
    ):
        Official.objects.filter(office="kepala_daerah").update(until=date(2026, 11, 30))
        page = (
            signed_in(people["verifikator"])
            .post(address(make_agreement()), typed())
            .content.decode()
        )
        assert "masa jabatan Contoh Bupati berakhir pada 30 November 2026" in page

    def test_everybody_who_sees_the_case_sees_the_day_but_changes_nothing(
        self, make_agreement, plan, people, signed_in
    ):
        agreement = make_agreement()
        plan(agreement)
        page = (
            signed_in(people["staf"])
            .get(reverse("penandatanganan-berkas", args=[agreement.pk]))
            .content.decode()
        )
        assert (
            "Pendopo Odah Etam" in page and "Ubah jadwal" not in page and 'name="butir"' not in page
        )

    def test_the_list_shows_what_comes_next_first_and_a_month_alone(
        self, make_agreement, plan, people, signed_in, stranger
    ):
        cases = {name: make_agreement(title=name) for name in ("lalu", "jauh", "dekat")}
        for name, day in {
            "lalu": date(2026, 11, 3),
            "jauh": date(2027, 2, 1),
            "dekat": DAY,
        }.items():
            plan(cases[name], day=day)
        client = signed_in(people["kabag"])

        def shown(client=client, **chosen):
            return [
                row.case.title
                for row in client.get(reverse("penandatanganan"), chosen).context["page"].rows
            ]

        assert shown() == ["dekat", "jauh", "lalu"]
        assert shown(bulan="2027-02") == ["jauh"] and shown(bulan="omong") == shown()
        assert shown(signed_in(stranger)) == []

    def test_a_list_of_many_costs_no_more_queries(
        self, make_agreement, plan, people, signed_in, django_assert_max_num_queries
    ):
        for number in range(4):
            plan(make_agreement(), day=date(2026, 12, 1 + number))
        client = signed_in(people["kabag"])
        with django_assert_max_num_queries(12):
            client.get(reverse("penandatanganan"))


class TestChecklist:
    def test_each_point_keeps_who_and_when_and_the_page_warns_of_the_rest(
        self, make_agreement, plan, people, signed_in
    ):
        agreement = make_agreement(at="penandatanganan_kb")
        plan(agreement)
        client = signed_in(people["verifikator"])
        answer = client.post(
            address(agreement, "periksa-rangkap"),
            {"butir": ["1-paraf", "2-paraf", "9-paraf", "1-x"]},
            follow=True,
        )
        assert {(row.rangkap, row.point, row.by) for row in CopyCheck.objects.all()} == {
            (1, "paraf", people["verifikator"]),
            (2, "paraf", people["verifikator"]),
        }
        assert "Belum lengkap: rangkap 1 (Meterai" in words_of(answer.text)
        assert "#syarat-scan_kesepakatan_bersama" in answer.text
        assert agreement.events.last().title.endswith("Kesepakatan Bersama, 2 dari 10 butir")
        everything = [
            f"{copy}-{point}"
            for copy in (1, 2)
            for point in checklist_of_originals(agreement.track)
        ]
        assert (
            "Semua rangkap lengkap"
            in client.post(
                address(agreement, "periksa-rangkap"), {"butir": everything}, follow=True
            ).content.decode()
        )
        client.post(
            address(agreement, "periksa-rangkap"), {"butir": everything[1:], "sudah": everything}
        )
        assert CopyCheck.objects.count() == 9

    def test_nobody_unticks_what_another_ticked_meanwhile(self, make_agreement, plan, people):
        agreement = make_agreement()
        plan(agreement)
        copies.check_signing_copies(
            agreement.pk, people["kabag"], KB, {(1, "meterai")}, shown=set()
        )
        copies.check_signing_copies(
            agreement.pk, people["verifikator"], KB, {(1, "paraf")}, shown=set()
        )
        assert {*CopyCheck.objects.values_list("point", flat=True)} == {"meterai", "paraf"}


class TestPapersAndCalendars:
    def test_the_rundown_is_a_paper_of_the_worker(self, make_agreement, plan, people, monkeypatch):
        monkeypatch.undo()
        agreement = make_agreement()
        plan(agreement)
        paper = acts.order_rundown(agreement.pk, people["verifikator"], KB)
        rendering.render_queued_document(paper.pk)
        paper.refresh_from_db()
        text = " ".join(
            page.extract_text()
            for page in PdfReader(io.BytesIO(store.read_stored(paper.sha256))).pages
        )
        assert (
            paper.state == "siap"
            and "Selasa, 1 Desember 2026" in text
            and "09.00–09.15" in text
            and "Contoh Saksi" in text
        )

    def test_the_rundown_names_who_signs_for_the_mitra(self, make_agreement, plan, people):
        agreement = make_agreement()
        rektor = Signatory(name="Contoh Rektor Baru", office="Rektor", right="jabatan")
        mitra = agreement.first_partner.pk
        content = agreement.content_hash
        name_signatory(agreement.pk, people["staf"], mitra, rektor, KB, content)
        plan(agreement)
        paper = acts.order_rundown(agreement.pk, people["verifikator"], KB)
        rendering.render_queued_document(paper.pk)
        paper.refresh_from_db()
        assert "Contoh Rektor Baru" in store.read_stored(paper.sha256).decode()

    def test_from_desk_to_desk_it_prints_who_has_the_naskah_since_when(
        self, make_agreement, plan, people
    ):
        agreement = make_agreement()
        turns = [
            {"who": "Sekretaris Daerah", "sent_on": "2026-11-23", "signed_on": "", "back_on": ""}
        ]
        plan(agreement, method="desk", starts=None, ends=None, rundown=[], turns=turns)
        paper = acts.order_rundown(agreement.pk, people["verifikator"], KB)
        rendering.render_queued_document(paper.pk)
        paper.refresh_from_db()
        assert paper.state == "siap" and "23-11-2026" in store.read_stored(paper.sha256).decode()

    def test_there_is_nothing_to_print_without_rows(self, make_agreement, plan, people):
        agreement = make_agreement()
        plan(agreement, rundown=[])
        with pytest.raises(Refused, match="Isi susunan acara"):
            acts.order_rundown(agreement.pk, people["verifikator"], KB)

    def test_the_event_is_a_file_for_any_calendar(
        self, make_agreement, plan, people, signed_in, stranger
    ):
        agreement = make_agreement()
        plan(agreement)
        answer = signed_in(people["staf"]).get(address(agreement, "kalender-penandatanganan"))
        (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
        assert (
            event["dtstart"].dt.isoformat() == "2026-12-01T09:00:00+08:00"
            and event["location"] == "Pendopo Odah Etam"
        )
        assert (
            signed_in(stranger).get(address(agreement, "kalender-penandatanganan")).status_code
            == 404
        )

    def test_it_stands_in_the_feed_of_those_concerned(self, make_agreement, plan, people, stranger):
        agreement = make_agreement()
        plan(agreement)
        concerned = {
            name
            for name, user in people.items()
            if b"Penandatanganan: " in calendar_feed_of(user, name)
        }
        assert concerned == {"staf", "kepala", "verifikator", "kabag", "sekda", "bupati"}
        assert b"Penandatanganan: " not in calendar_feed_of(stranger, "x")
        acts.change_signing_state(agreement.pk, people["kabag"], KB, "dibatalkan", "Mitra mundur.")
        assert b"Penandatanganan: " not in calendar_feed_of(people["bupati"], "x")

    def test_it_stands_in_the_feed_of_an_opd_that_supports_the_case(
        self, make_agreement, plan, stranger
    ):
        agreement = make_agreement()
        plan(agreement)
        agreement.supporters.add(stranger.memberships.get().unit)
        supporter = User.objects.get(pk=stranger.pk)
        assert b"Penandatanganan: " in calendar_feed_of(supporter, "x")


def test_the_room_opens_for_every_case(make_agreement, people, signed_in):
    case = make_agreement()
    page = signed_in(people["staf"]).get(reverse("penandatanganan-berkas", args=[case.pk])).text
    rooms = html.fromstring(page).xpath("//nav[@aria-label='Halaman kerja sama ini']")[0]
    assert "Penandatanganan" in words_of_part(rooms) and "Naskah asli" not in words_of_part(rooms)
    assert Agreement.objects.count() == 1
