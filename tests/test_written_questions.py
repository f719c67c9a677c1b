"""A question that is written once answers for each reader and each case as if it were written anew."""  # noqa: E501

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils import timezone

from agreements.models import Agreement, Document
from agreements.views.common import visible_or_404
from kerjasama.accounts.models import User
from kerjasama.web.compiled import CompiledRows

from .conftest import pass_stage

pytestmark = pytest.mark.usefixtures("blank_papers")
CASE = -1_234_567


def test_the_page_of_a_case_is_asked_anew_for_each_case_and_reader(
    make_agreement, people, stranger
):
    mine, other = make_agreement(title="Yang satu"), make_agreement(title="Yang lain")
    for name in ("staf", "verifikator", "sekda", "staf"):
        reader = User.objects.get(username=name)
        for case in (mine, other, mine):
            assert visible_or_404(reader, case.pk).title == case.title
    with pytest.raises(Http404):
        visible_or_404(stranger, mine.pk)
    nobody = User.objects.create_user("tanpa-peran")
    with pytest.raises(Http404):
        visible_or_404(nobody, mine.pk)
    with pytest.raises(Http404):
        visible_or_404(people["verifikator"], other.pk + 1)


def test_what_somebody_may_take_back_is_offered_to_that_person_alone_and_for_minutes(
    make_agreement, people, time_machine
):
    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
    case = pass_stage(make_agreement(), people)
    offered = {
        name: len(visible_or_404(person, case.pk).undo_offers) for name, person in people.items()
    }
    assert set(offered.values()) == {0, 1} and offered["pimpinan"] == 0
    time_machine.move_to("2026-03-02 10:00+08:00", tick=False)
    assert not any(visible_or_404(person, case.pk).undo_offers for person in people.values())


def test_its_rows_are_those_of_the_question_itself(make_agreement, people):
    case = pass_stage(make_agreement(), people)
    papers = Document.objects.filter(agreement=OuterRef("pk")).order_by("pk")
    asked = (
        Agreement.objects.select_related("owner", "partner")
        .defer("search")
        .prefetch_related("parties__signatories")
        .annotate(papers=ArraySubquery(papers.values(row=JSONObject(kind="kind"))))
    )
    [anew] = asked.filter(pk=case.pk)
    [found] = CompiledRows(asked.filter(pk=CASE)).rows({CASE: case.pk})
    assert {name: value for name, value in vars(found).items() if name[0] != "_"} == {
        name: value for name, value in vars(anew).items() if name[0] != "_"
    }
    assert "search" in found.get_deferred_fields()
    assert (found.owner, found.partner) == (anew.owner, anew.partner)
    assert list(found.parties.all()) == list(anew.parties.all())
    assert timezone.is_aware(found.stage_entered_at)
