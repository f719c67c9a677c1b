"""What OPD ask most is answered by articles that the register knows."""

from django.urls import reverse

from agreements.regulations.often_asked import OFTEN_ASKED
from agreements.regulations.register import text_of_citation


def test_every_answer_stands_in_the_register():
    assert all(text_of_citation(citation) for asked in OFTEN_ASKED for citation in asked.law)


def test_pahami_alur_answers_and_says_what_is_not_settled(people, signed_in):
    page = signed_in(people["staf"]).get(reverse("alur")).text
    assert "Bila 45 hari kerja lewat tanpa pernyataan, DPRD dianggap menyetujui" in page
    assert page.count("Belum pasti.") == sum(bool(asked.left_open) for asked in OFTEN_ASKED)
