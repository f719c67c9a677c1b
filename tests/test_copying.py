"""Any case that the staff of an OPD see becomes a new proposal of their own: with its content,
without what was decided on it.
"""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, State
from agreements.regulations import catalogue
from agreements.workflow import engine
from agreements.workflow.evaluation import evaluate_case

from .conftest import pass_stage

pytestmark = pytest.mark.usefixtures("blank_papers")
WRITTEN = (
    "latar_belakang",
    "maksud_tujuan",
    "objek",
    "lokasi",
    "ruang_lingkup",
    "jangka_waktu_bulan",
    "manfaat",
    "nilai",
    "urusan",
)


def copied(client, origin, owner=None, track=None, title="Salinan") -> Agreement:
    track = track or origin.track_code
    data = {"owner": owner or origin.owner_id, "title": title, "jalur": track}
    answer = client.post(reverse("salin", args=[origin.pk]), data)
    assert answer.status_code == 302, answer.content.decode()
    return Agreement.objects.get(title=title)


@pytest.fixture
def staff(people, signed_in):
    return signed_in(people["staf"])


def content(case) -> list:
    return [getattr(case, name) for name in WRITTEN]


@pytest.mark.parametrize("state", [None, State.REJECTED, State.WITHDRAWN])
def test_its_content_rows_and_partner_come_along(state, make_agreement, people, staff):
    origin = make_agreement(at="penawaran")
    if state:
        who = "kabag" if state == State.REJECTED else "staf"
        engine.halt_case(origin.pk, people[who], origin.stage_code, state, "Alasan")
    case = copied(staff, origin)
    assert content(case) == content(origin) and case.partner == origin.partner
    rows = [
        list(one.indicators.values_list("name", "unit", "baseline", "target"))
        for one in (case, origin)
    ]
    assert rows[0] == rows[1] != []
    assert (case.state, case.stage_code) == (State.RUNNING, case.track.stages[0].code)
    assert case.track_version == catalogue.newest_track_version(case.track_code).version


def test_what_was_decided_dated_numbered_or_filed_stays_behind(signed, staff):
    origin = signed(kuasa_sampai=date(2027, 1, 1))
    case = copied(staff, origin)
    assert (case.effective_on, case.expires_on, case.ends_on, case.kuasa_sampai) == (None,) * 4
    assert not case.evidence.exists() and not case.documents.exists() and not case.return_to
    assert {event.action for event in case.events.all()} == {"mulai", "salin"}


def test_its_log_leads_to_where_it_comes_from(make_agreement, staff):
    origin = make_agreement()
    case = copied(staff, origin)
    assert case.events.get(action="salin").title == f"Disalin dari {origin.title}"
    page = staff.get(reverse("kerja-sama", args=[case.pk])).content.decode()
    assert reverse("kerja-sama", args=[origin.pk]) in page


def test_a_copy_goes_its_road_like_any_other(make_agreement, people, staff):
    case = copied(staff, make_agreement(at="penawaran"))
    assert not [
        check for check in evaluate_case(case).checks if check.requirement.fact and check.blocks
    ]
    assert pass_stage(case, people).stage_code == "penawaran"


def test_a_cooperation_abroad_is_copied_with_what_only_it_says(make_agreement, staff):
    code = next(track.code for track in catalogue.TRACKS if track.code.startswith("ksdpl"))
    origin = make_agreement(code)
    origin.activities.create(name="Pelatihan", year=2019)
    case = copied(staff, origin)
    assert (
        case.objek_ln == origin.objek_ln != []
        and case.title_en == origin.title_en
        and case.rencana_ttd is None
    )
    assert min(case.activities.values_list("year", flat=True)) == timezone.localdate().year
    assert case.activities.count() == origin.activities.count()


def test_on_another_road_a_partner_of_another_kind_is_left_behind(make_agreement, staff):
    origin = make_agreement("ksdpk-daerah")
    case = copied(staff, origin, track="sinergi")
    assert (case.track_code, case.partner) == ("sinergi", None)
    assert case.objek == origin.objek


def test_a_supporting_opd_copies_into_a_proposal_of_its_own(make_agreement, stranger, signed_in):
    origin = make_agreement()
    unit = stranger.memberships.get().unit
    client = signed_in(stranger)
    assert client.get(reverse("salin", args=[origin.pk])).status_code == 404
    origin.supporters.add(unit)
    case = copied(client, origin, owner=unit.pk)
    assert case.owner == unit and unit not in case.supporters.all()


def test_nobody_copies_into_an_opd_that_is_not_his(make_agreement, people, staff, stranger):
    origin = make_agreement()
    data = {
        "owner": stranger.memberships.get().unit_id,
        "title": "Salinan",
        "jalur": origin.track_code,
    }
    assert staff.post(reverse("salin", args=[origin.pk]), data).status_code == 422


def test_a_pks_is_copied_under_its_kb_while_that_holds(make_agreement, people, staff):
    code = next(
        track.code for track in catalogue.TRACKS if track.under_parent and not track.changes
    )
    origin = make_agreement(code)
    assert copied(staff, origin).parent == origin.parent
    Agreement.objects.filter(pk=origin.parent_id).update(terminated=True)
    data = {"owner": origin.owner_id, "title": "Lagi", "jalur": code}
    answer = staff.post(reverse("salin", args=[origin.pk]), data)
    assert answer.status_code == 422 and "diputuskan berakhir" in answer.content.decode()


def test_a_change_that_was_withdrawn_is_copied_as_a_change_of_the_same(
    make_agreement, people, staff
):
    code = next(track.code for track in catalogue.TRACKS if track.code.endswith("adendum"))
    origin = make_agreement(code)
    engine.halt_case(origin.pk, people["staf"], origin.stage_code, State.WITHDRAWN, "Salah")
    data = {"owner": origin.owner_id, "title": "Apa pun", "jalur": code}
    staff.post(reverse("salin", args=[origin.pk]), data)
    case = origin.parent.children.exclude(pk=origin.pk).get()
    assert (case.alasan, case.perubahan, case.berakhir_baru) == (
        origin.alasan,
        origin.perubahan,
        None,
    )
