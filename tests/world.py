"""One OPD with cases that have everything a case can have, and another OPD with a case of its own;
all of it through acts.

Every free text bears a script that names where it was typed, so that a page that shows one
unescaped is found.
"""

import io
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from zipfile import ZipFile

import time_machine
from django.utils import timezone
from docx import Document as Word

from agreements import demo
from agreements.demo import evaluating as example
from agreements.documents import rendering, store, supporting
from agreements.documents.bundles import making
from agreements.documents.exchange import draft_exchange, mailing
from agreements.documents.letters import incoming, living
from agreements.documents.letters import making as making_letters
from agreements.documents.letters import signing as signing_letters
from agreements.documents.letters.free_letters import FreeOrder
from agreements.documents.letters.templates import letter_templates
from agreements.documents.letters.words import LetterWords, read_typed, words_as_json
from agreements.documents.signatures.hand_signing import HandSignature
from agreements.documents.wording import remarks
from agreements.importing import jobs
from agreements.models import (
    Action,
    Agreement,
    Candidate,
    IncomingLetter,
    Letter,
    MappedItem,
    Meeting,
    Payment,
    SignedPaper,
)
from agreements.monitoring import disputes, wajib
from agreements.monitoring.custody import originals, signing
from agreements.monitoring.duties import acts, contract_duties
from agreements.monitoring.ending import deciding
from agreements.monitoring.implementation import evaluating, progress, report_acts, work_plans
from agreements.monitoring.wajib import WajibValues
from agreements.regulations.duties import DUTIES
from agreements.regulations.report_contents import asked_of
from agreements.regulations.vocabulary import RequirementKind
from agreements.workflow import (
    choosing_mitra,
    correcting,
    engine,
    mapping,
    meeting_requirements,
    meetings,
    partner_links,
    registering,
)
from agreements.workflow.evaluation import evaluate_case, roles_of
from kerjasama.accounts.models import Delegation, Office, Official, Unit, User
from partners.models import Partner

from .conftest import as_long_as, case_maker, order_and_render, populate, somebody
from .letters import initial, scan_of
from .registers import row, xlsx

BEGUN, TODAY = "2026-03-02 09:00+08:00", "2026-10-05 09:00+08:00"
KB = "kesepakatan_bersama"
FIRST_HALF = date(2026, 1, 1)
TEXTS = (
    *(
        "title",
        "latar_belakang",
        "maksud_tujuan",
        "objek",
        "lokasi",
        "ruang_lingkup",
        "manfaat",
        "analisis_dampak",
    ),
    *("pembiayaan", "program"),
)


def script(where: str) -> str:
    return f"<script>alert({where})</script>"


def file_of(name: str) -> dict[str, str]:
    """A stored file of its own, with a name that would run in a careless page."""
    return {
        "sha256": store.store_bytes(f"%PDF-1.7 {name}".encode()),
        "file_name": f"{script('berkas')}.pdf",
    }


@dataclass
class World:
    """`begun` is being prepared, `running` drafted, `signed` lives, `halted` rests, `recorded` came
    from a register.

    `theirs` is a case of another OPD that lives too; `keys` name the rows of ours, `their_keys`
    those of theirs.
    """

    people: dict[str, User]
    begun: Agreement
    running: Agreement
    signed: Agreement
    halted: Agreement
    recorded: Agreement
    theirs: Agreement
    keys: dict[str, int]
    their_keys: dict[str, int]
    files: Path


