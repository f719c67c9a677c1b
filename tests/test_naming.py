"""What a task list orders people to do, derived from each requirement of the law's tracks."""

import pytest

from agreements.regulations import catalogue
from agreements.regulations.naming import act_of, acts_of, name_correction_task
from agreements.regulations.vocabulary import Actor, RequirementKind

ORDERS = {
    "Isi",
    "Buat",
    "Unggah",
    "Catat",
    "Tanda",
    "Ajukan",
    "Setujui",
    "Paraf",
    "Verifikasi",
    "Rekomendasikan",
}
EACH = [
    (track, stage, need)
    for track in catalogue.EACH
    for stage in track.stages
    for need in stage.requirements
]


def order(track: str, stage: str, code: str, by: Actor | None = None) -> str:
    road = catalogue.newest_track_version(track)
    need = road.requirement(stage, code)
    assert need is not None
    return act_of(need, road.stage(stage), road, by)


def test_every_requirement_of_every_track_is_an_order_that_names_the_act():
    for track, stage, need in EACH:
        for by in (need.actor, None):
            words = act_of(need, stage, track, by).split()
            assert words[0] in ORDERS and len(words) > 1, (track.code, stage.code, need.code, words)
            assert "None" not in words and "tindakan Anda" not in " ".join(words)


@pytest.mark.parametrize(
    ("stage", "code", "said"),
    [
        ("persiapan", "kak", "Buat KAK"),
        ("persiapan", "ajukan", "Ajukan usulan"),
        ("persiapan", "kepala_opd", "Setujui usulan"),
        ("persiapan", "verifikasi", "Verifikasi kelengkapan usulan"),
        (
            "penyusunan_kb",
            "rekomendasi_kesepakatan_bersama",
            "Rekomendasikan rancangan Kesepakatan Bersama",
        ),
        ("persetujuan_dprd", "putusan_dprd", "Catat persetujuan DPRD dalam surat pimpinan DPRD"),
        (
            "penandatanganan_kb",
            "scan_kesepakatan_bersama",
            "Unggah pindaian Kesepakatan Bersama bertanda tangan",
        ),
    ],
)
def test_an_order_reads_as_an_office_says_it(stage, code, said):
    assert order("ksdpk-daerah", stage, code) == said


def test_who_signs_is_told_to_sign_and_who_keeps_the_record_to_record():
    signing = ("ksdpk-daerah", "penandatanganan_kb", "ttd_kesepakatan_bersama")
    assert order(*signing, by=Actor.HEAD_OF_REGION) == "Tanda tangani Kesepakatan Bersama"
    assert order(*signing) == "Catat penandatanganan Kesepakatan Bersama"


def test_the_fields_of_one_form_are_one_order():
    road = catalogue.newest_track_version("ksdpk-daerah")
    stage = road.stages[0]
    facts = [need for need in stage.requirements if need.kind is RequirementKind.FACT]
    assert acts_of(facts, stage, road) == ["Lengkapi usulan"]
    assert acts_of(facts[:1], stage, road)[0].startswith("Isi ")


def test_what_comes_back_is_named_by_what_is_mended():
    road = catalogue.newest_track_version("ksdpk-daerah")
    assert name_correction_task(road.stages[0], road) == "Perbaiki usulan"
    assert (
        name_correction_task(road.stage("penyusunan_kb"), road)
        == "Perbaiki rancangan Kesepakatan Bersama"
    )
