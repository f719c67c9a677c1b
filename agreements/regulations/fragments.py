"""Requirements, terms and conditions shared by the domestic tracks."""

from dataclasses import replace

from .vocabulary import Actor, Basis, Citation, Condition, DayKind, Deadline, Kind, Requirement, p22

Step = Requirement | tuple[Requirement, ...]


def in_order(*steps: Step) -> tuple[Requirement, ...]:
    """The requirements with `after` set: each step waits for all that the step before demands.

    A tuple is one step whose requirements run in parallel. What is optional holds nobody up.
    """
    ordered: list[Requirement] = []
    before: tuple[str, ...] = ()
    for step in steps:
        together = step if isinstance(step, tuple) else (step,)
        ordered += [replace(need, after=(*before, *need.after)) for need in together]
        before = tuple(need.code for need in together if not need.optional) or before
    return tuple(ordered)


def fact(code: str, text: str, field: str, citation: Citation | None, **more) -> Requirement:
    return Requirement(code, Kind.FACT, text, Actor.OPD, citation, fact=field, **more)


def approval(code: str, text: str, actor: Actor, citation: Citation | None = None, verb: str = "Setujui") -> Requirement:
    return Requirement(code, Kind.APPROVAL, text, actor, citation, verb=verb)


def document(code: str, text: str, kind: str, citation: Citation | None, actor: Actor = Actor.VERIFIER, **more) -> Requirement:
    return Requirement(code, Kind.DOCUMENT, text, actor, citation, document=kind, **more)


def upload(
    code: str, text: str, citation: Citation | None, actor: Actor = Actor.VERIFIER, condition: Condition | None = None, **more
) -> Requirement:
    return Requirement(code, Kind.UPLOAD, text, actor, citation, condition, **more)


def record(code: str, text: str, citation: Citation | None, actor: Actor, *outcomes: str, **more) -> Requirement:
    """A decision or date that Bagian Kerja Sama enters for whoever takes it."""
    return Requirement(code, Kind.RECORD, text, actor, citation, outcomes=outcomes, recorder=Actor.VERIFIER, **more)


def sop(days: int, **more) -> Deadline:
    """A local norm [P]: a first value of the settings, never the law's word."""
    return Deadline(days, DayKind.WORKING, Basis.SOP, **more)


def lawful(days: int, citation: Citation, silence: str = "", kind: DayKind = DayKind.CALENDAR, **more) -> Deadline:
    return Deadline(days, kind, Basis.LAW, citation, silence, **more)


def dprd_needed(citation: Citation) -> Condition:
    return Condition(
        "perlu_dprd",
        "Rencana kerja sama membebani masyarakat dan daerah dan/atau pendanaannya belum dianggarkan dalam APBD tahun berjalan",
        citation,
    )


