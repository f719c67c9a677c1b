import threading
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from agreements import demo
from agreements.models import Agreement, State, chain_is_intact
from agreements.regulations import catalogue
from agreements.workflow import engine
from agreements.workflow.evaluation import evaluate

from .conftest import order_and_render, pass_stage


def change(agreement, user, **content):
    def write(case):
        for name, value in content.items():
            setattr(case, name, value)
        case.save()

    return engine.edit(agreement.pk, user, write)


@pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda t: t.code)
def test_a_case_walks_its_whole_track_and_its_chain_verifies(track, make_agreement, people):
    agreement = make_agreement(track.code, membebani=True)
    while agreement.state == State.RUNNING:
        agreement = pass_stage(agreement, people)
    assert agreement.state == State.DONE
    assert chain_is_intact(agreement)
    visited = set(agreement.events.values_list("to_stage", flat=True))
    assert {stage.code for stage in track.stages} <= visited


def test_dprd_approval_is_skipped_with_its_reason_when_budgeted_and_no_burden(make_agreement, people):
    agreement = pass_stage(make_agreement(at="penandatanganan_kb"), people)
    assert agreement.stage_code == "penyusunan_pks"
    assert "Tidak berlaku" in agreement.events.get(action="lewati").reason


def test_a_stage_is_not_left_before_its_requirements_are_met(make_agreement, people):
    agreement = make_agreement(manfaat="")
    with pytest.raises(engine.Refused, match="Manfaat"):
        engine.complete(agreement.pk, people["verifikator"], "persiapan")


def test_a_requirement_waits_for_those_before_it(make_agreement, people):
    agreement = make_agreement()
    with pytest.raises(engine.Refused, match="menunggu"):
        engine.meet(agreement.pk, people["verifikator"], "verifikasi", "persiapan")


def test_a_role_without_authority_is_refused(make_agreement, people, stranger):
    agreement = make_agreement()
    for user in (people["staf"], people["pimpinan"], stranger):
        with pytest.raises(engine.Refused, match="wewenang"):
            engine.meet(agreement.pk, user, "verifikasi", "persiapan")


def test_an_edit_voids_the_approval_visibly(make_agreement, people):
    agreement = make_agreement(at="penyusunan_kb")
    demo.meet_everything(agreement, order_and_render)
    agreement = change(agreement, people["staf"], manfaat="Berubah")
    check = evaluate(agreement).check("hukum_kesepakatan_bersama")
    assert not check.met and "disetujui ulang" in check.reason
    assert agreement.holders == ["TKKSD"]  # the draft comes first, made anew


def test_reviews_run_in_parallel_and_join_in_the_recommendation(make_agreement, people):
    agreement = make_agreement(at="penyusunan_kb")
    while set(agreement.holders) != {"LEGAL", "SECTION_HEAD"}:
        demo.meet_next(agreement, order_and_render)
        agreement.refresh_from_db()
    engine.meet(agreement.pk, people["kabag"], "kabag_kesepakatan_bersama", "penyusunan_kb")
    with pytest.raises(engine.Refused, match="menunggu telaah Bagian Hukum"):
        engine.meet(agreement.pk, people["sekda"], "rekomendasi_kesepakatan_bersama", "penyusunan_kb")
    engine.meet(agreement.pk, people["hukum"], "hukum_kesepakatan_bersama", "penyusunan_kb")
    agreement.refresh_from_db()
    assert agreement.holders == ["SEKDA"]


def test_a_sent_back_case_returns_to_its_sender_when_its_corrections_are_done(make_agreement, people):
    agreement = make_agreement(at="penyusunan_kb")
    agreement = engine.send_back(agreement.pk, people["verifikator"], "penyusunan_kb", "persiapan", "Kurang", ["Perjelas lokasi"])
    assert (agreement.stage_code, agreement.holders) == ("persiapan", ["OPD"])
    with pytest.raises(engine.Refused, match="Perjelas lokasi"):
        engine.complete(agreement.pk, people["verifikator"], "persiapan")
    engine.resolve(agreement.pk, people["staf"], agreement.corrections.get().pk)
    agreement = engine.complete(agreement.pk, people["verifikator"], "persiapan")
    assert agreement.stage_code == "penyusunan_kb"


