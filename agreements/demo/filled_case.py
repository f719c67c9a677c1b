"""A case with all that papers refer to, without the way that led there."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.models import Agreement, Document, DocumentState, Evidence, Meeting
from agreements.regulations.limits import INTENT
from agreements.regulations.stage_fragments import FIVE_POINTS, WITH_REGIONS
from agreements.workflow import consequences
from kerjasama.accounts.models import User

# The day of the papers, and that of all that went before them.
DAY, BEFORE = date(2026, 11, 23), date(2026, 10, 5)
RECORDED = {
    "telaahan_tkksd": ("layak", ""),
    "penawaran_diterima": ("diterima", ""),
    "permintaan_kedua": ("disampaikan", ""),
    "surat_masuk": ("diterima", "5/PNW/2026"),
    "forum_provinsi": ("musrenbang provinsi", ""),
    "putusan_dprd": ("disetujui", "170/9/DPRD"),
    "dprd_terima": ("diterima", ""),
    "ttd_loi": ("ditandatangani", ""),
    "ttd_naskah": ("ditandatangani", ""),
    "diterima_gubernur": ("diterima", ""),
    "pertimbangan": ("menyusun naskah", "100/1/SJ"),
    "surat_konfirmasi": ("diterima", "7/HI/2026"),
    "persetujuan_menteri": ("disetujui", "100/2/SJ"),
    "rapat_kementerian": ("disetujui", "UND-1"),
    "usulan_masuk": ("diterima", "9/X"),
    "ttd_kesepakatan_bersama": ("ditandatangani", "01/KB/MITRA"),
    "ttd_nota_kesepakatan": ("ditandatangani", "02/NK/KL"),
}
FINDINGS = {
    "telaahan_tkksd": [
        {"butir": point, "hasil": "sesuai", "catatan": ""} for point in (*FIVE_POINTS, WITH_REGIONS)
    ]
}
EARLIER = (
    "penawaran",
    "permintaan_kedua",
    "kesepakatan_bersama",
    "surat_kuasa",
    "nota_kesepakatan",
    "kajian",
    "rencana_kerja_sama",
)
EARLIER_LETTERS = (
    "permohonan_dprd",
    "permohonan_verifikasi",
    "permohonan_persetujuan",
    "kak",
    "kesediaan",
)


def fill_case(agreement: Agreement, person: User, marks: str = "XX/KS/2026") -> Agreement:
    """The case with all that papers refer to: records, earlier papers numbered with these marks, a
    term.
    """
    rows = []
    for code, (outcome, number) in RECORDED.items():
        rows.append(
            Evidence(
                agreement=agreement,
                stage_code="lama",
                requirement_code=code,
                outcome=outcome,
                number=number,
                decided_on=BEFORE,
                findings=FINDINGS.get(code, []),
                content_hash="",
                by=person,
            )
        )
    Evidence.objects.bulk_create(rows)
    for place, kind in enumerate((*EARLIER, *EARLIER_LETTERS), 101):
        add_paper(agreement, kind, number=f"{place}/{marks}")
    Agreement.objects.filter(pk=agreement.pk).update(
        effective_on="2026-10-05", expires_on="2029-10-04", loi_until="2027-10-04"
    )
    return Agreement.objects.get(pk=agreement.pk)


def add_paper(
    agreement: Agreement,
    kind: str,
    *,
    draft: bool = False,
    number: str = "007/XX/KS/2026",
    context: Mapping[str, Any] | None = None,
    **more: Any,
) -> Document:
    """A finished paper of the case, without a file."""
    return Document.objects.create(
        agreement=agreement,
        stage_code=agreement.stage_code,
        kind=kind,
        draft=draft,
        number="" if draft or not KINDS[kind].series else number,
        revision=agreement.documents.filter(kind=kind).count() + 1,
        state=DocumentState.READY,
        context={"date": DAY.isoformat(), **(context or {})},
        **more,
    )


def hold_meeting(agreement: Agreement, person: User) -> Meeting:
    """A meeting of the TKKSD on the case, with its result and who came."""
    held = Meeting.objects.create(
        agreement=agreement,
        stage_code=agreement.stage_code,
        held_on=BEFORE,
        starts_at=time(9, 30),
        place="Ruang Rapat Sekretariat Daerah",
        agenda="Pembahasan usulan kerja sama\nLain-lain",
        invited="Kepala Badan Perencanaan Pembangunan Daerah\nKepala Bagian Hukum",
        result="a. usulan dapat dilanjutkan;\nb. pembiayaan dirinci.",
        by=person,
    )
    for name, position, institution in (
        ("Joko Contoh", "Kepala Bidang", "Bappeda"),
        ("Maria Contoh", "Analis Hukum", "Bagian Hukum"),
    ):
        held.attendees.create(name=name, position=position, institution=institution)
    return held


def sign_at_once(agreement: Agreement, by: User) -> None:
    """As if every naskah of its track had been signed today."""
    day = timezone.localdate()
    end = None
    if not agreement.track.changes:
        end = day + relativedelta(months=agreement.jangka_waktu_bulan, days=-1)
    for stage in agreement.track.stages:
        for need in stage.requirements:
            if need.signs and need.signs != INTENT:
                row = agreement.evidence.create(
                    stage_code=stage.code,
                    requirement_code=need.code,
                    outcome=need.outcomes[0],
                    decided_on=day,
                    number=f"{agreement.pk}/KS/{day.year}",
                    by=by,
                )
                consequences.follow_evidence(row)
    last = agreement.track.stages[-1].code
    Agreement.objects.filter(pk=agreement.pk).update(
        stage_code=last, effective_on=day, expires_on=end, ends_on=end
    )
