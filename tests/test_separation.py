"""Separation of duties: nobody judges the content that he wrote, nor judges it twice, whichever
seat he holds.
"""

from dataclasses import replace
from unittest import mock

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements import demo
from agreements.documents import rendering
from agreements.documents.kinds import KINDS
from agreements.models import Agreement, chain_is_intact
from agreements.models.content import FACT_FIELDS
from agreements.monitoring.confirming import exemption_tasks
from agreements.monitoring.turns import turn_tasks
from agreements.regulations import catalogue
from agreements.regulations.separation import ALL_APART, Part
from agreements.regulations.soundness import faults_of_track
from agreements.regulations.vocabulary import RequirementKind
from agreements.workflow import apart, engine, exempting, meeting_requirements
from agreements.workflow.evaluation import evaluate_case, roles_of
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Membership, Role, Unit, User

from .conftest import (
    as_long_as,
    blank_pdf,
    change,
    order_and_render,
    order_on_the_way,
    somebody,
    until_holder,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]
UNIT = "Dinas Komunikasi dan Informatika"
KB, PKS = "kesepakatan_bersama", "perjanjian_kerja_sama"


def give(person: User, *roles: str) -> User:
    for role in roles:
        Membership.objects.get_or_create(user=person, role=role, unit=Unit.objects.get(name=UNIT))
    return User.objects.get(pk=person.pk)


def meet(case, person, code):
    return meeting_requirements.meet_requirement(case.pk, person, code, case.stage_code)


def at_head(make_agreement, people) -> Agreement:
    """A proposal that waits for the head of the OPD."""
    return until_holder(make_agreement(), "OPD_HEAD")


def test_who_proposed_does_not_approve_it_through_another_seat(make_agreement, people):
    case = at_head(make_agreement, people)
    staf = give(people["staf"], Role.OPD_HEAD, Role.VERIFIER)
    with pytest.raises(Refused, match="mengusulkan isinya.*norma setempat"):
        meet(case, staf, "kepala_opd")
    meet(case, people["kepala"], "kepala_opd")
    with pytest.raises(Refused, match="mengusulkan isinya"):
        meet(case, staf, "verifikasi")


def test_a_seat_that_was_left_meanwhile_still_counts(make_agreement, people):
    case = at_head(make_agreement, people)
    people["staf"].memberships.all().delete()
    with pytest.raises(Refused, match="mengusulkan"):
        meet(case, give(people["staf"], Role.OPD_HEAD), "kepala_opd")


def test_who_only_edited_counts_as_an_author(make_agreement, people):
    case = make_agreement()
    other = somebody("penyunting", Unit.objects.get(name=UNIT), Role.OPD, Role.OPD_HEAD)
    change(case, other, manfaat="Waktu layanan jauh lebih singkat.")
    case = until_holder(Agreement.objects.get(pk=case.pk), "OPD_HEAD")
    with pytest.raises(Refused, match="mengusulkan"):
        meet(case, other, "kepala_opd")


def test_one_person_does_not_approve_and_verify(make_agreement, people):
    case = at_head(make_agreement, people)
    meet(case, people["kepala"], "kepala_opd")
    with pytest.raises(Refused, match="menyetujuinya sebagai kepala OPD"):
        meet(case, give(people["kepala"], Role.VERIFIER), "verifikasi")


def test_an_account_merged_into_another_is_the_same_person(make_agreement, people):
    case = at_head(make_agreement, people)
    other = somebody("akun-kedua", Unit.objects.get(name=UNIT), Role.OPD_HEAD)
    User.objects.filter(pk=people["staf"].pk).update(merged_into=other)
    with pytest.raises(Refused, match="mengusulkan"):
        meet(case, User.objects.get(pk=other.pk), "kepala_opd")


def drafted(make_agreement, people) -> Agreement:
    """A case whose draft waits for Bagian Hukum and the Kabag."""
    return until_reviewed(make_agreement(at="penyusunan_kb"))


def until_reviewed(case: Agreement) -> Agreement:
    """The case when Bagian Hukum and the Kabag may review it, side by side."""
    for _ in as_long_as(lambda: "LEGAL" not in Agreement.objects.get(pk=case.pk).holders):
        demo.meet_next(Agreement.objects.get(pk=case.pk), order_on_the_way)
    return Agreement.objects.get(pk=case.pk)


