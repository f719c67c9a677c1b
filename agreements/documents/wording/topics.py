"""What Pasal are about that no law lists for a naskah: topics with a wording of ours.

They are offered beside the clauses of the office's library. Our practice, without an article.
"""

import tomllib
from pathlib import Path
from typing import NamedTuple

from agreements.documents.kinds import KINDS
from agreements.documents.text.indonesian import join_names
from agreements.documents.wording.naskah_facts import (
    call_of_region,
    calls_of_partners,
    name_of_naskah,
)
from agreements.documents.wording.parties_abroad import sides_of
from agreements.models import Agreement
from agreements.naskah.blocks import ENGLISH, INDONESIAN

DATA = Path(__file__).with_suffix(".toml")


class Topic(NamedTuple):
    """A topic: title and text of its Pasal in Indonesian and English."""

    title: str
    title_en: str
    text: str
    text_en: str


TOPICS = {
    code: Topic(row["title"], row["title_en"], row["text"].strip(), row["text_en"].strip())
    for code, row in tomllib.loads(DATA.read_text(encoding="utf-8")).items()
}


def topic_text(topic: str, agreement: Agreement, kind: str, language: str = INDONESIAN) -> str:
    """The text of a topic as this naskah says it; empty for what is no topic, and in a third
    language.
    """
    if topic not in TOPICS or language not in (INDONESIAN, ENGLISH):
        return ""
    if language == ENGLISH:
        return TOPICS[topic].text_en
    if KINDS[kind].is_bilingual:
        return _told_abroad(TOPICS[topic].text, agreement, kind)
    return TOPICS[topic].text.format(
        naskah=name_of_naskah(kind, is_contract=agreement.judul_kontrak),
        kami=call_of_region(agreement),
        mitra=join_names(calls_of_partners(agreement)),
    )


def _told_abroad(text: str, agreement: Agreement, kind: str) -> str:
    """A naskah abroad names its parties, and calls them "Para Pihak"."""
    ours, *theirs = sides_of(agreement, kind=kind)
    called = text.replace("PARA PIHAK", "Para Pihak").replace("PIHAK", "Pihak")
    return called.format(
        naskah=KINDS[KINDS[kind].base].own_name,
        kami=ours.name,
        mitra=join_names([side.name for side in theirs]),
    )
