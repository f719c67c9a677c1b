"""What somebody who understood a kind of cooperation can answer: questions on its first road, with
answers read from the road itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from agreements.regulations import catalogue
from agreements.regulations.citations import Citation
from agreements.regulations.families import Family
from agreements.regulations.vocabulary import Deadline, RequirementKind, Stage, Track

MOST_CHOICES = 4
HOLDERS_ASKED = TERMS_ASKED = 2
ALWAYS = "Selalu, pada setiap kerja sama"
AT_WISH = "Hanya bila mitra memintanya"
AT_A_BURDEN = "Hanya bila kerja sama membebani masyarakat dan daerah"
CONSENT = "Permohonan dianggap disetujui"
REFUSAL = "Permohonan dianggap ditolak"
NO_END = "Ditunggu sampai ada jawaban, tanpa batas"


@dataclass(frozen=True)
class Question:
    """One question with the choices offered, the one that is right, and where that stands."""

    code: str
    text: str
    choices: tuple[str, ...]
    answer: str
    law: tuple[Citation, ...]


def track_asked_of(family: Family) -> Track:
    """The road on which a family is asked: its first one that begins anew."""
    return next(
        track
        for track in catalogue.tracks_here()
        if track.family is family and not track.changes and not track.under_parent
    )


def questions_of(family: Family) -> tuple[Question, ...]:
    """The questions on a family, always the same ones while the law is."""
    track = track_asked_of(family)
    return (
        *_of_holders(track),
        *_of_terms(track),
        *_of_papers(track),
        *_of_council(track),
    )


def _of_holders(track: Track) -> Iterator[Question]:
    """Who holds a stage, where its name does not say so and each time somebody else."""
    actors = list(dict.fromkeys(stage.actor for stage in track.stages))
    asked = {
        stage.actor: stage
        for stage in reversed(track.stages)
        if stage.citations and stage.actor not in stage.name
    }
    for actor in [actor for actor in actors if actor in asked][:HOLDERS_ASKED]:
        stage = asked[actor]
        yield Question(
            f"pemegang_{stage.code}",
            f"Siapa pemegang tahap {stage.name}?",
            _offered(str(actor), [str(other) for other in actors]),
            str(actor),
            stage.citations,
        )


def _of_terms(track: Track) -> Iterator[Question]:
    """How long the law gives, each length once."""
    terms = {
        term.days: (stage, term)
        for stage in reversed(track.stages)
        for term in reversed(stage.terms)
        if term.is_lawful
    }
    for stage, term in sorted(terms.values(), key=lambda found: track.position(found[0].code))[
        :TERMS_ASKED
    ]:
        answer = _said(term, term.days)
        others = sorted(_lawful_lengths() - {term.days})
        yield Question(
            f"lama_{stage.code}_{term.code}",
            f"Berapa lama menurut peraturan: {term.text or stage.name}?",
            _by_length(term, [term.days, *others][:MOST_CHOICES]),
            answer,
            _places(term),
        )


def _of_papers(track: Track) -> Iterator[Question]:
    """Which paper is made first, of the first papers of the stages."""
    papers = [paper for stage in track.stages if (paper := _first_paper(stage))][:3]
    if len(papers) < 2:
        return
    first = next(stage for stage in track.stages if _first_paper(stage))
    yield Question(
        "dokumen_pertama",
        "Dokumen mana yang dibuat lebih dahulu?",
        tuple(sorted(papers)),
        papers[0],
        first.citations,
    )


def _of_council(track: Track) -> Iterator[Question]:
    """When the DPRD is asked, what follows, and what its silence means."""
    for before, stage, after in zip(track.stages, track.stages[1:], track.stages[2:], strict=False):
        if not any(term.deems for term in stage.terms):
            continue
        if not track.is_sinergi:  # Pasal 55 ayat (3) and Pasal 56 ayat (1) differ on it
            yield _of_condition(stage)
        others_after = track.stages[track.position(after.code) + 1 :][:1]
        near = [one.name for one in (before, after, *others_after)]
        yield Question(
            f"sesudah_{stage.code}",
            f"Tahap apa yang langsung menyusul {stage.name}?",
            tuple(sorted(near)),
            after.name,
            after.citations,
        )
        yield Question(
            f"diam_{stage.code}",
            "Apa akibatnya bila DPRD tidak bersikap sampai jangka waktunya lewat?",
            (CONSENT, REFUSAL, NO_END),
            CONSENT,
            stage.citations,
        )
        return


def _of_condition(stage: Stage) -> Question:
    when = f"Hanya bila: {stage.condition.text}" if stage.condition else ALWAYS
    other = ALWAYS if stage.condition else AT_A_BURDEN
    return Question(
        f"syarat_{stage.code}",
        f"Kapan tahap {stage.name} ditempuh?",
        tuple(sorted((when, other, AT_WISH))),
        when,
        stage.citations,
    )


def _first_paper(stage: Stage) -> str:
    made = (
        need.text
        for need in stage.requirements
        if need.kind is RequirementKind.DOCUMENT and not need.optional and not need.condition
    )
    return next(made, "")


def _offered(answer: str, known: list[str]) -> tuple[str, ...]:
    others = [one for one in known if one != answer]
    return tuple(sorted([answer, *others[: MOST_CHOICES - 1]]))


def _by_length(term: Deadline, lengths: list[int]) -> tuple[str, ...]:
    return tuple(_said(term, days) for days in sorted(lengths))


def _said(term: Deadline, days: int) -> str:
    """A length in the days of that term; where the law only says "hari", so does this."""
    return f"{days} hari" if term.kind_is_a_setting else f"{days} hari {term.kind}"


def _places(term: Deadline) -> tuple[Citation, ...]:
    return (term.citation,) if term.citation else ()


def _lawful_lengths() -> set[int]:
    return {
        term.days
        for track in catalogue.TRACKS
        for stage in track.stages
        for term in stage.terms
        if term.is_lawful
    }
