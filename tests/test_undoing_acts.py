"""Each act beside the stages is taken back: every row of its case stands again as it stood."""

from datetime import date, time, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from agreements.documents import rendering, supporting
from agreements.models import Agreement, Number, UndoableAct, chain_is_intact
from agreements.monitoring.custody import census, clashes, copies, new_originals, originals, signing
from agreements.monitoring.duties import acts, contract_duties, ledger
from agreements.monitoring.ending import deciding
from agreements.monitoring.implementation import evaluating, progress, report_acts, work_plans
from agreements.regulations.evaluation import NEWEST, Viewpoint
from agreements.regulations.report_contents import asked_of
from agreements.workflow import guarding, meetings, remembering, undoing

pytestmark = pytest.mark.usefixtures("blank_papers")
KB = "kesepakatan_bersama"
# Tables whose rows no act changes in a way that is taken back, and why.
LEFT_OUT = {
    "agreements_incomingletter": "what came in came in",
    "agreements_letter": "a letter lives by its own steps (documents.letters)",
    "agreements_stageevent": "the log is append-only",
    "agreements_undoableact": "it is what remembers",
    "agreements_comment": "a comment is no act",
    "agreements_remark": "a remark is no act; who settled it opens it again",
    "agreements_draftversion": (
        "each wording is kept; the one that stands again is a version of its own"
    ),
    "agreements_partnerlink": "what was handed to the partner is taken back on its own page",
    "agreements_outsidecheck": "what was found in one file; with that file it is no text any more",
    "agreements_annexupload": "the lampiran that shows the file goes, the file stays kept",
    "agreements_naskahlook": "what was read was read",
    "agreements_number": "numbers go with their papers (documents.withdrawing)",
    "agreements_mailing": "what is on its way to the partner cannot be called back",
    "agreements_signedpaper": "what was signed electronically stays signed",
    "agreements_assignment": "who handles a case is named anew, and told so",
    "agreements_exemption": "what a second person gave with a reason stands on record",
    "agreements_bundle": "a copy of what is there",
    "agreements_contentremoval": "what was taken away is gone, by two people",
}


def rows(case) -> dict:
    """All that is remembered of the case, without what is kept as a trace or turned by time."""
    passing = ("agreements_clock", "agreements_document", remembering.EVENTS)
    found = remembering.snapshot_cases([case.pk])
    return {key: row for key, row in found.items() if key[0] not in passing and not row.get("void")}


def taken_back(case, user, act) -> None:
    before = rows(case)
    act()
    assert rows(case) != before, "the act did nothing"
    undoing.undo_act(
        case.pk, user, UndoableAct.objects.open_to(user).filter(agreement=case).first().pk
    )
    assert rows(case) == before
    assert chain_is_intact(Agreement.objects.get(pk=case.pk))


def test_each_table_of_a_case_is_remembered_or_left_out_knowingly():
    pointing = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is Agreement and model is not Agreement
    }
    outside = {table for table in pointing if not table.startswith("agreements_")}
    assert pointing - outside - set(remembering.TABLES) == set(LEFT_OUT)


@pytest.fixture
def due(signed):
    """A signed case with the first duty on which its OPD reports."""
    case = signed()
    owed = ledger.dues_of_agreement(case, timezone.localdate())
    return case, next(due for due in owed if due.duty.document and due.has_begun and due.is_unmet)


class TestReports:
    @pytest.fixture
    def report(self, due, people):
        case, owed = due
        texts = {section.code: "Terlaksana." for section in asked_of(owed.duty)}
        report_acts.save_report(
            case.pk, people["staf"], owed.duty.code, owed.period, "0", texts, {}
        )
        return case, (owed.duty.code, owed.period)

    def test_its_submission(self, report, people):
        case, which = report
        taken_back(
            case, people["staf"], lambda: report_acts.submit_report(case.pk, people["staf"], *which)
        )

    def test_its_return(self, report, people):
        case, which = report
        report_acts.submit_report(case.pk, people["staf"], *which)
        taken_back(
            case,
            people["verifikator"],
            lambda: report_acts.send_report_back(
                case.pk, people["verifikator"], *which, "Lengkapi"
            ),
        )

    def test_its_acceptance_with_its_paper_and_number(self, report, people):
        case, which = report
        report_acts.submit_report(case.pk, people["staf"], *which)
        taken_back(
            case,
            people["verifikator"],
            lambda: report_acts.accept_report(case.pk, people["verifikator"], *which),
        )
        paper = case.documents.filter(draft=False).get()
        rendering.render_queued_document(paper.pk)
        paper.refresh_from_db()
        assert (paper.state, Number.objects.get(document=paper).state) == ("batal", "batal")

    def test_it_is_accepted_again_with_the_next_number(self, report, people):
        case, which = report
        report_acts.submit_report(case.pk, people["staf"], *which)
        taken_back(
            case,
            people["verifikator"],
            lambda: report_acts.accept_report(case.pk, people["verifikator"], *which),
        )
        report_acts.accept_report(case.pk, people["verifikator"], *which)
        assert sorted(Number.objects.values_list("urut", "state")) == [(1, "batal"), (2, "terbit")]


