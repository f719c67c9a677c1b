"""Several new rows of a table may be typed before anything is saved, with script or without."""

import pytest
from django.urls import reverse

from agreements.models import Signing
from kerjasama.web import rows

from .test_plans import ROW
from .test_plans import rows as plan_rows
from .test_signing import typed


@pytest.fixture
def step(make_agreement):
    return reverse("ubah", args=[make_agreement("ksdpk-daerah").pk, "rencana"])


def form_of(page) -> dict:
    """What the browser would send of the tables of the page."""
    sent = {"versi": page.context["version"]}
    for table in page.context["rows"].values():
        for form in [table.management_form, *table.forms]:
            sent |= {field.html_name: field.value() or "" for field in form}
    return sent


def table_of(page):
    return page.context["rows"]["indikator"]


def test_the_button_without_script_gives_one_more_row_and_keeps_what_was_typed(
    step, people, signed_in
):
    client = signed_in(people["staf"])
    opened = client.get(step)
    table = table_of(opened)
    first = f"{table.prefix}-{len(table.forms) - 1}-name"
    typed = form_of(opened) | {first: "Waktu tunggu pasien", "baris": table.prefix}
    answer = client.post(step, typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and "Waktu tunggu pasien" in page
    assert len(table_of(answer).forms) == len(table.forms) + 1
    assert "invalid-feedback" not in page and "Galat:" not in page, (
        "whoever asks for a row has not finished"
    )


def test_asking_for_a_row_saves_nothing(step, people, signed_in):
    client = signed_in(people["staf"])
    opened = client.get(step)
    table = table_of(opened)
    before = table.instance.indicators.count()
    row = f"{table.prefix}-{len(table.forms) - 1}"
    whole = {
        f"{row}-name": "Waktu tunggu",
        f"{row}-unit": "menit",
        f"{row}-baseline": "60",
        f"{row}-target": "30",
    }
    client.post(step, form_of(opened) | whole | {"baris": table.prefix})
    assert table.instance.indicators.count() == before


def test_what_cannot_be_a_table_gives_the_page_as_it_was(step, people, signed_in):
    client = signed_in(people["staf"])
    opened = client.get(step)
    answer = client.post(step, form_of(opened) | {"baris": "omong-kosong"})
    assert answer.status_code == 200 and len(table_of(answer).forms) == len(table_of(opened).forms)


def test_every_table_has_a_button_and_a_row_to_copy(step, people, signed_in):
    page = signed_in(people["staf"]).get(step)
    shown = page.content.decode()
    for table in page.context["rows"].values():
        assert (
            f'name="baris" value="{table.prefix}"' in shown
            and f"{table.prefix}-__prefix__-name" in shown
        )


def test_the_tables_of_a_signing_keep_what_was_typed_when_a_row_is_asked_for(
    make_agreement, people, signed_in
):
    address = reverse("atur-penandatanganan", args=[make_agreement().pk, "kesepakatan_bersama"])
    sent = typed(**{"guests-0-name": "Tanpa peran", "note": "Ketikan saya", "baris": "guests"})
    answer = signed_in(people["verifikator"]).post(address, sent)
    page = answer.content.decode()
    assert (
        answer.status_code == 200
        and "Tanpa peran" in page
        and "Ketikan saya" in page
        and "guests-1-name" in page
    )
    assert "invalid-feedback" not in page and not Signing.objects.exists()


def test_the_plan_of_work_grows_before_it_is_saved(signed, people, signed_in):
    agreement = signed()
    address = reverse("ubah-rencana", args=[agreement.pk])
    sent = plan_rows({"name": "Pelatihan", "year": 2026}) | {"baris": "activities"}
    answer = signed_in(people["staf"]).post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 200 and 'value="Pelatihan"' in page and "activities-1-name" in page
    assert not agreement.activities.exists()


def test_a_row_that_is_added_to_the_plan_begins_like_the_others(signed, people, signed_in):
    agreement = signed()
    page = signed_in(people["staf"]).get(reverse("ubah-rencana", args=[agreement.pk]))
    table = page.context["page"].rows
    for name in ("year", "unit"):
        assert table.empty_form[name].value() == table.forms[-1][name].value(), name
    copied = page.content.decode().partition("<template data-row-template>")[2]
    for name in ("year", "amount_region", "amount_in_kind"):
        field = copied.partition(f'name="activities-__prefix__-{name}"')[2]
        assert "data-reads" in field[:300] and "data-echo" in field[:600], name
        assert f'for="id_activities-__prefix__-{name}"' in copied


def test_a_row_that_was_added_to_the_plan_and_left_empty_is_no_row(signed, people, signed_in):
    agreement = signed()
    page = signed_in(people["staf"]).get(reverse("ubah-rencana", args=[agreement.pk]))
    empty = page.context["page"].rows.empty_form
    usual = {name: empty[name].value() for name in empty.fields if empty[name].value() is not None}
    sent = plan_rows(ROW, usual, usual) | {"versi": page.context["page"].version}
    answer = signed_in(people["staf"]).post(reverse("ubah-rencana", args=[agreement.pk]), sent)
    assert answer.status_code == 302 and [row.name for row in agreement.activities.all()] == [
        ROW["name"]
    ]


def test_a_total_that_is_no_number_is_left_alone(rf):
    asked = rf.post("/", {"baris": "x", "x-TOTAL_FORMS": "banyak"})
    assert rows.posted_with_new_row(asked)["x-TOTAL_FORMS"] == "banyak"
