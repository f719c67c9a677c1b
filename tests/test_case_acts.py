"""What the page of a case asks of its reader, as a value: one thing first, what to read before it,
and what follows.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import case_tabs, demo
from agreements.documents import rendering
from agreements.documents.wording import versions
from agreements.models import Agreement
from agreements.models.event import LogAction
from agreements.pages.case.case_page import build_case_page
from agreements.pages.case.changes import changed_fields, changes_since_approval
from agreements.pages.case.log import History
from agreements.pages.case.version import version_of_case
from agreements.views.common import visible_or_404
from agreements.workflow import engine, meeting_requirements
from agreements.workflow.guarding import STALE
from agreements.workflow.party_data import take_party_data

from .conftest import as_long_as, change, order_and_render, signed_at_once, until_holder

pytestmark = pytest.mark.usefixtures("blank_papers")
NOTHING = History([], [])
KB = "kesepakatan_bersama"


@pytest.fixture
def seen_by(people):
    """The page of a case as the person of that name is shown it."""
    return lambda name, case: build_case_page(people[name], visible_or_404(people[name], case.pk))


@pytest.fixture
def in_review(make_agreement):
    """A Kesepakatan Bersama that Bagian Hukum and Kepala Bagian review."""
    return until_legal_reviews(make_agreement(at="penyusunan_kb"))


def approve_as_legal(case, people) -> None:
    meeting_requirements.meet_requirement(case.pk, people["hukum"], f"hukum_{KB}", "penyusunan_kb")


def bring_study(case, file_name: str) -> None:
    """Another study handed in under that name, in place of the last."""
    studies = case.evidence.filter(requirement_code="studi_kelayakan")
    study = studies.get(void=False)
    studies.update(void=True)
    study.pk, study.sha256, study.file_name = None, file_name.ljust(64, "0"), file_name
    study.save()


def files_read_by(name: str, case, seen_by) -> list[str]:
    """The files that stand beside the first act of that person."""
    reading = seen_by(name, Agreement.objects.get(pk=case.pk)).first_act.reading
    return [row.evidence.file_name for row in reading.uploads]


def reword(case, people, part: str, text: str) -> None:
    """The wording of one Pasal changed, and the draft brought before both reviewers again."""
    case = Agreement.objects.get(pk=case.pk)
    versions.reword_naskah(case.pk, people["verifikator"], KB, {part: text}, case.content_hash)
    until_legal_reviews(case)


def until_legal_reviews(case) -> Agreement:
    """The case, brought before both reviewers again."""
    case = Agreement.objects.get(pk=case.pk)
    for _ in as_long_as(lambda: "LEGAL" not in case.holders):
        demo.meet_next(case, order_and_render)
        case.refresh_from_db()
    return case


def edit_field(case, people, name: str, text: str) -> None:
    """One field of the content edited by the OPD."""
    change(case, people["staf"], **{name: text})


def test_the_first_thing_to_do_names_the_act_and_what_it_opens(in_review, seen_by):
    act = seen_by("hukum", in_review).first_act
    assert act.title == "Setujui rancangan Kesepakatan Bersama"
    assert act.anchor == f"syarat-hukum_{KB}"
    assert "Rekomendasi Ketua TKKSD untuk ditandatangani (Sekretaris Daerah)" in act.consequence
    assert act.told == "Dapat dibatalkan dalam 10 menit.", "Kepala Bagian has yet to judge it"
    assert act.reading.first_paper.title == "Kesepakatan Bersama"
    assert ("Objek", in_review.objek) in act.reading.facts


def test_the_last_of_several_reviewers_hears_who_is_told(in_review, seen_by, people):
    meeting_requirements.meet_requirement(
        in_review.pk, people["kabag"], f"kabag_{KB}", "penyusunan_kb"
    )
    act = seen_by("hukum", in_review).first_act
    assert act.told == "Sekretaris Daerah diberi tahu. Dapat dibatalkan dalam 10 menit."


def test_a_paper_that_is_being_made_is_no_act(make_agreement, seen_by, people):
    case, anchor = make_agreement(at="penyusunan_kb"), f"syarat-draf_{KB}"
    assert anchor in [act.anchor for act in seen_by("verifikator", case).acts]
    rendering.order_document(case.pk, people["verifikator"], KB)
    page = seen_by("verifikator", case)
    assert anchor not in [act.anchor for act in page.acts]
    assert [row.need.document for row in page.checklist.todo] == [KB]


def test_who_has_nothing_to_do_is_told_who_acts(in_review, seen_by, people, signed_in):
    page = seen_by("sekda", in_review)
    assert page.acts == [] and page.ball.since is not None
    shown = signed_in(people["sekda"]).get(reverse("kerja-sama", args=[in_review.pk]))
    assert "Tidak ada yang harus Anda lakukan sekarang." in shown.content.decode()


def test_several_things_to_do_stand_in_the_order_of_the_stage(make_agreement, seen_by):
    page = seen_by("staf", make_agreement(manfaat=""))
    titles = [act.title for act in page.acts]
    assert titles == ["Lengkapi usulan", "Lengkapi berkas tahap Persiapan"]
    assert page.further_acts == page.acts[1:]


def test_what_is_still_empty_is_filled_in_before_all_else(make_agreement, seen_by):
    act = seen_by("staf", make_agreement(manfaat="")).first_act
    assert act.title == "Lengkapi usulan" and [row.need.fact for row in act.facts] == ["manfaat"]


def test_a_case_sent_back_asks_for_its_corrections_first(in_review, seen_by, people):
    items = ["Perjelas lokasi"]
    engine.send_case_back(
        in_review.pk, people["hukum"], "penyusunan_kb", "persiapan", "Kurang", items
    )
    act = seen_by("staf", in_review).first_act
    assert act.anchor == "perbaikan" and [item.text for item in act.corrections] == items
    others = seen_by("hukum", in_review)
    assert [item.text for item in others.corrections_to_others] == items


def test_who_sent_a_case_back_within_its_stage_waits_for_the_corrections(
    in_review, seen_by, people
):
    stage = "penyusunan_kb"
    engine.send_case_back(in_review.pk, people["hukum"], stage, stage, "Kurang", ["Perjelas"])
    assert Agreement.objects.get(pk=in_review.pk).holders == ["OPD"]
    assert seen_by("hukum", in_review).acts == []
    assert [act.anchor for act in seen_by("staf", in_review).acts] == ["perbaikan"]


def test_whoever_never_approved_is_not_told_what_changed(in_review, seen_by):
    assert seen_by("hukum", in_review).first_act.reading.changes is None


def test_a_reviewer_sees_the_pasal_that_changed_since_the_own_approval(in_review, seen_by, people):
    part, _, text = versions.current_clauses_of(KB, in_review)[3]
    approve_as_legal(in_review, people)
    reword(in_review, people, part, f"{text} Dibayar tiap triwulan.")
    changes = seen_by("hukum", in_review).first_act.reading.changes.changes
    assert len(changes) == 1 and changes[0].label.startswith("Kesepakatan Bersama, Pasal 4")
    said = {"".join(words.text for words in changes[0].pieces if words.is_new).strip()}
    assert said == {"Dibayar tiap triwulan."}
    assert not any(words.is_gone for words in changes[0].pieces)
    shown = "".join(words.text for words in changes[0].pieces)
    assert len(shown) < len(text), "what stayed is shown only beside what changed"


def test_a_wording_put_back_is_no_change(in_review, seen_by, people):
    part, _, text = versions.current_clauses_of(KB, in_review)[3]
    approve_as_legal(in_review, people)
    reword(in_review, people, part, f"{text} Dibayar tiap triwulan.")
    reword(in_review, people, part, "")
    reading = seen_by("hukum", in_review).first_act.reading
    assert reading.changes.is_unchanged
    assert ("Objek", in_review.objek) in reading.facts, (
        "who judges unchanged facts reads them again"
    )


def test_who_judged_before_is_shown_only_what_was_brought_since(in_review, seen_by, people):
    part, _, text = versions.current_clauses_of(KB, in_review)[3]
    bring_study(in_review, "studi-lama.pdf")
    assert files_read_by("hukum", in_review, seen_by) == ["studi-lama.pdf"]
    approve_as_legal(in_review, people)
    reword(in_review, people, part, f"{text} Dibayar tiap triwulan.")
    assert files_read_by("hukum", in_review, seen_by) == []
    bring_study(in_review, "studi-baru.pdf")
    assert files_read_by("hukum", in_review, seen_by) == ["studi-baru.pdf"]


def test_a_field_is_told_once_as_it_was_and_as_it_is(make_agreement, seen_by, people):
    case = until_holder(make_agreement(), "VERIFIER")
    for place in ("Kecamatan Tabang", "Kecamatan Anggana"):
        edit_field(case, people, "lokasi", place)
    case.refresh_from_db()
    for _ in as_long_as(lambda: "OPD_HEAD" not in case.holders):
        demo.meet_next(case, order_and_render)
        case.refresh_from_db()
    since = seen_by("kepala", case).first_act.reading.changes
    assert not since.partner_changed
    changes = since.changes
    assert [change.label for change in changes] == ["Lokasi"]
    words = changes[0].pieces
    assert "Anggana" in [run.text.strip() for run in words if run.is_new][0]
    assert all("Tabang" not in run.text for run in words)


def take_new_address(case, user) -> None:
    """The mitra moved, and the OPD takes that over into the case."""
    case.partner.address = "Jalan Lain Nomor 9"
    case.partner.save()
    take_party_data(case.pk, user, case.first_partner.pk, case.content_hash)


def test_what_was_taken_of_the_mitra_is_told_by_field_to_who_approved(in_review, seen_by, people):
    approve_as_legal(in_review, people)
    take_new_address(in_review, people["staf"])
    case = until_legal_reviews(in_review)
    changes = seen_by("hukum", case).first_act.reading.changes
    (change,) = changes.changes
    assert change.label == f"{case.partner}, alamat" and change.by == "staf"
    assert [run.text.strip() for run in change.pieces if run.is_new] == ["Lain", "9"]
    assert not changes.partner_changed and not changes.is_unchanged


def test_a_mitra_that_became_another_by_no_act_of_the_case_is_told_to_who_approved(
    in_review, seen_by, people
):
    approve_as_legal(in_review, people)
    party = in_review.first_partner
    party.address = "Jalan Lain Nomor 9"
    party.save()
    changes = seen_by("hukum", until_legal_reviews(in_review)).first_act.reading.changes
    assert changes.partner_changed and not changes.changes and not changes.is_unchanged


def test_a_naskah_that_came_after_an_approval_is_new(in_review, people):
    begun = versions.draft_beginnings_of(in_review)
    changes = changes_since_approval(people["kepala"], in_review, NOTHING, begun)
    assert changes.new_naskah == ["Kesepakatan Bersama"] and not changes.is_unchanged
    assert not changes.partner_changed


@pytest.mark.parametrize(("name", "act"), [("staf", "pengajuan"), ("kepala", "persetujuan")])
def test_who_only_handed_in_is_not_told_of_an_approval(in_review, people, name, act):
    changes = changes_since_approval(people[name], in_review, NOTHING, {})
    assert changes.act == act


def test_a_long_field_is_told_edit_by_edit(make_agreement, people):
    sentence = "Layanan disediakan di setiap kecamatan. "
    case = make_agreement(manfaat=sentence * 20)
    edit_field(case, people, "manfaat", f"Mula. {sentence * 20}")
    edit_field(case, people, "manfaat", f"Mula. {sentence * 20}Akhir.")
    edits = list(case.events.filter(action=LogAction.CONTENT_EDITED).order_by("number"))
    changes = changed_fields(edits)
    new = ["".join(run.text for run in change.pieces if run.is_new) for change in changes]
    assert len(new) == len(edits) and new[0].startswith("Mula.") and new[1].endswith("Akhir.")


def test_the_newest_papers_stand_open_and_the_older_folded(in_review, seen_by):
    table = seen_by("hukum", in_review).table
    assert len(table.papers) + len(table.uploads) <= 4
    assert table.papers[0].title == "Kesepakatan Bersama" and table.papers[0].tag == "Rancangan"


def test_the_road_tells_the_day_each_stage_was_left(in_review, seen_by):
    road = seen_by("hukum", in_review).road
    here = next(step for step in road.steps if step.is_here)
    assert here.name == "Penyusunan KB" and here.said.startswith("batas ")
    assert str(timezone.localdate().year) in road.steps[0].said
    assert [step.said for step in road.steps if step.is_skipped] == ["tidak berlaku"]
    assert road.line.startswith("Tahap 3 dari 10: Penyusunan Kesepakatan Bersama, batas ")


def test_four_tabs_hold_the_pages_of_a_signed_case(make_agreement, people):
    case = signed_at_once(make_agreement(), people["verifikator"])
    seen = case_tabs.tabs_of_case(case, "evaluasi")
    labels = [tab.label for tab in seen.tabs]
    assert labels == ["Ringkasan", "Naskah & dokumen", "Pelaksanaan", "Riwayat"]
    assert [tab.label for tab in seen.tabs if tab.is_current] == ["Pelaksanaan"]
    assert [link.label for link in seen.pages if link.is_current] == ["Evaluasi"]
    assert "Ubah, perpanjang, akhiri" in [link.label for link in seen.pages]


def test_a_page_is_as_it_was_drawn_until_something_happens(in_review, seen_by, people, signed_in):
    drawn = seen_by("sekda", in_review).version
    address = reverse("keadaan-kerja-sama", args=[in_review.pk])
    ask = signed_in(people["sekda"]).get
    assert ask(address).json() == {"version": drawn}
    approve_as_legal(in_review, people)
    assert ask(address).json()["version"] != drawn
    assert version_of_case(people["sekda"], in_review) == seen_by("sekda", in_review).version


def test_a_decision_is_watched_like_its_case(in_review, seen_by, people, signed_in):
    shown = signed_in(people["hukum"]).get(reverse("putuskan", args=[in_review.pk]))
    drawn = seen_by("hukum", in_review).version
    assert f'data-version="{drawn}"' in shown.content.decode()


def test_the_other_pages_of_a_case_are_watched_too(in_review, seen_by, people, signed_in):
    shown = signed_in(people["hukum"]).get(reverse("pihak", args=[in_review.pk])).content.decode()
    assert f'data-version="{seen_by("hukum", in_review).version}"' in shown
    assert reverse("keadaan-kerja-sama", args=[in_review.pk]) in shown


def test_what_changed_since_it_was_read_is_not_approved(in_review, people, signed_in):
    client, need = signed_in(people["hukum"]), f"hukum_{KB}"
    read = {"tahap": "penyusunan_kb", "isi": in_review.content_hash}
    shown = client.get(reverse("kerja-sama", args=[in_review.pk])).content.decode()
    assert f'name="isi" value="{read["isi"]}"' in shown
    take_new_address(in_review, people["staf"])
    case = until_legal_reviews(in_review)
    answer = client.post(reverse("penuhi", args=[case.pk, need]), read, follow=True)
    assert STALE in answer.content.decode()
    assert not case.evidence.filter(requirement_code=need).exists()
    client.post(reverse("penuhi", args=[case.pk, need]), read | {"isi": case.content_hash})
    assert case.evidence.filter(requirement_code=need, by=people["hukum"]).exists()
