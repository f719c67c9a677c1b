"""A signed agreement is changed, extended or ended on a track of its own, and never in place."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.documents import rendering
from agreements.documents.archive import public_verification
from agreements.documents.pages.terms_in_force import articles_in_force
from agreements.documents.wording import clauses, versions
from agreements.family import tree_of
from agreements.forms.articles import ArticlesForm
from agreements.models import Agreement, Document, chain_is_intact
from agreements.monitoring.duties import ledger
from agreements.regulations import catalogue, chooser
from agreements.workflow import change_effects, engine
from agreements.workflow.guarding import Refused
from tests.conftest import pass_stage, signed_at_once

from .conftest import again, as_long_as

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture
def walk(people):
    def to_the_end(change: Agreement, at: str = "penatausahaan") -> Agreement:
        for _ in as_long_as(lambda: change.stage_code != at):
            change = pass_stage(change, people)
        return Agreement.objects.get(pk=change.pk)

    return to_the_end


@pytest.fixture
def signed(make_agreement, people):
    return lambda track, **fields: signed_at_once(
        make_agreement(track, **fields), people["verifikator"]
    )


def test_an_adendum_goes_from_the_button_to_the_signature_and_the_naskah_in_force_shows_it(
    signed, people, signed_in, walk
):
    parent = signed("ksdpk-daerah")
    staff = signed_in(people["staf"])
    ways = staff.get(reverse("perubahan", args=[parent.pk])).content.decode()
    address = f"{reverse('ajukan', args=['ksdpk-adendum'])}?kerja-sama={parent.pk}"
    assert address in ways
    assert f'value="{parent.pk}" selected' in staff.get(address).content.decode()
    begun = staff.post(address, {"parent": parent.pk})
    change = parent.children.get()
    assert begun.url == reverse("ubah", args=[change.pk, "perubahan"])
    assert (change.partner, change.owner, change.naskah_diubah) == (
        parent.partner,
        parent.owner,
        "perjanjian_kerja_sama",
    )
    said = {
        "naskah_diubah": "perjanjian_kerja_sama",
        "alasan": "Kebutuhan data bertambah.",
        "versi": change.content_hash,
        "lanjut": 1,
    }
    steps = staff.post(begun.url, said)
    assert steps.url == reverse("ubah", args=[change.pk, "pasal"])
    page = staff.get(steps.url)
    form = page.context["rows"]["perubahan"]
    typed = {
        name: field.initial or ""
        for name, field in form.fields.items()
        if not name.startswith("hapus")
    }
    typed |= {
        "teks_objek": "Objeknya data, informasi, dan peta.",
        "judul_0": "Kerahasiaan",
        "baru_0": "Data pribadi dirahasiakan.",
    }
    typed |= {"sesudah_0": "objek", "versi": again(change).content_hash}
    assert staff.post(steps.url, typed).status_code == 302
    assert [(row["place"], row["how"]) for row in again(change).perubahan] == [
        ("Pasal 2", "diubah"),
        ("Pasal 2A", "ditambahkan"),
    ]

    walk(again(change))
    number = change.documents.get(kind="adendum", draft=False).number
    rows = {row.place: row for row in articles_in_force(again(parent), "perjanjian_kerja_sama")}
    assert (
        rows["Pasal 2"].text == "Objeknya data, informasi, dan peta."
        and number in rows["Pasal 2"].origin
    )
    assert rows["Pasal 2A"].text == "Data pribadi dirahasiakan." and rows[
        "Pasal 3"
    ].origin.startswith("Naskah asli")
    shown = staff.get(reverse("naskah-berlaku", args=[parent.pk])).content.decode()
    assert "Objeknya data, informasi, dan peta." in shown and number in shown
    assert parent.events.filter(action="adendum").exists() and chain_is_intact(again(parent))
    assert again(parent).ends_on == parent.ends_on


def test_an_extension_moves_the_end_and_the_original_keeps_its_date(
    make_agreement, signed, people, signed_in, walk
):
    parent = signed("ksdd-sukarela")
    change = make_agreement("ksdd-perpanjangan", parent=parent)
    assert again(parent).ends_on == parent.expires_on
    change = walk(change)
    after = again(parent)
    assert (
        after.expires_on == parent.expires_on
        and after.ends_on == change.berakhir_baru == parent.expires_on + timedelta(365)
    )
    assert change.berakhir_semula == parent.expires_on and change.ends_on is None
    shown = signed_in(people["staf"]).get(reverse("kerja-sama", args=[parent.pk])).content.decode()
    assert (
        f"Diperpanjang sampai {date_format(after.ends_on, 'j F Y')}, berlaku sejak" in shown
        and change.title in shown
    )
    assert after in Agreement.objects.in_force("diperpanjang", timezone.localdate())
    term = next(
        row
        for row in articles_in_force(after, "perjanjian_kerja_sama")
        if row.part == "jangka_waktu"
    )
    assert "Diperpanjang sampai dengan" in term.note


def test_of_two_extensions_the_one_signed_last_holds_however_they_were_recorded(
    make_agreement, signed
):
    parent = signed("ksdd-sukarela")
    today = timezone.localdate()
    for signed_on, months in ((today - timedelta(5), 24), (today - timedelta(9), 12)):
        change = make_agreement("ksdd-perpanjangan", parent=again(parent))
        until = parent.expires_on + relativedelta(months=months)
        Agreement.objects.filter(pk=change.pk).update(effective_on=signed_on, berakhir_baru=until)
    later = parent.expires_on + relativedelta(months=24)
    assert change_effects.end_of(again(parent), change.naskah_diubah) == later


def test_a_kesepakatan_bersama_is_extended_by_five_years_at_most_and_the_form_says_by_which_article(
    make_agreement, signed, people, signed_in
):
    parent = signed("ksdd-sukarela")
    change = make_agreement("ksdd-kb-perpanjangan", parent=parent)
    staff, address = signed_in(people["staf"]), reverse("ubah", args=[change.pk, "perubahan"])
    end = again(parent).ends_on

    def answer(day):
        said = {
            "naskah_diubah": "kesepakatan_bersama",
            "alasan": "Masih dibutuhkan.",
            "versi": again(change).content_hash,
        }
        return staff.post(address, said | {"berakhir_baru": day.isoformat()})

    refused = answer(end + relativedelta(months=60, days=1))
    assert (
        refused.status_code == 422
        and "Permendagri 22/2020 Pasal 9 ayat (3)" in refused.content.decode()
    )
    assert "Pilih hari sesudah" in answer(end).content.decode()
    assert answer(end + relativedelta(months=60)).status_code == 302


def test_an_extension_after_a_february_lasts_through_the_longer_february(signed, make_agreement):
    """Sixty months from 1 March 2027 end on 29 February 2032."""
    parent = signed("ksdd-sukarela")
    signed_on = change_effects.signings_of_naskah(parent)["kesepakatan_bersama"]
    signed_on.decided_on = date(2022, 3, 1)
    signed_on.save()
    Agreement.objects.filter(pk=parent.pk).update(jangka_waktu_bulan=60)
    change, today = make_agreement("ksdd-kb-perpanjangan", parent=again(parent)), date(2027, 1, 4)
    assert change_effects.fault_of(change, date(2032, 2, 29), today) == ""
    assert "29 Februari 2032" in change_effects.fault_of(change, date(2032, 3, 1), today)


def test_an_early_end_brings_the_end_forward_and_with_it_all_that_was_still_to_come(
    make_agreement, people, signed_in, walk, time_machine
):
    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
    parent = again(make_agreement("ksdpk-daerah", at="pelaksanaan"))
    time_machine.move_to("2026-08-10 09:00+08:00", tick=False)
    change = make_agreement(
        "ksdpk-pengakhiran", parent=parent, changed={"berakhir_baru": date(2026, 9, 30)}
    )
    change = walk(change, at="penandatanganan")
    printed = clauses.clause_texts_of(change, "ba_pengakhiran")
    settled = dict(printed)["Penyelesaian Hak dan Kewajiban"]
    assert (
        "Pelaporan pelaksanaan KSDPK, Semester I 2026" in settled
        and "Semester I 2027" not in settled
    )
    change = walk(change)
    after = again(parent)
    assert (after.ends_on, after.terminated, after.expires_on) == (
        date(2026, 9, 30),
        True,
        parent.expires_on,
    )
    labels = {due.label for due in ledger.dues_of_agreement(after, date(2026, 8, 10))}
    assert "Semester II 2026" in labels and "Semester I 2027" not in labels
    assert after in Agreement.objects.in_force("diakhiri", timezone.localdate())
    refused = signed_in(people["staf"]).get(reverse("perubahan", args=[parent.pk])).content.decode()
    assert "diakhiri pada 30 September 2026" in refused and "Ajukan perpanjangan" not in refused
    naskah = parent.documents.get(kind="perjanjian_kerja_sama", draft=False)
    report = public_verification.verification_report_of(naskah)
    assert report.standing.good and report.changes[0].startswith(
        "Diakhiri pada 30 September 2026 dengan Berita Acara Pengakhiran Nomor"
    )
    time_machine.move_to("2026-10-02 09:00+08:00", tick=False)
    assert (
        public_verification.verification_report_of(
            Document.objects.get(pk=naskah.pk)
        ).standing.verdict
        == "Diakhiri"
    )


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ({"ends_on": None, "expires_on": None, "effective_on": None}, "belum ditandatangani"),
        (
            {
                "ends_on": date(2020, 1, 1),
                "expires_on": date(2020, 1, 1),
                "effective_on": date(2019, 1, 1),
            },
            "sudah berakhir",
        ),
        ({"terminated": True}, "diakhiri pada"),
        ({"state": "ditolak"}, "ditolak"),
    ],
)
def test_what_does_not_hold_is_not_changed_and_the_refusal_says_why(
    make_agreement, signed, state, why
):
    parent = signed("ksdpk-daerah")
    Agreement.objects.filter(pk=parent.pk).update(**state)
    with pytest.raises(Refused, match=why):
        make_agreement("ksdpk-adendum", parent=again(parent))


def test_there_is_one_open_change_of_a_kind_at_a_time_and_the_unsigned_has_no_room_for_any(
    make_agreement, signed, people, signed_in, walk
):
    parent = signed("ksdpk-daerah")
    first = make_agreement("ksdpk-adendum", parent=again(parent))
    with pytest.raises(Refused, match="Masih ada adendum yang sedang diproses"):
        make_agreement("ksdpk-adendum", parent=again(parent))
    make_agreement("ksdpk-perpanjangan", parent=again(parent))
    walk(first)
    make_agreement("ksdpk-adendum", parent=again(parent))
    unsigned = make_agreement("ksdpk-daerah", title="Belum apa-apa")
    staff = signed_in(people["staf"])
    assert staff.get(reverse("perubahan", args=[unsigned.pk])).status_code == 404
    assert (
        "Ubah, perpanjang, akhiri"
        not in staff.get(reverse("kerja-sama", args=[unsigned.pk])).content.decode()
    )


def test_a_second_adendum_builds_on_the_first(make_agreement, walk):
    parent = again(make_agreement("ksdd-sukarela", at="pelaksanaan"))
    walk(
        make_agreement(
            "ksdd-adendum", parent=parent, changed={"part": "objek", "text": "Objeknya data."}
        )
    )
    second = make_agreement(
        "ksdd-adendum",
        parent=parent,
        changed={"part": "kahar", "text": "Keadaan kahar diatur tersendiri."},
    )
    assert [row["part"] for row in second.perubahan] == ["kahar"]
    assert "telah diubah dengan Adendum Nomor" in rendering.to_html(
        Document(agreement=second, kind="adendum", draft=True, context={"date": "2026-03-02"})
    )
    walk(second)
    rows = {row.part: row for row in articles_in_force(parent, "perjanjian_kerja_sama")}
    assert (
        rows["objek"].text == "Objeknya data."
        and rows["kahar"].text == "Keadaan kahar diatur tersendiri."
    )
    assert rows["objek"].origin != rows["kahar"].origin
    naskah = parent.documents.get(kind="perjanjian_kerja_sama", draft=False)
    assert [text[:26] for text in public_verification.verification_report_of(naskah).changes] == [
        "Diubah dengan Adendum Nomo"
    ] * 2


def test_a_pasal_that_the_law_lists_is_not_struck_out(make_agreement):
    change = make_agreement("ksdd-adendum")
    form = ArticlesForm({}, instance=change)
    typed = {
        name: field.initial or ""
        for name, field in form.fields.items()
        if not name.startswith("hapus")
    } | {"hapus_objek": "on"}
    form = ArticlesForm(typed, instance=change)
    assert not form.is_valid() and "Pasal 41 ayat (1)" in form.errors["hapus_objek"][0]


def test_only_what_burdens_more_goes_to_the_dprd(make_agreement, people):
    light, heavy = make_agreement("ksdd-adendum"), make_agreement("ksdd-adendum", membebani=True)
    stages = []
    for change in (light, heavy):
        for _ in as_long_as(lambda: change.stage_code in ("persiapan", "usulan", "penyusunan")):
            change = pass_stage(change, people)
        stages.append(change.stage_code)
    assert stages == ["penandatanganan", "persetujuan_dprd"]


def test_a_signed_change_is_neither_withdrawn_nor_rejected(make_agreement, people, walk):
    change = walk(make_agreement("ksdd-perpanjangan"))
    for state, who in (("ditarik", "staf"), ("ditolak", "sekda")):
        with pytest.raises(Refused, match="sudah ditandatangani"):
            engine.halt_case(change.pk, people[who], change.stage_code, state, "Alasan")


def test_abroad_an_extension_is_told_to_the_minister_in_time_and_settles_the_duty(
    make_agreement, signed, people, walk, time_machine
):
    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
    parent = signed("ksdpl-daerah")
    change = make_agreement("ksdpl-perpanjangan", parent=parent)
    change = walk(change, at="penandatanganan")
    assert change.documents.get(kind="penyampaian_perpanjangan").state == "siap"
    told = next(
        due
        for due in ledger.dues_of_agreement(parent, date(2026, 3, 3))
        if due.duty.code == "luar-negeri-perpanjangan"
    )
    assert (told.standing, told.period) == (ledger.DutyStatus.DONE, parent.ends_on)
    change = pass_stage(change, people)
    after = again(parent)
    assert after.ends_on == change.berakhir_baru and change.state == "selesai"
    new = next(
        due
        for due in ledger.dues_of_agreement(after, date(2026, 3, 3))
        if due.duty.code == "luar-negeri-perpanjangan" and due.is_unmet
    )
    assert new.period == after.ends_on


def test_abroad_both_languages_are_amended_and_the_late_notice_is_warned_of(
    make_agreement, signed, walk, time_machine
):
    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
    parent = signed("ksdll-daerah")
    change = walk(make_agreement("ksdll-adendum", parent=parent), at="penandatanganan")
    html = rendering.to_html(
        Document(agreement=change, kind="amandemen", draft=True, context={"date": "2026-03-02"})
    )
    assert (
        "Article 3 Scope of Cooperation is amended to read" in html
        and "Its coverage is extended" in html
        and "Cakupannya diperluas" in html
    )
    time_machine.move_to(
        datetime(parent.ends_on.year, parent.ends_on.month, 1, 9) - timedelta(60), tick=False
    )
    late = make_agreement("ksdll-perpanjangan", parent=parent)
    assert late.holds("perpanjangan_terlambat")


def test_the_tree_shows_the_whole_family_on_each_page_and_titles_only_to_who_may_not_see(
    make_agreement, signed, people, signed_in, stranger
):
    parent = signed("ksdd-sukarela", title="Induk Data")
    pks = signed("ksdd-pks", parent=parent, title="PKS Data")
    change = make_agreement("ksdd-adendum", parent=pks)
    Agreement.objects.filter(pk=parent.pk).update(owner=stranger.memberships.get().unit)
    with CaptureQueriesContext(connection) as queries:
        nodes = tree_of(change, people["staf"])
    assert len(queries) <= 2 and [(node.title, node.depth, node.is_seen) for node in nodes] == [
        ("Induk Data", 0, False),
        ("PKS Data", 1, True),
        ("Adendum PKS Data", 2, True),
    ]
    staff = signed_in(people["staf"])
    for page in ("kerja-sama", "naskah-berlaku", "perubahan"):
        shown = staff.get(reverse(page, args=[pks.pk])).content.decode()
        assert "Induk Data" in shown and reverse("kerja-sama", args=[parent.pk]) not in shown
    told = render_to_string("components/branches.html", {"nodes": nodes})
    assert f"{nodes[0].what} ·" not in told and f"{nodes[1].what} ·" in told


@pytest.mark.sweep(7)
@pytest.mark.parametrize(
    "track", [track for track in catalogue.TRACKS if track.changes], ids=lambda track: track.code
)
def test_every_change_is_walked_to_its_end(make_agreement, people, track):
    change = make_agreement(track.code)
    for _ in as_long_as(lambda: change.state != "selesai"):
        change = pass_stage(change, people)
    parent = again(change.above)
    assert parent.events.filter(action=str(track.changes)).exists() and chain_is_intact(parent)


def test_the_chooser_reaches_every_track():
    reached = {
        answer.track
        for question in chooser.QUESTIONS.values()
        for answer in question.answers
        if answer.track
    }
    assert reached == {track.code for track in catalogue.TRACKS}


def test_the_naskah_in_force_costs_the_same_queries_however_often_it_was_changed(
    make_agreement, signed, people, signed_in
):
    parent, staff = signed("ksdd-sukarela"), signed_in(people["staf"])

    def cost() -> int:
        change = make_agreement("ksdd-adendum", parent=parent)
        versions.keep_version(change, "adendum", people["staf"])
        signed_at_once(change, people["verifikator"])
        staff.get(reverse("naskah-berlaku", args=[parent.pk]))  # what the office sets is kept
        with CaptureQueriesContext(connection) as queries:
            assert staff.get(reverse("naskah-berlaku", args=[parent.pk])).status_code == 200
        return len(queries)

    assert cost() == cost()


def test_nothing_is_changed_any_more_once_the_agreement_was_ended(
    make_agreement, signed, people, walk
):
    parent = signed("ksdd-sukarela")
    adendum = walk(make_agreement("ksdd-adendum", parent=parent), at="penandatanganan")
    walk(make_agreement("ksdd-pengakhiran", parent=parent))
    with pytest.raises(Refused, match="diakhiri pada"):
        walk(adendum)


def test_a_further_naskah_is_not_signed_once_the_agreement_was_ended(make_agreement, people, walk):
    parent = walk(make_agreement("ksdd-sukarela"), at="penyusunan_pks")
    walk(make_agreement("ksdd-pengakhiran", parent=parent))
    ended = again(parent).ends_on
    with pytest.raises(Refused, match="diakhiri pada"):
        walk(again(parent))
    assert again(parent).ends_on == ended


def test_an_extension_recorded_anew_does_not_bring_an_ended_agreement_back(
    make_agreement, signed, walk
):
    parent = signed("ksdd-pks")
    extension = walk(make_agreement("ksdd-perpanjangan", parent=parent))
    walk(make_agreement("ksdd-pengakhiran", parent=parent))
    ended_on = again(parent).ends_on
    assert "diakhiri pada" in change_effects.take_effect(
        again(extension), again(parent), timezone.localdate()
    )
    assert again(parent).terminated and again(parent).ends_on == ended_on
