"""Which of several partners gives the partner's share of an activity: in the plan, in what was
realised and in the report.
"""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from agreements.documents.pages import report_papers, tables
from agreements.models import Activity, Agreement, Party
from agreements.monitoring.implementation import progress, work_plans
from partners.models import Partner

from .test_plans import ROW, planned, rows, url, verified

pytestmark = pytest.mark.django_db
SECOND = "PT Contoh Kedua"


@pytest.fixture(autouse=True)
def the_tenth_of_july():
    with time_machine.travel("2026-07-10 09:00+08:00", tick=False):
        yield


@pytest.fixture
def of_three(signed):
    case = signed()
    row = Party(agreement=case, position=3)
    row.take_data(Partner.objects.create(name=SECOND, kind=case.partner.kind))
    row.save()
    return Agreement.objects.get(pk=case.pk)


def test_the_plan_asks_who_gives_only_of_several_partners(of_three, signed, people, signed_in):
    staff = signed_in(people["staf"])
    second = of_three.partner_parties[1]
    page = staff.get(url(of_three, "ubah-rencana"))
    assert f'<option value="{second.pk}">{SECOND}</option>' in page.text
    sent = rows(ROW | {"giver": second.pk})
    assert staff.post(url(of_three, "ubah-rencana"), sent).status_code == 302
    assert of_three.activities.get().giver == second
    kept = work_plans.plan_versions_of(of_three)[0].detail["activities"][0]
    assert kept["giver"] == SECOND
    two = signed("ksdd-sukarela")
    assert "-giver" not in staff.get(url(two, "ubah-rencana")).text


def test_a_party_of_another_case_gives_nothing(of_three, signed, people, signed_in):
    strange = signed("ksdd-sukarela").first_partner
    sent = rows(ROW | {"giver": strange.pk})
    answer = signed_in(people["staf"]).post(url(of_three, "ubah-rencana"), sent)
    assert answer.status_code == 422 and not of_three.activities.exists()


def test_plan_realisation_and_report_tell_the_partners_apart(of_three, people, signed_in):
    first, second = of_three.partner_parties
    one = planned(of_three, giver=first, amount_partner=50_000_000)
    other = planned(of_three, giver=second, name="Magang", amount_partner=40_000_000)
    verified(of_three, people, other)
    page = signed_in(people["staf"]).get(reverse("rencana-kerja", args=[of_three.pk]))
    (year,) = page.context["page"].years
    shares = {row.label: (row.planned, row.realised) for row in year.sources}
    assert shares[f"Mitra ({first.name})"] == (50_000_000, 0)
    assert shares[f"Mitra ({SECOND})"] == (40_000_000, 20_000_000)
    told = report_papers.spending_of_period(of_three, date(2026, 1, 1), date(2026, 6, 30))
    assert f"Mitra ({SECOND}) Rp20.000.000" in told and first.name not in told
    assert (f"Mitra ({first.name})", "Rp50.000.000") in tables.sources_of_activity(one)


def test_with_one_partner_the_share_is_called_mitra_as_ever(signed, people):
    case = signed()
    activity = planned(case)
    verified(case, people, activity)
    (year,) = progress.plan_by_year(case.activities.all(), date(2026, 7, 10))
    assert [row.label for row in year.sources] == ["APBD", "Mitra", "Barang/jasa"]


def test_a_giver_is_content_and_without_one_the_hash_stays(of_three):
    row = Activity.objects.get(pk=planned(of_three).pk)
    before = row.values_for_hash()
    assert len(before) == len(Activity._meta.concrete_fields) - 1
    row.giver = of_three.first_partner
    assert row.values_for_hash() == [*before, of_three.first_partner.pk]
