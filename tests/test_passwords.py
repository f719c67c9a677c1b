"""What is wrong with a password is said in the words of our pages."""

import pytest
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.urls import reverse

from kerjasama.accounts.models import User


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("pendek7", "Sandi terlalu pendek; paling sedikit 8 karakter."),
        ("password1", "Sandi ini terlalu umum; pilih yang lain."),
        ("contoh-nama-1", "Sandi terlalu mirip dengan"),
    ],
)
def test_a_refused_password_says_why(password, said):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, User(username="contoh-nama"))
    assert any(text.startswith(said) for text in refusal.value.messages), refusal.value.messages


def test_the_help_speaks_of_one_thing_by_one_name():
    texts = password_validators_help_texts()
    assert len(texts) == 3 and all(text.startswith("Sandi ") for text in texts)
    assert not any("kata sandi" in text.lower() or " anda" in text for text in texts)


def test_the_first_page_says_that_passwords_are_typed_again(client, db):
    page = client.get(reverse("mulai")).content.decode()
    assert "Ketik kembali" not in page and "Dicetak pada kop naskah" in page
    answer = client.post(reverse("mulai"), {"username": "contoh"})
    assert answer.status_code == 422 and "Ketik kembali kedua sandi" in answer.content.decode()