def test_a_correction_that_changes_the_content_makes_the_offer_anew_on_the_way_back(make_agreement, people):
    agreement = make_agreement(at="penyusunan_kb")
    engine.send_back(agreement.pk, people["verifikator"], "penyusunan_kb", "persiapan", "Kurang", ["Perjelas lokasi"])
    change(agreement, people["staf"], lokasi="Kecamatan Tenggarong")
    engine.resolve(agreement.pk, people["staf"], agreement.corrections.get().pk)
    agreement = pass_stage(Agreement.objects.get(pk=agreement.pk), people)
    assert (agreement.stage_code, agreement.return_to) == ("penawaran", "penyusunan_kb")
    assert pass_stage(agreement, people).stage_code == "penyusunan_kb"


def test_a_closed_case_stays_closed(make_agreement, people):
    agreement = make_agreement()
    engine.halt(agreement.pk, people["staf"], "persiapan", State.WITHDRAWN, "Tidak jadi")
    with pytest.raises(engine.Refused, match="ditarik"):
        engine.complete(agreement.pk, people["verifikator"], "persiapan")


def test_a_later_pks_is_a_case_of_its_own_under_its_signed_parent(make_agreement, people):
    parent = make_agreement(at="penandatanganan_kb")
    with pytest.raises(engine.Refused, match="belum ditandatangani"):
        make_agreement("ksdpk-pks", parent=parent)
    parent = pass_stage(parent, people)
    child = make_agreement("ksdpk-pks", parent=parent)
    assert child.partner == parent.partner and child in parent.children.all()


def test_what_a_signed_kb_says_is_locked_while_its_pks_is_drafted(make_agreement):
    assert "maksud_tujuan" in make_agreement(at="penyusunan_pks").locked_fields
    assert not make_agreement(at="penyusunan_kb").locked_fields


def test_a_new_version_of_a_track_takes_over_a_case_only_when_asked(make_agreement, people, monkeypatch):
    agreement = make_agreement()
    old = agreement.track
    stages = (*old.stages[:-1], replace(old.stages[-1], name="Pelaporan dan evaluasi"))
    newer = replace(old, version="2027.1", stages=stages)
    monkeypatch.setitem(catalogue._BY_PIN, (old.code, "2027.1"), newer)
    changes = engine.change_version(agreement.pk, people["kabag"], "2027.1")
    assert changes == ["Tahap Pelaporan dan evaluasi berubah."]
    agreement.refresh_from_db()
    assert agreement.track_version == old.version
    engine.change_version(agreement.pk, people["kabag"], "2027.1", dry_run=False)
    agreement.refresh_from_db()
    assert agreement.track == newer


def test_a_case_past_a_changed_stage_stays_with_its_version(make_agreement, people, monkeypatch):
    agreement = make_agreement(at="penawaran")
    old = agreement.track
    newer = replace(old, version="2027.1", stages=(replace(old.stages[0], name="Lain"), *old.stages[1:]))
    monkeypatch.setitem(catalogue._BY_PIN, (old.code, "2027.1"), newer)
    with pytest.raises(engine.Refused, match="tetap pada versinya"):
        engine.change_version(agreement.pk, people["kabag"], "2027.1", dry_run=False)


def test_the_clock_names_every_holder_one_after_the_other(make_agreement):
    agreement = make_agreement(at="penawaran")
    clocks = list(agreement.clocks.all())
    assert {"OPD", "OPD_HEAD", "VERIFIER", "TKKSD"} <= {clock.owner for clock in clocks}
    assert [clock.ended_at for clock in clocks[:-1]] == [clock.started_at for clock in clocks[1:]]
    assert clocks[-1].ended_at is None


def test_the_database_refuses_to_change_the_log(make_agreement):
    event = make_agreement().events.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        type(event).objects.filter(pk=event.pk).update(reason="lain")


@pytest.mark.django_db(transaction=True)
def test_two_connections_approve_at_once_and_one_event_is_written(make_agreement, people):
    agreement, start, refused = make_agreement(), threading.Barrier(2), []
    while agreement.holders != ["VERIFIER"]:
        demo.meet_next(agreement, order_and_render)
        agreement.refresh_from_db()
    before = agreement.events.count()

    def approve():
        start.wait()
        try:
            engine.meet(agreement.pk, people["verifikator"], "verifikasi", "persiapan")
        except engine.Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=approve) for _ in range(2)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert len(refused) == 1
    assert agreement.events.count() == before + 1


def test_signing_sets_the_dates_of_effect_and_expiry(make_agreement):
    agreement = make_agreement(at="penyusunan_pks", membebani=False, jangka_waktu_bulan=12)
    agreement.refresh_from_db()
    assert (agreement.expires_on - agreement.effective_on).days in (364, 365)
