"""For how long the law lets a naskah run, from its signing and by each extension."""

from collections.abc import Iterator
from dataclasses import dataclass

from agreements.regulations.citations import Citation, p22, p25, pp28
from agreements.regulations.vocabulary import Family, Track

# The naskah that only declares an intent: its signing starts no agreement.
INTENT = "pernyataan_kehendak"
# What a cooperation with a third party brings: money to the kas daerah, goods booked as assets.
RESULT_OF_REGION = pp28("20")


@dataclass(frozen=True)
class Longest:
    """The most months that a naskah may run, and the article that says so."""

    months: int
    citation: Citation

    def why_not(self, months: int) -> str:
        """Why a term of so many months is refused; empty when it is within the law."""
        if months <= self.months:
            return ""
        return f"paling lama {self.months} bulan menurut {self.citation}, terisi {months} bulan."


# That each extension has the same cap is our reading (docs/regulation-notes.md).
LONGEST: dict[tuple[Family, str], Longest] = {
    (Family.KSDD, "kesepakatan_bersama"): Longest(60, p22("9 ayat (3)")),
    (Family.KSDPK, "kesepakatan_bersama"): Longest(60, p22("32 ayat (3)")),
    (Family.KSDPL, "naskah_kerja_sama"): Longest(60, p25("32 ayat (1)")),
    (Family.KSDLL, "naskah_kerja_sama"): Longest(60, p25("32 ayat (1)")),
    (Family.KSDLL, "rencana_tahunan"): Longest(60, p25("32 ayat (1)")),
    (Family.KSDPL, INTENT): Longest(12, p25("13 ayat (3)")),
    (Family.KSDLL, INTENT): Longest(12, p25("13 ayat (3)")),
}


def longest_of(family: Family, naskah: str) -> Longest | None:
    """None where the law sets no limit."""
    return LONGEST.get((family, naskah))


# Which field states the term of a naskah; every other kind runs for `jangka_waktu_bulan`.
TERM_FIELDS = {"perjanjian_kerja_sama": "pks_bulan", INTENT: "loi_bulan"}


def term_field_of(naskah: str) -> str:
    """The field of a case in which the term of a naskah of that kind is typed."""
    return TERM_FIELDS.get(naskah, "jangka_waktu_bulan")


def limits_of_term_field(track: Track, field: str) -> Iterator[tuple[str, Longest]]:
    """What the law sets for each naskah of the track whose term is typed in that field."""
    for kind in track.signings:
        limit = longest_of(track.family, kind)
        if limit and term_field_of(kind) == field:
            yield kind, limit


def result_article_of(track: Track) -> Citation | None:
    """By which article what a cooperation brings goes to the kas daerah or is booked as an asset;
    None where no text speaks of it.
    """
    return RESULT_OF_REGION if track.is_with_third_party and not track.changes else None
