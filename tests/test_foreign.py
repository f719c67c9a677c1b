"""The rules of P25 that are easily lost."""

from datetime import date, timedelta

import pytest

from agreements import demo
from agreements.forms.proposal import ProposalForm
from agreements.models import Agreement
from agreements.regulations import catalogue, register
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.workflow import engine, guarding
from agreements.workflow.deadlines import Calendar
from agreements.workflow.evaluation import evaluate_case

from .conftest import as_long_as, change, order_and_render, pass_stage, record

pytestmark = pytest.mark.usefixtures("blank_papers")

FOREIGN = [track for track in catalogue.TRACKS if track.is_foreign]
ELEVEN = [track for track in FOREIGN if track.position(track.stages[-1].code) == 10]


def reasons(agreement):
    return " ".join(evaluate_case(agreement).reasons)


def until_open(agreement, code, **answers):
    """Walk on within the stage until that requirement is open."""
    for _ in as_long_as(
        lambda: (
            code not in [check.requirement.code for check in evaluate_case(agreement).open_checks]
        )
    ):
        assert demo.meet_next(agreement, order_and_render, **answers), code
        agreement = Agreement.objects.get(pk=agreement.pk)
    return agreement


def test_the_eleven_stages_bear_the_names_and_order_of_p25_pasal_9():
    names = [
        "Prakarsa",
        "Penjajakan",
        "Pernyataan Kehendak Kerja Sama",
        "Penyusunan Rencana Kerja Sama",
        "Persetujuan DPRD",
        "Verifikasi",
        "Penyusunan rancangan Naskah Kerja Sama",
        "Pembahasan Naskah Kerja Sama",
        "Persetujuan Menteri",
        "Penandatanganan Naskah Kerja Sama",
        "Pelaksanaan",
    ]
    assert len(ELEVEN) == 4
    assert all([stage.name for stage in track.stages] == names for track in ELEVEN)


@pytest.mark.parametrize("track", FOREIGN, ids=lambda t: t.code)
def test_every_citation_resolves_in_the_register(track):
    assert all(
        register.text_of_citation(citation) for citation in register.citations_of_track(track)
    )


def test_no_relations_no_cooperation(make_agreement):
    agreement = make_agreement("ksdpl-daerah")
    agreement.partner.country = "IL"
    agreement.partner.save()
    assert "hubungan diplomatik" in reasons(Agreement.objects.get(pk=agreement.pk))


def test_a_twin_must_be_of_equal_rank(make_agreement):
    agreement = make_agreement("ksdpl-daerah", jenis_ln="kembar")
    agreement.partner.level = "provinsi"
    agreement.partner.save()
    assert "setingkat kabupaten/kota" in reasons(Agreement.objects.get(pk=agreement.pk))


def test_technology_must_be_transferable_only_where_technology_is_the_object(make_agreement):
    assert "pengalihan ilmu" not in reasons(make_agreement("ksdll-daerah"))
    assert "pengalihan ilmu" in reasons(make_agreement("ksdll-daerah", objek_ln=["iptek"]))


def test_equality_complementarity_and_people_are_asked_of_ksdpl_alone(make_agreement):
    blank = {"kesetaraan": "", "saling_melengkapi": "", "hubungan_masyarakat": ""}
    assert reasons(make_agreement("ksdpl-daerah", **blank)).count("masih kosong") == 3
    assert "masih kosong" not in reasons(make_agreement("ksdll-daerah", **blank))


@pytest.mark.parametrize(("field", "months"), [("loi_bulan", 13), ("jangka_waktu_bulan", 61)])
def test_an_intent_holds_a_year_and_an_agreement_five_at_most(make_agreement, field, months):
    agreement = make_agreement("ksdpl-daerah")
    step = "penandatanganan" if field == "loi_bulan" else "isi"
    form = ProposalForm(
        {field: months},
        instance=agreement,
        track=agreement.track,
        step=step,
        editable=agreement.editable_fields,
    )
    assert "paling lama" in form.errors[field][0]


def test_a_lapsed_intent_warns_and_stops_nobody(make_agreement, people, days_pass):
    agreement = make_agreement("ksdpl-daerah", at="rencana_kerja_sama")
    assert agreement.loi_until and agreement.effective_on is None
    days_pass(366)
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert agreement.loi_lewat
    assert "Pernyataan Kehendak" not in reasons(agreement)


