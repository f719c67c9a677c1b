"""What several texts of a naskah tell of its case: the term, the naskah above it, an address."""

from typing import NamedTuple

from agreements.documents.kinds import KINDS, DocumentCode
from agreements.documents.text import indonesian
from agreements.documents.text.indonesian import flatten_name
from agreements.models import Agreement, Document, DocumentState, Evidence, Party
from agreements.models.candidate import candidates_to_choose
from agreements.models.evidence import split_numbers
from kerjasama.accounts.models import RegionProfile
from kerjasama.web.compiled import rows_beside


def partner_name_of(agreement: Agreement) -> str:
    """The names of the partners in one line; of the candidates while one is to be chosen among
    them.
    """
    candidates = [] if agreement.partner_names else candidates_to_choose(agreement)
    if candidates:
        among = [flatten_name(one.partner.name) for one in candidates]
        return f"salah satu dari {indonesian.join_names(among)}"
    return indonesian.join_names(names_of_partners(agreement))


def names_of_partners(agreement: Agreement) -> list[str]:
    """The name of each partner; room for the hand while none is chosen."""
    return list(map(flatten_name, agreement.partner_names)) or [indonesian.BLANK]


FIRST_CALL = indonesian.party_called(1)


class PartyCall(NamedTuple):
    """How a naskah calls a party ("PIHAK KEDUA"), and whose it is; None where a partner is still
    to be chosen.
    """

    called: str
    party: Party | None


def calls_of_parties(agreement: Agreement) -> list[PartyCall]:
    """Each party of the case as its naskah calls it, in their order."""
    # A case that is not kept yet has no rows: our region is a party all the same.
    parties: list[Party | None] = [*rows_beside(agreement, "parties")] or [Party(position=1)]
    if len(parties) == 1:
        place = 0 if parties[0] and parties[0].position > 1 else 1
        parties.insert(place, None)
    return [
        PartyCall(indonesian.party_called(place), party) for place, party in enumerate(parties, 1)
    ]


def call_of_region(agreement: Agreement) -> str:
    """How its naskah calls our region."""
    calls = calls_of_parties(agreement)
    return next(called for called, party in calls if party is not None and party.is_region)


def calls_of_partners(agreement: Agreement) -> list[str]:
    """How its naskah calls the partners."""
    calls = calls_of_parties(agreement)
    return [called for called, party in calls if party is None or not party.is_region]


def scope_points_of(agreement: Agreement) -> list[str]:
    """The points of the typed scope, each beginning with a capital."""
    points = indonesian.list_items_of(agreement.ruang_lingkup)
    return [point[:1].upper() + point[1:] for point in points]


CONTRACT = "Kontrak"


def name_of_naskah(kind: str, *, is_contract: bool) -> str:
    """How a naskah calls itself; with a third party the law lets a PKS be called a Kontrak (P22
    Pasal 28 huruf f and Lampiran).
    """
    if is_contract and kind == DocumentCode.PERJANJIAN_KERJA_SAMA:
        return CONTRACT
    return KINDS[kind].title


def parent_kb_reference(agreement: Agreement) -> str:
    """The signed Kesepakatan Bersama a PKS stands under, by number, date and subject; empty when
    none is known.
    """
    case = agreement.parent or agreement
    paper = max(filter(_is_final_kb, rows_beside(case, "documents")), key=_key_of, default=None)
    signed = max(
        filter(_is_signing_of_kb, rows_beside(case, "evidence")), key=_key_of, default=None
    )
    number, day = case.naskah_number, None
    if signed is not None:
        number, day = number or signed.number, signed.decided_on
    if paper is not None:
        number = paper.number
    if not number:
        return ""
    if signed is not None and len(case.partner_parties) > 1:
        theirs = filter(None, split_numbers(signed.number))
        number = indonesian.join_names([number, *(f"Nomor {one}" for one in theirs)])
    reference = indonesian.add_number_and_day("Kesepakatan Bersama", number, day)
    return f"{reference} tentang {flatten_name(case.title)}"


def _is_final_kb(paper: Document) -> bool:
    is_ready = paper.state == DocumentState.READY and not paper.draft
    return is_ready and paper.kind == DocumentCode.KESEPAKATAN_BERSAMA


def _is_signing_of_kb(row: Evidence) -> bool:
    return row.requirement_code == "ttd_kesepakatan_bersama" and not row.void


def _key_of(row: Document | Evidence) -> int:
    return row.pk


def one_line(text: str) -> str:
    """An address of several lines on one."""
    return ", ".join(flatten_name(line) for line in text.splitlines() if line.strip())


def signed_where(agreement: Agreement, region: RegionProfile) -> str:
    """At one place on the day of the naskah; or by each party at its seat, on a day of its own."""
    if agreement.ttd_terpisah:
        return (
            "di kedudukan PARA PIHAK masing-masing pada tanggal yang tertulis di atas tanda tangan"
            " setiap PIHAK,"
        )
    place = indonesian.flatten_name(agreement.tempat_naskah) or region.seat
    return f"di {place} pada hari dan tanggal tersebut di atas"
