"""Each year OPD propose what they would like to cooperate on, Bagian Kerja Sama reviews it, and a
Keputusan of the head of region fixes the list (P22 Pasal 5, 25 ayat (2)).
"""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring

from agreements.documents import rendering
from agreements.models import Agreement, ItemState, MappedItem, NothingPlanned
from agreements.monitoring import mapping_paper, mapping_tasks
from agreements.monitoring.mapping_paper import context_of_list as context_of
from agreements.regulations import planned
from agreements.regulations.catalogue import newest_track_version
from agreements.workflow import mapping as acts
from agreements.workflow import planned_cases
from agreements.workflow.evaluation import evaluate_case
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Membership, Role, Unit, User

from .reading import words_of

YEAR = 2027
PDF = b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
FILE = "a" * 64


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def opened(people, today):
    return acts.open_mapping(people["verifikator"], YEAR, today + timedelta(30))


@pytest.fixture
def propose(opened, people):
    def make(objek="Pusat data bersama", kind="ksdpk", user=None, **values):
        user = user or people["staf"]
        unit = Unit.objects.get(membership__user=user)
        item = MappedItem(
            mapping=opened,
            unit=unit,
            kind=kind,
            objek=objek,
            **{
                "urusan": ["16"],
                "tujuan": "Layanan data yang andal.",
                "manfaat": "Biaya turun.",
                **values,
            },
        )
        return acts.send_item(acts.keep_item(item, user).pk, user)

    return make


@pytest.fixture
def laid_out_by_nobody(monkeypatch):
    """Lists are written, but not laid out on pages."""
    monkeypatch.setattr(
        rendering,
        "pdf_of",
        lambda template, context: render_to_string(template, dict(context)).encode(),
    )


@pytest.fixture
def other(people):
    """Somebody of another OPD."""
    user = User.objects.create_user("lain")
    Membership.objects.create(
        user=user, role=Role.OPD, unit=Unit.objects.create(name="Dinas Kesehatan")
    )
    return user


def sent_again(answer):
    """What the longest form of a page would send, were nothing changed."""
    forms = [form for form in fromstring(answer.content.decode()).forms if form.method == "POST"]
    values = {}
    for key, value in max(forms, key=lambda one: len(one.fields)).form_values():
        values.setdefault(key, []).append(value)
    return values


def decree(day, number="188.45/1/2026"):
    return acts.DecreeData(number, day, FILE, "keputusan.pdf")


def fixed(opened, people, today, *items):
    for item in items:
        acts.accept_item(item.pk, people["verifikator"])
    return acts.fix_list(YEAR, people["kabag"], [item.pk for item in items], decree(today))


class TestReview:
    def test_an_item_is_accepted_and_the_keputusan_gives_it_its_place(
        self, opened, propose, people, today
    ):
        first, second = propose(kind="ksdd-sukarela"), propose("Rumah sakit")
        row = fixed(opened, people, today, second, first)
        numbered = row.items.values_list("objek", "number")
        assert list(numbered) == [("Pusat data bersama", 1), ("Rumah sakit", 2)]

    def test_what_is_sent_back_says_why_and_may_be_sent_again(self, propose, people):
        item = acts.return_item(propose().pk, people["verifikator"], "Sebutkan manfaatnya.")
        assert (item.state, item.reason) == (ItemState.RETURNED, "Sebutkan manfaatnya.")
        assert acts.send_item(item.pk, people["kepala"]).is_sent

    def test_two_of_the_same_kind_become_one_with_the_urusan_and_units_of_both(
        self, propose, people, other
    ):
        into = propose()
        gone = propose("Data kesehatan", user=other, urusan=["02"])
        acts.merge_item(gone.pk, people["verifikator"], into.pk)
        into.refresh_from_db()
        assert into.urusan == ["02", "16"]
        assert into.units == ["Dinas Komunikasi dan Informatika", "Dinas Kesehatan"]

    def test_one_that_went_into_another_by_mistake_comes_out_again(self, propose, people):
        into, gone = propose(), propose("Lain")
        acts.merge_item(gone.pk, people["verifikator"], into.pk)
        out = acts.return_item(gone.pk, people["verifikator"], "Keliru digabung.")
        assert out.is_returned and not into.merged.exists()

    def test_different_kinds_are_not_put_together(self, propose, people):
        into, gone = propose(), propose(kind="sinergi")
        with pytest.raises(Refused, match="sejenis"):
            acts.merge_item(gone.pk, people["verifikator"], into.pk)

    def test_an_opd_neither_reviews_nor_writes_for_another(self, propose, people, other):
        item = propose()
        with pytest.raises(Refused, match="Bagian Kerja Sama"):
            acts.accept_item(item.pk, people["staf"])
        with pytest.raises(Refused, match="OPD pengusul"):
            acts.withdraw_item(item.pk, other, "Bukan milik saya.")


