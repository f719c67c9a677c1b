"""The closing of a naskah abroad: who signs, how many originals in which languages, where and when,
and which text prevails.
"""

from datetime import date
from typing import NamedTuple

from agreements.documents.kinds import KINDS
from agreements.documents.text import english, indonesian
from agreements.documents.wording import third_language
from agreements.models import Agreement
from agreements.regulations.limits import INTENT
from agreements.regulations.originals import OriginalsPlan
from kerjasama.reference.languages import BY_CODE, THIRD, NaskahLanguage

Bilingual = tuple[str, str]  # the same in Indonesian and in English


class ClosingFacts(NamedTuple):
    """What the closing is woven from; no day while it is a draft."""

    agreement: Agreement
    kind: str
    day: date | None

    @property
    def base(self) -> str:
        return KINDS[self.kind].base

    @property
    def place(self) -> str:
        return indonesian.flatten_name(self.agreement.tempat_ttd) or indonesian.BLANK

    @property
    def plan(self) -> OriginalsPlan:
        return self.agreement.originals_abroad(self.base)

    @property
    def languages(self) -> tuple[NaskahLanguage, ...]:
        return self.agreement.setup_of(self.base).languages

    @property
    def prevails(self) -> str:
        return self.agreement.prevailing_language_of(self.base)


def closing_in_both(facts: ClosingFacts) -> list[Bilingual]:
    """The closing in Indonesian and English, sentence by sentence."""
    paper = KINDS[facts.base]
    empowered, empowered_en = _empowered(facts.agreement, facts.kind)
    prevails, prevails_en = _prevailing(facts.prevails)
    return [
        (
            (
                f"SEBAGAI BUKTI, yang bertanda tangan di bawah ini{empowered} telah menandatangani"
                f" {paper.own_name} ini."
            ),
            (
                f"IN WITNESS WHEREOF, the undersigned{empowered_en} have signed this"
                f" {paper.title_en}."
            ),
        ),
        (
            f"{_done(facts)}, semua naskah mempunyai kekuatan yang sama.{prevails}",
            f"{_done_in_english(facts)}, all texts being equally authentic.{prevails_en}",
        ),
    ]


def _empowered(agreement: Agreement, kind: str) -> Bilingual:
    """Said only where full powers are given."""
    if kind == INTENT or not agreement.kuasa_penuh:
        return "", ""
    return (
        ", yang telah diberi kuasa secara sah oleh Pemerintah masing-masing,",
        ", being duly authorised by their respective Governments,",
    )


def _prevailing(code: str) -> Bilingual:
    """Which text prevails; not said while nothing is agreed."""
    if not code:
        return "", ""
    language = BY_CODE[code]
    return (
        f" Dalam hal terdapat perbedaan penafsiran, naskah bahasa {language.name} yang berlaku.",
        (
            f" In case of any divergence of interpretation, the {language.name_en} text shall"
            " prevail."
        ),
    )


def _done(facts: ClosingFacts) -> str:
    plan, counted = facts.plan, indonesian.number_in_words
    day = indonesian.BLANK if facts.day is None else indonesian.short_date(facts.day)
    where = f"di {facts.place} pada tanggal {day}"
    if not plan.apart:
        names = languages_in_words(facts.agreement, facts.base)
        each = f", {counted(plan.per_party)} bagi setiap Pihak," if plan.per_party > 1 else ""
        return (
            f"DIBUAT dalam rangkap {counted(plan.total)}{each} {where}, masing-masing dalam {names}"
        )
    of_each = counted(plan.parties * plan.per_party)
    names = indonesian.join_names([f"{of_each} dalam bahasa {one.name}" for one in facts.languages])
    return (
        f"DIBUAT dalam {counted(plan.total)} rangkap asli {where}, yaitu {names}, masing-masing"
        f" {counted(plan.per_party)} rangkap tiap bahasa bagi setiap Pihak"
    )


def _done_in_english(facts: ClosingFacts) -> str:
    plan, counted = facts.plan, english.number_in_english
    day = indonesian.BLANK if facts.day is None else english.long_date(facts.day)
    where = f"at {facts.place} on {day}"
    names = _joined_in_english([one.name_en for one in facts.languages])
    if not plan.apart:
        doubled = "duplicate, in " if plan.total == 2 else ""
        each = f", {counted(plan.per_party)} for each Party" if plan.per_party > 1 else ""
        return (
            f"DONE in {doubled}{counted(plan.total)} originals{each}, {where}, each in the {names}"
            " languages"
        )
    of_each = counted(plan.parties * plan.per_party)
    return (
        f"DONE in {counted(plan.total)} originals, {where}, {of_each} in each of the {names}"
        f" languages, {counted(plan.per_party)} in each language for each Party"
    )


def _joined_in_english(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def languages_in_words(agreement: Agreement, kind: str) -> str:
    """ "bahasa Indonesia, bahasa Inggris, dan bahasa Jepang"."""
    names = [f"bahasa {one.name}" for one in agreement.setup_of(KINDS[kind].base).languages]
    return indonesian.join_names(names)


def closing_in_third(facts: ClosingFacts) -> list[str]:
    """The closing as it was typed in the third language, with what it must say filled in."""
    language = third_language.third_language_of(facts.kind, facts.agreement)
    texts = third_language.frame_texts_of(facts.kind, facts.agreement)
    typed = next((row.text for row in texts if row.part.startswith(third_language.CLOSING)), "")
    if language is None or not typed:
        return [indonesian.BLANK]
    day = indonesian.BLANK if facts.day is None else language.long_date(facts.day)
    values = {
        third_language.ORIGINALS: str(facts.plan.total),
        third_language.PLACE: facts.place,
        third_language.DAY: day,
    }
    if facts.prevails:
        values[third_language.PREVAILS] = language.name_of(facts.prevails)
    return third_language.lines_of(third_language.fill_slots(typed, values))


def is_third(code: str) -> bool:
    """Whether a text in this language is typed and not woven."""
    return code in THIRD