def test_dprd_always_decides_within_45_working_days_and_its_silence_is_told_to_the_menteri(
    make_agreement, people, days_pass
):
    agreement = until_open(
        make_agreement("ksdpl-daerah", at="persetujuan_dprd", membebani=False), "putusan_dprd"
    )
    term = evaluate_case(agreement).term
    assert (term.left, term.kind) == (45, "kerja")
    with pytest.raises(guarding.Refused, match="jangka waktu"):
        record(agreement, people, "putusan_dprd", "dianggap disetujui")
    days_pass((term.due - term.start).days + 1)
    record(agreement, people, "putusan_dprd", "dianggap disetujui")
    with pytest.raises(guarding.Refused, match="menindaklanjuti Rencana Kerja Sama"):
        engine.complete_stage(agreement.pk, people["verifikator"], "persetujuan_dprd")
    order_and_render(agreement, people["verifikator"], "tindak_lanjut_rencana")
    assert Agreement.objects.get(pk=agreement.pk).stage_code == "verifikasi"


def test_an_approval_that_was_given_needs_no_letter_about_silence(make_agreement, people):
    agreement = until_open(make_agreement("ksdll-daerah", at="persetujuan_dprd"), "putusan_dprd")
    record(agreement, people, "putusan_dprd", "disetujui")
    assert Agreement.objects.get(pk=agreement.pk).stage_code == "verifikasi"


@pytest.mark.parametrize(
    ("stage", "letter"),
    [("verifikasi", "rencana_ke_menteri"), ("rancangan_naskah", "naskah_ke_menteri")],
    ids=["plan", "draft"],
)
def test_the_bupati_writes_to_the_menteri_himself_when_the_gubernur_lets_five_working_days_pass(
    make_agreement,
    people,
    days_pass,
    stage,
    letter,
):
    agreement = until_open(make_agreement("ksdpl-daerah", at=stage), "penerusan_gubernur")
    term = next(term for term in evaluate_case(agreement).terms if term.term.code == "gubernur")
    assert (term.left, term.kind) == (5, "kerja")
    with pytest.raises(guarding.Refused):
        order_and_render(agreement, people["verifikator"], letter)
    with pytest.raises(guarding.Refused, match="jangka waktu"):
        record(agreement, people, "penerusan_gubernur", RecordOutcome.NOT_PASSED_ON)
    days_pass((term.due - term.start).days + 1)
    record(agreement, people, "penerusan_gubernur", RecordOutcome.NOT_PASSED_ON)
    with pytest.raises(guarding.Refused, match="menunggu"):
        record(agreement, people, "diterima_menteri", "diterima")
    order_and_render(agreement, people["verifikator"], letter)
    assert record(agreement, people, "diterima_menteri", "diterima")


def test_a_plan_that_the_menteri_wants_mended_goes_back_by_itself_and_returns(
    make_agreement, people
):
    agreement = until_open(make_agreement("ksdpl-daerah", at="verifikasi"), "pertimbangan")
    record(
        agreement,
        people,
        "pertimbangan",
        "memperbaiki Rencana Kerja Sama",
        note="Rinci pembiayaan tiap kegiatan.",
    )
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert (agreement.stage_code, agreement.return_to, agreement.holders) == (
        "rencana_kerja_sama",
        "verifikasi",
        ["OPD"],
    )
    assert "Rinci pembiayaan" in agreement.corrections.get().text
    change(agreement, people["staf"], sasaran="Terlatihnya 80 pengelola layanan.")
    engine.resolve_correction(agreement.pk, people["staf"], agreement.corrections.get().pk)
    agreement = Agreement.objects.get(pk=agreement.pk)
    # What the DPRD approved has changed, so it is asked again before the Menteri is.
    assert pass_stage(agreement, people).stage_code == "persetujuan_dprd"


def test_the_history_names_what_went_through_the_gubernur(make_agreement):
    agreement = until_open(
        make_agreement("ksdpl-daerah", at="rancangan_naskah"), "penerusan_gubernur"
    )
    received = [
        event.title
        for event in agreement.events.all()
        if event.detail.get("requirement") == "diterima_gubernur"
    ]
    assert received == [
        "Rencana Kerja Sama diterima Gubernur: diterima",
        "Rancangan Naskah Kerja Sama diterima Gubernur: diterima",
    ]


def test_a_term_of_p25_is_in_working_days_whatever_the_setting_says(settings, db):
    settings.P22_DAY_KIND = "kalender"
    track = catalogue.newest_track_version("ksdpl-daerah")
    stage = track.stage("verifikasi")
    assert Calendar().length(track, stage, stage.deadline) == (5, "kerja")


def test_the_term_runs_from_the_signing_of_the_naskah_not_of_the_intent(make_agreement):
    agreement = make_agreement("ksdll-daerah", at="pelaksanaan")
    assert agreement.effective_on and agreement.expires_on - agreement.effective_on > timedelta(
        3 * 365 - 2
    )
    assert agreement.loi_until < agreement.expires_on


