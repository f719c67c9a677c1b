"""The content of a file that should not be here is taken away by two people; its trace stays."""

from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from agreements.documents import content_removal, store
from agreements.documents.archive import integrity
from agreements.documents.bundles import making, parts
from agreements.models import (
    Bundle,
    BundleState,
    ContentRemoval,
    Evidence,
    FileCheck,
    FileState,
    ImportBatch,
)
from agreements.monitoring.duties import acts, ledger
from agreements.regulations.vocabulary import RequirementKind
from agreements.workflow import correcting, sharing
from agreements.workflow.guarding import Refused
from kerjasama.accounts import merging
from kerjasama.accounts.models import User

pytestmark = pytest.mark.usefixtures("blank_papers")
KTP = b"%PDF-1.7 kartu tanda penduduk"


@pytest.fixture
def scan(make_agreement, people):
    agreement = make_agreement()
    told = {
        "stage_code": "persiapan",
        "requirement_code": "studi",
        "content_hash": "",
        "by": people["verifikator"],
    }
    return Evidence.objects.create(
        agreement=agreement, sha256=store.store_bytes(KTP), file_name="ktp.pdf", **told
    )


@pytest.fixture
def removed(scan, people, django_capture_on_commit_callbacks):
    return remove(scan, people, django_capture_on_commit_callbacks)


def remove(row, people, callbacks):
    with callbacks(execute=True):
        return content_removal.confirm_removal(
            content_removal.propose_removal(row, people["verifikator"], "Memuat KTP").pk,
            people["kabag"],
        )


def test_the_bytes_are_gone_and_the_trace_stays(scan, removed, people, signed_in):
    assert not store.path_of(scan.sha256).exists()
    answer = signed_in(people["staf"]).get(reverse("berkas", args=[scan.pk]))
    page = answer.content.decode()
    assert (
        answer.status_code == 410
        and "Isi berkas ini dihapus" in page
        and "Memuat KTP" in page
        and scan.sha256 in page
    )
    event = scan.agreement.events.get(action="hapus isi")
    assert (event.by, event.detail["file"], event.reason) == (
        people["kabag"],
        scan.sha256,
        "Memuat KTP",
    )
    assert (
        "Isi dihapus"
        in signed_in(people["staf"])
        .get(reverse("catatan", args=[scan.agreement_id]))
        .content.decode()
    )


def test_what_was_removed_is_no_damage(scan, removed):
    integrity.verify_files()
    integrity.note_file_state(scan.sha256, FileState.LOST)
    assert not FileCheck.objects.damaged().exists() and not list(integrity.list_damages())
    part = next(part for part in parts.parts_of(scan.agreement) if part.given_name == "ktp.pdf")
    assert part.state == "Isi dihapus" and not part.is_missing


def test_nobody_removes_alone_and_others_not_at_all(scan, people):
    for name in ("staf", "kepala", "tkksd", "sekda", "admin"):
        with pytest.raises(Refused):
            content_removal.propose_removal(scan, people[name], "x")
    removal = content_removal.propose_removal(scan, people["kabag"], "Memuat KTP")
    for name in ("kabag", "staf", "admin"):
        with pytest.raises(Refused):
            content_removal.confirm_removal(removal.pk, people[name])
    assert store.path_of(scan.sha256).exists()


def test_from_the_proposal_on_only_the_second_person_opens_it(scan, people, signed_in):
    content_removal.propose_removal(scan, people["verifikator"], "Memuat KTP")
    address = reverse("berkas", args=[scan.pk])
    assert signed_in(people["staf"]).get(address).status_code == 410
    assert signed_in(people["kabag"]).get(address).content == KTP


def test_what_is_declined_opens_again(scan, people, signed_in):
    removal = content_removal.propose_removal(scan, people["verifikator"], "Memuat KTP")
    content_removal.refuse_removal(removal.pk, people["kabag"], "Bukan data pribadi.")
    assert signed_in(people["staf"]).get(reverse("berkas", args=[scan.pk])).content == KTP
    content_removal.propose_removal(scan, people["verifikator"], "Sungguh memuat KTP")


def test_the_same_bytes_of_another_case_stay(
    scan, people, make_agreement, django_capture_on_commit_callbacks
):
    twin = Evidence.objects.get(pk=scan.pk)
    twin.pk, twin.agreement, twin.requirement_code = None, make_agreement(title="Lain"), "lain"
    twin.save()
    remove(scan, people, django_capture_on_commit_callbacks)
    assert store.read_stored(twin.sha256) == KTP and content_removal.removal_notice_of(twin) is None
    remove(twin, people, django_capture_on_commit_callbacks)
    assert not store.path_of(twin.sha256).exists()


