"""Days as Indonesians write them: `29/11/2026`, `Jum’at, 15 Januari 2021`, `12-Jan-21`. What cannot
be is asked back.
"""

import difflib
import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from math import isnan

from .asking import Asked, Written
from .plain import plain_text_of
from .words import read_words

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb pebruari february peb febr",
            "maret mar march mrt",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu ags aug august agt agst",
            "september sep sept",
            "oktober okt oct october",
            "november nov nopember nop",
            "desember des dec december",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAY_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "senin sen monday mon",
            "selasa sel tuesday tue",
            "rabu rab wednesday wed",
            "kamis kam thursday thu",
            "jumat jum'at jum friday fri",
            "sabtu sab saturday sat",
            "minggu ahad min sunday sun",
        )
    )
    for name in names.split()
}
EARLIEST, LATEST = date(1850, 1, 1), date(2150, 12, 31)
# Two figures for a year: 50 to 99 are those of the 1900s, 00 to 49 those of the 2000s.
FIRST_OF_1900S = 50
SERIALS = range(10_000, 90_000)  # days that a sheet counts from its epoch, 1927 to 2146
EPOCH_1900 = datetime(1899, 12, 30)
EXAMPLE = "Tulis seperti 29/11/2026 atau 29 November 2026."
UNREAD = f"Tanggal tidak terbaca. {EXAMPLE}"

_YEAR = r"'?(\d{4}|\d{2})"
_DAY_MONTH_YEAR = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[\s.,/-]*([a-z]+)[\s.,/-]*{_YEAR}")
_MONTH_DAY_YEAR = re.compile(rf"([a-z]+)[\s.]*(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+{_YEAR}")
_FIGURES = re.compile(rf"(\d{{1,2}})(?:\s*([/.-])\s*|\s+)(\d{{1,2}})(?:\s*[/.-]\s*|\s+){_YEAR}")
_ISO = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_COMPACT = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)")
_SPELLED = re.compile(
    rf"([a-z\s]+?)\s+({'|'.join(sorted(MONTH_NAMES, key=len, reverse=True))})\s+([a-z\s]+)"
)
_MOMENT = re.compile(
    r"[\s,t]+(?:(?:pukul|jam)\s*)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:z|\+\d\d:?\d\d)?$|(?:pukul|jam).*$"
)
_ZONE = re.compile(r"\s*\(?\b(?:wita|wib|wit|utc|gmt)\b\)?\.?$")
_HIJRI = re.compile(
    r"\s*(?:[/,(-]|\bbertepatan dengan\b|\batau\b)\s*(?:tanggal\s*)?\d{1,2}\s+[a-z'"
    r" -]+\s+\d{4}\s*h\.?\)?$"
)
_COMMON_ERA = re.compile(r"\s*\bm(?:asehi)?\.?$")
_BRACKETED = re.compile(r"(.+?)\s*\(([^()]*\d[^()]*)\)")
_LEAD = re.compile(r"^(?:(?:pada|hari|tanggal|tgl|ttd|tertanggal|per|sejak)\b[\s.:]*)+")
_FILLER = re.compile(r"\b(?:tanggal|tgl|bulan|tahun|thn|th)\b\.?(?=\s|$)|(?<=\s)s\.?\s(?=\d)")


def short_date(day: date) -> str:
    """ "29 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def typed_date(day: date) -> str:
    """ "29/11/2026", as a form shows it."""
    return f"{day:%d/%m/}{day.year:04}"


def day_in_words(day: date) -> str:
    """ "Minggu, 29 November 2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {short_date(day)}"


def read_day(value: Written, epoch: datetime = EPOCH_1900) -> date:
    """The day that a form, a cell or a letter names. Numbers without a format count from the epoch
    of their sheet. Raises Asked when it is no day, or may be several.
    """
    if isinstance(value, datetime):
        return _within(value.date())
    if isinstance(value, date):
        return _within(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value, epoch)
    said = plain_text_of(str(value)).strip(" .,;")
    if not said:
        raise Asked(EXAMPLE)
    return _agreed(said, epoch)


def _agreed(said: str, epoch: datetime) -> date:
    """The day, and its weekday and its figures in brackets where it has them; they must not
    contradict each other.
    """
    said = _HIJRI.sub("", _ZONE.sub("", said)).strip(" .,")
    if (found := _BRACKETED.fullmatch(said)) and (inside := _or_none(found[2], epoch)):
        outside = _or_none(found[1], epoch)
        if outside is not None and outside != inside:
            raise Asked(
                f"Dua tanggal yang berbeda: {short_date(outside)} atau {short_date(inside)}?",
                [outside, inside],
            )
        weekday, _ = _without_weekday(_LEAD.sub("", found[1]))
        return _on(weekday, inside)
    weekday, rest = _without_weekday(_LEAD.sub("", _without_place(_LEAD.sub("", said))))
    return _on(weekday, _read(_without_place(_LEAD.sub("", rest)), epoch))


def _or_none(said: str, epoch: datetime) -> date | None:
    try:
        return _agreed(said.strip(" .,"), epoch)
    except Asked:
        return None


def _without_weekday(said: str) -> tuple[int | None, str]:
    found = re.match(r"([a-z']+)\s*[,./-]?\s*", said)
    if found is None or found[1] not in _WEEKDAY_NAMES:
        return None, said
    return _WEEKDAY_NAMES[found[1]], said[found.end() :]


