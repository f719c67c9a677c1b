"""The page of one step of a proposal: what is left in each part, the road, and helps to write."""

import pytest
from django.urls import reverse

from agreements.forms.parts import PARTS
from agreements.forms.samples import FOR_ALL, SERVICES, samples_for
from agreements.forms.steps import STEP_OF, STEPS
from agreements.models import Agreement
from agreements.regulations import urusan
from partners.everyday import EVERYDAY
from partners.kinds import PartnerKind


@pytest.fixture
def draft(make_agreement):
    return make_agreement("ksdd-sukarela")


@pytest.fixture
def page_of(draft, people, signed_in):
    client = signed_in(people["staf"])
    return lambda step: client.get(reverse("ubah", args=[draft.pk, step])).context["page"]


def state_of(page, title: str) -> str:
    return next(line.state.words for line in page.lines if line.title == title)


def test_each_question_stands_in_one_part():
    asked = [fact for parts in PARTS.values() for part in parts for fact in part.all_facts]
    assert len(asked) == len(set(asked)) and set(PARTS) == set(STEPS)
    assert set(STEP_OF) == set(asked)


def test_the_list_of_parts_says_what_is_left_in_each(draft, page_of):
    Agreement.objects.filter(pk=draft.pk).update(lokasi="", objek="", latar_belakang="")
    page = page_of("pokok")
    assert state_of(page, "Objek dan ruang lingkup") == "Kurang 2"
    assert state_of(page, "Judul dan mitra") == "Lengkap"
    assert state_of(page, "OPD pendukung") == "Bila perlu"
    assert page.left == 3 and not page.is_complete
    assert [line.title for line in page.lines if line.is_here] == [
        "Judul dan mitra",
        "OPD pendukung",
    ]


def test_a_part_names_what_it_lacks_with_the_place_of_the_field(draft, page_of):
    Agreement.objects.filter(pk=draft.pk).update(lokasi="")
    part = next(part for part in page_of("isi").parts if part.part.code == "ruang-lingkup")
    (lacking,) = part.missing
    assert lacking.requirement.fact == "lokasi" and lacking.fix.endswith("isi/#div_id_lokasi")


def test_what_no_part_fills_in_is_named_with_its_place(make_agreement, signed, people, signed_in):
    parent = signed("ksdd-sukarela")
    change = make_agreement("ksdd-perpanjangan", parent=parent, changed={"is_evaluated": False})
    address = reverse("ubah", args=[change.pk, "perubahan"])
    answer = signed_in(people["staf"]).get(address)
    (lacking,) = answer.context["page"].missing_elsewhere
    assert lacking.fix == reverse("evaluasi", args=[parent.pk])
    assert f'<a href="{lacking.fix}">{lacking.requirement.text}</a>' in answer.content.decode()


def test_what_was_refused_is_counted_in_its_part(draft, people, signed_in):
    address = reverse("ubah", args=[draft.pk, "rencana"])
    answer = signed_in(people["staf"]).post(address, {"nilai": "-1"})
    page = answer.context["page"]
    assert state_of(page, "Pembiayaan dan nilai") == "1 salah"


def test_the_road_ahead_begins_where_the_case_stands(draft, page_of):
    road = page_of("isi").road
    assert [step.is_here for step in road] == [True, *[False] * (len(draft.track.stages) - 1)]
    assert road[0].said.startswith("Anda di sini")
    by_name = {step.name: step.said for step in road}
    assert by_name["Persetujuan DPRD"] == "Tidak perlu menurut isian Anda"


def test_the_page_says_which_step_follows(page_of):
    assert page_of("isi").next_title == STEPS["rencana"][0]
    assert page_of("naskah").is_last and not page_of("naskah").next_title


def test_samples_come_from_the_service_that_the_case_tells_of():
    told = samples_for("manfaat", [], "Pengelolaan sampah di perbatasan")
    assert [sample.service for sample in told] == ["pengelolaan sampah dan lingkungan"]
    chosen = samples_for("manfaat", ["02"], "Layanan bersama")
    assert [sample.service for sample in chosen] == ["pelayanan kesehatan"]
    assert len(samples_for("manfaat", [], "Layanan bersama")) == 2
    assert samples_for("title", [], "Layanan bersama") == []


def test_every_sample_is_for_a_question_of_the_proposal():
    fields = {field for service in SERVICES for field in service.texts} | set(FOR_ALL)
    assert fields <= set(STEPS["isi"][1] + STEPS["rencana"][1])
    assert {service.urusan for service in SERVICES} <= set(urusan.BY_CODE)


def test_every_kind_of_mitra_has_a_name_in_everyday_words():
    assert {one.kind for one in EVERYDAY} == set(PartnerKind.values)


def test_a_field_is_read_in_the_order_label_hint_error_input(draft, people, signed_in):
    address = reverse("ubah", args=[draft.pk, "rencana"])
    page = signed_in(people["staf"]).post(address, {"nilai": "-1"}).content.decode()
    shown = page[page.index('id="div_id_nilai"') :]
    places = [
        shown.index(mark) for mark in ("form-label", "form-text", "invalid-feedback", "<input")
    ]
    assert places == sorted(places)


def test_what_is_chosen_among_many_stands_before_the_fold(draft, people, signed_in):
    Agreement.objects.filter(pk=draft.pk).update(urusan=["16"])
    page = signed_in(people["staf"]).get(reverse("ubah", args=[draft.pk, "rencana"]))
    picker = page.content.decode().partition('id="div_id_urusan"')[2]
    before, _, folded = picker.partition("<details")
    assert "Komunikasi dan informatika" in before and "Pendidikan" not in before
    assert "Pendidikan" in folded.partition("</details>")[0]


def answer_to(page, code: str):
    return next(shown for shown in page.answers if shown.answer.code == code)


def test_each_answer_of_the_chooser_says_what_follows(people, signed_in):
    client, address = signed_in(people["staf"]), reverse("pilih-jalur")
    first = client.get(address).context["page"]
    assert answer_to(first, "daerah").follows.startswith("Berikutnya: Bagaimana kerja sama")
    assert answer_to(first, "desa").follows == "Tidak dibuat melalui aplikasi ini"
    page = client.get(answer_to(first, "daerah").address).context["page"]
    shown = answer_to(page, "sukarela")
    assert shown.follows == "Jalur KSDD sukarela (Kerja Sama Daerah dengan Daerah Lain)"
    assert client.get(shown.address).url == reverse("ajukan", args=["ksdd-sukarela"])


def test_the_chooser_knows_a_mitra_by_everyday_words(people, signed_in):
    client, address = signed_in(people["staf"]), reverse("pilih-jalur")
    found = {
        words: {
            hint.answer.code for hint in client.get(address, {"q": words}).context["page"].hints
        }
        for words in ("bank", "universitas negeri", "kementerian", "sister city", "zzz")
    }
    assert found["bank"] == {"pihak-ketiga"} and found["kementerian"] == {"pusat"}
    assert "pusat" in found["universitas negeri"] and found["sister city"] == {"luar-negeri"}
    assert found["zzz"] == set()
    assert "belum dikenal" in client.get(address, {"q": "zzz"}).content.decode()


def test_where_a_proposal_begins_an_earlier_one_of_the_opd_may_be_copied(
    draft, make_agreement, people, signed_in
):
    make_agreement("ksdpk-daerah", title="Jalur lain")
    client = signed_in(people["staf"])
    page = client.get(reverse("ajukan", args=["ksdd-wajib"]))
    assert page.context["page"].copies == [draft]
    assert reverse("salin", args=[draft.pk]) in page.content.decode()
