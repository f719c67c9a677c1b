"""A dispute about a signed agreement goes the road that its law gives, to a record of its end."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from lxml import html

from agreements.documents import store
from agreements.models import Dispute, UndoableAct
from agreements.monitoring import disputes
from agreements.monitoring.dispute_tasks import open_dispute_tasks
from agreements.monitoring.disputes import StepResult
from agreements.regulations.disputes import ROADS, WITH_REGION, DisputeCode, outcomes_open_to
from agreements.regulations.document_codes import DocumentCode
from agreements.workflow import undoing
from agreements.workflow.guarding import Refused

from .conftest import signed_at_once
from .reading import words_of

pytestmark = pytest.mark.usefixtures("blank_papers")
PDF = b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def signed(make_agreement, people):
    return signed_at_once(make_agreement("ksdd-sukarela"), people["verifikator"])


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def dispute(signed, people, today):
    return disputes.open_dispute(signed.pk, people["staf"], "Bagian biaya tidak dibayar.", today)


def shown_line(client, case):
    """The one dispute that the page of a case shows."""
    (line,) = client.get(reverse("perselisihan", args=[case.pk])).context["page"].lines
    return line


def given_for_paper(client, where):
    """What the form of the berita acara says already."""
    offers = client.get(where).context["page"].offers
    (offer,) = (offer for offer in offers if offer.paper.kind == DocumentCode.BA_PERSELISIHAN)
    return [offer.form[name].value() for name in ("perselisihan", "penyelesaian")]


def test_every_step_leads_to_a_step_of_its_road_or_to_the_end():
    for road in ROADS.values():
        codes = {step.code for step in road}
        led_to = {code for step in road for code in step.outcomes.values()}
        assert led_to - {None} <= codes and None in led_to


@pytest.mark.parametrize(
    "days, fault",
    [
        (-1, "Tanggal tidak boleh sebelum naskahnya ditandatangani."),
        (0, ""),
        (1, "Tanggal tidak boleh sesudah hari ini."),
    ],
)
def test_a_day_on_which_it_cannot_have_arisen_is_refused_at_its_field(
    signed, signed_in, people, today, days, fault
):
    assert signed.effective_on == today
    sent = {"subject": "Biaya.", "day": f"{today + timedelta(days):%d/%m/%Y}"}
    answer = signed_in(people["staf"]).post(reverse("perselisihan", args=[signed.pk]), sent)
    if fault:
        assert answer.context["page"].form.errors == {"day": [fault]}
    assert signed.disputes.exists() is not bool(fault)


class TestBetweenRegions:
    def test_it_begins_with_musyawarah_by_the_opd_and_cites_the_article(
        self, signed, dispute, signed_in, people
    ):
        page = signed_in(people["staf"]).get(reverse("perselisihan", args=[signed.pk]))
        words = words_of(page.content.decode())
        assert "Langkah sekarang: Musyawarah dan mufakat" in words
        assert "Permendagri 22/2020 Pasal 18" in words

    def test_without_agreement_it_goes_to_the_tkksd_of_the_province_then_to_the_menteri(
        self, dispute, people, today
    ):
        before = "tidak tercapai, dimohonkan kepada TKKSD provinsi"
        result = StepResult(before, today, "Tidak sepakat.")
        disputes.record_step(
            dispute.agreement_id, people["staf"], dispute.pk, DisputeCode.DELIBERATION, result
        )
        result = StepResult("tidak tercapai, Gubernur memohonkan kepada Menteri", today, "Tidak.")
        disputes.record_step(
            dispute.agreement_id, people["verifikator"], dispute.pk, DisputeCode.PROVINCE, result
        )
        result = StepResult(
            "ditetapkan dengan Keputusan Menteri", today, "Biaya dibayar.", "1/2026"
        )
        disputes.record_step(
            dispute.agreement_id,
            people["verifikator"],
            dispute.pk,
            DisputeCode.MINISTER_BY_GOVERNOR,
            result,
        )
        assert not Dispute.objects.get(pk=dispute.pk).is_open

    def test_the_opd_does_not_record_what_the_province_decided(self, dispute, people, today):
        before = "tidak tercapai, dimohonkan kepada TKKSD provinsi"
        result = StepResult(before, today, "Tidak sepakat.")
        disputes.record_step(
            dispute.agreement_id, people["staf"], dispute.pk, DisputeCode.DELIBERATION, result
        )
        result = StepResult("tercapai kesepakatan", today, "Sepakat.")
        with pytest.raises(Refused, match="dicatat"):
            disputes.record_step(
                dispute.agreement_id, people["staf"], dispute.pk, DisputeCode.PROVINCE, result
            )

    def test_whoever_takes_the_step_has_a_task_until_it_is_settled(self, dispute, people, today):
        (task,) = open_dispute_tasks([dispute.agreement_id])
        assert people["staf"].pk in task.people
        result = StepResult("tercapai kesepakatan", today, "Sepakat.")
        disputes.record_step(
            dispute.agreement_id, people["staf"], dispute.pk, DisputeCode.DELIBERATION, result
        )
        assert list(open_dispute_tasks([dispute.agreement_id])) == []

    def test_the_berita_acara_is_kept_and_the_log_tells(self, signed, dispute, signed_in, people):
        client = signed_in(people["staf"])
        address = reverse("langkah-perselisihan", args=[signed.pk, dispute.pk])
        sent = {
            "langkah": "musyawarah",
            "outcome": "tercapai kesepakatan",
            "day": timezone.localdate().strftime("%d/%m/%Y"),
            "note": "Biaya dibayar dua kali.",
            "upload": SimpleUploadedFile("berita acara.pdf", PDF, "application/pdf"),
        }
        page = client.post(address, sent, follow=True).content.decode()
        assert "berita acara.pdf" in page and "Selesai" in page
        record = dispute.records.get()
        assert client.get(reverse("berkas-perselisihan", args=[record.pk])).status_code == 200
        assert "Musyawarah" in signed.events.order_by("-number").first().title

    def test_its_berita_acara_is_made_with_what_is_recorded_already(
        self, signed, dispute, signed_in, people, today
    ):
        client = signed_in(people["verifikator"])
        line = shown_line(client, signed)
        assert "sudah ditandatangani diunggah di sini" in line.form.fields["upload"].help_text
        assert given_for_paper(client, line.paper) == ["Bagian biaya tidak dibayar.", ""]
        result = StepResult("tercapai kesepakatan", today, "Biaya dibayar dua kali.")
        disputes.record_step(
            dispute.agreement_id, people["staf"], dispute.pk, DisputeCode.DELIBERATION, result
        )
        given = given_for_paper(client, shown_line(client, signed).paper)
        assert given == ["Bagian biaya tidak dibayar.", "Biaya dibayar dua kali."]

    def test_a_file_that_is_no_paper_is_refused_at_the_field_and_nothing_is_lost(
        self, signed, dispute, signed_in, people
    ):
        address = reverse("langkah-perselisihan", args=[signed.pk, dispute.pk])
        sent = {
            "langkah": "musyawarah",
            "outcome": "tercapai kesepakatan",
            "day": timezone.localdate().strftime("%d/%m/%Y"),
            "note": "Kata-kata yang diketik.",
            "upload": SimpleUploadedFile("a.pdf", b"<html>", "application/pdf"),
        }
        answer = signed_in(people["staf"]).post(address, sent)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Kata-kata yang diketik." in page and "bukan PDF" in page

    def test_a_step_that_is_refused_keeps_its_file_for_the_next_try_and_stores_nothing(
        self, signed, dispute, signed_in, people, today
    ):
        address = reverse("langkah-perselisihan", args=[signed.pk, dispute.pk])
        sent = {
            "langkah": "musyawarah",
            "outcome": "tercapai kesepakatan",
            "day": (today + timedelta(1)).strftime("%d/%m/%Y"),
            "note": "Biaya dibayar dua kali.",
            "upload": SimpleUploadedFile("berita acara.pdf", PDF, "application/pdf"),
        }
        answer = signed_in(people["staf"]).post(address, sent)
        words = words_of(answer.content.decode())
        assert answer.status_code == 422 and "tidak boleh sesudah hari ini" in words
        assert "berita acara.pdf" in words and "tetap dipakai" in words
        assert not store.path_of(store.digest_of(PDF)).exists()

    def test_each_field_of_the_page_has_an_id_of_its_own_also_when_a_form_was_refused(
        self, signed, dispute, signed_in, people, today
    ):
        disputes.open_dispute(signed.pk, people["staf"], "Laporan tidak diserahkan.", today)
        client = signed_in(people["verifikator"])
        step = reverse("langkah-perselisihan", args=[signed.pk, dispute.pk])
        withdrawal = reverse("tarik-perselisihan", args=[signed.pk, dispute.pk])
        for page in (
            client.get(reverse("perselisihan", args=[signed.pk])),
            client.post(step, {"langkah": "musyawarah"}),
            client.post(withdrawal, {"reason": ""}),
        ):
            ids = html.fromstring(page.content.decode()).xpath("//@id")
            assert len(ids) == len(set(ids))


def test_where_the_law_asks_for_no_berita_acara_none_is_offered(
    make_agreement, signed_in, people, today
):
    case = signed_at_once(make_agreement("ksdpk-daerah"), people["verifikator"])
    disputes.open_dispute(case.pk, people["staf"], "Biaya.", today)
    line = shown_line(signed_in(people["staf"]), case)
    assert not line.paper and "Surat pendukung" not in line.form.fields["upload"].help_text


def test_a_day_ahead_or_before_the_signing_is_refused(signed, people, today):
    for day in (today + timedelta(1), signed.effective_on - timedelta(1)):
        with pytest.raises(Refused, match="Tanggal tidak boleh"):
            disputes.open_dispute(signed.pk, people["staf"], "Perselisihan.", day)


def test_nobody_of_another_opd_opens_one(signed, stranger, today):
    with pytest.raises(Refused, match="OPD pemrakarsa"):
        disputes.open_dispute(signed.pk, stranger, "Perselisihan.", today)


def test_what_was_recorded_meanwhile_is_not_recorded_again(dispute, people, today):
    result = StepResult("tercapai kesepakatan", today, "Sepakat.")
    disputes.record_step(
        dispute.agreement_id, people["staf"], dispute.pk, DisputeCode.DELIBERATION, result
    )
    with pytest.raises(Refused, match="sudah dicatat"):
        disputes.record_step(
            dispute.agreement_id, people["staf"], dispute.pk, DisputeCode.DELIBERATION, result
        )


class TestTakingBack:
    def test_whoever_opened_it_undoes_it_and_its_task_is_gone(self, signed, dispute, people):
        act = UndoableAct.objects.open_to(people["staf"]).filter(agreement=signed).first()
        undoing.undo_act(signed.pk, people["staf"], act.pk)
        assert not signed.disputes.exists() and list(open_dispute_tasks([signed.pk])) == []

    def test_a_wrong_outcome_is_undone_and_the_step_is_there_again(
        self, signed, dispute, people, today
    ):
        result = StepResult("tercapai kesepakatan", today, "Keliru.")
        disputes.record_step(
            signed.pk, people["verifikator"], dispute.pk, DisputeCode.DELIBERATION, result
        )
        act = UndoableAct.objects.open_to(people["verifikator"]).filter(agreement=signed).first()
        undoing.undo_act(signed.pk, people["verifikator"], act.pk)
        dispute = Dispute.objects.get(pk=dispute.pk)
        assert dispute.step == DisputeCode.DELIBERATION and not dispute.records.exists()

    def test_the_bagian_withdraws_one_with_a_reason_and_nobody_waits_for_it(
        self, signed, dispute, people, signed_in
    ):
        client = signed_in(people["verifikator"])
        address = reverse("tarik-perselisihan", args=[signed.pk, dispute.pk])
        answer = client.post(address, {"reason": " "})
        assert answer.status_code == 422 and list(open_dispute_tasks([signed.pk]))
        page = words_of(
            client.post(address, {"reason": "Salah berkas."}, follow=True).content.decode()
        )
        assert "Ditarik verifikator" in page and "Salah berkas." in page
        assert "Langkah sekarang" not in page and "Catat hasil" not in page
        assert list(open_dispute_tasks([signed.pk])) == []
        event = signed.events.order_by("-number").first()
        assert (event.title, event.reason) == ("Perselisihan ditarik", "Salah berkas.")

    def test_of_a_withdrawn_one_nothing_is_recorded_and_it_is_not_withdrawn_twice(
        self, signed, dispute, people, today
    ):
        office = people["verifikator"]
        disputes.withdraw_dispute(signed.pk, office, dispute.pk, "Salah berkas.")
        result = StepResult("tercapai kesepakatan", today, "Sepakat.")
        with pytest.raises(Refused, match="sudah ditarik"):
            disputes.record_step(signed.pk, office, dispute.pk, DisputeCode.DELIBERATION, result)
        with pytest.raises(Refused, match="sudah ditarik"):
            disputes.withdraw_dispute(signed.pk, office, dispute.pk, "Lagi.")

    def test_the_opd_does_not_withdraw_one(self, signed, dispute, people, signed_in):
        with pytest.raises(Refused, match="ditarik Bagian"):
            disputes.withdraw_dispute(signed.pk, people["staf"], dispute.pk, "Salah.")
        assert shown_line(signed_in(people["staf"]), signed).withdrawal is None


@pytest.mark.parametrize(
    "one_province, asked",
    [(True, {"TKKSD provinsi"}), (False, {"Menteri"}), (None, {"TKKSD provinsi", "Menteri"})],
)
def test_within_one_province_its_tkksd_is_asked_and_else_the_menteri(one_province, asked):
    """P22 Pasal 19 ayat (1) and 21 ayat (1)."""
    outcomes = outcomes_open_to(WITH_REGION[0], one_province=one_province)
    assert {said.rpartition("kepada ")[2] for said in outcomes if "kepada" in said} == asked
