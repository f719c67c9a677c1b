"""Around a Kerja Sama Wajib: pembinaan up to the takeover, aid, and the Sekretariat Kerja Sama."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, UndoableAct
from agreements.monitoring import wajib
from agreements.monitoring.wajib import WajibValues
from agreements.monitoring.wajib_tasks import supervised_case_tasks
from agreements.regulations.preparing_ksdd import WITHIN_PROVINCE
from agreements.regulations.supervision import (
    ACTS,
    BY_CODE,
    Standing,
    acts_open_to,
    lacking_before,
    secretariat_doubts,
    standing_after,
)
from agreements.workflow import undoing
from agreements.workflow.guarding import Refused

from .reading import words_of
from .test_tkksd import PDF

pytestmark = pytest.mark.usefixtures("blank_papers")
SUPERVISED = ("pembinaan-gubernur", "pengawasan-gubernur", "evaluasi-gubernur")
ROAD = (*SUPERVISED, "permohonan-persetujuan", "persetujuan", "pelimpahan")
TODAY = timezone.localdate


@pytest.fixture
def case(make_agreement):
    agreement = make_agreement("ksdd-wajib")
    Agreement.objects.filter(pk=agreement.pk).update(geometri=WITHIN_PROVINCE)
    return Agreement.objects.get(pk=agreement.pk)


@pytest.fixture
def happen(case, people):
    """Record acts, all on one day, by the Bagian unless another is named."""

    def record(*codes: str, days_ago: int = 0, by: str = "verifikator"):
        for code in codes:
            values = WajibValues(
                "Gubernur Kalimantan Timur", TODAY() - timedelta(days_ago), "Rapat.", effect="x"
            )
            row = wajib.record_wajib_act(case.pk, people[by], code, values)
        return row

    return record


class TestTheLaw:
    def test_within_one_province_the_gubernur_supervises_and_else_the_menteri(self):
        """P22 Pasal 22 ayat (1) and 23 ayat (1)."""
        within = {act.code for act in acts_open_to(one_province=True)}
        beyond = {act.code for act in acts_open_to(one_province=False)}
        assert "pembinaan-gubernur" in within - beyond and "pembinaan-menteri" in beyond - within
        assert {act.code for act in acts_open_to(one_province=None)} == within | beyond

    def test_what_must_come_before_an_act_is_an_act_of_its_group(self):
        for act in ACTS:
            assert {BY_CODE[code].group for code in act.after} <= {act.group}
            assert bool(act.after) == bool(act.after_by)

    @pytest.mark.parametrize("code", ROAD)
    def test_nothing_of_the_takeover_happens_before_what_the_law_puts_before_it(self, code):
        """P22 Pasal 22 ayat (2) and (3)."""
        before = ROAD[: ROAD.index(code)]
        assert lacking_before(BY_CODE[code], before) == []
        if BY_CODE[code].after:
            assert lacking_before(BY_CODE[code], before[:-1])

    def test_once_it_is_carried_out_again_a_takeover_needs_all_anew(self):
        codes = (*ROAD, "dilaksanakan-kembali")
        assert standing_after(ROAD) is Standing.TAKEN_OVER
        assert standing_after(codes) is Standing.NONE
        assert lacking_before(BY_CODE["permohonan-persetujuan"], codes)

    def test_aid_changes_nothing_of_how_it_stands(self):
        assert standing_after((*SUPERVISED, "bantuan-pusat")) is Standing.SUPERVISED

    @pytest.mark.parametrize(
        "regions, months, doubts", [(3, 60, 0), (2, 60, 1), (3, 59, 1), (3, None, 0), (2, 12, 2)]
    )
    def test_a_sekretariat_is_for_more_than_two_regions_and_five_years(
        self, regions, months, doubts
    ):
        """P22 Pasal 50 ayat (2) huruf b and c."""
        assert len(secretariat_doubts(regions=regions, months=months)) == doubts


class TestRecording:
    def test_the_road_to_the_takeover_is_recorded_and_the_history_tells_it(self, case, happen):
        happen(*ROAD)
        standing, last = wajib.standing_of(case)
        assert standing is Standing.TAKEN_OVER and last.code == "pelimpahan"
        titles = [event.title for event in case.events.order_by("-number")[:6]]
        assert "Kerja sama wajib: Pembinaan oleh Gubernur" in titles

    def test_without_evaluation_no_consent_is_asked(self, happen):
        happen(*SUPERVISED[:2])
        with pytest.raises(Refused, match="Evaluasi oleh Gubernur"):
            happen("permohonan-persetujuan")

    @pytest.mark.parametrize("days_ago, fits", [(6, False), (5, True), (4, True)])
    def test_what_comes_before_must_have_happened_by_that_day(self, happen, days_ago, fits):
        happen(*SUPERVISED, days_ago=5)
        if fits:
            assert happen("permohonan-persetujuan", days_ago=days_ago)
        else:
            with pytest.raises(Refused, match="lebih dahulu"):
                happen("permohonan-persetujuan", days_ago=days_ago)

    def test_a_day_ahead_and_an_act_of_another_geometry_are_refused(self, happen):
        with pytest.raises(Refused, match="sesudah hari ini"):
            happen("pembinaan-gubernur", days_ago=-1)
        with pytest.raises(Refused, match="Pilih"):
            happen("pembinaan-menteri")

    def test_a_cooperation_that_is_not_wajib_has_none_of_it(
        self, make_agreement, people, signed_in
    ):
        other = make_agreement("ksdd-sukarela")
        values = WajibValues("x", TODAY(), "x")
        with pytest.raises(Refused, match="bukan Kerja Sama Wajib"):
            wajib.record_wajib_act(other.pk, people["kabag"], "bantuan-pusat", values)
        client = signed_in(people["kabag"])
        assert client.get(reverse("kerja-sama-wajib", args=[other.pk])).status_code == 404

    def test_the_opd_records_what_it_knows_and_the_bagian_what_others_decided(self, happen):
        happen("pembinaan-gubernur", by="staf")
        happen("bantuan-pusat", by="kepala")
        with pytest.raises(Refused, match="Bagian"):
            happen("sekretariat", by="staf")

    def test_others_record_nothing(self, case, happen, people, stranger):
        for name in ("tkksd", "sekda", "pimpinan", "admin"):
            with pytest.raises(Refused, match="Bagian"):
                happen("pembinaan-gubernur", by=name)
        values = WajibValues("x", TODAY(), "x")
        with pytest.raises(Refused, match="Bagian"):
            wajib.record_wajib_act(case.pk, stranger, "pembinaan-gubernur", values)


class TestTakingBack:
    def test_the_bagian_withdraws_one_with_a_reason_and_it_stays_readable(
        self, case, happen, people, signed_in
    ):
        row = happen("pembinaan-gubernur")
        client = signed_in(people["verifikator"])
        address = reverse("tarik-wajib", args=[case.pk, row.pk])
        assert client.post(address, {"reason": " "}).status_code == 422
        words = words_of(client.post(address, {"reason": "Salah."}, follow=True).content.decode())
        assert "Ditarik" in words and "Salah." in words
        assert wajib.standing_of(case)[0] is Standing.NONE

    def test_what_something_later_rests_on_is_not_withdrawn_before_it(self, case, happen, people):
        rows = {code: happen(code) for code in ROAD}
        with pytest.raises(Refused, match="Tarik lebih dahulu"):
            wajib.withdraw_wajib_record(case.pk, people["kabag"], rows["persetujuan"].pk, "x")
        wajib.withdraw_wajib_record(case.pk, people["kabag"], rows["pelimpahan"].pk, "x")
        assert wajib.standing_of(case)[0] is Standing.SUPERVISED

    def test_the_opd_withdraws_nothing_and_nobody_twice(self, case, happen, people):
        row = happen("pembinaan-gubernur")
        with pytest.raises(Refused, match="Bagian"):
            wajib.withdraw_wajib_record(case.pk, people["staf"], row.pk, "x")
        wajib.withdraw_wajib_record(case.pk, people["kabag"], row.pk, "x")
        with pytest.raises(Refused, match="sudah ditarik"):
            wajib.withdraw_wajib_record(case.pk, people["kabag"], row.pk, "x")

    def test_whoever_recorded_it_undoes_it(self, case, happen, people):
        happen("pembinaan-gubernur")
        act = UndoableAct.objects.open_to(people["verifikator"]).filter(agreement=case).first()
        undoing.undo_act(case.pk, people["verifikator"], act.pk)
        assert not case.wajib_records.exists()


class TestTelling:
    def test_a_supervised_one_waits_for_its_opd_until_it_is_carried_out(self, case, happen, people):
        happen("pembinaan-gubernur")
        (task,) = supervised_case_tasks([case.pk])
        assert people["staf"].pk in task.people and "Pasal 22 ayat (1)" in task.words
        happen("dilaksanakan-kembali")
        assert list(supervised_case_tasks([case.pk])) == []

    def test_its_page_says_so_to_everybody_on_it(self, case, happen, people, signed_in):
        happen(*ROAD)
        for name in ("staf", "sekda"):
            page = signed_in(people[name]).get(reverse("kerja-sama", args=[case.pk]))
            words = words_of(page.content.decode())
            assert "diambil alih" in words and "Pasal 22 ayat (3)" in words

    @pytest.mark.parametrize("name", ["sekda", "bupati", "kabag"])
    def test_leaders_see_it_on_the_dasbor_with_the_list_behind_it(
        self, case, happen, people, signed_in, name
    ):
        happen(*ROAD)
        client = signed_in(people[name])
        words = words_of(client.get(reverse("dasbor")).content.decode())
        assert "1 wajib dibina atau diambil alih" in words and "Diambil alih" in words
        listed = words_of(client.get(reverse("wajib"), {"kelompok": "pembinaan"}).content.decode())
        assert listed.count(case.title) >= 6

    def test_another_opd_reads_none_of_it(self, case, happen, stranger, signed_in):
        row = happen("bantuan-pusat")
        client = signed_in(stranger)
        assert case.title not in client.get(reverse("wajib")).content.decode()
        for name, pk in (("kerja-sama-wajib", case.pk), ("berkas-wajib", row.pk)):
            assert client.get(reverse(name, args=[pk])).status_code == 404


class TestForm:
    def sent(self, code: str, **more) -> dict:
        return {
            "code": code,
            "who": "Kementerian PUPR",
            "day": TODAY().strftime("%d/%m/%Y"),
            "what": "Bantuan pompa.",
        } | more

    def test_aid_is_kept_with_its_amount_and_paper(self, case, people, signed_in):
        client = signed_in(people["staf"])
        file = SimpleUploadedFile("surat.pdf", PDF, "application/pdf")
        sent = self.sent("bantuan-pusat", amount="1.500.000.000", upload=file)
        address = reverse("kerja-sama-wajib", args=[case.pk])
        words = words_of(client.post(address, sent, follow=True).content.decode())
        assert "Rp1.500.000.000" in words and "Pasal 24 ayat (1)" in words
        row = case.wajib_records.get()
        assert row.amount == Decimal(1_500_000_000)
        assert client.get(reverse("berkas-wajib", args=[row.pk])).status_code == 200

    @pytest.mark.parametrize(
        "code, more, field",
        [
            ("bantuan-pusat", {}, "amount"),
            ("bantuan-pusat", {"amount": "0"}, "amount"),
            ("sekretariat", {}, "effect"),
            ("", {}, "code"),
            ("pembinaan-gubernur", {"who": ""}, "who"),
            (
                "pembinaan-gubernur",
                {"upload": SimpleUploadedFile("a.pdf", b"<html>")},
                "upload",
            ),
        ],
    )
    def test_what_is_lacking_is_said_at_its_field_and_nothing_typed_is_lost(
        self, case, people, signed_in, code, more, field
    ):
        client = signed_in(people["kabag"])
        address = reverse("kerja-sama-wajib", args=[case.pk])
        answer = client.post(address, self.sent(code, **more))
        assert answer.status_code == 422
        assert field in answer.context["page"].form.errors
        assert "Bantuan pompa." in answer.content.decode()

    def test_a_sekretariat_between_two_regions_is_asked_about_first(self, case, people, signed_in):
        client = signed_in(people["kabag"])
        address = reverse("kerja-sama-wajib", args=[case.pk])
        sent = self.sent("sekretariat", effect="Sekretariat DAS.")
        answer = client.post(address, sent)
        assert answer.status_code == 422 and "Pasal 50 ayat (2) huruf b" in answer.content.decode()
        (box,) = answer.context["page"].form.questions
        client.post(address, sent | {box.html_name: box.field.widget.attrs["value"]})
        assert case.wajib_records.get().code == "sekretariat"
