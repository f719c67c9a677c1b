"""Wherever the ball moves, somebody is told: walked over every act of every track, and over what
lives on after the signature.
"""

from datetime import date

import pytest
from django.utils import timezone

from agreements import demo
from agreements.documents import rendering
from agreements.models import Agreement, State
from agreements.models.event import LogAction
from agreements.monitoring import outcome_texts
from agreements.monitoring.duties import acts, ledger
from agreements.monitoring.implementation import evaluating, progress, report_acts
from agreements.monitoring.turns import CASE
from agreements.regulations import catalogue
from agreements.regulations.naming import act_of
from agreements.regulations.vocabulary import Actor
from agreements.workflow import case_log, engine, meeting_requirements, reopening, undoing
from agreements.workflow.evaluation import Situation, evaluate_case, roles_of
from kerjasama.accounts.models import Membership, User
from kerjasama.accounts.policy import RoleHolders
from kerjasama.notices import rounds, sources, updating
from kerjasama.notices.models import Changed, Kind, Notice

from .conftest import again, as_long_as, change, first_told_by, pass_stage

pytestmark = pytest.mark.usefixtures("blank_papers")


def told() -> None:
    """The minute's job, until nothing is left."""
    for _ in as_long_as(lambda: not rounds.run_round()):
        pass


def lists(case: Agreement, prefix: str = "giliran/") -> dict[str, list[str]]:
    """What stands in whose list about the turn of a case."""
    rows = Notice.objects.filter(
        about=f"kasus/{case.pk}", key__startswith=prefix, done_at=None, is_task=True
    )
    found: dict[str, list[str]] = {}
    for name, subject in rows.values_list("user__username", "subject"):
        found.setdefault(name, []).append(subject)
    return found


def news(case: Agreement, since: int = 0) -> dict[str, list[str]]:
    """Messages about a case, newer than that one."""
    rows = Notice.objects.filter(about=f"kasus/{case.pk}", is_task=False, pk__gt=since)
    found: dict[str, list[str]] = {}
    for name, subject, text in rows.values_list("user__username", "subject", "text"):
        found.setdefault(name, []).append(f"{subject}\n{text}")
    return found


def newest() -> int:
    return Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def expected(case: Agreement, situation: Situation, seats: RoleHolders) -> dict[str, set[str]]:
    """By person, the orders that may stand before the title: whose turn it is, and who records for
    parties outside.
    """
    found: dict[int, set[str]] = {}
    for check in situation.open_checks:
        need = check.requirement
        for role in {need.actor.name, *roles_of(need)}:
            for by in (need.actor, None):
                for pk in seats.of(role, case.owner_id) if role in Actor.__members__ else ():
                    found.setdefault(pk, set()).add(act_of(need, situation.stage, case.track, by))
    names = User.objects.in_bulk(found)
    return {names[pk].username: acts for pk, acts in found.items()}


def assert_told(case: Agreement, seats: RoleHolders | None = None) -> None:
    """Each whose turn it is has exactly one task that names the act, and nobody else has one."""
    updating.update_notices(CASE, [case.pk], at_once=True)
    case, shown = again(case), lists(case)
    situation = evaluate_case(case)
    if case.state != State.RUNNING or not case.holders:
        assert shown == {}, "a task is left of a case that nobody holds"
        return
    wanted = expected(case, situation, seats or RoleHolders())
    if not wanted:  # all is met: whoever holds it leads it on
        assert set(shown) == {"verifikator"}
        return
    assert set(shown) == set(wanted), f"{case.stage_code}: told {shown}, expected {wanted}"
    for name, subjects in shown.items():
        assert len(subjects) == 1, subjects
        order = subjects[0].removesuffix(f": {case.title}")
        fill_in = order.startswith("Lengkapi") and any(
            act.startswith(("Isi ", "Ajukan", "Buat", "Unggah")) for act in wanted[name]
        )
        assert order in wanted[name] or fill_in, f"{name}: {order} is none of {wanted[name]}"


def only_turns(monkeypatch) -> None:
    """For a walk that asks whose turn it is after each act: of all that is told of a case, just
    that.
    """
    monkeypatch.setattr(
        sources, "_sources", [found for found in sources._sources if found.prefix == "giliran/"]
    )
    assert sources._sources