def test_the_original_stays_with_the_menteri_and_the_region_receives_a_copy(make_agreement):
    codes = [
        need.code
        for need in catalogue.newest_track_version("ksdpl-daerah")
        .stage("penandatanganan")
        .requirements
    ]
    assert codes.index("ttd_naskah") < codes.index("asli_diterima") < codes.index("salinan_naskah")


def test_no_full_powers_unless_they_are_asked_for(make_agreement):
    check = evaluate_case(make_agreement("ksdpl-daerah", at="penandatanganan")).check(
        "surat_kuasa_penuh"
    )
    assert not check.applies and "Pasal" not in check.reason.rpartition("UU 24/2000")[2]
    assert (
        evaluate_case(make_agreement("ksdpl-daerah", at="penandatanganan", kuasa_penuh=True))
        .check("surat_kuasa_penuh")
        .is_open
    )


def test_what_stands_in_one_language_only_holds_up_the_naskah(make_agreement):
    agreement = make_agreement("ksdpl-daerah", at="rancangan_naskah")
    agreement.clauses = {"naskah_kerja_sama": {"pelaksanaan": "Para pihak membentuk tim."}}
    assert agreement.missing_translations == ["naskah_kerja_sama/pelaksanaan"]
    assert "kedua bahasa" in reasons(agreement)
    agreement.clauses["naskah_kerja_sama"]["pelaksanaan_en"] = "The Parties shall form a team."
    assert "kedua bahasa" not in reasons(agreement)


def test_a_foreign_nonprofit_without_permits_in_force_gets_no_further(make_agreement):
    agreement = make_agreement("ksdll-nirlaba")
    assert "Izin" not in reasons(agreement)
    agreement.partner.izin_operasional_until = date(2020, 1, 1)
    agreement.partner.save()
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert "Izin Prinsip dan Izin Operasional" in reasons(agreement)
    assert agreement.izin_segera_berakhir


def test_dprd_is_asked_about_a_forwarded_loan_or_grant_only(make_agreement, people):
    agreement = make_agreement("ksdll-penerusan", at="pelaksanaan")
    assert "pinjaman atau hibah" in agreement.events.get(action="lewati").reason
    assert make_agreement("ksdll-penerusan", at="persetujuan_dprd", penerusan_hibah=True)


def test_in_the_talks_the_perwakilan_and_the_partner_have_clocks_of_their_own(
    make_agreement, people
):
    agreement = until_open(make_agreement("ksdpl-daerah", at="pembahasan"), "diteruskan_perwakilan")
    assert holds(agreement) == ({"EMBASSY"}, "Penerusan oleh Perwakilan")
    record(agreement, people, "diteruskan_perwakilan", "diteruskan")
    assert holds(agreement) == ({"PARTNER"}, "Tanggapan mitra")
    record(agreement, people, "tanggapan_mitra", "mengusulkan perubahan")
    assert holds(agreement) == ({"FOREIGN_MINISTER"}, "Pembahasan dan Surat Konfirmasi")


def test_a_case_begun_before_they_had_clocks_goes_on_without(make_agreement, people):
    agreement = make_agreement("ksdpl-daerah", at="rancangan_naskah")
    Agreement.objects.filter(pk=agreement.pk).update(track_version="2020.1")
    agreement = until_open(
        pass_stage(Agreement.objects.get(pk=agreement.pk), people), "bahas_mitra"
    )
    assert holds(agreement) == ({"FOREIGN_MINISTER"}, "Pembahasan dan Surat Konfirmasi")
    assert pass_stage(agreement, people).stage_code == "persetujuan_menteri"


def holds(agreement):
    """Whose clocks run, and the term that ends first."""
    agreement = Agreement.objects.get(pk=agreement.pk)
    return set(
        agreement.clocks.filter(ended_at=None).values_list("owner", flat=True)
    ), evaluate_case(agreement).term.term.text


def test_a_term_passes_by_the_length_that_its_own_version_gives_it(make_agreement, people):
    """Since 2026 the Menteri Luar Negeri has 20 days for the talks, before 40."""
    agreement = make_agreement("ksdpl-daerah", at="rancangan_naskah")
    Agreement.objects.filter(pk=agreement.pk).update(track_version="2020.1")
    agreement = until_open(
        pass_stage(Agreement.objects.get(pk=agreement.pk), people), "bahas_mitra"
    )
    due = evaluate_case(agreement).term.due
    late = [
        Agreement.objects.filter(Calendar().overdue(day)).exists()
        for day in (due, due + timedelta(days=1))
    ]
    assert Agreement.objects.get(pk=agreement.pk).term_key.endswith("/menlu") and late == [
        False,
        True,
    ]
