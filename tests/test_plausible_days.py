"""Days that are possible but unlikely are asked about; what was confirmed stands in the log."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.forms.proposal import ProposalForm
from agreements.models import Agreement, Meeting, Report
from agreements.models.activity import SOURCES as AMOUNTS

from .test_bad_input import until_holder
from .test_signing import typed as schedule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]
SUNDAY, HOLIDAY = "6 Desember 2026", "25/12/2026"


def box_of(answer, form: str = "form", field: str = "held_on") -> dict[str, str]:
    """The answer that ticking the box beneath the question would send."""
    shown = answer.context[form] if form in answer.context else answer.context["page"].form
    asked = shown.fields[f"pasti_{field}"]
    return {f"pasti_{field}": asked.widget.attrs["value"]}


@pytest.fixture
def meeting_page(make_agreement, people, signed_in):
    case = make_agreement()
    return signed_in(people["verifikator"]), reverse("rapat", args=[case.pk]), case


def planned(day: str, **more) -> dict:
    return {
        "sort": "teknis",
        "held_on": day,
        "starts_at": "09:00",
        "place": "Ruang rapat",
        "agenda": "Pembahasan",
    } | more


@pytest.mark.parametrize(
    ("day", "said"), [(SUNDAY, "6 Desember 2026 adalah hari Minggu."), (HOLIDAY, "hari libur")]
)
def test_a_meeting_on_a_day_off_is_asked_about_and_kept_when_confirmed(meeting_page, day, said):
    client, url, case = meeting_page
    asked = client.post(url, planned(day))
    page = asked.content.decode()
    assert asked.status_code == 422
    assert said in page
    assert "Ya, tanggal ini benar" in page
    assert not Meeting.objects.exists()
    assert client.post(url, planned(day) | box_of(asked)).status_code == 302
    event = case.events.order_by("number").last()
    assert said in event.detail["dipastikan"][0]
    assert (
        "Ditanyakan dan dipastikan"
        in client.get(reverse("kerja-sama", args=[case.pk])).content.decode()
    )


def test_a_meeting_on_a_working_day_is_not_asked_about(meeting_page):
    client, url, _ = meeting_page
    assert client.post(url, planned("7 Desember 2026")).status_code == 302


def test_an_answer_dated_before_the_stage_began_is_asked_about(make_agreement, people, signed_in):
    case = until_holder(make_agreement(at="penawaran"), "PARTNER")
    case.evidence.filter(decided_on__isnull=False).update(decided_on=date(2026, 1, 2))
    early = timezone.localdate() - timedelta(20)
    client, url = signed_in(people["verifikator"]), reverse("penuhi", args=[case.pk, "tanggapan"])
    typed = {
        "tahap": case.stage_code,
        "outcome": "diterima",
        "number": "90/PT/2026",
        "decided_on": f"{early:%d/%m/%Y}",
    }
    asked = client.post(url, typed)
    assert asked.status_code == 422
    assert "sesudah tanggal ini. Apakah tanggalnya benar?" in asked.content.decode()
    found = re.search(r'name="pasti_decided_on"[^>]* value="(\w{8})"', asked.content.decode())
    box = {"pasti_decided_on": found[1]}
    assert client.post(url, typed | box).status_code == 302
    assert case.events.filter(action="penuhi").order_by("number").last().detail["dipastikan"]


def test_a_report_on_a_semester_that_still_runs_is_asked_about_before_it_goes_out(
    signed, people, signed_in, time_machine
):
    time_machine.move_to("2026-11-27 09:00+08:00", tick=False)
    case = signed()
    client = signed_in(people["staf"])
    url = reverse("tulis-laporan", args=[case.pk, "ksdpk-semester", "2026-07-01"])
    first = client.get(url)
    texts = {
        name: "Terisi"
        for name in first.context["page"].form.fields
        if not name.startswith("indikator_")
    }
    typed = texts | {f"indikator_{case.indicators.first().pk}": "42,5", "versi": "0"}
    asked = client.post(url, typed | {"ajukan": "1"})
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "Semester II 2026 belum berakhir (sampai 31 Desember 2026)" in page
    assert "Ya, ajukan laporan ini sekarang" in page
    assert not Report.objects.exists()
    answer = client.post(url, typed | {"ajukan": "1"} | box_of(asked, field="isian"))
    assert answer.status_code == 302
    assert Report.objects.get().state == "diajukan"
    assert Agreement.objects.get(pk=case.pk).events.order_by("number").last().detail["dipastikan"]


def test_a_draft_of_such_a_report_is_saved_without_a_question(
    signed, people, signed_in, time_machine
):
    time_machine.move_to("2026-11-27 09:00+08:00", tick=False)
    case = signed()
    url = reverse("tulis-laporan", args=[case.pk, "ksdpk-semester", "2026-07-01"])
    assert signed_in(people["staf"]).post(url, {"versi": "0"}).status_code == 302


def test_progress_on_a_quarter_that_still_runs_is_asked_about(
    signed, people, signed_in, time_machine
):
    time_machine.move_to("2026-11-27 09:00+08:00", tick=False)
    case = signed()
    activity = case.activities.create(name="Pelatihan", year=2026)
    client, url = signed_in(people["staf"]), reverse("capaian", args=[case.pk, activity.pk, 4])
    typed = {"percent": "0", "output": "Belum mulai"} | dict.fromkeys(AMOUNTS, "0")
    asked = client.post(url, typed)
    assert asked.status_code == 422
    assert "Triwulan IV 2026 belum berakhir" in asked.content.decode()
    assert client.post(url, typed | box_of(asked, field="isian")).status_code == 302
    assert case.events.order_by("number").last().detail["dipastikan"]
    assert client.post(url.replace("/4/", "/3/"), typed).status_code == 302


def test_a_signing_planned_in_the_past_is_asked_about(make_agreement):
    case = make_agreement("ksdpl-daerah")
    form = ProposalForm(
        {"rencana_ttd": "2 Februari 2026"},
        instance=case,
        track=case.track,
        step="penandatanganan",
        editable=frozenset({"rencana_ttd"}),
    )
    assert not form.is_valid()
    assert "2 Februari 2026 sudah lewat." in str(form.errors["rencana_ttd"])


def test_a_signing_on_a_holiday_is_asked_about_on_its_page_and_planned_when_confirmed(
    make_agreement, people, signed_in
):
    case = make_agreement()
    client = signed_in(people["verifikator"])
    url = reverse("atur-penandatanganan", args=[case.pk, "kesepakatan_bersama"])
    asked = client.post(url, schedule(day=HOLIDAY))
    assert asked.status_code == 422
    assert "25 Desember 2026 adalah hari libur" in asked.content.decode()
    assert "Ya, tanggal ini benar" in asked.content.decode()
    assert client.post(url, schedule(day=HOLIDAY) | box_of(asked, field="day")).status_code == 302
    assert case.signings.get().day == date(2026, 12, 25)
