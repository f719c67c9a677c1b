"""Agreements in bulk, as the engine would leave them: judged by its own evaluation, with sealed
logs. Same seed, same cases.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from io import StringIO
from random import Random
from unittest.mock import patch

from dateutil.relativedelta import relativedelta
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from agreements import demo
from agreements.models import (
    Agreement,
    Clock,
    Comment,
    Correction,
    Document,
    DocumentState,
    Evidence,
    Indicator,
    Original,
    Party,
    StageEvent,
    State,
)
from agreements.models.event import LogAction
from agreements.models.party import parties_of_record
from agreements.regulations import catalogue, urusan
from agreements.regulations.originals import OriginalsPlan, shares_of_originals
from agreements.regulations.vocabulary import Requirement, RequirementKind, Stage
from agreements.workflow.deadlines import Calendar, term_key
from agreements.workflow.evaluation import evaluate_case, roles_of
from kerjasama.accounts.models import Membership, Role, Unit, User
from kerjasama.reference.loading import load_units
from partners.models import Partner, PartnerKind

BATCH = 1000
ACTS = (
    "Pengembangan Pengelolaan Penyediaan Peningkatan Pemanfaatan Penataan Penguatan Pendampingan"
    " Digitalisasi Pembinaan".split()
)
OBJECTS = (
    "layanan perpustakaan keliling,pendidikan vokasi perikanan,beasiswa mahasiswa"
    " kedokteran,rujukan pasien antarrumah sakit,imunisasi anak,jalan penghubung antarkabupaten,air"
    " minum perpipaan,pengolahan sampah regional,rumah layak huni,pos pemadam kebakaran,penanganan"
    " banjir,perlindungan pekerja rentan,bursa kerja daring,cadangan pangan beras,sertifikat tanah"
    " aset daerah,kualitas udara kawasan tambang,data kependudukan untuk pelayanan,badan usaha"
    " milik desa,keluarga berencana di pesisir,angkutan sungai,pusat data pemerintah,jaringan"
    " internet desa,permodalan usaha mikro,promosi investasi,pemusatan latihan atlet,statistik"
    " sektoral,sandi dan keamanan siber,museum kesultanan,arsip statis,budi daya udang,desa wisata"
    " danau,benih kelapa sawit rakyat,taman hutan raya,listrik tenaga surya,pasar rakyat,sentra"
    " industri rotan,permukiman transmigrasi,kredit petani,asuransi nelayan,tambat labuh"
    " kapal,laboratorium lingkungan"
).split(",")
PLACES = (
    "Tenggarong,Tenggarong Seberang,Loa Kulu,Loa Janan,Anggana,Sangasanga,Muara Jawa,Samboja,Muara"
    " Badak,Marangkayu,Sebulu,Muara Kaman,Kota Bangun,Kenohan,Kembang Janggut,Tabang,Muara"
    " Wis,Muara Muntai"
).split(",")
STATES = {
    State.RUNNING: 50,
    State.DONE: 37,
    State.SUSPENDED: 3,
    State.REJECTED: 5,
    State.WITHDRAWN: 5,
}
HALTED_BY = {
    State.SUSPENDED: LogAction.SUSPENDED,
    State.REJECTED: LogAction.REJECTED,
    State.WITHDRAWN: LogAction.WITHDRAWN,
}


class RowsInMemory(list):
    """What is not yet in the database, answering like a related manager."""

    def all(self, *_, **__):
        return self

    filter = order_by = select_related = all

    def values_list(self, *names):
        return [tuple(getattr(row, name) for name in names) for row in self]

    def count(self):
        return len(self)

    def exists(self):
        return bool(self)


@dataclass
class Case:
    """An agreement with its rows before any of them is saved; stands in for the agreement where it
    is judged.
    """

    agreement: Agreement
    indicators: RowsInMemory = field(default_factory=RowsInMemory)
    all_evidence: list[Evidence] = field(default_factory=list)
    all_papers: list[Document] = field(default_factory=list)
    events: list[StageEvent] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    all_originals: list[Original] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    mended: list[Correction] = field(default_factory=list)
    corrections = RowsInMemory()  # none is still open
    content_hash = cached_property(Agreement.content_hash.fget)
    first_partner = Agreement.first_partner
    partner_parties = Agreement.partner_parties
    has_fact = Agreement.has_fact

    @cached_property
    def parties(self) -> RowsInMemory:
        return RowsInMemory(parties_of_record(self.agreement, []))

    def __getattr__(self, name):
        return getattr(self.agreement, name)

    @property
    def evidence(self) -> RowsInMemory:
        return RowsInMemory(row for row in self.all_evidence if row.stage_code == self.stage_code)

    @property
    def documents(self) -> RowsInMemory:
        return RowsInMemory(row for row in self.all_papers if row.stage_code == self.stage_code)


@dataclass
class GeneratedOffice:
    units: list[Unit]
    partners: dict[str, list[Partner]]
    people: dict[str, User]


def office() -> GeneratedOffice:
    """The units, partners and accounts; those of the demo accounts, in the unit with the most
    cases.
    """
    load_units()
    call_command("load_regions", stdout=StringIO())
    units = list(Unit.objects.order_by("pk"))
    kinds = [kind for kind in PartnerKind if kind != PartnerKind.REGION]
    Partner.objects.bulk_create(
        [
            Partner(name=f"{kind.label} {place} {n}", kind=kind, representative_position="Pimpinan")
            for kind in kinds
            for place in PLACES
            for n in range(1, 5)
        ],
        ignore_conflicts=True,
    )
    partners: dict[str, list[Partner]] = {}
    for partner in Partner.objects.defer("logo").order_by("pk"):
        partners.setdefault(partner.kind, []).append(partner)
    return GeneratedOffice(
        units,
        partners,
        {role: person(name, role, units[0]) for name, role in demo.ACCOUNTS.items()},
    )


def person(name: str, role: str, unit: Unit) -> User:
    user, _ = User.objects.get_or_create(username=name)
    Membership.objects.get_or_create(user=user, role=role, unit=unit)
    return user


def generate(count: int, seed: int = 1) -> None:
    """Add `count` agreements."""
    rng, place, calendar = Random(f"{seed}/{Agreement.objects.count()}"), office(), Calendar()
    signed: dict[str, list[Agreement]] = {}
    with dates_as_given():
        for start in range(0, count, BATCH):
            size = min(BATCH, count - start)
            correction_keys = iter(next_keys(Correction, size))
            save(
                [
                    build(rng, key, place, signed, calendar, correction_keys)
                    for key in next_keys(Agreement, size)
                ],
                rng,
                place,
            )


def next_keys(model: type[Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


@contextmanager
def dates_as_given() -> Iterator[None]:
    """Let rows be saved with the past dates that Django would overwrite with now."""
    with ExitStack() as stack:
        own = (
            (Agreement, "created_at"),
            (Evidence, "at"),
            (Document, "requested_at"),
            (Comment, "at"),
            (Correction, "at"),
        )
        for model, name in own:
            stack.enter_context(
                patch.object(model._meta.get_field(name), "auto_now_add", new=False)
            )
        yield


def save(cases: list[Case], rng: Random, place: GeneratedOffice) -> None:
    Agreement.objects.bulk_create([case.agreement for case in cases])
    parties = [row for case in cases for row in case.parties]
    Party.objects.bulk_create(parties, batch_size=2 * BATCH)
    for model, name in (
        (Indicator, "indicators"),
        (Document, "all_papers"),
        (Evidence, "all_evidence"),
        (StageEvent, "events"),
        (Clock, "clocks"),
        (Original, "all_originals"),
        (Comment, "comments"),
        (Correction, "mended"),
    ):
        model.objects.bulk_create(
            [row for case in cases for row in getattr(case, name)], batch_size=2 * BATCH
        )
    supported = Agreement.supporters.through
    helped = [case for case in cases if rng.random() < 0.2]
    supported.objects.bulk_create(
        [
            supported(agreement_id=case.pk, unit=unit)
            for case in helped
            for unit in rng.sample(place.units, 2)
        ]
    )


def build(
    rng: Random,
    key: int,
    place: GeneratedOffice,
    signed: dict[str, list[Agreement]],
    calendar: Calendar,
    correction_keys: Iterator[int],
) -> Case:
    track = rng.choice(
        [
            t
            for t in catalogue.TRACKS
            if not t.under_parent or any(signed.get(code) for code in t.parents)
        ]
    )
    state = rng.choices(list(STATES), list(STATES.values()))[0]
    agreement = Agreement(
        pk=key, track_code=track.code, track_version=track.version, state=state, **content(rng)
    )
    # A few units propose most, as everywhere: the first has about a tenth of all cases.
    agreement.owner = rng.choices(place.units, [1 / (6 + n) for n in range(len(place.units))])[0]
    agreement.partner = rng.choice(place.partners[rng.choice(track.partner_kinds)])
    if track.under_parent:
        agreement.parent = rng.choice(
            [parent for code in track.parents for parent in signed.get(code, ())]
        )
        agreement.partner = agreement.parent.partner
        agreement.naskah_diubah = list(agreement.parent.track.signings)[-1] if track.changes else ""
    case = Case(
        agreement,
        RowsInMemory(
            [
                Indicator(
                    agreement=agreement, name="Waktu layanan", unit="hari kerja", **measure(rng)
                )
            ]
        ),
    )
    walk(case, rng, place, correction_keys)
    judge(case, calendar)
    if agreement.effective_on:
        signed.setdefault(track.code, []).append(agreement)
    return case


def measure(rng: Random) -> dict:
    return {
        "baseline": Decimal(f"{rng.randint(5, 30)}.00"),
        "target": Decimal(f"{rng.randint(1, 4)}.00"),
    }


def content(rng: Random) -> dict:
    title = (
        f"{rng.choice(ACTS)} {rng.choice(OBJECTS)} di Kecamatan {rng.choice(PLACES)} tahap"
        f" {rng.randint(1, 9)}"
    )
    return {
        "title": title,
        "latar_belakang": (
            f"{title} dibutuhkan masyarakat, sebagaimana tercatat dalam hasil musyawarah"
            " perencanaan pembangunan. " * 3
        ),
        "maksud_tujuan": f"Meningkatkan mutu pelayanan publik melalui {title.lower()}.",
        "objek": f"{rng.choice(OBJECTS).capitalize()} dan sarana pendukungnya.",
        "lokasi": f"Kecamatan {rng.choice(PLACES)}, Kabupaten Kutai Kartanegara.",
        "ruang_lingkup": (
            f"Penyediaan data, pelatihan, {rng.choice(OBJECTS)}, dan evaluasi layanan."
        ),
        "jangka_waktu_bulan": rng.choice((12, 24, 36, 48, 60)),
        "manfaat": "Waktu layanan lebih singkat dan biaya masyarakat lebih rendah.",
        "analisis_dampak": "Tidak menimbulkan dampak negatif sosial dan lingkungan.",
        "pembiayaan": "Dibebankan pada anggaran masing-masing pihak.",
        "program": "Program Pengelolaan Informasi dan Komunikasi Publik",
        "nilai": Decimal(f"{rng.randint(50, 9000)}000000.00"),
        "urusan": sorted(rng.sample(sorted(urusan.BY_CODE), rng.choice((1, 1, 1, 2, 3)))),
        "geometri": "kab-kab",
        "pks_bulan": 12,
        "membebani": rng.random() < 0.3,
        "dengan_kuasa": rng.random() < 0.3,
        "kuasa_nama": "Nama Contoh",
        "kuasa_jabatan": "Kepala Dinas",
        "kuasa_nip": "198001012005011001",
    }


def walk(case: Case, rng: Random, place: GeneratedOffice, correction_keys: Iterator[int]) -> None:
    """Pass stages up to a random one; there, meet a random part of what is asked. One case in three
    was sent back once.
    """
    agreement, now = case.agreement, timezone.now().replace(microsecond=0)
    stages = [
        stage
        for stage in agreement.track.stages
        if stage.condition is None or agreement.holds(stage.condition.code)
    ]
    is_done, is_open = (
        agreement.state == State.DONE,
        agreement.state in (State.RUNNING, State.SUSPENDED),
    )
    here = len(stages) - 1 if is_done else rng.randrange(len(stages))
    sent_back_in = rng.randrange(3 * here + 1)
    end = (
        now - timedelta(hours=rng.randint(1, 20))
        if is_open
        else now - timedelta(rng.randint(1, 2500))
    )
    spans = [
        timedelta(days=rng.choice((2, 5, 9, 15, 30, 70)), seconds=rng.randrange(80000))
        for _ in range(here + 1)
    ]
    at = agreement.created_at = end - sum(spans, timedelta())
    log(
        case,
        place.people[Role.OPD],
        LogAction.BEGUN,
        at,
        "",
        stages[0].code,
        track=agreement.track_code,
        version=agreement.track_version,
    )
    type_in(case, rng, at, place)
    for number, (stage, span) in enumerate(zip(stages[: here + 1], spans, strict=True)):
        agreement.stage_code, agreement.stage_entered_at = stage.code, at
        acts = [need for need in stage.requirements if asked(agreement, need)]
        if number == here and not is_done:
            acts = acts[: rng.randint(0, len(acts))]
        for n, need in enumerate(acts, 1):
            meet(case, need, stage, at + span * n / (len(acts) + 1), place)
        run_clocks(case, stage, at, at + span)
        at += span
        discuss(case, rng, at, place)
        if number < here:
            if number == sent_back_in:
                send_back(case, next(correction_keys), at, place)
            log(
                case,
                place.people[Role.VERIFIER],
                LogAction.MOVED_ON,
                at,
                stage.code,
                stages[number + 1].code,
                state=State.RUNNING,
            )
    if is_done:
        log(
            case,
            place.people[Role.VERIFIER],
            LogAction.FINISHED,
            at,
            agreement.stage_code,
            agreement.stage_code,
            state=State.DONE,
        )
    elif agreement.state in HALTED_BY:
        reason = "Tidak sejalan dengan prioritas pembangunan."
        log(
            case,
            place.people[Role.SEKDA],
            HALTED_BY[State(agreement.state)],
            at,
            agreement.stage_code,
            agreement.stage_code,
            reason,
        )


def type_in(case: Case, rng: Random, at: datetime, place: GeneratedOffice) -> None:
    """The proposal is saved while it is typed, and each save is an event."""
    before = ""
    for _ in range(rng.randint(10, 50)):
        after = f"{rng.getrandbits(256):064x}"
        code, at = case.agreement.track.stages[0].code, at + timedelta(seconds=rng.randint(5, 120))
        log(
            case,
            place.people[Role.OPD],
            LogAction.CONTENT_EDITED,
            at,
            code,
            code,
            content=after,
            before=before,
        )
        before = after


def discuss(case: Case, rng: Random, at: datetime, place: GeneratedOffice) -> None:
    roles = [Role.OPD, Role.VERIFIER, Role.LEGAL, Role.SECTION_HEAD]
    for role in rng.sample(roles, rng.choice((0, 0, 1, 2))):
        text = (
            f"Mohon diperhatikan {rng.choice(OBJECTS)} di Kecamatan {rng.choice(PLACES)} sebelum"
            " naskah dilanjutkan."
        )
        case.comments.append(
            Comment(agreement=case.agreement, text=text, by=place.people[role], at=at)
        )


def send_back(case: Case, key: int, at: datetime, place: GeneratedOffice) -> None:
    """Sent back to the OPD within the stage, and mended at once."""
    code, text = case.stage_code, "Lengkapi dasar penghitungan biaya dan manfaat."
    verifier, staff = place.people[Role.VERIFIER], place.people[Role.OPD]
    log(case, verifier, LogAction.SENT_BACK, at, code, code, text, state=State.RUNNING)
    log(case, staff, LogAction.ITEM_MENDED, at, code, code, text, correction=key)
    case.mended.append(
        Correction(
            pk=key,
            agreement=case.agreement,
            text=text,
            by=verifier,
            at=at,
            resolved_at=at,
            resolved_by=staff,
        )
    )


def asked(agreement: Agreement, need: Requirement) -> bool:
    return (
        need.kind is not RequirementKind.FACT
        and not need.optional
        and not need.lapsed
        and (need.condition is None or agreement.holds(need.condition.code))
    )


def meet(case: Case, need: Requirement, stage: Stage, at: datetime, place: GeneratedOffice) -> None:
    agreement, day = case.agreement, timezone.localdate(at)
    if need.kind is RequirementKind.DOCUMENT:
        revision = 1 + sum(paper.kind == need.document for paper in case.all_papers)
        paper = Document(
            agreement=agreement,
            stage_code=stage.code,
            kind=need.document,
            revision=revision,
            draft=need.draft,
            number="" if need.draft else f"{case.pk}/{need.document}/{revision}/{day.year}",
            content_hash=case.content_hash,
            state=DocumentState.READY,
            sha256="0" * 64,
            context={"date": day.isoformat()},
            requested_at=at,
        )
        case.all_papers.append(paper)
        return
    by = place.people[roles_of(need)[0]]
    row = Evidence(
        agreement=agreement,
        stage_code=stage.code,
        requirement_code=need.code,
        outcome=need.outcomes[0] if need.outcomes else "",
        decided_on=day if need.kind is RequirementKind.RECORD else None,
        sha256="0" * 64 if need.kind is RequirementKind.UPLOAD else "",
        file_name=f"{need.code}.pdf" if need.kind is RequirementKind.UPLOAD else "",
        content_hash=case.content_hash,
        by=by,
        at=at,
    )
    case.all_evidence.append(row)
    log(
        case,
        by,
        LogAction.REQUIREMENT_MET,
        at,
        stage.code,
        stage.code,
        requirement=need.code,
        outcome=row.outcome,
    )
    if need.signs:
        case.all_originals += [
            Original(
                agreement=agreement,
                kind=need.signs,
                rangkap=n,
                bearer=str(share.bearer),
                created_at=at,
            )
            for n, share in enumerate(
                shares_of_originals(agreement.track, need.signs, OriginalsPlan()), start=1
            )
        ]
        agreement.effective_on = day
        if not agreement.track.changes:
            agreement.ends_on = agreement.expires_on = day + relativedelta(
                months=agreement.jangka_waktu_bulan, days=-1
            )


def log(
    case: Case,
    by: User,
    action: LogAction,
    at: datetime,
    source: str,
    target: str,
    reason: str = "",
    **detail,
) -> None:
    event = StageEvent(
        agreement=case.agreement,
        number=len(case.events) + 1,
        action=action,
        from_stage=source,
        to_stage=target,
        reason=reason,
        detail=detail,
        by=by,
        at=at,
        previous_hash=case.events[-1].hash if case.events else "",
    )
    event.hash = event.sealed()
    case.events.append(event)


def run_clocks(case: Case, stage: Stage, start: datetime, end: datetime) -> None:
    """The last two turns of a stage, one after the other; those who share a turn hold the case in
    parallel.
    """
    turns: dict[tuple[str, ...], list[str]] = {}
    for need in stage.requirements:
        turns.setdefault(need.after, []).append(need.actor.name)
    shown = list(turns.values())[-2:]
    for n, owners in enumerate(shown):
        began, ended = (start + (end - start) * part / len(shown) for part in (n, n + 1))
        start_clocks(case, owners, began, ended)


def lengthen(agreement: Agreement, length: int) -> None:
    """Let somebody type on until its history has so many entries."""
    last = agreement.events.order_by("number").last()
    case = Case(agreement, events=[last])
    for number in range(last.number, length):
        at, code = last.at + timedelta(seconds=number), agreement.stage_code
        log(case, last.by, LogAction.CONTENT_EDITED, at, code, code, content=f"{number:064x}")
        case.events[-1].number = number + 1
        case.events[-1].hash = case.events[-1].sealed()
    StageEvent.objects.bulk_create(case.events[1:], batch_size=2 * BATCH)


def start_clocks(
    case: Case, owners: list[str], began: datetime, ended: datetime | None = None
) -> None:
    here = {
        "agreement": case.agreement,
        "track_code": case.track_code,
        "stage_code": case.stage_code,
    }
    case.clocks += [
        Clock(**here, owner=owner, started_at=began, ended_at=ended)
        for owner in dict.fromkeys(owners)
    ]


def judge(case: Case, calendar: Calendar) -> None:
    """What engine.settle notes, for an agreement that is not yet saved."""
    agreement = case.agreement
    situation = evaluate_case(case, calendar=calendar)
    term = situation.term
    agreement.holders = situation.holders
    agreement.term_key = term_key(agreement.track, situation.stage, term.term) if term else ""
    agreement.term_from = term.start if term else None
    owners = [State.SUSPENDED.name] if agreement.state == State.SUSPENDED else agreement.holders
    if owners:
        start_clocks(case, owners, case.clocks[-1].ended_at)
