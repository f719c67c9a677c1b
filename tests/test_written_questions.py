"""A question that is written once answers as if it were written anew."""

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import OuterRef, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import Agreement, Document, Indicator
from agreements.views.common import visible_or_404
from agreements.workflow.evaluation import READ_BY_EVALUATION
from agreements.workflow.guarding import lock_in_any_state
from kerjasama.accounts.models import User
from kerjasama.web.compiled import CompiledPrefetch, CompiledRows, PreparedQuery, rows_beside
from kerjasama.web.reading_once import rows_read_once

from .conftest import again, pass_stage

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


@pytest.mark.parametrize("name", READ_BY_EVALUATION)
def test_the_rows_of_a_case_are_read_as_its_manager_reads_them(name, make_agreement, people):
    name = name.split("__")[0]
    case, other = pass_stage(make_agreement(), people), make_agreement(title="Yang lain")
    for one in (case, other, case):
        found = rows_beside(again(one), name)
        assert [row.pk for row in found] == [row.pk for row in getattr(one, name).all()]
        assert {row.agreement.pk for row in found} <= {one.pk}


def test_rows_that_were_fetched_with_a_case_are_not_asked_again(make_agreement, people):
    case = pass_stage(make_agreement(), people)
    [fetched] = Agreement.objects.prefetch_related("evidence").filter(pk=case.pk)
    case.evidence.all().delete()
    assert rows_beside(fetched, "evidence") and not rows_beside(case, "evidence")
    with pytest.raises(ValueError):
        rows_beside(Agreement(), "evidence")


@pytest.mark.django_db(transaction=True)
def test_a_question_that_locks_is_asked_within_a_transaction_each_time(make_agreement):
    case = make_agreement()
    with transaction.atomic():
        assert lock_in_any_state(case.pk) == case
    with pytest.raises(transaction.TransactionManagementError):
        lock_in_any_state(case.pk)
    with transaction.atomic(), pytest.raises(Agreement.DoesNotExist):
        lock_in_any_state(case.pk + 1)


@pytest.mark.django_db(transaction=True)
def test_a_question_that_the_database_planned_is_planned_again_on_another_connection():
    numbers = PreparedQuery("numbers", "bigint[]", "SELECT unnest($1)")
    for _ in range(2):
        assert numbers.rows([1, 2]) == [(1,), (2,)]
        assert numbers.rows([3]) == [(3,)]
        connection.close()


def write_by_an_object(case):
    Indicator.objects.create(agreement=case, name="Lain", unit="kali", baseline="1", target="9")


def write_in_bulk(case):
    case.indicators.update(name="Lain")


def write_by_sql(case):
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH told AS (SELECT 'Lain') UPDATE agreements_indicator"
            " SET name = (TABLE told) WHERE agreement_id = %s",
            [case.pk],
        )


def write_and_go_back(case):
    with transaction.atomic():
        write_in_bulk(case)
        assert named_in(case) == ["Lain"]
        transaction.set_rollback(True)


def named_in(case) -> list[str]:
    return [row.name for row in rows_beside(case, "indicators")]


@pytest.mark.parametrize(
    "write", [write_by_an_object, write_in_bulk, write_by_sql, write_and_go_back]
)
def test_within_an_act_rows_are_read_once_until_something_is_written(write, make_agreement):
    case = make_agreement()
    with rows_read_once():
        before = named_in(case)
        with CaptureQueriesContext(connection) as asked:
            assert named_in(again(case)) == before
        assert [row["sql"] for row in asked if "agreements_indicator" in row["sql"]] == []
        write(case)
        assert named_in(case) == list(case.indicators.values_list("name", flat=True))


def test_what_one_reader_does_to_a_row_no_other_sees(make_agreement):
    case = make_agreement()
    with rows_read_once():
        [mine] = rows_beside(case, "indicators")
        mine.name, mine.agreement = "Milik saya", None
        [other] = rows_beside(case, "indicators")
        assert other.name != "Milik saya" and other.agreement is case


def test_rows_beside_two_cases_are_read_as_a_prefetch_reads_them(make_agreement, people):
    case, other = make_agreement(), make_agreement()
    for one in (case, other):
        one.indicators.create(name="Yang kedua", unit="hari", baseline=9, target=1)
    attach = CompiledPrefetch(Agreement, "indicators", Indicator.objects.all()).attach
    for owners in ([case, other], [case]):
        read = [again(one) for one in owners]
        prefetch_related_objects(read, "indicators")
        attach(owners)
        with CaptureQueriesContext(connection) as asked:
            assert [list(one.indicators.all()) for one in owners] == [
                list(one.indicators.all()) for one in read
            ]
            assert all(row.agreement is one for one in owners for row in one.indicators.all())
        assert not asked.captured_queries
