"""Papers that no stage waits for: people order them when they need them, and they hold nothing up."""  # noqa: E501

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from agreements.documents import needs, rendering, repeating
from agreements.documents.pages import checklist
from agreements.documents.pages.paper_context import was_offered
from agreements.models import Agreement, Document, DocumentState, State
from agreements.models.event import LogAction
from agreements.regulations.duties import TIERED, duties_of
from agreements.regulations.vocabulary import Citation, Family, p22, p25
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User

from .kinds import KINDS
from .repeating import Wish


@dataclass(frozen=True)
class Supporting:
    """One such paper: when it has a place, and what it asks besides. Without a basis it is local
    practice.

    One that `outlives` the road tells of a signed naskah, as long as reports and disputes about
    it may come.
    """

    kind: str
    purpose: str
    opens: Callable[[Agreement], bool]
    basis: Citation | None = None
    asks: tuple[str, ...] = ()
    takes: Callable[[Agreement], dict] = lambda agreement: {}
    of_meeting: bool = False
    outlives: bool = False

    @property
    def title(self) -> str:
        return KINDS[self.kind].title

    @property
    def roles(self) -> tuple[Role, ...]:
        """Who orders it."""
        return rendering.ordered_by(self.kind)


def _is_proposed(agreement: Agreement) -> bool:
    return agreement.track.position(agreement.stage_code) <= agreement.track.preparation_ends


def _is_ours(agreement: Agreement) -> bool:
    """Whether we propose it; what came from outside nobody proposes to the Sekretaris Daerah."""
    return _is_proposed(agreement) and not was_offered(agreement)


def _is_signed(agreement: Agreement) -> bool:
    return agreement.effective_on is not None


def _reports_upwards(agreement: Agreement) -> bool:
    return _is_signed(agreement) and any(
        duty.code in TIERED for duty in duties_of(agreement.track_code)
    )


def _in_family(family: Family, then: Callable[[Agreement], bool]) -> Callable[[Agreement], bool]:
    return lambda agreement: agreement.track.family is family and then(agreement)


def _on_track(code: str, then: Callable[[Agreement], bool]) -> Callable[[Agreement], bool]:
    return lambda agreement: agreement.track_code == code and then(agreement)


PAPERS: tuple[Supporting, ...] = (
    Supporting(
        "surat_usulan",
        "Usulan kepala OPD kepada Sekretaris Daerah, dengan petugas penghubung.",
        _is_ours,
        asks=("penghubung",),
    ),
    Supporting(
        "studi_kelayakan",
        "Dicetak dari isi usulan, lalu diunggah bertanda tangan.",
        _on_track("ksdpk-daerah", _is_proposed),
        p22("27"),
        ("dasar_hukum", "kesimpulan", "rekomendasi"),
    ),
    Supporting(
        "ba_pemetaan",
        "Hasil pembahasan pemetaan, untuk ditandatangani kepala daerah.",
        _on_track("ksdd-wajib", _is_proposed),
        p22("5 ayat (6)"),
        ("program_pemetaan",),
    ),
    Supporting(
        "tanda_terima",
        "Berkas yang diserahkan OPD sampai hari ini.",
        lambda a: True,
        asks=("penyerah",),
        takes=checklist.handed_in,
    ),
    Supporting(
        "lembar_verifikasi",
        "Kelengkapan dan kesesuaian usulan, syarat demi syarat.",
        lambda a: True,
        takes=checklist.checklist_of_proposal,
    ),
    Supporting(
        "lembar_paraf",
        "Menyertai rancangan atau surat selama beredar di dalam.",
        lambda a: True,
        asks=("naskah",),
    ),
    Supporting("undangan_rapat", "", lambda a: a.track.meets, of_meeting=True),
    Supporting("daftar_hadir", "", lambda a: a.track.meets, of_meeting=True),
    Supporting("ba_rapat", "", lambda a: a.track.meets, of_meeting=True),
    Supporting(
        "nota_rekomendasi",
        "Ketua TKKSD menyampaikan naskah kepada kepala daerah untuk ditandatangani.",
        lambda a: bool(checklist.recommended_naskah_kinds(a)),
        p22("46 ayat (2) huruf g"),
        takes=checklist.of_signing,
    ),
    Supporting(
        "penyampaian_nk",
        "Nota Kesepakatan dan rencana kerja yang sudah ditandatangani, sebagai laporan.",
        _in_family(Family.SINERGI, _is_signed),
        p22("57 ayat (3)"),
        outlives=True,
    ),
    Supporting(
        "pengantar_laporan",
        "Meneruskan laporan yang sudah diterima secara berjenjang.",
        _reports_upwards,
        asks=("laporan",),
        outlives=True,
    ),
    Supporting(
        "ba_perselisihan",
        "Hasil musyawarah dan mufakat para daerah.",
        _in_family(Family.KSDD, _is_signed),
        p22("18 ayat (3)"),
        ("perselisihan", "penyelesaian"),
        outlives=True,
    ),
    Supporting(
        "salinan_loi",
        "Pernyataan Kehendak yang sudah ditandatangani.",
        lambda a: a.loi_until is not None,
        p25("14 ayat (5)"),
    ),
)
BY_KIND = {paper.kind: paper for paper in PAPERS}
OF_CASE = tuple(paper for paper in PAPERS if not paper.of_meeting)
OF_MEETING = tuple(paper for paper in PAPERS if paper.of_meeting)