@pytest.mark.sweep(7)
@pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda track: track.code)
def test_each_act_of_a_track_tells_whoever_goes_on(
    track, make_agreement, people, monkeypatch, request
):
    """Stages that a track before it has too are passed at once, and those after the last new one
    left out, unless all is asked for.
    """
    thorough = request.config.getoption("--thorough")
    ahead = track.stages if thorough else (track.stages[0], *first_told_by(track))
    case, seats = make_agreement(track.code), RoleHolders()
    with monkeypatch.context() as walk:
        only_turns(walk)
        assert_told(case, seats)
        for _ in range(200):
            at = track.position(again(case).stage_code)
            ahead = [stage for stage in ahead if track.position(stage.code) >= at]
            if not ahead:
                break
            if again(case).stage not in ahead:
                pass_stage(again(case), people)
            elif not one_act(again(case), people):
                break
            assert Changed.objects.filter(topic="kasus", key=case.pk).exists(), (
                "an act left no mark"
            )
            assert_told(case, seats)
    assert_told(case, seats)
    assert not ahead or again(case).stage is track.stages[-1]


def one_act(case: Agreement, people) -> bool:
    """The next single act of a case. Returns False at its end."""
    if case.state != State.RUNNING:
        return False
    situation = evaluate_case(case)
    if not situation.open_checks:
        if situation.is_carried_out:
            return False
        engine.complete_stage(case.pk, people["verifikator"], case.stage_code)
        return True
    need = situation.open_checks[0].requirement
    person = demo.person_for(roles_of(need)[0])
    if need.document:
        rendering.render_queued_document(
            rendering.order_document(case.pk, person, need.document).pk
        )
    else:
        meeting_requirements.meet_requirement(
            case.pk, person, need.code, case.stage_code, **demo.evidence_for(need, {})
        )
    return True


@pytest.fixture
def submitted(make_agreement, people):
    """A case that the verifikator judges, sent by the head of the OPD."""
    case = make_agreement()
    for _ in as_long_as(lambda: "VERIFIER" not in again(case).holders):
        one_act(again(case), people)
    told()
    return again(case)


def test_who_sent_it_learns_that_it_came_back_and_why(submitted, people):
    since = newest()
    engine.send_case_back(
        submitted.pk,
        people["verifikator"],
        "persiapan",
        "persiapan",
        "Belum lengkap",
        ["Perjelas lokasi"],
    )
    told()
    assert lists(submitted) == {"staf": [f"Perbaiki usulan: {submitted.title}"]}
    (task,) = Notice.objects.filter(user=people["staf"], key__startswith="giliran/", done_at=None)
    assert (
        "Dikembalikan oleh verifikator: Belum lengkap" in task.text
        and "Perjelas lokasi" in task.text
    )
    assert news(submitted, since) == {
        "kepala": [f"Dikembalikan: {submitted.title}\nBelum lengkap\nOleh verifikator."]
    }


@pytest.mark.parametrize(
    ("state", "by", "word", "readers"),
    [
        (State.REJECTED, "kabag", "Ditolak", {"staf", "kepala", "verifikator"}),
        (State.SUSPENDED, "kabag", "Ditangguhkan", {"staf", "kepala", "verifikator"}),
        (State.WITHDRAWN, "staf", "Ditarik", {"kepala", "verifikator", "kabag"}),
    ],
)
def test_a_case_that_is_stopped_tells_both_sides_why_and_leaves_no_task(
    submitted, people, state, by, word, readers
):
    since = newest()
    engine.halt_case(submitted.pk, people[by], "persiapan", state, "Anggaran tidak tersedia")
    assert_told(submitted)
    assert set(news(submitted, since)) == readers
    assert all(
        message.startswith(f"{word}: ") and "Anggaran tidak tersedia" in message
        for (message,) in news(submitted, since).values()
    )