class TestFixing:
    def test_what_is_fixed_is_changed_by_nobody(self, opened, propose, people, today):
        item = propose()
        fixed(opened, people, today, item)
        for act in (
            lambda: acts.return_item(item.pk, people["kabag"], "Terlambat."),
            lambda: acts.withdraw_item(item.pk, people["staf"], "Terlambat."),
            lambda: acts.keep_item(MappedItem.objects.get(pk=item.pk), people["staf"]),
        ):
            with pytest.raises(Refused, match="sudah ditetapkan"):
                act()

    def test_a_list_with_a_wajib_item_waits_for_the_planning_unit(
        self, opened, propose, people, today
    ):
        item = propose(kind="ksdd-wajib", geometri="kab-kab")
        with pytest.raises(Refused, match=r"Pasal 5 ayat \(2\)"):
            fixed(opened, people, today, item)
        acts.record_coordination(YEAR, people["verifikator"], today, "Selaras dengan RKPD.")
        assert acts.fix_list(YEAR, people["kabag"], [item.pk], decree(today)).items.count() == 1

    @pytest.mark.parametrize("days, is_taken", [(-1, True), (0, True), (1, False)])
    def test_the_day_of_the_keputusan_is_not_ahead(
        self, opened, propose, people, today, days, is_taken
    ):
        item = acts.accept_item(propose().pk, people["verifikator"])
        day = today + timedelta(days)
        if not is_taken:
            with pytest.raises(Refused, match="sesudah hari ini"):
                acts.fix_list(YEAR, people["kabag"], [item.pk], decree(day))
            return
        assert acts.fix_list(YEAR, people["kabag"], [item.pk], decree(day)).day == day

    def test_who_saw_other_items_fixes_nothing(self, opened, propose, people, today):
        first = acts.accept_item(propose().pk, people["verifikator"])
        acts.accept_item(propose("Baru").pk, people["verifikator"])
        with pytest.raises(Refused, match="berubah sejak"):
            acts.fix_list(YEAR, people["kabag"], [first.pk], decree(today))

    def test_a_later_keputusan_adds_to_the_list(self, opened, propose, people, today):
        fixed(opened, people, today, propose())
        later = acts.accept_item(propose("Tambahan").pk, people["verifikator"])
        row = acts.fix_list(YEAR, people["kabag"], [later.pk], decree(today, "188.45/2/2026"))
        assert row.items.get().number == 2

    def test_a_wrong_number_is_mended_with_its_reason_and_the_former_one_is_kept(
        self, opened, propose, people, today
    ):
        row = fixed(opened, people, today, propose())
        told = acts.DecreeData("188.45/11/2026", today)
        acts.correct_decree(row.pk, people["kabag"], "Salah ketik.", told)
        row.refresh_from_db()
        assert (row.number, row.sha256) == ("188.45/11/2026", FILE)
        note = opened.steps.last().note
        assert "188.45/1/2026" in note and "Salah ketik." in note

    def test_one_recorded_by_mistake_is_withdrawn_until_a_case_names_its_item(
        self, opened, propose, people, today, make_agreement
    ):
        item = propose()
        row = fixed(opened, people, today, item)
        acts.withdraw_decree(row.pk, people["kabag"], "Belum ditandatangani.")
        item.refresh_from_db()
        assert item.is_accepted and not item.is_fixed
        row = acts.fix_list(YEAR, people["kabag"], [item.pk], decree(today))
        make_agreement("ksdpk-daerah", mapped_item_id=item.pk)
        with pytest.raises(Refused, match="sudah dipakai"):
            acts.withdraw_decree(row.pk, people["kabag"], "Terlambat.")


