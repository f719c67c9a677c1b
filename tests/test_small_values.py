"""A value of a few rupiah for a whole cooperation is asked about: its juta or miliar was left out."""  # noqa: E501

import pytest
from django.urls import reverse

from agreements.models import Agreement


@pytest.fixture
def send(make_agreement, people, signed_in):
    case = make_agreement()
    client = signed_in(people["staf"])

    def post(**fields):
        seen = Agreement.objects.get(pk=case.pk).content_hash
        rows = {"indicators-TOTAL_FORMS": 0, "indicators-INITIAL_FORMS": 0}
        answer = client.post(
            reverse("ubah", args=[case.pk, "rencana"]), rows | {"versi": seen} | fields
        )
        return answer, Agreement.objects.get(pk=case.pk).nilai

    return post


def test_eleven_rupiah_and_forty_cents_are_asked_about_and_not_kept(send):
    answer, kept = send(nilai="Rp 11,4")
    assert answer.status_code == 422 and kept is None
    assert "Nilai seluruh kerja sama hanya Rp11,40?" in answer.content.decode()


def test_whoever_means_a_small_value_says_so(send):
    answer, _ = send(nilai="500")
    box = answer.context["form"]["pasti_nilai"].field.widget.attrs["value"]
    answer, kept = send(nilai="500", pasti_nilai=box)
    assert (answer.status_code, kept) == (302, 500)


@pytest.mark.parametrize("typed", ["", "Rp11,4 miliar", "1.000"])
def test_nothing_is_asked_about_no_value_or_a_usual_one(send, typed):
    assert send(nilai=typed)[0].status_code == 302