def test_a_case_that_goes_on_is_somebodys_task_again(submitted, people):
    engine.halt_case(
        submitted.pk, people["kabag"], "persiapan", State.SUSPENDED, "Menunggu anggaran"
    )
    told()
    since = newest()
    engine.resume_case(submitted.pk, people["kabag"])
    assert_told(submitted)
    assert lists(submitted) == {
        "verifikator": [f"Verifikasi kelengkapan usulan: {submitted.title}"]
    }
    assert {"staf", "kepala"} <= set(news(submitted, since))


def test_an_approval_is_told_to_the_opd_and_not_to_who_gave_it(submitted, people):
    approved = [
        text
        for texts in news(submitted).values()
        for text in texts
        if "Persetujuan kepala OPD" in text
    ]
    assert approved and "kepala" not in news(submitted)


def test_what_is_taken_back_is_no_news_and_the_task_returns(submitted, people):
    since = newest()
    meeting_requirements.meet_requirement(
        submitted.pk, people["verifikator"], "verifikasi", "persiapan"
    )
    told()
    assert "verifikator" not in [
        name for name, subjects in lists(submitted).items() if "Verifikasi" in subjects[0]
    ]
    undoing.undo_act(
        submitted.pk, people["verifikator"], again(submitted).undoable_acts.latest("pk").pk
    )
    assert_told(submitted)
    unread = Notice.objects.filter(pk__gt=since, is_task=False, done_at=None).values_list(
        "subject", flat=True
    )
    assert not [subject for subject in unread if subject.startswith("Verifikasi kelengkapan")]


def undo(case, user) -> None:
    undoing.undo_act(case.pk, user, again(case).undoable_acts.latest("pk").pk)
    told()


def test_an_approval_taken_back_leaves_no_task_that_comes_from_its_own_reader(
    make_agreement, people
):
    case = make_agreement()
    for _ in as_long_as(lambda: "OPD_HEAD" not in again(case).holders):
        one_act(again(case), people)
    told()
    meeting_requirements.meet_requirement(case.pk, people["kepala"], "kepala_opd", "persiapan")
    told()
    undo(case, people["kepala"])
    (task,) = Notice.objects.filter(user=people["kepala"], key__startswith="giliran/", done_at=None)
    assert "Dari staf" in task.text and "Dari kepala" not in task.text


def test_what_is_taken_back_is_told_to_those_who_had_been_told_of_it_and_to_nobody_else(
    submitted, people
):
    since = newest()
    engine.halt_case(submitted.pk, people["kabag"], "persiapan", State.REJECTED, "Salah tekan")
    told()
    undo(submitted, people["kabag"])
    assert {
        name
        for name, texts in news(submitted, since).items()
        if any("Tindakan dibatalkan" in text for text in texts)
    } == {
        "staf",
        "kepala",
    }
    assert not Notice.objects.filter(
        pk__gt=since, done_at=None, subject__startswith="Ditolak"
    ).exists()


def test_an_edit_taken_back_tells_nobody(make_agreement, people):
    case = make_agreement()
    told()
    change(case, people["staf"], manfaat="Lain")
    undo(case, people["staf"])
    assert news(case) == {}


def test_a_draft_that_nobody_saw_is_withdrawn_without_a_word_to_anybody(make_agreement, people):
    case = make_agreement()
    told()
    engine.halt_case(case.pk, people["staf"], "persiapan", State.WITHDRAWN, "Tidak jadi")
    told()
    assert news(case) == {}


def test_a_proposal_that_only_the_head_of_the_opd_saw_is_withdrawn_with_a_word_to_him_alone(
    make_agreement, people
):
    case = make_agreement()
    for _ in as_long_as(lambda: "OPD_HEAD" not in again(case).holders):
        one_act(again(case), people)
    told()
    since = newest()
    engine.halt_case(case.pk, people["staf"], "persiapan", State.WITHDRAWN, "Tidak jadi")
    told()
    assert set(news(case, since)) == {"kepala"}


def test_a_rejection_is_no_news_any_more_once_the_case_is_open_again(submitted, people):
    engine.halt_case(
        submitted.pk, people["kabag"], "persiapan", State.REJECTED, "Anggaran tidak tersedia"
    )
    told()
    reopening.reopen_case(submitted.pk, people["kabag"], "Anggaran tersedia")
    told()
    left = Notice.objects.filter(user=people["staf"], done_at=None, is_task=False).values_list(
        "subject", flat=True
    )
    assert (
        f"Dibuka kembali: {submitted.title}" in left and f"Ditolak: {submitted.title}" not in left
    )