class TestNothing:
    def test_an_opd_says_that_it_plans_nothing_until_it_proposes(self, opened, propose, people):
        unit = Unit.objects.get(membership__user=people["staf"])
        acts.say_nothing_planned(YEAR, people["staf"], unit)
        propose()
        assert not NothingPlanned.objects.exists()

    def test_who_proposed_something_does_not_say_nothing(self, propose, people):
        unit = Unit.objects.get(membership__user=people["staf"])
        propose()
        with pytest.raises(Refused, match="sudah mempunyai usulan"):
            acts.say_nothing_planned(YEAR, people["staf"], unit)


class TestProposal:
    @pytest.fixture
    def item(self, opened, propose, people, today):
        row = propose(program="Layanan data", kegiatan="Pembangunan", jangka_waktu_bulan=24)
        fixed(opened, people, today, row)
        return MappedItem.objects.get(pk=row.pk)

    def begin(self, client, item, title="Pusat data"):
        address = reverse("pemetaan-ajukan", args=[item.pk, "ksdpk-daerah"])
        answer = client.post(address, {"owner": item.unit_id, "title": title})
        assert answer.status_code == 302
        return Agreement.objects.get(title=title)

    def test_it_says_what_its_item_says_and_where_it_stands(self, item, signed_in, people):
        case = self.begin(signed_in(people["staf"]), item)
        assert (case.objek, case.program) == (item.objek, "Layanan data")
        assert case.jangka_waktu_bulan == 24
        page = signed_in(people["verifikator"]).get(reverse("kerja-sama", args=[case.pk]))
        place = f"Butir 1 Daftar Rencana Kerja Sama {YEAR}, Keputusan Nomor 188.45/1/2026"
        assert place in words_of(page.content.decode())

    def test_the_keputusan_is_the_file_that_its_stage_asks_for(self, item, signed_in, people):
        case = self.begin(signed_in(people["staf"]), item)
        check = evaluate_case(case).check("daftar_rencana")
        assert check.met and check.evidence.sha256 == FILE

    def test_a_case_names_its_item_later_and_takes_it_back(
        self, item, make_agreement, signed_in, people
    ):
        case = make_agreement("ksdpk-daerah")
        before = case.content_hash
        client = signed_in(people["staf"])
        address = reverse("ubah", args=[case.pk, "rencana"])
        assert "Tidak tercantum dalam daftar" in client.get(address).content.decode()
        for named, met in ((item.pk, True), ("", False)):
            sent = sent_again(client.get(address)) | {"mapped_item": named}
            assert client.post(address, sent).status_code == 302
            case = Agreement.objects.get(pk=case.pk)
            assert evaluate_case(case).check("daftar_rencana").met is met
        assert case.content_hash == before

    def test_a_case_of_another_opd_or_kind_names_it_not(self, item, make_agreement, other):
        assert planned_cases.items_for_case(make_agreement("ksdpk-daerah")) == [item.pk]
        assert planned_cases.items_for_case(make_agreement("ksdd-sukarela")) == []
        unit = Unit.objects.get(name="Dinas Kesehatan")
        assert planned_cases.items_for_case(Agreement(track_code="ksdpk-daerah", owner=unit)) == []

    def test_the_coordination_of_the_year_is_offered_to_a_wajib_case(
        self, opened, propose, people, today
    ):
        row = propose(kind="ksdd-wajib", geometri="kab-kab")
        acts.record_coordination(YEAR, people["verifikator"], today, "Selaras dengan RKPD.")
        fixed(opened, people, today, row)
        case = Agreement(track_code="ksdd-wajib", mapped_item_id=row.pk)
        need = newest_track_version("ksdd-wajib").requirement("pemetaan", planned.HEARD)
        known = planned_cases.known_of_record(case, need)
        assert (known["decided_on"], known["note"]) == (today, "Selaras dengan RKPD.")
        assert known["outcome"] in need.outcomes

    def test_the_other_units_of_its_item_support_it(
        self, opened, propose, people, other, today, signed_in
    ):
        into, gone = propose(), propose("Data kesehatan", user=other)
        acts.merge_item(gone.pk, people["verifikator"], into.pk)
        fixed(opened, people, today, into)
        case = self.begin(signed_in(people["staf"]), into)
        assert [unit.name for unit in case.supporters.all()] == ["Dinas Kesehatan"]

    def test_the_year_counts_what_became_of_its_items(self, item, signed_in, people):
        self.begin(signed_in(people["staf"]), item)
        page = signed_in(people["pimpinan"]).get(reverse("pemetaan-tahun", args=[YEAR]))
        counts = {figure.label: figure.value for figure in page.context["page"].figures}
        assert counts == {
            "Direncanakan": 1,
            "Menjadi usulan": 1,
            "Ditandatangani": 0,
            "Ditetapkan, belum diajukan": 0,
        }

    def test_leaders_read_on_their_dasbor_what_became_of_the_list(
        self, people, propose, opened, today, signed_in
    ):
        address = reverse("dasbor")
        with time_machine.travel(f"{YEAR}-02-01 09:00+08:00"):
            client = signed_in(people["bupati"])
            assert client.get(address).context["page"].planned == []
            item = propose()
            fixed(opened, people, timezone.localdate(), item)
            self.begin(signed_in(people["staf"]), item)
            counts = [(row.count, row.words) for row in client.get(address).context["page"].planned]
        assert counts == [(1, "direncanakan"), (1, "menjadi usulan"), (0, "ditandatangani")]


