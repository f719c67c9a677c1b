"""Requirements and conditions shared by the domestic tracks."""

from .vocabulary import (
    Actor,
    Basis,
    Citation,
    Condition,
    DayKind,
    Deadline,
    Kind,
    Requirement,
    p22,
)


def fact(code: str, text: str, field: str, citation: Citation) -> Requirement:
    return Requirement(code, Kind.FACT, text, Actor.OPD, citation, fact=field)


def approval(code: str, text: str, actor: Actor, citation: Citation | None = None) -> Requirement:
    return Requirement(code, Kind.APPROVAL, text, actor, citation)


def document(code: str, text: str, kind: str, citation: Citation, actor: Actor = Actor.VERIFIER, condition=None):
    return Requirement(code, Kind.DOCUMENT, text, actor, citation, condition, document=kind)


def upload(code: str, text: str, citation: Citation, actor: Actor = Actor.VERIFIER, condition=None) -> Requirement:
    return Requirement(code, Kind.UPLOAD, text, actor, citation, condition)


def record(code: str, text: str, citation: Citation, *outcomes: str) -> Requirement:
    return Requirement(code, Kind.RECORD, text, Actor.VERIFIER, citation, outcomes=outcomes)


def sop(days: int) -> Deadline:
    """A local norm [P]: a first value of the settings, never the law's word."""
    return Deadline(days, DayKind.WORKING, Basis.SOP)


def lawful(days: int, citation: Citation, silence: str = "") -> Deadline:
    return Deadline(days, DayKind.CALENDAR, Basis.LAW, citation, silence)


def dprd_needed(citation: Citation) -> Condition:
    return Condition(
        "perlu_dprd",
        "Rencana kerja sama membebani masyarakat dan daerah dan/atau pendanaannya belum dianggarkan "
        "dalam APBD tahun berjalan",
        citation,
    )


def signed_by_proxy(citation: Citation) -> Condition:
    return Condition("dengan_kuasa", "PKS ditandatangani pejabat penerima kuasa", citation)


KAK_FIELDS = (
    ("latar_belakang", "Latar belakang"),
    ("maksud_tujuan", "Maksud dan tujuan"),
    ("lokasi", "Lokasi"),
    ("ruang_lingkup", "Ruang lingkup"),
    ("jangka_waktu_bulan", "Jangka waktu"),
    ("manfaat", "Manfaat"),
    ("analisis_dampak", "Analisis dampak sosial dan lingkungan"),
    ("pembiayaan", "Pembiayaan"),
)
KAK_SINERGI_FIELDS = (
    ("latar_belakang", "Latar belakang"),
    ("maksud_tujuan", "Maksud dan tujuan"),
    ("objek", "Objek"),
    ("lokasi", "Lokasi"),
    ("ruang_lingkup", "Ruang lingkup"),
    ("pembiayaan", "Pembiayaan"),
    ("jangka_waktu_bulan", "Jangka waktu"),
    ("manfaat", "Manfaat"),
)


def kak_facts(fields: tuple, citation: Citation) -> tuple[Requirement, ...]:
    return tuple(fact(f"isi_{name}", f"{label} diisi dalam KAK", name, citation) for name, label in fields)


def study(citation: Citation) -> tuple[Requirement, ...]:
    return (
        record("telaahan_tkksd", "Hasil pengkajian TKKSD dicatat", citation, "layak", "tidak layak"),
        document("ba_tkksd", "Berita acara rapat TKKSD dengan rekomendasi", "ba_tkksd", p22("49")),
    )


def dprd_approval(letter: Citation, decision: Citation) -> tuple[Requirement, ...]:
    return (
        document("surat_dprd", "Surat permohonan persetujuan DPRD", "permohonan_dprd", letter),
        record(
            "putusan_dprd", "Persetujuan DPRD dicatat", decision, "disetujui", "dianggap disetujui", "ditolak"
        ),
    )


def signing(kind: str, naskah: str, citation: Citation) -> tuple[Requirement, ...]:
    return (
        upload(f"scan_{kind}", f"{naskah} bertanda tangan diunggah", citation),
        Requirement(
            f"ttd_{kind}", Kind.RECORD, f"Penandatanganan {naskah} dicatat", Actor.VERIFIER, citation,
            outcomes=("ditandatangani",), signs=True,
        ),
    )


def drafting(kind: str, naskah: str, citation: Citation) -> tuple[Requirement, ...]:
    return (
        document(f"draf_{kind}", f"Rancangan {naskah}", kind, citation),
        approval(f"hukum_{kind}", "Telaah Bagian Hukum", Actor.LEGAL),
        approval(f"sepakat_{kind}", "Hasil pembahasan TKKSD bersama para pihak disetujui", Actor.TKKSD, citation),
    )
