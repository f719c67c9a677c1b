"""The content of a file that should not be here is taken away by two people; its trace stays."""

import pytest
from django.urls import reverse

from agreements.documents import integrity, removing, store
from agreements.documents.bundles import parts
from agreements.models import Bundle, ContentRemoval, Evidence, FileCheck, FileState, ImportBatch
from agreements.workflow.engine import Refused

pytestmark = pytest.mark.usefixtures("blank_papers")
KTP = b"%PDF-1.7 kartu tanda penduduk"


@pytest.fixture
def scan(make_agreement, people):
    agreement = make_agreement()
    told = {"stage_code": "persiapan", "requirement_code": "studi", "content_hash": "", "by": people["verifikator"]}
    return Evidence.objects.create(agreement=agreement, sha256=store.put(KTP), file_name="ktp.pdf", **told)


@pytest.fixture
def removed(scan, people, django_capture_on_commit_callbacks):
    return remove(scan, people, django_capture_on_commit_callbacks)


def remove(row, people, callbacks):
    with callbacks(execute=True):
        return removing.confirm(removing.propose(row, people["verifikator"], "Memuat KTP").pk, people["kabag"])


def test_the_bytes_are_gone_and_the_trace_stays(scan, removed, people, signed_in):
    assert not store.path_of(scan.sha256).exists()
    answer = signed_in(people["staf"]).get(reverse("berkas", args=[scan.pk]))
    page = answer.content.decode()
    assert answer.status_code == 410 and "Isi berkas ini dihapus" in page and "Memuat KTP" in page and scan.sha256 in page
    event = scan.agreement.events.get(action="hapus isi")
    assert (event.by, event.detail["file"], event.reason) == (people["kabag"], scan.sha256, "Memuat KTP")
    assert "Isi dihapus" in signed_in(people["staf"]).get(reverse("catatan", args=[scan.agreement_id])).content.decode()


def test_what_was_removed_is_no_damage(scan, removed):
    integrity.check()
    integrity.note(scan.sha256, FileState.LOST)
    assert not FileCheck.objects.damaged().exists() and not list(integrity.damages())
    part = next(part for part in parts.parts_of(scan.agreement) if part.given_name == "ktp.pdf")
    assert part.state == "Isi dihapus" and not part.is_missing


def test_nobody_removes_alone_and_others_not_at_all(scan, people):
    for name in ("staf", "kepala", "tkksd", "sekda", "admin"):
        with pytest.raises(Refused):
            removing.propose(scan, people[name], "x")
    removal = removing.propose(scan, people["kabag"], "Memuat KTP")
    for name in ("kabag", "staf", "admin"):
        with pytest.raises(Refused):
            removing.confirm(removal.pk, people[name])
    assert store.path_of(scan.sha256).exists()


def test_from_the_proposal_on_only_the_second_person_opens_it(scan, people, signed_in):
    removing.propose(scan, people["verifikator"], "Memuat KTP")
    address = reverse("berkas", args=[scan.pk])
    assert signed_in(people["staf"]).get(address).status_code == 410
    assert signed_in(people["kabag"]).get(address).content == KTP


def test_what_is_declined_opens_again(scan, people, signed_in):
    removal = removing.propose(scan, people["verifikator"], "Memuat KTP")
    removing.refuse(removal.pk, people["kabag"], "Bukan data pribadi.")
    assert signed_in(people["staf"]).get(reverse("berkas", args=[scan.pk])).content == KTP
    removing.propose(scan, people["verifikator"], "Sungguh memuat KTP")


def test_the_same_bytes_of_another_case_stay(scan, people, make_agreement, django_capture_on_commit_callbacks):
    twin = Evidence.objects.get(pk=scan.pk)
    twin.pk, twin.agreement, twin.requirement_code = None, make_agreement(title="Lain"), "lain"
    twin.save()
    remove(scan, people, django_capture_on_commit_callbacks)
    assert store.get(twin.sha256) == KTP and removing.of(twin) is None
    remove(twin, people, django_capture_on_commit_callbacks)
    assert not store.path_of(twin.sha256).exists()


def test_the_same_bytes_elsewhere_in_the_case_go_too(scan, people, django_capture_on_commit_callbacks):
    activity = scan.agreement.activities.create(name="Pelatihan", year=2026)
    told = {"submitted_by": people["staf"], "submitted_at": scan.at, "sha256": scan.sha256, "file_name": "bukti.pdf"}
    progress = scan.agreement.progress.create(activity=activity, quarter=1, percent=5, output="Mulai", **told)
    remove(scan, people, django_capture_on_commit_callbacks)
    assert removing.of(progress).is_done and not store.path_of(scan.sha256).exists()


def test_a_bundle_that_holds_it_goes_too(scan, people, django_capture_on_commit_callbacks):
    digest = store.put(b"zip dengan ktp")
    Bundle.objects.create(agreement=scan.agreement, form="zip", state="siap", sha256=digest, by=people["verifikator"])
    remove(scan, people, django_capture_on_commit_callbacks)
    assert not Bundle.objects.exists() and not store.path_of(digest).exists()


def test_a_file_brought_again_later_is_kept_and_checked(scan, removed, people):
    again = Evidence.objects.get(pk=scan.pk)
    again.pk, again.requirement_code, again.sha256 = None, "lain", store.put(KTP)
    again.save()
    assert integrity.is_kept(again.sha256) and removing.of(again) is None
    store.path_of(again.sha256).unlink()
    integrity.check()
    assert FileCheck.objects.damaged().filter(pk=again.sha256).exists()


def test_the_file_of_an_import_goes_with_its_notes(people, scan, signed_in, django_capture_on_commit_callbacks):
    files = {"sha256": store.put(b"register"), "noted_sha256": store.put(b"register dengan catatan")}
    batch = ImportBatch.objects.create(file_name="register.xlsx", size=8, by=people["verifikator"], ordered_at=scan.at, **files)
    remove(batch, people, django_capture_on_commit_callbacks)
    assert not any(store.path_of(digest).exists() for digest in files.values())
    for which in ("asli", "catatan"):
        assert signed_in(people["verifikator"]).get(reverse("impor-berkas", args=[batch.pk, which])).status_code == 410


def test_a_final_of_ours_is_not_removed(make_agreement, people):
    paper = make_agreement(at="penyusunan_kb").documents.filter(draft=False).exclude(sha256="").first()
    with pytest.raises(Refused, match="dinomori"):
        removing.propose(paper, people["verifikator"], "x")


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
    """A model that keeps a file is removable, or one of those that hold what the system itself made."""
    ours = {"Document", "SignedPaper", "Report", "Recap", "LeadersSheet", "Bundle"}
    known = {model.__name__ for model in removing.KEEPERS.values()} | ours
    assert {model.__name__ for model in integrity.keepers()} <= known


def test_every_file_of_the_case_can_be_reached_for_removal(scan, people, signed_in):
    activity = scan.agreement.activities.create(name="Pelatihan", year=2026)
    told = {"submitted_by": people["staf"], "submitted_at": scan.at, "sha256": scan.sha256, "file_name": "bukti.pdf"}
    progress = scan.agreement.progress.create(activity=activity, quarter=1, percent=5, output="Mulai", **told)
    page = signed_in(people["verifikator"]).get(reverse("catatan", args=[scan.agreement_id])).content.decode()
    for word, row in (("catatan", scan), ("capaian", progress)):
        assert reverse("hapus-isi", args=[word, row.pk]) in page
    assert "hapus-isi" not in signed_in(people["staf"]).get(reverse("catatan", args=[scan.agreement_id])).content.decode()