class TestPages:
    def test_an_opd_writes_and_sends_an_item(self, opened, signed_in, people):
        client = signed_in(people["staf"])
        unit = Unit.objects.get(membership__user=people["staf"])
        sent = {
            "unit": unit.pk,
            "kind": "ksdpk",
            "objek": "Parkir elektronik",
            "urusan": ["15"],
            "tujuan": "Parkir tertib.",
            "manfaat": "Pendapatan naik.",
            "ajukan": "1",
        }
        answer = client.post(reverse("pemetaan-usulkan", args=[YEAR]), sent)
        assert answer.status_code == 302
        assert MappedItem.objects.get().is_sent

    def test_a_wajib_item_says_what_the_law_asks_of_its_list(self, opened, signed_in, people):
        client = signed_in(people["staf"])
        sent = {"kind": "ksdd-wajib", "objek": "Sampah perbatasan", "tujuan": "Bersih."}
        answer = client.post(reverse("pemetaan-usulkan", args=[YEAR]), sent)
        assert answer.status_code == 422
        words = words_of(answer.content.decode())
        assert "Wajib diisi bagi KSDD wajib (Permendagri 22/2020 Pasal 5 ayat (3))" in words
        assert "Sampah perbatasan" in answer.content.decode()

    def test_the_bagian_records_the_keputusan_with_its_file(
        self, opened, propose, signed_in, people
    ):
        acts.accept_item(propose().pk, people["verifikator"])
        client = signed_in(people["kabag"])
        address = reverse("pemetaan-tetapkan", args=[YEAR])
        sent = sent_again(client.get(address)) | {
            "number": "188.45/7/2026",
            "day": timezone.localdate().strftime("%d/%m/%Y"),
            "upload": SimpleUploadedFile("keputusan.pdf", PDF, "application/pdf"),
        }
        page = client.post(address, sent, follow=True).content.decode()
        assert "188.45/7/2026" in page and "Butir 1" in page

    def test_the_page_of_a_year_costs_the_same_however_many_items_it_has(
        self, opened, propose, signed_in, people
    ):
        client, address = signed_in(people["verifikator"]), reverse("pemetaan-tahun", args=[YEAR])
        client.get(address)
        counts = []
        for _ in range(2):
            for number in range(3):
                propose(f"Objek {number}")
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))
        assert counts[0] == counts[1] <= 32


class TestTelling:
    def asked(self):
        return {pk for task in mapping_tasks.asked_unit_tasks([]) for pk in task.people}

    def test_an_opd_is_asked_until_it_proposes_or_says_that_it_plans_nothing(
        self, opened, propose, people, other
    ):
        assert {people["staf"].pk, people["kepala"].pk, other.pk} <= self.asked()
        propose()
        acts.say_nothing_planned(YEAR, other, Unit.objects.get(name="Dinas Kesehatan"))
        assert self.asked() == set()

    @pytest.mark.parametrize("days, is_asked", [(1, True), (0, True), (-1, False)])
    def test_nobody_is_asked_after_the_day_that_the_office_set(self, people, today, days, is_asked):
        acts.open_mapping(people["kabag"], YEAR, today + timedelta(days))
        assert bool(self.asked()) is is_asked

    def test_the_bagian_reviews_what_was_sent_and_its_opd_mends_what_came_back(
        self, propose, people
    ):
        item = propose()
        (task,) = mapping_tasks.items_to_review([])
        assert people["verifikator"].pk in task.people and people["staf"].pk not in task.people
        acts.return_item(item.pk, people["verifikator"], "Sebutkan manfaatnya.")
        assert list(mapping_tasks.items_to_review([])) == []
        (mend,) = mapping_tasks.items_to_mend([])
        assert people["staf"].pk in mend.people and mend.words == "Sebutkan manfaatnya."
        acts.send_item(item.pk, people["staf"])
        (again,) = mapping_tasks.items_to_review([])
        assert again.key != task.key