def build(files: Path) -> World:
    """The world on its day; the caller lays out papers blank and keeps `files` as the store."""
    with time_machine.travel(BEGUN, tick=True):
        people = populate()
        unit = Unit.objects.create(name="Dinas Kesehatan", address="Jalan Lain Nomor 4")
        # Before the other, who may do both: the head approves what that one proposes.
        people["kepala lain"] = somebody("kepala-lain", unit, "OPD_HEAD")
        people["lain"] = somebody("lain", unit, "OPD", "OPD_HEAD")
        Official.objects.create(
            office=Office.UNIT_HEAD, unit=unit, name="Contoh Kepala Lain", since=date(2000, 1, 1)
        )
        make, keys, their_keys = case_maker(people), {}, {}
        Partner.objects.create(name="Mitra Contoh swasta", kind="swasta", **partner())
        texts = {name: f"Teks {script(name)}" for name in TEXTS}
        running = drafted(make(**texts), people, keys)
        signed = walked(
            make(**texts | {"title": f"Kerja sama yang ditandatangani {script('title')}"}),
            people,
            "pelaporan",
            keys,
        )
        begun, halted = make(**texts), make("ksdd-wajib", **texts)
        engine.halt_case(
            halted.pk, people["kabag"], halted.stage_code, "ditangguhkan", script("penangguhan")
        )
        recorded = registered(people)
        theirs = demo.make_case(
            "ksdpk-daerah", unit, running.partner, people["lain"], title="Kerja sama dinas lain"
        )
        theirs = walked(theirs, people, "pelaporan", their_keys)
    with time_machine.travel(TODAY, tick=True):
        live(signed, people, keys)
        live(theirs, people, their_keys)
        keys["wajib"] = helped(halted, people)
        gather(signed, people, keys)
        import_register(people, keys)
        keep_house(signed, people, keys)
    cases = (
        Agreement.objects.get(pk=case.pk)
        for case in (begun, running, signed, halted, recorded, theirs)
    )
    return World(people, *cases, keys, their_keys, files)


def helped(case: Agreement, people: dict[str, User]) -> int:
    """The key of what was recorded about a Kerja Sama Wajib."""
    told = WajibValues(
        script("pemberi bantuan"),
        date(2026, 9, 1),
        script("uraian bantuan"),
        number=script("nomor bantuan"),
        effect=script("akibat"),
        **file_of(f"{case.pk}-wajib"),
    )
    return wajib.record_wajib_act(case.pk, people["staf"], "bantuan-pusat", told).pk


def partner() -> dict[str, str]:
    told = {
        "address": script("alamat"),
        "representative": script("pimpinan"),
        "representative_position": script("jabatan"),
    }
    return told | {
        "email": "mitra@contoh.invalid",
        "phone": "0812",
        "contact_name": script("narahubung"),
    }


def walked(case: Agreement, people: dict[str, User], at: str, keys: dict[str, int]) -> Agreement:
    """The case at that stage, each act by the person whose it is, each upload with its file."""
    for _ in as_long_as(lambda: case.stage_code != at):
        for check in evaluate_case(case).open_checks:
            meet(case, check.requirement, people, keys)
        now = Agreement.objects.get(pk=case.pk)
        if now.stage_code == case.stage_code and not evaluate_case(now).open_checks:
            engine.complete_stage(now.pk, people["verifikator"], now.stage_code)
        case = Agreement.objects.get(pk=case.pk)
    return case


def meet(case: Agreement, need, people: dict[str, User], keys: dict[str, int]) -> None:
    person = demo.person_for(roles_of(need)[0], case.owner)
    if need.kind is RequirementKind.DOCUMENT:
        return order_and_render(case, person, need.document)
    if need.signs == KB:
        schedule(case, people)
    said = demo.evidence_for(need, {})
    if need.kind is RequirementKind.RECORD:
        said |= {"note": script("catatan"), "number": "12/KS/2026"}
        said["findings"] = [found | {"catatan": script("butir")} for found in said["findings"]]
    if need.kind is RequirementKind.UPLOAD:
        said |= file_of(f"{case.pk}-{need.code}")
    made = meeting_requirements.meet_requirement(
        case.pk, person, need.code, case.stage_code, **said
    )
    if made.sha256:
        keys["berkas"] = made.pk
    return None


def schedule(case: Agreement, people: dict[str, User]) -> None:
    rundown = [{"at": "09:00", "what": script("acara"), "who": script("pelaku")}]
    guests = [{"name": script("tamu"), "position": script("jabatan tamu"), "part": "Saksi"}]
    hour = time(8 + case.signings.model.objects.count())  # nobody signs two naskah at once
    when = {
        "day": date(2026, 3, 2),
        "starts": hour,
        "ends": None,
        "place": f"Pendopo {case.pk} {script('tempat')}",
    }
    rows = {"rundown": rundown, "guests": guests, "turns": []}
    signing.plan_signing(
        case.pk,
        people["verifikator"],
        KB,
        method="seremonial",
        copies=2,
        note=script("catatan acara"),
        **when,
        **rows,
    )