def test_the_same_bytes_elsewhere_in_the_case_go_too(
    scan, people, django_capture_on_commit_callbacks
):
    activity = scan.agreement.activities.create(name="Pelatihan", year=2026)
    told = {
        "submitted_by": people["staf"],
        "submitted_at": scan.at,
        "sha256": scan.sha256,
        "file_name": "bukti.pdf",
    }
    progress = scan.agreement.progress.create(
        activity=activity, quarter=1, percent=5, output="Mulai", **told
    )
    remove(scan, people, django_capture_on_commit_callbacks)
    assert (
        content_removal.removal_notice_of(progress).is_done
        and not store.path_of(scan.sha256).exists()
    )


def test_a_bundle_that_holds_it_goes_too(scan, people, django_capture_on_commit_callbacks):
    digest = store.store_bytes(b"zip dengan ktp")
    Bundle.objects.create(
        agreement=scan.agreement, form="zip", state="siap", sha256=digest, by=people["verifikator"]
    )
    remove(scan, people, django_capture_on_commit_callbacks)
    assert not Bundle.objects.exists() and not store.path_of(digest).exists()


def test_a_file_brought_again_later_is_kept_and_checked(scan, removed, people):
    again = Evidence.objects.get(pk=scan.pk)
    again.pk, again.requirement_code, again.sha256 = None, "lain", store.store_bytes(KTP)
    again.save()
    assert integrity.is_kept(again.sha256) and content_removal.removal_notice_of(again) is None
    store.path_of(again.sha256).unlink()
    integrity.verify_files()
    assert FileCheck.objects.damaged().filter(pk=again.sha256).exists()


def test_the_file_of_an_import_goes_with_its_notes(
    people, scan, signed_in, django_capture_on_commit_callbacks
):
    files = {
        "sha256": store.store_bytes(b"register"),
        "noted_sha256": store.store_bytes(b"register dengan catatan"),
    }
    batch = ImportBatch.objects.create(
        file_name="register.xlsx", size=8, by=people["verifikator"], ordered_at=scan.at, **files
    )
    remove(batch, people, django_capture_on_commit_callbacks)
    assert not any(store.path_of(digest).exists() for digest in files.values())
    for which in ("asli", "catatan"):
        assert (
            signed_in(people["verifikator"])
            .get(reverse("impor-berkas", args=[batch.pk, which]))
            .status_code
            == 410
        )


@pytest.mark.django_db(transaction=True)
def test_two_who_propose_the_same_at_once_make_one_proposal(people):
    who = people["verifikator"]
    told = {"file_name": "register.xlsx", "size": 8, "by": who, "ordered_at": timezone.now()}
    batch = ImportBatch.objects.create(sha256=store.store_bytes(b"register"), **told)
    refused, ready = [], Barrier(2)

    def propose(person):
        try:
            ready.wait()
            content_removal.propose_removal(batch, person, "Memuat NIK")
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=propose, args=[people["kabag"]]) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(refused) == 1 and ContentRemoval.objects.count() == 1


def test_a_final_of_ours_is_not_removed(make_agreement, people):
    paper = (
        make_agreement(at="penyusunan_kb").documents.filter(draft=False).exclude(sha256="").first()
    )
    with pytest.raises(Refused, match="dinomori"):
        content_removal.propose_removal(paper, people["verifikator"], "x")


def test_it_is_proposed_and_done_on_its_page(scan, people, signed_in):
    address = reverse("hapus-isi", args=["catatan", scan.pk])
    verifier, head = signed_in(people["verifikator"]), signed_in(people["kabag"])
    assert verifier.post(address, {"tindakan": "usul"}).status_code == 422
    verifier.post(address, {"tindakan": "usul", "alasan": "Memuat KTP"})
    assert "Hapus isi berkas ini" not in verifier.get(address).content.decode()
    assert "Hapus isi berkas ini" in head.get(address).content.decode()
    head.post(address, {"tindakan": "hapus"})
    assert ContentRemoval.objects.get().is_done


def test_every_kind_of_row_that_keeps_a_file_is_known_here():
    """A model that keeps a file is removable, or one of those that hold what the system itself
    made.
    """
    ours = {
        "Document",
        "SignedPaper",
        "LetterPaper",
        "SignedLetter",
        "Report",
        "Recap",
        "LeadersSheet",
        "MappingPaper",
        "Bundle",
        "SamplePaper",
        "PaperSource",
        "SealRenewal",
        "TaskHandover",
        "TeamReportPaper",
    }
    known = {model.__name__ for model in content_removal.KEEPERS.values()} | ours
    assert {model.__name__ for model in integrity.file_keeping_models()} <= known


