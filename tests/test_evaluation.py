"""A signed agreement is evaluated from three viewpoints and concluded once; its extension and its
end wait for that.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from agreements import demo
from agreements.demo import evaluating as example
from agreements.documents import rendering
from agreements.documents.archive import public_verification
from agreements.models import (
    Agreement,
    DocumentState,
    Evaluation,
    Report,
    ReportState,
    Verdict,
    chain_is_intact,
)
from agreements.monitoring.implementation import evaluating, indicators
from agreements.regulations import catalogue, evaluation
from agreements.regulations.evaluation import FIRST, Viewpoint
from agreements.workflow import engine, meeting_requirements
from agreements.workflow.evaluation import evaluate_case as situation_of
from agreements.workflow.guarding import Refused
from kerjasama.notices import rounds
from kerjasama.notices.models import Notice

from .conftest import pass_stage, signed_at_once
from .reading import words_of
from .test_register import unknown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]


@pytest.fixture
def signed(make_agreement, people):
    return lambda track="ksdpk-daerah", **fields: signed_at_once(
        make_agreement(track, **fields), people["verifikator"]
    )


def typed(viewpoint: Viewpoint, score=4, versi=0, **more) -> dict:
    return (
        {f"score_{question.code}": score for question in FIRST.questions[viewpoint]}
        | {"versi": versi}
        | more
    )


def url(case: Agreement, *more, name="evaluasi-rinci") -> str:
    return reverse(name, args=[case.pk, *more])


def reported(
    case: Agreement, person, period: date, *values: str, state=ReportState.ACCEPTED
) -> None:
    rows = zip(case.indicators.all(), values, strict=True)
    told = [{"id": row.pk, "name": row.name, "realised": value} for row, value in rows]
    stamp = {"submitted_by": person, "submitted_at": timezone.now(), "reason": "x", "state": state}
    Report.objects.create(
        agreement=case, duty_code="ksdpk-semester", period=period, indicators=told, **stamp
    )


def waits_for(change: Agreement) -> str:
    """Why the preparation of a change waits for an evaluation; empty when it does not."""
    return next(
        (
            c.reason
            for c in situation_of(Agreement.objects.get(pk=change.pk)).unmet
            if c.requirement.code == "isi_evaluasi"
        ),
        "",
    )


def test_an_evaluation_from_its_begin_to_the_verdict_and_the_next_one_is_a_new_row(
    signed, people, signed_in
):
    case = signed()
    staff, team, office, head = (
        signed_in(people[name]) for name in ("staf", "tkksd", "verifikator", "kabag")
    )
    begun = staff.post(url(case, name="evaluasi"), follow=True).content.decode()
    assert "Evaluasi ke-1 dimulai" in begun and "Belum diajukan" in begun
    for client, viewpoint, score in ((staff, "opd", 5), (team, "tkksd", 4), (office, "bagian", 3)):
        assert client.get(url(case, 1)).status_code == 200
        answer = client.post(
            url(case, 1, viewpoint, name="isi-evaluasi"),
            typed(Viewpoint(viewpoint), score, ajukan=1),
            follow=True,
        )
        assert "diajukan." in answer.content.decode()
    page = head.get(url(case, 1)).content.decode()
    assert "3,90" in page and "Simpulkan evaluasi" in page, "(5 × 3 + 4 × 3 + 3 × 4) / 10"
    refused = head.post(
        url(case, 1, name="simpulkan-evaluasi"), {"verdict": "perbaiki", "reason": ""}
    )
    assert refused.status_code == 422 and "Simpulkan evaluasi" in refused.content.decode()
    told = head.post(
        url(case, 1, name="simpulkan-evaluasi"),
        {"verdict": "perbaiki", "reason": "Laporan terlambat."},
        follow=True,
    )
    assert (
        "Kesimpulan: Perbaiki" in told.content.decode()
        and "Laporan terlambat." in told.content.decode()
    )
    actions = (
        case.events.filter(action__startswith="evaluasi")
        .order_by("number")
        .values_list("action", flat=True)
    )
    assert [*actions] == [
        "evaluasi dimulai",
        *["evaluasi diisi"] * 3,
        "evaluasi disimpulkan",
    ] and chain_is_intact(case)

    evaluating.begin_evaluation(case.pk, people["tkksd"])
    listed = staff.get(url(case, name="evaluasi")).content.decode()
    assert "Evaluasi ke-2" in listed and "Perbaiki" in listed and "Mulai evaluasi" not in listed
    assert [row.verdict for row in case.evaluations.all()] == ["perbaiki", ""]


def test_what_was_concluded_changes_no_more_neither_here_nor_in_the_database(signed, people):
    done = example.make_evaluation(signed(), Verdict.CONTINUE)
    row = done.assessments.first()
    for act in (
        lambda: evaluating.conclude_evaluation(done.pk, people["kabag"], "hentikan", "Ralat."),
        lambda: evaluating.answer_viewpoint(done.pk, people["staf"], "opd", "1", {}),
        lambda: evaluating.send_viewpoint_back(done.pk, people["kabag"], "opd", "Ralat."),
    ):
        with pytest.raises(Refused, match="sudah disimpulkan"):
            act()
    for write in (
        lambda: Evaluation.objects.update(reason="Ralat."),
        lambda: done.assessments.update(answers={}),
        row.delete,
    ):
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            write()


def test_a_draft_may_have_gaps_but_handed_in_each_question_has_a_score_and_a_low_one_its_note(
    signed, people, signed_in
):
    case, staff = signed(), signed_in(people["staf"])
    evaluating.begin_evaluation(case.pk, people["staf"])
    address = url(case, 1, "opd", name="isi-evaluasi")
    saved = staff.post(address, {"score_tujuan": 2, "versi": 0}, follow=True).content.decode()
    assert "draf tersimpan" in saved and 'id="versi" value="1"' in saved
    given = typed(
        Viewpoint.OPD,
        versi=1,
        score_tujuan=2,
        score_kendala="",
        note_manfaat="Antrean lebih pendek.",
        ajukan=1,
    )
    refused = staff.post(address, given)
    form = refused.context["form"]
    assert refused.status_code == 422 and set(form.errors) == {"note_tujuan", "score_kendala"}
    assert "Antrean lebih pendek." in refused.content.decode(), "what was typed is kept"
    stale = staff.post(
        address, given | {"versi": 0, "score_kendala": 4, "note_tujuan": "Baru separuh."}
    )
    assert stale.status_code == 422 and "sudah diubah orang lain" in stale.content.decode()
    with pytest.raises(Refused, match="nilai di bawah 3 perlu catatan"):
        low = {
            question.code: {"score": 1, "note": ""} for question in FIRST.questions[Viewpoint.OPD]
        }
        evaluating.answer_viewpoint(
            case.evaluations.get().pk, people["kepala"], "opd", "1", low, submit=True
        )


def test_each_viewpoint_is_answered_by_its_people_and_only_the_kepala_bagian_concludes(
    signed, people, stranger, signed_in
):
    case = signed()
    begun = evaluating.begin_evaluation(case.pk, people["verifikator"])
    with pytest.raises(Refused, match="belum disimpulkan"):
        evaluating.begin_evaluation(case.pk, people["staf"])
    for name, viewpoint in (
        ("staf", "tkksd"),
        ("tkksd", "opd"),
        ("verifikator", "opd"),
        ("kepala", "bagian"),
    ):
        answer = signed_in(people[name]).post(
            url(case, 1, viewpoint, name="isi-evaluasi"), typed(Viewpoint(viewpoint)), follow=True
        )
        assert "Bagian ini diisi oleh" in answer.content.decode(), (name, viewpoint)
    with pytest.raises(Refused, match="ketiga sudut pandang"):
        evaluating.conclude_evaluation(begun.pk, people["kabag"], "lanjutkan", "Baik.")
    with pytest.raises(Refused, match="Kepala Bagian"):
        evaluating.conclude_evaluation(begun.pk, people["verifikator"], "lanjutkan", "Baik.")
    with pytest.raises(Refused, match="dimulai oleh"):
        evaluating.begin_evaluation(case.pk, people["hukum"])
    assert signed_in(stranger).get(url(case, 1, "opd", name="isi-evaluasi")).status_code == 404


def test_only_what_is_signed_is_evaluated(make_agreement, people, signed_in):
    draft = make_agreement()
    with pytest.raises(Refused, match="belum ditandatangani"):
        evaluating.begin_evaluation(draft.pk, people["staf"])
    staff = signed_in(people["staf"])
    assert staff.get(url(draft, name="evaluasi")).status_code == 404
    assert (
        url(draft, name="evaluasi")
        not in staff.get(reverse("kerja-sama", args=[draft.pk])).content.decode()
    )


def test_what_came_back_is_mended_before_the_verdict_and_its_people_are_told(
    signed, people, signed_in
):
    case = signed()
    example.make_evaluation(case, "", answered=3)
    head = signed_in(people["kabag"])
    rounds.update_all_notices()
    mend, conclude = (
        f"Perbaiki isian evaluasi ke-1: {case.title}",
        f"Simpulkan evaluasi ke-1: {case.title}",
    )

    def open_for(name):
        return Notice.objects.open_for(people[name]).filter(subject__in=(mend, conclude))

    assert open_for("kabag").exists() and not open_for("staf").exists()
    address = url(case, 1, "opd", name="kembalikan-evaluasi")
    assert head.post(address, {"alasan": ""}).status_code == 422
    head.post(address, {"alasan": "Sebutkan buktinya."})
    rounds.update_all_notices()
    assert (
        open_for("staf").exists() and open_for("kepala").exists() and not open_for("kabag").exists()
    )
    page = signed_in(people["staf"]).get(url(case, 1)).content.decode()
    assert "Sebutkan buktinya." in page and "Lanjutkan mengisi" in page
    begun = case.evaluations.get()
    evaluating.answer_viewpoint(
        begun.pk,
        people["staf"],
        "opd",
        "2",
        example.answers_to(begun, Viewpoint.OPD, low=False),
        submit=True,
    )
    rounds.update_all_notices()
    assert not open_for("staf").exists() and open_for("kabag").exists()


def test_those_whose_viewpoint_is_open_are_told_until_they_answered(signed, people):
    case = signed()
    example.make_evaluation(case, "", answered=1)
    rounds.update_all_notices()
    told = {
        n.user.username
        for n in Notice.objects.filter(subject__startswith="Isi evaluasi ke-1", done_at=None)
    }
    assert told == {"tkksd", "verifikator", "kabag"}


def test_a_new_version_of_the_questions_never_touches_what_the_old_one_asked(
    signed, people, monkeypatch
):
    old = example.make_evaluation(signed(), Verdict.CONTINUE)
    before = [row.rows for row in old.assessments.all()], old.overall
    asked = {
        viewpoint: (evaluation.EvaluationQuestion("baru", "Pertanyaan baru", ""),)
        for viewpoint in Viewpoint
    }
    newer = replace(FIRST, version="2027.1", questions=asked)
    monkeypatch.setitem(evaluation.SETS, newer.version, newer)
    monkeypatch.setattr(evaluating, "NEWEST", newer)
    begun = evaluating.begin_evaluation(old.agreement_id, people["staf"])
    assert [len(row.rows) for row in begun.assessments.all()] == [1, 1, 1]
    again = Evaluation.objects.get(pk=old.pk)
    assert ([row.rows for row in again.assessments.all()], again.overall) == before


@pytest.mark.parametrize(
    "questions", evaluation.SETS.values(), ids=lambda questions: questions.version
)
def test_every_version_of_the_questions_is_sound(questions):
    assert set(questions.questions) == set(questions.weights) == set(Viewpoint)
    for asked in questions.questions.values():
        codes = [question.code for question in asked]
        assert len(set(codes)) == len(codes) and all(
            question.weight > 0 and question.text for question in asked
        )


def test_the_weighted_mean_is_rounded_as_people_round(signed):
    assert evaluation.weighted_mean_of([(5, 3), (4, 2), (2, 1)]) == Decimal("4.17")
    assert evaluation.weighted_mean_of([(5, 3), (None, 2)]) is None
    assert [evaluation.word_for(Decimal(mean)) for mean in ("1.49", "2.50", "4.49")] == [
        "Sangat kurang",
        "Cukup",
        "Baik",
    ]


@pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda track: track.code)
def test_what_the_law_says_of_evaluation_is_cited_from_the_register(track):
    law = evaluation.evaluation_law_of(track.code)
    assert law and unknown(law) == set()


class TestIndicators:
    def test_the_series_comes_from_accepted_reports_in_the_order_of_time(
        self, signed, people, signed_in
    ):
        case = signed(
            indicators=[
                ("Waktu tunggu", "hari", 14, 2),
                ("Layanan daring", "layanan", 0, 10),
                ("Mutu", "skor", 80, 80),
            ]
        )
        reported(case, people["staf"], date(2026, 7, 1), "1.5", "4", "80")
        reported(case, people["staf"], date(2026, 1, 1), "8", "", "79")
        reported(
            case, people["staf"], date(2027, 1, 1), "99", "99", "99", state=ReportState.RETURNED
        )
        waiting, online, kept = indicators.indicators_of(case)
        assert [(point.label, point.value) for point in waiting.points] == [
            ("Semester I 2026", 8),
            ("Semester II 2026", Decimal("1.5")),
        ]
        assert (waiting.direction, waiting.is_reached) == ("turun", True)
        assert (online.direction, online.is_reached, online.share, len(online.points)) == (
            "naik",
            False,
            40,
            1,
        )
        assert (kept.direction, kept.is_reached, kept.share) == ("bertahan", True, None)
        page = words_of(signed_in(people["staf"]).get(url(case, name="evaluasi")).text)
        assert (
            "Semester II 2026: 1,5" in page
            and "40% dari jarak ke target" in page
            and "Tercapai" in page
        )

    def test_what_got_worse_is_said_so_and_what_was_not_measured_counts_as_nothing(
        self, signed, people
    ):
        case = signed(indicators=[("Waktu tunggu", "hari", 14, 2), ("Lain", "buah", 0, 10)])
        reported(case, people["staf"], date(2026, 1, 1), "20", "")
        worse, unknown_yet = indicators.indicators_of(case)
        assert (
            worse.share == -50
            and not worse.is_reached
            and unknown_yet.latest is None
            and not unknown_yet.is_reached
        )

    def test_the_verdict_keeps_what_was_measured_until_then(self, signed, people):
        case = signed()
        reported(case, people["staf"], date(2026, 1, 1), "7")
        done = example.make_evaluation(case, Verdict.CONTINUE)
        reported(case, people["staf"], date(2026, 7, 1), "5")
        (kept,) = Evaluation.objects.get(pk=done.pk).indicators
        assert [point["value"] for point in kept["points"]] == ["7"] and not kept["reached"]


class TestChanges:
    def test_an_extension_waits_for_a_verdict_that_lets_it_go_on_and_says_where(
        self, make_agreement, signed, people, signed_in
    ):
        parent = signed("ksdd-sukarela")
        change = make_agreement("ksdd-perpanjangan", parent=parent, changed={"is_evaluated": False})
        assert (
            "belum dievaluasi dengan kesimpulan lanjutkan atau perbaiki dalam 12 bulan terakhir"
            in waits_for(change)
        )
        page = (
            signed_in(people["staf"]).get(reverse("kerja-sama", args=[change.pk])).content.decode()
        )
        assert (
            f'href="{url(parent, name="evaluasi")}">Evaluasi dengan kesimpulan: kerja sama induknya'
            in page
        )
        with pytest.raises(Refused, match="menunggu evaluasi dengan kesimpulan"):
            meeting_requirements.meet_requirement(
                change.pk, people["staf"], "ajukan", change.stage_code
            )
        example.make_evaluation(parent, Verdict.STOP)
        assert waits_for(change)
        example.make_evaluation(parent, Verdict.IMPROVE)
        assert not waits_for(change) and pass_stage(change, people).stage_code == "usulan"

    @pytest.mark.parametrize("verdict", Verdict.values)
    def test_an_end_waits_for_any_verdict(self, make_agreement, signed, verdict):
        parent = signed("ksdpl-daerah")
        change = make_agreement("ksdpl-pengakhiran", parent=parent, changed={"is_evaluated": False})
        assert waits_for(change)
        example.make_evaluation(parent, verdict)
        assert not waits_for(change)

    def test_a_verdict_older_than_a_year_is_none(self, make_agreement, signed, time_machine):
        time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
        parent = signed("ksdd-sukarela")
        change = make_agreement("ksdd-perpanjangan", parent=parent)
        time_machine.move_to(timezone.now() + relativedelta(months=12))
        assert not waits_for(change)
        time_machine.move_to(timezone.now() + relativedelta(days=1))
        assert waits_for(change)

    @pytest.mark.parametrize(
        ("ground", "waits"),
        [("putusan", False), ("pailit", False), ("objek", False), ("tujuan", True), ("", True)],
    )
    def test_an_end_that_nobody_chooses_waits_for_no_evaluation(
        self, make_agreement, signed, ground, waits
    ):
        parent = signed("ksdpk-daerah")
        change = make_agreement(
            "ksdpk-pengakhiran",
            parent=parent,
            changed={"is_evaluated": False, "dasar_akhir": ground},
        )
        assert bool(waits_for(change)) is waits

    def test_an_adendum_needs_none_and_a_change_begun_before_goes_on_without(
        self, make_agreement, signed, people
    ):
        parent = signed("ksdpk-daerah")
        assert not waits_for(make_agreement("ksdpk-adendum", parent=parent))
        former = catalogue.pinned_track("ksdpk-perpanjangan", "2020.1")
        change = Agreement(
            track_code=former.code, track_version=former.version, owner=parent.owner, parent=parent
        )
        demo.change_examples.propose_change(
            engine.begin_case(change, people["staf"]), is_evaluated=False
        )
        assert not parent.evaluations.exists() and pass_stage(change, people).stage_code == "usulan"
        assert catalogue.newest_track_version(former.code).version > former.version


class TestTheSheet:
    def test_it_is_printed_after_the_verdict_and_says_what_was_answered(
        self, signed, people, signed_in
    ):
        case = signed()
        done = example.make_evaluation(case, "")
        with pytest.raises(Refused, match="setelah kesimpulan"):
            evaluating.order_sheet(done.pk, people["staf"])
        evaluating.conclude_evaluation(
            done.pk, people["kabag"], "hentikan", "Tujuan tercapai.\nBarang dikembalikan."
        )
        staff = signed_in(people["staf"])
        assert (
            "sedang dibuat"
            in staff.post(url(case, 1, name="lembar-evaluasi"), follow=True).content.decode()
        )
        paper = case.documents.get(kind="lembar_evaluasi")
        rendering.render_queued_document(paper.pk)
        paper.refresh_from_db()
        assert paper.state == DocumentState.READY, paper.error
        printed = rendering.to_html(paper)
        assert (
            "HENTIKAN" in printed
            and "Barang dikembalikan." in printed
            and "Tercapainya maksud dan tujuan" in printed
        )
        assert reverse("dokumen", args=[paper.pk]) in staff.get(url(case, 1)).content.decode()

    def test_the_sheet_of_a_later_evaluation_replaces_no_earlier_one(self, signed, people):
        case = signed()
        papers = []
        for verdict in (Verdict.IMPROVE, Verdict.CONTINUE):
            papers.append(
                evaluating.order_sheet(example.make_evaluation(case, verdict).pk, people["kabag"])
            )
            rendering.render_queued_document(papers[-1].pk)
        assert [
            public_verification.verification_report_of(paper).standing.verdict for paper in papers
        ] == ["Asli", "Asli"]
