"""Sample papers in "Pahami alur": printed from the real templates, about nobody real."""

import pytest
from django.apps import apps
from django.urls import reverse

from agreements.demo import samples
from agreements.demo.tasks import make_samples
from agreements.documents import rendering, store
from agreements.models import SamplePaper
from agreements.pages.learning import papers_asked_in
from agreements.regulations import catalogue
from kerjasama.accounts.models import Official, Unit

HOME, CHANGE, BELOW = (
    catalogue.newest_track_version(code) for code in ("ksdpk-daerah", "ksdpk-adendum", "ksdd-pks")
)


@pytest.fixture
def printed(monkeypatch):
    """The pages that were laid out as PDF; each stands for its file."""
    pages: list[str] = []

    def print_page(page: str) -> bytes:
        pages.append(page)
        return b"%PDF-1.7 " + page.encode()

    monkeypatch.setattr(rendering, "plain_pdf", print_page)
    return pages


def rows_of_program() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


@pytest.mark.sweep(5)
@pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda track: track.code)
def test_every_paper_of_every_stage_has_a_page_that_says_it_is_a_sample(people, track):
    pages = samples.pages_of_track(track)
    asked = {kind for stage in track.stages for kind in papers_asked_in(stage)}
    assert set(pages) == asked and asked
    for page in pages.values():
        assert '<div class="watermark">CONTOH</div>' in page
        assert "CONTOH, bukan dokumen resmi" in page
        assert 'class="verification"' not in page


def test_nobody_real_stands_in_a_sample_and_nothing_of_it_stays(people, make_agreement):
    make_agreement()
    Official.objects.update(name="Pejabat Sungguhan")
    Unit.objects.update(name="Dinas Sungguhan")
    before = rows_of_program()
    pages = samples.pages_of_track(HOME) | samples.pages_of_track(CHANGE)
    assert not [kind for kind, page in pages.items() if "Sungguhan" in page]
    assert "Awang Contoh Kusuma" in pages["penawaran"]
    assert rows_of_program() == before
    assert set(Official.objects.values_list("name", flat=True)) == {"Pejabat Sungguhan"}


def test_samples_are_made_before_anybody_has_an_account(db):
    assert samples.pages_of_track(CHANGE)


@pytest.mark.parametrize("track", [HOME, CHANGE, BELOW], ids=lambda track: track.code)
def test_what_reads_as_it_did_is_not_printed_again(db, printed, track):
    samples.make_samples_of(track)
    count = len(printed)
    samples.make_samples_of(track)
    assert len(printed) == count == SamplePaper.objects.count()


def test_a_sample_whose_words_changed_takes_the_place_of_the_old_file(db, printed):
    samples.make_samples_of(CHANGE)
    rows = SamplePaper.objects.filter(kind="adendum")
    old = store.store_bytes(b"%PDF-1.7 lama")
    rows.update(words="lama", sha256=old)
    samples.make_samples_of(CHANGE)
    assert b"CONTOH" in store.read_stored(rows.get().sha256)
    assert not store.path_of(old).exists()


def test_a_paper_that_the_track_makes_no_more_has_no_sample(db, printed):
    old = store.store_bytes(b"%PDF-1.7 lama")
    SamplePaper.objects.create(track_code=CHANGE.code, kind="kak", words="lama", sha256=old)
    samples.make_samples_of(CHANGE)
    assert not SamplePaper.objects.filter(kind="kak").exists()
    assert not store.path_of(old).exists()


def test_the_job_goes_through_the_tracks_one_by_one(db, printed, monkeypatch):
    places = []
    monkeypatch.setattr(make_samples, "delay", places.append)
    make_samples(catalogue.TRACKS.index(CHANGE))
    make_samples(len(catalogue.TRACKS))
    assert set(SamplePaper.objects.values_list("track_code", flat=True)) == {CHANGE.code}
    assert places == [catalogue.TRACKS.index(CHANGE) + 1]


def test_a_stage_links_the_samples_of_its_papers_and_each_opens(db, people, signed_in):
    samples.make_samples_of(CHANGE)
    client = signed_in(people["staf"])
    address = reverse("contoh-naskah", args=[CHANGE.code, "adendum"])
    page = client.get(reverse("alur-rinci", args=[CHANGE.code])).text
    assert f'<a href="{address}">Adendum</a>' in page
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_a_stage_without_samples_says_nothing_of_them(people, signed_in):
    page = signed_in(people["staf"]).get(reverse("alur-rinci", args=[CHANGE.code])).text
    assert "Contoh surat dan naskah" not in page
    missing = reverse("contoh-naskah", args=[CHANGE.code, "adendum"])
    assert signed_in(people["staf"]).get(missing).status_code == 404
