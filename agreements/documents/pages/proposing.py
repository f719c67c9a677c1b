"""What the papers print with which a cooperation is proposed, judged, offered and consented to."""

from datetime import date

from agreements.documents.kinds import KINDS
from agreements.documents.pages import papers_abroad, supporting_papers, tables
from agreements.documents.text import indonesian
from agreements.models import Agreement, Document, Evidence
from agreements.regulations.citing import name_places, name_regulation, name_regulation_again
from agreements.regulations.stage_fragments import KAK_FIELDS, KAK_SINERGI_FIELDS
from kerjasama.accounts.models import RegionProfile

from .builders import Outcomes, Words
from .enclosures import enclosures_of
from .typed_fields import TYPED, typed_lines


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
    study = outcomes.get("telaahan_tkksd")
    fits = study is None or study.outcome != "tidak layak"
    return {
        "opening": indonesian.date_in_words((study and study.decided_on) or day),
        "study": study,
        "fits": fits,
        "findings": [f for f in (study.findings if study else []) if f.get("butir")],
        "remark": indonesian.format_paragraphs(study.note) if study else [],
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


def of_answer(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    study = outcomes.get("telaahan_tkksd")
    return {
        "incoming": outcomes.get("surat_masuk") or outcomes.get("penawaran_masuk"),
        "fits": study is None or study.outcome != "tidak layak",
    }


def of_consent_request(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    """The letter to the DPRD, by the article that asks for its consent and the one by which its
    silence counts.
    """
    agreement = document.agreement
    if agreement.track.is_foreign:
        return {
            **papers_abroad.of_letter(document, region, day, outcomes),
            **_law_of_consent(document),
            "term_begins": " setelah surat ini diterima oleh Sekretariat DPRD",
        }
    enclosed = enclosures_of(agreement, document.kind, outcomes)
    return {
        **_law_of_consent(document),
        "enclosed": enclosed,
        "enclosures": indonesian.number_in_words(len(enclosed)),
        "reasons": " serta ".join(_reasons_for_consent(agreement)),
    }


def _law_of_consent(document: Document) -> Words:
    """Its places, each with the regulation: not every road is under the same."""
    law = KINDS[document.kind].law_on(document.agreement.track)
    if not law:
        return {}
    regulation = law["basis"][0].regulation
    return {
        "article": f"{name_places(law['basis'])} {name_regulation(regulation)}",
        "silence": f"{name_places(law['silence'])} {name_regulation_again(regulation)}",
    }


def _reasons_for_consent(agreement: Agreement) -> list[str]:
    reasons = ["membebani masyarakat dan daerah"] if agreement.membebani else []
    if agreement.belum_dianggarkan:
        reasons.append(
            "pendanaannya belum dianggarkan dalam Anggaran Pendapatan dan Belanja Daerah tahun"
            " anggaran berjalan"
        )
    return reasons
