"""What is owed after the signature: by the law, by the day, and by whom."""

import re
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from agreements.documents import store
from agreements.models import Agreement, Fulfilment, State, TermSetting, chain_is_intact
from agreements.monitoring.duties import acts, ledger
from agreements.monitoring.duties.ledger import DutyStatus
from agreements.regulations import catalogue, duties
from agreements.regulations.duty_rules import Rhythm
from agreements.regulations.vocabulary import Basis
from agreements.workflow import meeting_requirements
from agreements.workflow.guarding import Refused

from .reading import folded
from .test_register import inside, unknown

SIGNED = date(2026, 3, 10)
SEMESTER_I = date(2026, 1, 1)


@pytest.fixture
def signed(make_agreement):
    """A case of a track as if its naskah had been signed on SIGNED, for two years unless said
    otherwise.
    """

    def make(track="ksdpk-daerah", start=SIGNED, end=date(2028, 3, 9), state=State.DONE):
        case = make_agreement("ksdpk-daerah")
        version = catalogue.newest_track_version(track).version
        dates = {"effective_on": start, "expires_on": end, "ends_on": end}
        Agreement.objects.filter(pk=case.pk).update(
            track_code=track, track_version=version, state=state, **dates
        )
        return Agreement.objects.get(pk=case.pk)

    return make


@pytest.fixture
def foreign(signed, monkeypatch):
    """A foreign agreement; the catalogue may not know its track yet, the ledger asks only for the
    code.
    """
    if not any(track.code.startswith("ksdpl") for track in catalogue.TRACKS):
        from dataclasses import replace

        monkeypatch.setattr(
            catalogue,
            "TRACKS",
            (*catalogue.TRACKS, replace(catalogue.TRACKS[0], code="ksdpl-daerah")),
        )
    track = next(track.code for track in catalogue.TRACKS if track.code.startswith("ksdpl"))
    return lambda **dates: signed(track, **dates)


def owed(agreement, today, code):
    return [
        (due.label, due.due_on, due.standing)
        for due in ledger.dues_of_agreement(agreement, today)
        if due.duty.code == code
    ]


class TestTheLaw:
    @pytest.mark.parametrize("duty", duties.DUTIES.values(), ids=lambda duty: duty.code)
    def test_every_citation_of_a_duty_resolves(self, duty):
        assert unknown(inside(duty)) == set()
        assert duty.basis is Basis.LAW and duty.citation
        assert bool(duty.contents) == bool(duty.contents_by)

    @pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda track: track.code)
    def test_every_track_owes_something_once_it_is_signed_but_a_change_owes_nothing_of_its_own(
        self, track
    ):
        assert bool(duties.duties_of(track.code)) == (track.changes is None)
        roads = [track, *(other for other in catalogue.TRACKS if track.code in other.parents)]
        needs = [need for road in roads for stage in road.stages for need in stage.requirements]
        by_hand = set() if any(road.changes for road in roads) else {"perpanjangan_disampaikan"}
        met = {need.code for need in needs} | {need.document for need in needs} | by_hand
        assert {duty.met_by for duty in duties.duties_of(track.code)} - {""} <= met

    @pytest.mark.parametrize("duty", duties.DUTIES.values(), ids=lambda duty: duty.code)
    def test_somebody_in_the_house_may_record_it_and_bagian_kerja_sama_what_goes_outside(
        self, duty
    ):
        assert duty.entered_by and not any(who.is_outside for who in duty.entered_by)
        if re.match("Gubernur|Menteri", duty.to):
            assert "Verifikator Bagian Kerja Sama" in duty.entered_by

    @pytest.mark.parametrize("duty", duties.DUTIES.values(), ids=lambda duty: duty.code)
    def test_days_are_never_the_laws_and_may_be_changed(self, duty):
        assert duty.rule.days_are_a_setting != (
            duty.rule.rhythm in (Rhythm.MONTHS, Rhythm.BEFORE_END)
        )

    def test_a_penerusan_owes_the_report_but_no_plan_of_pasal_26(self):
        assert duties.duties_of("ksdll-penerusan") == (duties.YEARLY_REPORT, duties.EXTENSION)
        assert duties.NONPROFIT_PLAN in duties.duties_of(
            "ksdll-nirlaba"
        ) and duties.PLAN not in duties.duties_of("ksdll-nirlaba")
        assert duties.PLAN in duties.duties_of("ksdll-lainnya")


