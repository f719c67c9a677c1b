"""What happens around a Kerja Sama Wajib besides its own road: pembinaan up to the takeover, aid,
and the Sekretariat Kerja Sama. Permendagri 22/2020 Pasal 22 to 24, 50 and 51; PP 28/2018 Pasal 7,
11 and 12.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from agreements.regulations.citations import Citation, p22, pp28
from agreements.regulations.vocabulary import Actor

GOVERNOR = "Gubernur sebagai Wakil Pemerintah Pusat"
MINISTER = "Menteri Dalam Negeri"
COST = "Biaya pelaksanaannya diperhitungkan dari APBD daerah yang bersangkutan."
COST_BY = pp28("11 ayat (3)")
FEWEST_REGIONS, FEWEST_MONTHS = 3, 60


class Group(StrEnum):
    """What an act belongs to; the value is its heading."""

    SUPERVISION = "Pembinaan sampai pengambilalihan"
    AID = "Bantuan pendanaan"
    SECRETARIAT = "Sekretariat Kerja Sama"


class Standing(StrEnum):
    """How a Kerja Sama Wajib stands towards those who supervise it."""

    NONE = ""
    SUPERVISED = "dibina"
    TAKEN_OVER = "diambil alih"


@dataclass(frozen=True)
class WajibAct:
    """Something that others or the region do about a Kerja Sama Wajib: who does it, by which
    article, what must be there before it by which article, and where it leads. `within` says that
    it belongs to regions of one province, or of several; None to both. `recorder` may record it
    beside the Bagian. Without an article it is a norm of the office.
    """

    code: str
    title: str
    group: Group
    who: str
    citation: Citation | None
    within: bool | None = None
    after: tuple[str, ...] = ()
    after_by: Citation | None = None
    leads_to: Standing | None = None
    recorder: Actor | None = None
    asks_amount: bool = False
    asks_effect: bool = False
    hint: str = ""

    @property
    def within_a_sentence(self) -> str:
        """Its title as it stands within a sentence."""
        return f"{self.title[:1].lower()}{self.title[1:]}"


def _supervision(who: str, by: Citation, *, within: bool) -> tuple[WajibAct, ...]:
    """Pembinaan, pengawasan dan evaluasi of those who supervise."""
    whose = "gubernur" if within else "menteri"
    names = ("Pembinaan", "Pengawasan", "Evaluasi")
    return tuple(
        WajibAct(
            f"{name.lower()}-{whose}",
            f"{name} oleh {'Gubernur' if within else 'Menteri'}",
            Group.SUPERVISION,
            who,
            by,
            within,
            leads_to=Standing.SUPERVISED,
            recorder=Actor.OPD,
        )
        for name in names
    )


BY_GOVERNOR = _supervision(GOVERNOR, p22("22 ayat (1)"), within=True)
BY_MINISTER = _supervision(MINISTER, p22("23 ayat (1)"), within=False)
CONSENT_ASKED = WajibAct(
    "permohonan-persetujuan",
    "Permohonan persetujuan pengambilalihan kepada Menteri atau pimpinan lembaga terkait",
    Group.SUPERVISION,
    GOVERNOR,
    p22("22 ayat (2)"),
    within=True,
    after=tuple(act.code for act in BY_GOVERNOR),
    after_by=p22("22 ayat (2)"),
    leads_to=Standing.SUPERVISED,
)
CONSENT = WajibAct(
    "persetujuan",
    "Persetujuan pengambilalihan",
    Group.SUPERVISION,
    "Menteri atau pimpinan lembaga pemerintah nonkementerian terkait",
    p22("22 ayat (3)"),
    within=True,
    after=(CONSENT_ASKED.code,),
    after_by=p22("22 ayat (2)"),
    leads_to=Standing.SUPERVISED,
)
TAKEOVER = WajibAct(
    "pelimpahan",
    "Pelaksanaan dilimpahkan kepada perangkat daerah provinsi",
    Group.SUPERVISION,
    GOVERNOR,
    p22("22 ayat (3)"),
    within=True,
    after=(CONSENT.code,),
    after_by=p22("22 ayat (3)"),
    leads_to=Standing.TAKEN_OVER,
    asks_effect=True,
    hint="Sebutkan perangkat daerah provinsi yang melaksanakan dan urusan yang dilimpahkan.",
)
COORDINATION = WajibAct(
    "koordinasi-pengambilalihan",
    "Menteri berkoordinasi dengan kementerian/lembaga teknis untuk pengambilalihan",
    Group.SUPERVISION,
    MINISTER,
    p22("23 ayat (3)"),
    within=False,
    after=tuple(act.code for act in BY_MINISTER),
    after_by=p22("23 ayat (3)"),
    leads_to=Standing.SUPERVISED,
)
TAKEOVER_BY_CENTRE = WajibAct(
    "pengambilalihan",
    "Pelaksanaan diambil alih Pemerintah Pusat",
    Group.SUPERVISION,
    "Kementerian/lembaga teknis terkait",
    p22("23 ayat (3)"),
    within=False,
    after=(COORDINATION.code,),
    after_by=p22("23 ayat (3)"),
    leads_to=Standing.TAKEN_OVER,
    asks_effect=True,
    hint="Sebutkan kementerian/lembaga yang melaksanakan dan urusan yang diambil alih.",
)
RESUMED = WajibAct(
    "dilaksanakan-kembali",
    "Kerja sama dilaksanakan daerah",
    Group.SUPERVISION,
    "Daerah",
    None,
    leads_to=Standing.NONE,
    recorder=Actor.OPD,
    hint="Sesudah dibina atau diambil alih, daerah melaksanakannya (kembali).",
)
AID_OF_CENTRE = WajibAct(
    "bantuan-pusat",
    "Bantuan dana dari kementerian/lembaga (APBN)",
    Group.AID,
    "Kementerian/lembaga pemberi bantuan",
    p22("24 ayat (1)"),
    recorder=Actor.OPD,
    asks_amount=True,
    hint="Menurut kemampuan keuangan negara; tata caranya menurut peraturan perundang-undangan.",
)
AID_RECEIVED = WajibAct(
    "bantuan-daerah-lain",
    "Bantuan pendanaan dari daerah lain (APBD)",
    Group.AID,
    "Pemerintah daerah pemberi bantuan",
    p22("24 ayat (2)"),
    recorder=Actor.OPD,
    asks_amount=True,
)
AID_GIVEN = WajibAct(
    "bantuan-kepada-daerah",
    "Bantuan pendanaan kita kepada daerah lain (APBD)",
    Group.AID,
    "Perangkat daerah yang menganggarkan",
    p22("24 ayat (2)"),
    recorder=Actor.OPD,
    asks_amount=True,
    hint="Dianggarkan pada perangkat daerah menurut urusan yang dikerjasamakan.",
)
SECRETARIAT = WajibAct(
    "sekretariat",
    "Sekretariat Kerja Sama dibentuk",
    Group.SECRETARIAT,
    "Kepala daerah yang bekerja sama",
    p22("50 ayat (4)"),
    asks_effect=True,
    hint=(
        "Dengan Kesepakatan Bersama para kepala daerah, untuk Kerja Sama Wajib yang terus-menerus,"
        " kompleks, dan paling singkat 5 tahun. Sebutkan nama, kedudukan, dan pendanaannya (hibah"
        " APBD tiap daerah)."
    ),
)
SECRETARIAT_REPORT = WajibAct(
    "laporan-sekretariat",
    "Sekretariat Kerja Sama melaporkan tugasnya kepada kepala daerah masing-masing",
    Group.SECRETARIAT,
    "Sekretariat Kerja Sama",
    p22("51 ayat (1) huruf c"),
    after=(SECRETARIAT.code,),
    after_by=p22("50 ayat (4)"),
    recorder=Actor.OPD,
)
SECRETARIAT_ENDED = WajibAct(
    "sekretariat-berakhir",
    "Sekretariat Kerja Sama berakhir",
    Group.SECRETARIAT,
    "Kepala daerah yang bekerja sama",
    None,
    after=(SECRETARIAT.code,),
    after_by=p22("50 ayat (4)"),
)
# In the order in which they are offered.
ACTS = (
    *BY_GOVERNOR,
    CONSENT_ASKED,
    CONSENT,
    TAKEOVER,
    *BY_MINISTER,
    COORDINATION,
    TAKEOVER_BY_CENTRE,
    RESUMED,
    AID_OF_CENTRE,
    AID_RECEIVED,
    AID_GIVEN,
    SECRETARIAT,
    SECRETARIAT_REPORT,
    SECRETARIAT_ENDED,
)
BY_CODE = {act.code: act for act in ACTS}
# What opens a round anew: what came before it counts no more for what needs something before.
ENDS_A_ROUND = {Group.SUPERVISION: RESUMED.code, Group.SECRETARIAT: SECRETARIAT_ENDED.code}
# The conditions of a Sekretariat Kerja Sama.
CONTINUOUS = p22("50 ayat (2) huruf a")
COMPLEX = p22("50 ayat (2) huruf b")
LONG = p22("50 ayat (2) huruf c")


def acts_open_to(*, one_province: bool | None) -> list[WajibAct]:
    """The acts that may happen: between regions of one province the Gubernur supervises (Pasal 22),
    else the Menteri (Pasal 23). All where nobody said which it is.
    """
    return [
        act
        for act in ACTS
        if act.within is None or one_province is None or act.within is one_province
    ]


def codes_of_round(codes: Iterable[str], group: Group) -> list[str]:
    """What happened in this group since its last end, in its order."""
    found: list[str] = []
    for code in codes:
        if BY_CODE[code].group is group:
            found = [] if code == ENDS_A_ROUND.get(group) else [*found, code]
    return found


def lacking_before(act: WajibAct, codes: Collection[str]) -> list[WajibAct]:
    """What must have happened before this act and has not, `codes` being what did, in its order."""
    there = codes_of_round(codes, act.group)
    return [BY_CODE[code] for code in act.after if code not in there]


def standing_after(codes: Iterable[str]) -> Standing:
    """How it stands after these acts, in their order."""
    standing = Standing.NONE
    for code in codes:
        led = BY_CODE[code].leads_to
        standing = standing if led is None else led
    return standing


def secretariat_doubts(*, regions: int, months: int | None) -> list[str]:
    """Where what is known of a case speaks against a Sekretariat Kerja Sama (Pasal 50 ayat (2))."""
    doubts = []
    if regions < FEWEST_REGIONS:
        doubts.append(
            f"Kerja sama ini antara {regions} daerah. Apakah objeknya lebih dari 2? ({COMPLEX})"
        )
    if months is not None and months < FEWEST_MONTHS:
        doubts.append(
            f"Jangka waktunya {months} bulan, padahal paling singkat 5 tahun ({LONG}). Apakah"
            " Sekretariat Kerja Sama sudah dibentuk?"
        )
    return doubts
