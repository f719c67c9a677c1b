from dataclasses import replace

import pytest

from agreements.documents.kinds import KINDS
from agreements.models.content import FACT_FIELDS
from agreements.regulations import catalogue, ksdd, sinergi
from agreements.regulations.soundness import faults_of_track


@pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda t: t.code)
def test_every_track_is_sound(track):
    assert list(faults_of_track(track, KINDS, FACT_FIELDS)) == []


def test_a_send_back_to_a_later_stage_is_a_fault():
    broken = replace(ksdd.SUKARELA.stages[0], send_back_to=("pelaporan",))
    track = replace(ksdd.SUKARELA, stages=(broken, *ksdd.SUKARELA.stages[1:]))
    assert any(
        "not an earlier stage" in fault for fault in faults_of_track(track, KINDS, FACT_FIELDS)
    )


def test_dprd_comes_after_the_kb_in_ksdd_and_before_signing_in_sinergi():
    assert ksdd.SUKARELA.position("penandatanganan_kb") < ksdd.SUKARELA.position("persetujuan_dprd")
    assert sinergi.DAERAH.position("persetujuan_dprd") < sinergi.DAERAH.position(
        "penandatanganan_nk"
    )


def test_dprd_judges_a_draft_pks_that_already_exists():
    codes = [need.code for need in ksdd.SUKARELA.stage("persetujuan_dprd").requirements]
    assert codes.index("rancangan_pks") < codes.index("putusan_dprd")