@pytest.mark.django_db
class TestDueDates:
    def test_a_semester_report_is_due_thirty_days_after_each_semester_in_force(self, signed):
        assert owed(signed(end=date(2027, 2, 1)), date(2027, 8, 15), "ksdpk-semester") == [
            ("Semester I 2026", date(2026, 7, 30), DutyStatus.LATE),
            ("Semester II 2026", date(2027, 1, 30), DutyStatus.LATE),
            ("Semester I 2027", date(2027, 7, 30), DutyStatus.LATE),
        ]

    def test_of_what_lies_ahead_only_the_next_is_shown(self, signed):
        assert owed(signed(), date(2026, 4, 1), "ksdpk-semester") == [
            ("Semester I 2026", date(2026, 7, 30), DutyStatus.OPEN)
        ]

    def test_it_is_late_only_when_its_day_is_over(self, signed):
        agreement = signed()
        assert owed(agreement, date(2026, 7, 30), "ksdpk-semester")[0][2] is DutyStatus.OPEN
        assert owed(agreement, date(2026, 7, 31), "ksdpk-semester")[0][2] is DutyStatus.LATE

    def test_sinergi_reports_every_six_months_from_the_signing_and_yearly_to_the_governor(
        self, signed
    ):
        agreement = signed("sinergi", start=date(2025, 8, 31), end=date(2027, 8, 30))
        assert [row[1] for row in owed(agreement, date(2026, 12, 1), "sinergi-enam-bulan")] == [
            date(2026, 2, 28),
            date(2026, 8, 31),
            date(2027, 2, 28),
        ]
        assert [row[1] for row in owed(agreement, date(2026, 12, 1), "sinergi-tahunan")] == [
            date(2026, 8, 31),
            date(2027, 8, 31),
        ]

    def test_a_foreign_agreement_reports_in_the_first_week_of_january(self, foreign):
        assert owed(foreign(), date(2027, 1, 8), "luar-negeri-laporan") == [
            ("Tahun 2026", date(2027, 1, 7), DutyStatus.LATE),
            ("Tahun 2027", date(2028, 1, 7), DutyStatus.OPEN),
        ]

    def test_the_first_plan_is_due_after_the_signing_and_the_next_before_its_year_begins(
        self, foreign
    ):
        assert owed(foreign(), date(2027, 6, 1), "luar-negeri-rencana") == [
            ("Tahun 2026", date(2026, 4, 9), DutyStatus.LATE),
            ("Tahun 2027", date(2026, 12, 31), DutyStatus.LATE),
            ("Tahun 2028", date(2027, 12, 31), DutyStatus.OPEN),
        ]

    def test_a_draft_of_the_plan_of_a_year_is_no_plan_yet(self, foreign):
        agreement, told = foreign(), {}
        for draft in (True, False):
            agreement.documents.create(
                kind="rencana_tahunan",
                revision=agreement.documents.count() + 1,
                draft=draft,
                state="siap",
                context={"date": "2026-03-20", "year": "2026"},
            )
            first, *_ = owed(agreement, date(2027, 6, 1), "luar-negeri-rencana")
            told[draft] = first
        assert told == {
            True: ("Tahun 2026", date(2026, 4, 9), DutyStatus.LATE),
            False: ("Tahun 2026", date(2026, 4, 9), DutyStatus.DONE),
        }

    def test_an_extension_is_due_six_months_before_the_end_and_stops_at_the_end(self, foreign):
        agreement = foreign(end=date(2027, 8, 31))
        assert owed(agreement, date(2026, 4, 1), "luar-negeri-perpanjangan") == [
            ("Sebelum berakhir 31/08/2027", date(2027, 2, 28), DutyStatus.OPEN)
        ]
        assert (
            owed(agreement, date(2027, 8, 31), "luar-negeri-perpanjangan")[0][2] is DutyStatus.LATE
        )
        assert owed(agreement, date(2027, 9, 1), "luar-negeri-perpanjangan") == []

    def test_a_renewal_moves_what_is_owed_with_the_new_end(self, foreign):
        agreement = foreign(end=date(2027, 8, 31))
        Agreement.objects.filter(pk=agreement.pk).update(ends_on=date(2030, 8, 31))
        assert owed(agreement, date(2027, 9, 1), "luar-negeri-perpanjangan")[0][1] == date(
            2030, 2, 28
        )

    @pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN])
    def test_what_was_given_up_owes_nothing(self, signed, state):
        assert ledger.dues_of_agreement(signed(state=state), date(2027, 1, 1)) == []

    def test_nothing_is_owed_before_the_signing(self, make_agreement):
        assert ledger.dues_of_agreement(make_agreement(), date(2030, 1, 1)) == []

    def test_the_office_may_set_its_own_days_and_every_open_due_date_moves(self, signed, people):
        TermSetting.objects.create(
            term_key="kewajiban/ksdpk-semester",
            days=10,
            day_kind="kalender",
            changed_by=people["kabag"],
        )
        assert owed(signed(), date(2026, 4, 1), "ksdpk-semester")[0][1] == date(2026, 7, 10)

    def test_many_agreements_cost_one_query_and_say_the_same(
        self, signed, django_assert_num_queries
    ):
        one, two = signed(), signed("sinergi")
        with django_assert_num_queries(2):
            rows = ledger.Ledger(Agreement.objects.all(), date(2027, 1, 1))[:]
        assert {due.agreement_id for due in rows} == {one.pk, two.pk}
        assert [due for due in rows if due.agreement_id == one.pk] == ledger.Ledger(
            Agreement.objects.filter(pk=one.pk), date(2027, 1, 1)
        )[:]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "code",
    ["ksdd-semester", "sinergi-enam-bulan", "luar-negeri-rencana", "luar-negeri-perpanjangan"],
)
def test_a_label_is_never_given_twice_and_a_due_day_follows_the_signing(signed, code, monkeypatch):
    monkeypatch.setattr(
        duties, "duties_of", lambda track: (duties.DUTIES[code],) if track == "ksdpk-daerah" else ()
    )
    agreement = signed()

    @given(
        st.dates(date(2015, 1, 1), date(2040, 1, 1)), st.integers(0, 5 * 366), st.integers(0, 3000)
    )
    def holds(start, length, later):
        end, today = (
            date.fromordinal(start.toordinal() + length),
            date.fromordinal(start.toordinal() + later),
        )
        Agreement.objects.filter(pk=agreement.pk).update(
            effective_on=start, expires_on=end, ends_on=end
        )
        rows = ledger.Ledger(Agreement.objects.filter(pk=agreement.pk), today)[:]
        assert len({due.label for due in rows}) == len(rows)
        assert all(
            due.due_on >= start and (due.left < 0) == (due.standing is DutyStatus.LATE)
            for due in rows
        )

    holds()


