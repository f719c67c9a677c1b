"""`manage.py alur --json` gives another program the whole law as typed, by a published schema."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from agreements.regulations import catalogue
from agreements.regulations.exporting import FORMAT

SCHEMA = json.loads((Path(settings.BASE_DIR) / "docs" / "alur.schema.json").read_text("utf-8"))
P22, P25 = "Permendagri 22/2020 Pasal ", "Permendagri 25/2020 Pasal "


@pytest.fixture(scope="module")
def tracks():
    said = StringIO()
    call_command("alur", json=True, stdout=said)
    return json.loads(said.getvalue())


@pytest.fixture(scope="module")
def by_code(tracks):
    return {track["code"]: track for track in tracks}


def found(rows, code):
    return next(row for row in rows if row["code"] == code)


def stage_of(track, code):
    return found(track["stages"], code)


def terms_in(track):
    return [
        term
        for stage in track["stages"]
        for term in (stage["deadline"], *stage["legs"])
        if term is not None
    ]


def requirements_in(track):
    return [need for stage in track["stages"] for need in stage["requirements"]]


def test_what_is_exported_is_as_the_published_schema_says(tracks):
    import jsonschema  # takes seconds, which no other test owes

    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(tracks)
    assert {track["format"] for track in tracks} == {FORMAT}


def test_every_track_that_can_be_begun_is_there(by_code):
    assert set(by_code) == {track.code for track in catalogue.TRACKS}


def test_a_track_alone_is_exported_in_the_same_form(by_code):
    said = StringIO()
    call_command("alur", "sinergi", json=True, stdout=said)
    assert json.loads(said.getvalue()) == [by_code["sinergi"]]


def test_the_table_names_for_each_term_its_article_or_the_norm_of_the_office():
    said = StringIO()
    call_command("alur", "ksdpl-daerah", stdout=said)
    table = said.getvalue()
    assert "45 hari kerja (Permendagri 25/2020 Pasal 17 ayat (2))" in table
    assert "Tanggapan Menteri: 20 hari kerja (norma setempat)" in table
    assert "Prakarsa | Staf OPD | 10 hari kerja (norma setempat)" in table


def test_the_keys_of_the_first_form_are_still_there(tracks):
    """Programs that read it before go on reading it."""
    for track in tracks:
        assert {"code", "version", "title", "stages"} <= set(track)
        for stage in track["stages"]:
            assert {
                *("code", "name", "citations", "actor", "deadline", "legs"),
                *("requirements", "conditions"),
            } <= set(stage)
        for term in terms_in(track):
            assert {"days", "kind", "basis"} <= set(term)
        for need in requirements_in(track):
            assert {
                *("code", "kind", "text", "actor", "citation", "condition", "after", "optional")
            } <= set(need)


def test_every_lawful_term_names_its_article_and_no_norm_of_the_office_does(tracks):
    for track in tracks:
        for term in terms_in(track):
            assert (term["basis"] == "hukum") == (term["citation"] is not None), track["code"]


def test_silence_of_the_dprd_counts_as_consent_after_45_days_by_its_article(by_code):
    term = stage_of(by_code["ksdpk-daerah"], "persetujuan_dprd")["deadline"]
    assert (term["days"], term["basis"], term["deems"]) == (45, "hukum", True)
    assert term["deemed_by"] == P22 + "34 ayat (6)"
    assert term["silence"]
    abroad = stage_of(by_code["ksdpl-daerah"], "persetujuan_dprd")["deadline"]
    assert (abroad["days"], abroad["kind"]) == (45, "kerja")
    assert abroad["kind_is_a_setting"] is False


def test_a_partner_has_thirty_days_from_the_day_it_received_the_offer(by_code):
    (first, *_) = stage_of(by_code["ksdd-sukarela"], "penawaran")["legs"]
    assert (first["days"], first["citation"]) == (30, P22 + "8 ayat (3)")
    assert first["after"] == "penawaran_diterima"
    assert first["kind_is_a_setting"] is True


def test_a_letter_that_follows_from_silence_alone_says_so(by_code):
    needs = stage_of(by_code["ksdpl-daerah"], "persetujuan_dprd")["requirements"]
    letter = found(needs, "tindak_lanjut_menteri")
    (condition,) = letter["conditions"]
    assert condition["sort"] == "outcome"
    assert "dianggap disetujui" in letter["condition"]
    decision = found(needs, condition["code"])
    deemed = next(one for one in decision["outcomes"] if one["is_deemed"])
    assert letter["code"] in deemed["opens"]
    assert deemed["holds_up"] is False


def test_a_second_request_is_asked_only_once_the_term_has_passed(by_code):
    need = found(
        stage_of(by_code["ksdd-sukarela"], "penawaran")["requirements"], "permintaan_kedua"
    )
    assert [one["sort"] for one in need["conditions"]] == ["lapse"]
    assert need["optional"] is True


def test_an_outcome_says_to_which_earlier_stage_it_leads(tracks):
    for track in tracks:
        codes = [stage["code"] for stage in track["stages"]]
        for stage in track["stages"]:
            for need in stage["requirements"]:
                for outcome in need["outcomes"]:
                    if outcome["leads_to"]:
                        assert outcome["leads_to"] in codes[: codes.index(stage["code"])]
    leading = {
        (track["code"], outcome["leads_to"])
        for track in tracks
        for need in requirements_in(track)
        for outcome in need["outcomes"]
        if outcome["leads_to"]
    }
    assert ("ksdpl-daerah", "rencana_kerja_sama") in leading


def test_each_stage_names_the_one_that_follows(tracks):
    for track in tracks:
        codes = [stage["code"] for stage in track["stages"]]
        assert [stage["next"] for stage in track["stages"]] == [*codes[1:], None]


def test_what_no_article_asks_for_is_marked_as_the_norm_of_the_office(tracks):
    for track in tracks:
        for need in requirements_in(track):
            assert need["is_local_norm"] == (need["citation"] is None)
        for stage in track["stages"]:
            assert stage["is_local_norm"] == (not stage["citations"])


def test_what_is_owed_after_the_signature_is_there(by_code):
    report = found(by_code["ksdd-sukarela"]["duties"], "ksdd-semester")
    assert report["citation"] == P22 + "17 ayat (1)"
    assert report["rhythm"] == "tiap semester"
    assert report["days_are_a_setting"] is True
    assert found(by_code["ksdpl-daerah"]["duties"], "luar-negeri-rencana")
    assert by_code["ksdd-adendum"]["duties"] == []


def test_a_track_says_what_it_rests_on_with_whom_and_under_what(by_code):
    track = by_code["ksdd-sukarela"]
    assert track["basis"] and track["partner_kinds"] == ["daerah"]
    assert track["parents"] == [] and track["changes"] is None
    change = by_code["ksdd-perpanjangan"]
    assert change["changes"] == "perpanjangan" and "ksdd-wajib" in change["parents"]
    (longest,) = track["longest_terms"]
    assert (longest["months"], longest["citation"]) == (60, P22 + "9 ayat (3)")
    assert track["signings"]["kesepakatan_bersama"]


def test_dprd_stands_between_kesepakatan_bersama_and_pks_at_home_and_before_the_naskah_in_sinergi(
    by_code,
):
    codes = [stage["code"] for stage in by_code["ksdd-sukarela"]["stages"]]
    assert codes.index("penandatanganan_kb") < codes.index("persetujuan_dprd")
    assert codes.index("persetujuan_dprd") < codes.index("penandatanganan_pks")
    codes = [stage["code"] for stage in by_code["sinergi"]["stages"]]
    assert codes.index("persetujuan_dprd") < codes.index("penandatanganan_nk")


def test_no_consent_of_the_dprd_is_conditional_abroad(by_code):
    assert stage_of(by_code["ksdpl-daerah"], "persetujuan_dprd")["condition"] is None
    assert "membebani" in stage_of(by_code["ksdd-sukarela"], "persetujuan_dprd")["conditions"][0]


def test_a_letter_of_intent_holds_a_year_at_most(by_code):
    intent = next(
        one
        for one in by_code["ksdpl-daerah"]["longest_terms"]
        if one["naskah"] == "pernyataan_kehendak"
    )
    assert (intent["months"], intent["citation"]) == (12, P25 + "13 ayat (3)")


def test_what_is_recorded_beside_a_road_is_there_with_its_articles(by_code):
    abroad = {step["code"]: step for step in by_code["ksdpl-daerah"]["disputes"]}
    assert abroad["konsultasi_menteri"]["citation"] == P25 + "41"
    assert {"code": "tidak tercapai", "leads_to": "konsultasi_menteri"} in (
        abroad["negosiasi"]["outcomes"]
    )
    beside = {act["citation"] for act in by_code["ksdd-wajib"]["beside"]}
    assert P22 + "22 ayat (1)" in beside and by_code["ksdd-sukarela"]["beside"] == []
    assert any(act["group"] == "Sekretariat Kerja Sama" for act in by_code["ksdd-wajib"]["beside"])
    assert by_code["ksdpk-daerah"]["result_for_region"] == "PP 28/2018 Pasal 20"
    assert by_code["ksdd-sukarela"]["result_for_region"] is None
    assert by_code["ksdpk-adendum"]["disputes"] == []
