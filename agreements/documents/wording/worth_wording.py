"""How a naskah says what it is worth: the sum, who gives it in what form, and what comes to the
region.
"""

from agreements.documents.text import indonesian
from agreements.documents.wording.naskah_facts import calls_of_parties
from agreements.models import Agreement, Payment
from agreements.models.payment import payments_of
from agreements.models.worth import Direction, Form, Result, Worth
from kerjasama.reference.currencies import RUPIAH
from kerjasama.writing.figures import format_money
from kerjasama.writing.money import Money

BY_LAW = "sesuai dengan ketentuan peraturan perundang-undangan"
# PP 28/2018 Pasal 20 ayat (2) and (3).
TO_TREASURY = (
    "Hasil kerja sama yang menjadi hak daerah berupa uang disetorkan ke kas daerah sebagai"
    f" pendapatan daerah {BY_LAW}."
)
AS_ASSET = (
    "Hasil kerja sama yang menjadi hak daerah berupa barang dicatat sebagai aset Pemerintah Daerah"
    f" {BY_LAW}."
)
RESULTS = {
    Result.MONEY: (TO_TREASURY,),
    Result.GOODS: (AS_ASSET,),
    Result.BOTH: (TO_TREASURY, AS_ASSET),
}
IN_WHAT = {
    Form.CASH: "dalam bentuk uang",
    Form.IN_KIND: "dalam bentuk barang dan/atau jasa",
    Form.BOTH: "dalam bentuk uang serta barang dan/atau jasa",
}


def value_in_words(worth: Worth) -> str:
    """ "Rp1.500.000,00 (satu juta lima ratus ribu rupiah)", "EUR 10.000,00 (sepuluh ribu euro)"
    with its equivalent.
    """
    if not worth.is_foreign:
        return indonesian.rupiah_in_words(worth.money.amount)
    said = worth.money.in_full
    if worth.rupiah is None or worth.rate is None or worth.rate_day is None:
        return said
    return (
        f"{said}, setara dengan {indonesian.rupiah_in_words(worth.rupiah)} menurut kurs"
        f" {format_money(worth.rate)} untuk 1 (satu) {worth.money.currency} pada tanggal"
        f" {indonesian.short_date(worth.rate_day)}"
    )


def value_ayat(name: str, agreement: Agreement, sides: tuple[str, str]) -> list[str]:
    """The ayat on the value: how much, and who gives it to whom in what form. `sides` are what the
    region and the partner are called.
    """
    said = []
    if agreement.worth is not None:
        said.append(f"Nilai {name} ini sebesar {value_in_words(agreement.worth)}.")
    said.append(_who_gives(agreement, sides))
    return [text for text in said if text]


def _who_gives(agreement: Agreement, sides: tuple[str, str]) -> str:
    if agreement.bentuk_nilai == Form.NONE:
        return "Dalam pelaksanaannya tidak ada pembayaran dari satu PIHAK kepada PIHAK lainnya."
    if rows := payments_of(agreement):
        return _payments(agreement, rows)
    ours, theirs = sides
    form = IN_WHAT.get(Form(agreement.bentuk_nilai), "")
    who = {
        Direction.UNSAID: "",
        Direction.TO_PARTNER: f"{ours} kepada {theirs}",
        Direction.FROM_PARTNER: f"{theirs} kepada {ours}",
        Direction.BOTH_WAYS: "PARA PIHAK secara timbal balik",
        Direction.EACH_OWN: "masing-masing PIHAK untuk bagiannya",
    }[Direction(agreement.arah_nilai)]
    if not who:
        return f"Nilai tersebut dipenuhi {form}." if form else ""
    return f"{' '.join(['Pembayaran dilakukan oleh', who, form]).strip()}."


def _payments(agreement: Agreement, rows: list[Payment]) -> str:
    """ "Pembayaran dilakukan oleh …", or a list of who pays whom."""
    called = {party.pk: called for called, party in calls_of_parties(agreement) if party}
    points = [
        f"{called[row.payer_id]} kepada {called[row.payee_id]} {payment_in_words(agreement, row)}"
        for row in rows
    ]
    if len(points) == 1:
        return f"Pembayaran dilakukan oleh {points[0]}."
    points = [f"oleh {point}" for point in points]
    return f"Pembayaran dilakukan:\n{indonesian.letter_points(points)}."


def payment_in_words(agreement: Agreement, row: Payment) -> str:
    """ "dalam bentuk uang sebesar Rp10.000.000,00 (sepuluh juta rupiah)"."""
    said = IN_WHAT[Form(row.form)]
    if row.amount is None:
        return said
    if agreement.mata_uang == RUPIAH:
        return f"{said} sebesar {indonesian.rupiah_in_words(row.amount)}"
    return f"{said} sebesar {Money(row.amount, agreement.mata_uang).in_full}"


def result_ayat(agreement: Agreement) -> tuple[str, ...]:
    """What becomes of the result that is the region's, in the words of the law."""
    if not agreement.hasil_daerah:
        return ()
    return RESULTS.get(Result(agreement.hasil_daerah), ())
