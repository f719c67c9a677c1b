"""English names of countries (ISO 3166-1), as the papers for a foreign partner print them."""

import re
from functools import cache

from . import read_rows

_WITH_ARTICLE = re.compile(
    r"(Republic|State|Kingdom|United|Democratic|Islamic|Federated|Plurinational|Bolivarian|Russian|Syrian|British|Lao)\b"
    r"|(Bahamas|Gambia|Netherlands|Philippines|Congo|Comoros|Maldives|Holy"
    r" See)$|.*(Islands|Republic|Federation)$"
)


@cache
def _names() -> dict[str, str]:
    return {code: name for code, name in read_rows("countries_en")}


def country_in_english(code: str) -> str:
    """The English name as it stands in a sentence: "Japan", "the Republic of Korea"; the code
    itself when it is unknown.
    """
    name = _names().get(code, code)
    if not _WITH_ARTICLE.match(name):
        return name
    return f"the {name}"
