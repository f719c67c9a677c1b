"""An object that the plans of the region do not name yet, and the grounds on which it may be one
all the same (PP 28/2018 Pasal 4 ayat (3) and 16 ayat (3)).
"""

from agreements.regulations.citations import Citation, p22, pp28
from agreements.regulations.fragments import require_fact
from agreements.regulations.vocabulary import Condition, Requirement, Track

GROUNDS = (
    ("darurat", "Mengatasi kondisi darurat"),
    ("strategis", "Mendukung pelaksanaan program strategis nasional"),
    ("pembantuan", "Melaksanakan penugasan berdasarkan asas tugas pembantuan"),
)
WITH_REGIONS, WITH_THIRD_PARTIES = pp28("4 ayat (3)"), pp28("16 ayat (3)")


# What the Keputusan of the yearly list is asked for; see open_questions.LIST_OUTSIDE_PLAN.
IN_THE_LIST = Condition(
    "perlu_daftar",
    "Objek dalam perencanaan pembangunan daerah, atau daftar diminta bagi setiap objek",
    p22("25 ayat (2)"),
)


def plan_facts(
    plan: Citation, outside: Citation, text: str = "Program RPJMD/Renstra/RKPD disebut"
) -> tuple[Requirement, ...]:
    """The programme, or the ground on which there is none, explained."""
    return (
        require_fact("isi_program", f"{text}, atau dasar di luar rencana dipilih", "program", plan),
        require_fact(
            "isi_luar_rencana",
            "Dasar objek di luar perencanaan pembangunan daerah dijelaskan",
            "penjelasan_luar_rencana",
            outside,
            condition=Condition(
                "luar_rencana",
                "Objek belum tercantum dalam perencanaan pembangunan daerah",
                outside,
            ),
        ),
    )


def say_ground(track: Track, ground: str) -> str:
    """ "Belum tercantum dalam perencanaan; mengatasi kondisi darurat (PP 28/2018 Pasal 4 ayat
    (3))".
    """
    article = WITH_THIRD_PARTIES if track.is_with_third_party else WITH_REGIONS
    text = dict(GROUNDS)[ground]
    return f"Belum tercantum dalam perencanaan; {text[0].lower()}{text[1:]} ({article})"
