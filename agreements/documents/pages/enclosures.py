"""What goes with a letter, as the letter lists it: by name, with number and date where known."""

from collections.abc import Callable
from typing import NamedTuple

from agreements.documents.kinds import KINDS, DocumentCode
from agreements.documents.kinds.vocabulary import Enclosed
from agreements.documents.pages import tables
from agreements.documents.text import indonesian
from agreements.documents.wording import naskah_facts
from agreements.documents.wording.closing_abroad import languages_in_words
from agreements.models import Agreement
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.vocabulary import WHOLE_STAGE

from .cited_law import term_of_paper
from .paper_words import Outcomes
from .tables import Known


class Named(NamedTuple):
    """An enclosure by its name, and what is known of it."""

    name: str
    known: Known | None = None

    def __str__(self) -> str:
        if self.known is None:
            return self.name
        if not self.known.number:
            return f"{self.name} tanggal {self.known.date}"
        return f"{self.name} Nomor {self.known.number} tanggal {self.known.date}"


def enclosures_of(agreement: Agreement, kind: str, outcomes: Outcomes) -> list[str]:
    """What goes with such a letter in this case."""
    given = _Case(agreement, outcomes)
    return [str(_NAMED[row.code](given)) for row in KINDS[kind].encloses if row.when(agreement)]


def is_deemed(outcomes: Outcomes) -> bool:
    """Whether the silence of the DPRD counted as its consent."""
    decision = outcomes.get("putusan_dprd")
    return decision is not None and decision.outcome == RecordOutcome.DEEMED_APPROVED


class _Case:
    """The case as its enclosures see it: its finished papers and its records."""

    def __init__(self, agreement: Agreement, outcomes: Outcomes) -> None:
        self.agreement, self.outcomes = agreement, outcomes
        self.papers = tables.finished_papers_of(agreement)

    def paper(self, kind: str) -> Known | None:
        return self.papers.get(kind)

    def record(self, code: str) -> Known | None:
        row = self.outcomes.get(code)
        if row is None or row.decided_on is None:
            return None
        return Known(row.number, indonesian.short_date(row.decided_on))

    def day_of(self, code: str) -> Known | None:
        """Of a record whose number is not told."""
        known = self.record(code)
        if known is None:
            return None
        return known._replace(number="")


def _consent(case: _Case) -> Named:
    if not is_deemed(case.outcomes):
        return Named("Persetujuan DPRD", case.record("putusan_dprd"))
    term = term_of_paper(case.agreement.track, DocumentCode.PERMOHONAN_DPRD, WHOLE_STAGE)
    name = f"Bukti lewatnya {term} sejak permohonan diterima Sekretariat DPRD"
    return Named(name, case.day_of("dprd_terima"))


def _proof_of_governor(case: _Case) -> Named:
    received = case.day_of("diterima_gubernur")
    if DocumentCode.PERMOHONAN_PERSETUJUAN in case.papers:
        return Named("Bukti penerimaan naskah oleh Gubernur", received)
    return Named("Bukti penerimaan rencana oleh Gubernur", received)


def _joint_agreement(case: _Case) -> Named:
    mother = naskah_facts.parent_kb_reference(case.agreement)
    if not mother:
        return Named("Kesepakatan Bersama yang telah ditandatangani")
    return Named(f"{mother}, yang telah ditandatangani")


def _company_profile(case: _Case) -> Named:
    return Named(f"Profil perusahaan {naskah_facts.partner_name_of(case.agreement)}")


def _naskah_passed_on(case: _Case) -> Named:
    naskah = indonesian.flatten_name(case.agreement.naskah_induk)
    return Named(f"Naskah kerja sama Pemerintah yang diteruskan: {naskah}")


def _with_paper(name: str, kind: str) -> Callable[[_Case], Named]:
    return lambda case: Named(name, case.paper(kind))


def _with_record(name: str, code: str) -> Callable[[_Case], Named]:
    return lambda case: Named(name, case.record(code))


def _with_day(name: str, code: str) -> Callable[[_Case], Named]:
    return lambda case: Named(name, case.day_of(code))


def _by_name(name: str) -> Callable[[_Case], Named]:
    return lambda case: Named(name)


def _in_its_languages(name: str, kind: str) -> Callable[[_Case], Named]:
    return lambda case: Named(f"{name} dalam {languages_in_words(case.agreement, kind)}")


_NAMED: dict[Enclosed, Callable[[_Case], Named]] = {
    Enclosed.STUDY: _with_paper("Kajian", DocumentCode.KAJIAN),
    Enclosed.PLAN: _with_paper("Rencana Kerja Sama", DocumentCode.RENCANA_KERJA_SAMA),
    Enclosed.TERMS: _with_paper("Kerangka acuan kegiatan", DocumentCode.KAK),
    Enclosed.WILLINGNESS: _with_paper(
        "Surat pernyataan kesediaan kerja sama", DocumentCode.KESEDIAAN
    ),
    Enclosed.INTENT: _with_day(
        "Pernyataan Kehendak Kerja Sama yang telah ditandatangani", "ttd_loi"
    ),
    Enclosed.CONSENT_OF_DPRD: _consent,
    Enclosed.PROOF_OF_REQUEST: _with_paper(
        "Surat permohonan persetujuan DPRD beserta bukti penerimaannya",
        DocumentCode.PERMOHONAN_DPRD,
    ),
    Enclosed.PROOF_OF_GOVERNOR: _proof_of_governor,
    Enclosed.CONSIDERATION: _with_record("Pertimbangan tertulis Menteri", "pertimbangan"),
    Enclosed.CONSENT_OF_MINISTER: _with_record(
        "Surat persetujuan Menteri Dalam Negeri", "persetujuan_menteri"
    ),
    Enclosed.DRAFT_OF_INTENT: _in_its_languages(
        "Rancangan Pernyataan Kehendak Kerja Sama", DocumentCode.PERNYATAAN_KEHENDAK
    ),
    Enclosed.DRAFT_OF_NASKAH: _in_its_languages(
        "Rancangan Naskah Kerja Sama", DocumentCode.NASKAH_KERJA_SAMA
    ),
    Enclosed.APPROVED_NASKAH: _by_name("Naskah Kerja Sama yang telah disetujui"),
    Enclosed.DRAFT_OF_POWERS: _by_name("Rancangan surat kuasa penandatanganan (Full Powers)"),
    Enclosed.ORIGINAL: _with_day("Naskah asli kerja sama yang ditandatangani", "ttd_naskah"),
    Enclosed.MAPPING: _by_name("Pemetaan potensi dan kebutuhan daerah"),
    Enclosed.FEASIBILITY: _by_name("Studi kelayakan"),
    Enclosed.NASKAH_PASSED_ON: _naskah_passed_on,
    Enclosed.PRINCIPLE_PERMIT: _by_name("Izin Prinsip mitra"),
    Enclosed.OPERATION_PERMIT: _by_name("Izin Operasional mitra"),
    Enclosed.JOINT_AGREEMENT: _joint_agreement,
    Enclosed.DRAFT_OF_CONTRACT: _by_name("Rancangan Perjanjian Kerja Sama"),
    Enclosed.COMPANY_PROFILE: _company_profile,
    Enclosed.DRAFT_OF_MEMORANDUM: _by_name("Rancangan Nota Kesepakatan"),
    Enclosed.DRAFT_OF_WORK_PLAN: _by_name("Rancangan Rencana Kerja"),
}
