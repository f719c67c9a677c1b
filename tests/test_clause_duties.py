"""Duties that a naskah lays on its parties: they come with its clauses at the signing and stand in
the ledger like those of the law.
"""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from agreements.documents.bundles import parts
from agreements.documents.wording import versions
from agreements.models import Agreement, AgreementDuty, Clause, chain_is_intact
from agreements.monitoring.duties import acts, contract_duties, ledger
from agreements.monitoring.duties.ledger import DutyStatus, Ledger
from agreements.regulations.contract_duties import AGREED, PARTIES, RHYTHMS
from agreements.workflow.guarding import Refused
from kerjasama.notices.models import Notice
from kerjasama.notices.rounds import update_all_notices

from .conftest import signed_at_once
from .reading import words_of

pytestmark = pytest.mark.django_db
KB, PKS = "kesepakatan_bersama", "perjanjian_kerja_sama"
SIGNED = date(2026, 3, 10)
REPORT = {
    "due_text": "Laporan penggunaan data",
    "due_party": "PARTNER",
    "due_rhythm": "tiap beberapa bulan",
    "due_months": 3,
    "due_days": 30,
}


@pytest.fixture(autouse=True)
def august():
    with time_machine.travel("2026-08-10 09:00+08:00", tick=False):
        yield


@pytest.fixture
def clause(db):
    def make(**fields):
        data = {
            "code": f"data-{Clause.objects.count()}",
            "part": "hak_kewajiban",
            "title": "Pelaporan data",
            "text_id": "PIHAK KEDUA melaporkan penggunaan data setiap 3 (tiga) bulan.",
            "instruments": [PKS],
            "status": "berlaku",
        }
        return Clause.objects.create(**data | REPORT | fields)

    return make


@pytest.fixture
def signed(make_agreement, people):
    """A case whose naskah were signed, with these texts of its PKS."""

    def make(**texts):
        case = make_agreement("ksdpk-daerah")
        Agreement.objects.filter(pk=case.pk).update(clauses={PKS: texts}, term_key="")
        case = signed_at_once(Agreement.objects.get(pk=case.pk), people["verifikator"])
        Agreement.objects.filter(pk=case.pk).update(
            effective_on=SIGNED, expires_on=date(2028, 3, 9), ends_on=date(2028, 3, 9)
        )
        return Agreement.objects.get(pk=case.pk)

    return make


def entered(case, person, **fields):
    """As if it had been entered on the day of the signing."""
    duty = contract_duties.enter_contract_duty(
        case.pk, person, **REPORT | {"basis": "Pasal 5 Perjanjian Kerja Sama"} | fields
    )
    AgreementDuty.objects.filter(pk=duty.pk).update(
        at=timezone.make_aware(datetime(2026, 3, 10, 9))
    )
    return duty


def owed(case, today=date(2026, 8, 10)):
    return [
        (due.duty.text, due.due_on, due.standing)
        for due in ledger.dues_of_agreement(case, today)
        if due.is_agreed
    ]


# Where they come from


def test_a_signed_naskah_owes_what_its_clause_says(clause, signed, people):
    told = clause()
    case = signed(hak_kewajiban=f"(1) PARA PIHAK berhak atas data.\n(2)  {told.text_id}")
    duty = case.agreed_duties.get()
    assert (duty.basis, duty.clause, duty.due_party) == (
        "Pasal 5 Perjanjian Kerja Sama",
        told,
        "PARTNER",
    )
    assert owed(case) == [
        ("Laporan penggunaan data", date(2026, 6, 10), DutyStatus.LATE),
        ("Laporan penggunaan data", date(2026, 9, 10), DutyStatus.OPEN),
    ]
    event = case.events.get(action="kewajiban naskah")
    assert (
        "Laporan penggunaan data (Pasal 5 Perjanjian Kerja Sama)" in event.title
        and chain_is_intact(case)
    )


def test_only_the_text_of_a_clause_that_was_in_force_counts_and_only_in_its_pasal(clause, signed):
    clause(status="usul")
    clause(part="pembiayaan")
    clause(instruments=[KB])
    clause(due_text="", due_party="", due_rhythm="")
    assert not signed(
        hak_kewajiban=clause().text_id.replace("setiap", "tiap")
    ).agreed_duties.exists()
    withdrawn = clause(text_id="Data dimusnahkan.", status="dicabut")
    assert signed(hak_kewajiban="Data  dimusnahkan.").agreed_duties.get().clause == withdrawn, (
        "a draft that copied it keeps it"
    )


