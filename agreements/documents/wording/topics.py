"""What Pasal are about that no law lists for a naskah: topics with a wording of ours.

They are offered beside the clauses of the office's library. Our practice, without an article.
"""

import tomllib
from pathlib import Path
from typing import NamedTuple

from agreements.documents.text.indonesian import join_names
from agreements.documents.wording.naskah_facts import (
    call_of_region,
    calls_of_partners,
    name_of_naskah,
)
from agreements.models import Agreement

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


def topic_text(topic: str, agreement: Agreement, kind: str) -> str:
    """The Indonesian text of a topic as this naskah says it; empty for what is no topic."""
    if topic not in TOPICS:
        return ""
    return TOPICS[topic].text.format(
        naskah=name_of_naskah(kind, is_contract=agreement.judul_kontrak),
        kami=call_of_region(agreement),
        mitra=join_names(calls_of_partners(agreement)),
    )