@pytest.mark.django_db
class TestActs:
    @pytest.fixture(autouse=True)
    def the_tenth_of_august(self):
        with time_machine.travel("2026-08-10 09:00+08:00", tick=False):
            yield

    def test_the_opd_reports_and_the_history_says_so(self, signed, people):
        agreement = signed()
        acts.fulfil_duty(
            agreement.pk,
            people["staf"],
            "ksdpk-semester",
            SEMESTER_I,
            done_on=date(2026, 7, 20),
            number="100/7/2026",
        )
        assert owed(agreement, date(2026, 8, 10), "ksdpk-semester")[0][2] is DutyStatus.DONE
        event = agreement.events.last()
        assert event.title == "Kewajiban dipenuhi: Pelaporan pelaksanaan KSDPK, Semester I 2026"
        assert event.detail["number"] == "100/7/2026" and chain_is_intact(agreement)

    def test_an_opd_without_part_in_the_case_may_not(self, signed, stranger):
        with pytest.raises(Refused, match="bukan wewenang"):
            acts.fulfil_duty(
                signed().pk, stranger, "ksdpk-semester", SEMESTER_I, done_on=date(2026, 7, 20)
            )

    @pytest.mark.parametrize("who", ["verifikator", "bupati"])
    def test_what_goes_to_the_governor_is_recorded_by_its_bearer_or_bagian_kerja_sama(
        self, signed, people, who
    ):
        assert acts.fulfil_duty(
            signed().pk, people[who], "ksdpk-berjenjang", SEMESTER_I, done_on=date(2026, 8, 1)
        )

    def test_the_opd_does_not_record_what_the_bupati_owes(self, signed, people):
        with pytest.raises(Refused, match="bukan wewenang"):
            acts.fulfil_duty(
                signed().pk,
                people["staf"],
                "ksdpk-berjenjang",
                SEMESTER_I,
                done_on=date(2026, 8, 1),
            )

    def test_only_the_kepala_bagian_waives_and_only_with_a_reason(self, signed, people):
        agreement = signed()
        with pytest.raises(Refused, match="hanya wewenang Kepala Bagian"):
            acts.waive_duty(
                agreement.pk, people["verifikator"], "ksdpk-semester", SEMESTER_I, "Belum berjalan."
            )
        with pytest.raises(Refused, match="Alasan wajib"):
            acts.waive_duty(agreement.pk, people["kabag"], "ksdpk-semester", SEMESTER_I, " ")
        acts.waive_duty(
            agreement.pk, people["kabag"], "ksdpk-semester", SEMESTER_I, "Belum berjalan."
        )
        assert owed(agreement, date(2026, 8, 10), "ksdpk-semester")[0][2] is DutyStatus.WAIVED
        assert agreement.events.last().title.startswith("Kewajiban dibebaskan: Pelaporan")

    def test_what_is_recorded_is_corrected_only_with_a_reason_and_the_old_record_stays(
        self, signed, people
    ):
        agreement, staff = signed(), people["staf"]
        acts.fulfil_duty(
            agreement.pk, staff, "ksdpk-semester", SEMESTER_I, done_on=date(2026, 7, 20)
        )
        with pytest.raises(Refused, match="tulis alasan koreksi"):
            acts.fulfil_duty(
                agreement.pk, staff, "ksdpk-semester", SEMESTER_I, done_on=date(2026, 7, 21)
            )
        acts.fulfil_duty(
            agreement.pk,
            staff,
            "ksdpk-semester",
            SEMESTER_I,
            done_on=date(2026, 7, 21),
            reason="Salah tanggal.",
        )
        assert [*Fulfilment.objects.values_list("void", "done_on")] == [
            (True, date(2026, 7, 20)),
            (False, date(2026, 7, 21)),
        ]
        assert [row[1:] for row in owed(agreement, date(2026, 7, 30), "ksdpk-semester")] == [
            (date(2026, 7, 30), DutyStatus.DONE),
            (date(2027, 1, 30), DutyStatus.OPEN),
        ], "the struck record shows its duty no second time"
        with pytest.raises(Refused, match="sudah selesai"):
            acts.waive_duty(
                agreement.pk, people["kabag"], "ksdpk-semester", SEMESTER_I, "Tidak perlu."
            )

    @pytest.mark.parametrize("period", [date(2025, 7, 1), date(2026, 1, 2), date(2029, 1, 1)])
    def test_nothing_is_recorded_for_a_period_that_owes_nothing(self, signed, people, period):
        with pytest.raises(Refused, match="tidak ada"):
            acts.fulfil_duty(
                signed().pk, people["staf"], "ksdpk-semester", period, done_on=date(2026, 7, 20)
            )

    def test_a_period_that_has_not_begun_cannot_be_reported_but_next_year_may_be_planned(
        self, foreign, people
    ):
        agreement = foreign()
        with pytest.raises(Refused, match="belum mulai"):
            acts.fulfil_duty(
                agreement.pk,
                people["verifikator"],
                "luar-negeri-laporan",
                date(2027, 1, 1),
                done_on=date(2026, 8, 10),
            )
        assert acts.fulfil_duty(
            agreement.pk,
            people["staf"],
            "luar-negeri-rencana",
            date(2027, 1, 1),
            done_on=date(2026, 8, 10),
        )

    def test_the_copy_for_the_minister_counts_as_sent_when_its_stage_recorded_it(
        self, make_agreement, people
    ):
        agreement = make_agreement("sinergi", at="pelaksanaan")
        assert owed(agreement, date(2026, 8, 10), "sinergi-menteri") == [
            ("Satu kali", date(2026, 8, 24), DutyStatus.DONE)
        ]
        with pytest.raises(Refused, match="pada tahapnya"):
            acts.fulfil_duty(
                agreement.pk,
                people["tkksd"],
                "sinergi-menteri",
                date(2026, 8, 10),
                done_on=date(2026, 8, 10),
                reason="Lagi.",
            )

    def test_the_first_report_counts_when_its_stage_recorded_it_and_only_the_first(
        self, make_agreement, people
    ):
        agreement = make_agreement("sinergi", at="pelaporan")
        meeting_requirements.meet_requirement(
            agreement.pk,
            people["verifikator"],
            "laporan",
            "pelaporan",
            sha256="0" * 64,
            file_name="laporan.pdf",
        )
        assert [row[1:] for row in owed(agreement, date(2027, 9, 1), "sinergi-enam-bulan")] == [
            (date(2027, 2, 10), DutyStatus.DONE),
            (date(2027, 8, 10), DutyStatus.LATE),
            (date(2028, 2, 10), DutyStatus.OPEN),
        ]


