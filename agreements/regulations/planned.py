"""The yearly mapping (pemetaan) and the list of planned cooperations that a Keputusan fixes: what
may be proposed for it, and by which article.
"""

from dataclasses import dataclass

from agreements.regulations.citations import Citation, p22, pp28

# The mapping of KSDD and KSDPK is drawn up by the TKKSD; a yearly list fixed by Keputusan is asked
# for KSDPK (Pasal 25), a list of programmes and activities a year for a KSDD that is wajib (Pasal
# 5). See docs/regulation-notes.md.
DRAWN_UP = p22("46 ayat (2) huruf b")
LIST_OF_YEAR = p22("25 ayat (2)")
LIST_OF_PROGRAMMES = p22("5 ayat (3)")
COORDINATED = p22("5 ayat (2)")
GEOMETRY = p22("3 ayat (2)")
MAPPING_LAW = (p22("5"), p22("25"), pp28("5"), pp28("17"))


@dataclass(frozen=True)
class PlannedKind:
    """A kind of cooperation that may be planned: by which article, none where the texts know no
    such list, and on which tracks its proposal may go, the usual one first.
    """

    code: str
    text: str
    citation: Citation | None
    tracks: tuple[str, ...]

    @property
    def is_obligatory(self) -> bool:
        """Whether the regions border on each other and must cooperate."""
        return self.code == WAJIB


WAJIB = "ksdd-wajib"
KINDS = (
    PlannedKind(WAJIB, "KSDD wajib", LIST_OF_PROGRAMMES, ("ksdd-wajib", "ksdd-masuk-wajib")),
    PlannedKind("ksdd-sukarela", "KSDD sukarela", DRAWN_UP, ("ksdd-sukarela", "ksdd-masuk")),
    PlannedKind("ksdpk", "KSDPK", LIST_OF_YEAR, ("ksdpk-daerah", "ksdpk-pihak-ketiga")),
    PlannedKind("sinergi", "Sinergi dengan Pemerintah", None, ("sinergi", "sinergi-masuk")),
    PlannedKind("ksdpl", "Pemerintah daerah di luar negeri", None, ("ksdpl-daerah", "ksdpl-mitra")),
    PlannedKind(
        "ksdll",
        "Lembaga di luar negeri",
        None,
        ("ksdll-daerah", "ksdll-mitra", "ksdll-penerusan", "ksdll-nirlaba"),
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}
CHOICES = [(kind.code, kind.text) for kind in KINDS]
PRIORITIES = (("1", "Tinggi"), ("2", "Sedang"), ("3", "Rendah"))
# The tracks on which a proposal may say where its object stands in the list.
TRACKS = frozenset(track for kind in KINDS for track in kind.tracks)
# The uploads that the Keputusan of the list meets.
MET_BY_LIST = frozenset({"daftar_rencana", "daftar_program"})
# The record of a case that the coordination of its year answers already.
HEARD = "koordinasi_perencanaan"


def kinds_of_track(track_code: str) -> list[str]:
    """The kinds whose items may be proposed on that track."""
    return [kind.code for kind in KINDS if track_code in kind.tracks]