def test_a_signing_that_is_recorded_again_owes_nothing_twice(clause, signed, people):
    case = signed(hak_kewajiban=clause().text_id)
    row = case.evidence.get(requirement_code=f"ttd_{PKS}")
    row.pk, row.void = None, False
    case.evidence.filter(requirement_code=f"ttd_{PKS}").update(void=True)
    row.save(force_insert=True)
    assert case.agreed_duties.count() == 1


def test_an_adendum_ends_what_its_pasal_says_no_more_and_begins_what_it_says(
    clause, signed, make_agreement, people
):
    old, new = (
        clause(),
        clause(
            text_id="PIHAK KEDUA memusnahkan data.",
            due_text="Pemusnahan data",
            due_rhythm="sebelum berakhir",
        ),
    )
    case = signed(hak_kewajiban=old.text_id)
    by_hand = entered(case, people["kabag"], due_text="Menyediakan tenaga ahli", due_party="OPD")
    change = make_agreement("ksdpk-adendum", parent=case)
    said = {
        "part": "hak_kewajiban",
        "title": "Hak",
        "place": "Pasal 5",
        "how": "diubah",
        "old": old.text_id,
        "text": new.text_id,
    }
    Agreement.objects.filter(pk=change.pk).update(perubahan=[said], naskah_diubah=PKS)
    signed_at_once(Agreement.objects.get(pk=change.pk), people["verifikator"])
    left = {duty.due_text: duty.basis for duty in case.agreed_duties.filter(void=False)}
    assert left == {
        by_hand.due_text: by_hand.basis,
        "Pemusnahan data": (
            f"Pasal 5 Perjanjian Kerja Sama menurut Adendum tanggal {timezone.localdate():%d/%m/%Y}"
        ),
    }
    assert "Pasalnya diubah dengan Adendum" in case.agreed_duties.get(
        void=True
    ).reason and chain_is_intact(case)


def test_bagian_kerja_sama_enters_one_from_the_naskah_and_ends_it_with_a_reason(
    signed, people, signed_in
):
    case, client = signed(), signed_in(people["verifikator"])
    url = reverse("kewajiban-naskah", args=[case.pk])
    typed = REPORT | {"basis": "Pasal 6 ayat (2) Perjanjian Kerja Sama"}
    refused = client.post(url, typed | {"due_months": 0, "due_party": ""})
    assert (
        refused.status_code == 422
        and "Pasal 6 ayat (2)" in refused.content.decode()
        and not AgreementDuty.objects.exists()
    )
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed).status_code == 422, "the same one is not entered twice"
    duty = AgreementDuty.objects.get()
    ending = reverse("akhiri-kewajiban-naskah", args=[case.pk, duty.pk])
    assert client.post(ending, {"alasan": " "}).status_code == 422
    client.post(ending, {"alasan": "Digantikan sistem daring."})
    assert owed(case) == [] and "Digantikan sistem daring." in client.get(url).content.decode()
    assert (
        signed_in(people["staf"]).post(url, typed).status_code == 422
        and signed_in(people["staf"]).post(ending).status_code == 403
    )
    with pytest.raises(Refused, match="Bagian Kerja Sama"):
        entered(case, people["staf"])


def test_the_library_asks_for_all_of_a_rule_or_none(clause, people, signed_in):
    draft, client = clause(status="usul"), signed_in(people["hukum"])
    url = reverse("klausul", args=[draft.pk])
    kept = {
        "code": draft.code,
        "part": draft.part,
        "title": draft.title,
        "text_id": draft.text_id,
        "instruments": [PKS],
        "status": "berlaku",
    }
    kept |= {"valid_from": "2026-08-10", "due_months": 3, "due_days": 30}
    page = client.post(url, kept | {"due_text": "Melapor"})
    assert page.status_code == 422 and "menimbulkan kewajiban" in page.content.decode()
    assert client.post(url, kept | REPORT).status_code == 302
    assert (
        "tiap 3 bulan sejak penandatanganan" in signed_in(people["staf"]).get(url).content.decode()
    )
    client.post(url, kept | REPORT | {"due_months": 12, "status": "dicabut"})
    draft.refresh_from_db()
    assert (draft.due_months, draft.status) == (3, "dicabut"), "once in force its rule stays, too"


# How they are kept