@pytest.mark.django_db
class TestUnreportedYears:
    def test_the_last_year_whose_report_is_due_and_did_not_come(self, foreign, signed, people):
        agreement, _ = foreign(), signed()
        seen = Agreement.objects.all()
        assert ledger.unreported_years(seen, date(2027, 1, 7))[:] == []
        (missing,) = ledger.unreported_years(seen, date(2027, 1, 8))
        assert (missing.agreement_id, missing.label) == (agreement.pk, "Tahun 2026")
        with time_machine.travel("2027-02-01 09:00+08:00"):
            acts.waive_duty(
                agreement.pk, people["kabag"], "luar-negeri-laporan", SEMESTER_I, "Belum berjalan."
            )
            assert ledger.unreported_years(seen, date(2027, 2, 1))[:], (
                "a waiver of ours does not bind the Menteri"
            )
            acts.fulfil_duty(
                agreement.pk,
                people["verifikator"],
                "luar-negeri-laporan",
                SEMESTER_I,
                done_on=date(2027, 2, 1),
                reason="Ternyata ada.",
            )
        assert ledger.unreported_years(seen, date(2027, 2, 1))[:] == []

    def test_a_year_after_the_end_asks_for_nothing(self, foreign):
        foreign(end=date(2026, 12, 31))
        assert ledger.unreported_years(Agreement.objects.all(), date(2028, 2, 1))[:] == []


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def the_tenth_of_august(self):
        with time_machine.travel("2026-08-10 09:00+08:00", tick=False):
            yield

    def address(
        self, agreement, name="penuhi-kewajiban", code="ksdpk-semester", period="2026-01-01"
    ):
        return reverse(name, args=[agreement.pk, code, period])

    def test_the_page_of_an_agreement_says_what_is_owed_in_words(self, signed, people, signed_in):
        agreement = signed()
        page = (
            signed_in(people["staf"])
            .get(reverse("kerja-sama", args=[agreement.pk]))
            .content.decode()
        )
        assert (
            "Pelaporan pelaksanaan KSDPK, Semester I 2026" in page
            and "Permendagri 22/2020 Pasal 39 ayat (1)" in page
        )
        assert "Terlambat 11 hari" in page and self.address(agreement) in page
        offered = re.findall(r"Dibuat di luar aplikasi\s*<span[^>]*>: ([^<,]+)", page)
        assert set(offered) == {"Pelaporan pelaksanaan KSDPK"}, (
            "the tiered report to the Gubernur is not the OPD's to record"
        )

    def test_an_unsigned_agreement_has_no_such_section(self, make_agreement, people, signed_in):
        page = (
            signed_in(people["staf"])
            .get(reverse("kerja-sama", args=[make_agreement().pk]))
            .content.decode()
        )
        assert 'id="kewajiban"' not in page

    def test_the_page_of_a_duty_says_what_the_report_must_hold(self, signed, people, signed_in):
        page = signed_in(people["staf"]).get(self.address(signed())).content.decode()
        assert (
            "Judul KSDPK" in page
            and "Upaya penyelesaian permasalahan" in page
            and "Pasal 39 ayat (5)" in page
        )
        assert "norma setempat" in page and "Catat pemenuhan" in page

    @pytest.mark.parametrize(
        ("who", "records", "waives"),
        [("staf", True, False), ("kabag", False, True), ("pimpinan", False, False)],
    )
    def test_each_sees_only_the_forms_that_are_theirs(
        self, signed, people, signed_in, who, records, waives
    ):
        page = signed_in(people[who]).get(self.address(signed())).content.decode()
        assert ("Catat pemenuhan</button>" in folded(page), "Bebaskan kewajiban ini" in page) == (
            records,
            waives,
        )

    def test_a_report_is_recorded_with_its_file_and_the_file_comes_back(
        self, signed, people, signed_in, stranger
    ):
        agreement, client = signed(), signed_in(people["staf"])
        scan = SimpleUploadedFile("laporan semester.pdf", b"%PDF-1.7 isi laporan")
        answer = client.post(
            self.address(agreement),
            {"done_on": "2026-07-20", "number": "100/7", "upload": scan},
            follow=True,
        )
        page = answer.content.decode()
        assert (
            "tercatat" in page
            and "1 kewajiban sudah selesai atau dibebaskan" in page
            and "laporan semester.pdf" in page
        )
        file = reverse("berkas-kewajiban", args=[Fulfilment.objects.get().pk])
        assert (
            client.get(file).content
            == store.read_stored(Fulfilment.objects.get().sha256)
            == b"%PDF-1.7 isi laporan"
        )
        assert signed_in(stranger).get(file).status_code == 404

    def test_the_file_of_a_reader_who_may_not_record_is_not_stored(self, signed, people, signed_in):
        scan = SimpleUploadedFile("laporan.pdf", b"%PDF-1.7 dari pembaca")
        signed_in(people["pimpinan"]).post(
            self.address(signed()), {"done_on": "2026-07-20", "upload": scan}
        )
        assert (
            not Fulfilment.objects.exists()
            and not store.path_of(store.digest_of(b"%PDF-1.7 dari pembaca")).exists()
        )

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ({"done_on": "2026-08-11"}, "sesudah hari ini"),
            ({"done_on": "2026-03-09"}, "mendahului penandatanganan"),
            (
                {
                    "done_on": "2026-07-20",
                    "upload": SimpleUploadedFile("laporan.pdf", b"bukan pdf"),
                },
                "Pilih berkas lain",
            ),
        ],
    )
    def test_a_rejected_form_says_why_and_keeps_what_was_typed(
        self, signed, people, signed_in, typed, says
    ):
        answer = signed_in(people["staf"]).post(
            self.address(signed()), {"note": "Ketikan saya", **typed}
        )
        assert (
            answer.status_code == 422
            and says in answer.content.decode()
            and "Ketikan saya" in answer.content.decode()
        )
        assert not Fulfilment.objects.exists()

    def test_the_kepala_bagian_waives_on_the_page(self, signed, people, signed_in):
        agreement = signed()
        page = signed_in(people["kabag"]).post(
            self.address(agreement, "bebaskan-kewajiban"),
            {"alasan": "Belum berjalan."},
            follow=True,
        )
        assert "Dibebaskan" in page.content.decode() and "Belum berjalan." in page.content.decode()

    @pytest.mark.parametrize(
        ("code", "period"),
        [("ksdpk-semester", "2026-02-01"), ("ksdpk-semester", "semester"), ("lain", "2026-01-01")],
    )
    def test_what_is_not_owed_has_no_page(self, signed, people, signed_in, code, period):
        assert (
            signed_in(people["kabag"])
            .get(self.address(signed(), code=code, period=period))
            .status_code
            == 404
        )

    def test_the_counter_of_the_beranda_opens_exactly_its_list(
        self, signed, people, signed_in, stranger
    ):
        signed(), signed("sinergi"), signed(start=date(2026, 8, 1))
        for user in (people["staf"], people["kabag"], stranger):
            *_, duties = signed_in(user).get(reverse("beranda")).context["page"].watched
            count = duties.count
            listed = signed_in(user).get(reverse("kewajiban")).context
            assert count == listed["page"].pages.paginator.count == len(listed["page"].rows)
            assert count == (0 if user == stranger else 4)

    def test_the_list_is_narrowed_by_opd_and_by_status(self, signed, people, signed_in, stranger):
        agreement, client = signed(), signed_in(people["kabag"])
        acts.fulfil_duty(
            agreement.pk, people["staf"], "ksdpk-semester", SEMESTER_I, done_on=date(2026, 7, 20)
        )

        def shown(**chosen):
            return [
                (due.duty.code, due.standing)
                for due, _, _ in client.get(reverse("kewajiban"), chosen).context["page"].rows
            ]

        assert shown() == shown(opd=agreement.owner_id) == [("ksdpk-berjenjang", DutyStatus.OPEN)]
        assert shown(status="selesai") == [("ksdpk-semester", DutyStatus.DONE)]
        assert shown(status="terlambat") == shown(opd=stranger.memberships.get().unit_id) == []
        assert shown(status="omong kosong", opd="x") == shown()

    def test_the_office_changes_its_days_and_the_page_follows(self, signed, people, signed_in):
        agreement, client = signed(), signed_in(people["kabag"])
        assert (
            client.post(
                reverse("tenggat-kewajiban"), {"kewajiban": "ksdpk-semester", "days": 0}
            ).status_code
            == 422
        )
        client.post(reverse("tenggat-kewajiban"), {"kewajiban": "ksdpk-semester", "days": 45})
        assert (
            "Belum, sisa 4 hari"
            in client.get(reverse("kerja-sama", args=[agreement.pk])).content.decode()
        )

    def test_days_of_the_law_are_not_on_offer(self, people, signed_in):
        page = signed_in(people["kabag"]).get(reverse("tenggat-kewajiban")).content.decode()
        assert (
            "Pasal 17 ayat (1)" in page
            and "Pasal 60 ayat (1)" not in page
            and "Pasal 33" not in page
        )
