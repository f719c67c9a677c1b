"""Duties of a naskah with several partners: which party owes, which receives."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, AgreementDuty, Clause, chain_is_intact
from agreements.models.event import LogAction
from agreements.monitoring.duties import contract_duties, ledger
from agreements.monitoring.ending import open_matters
from agreements.workflow.changing_parties import add_party
from agreements.workflow.guarding import Refused
from partners.models import Partner

from .conftest import signed_at_once
from .reading import words_of

pytestmark = pytest.mark.django_db
PKS = "perjanjian_kerja_sama"
TODAY, SIGNED, END = date(2026, 8, 10), date(2026, 3, 10), date(2028, 3, 9)
SECOND = "PT Contoh Kedua"
REPORT = {
    "due_text": "Laporan penggunaan data",
    "due_party": "PARTNER",
    "due_rhythm": "tiap beberapa bulan",
    "due_months": 3,
    "due_days": 30,
    "basis": "Pasal 5 Perjanjian Kerja Sama",
}
LIBRARY = {
    "part": "hak_kewajiban",
    "title": "Pelaporan data",
    "instruments": [PKS],
    "status": "berlaku",
}


@pytest.fixture(autouse=True)
def august():
    with time_machine.travel("2026-08-10 09:00+08:00", tick=False):
        yield


@pytest.fixture
def of_three(make_agreement, people):
    """A signed PKS of our region and two partners, with this Pasal on what each owes."""

    def make(duties_of_parties=""):
        case = make_agreement("ksdpk-daerah")
        second = Partner.objects.create(name=SECOND, kind=case.partner.kind)
        add_party(case.pk, people["staf"], second.pk, case.content_hash)
        texts = {PKS: {"hak_kewajiban": duties_of_parties}} if duties_of_parties else {}
        Agreement.objects.filter(pk=case.pk).update(clauses=texts, term_key="")
        case = signed_at_once(Agreement.objects.get(pk=case.pk), people["verifikator"])
        term = {"effective_on": SIGNED, "expires_on": END, "ends_on": END}
        Agreement.objects.filter(pk=case.pk).update(**term)
        return Agreement.objects.get(pk=case.pk)

    return make


def entered(case, person, bearer=None, receiver=None, **fields):
    """As if it had been entered on the day of the signing."""
    told = REPORT | {"bearer": bearer, "receiver": receiver} | fields
    duty = contract_duties.enter_contract_duty(case.pk, person, **told)
    then = timezone.make_aware(datetime(2026, 3, 10, 9))
    AgreementDuty.objects.filter(pk=duty.pk).update(at=then)
    return duty


def between(case):
    """Who owes what of the naskah to whom, as the ledger says it, each once."""
    dues = ledger.dues_of_agreement(case, TODAY)
    said = [f"{due.duty.owed_by} kepada {due.duty.to}" for due in dues if due.is_agreed]
    return list(dict.fromkeys(said))


class TestWhoOwesAndWhoReceives:
    def test_two_partners_owe_the_same_apart(self, of_three, people):
        case = of_three()
        first, second = case.partner_parties
        entered(case, people["kabag"], first)
        entered(case, people["kabag"], second, case.parties.get(partner=None))
        assert between(case) == [
            f"{first.name} kepada semua pihak lain",
            f"{SECOND} kepada Pemerintah Daerah",
        ]

    def test_one_partner_owes_the_other(self, of_three, people):
        case = of_three()
        first, second = case.partner_parties
        entered(case, people["kabag"], second, first)
        assert between(case) == [f"{SECOND} kepada {first.name}"]

    def test_what_no_party_is_named_for_all_partners_owe_our_region(self, of_three, people):
        case = of_three()
        entered(case, people["kabag"])
        entered(case, people["kabag"], due_text="Menyediakan data", due_party="OPD")
        assert between(case) == [
            "Semua mitra kepada Pemerintah Daerah",
            "Perangkat daerah pemrakarsa kepada semua mitra",
        ]

    def test_nobody_owes_himself_and_no_stranger_owes(self, of_three, signed, people):
        case = of_three()
        first, _ = case.partner_parties
        ours, strange = case.parties.get(partner=None), signed("ksdd-sukarela").first_partner
        for bearer, receiver, side in (
            (first, first, "PARTNER"),
            (ours, None, "PARTNER"),
            (strange, None, "PARTNER"),
            (None, ours, "OPD"),
        ):
            with pytest.raises(Refused):
                entered(case, people["kabag"], bearer, receiver, due_party=side)

    def test_with_two_parties_nothing_is_said_of_them(self, signed, people):
        case = signed()
        duty = entered(case, people["kabag"], case.first_partner)
        assert (duty.bearer, duty.receiver) == (None, None)
        assert between(case) == ["Mitra kepada Pemerintah Daerah"]
        assert "between" not in case.events.get(action=LogAction.CONTRACT_DUTY_RECORDED).detail


class TestFromAClause:
    def test_the_party_that_its_words_name_owes_it(self, of_three):
        text = "PIHAK KETIGA melaporkan penggunaan data kepada PIHAK KESATU."
        Clause.objects.create(code="data-1", text_id=text, **LIBRARY | REPORT_OF_CLAUSE)
        case = of_three(text)
        duty = case.agreed_duties.get()
        assert (duty.bearer.name, duty.receiver.is_region) == (SECOND, True)

    @pytest.mark.parametrize("who", ["Para mitra", "PIHAK KEDUA dan PIHAK KETIGA"])
    def test_words_that_name_none_or_several_leave_it_to_all_partners(self, of_three, who):
        text = f"{who} melaporkan penggunaan data."
        Clause.objects.create(code="data-1", text_id=text, **LIBRARY | REPORT_OF_CLAUSE)
        duty = of_three(text).agreed_duties.get()
        assert (duty.due_party, duty.bearer, duty.receiver) == ("PARTNER", None, None)


class TestOnItsPages:
    def test_the_office_enters_one_for_a_party_and_names_another_later(
        self, of_three, people, signed_in
    ):
        case, client = of_three(), signed_in(people["verifikator"])
        first, second = case.partner_parties
        url = reverse("kewajiban-naskah", args=[case.pk])
        refused = client.post(url, REPORT | {"due_party": str(second.pk), "kepada": str(second.pk)})
        assert refused.status_code == 422 and "harus pihak lain" in refused.text
        assert client.post(url, REPORT | {"due_party": second.pk, "kepada": ""}).status_code == 302
        duty = AgreementDuty.objects.get()
        assert (duty.bearer, duty.receiver) == (second, None)
        naming = reverse("pihak-kewajiban-naskah", args=[case.pk, duty.pk])
        told = {"oleh": first.pk, "kepada": second.pk}
        assert client.post(naming, told).status_code == 302
        assert client.post(naming, told).status_code == 422, "nothing changes"
        duty.refresh_from_db()
        assert (duty.bearer, duty.receiver) == (first, second)
        changed = case.events.get(action=LogAction.CONTRACT_DUTY_PARTIES_NAMED).detail["changes"]
        assert changed["Ditanggung oleh"] == [SECOND, first.name] and chain_is_intact(case)

    def test_its_page_and_file_group_by_who_owes(self, of_three, people, signed_in):
        case = of_three()
        _, second = case.partner_parties
        entered(case, people["kabag"], second)
        entered(case, people["kabag"], due_text="Menyediakan data", due_party="OPD")
        client = signed_in(people["staf"])
        page = client.get(reverse("kewajiban-naskah", args=[case.pk]))
        names = [group.name for group in page.context["duties"].groups]
        assert names == [case.owner.name, SECOND]
        file = client.get(reverse("kewajiban-naskah", args=[case.pk]), {"unduh": "csv"}).text
        assert f"{SECOND};semua pihak lain" in file.replace('"', "").replace(",", ";")

    def test_the_case_shows_the_open_ones_under_the_party_that_owes_them(
        self, of_three, people, signed_in
    ):
        case = of_three()
        entered(case, people["kabag"], case.partner_parties[1])
        page = signed_in(people["staf"]).get(reverse("kerja-sama", args=[case.pk]))
        groups = page.context["page"].dues.unmet_by_party
        assert SECOND in dict(groups)
        assert f"<h3>{SECOND}</h3>" in page.text

    def test_a_partner_is_not_asked_for_what_another_one_owes(self, of_three, people, signed_in):
        case, client = of_three(), signed_in(people["sekda"])
        first, second = case.partner_parties
        entered(case, people["kabag"], second)

        def asked_of(party) -> tuple[bool, bool]:
            page = client.get(reverse("mitra-rinci", args=[party.partner_id])).text
            query = {"mitra": party.partner_id, "oleh": "mitra", "jenis": "naskah"}
            rows = client.get(reverse("kewajiban"), query).context["page"].rows
            return REPORT["due_text"] in page, bool(rows)

        assert asked_of(second) == (True, True) and asked_of(first) == (False, False)

    def test_what_is_left_open_at_the_end_names_its_party(self, of_three, people):
        case = of_three()
        entered(case, people["kabag"], case.partner_parties[1])
        assert f"(oleh {SECOND}, jatuh tempo 10 Juni 2026)" in open_matters.owed_at(case, END)[0]

    def test_the_list_of_duties_names_all_partners(self, of_three, people, signed_in):
        case = of_three()
        entered(case, people["kabag"], case.partner_parties[1])
        page = signed_in(people["sekda"]).get(reverse("kewajiban"), {"jenis": "naskah"})
        shown = words_of(page.text)
        assert f"{case.partner}; {SECOND}" in shown
        assert f"{SECOND} kepada semua pihak lain" in shown


REPORT_OF_CLAUSE = {name: value for name, value in REPORT.items() if name != "basis"}
