"""What is sent twice stands once: a refusal elsewhere, the back button and a second tab add no row."""  # noqa: E501

import pytest
from django.urls import reverse

from agreements.forms.meetings import AttendeeFormSet
from agreements.models import Agreement

INDICATOR = {"name": "Waktu tunggu", "unit": "hari", "baseline": "70,5", "target": "2"}
TABLE = {"indicators-TOTAL_FORMS": 1, "indicators-INITIAL_FORMS": 0}
NEW_ROW = TABLE | {f"indicators-0-{name}": value for name, value in INDICATOR.items()}


@pytest.fixture
def case(make_agreement):
    agreement = make_agreement()
    agreement.indicators.all().delete()
    return agreement


@pytest.fixture
def send(case, people, signed_in):
    """Send the step of the plan, as a page does that saw no row."""
    client = signed_in(people["staf"])

    def post(**fields):
        version = Agreement.objects.get(pk=case.pk).content_hash
        return client.post(
            reverse("ubah", args=[case.pk, "rencana"]), NEW_ROW | {"versi": version} | fields
        )

    return post


def test_a_row_stored_beside_a_refused_field_comes_back_as_stored(case, send):
    answer = send(nilai="-5")
    assert answer.status_code == 422
    table = answer.context["rows"]["indikator"]
    assert [row.instance.pk for row in table.initial_forms] == [case.indicators.get().pk]
    assert 'name="indicators-INITIAL_FORMS" value="1"' in answer.content.decode()


def test_a_new_row_sent_again_stands_once(case, send):
    send(nilai="-5")
    assert send(nilai="5 juta").status_code == 302
    assert send(nilai="5 juta").status_code == 302
    assert case.indicators.count() == 1


def test_a_row_that_differs_in_its_target_stands_beside_the_other(case, send):
    send()
    send(**{"indicators-0-target": "3"})
    assert sorted(row.target for row in case.indicators.all()) == [2, 3]


def test_a_table_with_a_fault_comes_back_as_it_was_typed(case, send):
    answer = send(**{"indicators-0-target": "82.25"})
    assert answer.status_code == 422 and 'value="82.25"' in answer.content.decode()
    assert not case.indicators.exists()


def test_people_of_a_meeting_sent_again_stand_once(case, people, signed_in):
    meeting = case.meetings.create(
        stage_code=case.stage_code,
        held_on="2026-11-24",
        starts_at="09:00",
        place="Ruang Rapat",
        agenda="Pengkajian",
        by=people["staf"],
    )
    sent = {
        "attendees-TOTAL_FORMS": 1,
        "attendees-INITIAL_FORMS": 0,
        "attendees-0-name": "Joko",
        "attendees-0-position": "Kepala Bidang",
    }
    sent["attendees-0-institution"] = "Bappeda"
    for _ in range(2):
        rows = AttendeeFormSet(sent, instance=meeting)
        assert rows.is_valid(), rows.errors
        rows.save()
    assert meeting.attendees.count() == 1
