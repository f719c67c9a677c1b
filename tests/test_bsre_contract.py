"""What we ask BSrE, and how we read its answers, are as the recorded description of its service has
them (contracts/bsre-v2.json).
"""

import base64
import json
from pathlib import Path

import pytest

from agreements.documents.signatures import providers, sealing
from agreements.documents.signatures.providers import Bsre, SigningFailed
from agreements.workflow.guarding import Refused

from .signatories import Person, bsre, exchanged, signing_with

CONTRACT = json.loads((Path(__file__).parent / "contracts" / "bsre-v2.json").read_text())
TYPES = {"string": str, "integer": int, "array": list, "boolean": bool}
NIK, SECRET = "6402000000000001", "rahasia"


@pytest.fixture(scope="module")
def office():
    return Person("Pemerintah Kabupaten Contoh")


@pytest.fixture
def pdf() -> bytes:
    from agreements.documents.rendering import plain_pdf

    return plain_pdf("<!doctype html><html lang='id'><title>x</title><p>Surat</p></html>")


def sealing_with(person: Person):
    def answer(asked):
        sealed = person.sign(base64.b64decode(asked["file"][0]), "SEGEL")
        return 200, {"time": 1, "file": [base64.b64encode(sealed).decode()]}

    return answer


def keeps_to(described: dict[str, str], told: dict) -> bool:
    return set(told) == set(described) and all(
        isinstance(told[name], TYPES[kind]) for name, kind in described.items()
    )


def test_each_question_and_answer_keeps_to_the_description(office, pdf):
    with bsre(signing_with(office, SECRET), seal=sealing_with(office)) as (url, _):
        service = Bsre(url, "esign", "pintu")
        service.require_ready(NIK)
        assert service.sign(pdf, NIK, SECRET, "Menandatangani").startswith(pdf)
        assert service.seal(pdf, "langganan", "123456").startswith(pdf)
        with pytest.raises(SigningFailed, match="Frasa sandi salah"):
            service.sign(pdf, NIK, "keliru", "Menandatangani")
    assert {path for path, *_ in exchanged} == set(CONTRACT["exchanges"])
    for path, asked, status, said in exchanged:
        described = CONTRACT["exchanges"][path]
        assert keeps_to(described["asks"], asked), path
        assert keeps_to(described["answers" if status == 200 else "refuses"], said), path


@pytest.mark.parametrize(
    "account, says",
    [("EXPIRED", "sudah berakhir"), ("NEW", "keadaan NEW"), ("", "tidak menyebut keadaan")],
)
def test_an_account_that_may_not_sign_is_told_before_any_passphrase_leaves(pdf, account, says):
    with bsre(lambda asked: (200, {}), account=account) as (url, asked):
        with pytest.raises(SigningFailed, match=says) as failure:
            Bsre(url, "esign", "pintu").require_ready(NIK)
    assert asked == [] and not failure.value.is_guess


def test_finals_are_sealed_by_the_service_where_a_subscriber_is_named(office, pdf, settings):
    settings.BSRE_SEAL_SUBSCRIBER, settings.BSRE_SEAL_TOTP = "langganan", "123456"
    with bsre(lambda asked: (200, {}), seal=sealing_with(office)) as (settings.BSRE_URL, _):
        sealed = sealing.seal_pdf(pdf)
    assert sealing.seal_details(sealed)["name"] == "Pemerintah Kabupaten Contoh"


def test_another_file_than_was_sent_is_no_seal(office, pdf, settings):
    settings.BSRE_SEAL_SUBSCRIBER, settings.BSRE_SEAL_TOTP = "langganan", "123456"
    other = base64.b64encode(office.sign(pdf.replace(b"Surat", b"Lain!"))).decode()
    answer = (200, {"time": 1, "file": [other[:-8]]})
    with (
        bsre(lambda asked: (200, {}), seal=lambda asked: answer) as (settings.BSRE_URL, _),
        pytest.raises(Refused),
    ):
        sealing.seal_pdf(pdf)
    assert providers.configured_provider() is not None
