import threading
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from agreements.models import Agreement, State, chain_is_intact
from agreements.regulations import catalogue
from agreements.workflow import engine
from agreements.workflow.deadlines import due_on

from .conftest import pass_stage


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


def test_a_role_without_authority_is_refused(make_agreement, people, stranger):
    agreement = make_agreement()
    for user in (people["staf"], people["pimpinan"], stranger):
        with pytest.raises(engine.Refused, match="wewenang"):
            engine.meet(agreement.pk, user, "verifikasi", "persiapan")


def test_an_edit_voids_the_approval_visibly(make_agreement, people):
    agreement = make_agreement()
    engine.meet(agreement.pk, people["verifikator"], "verifikasi", "persiapan")
    agreement.manfaat = "Berubah"
    agreement.save()
    check = engine.evaluate(agreement).check("verifikasi")
    assert not check.met and "disetujui ulang" in check.reason


def test_a_sent_back_case_waits_for_its_corrections(make_agreement, people):
    agreement = make_agreement(at="penawaran")
    agreement = engine.send_back(agreement.pk, people["verifikator"], "penawaran", "persiapan", "Kurang", ["Perjelas lokasi"])
    assert agreement.stage_code == "persiapan"
    assert [c.text for c in engine.evaluate(agreement).open_corrections] == ["Perjelas lokasi"]


def test_a_closed_case_stays_closed(make_agreement, people):
    agreement = make_agreement()
    engine.halt(agreement.pk, people["staf"], "persiapan", State.WITHDRAWN, "Tidak jadi")
    with pytest.raises(engine.Refused, match="ditarik"):
        engine.complete(agreement.pk, people["verifikator"], "persiapan")


def test_the_database_refuses_to_change_the_log(make_agreement):
    event = make_agreement().events.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        type(event).objects.filter(pk=event.pk).update(reason="lain")


def test_working_days_skip_weekends_and_holidays():
    assert due_on(date(2026, 12, 23), 2, "kerja") == date(2026, 12, 29)
    assert due_on(date(2026, 12, 23), 2, "kalender") == date(2026, 12, 25)


@pytest.mark.django_db(transaction=True)
def test_two_connections_approve_at_once_and_one_event_is_written(make_agreement, people):
    agreement, start, refused = make_agreement(), threading.Barrier(2), []

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
    assert Agreement.objects.get().events.filter(action="penuhi").count() == 1


def test_signing_sets_the_dates_of_effect_and_expiry(make_agreement):
    agreement = make_agreement(at="penyusunan_pks", membebani=False, jangka_waktu_bulan=12)
    agreement.refresh_from_db()
    assert (agreement.expires_on - agreement.effective_on).days in (364, 365)
