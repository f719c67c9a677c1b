"""What a requirement asks somebody to do, as the order that a task list gives: derived from its
kind, its verb and its stage.
"""

import re
from collections.abc import Sequence

from agreements.regulations.vocabulary import Actor, Requirement, RequirementKind, Stage, Track

PROPOSAL = "usulan"
# Verbs of approvals whose object follows from what they are given for; the others name theirs here.
WHOLE = {"Ajukan": "Ajukan usulan", "Nyatakan lengkap": "Verifikasi kelengkapan usulan"}
SAID = {"Beri rekomendasi": "Rekomendasikan"}
# What an approval says once it is given, by its verb.
VERDICTS = {
    "Nyatakan lengkap": "dinyatakan lengkap",
    "Paraf": "dibubuhkan",
    "Beri rekomendasi": "diberikan",
}
SHORT = {"Kerangka Acuan Kerja": "KAK"}
# What a fact says once it is given; as an order it is the thing alone.
GIVEN = re.compile(r"( diisi dalam .*| diisi| dipilih| disebut| berlaku)$")


def act_of(need: Requirement, stage: Stage, track: Track, by: Actor | None = None) -> str:
    """The order to meet one requirement, for its recorder or for the `by` whose act it is: "Setujui
    usulan", "Buat KAK".
    """
    return _ACTS[need.kind](need, stage, track, by)


def verdict_of(need: Requirement) -> str:
    """What an approval says once it is given; of any other requirement nothing."""
    if need.kind is not RequirementKind.APPROVAL:
        return ""
    if need.verb in VERDICTS:
        return VERDICTS[need.verb]
    return "diberikan" if need.text.startswith("Persetujuan") else "disetujui"


def acts_of(
    needs: Sequence[Requirement], stage: Stage, track: Track, by: Actor | None = None
) -> list[str]:
    """The orders for all that is open to somebody, facts of one form as one."""
    orders = []
    facts = [need for need in needs if need.kind is RequirementKind.FACT]
    if facts:
        orders.append(_fill_in(facts, stage, track))
    for need in needs:
        if need.kind is not RequirementKind.FACT:
            orders.append(act_of(need, stage, track, by))
    return list(dict.fromkeys(orders))


def name_completion_task(stage: Stage, track: Track) -> str:
    """The order to whoever has a new proposal before them with more than one thing to do."""
    return f"Lengkapi {_object(stage, track)}"


def name_correction_task(stage: Stage, track: Track) -> str:
    """The order to whom a case was sent back."""
    return f"Perbaiki {_object(stage, track)}"


def _object(stage: Stage, track: Track) -> str:
    """What is judged in a stage: the proposal, or the naskah that is drafted."""
    drafted = [need.text for need in stage.requirements if need.draft]
    if not drafted or _prepares(stage, track):
        return PROPOSAL
    return _lower(drafted[0])


def _prepares(stage: Stage, track: Track) -> bool:
    return track.position(stage.code) <= track.preparation_ends


def _fill_in(facts: Sequence[Requirement], stage: Stage, track: Track) -> str:
    if len(facts) == 1:
        return act_of(facts[0], stage, track)
    return "Lengkapi usulan" if _prepares(stage, track) else "Lengkapi isian"


def _fact(need: Requirement, stage: Stage, track: Track, by: Actor | None) -> str:
    return f"Isi {_lower(GIVEN.sub('', need.text))}"


def _document(need: Requirement, stage: Stage, track: Track, by: Actor | None) -> str:
    return f"Buat {_lower(SHORT.get(need.text, need.text))}"


def _upload(need: Requirement, stage: Stage, track: Track, by: Actor | None) -> str:
    return f"Unggah {_lower(need.text)}"


def _record(need: Requirement, stage: Stage, track: Track, by: Actor | None) -> str:
    """Who signs is told to sign; whoever only keeps the record, to write it down."""
    if need.signs and by is need.actor and not need.actor.is_outside:
        return need.text.replace("Penandatanganan", "Tanda tangani", 1)
    return f"Catat {_lower(need.text)}"


def _approval(need: Requirement, stage: Stage, track: Track, by: Actor | None) -> str:
    if need.verb in WHOLE:
        return WHOLE[need.verb]
    return f"{SAID.get(need.verb, need.verb) or 'Setujui'} {_judged(need, stage, track)}"


def _judged(need: Requirement, stage: Stage, track: Track) -> str:
    """The paper before an approval; in the preparation, the proposal as a whole."""
    if _prepares(stage, track):
        return PROPOSAL
    by_code = {other.code: other for other in stage.requirements}
    ahead = list(need.after)
    while ahead:
        before = by_code[ahead.pop(0)]
        if before.kind is RequirementKind.DOCUMENT:
            return _lower(before.text)
        ahead += before.after
    return PROPOSAL


def _lower(text: str) -> str:
    """Inside a sentence; names and abbreviations stay as they are."""
    first, _, rest = text.partition(" ")
    if first[:2].isupper() or first in NAMES:
        return text
    if rest[:1].isupper() and first not in COMMON:
        return text
    return text[0].lower() + text[1:]


NAMES = frozenset({"Indonesia"})
# Words that are no part of the name that follows them.
COMMON = frozenset(
    {
        "Rancangan",
        "Pindaian",
        "Penandatanganan",
        "Persetujuan",
        "Hasil",
        "Laporan",
        "Verifikasi",
        "Tanggapan",
        "Salinan",
        "Pertimbangan",
        "Telaah",
        "Penunjukan",
        "Pembahasan",
        "Usulan",
        "Perpanjangan",
        "Amandemen",
    }
)

_ACTS = {
    RequirementKind.FACT: _fact,
    RequirementKind.DOCUMENT: _document,
    RequirementKind.UPLOAD: _upload,
    RequirementKind.RECORD: _record,
    RequirementKind.APPROVAL: _approval,
}
