"""Agreements signed outside the system: recorded once, honestly, and counted like all others."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements import insights, tasks
from agreements.documents.archive import integrity
from agreements.documents.kinds import KINDS
from agreements.documents.pages import report_papers
from agreements.documents.wording import change_clauses, naskah_facts
from agreements.models import Agreement, Evidence, Origin, Original, State, chain_is_intact
from agreements.models.content import FACT_FIELDS
from agreements.monitoring.duties import ledger
from agreements.monitoring.duties.ledger import DutyStatus
from agreements.monitoring.implementation import report_acts
from agreements.regulations import catalogue, duties, legacy, register
from agreements.regulations.duty_rules import Rhythm
from agreements.regulations.soundness import faults_of_track
from agreements.regulations.vocabulary import Change
from agreements.workflow import change_effects, engine, recorded_naskah, registering
from agreements.workflow.evaluation import evaluate_case
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Unit
from partners.models import Partner

from .test_register import inside, unknown

SCAN = b"%PDF-1.7 naskah lama yang dipindai"
SIGNED_ON = date(2024, 3, 1)


@pytest.fixture
def typed(people):
    """What somebody types for a PKS with a company, with changes."""
    partner = Partner.objects.create(name="PT Contoh Arsip Mahakam", kind="swasta")

    def fields(**other):
        return {
            "track": "ksdpk-lama-pks",
            "title": "Pengelolaan Arsip Digital",
            "owner": Unit.objects.get(name__startswith="Dinas Komunikasi").pk,
            "partner": partner.pk,
            "naskah_number": "415.4/12/PKS/2024",
            "partner_number": "77/CAM/2024",
            "signed_on": SIGNED_ON.isoformat(),
            "expires_on": "2034-02-28",
            "owed_from": timezone.localdate().isoformat(),
            "urusan": ["16"],
            "objek": "Arsip digital perangkat daerah",
            "ruang_lingkup": "Alih media\nPenyimpanan",
            "original": "Lemari arsip, map 2024",
            "upload": SimpleUploadedFile("pindaian.pdf", SCAN),
        } | other

    return fields


@pytest.fixture
def record(typed, people, signed_in):
    """Record a naskah through the form."""

    def post(who="verifikator", **other) -> Agreement:
        answer = signed_in(people[who]).post(reverse("naskah-lama"), typed(**other))
        assert answer.status_code == 302, answer.content.decode()
        return Agreement.objects.latest("pk")

    return post


def page_of(client, agreement) -> str:
    return client.get(reverse("kerja-sama", args=[agreement.pk])).content.decode()


class TestTheTracks:
    @pytest.mark.parametrize("track", legacy.TRACKS, ids=lambda track: track.code)
    def test_they_are_sound_cited_and_owe_what_their_family_owes(self, track):
        assert list(faults_of_track(track, KINDS, FACT_FIELDS)) == []
        assert unknown(inside(track)) == set() and all(
            register.text_of_citation(citation) for citation in track.basis
        )
        assert len(track.stages) == 1 and duties.duties_of(track.code)
        assert track.is_foreign == track.code.startswith(("ksdpl", "ksdll"))

    def test_nobody_can_propose_on_one_but_everybody_can_read_it(self, people, signed_in):
        client = signed_in(people["staf"])
        for track in legacy.TRACKS:
            assert client.get(reverse("ajukan", args=[track.code])).status_code == 404
            assert (
                "naskah lama"
                in client.get(reverse("alur-rinci", args=[track.code])).content.decode()
            )


@pytest.mark.django_db
class TestRecording:
    def test_it_stands_as_signed_with_one_event_and_no_invented_stages(self, record):
        case = record()
        assert (case.state, case.origin, case.stage_code) == (
            State.DONE,
            Origin.LEGACY,
            legacy.STAGE,
        )
        assert (case.effective_on, case.expires_on, case.jangka_waktu_bulan) == (
            SIGNED_ON,
            date(2034, 2, 28),
            120,
        )
        (event,) = case.events.all()
        assert (
            event.action == "catat naskah lama"
            and event.detail["signed_on"] == "2024-03-01"
            and chain_is_intact(case)
        )
        situation = evaluate_case(case)
        assert (
            situation.holders == case.holders == []
            and case.term_key == ""
            and not case.clocks.exists()
        )
        assert all(check.met for check in situation.checks)

    def test_every_page_counts_it_and_says_where_it_comes_from(self, record, people, signed_in):
        case, client = record(), signed_in(people["sekda"])
        assert page_of(client, case).count("Dicatat dari naskah lama") >= 2
        for query in (
            "?asal=lama",
            "?q=415.4/12/pks/2024",
            "?q=arsip",
            "?mitra=" + str(case.partner_id),
            "?status=berlaku",
            "?urusan=16",
        ):
            assert case.title in client.get(reverse("daftar") + query).content.decode(), query
        assert case.title not in client.get(reverse("daftar") + "?asal=sistem").content.decode()
        dashboard = client.get(reverse("dasbor-angka")).content.decode()
        assert case.title in dashboard and "KSDPK, Perjanjian Kerja Sama (naskah lama)" in dashboard
        room = client.get(reverse("naskah-lama-rinci", args=[case.pk])).content.decode()
        assert (
            client.get(reverse("naskah-berlaku", args=[case.pk])).status_code == 404
        )  # its text is not here
        assert (
            "77/CAM/2024" in room
            and "Lemari arsip, map 2024" in room
            and "Simpan koreksi" not in room
        )

    def test_it_expires_like_the_others(self, record):
        soon = record(
            expires_on=str(date.fromordinal(timezone.localdate().toordinal() + 30)),
            title="Segera berakhir",
        )
        today = timezone.localdate()
        assert list(Agreement.objects.expiring(today, today + insights.SOON)) == [soon]

    def test_its_duties_are_counted_from_the_day_of_the_record_or_from_the_signing(self, record):
        today = timezone.localdate()
        kept = {due.standing for due in ledger.dues_of_agreement(record(), today)}
        assert kept == {DutyStatus.OPEN}
        late = [
            due
            for due in ledger.dues_of_agreement(
                record(title="Semua dihitung", owed_from="", naskah_number="", partner_number=""),
                today,
            )
        ]
        assert any(
            due.standing is DutyStatus.LATE and due.period == date(2024, 1, 1) for due in late
        )

    def test_a_report_can_be_written_on_it_and_names_its_number(self, record, people, blank_papers):
        case = record(owed_from="")
        due = next(
            due
            for due in ledger.dues_of_agreement(case, timezone.localdate())
            if due.duty.rule.rhythm is Rhythm.SEMESTER and due.duty.document
        )
        told = {"hasil": "Arsip dialihmediakan.", "permasalahan": "Tidak ada", "upaya": "Tidak ada"}
        report_acts.save_report(case.pk, people["staf"], due.duty.code, due.period, "0", told, {})
        report = report_acts.submit_report(case.pk, people["staf"], due.duty.code, due.period)
        assert (
            "Perjanjian Kerja Sama Nomor 415.4/12/PKS/2024 tanggal 1 Maret 2024"
            in report.sections["bentuk_naskah"]
        )
        report_acts.accept_report(case.pk, people["verifikator"], due.duty.code, due.period)
        assert (
            next(
                row
                for row in ledger.dues_of_agreement(case, timezone.localdate())
                if row.period == due.period and row.duty == due.duty
            ).standing
            is DutyStatus.DONE
        )
        assert report_papers.signed_naskah_of(case).startswith("Perjanjian Kerja Sama Nomor")

    def test_its_scan_is_judged_by_content_and_watched_by_the_archive(
        self, record, typed, people, signed_in
    ):
        client = signed_in(people["kabag"])
        answer = client.post(
            reverse("naskah-lama"), typed(upload=SimpleUploadedFile("x.pdf", b"MZ ini program"))
        )
        assert answer.status_code == 422 and "bukan PDF" in answer.content.decode()
        assert (
            "Pengelolaan Arsip Digital" in answer.content.decode()
            and not Agreement.objects.exists()
        )
        scan = record().evidence.get(requirement_code=legacy.SCAN)
        assert b"".join(client.get(reverse("berkas", args=[scan.pk]))) == SCAN
        assert scan in [
            row
            for model in integrity.file_keeping_models()
            for row in model.objects.exclude(sha256="")
        ]

    def test_a_new_pks_stands_under_an_old_kb_and_names_its_number(self, record, people):
        kb = record(track="ksdpk-lama-kb", title="Kesepakatan Lama", naskah_number="415/9/KB/2024")
        pks = Agreement(
            track_code="ksdpk-pks",
            track_version="2020.1",
            owner=kb.owner,
            parent=kb,
            title="PKS baru",
        )
        engine.begin_case(pks, people["staf"])
        assert pks.partner == kb.partner
        assert (
            naskah_facts.parent_kb_reference(pks)
            == "Kesepakatan Bersama Nomor 415/9/KB/2024 tanggal 1 Maret 2024 tentang Kesepakatan"
            " Lama"
        )

    def test_an_old_pks_stands_under_a_kb_of_its_family_only(
        self, record, typed, people, signed_in
    ):
        kb = record(
            track="ksdpk-lama-kb",
            title="Kesepakatan Lama",
            naskah_number="415/9/KB/2024",
            partner_number="",
        )
        assert record(parent=kb.pk).parent == kb
        client = signed_in(people["verifikator"])
        for track, parent in (
            ("ksdd-lama-pks", kb.pk),
            ("ksdpk-lama-kb", kb.pk),
            ("ksdpk-lama-pks", Agreement.objects.latest("pk").pk),
        ):
            answer = client.post(
                reverse("naskah-lama"),
                typed(
                    track=track, parent=parent, title="Lain", naskah_number="", partner_number=""
                ),
            )
            assert answer.status_code == 422 and "sejenis" in answer.content.decode()

    def test_a_new_partner_is_recorded_on_the_way_once(self, record, people, signed_in):
        first = record(partner="baru", new_partner="  CV  Contoh Baru ", partner_kind="swasta")
        assert (first.partner.name, first.partner.kind) == ("CV Contoh Baru", "swasta")
        other = {"title": "Lain", "naskah_number": "", "partner_number": ""}
        again = record(partner="baru", new_partner="cv contoh baru", partner_kind="swasta", **other)
        assert again.partner == first.partner
        asked = {"new_partner": "contoh", "track": "ksdd-lama-kb"}
        found = signed_in(people["kabag"]).get(reverse("calon-naskah-lama", args=["mitra"]), asked)
        assert (
            "CV Contoh Baru" not in found.content.decode()
            and "sebagai mitra baru" in found.content.decode()
        )

    def test_bad_input_is_told_at_its_field_and_kept(self, typed, people, signed_in):
        client = signed_in(people["verifikator"])
        for other, word in (
            ({"signed_on": "2099-01-01"}, "diajukan sebagai usulan"),
            ({"expires_on": "2020-01-01"}, "tidak boleh mendahului"),
            ({"track": "ksdd-lama-kb"}, "tidak sesuai"),
            ({"partner": ""}, "Pilih mitra"),
            ({"partner": "baru", "new_partner": "X", "partner_kind": ""}, "Pilih jenis mitra baru"),
            ({"title": ""}, "Bidang ini"),
            ({"nilai": "-5"}, "tidak boleh negatif"),
            ({"track": "ksdpk-daerah"}, "Masukkan pilihan"),
        ):
            answer = client.post(reverse("naskah-lama"), typed(**other))
            assert answer.status_code == 422 and word in answer.content.decode(), other
            assert "Alih media" in answer.content.decode()
        assert not Agreement.objects.exists()

    def test_the_same_naskah_is_not_recorded_twice(self, record, typed, people, signed_in):
        record()
        client = signed_in(people["kabag"])
        for other in (
            {"title": "Judul lain sama sekali"},
            {"naskah_number": "", "partner_number": ""},
        ):
            answer = client.post(reverse("naskah-lama"), typed(**other))
            assert answer.status_code == 422 and "yang sudah tercatat" in answer.content.decode()

    def test_only_bagian_kerja_sama_records(self, record, people):
        case = record()
        for name in ("staf", "kepala", "sekda", "admin"):
            with pytest.raises(Refused):
                registering.register_signed([recorded_naskah.recorded_facts_of(case)], people[name])


@pytest.mark.django_db
class TestCorrecting:
    @pytest.fixture
    def correct(self, typed, people, signed_in):
        def post(case, **other):
            seen = other.pop("seen_event", case.events.count())
            fields = typed(upload="", seen_event=seen, **{"reason": "Salah ketik."} | other)
            return signed_in(people["kabag"]).post(
                reverse("naskah-lama-rinci", args=[case.pk]), fields
            )

        return post

    def test_it_is_corrected_with_a_reason_and_both_states_stay_in_the_log(self, record, correct):
        case = record()
        assert (
            correct(
                case, signed_on="2024-03-04", effective_on="2024-03-01", title="Pengelolaan Arsip"
            ).status_code
            == 302
        )
        case.refresh_from_db()
        assert case.title == "Pengelolaan Arsip" and recorded_naskah.recorded_facts_of(
            case
        ).signed_on == date(2024, 3, 4)
        last = case.events.latest("number")
        assert (
            last.reason == "Salah ketik."
            and last.detail["before"]["title"] == "Pengelolaan Arsip Digital"
        )
        assert set(last.detail["after"]) == {"title", "signed_on"} and chain_is_intact(case)
        assert (
            Evidence.objects.filter(agreement=case, void=False, sha256__gt="").count() == 1
        )  # the scan is still there
        assert (
            case.created_at == Agreement.objects.get(pk=case.pk).created_at
            and evaluate_case(case).holders == case.holders
        )

    def test_corrected_to_one_abroad_its_original_is_the_ministers(self, record, correct):
        case = record()
        abroad = Partner.objects.create(
            name="Kota Contoh", kind="pemda-ln", country="JP", level="kota"
        )
        assert correct(case, track="ksdpl-lama", partner=abroad.pk, original="").status_code == 302
        assert [*case.originals.values_list("bearer", flat=True)] == ["menteri", "mitra"]

    def test_without_a_reason_or_after_somebody_else_it_is_refused(self, record, correct):
        case = record()
        assert correct(case, title="Lain", reason="").status_code == 422
        stale = correct(case, title="Lain", seen_event=0)
        assert stale.status_code == 422 and "diubah orang lain" in stale.content.decode()
        assert "Tidak ada yang berubah" in correct(case).content.decode()

    def test_once_something_was_built_on_it_only_scan_and_place_may_be_added(
        self, record, correct, people
    ):
        kb = record(track="ksdpk-lama-kb", title="Kesepakatan Lama", upload="")
        pks = Agreement(
            track_code="ksdpk-pks",
            track_version="2020.1",
            owner=kb.owner,
            parent=kb,
            title="PKS baru",
        )
        engine.begin_case(pks, people["staf"])
        refused = correct(kb, track="ksdpk-lama-kb", title="Judul lain")
        assert (
            refused.status_code == 422
            and "PKS atau perubahan di bawahnya" in refused.content.decode()
        )
        assert (
            correct(
                kb, track="ksdpk-lama-kb", title="Kesepakatan Lama", original="Map 7"
            ).status_code
            == 302
        )
        assert (
            recorded_naskah.recorded_facts_of(Agreement.objects.get(pk=kb.pk)).original == "Map 7"
        )

    def test_a_record_made_by_mistake_is_taken_back_and_leaves_only_its_trace(
        self, record, people, signed_in
    ):
        case, client = record(), signed_in(people["kabag"])
        assert (
            client.post(
                reverse("naskah-lama-batal", args=[case.pk]), {"batal-alasan": ""}
            ).status_code
            == 422
        )
        client.post(
            reverse("naskah-lama-batal", args=[case.pk]), {"batal-alasan": "Tercatat dua kali."}
        )
        case.refresh_from_db()
        assert (
            case.origin == Origin.TAKEN_BACK and case.expires_on is None and chain_is_intact(case)
        )
        assert client.get(reverse("kerja-sama", args=[case.pk])).status_code == 404
        assert (
            "Seluruh kerja sama" in (page := client.get(reverse("dasbor-angka")).content.decode())
            and case.title not in page
        )
        assert record().title == case.title  # it may be recorded anew

    def test_a_case_made_in_the_system_has_no_such_page(self, make_agreement, people, signed_in):
        case = make_agreement()
        assert (
            signed_in(people["kabag"]).get(reverse("naskah-lama-rinci", args=[case.pk])).status_code
            == 404
        )
        assert not case.is_legacy and Agreement.objects.visible_to(people["staf"]).get() == case


@pytest.mark.django_db
def test_nobody_is_told_of_duties_from_before_the_record(record):
    record()
    tasks.settle_lapsed()
    today = timezone.localdate()
    assert not ledger.Ledger(Agreement.objects.all(), today, (DutyStatus.LATE,))[:]


@pytest.mark.django_db
class TestWhatFollows:
    def test_its_originals_are_known_from_the_record_and_follow_its_correction(
        self, record, typed, people, signed_in
    ):
        case = record()
        ours, theirs = case.originals.order_by("rangkap")
        assert (ours.bearer, ours.place, theirs.bearer) == (
            "daerah",
            "Lemari arsip, map 2024",
            "mitra",
        )
        assert [move.action for move in ours.moves.all()] == [
            "dicatat"
        ] and ours.moves.get().day == SIGNED_ON
        fields = typed(upload="", seen_event=1, reason="Dipindahkan.", original="Depo arsip, rak 7")
        signed_in(people["kabag"]).post(reverse("naskah-lama-rinci", args=[case.pk]), fields)
        ours.refresh_from_db()
        assert ours.place == "Depo arsip, rak 7" and [move.action for move in ours.moves.all()] == [
            "dicatat",
            "pindah",
        ]

    def test_what_was_taken_back_is_in_no_census(self, record, people):
        case = record()
        next_year = timezone.localdate().year + 1
        assert Original.objects.due_in_census(next_year).count() == 2
        recorded_naskah.take_back_records(
            Agreement.objects.filter(pk=case.pk), people["kabag"], "Keliru."
        )
        assert not Original.objects.due_in_census(next_year).exists()

    def test_taking_a_record_back_may_itself_be_taken_back(self, record, people, signed_in):
        case, client = record(), signed_in(people["kabag"])
        before = recorded_naskah.recorded_facts_of(case).facts()
        page = client.post(
            reverse("naskah-lama-batal", args=[case.pk]), {"batal-alasan": "Keliru."}, follow=True
        ).content.decode()
        assert not Agreement.objects.visible_to(people["kabag"]).filter(pk=case.pk).exists()
        address = re.search(rf"/kerja-sama/{case.pk}/batalkan/\d+/", page)
        assert address, "the message offers no way back"
        assert client.post(address[0]).url == reverse("kerja-sama", args=[case.pk])
        assert (
            recorded_naskah.recorded_facts_of(Agreement.objects.get(pk=case.pk)).facts() == before
        )

    def test_a_new_record_names_the_way_to_take_it_back(self, typed, people, signed_in):
        page = (
            signed_in(people["kabag"])
            .post(reverse("naskah-lama"), typed(), follow=True)
            .content.decode()
        )
        case = Agreement.objects.get()
        assert (
            f'<a href="{reverse("naskah-lama-rinci", args=[case.pk])}#batal">Batalkan'
            " pencatatan</a>" in page
        )

    def test_it_may_be_extended_and_ended_and_amended_once_its_pasal_were_copied(
        self, record, people
    ):
        case = record(expires_on=str(timezone.localdate() + timedelta(100)))
        offered = {track.changes for track in change_effects.change_tracks_for(case)}
        assert offered == set(Change)
        adendum = catalogue.newest_track_version("ksdpk-adendum")
        assert change_effects.reasons_against_change(case, adendum, timezone.localdate()) == [
            "Salin dulu Pasal naskahnya pada halaman Naskah lama."
        ]
        assert (
            change_effects.end_of(case, "perjanjian_kerja_sama") == case.ends_on == case.expires_on
        )
        extension = Agreement(
            track_code="ksdpk-perpanjangan", track_version="2026.1", owner=case.owner, parent=case
        )
        engine.begin_case(extension, people["staf"])
        assert (
            extension.naskah_diubah == "perjanjian_kerja_sama"
            and extension.berakhir_semula == case.ends_on
        )
        assert "Nomor 415.4/12/PKS/2024 tanggal 1 Maret 2024" in change_clauses.changed_naskah_of(
            extension
        )

    def test_adding_a_scan_does_not_undo_its_extension(self, record, typed, people, signed_in):
        case = record(upload="")
        Agreement.objects.filter(pk=case.pk).update(ends_on=date(2040, 1, 1))
        fields = typed(seen_event=1, reason="Pindaian ditemukan.")
        assert (
            signed_in(people["kabag"])
            .post(reverse("naskah-lama-rinci", args=[case.pk]), fields)
            .status_code
            == 302
        )
        case.refresh_from_db()
        assert case.ends_on == date(2040, 1, 1) and recorded_naskah.recorded_facts_of(case).sha256
