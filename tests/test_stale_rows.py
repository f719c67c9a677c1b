"""What others changed in rows and answers while somebody typed stands beside what was typed, and
can be saved after all.
"""

import pytest
from django.http import QueryDict
from django.urls import reverse

from agreements.models import Signing
from agreements.views.case.proposing import page_after_step

from .reading import words_of
from .test_signing import ROWS, address, plan, typed  # noqa: F401 (a fixture)
from .test_wording import KB, edited, hunks_of, now, received, replaced, reworded, sent, url

pytestmark = pytest.mark.django_db


def test_rows_of_a_signing_that_somebody_changed_stand_beside_what_was_typed(
    make_agreement,
    plan,  # noqa: F811
    people,
    signed_in,
    time_machine,
):
    time_machine.move_to("2026-11-24 09:00+08:00", tick=False)
    agreement, client = make_agreement(), signed_in(people["verifikator"])
    plan(agreement)
    seen = client.get(address(agreement)).context["page"].seen
    time_machine.shift(60)
    plan(
        agreement,
        seen=seen.partition("|")[0],
        rundown=[{"at": "10:00", "what": "Doa bersama", "who": ""}],
    )
    mine = typed(seen=seen, **{"rundown-0-at": "09:30", "rundown-0-what": "Sambutan saya"})
    refused = client.post(address(agreement), mine)
    page = refused.content.decode()
    assert refused.status_code == 422 and "10:00 · Doa bersama" in page and "Sambutan saya" in page
    assert Signing.objects.get().rundown[0]["what"] == "Doa bersama"
    assert (
        client.post(address(agreement), mine | {"seen": refused.context["page"].seen}).status_code
        == 302
    )
    assert [row["what"] for row in Signing.objects.get().rundown] == ["Sambutan saya"]


def test_decisions_about_a_draft_that_changed_meanwhile_stay_ticked_and_can_be_sent_again(
    make_agreement, people, signed_in
):
    draft = make_agreement(at="penyusunan_kb")
    content = edited(
        sent(draft, people["staf"]), replaced("Objek Kesepakatan Bersama", "Objek menurut mitra.")
    )
    version = received(draft, people["staf"], content)
    (hunk,) = hunks_of(version, draft)["objek"]
    where, answers = (
        url("putus-docx", draft, KB, version.number),
        {hunk.key: "terima", "versi": draft.content_hash},
    )
    reworded(draft, people["staf"], lain_lain="Hal lain menurut kita saja.")
    client = signed_in(people["staf"])
    stale = client.post(where, answers)
    page = words_of(stale.text)
    assert (
        stale.status_code == 422
        and "pilihan Anda" in page
        and stale.context["form"][hunk.key].value() == "terima"
    )
    assert client.post(where, answers | {"versi": stale.context["seen"]}).status_code == 302
    assert now(draft)["objek"] == "Objek menurut mitra."


@pytest.mark.django_db
@pytest.mark.parametrize("pressed", ["lanjut=1", ""])
def test_a_step_that_is_there_no_more_leads_to_the_case(make_agreement, pressed):
    case = make_agreement()
    there = page_after_step(case, "pasal", QueryDict(pressed))
    assert there == reverse("kerja-sama", args=[case.pk])
