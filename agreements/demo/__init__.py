"""A believable demo: accounts for each role and cases on every track, walked by the engine."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.utils import timezone

from agreements.demo import change_examples, examples_abroad
from agreements.models import Agreement
from agreements.regulations import catalogue
from agreements.regulations.record_outcomes import UNFAVOURABLE
from agreements.regulations.vocabulary import Requirement, RequirementKind, Track
from agreements.workflow import engine, meeting_requirements, settling
from agreements.workflow.deadlines import one_calendar
from agreements.workflow.evaluation import evaluate_case, roles_of
from kerjasama.accounts.models import Membership, Role, Unit, User
from kerjasama.accounts.policy import OPD_ROLES
from kerjasama.web.compiled import DAY, KEY, CompiledRows
from kerjasama.web.reading_once import rows_read_once
from partners.models import Partner, PartnerKind

PASSWORD = "Perahu-Tepian-Senja-71"
ACCOUNTS = {
    "staf": Role.OPD,
    "kepala": Role.OPD_HEAD,
    "verifikator": Role.VERIFIER,
    "kabag": Role.SECTION_HEAD,
    "tkksd": Role.TKKSD,
    "hukum": Role.LEGAL,
    "sekda": Role.SEKDA,
    "bupati": Role.HEAD_OF_REGION,
    "pimpinan": Role.LEADERSHIP,
    "admin": Role.ADMIN,
}
# A second OPD, to show that each sees only its own cases.
SECOND_OPD = {"staf2": Role.OPD, "kepala2": Role.OPD_HEAD}


# Makes a paper of a kind for a case, as that person orders it.
Order = Callable[[Agreement, User, str], object]
INDICATOR = ("Waktu layanan informasi", "hari kerja", 10, 5)
CONTENT = {
    "title": "Pengembangan layanan informasi publik",
    "latar_belakang": "Masyarakat membutuhkan layanan informasi publik yang mudah dijangkau.",
    "maksud_tujuan": "Meningkatkan mutu layanan informasi publik.",
    "objek": "Layanan informasi publik.",
    "lokasi": "Kabupaten Kutai Kartanegara.",
    "ruang_lingkup": "Penyediaan data, pelatihan, dan evaluasi layanan.",
    "jangka_waktu_bulan": 36,
    "manfaat": "Waktu layanan lebih singkat.",
    "analisis_dampak": "Tidak menimbulkan dampak negatif sosial dan lingkungan.",
    "pembiayaan": "Dibebankan pada anggaran masing-masing pihak.",
    "program": "Program Pengelolaan Informasi dan Komunikasi Publik",
    "urusan": ["16"],
}


def kind_for(track_code: str) -> str:
    """A kind of partner that belongs on the track."""
    track = catalogue.newest_track_version(track_code)
    if track.is_with_third_party:
        return PartnerKind.COMPANY
    return track.partner_kinds[0]


def make_case(
    track_code: str,
    unit: Unit,
    partner: Partner,
    author: User,
    indicators: Sequence[Sequence[Any]] = (),
    activities: list[dict[str, Any]] | None = None,
    changed: dict[str, Any] | None = None,
    **fields: Any,
) -> Agreement:
    """A complete proposal at the first stage of its track."""
    track = catalogue.newest_track_version(track_code)
    content = _content_for(track)
    agreement = engine.begin_case(
        Agreement(
            track_code=track.code,
            track_version=track.version,
            owner=unit,
            partner=partner,
            **content | fields,
        ),
        author,
    )
    if track.changes:
        change_examples.propose_change(agreement, **changed or {})
    for name, measure, baseline, target in indicators or [INDICATOR]:
        agreement.indicators.create(name=name, unit=measure, baseline=baseline, target=target)
    if not activities and track.is_foreign:
        activities = [examples_abroad.ACTIVITY]
    for activity in activities or ():
        agreement.activities.create(**activity)
    return settling.settle_case(agreement)


def _content_for(track: Track) -> dict[str, Any]:
    """What the proposal says; a change says only what is foreign about it, if anything."""
    content: dict[str, Any] = {}
    if not track.changes:
        content |= CONTENT
    if "geometri" in track.asks:
        content["geometri"] = "kab-kab"
    if track.is_foreign:
        content |= {
            name: value for name, value in examples_abroad.CONTENT.items() if name in track.asks
        }
    return content


def person_for(role: str, unit: Unit | None = None) -> User:
    """Somebody with the role; of that unit where an OPD role counts only in its own."""
    in_unit = unit if role in OPD_ROLES else None
    told = {DAY: timezone.localdate()} | ({KEY: in_unit.pk} if in_unit else {})
    return _people_of(str(role), in_unit=in_unit is not None).rows(told)[0]


@cache
def _people_of(role: str, *, in_unit: bool) -> CompiledRows[User]:
    seats = Membership.objects.on(DAY).filter(role=role)
    if in_unit:
        seats = seats.filter(unit=KEY)
    return CompiledRows(User.objects.filter(pk__in=seats.values("user")).order_by("pk")[:1])


def meet_next(agreement: Agreement, order: Order, **answers: str) -> bool:
    """Meet what is open now at the current stage, each by the person whose it is; `order` makes the
    papers.

    Returns False when nothing is open. Records take their first outcome unless `answers` names
    another.
    """
    with one_calendar(), rows_read_once():
        turns = evaluate_case(agreement).open_checks
        for check in turns:
            need = check.requirement
            person = person_for(roles_of(need)[0])
            if need.kind is RequirementKind.DOCUMENT:
                order(agreement, person, need.document)
            else:
                told = evidence_for(need, answers)
                meeting_requirements.meet_requirement(
                    agreement.pk, person, need.code, agreement.stage_code, **told
                )
    return bool(turns)


def evidence_for(need: Requirement, answers: dict[str, str]) -> dict[str, Any]:
    """What a record says: the outcome `answers` names or the first, today, and a finding on each of
    its points.
    """
    if need.kind is not RequirementKind.RECORD:
        return {}
    outcome = answers.get(need.code, need.outcomes[0])
    result = "sesuai"
    if outcome in UNFAVOURABLE:
        result = "tidak sesuai"
    findings = [{"butir": point, "hasil": result, "catatan": ""} for point in need.criteria]
    return {"outcome": outcome, "decided_on": timezone.localdate(), "findings": findings}


def meet_everything(agreement: Agreement, order: Order, **answers: str) -> None:
    """Meet what is open until nothing is."""
    with one_calendar(), rows_read_once():
        while meet_next(agreement, order, **answers):
            pass


def pass_stage(
    agreement: Agreement, order: Order, mover: User | None = None, **answers: str
) -> Agreement:
    """Meet everything of the stage that this row names and leave it, by itself or by whoever may.
    Returns the case as it stands now.
    """
    meet_everything(agreement, order, **answers)
    now = Agreement.objects.get(pk=agreement.pk)
    has_moved = (now.stage_code, now.state) != (agreement.stage_code, agreement.state)
    if has_moved or evaluate_case(now).is_carried_out:
        return now
    return engine.complete_stage(
        agreement.pk, mover or person_for(Role.VERIFIER), agreement.stage_code
    )
