"""Typed text made comparable: one kind of space, hyphen and apostrophe, nothing invisible."""

import re
import unicodedata

from .asking import Asked

LONGEST = 150
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u02bb\u00b4`\u2032\uff07", "'"),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"),
    }
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def plain_text_of(text: str) -> str:
    """The text in small letters, with single spaces and ordinary hyphens and apostrophes."""
    if len(text) > LONGEST:
        raise Asked(f"Terlalu panjang: {len(text)} huruf, paling banyak {LONGEST}.")
    if _CONTROL.search(text):
        raise Asked("Ada huruf yang tidak tampak di dalamnya. Ketik ulang.")
    alike = " ".join(text.translate(_ALIKE).split()).casefold()
    if any(unicodedata.category(sign) == "Nd" and not sign.isascii() for sign in alike):
        raise Asked("Tulis dengan angka 0 sampai 9.")
    return alike
