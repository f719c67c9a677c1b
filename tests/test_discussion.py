"""The discussion of a case: who takes part hears of it, once for a burst, and never of his own
words.
"""

import pytest
from django.urls import reverse

from agreements.models import Agreement
from kerjasama.accounts.models import Membership, Role, Unit, User
from kerjasama.notices import rounds
from kerjasama.notices.models import Delivery, Notice

from .conftest import as_long_as, until_holder

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture
def case(make_agreement, people):
    """A proposal that the verifikator holds."""
    case = until_holder(make_agreement(), "VERIFIER")
    a_minute_passes()
    return case


def a_minute_passes() -> None:
    for _ in as_long_as(lambda: not rounds.run_round()):
        pass


def say(signed_in, user, case: Agreement, text: str):
    answer = signed_in(user).post(reverse("tanggapan", args=[case.pk]), {"text": text}, follow=True)
    a_minute_passes()
    return answer


def told_of(case: Agreement) -> dict[str, list[str]]:
    rows = Notice.objects.filter(key__startswith=f"tanggapan/{case.pk}/", done_at=None)
    found: dict[str, list[str]] = {}
    for name, subject in rows.values_list("user__username", "subject"):
        found.setdefault(name, []).append(subject)
    return found


def test_a_comment_says_that_it_was_sent(case, people, signed_in):
    page = say(signed_in, people["verifikator"], case, "Mohon lampirkan peta.").content.decode()
    assert "Tanggapan terkirim." in page and "Mohon lampirkan peta." in page


def test_it_is_told_to_the_opd_and_the_holder_but_not_to_its_writer(case, people, signed_in):
    say(signed_in, people["staf"], case, "Peta sudah dilampirkan.")
    assert told_of(case) == dict.fromkeys(
        ("kepala", "verifikator"), [f"Tanggapan dari staf: {case.title}"]
    )
    notice = Notice.objects.get(user=people["verifikator"], key__startswith="tanggapan/")
    assert notice.text == "staf: Peta sudah dilampirkan." and not notice.is_task
    assert notice.url == reverse("kerja-sama", args=[case.pk]) + "#diskusi"


def test_a_burst_is_one_message_that_leaves_once(case, people, signed_in):
    User.objects.filter(username="verifikator").update(email="verifikator@contoh.invalid")
    for text in ("Pertama.", "Kedua.", "Ketiga."):
        say(signed_in, people["staf"], case, text)
    assert told_of(case)["verifikator"] == [f"3 tanggapan baru: {case.title}"]
    (notice,) = Notice.objects.filter(user=people["verifikator"], key__startswith="tanggapan/")
    assert notice.text.splitlines() == ["staf: Pertama.", "staf: Kedua.", "staf: Ketiga."]
    assert Delivery.objects.filter(notice=notice).count() == 1


def test_after_it_was_read_the_next_comment_is_told_anew(case, people, signed_in):
    say(signed_in, people["staf"], case, "Pertama.")
    notice = Notice.objects.get(user=people["verifikator"], key__startswith="tanggapan/")
    signed_in(people["verifikator"]).get(reverse("tugas-buka", args=[notice.pk]))
    assert "verifikator" not in told_of(case)
    say(signed_in, people["staf"], case, "Kedua.")
    assert told_of(case)["verifikator"] == [f"Tanggapan dari staf: {case.title}"]


def test_who_wrote_before_hears_the_answer_and_who_took_no_part_hears_nothing(
    case, people, signed_in
):
    say(signed_in, people["hukum"], case, "Dasar hukumnya apa?")
    say(signed_in, people["staf"], case, "Perda 3 Tahun 2020.")
    assert told_of(case)["hukum"] == [f"Tanggapan dari staf: {case.title}"]
    assert "kabag" not in told_of(case) and "staf" in told_of(case)


def test_who_wrote_before_and_may_no_longer_see_the_case_hears_nothing(case, people, signed_in):
    say(signed_in, people["hukum"], case, "Dasar hukumnya apa?")
    Membership.objects.filter(user=people["hukum"]).delete()
    say(signed_in, people["staf"], case, "Perda 3 Tahun 2020.")
    assert "hukum" not in told_of(case)


def test_a_comment_leaves_no_task(case, people, signed_in):
    say(signed_in, people["staf"], case, "Peta sudah dilampirkan.")
    assert not Notice.objects.filter(key__startswith="tanggapan/", is_task=True).exists()


class TestTiers:
    """A word may be for a circle alone: the office and those who judge, or the writer's unit."""

    def read_by(self, signed_in, user, case) -> str:
        return signed_in(user).get(reverse("kerja-sama", args=[case.pk])).content.decode()

    def send(self, signed_in, user, case, text, tier):
        sent = {"text": text, "tier": tier}
        answer = signed_in(user).post(reverse("tanggapan", args=[case.pk]), sent)
        a_minute_passes()
        return answer

    def test_what_the_judges_say_among_themselves_the_opd_neither_reads_nor_hears(
        self, case, people, signed_in
    ):
        self.send(signed_in, people["hukum"], case, "Pasal 5 berisiko.", "pemeriksa")
        for name in ("verifikator", "kabag", "tkksd", "sekda"):
            page = self.read_by(signed_in, people[name], case)
            assert "Pasal 5 berisiko." in page
            assert "Hanya Bagian Kerja Sama dan pemeriksa" in page
        for name in ("staf", "kepala", "pimpinan"):
            assert "Pasal 5 berisiko." not in self.read_by(signed_in, people[name], case)
        assert {*told_of(case)} == {"verifikator", "kabag"}

    def test_what_is_for_a_unit_its_people_read_and_hear(self, case, people, signed_in):
        office = Unit.objects.create(name="Bagian Kerja Sama")
        of_opd = (Role.OPD, Role.OPD_HEAD)
        Membership.objects.exclude(role__in=of_opd).update(unit=office)
        self.send(signed_in, people["staf"], case, "Cek anggaran dulu.", "unit")
        assert "Cek anggaran dulu." in self.read_by(signed_in, people["kepala"], case)
        assert f"Hanya {case.owner}" in self.read_by(signed_in, people["staf"], case)
        assert "Cek anggaran dulu." not in self.read_by(signed_in, people["verifikator"], case)
        assert {*told_of(case)} == {"kepala"}

    def test_a_message_repeats_only_what_its_reader_may_read(self, case, people, signed_in):
        self.send(signed_in, people["verifikator"], case, "Terbuka.", "semua")
        self.send(signed_in, people["kabag"], case, "Tertutup.", "pemeriksa")
        texts = dict(
            Notice.objects.filter(key__startswith="tanggapan/").values_list(
                "user__username", "text"
            )
        )
        assert "Tertutup." not in texts["staf"] and "Tertutup." in texts["verifikator"]

    def test_nobody_writes_for_a_circle_that_is_not_his(self, case, people, signed_in):
        answer = self.send(signed_in, people["staf"], case, "Coba.", "pemeriksa")
        assert answer.status_code == 422 and "Coba." in answer.content.decode()
        assert not case.comments.exists()

    def test_everybody_is_the_default_and_an_open_page_is_renewed_only_for_who_reads_it(
        self, case, people, signed_in
    ):
        page = self.read_by(signed_in, people["staf"], case)
        assert '<option value="semua" selected>Semua yang terlibat</option>' in page
        ask = signed_in(people["staf"]).get
        before = ask(reverse("keadaan-kerja-sama", args=[case.pk])).json()
        self.send(signed_in, people["hukum"], case, "Di antara kita.", "pemeriksa")
        assert ask(reverse("keadaan-kerja-sama", args=[case.pk])).json() == before