@pytest.mark.usefixtures("laid_out_by_nobody")
class TestPaper:
    def test_the_draft_is_numbered_as_it_will_be_and_names_no_keputusan(
        self, opened, propose, people
    ):
        acts.accept_item(propose().pk, people["verifikator"])
        row = mapping_paper.order_list(opened, None, people["kabag"])
        words = words_of(render_to_string("documents/mapping_list.html", context_of(row)))
        assert "RANCANGAN" in words and "1. Pusat data bersama" in words
        assert "sesuai Permendagri 22/2020 Pasal 25 ayat (2)" in words

    def test_the_list_of_a_keputusan_bears_its_number_and_day(self, opened, propose, people, today):
        row = mapping_paper.order_list(
            opened, fixed(opened, people, today, propose()), people["kabag"]
        )
        words = words_of(render_to_string("documents/mapping_list.html", context_of(row)))
        assert "NOMOR 188.45/1/2026" in words and "RANCANGAN" not in words

    def test_the_worker_makes_it_once_and_everybody_reads_that_of_a_keputusan(
        self, opened, propose, people, other, today, signed_in
    ):
        row = mapping_paper.order_list(
            opened, fixed(opened, people, today, propose()), people["kabag"]
        )
        mapping_paper.render_list(row.pk)
        address = reverse("pemetaan-berkas", args=[row.pk])
        assert signed_in(other).get(address).status_code == 200

    def test_a_draft_is_read_by_the_bagian_alone(self, opened, propose, people, signed_in):
        acts.accept_item(propose().pk, people["verifikator"])
        row = mapping_paper.order_list(opened, None, people["kabag"])
        mapping_paper.render_list(row.pk)
        address = reverse("pemetaan-berkas", args=[row.pk])
        assert signed_in(people["verifikator"]).get(address).status_code == 200
        assert signed_in(people["pimpinan"]).get(address).status_code == 404

    def test_an_empty_draft_is_not_printed(self, opened, people):
        with pytest.raises(Refused, match="Belum ada usulan"):
            mapping_paper.order_list(opened, None, people["kabag"])


class TestYear:
    def test_a_year_is_opened_once_and_by_the_bagian(self, opened, people, today):
        with pytest.raises(Refused, match="sudah dibuka"):
            acts.open_mapping(people["kabag"], YEAR, today)
        with pytest.raises(Refused, match="Bagian Kerja Sama"):
            acts.open_mapping(people["staf"], YEAR + 1, today)

    @pytest.mark.parametrize("days, is_open", [(1, True), (0, True), (-1, False)])
    def test_opd_are_asked_until_the_day_that_the_office_set(self, people, today, days, is_open):
        day = today + timedelta(days)
        assert acts.open_mapping(people["kabag"], YEAR, day).is_open is is_open

    def test_its_steps_are_never_changed(self, opened):
        with pytest.raises(InternalError), transaction.atomic():
            opened.steps.update(note="lain")


def test_whose_items_one_sees(opened, propose, people, other, today):
    sent = propose()
    draft = MappedItem.objects.create(
        mapping=opened, unit=sent.unit, kind="ksdpk", objek="Rancangan", by=people["staf"]
    )
    seen = {
        name: set(MappedItem.objects.visible_to(user))
        for name, user in {**people, "lain": other}.items()
    }
    assert seen["staf"] == seen["kepala"] == {sent, draft}
    assert seen["verifikator"] == seen["pimpinan"] == {sent}
    assert seen["lain"] == set()
    fixed(opened, people, today, sent)
    assert set(MappedItem.objects.visible_to(other)) == {sent}