def test_every_file_of_the_case_can_be_reached_for_removal(scan, people, signed_in):
    activity = scan.agreement.activities.create(name="Pelatihan", year=2026)
    told = {
        "submitted_by": people["staf"],
        "submitted_at": scan.at,
        "sha256": scan.sha256,
        "file_name": "bukti.pdf",
    }
    progress = scan.agreement.progress.create(
        activity=activity, quarter=1, percent=5, output="Mulai", **told
    )
    page = (
        signed_in(people["verifikator"])
        .get(reverse("catatan", args=[scan.agreement_id]))
        .content.decode()
    )
    for word, row in (("catatan", scan), ("capaian", progress)):
        assert reverse("hapus-isi", args=[word, row.pk]) in page
    assert (
        "hapus-isi"
        not in signed_in(people["staf"])
        .get(reverse("catatan", args=[scan.agreement_id]))
        .content.decode()
    )


@pytest.fixture
def study(make_agreement, people):
    """An upload that the first stage of its case asks for, and so may be corrected."""
    agreement = make_agreement()
    found = [
        (stage, need)
        for stage in agreement.track.stages
        for need in stage.requirements
        if need.kind is RequirementKind.UPLOAD
    ]
    stage, need = found[0]
    told = {
        "stage_code": stage.code,
        "requirement_code": need.code,
        "content_hash": "",
        "by": people["verifikator"],
    }
    return Evidence.objects.create(
        agreement=agreement, sha256=store.store_bytes(KTP), file_name="ktp.pdf", **told
    )


def opened_by(client, row):
    return client.get(reverse("berkas", args=[row.pk])).status_code


def test_a_correction_opens_no_file_that_waits_to_be_removed(study, people, signed_in):
    removal = content_removal.propose_removal(study, people["verifikator"], "Memuat KTP")
    new = correcting.correct_record(
        study.pk, people["verifikator"], "Keterangan keliru", note="Studi kelayakan"
    )
    assert opened_by(signed_in(people["staf"]), new) == 410
    content_removal.refuse_removal(removal.pk, people["kabag"], "Bukan data pribadi.")
    assert opened_by(signed_in(people["staf"]), new) == 200


def test_a_correction_of_a_removed_file_says_that_it_is_removed(
    study, people, signed_in, django_capture_on_commit_callbacks
):
    remove(study, people, django_capture_on_commit_callbacks)
    new = correcting.correct_record(
        study.pk, people["verifikator"], "Keterangan keliru", note="Studi kelayakan"
    )
    assert (
        opened_by(signed_in(people["staf"]), new) == 410
        and content_removal.removal_notice_of(new).is_done
    )
    integrity.verify_files()
    assert not FileCheck.objects.damaged().exists()


def test_what_was_removed_is_not_handed_in_again_by_a_correction(
    study, people, signed_in, django_capture_on_commit_callbacks
):
    remove(study, people, django_capture_on_commit_callbacks)
    client, address = (
        signed_in(people["verifikator"]),
        reverse("koreksi", args=[study.agreement_id, study.pk]),
    )
    sent = {"note": "Studi kelayakan", "reason": "Berkas keliru", "number": "1"}
    answer = client.post(address, sent | {"upload": SimpleUploadedFile("ktp.pdf", KTP)})
    page = answer.content.decode()
    assert (
        answer.status_code == 422
        and "Isi berkas ini dihapus dari kerja sama ini" in page
        and "Memuat KTP" in page
    )
    assert not store.path_of(study.sha256).exists()
    other = client.post(
        address, sent | {"upload": SimpleUploadedFile("studi.pdf", b"%PDF-1.7 studi")}
    )
    assert (
        other.status_code == 302
        and content_removal.removal_notice_of(study.agreement.evidence.latest("pk")) is None
    )


@pytest.mark.django_db(transaction=True)
def test_bytes_that_are_handed_in_while_they_are_taken_away_stay(people):
    stored, goes_on = Event(), Event()
    told = {
        "file_name": "ktp.pdf",
        "size": 1,
        "by": people["verifikator"],
        "ordered_at": timezone.now(),
    }

    def hand_in():
        with transaction.atomic():
            digest = store.store_bytes(KTP)
            stored.set()
            goes_on.wait(5)
            ImportBatch.objects.create(sha256=digest, **told)
        connection.close()

    def take_away():
        content_removal.erase_content(store.digest_of(KTP))
        connection.close()

    threads = [Thread(target=hand_in), Thread(target=take_away)]
    threads[0].start()
    assert stored.wait(5)
    threads[1].start()
    threads[1].join(0.5)
    assert threads[1].is_alive(), "it waits until the row of the file is there"
    goes_on.set()
    for thread in threads:
        thread.join(5)
    assert store.read_stored(store.digest_of(KTP)) == KTP


