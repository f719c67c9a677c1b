"""Rapat TKKSD: planned and recorded by Bagian Kerja Sama, told in the papers that the office sends
and signs.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.documents import rendering, retrying, supporting
from agreements.models import Document, Meeting
from agreements.regulations import catalogue
from agreements.workflow.guarding import Refused

from .papers import text_of

TODAY = timezone.localdate
PLANNED = {
    "sort": "teknis",
    "starts_at": "09:30",
    "place": "Ruang Rapat Sekretariat Daerah",
    "agenda": "Pembahasan usulan",
    "invited": "Kepala Bappeda\nKepala Bagian Hukum",
}
NOBODY = {"attendees-TOTAL_FORMS": "0", "attendees-INITIAL_FORMS": "0"}
PRESENT = {
    "attendees-TOTAL_FORMS": "1",
    "attendees-INITIAL_FORMS": "0",
    "attendees-0-name": "Joko Susanto",
    "attendees-0-position": "Kepala Bidang",
    "attendees-0-institution": "Bappeda",
}


@pytest.fixture
def planned(make_agreement, people, signed_in):
    """A meeting of today, planned on the room's page."""
    agreement = make_agreement()
    page = signed_in(people["verifikator"]).post(
        reverse("rapat", args=[agreement.pk]), PLANNED | {"held_on": TODAY()}
    )
    meeting = Meeting.objects.get()
    assert page.url == reverse("rapat-rinci", args=[agreement.pk, meeting.pk])
    return meeting


def kept(client, meeting, **more):
    data = PLANNED | {"held_on": meeting.held_on, "versi": meeting.content_hash} | NOBODY | more
    return client.post(reverse("rapat-rinci", args=[meeting.agreement_id, meeting.pk]), data)


def printed(meeting, person, kind) -> str:
    made = supporting.order_supporting_paper(meeting.agreement_id, person, kind, {}, meeting.pk)
    return text_of(rendering.to_html(Document.objects.get(pk=made.pk)))


def test_the_invitation_says_when_where_on_what_and_who_is_asked_and_the_log_tells_of_it(
    planned, people
):
    text = printed(planned, people["verifikator"], "undangan_rapat")
    for said in (
        "Pukul 09.30 WITA",
        "Ruang Rapat Sekretariat Daerah",
        "Pembahasan usulan.",
        "1. Kepala Bappeda",
        "2. Kepala Bagian Hukum",
    ):
        assert said in text
    assert "Contoh Sekda" in text and "selaku\nKetua Tim Koordinasi" in text
    titles = [event.title for event in planned.agreement.events.order_by("number")]
    assert any("Rapat TKKSD dicatat" in title for title in titles) and any(
        "Undangan Rapat TKKSD" in title for title in titles
    )


def test_more_guests_than_a_letter_addresses_are_listed_behind_it(planned, people):
    Meeting.objects.update(invited="\n".join(f"Kepala Bagian {n}" for n in range(1, 8)))
    text = printed(planned, people["verifikator"], "undangan_rapat")
    assert (
        "Yth. daftar terlampir" in text
        and "Daftar Undangan\n1." in text
        and "7.Kepala Bagian 7" in text
    )


def test_nobody_is_invited_to_a_meeting_that_is_over(planned, people):
    Meeting.objects.update(held_on=TODAY() - timedelta(1))
    with pytest.raises(Refused, match="sudah berlangsung"):
        printed(planned, people["verifikator"], "undangan_rapat")


def test_who_was_there_and_what_came_of_it_stand_in_the_minutes(planned, people, signed_in):
    assert (
        kept(
            signed_in(people["verifikator"]), planned, result="Dilanjutkan.", **PRESENT
        ).status_code
        == 302
    )
    text = printed(Meeting.objects.get(), people["kabag"], "ba_rapat")
    assert "Pasal 49 ayat (1)" in text and "Hasil Rapat\nDilanjutkan." in text
    assert (
        "No. | Nama | Jabatan | Instansi | Tanda tangan\n1. | Joko Susanto | Kepala Bidang |"
        " Bappeda | 1." in text
    )


def test_a_list_for_a_meeting_to_come_leaves_lines_to_sign_on(planned, people):
    assert "10. | | | | 10." in printed(planned, people["verifikator"], "daftar_hadir")