def test_a_rejection_and_its_reopening_within_a_minute_are_told_as_the_reopening_alone(
    submitted, people
):
    since = newest()
    engine.halt_case(submitted.pk, people["kabag"], "persiapan", State.REJECTED, "Salah")
    reopening.reopen_case(submitted.pk, people["kabag"], "Salah tekan")
    told()
    assert all(
        text.startswith("Dibuka kembali")
        for texts in news(submitted, since).values()
        for text in texts
    )


def test_only_who_sent_something_reads_it_as_the_outcome_of_that(submitted, people):
    colleague = User.objects.create_user("rekan")
    Membership.objects.create(user=colleague, role="OPD", unit=submitted.owner)
    engine.halt_case(
        submitted.pk, people["kabag"], "persiapan", State.REJECTED, "Anggaran tidak tersedia"
    )
    told()
    kinds = dict(
        Notice.objects.filter(subject__startswith="Ditolak").values_list("user__username", "kind")
    )
    assert kinds == {
        "staf": Kind.OUTCOME,
        "kepala": Kind.OUTCOME,
        "rekan": Kind.COURSE,
        "verifikator": Kind.COURSE,
    }


def test_who_took_back_what_he_sent_has_sent_nothing(make_agreement, people):
    case = make_agreement()
    for _ in as_long_as(lambda: "OPD_HEAD" not in again(case).holders):
        one_act(again(case), people)
    meeting_requirements.meet_requirement(case.pk, people["kepala"], "kepala_opd", "persiapan")
    told()
    undo(case, people["kepala"])
    engine.halt_case(
        case.pk, people["kabag"], "persiapan", State.REJECTED, "Anggaran tidak tersedia"
    )
    told()
    kinds = dict(
        Notice.objects.filter(subject__startswith="Ditolak").values_list("user__username", "kind")
    )
    assert (kinds["staf"], kinds["kepala"]) == (Kind.OUTCOME, Kind.COURSE)


def test_an_approval_says_its_verdict(submitted, people):
    subjects = [text.splitlines()[0] for text in news(submitted)["staf"]]
    assert f"Persetujuan kepala OPD pemrakarsa: diberikan. {submitted.title}" in subjects


def test_every_kind_of_entry_in_the_log_is_told_or_has_a_reason_why_not():
    told_of, untold = (
        {*outcome_texts.OF_EVENT, LogAction.REQUIREMENT_MET},
        set(outcome_texts.UNTOLD),
    )
    assert not told_of & untold
    assert told_of | untold == set(LogAction)
    assert all(outcome_texts.UNTOLD.values())
    assert {kind for row in outcome_texts.REPLACES.items() for kind in (row[0], *row[1])} <= set(
        LogAction
    )


def test_an_entry_of_a_kind_that_nobody_named_is_not_written(make_agreement, people):
    with pytest.raises(ValueError, match="kabar burung"):
        case_log.note_act(make_agreement(), people["staf"], "kabar burung", {})


