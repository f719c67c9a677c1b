"""One paper of every kind, on cases whose every field is filled, always with the same words."""

import re
from datetime import date, time

from django.utils import timezone
from lxml import html

from agreements.demo import evaluating
from agreements.demo.filled_case import DAY, add_paper, fill_case, hold_meeting
from agreements.documents.kinds import KINDS
from agreements.documents.pages import report_papers
from agreements.documents.pages.builders import taken_at_order
from agreements.models import (
    Agreement,
    Document,
    Evaluation,
    OriginalMove,
    Report,
    ReportState,
    Signing,
    Verdict,
)
from agreements.regulations import catalogue
from agreements.regulations.report_contents import asked_of, sections_of
from agreements.regulations.vocabulary import Track

TOKEN = "A" * 20
# A paper is made on ksdpk-daerah if that asks for it, else on the first track that does; these on
# another.
TRACKS = {
    **dict.fromkeys(("penawaran", "kesepakatan_bersama", "ba_perselisihan"), "ksdd-sukarela"),
    "jawaban_penawaran": "ksdpk-pihak-ketiga",
    "ba_pemetaan": "ksdd-wajib",
    "penyampaian_nk": "sinergi",
    **dict.fromkeys(("usulan_perubahan", "adendum"), "ksdpk-adendum"),
    "ba_pengakhiran": "ksdpk-pengakhiran",
    **dict.fromkeys(("laporan_pelaksanaan", "salinan_loi"), "ksdpl-daerah"),
}


def track_of(kind: str) -> str:
    """The track on whose case a paper of this kind is made."""
    home = catalogue.newest_track_version("ksdpk-daerah")
    asking = (track.code for track in (home, *catalogue.TRACKS) if kind in papers_asked_on(track))
    return TRACKS.get(kind) or next(asking, home.code)


def papers_asked_on(track: Track) -> set[str]:
    return {need.document for stage in track.stages for need in stage.requirements}


TRACK_OF = {kind: track_of(kind) for kind in KINDS}
PROXY = {
    "dengan_kuasa": True,
    "kuasa_nama": "Dr. H. Budi Santoso, S.H., M.Si.",
    "kuasa_nip": "197505052000031003",
    "kuasa_jabatan": "Kepala Dinas Komunikasi dan Informatika",
}
TYPED = {
    "surat_usulan": {"penghubung": "Rina Safitri, Kepala Seksi Kemitraan, telepon 0811-0000-0000"},
    "studi_kelayakan": {
        "dasar_hukum": "Peraturan Daerah tentang Kerja Sama Daerah",
        "kesimpulan": "Kerja sama layak secara teknis dan ekonomi.",
        "rekomendasi": "Dilanjutkan ke tahap penawaran.",
    },
    "ba_pemetaan": {
        "program_pemetaan": "Jaringan informasi perbatasan, 2027\nPelatihan pengelola, 2028"
    },
    "tanda_terima": {"penyerah": "Rina Safitri"},
    "lembar_perubahan": {
        "teks_lama": "kesepakatan_bersama:baku",
        "teks_baru": "kesepakatan_bersama:kini",
    },
    "lembar_paraf": {"naskah": "Rancangan Kesepakatan Bersama"},
    "lembar_penandatanganan": {"naskah_ttd": "kesepakatan_bersama"},
    "ba_perselisihan": {
        "perselisihan": "Pembagian biaya pelatihan.",
        "penyelesaian": "a. biaya dibagi dua;\nb. dibayar tiap semester.",
    },
}
EXPLAINED = {
    "reasons": [
        {
            "code": "laporan",
            "text": "Tidak ada laporan pelaksanaan yang diterima",
            "since": "2026-01-20",
        },
        {
            "code": "kegiatan",
            "text": "Tidak ada capaian kegiatan yang dilaporkan atau bukti pelaksanaan",
            "since": "2026-03-02",
        },
    ],
    "earlier": [{"number": "004/PPK/KS/2026", "date": "2026-10-12"}],
    "days": 14,
    "articles": {"carried_out": "P22 Pasal 37 ayat (1)", "reported": "P22 Pasal 39 ayat (1)"},
}


def filled(agreement: Agreement, person) -> Agreement:
    """The case with all that papers refer to, and whoever signs for the partner."""
    partner = agreement.partner
    partner.representative, partner.representative_position, partner.address = (
        "Ir. Hj. Wulan Sari, M.M.",
        "Direktur Utama",
        "Jalan Mitra 2",
    )
    partner.save()
    return fill_case(agreement, person)


