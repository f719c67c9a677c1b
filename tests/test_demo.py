from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.utils import timezone

from agreements import demo
from agreements.demo import closing, loading, people, walking, yearly_list
from agreements.demo import team as demo_team
from agreements.demo.past import Past
from agreements.demo.specs import (
    all_example_specs,
    early_example_specs,
    example_partners,
    later_example_specs,
)
from agreements.documents import rendering
from agreements.models import (
    Agreement,
    LeadersSheet,
    Mapping,
    PartySigning,
    State,
    chain_is_intact,
)
from agreements.regulations import catalogue, urusan
from agreements.regulations.tkksd import departures_from_law
from agreements.regulations.vocabulary import Change
from agreements.workflow import halting, team
from agreements.workflow.evaluation import evaluate_case
from kerjasama import reference
from kerjasama.accounts import officials
from kerjasama.accounts.models import Office, Official, RegionProfile, Unit, User

from .kept import kept

ONE_DAY = timedelta(1)
WITH_PAPERS = (
    "Penyediaan dan Pemanfaatan Data Statistik Sektoral",
    "Pengembangan Perkebunan Kelapa Sawit Rakyat Berkelanjutan",
    "Pelayanan Rujukan Spesialistik bagi Masyarakat Mahakam Ulu",
    "Perlindungan Habitat Pesut Mahakam",
    "Pembinaan Desa Sadar Hukum dan Pos Bantuan Hukum",
    "Pengelolaan Sampah Berbasis Masyarakat",
    "Rehabilitasi Mangrove Delta Mahakam",
    "Pengembangan Wisata Pesisir",
)
WALKED = tuple(spec for spec in all_example_specs() if spec.early or spec.title in WITH_PAPERS)


@pytest.fixture
def residents(db):
    """The people of the demo."""
    kept.once("people of the demo", people.load_people)


def way(spec):
    """The stages the case passes or rests at."""
    goal = spec.law.position(spec.stage)
    needs_dprd = any(
        spec.content.get(why) for why in ("membebani", "belum_dianggarkan", "penerusan_hibah")
    )
    return {
        stage.code for stage in spec.law.stages[: goal + 1] if stage.condition is None or needs_dprd
    }


def test_there_are_sixty_three_domestic_and_thirteen_foreign_cases_and_three_changes_with_titles_of_their_own():  # noqa: E501
    assert len(all_example_specs()) == len({spec.title for spec in all_example_specs()}) == 79
    assert {spec.law.changes for spec in all_example_specs() if spec.law.changes} == set(Change)
    assert sum(spec.law.is_foreign for spec in all_example_specs()) == 13
    assert (
        len(early_example_specs()) == 11
        and len(early_example_specs()) + len(later_example_specs()) == 79
    )


@pytest.mark.parametrize("spec", all_example_specs(), ids=lambda spec: spec.title)
def test_a_case_is_valid_data(spec):
    codes = [need.code for need in spec.law.stage(spec.stage).requirements]
    assert not spec.upto or spec.upto in codes
    assert {spec.unit, *spec.supporters} <= {row.name for row in reference.opd()}
    assert spec.state in State.values and bool(spec.reason) == (spec.state in halting.HALTS)
    assert example_partners()[spec.partner]["kind"] in spec.law.partner_kinds
    assert bool(spec.parent) == spec.law.under_parent
    assert bool(spec.changed) == bool(spec.law.changes) == (not spec.content)
    if not spec.changed:
        assert spec.content["urusan"] and set(spec.content["urusan"]) <= set(urusan.BY_CODE)
        assert all(
            len(spec.content[name]) > 15
            for name in ("latar_belakang", "maksud_tujuan", "objek", "ruang_lingkup", "manfaat")
        )
        assert spec.indicators and all(len(row) == 4 for row in spec.indicators)
    assert {name for name in spec.content} <= {field.name for field in Agreement._meta.get_fields()}
    if spec.back:
        sender = next(
            stage
            for stage in spec.law.stages
            if spec.back.at in [need.code for need in stage.requirements]
        )
        assert spec.back.to in (*sender.send_back_to, sender.code) and (
            sender.code == spec.stage or not spec.back.is_open
        )


def test_the_cases_cover_the_law_the_units_the_years_and_the_states():
    for track in (track for track in catalogue.TRACKS if not track.changes):
        covered = set().union(
            *(way(spec) for spec in all_example_specs() if spec.track == track.code)
        )
        assert covered == {stage.code for stage in track.stages}, track.code
    assert len({spec.unit for spec in all_example_specs()}) >= 12
    today = timezone.localdate()
    assert len({(today - timedelta(spec.began)).year for spec in all_example_specs()}) >= 6
    assert {spec.state for spec in all_example_specs()} == set(State.values)
    assert (
        sum(
            spec.expires_in is not None and 0 < spec.expires_in <= 90
            for spec in all_example_specs()
        )
        >= 4
    )
    assert sum(bool(spec.back and spec.back.is_open) for spec in all_example_specs()) >= 3
    assert sum(bool(spec.comments) for spec in all_example_specs()) >= 10
    parents = {spec.title: spec for spec in all_example_specs()}
    assert all(
        parents[spec.parent].began > spec.began and parents[spec.parent].partner == spec.partner
        for spec in all_example_specs()
        if spec.parent
    )