def _on(weekday: int | None, day: date) -> date:
    if weekday is None or day.weekday() == weekday:
        return day
    raise Asked(
        f"{short_date(day)} adalah hari {WEEKDAYS[day.weekday()]}, bukan {WEEKDAYS[weekday]}."
        " Periksa harinya atau tanggalnya.",
        [day],
    )


def _without_place(said: str) -> str:
    """ "Samarinda, 12 Januari 2021": where it was signed stands before the comma."""
    before, comma, after = said.partition(",")
    if not comma or not re.fullmatch(r"[a-z .'-]{3,40}", before):
        return said
    if before.strip() in MONTH_NAMES.keys() | _WEEKDAY_NAMES.keys():
        return said
    if not re.search(r"\d|[a-z]{3}", after):
        return said
    return after.strip()


def _read(said: str, epoch: datetime) -> date:
    if re.fullmatch(r"\d{5}(?:\.0+)?", said):
        return _from_number(float(said), epoch)
    said = _COMMON_ERA.sub("", _MOMENT.sub("", said))
    said = " ".join(_FILLER.sub(" ", said).split()).strip(" .,")
    if found := _ISO.fullmatch(said) or _COMPACT.fullmatch(said):
        return _date(found[1], int(found[2]), found[3])
    if found := _FIGURES.fullmatch(said):
        return _from_figures(found)
    if found := _DAY_MONTH_YEAR.fullmatch(said):
        return _date(found[3], _month(found[2], found[1], found[3]), found[1])
    if found := _MONTH_DAY_YEAR.fullmatch(said):
        return _date(found[3], _month(found[1], found[2], found[3]), found[2])
    if found := _SPELLED.fullmatch(said):
        number, year = read_words(found[1]), read_words(found[3])
        if number and year:
            return _date(str(year), MONTH_NAMES[found[2]], str(number))
    raise _question(said)


def _from_figures(found: re.Match[str]) -> date:
    number, month = int(found[1]), int(found[3])
    if month > 12 >= number > 0:
        turned = _possible(found[4], number, month)
        if turned:
            raise Asked(
                f"Bulan {month} tidak ada. Maksud Anda {short_date(turned)}? Tulis tanggal lebih"
                " dahulu, lalu bulan.",
                [turned],
            )
    return _date(found[4], month, found[1])


def _month(name: str, number: str, year: str) -> int:
    if name in MONTH_NAMES:
        return MONTH_NAMES[name]
    for near in difflib.get_close_matches(name, MONTH_NAMES, 1, 0.7):
        meant = _possible(year, MONTH_NAMES[near], int(number))
        if meant:
            raise Asked(f"Nama bulan tidak dikenal. Maksud Anda {short_date(meant)}?", [meant])
    raise Asked(UNREAD)


def _full_year(year: str) -> int:
    number = int(year)
    if len(year) != 2:
        return number
    if number >= FIRST_OF_1900S:
        return 1900 + number
    return 2000 + number


def _possible(year: str, month: int, number: int) -> date | None:
    try:
        day = date(_full_year(year), month, number)
    except ValueError:
        return None
    if not EARLIEST <= day <= LATEST:
        return None
    return day


def _date(year: str, month: int, number: str) -> date:
    whole = _full_year(year)
    if not 1 <= month <= 12:
        raise Asked(f"Bulan {month} tidak ada. {EXAMPLE}")
    if not EARLIEST.year <= whole <= LATEST.year:
        raise Asked(f"Tahun {whole} tidak masuk akal. Periksa kembali tanggalnya.")
    longest = monthrange(whole, month)[1]
    if not 1 <= int(number) <= longest:
        raise Asked(
            f"{MONTHS[month - 1]} {whole} hanya sampai tanggal {longest}. Periksa kembali"
            " tanggalnya."
        )
    return date(whole, month, int(number))


def _from_number(value: float, epoch: datetime) -> date:
    if isnan(value) or value in (float("inf"), float("-inf")):
        raise Asked(UNREAD)
    if found := _COMPACT.fullmatch(str(int(value))):
        return _date(found[1], int(found[2]), found[3])
    if int(value) not in SERIALS:
        raise Asked(UNREAD)
    return _within((epoch + timedelta(days=int(value))).date())


def _within(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise Asked(f"Tahun {day.year} tidak masuk akal. Periksa kembali tanggalnya.")
    return day


def _question(said: str) -> Asked:
    """What to say of writing that is no day: the likeliest reason, in plain words."""
    if re.fullmatch(r"[a-z]+[\s/-]*\d{4}|\d{1,2}[/-]\d{4}", said):
        return Asked("Tanggalnya belum ada, baru bulan dan tahun. Tulis juga tanggalnya.")
    if re.fullmatch(r"\d{4}", said):
        return Asked("Baru tahunnya. Tulis juga tanggal dan bulannya.")
    if len(re.findall(r"\b\d{4}\b", said)) > 1:
        return Asked("Ada lebih dari satu tanggal. Tulis satu tanggal saja.")
    mended = _mend_letters(said)
    if mended != said and (meant := _or_none(mended, EPOCH_1900)):
        return Asked(f"Tanggal tidak terbaca. Maksud Anda {short_date(meant)}?", [meant])
    return Asked(UNREAD)


def _mend_letters(said: str) -> str:
    """Letters that stand where figures belong, "l2 Januari 2O21", and figures torn apart, "1 2
    Januari".
    """
    words = []
    for word in said.split():
        if re.fullmatch(r"[\dilos]+", word) and re.search(r"\d", word):
            word = word.translate(str.maketrans("ilos", "1105"))
        words.append(word)
    return re.sub(r"^(\d) (\d)(?= [a-z])", r"\1\2", " ".join(words))