class TestReports:
    @pytest.fixture
    def owing(self, signed, time_machine):
        time_machine.move_to("2026-07-10 09:00+08:00", tick=False)
        case = signed()
        told()
        return case

    CODE, PERIOD = "ksdpk-semester", date(2026, 1, 1)

    def submit(self, case, people):
        due = ledger.find_due(case, timezone.localdate(), self.CODE, self.PERIOD)
        texts = {section.code: "Terlaksana." for section in report_acts.asked_of(due.duty)}
        report_acts.save_report(case.pk, people["staf"], self.CODE, self.PERIOD, "0", texts, {})
        report_acts.submit_report(case.pk, people["staf"], self.CODE, self.PERIOD)

    def test_the_office_judges_and_the_opd_mends_and_both_are_told(self, owing, people):
        assert any("Semester I 2026" in subject for subject in lists(owing, "kewajiban/")["staf"])
        self.submit(owing, people)
        told()
        judge = f"Nilai laporan semester I 2026: {owing.title}"
        assert lists(owing, "laporan/") == {"verifikator": [judge], "kabag": [judge]}
        assert not [
            s for s in lists(owing, "kewajiban/").get("staf", []) if "Semester I 2026" in s
        ], "nothing is left to do for the OPD"
        report_acts.send_report_back(
            owing.pk, people["verifikator"], self.CODE, self.PERIOD, "Data belum lengkap"
        )
        told()
        mend = f"Perbaiki laporan semester I 2026: {owing.title}"
        assert lists(owing, "laporan/") == {"staf": [mend], "kepala": [mend]}
        assert "Data belum lengkap" in Notice.objects.get(user=people["staf"], subject=mend).text
        report_acts.submit_report(owing.pk, people["staf"], self.CODE, self.PERIOD)
        told()
        since = newest()
        report_acts.accept_report(owing.pk, people["verifikator"], self.CODE, self.PERIOD)
        told()
        assert lists(owing, "laporan/") == {}
        assert any("Laporan diterima" in text for text in news(owing, since)["staf"])

    def test_a_waiver_is_told_to_the_opd_and_its_task_is_gone(self, owing, people):
        since = newest()
        acts.waive_duty(owing.pk, people["kabag"], self.CODE, self.PERIOD, "Baru berjalan sebulan")
        told()
        assert not [s for s in lists(owing, "kewajiban/").get("staf", []) if "Semester I 2026" in s]
        assert "Baru berjalan sebulan" in news(owing, since)["staf"][0]


def test_an_evaluation_asks_each_side_then_who_concludes_then_tells_the_verdict(signed, people):
    from agreements.demo.evaluating import answers_to

    case = signed()
    begun = evaluating.begin_evaluation(case.pk, people["verifikator"])
    told()
    title = f"Isi evaluasi ke-1: {case.title}"
    assert set(lists(case, "evaluasi/")) == {"staf", "kepala", "tkksd", "verifikator", "kabag"}
    assert all(subjects == [title] for subjects in lists(case, "evaluasi/").values())
    for viewpoint, name in (("opd", "staf"), ("tkksd", "tkksd"), ("bagian", "verifikator")):
        row = begun.assessments.get(viewpoint=viewpoint)
        answers = answers_to(begun, row.viewpoint, low=False)
        evaluating.answer_viewpoint(begun.pk, people[name], viewpoint, "0", answers, submit=True)
        told()
        assert name not in lists(case, "evaluasi/")
    assert lists(case, "evaluasi/") == {"kabag": [f"Simpulkan evaluasi ke-1: {case.title}"]}
    since = newest()
    evaluating.conclude_evaluation(begun.pk, people["kabag"], "lanjutkan", "Bermanfaat")
    told()
    assert lists(case, "evaluasi/") == {}
    assert {"staf", "kepala", "tkksd", "verifikator"} <= set(news(case, since))


def test_progress_waits_for_the_office_and_comes_back_with_its_reason(signed, people):
    case = signed()
    activity = case.activities.create(
        name="Pelatihan", year=timezone.localdate().year, amount_region=1000
    )
    told_of = {"percent": 50, "output": "Terlatih"}
    row = progress.submit_progress(case.pk, people["staf"], activity.pk, 1, **told_of)
    told()
    assert lists(case, "capaian/") == dict.fromkeys(
        ("verifikator", "kabag"), [f"Verifikasi capaian: {case.title}"]
    )
    progress.send_progress_back(
        case.pk, people["verifikator"], row.pk, row.version, "Lampirkan bukti"
    )
    told()
    assert lists(case, "capaian/") == dict.fromkeys(
        ("staf", "kepala"), [f"Perbaiki capaian: {case.title}"]
    )
    row = progress.submit_progress(case.pk, people["staf"], activity.pk, 1, **told_of)
    since = newest()
    progress.verify_progress(case.pk, people["verifikator"], row.pk, row.version)
    told()
    assert lists(case, "capaian/") == {} and "Capaian diverifikasi" in news(case, since)["staf"][0]