def test_the_same_bytes_in_the_case_are_closed_from_the_proposal_on(scan, people, signed_in):
    twin = Evidence.objects.get(pk=scan.pk)
    twin.pk, twin.requirement_code = None, "lain"
    twin.save()
    content_removal.propose_removal(scan, people["verifikator"], "Memuat KTP")
    assert opened_by(signed_in(people["staf"]), twin) == 410
    assert all(
        part.is_removed for part in parts.parts_of(scan.agreement) if part.given_name == "ktp.pdf"
    )


def test_a_bundle_being_made_meanwhile_is_made_again_without_it(scan, people):
    waiting = Bundle.objects.create(agreement=scan.agreement, form="zip", by=people["staf"])
    content_removal.propose_removal(scan, people["verifikator"], "Memuat KTP")
    anew = Bundle.objects.get()
    assert anew.pk != waiting.pk and (anew.form, anew.by, anew.state) == (
        "zip",
        people["staf"],
        BundleState.QUEUED,
    )
    assert not making._end(waiting, BundleState.READY, None)


def test_the_account_into_which_the_proposers_was_merged_is_no_second_person(scan, people):
    removal = content_removal.propose_removal(scan, people["verifikator"], "Memuat KTP")
    merging.merge_accounts(people["verifikator"].pk, people["kabag"].pk, people["admin"])
    with pytest.raises(Refused):
        content_removal.confirm_removal(removal.pk, User.objects.get(pk=people["kabag"].pk))
    assert store.path_of(scan.sha256).exists()


@pytest.fixture
def owed(make_agreement, people):
    """A signed case that owes something which was due long ago."""
    agreement = make_agreement()
    day = timezone.localdate()
    told = {"effective_on": day - timedelta(700), "expires_on": day + timedelta(700)}
    type(agreement).objects.filter(pk=agreement.pk).update(**told, ends_on=told["expires_on"])
    agreement.refresh_from_db()
    return agreement


def test_a_duty_corrected_after_its_file_was_removed_brings_it_not_back(
    owed, people, django_capture_on_commit_callbacks
):
    due = next(
        due
        for due in ledger.dues_of_agreement(owed, timezone.localdate())
        if due.is_unmet and due.has_begun and not due.is_of_a_stage
    )
    person = next(person for person in people.values() if acts.may_fulfil(person, due.duty, owed))
    told = {
        "done_on": timezone.localdate(),
        "number": "1",
        "sha256": store.store_bytes(KTP),
        "file_name": "ktp.pdf",
    }
    row = acts.fulfil_duty(owed.pk, person, due.duty.code, due.period, **told)
    remove(row, people, django_capture_on_commit_callbacks)
    told = {"done_on": timezone.localdate(), "number": "2"}
    new = acts.fulfil_duty(
        owed.pk, person, due.duty.code, due.period, reason="Nomor keliru", **told
    )
    assert content_removal.removal_notice_of(new).is_done and not integrity.is_kept(new.sha256)


def test_progress_whose_file_was_removed_takes_another_one(
    scan, people, django_capture_on_commit_callbacks
):
    activity = scan.agreement.activities.create(name="Pelatihan", year=2026)
    told = {
        "submitted_by": people["staf"],
        "submitted_at": scan.at,
        "sha256": scan.sha256,
        "file_name": "bukti.pdf",
    }
    progress = scan.agreement.progress.create(
        activity=activity, quarter=1, percent=5, output="Mulai", **told
    )
    remove(progress, people, django_capture_on_commit_callbacks)
    progress.sha256 = store.store_bytes(b"%PDF foto kegiatan")
    progress.save()
    assert content_removal.removal_notice_of(progress) is None and integrity.is_kept(
        progress.sha256
    )
    remove(progress, people, django_capture_on_commit_callbacks)
    assert content_removal.removal_notice_of(progress).is_done


def test_a_file_that_waits_to_be_removed_is_offered_to_no_other_case(make_agreement, people):
    agreement = make_agreement()
    need = next(
        need
        for stage in agreement.track.stages
        for need in stage.requirements
        if need.code in sharing.OF_THE_YEAR
    )
    told = {
        "stage_code": "x",
        "requirement_code": need.code,
        "content_hash": "",
        "by": people["verifikator"],
        "file_name": "ktp.pdf",
    }
    row = Evidence.objects.create(agreement=agreement, sha256=store.store_bytes(KTP), **told)
    assert list(sharing.reusable_files_for(agreement, need)) == [row]
    content_removal.propose_removal(row, people["verifikator"], "Memuat KTP")
    assert not sharing.reusable_files_for(agreement, need).exists()
