"""The register of regulations: what each cited article says, in one sentence of our own. It never
replaces the text of the law.
"""

from collections.abc import Iterator

from agreements.regulations.citations import Citation
from agreements.regulations.vocabulary import Stage, Track

from . import p22, p25, statutes

TITLES: dict[str, str] = {
    "UU23": "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
    "PP28": "Peraturan Pemerintah Nomor 28 Tahun 2018 tentang Kerja Sama Daerah",
    "P22": (
        "Peraturan Menteri Dalam Negeri Nomor 22 Tahun 2020 tentang Tata Cara Kerja Sama Daerah"
        " dengan Daerah Lain dan Kerja Sama Daerah dengan Pihak Ketiga"
    ),
    "P25": (
        "Peraturan Menteri Dalam Negeri Nomor 25 Tahun 2020 tentang Tata Cara Kerja Sama Daerah"
        " dengan Pemerintah Daerah di Luar Negeri dan Kerja Sama Daerah dengan Lembaga di Luar"
        " Negeri"
    ),
    "UU24": "Undang-Undang Nomor 24 Tahun 2000 tentang Perjanjian Internasional",
    "UU09": (
        "Undang-Undang Nomor 24 Tahun 2009 tentang Bendera, Bahasa, dan Lambang Negara, serta Lagu"
        " Kebangsaan"
    ),
    "PS63": "Peraturan Presiden Nomor 63 Tahun 2019 tentang Penggunaan Bahasa Indonesia",
}
_BY_REGULATION = {
    "UU23": statutes.UU23,
    "PP28": statutes.PP28,
    "P22": p22.SAYS,
    "P25": p25.SAYS,
    "UU09": statutes.UU09,
    "PS63": statutes.PS63,
}
ENTRIES: dict[tuple[str, str], str] = {
    (regulation, f"Pasal {place}"): text
    for regulation, texts in _BY_REGULATION.items()
    for place, text in texts.items()
} | {("UU24", ""): statutes.UU24}


def text_of_citation(citation: Citation) -> str:
    """What the cited place says. Raises KeyError when the register does not know it."""
    return ENTRIES[citation.regulation, citation.article]


def citations_of_track(track: Track) -> Iterator[Citation]:
    """Every citation of the track, in its order; one cited twice comes twice."""
    yield from track.basis
    yield from (warning.citation for warning in track.warnings if warning.citation)
    for stage in track.stages:
        yield from (citation for citation in _cited_in(stage) if citation)


def _cited_in(stage: Stage) -> Iterator[Citation | None]:
    """What stands behind each part of a stage; None where that is a norm of the office."""
    yield from stage.citations
    if stage.condition:
        yield stage.condition.citation
    for term in stage.terms:
        yield from (term.citation, term.deemed_by)
    for need in stage.requirements:
        yield need.citation
        if need.condition:
            yield need.condition.citation
