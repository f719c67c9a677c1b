"""Parties who sign a naskah on days and at places of their own."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from agreements.documents import rendering
from agreements.documents.archive.pdf_archive import facts_of_document
from agreements.models import Action, Agreement, Document, Signatory
from agreements.models.event import LogAction
from agreements.monitoring.custody import originals, party_days
from agreements.monitoring.custody.party_days import DayOfParty
from agreements.monitoring.custody.signing import signed_on
from agreements.workflow import confirming, signing_order
from agreements.workflow.guarding import Refused

from .reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]
KB = "kesepakatan_bersama"


@pytest.fixture
def naskah(make_agreement):
    """The final of a signed Kesepakatan Bersama."""
    return make_agreement(at="penyusunan_pks").documents.get(kind=KB, draft=False)


@pytest.fixture
def case(naskah):
    return Agreement.objects.get(pk=naskah.agreement_id)


@pytest.fixture
def record(case, people):
    """Record days for the parties at these places of the order."""

    def act(days, who="verifikator", **more):
        parties = {party.position: party.pk for party in case.parties.all()}
        told = {parties[place]: said for place, said in days.items()}
        seen = party_days.party_days_of(case, KB)
        return party_days.record_party_days(case.pk, people[who], KB, told, seen=seen, **more)

    return act


class TestWhereItIsSaid:
    def test_the_public_page_says_the_day_and_place_of_each_party_and_names_nobody(
        self, naskah, case, record
    ):
        page = reverse("verifikasi-rinci", args=[naskah.token])
        before = words_of(Client().get(page).text)
        assert "Ditandatangani " not in before
        record({2: DayOfParty(date(2026, 1, 12), "Samarinda")})
        after = words_of(Client().get(page).text)
        partner = case.first_partner
        assert f"Ditandatangani {partner.name} 12 Januari 2026 di Samarinda" in after
        assert partner.representative not in after

    def test_a_person_stays_unnamed_there(self, naskah, case, record):
        kept = [{"office": "Bupati", "party": "Kabupaten"}]
        kept += [{"office": "Perseorangan", "party": "nama tidak ditampilkan"}]
        Document.objects.filter(pk=naskah.pk).update(signatories=kept)
        record({2: DayOfParty(date(2026, 1, 12))})
        page = words_of(Client().get(reverse("verifikasi-rinci", args=[naskah.token])).text)
        assert "Ditandatangani Perseorangan 12 Januari 2026" in page
        assert case.first_partner.name not in page

    def test_the_data_in_a_final_says_it_only_of_parties_that_signed_apart(self, naskah, record):
        assert "ditandatangani_pada" not in str(facts_of_document(naskah)["pihak"])
        record({2: DayOfParty(date(2026, 1, 12), "Samarinda")})
        ours, theirs = facts_of_document(naskah)["pihak"]
        assert "ditandatangani_pada" not in ours
        assert theirs["ditandatangani_pada"] == "2026-01-12"
        assert theirs["ditandatangani_di"] == "Samarinda"

    def test_the_berita_acara_of_an_original_tells_it(self, case, record, people):
        record({1: DayOfParty(date(2026, 1, 9)), 2: DayOfParty(date(2026, 1, 12), "Samarinda")})
        theirs = case.originals.get(kind=KB, bearer="mitra")
        told = {"person": "Contoh Direktur", "office": "Direktur PT Contoh"}
        day = signed_on(case)[KB]
        who = people["verifikator"]
        originals.record_original_act(theirs.pk, who, Action.HANDED, day, **told)
        paper = originals.order_handover(theirs.pk, people["kabag"], theirs.moves.last().pk)
        text = words_of(rendering.to_html(paper))
        assert f"{case.first_partner.name}: 12 Januari 2026 di Samarinda" in text
        assert "9 Januari 2026" in text


class TestWhoRecordsIt:
    def test_the_office_types_it_on_the_page_of_the_signing(self, case, people, signed_in):
        client, page = signed_in(people["verifikator"]), reverse("hari-pihak", args=[case.pk, KB])
        refused = client.post(page, {"tempat_2": "Samarinda"})
        assert refused.status_code == 422 and "Isi harinya." in refused.text
        assert (
            client.post(page, {"hari_2": "12/1/2026", "tempat_2": "Samarinda"}).status_code == 302
        )
        shown = words_of(client.get(reverse("penandatanganan-berkas", args=[case.pk])).text)
        assert f"{case.first_partner.name} menandatangani 12 Januari 2026 di Samarinda" in shown
        detail = case.events.get(action=LogAction.PARTY_DAYS_RECORDED).detail
        assert detail["changes"] == {case.first_partner.name: ["", "12 Januari 2026 di Samarinda"]}

    def test_nobody_else_does(self, record):
        with pytest.raises(Refused, match="Hanya Bagian Kerja Sama"):
            record({2: DayOfParty(date(2026, 1, 12))}, who="staf")

    def test_what_is_recorded_of_a_signed_naskah_is_corrected_by_two(self, case, record, people):
        record({2: DayOfParty(date(2026, 1, 12))})
        Agreement.objects.filter(pk=case.pk).update(effective_on=date(2026, 1, 12))
        right = {2: DayOfParty(date(2026, 1, 13), "Samarinda")}
        with pytest.raises(Refused, match="Alasan koreksi"):
            record(right)
        proposal = record(right, reason="Salah baca")
        assert list(party_days.party_days_of(case, KB).values())[0].day == date(2026, 1, 12)
        confirming.confirm_correction(proposal.pk, people["kabag"])
        assert list(party_days.party_days_of(case, KB).values()) == [right[2]]
        event = case.events.get(action=LogAction.PARTY_DAYS_CORRECTED)
        assert event.reason == "Salah baca"


class TestWhichDayItCanBe:
    def test_no_party_signed_tomorrow(self, record):
        today = date.today()
        with pytest.raises(Refused, match="sesudah hari ini"):
            record({2: DayOfParty(today + timedelta(1))})
        record({2: DayOfParty(today)})

    def test_where_each_signs_apart_the_last_signature_is_the_day_of_the_naskah(
        self, case, record, time_machine
    ):
        Agreement.objects.filter(pk=case.pk).update(ttd_terpisah=True)
        last = signed_on(case)[KB]
        time_machine.move_to(last + timedelta(7), tick=False)
        with pytest.raises(Refused, match="tanda tangan terakhir"):
            record({2: DayOfParty(last + timedelta(1))})
        record({2: DayOfParty(last)})
        signing = case.track.requirement("penandatanganan_kb", case.track.signings[KB])
        fresh = Agreement.objects.get(pk=case.pk)
        early = signing_order.fault_of_day(fresh, signing, last - timedelta(1))
        assert "Tidak boleh sebelum tanda tangan terakhir para pihak" in early
        assert not signing_order.fault_of_day(fresh, signing, last)

    def test_once_all_are_known_somebody_signed_on_the_day_of_the_naskah(self, case, record):
        Agreement.objects.filter(pk=case.pk).update(ttd_terpisah=True)
        last = signed_on(case)[KB]
        before = DayOfParty(last - timedelta(1))
        with pytest.raises(Refused, match="tidak ada pihak yang menandatangani pada hari itu"):
            record({1: before, 2: before})
        record({1: before, 2: DayOfParty(last)})

    def test_nobody_signed_a_pks_before_the_kesepakatan_bersama(self, case, people):
        last, pks = signed_on(case)[KB], "perjanjian_kerja_sama"
        told = {case.first_partner.pk: DayOfParty(last - timedelta(1))}
        with pytest.raises(Refused, match="Tidak boleh sebelum penandatanganan Kesepakatan"):
            party_days.record_party_days(case.pk, people["verifikator"], pks, told, seen={})
        told = {case.first_partner.pk: DayOfParty(last)}
        party_days.record_party_days(case.pk, people["verifikator"], pks, told, seen={})

    @pytest.mark.parametrize("days, lapsed", [(-1, False), (0, False), (1, True)])
    def test_the_right_to_sign_must_hold_on_the_partys_own_day(self, case, record, days, lapsed):
        until = date(2026, 1, 12)
        told = {"name": "Contoh Kuasa", "office": "Direktur", "right": "kuasa"}
        party = case.first_partner
        Signatory.objects.create(party=party, kind=KB, basis="Kuasa", basis_until=until, **told)
        day = until + timedelta(days)
        if lapsed:
            with pytest.raises(Refused, match="Kewenangan Contoh Kuasa"):
                record({2: DayOfParty(day)})
            return
        record({2: DayOfParty(day)})
        signing = case.track.requirement("penandatanganan_kb", case.track.signings[KB])
        fresh = Agreement.objects.get(pk=case.pk)
        assert not signing_order.lapse_of_right(fresh, signing, date(2026, 2, 1))