def drafted(case: Agreement, people: dict[str, User], keys: dict[str, int]) -> Agreement:
    """In the drafting of the Kesepakatan Bersama: discussed, worded, sent to the partner and back,
    sent back with corrections.
    """
    staff, office = people["staf"], people["verifikator"]
    told = ("offer", "good_faith", "experience", "commitment", "note")
    candidate = Candidate(partner=case.partner, **{name: script(f"calon {name}") for name in told})
    keys["calon"] = choosing_mitra.add_candidate(case.pk, staff, candidate).pk
    keys["rapat"] = met(case, office).pk
    rendering.render_queued_document(
        supporting.order_supporting_paper(case.pk, office, "undangan_rapat", {}, keys["rapat"]).pk
    )
    case = walked(case, people, "penyusunan_kb", keys)
    text = f"PARA PIHAK menjaga kerahasiaan. {script('redaksi')}"
    engine.set_wording(case.pk, office, KB, {"lain_lain": text}, case.content_hash)
    order_and_render(Agreement.objects.get(pk=case.pk), office, KB)
    theirs = case.parties.exclude(partner=None).get()
    keys["pihak"] = theirs.pk
    ours = case.parties.get(partner=None)
    keys["pembayaran"] = Payment.objects.create(payer=ours, payee=theirs, form="uang").pk
    keys["rancangan"] = case.documents.get(kind=KB, draft=True).pk
    version, content = draft_exchange.send_draft_to_partner(case.pk, staff, KB)
    keys["docx"] = draft_exchange.receive_returned_draft(
        case.pk, staff, KB, answered(content), f"{script('docx')}.docx", version.number
    ).number
    offer = case.documents.get(kind="penawaran")
    keys["surat"] = offer.pk
    SignedPaper.objects.create(
        agreement=case,
        document=offer,
        sha256=store.store_bytes(f"%PDF-1.7 bertanda tangan {case.pk}".encode()),
        scan_name=f"{script('pindaian surat')}.pdf",
        signed_by_hand_on=case.created_at.date(),
        by=staff,
    )
    keys["konsep"] = letter_of(case, office).pk
    keys["surat bebas"] = free_letter_of(case, office).pk
    keys["surat masuk"] = letter_that_came(case, office).pk
    case.comments.create(text=f"Tanggapan {script('diskusi')}", by=staff)
    keys["catatan naskah"] = remarks.add_remark(
        case.pk, KB, "", script("catatan naskah"), by=staff
    ).pk
    keys["surel"] = mailing.order_mail(offer.pk, office, script("perihal"), script("isi surel")).pk
    engine.send_case_back(
        case.pk,
        people["kabag"],
        case.stage_code,
        case.stage_code,
        script("pengembalian"),
        [script("perbaikan")],
    )
    link, _ = partner_links.give_link(case.pk, office, KB, case.partner_id, 14)
    keys["tautan"] = link.pk
    keys["isian"] = partner_links.keep_entry(
        link, script("pengisi"), {"representative": script("isian mitra")}
    ).pk
    keys["perbaikan"] = case.corrections.get().pk
    return case


def letter_of(case: Agreement, office: User) -> Letter:
    words = LetterWords(
        subject=script("hal surat"),
        to=(script("tujuan"),),
        body=read_typed(script("isi surat")),
        closing=script("penutup"),
        copies=(script("tembusan"),),
    )
    return Letter.objects.create(
        agreement=case,
        kind="penawaran",
        order={"typed": {}, "seen": 0, "again": ""},
        words=words_as_json(words),
        by=office,
    )


def letter_that_came(case: Agreement, office: User) -> IncomingLetter:
    """About the case, from outside, with its scan."""
    letter = IncomingLetter(
        number=script("nomor masuk"),
        day=date(2026, 3, 2),
        received_on=date(2026, 3, 3),
        sender=script("pengirim"),
        subject=script("hal masuk"),
        sha256=store.store_bytes(f"%PDF-1.7 surat masuk {case.pk}".encode()),
        file_name="surat-masuk.pdf",
        agreement=case,
        instruction=script("arahan"),
    )
    return incoming.register_letter(letter, office)


def free_letter_of(case: Agreement, office: User) -> Letter:
    """A nota dinas about the case, numbered and signed by hand."""
    order = FreeOrder(letter_templates()["nota-dinas"], case.owner, case)
    letter = living.begin_free_letter(order, office)
    words = LetterWords(subject=script("hal nota"), body=read_typed(script("isi nota")))
    living.edit_letter(letter.pk, office, words)
    paper = living.number_letter(initial(letter).pk, office)
    making_letters.render_letter_paper(paper.pk)
    scan = scan_of(f"nota bertanda tangan {letter.pk}")
    signature = HandSignature(timezone.localdate(), scan, "nota.pdf")
    signing_letters.record_hand_signature(letter.pk, office, signature)
    return letter