@pytest.mark.django_db
def test_every_partner_is_used_and_complete():
    assert set(example_partners()) == {spec.partner for spec in all_example_specs()}
    for name in example_partners():
        partner = walking.example_partner_named(name)
        partner.full_clean(validate_unique=False)
        assert partner.gaps() == [], name


@pytest.mark.django_db
def test_people_of_the_demo_have_seats_names_and_one_password(residents):
    for name, role in (demo.ACCOUNTS | demo.SECOND_OPD).items():
        user = User.objects.get(username=name)
        assert (
            user.roles == {role}
            and user.get_full_name()
            and check_password(demo.PASSWORD, user.password)
        )
    assert not any(
        user.has_usable_password() for user in User.objects.filter(username__startswith="contoh-")
    )
    for unit in Unit.objects.all():
        head = officials.holder_of_office(Office.UNIT_HEAD, timezone.localdate(), unit)
        assert head.name and len(head.nip) == 18 and head.nip.isdigit()
    assert all(
        "Contoh" in officials.holder_of_office(office, timezone.localdate()).name
        for office in (Office.HEAD, Office.SECRETARY)
    )
    profile = RegionProfile.current()
    assert profile.emblem_uri.startswith("data:image/png")


def test_each_office_was_held_on_every_day_of_the_past_and_not_always_by_the_same(residents):
    today = timezone.localdate()
    first = today - timedelta(max(spec.began for spec in all_example_specs()))
    # Who holds an office changes on these days and on no other.
    turns = {first, today}
    for row in Official.objects.all():
        turns |= {
            row.since,
            row.since - ONE_DAY,
            row.until or today,
            (row.until or today) + ONE_DAY,
        }
    days = sorted(day for day in turns if first <= day <= today)
    own = Unit.objects.get(name=people.OWN_UNIT)
    for office, unit in ((Office.HEAD, None), (Office.SECRETARY, None), (Office.UNIT_HEAD, own)):
        assert len({officials.holder_of_office(office, day, unit).name for day in days}) > 1, office
    assert {officials.holder_of_office(Office.SECRETARY, day).capacity for day in days} == {
        "definitif",
        "Plt.",
        "Plh.",
    }


@pytest.mark.django_db
@pytest.mark.sweep(3)
@pytest.mark.parametrize("spec", WALKED, ids=lambda spec: spec.title)
def test_a_case_is_walked_by_the_engine_through_its_past(spec, residents):
    agreement = walking.walk_example(spec)
    rests = spec.state == State.DONE and evaluate_case(agreement).is_carried_out
    assert agreement.stage_code == spec.ends_at and (rests or agreement.state == spec.state)
    assert chain_is_intact(agreement)
    present = timezone.now()  # a case that began on the last days off arrives at this moment
    times = [event.at for event in agreement.events.order_by("number")]
    assert (
        times == sorted(times)
        and abs((present - times[0]).days - spec.began) <= 7
        and times[-1] <= present
    )
    assert abs((agreement.created_at - times[0]).total_seconds()) < 1
    assert all(
        row.at <= times[-1] and row.decided_on in (None, timezone.localdate(row.at))
        for row in agreement.evidence.all()
    )
    assert all(row.sha256 for row in agreement.evidence.filter(file_name__gt=""))
    assert all(paper.state == "siap" and paper.sha256 for paper in agreement.documents.all())
    assert all(
        str(timezone.localdate(paper.requested_at).year) in paper.number
        for paper in agreement.documents.exclude(number="")
    )
    for signing in agreement.evidence.filter(requirement_code__startswith="ttd_"):
        needs = {need.code: need for need in spec.law.stage(signing.stage_code).requirements}
        naskah = agreement.documents.get(kind=needs[signing.requirement_code].signs, draft=False)
        assert naskah.context["date"] == signing.decided_on.isoformat()
    if spec.expires_in is not None:
        assert 0 <= (agreement.expires_on - timezone.localdate()).days - spec.expires_in <= 5
    if spec.back:
        assert (
            agreement.corrections.filter(resolved_at=None).count()
            == len(spec.back.items) - spec.back.mended
        )


@pytest.mark.django_db
def test_a_changed_example_tells_its_life_in_order(residents):
    spec = next(spec for spec in all_example_specs() if spec.law.changes == Change.EXTENDS)
    walking.walk_example(next(above for above in all_example_specs() if above.title == spec.parent))
    change = walking.walk_example(spec)
    parent = Agreement.objects.get(title=spec.parent)
    times = [event.at for event in parent.events.order_by("number")]
    assert times == sorted(times) and chain_is_intact(parent)
    assert change.title == spec.title and parent.ends_on == change.berakhir_baru > parent.expires_on


