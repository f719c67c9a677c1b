"""What is mailed to the partner: by whom, in which language, with which paper, and what if it does
not arrive.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import demo
from agreements.documents import store
from agreements.documents.exchange import mailing
from agreements.documents.signatures import hand_signing
from agreements.documents.signatures.hand_signing import HandSignature
from agreements.models import Agreement, Mailing
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import RegionProfile

from .conftest import as_long_as, order_and_render

ADDRESS = "mayor@contoh.invalid"

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture
def abroad(make_agreement, people):
    """A case abroad whose draft Letter of Intent lies before Bagian Hukum."""
    agreement = make_agreement("ksdpl-daerah", at="pernyataan_kehendak")
    for _ in as_long_as(lambda: not mailing.papers_to_mail(agreement)):
        demo.meet_next(agreement, order_and_render)
        agreement = Agreement.objects.get(pk=agreement.pk)
    agreement.partner.email = ADDRESS
    agreement.partner.save()
    return agreement


def send(client, agreement, **typed):
    paper = mailing.papers_to_mail(agreement)[0]
    page = reverse("tulis-surel-mitra", args=[paper.pk])
    form = client.get(page).context["form"]
    return client.post(page, form.initial | typed)


def test_a_partner_abroad_is_written_to_in_english_with_the_paper(abroad, people, post, signed_in):
    answer = send(signed_in(people["verifikator"]), abroad)
    assert answer.url == reverse("surel-mitra", args=[abroad.pk])
    mailing.send_due(timezone.now())
    ((address, mail),) = post.taken
    (paper,) = mail.iter_attachments()
    assert address == ADDRESS and mail["Content-Language"] == "en"
    assert mail["Subject"] == f"Draft Letter of Intent: {abroad.title_en}"
    text = mail.get_body(("plain",)).get_content()
    assert (
        "draft Letter of Intent" in text
        and "binds neither party" in text
        and abroad.partner.name_en in text
    )
    assert paper.get_content() == store.read_stored(mailing.papers_to_mail(abroad)[0].sha256)
    page = signed_in(people["staf"]).get(answer.url).content.decode()
    assert "Terkirim" in page and ADDRESS in page
    assert abroad.events.order_by("-number")[0].action == "kirim surel kepada mitra"


@pytest.mark.parametrize(
    "known, addressed",
    [
        ({"contact_name": "Contoh Narahubung", "representative": "Contoh Wali"}, "Narahubung"),
        ({"contact_name": "", "representative": "Contoh Wali"}, "Wali"),
    ],
)
def test_a_letter_abroad_greets_whom_the_partner_named_for_letters(
    abroad, people, known, addressed
):
    for field, value in known.items():
        setattr(abroad.partner, field, value)
    paper = mailing.papers_to_mail(abroad)[0]
    paper.agreement = abroad
    _, text = mailing.suggest_mail_text(paper, people["verifikator"], abroad.partner)
    assert text.startswith(f"Dear Contoh {addressed},")


def test_a_domestic_partner_is_written_to_in_indonesian(make_agreement, people, post, signed_in):
    seat = {"address": "Jalan Contoh 1, Tenggarong", "seat": "Tenggarong", "postal_code": "75511"}
    RegionProfile.objects.update(**seat)
    agreement = make_agreement(at="penyusunan_kb")
    agreement.partner.email = ADDRESS
    agreement.partner.save()
    letter = agreement.documents.get(kind="penawaran")
    scan = b"%PDF-1.7 penawaran bertanda tangan"
    signature = HandSignature(timezone.localdate(), scan, "penawaran.pdf")
    hand_signing.record_hand_signature(letter.pk, people["verifikator"], signature)
    send(signed_in(people["kabag"]), agreement)
    mailing.send_due(timezone.now())
    ((_, mail),) = post.taken
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == b"%PDF-1.7 penawaran bertanda tangan"
    assert mail["Subject"] == f"Surat Penawaran: {agreement.title}"
    text = mail.get_body(("plain",)).get_content()
    assert "Bersama ini kami sampaikan Surat Penawaran Nomor" in text
    assert "Jalan Contoh 1, Tenggarong 75511" in text.splitlines()


def test_nothing_leaves_without_an_address_and_what_was_typed_stays(abroad, people, signed_in):
    client = signed_in(people["verifikator"])
    abroad.partner.email = ""
    abroad.partner.save()
    answer = send(client, abroad, isi="Dear Mayor,")
    assert (
        answer.status_code == 422 and "Alamat surel mitra belum diisi." in answer.content.decode()
    )
    assert "alamat surelnya belum diisi" in answer.content.decode()
    assert "Dear Mayor," in answer.content.decode() and not Mailing.objects.exists()
    page = client.get(reverse("surel-mitra", args=[abroad.pk])).content.decode()
    assert reverse("mitra-ubah", args=[abroad.partner_id]) in page


def test_while_the_mail_server_is_away_it_waits_and_then_leaves_once(
    abroad, people, post, signed_in
):
    for name in ("verifikator", "kabag"):
        send(signed_in(people[name]), abroad)
    post.shut()
    now = timezone.now()
    assert mailing.send_due(now) == 0
    assert [*Mailing.objects.values_list("state", "attempts")] == [("antre", 1)] * 2
    assert all(
        "Server surel tidak dapat dihubungi" in waiting.error for waiting in Mailing.objects.all()
    )  # asked once for both
    post.open()
    assert mailing.send_due(now) == 0
    assert [mailing.send_due(now + timedelta(minutes=2)) for _ in range(2)] == [2, 0]
    assert len(post.taken) == 2


def test_a_refused_address_is_told_and_may_be_tried_again(abroad, people, post, signed_in):
    client = signed_in(people["verifikator"])
    send(client, abroad)
    post.refused.add(ADDRESS)
    mailing.send_due(timezone.now())
    page = reverse("surel-mitra", args=[abroad.pk])
    assert "550 No such user" in client.get(page).content.decode()
    failed = reverse("pekerjaan-gagal")
    for name, may in (("kabag", True), ("admin", False)):
        told = signed_in(people[name]).get(failed).content.decode()
        assert "550 No such user" in told and ('value="ulangi"' in told) is may
        assert ("Diulangi oleh Bagian Kerja Sama." in told) is not may
    post.refused.clear()
    client.post(reverse("ulangi-surel-mitra", args=[Mailing.objects.get().pk]))
    assert mailing.send_due(timezone.now()) == 1


def test_an_altered_paper_never_leaves(abroad, people, post, signed_in):
    send(signed_in(people["verifikator"]), abroad)
    store.path_of(mailing.papers_to_mail(abroad)[0].sha256).write_bytes(b"something else")
    assert mailing.send_due(timezone.now()) == 0
    assert Mailing.objects.get().state == "gagal" and not post.taken


def test_letters_to_others_are_not_for_the_partner_and_the_opd_does_not_write(abroad, people):
    study = abroad.documents.get(kind="kajian")
    with pytest.raises(Refused):
        mailing.order_mail(study.pk, people["verifikator"], "x", "y")
    with pytest.raises(Refused):
        mailing.order_mail(mailing.papers_to_mail(abroad)[0].pk, people["staf"], "x", "y")
