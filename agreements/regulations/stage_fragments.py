"""What whole stages of the domestic tracks ask for: proposal, study, offer, drafting, signing and
DPRD.
"""

from dataclasses import replace

from agreements.regulations.citations import Citation, p22, pp28
from agreements.regulations.fragments import (
    in_order,
    lawful_term,
    require_approval,
    require_document,
    require_fact,
    require_record,
    require_upload,
)
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.vocabulary import (
    Actor,
    Condition,
    Deadline,
    Requirement,
)

from .document_codes import DocumentCode


def dprd_needed(citation: Citation) -> Condition:
    return Condition(
        "perlu_dprd",
        "Rencana kerja sama membebani masyarakat dan daerah dan/atau pendanaannya belum dianggarkan"
        " dalam APBD tahun berjalan",
        citation,
    )


def require_proxy(citation: Citation) -> tuple[Requirement, ...]:
    """Who signs by power of attorney, and the paper that says so; only for a PKS or Kontrak."""
    condition = signed_by_proxy(citation)
    holder = (
        ("kuasa_nama", "Nama penerima kuasa"),
        ("kuasa_jabatan", "Jabatan penerima kuasa"),
        ("kuasa_nip", "NIP penerima kuasa"),
    )
    return in_order(
        tuple(
            replace(
                require_fact(f"isi_{field}", f"{label} diisi", field, citation), condition=condition
            )
            for field, label in holder
        ),
        require_document(
            "surat_kuasa", "Surat kuasa", DocumentCode.SURAT_KUASA, citation, condition=condition
        ),
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

OBJECT = require_fact("isi_objek", "Objek diisi", "objek", p22("40 ayat (1)"))

FUNDING = require_fact("isi_pembiayaan", "Pembiayaan diisi", "pembiayaan", p22("41 ayat (1)"))

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

FIVE_POINTS = (
    "Kesesuaian dengan RPJMD dan rencana strategis sektor terkait",
    "Kesesuaian lokasi program/kegiatan dengan RTRW",
    "Keterkaitan antarsektor dan antarwilayah",
    "Kelayakan biaya dan manfaat",
    "Dampak terhadap pembangunan daerah",
)

EIGHT_POINTS = (
    *FIVE_POINTS,
    "Bonafiditas calon mitra",
    "Pengalaman calon mitra di bidangnya",
    "Komitmen calon mitra",
)


def proposal_facts(
    fields: tuple[tuple[str, str], ...],
    citation: Citation,
    urusan: Citation,
    *plan: Requirement,
) -> tuple[Requirement, ...]:
    """What the KAK must say, and what a region must know of its own proposal before it goes
    further.
    """
    return (
        require_fact("isi_partner_id", "Calon mitra dipilih", "partner_id", None),
        *(
            require_fact(f"isi_{name}", f"{label} diisi dalam KAK", name, citation)
            for name, label in fields
        ),
        require_fact("isi_urusan", "Urusan pemerintahan dipilih", "urusan", urusan),
        *plan,
        require_fact(
            "isi_indikator",
            "Sedikitnya satu indikator pelayanan publik dengan kondisi awal dan target",
            "indikator",
            None,
        ),
    )


OPD_SUBMITS = (
    require_approval("ajukan", "Usulan diajukan kepada kepala OPD", Actor.OPD, verb="Ajukan"),
    require_approval("kepala_opd", "Persetujuan kepala OPD pemrakarsa", Actor.OPD_HEAD),
    require_approval(
        "verifikasi",
        "Verifikasi kelengkapan oleh Bagian Kerja Sama",
        Actor.VERIFIER,
        verb="Nyatakan lengkap",
    ),
)


# PP 28/2018 Pasal 4 ayat (4) and 16 ayat (4); judged with the points of the Permendagri.
NOT_FORBIDDEN = (
    "Objek dan pelaksanaan tidak bertentangan dengan kesusilaan, ketertiban umum, kepentingan"
    " nasional, dan/atau ketentuan peraturan perundang-undangan ({})"
)
WITH_REGIONS = NOT_FORBIDDEN.format(pp28("4 ayat (4)"))
WITH_THIRD_PARTIES = NOT_FORBIDDEN.format(pp28("16 ayat (4)"))


def require_study(
    citation: Citation, points: tuple[str, ...] = FIVE_POINTS
) -> tuple[Requirement, ...]:
    return (
        require_record(
            "telaahan_tkksd",
            "Hasil pengkajian TKKSD",
            citation,
            Actor.TKKSD,
            RecordOutcome.FIT,
            RecordOutcome.UNFIT,
            criteria=points,
        ),
        require_document(
            "ba_tkksd", "Berita acara rapat TKKSD dengan rekomendasi", DocumentCode.BA_TKKSD, None
        ),
    )


def offer_requirements(
    letter: Citation,
    sent: Citation,
    answer: Citation | None,
    who: str,
    more: tuple[Requirement, ...] = (),
) -> tuple[Requirement, ...]:
    """Letter, its sending, the answer; `more` are the acts that silence opens."""
    return in_order(
        require_document(
            "surat_penawaran",
            "Surat penawaran untuk ditandatangani Bupati",
            DocumentCode.PENAWARAN,
            letter,
        ),
        require_record(
            "penawaran_diterima",
            f"Surat penawaran ditandatangani Bupati dan diterima {who}",
            sent,
            Actor.HEAD_OF_REGION,
            RecordOutcome.RECEIVED,
        ),
        more,
        require_record(
            "tanggapan",
            f"Tanggapan {who}",
            answer,
            Actor.PARTNER,
            RecordOutcome.ACCEPTED,
            RecordOutcome.REFUSED,
        ),
    )


def second_request(citation: Citation) -> tuple[Requirement, ...]:
    return (
        require_document(
            "surat_kedua",
            "Surat permintaan tanggapan kedua",
            DocumentCode.PERMINTAAN_KEDUA,
            citation,
            optional=True,
            lapsed="tanggapan_pertama",
        ),
        require_record(
            "permintaan_kedua",
            "Permintaan tanggapan kedua disampaikan",
            citation,
            Actor.HEAD_OF_REGION,
            RecordOutcome.DELIVERED,
            optional=True,
            lapsed="tanggapan_pertama",
            after=("surat_kedua",),
        ),
    )


def drafting_stages(
    kind: str,
    naskah: str,
    citation: Citation | None,
    talk: Citation | None,
    drafter: Actor,
    *extra: Requirement,
    facts: tuple[Requirement, ...] = (),
) -> tuple[Requirement, ...]:
    """Draft, joint discussion, parallel review by Bagian Hukum and Bagian Kerja Sama,
    recommendation of the Ketua TKKSD.
    """
    recorder = Actor.VERIFIER if drafter is Actor.TKKSD else None
    return in_order(
        facts,
        (
            require_document(
                f"draf_{kind}",
                f"Rancangan {naskah}",
                kind,
                citation,
                drafter,
                draft=True,
                recorder=recorder,
            ),
            *extra,
        ),
        require_record(
            f"bahas_{kind}",
            f"Pembahasan rancangan {naskah} bersama para pihak",
            talk,
            Actor.TKKSD,
            RecordOutcome.AGREED,
            RecordOutcome.TO_BE_CHANGED,
        ),
        (
            require_approval(f"hukum_{kind}", "Telaah Bagian Hukum", Actor.LEGAL),
            require_approval(
                f"kabag_{kind}", "Paraf Kepala Bagian Kerja Sama", Actor.SECTION_HEAD, verb="Paraf"
            ),
        ),
        require_approval(
            f"rekomendasi_{kind}",
            "Rekomendasi Ketua TKKSD untuk ditandatangani",
            Actor.SEKDA,
            p22("46 ayat (2) huruf g"),
            verb="Beri rekomendasi",
        ),
    )


def signing_stage(
    kind: str, naskah: str, citation: Citation | None, *before: Requirement
) -> tuple[Requirement, ...]:
    return in_order(
        *((before,) if before else ()),
        require_document(
            f"naskah_{kind}", f"Naskah {naskah.removeprefix('naskah ')} bernomor", kind, citation
        ),
        require_record(
            f"ttd_{kind}",
            f"Penandatanganan {naskah}",
            citation,
            Actor.HEAD_OF_REGION,
            RecordOutcome.SIGNED,
            signs=kind,
        ),
        require_upload(f"scan_{kind}", f"Pindaian {naskah} bertanda tangan", None),
    )


def dprd_stage(
    letter: Citation,
    decision: Citation,
    *attached: Requirement,
    received: Citation | None = None,
    legs: tuple[Requirement, ...] = (),
) -> tuple[Requirement, ...]:
    return in_order(
        *((attached,) if attached else ()),
        require_document(
            "surat_dprd", "Surat permohonan persetujuan DPRD", DocumentCode.PERMOHONAN_DPRD, letter
        ),
        require_record(
            "dprd_terima",
            "Surat permohonan diterima pimpinan DPRD",
            received,
            Actor.HEAD_OF_REGION,
            RecordOutcome.RECEIVED,
        ),
        *legs,
        require_record(
            "putusan_dprd",
            "Persetujuan DPRD dalam surat pimpinan DPRD",
            decision,
            Actor.DPRD,
            RecordOutcome.APPROVED,
            RecordOutcome.REFUSED,
            RecordOutcome.DEEMED_APPROVED,
            deemed=RecordOutcome.DEEMED_APPROVED,
        ),
    )


def plenary_of_dprd(citation: Citation) -> tuple[Requirement, ...]:
    """The Komisi hands its study to the leaders, and the plenary session decides: kept where it was
    told, and not asked for where the DPRD stays silent.
    """
    return (
        require_record(
            "kajian_komisi",
            "Komisi DPRD menyampaikan rencana kerja sama kepada pimpinan DPRD",
            citation,
            Actor.DPRD,
            RecordOutcome.DELIVERED,
            optional=True,
        ),
        require_record(
            "paripurna",
            "Sidang paripurna DPRD",
            citation,
            Actor.DPRD,
            RecordOutcome.HELD,
            optional=True,
        ),
    )


def dprd_term(citation: Citation) -> Deadline:
    return lawful_term(
        45,
        citation,
        "Tanpa sikap setelah 45 hari, permohonan dianggap telah memperoleh persetujuan DPRD.",
        text="Sikap DPRD",
        after="dprd_terima",
        until="putusan_dprd",
        deems=True,
    )
