"""What is recorded of a meeting or of a signing is corrected with a reason once it is over; what
stood there stays in the log.
"""

from datetime import date

import pytest
from django.urls import reverse

from agreements.models import Agreement, Meeting, Signing, SigningState, State, chain_is_intact
from agreements.monitoring.custody import signing as acts
from agreements.workflow import confirming
from agreements.workflow.guarding import Refused

from .conftest import signed_at_once
from .test_meetings import kept, planned  # noqa: F401 fixture
from .test_signing import KB, address, plan, the_end_of_november, typed  # noqa: F401 fixtures

pytestmark = pytest.mark.usefixtures("the_end_of_november")
WHY = "Salah ketik zqx"


def confirmed(agreement, who) -> None:
    waiting = agreement.proposed_corrections.get(state="menunggu")
    confirming.confirm_correction(waiting.pk, who)


class TestAMeetingOfACaseThatIsDone:
    @pytest.fixture
    def meeting(self, planned):  # noqa: F811
        Agreement.objects.filter(pk=planned.agreement_id).update(state=State.DONE)
        return planned

    def test_is_corrected_with_a_reason_and_the_log_keeps_what_stood_there(
        self, meeting, people, signed_in
    ):
        client, old = signed_in(people["verifikator"]), meeting.place
        page = client.get(
            reverse("rapat-rinci", args=[meeting.agreement_id, meeting.pk])
        ).content.decode()
        assert "Alasan koreksi" in page and "Usulkan koreksi" in page
        assert kept(client, meeting, place="Ruang Rapat Bappeda", alasan=WHY).status_code == 302
        assert Meeting.objects.get(pk=meeting.pk).place == old
        waiting = client.get(
            reverse("rapat-rinci", args=[meeting.agreement_id, meeting.pk])
        ).content.decode()
        assert "Koreksi menunggu persetujuan" in waiting
        confirmed(meeting.agreement, people["kabag"])
        meeting.refresh_from_db()
        event = meeting.agreement.events.last()
        assert meeting.place == "Ruang Rapat Bappeda" and event.reason == WHY
        assert event.detail["changes"] == {
            "Tempat": [old, "Ruang Rapat Bappeda"]
        } and chain_is_intact(meeting.agreement)
        log = client.get(reverse("kerja-sama", args=[meeting.agreement_id])).content.decode()
        assert "Catatan rapat TKKSD dikoreksi" in log and "Yang berubah: ," not in log

    def test_not_without_a_reason_and_not_by_others(self, meeting, people, signed_in):
        answer = kept(signed_in(people["verifikator"]), meeting, place="Ruang Rapat Bappeda")
        assert answer.status_code == 422
        kept(signed_in(people["staf"]), meeting, place="Ruang Rapat Bappeda", alasan=WHY)
        meeting.refresh_from_db()
        assert meeting.place != "Ruang Rapat Bappeda"

    def test_those_present_are_corrected_by_two_as_well(self, meeting, people, signed_in):
        row = meeting.attendees.create(name="Budi", position="Kabid", institution="Dinkes")
        client = signed_in(people["verifikator"])
        present = {
            "attendees-TOTAL_FORMS": "1",
            "attendees-INITIAL_FORMS": "1",
            "attendees-0-id": row.pk,
        }
        present |= {
            "attendees-0-name": "Budi Santoso",
            "attendees-0-position": "Kabid",
            "attendees-0-institution": "Dinkes",
        }
        assert kept(client, meeting, alasan=WHY, **present).status_code == 302
        assert [row.name for row in meeting.attendees.all()] == ["Budi"]
        confirmed(meeting.agreement, people["kabag"])
        assert [row.name for row in meeting.attendees.all()] == ["Budi Santoso"]
        changes = meeting.agreement.events.last().detail["changes"]
        assert changes == {"Daftar hadir": ["Budi, Kabid, Dinkes", "Budi Santoso, Kabid, Dinkes"]}

    def test_no_other_meeting_is_added(self, meeting, people, signed_in):
        signed_in(people["verifikator"]).post(
            reverse("rapat", args=[meeting.agreement_id]), {"place": "x"}
        )
        assert meeting.agreement.meetings.count() == 1


class TestASigningThatWasHeld:
    @pytest.fixture
    def agreement(self, make_agreement, plan, people):  # noqa: F811
        agreement = signed_at_once(make_agreement(), people["verifikator"])
        plan(agreement, day=date(2026, 11, 24))
        return agreement

    def test_is_corrected_on_its_page_with_a_reason(self, agreement, people, signed_in):
        client = signed_in(people["verifikator"])
        assert (
            "Koreksi catatan acara"
            in client.get(reverse("penandatanganan-berkas", args=[agreement.pk])).content.decode()
        )
        right = typed(day="2026-11-23", place="Ruang Kerja Bupati", alasan=WHY)
        right["seen"] = f"{acts.last_change_of(Signing.objects.get())}|"
        answer = client.post(address(agreement), right)
        assert answer.status_code == 302, answer.content.decode()
        assert Signing.objects.get().day == date(2026, 11, 24)
        page = client.get(reverse("penandatanganan-berkas", args=[agreement.pk])).content.decode()
        assert "Koreksi menunggu persetujuan" in page and "Koreksi catatan acara" not in page
        with pytest.raises(Refused, match="oleh orang lain"):
            confirmed(agreement, people["verifikator"])
        confirmed(agreement, people["kabag"])
        signing, event = Signing.objects.get(), agreement.events.last()
        assert (signing.state, signing.day, signing.place) == (
            SigningState.HELD,
            date(2026, 11, 23),
            "Ruang Kerja Bupati",
        )
        assert event.reason == WHY and event.detail["changes"]["Tanggal"] == [
            "24 November 2026",
            "23 November 2026",
        ]

    def test_not_without_a_reason_nor_into_the_future(self, agreement, people, signed_in):
        answer = signed_in(people["verifikator"]).post(address(agreement), typed(day="2026-11-23"))
        assert answer.status_code == 422 and Signing.objects.get().day == date(2026, 11, 24)
        values = {
            "copies": 2,
            "starts": None,
            "ends": None,
            "place": "x",
            "method": "desk",
            "note": "",
        }
        with pytest.raises(Refused, match="sesudah hari ini"):
            acts.plan_signing(
                agreement.pk, people["verifikator"], KB, alasan=WHY, day=date(2026, 12, 1), **values
            )
