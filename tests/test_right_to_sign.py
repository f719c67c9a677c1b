"""Who signs a naskah for whom, judged before its number is drawn and once it is signed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.documents import needs, rendering
from agreements.documents.signatures import electronic_signing
from agreements.documents.text import indonesian
from agreements.documents.wording import naskah_facts
from agreements.models import Agreement, DocumentState, Party, Signatory
from agreements.models.evidence import join_numbers, split_numbers
from agreements.monitoring.custody import signing
from agreements.workflow.changing_parties import add_party, name_signatory
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Capacity, Office, Official, Unit
from partners.models import Partner

from .conftest import again, until_holder
from .reading import words_of

KB, PKS = "kesepakatan_bersama", "perjanjian_kerja_sama"
pytestmark = pytest.mark.usefixtures("blank_papers")


def form_of(case, party, kind=PKS) -> str:
    return reverse("penanda-tangan", args=[case.pk, party.pk, kind])


def direktur(**said) -> Signatory:
    right = {"right": "substitusi", "basis": "Surat Kuasa Substitusi", "basis_number": "7"}
    return Signatory(name="Contoh Direktur", office="Direktur Operasi", **right | said)


@pytest.fixture
def to_be_signed(make_agreement):
    """At the signing of the Kesepakatan Bersama, which a Direktur signs by a kuasa of some days."""

    def case(since: date, until: date, **fields) -> Agreement:
        case = make_agreement("ksdpk-daerah", at="penandatanganan_kb", **fields)
        row = direktur(basis_date=since, basis_until=until)
        row.party, row.kind = case.first_partner, KB
        row.save()
        return again(case)

    return case


class TestBeforeTheNumberIsDrawn:
    def gaps(self, case, day: date) -> list[str]:
        found = needs.missing_for(KB, case, day, draft=False)
        return [gap.text for gap in found if gap.where is needs.Where.SIGNATORIES]

    @pytest.mark.parametrize(
        "days, told",
        [(-1, ""), (0, ""), (1, "berakhir pada 9 Oktober 2026")],
    )
    def test_a_kuasa_that_ends_is_told(self, to_be_signed, days, told):
        until = date(2026, 10, 9)
        gaps = self.gaps(to_be_signed(until - timedelta(30), until), until + timedelta(days))
        assert told in " ".join(gaps) and bool(gaps) is bool(told)

    @pytest.mark.parametrize(
        "days, told",
        [(-1, "baru ada sejak 9 Oktober 2026"), (0, ""), (1, "")],
    )
    def test_a_kuasa_that_was_not_given_yet_is_told(self, to_be_signed, days, told):
        since = date(2026, 10, 9)
        gaps = self.gaps(to_be_signed(since, since + timedelta(30)), since + timedelta(days))
        assert told in " ".join(gaps) and bool(gaps) is bool(told)

    def test_no_number_is_drawn_and_the_page_names_the_way_out(
        self, to_be_signed, signed_in, people
    ):
        over = timezone.localdate() - timedelta(1)
        case = to_be_signed(over - timedelta(9), over)
        order = reverse("buat-dokumen", args=[case.pk, KB])
        page = signed_in(people["verifikator"]).post(order, follow=True).content.decode()
        assert "Kewenangan Contoh Direktur untuk menandatangani berakhir" in page
        assert "Kembalikan ke tahap penyusunan; di sana staf OPD pemrakarsa menetapkan" in page
        assert not case.documents.filter(kind=KB, draft=False).exists()

    def test_who_signs_on_a_day_of_his_own_is_judged_on_that_day(self, to_be_signed):
        until = date(2026, 10, 9)
        case = to_be_signed(until - timedelta(9), until, ttd_terpisah=True)
        assert self.gaps(case, until + timedelta(1)) == []


class TestTheForm:
    @pytest.fixture
    def draft(self, make_agreement):
        return make_agreement("ksdpk-daerah")

    def test_officials_are_listed_by_office_that_of_the_proposing_opd_first(
        self, draft, signed_in, people
    ):
        head = Official.objects.get(office=Office.UNIT_HEAD, unit=draft.owner)
        ours = draft.parties.get(partner=None)
        page = signed_in(people["staf"]).get(form_of(draft, ours))
        shown = [label for _, label in page.context["form"].fields["official"].choices]
        assert shown[1] == f"{indonesian.head_of(draft.owner.name)}: {head.name}"

    def test_who_stands_in_for_the_kepala_dinas_signs_as_such(self, draft, signed_in, people):
        head = Official.objects.get(office=Office.UNIT_HEAD, unit=draft.owner)
        Official.objects.filter(pk=head.pk).update(capacity=Capacity.ACTING)
        ours = draft.parties.get(partner=None)
        decree = "Keputusan Bupati tentang Pendelegasian Wewenang"
        sent = {"basis": decree, "basis_number": "188/7/2026", "basis_date": "2026-01-05"}
        sent |= {"official": head.pk, "versi": draft.content_hash}
        signed_in(people["staf"]).post(form_of(draft, ours), sent)
        row = ours.signatories.get()
        assert row.office.startswith("Pelaksana Tugas Kepala ")

    def test_a_decree_is_cited_with_its_number_before_what_it_is_about(self):
        said = indonesian.add_number_and_day(
            "Keputusan Bupati tentang Pendelegasian", "188/7/2026", date(2026, 1, 5)
        )
        assert said == (
            "Keputusan Bupati Nomor 188/7/2026 tanggal 5 Januari 2026 tentang Pendelegasian"
        )

    def test_it_says_which_approvals_another_signatory_voids(
        self, make_agreement, signed_in, people
    ):
        case = until_holder(make_agreement("ksdpk-daerah", at="penyusunan_kb"), "SEKDA")
        page = signed_in(people["staf"]).get(form_of(case, case.first_partner, KB))
        said = words_of(page.text)
        assert "persetujuan ini gugur" in said and said.count("Telaah Bagian Hukum") == 1
        assert "Persetujuan kepala OPD" not in said, "nobody gives again what a passed stage asked"


class TestBetweenRegions:
    """The heads sign the Kesepakatan Bersama themselves (P22 Pasal 10 ayat (2)); the PKS may be
    signed by the head of a perangkat daerah (Pasal 14 ayat (2)).
    """

    @pytest.fixture
    def draft(self, make_agreement):
        return make_agreement("ksdd-sukarela")

    def name(self, client, case, kind, office):
        told = {"name": "Contoh Pejabat", "office": office, "right": "kuasa"}
        told |= {
            "basis": "Surat Kuasa",
            "basis_number": "7",
            "basis_date": "2026-01-05",
            "versi": case.content_hash,
        }
        return client.post(form_of(case, case.first_partner, kind), told)

    @pytest.mark.parametrize(
        "office, may",
        [
            ("Kepala Dinas Kesehatan", True),
            ("Plt. Kepala Badan Perencanaan", True),
            ("Camat Long Ikis", True),
            ("Inspektur", True),
            ("Kepala Bagian Kerja Sama", False),
            ("Kepala Bidang Irigasi", False),
            ("Asisten Pemerintahan", False),
            ("Staf Pelaksana", False),
        ],
    )
    def test_a_kuasa_for_the_pks_goes_to_heads_of_perangkat_daerah_alone(
        self, draft, signed_in, people, office, may
    ):
        answer = self.name(signed_in(people["staf"]), draft, PKS, office)
        assert answer.status_code == (302 if may else 422)
        if not may:
            assert "Pasal 14 ayat (2)" in answer.context["form"].errors["office"][0]

    def test_nobody_signs_the_kesepakatan_bersama_by_kuasa(self, draft, signed_in, people):
        answer = self.name(signed_in(people["staf"]), draft, KB, "Kepala Dinas Kesehatan")
        assert "Pasal 10 ayat (2)" in answer.context["form"].errors["right"][0]

    def test_the_head_of_a_bagian_is_not_offered_for_our_region(self, draft, signed_in, people):
        bagian = Unit.objects.create(name="Bagian Hukum Sekretariat Daerah")
        whole = {"office": Office.UNIT_HEAD, "since": date(2025, 1, 1)}
        Official.objects.create(unit=bagian, name="Contoh Kepala Bagian", **whole)
        page = signed_in(people["staf"]).get(form_of(draft, draft.parties.get(partner=None)))
        assert f"{indonesian.head_of(draft.owner.name)}:" in page.text
        assert "Contoh Kepala Bagian" not in page.text

    def test_the_holder_of_our_surat_kuasa_is_judged_in_the_proposal_and_at_the_signing(
        self, make_agreement, draft, signed_in, people
    ):
        told = {"dengan_kuasa": "on", "kuasa_nama": "Contoh", "kuasa_jabatan": "Staf Pelaksana"}
        client = signed_in(people["staf"])
        answer = client.post(reverse("ubah", args=[draft.pk, "naskah"]), told)
        assert "kepala perangkat daerah" in answer.context["form"].errors["kuasa_jabatan"][0]
        case = make_agreement("ksdd-sukarela", at="penandatanganan_pks")
        Agreement.objects.filter(pk=case.pk).update(
            dengan_kuasa=True, kuasa_nama="Contoh", kuasa_jabatan="Staf Pelaksana"
        )
        found = needs.missing_for(PKS, again(case), timezone.localdate(), draft=False)
        assert "kepala perangkat daerah" in " ".join(gap.text for gap in found)


class TestOnceSigned:
    @pytest.fixture
    def case(self, make_agreement):
        """Its Kesepakatan Bersama is signed, its PKS is being drafted."""
        return make_agreement("ksdpk-daerah", at="penyusunan_pks")

    def test_nobody_says_any_more_who_signs_what_was_signed(self, case, signed_in, people):
        client, theirs = signed_in(people["staf"]), case.first_partner
        page = client.get(reverse("pihak", args=[case.pk])).content.decode()
        assert form_of(case, theirs) in page and form_of(case, theirs, KB) not in page
        assert client.get(form_of(case, theirs, KB)).status_code == 404
        with pytest.raises(Refused, match="sudah ditandatangani"):
            name_signatory(
                case.pk, people["staf"], theirs.pk, direktur(), KB, again(case).content_hash
            )

    def test_what_a_kepala_dinas_signs_is_not_offered_to_the_bupati(
        self, make_agreement, people, settings
    ):
        case = make_agreement("ksdpk-daerah", at="penandatanganan_pks")
        rendering.render_queued_document(
            rendering.order_document(case.pk, people["verifikator"], PKS).pk
        )
        paper = case.documents.get(kind=PKS, draft=False)
        settings.BSRE_URL = "http://127.0.0.1:1"
        assert electronic_signing.may_sign(people["bupati"], paper)
        head = Official.objects.get(office=Office.UNIT_HEAD, unit=case.owner)
        row = Signatory(name=head.name, office="Kepala Dinas", right="delegasi", kind=PKS)
        row.party = case.parties.get(partner=None)
        row.save()
        paper = case.documents.get(kind=PKS, draft=False)
        assert not electronic_signing.may_sign(people["bupati"], paper)
        assert signing.signer_of(again(case), PKS, timezone.localdate()) == (
            head.name,
            "Kepala Dinas",
        )


class TestOriginals:
    def test_there_is_one_for_each_of_three_parties_at_least(
        self, make_agreement, signed_in, people
    ):
        case = make_agreement("ksdd-sukarela")
        third = Partner.objects.create(name="Pemerintah Kabupaten Ketiga", kind="daerah")
        add_party(case.pk, people["staf"], third.pk, case.content_hash)
        client = signed_in(people["verifikator"])
        place = reverse("atur-penandatanganan", args=[case.pk, KB])
        form = client.get(place).context["form"]
        assert form["copies"].value() == "3"
        rows = {
            f"{part}-{name}": number
            for part in ("rundown", "turns", "guests")
            for name, number in {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}.items()
        }
        event = {"day": "2026-12-01", "method": "desk", "place": "Tenggarong", "copies": 2}
        answer = client.post(place, rows | event)
        assert answer.status_code == 422
        assert "Paling sedikit 3 rangkap, satu bagi tiap pihak." in answer.content.decode()


class TestSignedApart:
    """The naskah bears no day: each party writes its own above its signature."""

    @pytest.fixture
    def ordered(self, days_pass, make_agreement, people):
        """The naskah as it was ordered for the day on which we sign, two days ago."""

        def case(**fields) -> Agreement:
            case = make_agreement("ksdpk-daerah", at="penandatanganan_kb", **fields)
            paper = rendering.order_document(case.pk, people["verifikator"], KB)
            rendering.render_queued_document(paper.pk)
            days_pass(2)
            return again(case)

        return case

    def record(self, signed_in, people, case, days_ago):
        day = timezone.localdate() - timedelta(days_ago)
        sent = {"decided_on": f"{day:%d/%m/%Y}", "number": "7/KB/2026", "outcome": "ditandatangani"}
        sent |= {"tahap": case.stage_code}
        address = reverse("penuhi", args=[case.pk, case.track.signings[KB]])
        return signed_in(people["verifikator"]).post(address, sent)

    @pytest.mark.parametrize("days_ago, is_kept", [(3, False), (2, True), (1, True)])
    def test_the_last_signature_is_not_before_ours(
        self, ordered, signed_in, people, days_ago, is_kept
    ):
        answer = self.record(signed_in, people, ordered(ttd_terpisah=True), days_ago)
        assert (answer.status_code == 302) is is_kept
        assert is_kept or "Tanda tangan kita bertanggal" in answer.content.decode()

    def test_a_naskah_with_a_day_is_signed_on_it(self, ordered, signed_in, people):
        answer = self.record(signed_in, people, ordered(), 1)
        assert "Naskah mencantumkan tanggal" in answer.content.decode()

    def test_its_order_says_that_the_day_is_not_printed(self, make_agreement, signed_in, people):
        case = make_agreement("ksdpk-daerah", at="penandatanganan_kb", ttd_terpisah=True)
        page = signed_in(people["verifikator"]).get(reverse("kerja-sama", args=[case.pk]))
        assert "Hari tanda tangan kita; tidak tercetak" in page.content.decode()
        assert "Tanggal ini tercetak" not in page.content.decode()


class TestNumbersOfThePartners:
    @pytest.fixture
    def three(self, make_agreement, people):
        """Three regions; the naskah is ordered."""
        case = make_agreement("ksdd-sukarela", at="penandatanganan_kb")
        third = Partner.objects.create(name="Pemerintah Kabupaten Ketiga", kind="daerah")
        row = Party(agreement=case, position=3)
        row.take_data(third)
        row.save()
        paper = case.documents.create(
            stage_code=case.stage_code,
            kind=KB,
            revision=9,
            number="007/KB/KS/2026",
            state=DocumentState.READY,
            content_hash=again(case).content_hash,
            context={"date": timezone.localdate().isoformat()},
        )
        assert paper.number
        return again(case)

    def test_each_partner_has_a_box_and_the_pks_names_all_numbers(self, three, signed_in, people):
        client = signed_in(people["verifikator"])
        page = client.get(reverse("kerja-sama", args=[three.pk])).content.decode()
        assert 'name="number_0"' in page and 'name="number_1"' in page
        assert "Pemerintah Kabupaten Ketiga</label>" in page
        sent = {"decided_on": f"{timezone.localdate():%d/%m/%Y}", "outcome": "ditandatangani"}
        sent |= {"number_0": "12/KB/SATU", "number_1": "3/KB/TIGA", "tahap": three.stage_code}
        address = reverse("penuhi", args=[three.pk, three.track.signings[KB]])
        assert client.post(address, sent).status_code == 302
        case = again(three)
        row = case.evidence.get(requirement_code=case.track.signings[KB], void=False)
        assert row.number == "12/KB/SATU; 3/KB/TIGA"
        told = naskah_facts.parent_kb_reference(case)
        assert "Nomor 007/KB/KS/2026, Nomor 12/KB/SATU, dan Nomor 3/KB/TIGA tanggal" in told

    def test_a_partner_without_a_number_keeps_its_place(self):
        assert join_numbers(["", " 3/KB "]) == "-; 3/KB" and join_numbers(["", ""]) == ""
        assert split_numbers("-; 3/KB") == ["", "3/KB"] and split_numbers("") == []
