"""Money as a value: an amount in a currency, written in figures and in words."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from num2words import num2words

from kerjasama.reference import currencies
from kerjasama.reference.currencies import RUPIAH

from .asking import Asked
from .figures import format_money, read_amount
from .words import MOST_IN_WORDS, amount_in_words, figure_in_words


@dataclass(frozen=True)
class Money:
    """So much of a currency."""

    amount: Decimal
    currency: str = RUPIAH

    @property
    def decimals(self) -> int:
        """How many decimals the currency has: two for most, none for the yen."""
        return currencies.BY_CODE[self.currency].decimals

    @property
    def is_exact(self) -> bool:
        """Whether the amount has no more decimals than its currency."""
        return self.amount == self.rounded.amount

    @property
    def rounded(self) -> "Money":
        """The amount with the decimals of its currency."""
        step = Decimal(1).scaleb(-self.decimals)
        return Money(self.amount.quantize(step, ROUND_HALF_UP), self.currency)

    @property
    def in_figures(self) -> str:
        """ "EUR 100.000,00", "JPY 5.000.000", "Rp1.500.000"."""
        if self.currency == RUPIAH:
            return format_money(self.amount)
        shown = f"{self.rounded.amount:,.{self.decimals}f}"
        return f"{self.currency} {shown.translate(str.maketrans(',.', '.,'))}"

    @property
    def in_words(self) -> str:
        """ "seratus ribu euro"; empty where the figure is too large for words."""
        if self.currency == RUPIAH:
            return amount_in_words(self.amount)
        words = figure_in_words(self.rounded.amount, self.decimals)
        if not words:
            return ""
        return f"{words} {currencies.BY_CODE[self.currency].in_sentence}"

    @property
    def in_full(self) -> str:
        """ "EUR 100.000,00 (seratus ribu euro)"."""
        if not self.in_words:
            return self.in_figures
        return f"{self.in_figures} ({self.in_words})"

    @property
    def in_english(self) -> str:
        """ "JPY 25,000,000 (twenty-five million Japanese yen)"; the figure alone where it is too
        large for words.
        """
        amount = self.rounded.amount
        shown = f"{self.currency} {amount:,.{self.decimals}f}"
        if abs(amount) >= MOST_IN_WORDS:
            return shown
        exact = int(amount) if amount == int(amount) else amount
        words = num2words(exact, lang="en").replace(",", "")
        return f"{shown} ({words} {currencies.name_in_english(self.currency, amount)})"

    def in_rupiah(self, rate: Decimal) -> Decimal:
        """What it is worth at so many rupiah for one."""
        return (self.amount * rate).quantize(Decimal("0.01"), ROUND_HALF_UP)


def read_foreign_sum(text: str) -> Money | None:
    """The sum in another currency than rupiah that a text says and nothing else; None for what is
    no such sum, may be read in two ways, or is so much for each of something.
    """
    try:
        stated = read_amount(text)
    except Asked:
        return None
    if stated.amount is None or stated.per or stated.currency == RUPIAH:
        return None
    money = Money(stated.amount, stated.currency)
    return money if money.is_exact else None
