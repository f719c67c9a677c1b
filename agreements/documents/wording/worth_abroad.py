"""What a naskah abroad is worth, in Indonesian and English: the sum in its currency, in figures and
words, and whoever pays it.
"""

from agreements.documents.text import english
from agreements.documents.wording.worth_wording import value_in_words
from agreements.models import Agreement
from agreements.models.worth import Direction, Form, Worth
from kerjasama.writing.money import Money

PAID = {
    Direction.UNSAID: ("", ""),
    Direction.TO_PARTNER: (
        ", dibayarkan oleh Pemerintah Daerah kepada mitra",
        ", payable by the Regional Government to its partner",
    ),
    Direction.FROM_PARTNER: (
        ", dibayarkan oleh mitra kepada Pemerintah Daerah",
        ", payable by the partner to the Regional Government",
    ),
    Direction.BOTH_WAYS: (
        ", dibayarkan Para Pihak secara timbal balik",
        ", payable by the Parties to each other",
    ),
    Direction.EACH_OWN: (
        ", yang ditanggung masing-masing Pihak untuk bagiannya",
        ", of which each Party bears its own share",
    ),
}
IN_WHAT = {
    Form.CASH: (" dalam bentuk uang", " in cash"),
    Form.IN_KIND: (" dalam bentuk barang dan/atau jasa", " in goods and/or services"),
    Form.BOTH: (
        " dalam bentuk uang serta barang dan/atau jasa",
        " in cash as well as in goods and/or services",
    ),
}


def ayat_on_worth(agreement: Agreement, naskah: str) -> str:
    """The ayat that states the sum; empty where the case states none."""
    worth = agreement.worth
    if worth is None:
        return ""
    paid, form = _how(agreement, 0)
    return f"\n(3) Nilai {naskah} ini sebesar {value_in_words(worth)}{paid}{form}."


def ayat_on_worth_in_english(agreement: Agreement, naskah: str) -> str:
    """The English half of `ayat_on_worth`."""
    worth = agreement.worth
    if worth is None:
        return ""
    paid, form = _how(agreement, 1)
    return f"\n(3) The value of this {naskah} amounts to {_value_in_english(worth)}{paid}{form}."


def _how(agreement: Agreement, language: int) -> tuple[str, str]:
    """Who pays, and in what; neither where nothing is paid."""
    if agreement.bentuk_nilai == Form.NONE:
        return "", ""
    form = IN_WHAT.get(Form(agreement.bentuk_nilai), ("", ""))
    return PAID[Direction(agreement.arah_nilai)][language], form[language]


def _value_in_english(worth: Worth) -> str:
    """The sum with its equivalent in rupiah, as the Indonesian text has it."""
    said = worth.money.in_english
    if worth.rupiah is None or worth.rate is None or worth.rate_day is None:
        return said
    return (
        f"{said}, equivalent to {Money(worth.rupiah).in_english} at the rate of"
        f" {Money(worth.rate).in_english.partition(' (')[0]} for 1 (one) {worth.money.currency} on"
        f" {english.long_date(worth.rate_day)}"
    )
