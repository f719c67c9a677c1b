"""What a paper lacks is named with its place before it is made; what no stage asks for is there for
whoever needs it.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.documents import needs, rendering, retrying, supporting
from agreements.documents.kinds import KINDS
from agreements.documents.letters import reading
from agreements.documents.needs import Incomplete, Where
from agreements.models import Agreement, Document, Letter
from agreements.regulations import catalogue, register
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Office, Official, RegionProfile
from partners.models import Partner

from .papers import TYPED, text_of
from .reading import folded


def ordered(agreement, person, kind, **typed) -> str:
    made = supporting.order_supporting_paper(
        agreement.pk, person, kind, typed or TYPED.get(kind, {})
    )
    return text_of(rendering.to_html(Document.objects.get(pk=made.pk)))


# What is missing


@pytest.fixture
def order(people, signed_in):
    """Press the button; the page that follows."""

    def press(agreement, kind, name="verifikator") -> str:
        url = reverse("buat-dokumen", args=[agreement.pk, kind])
        return signed_in(people[name]).post(url, follow=True).content.decode()

    return press


def lacking(model, pk, **fields) -> None:
    model.objects.filter(pk=pk).update(**fields)


def lacking_of_partner(agreement, **fields) -> None:
    """Neither the registry nor the case knows it."""
    lacking(Partner, agreement.partner_id, **fields)
    agreement.parties.filter(partner=agreement.partner_id).update(**fields)


@pytest.mark.parametrize(
    "field, said",
    [
        ("representative", "nama penanda tangan"),
        ("representative_position", "jabatan penanda tangan"),
        ("address", "alamat"),
    ],
)
def test_a_naskah_waits_for_who_signs_it_for_the_partner(
    make_agreement, people, order, blank_papers, signed_in, field, said
):
    agreement = make_agreement(at="penandatanganan_kb")
    lacking_of_partner(agreement, **{field: ""})
    there = f"{reverse('mitra-ubah', args=[agreement.partner_id])}?kembali={reverse('kerja-sama', args=[agreement.pk])}#div_id_{field}"  # noqa: E501
    way = f'{said}: belum diisi. <a href="{there}">Lengkapi data mitra</a>'
    assert way in order(agreement, "kesepakatan_bersama")
    assert not agreement.documents.filter(kind="kesepakatan_bersama", draft=False).exists()


def test_the_case_page_names_the_gap_before_the_button_is_pressed(
    make_agreement, people, signed_in, blank_papers
):
    agreement = make_agreement(at="penandatanganan_kb")
    case, button = (
        reverse("kerja-sama", args=[agreement.pk]),
        reverse("buat-dokumen", args=[agreement.pk, "kesepakatan_bersama"]),
    )
    client = signed_in(people["verifikator"])
    assert button in client.get(case).content.decode()
    lacking_of_partner(agreement, representative="")
    page = client.get(case).content.decode()
    assert "nama penanda tangan: belum diisi." in page and button not in page


def test_a_letter_waits_for_the_address_of_the_kop(make_agreement, order, blank_papers):
    agreement = make_agreement(at="penawaran")
    RegionProfile.objects.update(address="")
    page = order(agreement, "penawaran")
    assert (
        "alamat kantor belum diisi dalam profil daerah" in page and "Mintalah administrator" in page
    )


def test_a_paper_waits_for_its_signer_and_says_who_can_name_him(
    make_agreement, order, people, blank_papers
):
    agreement = make_agreement(at="penawaran")
    Official.objects.filter(office=Office.HEAD).delete()
    assert "Mintalah Kepala Bagian" in order(agreement, "penawaran")
    people["verifikator"].memberships.create(role="SECTION_HEAD", unit=agreement.owner)
    assert f"{reverse('pejabat')}?jabatan=kepala_daerah&amp;kembali=" in order(
        agreement, "penawaran"
    )


def test_a_gap_of_the_proposal_leads_the_opd_to_its_field_and_tells_others_whose_it_is(
    make_agreement, people, signed_in
):
    agreement = make_agreement("ksdd-wajib", geometri="")
    with pytest.raises(Incomplete) as refused:
        supporting.order_supporting_paper(
            agreement.pk, people["verifikator"], "ba_pemetaan", TYPED["ba_pemetaan"]
        )
    assert [(gap.where, gap.field) for gap in refused.value.gaps] == [(Where.PROPOSAL, "geometri")]
    where = reverse("surat-pendukung", args=[agreement.pk])
    field = f"{reverse('ubah', args=[agreement.pk, 'pokok'])}#div_id_geometri"
    pages = {
        name: signed_in(people[name]).get(where).content.decode()
        for name in ("staf", "verifikator")
    }
    assert f'Hubungan wilayah: masih kosong.<a href="{field}">' in folded(pages["staf"])
    assert "Hubungan wilayah: masih kosong. Diisi staf OPD pemrakarsa." in pages["verifikator"]


def test_a_naskah_in_two_languages_waits_for_its_english_texts_and_its_day_for_a_date(
    make_agreement,
):
    agreement = make_agreement("ksdpl-mitra", title_en="", ruang_lingkup_en="", rencana_ttd=None)
    lacking_of_partner(agreement, name_en="", representative_position_en="")
    agreement = Agreement.objects.get(pk=agreement.pk)
    gaps = [gap.field for gap in needs.known_gaps_of("naskah_kerja_sama", agreement, draft=False)]
    assert gaps == ["title_en", "ruang_lingkup_en", "name_en", "representative_position_en"]
    assert [
        gap.field for gap in needs.known_gaps_of("pemberitahuan_ttd", agreement, draft=False)
    ] == ["rencana_ttd"]


def test_a_draft_leaves_room_for_persons_and_place_but_not_for_what_it_is_about(make_agreement):
    agreement = make_agreement(objek="")
    lacking_of_partner(agreement, representative="")
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert [
        gap.field for gap in needs.known_gaps_of("kesepakatan_bersama", agreement, draft=True)
    ] == ["objek"]
    assert [
        gap.field for gap in needs.known_gaps_of("kesepakatan_bersama", agreement, draft=False)
    ] == ["objek", "representative"]


def test_a_person_signs_for_himself_and_an_organisation_has_no_country(make_agreement):
    alone = Partner.objects.create(name="Ani", kind="perseorangan", address="x")
    agreement = make_agreement()
    agreement.partner = alone
    agreement.save()
    assert needs.known_gaps_of("kesepakatan_bersama", agreement, draft=False) == []
    assert not Partner(kind="oi").must_name("country") and Partner(kind="pemda-ln").must_name(
        "country"
    )


@pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda track: track.code)
def test_no_paper_waits_for_what_its_road_never_asks(track):
    """What a paper of a stage needs of the proposal has been asked by then, or the OPD may still
    write it.
    """
    agreement = Agreement(track_code=track.code, track_version=track.version)
    always = {"kuasa_nama", "kuasa_jabatan", "kuasa_nip"}
    if not track.is_foreign:
        always |= {
            "latar_belakang",
            "lokasi",
            "objek",
            "pembiayaan",
            "program",
            "geometri",
        }  # fields of every domestic proposal
    asked: set[str] = set()
    for stage in track.stages:
        asked |= {need.fact for need in stage.requirements if need.fact}
        asked |= (
            {"title_en", "maksud_tujuan_en", "ruang_lingkup_en"}
            if "terjemahan_lengkap" in asked
            else set()
        )
        for need in stage.requirements:
            if need.document:
                wanted = {
                    *needs.fields_needed_for_paper(need.document, agreement),
                    *KINDS[need.document].needs.proposal_for_final,
                }
                assert wanted <= asked | always, (stage.code, need.document, wanted - asked)


# Papers that no stage asks for


def test_the_checklist_tells_each_requirement_with_its_article_and_verdict(make_agreement, people):
    agreement = make_agreement(manfaat="")
    text = ordered(agreement, people["verifikator"], "lembar_verifikasi")
    assert "Lokasi diisi dalam KAK | Permendagri 22/2020 Pasal 29 ayat (2) | Ada" in text
    assert (
        "Manfaat diisi dalam KAK | Permendagri 22/2020 Pasal 29 ayat (2) | Belum | Masih kosong."
        in text
    )
    assert (
        "Sedikitnya satu indikator pelayanan publik dengan kondisi awal dan target | Praktik"
        " setempat | Ada" in text
    )
    assert "belum lengkap" in text and "Verifikator," in text


def test_the_checklist_stays_as_it_was_seen(make_agreement, people):
    agreement = make_agreement(manfaat="")
    made = supporting.order_supporting_paper(
        agreement.pk, people["verifikator"], "lembar_verifikasi", {}
    )
    Agreement.objects.filter(pk=agreement.pk).update(manfaat="Ada.")
    assert "Masih kosong." in text_of(rendering.to_html(Document.objects.get(pk=made.pk)))


def test_a_receipt_lists_what_was_handed_in_and_is_refused_for_nothing(
    make_agreement, people, blank_papers
):
    agreement = make_agreement()
    with pytest.raises(Refused, match="Berkas usulan belum ada"):
        ordered(agreement, people["verifikator"], "tanda_terima")
    agreement = make_agreement(at="penawaran", title="Lain")
    text = ordered(agreement, people["verifikator"], "tanda_terima")
    number = agreement.documents.get(kind="kak").number
    assert f"Kerangka Acuan Kerja | {number}" in text and "Rina Safitri" in text


def test_the_paraf_goes_up_from_the_opd_to_the_sekda(make_agreement, people, blank_papers):
    Official.objects.create(office=Office.ASSISTANT, name="Contoh Asisten", since="2020-01-01")
    text = ordered(
        make_agreement(), people["staf"], "lembar_paraf", naskah="Rancangan Kesepakatan Bersama"
    )
    rows = [line for line in text.splitlines() if line[:3] in ("1. ", "2. ", "3. ")]
    assert [row.split(" | ")[2] for row in rows] == [
        "Contoh Kepala",
        "Contoh Asisten",
        "Contoh Sekda",
    ]


def test_the_recommendation_tells_what_was_done_for_the_naskah(
    make_agreement, people, blank_papers
):
    agreement = make_agreement(at="penyusunan_kb")
    text = ordered(agreement, people["kabag"], "nota_rekomendasi")
    assert (
        "Pasal 46 ayat (2) huruf g" in text
        and "Telaah Bagian Hukum | Belum" in text
        and "belum dapat diberikan" in text
        and "belum tercatat selesai" in text
        and "dibahas" not in text
    )
    with pytest.raises(Refused, match="tidak dibuat pada tahap ini"):
        ordered(make_agreement(title="Lain"), people["kabag"], "nota_rekomendasi")


def test_each_orders_only_what_is_his(make_agreement, people, signed_in):
    agreement = make_agreement()
    for name, kind in (
        ("verifikator", "surat_usulan"),
        ("staf", "tanda_terima"),
        ("pimpinan", "lembar_verifikasi"),
    ):
        with pytest.raises(Refused, match="bukan wewenang"):
            ordered(agreement, people[name], kind)
        page = (
            signed_in(people[name])
            .get(reverse("surat-pendukung", args=[agreement.pk]))
            .content.decode()
        )
        assert reverse("buat-surat", args=[agreement.pk, kind]) not in page


def test_each_makes_only_his_own_again_when_it_failed(make_agreement, people):
    agreement = make_agreement()
    for kind, mine, other in (
        ("surat_usulan", "staf", "verifikator"),
        ("lembar_verifikasi", "verifikator", "staf"),
    ):
        paper = supporting.order_supporting_paper(
            agreement.pk, people[mine], kind, TYPED.get(kind, {})
        )
        Document.objects.filter(pk=paper.pk).update(state="gagal")
        with pytest.raises(Refused, match="bukan wewenang"):
            retrying.retry_document(paper.pk, people[other])
        assert retrying.retry_document(paper.pk, people[mine]).state == "antre"


def test_an_order_holds_no_stage_up_and_what_was_left_out_is_asked_again(
    make_agreement, people, signed_in
):
    agreement = make_agreement()
    holders, client = agreement.holders, signed_in(people["staf"])
    url = reverse("buat-surat", args=[agreement.pk, "surat_usulan"])
    assert client.post(url).status_code == 422
    assert client.post(url, {"penghubung": "Rina, 0811"}).status_code == 302
    letter = Letter.objects.get()
    client.post(reverse("surat-nomor", args=[letter.pk]), {"isi": reading.seen_in(letter)})
    paper = agreement.documents.get()
    assert (paper.kind, paper.stage_code, Agreement.objects.get().holders) == (
        "surat_usulan",
        "",
        holders,
    )
    assert paper.number.endswith(f"USL/KS/{timezone.localdate().year}")


def test_what_tells_of_a_signed_naskah_is_still_written_when_all_stages_are_done(
    signed, people, signed_in
):
    agreement = signed("ksdd-pks")
    page = (
        signed_in(people["verifikator"])
        .get(reverse("surat-pendukung", args=[agreement.pk]))
        .content.decode()
    )
    for kind, is_offered in (
        ("ba_perselisihan", True),
        ("pengantar_laporan", True),
        ("tanda_terima", False),
    ):
        assert (f'id="{kind}"' in page) is is_offered


def test_every_supporting_paper_is_a_kind_and_what_it_cites_is_known():
    assert {paper.kind for paper in supporting.PAPERS} <= set(KINDS)
    assert all(register.text_of_citation(paper.basis) for paper in supporting.PAPERS if paper.basis)
    assert {paper.kind for paper in supporting.OF_MEETING} == {
        "undangan_rapat",
        "daftar_hadir",
        "ba_rapat",
    }


# Who signs the reports


def test_an_opd_signs_its_own_report_and_the_tkksd_that_on_a_sinergi(make_agreement):
    from agreements.documents import signers

    region, day = RegionProfile.current(), timezone.localdate()
    signer = {
        track: signers.signer_of_paper("laporan_semester", make_agreement(track), region, day).name
        for track in ("ksdpk-daerah", "sinergi")
    }
    assert signer == {"ksdpk-daerah": "Contoh Kepala", "sinergi": "Contoh Sekda"}


def test_a_report_is_not_accepted_while_nobody_may_sign_it(make_agreement):
    agreement = make_agreement("ksdpk-daerah")
    Official.objects.filter(office=Office.UNIT_HEAD).delete()
    with pytest.raises(
        Incomplete, match="Kepala Dinas Komunikasi dan Informatika: belum ada pejabat"
    ):
        needs.require_complete("laporan_semester", agreement, timezone.localdate(), draft=False)
    needs.require_complete("laporan_semester", agreement, timezone.localdate(), draft=True)