def test_who_worded_the_draft_does_not_review_it(make_agreement, people):
    case = drafted(make_agreement, people)
    case = Agreement.objects.get(pk=case.pk)
    engine.set_wording(
        case.pk, people["hukum"], KB, {"maksud": "Maksud yang baru."}, case.content_hash
    )
    case = until_reviewed(case)
    with pytest.raises(Refused, match="menyusun redaksinya"):
        meet(case, people["hukum"], f"hukum_{KB}")
    colleague = somebody("hukum-dua", Unit.objects.get(name=UNIT), Role.LEGAL)
    assert meet(case, colleague, f"hukum_{KB}")


def test_who_worded_a_naskah_in_an_earlier_stage_does_not_review_it_but_another(
    make_agreement, people
):
    case, hukum = make_agreement(at="persetujuan_dprd", membebani=True), people["hukum"]
    engine.set_wording(case.pk, hukum, PKS, {"maksud": "Maksud yang baru."}, case.content_hash)
    case = Agreement.objects.get(pk=case.pk)
    of_kb, of_pks = (
        evaluate_case(case, case.track.stages[case.track.position(stage)])
        for stage in ("penyusunan_kb", "penyusunan_pks")
    )
    review = next(check for check in of_pks.checks if check.requirement.code == f"hukum_{PKS}")
    assert "menyusun redaksinya" in apart.why_apart(hukum, of_pks, review.requirement)
    review = next(check for check in of_kb.checks if check.requirement.code == f"hukum_{KB}")
    assert not apart.why_apart(hukum, of_kb, review.requirement)


def who_has_the_turn(case: Agreement) -> set[int]:
    return {person for task in turn_tasks([case.pk]) for person in task.people}


def test_the_task_goes_to_those_who_may_do_it(make_agreement, people):
    case = at_head(make_agreement, people)
    staf = give(people["staf"], Role.OPD_HEAD)
    assert who_has_the_turn(case) == {people["kepala"].pk}
    give(people["kepala"], Role.VERIFIER)
    meet(case, people["kepala"], "kepala_opd")
    assert who_has_the_turn(case) == {people["verifikator"].pk}
    Membership.objects.filter(role=Role.VERIFIER).exclude(user=people["kepala"]).delete()
    assert who_has_the_turn(case) == {people["kepala"].pk}, "nobody else is left to tell"
    assert staf.pk not in who_has_the_turn(case)


def test_legal_review_and_initials_are_two_people(make_agreement, people):
    case = drafted(make_agreement, people)
    hukum = give(people["hukum"], Role.SECTION_HEAD)
    meet(case, hukum, f"hukum_{KB}")
    with pytest.raises(Refused, match="menelaahnya untuk Bagian Hukum"):
        meet(case, hukum, f"kabag_{KB}")


def test_the_page_shows_the_act_disabled_with_the_reason(make_agreement, people, client):
    case = at_head(make_agreement, people)
    client.force_login(give(people["staf"], Role.OPD_HEAD))
    page = client.get(reverse("kerja-sama", args=[case.pk])).content.decode()
    assert 'disabled aria-describedby="terpisah-kepala_opd"' in page
    assert "Anda mengusulkan isinya; persetujuan ini diberikan orang lain" in page


def asked(make_agreement, people):
    case = at_head(make_agreement, people)
    staf = give(people["staf"], Role.OPD_HEAD)
    why = "Kepala dinas berhalangan tetap."
    return case, staf, exempting.ask_exemption(case.pk, staf, "kepala_opd", why)


def test_an_exemption_is_given_by_a_second_person_and_stays_red(make_agreement, people, client):
    case, staf, row = asked(make_agreement, people)
    (task,) = exemption_tasks([case.pk])
    assert task.people == {people[name].pk for name in ("kabag", "sekda", "bupati")}
    client.force_login(people["kabag"])
    address = reverse("pengecualian", args=[case.pk])
    answer = {"permintaan": row.pk, "putusan": "beri", "alasan": "Tidak ada pejabat lain."}
    assert client.post(address, answer).status_code == 302
    meet(case, staf, "kepala_opd")
    case = Agreement.objects.get(pk=case.pk)
    assert case.events.get(action="penuhi", detail__requirement="kepala_opd").is_exempt
    assert chain_is_intact(case)
    page = client.get(reverse("kerja-sama", args=[case.pk])).content.decode()
    assert page.count("pengecualian pemisahan tugas</span>") == 2
    dasbor = client.get(reverse("dasbor")).content.decode()
    assert "tugas=pengecualian" in dasbor
    assert "dengan pengecualian pemisahan tugas" in dasbor
    assert list(Agreement.objects.exempted()) == [case]