def met(case: Agreement, office: User) -> Meeting:
    def save(case: Agreement) -> Meeting:
        told = {
            "place": script("tempat rapat"),
            "agenda": script("agenda"),
            "invited": script("undangan"),
            "result": script("hasil"),
        }
        held = {
            "held_on": date(2026, 3, 2),
            "starts_at": time(9),
            "stage_code": case.stage_code,
            "by": office,
        }
        meeting = Meeting.objects.create(agreement=case, **held, **told)
        meeting.attendees.create(
            name=script("peserta"),
            position=script("jabatan peserta"),
            institution=script("instansi"),
        )
        return meeting

    return meetings.record_meeting(case.pk, office, save)


def answered(content: bytes) -> bytes:
    """The DOCX as the partner returns it, with one Pasal changed."""
    word, out = Word(io.BytesIO(content)), io.BytesIO()
    place = next(paragraph for paragraph in word.paragraphs if "kerahasiaan" in paragraph.text)
    place.add_run(f" Ditambah mitra {script('mitra')}.")
    word.save(out)
    assert ZipFile(out).testzip() is None
    return out.getvalue()


def registered(people: dict[str, User]) -> Agreement:
    """A naskah signed outside the system, recorded with its scan."""
    fields = {
        "track_code": "ksdpk-lama-kb",
        "title": f"Naskah lama {script('judul lama')}",
        "naskah_number": script("nomor lama"),
    }
    mate, _ = Partner.objects.get_or_create(
        name=f"Mitra lama {script('mitra lama')}", kind="swasta"
    )
    case = Agreement(
        **fields,
        owner=people["staf"].memberships.get().unit,
        partner=mate,
        owed_from=date(2026, 3, 2),
    )
    days = date(2024, 5, 1), date(2024, 5, 1), date(2029, 4, 30)
    registering.register_signed(
        [registering.Signed(case, *days, script("nomor mitra"), script("rak"), **file_of("lama"))],
        people["verifikator"],
    )
    return Agreement.objects.get(title=fields["title"])


def live(case: Agreement, people: dict[str, User], keys: dict[str, int]) -> None:
    """What becomes of a signed agreement: planned, carried out, reported, evaluated, corrected and
    lent.
    """
    staff, head, office = (
        demo.person_for("OPD", case.owner),
        demo.person_for("OPD_HEAD", case.owner),
        people["verifikator"],
    )

    def write(case: Agreement) -> None:
        told = {
            "name": script("kegiatan"),
            "output": script("keluaran"),
            "location": script("lokasi kegiatan"),
            "roles": script("peran"),
        }
        keys["kegiatan"] = case.activities.create(
            year=2026,
            quarter_from=2,
            quarter_to=4,
            in_kind=script("barang"),
            unit=case.owner,
            **told,
        ).pk

    work_plans.save_plan(case.pk, staff, 0, write, script("alasan rencana"))
    told = {
        "percent": 50,
        "output": script("capaian"),
        "note": script("kendala"),
        **file_of(f"{case.pk}-capaian"),
    }
    keys["capaian"] = progress.submit_progress(case.pk, staff, keys["kegiatan"], 2, **told).pk
    tiered = {"done_on": date(2026, 9, 1), "number": "7/LAP", **file_of(f"{case.pk}-kewajiban")}
    keys["pemenuhan"] = acts.fulfil_duty(
        case.pk, office, "ksdpk-berjenjang", FIRST_HALF, **tiered
    ).pk
    where = case.pk, staff, "ksdpk-semester", FIRST_HALF
    texts = {section.code: script("laporan") for section in asked_of(DUTIES["ksdpk-semester"])}
    keys["indikator"] = case.indicators.get().pk
    keys["laporan"] = report_acts.save_report(*where, "0", texts, {keys["indikator"]: "7"}).pk
    report_acts.submit_report(*where)
    report_acts.accept_report(case.pk, office, "ksdpk-semester", FIRST_HALF)
    day = date(2026, 9, 1)
    dispute = disputes.open_dispute(case.pk, staff, script("perselisihan"), day)
    keys["perselisihan"] = dispute.pk
    keys["langkah"] = dispute.records.create(
        agreement=case,
        step="musyawarah",
        outcome="tidak tercapai",
        day=day,
        note=script("hasil musyawarah"),
        by=staff,
        **file_of(f"{case.pk}-perselisihan"),
    ).pk
    owed = {
        "due_text": script("kewajiban"),
        "due_party": "mitra",
        "due_rhythm": "sekali",
        "basis": script("pasal"),
    }
    keys["kewajiban"] = contract_duties.enter_contract_duty(
        case.pk, office, due_months=1, due_days=9, **owed
    ).pk
    evaluation = example.make_evaluation(case, "", answered=0)
    answers = {
        code: {"score": 2, "note": script("nilai")}
        for code in example.answers_to(evaluation, "tkksd", low=True)
    }
    evaluating.answer_viewpoint(evaluation.pk, people["tkksd"], "tkksd", "0", answers, submit=True)
    deciding.advise_on_end(case.pk, head, "perpanjang", script("saran"), 0)
    original = case.originals.filter(bearer="daerah").first()
    keys["asli"] = original.pk
    who = {"person": script("peminjam"), "office": script("kantor"), "note": script("keperluan")}
    keys["pindah"] = originals.record_original_act(
        original.pk, office, Action.LENT, date(2026, 10, 1), due_on=date(2026, 10, 20), **who
    ).pk
    wrong = (
        case.evidence.filter(requirement_code="profil_perusahaan").first()
        or case.evidence.exclude(sha256="").last()
    )
    keys["catatan"] = keys["berkas"] = wrong.pk
    lampiran = wrong.agreement.annexes.create(
        kind=KB, sha256=wrong.sha256, file_name="peta.pdf", pages=1, by=wrong.by
    )
    keys["lampiran"] = lampiran.pk
    keys["usulan"] = correcting.correct_record(
        wrong.pk, office, script("alasan koreksi"), **file_of(f"{case.pk}-usulan")
    ).pk
    naskah = case.documents.get(kind=KB, draft=False)
    keys["naskah"], keys["kak"] = (
        naskah.pk,
        case.documents.filter(kind="kak", draft=False).last().pk,
    )
    SignedPaper.objects.create(
        agreement=case,
        document=naskah,
        sha256=store.store_bytes(f"%PDF-1.7 tertanda {case.pk}".encode()),
        by=head,
    )


