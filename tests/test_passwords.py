"""What is wrong with a password is said in the words of our pages."""

import pytest
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.urls import reverse

from kerjasama.accounts.models import Unit, User


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Mahakam-71z", "Sandi terlalu pendek; paling sedikit 12 karakter."),
        ("1qaz2wsx3edc", "Sandi ini terlalu umum; pilih yang lain."),
        ("contoh-nama-1", "Sandi terlalu mirip dengan"),
        ("qwertyuiop12", "Sandi ini mudah ditebak."),
        ("aaaaaaaaaaaaaaaa", "Sandi ini mudah ditebak."),
        ("KukarTenggarong2026", "Sandi ini hampir seluruhnya terdiri atas nama"),
        ("Dinas-Kesehatan-2026", "Sandi ini hampir seluruhnya terdiri atas nama"),
        ("Contoh_Nama_Kaltim_1", "Sandi ini hampir seluruhnya terdiri atas nama"),
    ],
)
def test_a_refused_password_says_why(password, said, db):
    Unit.objects.create(name="Dinas Kesehatan")
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, User(username="contoh-nama", first_name="Contoh"))
    assert any(text.startswith(said) for text in refusal.value.messages), refusal.value.messages


@pytest.mark.parametrize("password", ["Ulin-pesut-Mahakam-71", "tiga kucing tidur siang", "x" * 3])
def test_words_that_have_nothing_to_do_with_each_other_are_taken(password, db):
    long_one = password if len(password) > 3 else "Kuda9!makan-awan" * 40
    validate_password(long_one, User(username="contoh-nama"))


def test_the_help_speaks_of_one_thing_by_one_name():
    texts = password_validators_help_texts()
    assert len(texts) == 4 and all(text.startswith("Sandi ") for text in texts)
    assert not any("kata sandi" in text.lower() or " anda" in text for text in texts)


def test_the_first_page_says_that_passwords_are_typed_again(client, db):
    page = client.get(reverse("mulai")).content.decode()
    assert "Ketik kembali" not in page and "Dicetak pada kop naskah" in page
    answer = client.post(reverse("mulai"), {"username": "contoh"})
    assert answer.status_code == 422 and "Ketik kembali kedua sandi" in answer.content.decode()
