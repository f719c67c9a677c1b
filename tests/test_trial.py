"""Uji alur: somebody walks a track with the real engine and plays every role, and nobody else ever
hears of it.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from agreements.demo.invented import taken_back
from agreements.demo.trial import BURDEN, NEXT, Journey, Walked, walk_trial
from agreements.models import Trial
from agreements.regulations import catalogue
from agreements.tasks import purge_trials

from .conftest import as_long_as

HOME = catalogue.newest_track_version("ksdpk-daerah")
FIRST = "studi_kelayakan"
# Of each way to begin one: at home, abroad, below a KB, and the change of a naskah.
WALKED = ("ksdpk-daerah", "sinergi-masuk", "ksdll-penerusan", "ksdd-pks", "ksdpk-perpanjangan")


def first_steps(count: int) -> list[list[str]]:
    """So many steps of HOME, each with its first outcome."""
    with taken_back():
        journey = Journey(HOME)
        for _ in range(count):
            act = journey.standing().acts[0]
            journey.take(act.code, next(iter(act.outcomes), ""))
        return [[taken.act.code, taken.outcome] for taken in journey.standing().done]


def standings_of(journey: Journey) -> Iterator[Walked]:
    """How a trial stands before each of its steps, until it is over."""
    standing = journey.standing()
    for _ in as_long_as(lambda: not standing.is_over):
        yield standing
        standing = journey.standing()


def rows_of_program() -> dict[str, int]:
    """How many rows each table has, but for trials."""
    models = (model for model in apps.get_models() if model is not Trial)
    return {model._meta.label: model._base_manager.count() for model in models}


@pytest.fixture
def learner(people, signed_in):
    return signed_in(people["staf"])


def take(client, step: str, outcome: str = "", after: int = 0):
    address = reverse("uji-alur-langkah", args=[HOME.code])
    said = {"step": step, "outcome": outcome, "after": after}
    return client.post(address, said, follow=True)


@pytest.mark.parametrize("code", WALKED)
def test_a_learner_can_walk_a_track_to_its_end(people, code):
    with taken_back():
        journey = Journey(catalogue.newest_track_version(code))
        for standing in standings_of(journey):
            for act in standing.acts:
                assert journey.take(act.code, next(iter(act.outcomes), "")), act
        standing = journey.standing()
    assert standing.is_over and not standing.is_stopped
    assert standing.stage == journey.track.stages[-1]


@pytest.mark.parametrize("burdens", [False, True])
def test_only_a_proposal_that_burdens_leads_through_the_dprd(people, burdens):
    with taken_back():
        journey = Journey(catalogue.newest_track_version("ksdpk-pks"))
        if burdens:
            assert journey.take(BURDEN, "")
        for standing in standings_of(journey):
            act = standing.acts[0]
            assert journey.take(act.code, next(iter(act.outcomes), "")), act
        done = journey.standing().done
    passed = {taken.stage.code for taken in done if taken.act.code != BURDEN}
    assert ("persetujuan_dprd" in passed) is burdens


def test_a_track_can_be_tried_before_anybody_else_has_an_account(db):
    assert FIRST in [act.code for act in walk_trial(HOME, []).acts]


def test_the_page_says_what_an_act_does_and_who_does_it_in_truth(learner):
    page = " ".join(learner.get(reverse("uji-alur", args=[HOME.code])).text.split())
    assert "UJI ALUR, bukan dokumen resmi" in page
    assert "Unggah studi kelayakan" in page and "Dilakukan oleh Staf OPD" in page


def test_each_step_leads_on_and_stands_in_the_list(learner):
    page = take(learner, FIRST)
    (taken,) = page.context["page"].done
    assert (taken.act.order, taken.stage.code) == ("Unggah studi kelayakan", "persiapan")
    assert FIRST not in [act.code for act in page.context["page"].acts]


def test_nothing_but_the_steps_is_kept(learner, people, make_agreement):
    make_agreement()
    before = rows_of_program()
    for after, (step, outcome) in enumerate(first_steps(6)):
        take(learner, step, outcome, after)
    assert rows_of_program() == before
    trial = Trial.objects.get()
    assert trial.user == people["staf"] and len(trial.steps) == 6


def test_whoever_tries_a_track_tells_nobody(
    learner, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True) as told:
        take(learner, FIRST)
    assert (told, mailoutbox) == ([], [])


def test_another_outcome_leads_elsewhere(learner):
    steps = first_steps(8)
    place = next(n for n, (code, _) in enumerate(steps) if code == "telaahan_tkksd")
    Trial.objects.create(
        user_id=learner.session["_auth_user_id"],
        track_code=HOME.code,
        track_version=HOME.version,
        steps=[*steps[:place], ["telaahan_tkksd", "tidak layak"]],
    )
    trial = learner.get(reverse("uji-alur", args=[HOME.code])).context["page"]
    assert [taken.outcome for taken in trial.done][-1] == "tidak layak"
    assert trial.reasons or trial.acts[0].code != NEXT


def test_the_last_step_is_taken_back(learner):
    take(learner, FIRST)
    page = learner.post(reverse("uji-alur-mundur", args=[HOME.code]), follow=True)
    assert page.context["page"].done == ()


def test_a_step_that_the_law_does_not_allow_leads_nowhere(learner):
    for code in ("ttd_kesepakatan_bersama", "tidak-ada", NEXT):
        page = take(learner, code, "ditandatangani")
        assert page.context["page"].done == ()
    assert FIRST in [act.code for act in page.context["page"].acts]


def test_a_button_pressed_on_an_old_page_goes_on_from_there(learner):
    take(learner, FIRST)
    take(learner, FIRST)
    assert Trial.objects.get().steps == [[FIRST, ""]]


def test_a_trial_is_its_owners_alone(learner, people, signed_in):
    take(learner, FIRST)
    page = signed_in(people["kepala"]).get(reverse("uji-alur", args=[HOME.code]))
    assert page.context["page"].done == ()


def test_its_owner_removes_a_trial_and_an_old_one_goes_by_itself(learner, settings):
    take(learner, FIRST)
    learner.post(reverse("uji-alur-hapus", args=[HOME.code]))
    assert not Trial.objects.exists()
    take(learner, FIRST)
    purge_trials()
    assert Trial.objects.exists()
    Trial.objects.update(at=timezone.now() - timedelta(settings.KEEP_TRIALS_DAYS + 1))
    purge_trials()
    assert not Trial.objects.exists()
