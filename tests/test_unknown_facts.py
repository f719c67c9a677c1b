"""What an old naskah leaves open is a fact: no day of signing, no day on which it ends, renewal by
itself, further parties.
"""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement
from agreements.models.in_force import (
    InForce,
    in_force_phrase_of,
    in_force_sentence_of,
    in_force_state_of,
)
from agreements.monitoring.duties import ledger
from agreements.monitoring.ending import deciding, yearly_review
from agreements.monitoring.implementation import evaluating, work_plans
from agreements.regulations import catalogue
from agreements.workflow import change_effects, recorded_naskah, registering
from agreements.workflow.registering import Signed
from kerjasama.accounts.models import Unit
from partners.models import Partner

TODAY = timezone.localdate()
BEGAN = date(2022, 1, 1)


@pytest.fixture
def partner():
    return Partner.objects.create(name="PT Contoh Terbuka", kind="swasta")


@pytest.fixture
def record(people, partner):
    """Record a naskah that leaves something open."""

    def make(signed_on=None, expires_on=None, further=(), **facts) -> Agreement:
        own = {"signing_day_known": signed_on is not None, "open_ended": expires_on is None} | facts
        unit = Unit.objects.get(name__startswith="Dinas Komunikasi")
        case = Agreement(
            track_code="ksdpk-lama-pks", title="Layanan Data", owner=unit, partner=partner, **own
        )
        signed = Signed(case, signed_on, BEGAN, expires_on)
        signed.further = [(other, "") for other in further]
        registering.register_signed([signed], people["verifikator"])
        return Agreement.objects.get(pk=case.pk)

    return make


def ending_track():
    return next(
        track
        for track in catalogue.TRACKS
        if track.changes and "ksdpk-lama-pks" in track.parents and "akhir" in track.code
    )


def extending_track():
    return next(
        track
        for track in catalogue.TRACKS
        if track.changes == "perpanjangan" and "ksdpk-lama-pks" in track.parents
    )


@pytest.mark.django_db
class TestWithoutAnEnd:
    def test_it_is_in_force_and_says_that_no_day_ends_it(self, record):
        case = record()
        assert in_force_state_of(case, TODAY) is InForce.RUNNING and case.is_implemented_on(TODAY)
        assert in_force_sentence_of(case, TODAY) == "Berlaku sejak 1 Januari 2022 tanpa batas waktu"
        assert in_force_phrase_of(case, TODAY) == "Berlaku, tanpa batas waktu"
        assert "sampai sertifikat terbit" in in_force_sentence_of(
            record(ends_when="sampai sertifikat terbit"), TODAY
        )

    @pytest.mark.parametrize(
        "how, found",
        [("masih", True), ("berlaku", True), ("tanpa-batas", True), ("berakhir", False)],
    )
    def test_lists_find_it_among_those_in_force(self, record, how, found):
        assert Agreement.objects.in_force(how, TODAY).filter(pk=record().pk).exists() is found

    def test_the_months_before_an_end_never_name_it(self, record):
        record()
        assert not Agreement.objects.expiring(TODAY, TODAY + timedelta(100_000)).exists()
        assert not deciding.awaited_decisions(
            Agreement.objects.all(), TODAY, yearly_review.Calendar()
        ).exists()

    def test_its_duties_go_on(self, record):
        assert any(
            due.period.year == TODAY.year for due in ledger.dues_of_agreement(record(), TODAY)
        )

    def test_nothing_calls_it_unsigned(self, record):
        case = record()
        for said in (
            deciding.obstacle_to_decision(case, TODAY),
            evaluating.obstacle_to_evaluation(case),
            work_plans.obstacle_to_plan(case, TODAY),
        ):
            assert "belum ditandatangani" not in said
        assert "tanpa tanggal berakhir" in deciding.obstacle_to_decision(case, TODAY)

    def test_it_may_be_ended_and_changed_and_need_not_be_extended(self, record):
        case = record()
        assert change_effects.reasons_against_change(case, ending_track(), TODAY) == []
        assert (
            "tidak perlu diperpanjang"
            in change_effects.reasons_against_change(case, extending_track(), TODAY)[0]
        )

    def test_ended_on_a_day_it_is_over_from_then_on(self, record):
        case = record()
        change = Agreement(
            parent=case, track_code=ending_track().code, track_version=ending_track().version
        )
        assert change_effects.fault_of(change, TODAY, TODAY) == ""
        assert "Pilih hari sejak 1 Januari 2022" in change_effects.fault_of(
            change, date(2021, 1, 1), TODAY
        )
        Agreement.objects.filter(pk=case.pk).update(ends_on=TODAY - timedelta(1), terminated=True)
        case.refresh_from_db()
        assert (
            in_force_state_of(case, TODAY) is InForce.TERMINATED
            and not Agreement.objects.in_force("masih", TODAY).exists()
        )

    def test_pages_show_it_and_its_rooms(self, record, people, signed_in):
        case, client = record(), signed_in(people["kabag"])
        page = client.get(reverse("kerja-sama", args=[case.pk])).content.decode()
        assert "tanpa batas waktu" in page
        carried_out = client.get(reverse("radar-berkas", args=[case.pk])).content.decode()
        assert reverse("evaluasi", args=[case.pk]) in carried_out
        for name in (
            "perubahan",
            "evaluasi",
            "radar-berkas",
            "naskah-lama-rinci",
            "kewajiban-naskah",
        ):
            assert client.get(reverse(name, args=[case.pk])).status_code == 200, name
        assert (
            "tanpa batas waktu"
            in client.get(reverse("daftar") + "?berlaku=tanpa-batas").content.decode()
        )
        assert client.get(reverse("dasbor")).status_code == 200

    def test_a_year_after_its_record_somebody_is_to_look_at_it_again(self, record):
        case = record()
        assert list(yearly_review.to_review(TODAY - timedelta(365))) == [case]
        Agreement.objects.filter(pk=case.pk).update(owed_from=TODAY)
        assert not yearly_review.to_review(TODAY - timedelta(365)).exists()
        assert not list(yearly_review.review_tasks([case.pk]))

    def test_the_task_names_the_day_and_leads_to_the_evaluation(self, record):
        case = record()
        (task,) = yearly_review.review_tasks([case.pk])
        assert "tanpa batas waktu" in task.words and task.url == reverse("evaluasi", args=[case.pk])


