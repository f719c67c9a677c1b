"""What the templates of papers share: a row of facts, Roman numerals, names in their own script."""

from collections.abc import Iterator, Sequence

from django import template
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from agreements.documents.kinds import KINDS
from agreements.documents.pages.tables import Known
from agreements.documents.text import indonesian, scripts
from agreements.documents.wording.parties_abroad import NativeName
from agreements.models import Evidence, StageEvent
from agreements.models.event import LogAction
from agreements.regulations.report_contents import Section
from kerjasama.accounts.patterns import ROMAN

register = template.Library()
# Acts on a naskah, of which the log keeps the code in the place of a reason.
ON_A_NASKAH = (LogAction.WORDING_EDITED, LogAction.PARTS_TICKED)
SOON = 30  # days
WIDE = ("bentuk_naskah", "hasil")  # sections of a report
# By ETSI EN 319 142-1.
LEVELS = {
    "B-B": "tanpa cap waktu; hanya dapat dibuktikan selama sertifikatnya berlaku.",
    "B-T": "dengan cap waktu, tanpa bukti pencabutan; hanya dapat dibuktikan selama sertifikatnya"
    " berlaku.",
    "B-LTA": "dengan cap waktu arsip dan bukti pencabutan; tetap dapat dibuktikan setelah"
    " sertifikatnya berakhir.",
}
LONGEST_UNBROKEN = 30  # letters of a name that stand on one line
LONGEST_BIG_LINE = 32  # letters that fit beside the emblem in the big type of a kop


@register.simple_block_tag
def fact(content: str, label: str) -> SafeString:
    """A row of a table of facts: what is told, a colon, what it is."""
    return format_html("<tr><td>{}</td><td>:</td><td>{}</td></tr>", label, content)


@register.filter
def roman(number: int) -> str:
    """ "IV" of 4; what nobody counts in Roman numerals stays as it is."""
    return ROMAN[number - 1] if number <= len(ROMAN) else str(number)


@register.filter
def is_long(line: str) -> bool:
    """Whether a line of the kop needs the smaller type."""
    return len(line) > LONGEST_BIG_LINE


@register.filter
def runs_to_the_left(text: str) -> bool:
    """Whether a line begins with letters that are read from the right."""
    return scripts.begins_from_the_right(strip_tags(text))


@register.filter
def in_own_script(native: NativeName | None) -> SafeString | str:
    """The partner's name as it writes it itself; empty when it has none."""
    if not native:
        return ""
    return format_html(
        '<bdi class="{}" lang="{}" dir="{}">{}</bdi>',
        "short" if len(native.name) <= LONGEST_UNBROKEN else "long",
        native.language,
        native.direction,
        native.name,
    )


@register.filter
def with_native(name: str, native: NativeName | None) -> SafeString | str:
    """The name, and behind it in brackets the same in the partner's own script."""
    return format_html("{} ({})", name, in_own_script(native)) if native else name


@register.filter
def meaning_of_level(level: str) -> str:
    """How long a seal of that level can be proved, in words."""
    return LEVELS.get(level, "")


@register.filter
def why(event: StageEvent) -> str:
    """The reason that an entry of the log gives; what was done to a naskah names it."""
    if event.action in ON_A_NASKAH and event.reason in KINDS:
        return KINDS[event.reason].title
    return event.reason


@register.filter
def is_wide(column: Section) -> bool:
    """Whether a column of the recap needs more room than the others."""
    return column.code in WIDE


@register.filter
def is_soon(days_left: int) -> bool:
    """Whether the sheet of the leaders shows an end in red."""
    return days_left <= SOON


@register.filter
def numbered(recorded: Evidence | None, letter: str) -> str:
    """ "Surat Konfirmasi Nomor 7 tanggal 5 Oktober 2026", as far as it is recorded."""
    if not recorded:
        return letter
    return indonesian.add_number_and_day(letter, recorded.number, recorded.decided_on)


@register.filter
def in_series(letters: Sequence[Known]) -> Iterator[tuple[Known, str]]:
    """Each of several letters with what stands behind it: "a,", "b dan", "c,"."""
    for left, letter in zip(reversed(range(len(letters))), letters, strict=True):
        yield letter, " dan" if left == 1 else ","


@register.filter
def with_marks(points: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each point of a list with the mark behind it: "a;", "b; dan", "c."."""
    marks = {0: ".", 1: "; dan"}
    for left, point in zip(reversed(range(len(points))), points, strict=True):
        yield point, marks.get(left, ";")
