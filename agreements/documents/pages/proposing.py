"""What the papers print with which a cooperation is proposed, judged, offered and consented to."""

from datetime import date

from agreements.documents.kinds import KINDS
from agreements.documents.pages import papers_abroad, supporting_papers, tables
from agreements.documents.text import indonesian
from agreements.models import Agreement, Document, Evidence
from agreements.regulations.fragments import KAK_FIELDS, KAK_SINERGI_FIELDS
from kerjasama.accounts.models import RegionProfile

from .builders import Outcomes, Words
from .enclosures import enclosures_of
from .typed_fields import TYPED, typed_lines

STUDIED_UNDER = {
    "ksdd": "Pasal 7 ayat (4)",
    "ksdpk": "Pasal 29 ayat (4)",
    "ksdpk-pihak-ketiga": "Pasal 31 ayat (2)",
    "sinergi": "Pasal 53 ayat (4)",
}
# The DPRD's consent: article, and the paragraph by which silence counts as consent.
CONSENT = {
    "ksdd": ("Pasal 12", "Pasal 12 ayat (4)"),
    "ksdpk": ("Pasal 34", "Pasal 34 ayat (6)"),
    "sinergi": ("Pasal 56", "Pasal 56 ayat (6)"),
}


def of_terms(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """The KAK, section by section; abroad it is a kerangka acuan kegiatan."""
    agreement = document.agreement
    if agreement.track.is_foreign:
        return papers_abroad.of_terms(document, region, day, outcomes)
    fields = [*(KAK_SINERGI_FIELDS if agreement.track.is_sinergi else KAK_FIELDS)]
    if agreement.objek and ("objek", "Objek") not in fields:
        fields.insert(2, ("objek", "Objek"))
    first, *others = [_section(agreement, field, label) for field, label in fields]
    program = {"field": "urusan", "title": "Urusan Pemerintahan dan Program"}
    return {
        "title": KINDS[document.kind].title,
        "sections": [first, program, *others],
        "indicators": tables.indicator_rows_of(agreement),
    }


def _section(agreement: Agreement, field: str, label: str) -> Words:
    lines = typed_lines(agreement, field) if field in TYPED else []
    return {"field": field, "title": label, "lines": lines}


def of_minutes(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """The minutes bear the day of the meeting, not of their printing, and name who was there when
    that is recorded.
    """
    study, code = outcomes.get("telaahan_tkksd"), document.agreement.track_code
    fits = study is None or study.outcome != "tidak layak"
    return {
        "opening": indonesian.date_in_words((study and study.decided_on) or day),
        "study": study,
        "fits": fits,
        "findings": [f for f in (study.findings if study else []) if f.get("butir")],
        "remark": indonesian.format_paragraphs(study.note) if study else [],
        "article": STUDIED_UNDER.get(code) or STUDIED_UNDER[document.agreement.track.family],
        **_attendance(document, study),
    }


def _attendance(document: Document, study: Evidence | None) -> Words:
    """The meeting on which the study was made: the one of that day, or else the last before it in
    this stage.
    """
    held = document.agreement.meetings.filter(stage_code=document.stage_code)
    held = held.filter(held_on__lte=study.decided_on) if study and study.decided_on else held
    meeting = held.order_by("held_on", "pk").last()
    return supporting_papers.meeting_context(meeting)


def of_offer(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    kind = document.agreement.track.family
    basis = {"ksdd": "Pasal 8", "ksdpk": "Pasal 30", "sinergi": "Pasal 54"}[kind]
    return {
        "article": basis,
        "answer_days": indonesian.number_in_words(30) if kind != "ksdpk" else "",
    }


def of_answer(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    study = outcomes.get("telaahan_tkksd")
    return {
        "incoming": outcomes.get("surat_masuk") or outcomes.get("penawaran_masuk"),
        "fits": study is None or study.outcome != "tidak layak",
    }


def of_consent_request(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    agreement = document.agreement
    if agreement.track.is_foreign:
        return papers_abroad.of_consent_request(document, region, day, outcomes)
    article, silence = CONSENT[agreement.track.family]
    enclosed = enclosures_of(agreement, document.kind, outcomes)
    reasons = ["membebani masyarakat dan daerah"] if agreement.membebani else []
    if agreement.belum_dianggarkan:
        reasons.append(
            "pendanaannya belum dianggarkan dalam Anggaran Pendapatan dan Belanja Daerah tahun"
            " anggaran berjalan"
        )
    return {
        "enclosed": enclosed,
        "enclosures": indonesian.number_in_words(len(enclosed)),
        "reasons": " serta ".join(reasons),
        "article": f"{article} Peraturan Menteri Dalam Negeri Nomor 22 Tahun 2020",
        "silence": f"{silence} Peraturan Menteri tersebut",
        "days_allowed": f"{indonesian.number_in_words(45)} hari",
    }