@pytest.mark.django_db
class TestRenewalAndNotice:
    def test_what_renews_itself_is_in_force_after_its_first_term(self, record):
        case = record(expires_on=TODAY - timedelta(400), open_ended=False, renews_itself=True)
        assert in_force_state_of(
            case, TODAY
        ) is InForce.RUNNING and "diperpanjang otomatis" in in_force_sentence_of(case, TODAY)
        assert Agreement.objects.in_force("masih", TODAY).filter(pk=case.pk).exists()
        assert not Agreement.objects.in_force("berakhir", TODAY).exists()

    def test_what_renews_itself_may_be_extended_after_its_first_term(self, record):
        case = record(expires_on=TODAY - timedelta(400), open_ended=False, renews_itself=True)
        track = extending_track()
        assert change_effects.reasons_against_change(case, track, TODAY) == []
        change = Agreement(parent=case, track_code=track.code, track_version=track.version)
        change.naskah_diubah = change_effects.governing_kind_of(case)
        assert change_effects.fault_of(change, TODAY + timedelta(365), TODAY) == ""
        assert "diperpanjang otomatis" in change_effects.fault_of(change, TODAY, TODAY)

    def test_without_renewal_the_extension_of_the_same_is_refused(self, record):
        case = record(expires_on=TODAY - timedelta(400), open_ended=False)
        track = extending_track()
        assert "sudah berakhir" in change_effects.reasons_against_change(case, track, TODAY)[0]
        change = Agreement(parent=case, track_code=track.code, track_version=track.version)
        change.naskah_diubah = change_effects.governing_kind_of(case)
        assert "sudah berakhir" in change_effects.fault_of(change, TODAY + timedelta(365), TODAY)

    def test_without_renewal_the_same_is_over(self, record):
        case = record(expires_on=TODAY - timedelta(400), open_ended=False)
        assert in_force_state_of(case, TODAY) is InForce.UNDECIDED

    def test_a_notice_is_told_a_month_before_its_day(self, record):
        soon = TODAY + relativedelta(months=3) + timedelta(10)
        case = record(expires_on=soon, open_ended=False, notice_months=3)
        (task,) = yearly_review.notice_tasks([case.pk])
        assert "Pemberitahuan kepada mitra" in task.subject

    def test_the_next_end_of_a_renewed_term_lies_ahead(self, record):
        case = record(expires_on=date(2023, 12, 31), open_ended=False, renews_itself=True)
        assert case.jangka_waktu_bulan == 24 and yearly_review.next_end(
            case, date(2026, 11, 29)
        ) == date(2027, 12, 31)


