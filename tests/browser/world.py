"""One case of each look, made by the engine, with blank papers instead of rendered ones."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from unittest import mock

from django.utils import timezone
from docx import Document as WordDocument

from agreements import demo, following
from agreements.demo import evaluating
from agreements.documents import numbering, rendering
from agreements.documents.exchange import draft_exchange
from agreements.documents.wording import versions
from agreements.importing import jobs
from agreements.models import (
    Action,
    Agreement,
    BundleForm,
    BundleState,
    Clause,
    DayOff,
    Document,
    DocumentState,
    LeadersSheet,
    NumberSeries,
    SignedPaper,
)
from agreements.monitoring.custody import census, copies, originals, signing
from agreements.monitoring.duties import contract_duties, radar_letter
from agreements.monitoring.implementation import progress, work_plans
from agreements.monitoring.leadership import leaders_sheet
from agreements.regulations import catalogue
from agreements.workflow import engine
from kerjasama.accounts.models import Delegation, Office, Official, Unit, User
from partners.models import Partner, PartnerAlias
from tests import registers
from tests.conftest import as_long_as

LONG_TITLE = (
    "Pengembangan pelayanan konsultasi kesehatan jarak jauh terintegrasi bagi masyarakat pedalaman"
    " dan perbatasan"
)


def order_blank(agreement, person, kind: str) -> None:
    rendering.render_queued_document(rendering.order_document(agreement.pk, person, kind).pk)


def without_rendering(monkeypatch) -> None:
    """Papers are blank, and nobody waits for the worker."""
    monkeypatch.setattr(rendering, "to_pdf", lambda paper: b"%PDF-1.7 blank")
    monkeypatch.setattr(rendering, "queue_document", lambda *key: None)
    monkeypatch.setattr(jobs, "queue_import", lambda key: None)


@contextmanager
def told_at_the_end() -> Iterator[None]:
    """However many acts are done to a case, people are told once how it stands after them; who is
    told of each act is told by tests of notices.
    """
    acts: dict[tuple[str, int], None] = {}
    with mock.patch.object(following, "update_notices_now", lambda *of: acts.update({of: None})):
        yield
    for topic, key in acts:
        following.update_notices_now(topic, key)


def person(name: str) -> User:
    return User.objects.get(username=name)


@told_at_the_end()
def case(track: str, at: str = "", acts: int = 0, **fields) -> Agreement:
    """A case walked to the stage `at`, with so many turns already taken there."""
    partner = Partner.objects.filter(kind=demo.kind_for(track)).first()
    agreement = demo.make_case(
        track,
        Unit.objects.get(name__startswith="Dinas Komunikasi"),
        partner,
        person("staf"),
        **fields,
    )
    for _ in as_long_as(lambda: at and agreement.stage_code != at):
        agreement = demo.pass_stage(agreement, order_blank)
    for _ in range(acts):
        demo.meet_next(agreement, order_blank)
    return Agreement.objects.get(pk=agreement.pk)


def exchange(agreement: Agreement) -> None:
    """The wording changed once and then a file of the partner's with a change of its own, as
    version 3.
    """
    kind, user = "kesepakatan_bersama", person("staf")
    versions.reword_naskah(
        agreement.pk,
        user,
        kind,
        {"objek": "Objeknya data dan informasi publik."},
        agreement.content_hash,
    )
    file = WordDocument(
        io.BytesIO(draft_exchange.send_draft_to_partner(agreement.pk, user, kind)[1])
    )
    next(p for p in file.paragraphs if p.text.startswith("Objeknya")).runs[
        -1
    ].text = "Objeknya data, informasi, dan peta."
    saved = io.BytesIO()
    file.save(saved)
    draft_exchange.receive_returned_draft(
        agreement.pk, user, kind, saved.getvalue(), "dari-mitra.docx"
    )


def arranged(coming: Agreement, put_off: Agreement, signed: Agreement) -> dict[str, object]:
    """A signing to come with all its rows, one that was called off, and originals lent, overdue and
    lost.
    """
    today, verifikator = timezone.localdate(), person("verifikator")
    rows = {
        "rundown": [
            {"at": "09:00", "what": "Pembukaan", "who": "Pembawa acara"},
            {"at": "09:30", "what": "Penandatanganan", "who": ""},
        ],
        "guests": [{"name": "Contoh Saksi", "position": "Asisten Pemerintahan", "part": "saksi"}],
        "turns": [
            {
                "who": "Sekretaris Daerah",
                "sent_on": today.isoformat(),
                "signed_on": "",
                "back_on": "",
            }
        ],
    }
    event = {
        "starts": time(9),
        "ends": time(11),
        "place": "Pendopo",
        "method": "hibrida",
        "copies": 3,
        "note": "Pakaian dinas harian.",
    }
    signing.plan_signing(
        coming.pk, verifikator, "perjanjian_kerja_sama", day=today + timedelta(5), **event, **rows
    )
    copies.check_signing_copies(
        coming.pk, verifikator, "perjanjian_kerja_sama", {(1, "paraf")}, set()
    )
    desk = {
        "starts": None,
        "ends": None,
        "place": "Ruang Bupati",
        "method": "desk",
        "copies": 2,
        "note": "",
    }
    signing.plan_signing(
        put_off.pk,
        verifikator,
        "kesepakatan_bersama",
        day=today,
        rundown=[],
        guests=[],
        turns=[],
        **desk,
    )
    signing.change_signing_state(
        put_off.pk, verifikator, "kesepakatan_bersama", "ditunda", "Menunggu jadwal mitra."
    )
    lent, missing = signed.originals.all()[:2]
    long_ago = timezone.now() - timedelta(400)
    signed.originals.update(created_at=long_ago)
    borrower = {"person": "Contoh Peminjam", "office": "Inspektorat", "note": "Pemeriksaan."}
    originals.record_original_act(
        lent.pk,
        verifikator,
        Action.LENT,
        today - timedelta(9),
        due_on=today - timedelta(2),
        **borrower,
    )
    census.record_census(today.year, verifikator, {missing.pk: (False, "Map kosong.")})
    return {"lent": lent.pk, "missing": missing.pk}


def activity_of(agreement: Agreement) -> int:
    """A plan of this year whose first quarter was reported and waits for the office."""
    row = {
        "name": "Pelatihan operator layanan di kecamatan perbatasan",
        "year": timezone.localdate().year,
        "amount_region": 90_000_000,
    }
    work_plans.save_plan(
        agreement.pk,
        person("staf"),
        0,
        lambda case: case.activities.create(unit=case.owner, **row),
        "",
    )
    activity = agreement.activities.get()
    progress.submit_progress(
        agreement.pk,
        person("staf"),
        activity.pk,
        1,
        percent=40,
        output="2 dari 5 pelatihan",
        amount_region=30_000_000,
    )
    return activity.pk


def asleep(agreement: Agreement, partner: Partner) -> dict[str, object]:
    """Signed long ago and never heard of again: with a letter about it, duties of the naskah, a
    measured indicator, and two sheets.
    """
    verifikator, long_ago = person("verifikator"), timezone.localdate() - timedelta(400)
    Agreement.objects.filter(pk=agreement.pk).update(
        effective_on=long_ago, ends_on=timezone.localdate() + timedelta(80), partner=partner
    )
    radar_letter.order_radar_letter(agreement.pk, verifikator)
    rule = {
        "due_text": "Laporan pemakaian data",
        "due_party": "PARTNER",
        "due_rhythm": "tiap beberapa bulan",
        "due_months": 3,
        "due_days": 30,
    }
    contract_duties.enter_contract_duty(
        agreement.pk, verifikator, basis="Pasal 5 Perjanjian Kerja Sama", **rule
    )
    gone = contract_duties.enter_contract_duty(
        agreement.pk, verifikator, basis="Pasal 6 Perjanjian Kerja Sama", **rule
    )
    contract_duties.end_contract_duty(
        agreement.pk, verifikator, gone.pk, "Digantikan sistem daring."
    )
    measured = [
        {"id": 1, "name": "Waktu", "unit": "hari", "baseline": "10", "target": "5", "realised": "4"}
    ]
    told = {
        "submitted_by": verifikator,
        "submitted_at": timezone.now(),
        "indicators": measured,
        "state": "diterima",
    }
    agreement.reports.create(duty_code="ksdpk-semester", period="2025-01-01", **told)
    LeadersSheet.objects.create(
        week="2026-01-05",
        facts={"figures": [{"label": "Berlaku", "value": 3}]},
        state="gagal",
        error="Contoh",
    )
    leaders_sheet.order_leaders_sheet(person("kabag"))
    return {"asleep": agreement.pk, "owing": partner.pk}


def old_ones() -> dict[str, int]:
    """A register that was imported with a case of it, one that was checked and has doubts, and one
    that waits for the worker.
    """
    verifikator = person("verifikator")
    imported = jobs.receive_register(
        registers.xlsx(registers.row(1)), "register-2021.xlsx", verifikator
    )
    jobs.process_import(imported.pk)
    jobs.order_import(imported.pk, verifikator)
    jobs.process_import(imported.pk)
    doubtful = [
        registers.row(1),
        registers.row(2, Tgl_TTD="kapan-kapan"),
        registers.row(3, Mitra="PT Contoh Arsip 1 Utama"),
        registers.row(4),
    ]
    checked = jobs.receive_register(registers.xlsx(*doubtful), "register-2022.xlsx", verifikator)
    jobs.process_import(checked.pk)
    waiting = jobs.receive_register(
        registers.xlsx(registers.row(9)), "register-2023.xlsx", verifikator
    )
    refused = jobs.receive_register(b"Judul;Mitra", "register.csv.xlsx", verifikator)
    jobs.process_import(refused.pk)
    batches = {
        "imported": imported.pk,
        "checked": checked.pk,
        "handed_in": waiting.pk,
        "refused": refused.pk,
    }
    return batches | {"old": imported.agreements.get().pk}


def evaluated(done: Agreement) -> dict[str, int]:
    """A further evaluation that nobody has answered, one that waits for its verdict, and an
    extension that waits for one.
    """
    begun = evaluating.make_evaluation(done, "", answered=0)
    other = case("ksdpk-daerah", "pelaksanaan", title="Layanan yang sudah dinilai")
    waits = case("ksdpk-perpanjangan", parent=other, changed={"is_evaluated": False})
    evaluating.make_evaluation(other, "")
    return {"open_evaluation": begun.number, "answered": other.pk, "unevaluated": waits.pk}


@told_at_the_end()
def build() -> dict[str, object]:
    """The cases by the name of their look, and a partner, a unit and an account; as primary keys."""  # noqa: E501
    staf, verifikator, kabag = person("staf"), person("verifikator"), person("kabag")
    unit = staf.memberships.get().unit
    draft = Agreement(
        track_code="ksdd-wajib",
        track_version=catalogue.newest_track_version("ksdd-wajib").version,
        owner=unit,
        title="Draf kosong",
    )
    done = case(
        "ksdpk-daerah", "pelaksanaan", title=LONG_TITLE, membebani=True, jangka_waktu_bulan=1
    )
    proxy = {
        "dengan_kuasa": True,
        "kuasa_nama": "Contoh Nama",
        "kuasa_jabatan": "Kepala Dinas",
        "kuasa_nip": "198001012005011001",
    }
    returned, halted = case("ksdd-sukarela", "penawaran"), case("sinergi", "penawaran")
    waiting, failed = case("ksdpk-daerah", acts=1), case("ksdpk-daerah", acts=7)
    looks = {
        "draft": engine.begin_case(draft, staf),
        "submitted": case("ksdpk-daerah", acts=3),
        "studied": case("ksdpk-daerah", acts=5, title=LONG_TITLE),
        "drafting": case("ksdpk-daerah", "penyusunan_kb", acts=2),
        "dprd": case("ksdd-sukarela", "persetujuan_dprd", acts=4, belum_dianggarkan=True),
        "signing": case("ksdd-sukarela", "penandatanganan_pks", acts=1, **proxy),
        "exchanged": case("ksdpk-daerah", "penyusunan_kb", acts=2),
        "done": done,
        "returned": returned,
        "halted": halted,
        "amending": case("ksdpk-adendum", parent=done),
        "ending": case("ksdpk-pengakhiran", parent=done, changed={"days": 5}),
        "extending": case("ksdpk-perpanjangan", "penyusunan", parent=done),
        "waiting": waiting,
        "failed": failed,
        "sleeper": case("ksdpk-daerah", "pelaksanaan"),
    }
    engine.send_case_back(
        returned.pk,
        verifikator,
        "penawaran",
        "persiapan",
        "Perlu dilengkapi.",
        ["Lengkapi manfaat", "Perjelas lokasi"],
    )
    engine.halt_case(halted.pk, kabag, halted.stage_code, "ditangguhkan", "Menunggu anggaran.")
    Document.objects.create(
        agreement=waiting,
        stage_code="persiapan",
        kind="kak",
        revision=1,
        state=DocumentState.QUEUED,
    )
    Document.objects.filter(agreement=failed, kind="ba_tkksd").update(
        state=DocumentState.FAILED, error="Contoh kegagalan"
    )
    partner, other = Partner.objects.filter(kind="swasta")
    PartnerAlias.objects.create(partner=partner, name="CMS")
    DayOff.objects.create(day="2027-09-29", name="Hari jadi kabupaten")
    exchange(looks["exchanged"])
    clause = Clause.objects.create(
        code="lain",
        part="lain_lain",
        title="Lain",
        text_id="Hal lain diatur.",
        instruments=["kesepakatan_bersama"],
        status="berlaku",
    )
    keys = {look: agreement.pk for look, agreement in looks.items()} | evaluated(done)
    series, secretary = (
        NumberSeries.objects.get(code="PNW"),
        Official.objects.get(office=Office.SECRETARY),
    )
    given_up = numbering.reserve_number(series, verifikator, "Surat undangan")
    numbering.cancel_number(given_up.pk, verifikator, "Rapat ditiadakan")
    numbering.reserve_number(series, verifikator, "Surat undangan berikutnya")
    arrangement = Delegation.objects.create(
        papers=["jawaban_penawaran"],
        office=Office.SECRETARY,
        since=secretary.since,
        basis="Peraturan Bupati Nomor 1 Tahun 2026",
    )
    offer = Document.objects.get(agreement=keys["drafting"], kind="penawaran")
    SignedPaper.objects.create(
        agreement=offer.agreement,
        document=offer,
        sha256=offer.sha256,
        by=person("verifikator"),
    )
    keys["for_partner"] = offer.pk
    keys |= arranged(looks["signing"], looks["drafting"], done)
    keys |= {"series": series.pk, "official": secretary.pk, "delegation": arrangement.pk}
    keys |= old_ones() | asleep(looks["sleeper"], other)
    today = timezone.localdate()
    meeting = looks["studied"].meetings.create(
        stage_code="persiapan",
        held_on=today,
        starts_at="09:00",
        place="Ruang Rapat",
        agenda="Pengkajian",
        by=verifikator,
    )
    meeting.attendees.create(name="Joko Susanto", position="Kepala Bidang", institution="Bappeda")
    keys["meeting"] = meeting.pk
    period = today.replace(
        month=1 if today.month < 7 else 7, day=1
    )  # the semester in which the signed ones were signed
    keys["activity"] = activity_of(done)
    keys |= {"year": today.year, "semester": 1 if today.month < 7 else 2}
    for form, state in (
        (BundleForm.ZIP, BundleState.QUEUED),
        (BundleForm.PDF, BundleState.READY),
        (BundleForm.PDF, BundleState.FAILED),
    ):
        done.bundles.create(
            form=form, state=state, by=staf, done=7, total=12, missing=1, size=5_300_000
        )
    keys["kak"] = looks["studied"].documents.get(kind="kak", state=DocumentState.READY).pk
    return keys | {
        "clause": clause.pk,
        "period": period,
        "partner": partner.pk,
        "other": other.pk,
        "unit": unit.pk,
        "user": staf.pk,
    }