@pytest.mark.parametrize("rhythm", [rhythm for rhythm, _ in RHYTHMS])
@pytest.mark.parametrize("party", [party for party, _ in PARTIES])
def test_every_rule_gives_days_within_the_term_and_a_label_of_its_own(
    signed, people, rhythm, party
):
    case = signed()
    entered(case, people["kabag"], due_rhythm=rhythm, due_party=party)
    rows = [
        due
        for due in Ledger(Agreement.objects.filter(pk=case.pk), date(2029, 1, 1), codes=(AGREED,))
    ]
    expected = {
        "sekali": 1,
        "tiap beberapa bulan": 8,
        "tiap semester": 5,
        "tiap tahun": 3,
        "sebelum berakhir": 0,
    }[rhythm]
    assert len(rows) == expected == len({due.label for due in rows})
    assert all(due.due_on >= SIGNED and due.duty.entered_by for due in rows)


def test_it_is_fulfilled_waived_and_told_of_like_the_others(signed, people, signed_in):
    case = signed()
    code = f"naskah-{entered(case, people['kabag']).pk}"
    url = reverse("penuhi-kewajiban", args=[case.pk, code, "2026-03-10"])
    page = words_of(signed_in(people["staf"]).get(url).text)
    assert (
        "Menurut naskah" in page
        and "Pasal 5 Perjanjian Kerja Sama" in page
        and "Catat pemenuhan" in page
    )
    update_all_notices()
    assert Notice.objects.filter(
        user=people["staf"], key=f"kewajiban/{case.pk}/{code}/2026-03-10"
    ).exists()
    acts.fulfil_duty(
        case.pk, people["staf"], code, SIGNED, done_on=date(2026, 6, 1), number="7/DATA"
    )
    acts.waive_duty(case.pk, people["kabag"], code, date(2026, 6, 10), "Tidak ada penggunaan data.")
    assert [standing for _, _, standing in owed(case)] == [
        DutyStatus.DONE,
        DutyStatus.WAIVED,
        DutyStatus.OPEN,
    ]
    assert parts._title(
        case.fulfilments.first(), case
    ) == "Laporan penggunaan data" and chain_is_intact(case)


def test_the_ledger_is_read_by_opd_by_partner_and_by_who_owes(signed, people, signed_in):
    case = signed()
    entered(case, people["kabag"])
    entered(case, people["kabag"], due_text="Menyediakan tenaga ahli", due_party="OPD")
    client = signed_in(people["sekda"])

    def shown(**query):
        page = client.get(reverse("kewajiban"), {"jenis": "naskah", "status": "terlambat"} | query)
        return sorted(due.duty.text for due, _, _ in page.context["page"].rows)

    assert shown() == ["Laporan penggunaan data", "Menyediakan tenaga ahli"]
    assert shown(oleh="mitra") == ["Laporan penggunaan data"] and shown(oleh="opd") == [
        "Menyediakan tenaga ahli"
    ]
    assert (
        shown(mitra=case.partner_id, oleh="mitra") == ["Laporan penggunaan data"]
        and shown(nama_mitra="Contoh swasta") == shown()
    )
    assert shown(nama_mitra="tidak ada") == [] and shown(opd=case.owner_id, oleh="daerah") == []
    partner = client.get(reverse("mitra-rinci", args=[case.partner_id])).content.decode()
    assert (
        "Laporan penggunaan data, 3 bulan sejak 10/03/2026" in partner
        and "Menyediakan tenaga ahli" not in partner
    )


def test_a_partner_page_shows_nothing_of_cases_that_are_not_the_readers(
    signed, people, stranger, signed_in
):
    case = signed()
    entered(case, people["kabag"])
    assert (
        "Laporan penggunaan data"
        not in signed_in(stranger)
        .get(reverse("mitra-rinci", args=[case.partner_id]))
        .content.decode()
    )


def test_one_that_is_entered_late_is_asked_from_then_on(signed, people):
    case = signed()
    contract_duties.enter_contract_duty(
        case.pk, people["kabag"], **REPORT | {"basis": "Pasal 5 Perjanjian Kerja Sama"}
    )
    assert owed(case) == [("Laporan penggunaan data", date(2026, 9, 10), DutyStatus.OPEN)]


def test_what_is_due_before_an_old_record_is_not_asked(signed, people):
    case = signed()
    entered(case, people["kabag"])
    Agreement.objects.filter(pk=case.pk).update(owed_from=timezone.localdate() - timedelta(3))
    assert [due_on for _, due_on, _ in owed(case)] == [date(2026, 9, 10)]


def test_the_signed_text_is_the_one_that_was_kept(signed):
    texts = dict(
        (part, text)
        for part, _, text in versions.current_clauses_of(
            PKS, signed(hak_kewajiban="Hak  dan\nkewajiban.")
        )
    )
    assert texts["hak_kewajiban"] == "Hak dan\nkewajiban."