def of_kind(agreement: Agreement, kind: str, person, draft: bool = False) -> Document:
    """The paper with what its kind needs besides."""
    context, more = {"typed": TYPED.get(kind, {}), "by": "Dewi Kartikasari"}, {}
    if kind in ("undangan_rapat", "daftar_hadir", "ba_rapat", "ba_tkksd"):
        held = hold_meeting(agreement, person)
        more = {} if kind == "ba_tkksd" else {"meeting": held}
    if kind == "tanda_terima":
        context["files"] = [
            {"name": "Kerangka Acuan Kerja", "mark": "012/KAK/KS/2026"},
            {"name": "Profil mitra", "mark": "profil.pdf"},
        ]
    if kind == "lembar_verifikasi":
        context |= taken_at_order(kind, agreement)
    if kind == "nota_rekomendasi":
        lines = [
            {
                "text": "Telaah Bagian Hukum",
                "citation": "",
                "verdict": "Ada",
                "note": "5 Oktober 2026",
            }
        ]
        context |= {"naskah": ["kesepakatan_bersama"], "lines": lines}
    if kind in ("laporan_semester", "laporan_pelaksanaan", "pengantar_laporan"):
        told = report(
            agreement, "luar-negeri-laporan" if kind == "laporan_pelaksanaan" else "ksdpk-semester"
        )
        context["typed"] = {"laporan": told.pk}
        more = {"report": told} if kind != "pengantar_laporan" else {}
    if kind == "permintaan_penjelasan":
        context |= EXPLAINED
    if kind == "lembar_penandatanganan":
        agreement.documents.filter(kind="kesepakatan_bersama").update(token="B" * 20)
    if kind == "susunan_acara":
        context["signing"] = signing(agreement, person).pk
    if kind == "ba_serah_terima":
        context["move"] = lending(agreement, person).pk
    if kind == "lembar_evaluasi":
        context["evaluation"] = evaluation(agreement, person).pk
    made = add_paper(agreement, kind, draft=draft, context=context, **more)
    made.token = TOKEN
    return made


def signing(agreement: Agreement, person) -> Signing:
    guests = [{"name": "Maria Oktaviani", "position": "Kepala Bagian Hukum", "part": "Saksi"}]
    points = [
        {"at": "09:00", "what": "Pembukaan", "who": "Pembawa acara"},
        {"at": "09:15", "what": "Penandatanganan", "who": ""},
    ]
    when = {
        "day": DAY,
        "starts": time(9),
        "ends": time(10),
        "place": "Pendopo",
        "method": "seremonial",
    }
    signer = {"signer": "Aulia Rahman", "signer_title": "Bupati Kutai Kartanegara"}
    return Signing.objects.create(
        agreement=agreement,
        kind="kesepakatan_bersama",
        guests=guests,
        rundown=points,
        by=person,
        **when,
        **signer,
    )


def lending(agreement: Agreement, person) -> OriginalMove:
    original = agreement.originals.create(
        kind="kesepakatan_bersama", rangkap=1, bearer="daerah", created_at=timezone.now()
    )
    who = {
        "person": "Rina Safitri",
        "office": "Dinas Komunikasi dan Informatika",
        "note": "Pemeriksaan",
    }
    return original.moves.create(
        action="pinjam", day=DAY, due_on=date(2026, 12, 1), by=person, at=timezone.now(), **who
    )


def report(agreement: Agreement, duty: str) -> Report:
    told = Report(agreement=agreement, duty_code=duty, period=date(2026, 7, 1))
    told.sections = {
        section.code: f"Tentang {section.title.lower()}"
        for section in (*sections_of(told.duty), *asked_of(told.duty))
    }
    told.activities, told.indicators = (
        report_papers.activities_of_period(agreement, date(2026, 1, 1), date(2029, 12, 31)),
        report_papers.unmeasured_indicators_of(agreement),
    )
    told.save()
    return told


def evaluation(agreement: Agreement, person) -> Evaluation:
    told = report(agreement, "ksdpk-semester")
    told.indicators[0]["realised"], told.state = "7.5", ReportState.ACCEPTED
    told.submitted_by, told.submitted_at = person, timezone.now()
    told.save()
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=agreement.expires_on)
    return evaluating.make_evaluation(agreement, Verdict.IMPROVE)


def text_of(page: str) -> str:
    """The words of a page, one block a line, the cells of a row apart; what no reader sees or what
    is drawn by lot is left out.
    """
    body = html.fromstring(page).find("body")
    for hidden in body.xpath(
        '//*[contains(@class, "verification") or contains(@class, "watermark")]'
    ):
        hidden.drop_tree()
    for element in body.iter():
        element.text = re.sub(r"\s+", " ", element.text or "")
        element.tail = re.sub(r"\s+", " ", element.tail or "")
    for cell in body.iter("td", "th"):
        cell.tail = " | "
    for block in body.iter("p", "tr", "li", "h2", "h3", "h4", "div", "br"):
        ends_a_cell = block.getparent().tag in ("td", "th") and block.getnext() is None
        block.tail = " " if ends_a_cell else "\n" + (block.tail or "")
    lines = (re.sub(r"\s+", " ", line).strip(" |") for line in body.text_content().splitlines())
    return "\n".join(line for line in lines if line) + "\n"
