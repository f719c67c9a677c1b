"""A partner without an account reads the draft by a link, remarks on it and says its own data; what
is wrong with a link is told to nobody.
"""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.documents.wording import trees, versions
from agreements.models import (
    Agreement,
    Document,
    DocumentState,
    EntryState,
    LinkUse,
    PartnerEntry,
    PartnerLink,
    Remark,
)
from agreements.monitoring import link_tasks
from agreements.naskah.blocks import INDONESIAN, Chapter, Said
from agreements.naskah.stored import as_json
from agreements.pages.case.partner_links import links_page_of
from agreements.workflow import partner_links
from agreements.workflow.guarding import Refused

KB, PKS = "kesepakatan_bersama", "perjanjian_kerja_sama"


@pytest.fixture
def draft(make_agreement, people):
    case = make_agreement(at="penyusunan_pks")
    versions.keep_version(case, PKS, people["hukum"])
    return case


@pytest.fixture
def given(draft, people):
    return give(draft, people["verifikator"])


def give(case, person):
    return partner_links.give_link(case.pk, person, PKS, case.partner_id, 14)


def page(secret, name="tautan"):
    return Client().get(reverse(name, args=[secret]))


def plain(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_office_gives_a_link_that_is_shown_once_and_mailed(draft, people, signed_in):
    draft.partner.email = "hukum@mitra.example"
    draft.partner.save()
    client = signed_in(people["verifikator"])
    sent = {"naskah": PKS, "mitra": draft.partner_id, "hari": 7, "surel": "on"}
    answer = client.post(reverse("beri-tautan-mitra", args=[draft.pk]), sent)
    [address] = re.findall(r"/tautan/[\w-]+/", plain(answer))
    [letter] = mail.outbox
    assert letter.to == ["hukum@mitra.example"] and address in letter.body
    assert address not in plain(client.get(reverse("tautan-mitra", args=[draft.pk])))
    link = PartnerLink.objects.get()
    assert address.split("/")[2] not in (link.token_hash, link.address)
    opened = Client().get(address)
    assert "Rancangan Perjanjian Kerja Sama" in plain(opened)
    assert opened["Referrer-Policy"] == "same-origin" and opened["X-Robots-Tag"] == "noindex"
    assert "Membuka rancangan" in plain(client.get(reverse("tautan-mitra", args=[draft.pk])))


def test_nobody_but_the_office_gives_one(draft, people):
    with pytest.raises(Refused, match="wewenang Bagian Kerja Sama"):
        give(draft, people["hukum"])


def test_unknown_over_and_revoked_links_answer_alike(given, people, time_machine):
    link, secret = given
    unknown = page("x" * 32)
    time_machine.move_to(link.expires_at - timedelta(seconds=1))
    assert page(secret).status_code == 200
    time_machine.move_to(link.expires_at)
    over = page(secret)
    time_machine.move_to(timezone.now() - timedelta(days=1))
    partner_links.revoke_link(link.pk, people["kabag"])
    revoked = page(secret)
    for answer in (unknown, over, revoked):
        assert answer.status_code == 404
        assert answer.content.replace(secret.encode(), b"x" * 32) == unknown.content


def test_a_link_opens_nothing_more_once_its_naskah_is_final(given, draft, people, signed_in):
    link, secret = given
    final = Document.objects.create(
        agreement=draft,
        kind=PKS,
        state=DocumentState.READY,
        context={},
        revision=9,
        ordered_by=people["verifikator"],
    )
    assert partner_links.find_link(secret) is None
    client = signed_in(people["verifikator"])
    shown = plain(client.get(reverse("tautan-mitra", args=[draft.pk])))
    assert "Ditutup karena naskahnya sudah final." in shown
    Document.objects.filter(pk=final.pk).update(state=DocumentState.CANCELLED)
    assert partner_links.find_link(secret) == link


def test_a_link_shows_its_version_until_the_office_shows_the_newest(given, draft, people):
    link, secret = given
    own = {"objek": "Objeknya air baku."}
    versions.reword_naskah(draft.pk, people["hukum"], PKS, own, draft.content_hash)
    assert "Objeknya air baku." not in plain(page(secret))
    partner_links.show_newest_version(link.pk, people["verifikator"])
    assert "Objeknya air baku." in plain(page(secret))


def test_a_remark_hangs_on_the_pasal_and_names_who_said_it(given, draft):
    link, secret = given
    sent = {"catatan-nama": "Rina, Legal", "catatan-bagian": "objek", "catatan-catatan": "Luas?"}
    assert Client().post(reverse("tautan-catatan", args=[secret]), sent).status_code == 302
    remark = Remark.objects.get()
    assert (remark.block, remark.place) == ("objek", "Pasal 2")
    assert remark.is_for_mitra and remark.said_by == f"Rina, Legal, {link.partner} (mitra)"
    assert "Luas?" in plain(page(secret))
    answer = sent | {"catatan-bagian": f"jawab-{remark.pk}", "catatan-catatan": "Sepuluh hektare."}
    assert Client().post(reverse("tautan-catatan", args=[secret]), answer).status_code == 302
    assert remark.replies.get().said_by == remark.said_by
    empty = Client().post(reverse("tautan-catatan", args=[secret]), sent | {"catatan-catatan": ""})
    assert empty.status_code == 422 and "Tulis catatannya." in plain(empty)
    assert "Rina, Legal" in plain(empty)


def test_a_bab_is_read_but_no_remark_hangs_on_it(draft, people):
    tree = trees.tree_of(PKS, draft)
    said = {INDONESIAN: Said("Umum", ())}
    tree = replace(tree, chapters=(Chapter("bab-1", tree.articles[0].id, said),))
    Agreement.objects.filter(pk=draft.pk).update(trees={PKS: as_json(tree)})
    case = Agreement.objects.get(pk=draft.pk)
    versions.keep_version(case, PKS, people["hukum"])
    shown = page(give(case, people["verifikator"])[1])
    assert "BAB I Umum" in plain(shown)
    assert not [title for _, title in shown.context["page"].blocks if title.startswith("BAB")]


def test_an_internal_remark_is_not_shown(given, draft, people):
    from agreements.documents.wording import remarks

    remarks.add_remark(draft.pk, PKS, "objek", "Jangan terlalu murah.", by=people["hukum"])
    assert "Jangan terlalu murah." not in plain(page(given[1]))


def test_what_the_mitra_says_of_itself_waits_beside_its_record(given, draft, people, signed_in):
    link, secret = given
    before = Agreement.objects.get(pk=draft.pk).content_hash
    stood = link.partner.representative
    sent = {"data-nama": "Rina", "data-representative": "Drs. Baru", "data-address": "Jalan Baru 1"}
    assert Client().post(reverse("tautan-data", args=[secret]), sent).status_code == 302
    link.partner.refresh_from_db()
    assert link.partner.representative == stood
    assert Agreement.objects.get(pk=draft.pk).content_hash == before
    assert "Menunggu konfirmasi." in plain(page(secret))
    entry = PartnerEntry.objects.get()
    assert entry.values == {"representative": "Drs. Baru", "address": "Jalan Baru 1"}
    client = signed_in(people["verifikator"])
    [task] = link_tasks.entry_tasks([draft.pk])
    assert task.subject.startswith("Konfirmasi isian mitra:")
    assert people["verifikator"].pk in task.people and people["hukum"].pk not in task.people
    shown = client.get(reverse("tautan-mitra", args=[draft.pk]))
    assert "Drs. Baru" in plain(shown)
    [line] = shown.context["page"].waiting
    address = reverse("putus-isian-mitra", args=[draft.pk, entry.pk, "terima"])
    client.post(address, {"versi": "lain"})
    link.partner.refresh_from_db()
    assert link.partner.representative == stood
    client.post(address, {"versi": line.version})
    link.partner.refresh_from_db()
    assert link.partner.representative == "Drs. Baru"
    assert link.partner.changes.first().by == people["verifikator"]


def test_a_refused_entry_changes_nothing_and_tells_the_mitra_why(given, draft, people):
    link, secret = given
    entry = partner_links.keep_entry(link, "Rina", {"representative": "Drs. Baru"})
    partner_links.refuse_entry(entry.pk, people["kabag"], "Belum ada surat kuasanya")
    assert "Belum ada surat kuasanya" in plain(page(secret))
    link.partner.address = "Jalan Lama 1\nPenajam"
    link.partner.save()
    with pytest.raises(Refused, match="tidak ada yang perlu dikirim"):
        partner_links.keep_entry(link, "Rina", {"address": "Jalan Lama 1\r\nPenajam"})
    entry.refresh_from_db()
    assert entry.state == EntryState.REFUSED


def test_of_many_uses_the_last_are_shown_and_all_are_counted(given, draft):
    for _ in range(22):
        partner_links.note_use(given[0], LinkUse.OPENED, "192.0.2.1")
    [line] = links_page_of(given[0].by, draft).lines
    assert (len(line.uses), line.used) == (20, 22)


def test_a_link_pressed_too_often_answers_no_more(given, settings):
    settings.RATELIMIT_ENABLE = True
    address = reverse("tautan-catatan", args=[given[1]])
    codes = [Client().post(address, {}).status_code for _ in range(8)]
    assert codes[0] == 422 and codes[-1] == 429
