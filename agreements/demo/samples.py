"""How the papers of each track look: printed from an invented case. What stays is the page, and its
PDF.
"""

import hashlib

from agreements.demo.filled_case import DAY, add_paper, fill_case, hold_meeting
from agreements.demo.invented import (
    MARKS,
    PROXY,
    begin_invented_case,
    invent_person,
    replace_officials,
    taken_back,
)
from agreements.demo.past import Past
from agreements.documents import rendering, store
from agreements.documents.archive import integrity
from agreements.documents.kinds import KINDS
from agreements.models import Agreement, SamplePaper
from agreements.pages.learning import papers_asked_in
from agreements.regulations.vocabulary import Track
from kerjasama.accounts.models import User


def make_samples_of(track: Track) -> None:
    """Print those papers of the track whose words are not as they were printed last, and forget
    those that it no longer makes.
    """
    pages = pages_of_track(track)
    for kind, page in pages.items():
        _keep(track.code, kind, page)
    for gone in SamplePaper.objects.filter(track_code=track.code).exclude(kind__in=pages):
        gone.delete()
        store.take_away(gone.sha256, integrity.is_kept)


def _keep(track_code: str, kind: str, page: str) -> None:
    """Print the page, unless it was; tracks whose paper reads the same share the file."""
    words = hashlib.sha256(page.encode()).hexdigest()
    before = SamplePaper.objects.filter(track_code=track_code, kind=kind).first()
    if before and before.words == words:
        return
    same = SamplePaper.objects.filter(words=words).first()
    sha256 = same.sha256 if same else store.store_bytes(rendering.plain_pdf(page))
    SamplePaper.objects.update_or_create(
        {"words": words, "sha256": sha256}, track_code=track_code, kind=kind
    )
    if before:
        store.take_away(before.sha256, integrity.is_kept)


def pages_of_track(track: Track) -> dict[str, str]:
    """The page of every kind of paper that the stages of the track ask for, as HTML."""
    with Past(DAY, track.code), taken_back():
        person = invent_person()
        case = _sample_case(track, person)
        replace_officials(case.owner)
        hold_meeting(case, person)
        kinds = enumerate(_papers_asked_on(track), 1)
        return {kind: _page_of(case, kind, place) for place, kind in kinds}


def _papers_asked_on(track: Track) -> list[str]:
    asked = (kind for stage in track.stages for kind in papers_asked_in(stage))
    return list(dict.fromkeys(asked))


def _page_of(case: Agreement, kind: str, place: int) -> str:
    number = f"{place:03}/{KINDS[kind].series}/{MARKS}"
    return rendering.to_html(add_paper(case, kind, number=number, context={"sample": True}))


def _sample_case(track: Track, person: User) -> Agreement:
    if track.changes:
        return begin_invented_case(track, person)
    proxy = {} if track.is_foreign else PROXY
    return fill_case(begin_invented_case(track, person, **proxy), person, MARKS)
