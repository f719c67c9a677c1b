"""What stands beside a mitra's name in a register, and whether it speaks for or against a proposed
kind.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from . import places
from .kinds import ABROAD, PartnerKind
from .places import normalize_place_name
from .proposals import Certainty, KindProposal

K = PartnerKind
LIKELY, DOUBTFUL = Certainty.LIKELY, Certainty.DOUBTFUL
NOT_OF_THE_STATE = frozenset({K.COMPANY, K.CIVIL, K.FOUNDATION, K.PRIVATE_UNIVERSITY, K.PERSON})
# What stands beside a name, and the kinds that it speaks for.
TELLING = re.compile(
    r"jenis|kategori|status|lingkup|negara|sifat|kelompok|golongan|keterangan|lembar|sub"
    r" ?judul|bentuk mitra|asal",
    re.IGNORECASE,
)
BESIDE: tuple[tuple[str, frozenset[str]], ...] = (
    (
        (
            r"luar negeri|luar negri|internasional|asing|mancanegara|ksdpl|ksdll|sister"
            r" (city|province)"
        ),
        ABROAD,
    ),
    (r"dalam negeri|dalam negri|nasional|lokal", frozenset(K) - ABROAD),
    (r"bumn|badan usaha milik negara", frozenset({K.STATE_COMPANY})),
    (r"bumd|badan usaha milik daerah", frozenset({K.REGION_COMPANY})),
    (r"badan usaha swasta|swasta|perusahaan swasta", NOT_OF_THE_STATE),
    (r"koperasi", frozenset({K.COOPERATIVE})),
    (
        r"perguruan tinggi|universitas|kampus|akademisi",
        frozenset({K.UNIVERSITY, K.PRIVATE_UNIVERSITY, K.CIVIL, K.FOREIGN_BODY}),
    ),
    (r"perguruan tinggi negeri|ptn", frozenset({K.UNIVERSITY})),
    (r"instansi vertikal|vertikal", frozenset({K.VERTICAL})),
    (
        r"kementerian|lembaga negara|pemerintah pusat|sinergi",
        frozenset({K.MINISTRY, K.VERTICAL, K.UNIVERSITY, K.SERVICE_AGENCY, K.PUBLIC_BODY}),
    ),
    (
        r"pemerintah daerah|antar ?daerah|daerah lain|ksdd|pemda",
        frozenset({K.REGION, K.FOREIGN_REGION}),
    ),
    (
        r"ormas|organisasi kemasyarakatan|yayasan|lsm",
        frozenset({K.CIVIL, K.FOUNDATION, K.CIVIL_UNINCORPORATED}),
    ),
    (r"perorangan|perseorangan", frozenset({K.PERSON})),
    (
        r"pihak ketiga|ksdpk",
        frozenset(
            {
                K.PERSON,
                K.STATE_COMPANY,
                K.REGION_COMPANY,
                K.COOPERATIVE,
                K.COMPANY,
                K.CIVIL,
                K.CIVIL_UNINCORPORATED,
                K.FOUNDATION,
                K.PRIVATE_UNIVERSITY,
                K.PUBLIC_BODY,
                K.UNIVERSITY,
            }
        ),
    ),
)


def weigh_proposal(proposal: KindProposal, texts: Mapping[str, str]) -> KindProposal:
    """Lower the certainty where the row or its sheet says something else; a foreign country flips a
    domestic kind.
    """
    against: list[str] = []
    kinds: frozenset[str] = frozenset()
    country = proposal.country
    for heading, text in texts.items():
        if not text or not text.strip():
            continue
        country = country or _country_beside(heading, text)
        kinds = _other_kinds_beside(heading, text, proposal.kind) or kinds
        against += _contradictions(proposal.kind, heading, text)
    if not against:
        return replace(proposal, country=country)
    if proposal.certainty <= DOUBTFUL:
        instead = _instead(proposal, kinds, country, against)
        if instead is not None:
            return instead
    return KindProposal(
        proposal.kind,
        proposal.ground,
        min(proposal.certainty, DOUBTFUL),
        country,
        tuple(dict.fromkeys(against)),
    )


def _contradictions(kind: str, heading: str, text: str) -> list[str]:
    """What a cell says against a kind: another country or kind, or that the mitra sits abroad."""
    said = f"{heading}: “{' '.join(text.split())[:60]}”"
    is_domestic = kind not in ABROAD
    found = []
    if is_domestic and _country_beside(heading, text):
        found.append(f"{said} menyebut negara lain")
    if _other_kinds_beside(heading, text, kind) or is_domestic and _says_abroad(text):
        found.append(said)
    return found


def _other_kinds_beside(heading: str, text: str, kind: str) -> frozenset[str]:
    """The kinds that a cell about the mitra speaks for, when the proposed kind is none of them."""
    if not TELLING.search(heading):
        return frozenset()
    kinds = _kinds_beside(text)
    if kind in kinds:
        return frozenset()
    return kinds


def _says_abroad(text: str) -> bool:
    return bool(re.search(r"luar negeri|sister (city|province)", text, re.IGNORECASE))


def _instead(
    proposal: KindProposal, kinds: frozenset[str], country: str, against: list[str]
) -> KindProposal | None:
    """What the row says where the name says little: one kind, or that the mitra sits abroad."""
    if len(kinds) == 1:
        (kind,) = kinds
        ground = f"Menurut baris ini: {against[0]}."
        return KindProposal(str(kind), ground, LIKELY, country, tuple(against))
    if country or kinds == ABROAD:
        kind = K.FOREIGN_REGION if "daftar daerah" in proposal.ground else K.FOREIGN_BODY
        ground = f"{proposal.ground} {against[0]}."
        return KindProposal(kind, ground, DOUBTFUL, country, tuple(against))
    return None


def _country_beside(heading: str, text: str) -> str:
    """The foreign country that a cell names, where its heading says that it is about the mitra."""
    if re.search(r"negara|country", heading, re.IGNORECASE):
        return places.country_named_by_text(text) or places.country_in(text)
    is_about_place = re.search(r"alamat|judul|tentang|lokasi", heading, re.IGNORECASE)
    if is_about_place or TELLING.search(heading):
        return places.country_in(text)
    return ""


def _kinds_beside(text: str) -> frozenset[str]:
    """The kinds that a cell speaks for; of several words the one that says most. Empty when it says
    nothing of it.
    """
    plain = normalize_place_name(text)
    found = [kinds for pattern, kinds in BESIDE if re.search(rf"\b(?:{pattern})\b", plain)]
    return min(found, key=len, default=frozenset())
