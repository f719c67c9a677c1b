"""Languages in which a naskah may be signed besides Indonesian and English, with how each counts
its articles and writes a day; sources in docs/reference-data.md.
"""

from datetime import date
from typing import NamedTuple

from . import read_rows

INDONESIAN, ENGLISH = "id", "en"


class NaskahLanguage(NamedTuple):
    """One language of a naskah; `tag` and `direction` are attributes of HTML, and the last three
    name Indonesian, English and itself in it.
    """

    code: str
    tag: str
    direction: str
    name: str
    name_en: str
    article: str
    day: str
    months: str
    indonesian: str
    english: str
    own: str

    def article_named(self, number: int) -> str:
        """ "第3条", "المادة 3"."""
        return self.article.format(n=number)

    def long_date(self, day: date) -> str:
        """ "2026年11月30日", "30 November 2026"."""
        month = str(day.month)
        if self.months:
            month = self.months.split(";")[day.month - 1]
        return self.day.format(d=day.day, m=month, y=day.year)

    def name_of(self, code: str) -> str:
        """What it calls one of the languages of its naskah."""
        return {INDONESIAN: self.indonesian, ENGLISH: self.english}.get(code, self.own)


BOTH = (
    NaskahLanguage(
        INDONESIAN, "id", "ltr", "Indonesia", "Indonesian", "Pasal {n}", "", "", "", "", ""
    ),
    NaskahLanguage(ENGLISH, "en", "ltr", "Inggris", "English", "Article {n}", "", "", "", "", ""),
)
THIRD = {row[0]: NaskahLanguage(*row) for row in read_rows("languages")}
BY_CODE = {language.code: language for language in BOTH} | THIRD
# Of the country of a partner; where a country has several official languages, none is proposed.
OF_COUNTRY = {
    "JP": "ja",
    "KR": "ko",
    "CN": "zh",
    **dict.fromkeys(("MY", "BN"), "ms"),
    "NL": "nl",
    **dict.fromkeys(("DE", "AT"), "de"),
    "FR": "fr",
    **dict.fromkeys(("ES", "MX", "AR", "CL", "CO"), "es"),
    **dict.fromkeys(("PT", "BR"), "pt"),
    "RU": "ru",
    "TR": "tr",
    "VN": "vi",
    **dict.fromkeys(("SA", "AE", "EG", "JO", "QA", "KW", "OM", "BH", "YE", "SD", "LB"), "ar"),
}