def test_nobody_exempts_himself_nor_without_a_reason_nor_what_he_wrote(make_agreement, people):
    case, staf, row = asked(make_agreement, people)
    with pytest.raises(Refused, match="orang lain"):
        exempting.decide_exemption(
            row.pk, give(staf, Role.SECTION_HEAD), "Saya sendiri.", is_given=True
        )
    with pytest.raises(Refused, match="Alasan"):
        exempting.decide_exemption(row.pk, people["kabag"], " ", is_given=True)
    with pytest.raises(Refused, match="bukan wewenang"):
        exempting.decide_exemption(row.pk, people["admin"], "Boleh.", is_given=True)
    kabag = give(people["kabag"], Role.OPD)
    change(case, kabag, manfaat="Disunting Kabag.")
    with pytest.raises(Refused, match="ikut menulis"):
        exempting.decide_exemption(row.pk, kabag, "Boleh.", is_given=True)


def test_an_exemption_holds_for_the_content_that_was_seen(make_agreement, people):
    case, staf, row = asked(make_agreement, people)
    exempting.decide_exemption(row.pk, people["sekda"], "Tidak ada pejabat lain.", is_given=True)
    change(case, staf, manfaat="Isi yang lain.")
    case = until_holder(Agreement.objects.get(pk=case.pk), "OPD_HEAD")
    with pytest.raises(Refused, match="mengusulkan"):
        meet(case, staf, "kepala_opd")


def test_a_refused_request_changes_nothing(make_agreement, people):
    case, staf, row = asked(make_agreement, people)
    exempting.decide_exemption(row.pk, people["sekda"], "Ada Plt.", is_given=False)
    with pytest.raises(Refused, match="mengusulkan"):
        meet(case, staf, "kepala_opd")
    assert not Agreement.objects.exempted()


def test_every_track_keeps_its_authors_apart_from_its_judges():
    for track in catalogue.ALL:
        assert not list(faults_of_track(track, KINDS, FACT_FIELDS)), track.code


@pytest.mark.parametrize(
    ("pairs", "fault"),
    [
        (ALL_APART[1:], "whoever proposed may give it"),
        ((*ALL_APART, ALL_APART[0]), "kept apart twice"),
        ((*ALL_APART, (Part.DRAFTS, Part.DRAFTS)), "kept apart from itself"),
    ],
)
def test_a_track_that_lets_its_authors_judge_is_unsound(pairs, fault):
    track = replace(catalogue.newest_track_version("ksdpk-daerah"), duties_apart=pairs)
    assert any(fault in said for said in faults_of_track(track, KINDS, FACT_FIELDS))


SEATS = (Role.OPD, Role.OPD_HEAD, Role.VERIFIER, Role.LEGAL, Role.SECTION_HEAD, Role.SEKDA)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 3), min_size=len(SEATS), max_size=len(SEATS)))
def test_whoever_holds_which_seats_nobody_takes_two_parts_kept_apart(make_agreement, people, held):
    """Four people share the seats in any way; what they cannot do is refused, and nothing else is
    done than by different ones.
    """
    holders = [people[name] for name in ("staf", "kepala", "verifikator", "kabag")]
    Membership.objects.filter(role__in=SEATS).delete()
    for role, place in zip(SEATS, held, strict=True):
        give(holders[place], role)
    author = User.objects.get(pk=demo.person_for(Role.OPD).pk)
    unit = Unit.objects.get(name=UNIT)
    case = demo.make_case("ksdpk-daerah", unit, make_agreement().partner, author)
    walk_as_far_as_allowed(case)
    case = Agreement.objects.get(pk=case.pk)
    taken: dict[int, set[Part]] = {author.pk: {Part.PROPOSES}}
    for row in case.evidence.filter(void=False):
        row.agreement = case
        if row.need and row.need.part:
            taken.setdefault(row.by_id, set()).add(row.need.part)
    for parts in taken.values():
        assert not [pair for pair in ALL_APART if set(pair) <= parts]


def walk_as_far_as_allowed(case: Agreement) -> None:
    for _ in range(40):
        situation = evaluate_case(Agreement.objects.get(pk=case.pk))
        for check in situation.open_checks:
            need = check.requirement
            person = User.objects.get(pk=demo.person_for(roles_of(need)[0]).pk)
            try:
                if need.kind is RequirementKind.DOCUMENT:
                    with mock.patch.object(rendering, "to_pdf", blank_pdf):
                        order_and_render(situation.agreement, person, need.document)
                else:
                    meeting_requirements.meet_requirement(
                        case.pk,
                        person,
                        need.code,
                        situation.stage.code,
                        **demo.evidence_for(need, {}),
                    )
            except Refused:
                return
            break
        else:
            return
