"""Numbers, dates, offices and typed text as the English half of a paper writes them."""

import re
from datetime import date

from num2words import num2words

from agreements.documents.text.indonesian import BLANK, flatten_name, is_phrase

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LEVELS = {"Kabupaten": "Regency", "Kota": "City", "Provinsi": "Province"}
_HEADS = {"Bupati": "Regent", "Wali Kota": "Mayor", "Gubernur": "Governor"}
_ACTING = re.compile(r"^(?:Pj|Plt|Plh|Pjs)\.?\s+(?=\S)")


def number_in_english(number: int) -> str:
    """ "3 (three)"."""
    return f"{number} ({num2words(number, lang='en')})"


def long_date(day: date) -> str:
    """ "5 October 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def duration_in_english(months: int | None) -> str:
    """ "2 (two) years and 6 (six) months"; room for the hand when the term is not known."""
    years, rest = divmod(months or 0, 12)
    parts = [_counted(years, "year"), _counted(rest, "month")]
    return " and ".join(filter(None, parts)) or "…… (………………)"


def _counted(number: int, unit: str) -> str:
    """ "2 (two) years"; empty for none."""
    if number == 0:
        return ""
    if number > 1:
        unit += "s"
    return f"{number_in_english(number)} {unit}"


def government_in_english(name: str) -> str:
    """ "the Government of Paser Regency" of "Pemerintah Kabupaten Paser"; another name as it is."""
    name = flatten_name(name)
    found = re.match(r"Pemerintah (?:Daerah )?(Kabupaten|Kota|Provinsi) (.+)", name)
    if found is None:
        return name
    return f"the Government of {found[2]} {_LEVELS[found[1]]}"


def head_title_in_english(title: str) -> str:
    """ "Regent of Paser" of "Bupati Paser"; another title as it is."""
    acting = ""
    if _ACTING.match(title):
        acting = "Acting "
    bare = _ACTING.sub("", flatten_name(title))
    for office, english in _HEADS.items():
        if bare.startswith(f"{office} "):
            return f"{acting}{english} of {bare.removeprefix(office).strip()}"
    return bare


_ORDINARY = re.compile(
    r"(?:[A-Z][a-z]+(?:ing|ment|ments|ion|ions|ance|ence)|The|An?|To|Of|In|On|For|Through|More|Better|Joint)(?=\s)"
)


def english_inside_sentence(phrase: str) -> str:
    """A typed phrase as it stands inside a sentence: no full stop, no capital unless a name begins
    it.
    """
    phrase = flatten_name(phrase)
    if not _ORDINARY.match(phrase):
        return phrase
    return phrase[:1].lower() + phrase[1:]


def capitalize_english(text: str) -> str:
    """The text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def introduce_text(lead: str, text: str) -> str:
    """`lead` and the typed text as one sentence; text that is no noun phrase follows a colon and
    keeps its lines.
    """
    if not text.strip():
        return f"{lead} {BLANK}"
    if is_phrase(text) and _ORDINARY.match(flatten_name(text)):
        return f"{lead} {english_inside_sentence(text)}."
    return f"{lead}:\n{text.strip()}"
