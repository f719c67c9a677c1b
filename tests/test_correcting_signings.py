"""Koreksi of signings: the order of naskah, and the term that an old naskah states."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, ProposedCorrection
from agreements.workflow import confirming
from agreements.workflow.guarding import Refused
from partners.models import Partner

from .conftest import signed_at_once
from .reading import words_of
from .test_correcting import KB, PKS, REASON, correct, record_of
from .test_legacy import record, typed  # noqa: F401 fixtures

pytestmark = pytest.mark.usefixtures("blank_papers")


def fields_of(row, **other) -> dict:
    """What the form of a correction sends when only `other` was changed."""
    case = row.agreement
    days = {
        "decided_on": row.decided_on,
        "effective_on": case.effective_on,
        "expires_on": case.expires_on,
    }
    said = {"outcome": row.outcome, "number": row.number, "note": row.note, "reason": REASON}
    return said | {name: f"{day:%d/%m/%Y}" if day else "" for name, day in days.items()} | other


def post(client, row, **other):
    return client.post(reverse("koreksi", args=[row.agreement_id, row.pk]), fields_of(row, **other))


class TestTheOrderOfNaskah:
    @pytest.fixture
    def agreement(self, make_agreement, people):
        return signed_at_once(make_agreement(), people["verifikator"])

    def test_the_form_refuses_a_pks_dated_before_its_kb(self, agreement, people, signed_in):
        row = record_of(agreement, PKS)
        day = row.decided_on - timedelta(2)
        answer = post(signed_in(people["verifikator"]), row, decided_on=f"{day:%d/%m/%Y}")
        assert answer.status_code == 422
        assert "Tidak boleh sebelum penandatanganan Kesepakatan Bersama" in answer.content.decode()
        assert not ProposedCorrection.objects.exists()

    def test_a_kb_moved_behind_its_pks_is_refused_by_the_act_too(self, agreement, people):
        for code in (KB, PKS):
            day = record_of(agreement, code).decided_on - timedelta(9)
            confirming.confirm_correction(
                correct(record_of(agreement, code), people["verifikator"], decided_on=day).pk,
                people["kabag"],
            )
        with pytest.raises(
            Refused, match="Tidak boleh sesudah penandatanganan Perjanjian Kerja Sama"
        ):
            correct(record_of(agreement, KB), people["verifikator"], decided_on=day + timedelta(1))

    def test_what_became_out_of_order_meanwhile_is_not_confirmed(self, agreement, people):
        for code in (KB, PKS):
            day = record_of(agreement, code).decided_on - timedelta(9)
            confirming.confirm_correction(
                correct(record_of(agreement, code), people["verifikator"], decided_on=day).pk,
                people["kabag"],
            )
        early = correct(
            record_of(agreement, KB), people["verifikator"], decided_on=day - timedelta(5)
        )
        confirming.confirm_correction(early.pk, people["kabag"])
        pks = correct(
            record_of(agreement, PKS), people["verifikator"], decided_on=day - timedelta(3)
        )
        late = correct(
            record_of(agreement, KB), people["verifikator"], decided_on=day - timedelta(1)
        )
        confirming.confirm_correction(late.pk, people["kabag"])
        with pytest.raises(Refused, match="Tidak boleh sebelum"):
            confirming.confirm_correction(pks.pk, people["kabag"])

    def test_a_pks_under_a_kb_of_its_own_case_keeps_the_order_too(self, record, people):  # noqa: F811
        above = record(
            track="ksdpk-lama-kb",
            naskah_number="1/KB",
            partner_number="2/KB",
            signed_on="2023-06-05",
            expires_on="2033-06-04",
        )
        below = record(parent=above.pk)
        row = record_of(below, PKS)
        with pytest.raises(
            Refused, match="Tidak boleh sebelum penandatanganan Kesepakatan Bersama “"
        ):
            correct(row, people["verifikator"], decided_on=date(2023, 6, 2))
        assert correct(row, people["verifikator"], decided_on=date(2023, 6, 5))
        with pytest.raises(Refused, match="Tidak boleh sesudah"):
            correct(record_of(above, KB), people["verifikator"], decided_on=date(2024, 3, 2))


class TestTheTermOfAnOldNaskah:
    @pytest.fixture
    def used(self, record):  # noqa: F811
        """An old KB in use, for a PKS stands under it."""
        above = record(
            track="ksdpk-lama-kb",
            naskah_number="1/KB",
            partner_number="2/KB",
            signed_on="2024-02-01",
        )
        record(parent=above.pk)
        return Agreement.objects.get(pk=above.pk)

    def test_wrong_dates_of_one_in_use_are_corrected_by_two_on_the_page(
        self, used, people, signed_in
    ):
        row, new = (
            record_of(used, KB),
            {"decided_on": "15/01/2024", "effective_on": "20/01/2024", "expires_on": "19/01/2029"},
        )
        client = signed_in(people["verifikator"])
        page = client.get(reverse("koreksi", args=[used.pk, row.pk])).content.decode()
        assert "Mulai berlaku" in page and "28 Februari 2034" in page or "28/02/2034" in page
        assert post(client, row, **new).status_code == 302
        used.refresh_from_db()
        assert used.expires_on == date(2034, 2, 28)  # nothing holds before the second person
        waiting = (
            signed_in(people["kabag"]).get(reverse("catatan", args=[used.pk])).content.decode()
        )
        assert "28 Februari 2034 → 19 Januari 2029" in words_of(waiting)
        confirming.confirm_correction(ProposedCorrection.objects.get().pk, people["kabag"])
        used.refresh_from_db()
        assert (used.effective_on, used.expires_on, used.ends_on) == (
            date(2024, 1, 20),
            date(2029, 1, 19),
            date(2029, 1, 19),
        )
        assert record_of(used, KB).decided_on == date(2024, 1, 15) and used.jangka_waktu_bulan == 60
        changes = used.events.get(action="koreksi").detail["changes"]
        assert changes["Berakhir"] == ["28 Februari 2034", "19 Januari 2029"]

    def test_an_end_before_the_beginning_is_refused_at_its_field(self, used, people, signed_in):
        answer = post(
            signed_in(people["verifikator"]), record_of(used, KB), expires_on="01/01/2024"
        )
        assert (
            answer.status_code == 422
            and "tidak boleh mendahului mulai berlaku" in answer.content.decode()
        )

    def test_an_end_that_was_none_and_none_that_was_an_end(self, used, people):
        def corrected(**values):
            confirming.confirm_correction(
                correct(record_of(used, KB), people["verifikator"], **values).pk, people["kabag"]
            )
            used.refresh_from_db()

        corrected(expires_on=None)
        assert used.open_ended and used.ends_on is None
        assert (
            used.events.get(action="koreksi").detail["changes"]["Berakhir"][1]
            == "tanpa tanggal berakhir"
        )
        corrected(expires_on=date(2030, 1, 31))
        assert not used.open_ended and used.ends_on == date(2030, 1, 31)

    def test_an_unknown_day_of_signing_becomes_known_and_stays_unknown_if_left(
        self,
        record,  # noqa: F811
        people,
        signed_in,
    ):
        old = record(signed_on="", signing_unknown="on", effective_on="2024-03-01")
        row = record_of(old, PKS)
        assert post(signed_in(people["verifikator"]), row, number="78/CAM/2024").status_code == 302
        confirming.confirm_correction(ProposedCorrection.objects.get().pk, people["kabag"])
        old.refresh_from_db()
        assert not old.signing_day_known and record_of(old, PKS).number == "78/CAM/2024"
        confirming.confirm_correction(
            correct(record_of(old, PKS), people["verifikator"], decided_on=date(2024, 2, 20)).pk,
            people["kabag"],
        )
        old.refresh_from_db()
        assert old.signing_day_known and record_of(old, PKS).decided_on == date(2024, 2, 20)

    def test_an_extension_since_then_still_counts(self, used, people):
        end = used.ends_on + relativedelta(years=1)
        change = Agreement.objects.create(
            title="Perpanjangan",
            owner=used.owner,
            partner=Partner.objects.get(pk=used.partner_id),
            parent=used,
            track_code="ksdpk-perpanjangan",
            track_version="2026.1",
            stage_code="x",
            naskah_diubah="kesepakatan_bersama",
            berakhir_baru=end,
            effective_on=date(2026, 1, 5),
            stage_entered_at=timezone.now(),
        )
        Agreement.objects.filter(pk=used.pk).update(ends_on=end)
        done = correct(record_of(used, KB), people["verifikator"], expires_on=date(2030, 1, 31))
        confirming.confirm_correction(done.pk, people["kabag"])
        used.refresh_from_db()
        assert used.ends_on == change.berakhir_baru and used.expires_on == date(2030, 1, 31)
        with pytest.raises(Refused, match="koreksi itu lebih dahulu"):
            again = correct(record_of(used, KB), people["verifikator"], expires_on=end)
            confirming.confirm_correction(again.pk, people["kabag"])
