"""Who pays whom in a case of several partners: said, printed and kept party by party."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.documents.archive.pdf_archive import facts_of_document
from agreements.documents.wording import clauses
from agreements.models import Agreement, Payment
from agreements.models.payment import payments_of
from agreements.models.worth import Form
from agreements.workflow.changing_parties import add_party, move_party_up, remove_party
from agreements.workflow.copying import copy_case
from agreements.workflow.guarding import Refused
from agreements.workflow.payments import add_payment, remove_payment
from partners.models import Partner

from .reading import words_of

pytestmark = pytest.mark.django_db
PKS = "perjanjian_kerja_sama"


@pytest.fixture
def third():
    return Partner.objects.create(name="Pemerintah Kabupaten Contoh Ketiga", kind="daerah")


@pytest.fixture
def of_three(make_agreement, people, third):
    def make(**fields):
        case = make_agreement("ksdd-sukarela", **fields)
        add_party(case.pk, people["staf"], third.pk, case.content_hash)
        return Agreement.objects.get(pk=case.pk)

    return make


def again(case):
    return Agreement.objects.get(pk=case.pk)


def pay(case, person, payer, payee, form=Form.CASH, amount=None):
    """Say it of the parties at these places."""
    at = {party.position: party for party in case.parties.all()}
    told = Payment(payer=at[payer], payee=at[payee], form=form, amount=amount)
    add_payment(case.pk, person, told, case.content_hash)
    return again(case)


def funding(case):
    return dict(clauses.clause_texts_of(case, PKS))["Pembiayaan"]


class TestWhatIsSaid:
    def test_the_naskah_says_who_pays_whom_party_by_party(self, of_three, people):
        case = pay(of_three(), people["staf"], 2, 1, amount=Decimal(10_000_000))
        assert (
            "Pembayaran dilakukan oleh PIHAK KEDUA kepada PIHAK KESATU dalam bentuk uang sebesar"
            " Rp10.000.000,00 (sepuluh juta rupiah)." in funding(case)
        )
        case = pay(case, people["staf"], 1, 3, Form.IN_KIND)
        assert (
            "Pembayaran dilakukan:\na. oleh PIHAK KESATU kepada PIHAK KETIGA dalam bentuk barang"
            " dan/atau jasa; dan\nb. oleh PIHAK KEDUA kepada PIHAK KESATU" in funding(case)
        )

    def test_the_calls_follow_when_the_order_of_the_parties_changes(self, of_three, people):
        case = pay(of_three(), people["staf"], 2, 1)
        theirs = case.parties.get(position=2)
        move_party_up(case.pk, people["staf"], theirs.pk, case.content_hash)
        assert "oleh PIHAK KESATU kepada PIHAK KEDUA dalam bentuk uang" in funding(again(case))

    def test_the_data_in_a_final_and_the_summary_say_it(self, of_three, people, signed_in, third):
        case = of_three()
        day = {"date": timezone.localdate().isoformat()}
        paper = case.documents.create(kind=PKS, revision=1, draft=True, context=day)
        assert "pembayaran" not in facts_of_document(paper)["kerja_sama"]
        case = pay(case, people["staf"], 3, 1, amount=Decimal(5_000_000))
        paper.agreement = case
        assert facts_of_document(paper)["kerja_sama"]["pembayaran"] == [
            {"dari": 3, "kepada": 1, "bentuk": "uang", "jumlah": "5000000.00"}
        ]
        page = words_of(signed_in(people["staf"]).get(reverse("kerja-sama", args=[case.pk])).text)
        assert f"{third.name} kepada" in page and "Rp5.000.000,00" in page

    def test_a_copy_of_the_case_says_it_again(self, of_three, people):
        case = pay(of_three(), people["staf"], 2, 1)
        pin = {"track_code": case.track_code, "track_version": case.track_version}
        new = Agreement(title="Salinan", owner=case.owner, **pin)
        copy = copy_case(case, people["staf"], new, ())
        assert [
            (row.payer.position, row.payee.position, row.form) for row in payments_of(again(copy))
        ] == [(2, 1, Form.CASH)]


class TestWhatApprovalsAreBoundTo:
    def test_a_payment_is_content_and_without_any_the_hash_stays(self, of_three, people):
        case = of_three()
        before = case.content_hash
        paid = pay(case, people["staf"], 2, 1)
        assert paid.content_hash != before
        changed = paid.events.last().detail["changes"][0]
        assert changed["label"] == "Siapa membayar siapa" and "daerah kita" in changed["new"]
        remove_payment(case.pk, people["staf"], payments_of(paid)[0].pk, paid.content_hash)
        assert again(case).content_hash == before

    def test_with_the_third_party_its_payments_go(self, of_three, people, third):
        case = pay(of_three(), people["staf"], 2, 1)
        party = case.parties.get(partner=third)
        remove_party(case.pk, people["staf"], party.pk, case.content_hash)
        assert not Payment.objects.exists() and payments_of(again(case)) == []


class TestWhatIsRefused:
    def test_of_two_parties_the_proposal_says_it(self, make_agreement, people):
        with pytest.raises(Refused, match="hanya mempunyai dua pihak"):
            pay(make_agreement("ksdd-sukarela"), people["staf"], 1, 2)

    def test_a_party_pays_no_one_twice_and_never_itself(self, of_three, people):
        case = of_three()
        with pytest.raises(Refused, match="pihak lain"):
            pay(case, people["staf"], 1, 1)
        case = pay(case, people["staf"], 1, 2)
        with pytest.raises(Refused, match="sudah tercatat"):
            pay(case, people["staf"], 1, 2)

    def test_nothing_is_paid_where_the_proposal_says_so(self, of_three, people):
        case = of_three(bentuk_nilai=Form.NONE)
        with pytest.raises(Refused, match="tidak ada pembayaran"):
            pay(case, people["staf"], 1, 2)

    def test_who_saw_the_case_of_before_writes_nothing_over_and_loses_nothing_typed(
        self, of_three, people, signed_in
    ):
        case, client = of_three(), signed_in(people["staf"])
        at = {party.position: party.pk for party in case.parties.all()}
        page, seen = reverse("pembayaran-pihak", args=[case.pk]), case.content_hash
        typed = {"dari": at[1], "kepada": at[2], "bentuk": "uang", "jumlah": "1.250.000"}
        assert client.post(page, typed | {"versi": seen}).status_code == 302
        late = client.post(page, typed | {"kepada": at[3], "versi": seen})
        assert late.status_code == 422 and "sudah diubah orang lain" in late.text
        assert "1.250.000" in late.text and len(payments_of(again(case))) == 1
