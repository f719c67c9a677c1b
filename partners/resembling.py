"""Which recorded mitra a name may mean, however both are written: asked about wherever a mitra
would arise.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from django.db import connection

from . import places
from .models import Partner, PartnerAlias
from .variants import canonical_name_of, name_variants_of, without_branch

NEAR = 0.8
MOST = 5
COMMON = frozenset(
    "pemerintah daerah kabupaten kota provinsi dinas badan kantor universitas yayasan koperasi"
    " kementerian".split()
)
RESEMBLING = """
SELECT name, id FROM (
    SELECT asked.name, partner.id, max(similarity(upper(partner.name), upper(asked.written))) AS alike
    FROM unnest(%(names)s::text[], %(written)s::text[]) AS asked (name, written)
    JOIN partners_partner partner ON upper(partner.name) %% upper(asked.written)
    GROUP BY asked.name, partner.id
    UNION ALL
    SELECT asked.name, alias.partner_id, max(similarity(upper(alias.name), upper(asked.written)))
    FROM unnest(%(names)s::text[], %(written)s::text[]) AS asked (name, written)
    JOIN partners_partneralias alias ON upper(alias.name) %% upper(asked.written)
    GROUP BY asked.name, alias.partner_id
) AS found
GROUP BY name, id ORDER BY name, max(alike) DESC, id
"""  # noqa: E501


def resembling_partners(names: Iterable[str], alike: float) -> list[tuple[str, int]]:
    """(name, key of a partner whose name reads alike), the nearest first. Expects a transaction, in
    which the threshold stays.
    """
    names = list(names)
    pairs = [(name, written) for name in names for written in name_variants_of(name)]
    asked = {"names": [name for name, _ in pairs], "written": [written for _, written in pairs]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(alike)])
        cursor.execute(RESEMBLING, asked)
        return list(dict.fromkeys([*same_in_full(names), *cursor.fetchall()]))


def same_in_full(names: Iterable[str]) -> list[tuple[str, int]]:
    """(name, key of a partner with a name that is the same once both are in full and without the
    office they name).
    """
    asked: dict[str, list[str]] = {}
    for name in names:
        asked.setdefault(without_branch(canonical_name_of(name)), []).append(name)
    borne = [
        *Partner.objects.values_list("name", "pk"),
        *PartnerAlias.objects.values_list("name", "partner"),
    ]
    return [
        (name, pk)
        for known, pk in borne
        for name in asked.get(without_branch(canonical_name_of(known)), ())
    ]


def may_be(name: str, others: Iterable[str]) -> bool:
    """Whether a name may mean who bears one of the others; "SMK Negeri 1" is not "SMK Negeri 2",
    nor Kota Bogor Kabupaten Bogor.
    """
    return any(_may_be(name, other) for other in others if other)


def _may_be(name: str, other: str) -> bool:
    if re.findall(r"\d+", name) != re.findall(r"\d+", other):
        return False
    if _in_other_regions(name, other):
        return False
    one, two = canonical_name_of(name), canonical_name_of(other)
    if without_branch(one) == without_branch(two):
        return True
    return SequenceMatcher(None, _distinct(one), _distinct(two)).ratio() >= NEAR


def _in_other_regions(name: str, other: str) -> bool:
    """Whether they name two regions: Kabupaten Berau is not Kabupaten Bulungan."""
    here, there = places.region_in(name), places.region_in(other)
    return bool(here and there and here != there)


def _distinct(name: str) -> str:
    """What tells a partner from others of its kind."""
    return " ".join(word for word in name.split() if word not in COMMON) or name


def alike_to(partner: Partner) -> list[Partner]:
    """Up to five recorded partners that this one to be may mean: by a name however it is written,
    or by the same number.
    """
    written = [one for name in partner.names() for one in name_variants_of(name)]
    same = [pk for _, pk in same_in_full(partner.names()) if pk != partner.pk]
    found = Partner.objects.listed().lookalikes(partner, written)
    rows = [
        *Partner.objects.listed().filter(pk__in=same),
        *(row for row in found if _is_alike(partner, row)),
    ]
    return list(dict.fromkeys(rows))[:MOST]


def _is_alike(partner: Partner, other: Partner) -> bool:
    """Whether what looks alike may be the same: not the governments of two regions, unless a number
    is the same.
    """
    same_number = any(
        getattr(partner, number) and getattr(partner, number) == getattr(other, number)
        for number in ("nib", "npwp", "region_code")
    )
    return same_number or not _in_other_regions(partner.name, other.name)