def test_a_duty_recorded_and_one_waived(due, people):
    case, owed = due
    which = owed.duty.code, owed.period
    who = next(user for user in people.values() if acts.may_fulfil(user, owed.duty, case))
    done = {"done_on": timezone.localdate(), "note": "Terkirim"}
    taken_back(case, who, lambda: acts.fulfil_duty(case.pk, who, *which, **done))
    taken_back(
        case,
        people["kabag"],
        lambda: acts.waive_duty(case.pk, people["kabag"], *which, "Tidak berlaku"),
    )
    acts.fulfil_duty(case.pk, who, *which, **done)  # what was taken back stands in nobody's way


def test_a_duty_of_the_naskah_entered_and_ended(signed, people):
    case, office = signed(), people["verifikator"]
    told = {
        "basis": "Pasal 4",
        "due_text": "Laporan",
        "due_party": "mitra",
        "due_rhythm": "tahunan",
    }
    told |= {
        "due_rhythm": next(
            iter(dict(contract_duties.AgreementDuty._meta.get_field("due_rhythm").choices))
        )
    }
    told |= {
        "due_party": next(
            iter(dict(contract_duties.AgreementDuty._meta.get_field("due_party").choices))
        )
    }
    taken_back(case, office, lambda: contract_duties.enter_contract_duty(case.pk, office, **told))
    duty = contract_duties.enter_contract_duty(case.pk, office, **told)
    taken_back(
        case, office, lambda: contract_duties.end_contract_duty(case.pk, office, duty.pk, "Selesai")
    )


class TestPlan:
    @pytest.fixture
    def planned(self, signed, people):
        case = signed()
        work_plans.save_plan(
            case.pk, people["staf"], work_plans.version_of(case), self.add("Pelatihan"), "Awal"
        )
        return case

    @staticmethod
    def add(name):
        return lambda case: case.activities.create(name=name, year=2026, quarter_from=1)

    def test_its_change_and_the_version_that_stands_again(self, planned, people):
        before = work_plans.snapshot_plan(planned)
        version = work_plans.version_of(planned)
        taken_back(
            planned,
            people["staf"],
            lambda: work_plans.save_plan(
                planned.pk, people["staf"], version, self.add("Lain"), "Tambah"
            ),
        )
        assert work_plans.plan_versions_of(planned)[0].detail["activities"] == before
        work_plans.save_plan(
            planned.pk, people["staf"], work_plans.version_of(planned), self.add("Lagi"), "Tambah"
        )

    def test_progress_reported_verified_and_sent_back(self, planned, people):
        staff, office, activity = people["staf"], people["verifikator"], planned.activities.get()
        told = {"percent": 40, "output": "Satu pelatihan"}
        taken_back(
            planned,
            staff,
            lambda: progress.submit_progress(planned.pk, staff, activity.pk, 1, **told),
        )
        row = progress.submit_progress(planned.pk, staff, activity.pk, 1, **told)
        taken_back(
            planned,
            office,
            lambda: progress.verify_progress(planned.pk, office, row.pk, row.version),
        )
        taken_back(
            planned,
            office,
            lambda: progress.send_progress_back(
                planned.pk, office, row.pk, row.version, "Bukti kurang"
            ),
        )


class TestEvaluation:
    def answers(self, viewpoint):
        return {
            question.code: {"score": 4, "note": "Baik"} for question in NEWEST.questions[viewpoint]
        }

    def test_begun(self, signed, people):
        case = signed()
        taken_back(
            case, people["staf"], lambda: evaluating.begin_evaluation(case.pk, people["staf"])
        )

    def test_answered_returned_and_concluded(self, signed, people):
        case = signed()
        evaluation = evaluating.begin_evaluation(case.pk, people["staf"])
        who = {
            Viewpoint.OPD: people["staf"],
            Viewpoint.TKKSD: people["tkksd"],
            Viewpoint.OFFICE: people["verifikator"],
        }
        for viewpoint, user in who.items():

            def answer(viewpoint=viewpoint, user=user):
                edits = str(evaluation.assessments.get(viewpoint=viewpoint).edits)
                evaluating.answer_viewpoint(
                    evaluation.pk, user, viewpoint, edits, self.answers(viewpoint), submit=True
                )

            taken_back(case, user, answer)
            answer()
        kabag = people["kabag"]
        taken_back(
            case,
            kabag,
            lambda: evaluating.send_viewpoint_back(evaluation.pk, kabag, Viewpoint.OPD, "Jelaskan"),
        )
        taken_back(
            case,
            kabag,
            lambda: evaluating.conclude_evaluation(evaluation.pk, kabag, "lanjutkan", "Bermanfaat"),
        )


