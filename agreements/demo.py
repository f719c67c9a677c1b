"""A small believable demo: accounts for each role and cases on every track, walked by the engine itself."""

from django.utils import timezone

from agreements.models import Agreement
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Kind
from agreements.workflow import engine
from kerjasama.accounts.models import Membership, Role, Unit, User
from partners.models import Partner

PASSWORD = "KerjaSama-Contoh-2026"
ACCOUNTS = {
    "staf": Role.OPD, "kepala": Role.OPD_HEAD, "verifikator": Role.VERIFIER, "kabag": Role.SECTION_HEAD, "tkksd": Role.TKKSD,
    "hukum": Role.LEGAL, "sekda": Role.SEKDA, "bupati": Role.HEAD_OF_REGION, "pimpinan": Role.LEADERSHIP, "admin": Role.ADMIN,
}
PARTNERS = (
    ("Pemerintah Kabupaten Paser", "daerah", "Bupati Paser"),
    ("Pemerintah Kota Samarinda", "daerah", "Wali Kota Samarinda"),
    ("PT Contoh Mahakam Sejahtera", "swasta", "Direktur Utama"),
    ("Badan Pusat Statistik", "pusat", "Kepala Badan Pusat Statistik"),
)


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
        kind = "daerah" if track.code.startswith("ksdd") else "swasta" if track.code.startswith("ksdpk") else "pusat"
        partner = next(p for p in partners if p.kind == kind)
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
    } | fields
    return engine.begin(
        Agreement(track_code=track.code, track_version=track.version, owner=unit, partner=partner, **content), author
    )


def person_for(role: str) -> User:
    return User.objects.filter(memberships__role=role).first()


def meet_everything(agreement: Agreement, order) -> None:
    """Meet every open requirement of the current stage by the person whose it is; `order` makes the papers."""
    for check in engine.evaluate(agreement).unmet:
        need, person = check.requirement, person_for(engine.role_of(check.requirement.actor))
        if need.kind is Kind.DOCUMENT:
            order(agreement, person, need.document)
        elif need.kind is not Kind.FACT:
            record = {"outcome": need.outcomes[0], "decided_on": timezone.localdate()} if need.kind is Kind.RECORD else {}
            engine.meet(agreement.pk, person, need.code, agreement.stage_code, **record)
