"""Random people do random things to a case on every track; what the engine promises must hold after
each step.
"""

from datetime import timedelta
from random import Random
from unittest import mock

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, note, settings, strategies
from hypothesis.extra.django import TestCase

from agreements import demo
from agreements.documents import rendering, retrying
from agreements.models import Agreement, DocumentState, State, chain_is_intact
from agreements.regulations import catalogue
from agreements.regulations.record_outcomes import UNFAVOURABLE
from agreements.regulations.vocabulary import Actor, RequirementKind, Stage, Track
from agreements.workflow import engine, guarding, meeting_requirements, settling
from agreements.workflow.evaluation import evaluate_case
from kerjasama.accounts.models import Membership, Unit, User
from partners.models import Partner

from .conftest import first_told_by, in_office, signed_at_once
from .home import settle_at_home

OUTSIDE = {Actor.PARTNER, Actor.DPRD, Actor.GOVERNOR, Actor.PLANNING_UNIT}
LOOKS_ON = {"pimpinan", "admin", "staf-lain", "kepala-lain"}
TEXTS = ("title", "manfaat", "objek", "pembiayaan", "lokasi", "latar_belakang", "maksud_tujuan")
PROXY = ("kuasa_nama", "kuasa_jabatan", "kuasa_nip")
PARTNER = {
    "address": "Jalan Mitra 2",
    "representative": "Contoh",
    "representative_position": "Pimpinan",
}
AHEAD = (0, 0, 2, 5)  # stages passed before the chances begin
IS_THOROUGH = not settings.default.derandomize
STEPS = 40  # acts in a life


class Step(Exception):
    """A promise of the engine that did not hold."""


def promise(holds: bool, *what) -> None:
    if not holds:
        raise Step(*what)


# What the law and the roles say, told here a second time and without the engine's own words.


def names_of(need) -> set[str]:
    return {who.name for who in (need.actor, need.recorder) if who and who not in OUTSIDE}


def movers(stage: Stage) -> set[str]:
    return {"VERIFIER", "SECTION_HEAD"} | (set() if stage.actor in OUTSIDE else {stage.actor.name})


def applies(case: Agreement, thing) -> bool:
    if thing.condition is None:
        return True
    by_name = {
        "perlu_dprd": case.membebani or case.belum_dianggarkan,
        "iptek": "iptek" in case.objek_ln,
        "kembar": case.jenis_ln == "kembar",
    }
    code = thing.condition.code
    return by_name[code] if code in by_name else getattr(case, code)


def has_come(need, rows: dict) -> bool:
    """Whether the outcome on which it hangs, if any, was recorded."""
    return need.when is None or (
        need.when[0] in rows and rows[need.when[0]].outcome == need.when[1]
    )


def gaps(case: Agreement, stage: Stage) -> list[str]:
    """Codes of the compulsory requirements of a stage that have nothing valid behind them."""
    rows = {
        row.requirement_code: row for row in case.evidence.filter(stage_code=stage.code, void=False)
    }
    papers = {
        (paper.kind, paper.draft): paper
        for paper in case.documents.filter(stage_code=stage.code).order_by("pk")
    }
    missing = []
    for need in stage.requirements:
        if need.optional or not applies(case, need) or not has_come(need, rows):
            continue
        row, paper = rows.get(need.code), papers.get((need.document, need.draft))
        if need.kind is RequirementKind.FACT:
            counted = {"indikator": case.indicators, "kegiatan": case.activities}.get(need.fact)
            met = counted.exists() if counted else bool(getattr(case, need.fact))
        elif need.kind is RequirementKind.DOCUMENT:
            met = bool(paper and paper.state == "siap" and paper.content_hash == case.content_hash)
        else:
            met = (
                bool(row)
                and row.outcome not in UNFAVOURABLE
                and row.outcome not in [outcome for outcome, _ in need.leads]
            )
            met &= (
                need.kind is not RequirementKind.APPROVAL
                or bool(row)
                and row.content_hash == case.content_hash
            )
        missing += [] if met else [need.code]
    return missing


