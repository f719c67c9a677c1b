"""Several requirements met in one sending: files with the papers that follow, a letter with its
answer. What is not there yet may follow; nothing is recorded where one part is refused.
"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements.forms.together import TogetherForm
from agreements.models import Agreement, DocumentState
from agreements.pages.case.case_page import build_case_page
from agreements.views.common import visible_or_404
from agreements.workflow import undoing
from tests.conftest import until_holder

pytestmark = pytest.mark.usefixtures("blank_papers")
LIST, STUDY = "daftar_rencana", "studi_kelayakan"


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 berkas " + name.encode(), "application/pdf")


@pytest.fixture
def acts_of(people):
    """What the person of that name is to do in a case."""
    return lambda name, case: (
        build_case_page(people[name], visible_or_404(people[name], case.pk)).acts
    )


@pytest.fixture
def send(people, signed_in):
    """Send the joined form as the person of that name."""

    def sent(name, case, codes, **fields):
        address = reverse("penuhi-bersama", args=[case.pk])
        told = {"tahap": case.stage_code, "syarat": codes}
        typed = {key.replace("__", "-"): value for key, value in fields.items()}
        return signed_in(people[name]).post(address, told | typed, follow=True)

    return sent


def recorded(case) -> list[str]:
    rows = case.evidence.filter(void=False).order_by("pk")
    return list(rows.values_list("requirement_code", flat=True))


def test_files_of_a_stage_and_the_paper_that_follows_are_one_act(make_agreement, acts_of):
    act = acts_of("staf", make_agreement())[0]
    assert act.title == "Lengkapi berkas tahap Persiapan"
    assert [part.need.code for part in act.together.files] == [LIST, STUDY]
    assert [need.code for need in act.together.papers] == ["kak"] and act.together.awaits_files


def test_several_files_and_their_paper_are_sent_at_once(make_agreement, send):
    case = make_agreement()
    files = {f"{LIST}__upload": pdf("sk.pdf"), f"{STUDY}__upload": pdf("studi.pdf")}
    page = send("staf", case, [LIST, STUDY], buat="kak", **files).content.decode()
    assert recorded(case) == [LIST, STUDY]
    assert case.documents.get().kind == "kak"
    assert "Studi kelayakan: tercatat." in page


def test_what_is_not_there_yet_may_follow_and_its_paper_waits(make_agreement, send, acts_of):
    case = make_agreement()
    page = send(
        "staf", case, [LIST, STUDY], buat="kak", **{f"{LIST}__upload": pdf("sk.pdf")}
    ).content.decode()
    assert recorded(case) == [LIST] and not case.documents.exists()
    assert "Kerangka Acuan Kerja: menunggu studi kelayakan." in page
    act = acts_of("staf", case)[0]
    assert [part.need.code for part in act.together.files] == [STUDY]


def test_one_refused_file_keeps_all_others_from_being_recorded(make_agreement, send):
    case = make_agreement()
    wrong = SimpleUploadedFile("studi.pdf", b"bukan pdf", "application/pdf")
    number = {f"{LIST}__number": "188/2026"}
    answer = send(
        "staf",
        case,
        [LIST, STUDY],
        **{f"{LIST}__upload": pdf("sk.pdf"), f"{STUDY}__upload": wrong, **number},
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and recorded(case) == []
    assert "Isi berkas bukan PDF, JPEG, PNG, atau HEIC." in page
    assert "Berkas ini belum tersimpan karena ada isian lain yang perlu diperbaiki." in page
    assert 'value="188/2026"' in page


def test_an_empty_sending_says_what_is_missing(make_agreement, send):
    answer = send("staf", make_agreement(), [LIST, STUDY])
    assert answer.status_code == 422
    assert "Pilih sedikitnya satu berkas" in answer.content.decode()


def test_a_number_without_its_file_is_not_lost(make_agreement, send):
    case = make_agreement()
    files, number = {f"{LIST}__upload": pdf("sk.pdf")}, {f"{STUDY}__number": "12/2026"}
    page = send("staf", case, [LIST, STUDY], **files, **number).content.decode()
    assert "Pilih berkasnya, atau kosongkan nomor dan keterangannya." in page
    assert 'value="12/2026"' in page and recorded(case) == []


def test_without_a_paper_or_a_file_nothing_is_made(make_agreement, send):
    page = send("staf", make_agreement(), []).content.decode()
    assert "Centang sedikitnya satu dokumen." in page


def test_who_may_not_hand_in_a_file_may_not_hand_in_several(make_agreement, send):
    case = make_agreement()
    send("verifikator", case, [LIST], **{f"{LIST}__upload": pdf("sk.pdf")})
    assert recorded(case) == []


def test_an_approval_cannot_be_slipped_into_a_sending(make_agreement, send):
    case = until_holder(make_agreement(), "OPD_HEAD")
    assert send("kepala", case, ["kepala_opd"]).status_code == 404


def test_all_that_was_sent_together_is_taken_back_together(make_agreement, send, people):
    case = make_agreement()
    files = {f"{LIST}__upload": pdf("sk.pdf"), f"{STUDY}__upload": pdf("studi.pdf")}
    send("staf", case, [LIST, STUDY], buat="kak", **files)
    undoing.undo_act(case.pk, people["staf"], case.undoable_acts.get().pk)
    assert recorded(case) == [] and case.documents.get().state == DocumentState.CANCELLED


@pytest.fixture
def sent_letter(make_agreement):
    """An offer whose signing and sending is to be recorded."""
    return until_holder(make_agreement(at="penawaran"), "HEAD_OF_REGION")


LETTER, ANSWER = "penawaran_diterima", "tanggapan"


def test_the_answer_is_recorded_along_with_the_letter(sent_letter, send, acts_of):
    act = acts_of("verifikator", sent_letter)[0]
    assert act.row.need.code == LETTER and act.together.answer.need.code == ANSWER
    today = timezone.localdate()
    send(
        "verifikator",
        sent_letter,
        [LETTER, ANSWER],
        **{
            f"{LETTER}__outcome": "diterima",
            f"{LETTER}__decided_on": today,
            f"{ANSWER}__outcome": "diterima",
            f"{ANSWER}__decided_on": today,
        },
    )
    assert recorded(sent_letter)[-2:] == [LETTER, ANSWER]
    assert Agreement.objects.get(pk=sent_letter.pk).stage_code == "penyusunan_kb"


def test_a_letter_without_an_answer_yet_is_recorded_alone(sent_letter, send, acts_of):
    today = timezone.localdate()
    letter = {f"{LETTER}__outcome": "diterima", f"{LETTER}__decided_on": today}
    blank = {f"{ANSWER}__outcome": "", f"{ANSWER}__decided_on": f"{today:%d/%m/%Y}"}
    send("verifikator", sent_letter, [LETTER, ANSWER], **letter, **blank)
    assert recorded(sent_letter)[-1] == LETTER
    assert acts_of("verifikator", sent_letter)[0].row.need.code == ANSWER


def test_what_was_sent_for_a_stage_that_was_left_is_shown_as_it_was_typed(sent_letter, send):
    sent_letter.stage_code, today = "persiapan", f"{timezone.localdate():%d/%m/%Y}"
    typed = {
        f"{LETTER}__outcome": "diterima",
        f"{LETTER}__decided_on": today,
        f"{LETTER}__number": "9/PNW",
        f"{ANSWER}__outcome": "",
        f"{ANSWER}__decided_on": today,
    }
    answer = send("verifikator", sent_letter, [LETTER, ANSWER], **typed)
    page = answer.content.decode()
    assert answer.status_code == 409 and "sudah berpindah tahap" in page
    assert "Isian Anda yang belum tersimpan" in page and "9/PNW" in page
    assert LETTER not in recorded(sent_letter)


def test_an_answer_is_never_chosen_beforehand(sent_letter):
    needs = [sent_letter.track.requirement("penawaran", code) for code in (LETTER, ANSWER)]
    answer = TogetherForm(sent_letter, needs).parts[1]
    answer.offer_only(("diterima",))  # the only one that is open as yet
    assert [value for value, _ in answer.fields["outcome"].choices] == ["", "diterima"]
    assert answer["outcome"].value() is None


def test_an_answer_is_not_older_than_its_letter(sent_letter, send):
    today = timezone.localdate()
    answer = send(
        "verifikator",
        sent_letter,
        [LETTER, ANSWER],
        **{
            f"{LETTER}__outcome": "diterima",
            f"{LETTER}__decided_on": today,
            f"{ANSWER}__outcome": "diterima",
            f"{ANSWER}__decided_on": today - timedelta(1),
        },
    )
    assert "Tanggal tidak boleh mendahului langkah sebelumnya" in answer.content.decode()
    assert LETTER not in recorded(sent_letter)


def test_a_draft_and_a_file_that_stand_beside_each_other_go_in_one(make_agreement, acts_of):
    case = make_agreement(at="persetujuan_dprd", membebani=True)
    together = acts_of("staf", case)[0].together
    assert [part.need.code for part in together.files] == ["profil_perusahaan"]
    assert [need.code for need in together.papers] == ["rancangan_pks"]
    assert not together.awaits_files
