"""Koreksi of records: who may, whom it takes, what follows, and what stays."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements import demo
from agreements.documents import rendering, renewals, store
from agreements.documents.kinds import KINDS
from agreements.models import (
    Agreement,
    DocumentState,
    Evidence,
    ProposedCorrection,
    State,
    chain_is_intact,
)
from agreements.regulations import catalogue
from agreements.workflow import confirming, correcting, engine, undoing
from agreements.workflow.guarding import Refused
from kerjasama.notices.models import Notice

from .conftest import as_long_as, order_and_render, pass_stage, until_holder
from .reading import folded

pytestmark = pytest.mark.usefixtures("blank_papers")
KB, PKS = "ttd_kesepakatan_bersama", "ttd_perjanjian_kerja_sama"
REASON = "Keliru memilih baris zqx"


def record_of(agreement, code) -> Evidence:
    return agreement.evidence.get(requirement_code=code, void=False)


def studied(make_agreement, people):
    """A case whose study by TKKSD is recorded, in the stage that is still open."""
    agreement = make_agreement(at="persiapan")
    for _ in as_long_as(
        lambda: (
            not agreement.evidence.filter(requirement_code="telaahan_tkksd", void=False).exists()
        )
    ):
        if not demo.meet_next(agreement, order_and_render):
            agreement = pass_stage(agreement, people)
        agreement.refresh_from_db()
    return agreement


def correct(row, user, **values):
    return correcting.correct_record(row.pk, user, REASON, **values)


class TestWhoMayCorrect:
    def test_the_recorder_and_the_verifikator_while_the_stage_is_open(self, make_agreement, people):
        agreement = studied(make_agreement, people)
        row = record_of(agreement, "telaahan_tkksd")
        for name, user in people.items():
            assert correcting.may_correct_record(user, agreement, row) == (
                name in ("tkksd", "verifikator")
            ), name

    def test_the_verifikator_alone_once_the_stage_is_closed(self, make_agreement, people):
        agreement = make_agreement(at="penyusunan_kb")
        row = record_of(agreement, "telaahan_tkksd")
        for name, user in people.items():
            assert correcting.may_correct_record(user, agreement, row) == (name == "verifikator"), (
                name
            )
        new = correct(row, people["verifikator"], number="9/TKKSD/2026")
        assert isinstance(new, Evidence) and record_of(agreement, "telaahan_tkksd") == new

    @pytest.mark.parametrize(
        ("proposer", "confirmers"),
        [("verifikator", {"kabag"}), ("kabag", {"verifikator", "sekda"})],
        ids=["verifikator", "kabag"],
    )
    def test_after_the_signing_one_proposes_and_another_confirms(
        self, proposer, confirmers, make_agreement, people
    ):
        agreement = make_agreement(at="penyusunan_pks")
        row = record_of(agreement, KB)
        for name in ("staf", "tkksd", "sekda", "hukum"):
            with pytest.raises(Refused, match="wewenang"):
                correct(row, people[name], number="7/KB")
        proposal = correct(row, people[proposer], number="7/KB")
        assert isinstance(proposal, ProposedCorrection) and record_of(agreement, KB) == row
        for name, user in people.items():
            assert confirming.may_confirm_correction(user, proposal) == (name in confirmers), name
        with pytest.raises(Refused, match="orang lain"):
            confirming.confirm_correction(proposal.pk, people[proposer])
        confirming.confirm_correction(proposal.pk, people[sorted(confirmers)[0]])
        assert record_of(agreement, KB).number == "7/KB"

    def test_whoever_holds_both_roles_does_not_confirm_the_own_proposal(
        self, make_agreement, people
    ):
        agreement = make_agreement(at="penyusunan_pks")
        both = people["verifikator"]
        both.memberships.create(role="SECTION_HEAD", unit=agreement.owner)
        both = type(both).objects.get(pk=both.pk)
        proposal = correct(record_of(agreement, KB), both, number="7/KB")
        with pytest.raises(Refused, match="orang lain"):
            confirming.confirm_correction(proposal.pk, both)

    def test_an_approval_is_not_corrected(self, make_agreement, people):
        agreement = make_agreement(at="penyusunan_kb")
        approval = agreement.evidence.filter(requirement_code="kepala_opd", void=False).get()
        with pytest.raises(Refused, match="wewenang"):
            correct(approval, people["verifikator"], note="x")

    def test_a_case_that_is_done_is_corrected_by_two(self, make_agreement, people):
        agreement = make_agreement(at="pelaksanaan")
        Agreement.objects.filter(pk=agreement.pk).update(state=State.DONE)
        proposal = correct(record_of(agreement, PKS), people["kabag"], number="8/PKS")
        confirming.confirm_correction(proposal.pk, people["sekda"])
        agreement.refresh_from_db()
        assert record_of(agreement, PKS).number == "8/PKS" and agreement.state == State.DONE

    @pytest.mark.parametrize(
        ("values", "reason", "why"),
        [({"number": "9"}, " ", "Alasan"), ({}, "x", "berubah"), ({"by": 1}, "x", "Tidak")],
    )
    def test_without_reason_or_change_nothing_happens(
        self, values, reason, why, make_agreement, people
    ):
        row = record_of(studied(make_agreement, people), "telaahan_tkksd")
        with pytest.raises(Refused, match=why):
            correcting.correct_record(row.pk, people["verifikator"], reason, **values)

    def test_what_was_corrected_meanwhile_is_refused(self, make_agreement, people):
        row = record_of(studied(make_agreement, people), "telaahan_tkksd")
        correct(row, people["verifikator"], number="9")
        with pytest.raises(Refused, match="sudah dikoreksi"):
            correct(row, people["verifikator"], number="10")


class TestAProposal:
    @pytest.fixture
    def proposal(self, make_agreement, people):
        return correct(
            record_of(make_agreement(at="penyusunan_pks"), KB), people["verifikator"], number="7/KB"
        )

    def test_is_shown_on_the_case_and_withdrawn_by_whoever_made_it(
        self, proposal, people, signed_in
    ):
        client = signed_in(people["verifikator"])
        page = client.get(reverse("kerja-sama", args=[proposal.agreement_id])).content.decode()
        assert "menunggu persetujuan orang kedua" in page
        records = client.get(reverse("catatan", args=[proposal.agreement_id])).content.decode()
        assert "7/KB" in records and "Setujui koreksi" not in records
        with pytest.raises(Refused, match="pengusulnya"):
            confirming.withdraw_correction(proposal.pk, people["kabag"])
        client.post(reverse("putus-koreksi", args=[proposal.agreement_id, proposal.pk, "tarik"]))
        page = client.get(reverse("kerja-sama", args=[proposal.agreement_id])).content.decode()
        assert "menunggu persetujuan orang kedua" not in page

    @pytest.mark.django_db(transaction=True)
    def test_is_told_to_the_second_person_alone_until_it_is_decided(self, make_agreement, people):
        proposal = correct(
            record_of(make_agreement(at="penyusunan_pks"), KB), people["verifikator"], number="7/KB"
        )
        asked = Notice.objects.filter(key__startswith="koreksi/", done_at=None)
        assert [notice.user for notice in asked] == [people["kabag"]]
        confirming.confirm_correction(proposal.pk, people["kabag"])
        assert not asked.all().exists()
        assert Notice.objects.filter(
            user=people["verifikator"], subject__startswith="Dikoreksi"
        ).exists()

    def test_is_confirmed_on_the_page_by_the_second_person(self, proposal, people, signed_in):
        signed_in(people["kabag"]).post(
            reverse("putus-koreksi", args=[proposal.agreement_id, proposal.pk, "setujui"])
        )
        assert record_of(proposal.agreement, KB).number == "7/KB"
        assert chain_is_intact(proposal.agreement)

    def test_is_declined_only_with_a_reason(self, proposal, people, signed_in):
        address = reverse("putus-koreksi", args=[proposal.agreement_id, proposal.pk, "tolak"])
        client = signed_in(people["kabag"])
        assert client.post(address).status_code == 422
        client.post(address, {"jawaban": "Nomornya sudah benar."})
        proposal.refresh_from_db()
        assert proposal.state == "ditolak" and record_of(proposal.agreement, KB).number != "7/KB"
        with pytest.raises(Refused, match="sudah ditolak"):
            confirming.confirm_correction(proposal.pk, people["kabag"])

    def test_a_second_one_waits_for_the_first(self, proposal, people):
        with pytest.raises(Refused, match="menunggu persetujuan"):
            correct(proposal.evidence, people["kabag"], number="8/KB")


class TestWhatStays:
    def test_the_log_links_old_and_new_and_says_what_changed(self, make_agreement, people):
        agreement = studied(make_agreement, people)
        old = record_of(agreement, "telaahan_tkksd")
        new = correct(old, people["verifikator"], number="9/TKKSD/2026", note="Rapat kedua")
        event = agreement.events.get(action="koreksi")
        assert (event.detail["old"], event.detail["new"], event.reason) == (old.pk, new.pk, REASON)
        assert event.detail["changes"]["Nomor"] == [old.number, "9/TKKSD/2026"]
        assert new.corrects == old and chain_is_intact(agreement)

    def test_the_old_record_stays_readable_as_corrected_with_its_file(
        self, make_agreement, people, signed_in
    ):
        agreement = make_agreement(at="penyusunan_kb")
        old = agreement.evidence.exclude(sha256="").filter(void=False).first()
        if old is None:
            old = record_of(agreement, "telaahan_tkksd")
        file = {"sha256": store.store_bytes(b"%PDF-1.7 baru"), "file_name": "baru.pdf"}
        new = correct(old, people["verifikator"], **file)
        page = (
            signed_in(people["staf"]).get(reverse("catatan", args=[agreement.pk])).content.decode()
        )
        assert "Dikoreksi" in page and f"#catatan-{old.pk}" in page and REASON in page
        assert (
            signed_in(people["staf"]).get(reverse("berkas", args=[new.pk])).content
            == b"%PDF-1.7 baru"
        )

    def test_each_record_is_folded_and_only_one_is_open_at_a_time(
        self, make_agreement, people, signed_in
    ):
        agreement = make_agreement(at="penyusunan_kb")
        page = (
            signed_in(people["verifikator"])
            .get(reverse("catatan", args=[agreement.pk]))
            .content.decode()
        )
        folded = page.count('<details class="record" name="catatan">')
        assert (
            folded == agreement.evidence.count() > 1
            and "open" not in page[page.index('name="catatan"') :].split(">")[0]
        )
        for row in (
            agreement.evidence.all()
        ):  # the mark lies within, so that a link to it unfolds the record
            place = page.index(f'id="catatan-{row.pk}"')
            assert page.rindex("<details", 0, place) > page.rfind("</details>", 0, place)

    def test_the_reason_stands_in_no_paper(self, make_agreement, people):
        agreement = make_agreement(at="penyusunan_pks")
        for row in list(agreement.evidence.filter(void=False)):
            if correcting.is_correctable(row) and row.decided_on:
                proposal = correct(row, people["verifikator"], note="Keterangan yang benar")
                confirming.confirm_correction(proposal.pk, people["kabag"])
        for paper in agreement.documents.all():
            assert REASON not in rendering.to_html(paper), paper.kind
        for kind in {paper.kind for paper in agreement.documents.all()}:
            assert kind in KINDS

    def test_what_was_typed_as_remark_is_printed_and_the_reason_is_not(
        self, make_agreement, people
    ):
        agreement = studied(make_agreement, people)
        correct(
            record_of(agreement, "telaahan_tkksd"),
            people["verifikator"],
            note="Anggaran sudah tersedia",
        )
        agreement.refresh_from_db()
        until_holder(agreement, "VERIFIER") if agreement.holders != ["VERIFIER"] else None
        paper = agreement.documents.filter(kind="ba_tkksd").last() or rendering.order_document(
            agreement.pk, people["verifikator"], "ba_tkksd"
        )
        html = rendering.to_html(paper)
        assert "Anggaran sudah tersedia" in html and REASON not in html


class TestTheForm:
    def test_comes_filled_with_what_stood_there_each_point_of_the_study_too(
        self, make_agreement, people, signed_in
    ):
        agreement = studied(make_agreement, people)
        row = record_of(agreement, "telaahan_tkksd")
        points = [
            point | {"hasil": "sesuai", "catatan": f"Catatan {place}"}
            for place, point in enumerate(row.findings)
        ]
        Evidence.objects.filter(pk=row.pk).update(note="Rapat kedua", findings=points)
        page = (
            signed_in(people["tkksd"])
            .get(reverse("koreksi", args=[agreement.pk, row.pk]))
            .content.decode()
        )
        assert "Rapat kedua</textarea>" in folded(page) and "Alasan koreksi" in page
        for place in range(len(points)):
            assert f'value="Catatan {place}"' in page

    def test_corrects_and_without_reason_keeps_what_was_typed(
        self, make_agreement, people, signed_in
    ):
        agreement = make_agreement(at="penyusunan_kb")
        row = record_of(agreement, "telaahan_tkksd")
        address, client = (
            reverse("koreksi", args=[agreement.pk, row.pk]),
            signed_in(people["verifikator"]),
        )
        typed = {
            "outcome": row.outcome,
            "decided_on": f"{row.decided_on:%d/%m/%Y}",
            "number": "9/TKKSD",
            "note": row.note,
        }
        for place, _ in enumerate(row.findings):
            typed |= {f"butir_{place}": "sesuai", f"catatan_{place}": ""}
        answer = client.post(address, typed)
        assert answer.status_code == 422 and 'value="9/TKKSD"' in answer.content.decode()
        assert client.post(address, typed | {"reason": REASON}).status_code == 302
        assert record_of(agreement, "telaahan_tkksd").number == "9/TKKSD"

    def test_replaces_a_wrong_signed_scan_found_after_everything_is_finished(
        self, make_agreement, people, signed_in
    ):
        agreement = make_agreement(at="pelaksanaan")
        Agreement.objects.filter(pk=agreement.pk).update(state=State.DONE)
        row = record_of(agreement, PKS)
        Evidence.objects.filter(pk=row.pk).update(
            sha256=store.store_bytes(b"%PDF-1.7 salah"), file_name="salah.pdf"
        )
        address = reverse("koreksi", args=[agreement.pk, row.pk])
        upload = SimpleUploadedFile("benar.pdf", b"%PDF-1.7 benar")
        typed = {
            "outcome": row.outcome,
            "decided_on": f"{row.decided_on:%d/%m/%Y}",
            "number": row.number,
            "reason": REASON,
        }
        signed_in(people["verifikator"]).post(address, typed | {"upload": upload})
        proposal = ProposedCorrection.objects.get()
        file = signed_in(people["kabag"]).get(reverse("berkas-usulan-koreksi", args=[proposal.pk]))
        assert file.content == b"%PDF-1.7 benar"
        confirming.confirm_correction(proposal.pk, people["kabag"])
        new = record_of(agreement, PKS)
        assert (new.file_name, store.read_stored(new.sha256)) == ("benar.pdf", b"%PDF-1.7 benar")
        assert store.read_stored(Evidence.objects.get(pk=row.pk).sha256) == b"%PDF-1.7 salah"

    def test_names_what_was_built_on_the_record(self, make_agreement, people, signed_in):
        agreement = make_agreement(at="penyusunan_kb")
        row = record_of(agreement, "telaahan_tkksd")
        page = (
            signed_in(people["verifikator"])
            .get(reverse("koreksi", args=[agreement.pk, row.pk]))
            .content.decode()
        )
        minutes = agreement.documents.get(kind="ba_tkksd")
        assert "Berdasar catatan ini" in page and minutes.number in page
        assert record_of(agreement, "telaahan_tkksd") == row  # looking changes nothing
        assert Evidence.objects.get(pk=row.pk).note == row.note


class TestWhatFollows:
    def test_a_paper_that_printed_the_wrong_datum_asks_to_be_made_anew(
        self, make_agreement, people, signed_in
    ):
        agreement = make_agreement(at="penyusunan_kb")
        row, minutes = (
            record_of(agreement, "telaahan_tkksd"),
            agreement.documents.get(kind="ba_tkksd"),
        )
        new = correct(row, people["verifikator"], note="Perhatikan anggaran tahun depan")
        minutes.refresh_from_db()
        assert minutes.outdated_by == new and minutes.state == DocumentState.READY
        page = (
            signed_in(people["verifikator"])
            .get(reverse("kerja-sama", args=[agreement.pk]))
            .content.decode()
        )
        assert "Perlu dibuat ulang" in page
        signed_in(people["verifikator"]).post(reverse("perbarui-dokumen", args=[minutes.pk]))
        anew = agreement.documents.filter(kind="ba_tkksd").last()
        assert anew.pk != minutes.pk and "Perhatikan anggaran tahun depan" in rendering.to_html(
            anew
        )
        page = (
            signed_in(people["verifikator"])
            .get(reverse("kerja-sama", args=[agreement.pk]))
            .content.decode()
        )
        assert "Perlu dibuat ulang" not in page

    def test_a_paper_that_printed_nothing_of_it_does_not(self, make_agreement, people):
        agreement = make_agreement(at="penyusunan_kb")
        correct(
            record_of(agreement, "telaahan_tkksd"),
            people["verifikator"],
            note="Perhatikan anggaran tahun depan",
        )
        assert agreement.documents.get(kind="kak").outdated_by is None

    def test_a_signed_naskah_is_told_but_not_made_anew(self, make_agreement, people):
        agreement = make_agreement(at="pelaksanaan")
        day = record_of(agreement, KB).decided_on - timedelta(3)
        proposal = correct(record_of(agreement, KB), people["verifikator"], decided_on=day)
        confirming.confirm_correction(proposal.pk, people["kabag"])
        for paper in agreement.documents.filter(
            outdated_by__isnull=False, kind="perjanjian_kerja_sama", draft=False
        ):
            with pytest.raises(Refused, match="ditandatangani"):
                renewals.renew_document(paper.pk, people["verifikator"])

    def test_a_corrected_signing_date_moves_the_term(self, make_agreement, people):
        agreement = make_agreement(at="pelaksanaan")
        day = record_of(agreement, PKS).decided_on - timedelta(5)
        for code, signed_on in ((KB, day - timedelta(5)), (PKS, day)):
            proposal = correct(
                record_of(agreement, code), people["verifikator"], decided_on=signed_on
            )
            confirming.confirm_correction(proposal.pk, people["kabag"])
        agreement.refresh_from_db()
        end = day + relativedelta(months=agreement.jangka_waktu_bulan, days=-1)
        assert (agreement.effective_on, agreement.expires_on, agreement.ends_on) == (day, end, end)
        assert (
            agreement.originals.filter(kind="perjanjian_kerja_sama").first().moves.last().day == day
        )

    def test_the_date_of_an_earlier_naskah_does_not_move_the_term_of_the_later(
        self, make_agreement, people
    ):
        agreement = make_agreement(at="pelaksanaan")
        before = agreement.effective_on, agreement.ends_on
        proposal = correct(
            record_of(agreement, KB),
            people["verifikator"],
            decided_on=record_of(agreement, KB).decided_on - timedelta(9),
        )
        confirming.confirm_correction(proposal.pk, people["kabag"])
        agreement.refresh_from_db()
        assert (agreement.effective_on, agreement.ends_on) == before

    def test_a_corrected_date_of_a_perpanjangan_leaves_the_end_it_states(
        self, make_agreement, people
    ):
        track = next(
            track
            for track in catalogue.TRACKS
            if track.changes and track.code.startswith("ksdpk") and "perpanjangan" in track.code
        )
        change = make_agreement(track.code)
        for _ in as_long_as(lambda: change.effective_on is None):
            demo.meet_next(change, order_and_render) or pass_stage(change, people)
            change.refresh_from_db()
        row = next(row for row in change.evidence.filter(void=False) if row.need and row.need.signs)
        end = change.parent.__class__.objects.get(pk=change.parent_id).ends_on
        done = correct(row, people["verifikator"], number="5/ADD")
        if isinstance(done, ProposedCorrection):
            confirming.confirm_correction(done.pk, people["kabag"])
        assert Agreement.objects.get(pk=change.parent_id).ends_on == end

    def test_an_outcome_that_was_no_consent_brings_the_case_back_to_its_stage(
        self, make_agreement, people
    ):
        agreement = make_agreement(at="penyusunan_kb")
        row = record_of(agreement, "telaahan_tkksd")
        correct(row, people["verifikator"], outcome="tidak layak")
        agreement.refresh_from_db()
        assert agreement.stage_code == row.stage_code
        assert agreement.return_to == "penyusunan_kb"

    def test_a_finished_case_stays_where_it_is_whatever_is_corrected(self, make_agreement, people):
        agreement = make_agreement(at="pelaksanaan")
        proposal = correct(
            record_of(agreement, "telaahan_tkksd"), people["kabag"], outcome="tidak layak"
        )
        confirming.confirm_correction(proposal.pk, people["verifikator"])
        agreement.refresh_from_db()
        assert agreement.stage_code == "pelaksanaan" and agreement.ends_on is not None

    def test_a_date_after_today_is_refused_in_the_form(self, make_agreement, people, signed_in):
        agreement = make_agreement(at="penyusunan_kb")
        row = record_of(agreement, "telaahan_tkksd")
        typed = {
            "outcome": row.outcome,
            "decided_on": f"{timezone.localdate() + timedelta(2):%d/%m/%Y}",
            "reason": REASON,
        }
        answer = signed_in(people["verifikator"]).post(
            reverse("koreksi", args=[agreement.pk, row.pk]), typed
        )
        assert answer.status_code == 422 and record_of(agreement, "telaahan_tkksd") == row


def test_resolved_remarks_no_longer_stand_on_top(make_agreement, people, signed_in):
    agreement = make_agreement()
    for _ in as_long_as(lambda: agreement.holders != ["OPD_HEAD"]):
        demo.meet_next(agreement, order_and_render)
        agreement.refresh_from_db()
    engine.send_case_back(
        agreement.pk, people["kepala"], "persiapan", "persiapan", "Target terlalu rendah", []
    )
    engine.resolve_correction(agreement.pk, people["staf"], agreement.corrections.get().pk)
    page = (
        signed_in(people["staf"]).get(reverse("kerja-sama", args=[agreement.pk])).content.decode()
    )
    assert 'id="perbaikan"' not in page and "1 perbaikan sudah selesai" in page


def test_a_legacy_record_that_is_in_use_is_corrected_by_two(signed, people):
    day = date(2026, 3, 10)
    agreement = signed()
    agreement.evidence.create(
        stage_code="penandatanganan_kb",
        requirement_code=KB,
        outcome="ditandatangani",
        decided_on=day,
        by=people["verifikator"],
    )
    done = correct(record_of(agreement, KB), people["verifikator"], number="3/KB")
    assert isinstance(done, ProposedCorrection)


def test_a_correction_taken_back_within_its_minutes_leaves_all_as_it_was(make_agreement, people):
    agreement = make_agreement(at="penyusunan_kb")
    row, minutes = record_of(agreement, "telaahan_tkksd"), agreement.documents.get(kind="ba_tkksd")
    correct(row, people["verifikator"], note="Perhatikan anggaran tahun depan")
    undoing.undo_act(agreement.pk, people["verifikator"], agreement.undoable_acts.last().pk)
    minutes.refresh_from_db()
    assert record_of(agreement, "telaahan_tkksd") == row and minutes.outdated_by is None
    correct(row, people["verifikator"], note="Perhatikan anggaran tahun ini")
    assert record_of(agreement, "telaahan_tkksd").note == "Perhatikan anggaran tahun ini"
