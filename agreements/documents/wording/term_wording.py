"""How a naskah says its term: the ayat of its Pasal, and a phrase for lists and covers."""

from agreements.documents.text import english, indonesian
from agreements.documents.text.indonesian import duration_in_words, number_in_words, short_date
from agreements.models.term import Begin, End, NaskahTerm

USUAL_NOTICE = 3  # months
IN_EACH = f"paling sedikit {number_in_words(1)} kali dalam {number_in_words(1)} tahun"


def term_sentence(name: str, term: NaskahTerm) -> str:
    """The first ayat: from when until when the naskah holds."""
    begins = _beginning(term)
    if term.is_open:
        return f"{name} ini berlaku {begins} untuk jangka waktu yang tidak ditentukan."
    if term.ends is End.LENGTH:
        length = duration_in_words(term.months)
        sentence = f"{name} ini berlaku untuk jangka waktu {length} terhitung {begins}"
        last = term.last_day(None)
        if last is not None:
            sentence += f" sampai dengan tanggal {short_date(last)}"
        return f"{sentence}."
    return f"{name} ini berlaku {begins} sampai dengan {_end(term)}."


def _beginning(term: NaskahTerm) -> str:
    if term.begins is Begin.DAY:
        return f"sejak tanggal {indonesian.day_or_blank(term.begins_on)}"
    if term.begins is Begin.EVENT:
        return f"sejak {indonesian.phrase_inside_sentence(term.event) or indonesian.BLANK}"
    if term.apart:
        return "sejak tanggal PIHAK yang terakhir membubuhkan tanda tangan"
    return "sejak tanggal ditandatangani"


def _end(term: NaskahTerm) -> str:
    day = f"tanggal {indonesian.day_or_blank(term.until)}"
    if term.ends is End.BUDGET_YEAR and term.until is not None:
        return f"berakhirnya Tahun Anggaran {term.until.year} pada {day}"
    return day


def term_ayat(name: str, term: NaskahTerm) -> str:
    """The whole Pasal of the term: from when until when, its renewal, and the notice of its end."""
    notice = number_in_words(term.notice_months or USUAL_NOTICE)
    if term.is_open:
        return indonesian.number_ayat(
            term_sentence(name, term), _review(name, term), _notice_of_open(name, notice)
        )
    return indonesian.number_ayat(
        term_sentence(name, term),
        _renewal(term, notice),
        f"PIHAK yang bermaksud memperpanjang atau mengakhiri {name} ini sebelum jangka waktunya"
        " berakhir memberitahukannya secara tertulis kepada PIHAK lainnya paling lambat"
        f" {notice} bulan sebelumnya.",
    )


def _renewal(term: NaskahTerm, notice: str) -> str:
    if not term.renews:
        return (
            "Jangka waktu sebagaimana dimaksud pada ayat (1) dapat diperpanjang atas kesepakatan"
            " tertulis PARA PIHAK berdasarkan hasil evaluasi."
        )
    return (
        "Jangka waktu sebagaimana dimaksud pada ayat (1) diperpanjang dengan sendirinya setiap kali"
        f" untuk {duration_in_words(term.renewal_months)} berikutnya, kecuali salah satu PIHAK"
        " menyatakan secara tertulis kepada PIHAK lainnya paling lambat"
        f" {notice} bulan sebelum jangka waktu itu berakhir bahwa jangka waktu itu tidak"
        " diperpanjang."
    )


def _review(name: str, term: NaskahTerm) -> str:
    when = ""
    if term.review_on is not None:
        when = f", untuk pertama kali pada tanggal {short_date(term.review_on)}"
    return f"PARA PIHAK meninjau pelaksanaan {name} ini {IN_EACH}{when}."


def _notice_of_open(name: str, notice: str) -> str:
    return (
        f"Setiap PIHAK dapat mengakhiri {name} ini dengan pemberitahuan tertulis kepada PIHAK"
        f" lainnya paling lambat {notice} bulan sebelum tanggal berakhir yang dikehendaki."
    )


def term_phrase(term: NaskahTerm, lead: str = "") -> str:
    """The term in a few words, a length of time after `lead`; room for the hand where it is not
    known.
    """
    if term.is_open:
        return "tanpa tanggal berakhir"
    if term.ends is End.LENGTH:
        said = f"{lead} {duration_in_words(term.months)}".strip()
        if term.begins is Begin.SIGNING:
            return said
        return f"{said} {_beginning(term)}"
    if term.begins is Begin.SIGNING:
        return f"sampai dengan {_end(term)}"
    return f"{_beginning(term)} sampai dengan {_end(term)}"


def term_briefly(term: NaskahTerm) -> str:
    """As `term_phrase`, for a screen: a length of time in months, no figure in words."""
    if term.ends is not End.LENGTH:
        return term_phrase(term)
    said = f"{term.months} bulan"
    if term.begins is Begin.SIGNING:
        return said
    return f"{said} {_beginning(term)}"


def term_reckoned(term: NaskahTerm, name: str) -> str:
    """As `term_phrase`, with the naskah from whose signing a length of time is counted."""
    said = term_phrase(term)
    if term.ends is End.LENGTH and term.begins is Begin.SIGNING:
        return f"{said} sejak {name} ditandatangani"
    return said


def term_abroad(term: NaskahTerm) -> str:
    """From when and for how long, as a naskah with a partner abroad says it."""
    begins = "pada tanggal ditandatangani"
    if term.begins is Begin.DAY:
        begins = f"pada tanggal {indonesian.day_or_blank(term.begins_on)}"
    elif term.begins is Begin.EVENT:
        begins = _beginning(term)
    if term.ends is End.LENGTH:
        return f"{begins} dan berlaku selama {duration_in_words(term.months)}"
    return f"{begins} dan berlaku sampai dengan {_end(term)}"


def term_in_english(term: NaskahTerm) -> str:
    """The English half of `term_abroad`."""
    begins = "on the date of its signing"
    if term.begins is Begin.DAY and term.begins_on:
        begins = f"on {english.long_date(term.begins_on)}"
    elif term.begins is Begin.EVENT:
        begins = f"as from the following event: {term.event}"
    if term.ends is End.LENGTH:
        return f"{begins} and remains in force for {english.duration_in_english(term.months)}"
    last = english.long_date(term.until) if term.until else indonesian.BLANK
    return f"{begins} and remains in force until {last}"