def is_paper_open(paper: Supporting, agreement: Agreement) -> bool:
    """Whether the paper has a place in the case now."""
    is_alive = agreement.state == State.RUNNING or agreement.state == State.DONE and paper.outlives
    return is_alive and paper.opens(agreement)


def may_order_supporting_paper(user: User, paper: Supporting, agreement: Agreement) -> bool:
    return policy.may_act_as_any(user, paper.roles, agreement)


@make_undoable()
def order_supporting_paper(
    agreement_id: int,
    user: User,
    kind: str,
    typed: dict[str, object],
    meeting_id: int | None = None,
    wish: Wish | None = None,
) -> Document:
    """Ask for one. Raises Refused when it has no place in the case now, Incomplete while something
    that it prints is missing, AlreadyMade where the `wish` does not say how to repeat it.
    """
    paper, agreement = BY_KIND[kind], Agreement.objects.select_for_update().get(pk=agreement_id)
    refuse_if(
        not may_order_supporting_paper(user, paper, agreement),
        "Membuat dokumen ini bukan wewenang Anda.",
    )
    refuse_if(not is_paper_open(paper, agreement), "Dokumen ini tidak dibuat pada tahap ini.")
    meeting = agreement.meetings.get(pk=meeting_id) if paper.of_meeting and meeting_id else None
    refuse_if(paper.of_meeting and meeting is None, "Pilih rapatnya lebih dahulu.")
    too_late = (
        kind == "undangan_rapat" and meeting is not None and meeting.held_on < timezone.localdate()
    )
    refuse_if(too_late, "Rapat sudah berlangsung; undangannya tidak dapat dibuat lagi.")
    same = agreement.documents.filter(kind=kind, meeting=meeting)
    refuse_if(same.filter(state=DocumentState.QUEUED).exists(), "Dokumen ini sedang dibuat.")
    failed = same.order_by("pk").last()
    refuse_if(
        failed is not None and failed.state == DocumentState.FAILED,
        "Dokumen ini gagal dibuat. Coba lagi dokumen itu lebih dahulu.",
    )
    day = timezone.localdate()
    needs.require_complete(kind, agreement, day, draft=False, meeting=meeting)
    content = {"typed": typed, "by": str(user), **paper.takes(agreement)}
    source = meeting or agreement
    before = repeating.paper_to_repeat(wish, _alike(same, paper, typed), day)
    document = rendering.create_document(
        agreement,
        user,
        kind,
        day,
        source.content_hash,
        draft=False,
        context=content,
        before=before,
        meeting=meeting,
    )
    note_act(
        agreement,
        user,
        LogAction.PAPER_ORDERED,
        {"duty": f"{paper.title} {document.number}".strip(), "kind": kind},
    )
    return document


def _alike(same: QuerySet, paper: Supporting, typed: dict[str, object]) -> QuerySet:
    """Those that tell of the same: a covering letter only of the same report."""
    return (
        same.filter(context__typed__laporan=typed.get("laporan"))
        if "laporan" in paper.asks
        else same
    )
