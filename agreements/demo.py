"""A small believable demo: accounts for each role and cases on every track, walked by the engine itself."""

from django.utils import timezone

from agreements.models import Agreement
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Kind, Requirement
from agreements.workflow import engine
from agreements.workflow.evaluation import evaluate, roles_of
from kerjasama.accounts.models import Membership, Role, Unit, User
from partners.models import Partner

PASSWORD = "KerjaSama-Contoh-2026"
ACCOUNTS = {
    "staf": Role.OPD,
    "kepala": Role.OPD_HEAD,
    "verifikator": Role.VERIFIER,
    "kabag": Role.SECTION_HEAD,
    "tkksd": Role.TKKSD,
    "hukum": Role.LEGAL,
    "sekda": Role.SEKDA,
    "bupati": Role.HEAD_OF_REGION,
    "pimpinan": Role.LEADERSHIP,
    "admin": Role.ADMIN,
}
PARTNERS = (
    ("Pemerintah Kabupaten Paser", "daerah", "Bupati Paser"),
    ("Pemerintah Kota Samarinda", "daerah", "Wali Kota Samarinda"),
    ("PT Contoh Mahakam Sejahtera", "swasta", "Direktur Utama"),
    ("Badan Pusat Statistik", "pusat", "Kepala Badan Pusat Statistik"),
)


def kind_for(track_code: str) -> str:
    """A kind of partner that belongs on the track."""
    return catalogue.newest(track_code).partner_kinds[0] if not track_code.startswith("ksdpk") else "swasta"


def load() -> None:
    """Create the demo. Does nothing when any account exists."""
    if User.objects.exists():
        return
    unit = Unit.objects.create(name="Dinas Komunikasi dan Informatika")
    Unit.objects.create(name="Dinas Kesehatan")
    for name, role in ACCOUNTS.items():
        user = User.objects.create_user(name, f"{name}@contoh.invalid", PASSWORD)
        Membership.objects.create(user=user, role=role, unit=unit)
    partners = [Partner.objects.create(name=n, kind=k, representative_position=p) for n, k, p in PARTNERS]
    author = User.objects.get(username="staf")
    for track in catalogue.TRACKS:
        if not track.under_parent:
            partner = next(p for p in partners if p.kind == kind_for(track.code))
            case(track.code, unit, partner, author, title=f"Pengembangan layanan informasi publik ({track.title})")


def case(track_code: str, unit: Unit, partner: Partner, author: User, **fields) -> Agreement:
    """A complete proposal at the first stage of its track."""
    track = catalogue.newest(track_code)
    content = {
        "title": "Pengembangan layanan informasi publik",
        "latar_belakang": "Masyarakat membutuhkan layanan informasi publik yang mudah dijangkau.",
        "maksud_tujuan": "Meningkatkan mutu layanan informasi publik.",
        "objek": "Layanan informasi publik.",
        "lokasi": "Kabupaten Kutai Kartanegara.",
        "ruang_lingkup": "Penyediaan data, pelatihan, dan evaluasi layanan.",
        "jangka_waktu_bulan": 36,
        "manfaat": "Waktu layanan lebih singkat.",
        "analisis_dampak": "Tidak menimbulkan dampak negatif sosial dan lingkungan.",
        "pembiayaan": "Dibebankan pada anggaran masing-masing pihak.",
        "program": "Program Pengelolaan Informasi dan Komunikasi Publik",
        "urusan": ["16"],
        "geometri": "kab-kab" if track_code == "ksdd-wajib" else "",
    } | fields
    agreement = engine.begin(Agreement(track_code=track.code, track_version=track.version, owner=unit, partner=partner, **content), author)
    agreement.indicators.create(name="Waktu layanan informasi", unit="hari kerja", baseline=10, target=5)
    return engine.settle(agreement)


def person_for(role: str) -> User:
    return User.objects.filter(memberships__role=role).first()


def meet_next(agreement: Agreement, order, **answers) -> bool:
    """Meet what is open now at the current stage, each by the person whose it is; `order` makes the papers.

    Returns False when nothing is open. Records take their first outcome unless `answers` names another.
    """
    turns = evaluate(agreement).open_checks
    for check in turns:
        need = check.requirement
        person = person_for(roles_of(need)[0])
        if need.kind is Kind.DOCUMENT:
            order(agreement, person, need.document)
        else:
            engine.meet(agreement.pk, person, need.code, agreement.stage_code, **_evidence(need, answers))
    return bool(turns)


def _evidence(need: Requirement, answers: dict) -> dict:
    if need.kind is not Kind.RECORD:
        return {}
    findings = [{"butir": point, "hasil": "sesuai", "catatan": ""} for point in need.criteria]
    return {"outcome": answers.get(need.code, need.outcomes[0]), "decided_on": timezone.localdate(), "findings": findings}


def meet_everything(agreement: Agreement, order, **answers) -> None:
    while meet_next(agreement, order, **answers):
        pass
