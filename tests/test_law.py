"""The law as people compared it with the regulations, line by line. tests/golden/law/README.md
tells how to renew it.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from agreements.regulations import catalogue, change_law, duties, evaluation, expiry, former, limits
from agreements.regulations.citations import Citation
from agreements.regulations.duty_rules import Duty
from agreements.regulations.team_duties import TEAM_DUTIES
from agreements.regulations.vocabulary import Condition, Deadline, Requirement, Stage, Track

LAW = Path(__file__).parent / "golden" / "law"
IS_RENEWED = os.environ.get("GOLDEN") == "baru"
HOW = (
    "the law reads differently: tests/golden/law/README.md tells how to renew {} when that is meant"
)
FAMILIES = ("ksdd-", "ksdpk-", "sinergi", "ksdpl-", "ksdll-")


def line(*words: str, **fields: object) -> str:
    """The words, and after them each field that says something, under its name."""
    told = [f"{name.replace('_', ' ')}: {value}" for name, value in fields.items() if value]
    return " | ".join([*words, *told])


def listed(values) -> str:
    return ", ".join(
        cited(value) if isinstance(value, Citation) else str(value) for value in values
    )


def cited(citation: Citation | None) -> str:
    return f"{citation.regulation} {citation.article}".strip() if citation else "norma setempat"


def condition_of(condition: Condition | None) -> str:
    return f"{condition.code} ({cited(condition.citation)})" if condition else ""


def of_track(track: Track, written: dict[Stage, str]) -> Iterator[str]:
    """The track; a stage that is `written` already in every word is named with the track that has
    it.
    """
    yield f"## {track.code} {track.version}: {track.title}"
    yield line(
        f"basis: {listed(track.basis)}", naskah=track.instrument, mitra=listed(track.partner_kinds)
    )
    yield from (
        [line(f"di bawah: {listed(track.parents)}", mengubah=track.changes)]
        if track.parents
        else []
    )
    yield from (f"peringatan: {condition_of(warning)}" for warning in track.warnings)
    for stage in track.stages:
        yield from (
            of_stage(stage)
            if stage not in written
            else [f"### {stage.code}: {stage.name} | seperti {written[stage]}"]
        )
        written.setdefault(stage, f"{track.code} {track.version}")
    yield ""


def of_stage(stage: Stage) -> Iterator[str]:
    law = listed(stage.citations) or "norma setempat"
    more = {"bila": condition_of(stage.condition), "kembali_ke": listed(stage.send_back_to)}
    yield line(f"### {stage.code}: {stage.name}", stage.actor, law, **more)
    for term in stage.terms:
        yield of_term(term)
    for need in stage.requirements:
        yield of_requirement(need)


def of_term(term: Deadline) -> str:
    deems = "diam berarti setuju" if term.deems else ""
    span = {
        "sejak": term.after,
        "sampai": term.until,
        "jenis_hari": "setelan" if term.kind_is_a_setting else "",
    }
    return line(
        f"  jangka waktu {term.code}: {term.days} hari {term.kind}",
        cited(term.citation),
        **span,
        anggapan=deems,
        dianggap_menurut=cited(term.deemed_by) if term.deemed_by else "",
        diam=term.silence,
    )


def of_requirement(need: Requirement) -> str:
    draft = "rancangan " if need.draft else ""
    kind = f"{need.kind} {draft}{need.document or need.fact}".strip()
    said = {
        "dicatat": need.recorder,
        "sesudah": listed(need.after),
        "hasil": listed(need.outcomes),
        "bila": condition_of(need.condition),
        "bila_hasil": " = ".join(need.when or ()),
        "kembali": listed(f"{outcome} ke {target}" for outcome, target in need.leads),
        "bila_lewat": need.lapsed,
        "dianggap": need.deemed,
        "menandatangani": need.signs,
        "pilihan": "ya" if need.optional else "",
        "butir": "; ".join(need.criteria),
    }
    return line(f"  {need.code}: {need.text}", kind, need.actor, cited(need.citation), **said)


def of_duty(duty: Duty) -> Iterator[str]:
    rule = f"{duty.rule.rhythm}, {duty.rule.months} bulan, {duty.rule.days} hari"
    who = {"dicatat": duty.recorder, "dipenuhi": duty.met_by, "dokumen": duty.document}
    yield line(
        f"{duty.code}: {duty.text}",
        f"{duty.actor} kepada {duty.to}",
        cited(duty.citation),
        rule,
        str(duty.basis),
        **who,
    )
    if duty.contents:
        yield f"  isi ({cited(duty.contents_by)}): {'; '.join(duty.contents)}"


def of_family(name: str) -> Iterator[str]:
    written: dict[Stage, str] = {}
    for track in (*catalogue.EACH, *former.TRACKS):
        if track.code.startswith(name):
            yield from of_track(track, written)


def of_what_follows() -> Iterator[str]:
    yield "## Kewajiban"
    for duty in duties.DUTIES.values():
        yield from of_duty(duty)
    yield "\n## Kewajiban TKKSD"
    for duty in TEAM_DUTIES.values():
        yield from of_duty(duty)
    yield "\n## Kewajiban menurut alur"
    yield from (
        line(track.code, listed(duty.code for duty in duties.duties_of(track.code)))
        for track in catalogue.EACH
    )
    yield "\n## Evaluasi menurut alur"
    yield from (
        line(track.code, listed(evaluation.evaluation_law_of(track.code)))
        for track in catalogue.EACH
    )
    yield "\n## Masa berlaku"
    yield from (
        line(kind, instrument.name, listed(instrument.steps))
        for kind, instrument in expiry.INSTRUMENTS.items()
    )
    yield from (line(term.term_key, f"{term.days} hari") for term in expiry.TERMS)
    yield "\n## Jangka waktu dan perpanjangan paling lama"
    for (family, kind), longest in limits.LONGEST.items():
        yield line(f"{family} {kind}", f"{longest.months} bulan", cited(longest.citation))
    yield "\n## Dasar pengakhiran"
    for code in ("ksdd", "ksdpk", "sinergi", "ksdpl", "ksdll"):
        yield from (line(code, ground, text) for ground, text in change_law.grounds_of(code))
    yield "\n## Tanpa evaluasi dapat diakhiri"
    yield listed(evaluation.WITHOUT_CHOICE)


WRITTEN = {name.strip("-"): tuple(of_family(name)) for name in FAMILIES} | {
    "sesudah-tanda-tangan": tuple(of_what_follows())
}


def lost_versions(before: str, now: str) -> list[str]:
    """The versions of tracks that a renewed file tells no more, though cases may run on them."""
    told, left = (
        {heading.partition(":")[0] for heading in text.splitlines() if heading.startswith("## ")}
        for text in (before, now)
    )
    return sorted(told - left)


@pytest.mark.parametrize("name", WRITTEN)
def test_the_law_reads_as_it_was_compared_with_the_regulations(name):
    file, text = LAW / f"{name}.txt", "\n".join(WRITTEN[name]).strip() + "\n"
    if IS_RENEWED:
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        assert lost_versions(before, text) == [], "agreements/regulations/former.py keeps these"
        file.write_text(text, encoding="utf-8")
    assert text.splitlines() == file.read_text(encoding="utf-8").splitlines(), HOW.format(file.name)


def test_a_version_on_which_cases_may_run_is_not_renewed_away():
    before = (LAW / "ksdd.txt").read_text(encoding="utf-8")
    now = before.replace("## ksdd-pks 2020.1:", "## ksdd-pks 2027.1:")
    assert lost_versions(before, now) == ["## ksdd-pks 2020.1"]
    assert lost_versions(before, before + now) == []


def test_every_track_is_written_down():
    assert [track.code for track in catalogue.ALL if not track.code.startswith(FAMILIES)] == []


def test_every_golden_law_is_asked_for():
    assert {file.stem for file in LAW.glob("*.txt")} == set(WRITTEN)
