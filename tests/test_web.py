import io
import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.urls import reverse
from pypdf import PdfReader

from agreements.documents import store
from agreements.models import Agreement

from .conftest import until_holder
from .listed import pages_of
from .reading import folded


def test_another_opds_case_is_not_found(make_agreement, signed_in, stranger):
    agreement = make_agreement()
    client = signed_in(stranger)
    assert client.get(reverse("kerja-sama", args=[agreement.pk])).status_code == 404
    assert client.post(reverse("teruskan", args=[agreement.pk])).status_code == 404
    assert agreement.title not in client.get(reverse("daftar")).content.decode()


def test_a_supporting_opd_sees_the_case(make_agreement, signed_in, stranger):
    agreement = make_agreement(title="Angkutan sungai")
    agreement.supporters.add(stranger.memberships.get().unit)
    client = signed_in(stranger)
    assert client.get(reverse("kerja-sama", args=[agreement.pk])).status_code == 200
    assert "Angkutan sungai" in client.get(reverse("daftar")).content.decode()


@pytest.mark.parametrize("name", ["beranda", "alur", "dasbor", "dasbor-angka", "daftar"])
def test_reading_pages_answer_every_role(name, make_agreement, people, signed_in):
    make_agreement()
    for user in people.values():
        assert signed_in(user).get(reverse(name)).status_code == 200


def test_only_opd_staff_may_propose(people, signed_in):
    for name, user in people.items():
        expected = 200 if name == "staf" else 403
        assert signed_in(user).get(reverse("ajukan", args=["sinergi"])).status_code == expected


def test_a_proposal_is_saved_as_draft_and_shows_what_is_missing(people, signed_in):
    data = {"owner": people["staf"].memberships.get().unit_id, "title": "Layanan baru"}
    client = signed_in(people["staf"])
    client.post(reverse("ajukan", args=["ksdpk-daerah"]), data)
    page = client.get(reverse("kerja-sama", args=[Agreement.objects.get().pk])).content.decode()
    assert "Manfaat diisi dalam KAK: masih kosong." in page and "Draf" in page


def test_a_new_proposal_names_the_way_back(people, signed_in):
    data = {"owner": people["staf"].memberships.get().unit_id, "title": "Layanan baru"}
    page = (
        signed_in(people["staf"])
        .post(reverse("ajukan", args=["ksdpk-daerah"]), data, follow=True)
        .content.decode()
    )
    way_back = reverse("tarik", args=[Agreement.objects.get().pk])
    assert f'Salah buat?<a href="{way_back}">Tarik usulan</a>' in folded(page)


def test_the_chooser_leads_to_a_track_or_honestly_out(people, signed_in):
    client, url = signed_in(people["staf"]), reverse("pilih-jalur")
    assert client.get(url, {"tanya": "ksdpk", "jawab": "daerah"}).url == reverse(
        "ajukan", args=["ksdpk-daerah"]
    )
    assert (
        "mengikuti peraturannya sendiri"
        in client.get(url, {"tanya": "jenis", "jawab": "kpbu"}).content.decode()
    )


def test_each_counter_opens_exactly_its_list(make_agreement, people, signed_in, blank_papers):
    for at in (None, None, "penawaran"):
        make_agreement(at=at)
    for user in people.values():
        client = signed_in(user)
        page = client.get(reverse("beranda")).context["page"]
        counters = [(row.address, row.count) for row in (*page.watched, page.waiting)]
        for address, count in counters:
            assert pages_of(client.get(address)).paginator.count == count, address


def test_what_waits_for_the_head_of_an_opd_is_not_listed_as_its_staffs(
    make_agreement, people, signed_in, blank_papers
):
    for holder in ("OPD", "OPD", "OPD_HEAD"):
        until_holder(make_agreement(), holder)
    waiting = {
        name: signed_in(people[name]).get(reverse("daftar"), {"tugas": "saya"}).context["page"]
        for name in ("staf", "kepala", "verifikator")
    }
    counts = {name: page.paginator.count for name, page in waiting.items()}
    assert counts == {"staf": 2, "kepala": 1, "verifikator": 0}


def test_a_figure_of_the_dashboard_opens_its_list(make_agreement, people, signed_in, blank_papers):
    for at in (None, "penawaran", "penyusunan_pks"):
        make_agreement(at=at)
    client = signed_in(people["bupati"])
    charts = [rows for _, rows in client.get(reverse("dasbor-angka")).context["charts"]]
    for bar in [bar for rows in charts for bar in rows]:
        assert (
            client.get(f"{reverse('daftar')}?{bar.query}").context["page"].paginator.count
            == bar.count
        ), bar


def test_the_medians_of_the_dashboard_are_counted_anew_every_ten_minutes(
    make_agreement, people, signed_in, time_machine, blank_papers
):
    def cases_measured() -> int:
        times = signed_in(people["bupati"]).get(reverse("dasbor-angka")).context["times"]
        return max(time.cases for track in times for time in track.stages)

    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
    make_agreement(at="penawaran")
    assert cases_measured() == 1
    make_agreement(at="penawaran")
    assert cases_measured() == 1
    time_machine.shift(timedelta(minutes=11))
    assert cases_measured() == 2


def test_the_links_to_other_pages_keep_what_was_chosen(
    make_agreement, people, signed_in, monkeypatch
):
    monkeypatch.setattr("agreements.views.leadership.register.PAGE", 1)
    for title in ("Pasar & jalan", "Pasar & jalan, tahap II"):
        make_agreement(title=title)
    client, chosen = signed_in(people["sekda"]), {"q": "pasar & jalan", "status": "berjalan"}
    page = client.get(reverse("daftar"), chosen | {"halaman": 1})
    (link,) = re.findall(
        r'<nav aria-label="Halaman">.*?href="([^"]+)"', page.content.decode(), re.DOTALL
    )
    asked = parse_qs(unescape(link).removeprefix("?"))
    assert asked == {name: [value] for name, value in chosen.items()} | {"halaman": ["2"]}
    assert client.get(reverse("daftar") + unescape(link)).context["page"].number == 2


def test_kerjasama_finds_kerja_sama(make_agreement, people, signed_in):
    make_agreement(title="Kerja sama pengelolaan perpustakaan")
    page = signed_in(people["sekda"]).get(reverse("daftar"), {"q": "kerjasama perpustakaan"})
    assert "pengelolaan perpustakaan" in page.content.decode()


@pytest.mark.laid_out
def test_a_paper_is_numbered_rendered_and_readable(make_agreement, people, signed_in):
    agreement = make_agreement(at="pelaksanaan")
    paper = agreement.documents.get(kind="perjanjian_kerja_sama", draft=False)
    answer = signed_in(people["staf"]).get(reverse("dokumen", args=[paper.pk]))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "SANKSI" in text and "alaman 1 dari" in text and paper.number in text


def test_an_altered_paper_is_shown_never_served(make_agreement, people, signed_in):
    paper = make_agreement(at="penawaran").documents.get(kind="kak")
    store.path_of(paper.sha256).write_bytes(b"%PDF-palsu")
    assert signed_in(people["staf"]).get(reverse("dokumen", args=[paper.pk])).status_code == 500


def test_a_signed_agreement_is_not_edited_in_place(make_agreement, people, signed_in, blank_papers):
    agreement = make_agreement(at="pelaksanaan")
    assert (
        signed_in(people["staf"]).get(reverse("ubah", args=[agreement.pk, "isi"])).status_code
        == 404
    )
