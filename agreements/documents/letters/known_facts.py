"""What the templates of free letters are filled in with: what is known of a case, of the region, of
the TKKSD and of the plans. What is not known stays a blank.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.text import indonesian
from agreements.documents.wording import naskah_facts
from agreements.documents.wording.addressees import (
    TO_OTHERS,
    TO_THE_HIGH,
    addressee_of,
    is_high_office,
)
from agreements.models import Agreement, DocumentState, Mapping, TeamSeat
from agreements.models.team import decree_in_force_on
from agreements.regulations.citations import Citation
from agreements.regulations.citing import name_places, name_regulation
from agreements.regulations.planned import LIST_OF_YEAR
from agreements.regulations.tkksd import LAW, SEATS
from agreements.workflow.mapping import fixable_items
from kerjasama.accounts.models import RegionProfile

from .words import LetterWords

BLANK = indonesian.BLANK
MOST_ROWS = 200


class Facts(defaultdict[str, str]):
    """The facts by their names; a blank for what is not known."""

    def __init__(self, known: dict[str, str]) -> None:
        super().__init__(lambda: BLANK, {name: said for name, said in known.items() if said})


def facts_for(agreement: Agreement | None) -> Facts:
    """What is known today, of this case where there is one."""
    region, today = RegionProfile.current(), timezone.localdate()
    known = {
        "daerah": region.name,
        "daerah_kapital": region.name.upper(),
        "kepala": region.head_title,
        "kepala_kapital": region.head_title.upper(),
        "tempat": region.seat,
        "tahun": str(today.year),
        "saudara": TO_OTHERS,
        "pasal_tkksd": _cited(LAW.made_by),
        "pasal_daftar": _cited(LIST_OF_YEAR),
        "susunan_tkksd": _table_of_team(),
        "daftar_rencana": _table_of_plans(today.year),
        "naskah_tahun": _table_of_signed(today.year),
    }
    return Facts(known | (_of_case(agreement) if agreement else {}))


def addressee_lines_of(agreement: Agreement | None) -> tuple[tuple[str, ...], str]:
    """The lines and the place of its first partner."""
    party = next(iter(agreement.partner_parties), None) if agreement else None
    if party is None:
        return (), ""
    addressee = addressee_of(party)
    return addressee.lines, addressee.place


def called_too_low(words: LetterWords) -> str:
    """To whom in a high office the letter says "Saudara"; empty where to nobody."""
    high = next(filter(is_high_office, words.to), "")
    return high if TO_OTHERS in words.told else ""


def _of_case(agreement: Agreement) -> dict[str, str]:
    party = next(iter(agreement.partner_parties), None)
    is_high = party is not None and addressee_of(party).is_high
    return {
        "judul": indonesian.flatten_name(agreement.title),
        "mitra": naskah_facts.partner_name_of(agreement),
        "naskah": _naskah_of(agreement),
        "saudara": TO_THE_HIGH if is_high else TO_OTHERS,
    }


def _naskah_of(agreement: Agreement) -> str:
    """The naskah that is signed, with its number and day."""
    if agreement.effective_on is None:
        return ""
    kinds = list(agreement.track.signings)
    finals = agreement.documents.filter(kind__in=kinds, draft=False, state=DocumentState.READY)
    final = finals.order_by("pk").last()
    named = KINDS[final.kind].title if final else "Naskah kerja sama"
    number = final.number if final else agreement.naskah_number
    day = indonesian.short_date(agreement.effective_on)
    return f"{named} Nomor {number or BLANK} tanggal {day}"


def _table_of_team() -> str:
    """The seats of the TKKSD as its Keputusan has them, else those of the law."""
    decree = decree_in_force_on(timezone.localdate())
    seats: QuerySet[TeamSeat] | list[TeamSeat] = decree.seats.all() if decree else []
    rows = [(row.get_seat_display(), row.position, row.institution) for row in seats]
    rows = rows or [(rule.name, rule.ex_officio or BLANK, BLANK) for rule in SEATS.values()]
    return _table(("Kedudukan dalam tim", "Jabatan", "Instansi"), rows)


def _table_of_plans(year: int) -> str:
    """The items of the yearly list that are accepted or fixed."""
    mapping = Mapping.objects.filter(year__gte=year).order_by("year").first()
    if mapping is None:
        return ""
    fixed = mapping.items.fixed().select_related("unit").prefetch_related("merged__unit")
    items = [*fixed, *fixable_items(mapping)]
    rows = [
        (item.objek, ", ".join(item.units) or BLANK, item.mitra or "-")
        for item in items[:MOST_ROWS]
    ]
    return _table(("Objek", "Perangkat daerah", "Calon mitra atau daerah"), rows)


def _table_of_signed(year: int) -> str:
    """How many naskah of each form began in the year."""
    counted: dict[str, int] = defaultdict(int)
    for agreement in Agreement.objects.filter(effective_on__year=year).only("track_code"):
        counted[agreement.track.family.form] += 1
    rows = [(form, str(number)) for form, number in sorted(counted.items())]
    return _table(("Bentuk", "Jumlah naskah"), rows) or "Belum ada naskah yang ditandatangani."


def _cited(article: Citation) -> str:
    return f"{name_places((article,))} {name_regulation('P22')}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    numbered = [(f"{place}.", *row) for place, row in enumerate(rows, 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (("No.", *head), *numbered))