def test_minutes_without_result_and_attendance_are_refused_with_the_way_to_both(
    planned, people, signed_in
):
    client, where = (
        signed_in(people["verifikator"]),
        reverse("rapat-rinci", args=[planned.agreement_id, planned.pk]),
    )
    assert (
        "Dilengkapi Bagian Kerja Sama dalam catatan rapat."
        in signed_in(people["staf"]).get(where).content.decode()
    )
    page = client.get(where).content.decode()
    for gap, anchor in (("hasil rapat", "div_id_result"), ("daftar hadir", "hadir")):
        assert (
            f'Rapat, {gap}: belum diisi. <a href="{where}#{anchor}">Lengkapi catatan rapat</a>'
            in page
        )
    order = reverse("buat-surat", args=[planned.agreement_id, "ba_rapat"])
    assert "belum diisi" in client.post(order, {"rapat": planned.pk}, follow=True).content.decode()
    assert not Document.objects.filter(kind="ba_rapat").exists()


def test_the_study_names_those_present_when_its_meeting_is_recorded(planned, people, signed_in):
    kept(signed_in(people["verifikator"]), planned, result="Layak.", **PRESENT)
    agreement = planned.agreement
    study = {
        "stage_code": agreement.stage_code,
        "requirement_code": "telaahan_tkksd",
        "outcome": "layak",
        "decided_on": TODAY(),
    }
    agreement.evidence.create(by=people["tkksd"], content_hash="", **study)
    context = {"date": TODAY().isoformat()}
    paper = Document(
        agreement=agreement, kind="ba_tkksd", stage_code=agreement.stage_code, context=context
    )
    text = text_of(rendering.to_html(paper))
    assert "bertempat di Ruang Rapat Sekretariat Daerah" in text and "Joko Susanto" in text
    Meeting.objects.update(stage_code="lain")
    assert "Joko Susanto" not in text_of(rendering.to_html(paper))


def test_of_two_who_write_at_once_the_second_is_told_and_keeps_what_was_typed(
    planned, people, signed_in
):
    client = signed_in(people["verifikator"])
    before = Meeting.objects.get()
    kept(client, before, place="Aula")
    page = kept(client, before, place="Ruang lain", result="Hasil rapat yang diketik.")
    assert page.status_code == 422 and "Hasil rapat yang diketik." in page.content.decode()
    assert (
        "sudah diubah orang lain" in page.content.decode() and Meeting.objects.get().place == "Aula"
    )


@pytest.mark.parametrize(
    "more, fault",
    [
        ({"held_on": "1926-01-01"}, "2000"),
        ({"result": "Sudah."}, "belum berlangsung"),
        ({"place": ""}, "place"),
    ],
)
def test_what_cannot_be_true_of_a_meeting_is_refused(
    make_agreement, people, signed_in, more, fault
):
    url = reverse("rapat", args=[make_agreement().pk])
    page = signed_in(people["verifikator"]).post(
        url, PLANNED | {"held_on": TODAY() + timedelta(7)} | more
    )
    assert (
        page.status_code == 422
        and fault in str(page.context["form"].errors)
        and not Meeting.objects.exists()
    )


def test_only_bagian_kerja_sama_records_and_everybody_concerned_reads(
    planned, people, signed_in, stranger
):
    where = reverse("rapat-rinci", args=[planned.agreement_id, planned.pk])
    for name in ("staf", "tkksd", "pimpinan"):
        client = signed_in(people[name])
        assert "Ruang Rapat" in client.get(where).content.decode()
        kept(client, planned, place="Diubah")
    assert Meeting.objects.get().place == PLANNED["place"]
    assert signed_in(stranger).get(where).status_code == 404


def test_a_paper_is_not_made_of_a_meeting_that_changed_meanwhile(planned, people, blank_papers):
    made = supporting.order_supporting_paper(
        planned.agreement_id, people["verifikator"], "daftar_hadir", {}, planned.pk
    )
    Meeting.objects.update(place="Aula")
    rendering.render_queued_document(made.pk)
    made.refresh_from_db()
    assert (made.state, made.error) == ("gagal", "Isi berubah sebelum dokumen selesai dibuat.")
    retrying.retry_document(made.pk, people["verifikator"])
    rendering.render_queued_document(made.pk)
    made.refresh_from_db()
    assert made.state == "siap"


def test_the_tkksd_meets_on_every_domestic_road_and_on_none_abroad():
    meets = {track.code: track.meets for track in catalogue.TRACKS}
    assert all(meets[code] != catalogue.newest_track_version(code).is_foreign for code in meets)


def test_a_plenary_meeting_is_led_by_its_chairman_and_cited_as_such():
    plenary = Meeting(sort="pleno", held_on=date(2026, 1, 5))
    assert (plenary.leader, str(plenary.basis)) == (
        "Ketua TKKSD",
        "Permendagri 22/2020 Pasal 48 ayat (3)",
    )
    assert Meeting(sort="teknis", chair="Wakil Ketua TKKSD").leader == "Wakil Ketua TKKSD"