def is_carried_out(case: Agreement) -> bool:
    """Whether it rests at its last stage, with all done and its naskah in force."""
    mending = case.corrections.filter(resolved_at=None).exists()
    in_force = bool(case.ends_on and case.ends_on >= timezone.localdate())
    return (
        in_force
        and case.stage_code == case.track.stages[-1].code
        and not mending
        and not gaps(case, case.stage)
    )


class Play:
    """One case, the people around it and what they may try."""

    def __init__(
        self,
        track: str,
        people: dict[str, User],
        roles: dict[str, str],
        unit: Unit,
        partner: Partner,
        parent,
    ):
        self.people, self.roles, self.partner = people, roles, partner
        self.pk = demo.make_case(track, unit, partner, people["staf"], parent=parent).pk

    @property
    def case(self) -> Agreement:
        return Agreement.objects.get(pk=self.pk)

    def do(self, action: str, n: int) -> None:
        """Try it and compare before and after."""
        before, events = self.case, self.case.events.count()
        note(f"{before.stage_code} {before.state}: {action} {n}")
        rows = rows_of(before)
        who = list(self.people)[n % len(self.people)]
        try:
            actor = getattr(self, action)(before, who, n // len(self.people))
        except guarding.Refused as refusal:
            promise(
                bool(refusal.reasons) and all(refusal.reasons), "refused without a reason", action
            )
            if (vars_of(before), rows) == (vars_of(self.case), rows_of(before)):
                return
            promise(action in ("hurry", "mend"), "a refused act left something behind", action)
        else:
            promise(
                not (before.is_closed and actor), "somebody acted on a closed case", action, actor
            )
            promise(actor not in LOOKS_ON, "somebody without a say acted", action, actor)
        if before.is_closed:
            promise(
                (vars_of(before), events) == (vars_of(self.case), self.case.events.count()),
                "a closed case changed",
                action,
            )
        self.check(events)

    def check(self, events_before: int) -> None:
        case = self.case
        numbers = list(case.events.order_by("number").values_list("number", flat=True))
        promise(numbers == list(range(1, len(numbers) + 1)), "events are not consecutive", numbers)
        promise(len(numbers) >= events_before, "an event is gone")
        promise(chain_is_intact(case), "the chain is broken")
        clocks = sorted(case.clocks.filter(ended_at=None).values_list("stage_code", "owner"))
        owners = ["SUSPENDED"] if case.state == State.SUSPENDED else case.holders
        promise(
            clocks == sorted((case.stage_code, owner) for owner in owners),
            "clocks run for others",
            case.state,
            owners,
            clocks,
        )
        due = evaluate_case(case).holders
        promise(case.holders == due, "holders are stale", case.holders, due)
        rests = case.state != State.RUNNING or is_carried_out(case)
        promise(bool(case.holders) != rests, "nobody's turn", case.holders, case.state)
        valid = list(case.evidence.filter(void=False).values_list("stage_code", "requirement_code"))
        promise(len(valid) == len(set(valid)), "evidence is met twice", valid)
        # A revision bears the number of the paper it replaces; two papers that stand never share
        # one.
        standing = case.documents.exclude(number="").filter(replaced_by=None)
        drawn = list(standing.values_list("number", flat=True))
        promise(len(drawn) == len(set(drawn)), "a number was given twice", drawn)

    # Each act returns the name of whom it let act, or "" where nobody's right is asked.

    def progress(self, case, who, n) -> str:
        """What is due next, by the person whose it is."""
        if case.state == State.SUSPENDED and n % 3:
            return self.resume(case, "kabag", 1)
        check = next(iter(evaluate_case(case).open_checks), None)
        if check is None or case.state != State.RUNNING:
            return self.complete(case, "verifikator", 1)
        need = check.requirement
        who = next(
            name
            for name, role in self.roles.items()
            if role in names_of(need) and name not in LOOKS_ON
        )
        if need.kind is RequirementKind.FACT:
            return self._edit(case, "staf", self._filled(case), case.content_hash)
        if check.document and check.document.state == DocumentState.FAILED:
            return self._retry(check.document, who)
        return (
            self._order(case, who, need.document, n)
            if need.document
            else self._meet(case, who, need, case.stage_code, n + 1)
        )

    def hurry(self, case, who, n) -> str:
        """The whole stage, properly, though now and then with an unfavourable result."""
        here = case.stage_code
        for _ in range(12):
            if (
                case.state != State.RUNNING
                or case.stage_code != here
                or not evaluate_case(case).open_checks
            ):
                break
            self.progress(case, who, 1 if n % 4 else 5)
            case = self.case
        return self.complete(case, "verifikator", 1) if case.stage_code == here else "verifikator"

    def meet(self, case, who, n) -> str:
        """Anything by anybody; now and then what is open, or by one who may."""
        stage = case.stage if n % 5 else case.track.stages[n % len(case.track.stages)]
        seen = stage.code if n % 7 else case.track.stages[0].code
        need = stage.requirements[n % len(stage.requirements)]
        if n % 3 == 0:
            need = next((check.requirement for check in evaluate_case(case).open_checks), need)
        if n % 3 == 1:
            who = next(name for name, role in self.roles.items() if role in names_of(need))
        return self._meet(case, who, need, seen, n)

    def _meet(self, case, who, need, seen, n) -> str:
        evidence = demo.evidence_for(need, {})
        if need.kind is RequirementKind.RECORD:
            outcome = need.outcomes[n // 2 % len(need.outcomes)] if n % 3 == 0 else need.outcomes[0]
            evidence |= {
                "outcome": outcome if n % 11 else "entah",
                "decided_on": timezone.localdate() - timedelta(n % 4 * 25),
            }
            evidence |= {"note": "Salah ketik"} if n % 2 else {}
        was = gaps(case, case.stage)
        meeting_requirements.meet_requirement(
            self.pk, self.people[who], need.code, seen, **evidence
        )
        promise(self.roles[who] in names_of(need), "a forbidden role met it", need.code, who)
        promise(seen == case.stage_code, "a requirement of another stage was met", need.code)
        again = need.code not in was and not need.optional and applies(case, need)
        promise(
            not again or need.kind in (RequirementKind.RECORD, RequirementKind.UPLOAD),
            "an approval was given twice",
            need.code,
        )
        return who

    def order(self, case, who, n) -> str:
        kinds = [need.document for need in case.stage.requirements if need.document] or ["kak"]
        return self._order(case, who, kinds[n % len(kinds)] if n % 5 else "kesepakatan_bersama", n)

    def _order(self, case, who, kind, n) -> str:
        paper = rendering.order_document(self.pk, self.people[who], kind)
        promise(
            any(
                need.document == kind and self.roles[who] in names_of(need)
                for need in case.stage.requirements
            ),
            kind,
            who,
        )
        if n % 4:  # otherwise the worker is slow
            self._render(paper.pk, fails=n % 6 == 2)
        return who

    def _render(self, pk: int, fails: bool) -> None:
        made = (
            mock.patch.object(rendering, "to_pdf", side_effect=OSError)
            if fails
            else mock.patch.object(rendering, "to_pdf", fake_pdf)
        )
        with made:
            rendering.render_queued_document(pk)

    def work(self, case, who, n) -> str:
        """The worker comes late to what waits, or again to what it has made."""
        for paper in case.documents.all():
            self._render(paper.pk, fails=n % 5 == 0)
            again = type(paper).objects.get(pk=paper.pk)
            promise(
                paper.state == "antre" or vars_of(again) == vars_of(paper),
                "a paper changed after it was made",
            )
        return ""

    def retry(self, case, who, n) -> str:
        paper = case.documents.filter(state=DocumentState.FAILED).last() or case.documents.last()
        return self._retry(paper, who) if paper else ""

    def _retry(self, paper, who) -> str:
        retrying.retry_document(paper.pk, self.people[who])
        promise(paper.state == "gagal", "a good paper was made again")
        self._render(paper.pk, fails=False)
        return who

    def complete(self, case, who, n) -> str:
        seen = case.stage_code if n % 6 else case.track.stages[-1].code
        here, missing, mending = (
            case.stage,
            gaps(case, case.stage),
            case.corrections.filter(resolved_at=None).exists(),
        )
        reasons, back = evaluate_case(case).reasons, case.return_to
        engine.complete_stage(self.pk, self.people[who], seen)
        promise(self.roles[who] in movers(here), "a forbidden role moved the case", who, here.code)
        promise(
            seen == case.stage_code and case.state == State.RUNNING, "a stale page moved the case"
        )
        promise(
            not (missing or mending or reasons),
            "a stage was left too early",
            here.code,
            missing,
            reasons,
        )
        self._entered(self.case, here, back)
        return who

    def _entered(self, case, left: Stage, back: str) -> None:
        """Forward only; between lies nothing but what does not apply or, on the way back to the
        sender, what still stands.
        """
        stages, start = case.track.stages, case.track.position(left.code) + 1
        end = len(stages) if case.state == State.DONE else case.track.position(case.stage_code)
        promise(end >= start, "completing went backwards", left.code, case.stage_code)
        sender = case.track.position(back) if back else start
        for place, stage in enumerate(stages[start:end], start):
            if place < sender:
                promise(
                    not applies(case, stage) or not gaps(case, stage),
                    "a returning case passed an unmet stage",
                    stage.code,
                )
            else:
                promise(not applies(case, stage), "a stage that applies was skipped", stage.code)
                promise(
                    case.events.filter(action="lewati", to_stage=stage.code).exists(),
                    "skipped without a word",
                    stage.code,
                )
        promise(
            case.state == State.DONE or applies(case, case.stage), "entered what does not apply"
        )

    def send_back(self, case, who, n) -> str:
        targets = [stage.code for stage in case.track.stages]
        allowed = [*case.stage.send_back_to, case.stage_code]
        target = allowed[n % len(allowed)] if n % 3 else targets[n % len(targets)]
        who = "verifikator" if n % 2 else who
        items = ["Perjelas lokasi", "Lengkapi lampiran"][: n % 4 // 2 + (n % 5 > 0)]
        reason = "Belum lengkap" if n % 7 else "  "
        engine.send_case_back(self.pk, self.people[who], case.stage_code, target, reason, items)
        judges = {role for need in case.stage.requirements for role in names_of(need)} | movers(
            case.stage
        )
        promise(self.roles[who] in judges - {"OPD"}, "a forbidden role sent it back", who)
        promise(
            target in allowed and reason.strip() and self.case.stage_code == target,
            "sent to where it may not go",
            target,
        )
        return who

    def mend(self, case, who, n) -> str:
        """Sent back, changed, mended and sent on, as it should be."""
        if case.stage.send_back_to:
            engine.send_case_back(
                self.pk,
                self.people["verifikator"],
                case.stage_code,
                case.stage.send_back_to[0],
                "Perbaiki",
                ["Manfaat"],
            )
            case = self.case
        if n % 3 and self._may_change(case, "manfaat"):
            self._edit(case, "staf", {"manfaat": f"Lebih jelas {n % 4}"}, case.content_hash)
        for item in self.case.corrections.filter(resolved_at=None):
            engine.resolve_correction(self.pk, self.people["staf"], item.pk)
        return self.hurry(self.case, who, 1)

    def resolve(self, case, who, n) -> str:
        who = "staf" if n % 2 else who
        item = case.corrections.filter(resolved_at=None).first() or case.corrections.first()
        if item is None and n % 4:
            return ""
        engine.resolve_correction(self.pk, self.people[who], item.pk if item else 0)
        promise(who == "staf" and item.resolved_at is None, "a correction was resolved by", who)
        return who

    def edit(self, case, who, n) -> str:
        field, value = [
            ("membebani", not case.membebani),
            (TEXTS[n % len(TEXTS)], f"Isi {n % 3}"),
            (TEXTS[n % len(TEXTS)], "" if n % 5 else "Judul"),
            ("belum_dianggarkan", not case.belum_dianggarkan),
            ("dengan_kuasa", not case.dengan_kuasa),
            ("jangka_waktu_bulan", (n % 24) or None),
            ("pks_bulan", (n % 24) or None),
            ("partner", None if n % 4 == 0 else self.partner),
        ][n % 8]
        changes = self._filled(case) if n % 5 == 0 else {field: value}
        return self._edit(
            case, "staf" if n % 2 else who, changes, case.content_hash if n % 9 else "basi"
        )

    def _filled(self, case) -> dict:
        """All that is missing and may be said now."""
        wanted = {name: "Isi" for name in (*TEXTS, *PROXY)} | {
            "partner": self.partner,
            "jangka_waktu_bulan": 36,
        }
        return {
            name: value
            for name, value in wanted.items()
            if not getattr(case, name) and self._may_change(case, name)
        }

    def _may_change(self, case, field: str) -> bool:
        """All of it as long as the head of the OPD has yet to approve; then what the stage asks
        for, and who signs how long a PKS.
        """
        judged = [
            place
            for place, stage in enumerate(case.track.stages)
            if any("OPD_HEAD" in names_of(n) for n in stage.requirements)
        ]
        if case.track.position(case.stage_code) <= max(judged):
            return True
        drafting = any(need.draft for need in case.stage.requirements)
        return (
            any(need.fact == field for need in case.stage.requirements)
            or drafting
            and field in (*PROXY, "pks_bulan", "dengan_kuasa")
        )

    def _edit(self, case, who, changes: dict, seen: str) -> str:
        if not changes:
            return ""

        def write(row: Agreement) -> None:
            for name, new in changes.items():
                setattr(row, name, new)
            row.save(update_fields=list(changes))

        engine.edit_content(self.pk, self.people[who], set(changes), write, seen)
        promise(who == "staf", "a stranger edited", who)
        promise(case.state == State.RUNNING, "edited while it rests")
        promise(
            all(self._may_change(case, name) for name in changes),
            "edited what was judged",
            case.stage_code,
            changes,
        )
        return who

    def word(self, case, who, n) -> str:
        kinds = [need.document for need in case.stage.requirements if need.draft] or [
            "kesepakatan_bersama"
        ]
        seen = case.content_hash if n % 5 else "basi"
        engine.set_wording(
            self.pk,
            self.people[who],
            kinds[n % len(kinds)],
            {"lain_lain": f"Redaksi {n % 3}", "objek": ""},
            seen,
        )
        promise(self.roles[who] in ("OPD", "VERIFIER", "LEGAL"), "a forbidden role worded it", who)
        return who

    def halt(self, case, who, n) -> str:
        state = (
            State.SUSPENDED,
            State.WITHDRAWN,
            State.SUSPENDED,
            State.REJECTED,
            State.DONE,
            State.RUNNING,
            "entah",
        )[n % 7]
        engine.halt_case(
            self.pk, self.people[who], case.stage_code, state, "Alasan" if n % 5 else " "
        )
        rights = {"ditarik": ("OPD", "OPD_HEAD")}.get(str(state), ("SECTION_HEAD", "SEKDA"))
        promise(
            self.roles[who] in rights and state in ("ditarik", "ditolak", "ditangguhkan"),
            "a forbidden role halted it",
            who,
            state,
        )
        promise(not (state == "ditarik" and case.effective_on), "what is signed was withdrawn")
        return who

    def suspend(self, case, who, n) -> str:
        """Halted by one who may, so that rests happen."""
        engine.halt_case(
            self.pk, self.people["sekda"], case.stage_code, State.SUSPENDED, "Menunggu"
        )
        return "sekda"

    def resume(self, case, who, n) -> str:
        who = "kabag" if n % 3 else who
        engine.resume_case(self.pk, self.people[who])
        promise(
            self.roles[who] in ("SECTION_HEAD", "SEKDA") and case.state == State.SUSPENDED,
            "a forbidden role resumed it",
            who,
        )
        return who

    def lapse(self, case, who, n) -> str:
        settling.settle_lapsed_cases()
        return ""


def fake_pdf(document) -> bytes:
    return b"%PDF-1.7 test"


def vars_of(row) -> dict:
    return {key: value for key, value in vars(row).items() if not key.startswith("_")}


def rows_of(case: Agreement) -> list:
    """What hangs on the case and a refused act must leave alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT count(*) FROM agreements_{name} WHERE agreement_id = {case.pk}"
                for name in HANGS_ON
            )
        )
        return cursor.fetchall()


HANGS_ON = ("stageevent", "evidence", "document", "correction", "clock", "indicator")
OFTEN = {
    "progress": 8,
    "hurry": 3,
    "mend": 2,
    "complete": 3,
    "send_back": 3,
    "resolve": 3,
    "edit": 5,
    "meet": 4,
    "order": 2,
    "resume": 3,
}
RARELY = ("halt", "suspend", "word", "work", "work", "retry", "lapse")
ACTS = [name for name, weight in OFTEN.items() for _ in range(weight)] + list(RARELY)


@pytest.mark.sweep(7)
class AnyLifeOfACase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.unit = Unit.objects.create(name="Dinas Komunikasi dan Informatika")
        other = Unit.objects.create(name="Dinas Kesehatan")
        cls.roles = {name: str(role) for name, role in demo.ACCOUNTS.items()} | {
            "staf-lain": "OPD",
            "kepala-lain": "OPD_HEAD",
        }
        cls.people = {name: User.objects.create(username=name) for name in cls.roles}
        for name, user in cls.people.items():
            Membership.objects.create(
                user=user, role=cls.roles[name], unit=other if name.endswith("-lain") else cls.unit
            )
        in_office()
        settle_at_home(address="Jalan Contoh Nomor 1")
        cls.partners = {
            kind: Partner.objects.create(name=f"Mitra {kind}", kind=kind, **PARTNER)
            for kind in {demo.kind_for(t.code) for t in catalogue.TRACKS}
        }

    def play(self, track: str, luck: Random) -> None:
        partner, parent = self.partners[demo.kind_for(track)], None
        if catalogue.newest_track_version(track).under_parent:
            above = demo.make_case(
                catalogue.newest_track_version(track).parents[0],
                self.unit,
                partner,
                self.people["staf"],
            )
            parent = signed_at_once(above, self.people["verifikator"])
        play = Play(track, self.people, self.roles, self.unit, partner, parent)
        for _ in range(luck.choice(AHEAD)):
            play.do("hurry", 1)
        play.do("mend", luck.randrange(10_000))
        for _ in range(STEPS):
            action, n = luck.choice(ACTS), luck.randrange(10_000)
            play.do(action, n)


def count_lives(track: Track) -> int:
    """One on each track, two where most stages are its own; many and new ones when all is asked."""
    if IS_THOROUGH:
        return 10
    return 1 if track.changes or len(first_told_by(track)) < len(track.stages) / 2 else 2


def lives_on(track: str):
    """A seed is all there is to a life, so there is nothing to shrink; the acts before a failure
    are printed.
    """

    @settings(
        max_examples=count_lives(catalogue.newest_track_version(track)),
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(seed=strategies.integers(0, 2**32))
    def test(self, seed):
        self.play(track, Random(f"{track} {seed}"))

    return test


for each in catalogue.TRACKS:
    setattr(AnyLifeOfACase, f"test_{each.code.replace('-', '_')}", lives_on(each.code))