@pytest.mark.django_db
class TestUnknownDayOfSigning:
    def test_it_begins_on_its_day_and_the_signing_has_none(self, record):
        case = record(expires_on=date(2031, 12, 31))
        assert (
            not case.signing_day_known and recorded_naskah.recorded_facts_of(case).signed_on is None
        )
        assert change_effects.governing_kind_of(case) == "perjanjian_kerja_sama"

    def test_the_page_says_that_nobody_knows_it(self, record, people, signed_in):
        case = record(expires_on=date(2031, 12, 31))
        page = (
            signed_in(people["kabag"])
            .get(reverse("naskah-lama-rinci", args=[case.pk]))
            .content.decode()
        )
        assert "tanggal penandatanganan belum diketahui" in page


@pytest.mark.django_db
class TestTheForm:
    @pytest.fixture
    def post(self, people, signed_in, partner):
        def send(**fields):
            said = {
                "track": "ksdpk-lama-pks",
                "title": "Layanan Data",
                "owner": Unit.objects.get(name__startswith="Dinas Komunikasi").pk,
                "partner": partner.pk,
                "effective_on": "2022-01-03",
            }
            return signed_in(people["verifikator"]).post(reverse("naskah-lama"), said | fields)

        return send

    def test_it_records_a_naskah_without_signing_day_and_end(self, post):
        answer = post(signing_unknown="on", open_ended="on", ends_when="sampai gedung selesai")
        assert answer.status_code == 302
        case = Agreement.objects.get()
        assert (
            case.runs_on
            and case.ends_when == "sampai gedung selesai"
            and not case.signing_day_known
        )

    def test_what_is_left_empty_without_a_word_is_asked_for(self, post):
        page = post().content.decode()
        assert (
            "tandai bahwa tanggalnya tidak diketahui" in page
            and "tandai bahwa naskahnya tanpa tanggal berakhir" in page
        )
        assert not Agreement.objects.exists()

    def test_both_a_day_and_its_absence_are_refused(self, post):
        answer = post(
            signing_unknown="on", signed_on="2022-01-01", open_ended="on", expires_on="2030-01-01"
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        for absence in ("penandatanganannya", "berakhirnya"):
            at_the_field_and_in_the_summary = page.count(
                f"Hapus tandanya, atau kosongkan tanggal {absence}"
            )
            assert at_the_field_and_in_the_summary == 2

    def test_a_correction_of_the_partners_is_one_of_the_originals(self, record, people):
        case = record(signed_on=BEGAN, expires_on=TODAY)
        second, third = (
            Partner.objects.create(name=f"Universitas Contoh {name}", kind="ptn") for name in "AB"
        )

        def correct(*further) -> list[str]:
            now = Agreement.objects.get(pk=case.pk)
            change = recorded_naskah.recorded_facts_of(now)
            change.further = [(one, "") for one in further]
            seen = now.events.count()
            recorded_naskah.correct_recorded_naskah(
                case.pk, people["verifikator"], seen, change, "Pihak terlewat."
            )
            return [row.bearer_label for row in case.originals.order_by("rangkap")][1:]

        first = case.partner.name
        assert correct(second) == [first, second.name]
        assert correct(second, third) == [first, second.name, third.name]
        assert all(original.moves.exists() for original in case.originals.all())
        assert correct(third) == [first, third.name, "Rangkap tambahan"]

    def test_further_partners_are_kept_shown_and_found(self, post, people, signed_in):
        other = Partner.objects.create(name="Universitas Contoh Mahakam", kind="ptn")
        assert (
            "belum tercatat"
            in post(
                signed_on="2022-01-03", expires_on="2030-01-02", further="Entah"
            ).content.decode()
        )
        assert (
            post(signed_on="2022-01-03", expires_on="2030-01-02", further=other.name).status_code
            == 302
        )
        case, client = Agreement.objects.get(), signed_in(people["kabag"])
        assert (
            other.name in client.get(reverse("naskah-lama-rinci", args=[case.pk])).content.decode()
        )
        assert case.title in client.get(reverse("daftar") + "?q=Contoh Mahakam").content.decode()
        assert case.title in client.get(reverse("daftar") + f"?mitra={other.pk}").content.decode()
