"""The kinds of bodies that the list of the reference data names, and of what belongs to them."""

import re
from functools import cache

from kerjasama.reference import Body

from . import places
from .kinds import PartnerKind
from .known_names import (
    Name,
    bodies_by_first_word,
    phrases_of_bodies,
    says_only_where,
    starts_with,
)
from .proposals import Certainty, KindProposal

K = PartnerKind
SURE, LIKELY, DOUBTFUL = Certainty.SURE, Certainty.LIKELY, Certainty.DOUBTFUL
LEADING = frozenset(
    "pt kantor cabang perwakilan unit pimpinan direksi kepala balai stasiun kc kcp".split()
)
RISKY = frozenset(
    "garam timah rare antara dahana aman garuda".split()
)  # known bodies whose name is also an ordinary word


def propose_known_body(name: Name) -> KindProposal | None:
    """The kind of a body whose name begins so, as the list of known bodies says it."""
    words = name.words
    is_company = words[:1] == ["pt"]
    while words and words[0] in LEADING:
        words = words[1:]
    for key in dict.fromkeys((name.key, " ".join(words))):
        for phrase, body in bodies_by_first_word().get(key.partition(" ")[0], ()):
            if not starts_with(key, phrase):
                continue
            rest = key[len(phrase) :]
            if is_company or _means_body(phrase, body, rest):
                return _as_body(body, rest, name)
    return None


def _means_body(phrase: str, body: Body, rest: str) -> bool:
    """Whether the name of a known body means it without "PT" before it, and is no ordinary word."""
    if phrase in RISKY and body.kind == K.STATE_COMPANY:
        return False
    if phrase in RISKY or len(phrase) <= 3:
        return says_only_where(rest)
    return True


def _as_body(body: Body, rest: str, name: Name) -> KindProposal:
    full = body.name
    if body.ground.startswith("anak perusahaan"):
        return KindProposal(
            body.kind, f"{full}: {body.ground}, bukan BUMN menurut bentuknya.", DOUBTFUL
        )
    if body.kind == K.STATE_COMPANY and not says_only_where(rest):
        text = (
            f"Mungkin anak perusahaan atau satuan {full} (BUMN); anak perusahaan bukan BUMN menurut"
            " bentuknya."
        )
        return KindProposal(K.STATE_COMPANY, text, DOUBTFUL)
    if body.kind == K.MINISTRY and "terdekat" not in body.ground:
        if _is_local_office(name, rest):
            return KindProposal(K.VERTICAL, f"Kantor {full} di daerah.", SURE)
        return KindProposal(K.MINISTRY, f"{full}: {body.ground}.", SURE)
    certainty = SURE if body.kind in (K.STATE_COMPANY, K.REGION_COMPANY) else LIKELY
    return KindProposal(body.kind, f"{full}: {body.ground}.", certainty)


def _is_local_office(name: Name, rest: str) -> bool:
    if name.begins("kantor|perwakilan|balai|stasiun|bnnk|bnnp"):
        return True
    return " perwakilan " in f"{rest} " or places.region_in(name.written) is not None


def state_company_within(name: Name) -> str:
    """The state company whose name stands in another name; empty when none does."""
    found = _state_companies().search(name.key)
    if found is None:
        return ""
    return next((body.name for phrase, body in phrases_of_bodies() if phrase == found[0]), "")


@cache
def _state_companies() -> re.Pattern[str]:
    phrases = (
        phrase
        for phrase, body in phrases_of_bodies()
        if body.kind == K.STATE_COMPANY and phrase not in RISKY
    )
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")