def proxy(citation: Citation) -> tuple[Requirement, ...]:
    """Who signs by power of attorney, and the paper that says so; only for a PKS or Kontrak."""
    condition = signed_by_proxy(citation)
    holder = (("kuasa_nama", "Nama penerima kuasa"), ("kuasa_jabatan", "Jabatan penerima kuasa"), ("kuasa_nip", "NIP penerima kuasa"))
    return in_order(
        tuple(replace(fact(f"isi_{field}", f"{label} diisi", field, citation), condition=condition) for field, label in holder),
        document("surat_kuasa", "Surat kuasa", "surat_kuasa", citation, condition=condition),
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
OBJECT = fact("isi_objek", "Objek diisi", "objek", p22("40 ayat (1)"))
FUNDING = fact("isi_pembiayaan", "Pembiayaan diisi", "pembiayaan", p22("41 ayat (1)"))
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
DEEMED = "dianggap disetujui"
FIVE_POINTS = (
    "Kesesuaian dengan RPJMD dan rencana strategis sektor terkait",
    "Kesesuaian lokasi program/kegiatan dengan RTRW",
    "Keterkaitan antarsektor dan antarwilayah",
    "Kelayakan biaya dan manfaat",
    "Dampak terhadap pembangunan daerah",
)
EIGHT_POINTS = (*FIVE_POINTS, "Bonafiditas calon mitra", "Pengalaman calon mitra di bidangnya", "Komitmen calon mitra")


def proposal_facts(
    fields: tuple, citation: Citation, urusan: Citation, plan: Citation, plan_text: str = "Program RPJMD/Renstra/RKPD disebut"
) -> tuple[Requirement, ...]:
    """What the KAK must say, and what a region must know of its own proposal before it goes further."""
    return (
        fact("isi_partner_id", "Calon mitra dipilih", "partner_id", None),
        *(fact(f"isi_{name}", f"{label} diisi dalam KAK", name, citation) for name, label in fields),
        fact("isi_urusan", "Urusan pemerintahan dipilih", "urusan", urusan),
        fact("isi_program", plan_text, "program", plan),
        fact("isi_indikator", "Sedikitnya satu indikator pelayanan publik dengan kondisi awal dan target", "indikator", None),
    )


OPD_SUBMITS = (
    approval("ajukan", "Usulan diajukan kepada kepala OPD", Actor.OPD, verb="Ajukan"),
    approval("kepala_opd", "Persetujuan kepala OPD pemrakarsa", Actor.OPD_HEAD),
    approval("verifikasi", "Verifikasi kelengkapan oleh Bagian Kerja Sama", Actor.VERIFIER, verb="Nyatakan lengkap"),
)


def study(citation: Citation, points: tuple[str, ...] = FIVE_POINTS) -> tuple[Requirement, ...]:
    return (
        record("telaahan_tkksd", "Hasil pengkajian TKKSD", citation, Actor.TKKSD, "layak", "tidak layak", criteria=points),
        document("ba_tkksd", "Berita acara rapat TKKSD dengan rekomendasi", "ba_tkksd", None),
    )


def offer(
    letter: Citation, sent: Citation, answer: Citation | None, who: str, more: tuple[Requirement, ...] = ()
) -> tuple[Requirement, ...]:
    """Letter, its sending, the answer; `more` are the acts that silence opens."""
    return in_order(
        document("surat_penawaran", "Surat penawaran untuk ditandatangani Bupati", "penawaran", letter),
        approval("paraf_penawaran", "Paraf Kepala Bagian Kerja Sama", Actor.SECTION_HEAD, verb="Paraf"),
        record("penawaran_diterima", f"Surat penawaran ditandatangani Bupati dan diterima {who}", sent, Actor.HEAD_OF_REGION, "diterima"),
        more,
        record("tanggapan", f"Tanggapan {who}", answer, Actor.PARTNER, "diterima", "ditolak"),
    )


def second_request(citation: Citation) -> tuple[Requirement, ...]:
    return (
        document(
            "surat_kedua", "Surat permintaan tanggapan kedua", "permintaan_kedua", citation, optional=True, lapsed="tanggapan_pertama"
        ),
        record(
            "permintaan_kedua",
            "Permintaan tanggapan kedua disampaikan",
            citation,
            Actor.HEAD_OF_REGION,
            "disampaikan",
            optional=True,
            lapsed="tanggapan_pertama",
            after=("surat_kedua",),
        ),
    )


def drafting(
    kind: str,
    naskah: str,
    citation: Citation | None,
    talk: Citation | None,
    drafter: Actor,
    *extra: Requirement,
    facts: tuple[Requirement, ...] = (),
) -> tuple[Requirement, ...]:
    """Draft, joint discussion, parallel review by Bagian Hukum and Bagian Kerja Sama, recommendation of the Ketua TKKSD."""
    recorder = Actor.VERIFIER if drafter is Actor.TKKSD else None
    return in_order(
        facts,
        (document(f"draf_{kind}", f"Rancangan {naskah}", kind, citation, drafter, draft=True, recorder=recorder), *extra),
        record(f"bahas_{kind}", f"Pembahasan rancangan {naskah} bersama para pihak", talk, Actor.TKKSD, "disepakati", "perlu perubahan"),
        (
            approval(f"hukum_{kind}", "Telaah Bagian Hukum", Actor.LEGAL),
            approval(f"kabag_{kind}", "Paraf Kepala Bagian Kerja Sama", Actor.SECTION_HEAD, verb="Paraf"),
        ),
        approval(
            f"rekomendasi_{kind}",
            "Rekomendasi Ketua TKKSD untuk ditandatangani",
            Actor.SEKDA,
            p22("46 ayat (2) huruf g"),
            verb="Beri rekomendasi",
        ),
    )


def signing(kind: str, naskah: str, citation: Citation | None, *before: Requirement) -> tuple[Requirement, ...]:
    return in_order(
        *((before,) if before else ()),
        document(f"naskah_{kind}", f"Naskah {naskah} bernomor", kind, citation),
        record(f"ttd_{kind}", f"Penandatanganan {naskah}", citation, Actor.HEAD_OF_REGION, "ditandatangani", signs=kind),
        upload(f"scan_{kind}", f"Pindaian {naskah} bertanda tangan", None),
    )


def dprd(
    letter: Citation, decision: Citation, *attached: Requirement, received: Citation | None = None, legs: tuple[Requirement, ...] = ()
) -> tuple[Requirement, ...]:
    return in_order(
        *((attached,) if attached else ()),
        document("surat_dprd", "Surat permohonan persetujuan DPRD", "permohonan_dprd", letter),
        record("dprd_terima", "Surat permohonan diterima pimpinan DPRD", received, Actor.HEAD_OF_REGION, "diterima"),
        *legs,
        record(
            "putusan_dprd",
            "Persetujuan DPRD dalam surat pimpinan DPRD",
            decision,
            Actor.DPRD,
            "disetujui",
            "ditolak",
            DEEMED,
            deemed=DEEMED,
        ),
    )


def dprd_term(citation: Citation) -> Deadline:
    return lawful(
        45,
        citation,
        "Tanpa sikap setelah 45 hari, permohonan dianggap telah memperoleh persetujuan DPRD.",
        text="Sikap DPRD",
        after="dprd_terima",
        until="putusan_dprd",
        deems=True,
    )
