"""A letter that exists is made again only by whoever saw it and chose how; no press takes a number
or replaces one by itself.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.documents import numbering, rendering, repeating, supporting
from agreements.documents.exchange import mailing
from agreements.documents.letters import living
from agreements.documents.repeating import Again, AlreadyMade, Wish
from agreements.documents.signatures import hand_signing
from agreements.documents.signatures.hand_signing import HandSignature
from agreements.models import Agreement, Document, Number, UndoableAct
from agreements.workflow import undoing
from agreements.workflow.guarding import Refused

from .conftest import as_long_as, change, order_and_render, until_holder
from .letters import initial

pytestmark = pytest.mark.usefixtures("blank_papers")


def made(paper) -> Document:
    rendering.render_queued_document(paper.pk)
    paper.refresh_from_db()
    assert paper.state == "siap", paper.error
    return paper


def numbered(agreement, person) -> Document:
    """The paper of the draft of a letter that waits in the case."""
    return living.number_letter(initial(agreement.letters.open_drafts().get()).pk, person)


def numbers() -> list[tuple[int, str]]:
    return list(
        Number.objects.filter(series__code="KAK").order_by("urut").values_list("urut", "state")
    )


@pytest.fixture
def with_kak(make_agreement, people):
    agreement = until_holder(make_agreement(), "OPD_HEAD")
    return Agreement.objects.get(pk=agreement.pk)


def edited(agreement, people):
    return change(agreement, people["staf"], manfaat="Berubah")


@pytest.fixture
def press(people, signed_in):
    def post(agreement, who, name="buat-dokumen", kind="kak", **data):
        return signed_in(people[who]).post(reverse(name, args=[agreement.pk, kind]), data)

    return post


def test_a_kak_made_again_after_an_edit_keeps_its_number(with_kak, people, press):
    first = with_kak.documents.get(kind="kak")
    edited(with_kak, people)
    asked = press(with_kak, "staf")
    page = asked.content.decode()
    assert asked.status_code == 409
    assert (
        f"Sudah ada Kerangka Acuan Kerja Nomor {first.number}" in page
        and reverse("dokumen", args=[first.pk]) in page
    )
    assert numbers() == [(1, "terbit")]
    press(with_kak, "staf", dari=first.pk, lagi="sama")
    second = made(with_kak.documents.get(kind="kak", replaces=first))
    assert (second.number, second.revision) == (first.number, 2)
    assert numbers() == [(1, "terbit")]
    assert Number.objects.get(series__code="KAK").document == second


def test_a_new_letter_with_a_new_number_is_a_choice(with_kak, people, press):
    first = with_kak.documents.get(kind="kak")
    edited(with_kak, people)
    press(with_kak, "staf", dari=first.pk, lagi="baru")
    assert with_kak.documents.filter(kind="kak").count() == 2
    assert numbers() == [(1, "terbit"), (2, "terbit")]
    assert not numbering.unexplained_numbers_of(
        Number.objects.filter(series__code="KAK")[0].series_id, timezone.localdate().year
    )


def test_pressing_twice_or_from_a_stale_page_asks_again(with_kak, people, press):
    first = with_kak.documents.get(kind="kak")
    edited(with_kak, people)
    press(with_kak, "staf", dari=first.pk, lagi="baru")
    made(with_kak.documents.order_by("pk").last())
    change(with_kak, people["staf"], manfaat="Lagi")
    for data in (
        {},
        {"dari": first.pk, "lagi": "baru"},
        {"dari": first.pk, "lagi": "sama"},
        {"lagi": "baru"},
    ):
        assert press(with_kak, "staf", **data).status_code == 409
    assert with_kak.documents.filter(kind="kak").count() == 2


def test_a_second_press_for_what_still_holds_shows_it_and_makes_nothing(with_kak, press):
    first = with_kak.documents.get(kind="kak")
    for data in ({}, {"dari": first.pk, "lagi": "sama"}, {"dari": first.pk, "lagi": "baru"}):
        page = press(with_kak, "staf", **data).content.decode()
        assert reverse("dokumen", args=[first.pk]) in page and "tidak perlu dibuat lagi" in page
    assert with_kak.documents.get(kind="kak") == first


def test_the_question_for_a_letter_being_made_turns_into_the_way_to_it_by_itself(
    make_agreement, people, signed_in
):
    agreement = make_agreement("ksdd-sukarela")
    paper = rendering.order_document(agreement.pk, people["staf"], "kak")
    Document.objects.filter(pk=paper.pk).update(state="antre")
    address = reverse("keadaan-dokumen", args=[paper.pk])
    client = signed_in(people["staf"])
    assert (
        f'hx-get="{address}"' in (shown := client.get(address).content.decode())
        and "Sedang dibuat" in shown
    )
    made(paper)
    shown = client.get(address).content.decode()
    assert reverse("dokumen", args=[paper.pk]) in shown and "hx-get" not in shown


def test_nobody_else_learns_how_far_a_letter_is(with_kak, signed_in, stranger):
    address = reverse("keadaan-dokumen", args=[with_kak.documents.first().pk])
    assert signed_in(stranger).get(address).status_code == 404


def test_without_a_question_asked_a_revision_keeps_its_number(with_kak, people):
    first = with_kak.documents.get(kind="kak")
    edited(with_kak, people)
    order_and_render(with_kak, people["staf"], "kak")
    assert with_kak.documents.get(kind="kak", replaces=first).number == first.number
    assert numbers() == [(1, "terbit")]


def test_the_page_that_verifies_the_first_says_that_a_revision_replaced_it(
    with_kak, people, client
):
    first = with_kak.documents.get(kind="kak")
    edited(with_kak, people)
    order_and_render(with_kak, people["staf"], "kak")
    assert (
        "revisi dengan nomor yang sama"
        in client.get(reverse("verifikasi-rinci", args=[first.token])).content.decode()
    )


def test_a_draft_takes_no_number_however_often_it_is_made(make_agreement, people):
    agreement = make_agreement(at="penyusunan_kb")
    for _ in range(2):
        order_and_render(agreement, people["verifikator"], "kesepakatan_bersama") if not _ else None
        draft = agreement.documents.filter(kind="kesepakatan_bersama", draft=True).last()
        assert draft.number == ""
    assert not Number.objects.filter(document__kind="kesepakatan_bersama").exists()


def test_what_was_mailed_keeps_its_number_for_itself(make_agreement, people):
    agreement = make_agreement(at="penawaran")
    for _ in as_long_as(
        lambda: not agreement.documents.filter(kind="penawaran", state="siap").exists()
    ):
        from agreements import demo

        demo.meet_next(agreement, order_and_render)
        agreement.refresh_from_db()
    letter = agreement.documents.get(kind="penawaran")
    assert repeating.choices_for(letter, timezone.localdate()) == (Again.SAME, Again.NEW)
    agreement.partner.email = "mitra@contoh.invalid"
    agreement.partner.save()
    with pytest.raises(Refused, match="sesudah ditandatangani"):
        mailing.order_mail(letter.pk, people["verifikator"], "Penawaran", "Terlampir.")
    scan = HandSignature(timezone.localdate(), b"surat", "surat.pdf")
    hand_signing.record_hand_signature(letter.pk, people["verifikator"], scan)
    mailing.order_mail(letter.pk, people["verifikator"], "Penawaran", "Terlampir.")
    assert repeating.choices_for(letter, timezone.localdate()) == (Again.NEW,)


def test_what_somebody_recorded_an_answer_to_keeps_its_number_for_itself(make_agreement, people):
    agreement = make_agreement(at="penyusunan_kb")
    letter = agreement.documents.filter(kind="penawaran").last()
    assert repeating.is_paper_used(letter)
    assert repeating.choices_for(letter, timezone.localdate()) == (Again.NEW,)


def test_a_number_of_another_year_is_not_kept(with_kak):
    paper = with_kak.documents.get(kind="kak")
    next_year = timezone.localdate().replace(year=timezone.localdate().year + 1, day=1)
    assert repeating.choices_for(paper, next_year) == (Again.NEW,)


class TestLettersThatNoStageAsksFor:
    KIND = "surat_usulan"

    def test_a_second_press_asks_and_keeps_what_was_typed(self, make_agreement, people, press):
        agreement = make_agreement()
        typed = {"penghubung": "Contoh Penghubung, 0812"}
        assert press(agreement, "staf", "buat-surat", self.KIND, **typed).status_code == 302
        first = made(numbered(agreement, people["staf"]))
        asked = press(agreement, "staf", "buat-surat", self.KIND, **typed)
        assert (
            asked.status_code == 409 and 'value="Contoh Penghubung, 0812"' in asked.content.decode()
        )
        assert agreement.documents.filter(kind=self.KIND).count() == 1
        press(agreement, "staf", "buat-surat", self.KIND, dari=first.pk, lagi="sama", **typed)
        second = numbered(agreement, people["staf"])
        assert (second.replaces, second.number) == (first, first.number)

    def test_its_order_is_taken_back_with_its_number(self, make_agreement, people):
        agreement = make_agreement()
        paper = supporting.order_supporting_paper(
            agreement.pk, people["staf"], self.KIND, {"penghubung": "Contoh"}
        )
        act = UndoableAct.objects.open_to(people["staf"]).filter(agreement=agreement).first()
        undoing.undo_act(agreement.pk, people["staf"], act.pk)
        rendering.render_queued_document(paper.pk)
        paper.refresh_from_db()
        assert (paper.state, Number.objects.get(document=paper).state) == ("batal", "batal")

    def test_a_revision_taken_back_gives_its_number_back(self, make_agreement, people):
        agreement = make_agreement()
        first = made(
            supporting.order_supporting_paper(
                agreement.pk, people["staf"], self.KIND, {"penghubung": "Contoh"}
            )
        )
        wish = Wish(first.pk, Again.SAME)
        supporting.order_supporting_paper(
            agreement.pk, people["staf"], self.KIND, {"penghubung": "Lain"}, wish=wish
        )
        act = UndoableAct.objects.open_to(people["staf"]).filter(agreement=agreement).first()
        undoing.undo_act(agreement.pk, people["staf"], act.pk)
        number = Number.objects.get(text=first.number)
        assert (number.document, number.state) == (first, "terbit")

    def test_two_who_press_at_once_do_not_both_get_a_number(self, make_agreement, people):
        agreement = make_agreement()
        made(
            supporting.order_supporting_paper(
                agreement.pk, people["staf"], self.KIND, {"penghubung": "Contoh"}, wish=Wish()
            )
        )
        with pytest.raises(AlreadyMade):
            supporting.order_supporting_paper(
                agreement.pk, people["kepala"], self.KIND, {"penghubung": "Contoh"}, wish=Wish()
            )


def test_opening_the_address_of_an_order_leads_back_to_the_case(make_agreement, people, signed_in):
    agreement = make_agreement()
    answer = signed_in(people["staf"]).get(reverse("buat-dokumen", args=[agreement.pk, "kak"]))
    assert answer.url == reverse("kerja-sama", args=[agreement.pk])
