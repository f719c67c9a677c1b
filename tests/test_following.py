"""What follows from an act happens in its transaction, by a list that one can read."""

import pytest
from celery import current_app

from agreements import tasks  # noqa: F401  registers the jobs
from agreements.documents.outbox import Job
from agreements.following import Telling
from agreements.models import Original, State
from agreements.workflow import consequences, engine


@pytest.mark.parametrize("job", Job)
def test_every_job_that_a_row_waits_for_is_known_to_the_worker(job):
    assert job.value in current_app.tasks


@pytest.mark.django_db
def test_a_follower_that_fails_takes_the_record_with_it(make_agreement, people, monkeypatch):
    from agreements.workflow import guarding, meeting_requirements

    case = make_agreement(at="penyusunan_kb")
    need = next(need for need in case.stage.requirements if need.kind.value == "persetujuan")
    person = next(user for user in people.values() if need.actor.name in user.roles)

    def fail(row):
        raise RuntimeError("no room")

    monkeypatch.setattr(
        consequences, "_followers", consequences.Followers(evidence_recorded=(fail,))
    )
    before = case.evidence.count()
    with pytest.raises((RuntimeError, guarding.Refused)):
        meeting_requirements.meet_requirement(case.pk, person, need.code, case.stage_code)
    assert case.evidence.count() == before


@pytest.mark.django_db
def test_what_was_signed_has_originals_from_that_very_act(make_agreement):
    case = make_agreement(at="pelaksanaan")
    kinds = set(Original.objects.filter(agreement=case).values_list("kind", flat=True))
    assert kinds == set(case.track.signings)


@pytest.mark.django_db
def test_an_act_that_logs_and_turns_the_case_tells_of_it_once(
    make_agreement, people, django_capture_on_commit_callbacks
):
    case = make_agreement()
    with django_capture_on_commit_callbacks() as calls:
        engine.halt_case(case.pk, people["kabag"], case.stage_code, State.SUSPENDED, "Menunggu.")
    assert len([call for call in calls if isinstance(call, Telling)]) == 1
