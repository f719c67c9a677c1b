"""KSDLL to which the Government consents: with institutions abroad. Permendagri 25/2020 Pasal 7 and
9 to 26, PP 28/2018 Pasal 25.
"""

from dataclasses import replace

from agreements.regulations.citations import p25, pp28
from agreements.regulations.concluding_abroad import NASKAH, ROAD
from agreements.regulations.conditions_abroad import (
    CONDITIONS,
    INTENT_LAPSED,
    REPORT_MISSING,
)
from agreements.regulations.preparing_abroad import (
    initiative_stage,
    offer_from_abroad,
)
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.versions import THIRD
from agreements.regulations.vocabulary import Track

DAERAH = Track(
    "ksdll-daerah",
    THIRD,
    "KSDLL berdasarkan persetujuan Pemerintah, prakarsa daerah",
    (p25("7"), p25("9"), pp28("25")),
    (initiative_stage(CONDITIONS, pp28("28 ayat (2)")), *ROAD),
    NASKAH,
    ("lembaga-ln",),
    warnings=(INTENT_LAPSED, REPORT_MISSING),
)

MITRA = replace(
    DAERAH,
    code="ksdll-mitra",
    title="KSDLL berdasarkan persetujuan Pemerintah, prakarsa luar negeri",
    stages=(
        initiative_stage(
            CONDITIONS,
            pp28("28 ayat (2)"),
            *offer_from_abroad(
                pp28("28 ayat (2)"),
                "lembaga di luar negeri",
                RecordOutcome.BY_HOME_MINISTER,
                RecordOutcome.BY_FOREIGN_MINISTER,
            ),
        ),
        *ROAD,
    ),
)