@pytest.mark.django_db
def test_a_rested_case_was_last_touched_when_it_says(residents):
    spec = next(
        spec for spec in all_example_specs() if spec.title == "Perlindungan Habitat Pesut Mahakam"
    )
    agreement = walking.walk_example(spec)
    rested = (timezone.now() - agreement.events.last().at).days
    assert abs(rested - spec.rested) <= 6 and evaluate_case(agreement).term.has_lapsed


@pytest.mark.django_db
def test_the_demo_is_loaded_once_and_goes_on_where_it_stopped(monkeypatch):
    walked = []
    monkeypatch.setattr(
        loading,
        "walk_example",
        lambda spec: (
            walked.append(spec) or walking.walk_example(spec) if spec.early else walked.append(spec)
        ),
    )
    loading.load_examples()
    assert [spec.title for spec in walked] == [
        spec.title for spec in early_example_specs()
    ] and RegionProfile.current().awaits_examples
    loading.load_examples()
    assert len(walked) == 11
    old = Agreement.objects.filter(origin="lama")
    assert (
        old.exclude(batch=None).count() == 12
        and old.filter(batch=None, evidence__sha256__gt="").count() == 2
    )
    assert old.filter(expires_on__gte=timezone.localdate()).count() >= 8 and all(
        chain_is_intact(case) for case in old
    )
    assert not {case.partner.name for case in old} & set(example_partners())
    assert loading.walk_on(0) == 1 and walked[-1] == later_example_specs()[0]
    assert loading.walk_on(len(later_example_specs())) is None
    assert not RegionProfile.current().awaits_examples


@pytest.mark.django_db
def test_at_the_end_a_sleeper_gets_a_letter_and_two_weeks_have_their_sheet(monkeypatch, residents):
    sleeper = walking.walk_example(
        next(
            spec
            for spec in all_example_specs()
            if spec.title == "Pengelolaan Sampah di Wilayah Perbatasan"
        )
    )
    monkeypatch.setattr(rendering, "to_pdf", lambda paper: b"%PDF-1.7")
    closing.close_examples(timezone.localdate())
    letter, sheets = sleeper.documents.get(kind="permintaan_penjelasan"), LeadersSheet.objects.all()
    assert (
        letter.state == "siap"
        and letter.number
        and sleeper.agreed_duties.get().due_party == "PARTNER"
        and chain_is_intact(sleeper)
    )
    assert [(row.state, row.week.weekday()) for row in sheets] == [("siap", 0)] * 2 and (
        sheets[0].week - sheets[1].week
    ).days == 7


@pytest.mark.django_db
def test_a_case_of_this_year_was_proposed_from_the_list_of_the_year(residents):
    today = timezone.localdate()
    yearly_list.load_mappings(today)
    this_year, next_year = Mapping.objects.order_by("year")
    assert (this_year.year, next_year.is_open) == (today.year, True)
    states = set(next_year.items.values_list("state", flat=True))
    assert states == {"draf", "diajukan", "diterima", "dikembalikan"}
    listed = [spec for spec in all_example_specs() if yearly_list.item_of_example(spec)]
    if not listed:  # early in a year no example began in it
        return
    case = walking.walk_example(min(listed, key=lambda spec: spec.began))
    assert case.mapped_item.objek == case.title and chain_is_intact(case)


@pytest.mark.django_db
def test_of_three_regions_each_owes_its_own_and_one_signed_at_its_seat(residents):
    three = next(spec for spec in all_example_specs() if spec.further)
    case = walking.walk_example(three)
    closing.tell_parties_apart(timezone.localdate())
    bearers = [duty.bearer and duty.bearer.name for duty in case.agreed_duties.order_by("pk")]
    assert bearers == [party.name for party in case.partner_parties] + [None]
    (row,) = PartySigning.objects.filter(agreement=case)
    assert row.party == case.partner_parties[-1] and chain_is_intact(case)


@pytest.mark.django_db
def test_a_failed_case_does_not_stop_the_others(monkeypatch):
    monkeypatch.setattr(loading, "walk_example", lambda spec: 1 / 0)
    assert loading.walk_on(3) == 4


def test_its_tkksd_sits_as_the_law_has_it_and_everybody_in_it_has_a_name(residents):
    demo_team.load_team(timezone.localdate())
    members = team.team_on(timezone.localdate())
    assert departures_from_law(member.seat.seat for member in members) == []
    assert all(member.name for member in members)


def test_few_cases_suffice_for_the_check(db):
    loading.load_examples(few=True)
    assert Agreement.objects.count() == loading.FEW
    from agreements.management.commands.selfcheck import awaits_kak

    assert any(map(awaits_kak, Agreement.objects.running()))


@pytest.mark.django_db
def test_the_past_is_past_only_inside_and_never_goes_back():
    before = timezone.now()
    with Past(before.date() - timedelta(100), "x") as past:
        first = timezone.now()
        assert 90 < (before - first).days <= 100
        past.pass_by(0)
        assert timezone.now() > first
        past.pass_by(500)
        assert (
            timezone.now() <= timezone.localtime(past.moment)
            and (past.moment - before).total_seconds() < 5
        )
    assert timezone.now() >= before