def gather(case: Agreement, people: dict[str, User], keys: dict[str, int]) -> None:
    """The whole case in one file."""
    bundle = making.order_bundle(case, people["staf"], "zip")
    making.make_bundle(bundle.pk)
    keys["himpunan"] = bundle.pk


def import_register(people: dict[str, User], keys: dict[str, int]) -> None:
    batch = jobs.receive_register(xlsx(row(1)), f"{script('register')}.xlsx", people["verifikator"])
    jobs.process_import(batch.pk)
    keys["impor"] = batch.pk


def map_the_year(case: Agreement, people: dict[str, User], keys: dict[str, int]) -> None:
    """A mapping with an item that a Keputusan fixed and one that is still written."""
    office, staff = people["verifikator"], people["staf"]
    year = mapping.open_mapping(office, 2027, date(2026, 11, 30), script("arahan"))
    mapping.record_coordination(2027, office, date(2026, 10, 1), script("koordinasi"))

    def write(objek: str) -> MappedItem:
        texts = {name: script(name) for name in ("tujuan", "manfaat", "mitra", "kegiatan")}
        item = MappedItem(
            mapping=year, unit=case.owner, kind="ksdpk", objek=objek, urusan=["16"], **texts
        )
        return mapping.keep_item(item, staff)

    listed, keys["butir"] = write(script("objek butir")), write(script("objek usulan")).pk
    mapping.send_item(listed.pk, staff)
    mapping.accept_item(listed.pk, office)
    told = mapping.DecreeData(script("188.45"), date(2026, 10, 5), **file_of("keputusan"))
    keys["keputusan"] = mapping.fix_list(2027, office, [listed.pk], told).pk
    keys["butir-tetap"] = listed.pk


def keep_house(case: Agreement, people: dict[str, User], keys: dict[str, int]) -> None:
    """What is no case's, but has addresses of its own."""
    keys["unit"], keys["pengguna"] = case.owner_id, people["staf"].pk
    keys["nama-unit"] = case.owner.aliases.create(name=script("singkatan")).pk
    keys["pejabat"] = Official.objects.first().pk
    map_the_year(case, people, keys)
    keys["kuasa"] = Delegation.objects.create(
        papers=[], office="sekda", since=date(2026, 1, 1), basis=script("dasar")
    ).pk
