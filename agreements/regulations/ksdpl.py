"""KSDPL: with local governments abroad. Permendagri 25/2020 Pasal 5, 6 and 9 to 26, PP 28/2018
Pasal 24 and 28 to 33.
"""

from dataclasses import replace

from agreements.regulations.citations import p25, pp28
from agreements.regulations.concluding_abroad import NASKAH, ROAD
from agreements.regulations.conditions_abroad import INTENT_LAPSED, KSDPL_CONDITIONS, REPORT_MISSING
from agreements.regulations.preparing_abroad import initiative_stage, offer_from_abroad
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.versions import THIRD
from agreements.regulations.vocabulary import Track

DAERAH = Track(
    "ksdpl-daerah",
    THIRD,
    "KSDPL prakarsa daerah",
    (p25("6"), p25("9"), pp28("24")),
    (initiative_stage(KSDPL_CONDITIONS, pp28("28 ayat (1)")), *ROAD),
    NASKAH,
    ("pemda-ln",),
    warnings=(INTENT_LAPSED, REPORT_MISSING),
)
MITRA = replace(
    DAERAH,
    code="ksdpl-mitra",
    title="KSDPL prakarsa pemerintah daerah di luar negeri",
    stages=(
        initiative_stage(
            KSDPL_CONDITIONS,
            pp28("28 ayat (1)"),
            *offer_from_abroad(
                pp28("28 ayat (1)"),
                "pemerintah daerah di luar negeri",
                RecordOutcome.DIRECTLY,
                RecordOutcome.BY_HOME_MINISTER,
                RecordOutcome.BY_FOREIGN_MINISTER,
            ),
        ),
        *ROAD,
    ),
)