def test_a_decision_and_an_advice_on_the_end(signed, people):
    case = signed(title="Akan berakhir")
    taken_back(
        case,
        people["staf"],
        lambda: deciding.advise_on_end(case.pk, people["staf"], "perpanjang", "Bermanfaat", 0),
    )
    taken_back(
        case,
        people["kabag"],
        lambda: deciding.decide_on_end(case.pk, people["kabag"], "akhiri", "Tidak perlu", 0),
    )
    assert not deciding.current_decision_of(case)


class TestSigning:
    WHEN = {
        "day": date(2027, 3, 3),
        "starts": time(9),
        "ends": time(10),
        "place": "Pendopo",
        "method": "desk",
        "copies": 2,
    }

    def test_planned_changed_postponed_and_checked(self, make_agreement, people):
        case, office = make_agreement(at="penandatanganan_kb"), people["verifikator"]
        taken_back(case, office, lambda: signing.plan_signing(case.pk, office, KB, **self.WHEN))
        signing.plan_signing(case.pk, office, KB, **self.WHEN)
        taken_back(
            case,
            office,
            lambda: signing.plan_signing(case.pk, office, KB, **self.WHEN | {"place": "Aula"}),
        )
        taken_back(
            case,
            office,
            lambda: signing.change_signing_state(
                case.pk, office, KB, "ditunda", "Bupati dinas luar"
            ),
        )
        points = set(copies.points_to_check(case.signings.get())[:2])
        taken_back(
            case, office, lambda: copies.check_signing_copies(case.pk, office, KB, points, set())
        )

    def test_it_does_not_come_back_into_a_time_that_somebody_took(self, make_agreement, people):
        office = people["verifikator"]
        one, other = (
            make_agreement(at="penandatanganan_kb"),
            make_agreement(at="penandatanganan_kb", title="Lain"),
        )
        signing.plan_signing(one.pk, office, KB, **self.WHEN)
        signing.change_signing_state(one.pk, office, KB, "ditunda", "Bupati dinas luar")
        signing.plan_signing(other.pk, office, KB, **self.WHEN | {"place": "Aula"})
        act = UndoableAct.objects.open_to(office).filter(agreement=one).first()
        with pytest.raises(clashes.Taken):
            undoing.undo_act(one.pk, office, act.pk)
        assert one.signings.get().state == "ditunda"


def test_an_original_lent_and_one_missed_by_the_census(signed, people, time_machine):
    case, office = signed(), people["verifikator"]
    new_originals.create_originals(case, KB, office, timezone.localdate() - timedelta(400))
    case.originals.update(created_at=timezone.now() - timedelta(400))
    original, today = case.originals.order_by("rangkap").first(), timezone.localdate()
    lent = {"person": "Contoh Peminjam", "office": "Inspektorat", "due_on": today + timedelta(7)}
    taken_back(
        case,
        office,
        lambda: originals.record_original_act(original.pk, office, "pinjam", today, **lent),
    )
    taken_back(
        case,
        office,
        lambda: census.record_census(
            today.year, office, {original.pk: (False, "Tidak ada di lemari")}
        ),
    )


def test_a_meeting_recorded_and_changed(make_agreement, people):
    case, office = make_agreement(), people["verifikator"]

    def save(agreement):
        told = {
            "held_on": "2026-03-02",
            "starts_at": "09:00",
            "place": "Aula",
            "agenda": "Telaahan",
        }
        meeting = agreement.meetings.create(stage_code=agreement.stage_code, by=office, **told)
        meeting.attendees.create(name="Contoh", position="Anggota", institution="TKKSD")
        meeting.refresh_from_db()
        return meeting

    taken_back(case, office, lambda: meetings.record_meeting(case.pk, office, save))
    meeting = meetings.record_meeting(case.pk, office, save)

    def change(agreement):
        meeting.result = "Layak"
        meeting.save()
        return meeting

    seen = meeting.content_hash
    taken_back(
        case, office, lambda: meetings.record_meeting(case.pk, office, change, meeting.pk, seen)
    )


def test_a_meeting_with_an_invitation_is_built_on(make_agreement, people):
    case, office = make_agreement(), people["verifikator"]

    def save(agreement):
        day = timezone.localdate() + timedelta(7)
        return agreement.meetings.create(
            stage_code=agreement.stage_code,
            by=office,
            held_on=day,
            starts_at=time(9),
            place="Aula",
            agenda="Telaahan",
            invited="TKKSD",
        )

    meeting = meetings.record_meeting(case.pk, office, save)
    act = UndoableAct.objects.open_to(office).filter(agreement=case).first()
    supporting.order_supporting_paper(case.pk, office, "undangan_rapat", {}, meeting.pk)
    with pytest.raises(guarding.Refused):
        undoing.undo_act(case.pk, office, act.pk)
