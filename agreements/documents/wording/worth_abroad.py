"""What a naskah abroad is worth, in Indonesian and English: the sum in its currency, in figures and
words, and whoever pays it.
"""

from agreements.documents.text import english, indonesian
from agreements.documents.wording.parties_abroad import Side, sides_of
from agreements.documents.wording.worth_wording import payment_in_words, value_in_words
from agreements.models import Agreement, Payment
from agreements.models.payment import payments_of
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
    """The ayat that state the sum and who pays it; empty where the case states neither."""
    said = []
    if agreement.worth is not None:
        paid, form = _how(agreement, 0)
        value = value_in_words(agreement.worth)
        said.append(f"Nilai {naskah} ini sebesar {value}{paid}{form}.")
    said += _payments(agreement)
    return _numbered(said)


def ayat_on_worth_in_english(agreement: Agreement, naskah: str) -> str:
    """The English half of `ayat_on_worth`."""
    said = []
    if agreement.worth is not None:
        paid, form = _how(agreement, 1)
        value = value_in_english(agreement.worth)
        said.append(f"The value of this {naskah} amounts to {value}{paid}{form}.")
    said += _payments_in_english(agreement)
    return _numbered(said)


def _numbered(texts: list[str]) -> str:
    """Behind the two ayat of the standard text."""
    return "".join(f"\n({number}) {text}" for number, text in enumerate(texts, 3))


def _payments(agreement: Agreement) -> list[str]:
    """Who pays whom, where the partners are several."""
    rows = payments_of(agreement)
    if not rows:
        return []
    names = _names(agreement)
    points = [
        f"oleh {names[row.payer_id].name} kepada {names[row.payee_id].name}"
        f" {payment_in_words(agreement, row)}"
        for row in rows
    ]
    if len(points) < 2:
        return [f"Pembayaran dilakukan {point}." for point in points]
    return [f"Pembayaran dilakukan:\n{indonesian.letter_points(points)}."]


def _payments_in_english(agreement: Agreement) -> list[str]:
    rows = payments_of(agreement)
    if not rows:
        return []
    names = _names(agreement)
    points = [
        f"by {names[row.payer_id].name_en} to {names[row.payee_id].name_en}"
        f"{_form_in_english(agreement, row)}"
        for row in rows
    ]
    if len(points) < 2:
        return [f"Payment is made {point}." for point in points]
    return [f"Payments are made:\n{indonesian.letter_points(points, 'and')}."]


def _form_in_english(agreement: Agreement, row: Payment) -> str:
    said = IN_WHAT[Form(row.form)][1]
    if row.amount is None:
        return said
    return f"{said} amounting to {Money(row.amount, agreement.mata_uang).in_english}"


def _names(agreement: Agreement) -> dict[int, Side]:
    """The sides by their parties."""
    ours = [party for party in agreement.parties.all() if party.is_region]
    parties = [*ours, *agreement.partner_parties]
    return {party.pk: side for party, side in zip(parties, sides_of(agreement), strict=False)}


def _how(agreement: Agreement, language: int) -> tuple[str, str]:
    """Who pays, and in what; neither where nothing is paid."""
    if agreement.bentuk_nilai == Form.NONE or payments_of(agreement):
        return "", ""
    form = IN_WHAT.get(Form(agreement.bentuk_nilai), ("", ""))
    return PAID[Direction(agreement.arah_nilai)][language], form[language]


def value_in_english(worth: Worth) -> str:
    """The sum with its equivalent in rupiah, as the Indonesian text has it."""
    said = worth.money.in_english
    if worth.rupiah is None or worth.rate is None or worth.rate_day is None:
        return said
    return (
        f"{said}, equivalent to {Money(worth.rupiah).in_english} at the rate of"
        f" {Money(worth.rate).in_english.partition(' (')[0]} for 1 (one) {worth.money.currency} on"
        f" {english.long_date(worth.rate_day)}"
    )
